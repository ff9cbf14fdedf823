#!/usr/bin/env python3
"""pages: what a page and a note cost in short and in long documents.

    pages.py [PROGRAM]

Sets generated documents of about 100, 1,000 and 10,000 pages, and of 200, 2,000 and 20,000 notes,
and prints processor time a page and a note, and its ratio to that of the first.
"""
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/chancery")
WORDS = """the of state treaty river mountain assembly delegation council question agreement policy
because between northern border water electricity committee president minister parliament""".split()


def words(r, n):
    return " ".join(r.choice(WORDS) for _ in range(n)).capitalize()


def write(folder, paragraphs, share):
    """A document of so many paragraphs, that share of them with a note."""
    r = random.Random(5)
    os.makedirs(folder)
    with open(os.path.join(folder, "briefing.md"), "w", encoding="utf-8") as file:
        file.write("---\ntitle: Long\n---\n\n")
        for i in range(paragraphs):
            if i % 12 == 0:
                file.write(f"{'#' if i % 5 == 0 else '##'} {words(r, 3)}\n\n")
            note = f"^[{words(r, r.choice([5, 12, 40]))}.]" if r.random() < share else ""
            file.write(f"{words(r, r.choice([20, 60, 90, 140]))}{note} {words(r, 10)}.\n\n")


def cpu(folder, out):
    """Processor seconds and pages; the least of three runs for short ones."""
    least = None
    for i in range(3):
        target = os.path.join(out, f"{os.path.basename(folder)}-{i}")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([PROGRAM, "build", "--quiet", folder, "-o", target], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        least = seconds if least is None else min(least, seconds)
        if seconds > 4:
            break
    info = subprocess.run(["pdfinfo", os.path.join(target, os.path.basename(folder) + ".pdf")],
                          capture_output=True, text=True, check=True).stdout
    return least, int(re.search(r"^Pages:\s+(\d+)", info, re.M)[1])


def main():
    with tempfile.TemporaryDirectory() as work:
        for name, sizes, share in (("pages", (380, 3800, 38000), 0.3), ("notes", (200, 2000, 20000), 1)):
            first = None
            for n in sizes:
                folder = os.path.join(work, f"{name}{n}")
                write(folder, n, share)
                seconds, pages = cpu(folder, work)
                each = seconds / (pages if name == "pages" else n)
                first = first or each
                print(f"{n if name == 'notes' else pages:>7,} {name}  {seconds:8.2f} s  "
                      f"{each * 1e3:6.3f} ms each  ratio {each / first:4.2f}")


main()
