"""The simulation of benchmarks/, on a small day: what it is there to show holds."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def simulation() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "simulation.py"
    spec = importlib.util.spec_from_file_location("bouncekit_simulation", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_profile_but_literal_mails_an_unproven_victim(simulation: ModuleType) -> None:
    mails = list(simulation.Day(30_000, simulation.E2023))
    tally = {name: simulation.run(mails, make(), refuses=refuses) for name, make, refuses in simulation.WAYS}
    assert tally["accept-then-bounce"].unproven_victims > 1_000
    assert tally["RFC 5321 to the letter"].unproven_victims > 100
    assert tally["SPF pass or aligned DKIM"].unproven_victims > 10
    for name in ("balanced", "balanced, forwarders listed", "strict", "relay"):
        assert tally[name].unproven_victims == 0, name
    assert tally["balanced"].lost_share < 0.1
    assert tally["balanced"].bytes_to_victims < tally["SPF pass or aligned DKIM"].bytes_to_victims / 5


def test_the_same_seed_makes_the_same_day(simulation: ModuleType) -> None:
    one, other = (list(simulation.Day(500, simulation.E2013)) for _ in range(2))
    assert one == other
