#!/usr/bin/env bash
# Our rules for Mailman beside the bounce processor of Mailman itself, out of PyPI, in an environment of its own.
# PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m venv "$work/mailman"
"$work/mailman/bin/pip" install -q 'mailman>=3.3.10,<3.4'
MAILMAN=$work/mailman/bin/python "$python" -m pytest -q -p no:cacheprovider --live tests/live/test_mailman.py
