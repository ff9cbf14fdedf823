#!/usr/bin/env python3
"""explain: what `chancery explain CODE` shows is true.

    explain.py PROGRAM [CODE...]

Runs the example of each code on a sound briefing `grain`: the example must bring the code about, and
what is to be written instead must not. Prints `ok NAME` or `not ok NAME` for each code.
"""
import base64
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DOT = ("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNQcGjAihiGlgQAygM4Ac2Apj0AAAAASUVORK5CYII=")
FILES = {
    "briefing.yaml": "title: Grain\nlang: en-GB\ndate: 2026-05-12\n",
    "briefing.md": "# Prices\n\nPrices rose in May.[@fao2026] The rise went on in the months that followed it.\n\n"
                   "![A map of the ports](map.png)\n\n"
                   "The incomprehensibility of intergovernmental counterproposals notwithstanding.\n",
    "references.yaml": "- {id: fao2026, type: report, title: Food prices, issued: 2026, "
                       "publisher: FAO, author: [{literal: FAO}]}\n",
    "notes.txt": "Not a briefing.\n",
}
# These need a machine in trouble or pages of text, and are told in words.
IN_WORDS = {"pdf-failed", "unstable", "font-broken", "marking-missing", "note-crowded", "short-page"}


def make_grain(folder):
    os.makedirs(folder + "/grain/fonts")
    for name, text in FILES.items():
        with open(f"{folder}/grain/{name}", "w") as f:
            f.write(text)
    with open(folder + "/grain/map.png", "wb") as f:
        f.write(base64.b64decode(DOT))


def put(folder, where, text):
    """Writes the example's file, and takes out what it stands for."""
    grain = folder + "/grain/"
    if where == "briefing.md" and text.startswith("---\n"):
        os.remove(grain + "briefing.yaml")
    if where in ("references.bib", "references.json"):
        os.remove(grain + "references.yaml")
        with open(grain + "briefing.yaml", "a") as f:
            f.write(f"bibliography: {where}\n")
    with open(grain + where, "w") as f:
        f.write(text)


def codes_of(where, text):
    """The codes of the diagnostics that the example brings about."""
    with tempfile.TemporaryDirectory() as folder:
        make_grain(folder)
        command = text.replace("\n", "; ")
        if where:
            put(folder, where, text)
            command = "chancery check grain"
        done = subprocess.run(["bash", "-c", 'program=$1; chancery() { "$program" "$@"; }; ' + command, "-", PROGRAM],
                              cwd=folder, capture_output=True, text=True, errors="replace")
        return set(re.findall(r"(?:error|warning|note)\[([a-z0-9-]+)\]: ", done.stderr)), done.stderr


def parse(said):
    """[(file or None, commands or text)] of the example and of what stands instead."""
    found = []
    for title in ("For example", "Instead"):
        m = re.search(r"^%s(?:, in (\S+))?:\n\n((?:    .*\n|\n(?=\n|    ))+)" % title, said, re.M)
        lines = m[2].split("\n")
        shell = lines[0].startswith("    $ ")
        text = "\n".join(line[6 if shell else 4:] for line in lines)
        found.append((m[1], text.strip() if shell else text, shell))
    return found


def look_at(code):
    """Complaints about the code's example."""
    said = subprocess.run([PROGRAM, "explain", code], capture_output=True, text=True).stdout
    (where, wrong, shell), (where_right, right, shell_right) = parse(said)
    if where is None and not shell:
        return [] if code in IN_WORDS else ["the example is told in words"]
    if code in IN_WORDS:
        return ["the example can be run: take the code off the list"]
    wanted, text = codes_of(where, wrong)
    unwanted, text_right = codes_of(where_right, right)
    complaints = []
    if code not in wanted:
        complaints += ["the example brings about " + (", ".join(sorted(wanted)) or "nothing"), text]
    # Only what an editor would say may remain.
    if code in unwanted:
        complaints += ["it comes of what stands instead, too", text_right]
    if wanted and not wanted - unwanted:
        complaints += ["nothing is better with what stands instead"]
    return complaints


def main():
    listed = subprocess.run([PROGRAM, "explain"], capture_output=True, text=True).stdout
    codes = sys.argv[2:] or [line.split()[0] for line in listed.splitlines()]
    failed = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for code, complaints in zip(codes, pool.map(look_at, codes)):
            failed |= bool(complaints)
            print(("not ok " if complaints else "ok ") + code)
            for line in complaints:
                print("    " + line.replace("\n", "\n    "))
    sys.exit(failed)


main()
