"""Signed return paths, and the unsigned ones that are read and never proof."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import verp
from bouncekit.origin.keys import KeyRing
from bouncekit.origin.proof import ProofFault
from strategies.origin import KEYS, NOW, RING, moments, short_addresses


@given(short_addresses(), moments(), st.sampled_from("+_-"))
def test_what_is_minted_verifies_in_any_case_and_names_its_recipient(to: str, now: datetime, delimiter: str) -> None:
    minted = verp.mint("news@here.example", to, RING, now, delimiter=delimiter)
    for form in (minted, minted.upper()):
        proof = verp.verify(form, RING, now, delimiter=delimiter)
        assert proof.valid
        assert proof.address == "news@here.example"
        assert proof.recipients == frozenset({to})


@given(short_addresses(), st.data())
def test_any_changed_character_fails(to: str, data: st.DataObject) -> None:
    minted = verp.mint("news@here.example", to, RING, NOW)
    at = data.draw(st.integers(0, len(minted) - 1))
    other = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz=/+@.-é٣"))
    assume(other != minted[at])
    assert not verp.verify(minted[:at] + other + minted[at + 1 :], RING, NOW).valid


def test_life_is_exact_at_both_edges() -> None:
    minted = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    end = midnight + timedelta(days=15)
    assert verp.verify(minted, RING, end - timedelta(microseconds=1)).valid
    assert verp.verify(minted, RING, end).fault is ProofFault.EXPIRED
    assert verp.verify(minted, RING, midnight).valid
    assert verp.verify(minted, RING, midnight - timedelta(microseconds=1)).fault is ProofFault.EXPIRED


def test_reasons() -> None:
    minted = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    body, _, tail = minted.rpartition("-")
    tag, _, domain = tail.partition("@")
    assert verp.verify("news+bob=example.net@here.example", RING, NOW).fault is ProofFault.NOT_SIGNED
    assert verp.verify("news@here.example", RING, NOW).fault is ProofFault.NOT_SIGNED
    assert verp.verify(f"{body}-{tag}aaa@{domain}", RING, NOW).fault is ProofFault.MALFORMED
    assert verp.verify(f"{body}-{tag[0]}a{tag[1:]}@{domain}", RING, NOW).fault is ProofFault.MALFORMED
    assert verp.verify(f"{body}-{tag[:-1]}1@{domain}", RING, NOW).fault is ProofFault.MALFORMED
    assert verp.verify(f"{body}-9{tag[1:]}@{domain}", RING, NOW).fault is ProofFault.UNKNOWN_KEY
    assert verp.verify(minted.replace("bob", "eve"), RING, NOW).fault is ProofFault.BAD_SIGNATURE
    assert verp.verify(minted.replace("here", "there"), RING, NOW).fault is ProofFault.BAD_SIGNATURE
    assert verp.verify(minted, KeyRing((KEYS[1],)), NOW).fault is ProofFault.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("mailbox", "recipient", "fault"),
    [
        ("news+x@here.example", "bob@example.net", "delimiter"),
        ("news@here.example", '"bob b"@example.net', "quoted"),
        ("news@here.example", "jö@example.net", "not ASCII"),
        ("news@here.example", "bob@[192.0.2.1]", "literal"),
        ("news@here.example", "b" * 40 + "@long-enough.example.net", "too long"),
        ("news", "bob@example.net", "local-part@domain"),
    ],
)
def test_what_cannot_be_said_is_refused(mailbox: str, recipient: str, fault: str) -> None:
    with pytest.raises(InvalidValueError, match=fault):
        verp.mint(mailbox, recipient, RING, NOW)


@pytest.mark.rfc("VERP-1-04")
@pytest.mark.parametrize(
    ("address", "mailbox", "recipient", "style"),
    [
        ("ants-bounces+bob=example.net@lists.example", "ants-bounces@lists.example", "bob@example.net", "mailman"),
        ("bounce+bob==a==example.net==ants@lists.example", "ants@lists.example", "bob@example.net", "sympa"),
        ("bounce+bob==a==example.net==ants==w@lists.example", "ants@lists.example", "bob@example.net", "sympa"),
        ("bounce+b==o==a==example.net==ants==217@lists.example", "ants@lists.example", "b==o@example.net", "sympa"),
        ("ants-return-17-bob=example.net@lists.example", "ants@lists.example", "bob@example.net", "ezmlm"),
        ("ants-bounces+b=o=b=example.net@lists.example", "ants-bounces@lists.example", "b=o=b@example.net", "mailman"),
    ],
)
def test_unsigned_forms_are_read_and_are_no_proof(address: str, mailbox: str, recipient: str, style: str) -> None:
    found = verp.read_unsigned(address)
    assert found is not None
    assert (found.mailbox, found.recipient, found.style.value) == (mailbox, recipient, style)
    assert not verp.verify(address, RING, NOW).valid


@given(st.text(max_size=80))
def test_nothing_raises_on_content(text: str) -> None:
    for address in (text, f"news+{text}=example.net-1aaaaaaaaaaaa@here.example", f"l-bounces+{text}@here.example"):
        assert not verp.verify(address, RING, NOW).valid
        verp.read_unsigned(address)


@pytest.mark.rfc("VERP-1-04")
def test_return_paths_that_a_real_mailman_wrote_are_read_and_are_no_proof() -> None:
    captured = Path(__file__).parent.parent / "corpus" / "captured" / "mailman"
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(captured.iterdir())]
    written = {found for text in texts for found in re.findall(r"ann-bounces\+[a-z0-9]+=[a-z.]+@lists\.test", text)}
    assert written
    for address in written:
        found = verp.read_unsigned(address)
        assert found is not None
        assert found.mailbox == "ann-bounces@lists.test"
        assert found.recipient.endswith("@collect.test")
        assert verp.verify(address, RING, NOW).fault is ProofFault.NOT_SIGNED
