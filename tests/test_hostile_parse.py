"""Parse and classify on messages that mean harm: linear in their size, at the sizes that attackers send.

`tests/report/test_hostile.py` asks for an answer to each; here the steps that twice as much takes are compared
(tests/steps.py). Seconds, and what is spent inside patterns, are measured by `benchmarks/hostile.py --check`.
"""

import random
import tracemalloc
from pathlib import Path

import pytest

from bouncekit.classify.classify import classify
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from hostile_shapes import HEAD, SHAPES, group, status
from steps import grows

CAPTURED = sorted((Path(__file__).parent / "corpus" / "captured").rglob("*.eml"))


def read(raw: bytes) -> Report:
    report = parse(raw)
    for recipient in (*report.recipients, *report.claimed):
        assert classify(recipient).because
    return report


def peak(raw: bytes) -> int:
    """The most octets that reading *raw* held at once, beside *raw*."""
    tracemalloc.start()
    try:
        read(raw)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def ids(raw: bytes) -> set[str]:
    return {anomaly.id for anomaly in read(raw).anomalies}


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_octets_take_twice_the_steps(name: str) -> None:
    half, whole = SHAPES[name](2_000), SHAPES[name](4_000)
    assert (
        grows(lambda: read(half), lambda: read(whole)) < 3
    )  # a cache may hold what the half says and not the rest; the square of two is four


LIFTED = Limits(
    header_octets=1 << 24, header_fields=1 << 20, field_octets=1 << 22, parts=1 << 14, text_octets=1 << 22,
    decoded_octets=1 << 24, recipients=1 << 20, diagnostic_chars=1 << 22,
)  # fmt: skip


@pytest.mark.whole(every=4)
@pytest.mark.parametrize("name", SHAPES)
def test_it_is_linear_without_the_limits_too(name: str) -> None:
    """The limits hide no quadratic step: what is slow only beyond them would be slow for who lifts them."""

    half, whole = SHAPES[name](1_500), SHAPES[name](3_000)
    assert grows(lambda: parse(half, limits=LIFTED), lambda: parse(whole, limits=LIFTED)) < 3


@pytest.mark.whole(every=6)
@pytest.mark.parametrize("name", SHAPES)
def test_memory_is_bounded(name: str) -> None:
    """A few megabytes for what is within the limits, beside a copy of the octets."""
    raw = SHAPES[name](6_000)
    assert peak(raw) < 10_000_000 + len(raw)


def test_a_million_header_lines() -> None:
    raw = HEAD + b"A: b\r\n" * 1_000_000 + b"\r\nbob@b.example: 550 5.1.1 user unknown\r\n"
    assert peak(raw) < 16_000_000
    assert "limit-header-fields" in ids(raw)
    folded = HEAD + b"A: b\r\n" + b" b\r\n" * 1_000_000 + b"\r\nbob@b.example: 550 5.1.1 user unknown\r\n"
    assert peak(folded) < 16_000_000
    assert {"limit-header-octets", "limit-field-octets"} <= ids(folded)


def test_a_header_of_ten_megabytes() -> None:
    raw = HEAD + b"X: " + b"x" * (10 << 20) + b"\r\n\r\nbob@b.example: 550 5.1.1 user unknown\r\n"
    assert peak(raw) < 16_000_000
    assert {"limit-header-octets", "limit-field-octets"} <= ids(raw)
    one_field = HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\nundeliverable: bob@b.example\r\n"
    assert "limit-field-octets" in ids(one_field)


@pytest.mark.whole(every=2)
@pytest.mark.parametrize("many", [100_000, 200_000])
def test_a_hundred_thousand_recipient_groups(many: int) -> None:
    raw = status(b"".join(group(b"550 5.1.1 no user", b"b%d@b.example" % n) for n in range(many)))
    assert len(raw) > 10_000_000
    assert peak(raw) < 150_000_000
    report = read(raw)
    found = {anomaly.id: anomaly for anomaly in report.anomalies}
    assert {"limit-text-octets", "limit-recipients"} <= set(found)
    assert str(len(report.recipients)) in found["limit-recipients"].detail
    names = [r.final for r in report.recipients]
    assert names == [f"b{n}@b.example" for n in range(len(names))], "no name is cut, and none is made up"
    assert len(names) == DEFAULT_LIMITS.recipients


