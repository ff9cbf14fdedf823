#!/usr/bin/env python3
"""run: how fast and how large. Called by `./dev bench [NAME]`.

Times the reference briefing and 10, 100 and 1000 times its body, beside `lowdown -tms | groff -Tpdf`
on the same Markdown, in one run on one machine. Each figure is the median of several runs after a
warm-up: wall-clock time, processor time and peak memory of the process (wait4), pages a second and
time a page. The metadata, its timeline and its indicators stand once in every size.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "build/chancery")
REFERENCE = os.path.join(ROOT, "content/kyrgyzstan-russia")
# name, copies of the body, our runs, the other's runs
SIZES = [("reference", 1, 21, 5), ("10x", 10, 11, 3), ("100x", 100, 5, 1), ("1000x", 1000, 1, 1)]
LIMIT = 120  # seconds for one run of the other: gropdf's time grows with the square of the pages
AIM = "the aim for the reference briefing is 20 ms and 24 MiB"


def copy_of(body, k):
    """The k-th copy of the body: notes and explicit identifiers of its own, no directives."""
    if k == 0:
        return body
    body = re.sub(r"^(`{3,}|:{3,})\s*\{(timeline|indicators|literature|contents|toc)\}.*?^\1\s*$\n?", "",
                  body, flags=re.M | re.S)
    body = re.sub(r"\[\^([^\]]+)\]", rf"[^\1-{k}]", body)
    body = re.sub(r"\{#([\w-]+)", rf"{{#\1-{k}", body)
    return re.sub(r"\]\(#([\w-]+)\)", rf"](#\1-{k})", body)


def make(folder, copies):
    """Writes a briefing whose body is that many times the reference's; returns its words."""
    shutil.copytree(REFERENCE, folder)
    path = os.path.join(folder, "briefing.md")
    with open(path, encoding="utf-8") as file:
        body = file.read()
    with open(path, "w", encoding="utf-8") as file:
        for k in range(copies):
            file.write(copy_of(body, k) + "\n")
    return len(body.split()) * copies


def measure(commands, output=None, limit=None):
    """Runs the commands as a pipe; returns wall and processor seconds and peak MiB of the largest.
    None if they take longer than the limit."""
    begin = time.perf_counter()
    processes, source = [], subprocess.DEVNULL
    for i, command in enumerate(commands):
        last = i == len(commands) - 1
        sink = (open(output, "wb") if output else subprocess.DEVNULL) if last else subprocess.PIPE
        process = subprocess.Popen(command, stdin=source, stdout=sink, stderr=subprocess.DEVNULL)
        source = process.stdout
        processes.append(process)
    cpu, peak, stopped = 0.0, 0, threading.Event()

    def stop():
        stopped.set()
        for process in processes:
            process.kill()

    timer = threading.Timer(limit or 10 ** 6, stop)
    timer.daemon = True
    timer.start()
    for process, command in zip(processes, commands):
        if process.stdout:
            process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status != 0 and not stopped.is_set():
            sys.exit(f"bench: {' '.join(command)}: status {status}")
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
    timer.cancel()
    return None if stopped.is_set() else (time.perf_counter() - begin, cpu, peak / 1024)


def median_of(runs, commands, output=None, limit=None):
    if runs > 1:
        measure(commands, output, limit)
    results = [measure(commands, output, limit) for _ in range(runs)]
    if None in results:
        return None
    return [statistics.median(column) for column in zip(*results)]


def pages_of(pdf):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", info, re.M)[1])


def row(label, words, pages, wall, cpu, peak, runs):
    print(f"{label:<22}{words:>9,}{pages:>8,}{wall * 1e3:>12,.1f}{cpu * 1e3:>12,.1f}{peak:>10,.1f}"
          f"{pages / wall:>10,.0f}{wall * 1e3 / pages:>9.2f}{runs:>6}")


def main():
    wanted = sys.argv[1:]
    unknown = set(wanted) - {size[0] for size in SIZES}
    if unknown:
        sys.exit(f"bench: there is no size {', '.join(unknown)}; there are "
                 + ", ".join(size[0] for size in SIZES))
    print(f"{'':<22}{'words':>9}{'pages':>8}{'wall ms':>12}{'CPU ms':>12}{'peak MiB':>10}"
          f"{'pages/s':>10}{'ms/page':>9}{'runs':>6}")
    with tempfile.TemporaryDirectory() as work:
        for name, copies, runs, other_runs in SIZES:
            if wanted and name not in wanted:
                continue
            folder, out = os.path.join(work, name), os.path.join(work, "out")
            words = make(folder, copies)
            wall, cpu, peak = median_of(runs, [[PROGRAM, "build", "--force", "--quiet", folder, "-o", out]])
            pages = pages_of(os.path.join(out, name + ".pdf"))
            row(name, words, pages, wall, cpu, peak, runs)
            other = os.path.join(work, name + ".groff.pdf")
            figures = median_of(
                other_runs, [["lowdown", "-s", "-tms", os.path.join(folder, "briefing.md")],
                             ["groff", "-k", "-t", "-ms", "-Tpdf"]], other, LIMIT)
            if not figures:
                print(f"  lowdown | groff       stopped after {LIMIT} s")
                continue
            other_wall, other_cpu, other_peak = figures
            other_pages = pages_of(other)
            row("  lowdown | groff", words, other_pages, other_wall, other_cpu, other_peak, other_runs)
            print(f"  ratio, a page: wall {wall / pages / (other_wall / other_pages):.2f}, "
                  f"CPU {cpu / pages / (other_cpu / other_pages):.2f}; peak {peak / other_peak:.2f}")
    print(AIM)


if __name__ == "__main__":
    main()
