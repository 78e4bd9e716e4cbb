"""Hostile and broken messages: an answer each, in linear time within the limits, never an exception."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.limits import Limits
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind
from report.captured import CAPTURED
from report.mails import STATUS, dsn, mail, multipart
from report.test_kinds import QMAIL

TWENTY = [
    CAPTURED / "dovecot" / "sieve-reject.eml",
    CAPTURED / "sendmail" / "delay-grey.eml",
    *(
        sorted((CAPTURED / mta).glob("*.eml"))[at]
        for mta in ("chasquid", "courier", "dma", "exim", "haraka", "nullmailer", "opensmtpd", "postfix", "sendmail")
        for at in (1, -1)
    ),
]


@pytest.mark.whole(every=6)
@pytest.mark.parametrize("path", TWENTY, ids=lambda p: f"{p.parent.name}/{p.name}")
@pytest.mark.rfc("RFC5965-8.4-01")
def test_truncation_anywhere_gives_an_answer(path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-8", "replace").casefold()
    assert parse(raw).recipients
    head = raw.replace(b"\r\n", b"\n").index(b"\n\n") + raw.count(b"\r\n")
    tail = raw.rfind(b"--") if b"multipart/" in raw[:head] else 0
    for end in range(len(raw)):
        report = parse(raw[:end])
        for r in report.recipients:
            assert r.final is None or r.final.casefold() in text, "no address is made up"
        assert report.anomalies or not head < end < tail, "what was cut off a multipart is noticed"


@given(st.data())
def test_flipped_octets_give_an_answer(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from([dsn(), mail(QMAIL)])))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=30)):
        raw[at] = data.draw(st.integers(0, 255))
    assert isinstance(parse(bytes(raw)).kind, ReportKind)


@given(st.binary(max_size=2_000))
def test_any_octets_give_an_answer(raw: bytes) -> None:
    assert isinstance(parse(raw).kind, ReportKind)
    parse(b"From: MAILER-DAEMON@a.example\nSubject: Undelivered mail\n\n" + raw)
    parse(b"From: MAILER-DAEMON@a.example\nContent-Type: message/delivery-status\n\n" + raw)


HUGE = {
    "nested-parts": b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(5_000)),
    "nested-messages": b"Content-Type: message/rfc822\n\n" * 5_000,
    "header-lines": b"From: MAILER-DAEMON@a.example\nSubject: Undelivered\n" + b"X-A: b\n" * 300_000 + b"\nbody",
    "long-header": b"From: MAILER-DAEMON@a.example\nSubject: Undelivered " + b"x" * (10 << 20) + b"\n\nbody",
    "groups": dsn("Reporting-MTA: dns; a.example\n\n" + "Final-Recipient: rfc822; b@b.example\nAction: failed\nStatus: 5.1.1\n\n" * 20_000),
    "distinct-groups": dsn(
        "Reporting-MTA: dns; a.example\n\n"
        + "".join(f"Final-Recipient: rfc822; b{i}@b.example\nAction: failed\nStatus: 5.1.1\n\n" for i in range(20_000))
    ),
    "nul": mail("\0" * 100_000 + "bob@b.example could not be delivered"),
    "at-signs": mail("could not be delivered " + "@" * 100_000),
    "addresses": mail("could not be delivered\n" + "a@b.example " * 20_000),
    "angles": mail("could not be delivered\n" + "<" * 100_000),
    "angle-lines": mail("Hi. This is the qmail-send program at a.example.\n" + "<a@b.example>:\n" * 20_000),
    "blanks": mail("could not be delivered\n" + " " * 200_000 + "x"),
    "blank-lines": mail("could not be delivered bob@b.example\n" + "\n" * 200_000),
    "phrases": mail("the following address(es) failed: user unknown mailbox full could not be delivered " * 2_000),
    "codes": mail("could not be delivered bob@b.example " + "550 5.1.1 " * 20_000),
    "digits": mail("could not be delivered bob@b.example " + "5.1.1." * 30_000),
    "html": mail("<" * 50_000 + "<p>could not be delivered bob@b.example" + "<b>" * 50_000, more={"Content-Type": "text/html"}),
    "json": mail('{"a":' * 50_000),
    "diagnostic": dsn(STATUS + " x" * 200_000),
    "forwards": mail("Begin forwarded message:\nFrom: MAILER-DAEMON@a.example\n\n" * 5_000),
    "quotes": mail("> " * 50_000 + "could not be delivered"),
    "headers-in-text": mail("could not be delivered\n" + "Received: a\n" * 20_000),
    "many-recipients-in-a-field": mail("x", more={"X-Failed-Recipients": ", ".join(f"b{i}@b.example" for i in range(20_000))}),
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_is_bounded(name: str) -> None:
    report = parse(HUGE[name])
    assert len(report.recipients) <= Limits().recipients
    assert len(report.anomalies) <= Limits().anomalies
    for r in report.recipients:
        assert len(r.diagnostic or "") <= Limits().diagnostic_chars


def test_a_bound_that_is_met_is_an_anomaly() -> None:
    status = "Reporting-MTA: dns; a.example\n\n" + "".join(
        f"Final-Recipient: rfc822; b{i}@b.example\nAction: failed\nStatus: 5.1.1\n\n" for i in range(5)
    )
    report = parse(dsn(status), limits=Limits(recipients=3))
    assert [r.final for r in report.recipients] == ["b0@b.example", "b1@b.example", "b2@b.example"]
    assert "limit-recipients" in {a.id for a in report.anomalies}
    long = parse(dsn(STATUS.rstrip("\n") + " x" * 100 + "\n"), limits=Limits(diagnostic_chars=50))
    assert len(long.recipients[0].diagnostic or "") == 50
    assert "limit-diagnostic-chars" in {a.id for a in long.anomalies}


def test_wrong_charsets_and_encodings_are_survived() -> None:
    for charset in ("x-unknown", "utf-16", "unicode_escape", "rot13", "idna", "zip"):
        raw = multipart((f"text/plain; charset={charset}", "could not be delivered bob@b.example: 550 5.1.1 no"))
        assert isinstance(parse(raw).kind, ReportKind)


def test_what_breaks_flufl_bounce_breaks_nothing_and_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    raw = b"Subject: Undeliverable\nReturn-Path: <>\n\nYour mail for someone @ somewhere could not be delivered.\n"
    assert (
        parse(raw).kind is ReportKind.DELIVERY_STATUS
    )  # no From: one of its detectors raises IndexError on some Pythons
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_two_groups_of_one_recipient_share_what_the_text_says() -> None:
    groups = "".join(
        f"\nFinal-Recipient: rfc822; bob@receiver.example\nAction: failed\nStatus: {s}\n" for s in ("5.1.1", "5.0.0")
    )
    text = "<bob@receiver.example>: host mx.remote.example[192.0.2.7] said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n"
    report = parse(
        dsn(
            "Reporting-MTA: dns; mx.receiver.example\n" + groups,
            "This is the mail system at host mx.receiver.example.\n\n" + text,
        )
    )
    assert [str(r.reply) for r in report.recipients] == ["550", "550"]
    assert {r.final for r in report.recipients} == {"bob@receiver.example"}
