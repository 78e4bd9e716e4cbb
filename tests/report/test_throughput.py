"""benchmarks/throughput.py: every reader is timed, the late parts of an answer too, and a missed goal is told."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from report.mails import dsn


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "throughput.py"
    spec = importlib.util.spec_from_file_location("throughput", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_readers_are_compared(benchmark: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    factors = benchmark.compare([dsn()] * 20, rounds=1)
    assert set(factors) == {"bouncekit", "  all of the answer", "flufl.bounce", "standard library"}
    assert factors["bouncekit"] == 1
    assert capsys.readouterr().out.count("×") == 4


@pytest.mark.parametrize(
    ("flufl", "stdlib", "missed"),
    [(2.5, 1.0, 0), (2.49, 1.0, 1), (9.0, 0.99, 1), (0.5, 0.5, 2)],
)
def test_a_missed_goal_is_told(
    benchmark: ModuleType, capsys: pytest.CaptureFixture[str], flufl: float, stdlib: float, missed: int
) -> None:
    assert benchmark.check({"flufl.bounce": flufl, "standard library": stdlib}) == (1 if missed else 0)
    assert capsys.readouterr().out.count("missed") == missed


def test_check_decides_the_exit_code(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_bytes(dsn())
    monkeypatch.setattr(benchmark.logging, "disable", lambda: None)
    monkeypatch.setattr(sys, "argv", ["throughput.py", str(tmp_path), "--rounds", "1"])
    assert benchmark.main() == 0
    monkeypatch.setattr(benchmark, "GOALS", {"standard library": 1e9})
    monkeypatch.setattr(sys, "argv", [*sys.argv, "--check"])
    assert benchmark.main() == 1
    assert "missed: " in capsys.readouterr().out
