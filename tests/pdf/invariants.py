#!/usr/bin/env python3
"""invariants: what must hold of every page that the program sets.

    invariants.py PROGRAM            checks all briefings of content/ and the cases that set
    invariants.py PROGRAM FOLDER...  checks these briefings

A briefing is read back three ways, each independent of the other two: the frames that layout made
(--dump=frames), the PDF's text with the place of each line (mutool's structured text), and its words
in reading order (pdftotext; pdfinfo -struct-text for the structure tree). Each invariant is a
function that takes a briefing so read and returns complaints. Whether it can fail is tried too:
a copy of the reference briefing is tampered with, and the invariant has to complain.
"""
import copy
import glob
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as xml
from collections import defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROTRUSION = 5.0  # pt that punctuation and hyphens may hang into the margin


# --- reading back ---------------------------------------------------------------------------------

class Run:
    """A word as layout placed it."""

    def __init__(self, page, x, y, node, face, size, width, text):
        self.page, self.x, self.y, self.node = page, x, y, node
        self.face, self.size, self.width, self.text = face, size, width, text


class Node:
    def __init__(self, number, role, parent, rest):
        self.number, self.role, self.parent, self.rest = number, role, parent, rest


class Line:
    """A piece of a line as it stands in the PDF: one baseline, one font and size."""

    def __init__(self, page, x0, x1, y, size, font, text):
        self.page, self.x0, self.x1, self.y = page, x0, x1, y
        self.size, self.font, self.text = size, font, text


class Briefing:
    """What was read back of one briefing."""


SHEETS = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "B5": (176, 250),
          "letter": (215.9, 279.4), "legal": (215.9, 355.6)}  # mm
UNITS = {"pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "": 1}


def read_house(path):
    """The values of a house.yaml, `page.left` → its text: nested keys, in lines or in braces."""
    values, above = {}, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"( *)([\w-]+):\s*(.*?)\s*(?:#.*)?$", line)
            if not match:
                continue
            indent, key, value = len(match[1]), match[2], match[3]
            above = [pair for pair in above if pair[0] < indent]
            name = ".".join([pair[1] for pair in above] + [key])
            for inner, text in re.findall(r"([\w-]+): *([^,{}]+)", value) if value.startswith("{") else []:
                values[f"{name}.{inner}"] = text.strip()
            if not value:
                above.append((indent, key))
            elif not value.startswith("{"):
                values[name] = value
    return values


def style_of(folder):
    """The house style's lengths by field, in pt; the type's sizes and leadings by id. Read from the table
    of defaults and from house.yaml in the folder and above it."""
    with open(f"{ROOT}/src/style/style_values.h", encoding="utf-8") as file:
        table = file.read()
    lengths = re.findall(r'^LENGTH\((\w+), "([^"]+)", ([\d.]+)', table, re.M)
    style = {field: float(value) for field, _, value in lengths}
    types = re.findall(r'^TYPE\((\w+), "([^"]+)", \w+, \d+, \w+, ([\d.]+), ([\d.]+)', table, re.M)
    for name, _, size, leading in types:
        style[name + ".size"], style[name + ".leading"] = float(size), float(leading)
    fields = {key: field for field, key, _ in lengths}
    for name, key, _, _ in types:
        fields[key + ".size"], fields[key + ".leading"] = name + ".size", name + ".leading"
    houses = []
    while True:
        path = os.path.join(folder, "house.yaml")
        houses += [read_house(path)] if os.path.exists(path) else []
        if folder == os.path.dirname(folder) or houses and houses[-1].get("root") == "yes":
            break
        folder = os.path.dirname(folder)
    for house in reversed(houses):
        for key, text in house.items():
            if key == "page.size" and text in SHEETS:
                style["page_width"], style["page_height"] = (side * UNITS["mm"] for side in SHEETS[text])
            elif key in fields:
                number, unit = re.match(r"([\d.]+)([a-z]*)", text).groups()
                style[fields[key]] = float(number) * UNITS[unit]
    return style


def output_of(command, check=True, **options):
    done = subprocess.run(command, capture_output=True, check=False, **options)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: status {done.returncode}: {done.stderr.decode()[:500]}")
    return done.stdout.decode(errors="replace")


def unquote(quoted):
    return re.sub(r"\\(x[0-9a-f]{2}|.)",
                  lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 3 else {"n": "\n", "t": "\t"}.get(m[1], m[1]),
                  quoted)


