#!/usr/bin/env bash
# run.sh PROGRAM [NAME...]          runs the cases (or those named) and prints a result for each
# run.sh --accept NAME PROGRAM      shows how a case differs and takes what came out as right
# run.sh --lay-out FOLDER           writes each case into FOLDER as a briefing's folder
#
# A case is a folder: in.md (and in.yaml, references.yaml, images…) and beside it what each stage is
# expected to make of it, so that a failure names its stage:
#     doc      what --dump=doc prints (where the file is there)
#     frames   what --dump=frames prints (where the file is there)
#     diag     the diagnostics, then a line `exit status N`; always there
#     args     more arguments, if the case needs them
# Beyond that, a PDF must have come out exactly when there was no error (or with --draft).
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Lays the case out as a briefing's folder, FOLDER/NAME.
lay_out() {
    local folder=$1/$2 file
    mkdir -p "$folder"
    for file in "$here/$2"/*; do
        case ${file##*/} in
        in.*) cp -r "$file" "$folder/briefing.${file##*/in.}" ;;
        doc | frames | diag | args) ;;
        *) cp -r "$file" "$folder/" ;;
        esac
    done
}

# Runs every stage on the case, into $work.
run() {
    local name=$1 args=()
    lay_out "$work" "$name"
    [ -f "$here/$name/args" ] && read -ra args <"$here/$name/args"
    cd "$work" || exit 1
    "$program" build "$name" -o out ${args[@]+"${args[@]}"} >out.stdout 2>diag
    status=$?
    echo "exit status $status" >>diag
    [ -f "$here/$name/doc" ] && "$program" build --dump=doc "$name" ${args[@]+"${args[@]}"} >doc 2>/dev/null
    [ -f "$here/$name/frames" ] && "$program" build --dump=frames "$name" ${args[@]+"${args[@]}"} >frames 2>/dev/null
    pdf=missing
    [ -s "out/$name.pdf" ] && pdf=written
    wanted=missing
    [ $status -eq 0 ] || [[ " ${args[*]-} " == *" --draft "* ]] && wanted=written
}

if [ "${1:-}" = --lay-out ]; then
    for case in "$here"/*/; do lay_out "$2" "$(basename "$case")"; done
    exit 0
fi

if [ "${1:-}" = --accept ]; then
    name=$2 program=$(realpath "$3")
    [ -f "$here/$name/in.md" ] || { echo "run.sh: there is no case tests/cases/$name" >&2; exit 2; }
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    [ -f "$here/$name/diag" ] || touch "$here/$name/doc" # a new case gets a doc; frames if asked for
    run "$name"
    for stage in doc frames diag; do
        [ -f "$work/$stage" ] || continue
        diff -u --label "expected $stage" --label "new $stage" \
            "$(test -f "$here/$name/$stage" && echo "$here/$name/$stage" || echo /dev/null)" "$work/$stage"
        cp "$work/$stage" "$here/$name/$stage"
    done
    exit 0
fi

if [ "${1:-}" = --one ]; then
    program=$2 name=$3
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    run "$name"
    report=""
    for stage in doc frames diag; do
        [ -f "$here/$name/$stage" ] || { [ $stage != diag ] && continue; }
        report+=$(diff -u --label "expected $stage" --label "new $stage" "$here/$name/$stage" "$work/$stage" 2>&1 | head -60)
    done
    [ $pdf = $wanted ] || report+="the PDF is $pdf"
    if [ -z "$report" ]; then echo "ok $name"; else printf 'not ok %s\n%s\n' "$name" "$report"; fi >"$results/$name"
    exit 0
fi

program=$(realpath "$1")
shift
names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(cd "$here" && ls -d */ | tr -d /)
results=$(mktemp -d)
export results
trap 'rm -rf "$results"' EXIT
printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -n 1 bash "$0" --one "$program"
cat "$results"/*
