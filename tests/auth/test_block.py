"""One reader for a header block: where two readers may differ there is a fault, and what stands before it is as it is."""

import pytest

from bouncekit.auth.block import read_block
from bouncekit.limits import Limits

FROM = b"From: ann@example.org\r\n"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (FROM + b"X: a\rb\r\n\r\n", "bare-carriage-return"),
        (FROM + b"X: a\r\r\n\r\n", "bare-carriage-return"),
        (FROM + b"\rX: a\r\n\r\n", "bare-carriage-return"),
        (FROM + b"X: a\nFrom: eve@example.org\r\n\r\n", "bare-line-feed"),
        (FROM + b"X: a\r\n\nbody\r\n\r\n", "bare-line-feed"),
        (b"From: ann@example.org\nX: a\r\nY: b\n\n", "bare-carriage-return"),
        (FROM + b"X: a\0b\r\n\r\n", "nul"),
        (FROM + b"X: a\r\n \t\r\n\r\n", "line-of-white-space"),
        (FROM + b"no colon here\r\n\r\n", "not-a-field"),
        (FROM + b"X\x0b: a\r\n\r\n", "not-a-field"),
        (FROM + "Frоm: eve@example.org\r\n\r\n".encode(), "not-a-field"),
        (FROM + b": nameless\r\n\r\n", "not-a-field"),
        (FROM + b"From eve@example.org Mon Nov 23\r\n\r\n", "not-a-field"),
        (b" folded: a\r\n" + FROM + b"\r\n", "continuation-of-nothing"),
        (b"From eve Mon Nov 23\r\n more\r\n" + FROM + b"\r\n", "continuation-of-nothing"),
        (FROM, "header-not-ended"),
        (FROM + b"X: a", "header-not-ended"),
        (b"", "header-not-ended"),
        (FROM * 21 + b"\r\n", "limit-header-fields"),
        (b"X: " + b"a" * 2_000 + b"\r\n\r\n", "limit-header-octets"),
        (FROM + b"X: " + b"a\r\n " * 500 + b"\r\n\r\n", "limit-header-octets"),
    ],
)
def test_what_two_readers_may_read_differently(data: bytes, fault: str) -> None:
    assert read_block(data, Limits(header_fields=20, header_octets=1_000)).fault == fault


@pytest.mark.parametrize(
    "data",
    [
        FROM + b"\r\nbody\r\n",
        FROM + b"X: folded\r\n over\r\n\tlines\r\n\r\n",
        (FROM + b"X: folded\r\n over\r\n\r\nbody").replace(b"\r\n", b"\n"),
        b"From eve Mon Nov 23\r\n" + FROM + b"\r\n",
        FROM + b"Empty:\r\nX :obsolete\r\nBody: caf\xe9\r\n\r\n",
        FROM + b"\r\nbody with \0, \r, \n and all\r\n",
    ],
)
def test_an_honest_header_has_none(data: bytes) -> None:
    block = read_block(data)
    assert block.fault is None
    assert [field.key for field in block.named("from")] == ["from"]
    assert block.named("from")[0].raw == FROM
    assert data[block.body_start :] in {b"", b"body", b"body\r\n", b"body with \0, \r, \n and all\r\n"}


def test_fields_before_the_fault_are_whole_and_the_one_that_may_go_on_is_left_out() -> None:
    assert [f.key for f in read_block(FROM + b"X: a\r\nbad\r\nY: b\r\n\r\n").fields] == ["from", "x"]
    assert [f.key for f in read_block(FROM + b"X: a\r\n bad\r more\r\nY: b\r\n\r\n").fields] == ["from"]
    assert [f.key for f in read_block(FROM + b"X: a\r\n \r\nY: b\r\n\r\n").fields] == ["from"]


def test_places_and_texts() -> None:
    data = b"A: 1\nSubject: caf\xe9\n over\n\nbody"
    block = read_block(data)
    (subject,) = block.named("subject")
    assert data[subject.span.start : subject.span.end] == b"Subject: caf\xe9\n over\n"
    assert (subject.raw, subject.text, subject.utf8) == (b"Subject: caf\xe9\r\n over\r\n", "café over", None)
    assert read_block(b"A: 1", needs_end=False).fields[0].raw == b"A: 1\r\n"
    assert read_block(b"A: 1", needs_end=False).fault is None


def test_a_line_is_looked_at_once() -> None:
    for data in (b"x" * 1_000_000, b"x\t" * 400_000 + b":\r\n", b"A: b\r\n" * 4_999, b"A: " + b"\r\n b" * 200_000):
        assert len(read_block(data).fields) <= 5_000
