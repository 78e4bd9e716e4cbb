"""Parse and classify on messages that mean harm: linear in their size, at the sizes that attackers send.

`tests/report/test_hostile.py` asks for an answer to each; here the cost of twice as much is compared.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bouncekit.classify.classify import classify
from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.report.model import Report
from bouncekit.report.parse import parse

CAPTURED = sorted((Path(__file__).parent / "corpus" / "captured").rglob("*.eml"))
HEAD = b"From: MAILER-DAEMON@a.example\r\nSubject: Undelivered mail\r\nReturn-Path: <>\r\n"
STATUS = (
    HEAD
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\n"
)


def read(raw: bytes) -> Report:
    report = parse(raw)
    for recipient in report.recipients:
        assert classify(recipient).because
    return report


def seconds(raw: bytes) -> float:
    """Processor time of the best of three: what others do to the machine is left out."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(raw)
        times.append(time.process_time() - start)
    return min(times)


def status(groups: bytes) -> bytes:
    return (
        STATUS
        + b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\n"
        + groups
        + b"--b--\r\n"
    )


def group(diagnostic: bytes) -> bytes:
    fields = b"Final-Recipient: rfc822; bob@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    return fields + b"Diagnostic-Code: smtp; " + diagnostic + b"\r\n\r\n"


GROWING: dict[str, Callable[[int], bytes]] = {
    "recipient groups": lambda n: status(b"".join(group(b"550 5.1.1 no user %d" % i) for i in range(n // 20))),
    "groups without a line between": lambda n: status(group(b"550 5.1.1 no").replace(b"\r\n\r\n", b"\r\n") * (n // 20)),
    "fields of one group": lambda n: status(group(b"550 no").rstrip() + b"\r\n" + b"X-More: 550 5.1.1 no\r\n" * n),
    "lines of one diagnostic": lambda n: status(group(b"550-5.1.1 no such user" + b"\r\n 550-5.1.1 no" * n)),
    "one diagnostic of codes": lambda n: status(group(b"550 5.1.1 " * n)),
    "one diagnostic of phrases": lambda n: status(group(b"user unknown mailbox full over quota spam " * n)),
    "one diagnostic of commands": lambda n: status(group(b"550 in reply to >>> host said: " * n)),
    "a text of phrases": lambda n: HEAD + b"\r\n" + b"could not be delivered\nuser unknown\n\n" * n,
    "a text of addresses": lambda n: HEAD + b"\r\nundeliverable\n" + b"<bob@b.example>: 550 5.1.1 no\n" * n,
    "a text of at signs": lambda n: HEAD + b"\r\nundeliverable\n" + b"a@" * (5 * n),
    "a text of quote marks": lambda n: HEAD + b"\r\nundeliverable\n" + b"> " * (5 * n),
    "a text of header lines": lambda n: HEAD + b"\r\nundeliverable\n" + b"Subject: x\nTo: bob@b.example\n" * n,
    "a text of status fields": lambda n: HEAD + b"\r\n" + group(b"550 no") * (n // 20),
    "a text of NULs": lambda n: HEAD + b"\r\nundeliverable\0" + b"\0" * (20 * n),
    "returned header lines": lambda n: STATUS + b"Content-Type: text/rfc822-headers\r\n\r\n" + b"A: b\r\n" * (5 * n) + b"--b--",
    "returned messages": lambda n: STATUS + b"Content-Type: message/rfc822\r\n\r\nA: b\r\n\r\n\r\n--b\r\n" * (n // 10),
    "JSON": lambda n: HEAD + b'\r\n{"a":"' + b'{"a":' * n,
    "HTML": lambda n: HEAD + b"Content-Type: text/html\r\n\r\n" + b"<p><a href='x'>undeliverable</p>" * n,
}  # fmt: skip


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_octets_take_less_than_four_times_the_time(name: str) -> None:
    half, whole = GROWING[name](2_000), GROWING[name](4_000)
    read(half)
    once, twice = seconds(half), seconds(whole)
    # What takes a few milliseconds is too short to compare.
    assert twice < 4 * once or twice < 0.05
    assert twice < 3


def test_a_million_header_lines() -> None:
    raw = HEAD + b"A: b\r\n" * 1_000_000 + b"\r\nbob@b.example: 550 5.1.1 user unknown\r\n"
    assert seconds(raw) < 2
    assert "limit-header-fields" in {anomaly.id for anomaly in read(raw).anomalies}


def test_a_header_of_ten_megabytes() -> None:
    raw = HEAD + b"X: " + b"x" * (10 << 20) + b"\r\n\r\nbob@b.example: 550 5.1.1 user unknown\r\n"
    assert seconds(raw) < 2
    assert "limit-header-octets" in {anomaly.id for anomaly in read(raw).anomalies}


def test_a_hundred_thousand_recipient_groups() -> None:
    raw = status(b"".join(group(b"550 5.1.1 no user %d" % number) for number in range(100_000)))
    assert len(raw) > 10_000_000
    assert seconds(raw) < 5
    report = read(raw)
    assert {"limit-text-octets", "limit-recipients"} & {anomaly.id for anomaly in report.anomalies}
    assert 0 < len(report.recipients) <= DEFAULT_LIMITS.recipients


def test_five_thousand_nested_parts() -> None:
    opened = b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
    raw = HEAD.replace(b"\r\n", b"\n") + opened + b"Content-Type: message/delivery-status\n\n" + group(b"550 no")
    assert seconds(raw) < 2
    assert "limit-depth" in {anomaly.id for anomaly in read(raw).anomalies}


@pytest.mark.parametrize("seed", range(20))
def test_random_flips_of_captured_reports_give_an_answer(seed: int) -> None:
    draw = random.Random(seed)
    path = CAPTURED[seed * len(CAPTURED) // 20]
    for _ in range(40):
        raw = bytearray(path.read_bytes())
        for _ in range(draw.randint(1, 40)):
            raw[draw.randrange(len(raw))] = draw.choice([0, 10, 13, 32, 45, 58, 255, draw.randrange(256)])
        report = read(bytes(raw))
        assert all(a.span is None or 0 <= a.span.start <= a.span.end <= len(raw) for a in report.anomalies)
        for recipient in report.recipients:
            places = [fact.span for fact in recipient.provenance if fact.span is not None]
            assert all(0 <= span.start <= span.end <= len(raw) for span in places)


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-7", "iso-2022-kr", "hz", "x-unknown", "rot13", "idna", "zlib", "utf-8-sig"]
)
def test_wrong_charsets_of_captured_reports_give_an_answer(charset: str) -> None:
    for path in CAPTURED[::25]:
        raw = path.read_bytes()
        for name in (b"us-ascii", b"utf-8", b"UTF-8", b"iso-8859-1"):
            raw = raw.replace(b"charset=" + name, b"charset=" + charset.encode())
        read(raw)
