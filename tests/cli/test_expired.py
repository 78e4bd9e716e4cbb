"""A failure for want of time alone is given as a delay; a refusal never is."""

import pytest

from bouncekit.cli.answers import answer
from bouncekit.report.parse import parse


def _notice(status: str, diagnostic: str, action: str = "failed") -> bytes:
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: ann@example.org\nSubject: Returned mail\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSorry.\n\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
        f"Final-Recipient: rfc822; bob@example.com\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("status", "diagnostic", "action"),
    [
        ("4.4.7", "smtp; 451 4.4.7 delivery time expired", "delayed"),
        ("4.4.1", "x-postfix; connect to mx.example.com[192.0.2.5]:25: Connection timed out", "delayed"),
        ("4.4.7", "smtp; 554 4.4.7 message expired: unable to deliver in 840 minutes", "delayed"),
        ("5.1.1", "smtp; 550 5.1.1 user unknown", "failed"),
        ("5.0.0", "smtp; 550 user unknown; this message has been in the queue too long", "failed"),
    ],
)
def test_the_action_given(status: str, diagnostic: str, action: str) -> None:
    report = parse(_notice(status, diagnostic))
    assert report.recipients[0].action is not None
    assert report.recipients[0].action.value == "failed", "the report keeps the mailer's own word"
    given = answer("x.eml", 0, report)["recipients"][0]
    assert given["action"] == action
    assert any(b["text"] == "action failed" for b in given["because"])
