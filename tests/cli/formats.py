#!/usr/bin/env python3
"""formats: diagnostics for machines say the same in each format, and are what their formats ask for.

    formats.py PROGRAM

Checks every case of tests/cases in the formats json, sarif and github at once, and with names and
prose that need escapes. Prints `ok NAME`, `not ok NAME` or `ok NAME # skip REASON`.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.abspath(sys.argv[1])
KEYS = {"file", "line", "column", "level", "code", "message", "hint"}
COMMAND = re.compile(r"^::(error|warning|notice) (?:file=([^,]*)(?:,line=(\d+))?(?:,col=(\d+))?,)?title=([a-z0-9-]+)::(.*)$")
failed = False


def report(name, complaints):
    global failed
    failed |= bool(complaints)
    print(("not ok " if complaints else "ok ") + name)
    for line in complaints[:10]:
        print("    " + str(line)[:600])


def check(folder, form):
    done = subprocess.run([PROGRAM, "check", ".", f"--diagnostics={form}"], cwd=folder, capture_output=True)
    return done.stdout.decode()  # ill-formed UTF-8 fails here


def lay_out(folder):
    subprocess.run(["bash", os.path.join(HERE, "../cases/run.sh"), "--lay-out", folder], check=True)
    odd = os.path.join(folder, "a b,%:é\n\"c")
    os.makedirs(odd)
    with open(os.path.join(odd, "briefing.md"), "wb") as f:
        f.write('---\ntitle: "Quotes \\" and\\ttabs: 100%"\n---\nÜberéinkommen <u>x</u> [@nobody%0A"\\] \u2028 é\n'.encode())


def look_at_json(text):
    complaints = []
    found = json.loads(text)
    for d in found:
        if set(d) != KEYS:
            complaints.append(f"other keys: {d}")
        if d["level"] not in ("note", "warning", "error") or not d["message"]:
            complaints.append(f"no level or message: {d}")
        if not (isinstance(d["hint"], str) and isinstance(d["file"], str) and d["file"]):
            complaints.append(f"a hint or file that is no text: {d}")
        if not (isinstance(d["line"], int) and isinstance(d["column"], int)) or d["column"] and not d["line"]:
            complaints.append(f"no place: {d}")
    if len(found) < 200:
        complaints.append(f"only {len(found)} diagnostics")
    return found, complaints


def schema_of_sarif():
    """The validator, or the reason why there is none."""
    try:
        import jsonschema
    except ImportError:
        return None, "python3-jsonschema is not installed"
    got = subprocess.run(["sh", os.path.join(HERE, "get-sarif-schema.sh")], capture_output=True, text=True)
    if got.returncode:
        return None, got.stderr.strip()
    return jsonschema.Draft4Validator(json.load(open(got.stdout.strip()))), None


def places_of_sarif(log):
    """What the log says, as the JSON's objects would say it: 0 is no line, or no column."""
    for result in log["runs"][0]["results"]:
        location = (result["locations"] or [{}])[0].get("physicalLocation", {})
        region = location.get("region", {})
        uri = location.get("artifactLocation", {}).get("uri")
        yield (uri and urllib.parse.unquote(uri), region.get("startLine", 0), region.get("startColumn", 0),
               result["level"], result["ruleId"])


def unescape(text):
    return text and re.sub(r"%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), text)


def places_of_github(text, complaints):
    for line in text.splitlines():
        m = COMMAND.match(line)
        if not m:
            complaints.append(f"no command: {line}")
            continue
        level = {"notice": "note"}.get(m[1], m[1])
        yield unescape(m[2]), int(m[3] or 0), int(m[4] or 0), level, m[5]


def same(wanted, found):
    """Complaints about the first place where the two lists differ."""
    for a, b in zip(wanted, found):
        if a != b:
            return [f"json says {a}", f"this says {b}"]
    return [] if len(wanted) == len(found) else [f"{len(found)} of {len(wanted)}"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        found, complaints = look_at_json(check(folder, "json"))
        report("json", complaints)
        wanted = [(d["file"], d["line"], d["column"], d["level"], d["code"]) for d in found]
        text = check(folder, "sarif")
        log = json.loads(text)
        report("sarif says what json says", same(wanted, list(places_of_sarif(log))))
        complaints = []
        report("github says what json says",
               same(wanted, list(places_of_github(check(folder, "github"), complaints))) + complaints)
    validator, reason = schema_of_sarif()
    if not validator:
        print(f"ok sarif keeps to its schema # skip {reason}")
        return
    report("sarif keeps to its schema", [e.message for e in validator.iter_errors(log)])
    log["runs"][0]["results"][0]["level"] = "loud"
    log["runs"][0]["tool"]["driver"]["rules"][0]["id"] = 1
    report("the schema can be broken",
           [] if len(list(validator.iter_errors(log))) == 2 else ["it takes what is no SARIF"])


main()
sys.exit(failed)
