#!/usr/bin/env python3
"""tables PROGRAM [ROWS]: long tables and timelines, in the PDF as pdftotext reads it.

Sets a statistical table of 2,000 rows and 8 columns with notes, and a timeline of 300 events, and
asks of each: every cell's text is there once, the head stands on every page that the table fills,
and a row's note is on the page of the row. That cells of irregular tables name their heads, as qpdf
reads them. Then that the time a row takes does not grow with their
number. Prints a line for each check, "ok" or "not ok", and exits with how many failed.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time

failed = 0


def check(truth, name):
    global failed
    failed += not truth
    print("ok" if truth else "not ok", "-", name)


def build(program, folder, files):
    os.makedirs(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    begin = time.perf_counter()
    run = subprocess.run([program, "build", folder, "-o", folder], capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    pdf = os.path.join(folder, os.path.basename(folder) + ".pdf")
    if run.returncode or not os.path.exists(pdf):
        print(run.stdout[-500:], run.stderr[-500:])
        return None, seconds
    return pdf, seconds


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


def table(rows, noted):
    """A CSV whose every cell is a word of its own, with a note on each noted-th row."""
    lines = ["State," + ",".join(f"Head{c}" for c in range(1, 8))]
    notes = []
    for r in range(rows):
        mark = ""
        if noted and r % noted == noted // 2:
            mark = f"[^n{r}]"
            notes.append(f"[^n{r}]: Remark{r}x on the row.")
        lines.append(f"row{r}x{mark}," + ",".join(f"c{c}r{r}x" if c % 2 else f"{r}.{c}5" for c in range(1, 8)))
    text = ("# Figures\n\n```{table} All the figures\n:file: data.csv\n"
            ":types: text, text, decimal, text, decimal, text, decimal, text\n```\n\n" + "\n\n".join(notes) + "\n")
    return {"briefing.md": text, "briefing.yaml": "title: A long table\n", "data.csv": "\n".join(lines) + "\n"}


def timeline(events):
    lines = ["date,event,text,category,place"]
    for i in range(events):
        year, month = 1700 + i // 3, i % 3 * 4 + 1
        lines.append(f"{year}-{month:02},event{i}x,\"It was, as told, account{i}x.\",kind{i % 4},place{i}x")
    text = "# Events\n\n```{timeline}\n:file: events.csv\n:caption: All the events\n```\n"
    return {"briefing.md": text, "briefing.yaml": "title: A long timeline\n", "events.csv": "\n".join(lines) + "\n"}


def check_words(pages, words, name):
    counts = collections.Counter(re.findall(r"\w+x\b", " ".join(pages)))
    wrong = [w for w in words if counts[w] != 1]
    check(not wrong, f"{name}: each cell's text stands once ({len(words)} of them)"
          + (f"; not {wrong[:5]}" if wrong else ""))


def check_table(program, work, rows):
    pdf, _ = build(program, os.path.join(work, "long-table"), table(rows, 40))
    check(pdf is not None, "the table is set")
    if not pdf:
        return
    pages = pages_of(pdf)
    words = [f"row{r}x" for r in range(rows)] + [f"c{c}r{r}x" for r in range(rows) for c in (1, 3, 5, 7)]
    plain = [re.sub(r"(row\d+x)\d+", r"\1", p) for p in pages]
    check_words(plain, words, "table")
    bearing = [p for p in plain if re.search(r"\brow\d+x", p)]
    check(all("Head7" in p and "State" in p for p in bearing), f"table: the head is on its {len(bearing)} pages")
    check(all("continued" in p for p in bearing[1:]), "table: the caption goes on")
    apart = [r for r in range(20, rows, 40)
             if not any(re.search(rf"\brow{r}x\b", p) and f"Remark{r}x" in p for p in plain)]
    check(not apart, f"table: notes stand on the pages of their rows; not those of {apart[:5]}" if apart
          else "table: notes stand on the pages of their rows")


def check_timeline(program, work):
    pdf, _ = build(program, os.path.join(work, "long-timeline"), timeline(300))
    check(pdf is not None, "the timeline is set")
    if not pdf:
        return
    pages = pages_of(pdf)
    check_words(pages, [f"{w}{i}x" for i in range(300) for w in ("event", "account", "place")], "timeline")
    bearing = [p for p in pages if re.search(r"\bevent\d+x", p)]
    check(all("What happened" in p for p in bearing), f"timeline: the head is on its {len(bearing)} pages")
    apart = [p for p in bearing if str(1700 + int(re.search(r"\bevent(\d+)x", p)[1]) // 3) not in p]
    check(not apart, "timeline: a page begins with the year of its first event")


SPANNED = "# Figures\n\n```{table} Groups\n:header-columns: 1\n\n| Group | Row |\n|---|---|\n"


def check_spans(program, work):
    """A cell over 60 rows stands again beside the first of its rows overleaf."""
    rows = "".join(f"| {f'span{r // 60}x' if r % 60 == 0 else '^^'} | row{r}x |\n" for r in range(180))
    pdf, _ = build(program, os.path.join(work, "spans"), {"briefing.md": SPANNED + rows + "```\n",
                                                          "briefing.yaml": "title: Spans\n"})
    check(pdf is not None, "the table with cells over many rows is set")
    firsts = [re.search(r"^.*\brow(\d+)x", p, re.M) for p in pages_of(pdf)] if pdf else []
    wrong = [m[0] for m in firsts if m and f"span{int(m[1]) // 60}x" not in m[0]]
    check(len(firsts) > 3 and not wrong, "spans: what goes on overleaf stands there again" + f"; not {wrong}" * bool(wrong))


# --- heads of cells -------------------------------------------------------------------------------

HEADED = """---
title: Heads
---
# Two rows of heads, groups, heads of rows that span

