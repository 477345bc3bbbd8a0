#!/bin/sh
# Locks the dependencies of pyproject.toml with hashes, for every platform, in requirements/.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check uv

compile() {
    "$tools/venv/bin/uv" pip compile pyproject.toml "$@" --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
}
compile -o requirements/run.txt
compile --extra test -c requirements/run.txt -o requirements/test.txt
compile --extra data -c requirements/run.txt -o requirements/data.txt