QUOTED = r'"((?:[^"\\]|\\.)*)"'
RUN = re.compile(r"  run (-?[\d.]+),(-?[\d.]+) (#\d+|[a-z]+) (.*?) ([\d.]+) w (-?[\d.]+)[^\"]*" + QUOTED)
LINK = re.compile(r"  link (-?[\d.]+),(-?[\d.]+) (-?[\d.]+),(-?[\d.]+) (\S+)(?: to " + QUOTED + ")?")


def read_frames(briefing, text):
    """Fills runs, links, nodes (by number), destinations (id → page) and the pages' sizes."""
    briefing.runs, briefing.links, briefing.nodes = [], [], {}
    briefing.destinations, briefing.sizes = {}, []
    section, path = "", []
    for line in text.splitlines():
        if not line.startswith(" "):
            section = line.split(" ")[0]
            if section == "page":
                width, height = line.split(" ")[2].split(",")
                briefing.sizes.append((float(width), float(height)))
        elif section == "page" and line.startswith("  run "):
            x, y, owner, face, size, width, quoted = RUN.match(line).groups()
            node = int(owner[1:]) if owner.startswith("#") else None
            briefing.runs.append(Run(len(briefing.sizes), float(x), float(y), node, face, float(size),
                                     float(width), unquote(quoted)))
        elif section == "page" and line.startswith("  link "):
            x, y, width, height, owner, target = LINK.match(line).groups()
            briefing.links.append((len(briefing.sizes), float(y) + float(height), owner, target))
        elif section == "structure":
            depth = (len(line) - len(line.lstrip())) // 2
            number, role, *rest = line.split(maxsplit=2)
            del path[depth - 1:]
            node = Node(int(number[1:]), role, path[-1] if path else None, rest[0] if rest else "")
            briefing.nodes[node.number] = node
            path.append(node)
        elif section == "destinations":
            match = re.match("  " + QUOTED + r" page (\d+)", line)
            if match:
                briefing.destinations[match[1]] = int(match[2])


def read_lines(briefing, text):
    """Fills lines from mutool's structured text."""
    briefing.lines = []
    for number, page in enumerate(xml.fromstring(text).iter("page"), 1):
        for font in page.iter("font"):
            chars = [c for c in font.iter("char") if c.get("c").strip()]
            by_baseline = defaultdict(list)
            for char in chars:
                by_baseline[round(float(char.get("y")), 2)].append(char)
            for y, group in by_baseline.items():
                quads = [[float(v) for v in c.get("quad").split()] for c in group]
                briefing.lines.append(Line(number, min(min(q[0::2]) for q in quads),
                                           max(max(q[0::2]) for q in quads), y, float(font.get("size")),
                                           font.get("name"), "".join(c.get("c") for c in group)))


DOC_LINE = re.compile(r"( *)([a-z-]+)(?: (?:\S+:)?\d+:\d+)?(.*)")


def read_doc(briefing, text):
    """Fills prose: the text of each paragraph and heading of the source, in order, notes apart."""
    briefing.prose, briefing.note_count = [], 0
    section, open_depth, image_depth, side_depth = "", None, None, None
    for line in text.splitlines():
        side = re.fullmatch(r"( *)[a-z-]+:", line)
        indent = len(line) - len(line.lstrip())
        if side_depth is not None and indent <= side_depth:
            side_depth = None
        if side and indent > 0 and side_depth is None: # what hangs beside a node is dumped before its rows
            side_depth = indent
        if side_depth is not None and section == "root":
            continue
        match = DOC_LINE.match(line)
        if not match:
            continue
        indent, kind, rest = len(match[1]), match[2], match[3]
        if indent == 0:
            section = kind
        if section == "notes" and indent == 2 and kind == "note":
            briefing.note_count += 1
        if section != "root":
            continue
        if open_depth is not None and indent <= open_depth:
            open_depth = None
        if image_depth is not None and indent <= image_depth:
            image_depth = None
        if kind == "image" and image_depth is None:
            image_depth = indent
        if image_depth is not None: # an alternative text is no prose
            continue
        if kind in ("paragraph", "heading") and open_depth is None:
            open_depth = indent
            briefing.prose.append("")
        elif open_depth is not None and kind in ("ref", "page-ref", "note-mark"): # layout makes its words
            briefing.prose.append("")
        elif open_depth is not None and kind in ("text", "code"):
            quoted = re.search(QUOTED + r"$", rest)
            briefing.prose[-1] += unquote(quoted[1]) if quoted else ""
        elif open_depth is not None and kind.endswith("break"):
            briefing.prose[-1] += " "


