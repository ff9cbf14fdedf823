#!/usr/bin/env python3
"""check_pages: what pages must be, read from the frames of documents that are made for it.

    check_pages.py [PROGRAM [COUNT]]

COUNT documents (24) with headings, lists, quotations, tables, figures, boxes, code and notes are
made (the generator is seeded) and the reference briefing is taken too. On every page: body lines
stand on one grid; no paragraph leaves one line at a foot or brings one overleaf; no heading is a
page's last line; the last line of text or of the notes is the grid's last, but on last pages, before
forced breaks, and on pages that the program itself reports as short. Notes begin on the page of
their mark, and every word is set once.

As many are set in two columns, with tables across them, and the reference briefing in the two-column
style: no heading is the last line of text in a column, above its notes or not, nor of what stands
over a table across the columns; no paragraph leaves one line in a column; columns end on the last
line, or it is said why; and those of the last page end within three lines of each other.
"""
import collections
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/chancery")
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 24

GRID = 14.0
WORDS = """a an the of to in as by state treaty river mountain assembly delegation council question
agreement policy because between northern border water electricity committee president minister
parliament negotiation which although however ratified signed declared economic military regional
is was has been not for with from this that these several years after before under over""".split()


def dot():
    """A PNG of one grey pixel."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data
                + struct.pack(">I", zlib.crc32(name + data)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b""))


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, n):
        words = [self.random.choice(WORDS) for _ in range(n)]
        return " ".join([words[0].capitalize()] + words[1:])

    def text(self):
        n = self.random.choice([15, 40, 70, 110, 160])
        note = "" if self.random.random() < 0.6 else f"^[{self.words(self.random.choice([5, 15, 60]))}.]"
        return f"{self.words(n)},{note} {self.words(n // 3 + 2)}."

    def block(self, kind):
        if kind < 70:
            return self.text()
        if kind < 77:
            return f"## {self.words(3)}\n\n{self.text()}"
        if kind < 80:
            return f"# {self.words(2)}\n\n{self.text()}"
        if kind < 84:
            return "\n".join(f"- {self.words(self.random.choice([5, 25]))}" for _ in range(4))
        if kind < 88:
            return "> " + self.text()
        if kind < 92:
            rows = self.random.choice([3, 8, 20])
            return "\n".join(["| Name | Account |", "|------|-----|"] +
                             [f"| {self.words(2)} | {self.words(14)} |" for _ in range(rows)])
        if kind < 95:
            return ("```{figure} dot.png\n:alt: A dot\n:width: %dpt\n\n%s\n```"
                    % (self.random.choice([60, 120, 250]), self.words(8)))
        if kind < 98:
            return f"```{{note}}\n{self.text()}\n```"
        return "```\n" + "\n".join(self.words(4) for _ in range(5)) + "\n```"

    def document(self):
        blocks = [self.block(self.random.randrange(100)) for _ in range(110)]
        return "---\ntitle: Pages\n---\n\n# First\n\n" + "\n\n".join(blocks) + "\n"

    def columns_end(self):
        """Tables across the columns, with text before and after them."""
        rows = "\n".join(f"| {self.words(2)} | {self.words(14)} |" for _ in range(6))
        table = f"```{{table}}\n:width: full\n\n| Name | Account |\n|---|---|\n{rows}\n```"
        text = lambda: "\n\n".join(self.text() for _ in range(9))
        return f"\n\n{text()}\n\n## Before\n\n{table}\n\n{text()}\n\n{table}\n\n## After\n\n{text()}\n"


RUN = re.compile(r"  run ([\d.-]+),([\d.-]+) (\S+) (\S+) ([\d.]+) ")


class Page:
    def __init__(self):
        self.body = []    # (y, node) of running text
        self.last = 0.0   # lowest baseline that is not furniture
        self.last_node = None
        self.note = False # notes stand on it


def read(frames):
    """Pages, and for each node of the structure its role and parent."""
    pages, roles, parents = [], {}, {}
    stack = []
    for line in frames.splitlines():
        if line.startswith("page "):
            pages.append(Page())
        elif match := RUN.match(line):
            y, node, font, size = float(match[2]), match[3], match[4], match[5]
            if node in ("header", "footer"):
                continue
            page = pages[-1]
            if y > page.last:
                page.last, page.last_node = y, node
            if font.startswith("Vollkorn") and size == "11.000":
                page.body.append((y, node))
        elif match := re.match(r"( *)(#\d+) (\w+)", line):
            depth = len(match[1])
            while stack and stack[-1][0] >= depth:
                stack.pop()
            roles[match[2]] = match[3]
            parents[match[2]] = stack[-1][1] if stack else None
            stack.append((depth, match[2]))
    return pages, roles, parents


def above(node, wanted, roles, parents):
    """The nearest ancestor (or the node itself) of that role."""
    while node and roles.get(node) != wanted:
        node = parents.get(node)
    return node


def off_grid(pages):
    wrong = []
    first = min(y for page in pages for y, _ in page.body)
    for number, page in enumerate(pages, 1):
        for y, _ in page.body:
            if abs((y - first + GRID / 2) % GRID - GRID / 2) > 0.01:
                wrong.append(f"page {number}: a body line at {y} is off the grid")
                break
    return wrong


def lone_lines(pages, roles, parents):
    lines = collections.defaultdict(lambda: collections.defaultdict(set))
    for number, page in enumerate(pages, 1):
        for y, node in page.body:
            paragraph = above(node, "paragraph", roles, parents)
            if paragraph and not above(node, "note", roles, parents):
                lines[paragraph][number].add(y)
    wrong = []
    for paragraph, by_page in lines.items():
        numbers = sorted(by_page)
        if len(numbers) < 2:
            continue
        if len(by_page[numbers[0]]) == 1:
            wrong.append(f"page {numbers[0]}: one line of {paragraph} stands at the foot")
        if len(by_page[numbers[-1]]) == 1:
            wrong.append(f"page {numbers[-1]}: one line of {paragraph} stands at the head")
    return wrong


def stranded(pages, roles, parents):
    return [f"page {number}: a heading is the last line"
            for number, page in enumerate(pages, 1)
            if page.last_node and above(page.last_node, "heading", roles, parents)]


def uneven(pages, roles, parents, reported):
    """Pages whose foot is not the grid's last line, for no reason given; and how many are full."""
    foot = max(page.last for page in pages)
    wrong, full = [], 0
    for number, page in enumerate(pages[:-1], 1):
        if page.last > foot - GRID + 0.01:  # less than a line: the foot of a table or a caption
            full += 1
        elif number not in reported and not above(page.last_node, "table", roles, parents) \
                and not page.last_node.startswith("art"):
            wrong.append(f"page {number} ends at {page.last}, not at {foot}, and nothing says why")
    return wrong, full


