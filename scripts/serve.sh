#!/bin/sh
# The production server with the project's options, on HOST and PORT; `make run`, systemd and the container use it.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/granian --interface wsgi --no-ws --http 1 \
    --host "${HOST:-127.0.0.1}" --port "${PORT:-8000}" --workers "${WORKERS:-2}" --blocking-threads "${THREADS:-2}" \
    --backpressure 128 --respawn-failed-workers --workers-lifetime 6h --workers-max-rss 512 --workers-kill-timeout 20s \
    --log-config deploy/server-logs.json --log-level "${SERVER_LOG_LEVEL:-info}" drogscener.wsgi:application
