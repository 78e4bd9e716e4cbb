"""Signed Message-ID, ENVID and header field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bouncekit.addresses import envid_decode
from bouncekit.errors import InvalidValueError
from bouncekit.origin import signed
from bouncekit.origin.keys import KeyRing
from bouncekit.origin.proof import Proof, ProofFault
from strategies.origin import KEYS, NOW, RING, moments, short_addresses

ID = "<20261123.17@here.example>"
Mint = Callable[[datetime, str | None], str]
Verify = Callable[[str, datetime, tuple[str, ...]], Proof]

FORMS: dict[str, tuple[Mint, Verify]] = {
    "message-id": (
        lambda now, to: signed.mint_message_id("20261123.17", "here.example", RING, now, recipient=to),
        lambda value, now, to: signed.verify_message_id(value, RING, now, recipients=to),
    ),
    "envid": (
        lambda now, to: signed.mint_envid("job-17", RING, now, recipient=to),
        lambda value, now, to: signed.verify_envid(value, RING, now, recipients=to),
    ),
    "header": (
        lambda now, to: signed.mint_header(ID, RING, now, recipient=to),
        lambda value, now, to: signed.verify_header(value, ID, RING, now, recipients=to),
    ),
}
forms = st.sampled_from(sorted(FORMS))


@given(forms, moments(), st.none() | short_addresses())
def test_what_is_minted_verifies_in_any_case(form: str, now: datetime, to: str | None) -> None:
    mint, verify = FORMS[form]
    value = mint(now, to)
    for shown in (value, value.lower(), f" {value} "):
        proof = verify(shown, now, ("someone@else.example", to.upper()) if to else ())
        assert proof.valid
        assert proof.recipients == (None if to is None else frozenset({to}))


@given(forms, st.data())
def test_any_changed_character_fails(form: str, data: st.DataObject) -> None:
    mint, verify = FORMS[form]
    value = mint(NOW, None)
    at = data.draw(st.integers(1, len(value) - 2))
    other = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz=/@.-é"))
    assume(other != value[at].lower())
    assert not verify(value[:at] + other + value[at + 1 :], NOW, ()).valid


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_bound_one_speaks_for_its_recipient_only(form: str) -> None:
    mint, verify = FORMS[form]
    value = mint(NOW, "bob@example.net")
    assert verify(value, NOW, ("bob@example.net",)).valid
    assert verify(value, NOW, ("eve@example.net",)).fault is ProofFault.BAD_SIGNATURE
    assert verify(value, NOW, ()).fault is ProofFault.BAD_SIGNATURE


@pytest.mark.parametrize("form", sorted(FORMS))
def test_life_is_exact_at_both_edges(form: str) -> None:
    mint, verify = FORMS[form]
    value = mint(NOW, None)
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    end = midnight + timedelta(days=15)
    assert verify(value, midnight, ()).valid
    assert verify(value, midnight - timedelta(microseconds=1), ()).fault is ProofFault.EXPIRED
    assert verify(value, end - timedelta(microseconds=1), ()).valid
    assert verify(value, end, ()).fault is ProofFault.EXPIRED


def test_one_form_is_no_other_and_a_dropped_key_is_unknown() -> None:
    value = signed.mint_header(ID, RING, NOW)
    assert signed.verify_envid(f"{ID}.{value}", RING, NOW).fault is ProofFault.BAD_SIGNATURE
    assert signed.verify_header(value, ID, KeyRing((KEYS[1],)), NOW).fault is ProofFault.UNKNOWN_KEY
    assert signed.verify_header(value, "<other@here.example>", RING, NOW).fault is ProofFault.BAD_SIGNATURE


def test_not_signed_and_malformed() -> None:
    assert signed.verify_message_id("<17.abc@here.example>", RING, NOW).fault is ProofFault.NOT_SIGNED
    assert signed.verify_message_id("", RING, NOW).fault is ProofFault.NOT_SIGNED
    assert signed.verify_envid("QQ314159", RING, NOW).fault is ProofFault.NOT_SIGNED
    assert signed.verify_header("short", ID, RING, NOW).fault is ProofFault.MALFORMED
    assert signed.verify_header("", ID, RING, NOW).fault is ProofFault.NOT_SIGNED


def test_envid_survives_xtext_and_fits_its_hundred_characters() -> None:
    value = signed.mint_envid("job-17", RING, NOW)
    assert signed.verify_envid(envid_decode(value), RING, NOW).valid
    assert len(signed.mint_envid("a" * 78, RING, NOW)) == 100
    with pytest.raises(InvalidValueError, match="longer than 100"):
        signed.mint_envid("a" * 79, RING, NOW)
    for left in ("jö", "a+b", "a=b", "a b", ""):
        with pytest.raises(InvalidValueError, match="ASCII"):
            signed.mint_envid(left, RING, NOW)


@pytest.mark.parametrize(
    ("left", "domain"),
    [("a b", "here.example"), ("a@b", "here.example"), ("a", "here example"), ("", "x.example")],
)
def test_message_ids_that_cannot_be_are_refused(left: str, domain: str) -> None:
    with pytest.raises(InvalidValueError):
        signed.mint_message_id(left, domain, RING, NOW)


@pytest.mark.parametrize("message_id", [" <>", "", "<" + "a" * 988 + "@x.example>"])
def test_a_message_id_that_no_line_holds_is_refused(message_id: str) -> None:
    with pytest.raises(InvalidValueError, match="998 characters"):
        signed.mint_header(message_id, RING, NOW)


def test_what_is_longer_than_a_line_is_not_looked_at_and_the_longest_line_is() -> None:
    longest = "<" + "a" * 986 + "@x.example>"
    value = signed.mint_header(longest, RING, NOW)
    assert len(longest) == 998
    assert signed.verify_header(value, longest, RING, NOW).valid
    assert signed.verify_header(value, longest[:-1] + " " * 2000 + ">", RING, NOW).fault is ProofFault.MALFORMED
    envid = signed.mint_envid("job", RING, NOW)
    assert signed.verify_envid(" " * 2000 + envid, RING, NOW).fault is ProofFault.MALFORMED


@given(st.text(max_size=80))
def test_nothing_raises_on_content(text: str) -> None:
    tag = signed.mint_header(ID, RING, NOW)
    for value in (text, f"<{text}.{tag}@{text}>"):
        assert not signed.verify_message_id(value, RING, NOW).valid
        assert not signed.verify_envid(value, RING, NOW).valid
        assert not signed.verify_header(value, text, RING, NOW, recipients=(text,)).valid
