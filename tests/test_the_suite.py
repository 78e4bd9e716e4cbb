"""Rules that the tests themselves keep: no clock decides, and what runs by default is a slice of every file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from steps import grows, steps

HERE = Path(__file__).parent


def test_no_test_is_timed() -> None:
    """A busy machine fails no test: steps are counted (tests/steps.py), seconds are measured in benchmarks/."""
    clocks = re.compile("process_" + "time|perf_" + "counter|mono" + "tonic|thread_" + "time|time" + "it")
    # They wait for real servers, and give up after a while.
    waiting = {HERE / "docs" / "servers.py", HERE / "docs" / "snippets.py", *(HERE / "live").rglob("*.py")}
    timed = [path.name for path in HERE.rglob("*.py") if path not in waiting and clocks.search(path.read_text("utf-8"))]
    assert timed == []


def test_steps_are_the_same_whenever_they_are_counted() -> None:
    def quadratic(n: int) -> int:
        return sum(len("x") for _ in range(n) for _ in range(n))

    def linear(n: int) -> int:
        return sum(len("x") for _ in range(n))

    assert steps(lambda: linear(500)) == steps(lambda: linear(500)) > 500
    assert 1.7 < grows(lambda: linear(1_000), lambda: linear(2_000)) < 2.1
    assert 3.7 < grows(lambda: quadratic(100), lambda: quadratic(200)) < 4.1


def collected(*options: str) -> dict[str, int]:
    """Test → its number of cases."""
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", *options, "tests"]
    out = subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True).stdout
    found: dict[str, int] = {}
    for line in out.splitlines():
        if "::" in line:
            test = line.partition("[")[0]
            found[test] = found.get(test, 0) + 1
    return found


@pytest.mark.whole
def test_the_default_run_is_a_slice_of_every_file() -> None:
    default, whole = collected(), collected("--whole")
    assert default.keys() <= whole.keys()
    assert all(default[test] <= count for test, count in whole.items() if test in default)
    assert {test.partition("::")[0] for test in default} == {test.partition("::")[0] for test in whole}
    left_out = whole.keys() - default.keys()
    assert len(left_out) < 10, "what is left out altogether is an exception"
    assert sum(whole.values()) > sum(default.values())
