#!/usr/bin/env python3
"""compare: the reference briefing's citations, as Chancery prints them and as pandoc does.

    compare.py PROGRAM              a test for each style, in the form of tests/run.py
    compare.py PROGRAM STYLE        every line of that style by both

Both cite the same works in the same order by the same style. A line is one citation (a note, where
the style prints notes) or one entry of the bibliography. compare.txt holds the differences that
are explained: what pandoc prints, by a regular expression, what stands there in ours, and why. A
line that differs after these are applied fails the test, and so does an explanation that explains
nothing any more.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BRIEFING = os.path.join(HERE, "../../content/kyrgyzstan-russia")
STYLES_FOLDER = "/usr/share/citation-style-language/styles"
STYLES = ["oscola", "chicago-note-bibliography", "chicago-fullnote-bibliography", "apa",
          "harvard-cite-them-right", "gost-r-7-0-5-2008"]
AROUND = {"emph": "_", "Emph": "_", "strong": "**", "Strong": "**", "smallcaps": "^^",
          "SmallCaps": "^^", "sup": "^", "Superscript": "^", "sub": "~", "Subscript": "~"}


# --- ours ---------------------------------------------------------------------------------------

class Node:
    """A line of the dump: what it says, and those indented below it."""

    def __init__(self, words):
        self.words, self.below = words, []
        self.kind = words.split(" ")[0].rstrip(":")

    def find(self, kind):
        """All nodes of a kind, in order, none within another."""
        for node in self.below:
            if node.kind == kind:
                yield node
            else:
                yield from node.find(kind)


def read_dump(text):
    root = Node("dump")
    open_nodes = [(-1, root)]
    for line in text.split("\n"):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        while open_nodes[-1][0] >= indent:
            open_nodes.pop()
        node = Node(line.strip())
        open_nodes[-1][1].below.append(node)
        open_nodes.append((indent, node))
    return root


def dump_text(node):
    """The text below a node, with signs for its form."""
    if node.kind == "text":
        return json.loads(node.words[node.words.index('"'):])
    around = AROUND.get(node.kind, "")
    return around + "".join(dump_text(n) for n in node.below) + around


class Ours:
    def __init__(self, program, folder):
        run = subprocess.run([program, "build", "--dump=doc", folder], capture_output=True, text=True)
        if not run.stdout:
            raise RuntimeError("the program printed nothing: " + run.stderr[-2000:])
        parts = {n.kind: n for n in read_dump(run.stdout).below}
        self.meta, self.notes = parts["meta"], list(parts["notes"].find("note"))
        self.cites, self.keys = [], {}
        for work in parts["works"].below:
            _, key, place = work.words.split(" ")[:3]
            self.keys[place] = key
        for indicator in self.meta.find("indicator"):
            self.walk(indicator)
        self.walk(parts["root"])
        self.entries = []
        label = ""
        for part in parts["literature"].below:
            if part.kind == "label":
                label = dump_text(part) + " "
            else:
                self.entries.append((self.keys[part.below[0].words.split(" ")[1]], label + dump_text(part)))
                label = ""

    def walk(self, node):
        """Citations in reading order: events where their timeline stands, notes at their marks."""
        if node.kind == "citation" and "{" in node.words:
            keys = re.findall(r"\{(\S+?)[ }]", node.words)
            self.cites.append((" ".join(keys), dump_text(node)))
        for below in node.below:
            self.walk(below)
        if node.kind == "note-mark":
            self.walk(self.notes[int(re.search(r"note=(\d+)", node.words)[1]) - 1])
        if node.kind == "timeline":
            for event in self.meta.find("event"):
                if event.below:
                    self.walk(event)


# --- pandoc's -----------------------------------------------------------------------------------

def markdown_for_pandoc():
    """The briefing without directives: a paragraph for each indicator and event that cites."""
    with open(os.path.join(BRIEFING, "briefing.yaml"), encoding="utf-8") as file:
        meta = file.read()
    with open(os.path.join(BRIEFING, "briefing.md"), encoding="utf-8") as file:
        body = file.read()
    indicators, events = (meta[meta.index("\nindicators:"):meta.index("\ntimeline:")],
                          meta[meta.index("\ntimeline:"):])

    def paragraphs(part):
        for found in re.finditer(r"\bcite: \[(.*?)\]|(\[@.*?\])", part):
            yield "Words " + (found[2] or "[" + "; ".join("@" + k.strip() for k in found[1].split(",")) + "]") + "."

    body, n = re.subn(r"(?ms)^```\{timeline\}.*?^```$", lambda _: "\n\n".join(paragraphs(events)), body)
    if n != 1:
        raise RuntimeError("the briefing's timeline directive is not where it was")
    return "\n\n".join(paragraphs(indicators)) + "\n\n" + body


def pandoc_text(node):
    if isinstance(node, list):
        return "".join(pandoc_text(n) for n in node)
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return content
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Quoted":
        marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        return marks[0] + pandoc_text(content[1]) + marks[1]
    if kind in ("Span", "Link", "Cite", "Div"):
        return pandoc_text(content[1])
    if kind in ("Para", "Plain", "Note"):
        return pandoc_text(content)
    if kind == "LineBreak":
        return "\n"
    if kind in AROUND:
        return AROUND[kind] + pandoc_text(content) + AROUND[kind]
    raise RuntimeError("pandoc printed a " + kind)


class Pandoc:
    def __init__(self, style):
        run = subprocess.run(["pandoc", "--citeproc", "-f", "markdown", "-t", "json", "-M", "lang=en-GB",
                              "--csl", f"{STYLES_FOLDER}/{style}.csl",
                              "--bibliography", os.path.join(BRIEFING, "references.yaml")],
                             input=markdown_for_pandoc(), capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError("pandoc: " + run.stderr)
        self.cites, self.entries = [], []
        self.walk(json.loads(run.stdout)["blocks"])

    def walk(self, node):
        if isinstance(node, list):
            for n in node:
                self.walk(n)
        elif isinstance(node, dict):
            content = node.get("c")
            if node.get("t") == "Cite":
                notes = [n for n in content[1] if n["t"] == "Note"]
                self.cites.append((" ".join(c["citationId"] for c in content[0]), pandoc_text(notes or content[1])))
            elif node.get("t") == "Div" and content[0][0].startswith("ref-"):
                self.entries.append((content[0][0][4:], pandoc_text(content[1])))
            elif content is not None:
                self.walk(content)


# --- comparing ----------------------------------------------------------------------------------

class Explanation:
    def __init__(self, styles, fields):
        self.styles, self.used = styles, set()
        self.pandoc, self.ours = re.compile(fields["pandoc"]), fields["ours"]
        if not fields["because"]:
            raise RuntimeError("a difference without a reason: " + fields["pandoc"])


def read_explanations():
    found, styles, fields, last = [], None, {}, None
    with open(os.path.join(HERE, "compare.txt"), encoding="utf-8") as file:
        for line in file.read().split("\n") + [""]:
            if line.startswith("#"):
                continue
            if line.startswith("["):
                styles = line.strip("[]").split()
            elif not line.strip():
                if fields:
                    found.append(Explanation(styles, fields))
                fields = {}
            elif line.startswith("  "):
                fields[last] += " " + line.strip()
            else:
                last, value = line.split(":", 1)
                fields[last] = value[1:]
    return found


def lines_of(what, pairs):
    return [f"{what} {key}: {text}" for key, text in pairs]


def compare(program, style, explanations):
    """Returns (lines of ours, lines of pandoc's, complaints)."""
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "briefing")
        shutil.copytree(BRIEFING, folder)
        path = os.path.join(folder, "briefing.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"csl: {style}\n" + text)
        ours = Ours(program, folder)
    theirs = Pandoc(style)
    a = lines_of("cite", ours.cites) + lines_of("entry", ours.entries)
    b = lines_of("cite", theirs.cites) + lines_of("entry", theirs.entries)
    complaints = []
    if len(a) != len(b):
        complaints.append(f"{len(a)} lines, where pandoc has {len(b)}")
    for i in range(max(len(a), len(b))):
        mine, other = a[i] if i < len(a) else "", b[i] if i < len(b) else ""
        told = other
        for e in explanations if mine != other else []:
            if style in e.styles or "all" in e.styles:
                told, n = e.pandoc.subn(e.ours, told)
                if n:
                    e.used.add(style)
        if mine != told:
            complaints += ["ours:   " + mine, "pandoc: " + other]
            if told != other:
                complaints += ["explained as: " + told]
    for e in explanations:
        if style in e.styles and style not in e.used:
            complaints.append("explains nothing any more: " + e.pandoc.pattern)
    return a, b, complaints


def main():
    program = os.path.abspath(sys.argv[1])
    chosen = sys.argv[2:] or STYLES
    if not shutil.which("pandoc"):
        for style in chosen:
            print(f"ok {style} # skip pandoc is not installed")
        return 0
    explanations = read_explanations()
    failed = False
    for style in chosen:
        try:
            ours, theirs, complaints = compare(program, style, explanations)
        except (RuntimeError, KeyError, ValueError) as error:
            ours, theirs, complaints = [], [], [repr(error)]
        failed = failed or bool(complaints)
        print(("not ok " if complaints else "ok ") + style)
        if sys.argv[2:]:
            for mine, other in zip(ours, theirs):
                print("  ours    " + mine)
                print("  pandoc  " + other)
        for line in complaints:
            print("  " + line)
    return 1 if failed else 0


sys.exit(main())
