#!/usr/bin/env bash
# test_batch.sh PROGRAM [CASE...]: many briefings at once, nothing set twice, reports, formats of
# diagnostics, watching.
set -u
program=$(realpath "$1")
shift
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# A tree t of good briefings, among them one that fails and one that is long.
make_tree() {
    local i
    for i in 1 2 3 4 5 6 7; do
        make_briefing "t/part-$((i % 3))/b$i"
        echo "Only in number $i." >>"t/part-$((i % 3))/b$i/briefing.md"
    done
    for i in $(seq 300); do echo "A sentence about prices, $i of many."; echo; done >>t/part-1/b4/briefing.md
    make_briefing t/bad
    echo 'A work that is none [@nobody].' >>t/bad/briefing.md
}

# A python program on standard input that asserts something.
assert_python() { python3 - "$@" >&2; }

# The times and widths of printed results do not count.
results() { sed -E 's/ +[0-9]+ ms$//; s/ +/ /g' "$case/out"; }

# ---- batches ----------------------------------------------------------------------------------------

case_same_bytes_whatever_n() {
    local n
    make_tree
    for n in 1 2 3 8; do
        run build t -o "out$n" -j "$n"
        expect_status 1
        results | sed "s/out$n/out/" >"results$n"
        cp "$case/err" "err$n"
        sed -i 's/in .* s$/in T/' "err$n"
        [ "$(wc -l <"results$n")" -eq 7 ]
        expect_same results1 "results$n"
        expect_same err1 "err$n"
        (cd "out$n" && find . -name '*.pdf' -exec sha256sum {} + | sort -k2) >"sums$n"
        expect_same sums1 "sums$n"
    done
    expect_err '^8 briefings: 7 set, 1 failed, in '
    expect_err 'error\[cite-undefined\]'
    expect_missing out2/bad.pdf
    expect_pdf out2/part-1/b4.pdf
}

case_jobs_of_one_run_and_alone() {
    make_tree
    run build t -o all -j 4
    run build t/part-1/b4 -o alone
    expect_status 0
    expect_same all/part-1/b4.pdf alone/b4.pdf
}

case_wrong_numbers_of_jobs() {
    local n
    make_briefing b
    for n in 0 -1 x 2.5 ''; do
        run build b "-j$n" -o out
        expect_status 2 || say "for: $n"
    done
}

case_clash_below_folders() {
    make_briefing x/p/b
    make_briefing y/p/b
    make_briefing y/q/b
    run build x y -o out
    expect_status 1
    expect_err 'error\[output-clash\]: x/p/b and y/p/b would both be written to out/p/b\.pdf'
    expect_missing out/p/b.pdf
    expect_pdf out/q/b.pdf
}

case_progress_only_on_a_terminal() {
    make_tree
    command -v script >/dev/null || return 0
    TERM=xterm script -qec "'$program' build t -o out -j 2" typescript >/dev/null </dev/null || true
    grep -q ' of 8' typescript
    grep -q $'\e\[[0-9]*A' typescript
    run build t -o out --force
    refute grep -q $'\e' "$case/err"
    refute grep -q ' of 8' "$case/err"
}

# ---- nothing twice ----------------------------------------------------------------------------------

# The briefing b, built to out, is up to date, or is set (`set`), when built again.
expect_again() { # unchanged|set
    run build b -o out
    expect_status 0
    case $1 in
    unchanged) expect_out '^out/b\.pdf +1 page +unchanged$' ;;
    set) expect_out '^out/b\.pdf +1 page +[0-9]+ ms$' ;;
    esac
}

case_nothing_twice() {
    make_briefing b
    expect_again set
    cp -p out/b.pdf before.pdf
    stat -c '%y %i' out/b.pdf >stamp
    expect_again unchanged
    stat -c '%y %i' out/b.pdf | expect_same - stamp
    run build b -o out --force
    expect_out ' ms$'
    expect_same out/b.pdf before.pdf
    expect_again unchanged
}

