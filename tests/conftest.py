"""What every test run shares: checked marks, tests that need the world outside, and the record of requirements.

`shared` and `live` tests are deselected unless `--shared` or `--live` asks for them; asked for, they never skip.
Of tests marked `whole(every=N)`, which repeat one check over much data, each Nth case runs, and all with `--whole`; a test
marked `whole` alone runs with `--whole` only. A case that is named on the command line runs.
`--compliance=FILE` writes, for every requirement of the catalogue, which tests show it and how they ended.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

HERE: Final = Path(__file__).parent
SHARED: Final = HERE.parent.parent / "shared"

# Deterministic, so that a first run tells of the machine and not of the dice; `soak` looks for new examples.
settings.register_profile("dev", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=10)
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def catalogue() -> frozenset[str]:
    """The ids of all requirements."""
    data = json.loads((HERE / "rfc" / "requirements.json").read_text(encoding="utf-8"))
    return frozenset(row["id"] for row in data["requirements"])


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bouncekit")
    group.addoption("--shared", action="store_true", help="run the tests that need ../shared; fail where it is missing")
    group.addoption(
        "--live", action="store_true", help="run the tests that need real servers; fail where they are missing"
    )
    group.addoption(
        "--whole", action="store_true", help="run every case of the tests that repeat one check over much data"
    )
    group.addoption("--compliance", metavar="FILE", help="write requirement → tests → outcome as JSON")


def marked(item: pytest.Item) -> list[str]:
    """The requirement ids that a test is marked with."""
    return [str(name) for mark in item.iter_markers("rfc") for name in mark.args]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known = catalogue()
    unknown = sorted({f"{name} in {item.nodeid}" for item in items for name in marked(item) if name not in known})
    empty = sorted({item.nodeid for item in items for mark in item.iter_markers("rfc") if not mark.args})
    if unknown or empty:
        raise pytest.UsageError("no such requirement in tests/rfc/requirements.json: " + ", ".join(unknown + empty))
    is_whole = config.getoption("--whole") or any("[" in arg for arg in config.args)
    seen: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        outside = [name for name in ("shared", "live") if item.get_closest_marker(name)]
        runs = all(config.getoption(f"--{name}") for name in outside)
        if runs and not is_whole and (mark := item.get_closest_marker("whole")) is not None:
            test = item.nodeid.partition("[")[0]
            every = mark.kwargs.get("every")
            runs = every is not None and seen[test] % every == 0
            seen[test] += 1
        (kept if runs else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


@pytest.fixture(autouse=True)
def _outside_is_there(request: pytest.FixtureRequest) -> None:
    """Fail a `shared` test where the corpus is missing: asked for, it never skips."""
    if request.node.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.fail(f"--shared was given, and {SHARED} is not there")


@pytest.fixture
def shared() -> Path:
    """The folder of the labelled corpus, beside the checkout."""
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hand the marks of a test to its report, which crosses from xdist's workers to the run.

    Tests that need the world outside leave no mark: the compliance page is the same wherever it is made.
    """
    report = yield
    names = marked(item)
    if names and not (item.get_closest_marker("shared") or item.get_closest_marker("live")):
        report.user_properties = [*report.user_properties, ("rfc", " ".join(names))]
    return report


class Compliance:
    """Collects how the tests of each requirement ended."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outcomes: dict[str, dict[str, str]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        names = [name for key, value in report.user_properties if key == "rfc" for name in str(value).split()]
        test = report.nodeid.partition("[")[0]
        for name in names:
            if report.failed or report.skipped:
                self.outcomes[name][test] = report.outcome
            elif report.when == "call":
                self.outcomes[name].setdefault(test, "passed")

    def pytest_sessionfinish(self) -> None:
        ordered = {name: dict(sorted(tests.items())) for name, tests in sorted(self.outcomes.items())}
        self.path.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--compliance")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Compliance(Path(path)), "compliance")
