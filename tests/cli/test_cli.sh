#!/usr/bin/env bash
# test_cli.sh PROGRAM [CASE...]: the command line as a user meets it.
set -u
program=$(realpath "$1")
shift
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# ---- help, version, usage -------------------------------------------------------------------------

case_help() {
    run --help
    expect_status 0
    expect_out '^Usage: chancery '
    expect_out '--dump=STAGE'
    expect_silent_err
    cp "$case/out" help
    run build --help nonsense
    expect_status 0
    expect_same "$case/out" help
}

case_version() {
    run --version
    expect_status 0
    expect_out '^chancery [0-9]+\.[0-9]+\.[0-9]+$'
    expect_silent_err
}

case_usage_errors() {
    local line
    make_briefing b
    while IFS= read -r line; do
        local arguments=()
        read -ra arguments <<<"$line"
        run "${arguments[@]}"
        expect_status 2 || say "for: $line"
        expect_silent_out
        expect_err '^chancery: '
        expect_err "'chancery --help'"
    done <<'END'

build
check
--strict
b
build --nonsense b
build -x b
build --dump=pdf b
build --dump
build --show=lines b
build --strict=no b
build b -o
check b -o out
build b -o out --dump=doc
END
    expect_missing out
    expect_missing b/b.pdf
}

case_usage_error_suggests() {
    run build --strct b
    expect_status 2
    expect_line "chancery: unknown option '--strct'"
    expect_line "hint: did you mean '--strict'?"
    run chekc b
    expect_line "hint: did you mean 'check'?"
    run build --dump=frame b
    expect_line "hint: did you mean 'frames'?"
    run build --dump=pages b
    expect_line "hint: write doc or frames"
}

case_usage_error_is_escaped() {
    run build --$'\e[31m\n'x b
    expect_status 2
    expect_err '\\x1B\[31m\\x0Ax'
    refute grep -q $'\e' "$case/err"
}

# ---- inputs and outputs ---------------------------------------------------------------------------

case_folder_beside_the_source() {
    make_briefing b
    run build b
    expect_status 0
    expect_pdf b/b.pdf
    expect_silent_err
    expect_out '^b/b\.pdf +1 page +[0-9]+ ms$'
    (cd b && "$program" build . --quiet)
    expect_no_temporaries
}

case_folder_by_its_briefing() {
    make_briefing b
    run build b/briefing.md -o out
    expect_status 0
    expect_pdf out/b.pdf
}

case_single_file() {
    make_file note.md <<<'Prose.'
    run build note.md
    expect_status 0
    expect_pdf note.pdf
    run build ./note.md -o out/deep/er
    expect_status 0
    expect_pdf out/deep/er/note.pdf
}

case_path_like_an_option() {
    make_file -x.md <<<'Prose.'
    run build -- -x.md
    expect_status 0
    expect_pdf -x.pdf
}

case_tree() {
    make_briefing t/one
    make_briefing t/more/two
    make_briefing t/.hidden/three
    make_file t/stray.md <<<'Prose.'
    ln -s .. t/more/up
    run build t -o out
    expect_status 0
    expect_pdf out/one.pdf
    expect_pdf out/more/two.pdf
    [ "$(ls out)" = $'more\none.pdf' ]
    [ "$(wc -l <"$case/out")" -eq 2 ]
}

case_tree_without_briefings() {
    mkdir -p t/empty
    run build t
    expect_status 1
    expect_err 'error\[not-a-briefing\]: there is no briefing in t'
    expect_err '^hint: '
}

case_not_markdown() {
    echo text >notes.txt
    run build notes.txt
    expect_status 1
    expect_err 'error\[not-a-briefing\]: notes\.txt '
}

case_two_into_one() {
    make_briefing x/b
    make_briefing y/b
    make_briefing y/c
    run build x y -o out
    expect_status 1
    expect_err 'error\[output-clash\]: x/b and y/b would both be written to out/b\.pdf'
    expect_missing out/b.pdf
    expect_pdf out/c.pdf
}

case_same_input_twice() {
    make_briefing b
    run build b b/ ./b b/briefing.md -o out
    expect_status 0
    [ "$(wc -l <"$case/out")" -eq 1 ]
}

