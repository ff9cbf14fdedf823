# lib.sh: what the tests of the command line share. To be sourced with the program's path in $program.
#
# Each function case_NAME is a test. It runs in an empty folder of its own and fails at the first
# command that fails. run_cases prints `ok NAME` or `not ok NAME` for each, then `N passed, N failed`.
set -u
export LC_ALL=C.UTF-8
unset NO_COLOR SOURCE_DATE_EPOCH

# ---- what the cases say ---------------------------------------------------------------------------

# Runs the program; its output is in ../out and ../err, its exit status in $status.
run() {
    status=0
    "$program" "$@" >"$case/out" 2>"$case/err" || status=$?
}

say() { echo "$*" >&2; return 1; }

expect_status() { [ "$status" -eq "$1" ] || say "exit status $status, not $1"; }
expect_out() { grep -qE -- "$1" "$case/out" || say "standard output has no $1"; }
expect_err() { grep -qE -- "$1" "$case/err" || say "standard error has no $1"; }
expect_no_err() { ! grep -qE -- "$1" "$case/err" || say "standard error has $1"; }
expect_line() { grep -qxF -- "$1" "$case/err" || say "standard error has no line: $1"; }
# Inverts: `! command` alone would not end the test.
refute() { if "$@"; then say "not expected: $*"; fi; }
expect_silent_out() { [ ! -s "$case/out" ] || say "standard output is not empty"; }
expect_silent_err() { [ ! -s "$case/err" ] || say "standard error is not empty"; }
expect_pdf() { [ "$(head -c 5 -- "$1")" = %PDF- ] || say "$1 is no PDF"; }
expect_missing() { [ ! -e "$1" ] || say "$1 is there"; }
expect_same() { cmp "$1" "$2" >&2 || say "$1 and $2 differ"; }
expect_no_temporaries() {
    [ -z "$(find . -name '.chancery-*')" ] || say "a temporary file is left"
}

# A good briefing in the folder $1: prose, metadata, one work, one image.
make_briefing() {
    mkdir -p "$1"
    cat >"$1/briefing.yaml" <<'END'
title: A briefing
lang: en-GB
author:
  - name: The Author
END
    cat >"$1/briefing.md" <<'END'
# First section

Prose with a work [@smith2020] and a note.[^n]

[^n]: The note.

![A dot](dot.png){width=20%}
END
    cat >"$1/references.yaml" <<'END'
references:
  - id: smith2020
    type: book
    title: A book
    author:
      - family: Smith
        given: Ann
    issued: 2020
    publisher: A Press
END
    base64 -d >"$1/dot.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNQcGjAihiGlgQAygM4Ac2Apj0AAAAASUVORK5CYII=
END
}

# A single file $1 whose prose comes from standard input, after a title.
make_file() {
    { printf -- '---\ntitle: A file\nlang: en-GB\n---\n'; cat; } >"$1"
}

# Builds the good briefing b, spoils it with the command given, builds again: the exit status and
# the diagnostic must be as told, and the earlier PDF as it was.
spoil() { # STATUS CODE COMMAND...
    local wanted=$1 code=$2
    shift 2
    make_briefing b
    run build b -o out
    expect_status 0
    expect_pdf out/b.pdf
    cp -p out/b.pdf before.pdf
    "$@"
    run build b -o out
    expect_status "$wanted"
    expect_err "error\[$code\]"
    expect_same out/b.pdf before.pdf
    expect_no_temporaries
    run check b
    expect_err "error\[$code\]"
    expect_same out/b.pdf before.pdf
}

# As spoil, where the machine is at fault and only writing fails: runs the program by the command.
fail_to_write() { # COMMAND...
    expect_pdf out/b.pdf
    cp -p out/b.pdf before.pdf
    echo "More prose, so that the PDF would change." >>b/briefing.md
    status=0
    "$@" >"$case/out" 2>"$case/err" || status=$?
    expect_status 3
    expect_err 'error\[write-failed\]'
    expect_same out/b.pdf before.pdf
    expect_no_temporaries
}

# ---- running them ---------------------------------------------------------------------------------

# run_cases [NAME...]: runs these or all; the script's last command.
run_cases() {
    work=$(mktemp -d)
    chmod 755 "$work"
    trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
    passed=0 failed=0
    names=("$@")
    [ ${#names[@]} -gt 0 ] || mapfile -t names < <(declare -F | sed -n 's/^declare -f case_//p')
    for name in "${names[@]}"; do
        case=$work/$name
        mkdir -p "$case/here"
        (set -eE; trap 'echo "failed: $BASH_COMMAND (line $LINENO)" >&2' ERR
            cd "$case/here"; "case_$name") >"$case/log" 2>&1
        if [ $? -eq 0 ]; then
            echo "ok $name"
            passed=$((passed + 1))
        else
            echo "not ok $name"
            tail -n 20 "$case/log"
            for stream in out err; do
                [ ! -s "$case/$stream" ] || head -c 3000 "$case/$stream" | sed "s/^/$stream: /"
            done
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ]
}
