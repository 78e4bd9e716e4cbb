"""Guessed tokens: how many pass is what the length says. benchmarks/origin_guess.py tries ten million of each kind."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bouncekit.origin import batv, signed, srs, verp
from strategies.origin import NOW, RING

TRIES = 15_000
KINDS = ("batv", "batv-counted", "verp", "srs0", "srs1", "srs0-shared", "message-id", "envid", "header")


@pytest.fixture(scope="module")
def guesses() -> ModuleType:
    path = Path(__file__).parent.parent.parent / "benchmarks" / "origin_guess.py"
    spec = importlib.util.spec_from_file_location("origin_guess", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_kind_is_guessed_at(guesses: ModuleType) -> None:
    assert tuple(guesses.KINDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_no_guess_passes_in_fifteen_thousand_of_each_kind(guesses: ModuleType, kind: str) -> None:
    """The tries are the same each time; at 20 bits one such run in 70 would let one pass, at 24 bits one in 1,100."""
    assert guesses.run(kind, TRIES, 0)[0] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_the_seal_stops_a_guess(guesses: ModuleType, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the comparison every try passes: they are well-formed, in time, and of a key that is there."""
    for module in (batv, signed, srs, verp):
        monkeypatch.setattr(module, "same", lambda *_: True)
    assert guesses.run(kind, 50, 0)[0] == 50


def test_each_of_the_24_bits_counts() -> None:
    tag = batv.mint("news@here.example", RING, NOW)
    right = int(tag[9:15], 16)
    for bit in range(24):
        assert not batv.verify(f"{tag[:9]}{right ^ (1 << bit):06x}{tag[15:]}", RING, NOW).valid
    assert batv.verify(f"{tag[:9]}{right:06x}{tag[15:]}", RING, NOW).valid


def test_the_form_of_our_tokens_stays() -> None:
    """Tokens that are out there must verify after an upgrade: these were minted by the first release."""
    assert verp.mint("news@here.example", "bob@example.net", RING, NOW) == (
        "news+bob=example.net-1jmefkfpaczd@here.example"
    )
    assert signed.mint_message_id("17", "here.example", RING, NOW, recipient="bob@example.net") == (
        "<17.r1jmuztvjhlh2aluyimq@here.example>"
    )
    assert signed.mint_envid("j", RING, NOW) == "j.s1jmozdlatp5sbaarybq"
    assert signed.mint_header("<1@x>", RING, NOW) == "s1jmj6v3eeewi2nq2x2c"
    assert batv.mint("news@here.example", RING, NOW) == "prvs=178768ed83=news@here.example"
