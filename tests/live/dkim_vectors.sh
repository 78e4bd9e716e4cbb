#!/usr/bin/env bash
# dkimpy's own vectors for DKIM and ARC, out of the sdist of the version that is installed. PYTHON: an interpreter with
# bouncekit[test]. (The vectors of RFC 7208 that pyspf ships are in tests/adapters/vectors and run with the tests.)
set -euo pipefail
python=$(command -v "${PYTHON:-python3}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$python" -c 'from importlib.metadata import version; print(version("dkimpy"))')
"$python" -m pip download -q --no-deps --no-binary :all: -d "$work" "dkimpy==$version"
tar -xzf "$work/dkimpy-$version.tar.gz" -C "$work"
# Its tests alone are taken from the sdist: what is tested is the module that bouncekit imports.
mkdir "$work/run" && cp -r "$work/dkimpy-$version/dkim/tests" "$work/run/dkimpy_tests"
cd "$work/run"
"$python" -W ignore - <<'PY'
import sys, unittest, dkim
import dkimpy_tests
dkim.tests = sys.modules["dkim.tests"] = dkimpy_tests
suite = unittest.defaultTestLoader.loadTestsFromNames(["dkimpy_tests.test_dkim", "dkimpy_tests.test_arc"])
ran = unittest.TextTestRunner(verbosity=0).run(suite)
assert ran.testsRun > 25, ran
sys.exit(not ran.wasSuccessful())
PY
