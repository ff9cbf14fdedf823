#!/bin/bash
# check.sh FILE.pdf... : what other programs say of our PDFs. Prints a line for each check, "ok" or
# "not ok", and at the end "N passed, N failed".
#
#   qpdf       the file's syntax and every stream
#   pdffonts   every font embedded, subset, with a map to Unicode
#   mutool     draws every page without a warning
#   pdftotext  text comes out, none of it unknown or private characters
#   veraPDF    PDF/UA-1 and PDF/A-2a
#
# A tool that is not installed is skipped, saying so; with CI=true it fails.
set -u

here=$(cd "$(dirname "$0")" && pwd)
passed=0 failed=0 skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say RESULT NAME [FILE WITH DETAILS]
say() {
    if [ "$1" = 0 ]; then
        echo "ok - $2"
        passed=$((passed + 1))
    else
        echo "not ok - $2"
        [ $# -lt 3 ] || head -n 20 "$3" | sed 's/^/# /'
        failed=$((failed + 1))
    fi
}

# lacks TOOL: true, having said so, if it is not installed
lacks() {
    command -v "$1" >/dev/null && return 1
    echo "$1 is not installed" >"$work/why"
    miss "$1" "$work/why"
}

# miss NAME REASON-FILE
miss() {
    if [ "${CI:-}" = true ]; then
        say 1 "$1" "$2"
    else
        echo "ok - $1 # skip $(head -n 1 "$2")"
        skipped=$((skipped + 1))
    fi
}

check_qpdf() {
    qpdf --check "$1" >"$work/log" 2>&1
    say $? "qpdf $1" "$work/log"
}

# The last columns are emb, sub, uni and two of the object's number.
check_fonts() {
    local result
    pdffonts "$1" >"$work/log" 2>&1 &&
        awk 'NR > 2 { n++; if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") bad = 1 }
             END { exit bad || !n }' "$work/log"
    result=$?
    say $result "pdffonts $1" "$work/log"
}

# Debian's mutool is built without colour management and says so of every file.
check_mutool() {
    local result
    mutool draw -q -F pbm -r 20 -o /dev/null "$1" >"$work/log" 2>&1
    result=$?
    grep -v 'ICC support is not available' "$work/log" >"$work/rest" && result=1
    say $result "mutool $1" "$work/rest"
}

check_text() {
    local result
    pdftotext -enc UTF-8 "$1" "$work/text" 2>"$work/log"
    result=$?
    [ -s "$work/log" ] && result=1
    if ! grep -qs '[^[:space:]]' "$work/text"; then
        echo "no text" >>"$work/log"
        result=1
    fi
    # U+FFFD, and the private area U+E000 to U+F8FF, as UTF-8 bytes
    if LC_ALL=C grep -nsP '\xEF\xBF\xBD|\xEE[\x80-\xBF]|\xEF[\x80-\xA3]' "$work/text" >>"$work/log"; then
        result=1
    fi
    say $result "pdftotext $1" "$work/log"
}

# All files in one start of Java; its lines are counted here.
check_verapdf() {
    local tools=$here/../.tools/verapdf java=/usr/share/java path part
    echo "default-jdk-headless is not installed" >"$work/why"
    if ! command -v java >/dev/null || ! "$here/get-verapdf.sh" >"$work/why" 2>&1; then
        miss veraPDF "$work/why"
        return
    fi
    path=$tools:$tools/verapdf.jar
    for part in jaxb-api jaxb-runtime jaxb-core txw2 istack-commons-runtime FastInfoset stax-ex \
        javax.activation; do
        if [ ! -f "$java/$part.jar" ]; then
            echo "libjaxb-java is not installed" >"$work/why"
            miss veraPDF "$work/why"
            return
        fi
        path=$path:$java/$part.jar
    done
    java -Xshare:auto -XX:TieredStopAtLevel=1 -Dstdout.encoding=UTF-8 -cp "$path" VeraCheck \
        ua1,2a "$@" >"$work/log" 2>"$work/errors"
    cat "$work/log"
    passed=$((passed + $(grep -c '^ok' "$work/log")))
    failed=$((failed + $(grep -c '^not ok' "$work/log")))
    if ! grep -q 'ok' "$work/log"; then say 1 veraPDF "$work/errors"; fi
}

if [ $# = 0 ]; then
    echo "usage: check.sh FILE.pdf..." >&2
    exit 2
fi

lacks qpdf || for file in "$@"; do check_qpdf "$file"; done
lacks pdffonts || for file in "$@"; do check_fonts "$file"; done
lacks mutool || for file in "$@"; do check_mutool "$file"; done
lacks pdftotext || for file in "$@"; do check_text "$file"; done
check_verapdf "$@"

if [ $skipped = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ $failed = 0 ]