def letters(text):
    """The letters alone, for comparing texts whose spaces, hyphens, marks and capitals differ."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


def read_words(briefing, pdf):
    """Fills words: per page the words in pdftotext's reading order, as (x0, y0, x1, y1, text)."""
    text = output_of(["pdftotext", "-bbox", pdf, "-"])
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    word = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
    briefing.words = [[(*map(float, found[:4]), html.unescape(found[4])) for found in word.findall(page)]
                      for page in re.findall(r"<page .*?</page>", text, re.S)]


def read_structure(briefing, text):
    """Fills struct_text: the text of the structure tree in order, without notes."""
    parts, note = [], None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if note is not None and indent <= note:
            note = None
        if line.lstrip().startswith("Note <") and note is None:
            note = indent
        elif note is None and line.lstrip().startswith('"'):
            parts.append(line.strip()[1:-1])
    briefing.struct_text = "".join(parts)


def read_back(program, folder, work):
    """Sets a briefing in work and reads it back; None if it does not set."""
    name = os.path.basename(folder)
    done = subprocess.run([program, "build", name, "-o", work], cwd=os.path.dirname(folder),
                          capture_output=True, check=False)
    briefing = Briefing()
    briefing.folder, briefing.name, briefing.pdf = folder, name, os.path.join(work, name + ".pdf")
    briefing.diagnostics = done.stderr.decode(errors="replace")
    if done.returncode != 0:
        return None
    briefing.style = style_of(folder)
    dump = [program, "build", name, "--quiet"]
    read_frames(briefing, output_of([*dump, "--dump=frames"], cwd=os.path.dirname(folder)))
    briefing.doc = output_of([*dump, "--dump=doc"], cwd=os.path.dirname(folder))
    read_doc(briefing, briefing.doc)
    read_lines(briefing, output_of(["mutool", "draw", "-q", "-F", "stext", briefing.pdf]))
    read_words(briefing, briefing.pdf)
    read_structure(briefing, output_of(["pdfinfo", "-struct-text", briefing.pdf]))
    briefing.info = dict(re.findall(r"^([A-Za-z ]+?):\s+(.*)$", output_of(["pdfinfo", briefing.pdf]), re.M))
    return briefing


# --- asking ---------------------------------------------------------------------------------------

def ancestor(briefing, run, *roles):
    """The nearest node at or above a run's that has one of the roles, or None."""
    node = briefing.nodes.get(run.node)
    while node and node.role not in roles:
        node = node.parent
    return node


def content_runs(briefing):
    return [run for run in briefing.runs if run.node is not None]


def baselines(runs):
    """The distinct baselines of runs, from the top; marks raised a little belong to their line."""
    found = []
    for y in sorted(run.y for run in runs):
        if not found or y - found[-1] > 6:
            found.append(y)
    return found


# --- the invariants -------------------------------------------------------------------------------

def stays_on_the_page(briefing):
    """No text stands outside the page, and only furniture outside the margins."""
    if "[overfull]" in briefing.diagnostics:
        return
    for line in briefing.lines:
        width, height = briefing.sizes[line.page - 1]
        if line.x0 < 0 or line.x1 > width or line.y < 0 or line.y > height:
            yield f"page {line.page}: “{line.text}” stands off the page at {line.x0:.1f},{line.y:.1f}"
    marked = re.search(r"^  marking ", briefing.doc, re.M) # its line stands at the head of the first page
    for run in content_runs(briefing):
        width, height = briefing.sizes[run.page - 1]
        if marked and run.page == 1 and run.y < briefing.style["head_baseline"]:
            continue
        if run.y < briefing.style["margin_top"] - 1 or run.y > height - briefing.style["margin_bottom"] + 4:
            yield f"page {run.page}: “{run.text}” stands in the upper or lower margin, y {run.y:.1f}"


