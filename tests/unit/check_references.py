#!/usr/bin/env python3
"""check_references: the references that stand at the foot of each page that cites them.

    check_references.py [PROGRAM]

Documents are made (the generator is seeded) that cite some fifty works with the style `numeric` in
text, headings, lists, tables, captions, boxes, notes and events. Read back with pdftotext: every
page (or column) has the reference of each work that is cited on it, once, and no other; they stand in
the order of their numbers; and the list at the end has each work once.
"""
import collections
import html
import os
import random
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/chancery"))
WORKS = 50
WORDS = """the of state treaty river mountain assembly delegation council question agreement policy
because between northern border water electricity committee president minister parliament""".split()

SHAPES = {
    "a4": ("page", ""),
    "a4-table": ("table", ""),
    "a4-margin": ("margin", ""),
    "a5": ("page", "page: {width: 420, height: 595, top: 50, bottom: 50, left: 30, right: 30, "
                   "hang: 110, foot: 36}\n"),
    "letter-columns": ("page", "page: {size: letter, columns: 2, hang: 0, gutter: 0}\n"),
}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, n):
        return " ".join(self.random.choice(WORDS) for _ in range(n)).capitalize()

    def cite(self):
        """A token before each citation, so that it can be read back: “q7cited” and a space that does not break."""
        i = self.random.randrange(WORKS)
        return f"q{i}cited\u00a0[@w{i}]"

    def paragraph(self):
        n = self.random.choice([20, 50, 90])
        return f"{self.words(n)} {self.cite()} {self.words(n // 2)} {self.cite()} {self.words(9)}."

    def block(self, k):
        kind = k % 9
        if kind == 1:
            return f"## {self.words(3)} {self.cite()}"
        if kind == 3:
            return "\n".join(f"- {self.words(9)} {self.cite()}" for _ in range(3))
        if kind == 5:
            rows = "\n".join(f"| {self.words(2)} | {self.words(8)} {self.cite()} |" for _ in range(6))
            return f"| Name | Account |\n|---|---|\n{rows}"
        if kind == 6:
            return f"{self.words(20)}^[{self.words(12)} {self.cite()} {self.words(4)}.] {self.words(9)}."
        if kind == 7:
            return f"```{{note}}\n{self.paragraph()}\n```"
        return self.paragraph()

    def document(self, notes):
        front = ["---", "title: References at the feet", "csl: numeric", f"notes: {notes}",
                 "bibliography: works.yaml", "indicators:",
                 f"  - {{label: 'One {self.cite()}', value: 12}}", "  - {label: Two, value: 7}", "timeline:"]
        front += [f"  - {{date: {1900 + i}, event: 'Event {self.cite()}', text: '{self.words(20)}'}}"
                  for i in range(5)]
        front += ["---", "```{indicators}", "```", "", "# First", "", "```{timeline}", "```"]
        blocks = [self.block(k) for k in range(90)]
        end = ["# Literature {.break-before}", "```{literature}\n```"]
        return "\n".join(front) + "\n\n" + "\n\n".join(blocks + end) + "\n"


def works():
    return "".join(f"- {{id: w{i}, type: book, title: 'q{i}title of a work that is cited', author: "
                   f"[{{family: Doe, given: Jane}}], publisher: Press, issued: 2001}}\n" for i in range(WORKS))


def read(pdf):
    """For each page: its width, and the words with their left edge and foot."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for page in out.split("<page ")[1:]:
        words = [(float(x), float(y), html.unescape(w)) for x, y, w in
                 re.findall(r'<word xMin="([-\d.]+)".*yMax="([-\d.]+)">(.*)</word>', page)]
        pages.append((float(re.match(r'width="([\d.]+)"', page)[1]), words))
    return pages


def tokens(words, what):
    return [(y, int(m[1])) for _, y, w in words for m in re.finditer(rf"q(\d+){what}", w)]


def check_column(name, words):
    cited = {w for _, w in tokens(words, "cited")}
    titles = [w for _, w in sorted(tokens(words, "title"))]
    numbers = []
    for y, _ in sorted(tokens(words, "title")):
        numbers += [int(m[1]) for _, at, w in words if abs(at - y) < 3 and (m := re.match(r"\[(\d+)\]$", w))]
    wrong = []
    for work, count in collections.Counter(titles).items():
        if count > 1:
            wrong.append(f"{name}: the reference of {work} stands {count} times")
    if cited - set(titles):
        wrong.append(f"{name}: no reference of {sorted(cited - set(titles))}")
    if set(titles) - cited:
        wrong.append(f"{name}: a reference of {sorted(set(titles) - cited)}, which nothing cites")
    if numbers != sorted(set(numbers)) or len(numbers) != len(titles):
        wrong.append(f"{name}: the references have the numbers {numbers}")
    return wrong


def check(pages, columns):
    wrong = []
    end = next(i for i, (_, words) in enumerate(pages) if any(w[2] == "Literature" for w in words))
    for number, (width, words) in enumerate(pages[:end], 1):
        for c in range(columns):
            # what spans the columns of the first page counts with the first of them
            own = [w for w in words if columns == 1 or (w[0] < width / 2) == (c == 0)
                   or number == 1 and c == 0 and w[1] < 230 and "cited" in w[2]]
            wrong += check_column(f"page {number}" + (f", column {c + 1}" if columns > 1 else ""), own)
    listed = collections.Counter(w for _, words in pages[end:] for _, w in tokens(words, "title"))
    cited = {w for _, words in pages for _, w in tokens(words, "cited")}
    if set(listed) != cited or max(listed.values()) > 1:
        wrong.append(f"the list has {sorted(listed.items())}, cited are {sorted(cited)}")
    return wrong


def run(name, notes, house, work):
    folder = os.path.join(work, name)
    os.makedirs(folder)
    for file, text in (("briefing.md", Maker(5).document(notes)), ("works.yaml", works()),
                       ("house.yaml", "root: yes\n" + house)):
        with open(os.path.join(folder, file), "w", encoding="utf-8") as out:
            out.write(text)
    done = subprocess.run([PROGRAM, "build", folder, "-o", work], capture_output=True, text=True)
    if done.returncode:
        return ["the program failed:"] + (done.stdout + done.stderr).splitlines()[:8]
    return check(read(os.path.join(work, f"{name}.pdf")), 2 if "columns" in house else 1)


def main():
    failed = False
    with tempfile.TemporaryDirectory() as work:
        for name, (notes, house) in SHAPES.items():
            wrong = run(name, notes, house, work)
            failed |= bool(wrong)
            print(("not ok " if wrong else "ok ") + name)
            for line in wrong[:12]:
                print(line)
    sys.exit(failed)


main()
