"""Messages that mean harm: an answer to each, in linear time, with an anomaly where a limit cut it."""

import base64
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, html_text, parse_fields
from hostile_shapes import BODIES, nested
from steps import grows, steps

CAPTURED = sorted((Path(__file__).parent.parent / "corpus" / "captured").rglob("*.eml"))


def read_all(data: bytes, limits: Limits = DEFAULT_LIMITS) -> MessageView:
    """Everything that a view can be asked for."""
    view = MessageView.parse(data, limits)
    for part in view.walk():
        assert part.body_span.start <= part.body_span.end <= len(data)
        for field in part.headers:
            assert field.key == field.name.lower()
            assert "\n" not in field.value
            _ = field.decoded, field.span, field.value_span
        _ = part.filename, part.disposition, part.params, part.payload, part.get("subject"), part.get_all("received")
        span = part.span_of(0, len(part.text))
        assert part.body_span.start <= span.start <= span.end <= part.body_span.end
        parse_fields(part.text)
        if part.media_type == "text/html":
            html_text(part.text)
    assert len(view.anomalies) <= limits.anomalies
    return view


def ids(view: MessageView) -> set[str]:
    return {anomaly.id for anomaly in view.anomalies}


@pytest.mark.parametrize("path", CAPTURED[:: len(CAPTURED) // 6], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_cut_at_every_octet(path: Path) -> None:
    raw = path.read_bytes()[:6000]
    for end in range(len(raw) + 1):
        read_all(raw[:end])


@pytest.mark.whole(every=4)
@pytest.mark.parametrize("seed", range(40))
def test_flipped_octets(seed: int) -> None:
    draw = random.Random(seed)
    raw = bytearray(draw.choice(CAPTURED).read_bytes())
    for _ in range(25):
        for _ in range(draw.randint(1, 30)):
            raw[draw.randrange(len(raw))] = draw.choice([0, 10, 13, 32, 34, 45, 58, 61, 63, 255, draw.randrange(256)])
        read_all(bytes(raw))


@given(data=st.binary(max_size=400))
def test_any_octets(data: bytes) -> None:
    read_all(data)


MEANT = rb"""Content-Type: |multipart/mixed;|message/rfc822| boundary="b"|--b|--| |Content-Transfer-Encoding: base64|=?utf-8?q?=
|?=|filename*0*=|''%|;|x|text/html|<!--|charset=utf-7|+AGE-|From |:|quoted-printable|x-uuencode|begin 644 """
PIECES = [piece.rstrip(b"\n") for piece in MEANT.split(b"|")] + [b"\r\n", b"\n", b"\r", b"\x00", b"\xff"]
HEADER = st.sampled_from(PIECES)


@given(pieces=st.lists(HEADER, max_size=60))
def test_any_run_of_what_means_something(pieces: list[bytes]) -> None:
    read_all(b"".join(pieces))


@pytest.mark.parametrize("name", BODIES)
def test_twice_the_octets_take_twice_the_steps(name: str) -> None:
    half, whole = BODIES[name](5_000), BODIES[name](10_000)
    assert grows(lambda: read_all(half), lambda: read_all(whole)) < 2.2


def test_five_thousand_nested_parts() -> None:
    for close in (True, False):
        view = read_all(nested(5_000, close=close))
        assert "limit-depth" in ids(view)
        assert len(list(view.walk())) == DEFAULT_LIMITS.depth + 1


def test_a_million_header_lines() -> None:
    data = b"A: b\n" * 1_000_000 + b"Subject: late\n\nbody"
    view = MessageView.parse(data)
    assert len(view.root.headers) == DEFAULT_LIMITS.header_fields
    assert ids(view) == {"limit-header-fields"}
    assert view.root.text == "body"


def test_a_header_of_ten_megabytes() -> None:
    data = b"Subject: " + b"x" * 10_000_000 + b"\n\nbody"
    view = MessageView.parse(data)
    assert len(view.root.get("subject") or "") == DEFAULT_LIMITS.field_octets
    assert ids(view) == {"limit-header-octets", "limit-field-octets"}
    assert view.root.text == "body"


def test_a_hundred_thousand_delimiters() -> None:
    data = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000 + b"--b--\n"
    view = read_all(data)
    assert len(view.root.children) == DEFAULT_LIMITS.parts - 1
    assert ids(view) == {"limit-parts"}


def test_fifty_megabytes_are_not_touched() -> None:
    body = base64.encodebytes(bytes(1000)) * 37_000
    part = b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n" + body
    data = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n" + part + b"\n--b--\n"
    assert len(data) > 50_000_000
    tracemalloc.start()
    try:
        view = MessageView.parse(data)
        text = [p.text for p in view.walk() if p.media_type == "text/plain"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert text == ["hello"]
    assert peak < 1_000_000
    assert steps(lambda: [p.media_type for p in MessageView.parse(data).walk()]) < 200


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable", b"x-uuencode", b"binary"])
def test_what_decodes_to_much_is_cut(encoding: bytes) -> None:
    octets = {
        b"base64": base64.encodebytes(b"A" * 9_000_000),
        b"quoted-printable": b"AAAAAAA=\n" * 1_000_000,
        b"x-uuencode": b"begin 644 a\n" + b"M" + b"0" * 60 + b"\n",
        b"binary": b"A" * 9_000_000,
    }[encoding]
    if encoding == b"x-uuencode":
        octets = octets[:12] + octets[12:] * 150_000
    limits = Limits(decoded_octets=4 << 20, text_octets=128 << 10)
    view = MessageView.parse(b"Content-Transfer-Encoding: " + encoding + b"\n\n" + octets, limits)
    assert len(view.root.payload) == limits.decoded_octets
    assert len(view.root.text) == limits.text_octets
    assert ids(view) == {"limit-decoded-octets", "limit-text-octets"}


def test_small_limits_hold() -> None:
    limits = Limits(header_octets=40, header_fields=2, field_octets=5, parts=3, depth=2, text_octets=4, anomalies=2)
    for path in CAPTURED[::40]:
        view = read_all(path.read_bytes(), limits)
        parts = list(view.walk())
        assert len(parts) <= 3
        assert all(part.depth <= 2 and len(part.headers) <= 2 and len(part.text) <= 4 for part in parts)
        assert all(len(field.value) <= 5 for part in parts for field in part.headers)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_limit_cuts_between_lines_and_words(end: str) -> None:
    body = f"one{end}two bob@example.com{end}three{end}".encode()
    whole = "one\ntwo bob@example.com\nthree\n"
    lines = ("one\n", "one\ntwo bob@example.com\n", whole)
    for octets in range(1, len(body) + 2):
        part = MessageView.parse(b"To: x\n\n" + body, Limits(text_octets=octets)).root
        assert part.cut is (octets < len(body))
        assert part.text in lines if octets > 3 else part.text == whole[:octets]
    for octets in range(17, 40):
        root = MessageView.parse(b"To: ann@example.org, bob@example.com\n\n", Limits(field_octets=octets)).root
        assert (root.get("to") or "").rstrip(", ") in ("ann@example.org", "ann@example.org, bob@example.com")
