#!/usr/bin/env bash
# run.sh PROGRAM: sets all of content/ and every case that can be set, and has check.sh try the files.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$here/../cases/run.sh" --lay-out "$work/cases"
"$program" build "$here/../../content" "$work/cases" -o "$work/set" >/dev/null 2>&1
cd "$work/set" && bash "$here/check.sh" ./*.pdf
