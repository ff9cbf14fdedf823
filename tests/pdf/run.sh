#!/usr/bin/env bash
# run.sh PROGRAM: sets all of content/ and every case that can be set, takes the samples that the unit
# tests of pdf/ make by hand (where they are built), and has check.sh try the files.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$here/../cases/run.sh" --lay-out "$work/cases"
"$program" build "$here/../../content" "$work/cases" -o "$work/set" >/dev/null 2>&1
samples=$(dirname "$program")/tests/test_pdf_write
[ ! -x "$samples" ] || CHANCERY_TEST_OUTPUT=$work/set "$samples" >/dev/null 2>&1
cd "$work/set" && bash "$here/check.sh" ./*.pdf