def keeps_the_measure(briefing):
    """No line reaches over the measure by more than protrusion explains."""
    if "[overfull]" in briefing.diagnostics:
        return
    for line in briefing.lines:
        width, _ = briefing.sizes[line.page - 1]
        left, right = briefing.style["margin_left"], width - briefing.style["margin_right"]
        if abs(line.size - briefing.style["NOTE.size"]) < 0.01: # notes' numerals hang
            left -= briefing.style["note_hang"]
        behind = [briefing.style["WATERMARK.size"], briefing.style["WATERMARK_SMALL.size"]]
        if min(abs(line.size - size) for size in behind) < 0.01: # the word behind the text runs on a slope
            continue
        if line.x0 < left - PROTRUSION or line.x1 > right + PROTRUSION:
            yield (f"page {line.page}: “{line.text}” goes from {line.x0:.1f} to {line.x1:.1f}, "
                   f"the margins are {left:.1f} and {right:.1f}")


def overprints_nothing(briefing):
    """No two words of one baseline stand over each other, but what was said to be too wide."""
    if "[overfull]" in briefing.diagnostics:
        return
    rows = defaultdict(list)
    for run in briefing.runs:
        if run.text.strip() and run.width > 0:
            rows[run.page, round(run.y, 1)].append(run)
    for (page, _), row in rows.items():
        row.sort(key=lambda run: run.x)
        for a, b in zip(row, row[1:]):
            if a.x + a.width > b.x + 1.5:
                yield f"page {page}: “{a.text}” and “{b.text}” overlap at {b.x:.1f},{b.y:.1f}"


def stands_on_the_grid(briefing):
    """Lines of running text stand on one grid of baselines, the same on every page."""
    grid, origin = briefing.style["grid"], None
    for run in content_runs(briefing):
        node = ancestor(briefing, run, "paragraph", "table", "note", "list", "quote", "group", "code",
                        "bibliography-entry", "reference", "figure")
        if not node or node.role != "paragraph" or run.size != briefing.style["BODY.size"]:
            continue
        if ancestor(briefing, run, "table", "note", "group", "figure"):
            continue
        offset = run.y % grid
        origin = offset if origin is None else origin
        if min((offset - origin) % grid, (origin - offset) % grid) > 0.02:
            yield f"page {run.page}: “{run.text}” stands {(offset - origin) % grid:.2f} pt off the grid"
    sizes = [line for line in briefing.lines if origin is not None and "Vollkorn-Regular" in line.font
             and abs(line.size - briefing.style["BODY.size"]) < 0.01]
    on_grid = sum(min((line.y - origin) % grid, (origin - line.y) % grid) < 0.05 for line in sizes)
    if len(sizes) > 40 and on_grid < 0.9 * len(sizes):
        yield f"in the PDF only {on_grid} of {len(sizes)} lines of the body's size stand on the grid"


def strands_no_heading(briefing):
    """Under every heading stand at least two lines of text on its page (or all there is)."""
    pages = defaultdict(list)
    for run in content_runs(briefing):
        if not ancestor(briefing, run, "note"):
            pages[run.page].append(run)
    for page, runs in pages.items():
        headings = [run for run in runs if ancestor(briefing, run, "heading")]
        if not headings:
            continue
        last = max(headings, key=lambda run: run.y)
        below = baselines([run for run in runs if run.y > last.y + 1 and not ancestor(briefing, run, "heading")])
        beside = [run for run in runs if abs(run.y - last.y) <= 1 and not ancestor(briefing, run, "heading")]
        if len(below) + bool(beside) < 2 and page != len(briefing.sizes):
            yield f"page {page}: the heading with “{last.text}” stands at its foot"


def leaves_no_widow(briefing):
    """No paragraph of running text leaves one line alone on a page."""
    lines = defaultdict(lambda: defaultdict(list))
    for run in content_runs(briefing):
        node = ancestor(briefing, run, "paragraph")
        if node and not ancestor(briefing, run, "note", "table", "figure"):
            lines[node.number][run.page].append(run)
    for pages in lines.values():
        if len(pages) < 2:
            continue
        first, last = min(pages), max(pages)
        for page, name in ((first, "orphan"), (last, "widow")):
            if len(baselines(pages[page])) < 2:
                yield f"page {page}: “{' '.join(run.text for run in pages[page])[:60]}” is a{'n' * (name == 'orphan')} {name}"


