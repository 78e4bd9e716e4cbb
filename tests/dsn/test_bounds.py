"""A report has a ceiling that no small message lifts, and its machine part shows only what prints."""

import re
import sys
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, ReturnContent, build, fix, lint_transcript
from bouncekit.dsn.text import one_line
from bouncekit.vocabulary import Action

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def made(recipients: tuple[RecipientReport, ...], **more: Any) -> bytes:
    report = DeliveryReport(
        reporting_mta="mx.here.example", reverse_path="ann@example.org", recipients=recipients, **more
    )
    return bytes(build(report, now=NOW, message_id="<1@here.example>", boundary="=_x"))


def failed(final: str = "u@here.example", **more: Any) -> RecipientReport:
    return RecipientReport(final=final, action=Action.FAILED, status=EnhancedStatus(5, 1, 1), **more)


@pytest.mark.parametrize("count", [1, 50, 1_000, 5_000])
@pytest.mark.parametrize("text", ["x" * 4_000, "ä" * 4_000, "=?" * 2_000])
def test_a_report_has_a_ceiling(count: int, text: str) -> None:
    raw = made(tuple(failed(f"u{i}@here.example", diagnostic=text, final_log_id=text) for i in range(count)))
    assert len(raw) < 600_000
    named = raw.count(b"\nFinal-Recipient: ")
    assert named == count if count <= 1_000 else named > 2_000


@pytest.mark.parametrize("smtputf8", [False, True])
@pytest.mark.parametrize("content", [ReturnContent.FULL, ReturnContent.HEADERS])
@pytest.mark.parametrize("line", [b"\xff" * 60, "ä".encode() * 30, b"a=b" * 20, b"\0" * 60, b"a\rb" * 20, b"x" * 1_500])
def test_what_is_returned_is_counted_as_it_is_sent(line: bytes, content: ReturnContent, smtputf8: bool) -> None:
    original = b"".join(b"X-%03d: " % n + line + b"\r\n" for n in range(116)) + b"\r\nbody\r\n"
    options: dict[str, Any] = {"return_content": content, "max_bytes": 8_192, "smtputf8": smtputf8}
    size = len(made((failed(),), original=original, **options)) - len(made((failed(),), **options))
    assert 0 < size <= 8_192 + 300


def test_an_ordinary_message_that_fits_comes_back_whole() -> None:
    original = b"Subject: x\r\n\r\n" + b"body\r\n" * 1_000
    assert original in made((failed(),), original=original, max_bytes=8_192)


@pytest.mark.parametrize("point", ["202E", "2028", "2029", "200F", "61C", "AD", "E0041", "FEFF", "2066", "A0", "FFF9"])
@pytest.mark.parametrize("smtputf8", [False, True])
def test_nothing_that_does_not_print_is_in_the_machine_part(point: str, smtputf8: bool) -> None:
    raw = made(
        (failed(original=f"utf-8;a\\x{{{point}}}ä@b.example", diagnostic=f"550 a{chr(int(point, 16))}b"),),
        smtputf8=smtputf8,
    )
    text = raw.decode()
    assert f"\\x{{{point}}}" in text
    assert point == "A0" or chr(int(point, 16)) not in text


def test_letters_of_other_scripts_stay() -> None:
    text = made((failed(original="utf-8;\\x{627}\\x{5D0}\\x{E4}@b.example"),), smtputf8=True).decode()
    assert "\u0627\u05d0ä@b.example" in text


def test_every_format_character_is_made_harmless() -> None:
    marks = [
        chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]
    assert [mark for mark in marks if mark in one_line(f"a{mark}b", 20)] == []


@pytest.mark.parametrize(
    "raw",
    [b"S" + b"\t" * 500_000 + b"x", b"C" + b" " * 500_000 + b":" + b" " * 500_000, b" " * 500_000 + b"S:" + b" " * 500_000,
     b"MAIL FROM:" + b" " * 500_000 + b"<", b"C: RCPT TO:<a@b> NOTIFY=DELAY\r\n" * 50_000],
)  # fmt: skip
def test_a_hostile_transcript_is_bounded(raw: bytes) -> None:
    assert 1 <= len(lint_transcript(raw)) <= 1_000


def test_a_genuine_transcript_is_read_as_before() -> None:
    raw = b"S: 220 mx\r\nC:  MAIL FROM:<> RET=HDRS\r\n<<< 250-a\r\n<<< 550 b\r\n>>> RCPT TO:<a@b.example> NOTIFY=NEVER\r\n"
    assert [finding.rule for finding in lint_transcript(raw)] == ["transcript-ret", "transcript-mixed-reply"]


@pytest.mark.parametrize(("date", "mended"), [
    ("Mon, 1 Jan 2026 00:00:00 GMT", "Mon, 1 Jan 2026 00:00:00 +0000"),
    ("Mon, 1 Jan 2026 00:00:00 EST (Eastern)", "Mon, 1 Jan 2026 00:00:00 -0500 (Eastern)"),
    ("Mon, 1 Jan 2026 00:00:00 A" + " " * 50_000 + "x", None),
    ("Mon, 1 Jan 2026 00:00:00 " + "(" * 50_000, None),
])  # fmt: skip
def test_a_date_is_mended_where_it_is_one(date: str, mended: str | None) -> None:
    raw = (
        "From: MAILER-DAEMON@a.example\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n"
        f"Arrival-Date: {date}\r\n\r\nFinal-Recipient: rfc822; v@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    ).encode()
    found = re.search(rb"Arrival-Date: (.*?)\r\n", fix(raw))
    assert found is not None
    assert found[1].decode() == (date if mended is None else mended)
