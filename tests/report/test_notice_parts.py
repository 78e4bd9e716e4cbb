"""Which parts are the notice: plain text where it says something, HTML where it comes first or says more."""

import html

import pytest

from bouncekit.report.parse import parse
from report.mails import ORIGINAL, multipart

QMAIL = (
    "Hi. This is the qmail-send program at mx.receiver.example.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
    "<bob@receiver.example>:\nnobody of that name (#5.1.1)\n"
)
PAGE = f"<html><body>{html.escape(QMAIL).replace(chr(10), '<br>' + chr(10))}</body></html>"
FOOTER = "This mail was scanned. Ask postmaster@sender.example.\n"
OTHER = "<html><body>kim@receiver.example: your message could not be delivered</body></html>"


@pytest.mark.parametrize(
    ("subtype", "parts"),
    [
        ("mixed", (("text/html", PAGE), ("text/plain", FOOTER))),
        ("mixed", (("text/html", PAGE), ("text/plain", FOOTER), ("message/rfc822", ORIGINAL))),
        ("mixed", (("text/plain", QMAIL), ("text/html", OTHER))),
        ("alternative", (("text/plain", QMAIL), ("text/html", OTHER))),
        ("alternative", (("text/html", OTHER), ("text/plain", QMAIL))),
        ("alternative", (("text/plain", "This message is in HTML.\n"), ("text/html", PAGE))),
        ("alternative", (("text/plain", "\n"), ("text/html", PAGE))),
    ],
)
def test_the_notice_is_read_and_nothing_else(subtype: str, parts: tuple[tuple[str, str], ...]) -> None:
    report = parse(multipart(*parts, subtype=subtype, report_type=""))
    assert [(r.final, str(r.status)) for r in report.recipients] == [("bob@receiver.example", "5.1.1")]
