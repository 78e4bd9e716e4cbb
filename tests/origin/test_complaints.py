"""A complaint (RFC 5965) is proved as a bounce is: by the ledger, a signed id, a signed field; by nothing less."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bouncekit import suppression
from bouncekit.adapters.webhooks import mailgun, ses
from bouncekit.origin import (
    Book,
    Key,
    KeyRing,
    ProofKind,
    Reporter,
    Sent,
    Setup,
    check,
    consult,
    examine_report,
    signed,
)
from bouncekit.origin.ledger import Entry
from bouncekit.origin.model import Origin, Verdict
from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from report.mails import multipart

NOW: Final = datetime(2026, 3, 16, 12, tzinfo=UTC)
KEYS: Final = KeyRing((Key(id=1, secret=b"sixteen octets of secret"),))
BOOK: Final = Book(b"sixteen octets of another")
CAROL: Final = "carol@remote.example"
MESSAGE: Final = (
    "From: news@here.example\nTo: Carol <carol@remote.example>\nMessage-ID: {id}\n{more}Subject: x\n\nHello\n"
)
FBL: Final = Reporter(names=frozenset(("fbl.remote.example",)), reverse_path="fbl@remote.example")


class Ledger:
    """In memory."""

    retention = 400
    complete = False

    def __init__(self, *sent: Sent) -> None:
        self.days = {e.key: e.day for e in BOOK.entries(sent, NOW - timedelta(days=1))}

    def record(self, entries: Sequence[Entry]) -> None:
        self.days |= {e.key: e.day for e in entries}

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        return tuple(self.days.get(k) for k in keys)

    def count(self, key: int, day: int) -> int:
        return 0


def _arf(message_id: str, fields: str = f"Original-Rcpt-To: <{CAROL}>\n", more: str = "") -> Report:
    return parse(
        multipart(
            ("text/plain", "A complaint."),
            ("message/feedback-report", f"Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n{fields}"),
            ("message/rfc822", MESSAGE.format(id=message_id, more=more)),
            report_type="feedback-report",
            From="fbl@remote.example",
        )
    )


def _origin(report: Report, *sent: Sent, reporter: Reporter | None = None, setup: Setup | None = None) -> Origin:
    proofs = [*examine_report(report, KEYS, NOW), *consult(Ledger(*sent), BOOK, report, NOW)]
    return check(
        report, envelope_to="fbl@here.example", proofs=proofs, now=NOW, setup=setup or Setup(), reporter=reporter
    )


def _actions(report: Report, origin: Origin, recipient: str = CAROL) -> list[str]:
    assert report.feedback is not None
    fault = suppression.RecipientFault.prove_complaint(
        report.feedback, origin, recipient=recipient, message="m", report="r", at=NOW
    )
    if fault is None:
        return []
    event = suppression.Bounced(fault=fault)
    return [a.kind.value for a in suppression.apply(suppression.AddressState(), event, suppression.DEFAULT_RULES)[1]]


def _signed_id(recipient: str = CAROL) -> str:
    return signed.mint_message_id("march", "here.example", KEYS, NOW, recipient=recipient)


def _signed_field(recipient: str = CAROL) -> str:
    return f"X-Bounce-Proof: {signed.mint_header('<m@here.example>', KEYS, NOW, recipient=recipient)}\n"


@pytest.mark.parametrize("fields", [f"Original-Rcpt-To: {CAROL}\n", f"Removal-Recipient: {CAROL}\n", ""])
def test_a_signed_id_proves_a_complaint(fields: str) -> None:
    report = _arf(_signed_id(), fields)
    origin = _origin(report)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, frozenset((CAROL,)))
    assert _actions(report, origin) == ["suspend"]


def test_a_signed_field_proves_a_complaint() -> None:
    report = _arf("<m@here.example>", more=_signed_field())
    assert _actions(report, _origin(report)) == ["suspend"]


def test_the_ledger_proves_a_complaint_that_the_recipient_s_host_reports() -> None:
    report = _arf("<m@here.example>")
    sent = Sent(recipient=CAROL, message_id="<m@here.example>")
    assert _actions(report, _origin(report, sent, reporter=FBL)) == ["suspend"]
    own_ids = Setup(sealed=Setup().sealed | {ProofKind.LEDGER})
    assert _actions(report, _origin(report, sent, setup=own_ids)) == ["suspend"]


@pytest.mark.parametrize(
    ("message_id", "fields", "reporter"),
    [
        ("<m@here.example>", f"Original-Rcpt-To: {CAROL}\n", None),  # nobody says that carol's host reports it
        ("<m@here.example>", "Original-Rcpt-To: dan@remote.example\n", FBL),  # dan was never sent it
        ("<other@here.example>", f"Original-Rcpt-To: {CAROL}\n", FBL),
        (_signed_id("dan@remote.example"), f"Original-Rcpt-To: {CAROL}\n", FBL),
    ],
)
def test_what_is_not_proved_suspends_nobody(message_id: str, fields: str, reporter: Reporter | None) -> None:
    report = _arf(message_id, fields)
    origin = _origin(report, Sent(recipient=CAROL, message_id="<m@here.example>"), reporter=reporter)
    assert _actions(report, origin) == []
    assert _actions(report, origin, "dan@remote.example") == []


def test_a_complaint_that_names_another_beside_the_proved_one_suspends_neither() -> None:
    report = _arf(_signed_id(), f"Original-Rcpt-To: {CAROL}\nOriginal-Rcpt-To: dan@remote.example\n")
    assert _actions(report, _origin(report)) == []


def test_a_complaint_below_the_domain_needs_the_domain_s_own_reverse_path() -> None:
    report = _arf("<m@here.example>")
    sent = Sent(recipient=CAROL, message_id="<m@here.example>")
    for path in ("", None, "fbl@eve.example", "fbl@sub.remote.example"):
        reporter = Reporter(names=frozenset(("line-7.remote.example",)), reverse_path=path)
        assert _actions(report, _origin(report, sent, reporter=reporter)) == []
    stranger = Reporter(names=frozenset(("mx.eve-remote.example",)), reverse_path="fbl@remote.example")
    assert _actions(report, _origin(report, sent, reporter=stranger)) == []


@pytest.mark.parametrize("message_id", ["m@here.example", "<m@here.example>"])
def test_a_webhook_s_complaint_is_found_in_the_ledger_with_or_without_brackets(message_id: str) -> None:
    event = {"event": "complained", "recipient": f"Carol <{CAROL}>", "message": {"headers": {"message-id": message_id}}}
    (read,) = mailgun.read({"event-data": event})
    own_ids = Setup(sealed=Setup().sealed | {ProofKind.LEDGER})
    sent = Sent(recipient=CAROL, message_id="<m@here.example>")
    assert _actions(read.report, _origin(read.report, sent, setup=own_ids)) == ["suspend"]
    assert _actions(read.report, _origin(read.report, setup=own_ids)) == []


def test_a_webhook_s_complaint_is_proved_by_a_signed_field() -> None:
    field = {"name": "X-Bounce-Proof", "value": _signed_field().partition(": ")[2].strip()}
    mail = {"commonHeaders": {"messageId": "<m@here.example>"}, "headers": [field]}
    complaint = {"complainedRecipients": [{"emailAddress": CAROL}]}
    (read,) = ses.read({"notificationType": "Complaint", "mail": mail, "complaint": complaint})
    assert _actions(read.report, _origin(read.report)) == ["suspend"]
