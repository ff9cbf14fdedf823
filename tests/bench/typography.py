#!/usr/bin/env python3
"""typography: the same prose, face, size and measure in Chancery and in its peers, side by side.

Called by `./dev bench typography [NAME...]`. Sets each text of TEXTS (its headings and plain
paragraphs, without notes and citations, so that all typesetters have the same words) and prints the
standard deviation of the interword space in em, the share of lines that end in a hyphen, and lines
that stand out of the measure. For Chancery and for LuaLaTeX the hyphen penalty is varied: that gives a
curve, of which the lower is the better. Then the text is set as often as fills some 70 pages, with
each typesetter's defaults, for the faults of pages: widows, orphans, headings at a page's foot, and
the mean and most white below the last line, in pt. Measured by typography.py of the shared tools
($CHANCERY_TYPOGRAPHY names another place). peers.py says how each is set; a peer that is not there is
left out, and said to be.
"""
import collections
import os
import re
import sys
import tempfile
import types

from peers import ROOT, chancery, groff, lualatex, typst, write_markdown

MEASURE = os.environ.get("CHANCERY_TYPOGRAPHY", os.path.join(ROOT, "../shared/tools/typography.py"))
HERE = os.path.join(ROOT, "tests/bench/texts")
# name, file, language, measure in pt
TEXTS = [
    ("briefing", os.path.join(ROOT, "content/kyrgyzstan-russia/briefing.md"), "en-GB", 325.276),
    ("german", os.path.join(HERE, "german.md"), "de", 325.276),
    ("russian", os.path.join(HERE, "russian.md"), "ru", 325.276),
    ("narrow", os.path.join(HERE, "english.md"), "en-GB", 240),
]
CHANCERY_PENALTIES = [0, 40, 150, 500, 2000]
TEX_PENALTIES = [0, 50, 200, 500]
TEX_DEFAULT = 50
PAGES = 70
OVER = 0.1  # em that a letter may stand out at a line's end; a hyphen or a stop may by its width
COLUMNS = ["full", "sd", "mean", "max", "hyph%", "ladder", "over"]
PAGE_COLUMNS = ["pages", "sd", "hyph%", "ladder", "over", "widows", "orphans", "stranded", "ragmean", "ragmax"]


def load_measure():
    """The measuring program as a module, made to know letters of other scripts than Latin."""
    with open(MEASURE, encoding="utf-8") as file:
        code = file.read().replace("c.isascii() and c.isalpha()", "c.isalpha()")
    module = types.ModuleType("typography")
    exec(compile(code, MEASURE, "exec"), module.__dict__)
    return module


def sequence(path):
    """Headings and paragraphs of a text, as the measuring program finds them; where it takes out a
    citation before a stop, the space before that too."""
    return [(kind, re.sub(r" +([.,;:])", r"\1", words)) for kind, words in load_measure().markdown_seq(path)
            if kind != "x"]


def lines_over(module, pdf):
    """How many lines of the running text end beyond the measure. LuaLaTeX's expanded glyphs are a little
    larger or smaller than others."""
    lines = [line for _, _, chars in module.pages(pdf) for line in module.lines_of(chars)]
    size = collections.Counter(line["size"] for line in lines).most_common(1)[0][0]
    last = [line["cs"][-1] for line in lines if abs(line["size"] / size - 1) < 0.03 and len(line["text"]) > 20]
    right = collections.Counter(round(c[1], 1) for c in last if c[4].isalpha()).most_common(1)[0][0]
    return sum(c[1] > right + OVER * size + (0 if c[4].isalnum() else c[1] - c[0]) for c in last)


def figures(source, pdf, copies=1):
    """What is measured of a PDF that holds the source so many times; None if there is none."""
    if not pdf:
        return None
    module = load_measure()
    result = module.run(source, pdf, copies)
    result["over"] = lines_over(module, pdf)
    return result


def head(columns):
    print(f"  {'':<26}" + "".join(f"{c:>9}" for c in columns))


