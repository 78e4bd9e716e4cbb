"""Status fields under a person's From are shown, and count for nothing (more in test_forged)."""

from pathlib import Path

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind

_REJECTED = Path(__file__).parent.parent / "corpus" / "captured" / "dovecot" / "sieve-reject.eml"

_BODY = (
    'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nSorry.\n\n'
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
    "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
)


@pytest.mark.parametrize(
    ("from_", "odd"),
    [
        ("Eve <eve@evil.example>", True),
        ("Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", False),
        ("postmaster@mx.example.net", False),
    ],
)
def test_a_report_from_a_person_says_so(from_: str, odd: bool) -> None:
    report = parse(f"From: {from_}\nTo: list-bounces@example.org\nSubject: Undelivered\n{_BODY}".encode())
    assert ("report-in-human-mail" in {a.id for a in report.anomalies}) is odd
    assert (report.kind is ReportKind.NONE) is odd
    assert [r.final for r in (report.claimed if odd else report.recipients)] == ["bob@example.com"]


def test_a_refusal_sent_as_disposition_counts_unless_a_person_posted_it_to_a_list() -> None:
    raw = _REJECTED.read_bytes()
    assert parse(raw).kind is ReportKind.DELIVERY_STATUS
    posted = parse(
        b"From: Eve <eve@evil.example>\nList-Id: <list.example.org>\n"
        + raw.partition(b"\nFrom: ")[0]
        + b"\n"
        + raw.partition(b"\nFrom: ")[2].partition(b"\n")[2]
    )
    assert posted.kind is ReportKind.DISPOSITION
    assert posted.recipients == ()
