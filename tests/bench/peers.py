#!/usr/bin/env python3
r"""peers: one text set by Chancery, LuaLaTeX, Typst and groff, in the same setting.

Called by typography.py. A text is a list of ("h1" | "h2" | "p", words). Each function sets it into a
folder and returns the PDF's path, or None where the typesetter is not there or cannot set it.

LuaLaTeX: fontspec, microtype with its defaults, \frenchspacing. Typst: its defaults, justified, by
the npm package of its compiler. groff: the macros of ms and its PDF device, which takes no TrueType
face: its Times, in the size at which as many characters as in the other face stand on a line. It has
neither Cyrillic faces nor British hyphenation (American is used).
"""
import glob
import os
import re
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get('CHANCERY', os.path.join(ROOT, 'build/chancery'))
TOOLS = os.path.join(ROOT, "tests/.tools")
PAGE_WIDTH, RIGHT, TOP, BOTTOM = 595.276, 62, 76, 78
BABEL = {"en-GB": "british", "de": "ngerman", "ru": "russian"}


def write_markdown(path, text):
    with open(path, "w", encoding="utf-8") as file:
        for kind, words in text:
            file.write(("#" * int(kind[1]) + " " if kind[0] == "h" else "") + words + "\n\n")


def chancery(folder, text, lang, measure, penalty):
    os.makedirs(os.path.join(folder, "c"), exist_ok=True)
    write_markdown(os.path.join(folder, "c/briefing.md"), text)
    with open(os.path.join(folder, "c/briefing.yaml"), "w", encoding="utf-8") as file:
        file.write(f"title: Qq\nlang: {lang}\n")  # a running head that no line is like
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


MS = r""".nr PS {size:.2f}p
.nr VS 14p
.nr LL {measure:.3f}p
.nr PO {left:.3f}p
.nr PI 11p
.nr PD 0
.nr HM {top}p
.nr FM {bottom}p
.ds CH
.ds CF \\n[PN]
"""
GROFF = {"en-GB": [], "de": ["-mde"]}
PT_A_CHARACTER = 11 * 0.437  # of the others' face


def times_width(text):
    """The mean width of the text's characters in groff's Times, in em; None if that is not there."""
    widths = {" ": 250}
    for path in sorted(glob.glob("/usr/share/groff/*/font/devpdf/TR")):
        with open(path, encoding="latin-1") as file:
            for line in file:
                part = line.split("\t")
                if len(part) > 2 and len(part[0]) == 1 and part[1][0].isdigit():
                    widths[part[0]] = int(part[1].split(",")[0])
    known = [widths[c] for kind, words in text if kind == "p" for c in words if c in widths]
    return sum(known) / len(known) / 1000 if len(widths) > 1 and known else None


def groff(folder, text, lang, measure):
    width = times_width(text) if shutil.which("gropdf") and lang in GROFF else None
    if not width:
        return None
    source, pdf = os.path.join(folder, "g.ms"), os.path.join(folder, "g.pdf")
    with open(source, "w", encoding="utf-8") as file:
        file.write(MS.format(size=PT_A_CHARACTER / width, measure=measure, top=TOP, bottom=BOTTOM,
                             left=PAGE_WIDTH - RIGHT - measure))
        before = "h"
        for kind, words in text:
            macro = ".SH" if kind[0] == "h" else ".LP" if before[0] == "h" else ".PP"
            words = re.sub(r"^([.'])", r"\\&\1", words.replace("\\", r"\e"))
            file.write(f"{macro}\n{words}\n")
            before = kind
    with open(pdf, "wb") as file:
        result = subprocess.run(["groff", "-k", "-Kutf8", "-ms", *GROFF[lang], "-Tpdf", "-P-pa4", source],
                                stdout=file, stderr=subprocess.DEVNULL)
    return pdf if result.returncode == 0 else None