def row(label, result, columns):
    if not result:
        print(f"  {label:<26} not here")
        return
    cells = "".join(f"{result[c] if result[c] is not None else '-':>9}" for c in columns)
    print(f"  {label:<26}{cells}", flush=True)


def interpolate(curve, hyphens):
    """The curve's sd at that share of hyphens, between its measured points; None outside them."""
    points = sorted((r["hyph%"], r["sd"]) for r in curve)
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x0 <= hyphens <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (hyphens - x0) / (x1 - x0)
    return None


def compare(name, ours, default, theirs):
    """Says where our curve lies against LuaLaTeX's, and what our default gains."""
    if not theirs:
        return
    ratios = [(r["sd"] / there, r["hyph%"]) for r in ours
              if (there := interpolate(theirs.values(), r["hyph%"]))]
    print(f"  {name}: our sd over LuaLaTeX's at the same share of hyphens: "
          + (", ".join(f"{ratio:.2f} at {share}%" for ratio, share in ratios) or "the shares have none in common"))
    there = interpolate(theirs.values(), default["hyph%"])
    if there:
        print(f"  {name}: our default over its curve: {default['sd'] / there:.2f}")
    usual = theirs[TEX_DEFAULT]
    print(f"  {name}: our default over its default: {default['sd'] / usual['sd']:.2f}, "
          f"with {default['hyph%']}% hyphens to {usual['hyph%']}%")


def bench_lines(folder, source, name, text, lang, measure):
    """The curves; returns our default's figures."""
    head(COLUMNS)
    default = figures(source, chancery(folder, text, lang, measure, None))
    row("Chancery, default", default, COLUMNS)
    ours, theirs = [], {}
    for penalty in CHANCERY_PENALTIES:
        ours.append(figures(source, chancery(folder, text, lang, measure, penalty)))
        row(f"Chancery, penalty {penalty}", ours[-1], COLUMNS)
    for penalty in TEX_PENALTIES:
        theirs[penalty] = figures(source, lualatex(folder, text, lang, measure, penalty))
        row(f"LuaLaTeX, penalty {penalty}", theirs[penalty], COLUMNS)
        if not theirs[penalty]:
            theirs = {}
            break
    row("Typst", figures(source, typst(folder, text, lang, measure)), COLUMNS)
    row("groff", figures(source, groff(folder, text, lang, measure)), COLUMNS)
    compare(name, ours, default, theirs)
    return default


def bench_pages(folder, source, name, text, lang, measure, pages):
    """Faults of pages over as many copies of the text as fill PAGES."""
    copies = max(1, round(PAGES / pages))
    text = text * copies
    print(f"{name}, {copies} times:")
    head(PAGE_COLUMNS)
    ours = figures(source, chancery(folder, text, lang, measure, None), copies)
    row("Chancery", ours, PAGE_COLUMNS)
    row("LuaLaTeX", figures(source, lualatex(folder, text, lang, measure, TEX_DEFAULT), copies), PAGE_COLUMNS)
    row("Typst", figures(source, typst(folder, text, lang, measure), copies), PAGE_COLUMNS)
    row("groff", figures(source, groff(folder, text, lang, measure), copies), PAGE_COLUMNS)
    faults = {c: ours[c] for c in PAGE_COLUMNS[4:] if ours[c]}
    if ours["ladder"] > 2:
        faults["ladder"] = ours["ladder"]
    print(f"  {name}: " + ("faults of ours: " + str(faults) if faults else "no line over, no fault of a page of ours"))


def bench(name, path, lang, measure):
    text = sequence(path)
    print(f"{name}: {sum(len(words.split()) for _, words in text)} words, {lang}, {measure:g} pt")
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "text.md")
        write_markdown(source, text)
        default = bench_lines(folder, source, name, text, lang, measure)
        bench_pages(folder, source, name, text, lang, measure, default["pages"])


def main():
    if not os.path.exists(MEASURE):
        sys.exit(f"bench: {MEASURE} is not there; CHANCERY_TYPOGRAPHY names another place")
    for name, path, lang, measure in TEXTS:
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        if os.path.exists(path):
            bench(name, path, lang, measure)
        else:
            print(f"{name}: {path} is not there")


main()