COLUMNS = """root: yes
page: {size: letter, columns: 2, hang: 0, gutter: 0, left: 54, right: 54}
"""


class Column(Page):
    """A column; `body` is text without notes, boxes and tables."""
    def __init__(self):
        super().__init__()
        self.foot = 0.0       # lowest baseline, of notes too
        self.notes = None     # first baseline of the notes
        self.across = False   # something stands across the columns of its page


def read_columns(frames):
    """The columns of all pages; and the roles and parents of the structure's nodes. What stands
    across the columns is of the left one."""
    pages, roles, parents = read(frames)
    columns, width, number, tables = [], 0, 0, {}
    for line in frames.splitlines():
        if match := re.match(r"page \d+ ([\d.]+),", line):
            width = float(match[1])
            columns += [Column(), Column()]
            number += 1
        elif (match := RUN.match(line)) and match[3].startswith("#"):
            x, y, node = float(match[1]), float(match[2]), match[3]
            column = x > width / 2 - 2
            table = above(node, "table", roles, parents)
            if table:
                left = tables.setdefault((number, table), column) < column
                if left:  # a table that begins at the left
                    columns[-1].across = columns[-2].across = True
                    column = 0
            column = columns[column - 2]
            column.foot = max(column.foot, y)
            if above(node, "note", roles, parents):
                column.notes = min(column.notes or y, y)
                continue
            if y > column.last:
                column.last, column.last_node = y, node
            if not any(above(node, role, roles, parents)
                       for role in ("title", "subtitle", "label", "group", "table")):
                column.body.append((y, node))
    return columns, roles, parents


def place(i):
    """The name of column i."""
    return f"page {i // 2 + 1}, column {i % 2 + 1}"


