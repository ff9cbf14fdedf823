#!/usr/bin/env bash
# install.sh: `cmake --install` gives a program that works from anywhere, without the source tree.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# result NAME COMMAND...: runs the command and says how it went.
result() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then echo "ok $name"; else printf 'not ok %s\n%s\n' "$name" "$said"; fi
}

installs() { DESTDIR= cmake --install "$root/build" --prefix "$work/prefix" && [ -x "$work/prefix/bin/chancery" ]; }
names_no_source_folder() { ! grep -aoF -m 3 "$root/" "$work/prefix/bin/chancery"; }

# Unless it was configured otherwise.
carries_what_each_start_needs() {
    grep -q '^CHANCERY_STATIC:BOOL=OFF' "$root/build/CMakeCache.txt" && return 0
    ! ldd "$work/prefix/bin/chancery" | grep -E 'lib(icu|cmark|yaml|deflate|stdc)'
}

# Sets a copy of the reference briefing from / with an empty folder mounted over the source tree
# (where this user may do that; elsewhere the test above has to be enough).
sets_a_briefing() {
    cp -r "$root/content/kyrgyzstan-russia" "$work/briefing" || return 1
    cd /
    if unshare -m true 2>/dev/null; then
        unshare -m sh -c "mount -t tmpfs none '$root' && [ ! -e '$root/README.md' ] &&
            exec '$work/prefix/bin/chancery' build '$work/briefing' -o '$work'"
    else
        "$work/prefix/bin/chancery" build "$work/briefing" -o "$work"
    fi && [ -s "$work/briefing.pdf" ]
}

gives_the_same_bytes() {
    "$root/build/chancery" build "$work/briefing" -o "$work/again" &&
        cmp "$work/briefing.pdf" "$work/again/briefing.pdf"
}

result "the program installs" installs
result "it names no folder of the source tree" names_no_source_folder
result "it carries the libraries that each start needs" carries_what_each_start_needs
result "it sets a briefing where there is no source tree" sets_a_briefing
result "it sets the same bytes as the one in build/" gives_the_same_bytes
