#!/bin/sh
# Fetches the JSON schema of SARIF 2.1.0 for tests/cli/formats.py into tests/.tools, once; prints where
# it is. A test's means: it is not shipped. It comes inside an npm package.
# Needs: npm. Exits with 1 and a reason if it cannot be had.
set -eu

package=@microsoft/jest-sarif@1.0.0-beta.0
archive=microsoft-jest-sarif-1.0.0-beta.0.tgz
sha256=748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102
inside=package/lib/schemas/sarif-2.1.0-rtm.5.json

here=$(cd "$(dirname "$0")" && pwd)
tools=$here/../.tools
schema=$tools/sarif-2.1.0.json

die() {
    echo "get-sarif-schema: $*" >&2
    exit 1
}

mkdir -p "$tools"
if [ ! -f "$schema" ]; then
    command -v npm >/dev/null || die "npm is not installed"
    work=$(mktemp -d "$tools/get.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack --silent "$package" >/dev/null 2>&1) || die "npm cannot fetch $package"
    echo "$sha256  $work/$archive" | sha256sum --check --quiet >&2 || die "$archive is not what it was"
    tar xzf "$work/$archive" -C "$work" "$inside"
    mv "$work/$inside" "$schema"
fi
echo "$schema"