case_each_input_counts() {
    local file
    make_briefing b
    expect_again set
    for file in briefing.md briefing.yaml references.yaml; do
        echo >>"b/$file"
        expect_again set || say "for: $file"
        expect_again unchanged || say "for: $file"
    done
    python3 -c 'import sys; p = sys.argv[1]; d = open(p, "rb").read(); open(p, "wb").write(d + b"x")' b/dot.png
    expect_again set
    echo 'root: yes' >b/house.yaml
    expect_again set
    rm b/house.yaml
    expect_again set
    mkdir -p fonts
    expect_again set
    echo >fonts/README
    expect_again set
    expect_again unchanged
}

# A font that comes may be chosen now; another build of a library may give other bytes.
case_the_world_counts() {
    local library
    make_briefing b
    export HOME=$PWD/home XDG_DATA_HOME=$PWD/data
    mkdir -p home/.fonts data/fonts
    expect_again set
    expect_again unchanged
    mkdir data/fonts/mine
    cp /usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf data/fonts/mine/Mine.ttf
    expect_again set
    expect_again unchanged
    rm data/fonts/mine/Mine.ttf
    expect_again set
    library=$(ldd "$program" | awk '/libhpdf/ { print $3 }')
    [ -n "$library" ]
    mkdir lib
    cp "$library" lib/
    export LD_LIBRARY_PATH=$PWD/lib
    expect_again set
    expect_again unchanged
    touch lib/*
    expect_again set
}

case_touched_is_not_changed() {
    make_briefing b
    expect_again set
    touch -d 2001-01-01 b/briefing.md
    expect_again unchanged
    touch -d 2037-01-01 b/references.yaml
    expect_again unchanged
    cp b/briefing.md saved && mv saved b/briefing.md
    expect_again unchanged
}

case_same_size_and_time_is_noticed() {
    make_briefing b
    touch -d 2001-01-01 b/briefing.md
    expect_again set
    sed -i 's/First section/Third section/' b/briefing.md
    touch -d 2001-01-01 b/briefing.md
    expect_again set
}

case_output_counts() {
    make_briefing b
    expect_again set
    echo >>out/b.pdf
    expect_again set
    rm out/b.pdf
    expect_again set
    rm -r out/.chancery
    expect_again set
    echo rubbish >out/.chancery/b.pdf.state
    expect_again set
    expect_again unchanged
}

case_options_count() {
    make_briefing b
    expect_again set
    run build b -o out --show=grid
    expect_out ' ms$'
    run build b -o out --show=grid
    expect_out 'unchanged$'
    SOURCE_DATE_EPOCH=1000000000 run build b -o out --show=grid
    expect_out ' ms$'
    expect_again set
}

case_warnings_are_said_again() {
    make_briefing b
    echo '<u>x</u>' >>b/briefing.md
    run build b -o out
    expect_status 0
    cp "$case/err" first
    grep -q 'warning\[raw-html\]' first
    run build b -o out
    expect_out 'unchanged$'
    expect_same first "$case/err"
    run build b -o out --strict
    expect_status 1
    expect_err 'error\[raw-html\]'
    run build b -o out
    expect_out 'unchanged$'
}

case_mistakes_are_never_up_to_date() {
    make_briefing b
    echo 'A work that is none [@nobody].' >>b/briefing.md
    run build b -o out --draft
    expect_status 1
    expect_pdf out/b.pdf
    run build b -o out --draft
    expect_status 1
    expect_out ' ms$'
}

case_runs_at_once() {
    local i pids=()
    make_tree
    rm -r t/bad
    for i in 1 2 3; do "$program" build t -o out -q -j 2 & pids+=($!); done
    for i in "${pids[@]}"; do wait "$i"; done
    run build t -o out
    expect_status 0
    [ "$(grep -c unchanged "$case/out")" -eq 7 ]
    expect_no_temporaries
    run build t -o out --verify
    expect_status 0
}

case_stopped_in_the_middle() {
    make_tree
    rm -r t/bad
    timeout -s KILL 0.05 "$program" build t -o out -q -j 2 || true
    timeout -s INT 0.1 "$program" build t -o out -q -j 2 || true
    run build t -o out
    expect_status 0
    run build t -o out --verify
    expect_status 0
}

case_verify() {
    make_briefing b
    make_briefing c
    run build b c -o out --verify
    expect_status 1
    expect_err 'error\[out-of-step\]: `out/b.pdf` is not there'
    expect_missing out/b.pdf
    run build b c -o out
    run build b c -o out --verify
    expect_status 0
    expect_silent_out
    echo More. >>b/briefing.md
    cp out/b.pdf before.pdf
    run build b c -o out --verify
    expect_status 1
    expect_err 'error\[out-of-step\]: `out/b.pdf` is not what its sources give'
    expect_no_err 'out/c.pdf'
    expect_same out/b.pdf before.pdf
}

case_depfile() {
    make_briefing 'b c'
    run build 'b c' -o out --depfile deps
    expect_status 0
    grep -qF 'out/b\ c.pdf: \' deps
    for file in briefing.md briefing.yaml references.yaml dot.png; do grep -qF "b\\ c/$file" deps; done
    cp deps before
    run build 'b c' -o out --depfile deps
    expect_out 'unchanged$'
    expect_same before deps
    command -v make >/dev/null || return 0
    printf 'all: out/b\\ c.pdf\nout/b\\ c.pdf:\n\techo again >again\ninclude deps\n' >Makefile
    make -s && expect_missing again
    sleep 0.05
    touch 'b c/dot.png'
    make -s && [ -e again ]
}

# Real runs of Make and Ninja: nothing twice, an input that is touched, one that comes or goes.
case_depfile_in_build_systems() {
    local tool
    make_briefing 'b $c#d'
    echo '![x](sub/x.png)' >>'b $c#d/briefing.md'
    mkdir 'b $c#d/sub' && cp 'b $c#d/dot.png' 'b $c#d/sub/x.png'
    make_briefing e
    echo 'root: yes' >e/house.yaml
    cat >build.ninja <<END
rule brief
  command = echo \$path >>log; "$program" build \$path -o out -q --depfile \$out.d
  depfile = \$out.d
  deps = gcc
build out/b\$ \$\$c#d.pdf: brief
  path = 'b \$\$c#d'
build out/e.pdf: brief
  path = e
END
    cat >Makefile <<END
out/e.pdf:
	echo e >>log; "$program" build e -o out -q --depfile deps
-include deps
END
    for tool in make ninja; do
        command -v $tool >/dev/null || continue
        rm -rf out log
        $tool >/dev/null
        cp log first
        $tool >/dev/null
        expect_same first log
        sleep 0.05
        touch e/briefing.md
        $tool >/dev/null
        [ "$(tail -n +$(($(wc -l <first) + 1)) log)" = e ]
        cp log second
        $tool >/dev/null # was unchanged, and is not asked for again
        expect_same second log
        rm e/house.yaml
        $tool >/dev/null
        [ "$(tail -n +$(($(wc -l <second) + 1)) log)" = e ]
        echo 'root: yes' >e/house.yaml
        touch e/briefing.md
        $tool >/dev/null
    done
    echo >>'b $c#d/sub/x.png'
    ! command -v ninja >/dev/null || { ninja >/dev/null && [ "$(tail -n 1 log)" = 'b $c#d' ]; }
}

case_depfile_names_no_line_ends() {
    make_briefing $'b\nc'
    run build $'b\nc' -o out --depfile deps
    expect_status 0
    expect_err 'no depfile can name out/b.x0Ac\.pdf'
    refute grep -q 'c.pdf' deps
}

# ---- reports ----------------------------------------------------------------------------------------

case_report() {
    make_tree
    run build t -o out --report r.json --report r.xml
    expect_status 1
    assert_python <<'END_PYTHON'
import hashlib, json, xml.etree.ElementTree as tree
r = json.load(open("r.json"))
sha = lambda path: hashlib.sha256(open(path, "rb").read()).hexdigest()
assert r["summary"]["briefings"] == 8 and r["summary"]["set"] == 7 and r["summary"]["failed"] == 1
assert [b["briefing"] for b in r["briefings"]] == sorted(b["briefing"] for b in r["briefings"])
for b in r["briefings"]:
    if b["outcome"] == "failed":
        assert b["briefing"] == "t/bad" and "output" not in b
        (d,) = b["diagnostics"]
        assert d["code"] == "cite-undefined" and d["file"] == "t/bad/briefing.md" and d["line"] == 8, d
        continue
    assert b["output"]["sha256"] == sha(b["pdf"]) and b["pages"] >= 1 and b["words"] > 10
    paths = [i["path"] for i in b["inputs"]]
    for name in ("briefing.md", "briefing.yaml", "references.yaml", "dot.png"):
        assert b["briefing"] + "/" + name in paths, paths
    assert any(p.endswith((".ttf", ".otf")) for p in paths)
    assert any(p.endswith("locales-en-GB.xml") for p in paths) # read once for all of them
    for i in b["inputs"]:
        assert i["sha256"] == sha(i["path"]), i
suite = tree.parse("r.xml").getroot()
assert suite.get("tests") == "8" and suite.get("failures") == "1" and suite.get("errors") == "0"
failed = [c.get("name") for c in suite if c.find("failure") is not None]
assert failed == ["t/bad"], failed
END_PYTHON
    run build t -o out --report r.txt
    expect_status 2
    run build t -o out --report none/r.json
    expect_status 3
}

# ---- diagnostics ------------------------------------------------------------------------------------

# A file with a mistake of each level after characters of several bytes, and names that need escapes.
make_mistakes() {
    make_briefing 'a b,%'
    printf 'Überéinkommen <u>x</u> and [@nobody].\n' >'a b,%/briefing.md'
}

case_diagnostics_json() {
    make_mistakes
    run check 'a b,%' --diagnostics=json
    expect_status 1
    assert_python "$case/out" <<'END_PYTHON'
import json, sys
found = json.load(open(sys.argv[1]))
by = {d["code"]: d for d in found}
d = by["cite-undefined"]
assert set(d) == {"file", "line", "column", "level", "code", "message", "hint"}
assert d["file"] == "a b,%/briefing.md" and d["line"] == 1 and d["level"] == "error"
assert "Überéinkommen <u>x</u> and [@nobody]."[d["column"] - 1:].lstrip("[").startswith("@nobody"), d
assert by["raw-html"]["level"] == "warning"
END_PYTHON
    make_briefing good
    run check good --diagnostics=json
    [ "$(cat "$case/out")" = '[]' ]
}

case_diagnostics_sarif() {
    make_mistakes
    make_briefing good
    run check 'a b,%' good --diagnostics=sarif
    expect_status 1
    assert_python "$case/out" <<'END_PYTHON'
import json, sys
log = json.load(open(sys.argv[1]))
assert log["version"] == "2.1.0" and len(log["runs"]) == 1
run = log["runs"][0]
rules = run["tool"]["driver"]["rules"]
assert run["tool"]["driver"]["name"] == "chancery" and run["columnKind"] == "unicodeCodePoints"
assert len({r["id"] for r in rules}) == len(rules) > 60
assert all(r["shortDescription"]["text"] and r["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
           for r in rules)
assert run["results"]
for r in run["results"]:
    assert rules[r["ruleIndex"]]["id"] == r["ruleId"] and r["message"]["text"]
    assert r["level"] in ("note", "warning", "error")
    for l in r["locations"]:
        assert l["physicalLocation"]["artifactLocation"]["uri"].startswith("a%20b%2C%25/"), l
        region = l["physicalLocation"].get("region")
        assert region is None or region["startLine"] >= 1 and region.get("startColumn", 1) >= 1
END_PYTHON
}

case_diagnostics_github() {
    make_mistakes
    run check 'a b,%' --diagnostics=github
    expect_out '^::error file=a b%2C%25/briefing\.md,line=1,col=[0-9]+,title=cite-undefined::'
    expect_out '^::warning file=a b%2C%25/briefing\.md,line=1,col=[0-9]+,title=raw-html::'
}

case_results_leave_standard_output_to_machines() {
    make_briefing good
    run build good -o out --diagnostics=json
    expect_status 0
    [ "$(cat "$case/out")" = '[]' ]
    expect_err '^out/good\.pdf '
}

case_allow_and_deny() {
    make_briefing b
    echo '<u>x</u>' >>b/briefing.md
    run check b --allow raw-html
    expect_status 0
    expect_silent_err
    run check b --deny raw-html
    expect_status 1
    expect_err 'error\[raw-html\]'
    run check b --strict --allow=raw-html,overfull
    expect_status 0
    run check b --allow cite-undefined
    expect_status 2
    expect_err "'cite-undefined' is an error, which cannot be allowed"
    run check b --deny raw-htlm
    expect_status 2
    expect_err "did you mean 'raw-html'"
}

case_explain() {
    local code
    run explain
    expect_status 0
    cp "$case/out" codes
    [ "$(wc -l <codes)" -gt 60 ]
    while read -r code _; do
        run explain "$code"
        expect_status 0
        expect_out "^$code \\((note|warning|error)\\)$" || say "for: $code"
        expect_out '^For example(, in [a-z./]+)?:$' || say "no example for: $code"
        expect_out '^Instead(, in [a-z./]+)?:$'
    done <codes
    run explain no-such-code
    expect_status 2
}

case_check_reads_prose() {
    make_file n.md <<'END'
Überall the the prices rose, and and
*the* the fell; TODO say why.  That that is, is.

Lorem ipsum, `the the TODO`, and here the
the line goes on.[^1]

[^1]: A note with XXX in it.
END
    run check n.md
    expect_status 0
    expect_line 'n.md:5:9: warning[repeated-word]: `the` stands twice'
    expect_line 'n.md:5:30: warning[repeated-word]: `and` stands twice'
    expect_line 'n.md:6:17: warning[placeholder]: `TODO` is left in the text'
    expect_line 'n.md:6:30: note[double-space]: two spaces stand in a row'
    expect_line 'n.md:8:1: warning[placeholder]: `Lorem ipsum` is left in the text'
    expect_line 'n.md:9:1: warning[repeated-word]: `the` stands twice'
    expect_err 'n\.md:11:[0-9]+: warning\[placeholder\]: `XXX`'
    [ "$(grep -c repeated-word "$case/err")" -eq 4 ]
    run build n.md -o out
    expect_silent_err
}

# ---- watching ---------------------------------------------------------------------------------------

# Waits until the log of the watch has N lines that match.
expect_soon() { # N PATTERN
    local i
    for i in $(seq 400); do
        [ "$(cat "$case/out" "$case/err" | grep -cE -- "$2")" -ge "$1" ] && return
        sleep 0.05
    done
    say "no $2 ($1)"
}

case_watch() {
    start_watch
    sleep 0.2
    sed 's/Prose with/Verse with/' t/b/briefing.md >t/b/.swap && mv t/b/.swap t/b/briefing.md
    expect_soon 1 ' ms  page 1: 1 line$'
    echo 'A work that is none [@nobody].' >>t/b/briefing.md
    expect_soon 1 '^out/b\.pdf  not set: 1 error$'
    expect_soon 1 'error\[cite-undefined\]'
    rm t/b/briefing.md
    expect_soon 1 'there is no briefing in t'
    make_briefing t/b
    expect_soon 2 ' ms  page 1: 1 line$'
    printf 'text:\n  size: 12pt\nroot: yes\n' >t/house.yaml
    expect_soon 5 '^(out/b|t/house)'
    rm t/house.yaml
    make_briefing t/more/c
    expect_soon 1 '^out/more/c\.pdf  1 page '
    rm out/more/c.pdf
    expect_soon 2 '^out/more/c\.pdf  1 page '
    sleep 0.2
    cp "$case/out" before
    touch t/b/notes.txt t/b/briefing.md
    sleep 0.3
    expect_same before "$case/out"
}

# Starts watching t/b, and waits until it is set.
start_watch() {
    make_briefing t/b
    "$program" watch t -o out >"$case/out" 2>"$case/err" &
    watch=$!
    trap 'kill $watch 2>/dev/null; wait $watch 2>/dev/null || true' EXIT
    expect_soon 1 '^out/b\.pdf  1 page  [0-9]+ ms$'
    sleep 0.1
}

# As editors and tools save: in place, by a new file, by way of a backup, by another tree.
case_watch_ways_to_save() {
    local text
    start_watch
    text=$(cat t/b/briefing.md)
    printf '%s\n\nIn place.\n' "$text" >t/b/briefing.md
    expect_soon 1 ' ms  page 1: 1 line$'
    mv t/b/briefing.md t/b/briefing.md~
    printf '%s\n\nPast a backup.\n' "$text" >t/b/briefing.md
    expect_soon 2 ' ms  page 1: 1 line$'
    rm t/b/briefing.md~
    cp -r t/b other && rm -r t/b
    expect_soon 1 'there is no briefing in t'
    echo 'From another tree.' >>other/briefing.md
    mv other t/b
    expect_soon 3 ' ms  page 1: 1 line$'
    mkdir elsewhere
    printf '%s\n\nBy a link.\n' "$text" >elsewhere/text.md
    ln -sf ../../elsewhere/text.md t/b/briefing.md
    expect_soon 4 ' ms  page 1: [0-9] lines?$'
    sleep 0.5 # all is still
    echo 'Behind the link.' >>elsewhere/text.md
    expect_soon 5 ' ms  page 1: [0-9] lines?$'
    kill -0 $watch
}

case_watch_broken_states() {
    start_watch
    cp t/b/dot.png kept.png
    rm t/b/dot.png
    expect_soon 1 'error\[image-missing\]'
    expect_pdf out/b.pdf
    head -c 20 kept.png >t/b/dot.png
    expect_soon 1 'error\[image-corrupt\]'
    cp kept.png t/b/dot.png
    expect_soon 2 '^out/b\.pdf  1 page '
    echo 'page: {size: none}' >t/b/house.yaml
    expect_soon 1 'house\.yaml:1:14: error\[bad-value\]'
    rm t/b/house.yaml
    expect_soon 3 '^out/b\.pdf  1 page '
    echo 'lang: [' >>t/b/briefing.yaml
    expect_soon 1 'error\[yaml-'
    sed -i '$d' t/b/briefing.yaml
    expect_soon 4 '^out/b\.pdf  1 page '
    sleep 0.3 # what makes the PDF is done with its folder
    rm -r out
    expect_soon 5 '^out/b\.pdf  1 page '
    expect_pdf out/b.pdf
    kill -0 $watch
}

# A save is noticed at once: what is not setting takes less than 50 ms (./dev bench watch has the whole).
case_watch_wastes_no_time() {
    start_watch
    assert_python "$case/out" <<'END_PYTHON'
import os, re, statistics, sys, time
rest = []
for n in range(9):
    before = open(sys.argv[1]).read()
    with open("saved", "w") as f:
        f.write(f"# One\n\nA line {n}.\n")
    start = time.monotonic()
    os.rename("saved", "t/b/briefing.md")
    while True:
        said = open(sys.argv[1]).read()[len(before):]
        if said.endswith("\n") or time.monotonic() - start > 20:
            break
        time.sleep(0.0005)
    whole = (time.monotonic() - start) * 1000
    rest.append(whole - float(re.search(r"(\d+) ms", said)[1]))
    time.sleep(0.02)
assert statistics.median(rest) < 50, rest
END_PYTHON
}

run_cases "$@"