def keeps_notes_with_marks(briefing):
    """Every note begins on the page of its mark, unless all stand at the end, under their heading."""
    listed = briefing.destinations.get("notes")
    notes = [page for name, page in briefing.destinations.items() if re.fullmatch(r"note-\d+", name)]
    if listed and notes and all(page >= listed for page in notes):
        return
    for page, _, owner, target in briefing.links:
        if target and re.fullmatch(r"note-\d+", target):
            if briefing.destinations.get(target) != page:
                yield f"page {page}: the mark of {target} stands here, the note on page {briefing.destinations.get(target)}"


def keeps_every_note(briefing):
    """Each note of the source is set once, in order, and has text."""
    notes = [node for node in briefing.nodes.values()
             if node.role == "note" and '"reference-' not in node.rest] # those are a page's, not the source's
    if len(notes) != briefing.note_count:
        yield f"the source has {briefing.note_count} notes, the pages have {len(notes)}"
    with_text = {ancestor(briefing, run, "note").number for run in content_runs(briefing)
                 if ancestor(briefing, run, "note") and letters(run.text)}
    for note in notes:
        if note.number not in with_text:
            yield f"note {note.rest} has no text"
    first = {}
    for page, y, _, target in briefing.links:
        if target and re.fullmatch(r"note-\d+", target):
            first.setdefault(int(target[5:]), (page, y))
    ranges = any(run.text == "–" and run.size < 0.9 * briefing.style["BODY.size"] for run in content_runs(briefing))
    wanted = set(range(1, briefing.note_count + 1))
    if not set(first) <= wanted or wanted - set(first) and not (
            ranges and {1, briefing.note_count} <= set(first)): # “1–3” names 2 too
        yield f"the marks are numbered {sorted(first)}, there are {briefing.note_count} notes"


def keeps_every_word(briefing):
    """The source's prose stands in the structure tree's text, whole and in order."""
    if "[overfull]" in briefing.diagnostics: # pdfinfo leaves out what stands off the page
        return
    text, at = letters(briefing.struct_text), 0
    for paragraph in briefing.prose:
        wanted = letters(paragraph)
        found = text.find(wanted, at)
        if found < 0:
            yield f"not in the structure's text, or not in its place: “{paragraph[:70]}”"
        else:
            at = found + len(wanted)


def reads_in_order(briefing):
    """pdftotext gives the prose back in order, once notes and furniture are taken out."""
    notes, body = defaultdict(list), ""
    for run in briefing.runs:
        if ancestor(briefing, run, "note"):
            notes[run.page].append(run)
    for number, words in enumerate(briefing.words, 1):
        foot = briefing.sizes[number - 1][1] - briefing.style["margin_bottom"] + 4
        for x0, y0, x1, y1, word in words:
            in_note = any(y0 < run.y < y1 and run.x - 1 < (x0 + x1) / 2 < run.x + run.width + 1
                          for run in notes[number])
            if briefing.style["head_baseline"] < y0 < foot and not in_note:
                body += word
    body, at = letters(body), 0
    for paragraph in briefing.prose:
        wanted = letters(paragraph)
        found = body.find(wanted, at)
        if found < 0:
            yield f"not in pdftotext's text, or not in its place: “{paragraph[:70]}”"
        else:
            at = found + len(wanted)


def tells_its_metadata(briefing):
    """The file says its title, its author, that it is tagged, its version and page size."""
    for key, wanted in (("Tagged", "yes"), ("PDF version", "1.7"), ("Encrypted", "no")):
        if briefing.info.get(key) != wanted:
            yield f"{key} is {briefing.info.get(key)}"
    for key in ("title", "author"):
        part = re.search(rf"^meta\n(?:.*\n)*?(  +){'title' if key == 'title' else 'name'}:\n((?:\1 +.*\n)+)",
                         briefing.doc, re.M)
        words = "".join(unquote(q) for q in re.findall(r" text \S+ " + QUOTED, part[2])) if part else ""
        if letters(words) not in letters(briefing.info.get(key.capitalize(), "")):
            yield f"the {key} is “{briefing.info.get(key.capitalize())}”, not “{words}”"
    width, height = briefing.sizes[0]
    if [round(float(v)) for v in re.findall(r"[\d.]+", briefing.info["Page size"])[:2]] != [round(width), round(height)]:
        yield f"the page size is {briefing.info['Page size']}"


