"""The inputs that the fuzzer once broke something with, and its seeds, keep the promises at every run of the tests."""

import pytest

from fuzz.targets import HERE, TARGETS, seeds


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_keeps_the_promises(name: str) -> None:
    tried = 0
    for data in seeds(name):
        TARGETS[name](data)
        tried += 1
    assert tried


def test_every_kept_input_belongs_to_a_target() -> None:
    assert {folder.name for folder in (HERE / "corpus").iterdir()} <= set(TARGETS)
