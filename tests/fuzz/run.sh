#!/usr/bin/env bash
# run.sh SECONDS: feeds each fuzz target for that long, two at a time, and prints a result for each.
# Seeds are the sources of tests/cases and content, and dictionaries. What a target finds stays in
# build-fuzz/found/, what reaches new code in build-fuzz/corpus/, from which the next run starts.
set -u
seconds=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root/build-fuzz" || exit 1
mkdir -p found seeds
cp -f "$root"/content/*/*.md "$root"/content/*/*.yaml seeds/
cp -f /usr/share/hyphen/hyph_{es_ES,uk_UA}.dic seeds/
for case in "$root"/tests/cases/*/; do
    for file in "$case"*.md "$case"*.yaml "$case"*.png "$case"*.jpg; do
        [ -f "$file" ] && cp -f "$file" "seeds/$(basename "$case")-${file##*/}"
    done
done

feed() {
    local target=$1 name
    name=$(basename "$target")
    mkdir -p "corpus/$name"
    if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=20000 \
        -artifact_prefix="found/$name-" "corpus/$name" seeds >"found/$name.log" 2>&1; then
        echo "ok $name ($(grep -oE 'Done [0-9]+ runs' "found/$name.log"))"
    else
        echo "not ok $name"
        tail -n 60 "found/$name.log"
    fi
}
export -f feed
export seconds
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
find tests -name 'fuzz_*' -type f -perm -u+x | sort | xargs -P "$(nproc)" -I{} bash -c 'feed {}'
