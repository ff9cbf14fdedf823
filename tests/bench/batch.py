#!/usr/bin/env python3
"""batch: many briefings at once. Called by `./dev bench batch`.

Makes 1,000 distinct briefings of 8 pages (or as many as are asked for), sets them all in one process
with one thread and with one for each processor, and prints the rates, their ratio, whether the bytes
are the same, and how long it takes to find that nothing has changed.

    batch.py [N]              measures
    batch.py --make DIR N     only writes the briefings
"""
import filecmp
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CHANCERY", os.path.join(ROOT, "build/chancery"))
SECTIONS, PARAGRAPHS = 6, 4
WORDS = """the a of in and to on by for with from under over between after before harvest price tariff
customs border transit railway quota ministry agreement protocol ratified signed deposited entered into
force annex article paragraph parties commission secretariat review figures show rose fell remained
steady quarter season spring autumn export import wheat barley flour fertiliser storage elevator capacity
insurance corridor inspection certificate phytosanitary laboratory standard recognised mutual suspension
safeguard consultation arbitration notice period renewal amendment observers report table compared
previous year average level share volume value metric tonnes however therefore although because while
where which that this these such other several few most many new old public private regional national"""


def sentence(rng):
    words = [rng.choice(VOCABULARY) for _ in range(rng.randint(9, 26))]
    if len(words) > 14:
        words[rng.randint(4, 9)] += ","
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(4, 7)))


def body(rng):
    """Six sections with notes, citations, a list and a table: some eight pages."""
    parts, notes = [], []
    for s in range(SECTIONS):
        parts.append(f"# {sentence(rng)[:-1].split(',')[0]}")
        for p in range(PARAGRAPHS):
            text = paragraph(rng)
            if rng.random() < 0.4:
                label = f"n{s}-{p}"
                text += f"[^{label}]"
                notes.append(f"[^{label}]: {sentence(rng)}")
            if rng.random() < 0.3:
                text += f" {sentence(rng)[:-1]} [@work{rng.randint(1, 6)}, p. {rng.randint(2, 90)}]."
            parts.append(text)
        if s % 3 == 1:
            parts.append("\n".join(f"- {sentence(rng)}" for _ in range(4)))
        if s % 4 == 2:
            rows = "\n".join(f"| {rng.choice(VOCABULARY)} | {rng.randint(10, 999)} | {rng.randint(10, 999)} |"
                             for _ in range(6))
            parts.append(f"| Good | First | Second |\n|:--|--:|--:|\n{rows}")
    return "\n\n".join(parts + notes) + "\n"


def make(folder, count):
    """Writes that many briefings below the folder, ten to a folder of their own."""
    for i in range(count):
        rng = random.Random(i)
        here = os.path.join(folder, f"part-{i // 10:03}", f"briefing-{i:04}")
        os.makedirs(here)
        with open(os.path.join(here, "briefing.md"), "w", encoding="utf-8") as file:
            file.write(body(rng))
        with open(os.path.join(here, "briefing.yaml"), "w", encoding="utf-8") as file:
            file.write(f"title: Briefing {i}\nlang: en-GB\ndate: 2026-03-{i % 28 + 1:02}\n"
                       "author:\n  - name: The Author\n")
        with open(os.path.join(here, "references.yaml"), "w", encoding="utf-8") as file:
            file.write("references:\n")
            for k in range(1, 7):
                file.write(f"  - id: work{k}\n    type: book\n    title: {sentence(rng)[:-1]!r}\n"
                           f"    author:\n      - family: Author{k}\n        given: Ann\n"
                           f"    issued: {1990 + rng.randint(0, 35)}\n    publisher: A Press\n")


def run(tree, out, *arguments):
    """Seconds, seconds of processors, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run([PROGRAM, "build", tree, "-o", out, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit(f"batch: the build ended with status {done.returncode}")
    took = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, done.stdout.decode()


def pdfs(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder)
                  for where, _, names in os.walk(folder) for name in names if name.endswith(".pdf"))


def main():
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2], int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    cores = len(os.sched_getaffinity(0))
    work = tempfile.mkdtemp(prefix="chancery-batch-")
    try:
        tree = os.path.join(work, "tree")
        make(tree, count)
        one, spent_one, printed = run(tree, os.path.join(work, "one"), "-j", "1")
        pages = sum(int(n) for n in re.findall(r" (\d+) pages? ", printed))
        print(f"{count} briefings, {pages / count:.1f} pages each")
        print(f"-j 1   {one:7.2f} s  {count / one:6.1f} briefings/s  {pages / one:7.0f} pages/s")
        all_, spent_all, _ = run(tree, os.path.join(work, "all"), "-j", str(cores))
        print(f"-j {cores}   {all_:7.2f} s  {count / all_:6.1f} briefings/s  {pages / all_:7.0f} pages/s"
              f"  {one / all_:.2f} times the rate (the aim on 2 cores: 1.8, and 100 briefings/s)")
        print(f"processor time: {spent_one:.1f} s with one thread, {spent_all:.1f} s with {cores}: on idle "
              f"processors at most {cores * spent_one / spent_all:.2f} times the rate")
        names = pdfs(os.path.join(work, "one"))
        same = names == pdfs(os.path.join(work, "all")) and len(names) == count and all(
            filecmp.cmp(os.path.join(work, "one", n), os.path.join(work, "all", n), shallow=False)
            for n in names)
        print("the same bytes" if same else "DIFFERENT BYTES")
        idle = min(run(tree, os.path.join(work, "all"), "-q")[0] for _ in range(5))
        print(f"unchanged  {1e3 * idle:.0f} ms for all (the aim for 1,000: 100 ms)")
        if not same:
            sys.exit(1)
    finally:
        shutil.rmtree(work)


VOCABULARY = WORDS.split()
main()