```{table} T
:header-rows: 2
:header-columns: 2

| Place | Kind | Trade | <<   | Sum |
|-------|------|-------|------|-----|
| ^^    | ^^   | In    | Out  | ^^  |
| North | <<   | <<    | <<   | <<  |
| Here  | a    | 1     | 2    | 3   |
| ^^    | b    | 4     | <<   | 5   |
| South | <<   | <<    | <<   | <<  |
| There | a    | 6     | 7    | 8   |
```

# Years that span rows

```{timeline}
:period: 10

- {date: 1991, event: One}
- {date: 1991, event: Two}
- {date: 2001, event: Three}
```

# One head over each column

| A | B |
|---|---|
| 1 | 2 |
"""

# By row and cell, from 0: the heads of each cell, as row and cell of theirs, the outermost first.
TWO_ROWS = {
    (1, 0): [(0, 2)], (1, 1): [(0, 2)], (3, 0): [(0, 0), (2, 0)], (3, 1): [(0, 1), (2, 0), (3, 0)],
    (3, 2): [(0, 2), (1, 0), (2, 0), (3, 0), (3, 1)], (3, 3): [(0, 2), (1, 1), (2, 0), (3, 0), (3, 1)],
    (3, 4): [(0, 3), (2, 0), (3, 0), (3, 1)], (4, 0): [(0, 1), (2, 0), (3, 0)],
    (4, 1): [(0, 2), (1, 0), (1, 1), (2, 0), (3, 0), (4, 0)], (4, 2): [(0, 3), (2, 0), (3, 0), (4, 0)],
    (6, 0): [(0, 0), (5, 0)], (6, 1): [(0, 1), (5, 0), (6, 0)],
    (6, 2): [(0, 2), (1, 0), (5, 0), (6, 0), (6, 1)], (6, 3): [(0, 2), (1, 1), (5, 0), (6, 0), (6, 1)],
    (6, 4): [(0, 3), (5, 0), (6, 0), (6, 1)],
}
YEARS = {
    (2, 0): [(0, 0), (1, 0)], (2, 1): [(0, 1), (1, 0), (2, 0)], (2, 2): [(0, 2), (1, 0), (2, 0)],
    (3, 0): [(0, 1), (1, 0), (2, 0)], (3, 1): [(0, 2), (1, 0), (2, 0)],
    (5, 0): [(0, 0), (4, 0)], (5, 1): [(0, 1), (4, 0), (5, 0)], (5, 2): [(0, 2), (4, 0), (5, 0)],
}


class Tagged:
    """The structure of a PDF, as qpdf tells its objects."""

    def __init__(self, pdf):
        run = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", pdf], capture_output=True, text=True)
        self.objects = json.loads(run.stdout)["qpdf"][1]

    def get(self, value):
        while isinstance(value, str) and f"obj:{value}" in self.objects:
            value = self.objects[f"obj:{value}"]["value"]
        return value

    def kids(self, element):
        kids = self.get(element.get("/K", []))
        kids = [self.get(k) for k in (kids if isinstance(kids, list) else [kids])]
        return [k for k in kids if isinstance(k, dict) and "/S" in k]

    def all(self, element, kind):
        """Elements of that kind, in reading order."""
        found = [element] if element["/S"] == kind else []
        return found + [e for k in self.kids(element) for e in self.all(k, kind)]

    def root(self):
        catalog = next(o["value"] for o in self.objects.values()
                       if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/Catalog")
        return self.get(self.get(catalog["/StructTreeRoot"])["/K"])[0]


def heads_of(tagged, table):
    """By row and cell: the places of the heads that it names; None for one that is no head."""
    rows = [tagged.kids(row) for row in tagged.all(table, "/TR")]
    places = {cell["/ID"]: (r, c) for r, row in enumerate(rows) for c, cell in enumerate(row)
              if cell["/S"] == "/TH" and "/ID" in cell}
    named = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            heads = tagged.get(cell.get("/A", {})).get("/Headers")
            if heads:
                named[r, c] = [places.get(h) for h in heads]
    return named


def check_heads(program, work):
    pdf, _ = build(program, os.path.join(work, "heads"), {"briefing.md": HEADED})
    check(pdf is not None, "the tables with heads are set")
    if not pdf:
        return
    tagged = Tagged(pdf)
    tables = tagged.all(tagged.get(tagged.root()), "/Table")
    for table, expected, name in zip(tables, (TWO_ROWS, YEARS, {}), ("spans", "years", "plain")):
        named = heads_of(tagged, table)
        wrong = {k: (named.get(k), expected.get(k)) for k in {*named, *expected}
                 if named.get(k) != expected.get(k)}
        check(not wrong, f"heads, {name}: cells name theirs" + (f"; not {wrong}" if wrong else ""))
        heads = [e for e in tagged.all(table, "/TH")]
        check(heads and all(tagged.get(e["/A"]).get("/Scope") for e in heads), f"heads, {name}: all have a scope")


def check_growth(program, work, rows):
    """Four times the rows in at most seven times the time, so that a square would show."""
    build(program, os.path.join(work, "warm"), table(200, 0))
    _, small = build(program, os.path.join(work, "small"), table(rows, 0))
    _, large = build(program, os.path.join(work, "large"), table(4 * rows, 0))
    check(large < 7 * small, f"{rows} rows take {small:.2f} s, {4 * rows} rows {large:.2f} s")


def main():
    program = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as work:
        check_table(program, work, rows)
        check_timeline(program, work)
        check_heads(program, work)
        check_spans(program, work)
        check_growth(program, work, rows)
    sys.exit(failed)


main()
