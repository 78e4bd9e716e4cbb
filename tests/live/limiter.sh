#!/usr/bin/env bash
# The limiter on a real Redis, killed and restarted under load. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v redis-server >/dev/null && ! command -v valkey-server >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server >/dev/null
fi
"${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --live tests/live/test_limiter_redis.py
