#!/usr/bin/env python3
"""house: the house styles and the markings, looked at page by page in finished PDFs.

    house.py PROGRAM

Builds the memo and the reference briefing with the styles that ship, and asks pdftotext what stands
on each page. Prints `ok NAME` or `not ok NAME` for each test.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(sys.argv[1])
CONTENT = os.path.join(ROOT, "content")
failed = False


def report(name, wrong):
    global failed
    failed |= bool(wrong)
    print(("not ok " if wrong else "ok ") + name)
    for line in wrong:
        print("    " + line)


def build(source, out):
    done = subprocess.run([PROGRAM, "build", source, "-o", out], capture_output=True, text=True)
    return done.returncode, done.stderr


def pages(pdf):
    """The words of each page: (text, left, top, right, bottom), and the page's size."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True).stdout
    found = []
    for page in re.split(r"<page ", text)[1:]:
        size = [float(v) for v in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups()]
        words = [(w[4], *map(float, w[:4])) for w in re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page)]
        found.append((size, words))
    return found


def within(words, top, bottom):
    return " ".join(w[0] for w in sorted((w for w in words if top <= w[2] and w[4] <= bottom),
                                         key=lambda w: (round(w[2] / 4), w[1])))


def test_markings(folder):
    status, said = build(os.path.join(CONTENT, "monitoring-memo"), folder)
    wrong = [] if status == 0 else [said]
    found = pages(os.path.join(folder, "monitoring-memo.pdf")) if not wrong else []
    if len(found) != 2:
        wrong.append(f"the memo has {len(found)} pages")
    for i, ((width, height), words) in enumerate(found, 1):
        head, foot = within(words, 0, 40), within(words, height - 36, height)
        for part, where in (("FOR OFFICIAL USE", head), ("EMBARGOED UNTIL 1 OCTOBER 2025", head),
                            ("TLP:AMBER", head), ("FOR OFFICIAL USE", foot), ("COPY 1 OF 12", foot),
                            ("TLP:AMBER", foot)):
            if part not in where:
                wrong.append(f"page {i} lacks {part}: {where}")
        if not any(w[0] == "DRAFT" and w[4] - w[2] > 300 and w[3] - w[1] > 150 for w in words):
            wrong.append(f"page {i} lacks the word behind the text, from corner to corner")
    report("every page of the memo bears its markings", wrong)


def reference(folder, style):
    """Builds the reference briefing under the house style; its pages, and what was said."""
    source = os.path.join(folder, "source")
    shutil.copytree(os.path.join(CONTENT, "kyrgyzstan-russia"), os.path.join(source, "reference"))
    shutil.copy(os.path.join(CONTENT, style), os.path.join(source, "house.yaml"))
    status, said = build(os.path.join(source, "reference"), folder)
    if status:
        return [], [said]
    return pages(os.path.join(folder, "reference.pdf")), []


def test_style(folder, style, size, columns):
    found, wrong = reference(folder, style)
    if not wrong and [round(v) for v in found[0][0]] != size:
        wrong.append(f"the page is {found[0][0]}, not {size}")
    lefts = []
    for i, ((width, height), words) in enumerate(found, 1):
        for w in words:
            if w[1] < 0 or w[2] < 0 or w[3] > width or w[4] > height:
                wrong.append(f"page {i}: {w[0]} stands off the page")
            lefts.append(w[1])
    if not wrong:
        # A column's left edge is where far more words begin than elsewhere.
        edges = sorted({round(x) for x in lefts}, key=lambda x: -sum(abs(x - y) < 1.5 for y in lefts))
        main = [edges[0]]
        for x in edges[1:40]:
            if all(abs(x - y) > 150 for y in main) and sum(abs(x - y) < 1.5 for y in lefts) > 80:
                main.append(x)
        if columns == 2 and len(main) < 2:
            wrong.append(f"one column only, at {main}")
    whole = " ".join(w[0] for _, words in found for w in words)
    for words in ("Remittances", "Quiet diversification", "Clingendael"):
        if words not in whole:
            wrong.append(f"“{words}” is not there")
    report(f"the reference briefing in {style}", wrong)


