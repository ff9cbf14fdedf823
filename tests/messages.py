#!/usr/bin/env python3
"""messages: how diagnostics are worded.

Reads every call in src/ that makes one, and the explanations of src/base/diag_codes.h. A message and a
hint begin with a small letter (or a name) and have no full stop; an explanation is made of sentences.
Prints `ok NAME` or `not ok NAME`.
"""
import glob
import os
import re
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
CALL = re.compile(r"\b(diag_add|fail|fail_at|refuse|complain|report\w*|bad_value|IMPOSSIBLE|arena_printf)\s*\(|\bwhy = ")
NAMES = ("Chancery", "Markdown", "Unicode")
failed = False


def report(name, complaints):
    global failed
    failed |= bool(complaints)
    print(("not ok " if complaints else "ok ") + name)
    for line in complaints:
        print("    " + line)


def call_at(text, at):
    """What stands between the parentheses that are open at `at`, or before the semicolon."""
    depth, i = 1, at
    while depth and i < len(text):
        string = STRING.match(text, i)
        if string:
            i = string.end()
            continue
        depth += {"(": 1, ")": -1, ";": -depth}.get(text[i], 0)
        i += 1
    return text[at:i]


def messages():
    """(where, text) of all strings in calls, with what the preprocessor joins joined."""
    for path in sorted(glob.glob("src/**/*.c", recursive=True)):
        text = open(path).read()
        for match in CALL.finditer(text):
            call = re.sub(r'"\s*"', "", call_at(text, match.end()))
            line = text.count("\n", 0, match.start()) + 1
            for string in STRING.findall(call):
                yield f"{path}:{line}", string[1:-1]


def main():
    found = list(messages())
    complaints = [f"only {len(found)} strings"] if len(found) < 300 else []
    for where, text in found:
        if re.match(r"[A-Z][a-z]+ ", text) and not text.startswith(NAMES):
            complaints.append(f"{where}: begins with a capital: {text}")
        if re.search(r"\w\w\.$", text) and " " in text:
            complaints.append(f"{where}: ends with a full stop: {text}")
    report("messages and hints are no sentences", complaints)
    codes = re.sub(r'"\s*"', "", open("src/base/diag_codes.h").read())
    explained = re.findall(r'CODE\((\w+), "([^"]*)", DIAG_\w+, DIAG_\w+,\s*"((?:[^"\\]|\\.)*)"\)', codes)
    complaints = ["not every code was read"] if len(explained) != len(re.findall(r"^CODE\(", codes, re.M)) else []
    for name, printed, text in explained:
        if not re.match(r"[A-Z`“<].*\.$", text):
            complaints.append(f"{printed}: no sentence: {text}")
        if printed != name.lower().replace("_", "-"):
            complaints.append(f"{name} is printed as {printed}")
    report("explanations are sentences", complaints)


main()
sys.exit(failed)
