#!/usr/bin/env python3
"""typography: the same prose, face, size and measure in Chancery and in its peers, side by side.

Called by `./dev bench typography`. Sets each text of TEXTS (its headings and plain paragraphs, without
notes and citations, so that all typesetters have the same words) and prints the standard deviation
of the interword space in em, the share of lines that end in a hyphen, and faults of pages. For
Chancery and for LuaLaTeX the hyphen penalty is varied: that gives a curve, of which the lower is the
better. Measured by typography.py of the shared tools ($CHANCERY_TYPOGRAPHY names another place).

LuaLaTeX: fontspec, microtype with its defaults, \\frenchspacing. Typst: its defaults, justified, by the
npm package of its compiler. A peer that is not there is left out, and said to be.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get('CHANCERY', os.path.join(ROOT, 'build/chancery'))
MEASURE = os.environ.get("CHANCERY_TYPOGRAPHY", os.path.join(ROOT, "../shared/tools/typography.py"))
TOOLS = os.path.join(ROOT, "tests/.tools")
HERE = os.path.join(ROOT, "tests/bench/texts")
# name, file, language, measure in pt
TEXTS = [
    ("briefing", os.path.join(ROOT, "content/kyrgyzstan-russia/briefing.md"), "en-GB", 325.276),
    ("german", os.path.join(HERE, "german.md"), "de", 325.276),
    ("russian", os.path.join(HERE, "russian.md"), "ru", 325.276),
    ("narrow", os.path.join(HERE, "english.md"), "en-GB", 240),
]
CHANCERY_PENALTIES = [0, 60, 250, 600, 2000]
TEX_PENALTIES = [0, 50, 200, 500]
PAGE_WIDTH, RIGHT, TOP, BOTTOM = 595.276, 62, 76, 78
BABEL = {"en-GB": "british", "de": "ngerman", "ru": "russian"}
COLUMNS = ["pages", "full", "sd", "mean", "max", "hyph%", "ladder", "widows", "orphans", "stranded",
           "ragmean", "ragmax"]


def load_measure():
    """The measuring program as a module, made to know letters of other scripts than Latin."""
    with open(MEASURE, encoding="utf-8") as file:
        code = file.read().replace("c.isascii() and c.isalpha()", "c.isalpha()")
    module = types.ModuleType("typography")
    exec(compile(code, MEASURE, "exec"), module.__dict__)
    return module


def sequence(path):
    """Headings and paragraphs of a text, as the measuring program finds them."""
    return [(kind, text) for kind, text in load_measure().markdown_seq(path) if kind != "x"]


def write_markdown(path, text):
    with open(path, "w", encoding="utf-8") as file:
        for kind, words in text:
            file.write(("#" * int(kind[1]) + " " if kind[0] == "h" else "") + words + "\n\n")


def chancery(folder, text, lang, measure, penalty):
    os.makedirs(os.path.join(folder, "c"), exist_ok=True)
    write_markdown(os.path.join(folder, "c/briefing.md"), text)
    with open(os.path.join(folder, "c/briefing.yaml"), "w", encoding="utf-8") as file:
        file.write(f"title: Text\nlang: {lang}\n")
    hang = PAGE_WIDTH - 62 - RIGHT - measure
    with open(os.path.join(folder, "c/house.yaml"), "w", encoding="utf-8") as file:
        file.write(f"root: yes\npage: {{hang: {hang:.3f}}}\n")
        if penalty is not None:
            file.write(f"text: {{hyphen-penalty: {penalty}}}\n")
    subprocess.run([PROGRAM, "build", "--force", "--quiet", os.path.join(folder, "c"), "-o", folder],
                   check=True, stderr=subprocess.DEVNULL)
    return os.path.join(folder, "c.pdf")


TEX = r"""\documentclass{article}
\usepackage{fontspec}
\usepackage[%s]{babel}
\usepackage{microtype}
\usepackage[papersize={%gbp,841.89bp},left=%gbp,textwidth=%gbp,top=%gbp,textheight=686bp]{geometry}
\setmainfont{Vollkorn}[Numbers=OldStyle]
\frenchspacing \hyphenpenalty=%d \setlength{\parindent}{11bp} \setlength{\parskip}{0pt}
\begin{document}\fontsize{11bp}{14bp}\selectfont
%s\end{document}
"""


def escape_tex(words):
    return re.sub(r"([#$%&_{}])", r"\\\1", words.replace("\\", "")).replace("~", r"\textasciitilde{}") \
        .replace("^", r"\textasciicircum{}")


def lualatex(folder, text, lang, measure, penalty):
    if not shutil.which("lualatex"):
        return None
    body = "".join(("\\section*{%s}\n\n" if kind == "h1" else "\\subsection*{%s}\n\n" if kind[0] == "h"
                    else "%s\n\n") % escape_tex(words) for kind, words in text)
    with open(os.path.join(folder, "t.tex"), "w", encoding="utf-8") as file:
        file.write(TEX % (BABEL[lang], PAGE_WIDTH, PAGE_WIDTH - RIGHT - measure, measure, TOP, penalty,
                          body))
    result = subprocess.run(["lualatex", "-interaction=batchmode", "t.tex"], cwd=folder,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(folder, "t.pdf") if result.returncode == 0 else None


TYPST = """#set page(width: {0}pt, height: 841.89pt, margin: (left: {1}pt, right: {2}pt, top: {3}pt, bottom: {4}pt))
#set text(font: "Vollkorn", size: 11pt, lang: "{5}", number-type: "old-style", hyphenate: true)
#set par(justify: true, leading: 0.55em, spacing: 0.55em, first-line-indent: 1em)
"""
SCRIPT = """import {{ NodeCompiler }} from '{0}/node_modules/@myriaddreamin/typst-ts-node-compiler/index.js';
import {{ writeFileSync }} from 'fs';
const c = NodeCompiler.create({{ workspace: '{1}', fontArgs: [{{ fontPaths: ['/usr/share/fonts/truetype/vollkorn'] }}] }});
writeFileSync('{1}/y.pdf', c.pdf({{ mainFilePath: '{1}/y.typ' }}));
"""


def typst(folder, text, lang, measure):
    packages = os.path.join(TOOLS, "typst")
    if not os.path.isdir(os.path.join(packages, "node_modules")):
        os.makedirs(packages, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", packages,
                        "@myriaddreamin/typst-ts-node-compiler@0.7.0"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "y.typ"), "w", encoding="utf-8") as file:
        file.write(TYPST.format(PAGE_WIDTH, PAGE_WIDTH - RIGHT - measure, RIGHT, TOP, BOTTOM, lang[:2]))
        for kind, words in text:
            words = re.sub(r"([\\#$*_<>@`\[\]])", r"\\\1", words)
            file.write(("=" * int(kind[1]) + " " if kind[0] == "h" else "") + words + "\n\n")
    with open(os.path.join(folder, "y.mjs"), "w", encoding="utf-8") as file:
        file.write(SCRIPT.format(packages, folder))
    result = subprocess.run(["node", "y.mjs"], cwd=folder, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
    return os.path.join(folder, "y.pdf") if result.returncode == 0 else None


def figures(source, pdf):
    return load_measure().run(source, pdf)


def row(label, result):
    if not result:
        print(f"  {label:<26} not here")
        return
    cells = "".join(f"{result[c] if result[c] is not None else '-':>9}" for c in COLUMNS)
    print(f"  {label:<26}{cells}")


def interpolate(curve, hyphens):
    """The curve's sd at that share of hyphens, between its measured points; None outside them."""
    points = sorted((r["hyph%"], r["sd"]) for r in curve)
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x0 <= hyphens <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (hyphens - x0) / (x1 - x0)
    return None