case_several_inputs() {
    make_briefing good
    make_briefing bad
    echo 'A work that is none [@nobody].' >>bad/briefing.md
    make_file last.md <<<'Prose.'
    run build bad good none last.md -o out
    expect_status 1
    expect_err 'error\[cite-undefined\]'
    expect_err 'error\[file-missing\]'
    expect_missing out/bad.pdf
    expect_pdf out/good.pdf
    expect_pdf out/last.pdf
    expect_out '^out/good\.pdf '
    expect_out '^out/last\.pdf '
    refute grep -q bad "$case/out"
}

case_highest_status_wins() {
    make_briefing bad
    echo 'A work that is none [@nobody].' >>bad/briefing.md
    make_briefing blocked
    mkdir -p out/blocked.pdf
    make_briefing good
    run build bad blocked good -o out
    expect_status 3
    expect_err 'error\[cite-undefined\]'
    expect_err 'error\[write-failed\]'
    expect_pdf out/good.pdf
    run build good bad -o out
    expect_status 1
}

case_quiet() {
    make_briefing b
    run build b -o out --quiet
    expect_status 0
    expect_silent_out
    expect_silent_err
    echo 'A work that is none [@nobody].' >>b/briefing.md
    run build b -o out -q
    expect_status 1
    expect_err 'error\[cite-undefined\]'
}

case_check_writes_nothing() {
    make_briefing b
    run check b
    expect_status 0
    expect_silent_out
    expect_silent_err
    [ -z "$(find . -name '*.pdf')" ]
    echo 'A work that is none [@nobody].' >>b/briefing.md
    run check b
    expect_status 1
    expect_err '^1 error$'
    [ -z "$(find . -name '*.pdf')" ]
}

case_dump() {
    make_briefing b
    run build --dump=doc b
    expect_status 0
    expect_out 'First section'
    expect_silent_err
    cp "$case/out" doc
    run check --dump doc b
    expect_same "$case/out" doc
    run build --dump=frames b
    expect_status 0
    [ -s "$case/out" ]
    refute cmp -s "$case/out" doc
    expect_missing b/b.pdf
    make_briefing c
    run check --dump=doc b c
    expect_out '^== b ==$'
    expect_out '^== c ==$'
}

case_show() {
    make_briefing b
    run build b -o plain
    run build b -o shown --show=grid,boxes,glue
    expect_status 0
    expect_pdf shown/b.pdf
    refute cmp -s plain/b.pdf shown/b.pdf
}

case_output_replaces_an_older_pdf() {
    make_briefing b
    run build b -o out
    cp out/b.pdf before.pdf
    chmod 640 out/b.pdf
    echo 'More prose.' >>b/briefing.md
    run build b -o out
    expect_status 0
    refute cmp -s out/b.pdf before.pdf
    [ "$(stat -c %a out/b.pdf)" = 640 ]
    mv out/b.pdf real.pdf
    ln -s ../real.pdf out/b.pdf
    echo 'Yet more.' >>b/briefing.md
    run build b -o out
    expect_status 0
    [ -L out/b.pdf ]
    expect_pdf real.pdf
    expect_no_temporaries
}

# ---- the same bytes -------------------------------------------------------------------------------

