#!/bin/sh
# Fetches the JSON schema of SARIF 2.1.0 for tests/cli/formats.py into tests/.tools, once; prints where
# it is. It comes inside an npm package. Exits with 1 and a reason if it cannot be had.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
schema=$here/../.tools/sarif-2.1.0.json

sh "$here/../get-npm.sh" @microsoft/jest-sarif@1.0.0-beta.0 microsoft-jest-sarif-1.0.0-beta.0.tgz \
    748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102 \
    package/lib/schemas/sarif-2.1.0-rtm.5.json "$schema"
echo "$schema"
