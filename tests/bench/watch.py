#!/usr/bin/env python3
"""watch: from the save of a source to the finished PDF. Called by `./dev bench watch`.

Watches a copy of the reference briefing, changes a word of its prose N times (30), each time saved by
a rename as editors do, and prints how long it took until the new PDF stood in its place, how much of
that was setting, and what was said of the change.

    watch.py [N]
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CHANCERY", os.path.join(ROOT, "build/chancery"))
NAME = "kyrgyzstan-russia"


def save(path, text):
    """Writes the text beside the path and renames it; returns when that was done."""
    with open(path + ".new", "w") as f:
        f.write(text)
    now = time.monotonic()
    os.rename(path + ".new", path)
    return now


def wait_for_new(path, inode):
    while os.stat(path).st_ino == inode:
        time.sleep(0.0002)
    return time.monotonic()


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    whole, setting, line = [], [], ""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(ROOT, "content", NAME), os.path.join(folder, NAME))
        watch = subprocess.Popen([PROGRAM, "watch", NAME, "-o", "out", "-q"], cwd=folder, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        watch.stdout.readline()
        source, pdf = os.path.join(folder, NAME, "briefing.md"), os.path.join(folder, "out", NAME + ".pdf")
        text = open(source).read()
        middle = text.index(" ", text.index("\n\n", len(text) // 2) + 20)
        for n in range(times):
            time.sleep(0.1)
            inode = os.stat(pdf).st_ino
            start = save(source, f"{text[:middle]} change {n}{text[middle:]}")
            whole.append((wait_for_new(pdf, inode) - start) * 1000)
            line = watch.stdout.readline().strip()
            setting.append(float(re.search(r"(\d+) ms", line)[1]))
        watch.terminate()
        watch.wait()
    whole_by_size = sorted(whole)
    print(f"save to PDF: median {statistics.median(whole):.0f} ms, least {whole_by_size[0]:.0f}, "
          f"nine of ten within {whole_by_size[len(whole) * 9 // 10]:.0f}; setting {statistics.median(setting):.0f}")
    print(line)


main()
