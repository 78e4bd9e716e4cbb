#!/usr/bin/env bash
# Our reports, read by Sisimai (Debian). PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! perl -MSisimai -e 1 2>/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends libsisimai-perl >/dev/null
fi
PYTHONPATH=tests "${PYTHON:-python3}" -m live.read_with_sisimai
