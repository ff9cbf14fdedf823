#!/usr/bin/env python3
"""check_notes: notes in every place, of 5 to 1,500 words, on several page sizes and in columns, read back.

    check_notes.py [PROGRAM]

A document with 300 notes is made (no chance in it: the generator is seeded) and set with each place
that notes may have. What pdftotext finds on the pages must be right: each note is there once, whole;
it begins on the page of its mark; notes stand in their order; nothing stands below the page's depth.

A second document shows the same events in several timelines, whole, in part and as charts, which set
no texts: the numbers of its marks and of its notes must be 1, 2, 3 and so on, each once.
"""
import html
import os
import random
import re
import subprocess
import struct
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/chancery")

WORDS = """the of state treaty river mountain assembly delegation council question agreement policy
because between northern border water electricity committee president minister parliament
negotiation which although however ratified signed declared economic military regional""".split()

SIZES = {
    "a4": "",
    "letter": "page:\n  width: 612\n  height: 792\n",
    "a5": "page:\n  width: 420\n  height: 595\n  top: 50\n  bottom: 50\n  left: 30\n  right: 30\n"
          "  hang: 110\n  foot: 36\n",
    "columns": "page:\n  size: letter\n  columns: 2\n  hang: 0\n  gutter: 0\n",
}
BOTTOMS = {"a4": 78, "letter": 78, "a5": 50, "columns": 78}
HEIGHTS = {"a4": 841.89, "letter": 792, "a5": 595, "columns": 792}


class Maker:
    """Writes the document and remembers each note: its place and whether it may begin overleaf."""

    def __init__(self, seed, long_note):
        self.random = random.Random(seed)
        self.long_note = long_note
        self.notes = []     # kind of place, by number in the order of making
        self.crowded = set()
        self.definitions = []

    def words(self, n):
        words = [self.random.choice(WORDS) for _ in range(n)]
        return " ".join([words[0].capitalize()] + words[1:])

    def length(self):
        if self.random.random() < 0.02:
            return self.random.randint(300, self.long_note)
        return self.random.choice([5, 5, 8, 12, 20, 40, 90])

    def mark(self, kind, length=None, inner=None):
        """Text that ends in a mark: “q12mark^[q12start … q12end]”."""
        i = len(self.notes)
        self.notes.append(kind)
        n = length or self.length()
        within = f" {inner()}" if inner else ""
        body = f"q{i}start {self.words(n)}{within} {self.words(5)} q{i}end"
        if kind == "defined":
            self.definitions.append(
                f"[^d{i}]: {body.replace(f' q{i}end', '')}\n\n    - a list in it\n    - {self.words(9)}\n\n"
                f"    > {self.words(12)}\n\n    ```\n    code in it\n    ```\n\n"
                f"    {self.words(30)} q{i}end")
            return f"q{i}mark[^d{i}]"
        return f"q{i}mark^[{body}]"

    def paragraph(self, n, kind="text"):
        return f"{self.words(n)} {self.mark(kind)} {self.words(n)}."

    def table(self, rows):
        lines = ["| Name | Account |", "|------|---------|"]
        for _ in range(rows):
            note = self.mark("table", min(self.length(), 40))
            lines.append(f"| {self.words(2)} | {self.words(12)} {note} |")
        return "\n".join(lines)

    def figure(self):
        return ("```{figure} dot.png\n:alt: A dot\n:width: 90pt\n\nA caption "
                + self.mark("caption", 10) + "\n```")

    def block(self, k):
        kind = k % 12
        if kind == 1:
            return f"## {self.words(3)} {self.mark('heading', 12)}"
        if kind == 3:
            return "\n".join(f"- {self.words(12)} {self.mark('list')}" for _ in range(4))
        if kind == 5:
            return "> " + self.paragraph(25, "quotation")
        if kind == 7 and k < 80:
            return self.table(self.random.choice([4, 30]))
        if kind == 8 and k % 5 == 0: # across the columns, where there are some
            return f"```{{note}}\n:class: full-width\n\n{self.paragraph(15, 'callout')}\n```"
        if kind == 8:
            return f"```{{note}}\n{self.paragraph(15, 'callout')}\n```"
        if kind == 6 and k % 5 == 1:
            return self.figure()
        if kind == 9:
            inner = lambda: self.mark("nested", 8) + " " + self.words(30) + " " + self.mark("nested", 8)
            return f"{self.words(30)} {self.mark('text', 60, inner)}."
        if kind == 10:
            return f"{self.words(20)} {self.mark('defined', 60)} {self.words(40)}."
        return self.paragraph(self.random.choice([20, 50, 90]))

    def document(self, mode):
        front = ["---", "title: Notes in every place", f"notes: {mode}", "abstract: |",
                 "  An abstract with a note. " + self.mark("abstract", 10), "indicators:",
                 f"  - {{label: 'Of the box {self.mark('box', 8)}', value: 12}}",
                 "  - {label: Another, value: 7}", "timeline:"]
        front += [f"  - {{date: {1900 + i}, event: 'Event {self.mark('event', 12)}', text: '{self.words(40)}"
                  f" {self.mark('event')}'}}" for i in range(12)]
        front += ["---", "```{indicators}", "```", "", "# First", "", "```{timeline}", "```"]
        blocks = []
        k = 0
        while len(self.notes) < 300:
            blocks.append(self.block(k))
            if k % 40 == 39:
                blocks.append(f"# {self.words(2)}")
            k += 1
        return "\n".join(front) + "\n\n" + "\n\n".join(blocks + self.definitions) + "\n"