def is_large_enough(briefing):
    """No letter or figure is set in less than 7 pt, in text, marks or furniture."""
    for run in briefing.runs:
        if run.size < 7 and any(c.isalnum() for c in run.text):
            yield f"page {run.page}: “{run.text}” is set in {run.size} pt"
    for line in briefing.lines:
        if line.size < 6.99 and any(c.isalnum() for c in line.text):
            yield f"page {line.page}: “{line.text}” stands in {line.size} pt in the PDF"


EVERYWHERE = [is_large_enough, stays_on_the_page, keeps_the_measure, overprints_nothing, stands_on_the_grid,
              keeps_notes_with_marks, keeps_every_note, keeps_every_word, tells_its_metadata]
# What a small case may have to break (it has no room), a briefing may not; and a case may hold a
# table or two columns of text that pdftotext takes in another order.
OF_BRIEFINGS = [strands_no_heading, leaves_no_widow, reads_in_order]


# --- tampering: each invariant must be able to fail ------------------------------------------------

def in_body(briefing):
    """Runs of ordinary paragraphs."""
    return [run for run in content_runs(briefing) if run.size == briefing.style["BODY.size"]
            and ancestor(briefing, run, "paragraph") and not ancestor(briefing, run, "note", "table", "group", "reference")]


def shrink_run(b):
    b.runs[70].size = 6.9


def shrink_pdf_line(b):
    b.lines[70].size = 5


def move_line_off(b):
    b.lines[5].x1 = 700


def move_run_into_margin(b):
    content_runs(b)[50].y = 820


def widen_line(b):
    b.lines[20].x1 = b.sizes[0][0] - b.style["margin_right"] + 9


def move_run_over_next(b):
    runs = in_body(b)
    pair = next((r, s) for r, s in zip(runs, runs[1:]) if r.y == s.y and r.page == s.page)
    pair[1].x = pair[0].x + pair[0].width / 2


def lift_run(b):
    in_body(b)[30].y -= 3


def shift_pdf_lines(b):
    for line in b.lines:
        line.y += 0.3 * line.page


def drop_text_under_heading(b):
    heading = next(r for r in b.runs if r.page == 2 and ancestor(b, r, "heading"))
    b.runs = [r for r in b.runs if not (r.page == heading.page and r.y > heading.y + 1)]


def leave_one_line(b):
    pages = defaultdict(set)
    for run in in_body(b):
        pages[ancestor(b, run, "paragraph").number].add(run.page)
    number = next(n for n, p in pages.items() if len(p) > 1)
    mine = [r for r in content_runs(b) if r.page == max(pages[number]) and not ancestor(b, r, "note")
            and getattr(ancestor(b, r, "paragraph"), "number", None) == number]
    top = min(r.y for r in mine)
    b.runs = [r for r in b.runs if r not in mine or r.y < top + 3]


def move_note(b):
    target = next(t for _, _, _, t in b.links if t and t.startswith("note-"))
    b.destinations[target] += 1


def drop_note(b):
    note = next(n for n in b.nodes.values() if n.role == "note")
    b.runs = [r for r in b.runs if ancestor(b, r, "note") is not note]


def double_note(b):
    note = next(n for n in b.nodes.values() if n.role == "note")
    b.nodes[10 ** 9] = Node(10 ** 9, "note", note.parent, note.rest)


def swap_marks(b):
    b.links = [(p, y, o, "note-2" if t == "note-1" else t) for p, y, o, t in b.links]


def long_pieces(b):
    return [i for i, piece in enumerate(b.prose) if len(piece) > 80]


def drop_word(b):
    start = b.prose[long_pieces(b)[2]][:25]
    b.struct_text = b.struct_text.replace(start, "", 1)


def swap_paragraphs(b):
    i, k = long_pieces(b)[2:4]
    b.prose[i], b.prose[k] = b.prose[k], b.prose[i]


