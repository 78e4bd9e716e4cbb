"""The examples run, and print what their docstrings promise."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
MAILMAN3 = """\
day  0  bob@example.net    scored: score 1 of 5: user-unknown
day  0  carol@example.com  not counted: origin ours, fault reputation
day  0  dave@example.com   not counted: origin unproven, fault recipient
day  1  bob@example.net    scored: score 2 of 5: user-unknown
day  2  bob@example.net    scored: score 3 of 5: user-unknown
day  3  bob@example.net    scored: score 4 of 5: user-unknown
day  4  bob@example.net    scored: score 5 of 5: user-unknown
day  4  bob@example.net    suspend: the threshold is reached
day  4  bob@example.net    warn: warning 1 of 3
day 11  bob@example.net    warn: warning 2 of 3
day 18  bob@example.net    warn: warning 3 of 3
day 25  bob@example.net    remove: all warnings went unanswered
"""


def test_mailman_3s_bounce_processing(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "mailman3.py"), run_name="__main__")
    assert capsys.readouterr().out == MAILMAN3


def test_every_example_has_a_test() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {"mailman3.py"}