def uneven_columns(columns, roles, parents, reported):
    """Columns that end above the grid's last line for no reason given. Those above what stands
    across them may differ by a line or two."""
    foot = max(column.foot for column in columns)
    wrong = []
    for i, column in enumerate(columns[:-2]):
        beside = columns[i ^ 1]
        if columns[i // 2 * 2 + 2].across and column.foot >= beside.foot - 2 * GRID:
            column = max(column, beside, key=lambda c: c.foot)
        if column.foot > foot - GRID + 0.01 or column.across or i // 2 + 1 in reported:
            continue
        if not (column.last_node and above(column.last_node, "table", roles, parents)):
            wrong.append(f"{place(i)} ends at {column.foot}, not at {foot}, and nothing says why")
    return wrong


def unbalanced(left, right):
    """The columns of the last page, if their text does not end alike and could."""
    few = len({y for y, _ in left.body + right.body}) < 4
    short = min(left, right, key=lambda column: column.last)
    full = short.notes and short.notes - short.last < 4 * GRID
    if few or full or abs(left.last - right.last) <= 3 * GRID:
        return []
    return [f"the columns of the last page end at {left.last}, {right.last}"]


def strayed(frames):
    """Notes that begin on another page than their mark stands on."""
    pages = dict(re.findall(r'  "((?:mark|note)-\d+)" page (\d+) ', frames))
    return [f"note {name[5:]} is marked on page {page}, but begins on {pages.get('note-' + name[5:])}"
            for name, page in pages.items()
            if name.startswith("mark-") and page != pages.get("note-" + name[5:])]


def lost(frames, folder):
    """Words of the source that are set more or fewer times, counted by letters, for words may be
    divided. What is repeated above a table that goes on belongs to no node."""
    with open(os.path.join(folder, "briefing.md"), encoding="utf-8") as file:
        source = file.read()
    words = "figure" * source.count("```{figure}") + "note" * source.count("```{note}")
    source = words + re.sub(r"(?s)^---.*?---|```\{.*?\}.*?$|^:.*?$", "", source, flags=re.M)
    roles, parents = read(frames)[1:]
    text = "".join(line[line.index('"'):line.rindex('"')] for line in frames.splitlines()
                   if (match := RUN.match(line)) and match[3].startswith("#")
                   and not above(match[3], "title", roles, parents))
    count = lambda of: collections.Counter(c for c in of.lower() if c.isascii() and c.isalpha())
    source, text = count(source), count(text)
    return [f"of the letter {c} the source has {source[c]}, the pages {text[c]}"
            for c in sorted(source | text) if source[c] != text[c]]


def check_columns(folder):
    made = subprocess.run([PROGRAM, "build", "--dump=frames", folder], capture_output=True, text=True)
    if made.returncode:
        return ["the program failed:"] + made.stderr.splitlines()[:8], ""
    columns, roles, parents = read_columns(made.stdout)
    reported = {int(n) for n in re.findall(r"page (\d+) is \d+ lines? short", made.stderr)}
    wrong = [w.replace("page", "column") for w in lone_lines(columns, roles, parents)]
    wrong += [f"{place(i)}: a heading is the last line" for i, column in enumerate(columns)
              if column.last_node and above(column.last_node, "heading", roles, parents)]
    wrong += strayed(made.stdout)
    if not folder.endswith("reference"):
        wrong += uneven_columns(columns, roles, parents, reported) + lost(made.stdout, folder)
    wrong += unbalanced(*columns[-2:])
    return wrong, f"{len(columns)} columns, {len(reported)} pages reported short"


def check(folder):
    made = subprocess.run([PROGRAM, "build", "--dump=frames", folder], capture_output=True, text=True)
    if made.returncode:
        return ["the program failed:"] + made.stderr.splitlines()[:8], ""
    pages, roles, parents = read(made.stdout)
    reported = {int(n) for n in re.findall(r"page (\d+) is \d+ lines? short", made.stderr)}
    wrong = off_grid(pages) + lone_lines(pages, roles, parents) + stranded(pages, roles, parents)
    wrong += strayed(made.stdout)
    if os.path.basename(folder).startswith("made-"):
        wrong += lost(made.stdout, folder)
    rough, full = uneven(pages, roles, parents, reported)
    return wrong + rough, f"{len(pages)} pages, {full} full, {len(reported)} reported short"


def make_columns(work):
    """Folders of documents in columns; tables of some stand across them."""
    folders = [os.path.join(work, "columns-reference")]
    shutil.copytree(os.path.join(ROOT, "content/kyrgyzstan-russia"), folders[0])
    shutil.copy(os.path.join(ROOT, "content/letter-style/house.yaml"), folders[0])
    for seed in range(1, COUNT + 1):
        folder = os.path.join(work, f"columns-{seed}")
        os.makedirs(folder)
        with open(os.path.join(folder, "dot.png"), "wb") as file:
            file.write(dot())
        with open(os.path.join(folder, "house.yaml"), "w", encoding="utf-8") as file:
            file.write(COLUMNS)
        with open(os.path.join(folder, "briefing.md"), "w", encoding="utf-8") as file:
            file.write(Maker(seed + 100).document() + Maker(seed).columns_end())
        folders.append(folder)
    return folders


def main():
    failed = False
    with tempfile.TemporaryDirectory() as work:
        folders = [os.path.join(ROOT, "content/kyrgyzstan-russia")]
        for seed in range(1, COUNT + 1):
            folder = os.path.join(work, f"made-{seed}")
            os.makedirs(folder)
            with open(os.path.join(folder, "dot.png"), "wb") as file:
                file.write(dot())
            with open(os.path.join(folder, "briefing.md"), "w", encoding="utf-8") as file:
                file.write(Maker(seed).document())
            folders.append(folder)
        folders += make_columns(work)
        for folder in folders:
            wrong, summary = (check_columns if "column" in folder else check)(folder)
            failed |= bool(wrong)
            print(("not ok " if wrong else "ok ") + os.path.basename(folder))
            for line in wrong[:8] + ([summary] if wrong else []):
                print(line)
            if len(sys.argv) > 1 and not wrong:
                print(f"# {summary}")
    sys.exit(failed)


main()
