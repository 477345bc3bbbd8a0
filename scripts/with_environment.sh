#!/bin/sh
# Makes .venv with what requirements/<what>.txt locks, and node_modules, then runs a Python script in it.
# Usage: scripts/with_environment.sh run|test script.py [argument…]
set -eu
cd "$(dirname "$0")/.."
what=$1
shift

fail() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

if [ ! -x .venv/bin/python ]; then
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    [ -n "${python:-}" ] || fail "Python 3.11 or newer is needed. On Debian 12 or Ubuntu 24.04 type:
    sudo apt-get install python3 python3-venv
Is it installed under another name, type:  make run PYTHON=/path/to/python3.11"
    "$python" -c 'import venv, ensurepip' 2>/dev/null || fail "Python's venv is missing. Type:
    sudo apt-get install python3-venv"
    echo "Making the Python environment in .venv …"
    "$python" -m venv .venv || { rm -rf .venv; fail "The environment could not be made; see the lines above."; }
fi

locked=requirements/$what.txt
stamp=.venv/installed-$what
if ! cmp -s "$locked" "$stamp"; then
    echo "Installing the packages of $locked …"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$locked" ||
        fail "The packages could not be installed; see the lines above. Without a network this cannot work."
    cp "$locked" "$stamp"
fi
scripts/front_end.sh || fail "The front end's packages could not be installed; see the lines above."
exec .venv/bin/python "$@"
