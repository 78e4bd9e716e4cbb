"""Requirements on generators that one test each shows."""

from dataclasses import replace
from typing import Any

import pytest

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.automatic import Disposed, Disposition, build_mdn, build_rejection
from bouncekit.dsn.builder import Dsn, build
from bouncekit.dsn.linter import lint
from bouncekit.dsn.model import DeliveryReport, RecipientReport
from bouncekit.errors import InvalidValueError
from bouncekit.registry.dsn_fields import BY_NAME, FIELDS, FieldGroup, Presence
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action
from strategies.dsn import BOUNDARY, MESSAGE_ID, NOW, ORIGINAL

FAILED = RecipientReport(final="bob@receiver.example", action=Action.FAILED, status=EnhancedStatus(5, 0, 0))
REPORT = DeliveryReport(
    reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(FAILED,), original=ORIGINAL
)


def made(recipient: RecipientReport = FAILED, **changes: Any) -> Dsn:
    report = replace(REPORT, recipients=(recipient,), **changes)
    return build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY)


@pytest.mark.rfc("RFC3461-6.3-05")
@pytest.mark.parametrize(("action", "klass"), [(Action.FAILED, 5), (Action.FAILED, 4), (Action.DELAYED, 4)])
def test_a_status_without_a_better_code(action: Action, klass: int) -> None:
    data = bytes(made(replace(FAILED, action=action, status=EnhancedStatus(klass, 0, 0))))
    assert f"\r\nStatus: {klass}.0.0\r\n".encode() in data
    assert lint(data) == ()


@pytest.mark.rfc("RFC3886-3.3.4-01")
def test_2_1_9_belongs_to_relayed() -> None:
    assert replace(FAILED, action=Action.RELAYED, status=EnhancedStatus(2, 1, 9)).status.detail == 9
    with pytest.raises(InvalidValueError, match=r"^status: x\.1\.9 belongs to relayed"):
        replace(FAILED, action=Action.DELIVERED, status=EnhancedStatus(2, 1, 9))


@pytest.mark.rfc("RFC6710-4.6-01")
@pytest.mark.parametrize("priority", [-9, 0, 4])
def test_a_report_takes_over_the_priority(priority: int) -> None:
    assert made(priority=priority).mail_parameters == (f"MT-PRIORITY={priority}",)
    assert made().mail_parameters == ()


@pytest.mark.rfc("RFC5230-5.1-01", "RFC5321-4.5.5-01")
def test_an_automatic_response_goes_out_from_nobody_and_asks_for_nothing() -> None:
    dsn = build_rejection(
        sender="list@receiver.example", reverse_path="ann@sender.example", reason="no", original=ORIGINAL, now=NOW,
        message_id=MESSAGE_ID,
    )  # fmt: skip
    assert dsn.envelope_from == ""
    assert dsn.rcpt_parameters == ("NOTIFY=NEVER",)


@pytest.mark.rfc("RFC5429-2.1.2-03")
def test_the_reason_of_a_filter_is_told() -> None:
    status = EnhancedStatus(5, 7, 1)
    reason = "Refused by the recipient's mail filter: no invoices please"
    data = bytes(made(replace(FAILED, status=status, diagnostic=f"550 5.7.1 {reason}")))
    found = parse(data).recipients[0]
    assert found.action is Action.FAILED
    assert found.diagnostic == f"550 5.7.1 {reason}"
    assert data.count(b"mail filter") == 2  # for people and for machines


@pytest.mark.rfc("RFC8098-3.2.6.3-01")
def test_unknown_modifiers_are_written_and_read_without_a_word() -> None:
    disposed = Disposed(
        to="ann@sender.example", sender="bob@receiver.example", final="bob@receiver.example",
        disposition=Disposition.PROCESSED, automatic=True, modifiers=("x-unheard-of",),
    )  # fmt: skip
    data = bytes(build_mdn(disposed, original=ORIGINAL, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
    assert lint(data) == ()
    found = parse(data).disposition
    assert found is not None
    assert found.modifiers == ("x-unheard-of",)


@pytest.mark.rfc("RFC3464-3-01")
def test_building_sends_nothing_and_is_never_called_for_anyone() -> None:
    """A report is a value: what is built twice is equal, and only the caller can send it."""
    assert made() == made()


def test_the_table_of_fields() -> None:
    names = [(row.group, row.name.lower()) for row in FIELDS]
    assert len(set(names)) == len(names)
    assert all(row.requirements or row.presence is Presence.REPEATABLE for row in FIELDS)
    required = {
        row.name for row in FIELDS if row.group is FieldGroup.DSN_RECIPIENT and row.presence is Presence.REQUIRED
    }
    assert required == {"Final-Recipient", "Action", "Status"}
    assert BY_NAME[FieldGroup.DSN_MESSAGE]["reporting-mta"].section == "RFC 3464 2.2.2"