case_same_bytes_in_two_folders() {
    make_briefing one/b
    make_briefing two/elsewhere/b
    run build one/b -o out1
    expect_status 0
    touch -d 2001-01-01 two/elsewhere/b/*
    (cd two/elsewhere && TZ=Asia/Bishkek LC_ALL=C LANG=ru_RU.UTF-8 HOME=/ "$program" build ./b/ -q)
    expect_same out1/b.pdf two/elsewhere/b/b.pdf
    run build one/b two/elsewhere/b
    expect_same out1/b.pdf one/b/b.pdf
}

# ---- standard streams -----------------------------------------------------------------------------

case_stdout_full() {
    status=0
    "$program" --help >/dev/full 2>"$case/err" || status=$?
    expect_status 3
    expect_err 'cannot write to standard output: No space left on device'
    make_briefing b
    status=0
    "$program" build b -o out >/dev/full 2>"$case/err" || status=$?
    expect_status 3
    expect_pdf out/b.pdf
}

case_stdout_closed() {
    status=0
    "$program" --version >&- 2>"$case/err" || status=$?
    expect_status 3
    make_briefing b
    status=0
    "$program" build b -o out >&- 2>"$case/err" || status=$?
    expect_status 3
    expect_pdf out/b.pdf
    [ "$(tail -c 6 out/b.pdf)" = '%%EOF' ]
}

case_reader_goes_away() {
    make_briefing b
    make_briefing c
    { sleep 0.3; status=0; "$program" build b c -o out 2>"$case/err" || status=$?; echo $status >status; } | true
    [ "$(cat status)" -eq 3 ]
    [ "$(sed 's/[0-9.]* s$/T s/' "$case/err")" = '2 briefings: 2 set, in T s' ]
    expect_pdf out/b.pdf
    expect_pdf out/c.pdf
}

case_stderr_closed() {
    make_briefing b
    status=0
    "$program" build b -o out >"$case/out" 2>&- || status=$?
    expect_status 0
    expect_pdf out/b.pdf
    echo '<u>x</u> [@nobody]' >>b/briefing.md
    status=0
    "$program" build b -o out >"$case/out" 2>&- <&- || status=$?
    expect_status 1
}

# On a terminal: script gives the program one.
on_terminal() { # ENVIRONMENT...
    env "$@" script -qec "$(printf '%q build b.md' "$program")" /dev/null </dev/null || true
}

case_colour() {
    make_file b.md <<<'A work that is none [@nobody].'
    run build b.md
    expect_status 1
    refute grep -q $'\e' "$case/err"
    on_terminal TERM=xterm | grep -q $'\e\[1;31merror\[cite-undefined\]'
    on_terminal TERM=xterm NO_COLOR= | grep -q $'\e\[1;31merror'
    for environment in "TERM=xterm NO_COLOR=1" "TERM=dumb" "-u TERM"; do
        on_terminal $environment >plain
        grep -qF 'error[cite-undefined]' plain
        refute grep -q $'\e' plain || say "colour with $environment"
    done
    # Without its colours it is what a pipe gets.
    on_terminal TERM=xterm | sed 's/\x1b\[[0-9;]*m//g' | tr -d '\r' >coloured
    expect_same coloured "$case/err"
}

# ---- being stopped --------------------------------------------------------------------------------

case_stopped_in_the_middle() {
    make_briefing b
    run build b -o out
    cp -p out/b.pdf before.pdf
    for i in {1..2000}; do printf '\n# Section %d\n\nProse to be set.\n' "$i"; done >>b/briefing.md
    run build b -o whole
    for delay in 0.01 0.05 0.2; do
        "$program" build --force b -o out >"$case/out" 2>"$case/err" &
        sleep $delay
        kill -TERM $! 2>/dev/null || true
        status=0
        wait $! || status=$?
        expect_no_temporaries
        [ "$status" -eq 143 ] || expect_status 0
        # It may be stopped when the new one stands there already.
        if [ "$status" -eq 0 ] || ! cmp -s out/b.pdf before.pdf; then expect_same out/b.pdf whole/b.pdf; fi
        cp -p before.pdf out/b.pdf
    done
}

# ---- places ---------------------------------------------------------------------------------------

case_caret_past_front_matter() {
    make_file b.md <<'END'

Prose.

A work that is none [@nobody].
END
    run check b.md
    expect_status 1
    expect_err '^b\.md:8:22: error\[cite-undefined\]: '
    expect_line '    8 | A work that is none [@nobody].'
    expect_line '      |                      ^'
}

case_caret_in_multibyte_text() {
    make_file b.md <<'END'
Бишкек — столица [@nobody].

中文字符 [@nobody].

Cafe&#x301; é cafe [@nobody].
END
    printf 'e\u0301e\u0301 [@nobody].\n' | cat b.md <(echo) - >c.md
    run check c.md
    expect_err '^c\.md:5:19: error\[cite-undefined\]'
    expect_line '      |                   ^'
    expect_err '^c\.md:7:7: error\[cite-undefined\]'
    expect_line '      |           ^'
    expect_err '^c\.md:9:21: error\[cite-undefined\]'
    expect_line '      |                     ^'
    expect_err '^c\.md:11:7: error\[cite-undefined\]'
    expect_line '      |     ^'
}

case_caret_after_tabs() {
    make_file b.md <<<$'- item\n\n\twith a work [@nobody].'
    run check b.md
    expect_err '^b\.md:7:15: error\[cite-undefined\]'
    expect_line '    7 |     with a work [@nobody].'
    expect_line '      |                  ^'
}

case_caret_with_other_line_ends() {
    printf -- '---\r\ntitle: A file\r\nlang: en\r\n---\r\n\r\nA work [@nobody].\r\n' >b.md
    run check b.md
    expect_err '^b\.md:6:9: error\[cite-undefined\]'
    expect_line '    6 | A work [@nobody].'
    expect_line '      |         ^'
}

case_caret_in_yaml() {
    make_briefing b
    printf 'titel: Twice\n' >>b/briefing.yaml
    run check b
    expect_status 1
    expect_err '^b/briefing\.yaml:5:1: error\[unknown-key\]: '
    expect_line '    5 | titel: Twice'
    expect_line '      | ^'
    expect_err '^hint: .*title'
}

case_caret_in_front_matter() {
    printf -- '---\ntitle: A file\ndatum: 2020\n---\nProse.\n' >b.md
    run check b.md
    expect_status 1
    expect_err '^b\.md:3:1: error\[unknown-key\]: '
    expect_line '    3 | datum: 2020'
}

case_terminal_is_not_attacked() {
    make_file b.md < <(printf 'A work [@nobody] \e[2J\e]0;title\a and \u202Eback.\n')
    run check b.md
    expect_status 1
    refute grep -q $'\e' "$case/err"
    refute grep -q $'\u202E' "$case/err"
    expect_err '^    5 \| A work \[@nobody\]  \[2J.*\\u202Eback'
    mkdir $'evil\e[31m'
    make_file $'evil\e[31m/b.md' <<<'[@nobody]'
    run check $'evil\e[31m/b.md'
    refute grep -q $'\e' "$case/err"
    expect_err '^evil\\x1B\[31m/b\.md:5:2: error'
}

case_long_line_is_windowed() {
    make_file b.md < <(printf 'word %.0s' {1..2000}; printf '[@nobody]'; printf ' word%.0s' {1..2000})
    run check b.md
    expect_err '^b\.md:5:10002: error\[cite-undefined\]'
    [ "$(wc -L <"$case/err")" -lt 200 ]
    expect_err '^    5 \| ….*\[@nobody\].*…$'
}

case_all_mistakes_in_one_run() {
    make_briefing b
    printf 'titel: x\n' >>b/briefing.yaml
    printf '\nNone [@nobody], none[^none].\n\n```{timelime}\n```\n\n![x](missing.png)\n' >>b/briefing.md
    run check b
    expect_status 1
    for code in unknown-key cite-undefined note-undefined unknown-directive image-missing; do
        expect_err "error\[$code\]"
    done
    expect_err '^5 errors'
}

case_many_mistakes_are_counted() {
    make_file b.md < <(for i in {1..300}; do printf 'None [@nobody%d].\n\n' "$i"; done)
    run check b.md
    expect_status 1
    expect_err '^300 errors'
    expect_err '250 more of \[cite-undefined\] are not shown'
    [ "$(grep -c 'error\[cite-undefined\]' "$case/err")" -eq 50 ]
}

# ---- strict and draft -----------------------------------------------------------------------------

case_strict() {
    make_file b.md <<<'A <u>tag</u>.'
    run build b.md
    expect_status 0
    expect_err 'warning\[raw-html\]'
    expect_pdf b.pdf
    cp -p b.pdf before.pdf
    echo More. >>b.md
    run build b.md --strict
    expect_status 1
    expect_err 'error\[raw-html\]'
    expect_no_err 'warning'
    expect_same b.pdf before.pdf
}

case_draft() {
    make_file b.md <<<$'A work [@nobody], a note[^none].\n\n![Not there](missing.png)'
    run build b.md
    expect_status 1
    expect_missing b.pdf
    run build b.md --draft
    expect_status 1
    expect_err 'error\[cite-undefined\]'
    expect_pdf b.pdf
    if command -v pdftotext >/dev/null; then
        pdftotext b.pdf text
        grep -q nobody text || say "the undefined citation is not marked"
        grep -q none text || say "the undefined note is not marked"
        grep -q 'missing\.png' text || say "the missing image is not marked"
    fi
    make_briefing good
    run build good -o plain
    run build good -o draft --draft
    expect_same plain/good.pdf draft/good.pdf
}

# ---- bad input: its diagnostic, its exit status, an earlier PDF as it was -------------------------

case_bad_missing_file() {
    make_briefing b
    run build b -o out
    cp out/b.pdf before.pdf
    run build c -o out
    expect_status 1
    expect_err 'error\[file-missing\]: .*c$'
    rm b/briefing.md
    run build b/briefing.md -o out
    expect_status 1
    expect_err 'error\[file-missing\]'
    run build b -o out
    expect_status 1
    expect_same out/b.pdf before.pdf
}

case_bad_missing_bibliography() {
    spoil 1 file-missing sh -c 'echo "bibliography: none.bib" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:5:15: error\[file-missing\]'
}

case_bad_broken_yaml() {
    spoil 1 yaml-syntax sh -c 'printf "subtitle: \"never closed\n" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:5:11: error\[yaml-syntax\]'
}

case_bad_broken_front_matter() {
    spoil 1 yaml-syntax sh -c 'printf -- "---\nsubtitle: [a, b\n---\nProse.\n" >b/briefing.md'
    expect_err '^b/briefing\.md:[23]:'
}

case_bad_tab_in_yaml() {
    spoil 1 yaml-syntax sh -c 'printf "keywords:\n\t- one\n" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:6:1: error\[yaml-syntax\]: .*tab'
}

case_bad_duplicate_key() {
    spoil 1 yaml-duplicate-key sh -c 'echo "title: Again" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:5:1: '
}

case_bad_utf8() {
    spoil 1 invalid-utf8 sh -c 'printf "\nCaf\351 noir.\n" >>b/briefing.md'
    expect_err '^b/briefing\.md:9:4: error\[invalid-utf8\]'
    expect_line $'    9 | Caf\uFFFD noir.'
    expect_line '      |    ^'
}

case_bad_utf8_in_yaml() {
    spoil 1 invalid-utf8 sh -c 'printf "subtitle: Caf\351\n" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:5:14: error\[invalid-utf8\]'
}

case_bad_empty_file() {
    spoil 1 file-empty sh -c ': >b/briefing.md'
    for text in '' ' \n\n\t\n' '\357\273\277'; do
        printf -- "$text" >e.md
        run build e.md
        expect_status 1
        expect_err 'error\[file-empty\]'
        expect_missing e.pdf
    done
}

case_bad_citation() {
    spoil 1 cite-undefined sh -c 'echo "[@smiht2020]" >>b/briefing.md'
    expect_err '^hint: .*smith2020'
}

case_bad_cyclic_alias() {
    spoil 1 yaml-alias sh -c 'printf "keywords: &a [x, *a]\n" >>b/briefing.yaml'
    expect_err '^b/briefing\.yaml:5:'
}

case_bad_exploding_alias() {
    {
        echo 'k0: &k0 [x, x, x, x, x, x, x, x, x, x]'
        for i in {1..12}; do
            p=$((i - 1))
            echo "k$i: &k$i [*k$p, *k$p, *k$p, *k$p, *k$p, *k$p, *k$p, *k$p, *k$p]"
        done
    } >bomb
    spoil 1 yaml-alias sh -c 'cat bomb >>b/briefing.yaml'
}

case_bad_missing_image() {
    spoil 1 image-missing rm b/dot.png
    expect_err '^b/briefing\.md:7:'
}

case_bad_corrupt_image() {
    spoil 1 image-corrupt sh -c 'head -c 50 b/dot.png >cut && mv cut b/dot.png'
    for spoilt in 'not an image' '' 'GIF89a' $'\x89PNG\r\n\x1a\n'; do
        printf '%s' "$spoilt" >b/dot.png
        run build b -o out
        expect_status 1
        expect_err '^b/briefing\.md:7:[0-9]+: error\[image-corrupt\]'
        expect_same out/b.pdf before.pdf
    done
}

case_bad_path_outside() {
    cp "$program" secret.png
    spoil 1 file-outside sh -c 'echo "![x](../secret.png)" >>b/briefing.md'
    make_briefing b
    ln -sf ../secret.png b/dot.png
    run build b -o out
    expect_status 1
    expect_err 'error\[file-outside\]'
}

# Without any font: a mount of its own hides them.
case_bad_missing_font() {
    make_briefing b
    run build b -o out
    expect_status 0
    cp -p out/b.pdf before.pdf
    mkdir nothing
    status=0
    hide='for d in /usr/share/fonts /usr/local/share/fonts; do
        [ ! -d $d ] || mount --bind nothing $d; done; exec "$@"'
    HOME=$PWD XDG_DATA_HOME=$PWD/nothing XDG_CACHE_HOME=$PWD/nothing unshare -rm sh -c "$hide" - \
        "$program" build b -o out >"$case/out" 2>"$case/err" || status=$?
    expect_status 3
    expect_err 'error\[font-missing\]'
    expect_err '^hint: .*fonts-'
    expect_same out/b.pdf before.pdf
    expect_no_temporaries
}

case_bad_no_glyph() {
    spoil 1 no-glyph sh -c 'printf "\nA \363\260\200\201 character.\n" >>b/briefing.md'
    expect_err '^b/briefing\.md:9:3: error\[no-glyph\]: .*U\+F0001'
}

# Root may write anywhere, so the program is run as nobody.
case_bad_unwritable_folder() {
    make_briefing b
    run build b -o out
    expect_status 0
    chmod 555 out
    if [ "$(id -u)" -eq 0 ]; then
        chmod 755 "$case" .
        cp "$program" ./program
        fail_to_write setpriv --reuid=65534 --regid=65534 --clear-groups ./program build b -o out
        status=0
        setpriv --reuid=65534 --regid=65534 --clear-groups ./program build b -o out/new \
            >"$case/out" 2>"$case/err" || status=$?
    else
        fail_to_write "$program" build b -o out
        run build b -o out/new
    fi
    expect_status 3
    expect_err 'error\[write-failed\]: .*out/new.*: Permission denied'
    chmod 755 out
}

case_bad_output_is_a_folder() {
    make_briefing b
    mkdir -p out/b.pdf
    run build b -o out
    expect_status 3
    expect_err 'error\[write-failed\]: .*: Is a directory'
    [ -d out/b.pdf ]
    expect_no_temporaries
    echo x >file
    run build b -o file
    expect_status 3
    expect_err 'error\[write-failed\]'
    run build b -o file/below
    expect_status 3
}

# A limit on the size of files stops the writing in the middle, as a full disk does.
case_bad_file_size_limit() {
    make_briefing b
    run build b -o out
    expect_status 0
    limited() { (ulimit -f 2 && exec "$program" "$@"); }
    fail_to_write limited build b -o out
}

# A real full disk, where mounting one is allowed: a file system of 16 KiB with 4 of them taken.
case_bad_full_disk() {
    make_briefing b
    run build b -o out
    expect_status 0
    cp out/b.pdf before.pdf
    mkdir disk
    unshare -rm true 2>/dev/null || return 0 # the case before has tried it all the same
    status=0
    unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs disk && cp b/dot.png disk/b.pdf &&
        { "$1" build b -o disk 2>err; echo $? >status; cmp disk/b.pdf b/dot.png; ls -A disk >names; }' \
        - "$program" >"$case/out" 2>&1 || status=$?
    expect_status 0
    cp err "$case/err"
    [ "$(cat status)" -eq 3 ]
    expect_err 'error\[write-failed\]: .*: No space left on device'
    [ "$(cat names)" = b.pdf ]
}

# What is no file must not keep the program waiting.
case_bad_kinds_of_files() {
    make_briefing b
    mkfifo pipe.md
    run build pipe.md -o out
    expect_status 1
    expect_err 'error\[not-a-briefing\]: pipe\.md is neither a file nor a folder'
    run build /dev/zero -o out
    expect_status 1
    rm b/dot.png && mkfifo b/dot.png
    run build b -o out
    expect_status 3
    expect_err '^b/briefing\.md:7:1: error\[file-unreadable\]: the image `dot\.png` cannot be read: it is not a file'
    rm b/references.yaml && mkfifo b/references.yaml
    run build b -o out
    expect_err 'b/references\.yaml cannot be read: it is not a file'
    mkfifo out.json
    make_briefing good
    run build good -o out --report out.json
    expect_status 3
    expect_err 'cannot write out\.json: it is not a file'
    expect_pdf out/good.pdf
}

case_odd_names() {
    local name
    for name in 'a b' $'new\nline' 'ünï—cødé' 'quote"s' "it's" '$HOME' '*' '%41' 'a:b,c' '\'; do
        make_briefing "t/$name"
    done
    run build t -o 'o ut'
    expect_status 0
    [ "$(find 'o ut' -name '*.pdf' -print0 | tr -dc '\0' | wc -c)" -eq 10 ]
    run build t -o 'o ut' --report r.json --report r.xml
    expect_status 0
    python3 -c 'import json, xml.dom.minidom as m
names = [b["briefing"] for b in json.load(open("r.json"))["briefings"]]
assert "t/new\nline" in names and "t/quote\"s" in names, names
m.parse("r.xml")'
}

# Two names of one briefing, links that lead back, links to nothing.
case_links() {
    make_briefing t/b
    ln -s ../../t t/b/loop
    ln -s self t/self
    ln -s nowhere t/dangling
    ln -s t/b other
    run build t -o out
    expect_status 0
    [ "$(find out -name '*.pdf')" = out/b.pdf ]
    run build t/b/../b t/b -o two
    expect_status 0
    [ "$(find two -name '*.pdf')" = two/b.pdf ]
}

run_cases "$@"
