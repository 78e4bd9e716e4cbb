"""A message given up for want of time has failed, transiently: see docs/adr/0003-an-expiry-is-a-failure.md."""

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
    ("status", "diagnostic"),
    [
        ("4.4.7", "smtp; 451 4.4.7 delivery time expired"),
        ("4.4.1", "x-postfix; connect to mx.example.com[192.0.2.5]:25: Connection timed out"),
        ("4.4.7", "smtp; 554 4.4.7 message expired: unable to deliver in 840 minutes"),
    ],
)
def test_an_expiry_is_given_as_failed_and_never_as_permanent(status: str, diagnostic: str) -> None:
    (given,) = answer("x.eml", 0, parse(_notice(status, diagnostic)))["recipients"]
    assert given["action"] == "failed"
    assert given["permanence"] == "transient"
    assert given["fault"] != "recipient"


@pytest.mark.rfc("RFC3464-2.3.3-01")
@pytest.mark.parametrize("action", ["failed", "delayed", "delivered", "relayed", "expanded"])
def test_the_action_stays_what_the_report_says(action: str) -> None:
    (given,) = answer("x.eml", 0, parse(_notice("4.4.7", "smtp; 451 4.4.7 delivery time expired", action)))[
        "recipients"
    ]
    assert given["action"] == action