def png(path, width, height, rgb):
    """Writes an image of one colour."""
    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))
    rows = (b"\0" + bytes(rgb) * width) * height
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def coloured(pdf, page, rgb):
    """The extent of that colour on a page, drawn at 72 dpi: (left, top, right, bottom), or None."""
    drawn = subprocess.run(["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), pdf], capture_output=True).stdout
    fields = drawn.split(maxsplit=4)
    width, height, data = int(fields[1]), int(fields[2]), drawn[-int(fields[1]) * int(fields[2]) * 3:]
    found = [(i % width, i // width) for i in range(width * height)
             if all(abs(data[3 * i + k] - rgb[k]) < 12 for k in range(3))]
    return found and (min(x for x, _ in found), min(y for _, y in found),
                      max(x for x, _ in found) + 1, max(y for _, y in found) + 1)


def test_logo(folder):
    """A logo stands above the title, in the heads of the other pages, or both, at its side, in its height."""
    wrong, blue = [], (20, 60, 220)
    png(os.path.join(folder, "logo.png"), 90, 30, blue)
    source = os.path.join(folder, "briefing")
    os.makedirs(source)
    with open(os.path.join(source, "briefing.md"), "w") as file:
        file.write("---\ntitle: A logo\nseries: Notes\n---\nOne.\n\n```{pagebreak}\n```\n\nTwo.\n")
    for on, right, wanted in (("title", "yes", (True, False)), ("pages", "no", (False, True)), ("both", "yes", (True, True))):
        with open(os.path.join(folder, "house.yaml"), "w") as file:
            file.write(f"root: yes\nlogo: {{file: logo.png, height: 30, head-height: 12, on: {on}, right: {right}}}\n")
        status, said = build(source, folder)
        wrong += [said] if status or said else []
        for page, there in enumerate(wanted, 1):
            at = coloured(os.path.join(folder, "briefing.pdf"), page, blue)
            if bool(at) != there:
                wrong.append(f"on: {on}, page {page}: the logo stands at {at}")
            elif at:
                side = at[2] if right == "yes" else at[0]
                edge = 595.3 - 62 if right == "yes" else 62
                height = 30 if page == 1 else 12
                if abs(side - edge) > 1.5 or abs(at[3] - at[1] - height) > 1.5 or abs(at[2] - at[0] - 3 * height) > 2:
                    wrong.append(f"on: {on}, page {page}: the logo stands at {at}")
    report("a logo stands where the house style has it", wrong)


def test_from_right(folder):
    """A briefing in Arabic is mirrored: text, box, table and lists begin at the right."""
    source = os.path.join(folder, "arabic")
    os.makedirs(source)
    shutil.copy(os.path.join(ROOT, "tests/cases/from-right/in.md"), os.path.join(source, "briefing.md"))
    done = subprocess.run([PROGRAM, "build", "--dump=frames", source], capture_output=True, text=True)
    runs = {}
    for x, y, width, text in re.findall(r'^  run (-?[\d.]+),(-?[\d.]+) .* w ([\d.]+).*? "(.*?)"', done.stdout, re.M):
        runs[text] = float(x), float(x) + float(width)
    wrong = [done.stderr] if done.returncode else []

    def right_of(*words):
        for a, b in zip(words, words[1:]):
            if runs[a][0] < runs[b][1]:
                wrong.append(f"{a} does not stand at the right of {b}")
    if not wrong:
        right_of("القوات", "المساجد", "السكة")          # the cells of the box
        right_of("البلد", "الصادرات", "الواردات")       # the columns of a table
        right_of("السنة", "الحدث")                      # the timeline
        right_of("–", "البند")                          # a list's mark and its item
        for words, edge in (("العلاقات", 595.276 - 62), ("مقدمة", 595.276 - 62)):
            if abs(runs[words][1] - edge) > 2:
                wrong.append(f"{words} ends at {runs[words][1]}, not at the margin {edge:.1f}")
        if abs(runs["25,000"][1] - runs["300"][1]) > 0.5:
            wrong.append("the last digits of a column do not stand under each other")
        status, said = build(source, folder)
        with open(os.path.join(folder, "arabic.pdf"), "rb") as file:
            if b"/Direction/R2L" not in file.read():
                wrong.append("the PDF does not say that its pages are read from the right")
    report("a briefing in Arabic is mirrored", wrong)


TWO_SIDED = """root: yes
page: {two-sided: yes, left: 80, right: 44, first-top: 200}
furniture: {foot-right: "folio {page}"}
"""


def test_two_sided(folder):
    """Margins and folios change sides on even pages; the first page's text begins lower."""
    source = os.path.join(folder, "reference")
    shutil.copytree(os.path.join(CONTENT, "kyrgyzstan-russia"), source)
    open(os.path.join(source, "house.yaml"), "w").write(TWO_SIDED)
    status, said = build(source, folder)
    wrong = [said] if status else []
    found = pages(os.path.join(folder, "reference.pdf")) if not status else []
    for i, ((width, height), words) in enumerate(found, 1):
        left = i % 2 == 0
        folio = [w for w in words if w[0] == "folio"]
        if not folio or (folio[0][1] < width / 2) != left:
            wrong.append(f"page {i} has its folio at {folio}")
        text = [w for w in words if 70 < w[2] < height - 60]
        edge = width - max(w[3] for w in text)
        if abs(edge - (80 if left else 44)) > 12:
            wrong.append(f"the text of page {i} ends {edge:.1f} pt from the right")
        if (min(w[2] for w in text) > 190) != (i == 1):
            wrong.append(f"the text of page {i} begins at {min(w[2] for w in text):.1f}")
    report("pages that face each other, under a deeper head", wrong)


def test_every_key():
    """content/house.yaml names every key of the table with its default, so building with it changes
    nothing."""
    table = open(os.path.join(ROOT, "src/style/style_values.h")).read()
    shipped = open(os.path.join(CONTENT, "house.yaml")).read()
    wrong = []
    for key in re.findall(r'^[A-Z]+\(\w+,\s*"([\w.-]+)"', table, re.M):
        if not re.search(rf"^  (# )?{re.escape(key.split('.', 1)[1])}: ", shipped, re.M):
            wrong.append(f"content/house.yaml lacks {key}")
    frames = []
    with tempfile.TemporaryDirectory() as folder:
        lone = os.path.join(folder, "reference")
        shutil.copytree(os.path.join(CONTENT, "kyrgyzstan-russia"), lone)
        open(os.path.join(folder, "house.yaml"), "w").write("root: yes\n")
        for source in (os.path.join(CONTENT, "kyrgyzstan-russia"), lone):
            frames.append(subprocess.run([PROGRAM, "build", "--dump=frames", source],
                                         capture_output=True).stdout)
    if frames[0] != frames[1]:
        wrong.append("a value of content/house.yaml is not the default")
    report("content/house.yaml has every key with its default", wrong)


with tempfile.TemporaryDirectory() as top:
    for i, test in enumerate((test_markings, test_two_sided,
                              lambda f: test_style(f, "house.yaml", [595, 842], 1),
                              lambda f: test_style(f, "letter-style/house.yaml", [612, 792], 2),
                              test_logo, test_from_right)):
        own = os.path.join(top, str(i))
        os.makedirs(own)
        test(own)
test_every_key()
sys.exit(failed)
