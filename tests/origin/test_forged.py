"""Guessed tokens: how many pass is what the length says. benchmarks/origin_guess.py tries ten million of each kind."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from bouncekit.origin import Proof, ProofFault, batv, format1, signed, srs, verp
from bouncekit.origin.keys import base32_days, day_number
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
    """Tokens that are out there must verify after an upgrade."""
    assert verp.mint("news@here.example", "bob@example.net", RING, NOW) == (
        "news+bob=example.net-1ujmtf2femxgk@here.example"
    )
    assert signed.mint_message_id("17", "here.example", RING, NOW, recipient="bob@example.net") == (
        "<17.r1ujm7tt42tuidcaen2ax@here.example>"
    )
    assert signed.mint_envid("j", RING, NOW) == "j.s1ujmtihi2mrjz6jbm6uc"
    assert signed.mint_header("<1@x>", RING, NOW) == "s1ujml5footpi5d2dnbor"
    assert batv.mint("news@here.example", RING, NOW) == "prvs=178768ed83=news@here.example"


OLD: dict[str, tuple[Callable[[datetime], Proof], int]] = {
    "verp": (lambda at: verp.verify("news+bob=example.net-1jmefkfpaczd@here.example", RING, at), 14),
    "message-id": (
        lambda at: signed.verify_message_id(
            "<17.r1jmuztvjhlh2aluyimq@here.example>", RING, at, recipients=["bob@example.net"]
        ),
        14,
    ),
    "envid": (lambda at: signed.verify_envid("j.s1jmozdlatp5sbaarybq", RING, at), 14),
    "header": (lambda at: signed.verify_header("s1jmj6v3eeewi2nq2x2c", "<1@x>", RING, at), 14),
}
"""Minted on NOW by the release of November 2026, whose tokens said the day modulo 1024."""


@pytest.mark.parametrize("kind", OLD)
def test_tokens_of_the_format_before_live_out_their_life_and_never_again(kind: str) -> None:
    verify, life = OLD[kind]
    assert verify(NOW).valid
    assert verify(NOW).day == day_number(NOW)
    assert verify(NOW + timedelta(days=life)).valid
    assert verify(NOW + timedelta(days=life + 1)).fault is ProofFault.EXPIRED
    assert verify(NOW - timedelta(days=1)).fault is ProofFault.EXPIRED
    for days in (100, 1010, 1023, 1024, 1025, 1038, 2048, 2050, 10240):
        assert not verify(NOW + timedelta(days=days)).valid
        assert not verify(NOW - timedelta(days=days)).valid


def test_the_format_before_is_over_in_2027() -> None:
    first, last = format1._FIRST, format1._LAST
    assert last - first < 1024 - 14, "two days in the range must not have one stamp"
    assert format1.day_of(base32_days(last), last) == last
    assert format1.day_of(base32_days(last + 1), last + 1) is None
    assert format1.day_of(base32_days(first), first) == first
    assert format1.day_of(base32_days(first - 1), first - 1) is None


def test_the_format_before_did_not_seal_the_delimiter_so_no_other_may_be_in_doubt() -> None:
    """`news-eve+victim=mail.org` was minted with `-` for `eve+victim@mail.org`: with `+` it would be victim's."""
    body, stamp = "news-eve+victim=mail.org", base32_days(day_number(NOW))
    sealed = format1.seal(RING.keys[0], "bouncekit verp 1", body, "here.example", stamp, length=9)
    address = f"{body}-1{stamp}{sealed}@here.example"
    assert verp.verify(address, RING, NOW, delimiter="-").recipients == frozenset({"eve+victim@mail.org"})
    assert verp.verify(address, RING, NOW).fault is ProofFault.BAD_SIGNATURE