def test_a_limit_cuts_no_address_and_no_group_in_two() -> None:
    groups = b"".join(
        group(b"250 ok", b"b%d@b.example" % n).replace(b"failed", b"delivered").replace(b"5.1.1", b"2.0.0")
        for n in range(20)
    )
    whole = {(r.final, r.action, r.status) for r in read(status(groups)).recipients}
    for octets in range(100, 2_000, 7):
        report = parse(status(groups), limits=Limits(text_octets=octets))
        if len(report.recipients) > 1:  # else the first group is not whole, and there is nothing to be taken instead
            assert {(r.final, r.action, r.status) for r in report.recipients} <= whole
        assert "limit-text-octets" in {a.id for a in report.anomalies}


MANY = {
    "limit-notice-chars": HEAD
    + b"\r\nYour message could not be delivered to these recipients:\r\n"
    + b"".join(b"<b%d@b.example>: 550 5.1.1 user unknown\r\n" % n for n in range(5_000)),
    "limit-addresses": HEAD
    + b"\r\nIt was undeliverable.\r\n"
    + b"".join(b"b%d@b.example\r\n" % n for n in range(1_000)),
    "limit-lines": HEAD
    + b"\r\nHi. This is the qmail-send program at a.example.\r\nI'm afraid I wasn't able to deliver your message to the"
    b" following addresses.\r\n\r\n" + b"".join(b"<b%d@b.e>:\r\n" % n for n in range(3_000)),
    "limit-parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nundeliverable\r\n" * 2_000,
    "limit-recipients": HEAD
    + b"X-Failed-Recipients: "
    + b",\r\n ".join(b"b%d@b.example" % n for n in range(3_900))
    + b"\r\n" + b"X-Failed-Recipients: "
    + b",\r\n ".join(b"c%d@b.example" % n for n in range(3_900))
    + b"\r\n\r\nThis message was created automatically by mail delivery software.\r\n\r\nA message that you sent could"
    b" not be delivered to one or more of its recipients. This is a permanent error.\r\n",
}  # fmt: skip


@pytest.mark.parametrize("anomaly", MANY)
def test_a_bound_that_cut_something_says_so(anomaly: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bouncekit.report.notice._MOST_CHARS", 64 << 10)
    monkeypatch.setattr("bouncekit.report.heuristics._MOST", 500)
    monkeypatch.setattr("bouncekit.report.engine._MOST_LINES", 2_000)
    report = parse(MANY[anomaly], limits=Limits(recipients=5_000)).settled()
    assert anomaly in {a.id for a in report.anomalies}
    for recipient in report.recipients:
        assert recipient.final is None or recipient.final.endswith(("@b.example", "@b.e")), "no address is cut in two"


def test_five_thousand_nested_parts() -> None:
    opened = b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
    raw = HEAD.replace(b"\r\n", b"\n") + opened + b"Content-Type: message/delivery-status\n\n" + group(b"550 no")
    assert peak(raw) < 16_000_000
    assert "limit-depth" in ids(raw)


def test_a_hundred_thousand_boundary_lines() -> None:
    raw = HEAD + b"Content-Type: multipart/report; boundary=b\r\n\r\n" + b"--b\r\n\r\nundeliverable\r\n" * 100_000
    assert peak(raw) < 16_000_000
    assert "limit-parts" in ids(raw)


@pytest.mark.whole(every=4)
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
    "charset",
    [
        "utf-16",
        "utf-32",
        "utf-7",
        "iso-2022-jp",
        "iso-2022-kr",
        "hz",
        "big5",
        "cp037",
        "x-unknown",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "zlib",
        "utf-8-sig",
        "us-ascii",
        '"',
        "=?utf-8?q?utf-8?=",
        "x" * 300,
    ],
)
def test_wrong_charsets_of_captured_reports_give_an_answer(charset: str) -> None:
    for path in CAPTURED[::25]:
        raw = path.read_bytes()
        for name in (b"us-ascii", b"utf-8", b"UTF-8", b"iso-8859-1"):
            raw = raw.replace(b"charset=" + name, b"charset=" + charset.encode())
        read(raw)
