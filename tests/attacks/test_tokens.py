"""A token proves only what it was made for, while it lives."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from attacks.attack_kit import NOW, sends
from bouncekit import InvalidValueError, origin
from bouncekit.origin import batv, signed, srs, verp
from bouncekit.policy import OwnToken
from bouncekit.policy.facts import TokenKind

KEYS = origin.KeyRing((origin.Key(id=1, secret=b"a secret of the forwarder, long enough"),))

BLIND = [
    "SRS1=x={day}=victim.org=ceo@evil.example",
    "SRS1=x==HHHH={day}=victim.org=ceo",
    "SRS1=x=a@evil.example",
    "SRS1=hash=host=",
    "SRS1==host==a=b=c=d@evil.example",
    "SRS1=x=here.example=prvs@evil.example",
    "SRS1=x=1234=news@here.example@evil.example",
    "srs1=x={day}v=ictim.org=ceo@evil.example",
    "SRS1-x={day}=victim.org=ceo@evil.example",
    "SRS1+x={day}=victim.org=ceo@evil.example",
    "SRS1=x=victim.org=={day}=q=ceo@evil.example",
    'SRS1=x=host==HHHHHHHH={day}=victim.org=ceo"@evil.example',
]


@pytest.mark.parametrize("address", BLIND)
def test_a_strangers_srs1_is_signed_only_whole(address: str) -> None:
    from bouncekit.origin.keys import base32_days, day_number

    stamp = base32_days(day_number(NOW)).upper()
    try:
        seen = srs.mint(address.replace("{day}", stamp), "here.example", KEYS, NOW, allow_long=False)
    except InvalidValueError:
        return
    seal = seen[5:].split("=")[0]
    for forged in (
        f"SRS0={seal}={stamp}=victim.org=ceo@here.example",
        f"SRS0-{seal}={stamp}=victim.org=ceo@here.example",
    ):
        assert not any(proof.valid for proof in origin.examine_envelope(forged, KEYS, NOW))


def test_an_honest_chain_of_forwarders_is_rewritten() -> None:
    first = srs.mint("ann@author.example", "one.example", KEYS, NOW)
    second = srs.mint(first, "here.example", KEYS, NOW, allow_long=True)
    assert srs.verify(second, KEYS, NOW).valid
    assert srs.verify(first, KEYS, NOW).valid


def test_no_kind_of_token_is_another_kind() -> None:
    left = "17"
    minted = {
        "message-id": signed.mint_message_id(left, "here.example", KEYS, NOW, recipient="bob@example.net"),
        "envid": signed.mint_envid(left, KEYS, NOW, recipient="bob@example.net"),
        "header": signed.mint_header("<17@here.example>", KEYS, NOW, recipient="bob@example.net"),
    }
    tags = {kind: text.strip("<>").partition("@")[0].rpartition(".")[2] for kind, text in minted.items()}
    verify = {
        "message-id": lambda tag: signed.verify_message_id(
            f"<17.{tag}@here.example>", KEYS, NOW, recipients=["bob@example.net"]
        ),
        "envid": lambda tag: signed.verify_envid(f"17.{tag}", KEYS, NOW, recipients=["bob@example.net"]),
        "header": lambda tag: signed.verify_header(tag, "<17@here.example>", KEYS, NOW, recipients=["bob@example.net"]),
    }
    for kind, tag in tags.items():
        assert verify[kind](tag).valid
    for one, other in permutations(tags, 2):
        assert not verify[other](tags[one]).valid, (one, other)


@pytest.mark.parametrize("days", [31, 100, 365, 999, 1000, 1001, 1023, 1024, 1025, 2000, 2047, 2048, 4096, 9999])
def test_what_is_dead_stays_dead(days: int) -> None:
    path = verp.mint("news@here.example", "bob@example.net", KEYS, NOW)
    identifier = signed.mint_message_id("17", "here.example", KEYS, NOW)
    envid = signed.mint_envid("17", KEYS, NOW)
    header = signed.mint_header("<1@here.example>", KEYS, NOW)
    for then in (NOW + timedelta(days=days), NOW - timedelta(days=days)):
        assert not verp.verify(path, KEYS, then, life=21).valid
        assert not signed.verify_message_id(identifier, KEYS, then, life=21).valid
        assert not signed.verify_envid(envid, KEYS, then, life=21).valid
        assert not signed.verify_header(header, "<1@here.example>", KEYS, then, life=21).valid


def test_an_old_token_within_its_life_is_valid() -> None:
    path = verp.mint("news@here.example", "bob@example.net", KEYS, NOW)
    tag = batv.mint("news@here.example", KEYS, NOW)
    assert verp.verify(path, KEYS, NOW + timedelta(days=verp.LIFE_DAYS - 1)).valid
    assert batv.verify(tag, KEYS, NOW + timedelta(days=6)).valid
    assert not batv.verify(tag, KEYS, NOW + timedelta(days=9)).valid


@pytest.mark.parametrize(("made", "read"), list(permutations(["+", "-", "="], 2)))
def test_a_delimiter_is_under_the_seal(made: str, read: str) -> None:
    for recipient in ("eve+victim@mail.org", "eve-victim@mail.org", "eve@mail.org"):
        try:
            token = verp.mint("news@here.example", recipient, KEYS, NOW, delimiter=made)
            found = verp.verify(token, KEYS, NOW, delimiter=read)
        except InvalidValueError:
            continue
        assert not found.valid or tuple(found.recipients or ()) == (recipient,)


def test_srs_alone_proves_nothing_to_the_policy() -> None:
    for kind in (TokenKind.SRS, TokenKind.MESSAGE_ID):
        assert not sends("ann@example.org", own_tokens=(OwnToken(kind=kind, valid=True),))


def test_now_has_a_zone_and_the_past_is_no_mint() -> None:
    with pytest.raises(InvalidValueError):
        batv.mint("news@here.example", KEYS, datetime(2026, 1, 1))  # noqa: DTZ001
