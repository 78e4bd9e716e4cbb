"""The drop-in for flufl.bounce: its signatures, and where it knows better."""

import email
import inspect
from email.message import Message

import flufl.bounce
import pytest

from bouncekit.adapters import flufl as ours
from report.mails import STATUS, dsn, mail


def message(raw: bytes) -> Message:
    return email.message_from_bytes(raw)


@pytest.mark.parametrize("name", ["scan_message", "all_failures"])
def test_the_signatures_are_the_same(name: str) -> None:
    theirs = inspect.signature(getattr(flufl.bounce, name))
    assert list(inspect.signature(getattr(ours, name)).parameters) == list(theirs.parameters)


@pytest.mark.rfc("RFC3464-C-02")
def test_the_original_recipient_is_preferred() -> None:
    assert ours.scan_message(message(dsn())) == {b"b.smith@forward.example"}
    plain = STATUS.replace("Original-Recipient: rfc822;b.smith@forward.example\n", "")
    assert ours.scan_message(message(dsn(plain))) == {b"bob@receiver.example"}


@pytest.mark.rfc("RFC3464-C-03")
def test_delays_are_temporary() -> None:
    delayed = STATUS.replace("failed", "delayed").replace("5.1.1", "4.4.1")
    assert ours.all_failures(message(dsn(delayed))) == (frozenset({b"b.smith@forward.example"}), frozenset())
    assert ours.scan_message(message(dsn(delayed))) == frozenset()


@pytest.mark.parametrize(
    "raw",
    [
        mail("Please ask Bob, bob@example.com, about lunch.\n", sender="kim@c.example", subject="Lunch"),
        dsn(STATUS.replace("Action: failed", "Action: delivered").replace("5.1.1", "2.0.0", 1),
            text="to the list, carol@example.com, ok\n"),
        mail("I am away; ask bob@receiver.example.\n", sender="kim@c.example", subject="Out of office"),
    ],
    ids=["lunch", "delivered", "vacation"],
)  # fmt: skip
def test_what_is_no_failure_yields_nothing(raw: bytes) -> None:
    assert ours.all_failures(message(raw)) == (frozenset(), frozenset())


def test_an_original_recipient_without_type_is_not_a_second_failure() -> None:
    status = (
        "Reporting-MTA: dns; a.example\n\nOriginal-Recipient: <leak@example.net>\n"
        "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n"
    )
    assert len(ours.scan_message(message(dsn(status)))) == 1


def test_an_smtputf8_recipient_is_one() -> None:
    status = (
        "Reporting-MTA: dns; a.example\n\nFinal-Recipient: utf-8; j\\x{F6}rg@b.example\nAction: failed\nStatus: 5.1.1\n"
    )
    assert ours.scan_message(message(dsn(status))) == {"jörg@b.example".encode()}