def compare(name, ours, default, theirs):
    """Says where our curve lies against theirs, and what our default gains."""
    if not theirs:
        return
    ratios = [(r["sd"] / there, r["hyph%"]) for r in ours if (there := interpolate(theirs, r["hyph%"]))]
    if ratios:
        print(f"  {name}: our sd over theirs at the same share of hyphens: "
              + ", ".join(f"{ratio:.2f} at {share}%" for ratio, share in ratios))
    there = interpolate(theirs, default["hyph%"])
    if there:
        print(f"  {name}: at our default {default['sd'] / there:.2f} of theirs")


def run_text(name, path, lang, measure):
    text = sequence(path)
    print(f"{name}: {sum(len(words.split()) for _, words in text)} words, {lang}, {measure:g} pt")
    print(f"  {'':<26}" + "".join(f"{c:>9}" for c in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "text.md")
        write_markdown(source, text)
        default = figures(source, chancery(folder, text, lang, measure, None))
        row("Chancery, default", default)
        ours, theirs = [], []
        for penalty in CHANCERY_PENALTIES:
            ours.append(figures(source, chancery(folder, text, lang, measure, penalty)))
            row(f"Chancery, penalty {penalty}", ours[-1])
        for penalty in TEX_PENALTIES:
            pdf = lualatex(folder, text, lang, measure, penalty)
            result = figures(source, pdf) if pdf else None
            row(f"LuaLaTeX, penalty {penalty}", result)
            if not result:
                break
            theirs.append(result)
        pdf = typst(folder, text, lang, measure)
        row("Typst", figures(source, pdf) if pdf else None)
        compare(name, ours, default, theirs)


def main():
    if not os.path.exists(MEASURE):
        sys.exit(f"bench: {MEASURE} is not there; CHANCERY_TYPOGRAPHY names another place")
    for name, path, lang, measure in TEXTS:
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        if os.path.exists(path):
            run_text(name, path, lang, measure)
        else:
            print(f"{name}: {path} is not there")


main()
