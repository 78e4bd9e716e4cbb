"""Opaque return paths: for every recipient, for nobody else, and never for ever."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import Key, KeyRing, ProofFault, Verdict, check, examine_envelope, opaque, verp
from bouncekit.report.parse import parse
from report.mails import STATUS, dsn

NOW: Final = datetime(2026, 3, 16, 12, tzinfo=UTC)
KEYS: Final = KeyRing((Key(id=1, secret=b"sixteen octets of secret"),))
NEWS: Final = "news@here.example"
LONG: Final = f"{'b' * 64}@{'d' * 60}.receiver.example"
RECIPIENTS: Final = (
    "bob@receiver.example",
    LONG,
    '"b o b"@receiver.example',
    "jörg@receiver.example",
    "Bob@Receiver.Example",
)


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("delimiter", ["+", "-", "_", "."])
def test_every_recipient_has_a_return_path(recipient: str, delimiter: str) -> None:
    path = opaque.mint(NEWS, recipient, KEYS, NOW, delimiter=delimiter)
    assert len(path.rpartition("@")[0]) <= 64
    assert path.isascii()
    assert "b o b" not in path
    for form in (path, path.upper()):
        proof = opaque.verify(form, KEYS, NOW, candidates=["eve@x.example", recipient], delimiter=delimiter)
        assert (proof.fault, proof.address, proof.recipients) == (None, NEWS, frozenset((recipient.lower(),)))


def test_it_speaks_for_nobody_else() -> None:
    path = opaque.mint(NEWS, "bob@receiver.example", KEYS, NOW)
    proof = opaque.verify(path, KEYS, NOW, candidates=["eve@receiver.example", "bob@receiver.exampl"])
    assert (proof.fault, proof.recipients) == (None, None)


def test_each_character_is_sealed() -> None:
    path = opaque.mint(NEWS, "bob@receiver.example", KEYS, NOW)
    for at, char in enumerate(path):
        for other in ("a", "7", "o", "1"):
            if other != char:
                changed = path[:at] + other + path[at + 1 :]
                assert not opaque.verify(changed, KEYS, NOW, candidates=["bob@receiver.example"]).valid, changed


def test_the_delimiter_is_sealed() -> None:
    path = opaque.mint(NEWS, "bob@receiver.example", KEYS, NOW).replace("+", "-")
    assert opaque.verify(path, KEYS, NOW, delimiter="-").fault is ProofFault.BAD_SIGNATURE


@pytest.mark.parametrize("days", [15, 1024, 1024 * 32, -1])
def test_it_never_lives_again(days: int) -> None:
    path = opaque.mint(NEWS, "bob@receiver.example", KEYS, NOW)
    assert opaque.verify(path, KEYS, NOW + timedelta(days=14)).valid
    assert opaque.verify(path, KEYS, NOW + timedelta(days=days)).fault is ProofFault.EXPIRED


def test_other_keys_and_other_kinds() -> None:
    path = opaque.mint(NEWS, "bob@receiver.example", KEYS, NOW)
    other = KeyRing((Key(id=1, secret=b"sixteen octets of another"),))
    assert opaque.verify(path, other, NOW).fault is ProofFault.BAD_SIGNATURE
    assert (
        opaque.verify(path, KeyRing((Key(id=2, secret=b"sixteen octets of secret"),)), NOW).fault
        is ProofFault.UNKNOWN_KEY
    )
    plain = verp.mint(NEWS, "bob@receiver.example", KEYS, NOW)
    assert opaque.verify(plain, KEYS, NOW).fault is ProofFault.NOT_SIGNED
    assert not verp.verify(path, KEYS, NOW).valid


def test_the_reference_finds_the_subscriber() -> None:
    subscribers = {opaque.reference(who, KEYS, NOW): who for who in ("bob@receiver.example", LONG)}
    assert len(subscribers) == 2
    path = opaque.mint(NEWS, LONG, KEYS, NOW + timedelta(days=3))
    found = subscribers[opaque.reference_in(path) or ""]
    assert opaque.verify(path, KEYS, NOW + timedelta(days=4), candidates=[found]).recipients == frozenset((LONG,))
    assert opaque.reference_in(NEWS) is None


def test_a_bounce_to_it_is_proved_for_its_recipient() -> None:
    report = parse(dsn(STATUS))
    for recipient, bound in (("bob@receiver.example", True), ("kim@receiver.example", False)):
        path = opaque.mint("ann@sender.example", recipient, KEYS, NOW)
        proofs = examine_envelope(path, KEYS, NOW, recipients=report.named_recipients)
        origin = check(report, envelope_to=path, proofs=proofs, now=NOW)
        assert origin.verdict is (Verdict.OURS if bound else Verdict.UNPROVEN)
        assert origin.bound_to_recipient is bound


@given(st.text(max_size=120) | st.from_regex(r"[a-z]{1,5}\+o[0-9][a-z2-7]{23}@x\.example", fullmatch=True))
def test_no_text_raises_or_is_believed(text: str) -> None:
    assert not opaque.verify(text, KEYS, NOW, candidates=["bob@receiver.example"]).valid


@pytest.mark.parametrize(
    ("mailbox", "recipient", "field"),
    [
        ("ne+ws@here.example", "bob@receiver.example", "mailbox"),
        ('"n s"@here.example', "bob@receiver.example", "mailbox"),
        (f"{'n' * 39}@here.example", "bob@receiver.example", "mailbox"),
        ("prvs=1234abcdef=news@here.example", "bob@receiver.example", "mailbox"),
        (NEWS, "bob", "recipient"),
    ],
)
def test_what_cannot_be_minted(mailbox: str, recipient: str, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        opaque.mint(mailbox, recipient, KEYS, NOW)
    assert caught.value.field == field
    assert opaque.mint(f"{'n' * 38}@here.example", LONG, KEYS, NOW)
    with pytest.raises(InvalidValueError):
        opaque.verify(NEWS, KEYS, NOW, delimiter="=")
