"""A caller's mistakes are refused where they are made, by the name of the field."""

from typing import Any

import pytest

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.transaction import ByMode, Client, DeliverBy, Failure, Notify, RcptTo, Transaction
from bouncekit.vocabulary import Reason

BOB = RcptTo(forward_path="bob@here.example")


@pytest.mark.rfc("RFC5321-6.1-05", "RFC5321-4.1.1.3-01")
def test_paths_as_they_stand_in_commands() -> None:
    txn = Transaction(reverse_path="<@a.example:ann@example.org>", recipients=(RcptTo(forward_path="<Postmaster>"),))
    assert str(txn.sender) == "ann@example.org"
    assert txn.recipients[0].mailbox is None
    assert Transaction(reverse_path="<>", recipients=(BOB,)).sender is None


@pytest.mark.rfc("RFC3461-4.1-01", "RFC3461-4.4-01", "RFC2852-4-02")
@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("reverse_path", lambda: Transaction(reverse_path="ann", recipients=(BOB,))),
        ("reverse_path", lambda: Transaction(reverse_path=f"{'a' * 65}@example.org", recipients=(BOB,))),
        ("reverse_path", lambda: Transaction(reverse_path=f"a@{'d.' * 127}example", recipients=(BOB,))),
        ("forward_path", lambda: RcptTo(forward_path="bob@here.example\r\nDATA")),
        ("forward_path", lambda: RcptTo(forward_path="")),
        ("recipients", lambda: Transaction(reverse_path="", recipients=())),
        ("envid", lambda: Transaction(reverse_path="", recipients=(BOB,), envid="x" * 101)),
        ("envid", lambda: Transaction(reverse_path="", recipients=(BOB,), envid="a b")),
        ("deferred_seconds", lambda: Transaction(reverse_path="", recipients=(BOB,), deferred_seconds=-1)),
        ("orcpt", lambda: RcptTo(forward_path="b@x.example", orcpt="bob@x.example")),
        ("orcpt", lambda: RcptTo(forward_path="b@x.example", orcpt="rfc822;" + "b" * 500)),
        ("notify", lambda: RcptTo(forward_path="b@x.example", notify=frozenset({Notify.NEVER, Notify.DELAY}))),
        ("notify", lambda: RcptTo(forward_path="b@x.example", notify=frozenset())),
        ("client.ip", lambda: Client(ip="192.0.2.256")),
        ("client.helo", lambda: Client(helo="a\u2028b")),
        ("client.helo", lambda: Client(helo="a" * 256)),
        ("client.login", lambda: Client(login="")),
        ("client.login", lambda: Client(login="ann\x00")),
        ("failure.reply", lambda: Failure(reply=ReplyCode(250))),
        ("failure.status", lambda: Failure(status=EnhancedStatus(2, 1, 5))),
        ("failure.status", lambda: Failure(reply=ReplyCode(550), status=EnhancedStatus(4, 2, 2))),
        ("failure.reason", lambda: Failure(reason=Reason.VACATION)),
        ("failure.diagnostic", lambda: Failure(diagnostic="a\x1b[2J")),
        ("deliver_by.seconds", lambda: DeliverBy(seconds=0, mode=ByMode.RETURN)),
        ("deliver_by.seconds", lambda: DeliverBy(seconds=-(10**9), mode=ByMode.NOTIFY)),
    ],
)
def test_mistakes(field: str, make: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert caught.value.field == field
    assert "\n" not in str(caught.value)


def test_values_are_kept() -> None:
    assert DeliverBy(seconds=-5, mode=ByMode.NOTIFY).trace is False
    rcpt = RcptTo(forward_path="bob@here.example", orcpt="rfc822;B+2Bx@here.example")
    assert rcpt.original is not None
    assert rcpt.original.address == "B+x@here.example"