def dot():
    """A PNG of one grey pixel."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data
                + struct.pack(">I", zlib.crc32(name + data)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b""))


def read_words(pdf):
    """(page, y of the word's foot, text) for each word."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    page, words = 0, []
    for line in out.splitlines():
        if "<page " in line:
            page += 1
        match = re.search(r'yMin="([\d.]+)".*yMax="([\d.]+)">(.*)</word>', line)
        if match:
            words.append((page, float(match[2]), html.unescape(match[3])))
    return words


def places(words, what):
    """By note: where its token stands, as a list of (page, y)."""
    found = {}
    for page, y, text in words:
        for number in re.findall(rf"q(\d+){what}", text):
            found.setdefault(int(number), []).append((page, y))
    return found


def check(mode, size, maker, words, log):
    """Returns what is wrong, a line each."""
    wrong = []
    marks, starts, ends = (places(words, what) for what in ("mark", "start", "end"))
    n = len(maker.notes)
    for i in range(n):
        if len(starts.get(i, [])) != 1 or len(ends.get(i, [])) != 1:
            wrong.append(f"note {i} ({maker.notes[i]}) begins {len(starts.get(i, []))} times "
                         f"and ends {len(ends.get(i, []))} times")
            continue
        mark, start = marks[i][0][0], starts[i][0][0]
        if ends[i][0][0] < start:
            wrong.append(f"note {i} ends on page {ends[i][0][0]}, before its beginning on {start}")
        if mode == "end":
            continue
        if mark != start:
            wrong.append(f"note {i} ({maker.notes[i]}) is marked on page {mark} and begins on {start}")
    crowded = log.count("note-crowded")
    in_list = [i for i in range(n) if i in starts and (mode == "page" or mode == "end")]
    order = sorted(in_list, key=lambda i: starts[i][0])
    by_number = sorted(in_list, key=lambda i: i)
    if size != "columns":
        wrong += check_order(order, by_number)
    depth = HEIGHTS[size] - BOTTOMS[size] + 3
    below = [w for w in words if w[1] > depth and re.match(r"q\d|[A-Za-z]{4,}", w[2])]
    if below:
        wrong.append(f"{len(below)} words stand below the page's depth: {below[:3]}")
    if crowded:
        wrong.append(f"{crowded} lines are said to be crowded")
    return wrong


def check_order(order, by_number):
    """Notes stand in the order of their marks, which is that of the maker's numbers."""
    rank = {i: k for k, i in enumerate(by_number)}
    return [f"note {b} stands behind {a}" for a, b in zip(order, order[1:]) if rank[b] < rank[a]][:3]


def run(mode, size, work):
    maker = Maker(7, 1500 if size != "a5" else 700)
    text = maker.document(mode)
    folder = os.path.join(work, f"{mode}-{size}")
    os.makedirs(folder)
    with open(os.path.join(folder, "briefing.md"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(os.path.join(folder, "dot.png"), "wb") as file:
        file.write(dot())
    if SIZES[size]:
        with open(os.path.join(folder, "house.yaml"), "w", encoding="utf-8") as file:
            file.write(SIZES[size])
    done = subprocess.run([PROGRAM, "build", folder, "-o", work], capture_output=True, text=True)
    log = done.stdout + done.stderr
    if done.returncode:
        return ["the program failed:"] + log.splitlines()[:8]
    words = read_words(os.path.join(work, f"{mode}-{size}.pdf"))
    return check(mode, size, maker, words, log)


TIMELINES = ["", ":form: chart", ":category: war", ":max: 3", ":form: chart\n:max: 2",
             ":from: 1905\n:to: 1908", ":form: chart\n:category: peace", "", ":period: 5",
             ":order: given\n:category: peace"]


def timelines(order):
    """A briefing of ten events with notes in their names and texts, and the timelines in that order."""
    lines = ["---", "title: Events", "timeline:"]
    lines += [f"  - {{date: {1900 + i}, event: 'Event xmark^[xstart of the name {i}.]', "
              f"category: {'war' if i % 2 else 'peace'}, text: 'Text xmark^[xstart of the text {i}.]'}}"
              for i in range(10)]
    lines.append("---")
    for k, timeline in enumerate(order):
        lines += [f"Paragraph xmark^[xstart of the paragraph {k}.] goes on.", "",
                  "```{timeline}", timeline, "```", ""]
    return "\n".join(lines)


def check_numbers(words):
    """Returns what is wrong with the numbers of marks (behind “xmark”) and notes (before “xstart”)."""
    texts = [w[2] for w in words]
    marks = [int(m) for t in texts for m in re.findall(r"xmark(\d+)", t)]
    notes = [int(a) for a, b in zip(texts, texts[1:]) if b == "xstart" and a.isdigit()]
    wanted = list(range(1, texts.count("xstart") + 1))
    wrong = []
    if len(marks) < 30 or sorted(marks) != wanted:
        wrong.append(f"marks are numbered {sorted(marks)}")
    if notes != wanted:
        wrong.append(f"notes are numbered {notes}")
    return wrong


def run_timelines(order, work):
    path = os.path.join(work, "events.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(timelines(order))
    done = subprocess.run([PROGRAM, "build", path, "-o", work], capture_output=True, text=True)
    log = done.stdout + done.stderr
    if done.returncode or "chart-text" in log:
        return ["the program failed, or says that texts are not set:"] + log.splitlines()[:8]
    return check_numbers(read_words(os.path.join(work, "events.pdf")))


def main():
    failed = False
    with tempfile.TemporaryDirectory() as work:
        for name, order in (("forwards", TIMELINES), ("backwards", TIMELINES[::-1])):
            wrong = run_timelines(order, work)
            failed |= bool(wrong)
            print(("not ok" if wrong else "ok") + f" events-{name}")
            for line in wrong:
                print(line)
        for mode in ("page", "table", "end", "margin"):
            for size in SIZES:
                wrong = run(mode, size, work)
                failed |= bool(wrong)
                print(("not ok" if wrong else "ok") + f" {mode}-{size}")
                for line in wrong[:12]:
                    print(line)
    sys.exit(failed)


main()
