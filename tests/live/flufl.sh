#!/usr/bin/env bash
# flufl.bounce's own tests, out of its sdist, against our drop-in. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
"${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --live tests/live/test_flufl_suite.py
