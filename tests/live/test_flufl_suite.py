"""flufl.bounce's own test-suite, out of its sdist and unchanged, against `bouncekit.adapters.flufl`.

Its functions `scan_message` and `all_failures` are replaced by ours before its tests import them. Tests of single
detectors run flufl.bounce's own classes, so the table of messages and expected addresses is run against ours as well.
"""

import importlib
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Final

import pytest

from bouncekit.adapters.flufl import all_failures

pytestmark = pytest.mark.live

VERSION: Final = "6.0.0"

NOT_OURS: Final = {
    "tests/test_scan.py": "replaces flufl.bounce's private list of detectors by one that raises; our functions never raise",
}
"""Files left out, each with the reason why we are right."""

DESELECTED: Final = {
    "tests/test_non_ascii.py::test_gl3_dsn_no_longer_aborts_the_scan": (
        "an SMTPUTF8 recipient is a recipient: we return it as UTF-8, flufl.bounce leaves it out"
    ),
    "tests/test_yale.py::test_no_from_header": "tests flufl.bounce's own class, and fails there on some Pythons (IndexError)",
}
"""Tests left out, each with the reason."""

DIFFERENT: Final = {
    "simple_14.txt": "two addresses stand in the notice: one is the recipient, the other is only quoted in the reply `552 Quota …`",
    "simple_20.txt": "a person's address, a subject that begins with `RE:` and no mail system anywhere: not believed",
    "sendmail_01.txt": "`a (expanded from: b)` is one recipient with a final and an original address, not two recipients",
    "simple_42.txt": "the status fields name a recipient (abridged by a web archive); flufl.bounce rejects the address",
    "yale_01.txt": "the notice names a user without domain; flufl.bounce guesses two addresses at two domains",
}
"""Messages on which we answer otherwise, each with the reason."""

PLUGIN: Final = """\
import flufl.bounce
import bouncekit.adapters.flufl as ours

flufl.bounce.scan_message, flufl.bounce.all_failures = ours.scan_message, ours.all_failures
"""


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flufl")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            f"flufl.bounce=={VERSION}",
            "-d",
            folder,
        ],
        check=True,
    )
    (archive,) = folder.glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", archive, "-C", folder], check=True)  # Debian's 3.11.2 has no `filter` yet
    (root,) = (p for p in folder.iterdir() if p.is_dir())
    (root / "bouncekit_flufl_plugin.py").write_text(PLUGIN, encoding="utf-8")
    return root


def test_its_own_tests_pass(sdist: Path) -> None:
    ignored = [f"--ignore={name}" for name in NOT_OURS] + [f"--deselect={name}" for name in DESELECTED]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "bouncekit_flufl_plugin",
        "--noconftest",
        *ignored,
    ]
    done = subprocess.run(
        [*command, "--rootdir", ".", "-c", os.devnull, "tests"], cwd=sdist, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(sdist)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout


@pytest.fixture
def table(sdist: Path) -> Iterator[dict[str, tuple[set[bytes], set[bytes], Message]]]:
    """File → delayed and failed addresses that any of its detectors is expected to find, and the message."""
    theirs = {name: sys.modules.pop(name) for name in list(sys.modules) if name == "tests" or name.startswith("tests.")}
    sys.path.insert(0, str(sdist))
    try:
        rows = importlib.import_module("tests.test_detectors").DETECTORS
        load = importlib.import_module("tests.utils")._parse
        out: dict[str, tuple[set[bytes], set[bytes]]] = defaultdict(lambda: (set(), set()))
        for _, name, expected, temporary in rows:
            out[name][not temporary].update(expected)
        yield {name: (delayed, failed, load(name)) for name, (delayed, failed) in out.items()}
    finally:
        sys.path.remove(str(sdist))
        for name in [n for n in sys.modules if n == "tests" or n.startswith("tests.")]:
            del sys.modules[name]
        sys.modules.update(theirs)


def test_its_table_of_messages_gets_the_same_answers(table: dict[str, tuple[set[bytes], set[bytes], Message]]) -> None:
    wrong = {
        name
        for name, (delayed, failed, message) in table.items()
        if [set(s) for s in all_failures(message)] != [delayed, failed]
    }
    assert len(table) > 90
    assert wrong == DIFFERENT.keys()