def swap_words(b):
    words = b.words[1]
    words[len(words) // 3], words[len(words) // 3 + 7] = words[len(words) // 3 + 7], words[len(words) // 3]


def rename(b):
    b.info["Title"] = "Untitled"


def untag(b):
    b.info["Tagged"] = "no"


TAMPERED = [
    (is_large_enough, shrink_run), (is_large_enough, shrink_pdf_line), (stays_on_the_page, move_line_off), (stays_on_the_page, move_run_into_margin),
    (keeps_the_measure, widen_line), (overprints_nothing, move_run_over_next),
    (stands_on_the_grid, lift_run), (stands_on_the_grid, shift_pdf_lines),
    (strands_no_heading, drop_text_under_heading), (leaves_no_widow, leave_one_line),
    (keeps_notes_with_marks, move_note), (keeps_every_note, drop_note), (keeps_every_note, double_note),
    (keeps_every_note, swap_marks), (keeps_every_word, drop_word), (keeps_every_word, swap_paragraphs),
    (reads_in_order, swap_words), (reads_in_order, swap_paragraphs), (tells_its_metadata, rename),
    (tells_its_metadata, untag),
]


# --- running --------------------------------------------------------------------------------------

def report(name, complaints):
    complaints = list(complaints)
    print(("not ok " if complaints else "ok ") + name)
    for complaint in complaints[:12]:
        print("  " + complaint)
    if len(complaints) > 12:
        print(f"  and {len(complaints) - 12} more")


def check(briefing, invariants):
    for invariant in invariants:
        report(f"{briefing.name} {invariant.__name__.replace('_', ' ')}", invariant(briefing))


def check_tampered(briefing):
    """Tampers with what was read back of a sound briefing; the invariant must notice."""
    for invariant, tamper in TAMPERED:
        copied = copy.deepcopy(briefing)
        tamper(copied)
        noticed = any(True for _ in invariant(copied))
        report(f"self-test: “{invariant.__name__.replace('_', ' ')}” notices {tamper.__name__.replace('_', ' ')}",
               [] if noticed else ["it did not"])


def same_bytes_elsewhere(program, folder, work):
    """Complaints if two runs in two folders, time zones and locales give different bytes."""
    files = []
    for place, zone in (("here", "UTC"), ("a much longer name of a folder/there", "Asia/Bishkek")):
        where = os.path.join(work, place)
        shutil.copytree(folder, os.path.join(where, "briefing"))
        subprocess.run([program, "build", "briefing", "--quiet"], cwd=where, check=True, capture_output=True,
                       env=dict(os.environ, TZ=zone, LC_ALL="C" if zone == "UTC" else "C.UTF-8"))
        made = sorted(glob.glob(where + "/**/*.pdf", recursive=True))
        with open(made[0], "rb") as file:
            files.append(file.read())
    if files[0] != files[1]:
        yield "the two files differ"


def main():
    program, folders = os.path.abspath(sys.argv[1]), [os.path.abspath(f) for f in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as work:
        for folder in folders or sorted(map(os.path.dirname, glob.glob(f"{ROOT}/content/*/briefing.md"))):
            briefing = read_back(program, folder, work)
            if briefing is None:
                report(f"{os.path.basename(folder)} sets", ["it does not"])
                continue
            check(briefing, EVERYWHERE + OF_BRIEFINGS)
            report(f"{briefing.name} gives the same bytes elsewhere",
                   same_bytes_elsewhere(program, folder, os.path.join(work, "same", briefing.name)))
            if briefing.name == "kyrgyzstan-russia":
                check_tampered(briefing)
        if folders:
            return
        # The briefings in the second house style, which pdftotext reads across its columns.
        styled = os.path.join(work, "letter")
        shutil.copytree(f"{ROOT}/content/letter-style", styled)
        for folder in sorted(map(os.path.dirname, glob.glob(f"{ROOT}/content/*/briefing.md"))):
            own = os.path.join(styled, "letter-" + os.path.basename(folder))
            shutil.copytree(folder, own)
            check(read_back(program, own, work), EVERYWHERE)
        # Four times the body of the reference briefing: pages break in more ways than twelve pages show.
        sys.path.insert(0, f"{ROOT}/tests/bench")
        sys.dont_write_bytecode = True
        import run as bench
        bench.make(os.path.join(work, "fourfold"), 4)
        check(read_back(program, os.path.join(work, "fourfold"), work), EVERYWHERE + OF_BRIEFINGS)
        subprocess.run(["bash", f"{ROOT}/tests/cases/run.sh", "--lay-out", os.path.join(work, "cases")], check=True)
        for folder in sorted(glob.glob(os.path.join(work, "cases", "*"))):
            briefing = read_back(program, folder, work)
            if briefing:
                check(briefing, EVERYWHERE)


main()
