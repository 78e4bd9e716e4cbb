#!/usr/bin/env bash
# The ledger on a real Redis and a real PostgreSQL, both of our own, on loopback. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
need=
command -v redis-server >/dev/null || command -v valkey-server >/dev/null || need="$need redis-server"
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$need postgresql"
if [ -n "$need" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $need >/dev/null
fi
"$python" -c 'import redis, psycopg' 2>/dev/null || "$python" -m pip install -q 'redis>=5' 'psycopg[binary]>=3.2'
"$python" -m pytest -q -p no:cacheprovider --live tests/live/test_origin_ledgers.py
