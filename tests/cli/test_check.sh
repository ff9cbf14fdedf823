#!/usr/bin/env bash
# test_check.sh PROGRAM [CASE...]: what `check` says beyond what building says.
set -u
program=$(realpath "$1")
shift
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# How many diagnostics of the code there are.
expect_count() { # N CODE
    [ "$(grep -c "\[$2\]: " "$case/err")" -eq "$1" ] || say "not $1 of $2"
}

# A briefing b.md with the metadata and the prose given.
write() { # METADATA PROSE
    printf -- '---\ntitle: Grain\nlang: en-GB\ndate: 2024-06\n%b\n---\n%b\n' "$1" "$2" >b.md
}

case_prose_wherever_it_stands() {
    mkdir b
    cat >b/briefing.yaml <<'END'
title: The the title
subtitle: Still TBD
short-title: in in short
lang: en-GB
author: [{name: TBA, affiliation: The  House}]
abstract: |
  A summary of of it.
indicators:
  - {label: Price price, value: 12, date: 2024, note: "see see below", source: A source}
timeline:
  - {date: 2019, event: Signed signed, text: In in force, place: At sea 12", actors: [TBC]}
END
    cat >b/briefing.md <<'END'
> Quoted: XX

```{note} Note note
Read read this.
```

```{timeline}
:caption: Events events
```

| A | B |
|---|---|
| the the | TODO |

![A dot](dot.png)

Said.[^1]

[^1]: In in a note.
END
    make_briefing image && cp image/dot.png b/
    run check b
    expect_status 0
    expect_count 12 repeated-word
    expect_count 5 placeholder
    expect_count 0 abbr-undefined
    expect_count 1 double-space
    expect_count 1 straight-quote
    expect_err '^b/briefing\.yaml:11:74: warning\[straight-quote\]'
    run build b -o out
    expect_silent_err
}

case_quotes_that_stay_straight() {
    write '' 'Six feet 6'"'"' and 12" deep, \\"so\\".\n\nThe "12" of '"'"'24'"'"' and the 90s'"'"' end, the 1990'"'"'s, `"code"`.'
    run check b.md
    expect_line 'b.md:7:10: warning[straight-quote]: the straight mark `'"'"'` is printed as it is'
    expect_line 'b.md:7:18: warning[straight-quote]: the straight mark `"` is printed as it is'
    expect_line 'hint: write ″ for inches or seconds, or a unit: in, s'
    expect_line 'hint: write ′ for feet or minutes, or a unit: ft, min'
    expect_count 4 straight-quote
}

case_repeated_only_where_read_on() {
    make_briefing image && cp image/dot.png .
    write '' '![Ports](dot.png)\n\n# Prices\n\nPrices *rose* rose.\n\n- fell\n- fell'
    run check b.md
    expect_count 1 repeated-word
    expect_err '^b\.md:11:15: warning\[repeated-word\]: `rose`'
}

case_language_and_empty_sections() {
    printf -- '---\ntitle: Grain\n---\n# One\n\n## Below\n\n# Two\n\nProse.\n\n# Three\n' >b.md
    run check b.md
    expect_err '^b\.md:1:1: warning\[missing-lang\]'
    expect_err '^b\.md:6:1: warning\[empty-section\]: nothing stands under the heading “Below”'
    expect_err '^b\.md:12:1: warning\[empty-section\]: nothing stands under the heading “Three”'
    expect_count 2 empty-section
    run build b.md -o out
    expect_silent_err
    printf -- '---\ntitle: Grain\n---\n# One\n\nProse.\n\n#\n\nMore.\n' >b.md
    run build b.md -o out
    expect_status 0
    expect_line 'b.md:8:1: warning[empty-heading]: the heading has no words'
}

case_stale_dates() {
    local words='indicators:
  - {label: Old, value: 1, date: 2010, source: s}
  - {label: New, value: 1, date: 2019, source: s}
  - {label: Range, value: 1, date: 2001/2019, source: s}
  - {label: Open, value: 1, date: 2001/.., source: s}'
    write "$words" 'Prices as of the end of 2011 and as at 1 May 2010, as of May 2020; as of 12 places; 1999.'
    run check b.md
    expect_err '^b\.md:6:34: warning\[stale-date\]: “2010” is 13 years before the briefing'
    expect_err '^b\.md:11:8: warning\[stale-date\]: “as of the end of 2011” is 12 years'
    expect_err '^b\.md:11:34: warning\[stale-date\]: “as at 1 May 2010” is 13 years'
    expect_count 3 stale-date
    printf 'root: yes\ncheck: {stale-years: 30}\n' >house.yaml
    run check b.md
    expect_count 0 stale-date
    printf 'root: yes\ncheck: {stale-years: 0}\n' >house.yaml
    run check b.md
    expect_err 'as of May 2020'
    rm house.yaml
    sed -i '/^date:/d' b.md
    run check b.md
    expect_count 0 stale-date
    write 'lang: ru' '' && sed -i '/^lang: en/d; s/^title.*/title: Зерно/' b.md
    echo 'Цены по состоянию на май 2010 года.' >>b.md
    run check b.md
    expect_err 'stale-date\]: “по состоянию на май 2010”'
    write 'timeline: [{date: 2001, event: Signed}]' '```{timeline}\n:as-of: 2009\n```'
    run check b.md
    expect_err '^b\.md:8:9: warning\[stale-date\]: “2009”'
}

case_abbreviations() {
    make_briefing image
    write 'abbreviations: {SCO: Shanghai Cooperation Organisation, CSTO: Collective Security Treaty Organisation}' \
        'The World Trade Organization (WTO) met; the WTO said so. IMF (International Monetary Fund) loans.
\n\nNGOs and an NGO; the EU, Part IV, SCO. The ILO (the office), COVID-19, G7.\n\nALL IN CAPITALS, AS HERE IT IS\n\n`ABCD` ![QRST](x.png){.decorative}\n'
    cp image/dot.png x.png
    run check b.md
    expect_line 'b.md:7:58: note[abbr-unused]: `IMF` is explained, and not said again'
    expect_line 'b.md:10:1: note[abbr-undefined]: `NGO` is not explained'
    expect_line 'b.md:10:44: note[abbr-undefined]: `ILO` is not explained'
    expect_line 'b.md:10:62: note[abbr-undefined]: `COVID` is not explained'
    expect_line 'b.md:5:57: note[abbr-unused]: `CSTO` is explained, and nothing says it'
    expect_count 3 abbr-undefined
    expect_count 2 abbr-unused
    printf 'root: yes\ncheck: {known: EU NGO ILO COVID}\n' >house.yaml
    run check b.md
    expect_count 0 abbr-undefined
}

case_wrong_abbreviations() {
    write 'abbreviations: {W T O: x, WTO: "", EU: [a]}' 'The WTO.'
    run check b.md
    expect_status 1
    expect_err '^b\.md:5:17: error\[bad-value\]: `W T O` cannot be an abbreviation'
    expect_err '^b\.md:5:27: error\[bad-value\]: `WTO` is not said to stand for anything'
    write 'abbreviations: WTO' 'The WTO.'
    run check b.md
    expect_err '^b\.md:5:16: error\[wrong-type\]'
}

case_allowed_and_denied() {
    write '' 'The the.  IMF.'
    run check b.md --strict
    expect_status 1
    expect_err 'error\[repeated-word\]'
    expect_err 'note\[double-space\]'
    run check b.md --deny=double-space,abbr-undefined --allow=repeated-word
    expect_status 1
    expect_count 0 repeated-word
    expect_err 'error\[double-space\]'
    expect_err 'error\[abbr-undefined\]'
    printf 'root: yes\ndiagnostics: {error: double-space, allow: [repeated-word, abbr-undefined]}\n' >house.yaml
    run check b.md
    expect_status 1
    expect_err 'error\[double-space\]'
    expect_count 0 repeated-word
    expect_count 0 abbr-undefined
}

run_cases "$@"
