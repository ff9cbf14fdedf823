#!/usr/bin/env bash
# project.sh: what must hold of the tree itself: dev, the list of packages, the documents.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# result NAME COMMAND...: runs the command and says how it went.
result() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then echo "ok $name"; else printf 'not ok %s\n%s\n' "$name" "$said"; fi
}

dev_is_short() { [ "$(wc -l <dev)" -lt 150 ] || { wc -l dev; return 1; }; }

packages_have_reasons() {
    ! grep -vE '^(#.*|)$' cmake/packages.txt | grep -vE '^(build|run|test|bench|peers) +[^ ]+ +[^ ].{8,}$'
}

packages_are_listed_once() {
    local twice
    twice=$(awk '!/^#/ && NF { print $2 }' cmake/packages.txt | sort | uniq -d)
    [ -z "$twice" ] || { echo "$twice"; return 1; }
}

readme_tells_each_package() {
    local name missing=0
    while read -r name; do
        grep -qF "$name" README.md || { echo "README.md does not tell of $name"; missing=1; }
    done < <(awk '$1 ~ /^(build|run)$/ { split($2, part, ":"); print part[1] }' cmake/packages.txt)
    return $missing
}

# Every key of a briefing's metadata and every directive is told of in the README.
readme_tells_the_source_format() {
    local name missing=0
    while read -r name; do
        grep -qE "\`[^\`]*\{?$name\}?[^\`]*\`" README.md || { echo "README.md does not tell of $name"; missing=1; }
    done < <(sed -nE 's/^ +\{"([a-z-]+)", KEY_.*/\1/p' src/source/{meta,indicators,marking}.c
             sed -nE 's/^ +\{"([a-z-]+)", \{.*/\1/p' src/source/directive.c)
    return $missing
}

# Every path in backquotes that looks like one of ours is there.
documents_name_real_files() {
    local path missing=0
    while read -r path; do
        [ -e "$path" ] || { echo "there is no $path"; missing=1; }
    done < <(grep -ohE '`(src|tests|content|fonts|cmake)/[A-Za-z0-9_./-]+`' README.md CONTRIBUTING.md | tr -d '`' | grep -vE 'NAME|MODULE' | sort -u)
    return $missing
}

presets_configure() {
    local preset
    for preset in release debug asan fuzz; do
        grep -q "\"name\": \"$preset\"" CMakePresets.json || { echo "no preset $preset"; return 1; }
    done
    cmake --list-presets
}

dev_refuses_an_unknown_command() {
    ./dev no-such-command
    [ $? -eq 2 ]
}

nothing_is_left_over() {
    ! grep -rnE '(/\*|^ *\*|//|# ).*\<(TODO|FIXME|XXX|HACK)\>' src dev CMakeLists.txt cmake
}

shell_scripts_parse() {
    local script
    for script in dev .ci/run $(find tests -name '*.sh'); do bash -n "$script" || return 1; done
}

result "dev has fewer than 150 lines" dev_is_short
result "each package has its group and reason" packages_have_reasons
result "no package is listed twice" packages_are_listed_once
result "the README tells of each package" readme_tells_each_package
result "the README tells of each key and directive" readme_tells_the_source_format
result "README and CONTRIBUTING name only files that are there" documents_name_real_files
result "the presets are there" presets_configure
result "dev refuses an unknown command" dev_refuses_an_unknown_command
result "no marks of unfinished work" nothing_is_left_over
result "the shell scripts parse" shell_scripts_parse
