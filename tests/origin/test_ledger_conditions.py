"""Each condition of what a ledger's answer proves, asked for by itself with a back end that answers as it is told."""

from collections.abc import Sequence

import pytest

from bouncekit.origin import Book, Entry, consult
from bouncekit.origin.keys import day_number
from bouncekit.origin.ledger import Sent, SentKind
from bouncekit.origin.proof import ProofFault
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW

BOOK = Book(b"a secret of the ledger of conditions")
BOB, EVE = "bob@example.net", "eve@example.org"
TODAY = day_number(NOW)


class Told:
    """A back end that holds what it is told to, and says of itself whether that is all."""

    retention = 60

    def __init__(
        self, held: dict[int, int], *, complete: bool = False, answers: tuple[int | None, ...] | None = None
    ) -> None:
        self.held, self.complete, self.answers = held, complete, answers

    def record(self, entries: Sequence[Entry]) -> None:
        self.held |= {one.key: one.day for one in entries}

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        assert day == TODAY
        return tuple(self.held.get(key) for key in keys) if self.answers is None else self.answers

    def count(self, key: int, day: int) -> int:
        raise NotImplementedError((key, day))


def about(*recipients: str, message_id: str | None = "<17@here.example>") -> Report:
    rows = tuple(Recipient(final=one) for one in recipients)
    returned = Returned(message_id=message_id, headers=(("Message-ID", message_id),)) if message_id else None
    return Report(kind=ReportKind.DELIVERY_STATUS, recipients=rows, returned=returned)


def held(*sent: Sent) -> dict[int, int]:
    return {one.key: one.day for one in BOOK.entries(sent, NOW)}


def test_only_the_recipient_that_was_sent_this_message_is_proven() -> None:
    ledger = Told(held(Sent(recipient=BOB, message_id="<17@here.example>")))
    bob, eve = consult(ledger, BOOK, about(BOB, EVE), NOW)
    assert (bob.valid, bob.recipients, bob.day, bob.subject) == (True, frozenset({BOB}), TODAY, "<17@here.example>")
    assert (eve.fault, eve.recipients, eve.complete) == (ProofFault.ABSENT, None, False)


def test_a_report_that_names_nobody_is_not_asked_for() -> None:
    assert consult(Told({}), BOOK, about(), NOW) == ()


@pytest.mark.parametrize("answers", [(), (TODAY,), (TODAY, None, None), (TODAY + 1, None), (-1, None), (True, None)])
def test_an_answer_that_is_no_day_that_was_is_no_proof(answers: tuple[int | None, ...]) -> None:
    """A damaged ledger proves nothing, neither for nor against: one answer for each key, each a day up to today."""
    (proof,) = consult(Told({}, complete=True, answers=answers), BOOK, about(BOB), NOW)
    assert (proof.fault, proof.complete) == (ProofFault.UNAVAILABLE, False)


@pytest.mark.parametrize("day", [0, 1, TODAY])
def test_the_first_and_the_last_day_are_days(day: int) -> None:
    (proof,) = consult(Told({}, answers=(day, TODAY)), BOOK, about(BOB), NOW)
    assert (proof.valid, proof.day) == (True, day)


@pytest.mark.parametrize(
    ("message_id", "mailed", "complete", "never"),
    [
        ("<17@here.example>", False, True, True),
        ("<17@here.example>", True, True, True),
        ("<17@here.example>", False, False, False),
        (None, False, True, True),
        (None, True, True, False),  # nothing was asked but whether it was mailed, and it was
    ],
)
def test_absence_means_never_sent_only_where_everything_is_held(
    message_id: str | None, *, mailed: bool, complete: bool, never: bool
) -> None:
    known = {BOOK.key(SentKind.RECIPIENT, "", BOB): TODAY} if mailed else {}
    (proof,) = consult(Told(known, complete=complete), BOOK, about(BOB, message_id=message_id), NOW)
    assert (proof.fault, proof.complete) == (ProofFault.ABSENT, never)


def test_a_message_id_without_its_brackets_is_the_same_one() -> None:
    ledger = Told(held(Sent(recipient=BOB, message_id="<17@here.example>")))
    assert consult(ledger, BOOK, about(BOB, message_id="17@here.example"), NOW)[0].valid
