#!/usr/bin/env python3
"""run: the ladder of tests, called by `./dev test`.

A rung is a command that prints a line for each of its tests, `ok NAME`, `not ok NAME` or
`ok NAME # skip REASON`, with what there is to say about a failure on the lines after it (cmocka's
TAP is read too). Rungs run side by side; their results are counted together. What a rung needs
built is built first, once. Under CI=true a skipped test is a failed one.

    run.py [PATTERN]        runs the tests whose name (RUNG/NAME) holds PATTERN
    run.py --accept NAME    shows how the case differs and rewrites what it expects
"""
import concurrent.futures
import glob
import os
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CI = os.environ.get("CI") == "true"
BUILDS = {"release": "build", "asan": "build-asan", "tsan": "build-tsan", "fuzz": "build-fuzz"}
SANITIZERS = {
    "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "LSAN_OPTIONS": "print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests/leaks.supp"),
}
RACES = {"TSAN_OPTIONS": "halt_on_error=1:exitcode=66:suppressions=" + os.path.join(ROOT, "tests/races.supp")}
RESULT = re.compile(r"^(ok|not ok)\b(?: \d+)?(?: -)? ?(.*)$")


class Rung:
    """A command that prints results; `about` are the files in which its tests' names stand."""

    def __init__(self, name, build, command, about=(), env=None, targets=("all",), limit=420):
        self.name, self.build, self.command, self.targets = name, build, command, targets
        self.about, self.env, self.limit = about, env or {}, limit

    def may_hold(self, pattern):
        """False if surely none of its tests, named RUNG/NAME, holds the pattern."""
        if pattern in self.name:
            return True
        for at in (i for i, c in enumerate(pattern) if c == "/"):
            if self.name.endswith(pattern[:at]):
                return True
        if "/" in pattern:
            return False
        for path in self.about:
            if pattern in path or os.path.isfile(path) and pattern.encode() in open(path, "rb").read():
                return True
        return False

    def run(self):
        """Returns the results: (verdict, name, lines)."""
        env = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP", **self.env)
        process = subprocess.Popen(self.command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        try:
            text, _ = process.communicate(timeout=self.limit)
            end = f"exit status {process.returncode}"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            text, _ = process.communicate()
            end = f"stopped after {self.limit} s"
        return self.read(text.decode(errors="replace").splitlines(), process.returncode, end)

    def read(self, lines, status, end):
        results, loose = [], []
        for line in lines:
            match = RESULT.match(line)
            if match and match[2] != "- tests" and not line.startswith("# "):
                verdict, name = match[1], match[2]
                if " # skip" in name.lower():
                    at = name.lower().index(" # skip")
                    verdict, loose, name = "skip", [name[at + 7:].strip()], name[:at]
                    results.append((verdict, name, loose))
                    loose = []
                    continue
                results.append((verdict, name, []))
            elif results and results[-1][0] == "not ok":
                results[-1][2].append(line)
            else:
                loose.append(line)
        if status != 0 and not any(r[0] == "not ok" for r in results):
            results.append(("not ok", "ends well", loose[-60:] + [end]))
        if not results:
            results.append(("not ok", "runs a test", loose[-60:] + ["it printed no result"]))
        return results


def rungs():
    """All rungs, as they stand in the tree."""
    ladder = []
    for build, prefix, env in (("release", "", {}), ("asan", "asan/", SANITIZERS)):
        folder = BUILDS[build]
        for source in sorted(glob.glob(f"{ROOT}/tests/unit/test_*.c")):
            name = os.path.basename(source)[:-2]
            ladder.append(Rung(f"{prefix}unit/{name[5:]}", build, [f"{folder}/tests/{name}"], [source], env,
                               [name]))
        program = os.path.join(ROOT, folder, "chancery")
        cases = glob.glob(f"{ROOT}/tests/cases/*/in.md")
        ladder.append(Rung(f"{prefix}cases", build, ["bash", "tests/cases/run.sh", program], cases, env))
        ladder.append(Rung(f"{prefix}csl", build, ["bash", "tests/cite/run.sh", f"{folder}/tests/csl_suite"],
                           glob.glob(f"{ROOT}/tests/cite/*.c"), env, ["csl_suite"]))
        ladder.append(Rung(f"{prefix}cli", build, ["bash", "tests/cli/test_cli.sh", program],
                           ["tests/cli/test_cli.sh"], env))
        ladder.append(Rung(f"{prefix}batch", build, ["bash", "tests/cli/test_batch.sh", program],
                           ["tests/cli/test_batch.sh"], env))
        ladder.append(Rung(f"{prefix}check", build, ["bash", "tests/cli/test_check.sh", program],
                           ["tests/cli/test_check.sh"], env))
        ladder.append(Rung(f"{prefix}explain", build, ["python3", "tests/cli/explain.py", program],
                           ["tests/cli/explain.py", "src/base/diag_codes.h"], env))
    ladder.append(Rung("tsan/batch", "tsan",
                       ["bash", "tests/cli/test_batch.sh", os.path.join(ROOT, BUILDS["tsan"], "chancery")],
                       ["tests/cli/test_batch.sh"], RACES, ["chancery"]))
    for name in "test_base_relay", "test_layout_ahead", "test_pdf_parts", "test_pdf_write":  # second threads
        ladder.append(Rung(f"tsan/unit/{name[5:]}", "tsan", [f"{BUILDS['tsan']}/tests/{name}"],
                           [f"tests/unit/{name}.c"], RACES, [name]))
    program = os.path.join(ROOT, "build/chancery")
    ladder += [
        Rung("project", "release", ["bash", "tests/project.sh"], ["tests/project.sh"]),
        Rung("install", "release", ["bash", "tests/install.sh"], ["tests/install.sh"]),
        Rung("invariants", "release", ["python3", "tests/pdf/invariants.py", program],
             ["tests/pdf/invariants.py"]),
        Rung("tables", "release", ["python3", "tests/pdf/tables.py", program], ["tests/pdf/tables.py"]),
        Rung("cite", "release", ["python3", "tests/cite/compare.py", program],
             ["tests/cite/compare.py", "tests/cite/compare.txt"]),
        Rung("messages", "release", ["python3", "tests/messages.py"], ["tests/messages.py"]),
        Rung("formats", "release", ["python3", "tests/cli/formats.py", program],
             ["tests/cli/formats.py"]),
        Rung("house", "release", ["python3", "tests/house.py", program], ["tests/house.py"]),
        Rung("check_notes", "release", ["python3", "tests/unit/check_notes.py", program],
             ["tests/unit/check_notes.py"]),
        Rung("check_pages", "release", ["python3", "tests/unit/check_pages.py", program],
             ["tests/unit/check_pages.py"]),
        Rung("check_references", "release", ["python3", "tests/unit/check_references.py", program],
             ["tests/unit/check_references.py"]),
        Rung("pdf", "release", ["bash", "tests/pdf/run.sh", program], ["tests/pdf/check.sh"]),
        Rung("fuzz", "fuzz", ["bash", "tests/fuzz/run.sh", "5"], glob.glob(f"{ROOT}/tests/fuzz/*.c"),
             SANITIZERS, ["all", "tests"]),
    ]
    return ladder


def build(preset, targets):
    """Builds the targets; returns whether it worked, and what was printed."""
    done = subprocess.run(["./dev", "build", preset, *sorted(targets)], cwd=ROOT,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout.decode(errors="replace").splitlines()


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--accept"]:
        if len(arguments) != 2:
            sys.exit("run: --accept takes the name of one case under tests/cases")
        build("release", ["all"])
        sys.exit(subprocess.call(["bash", "tests/cases/run.sh", "--accept", arguments[1],
                                  os.path.join(ROOT, "build/chancery")], cwd=ROOT))
    pattern = arguments[0] if arguments else ""
    counts = {"ok": 0, "not ok": 0, "skip": 0}
    began = time.monotonic()

    def report(verdict, name, lines, always=False):
        if pattern not in name and not always:
            return
        if verdict == "skip" and CI:
            verdict, lines = "not ok", ["skipped, which CI does not allow: " + " ".join(lines)]
        counts[verdict] += 1
        print(("ok" if verdict == "skip" else verdict) + " " + name
              + (" # skip " + " ".join(lines) if verdict == "skip" else ""))
        if verdict == "not ok":
            for line in lines[:200]:
                print("    " + line)

    ladder = [rung for rung in rungs() if not pattern or rung.may_hold(pattern)]
    failed_builds = set()
    for preset in BUILDS:
        targets = {target for rung in ladder if rung.build == preset for target in rung.targets}
        if targets:
            worked, lines = build(preset, targets if pattern or preset == "tsan" else ["all", "tests"])
            report("ok" if worked else "not ok", f"build/{preset} without warnings", lines, not worked)
            if not worked:
                failed_builds.add(preset)
    ladder = [rung for rung in ladder if rung.build not in failed_builds]

    # The long ones first, so that none is left alone at the end.
    ladder.sort(key=lambda rung: rung.name.split("/")[-1] not in ("cases", "cli", "batch", "invariants", "pdf", "fuzz"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        running = {pool.submit(rung.run): rung for rung in ladder}
        for future in concurrent.futures.as_completed(running):
            rung = running[future]
            for verdict, name, lines in future.result():
                report(verdict, f"{rung.name}/{name}", lines)
            sys.stdout.flush()

    print(f"{time.monotonic() - began:.0f} s")
    print(f"{counts['ok']} passed, {counts['not ok']} failed"
          + (f", {counts['skip']} skipped" if counts["skip"] else ""))
    sys.exit(1 if counts["not ok"] or not counts["ok"] else 0)


main()
