"""The border is ours: what stands above no Received of our own, or may be read in two ways, is not believed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bouncekit.auth import AuthResults, Position, Result, SpfIdentity
from bouncekit.auth.received import receiving_host
from bouncekit.errors import InvalidValueError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESULTS = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\r\n"
OURS = "Received: from a (b [192.0.2.7]) by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
REST = "From: ann@example.org\r\n\r\nhi\r\n"


def read(text: str | bytes, **more: Any) -> AuthResults:
    return AuthResults.from_headers(text, trusted={"mx.here.example"}, **more)


def passes(found: AuthResults) -> bool:
    return any(s.result is Result.PASS for s in found.spf) or any(d.result is Result.PASS for d in found.dkim)


@pytest.mark.rfc("RFC8601-4.1-04", "RFC8601-5-01")
@pytest.mark.parametrize(
    "received",
    [
        "",
        "Received: from a by b; x\r\n",
        "Received: from mx.here.example by evil.example; x\r\n",
        "Received: from mx.here.example (by mx.here.example) by evil.example; x\r\n",
        "Received: from a by evil.example (by mx.here.example); x\r\n",
        "Received: from a by evil.example; by mx.here.example\r\n",
        "Received: from a with by mx.here.example; x\r\n",
        "Received: from by by mx.here.example.; x\r\n",
        "Received: from a by mx.here.example.evil.example; x\r\n",
        "Received: from a by xmx.here.example; x\r\n",
        "Received: from a by mx.here.ex\u0430mple; x\r\n",
        "Received: from a (by mx.here.example; x\r\n",
        "Received: from a) by mx.here.example; x\r\n",
        "Received: mx.here.example\r\n",
        "Received: by\r\n",
        "Received:\r\n",
        "X-Received: from a by mx.here.example; x\r\n",
        "Received: from a by b; x\r\n" + OURS,
        "Received: from a\r by mx.here.example; x\r\n",
        "\0\r\n" + OURS,
        " \r\n" + OURS,
        "\r\n" + OURS,
        "no field\r\n" + OURS,
    ],
)
def test_nothing_counts_without_a_received_of_ours_at_the_boundary(received: str) -> None:
    found = read(RESULTS + received + REST)
    assert not passes(found)
    assert found.anomalies


@pytest.mark.parametrize(
    "received",
    [
        OURS,
        OURS.replace("\r\n", "\r\n\t(using TLS)\r\n"),
        "Received: by mx.here.example (Postfix, from userid 0)\r\n\tid 1; x\r\n",
        "Received: FROM unknown (HELO x y) (192.0.2.7) BY MX.Here.Example with SMTP; x\r\n",
        "Received: from by by mx.here.example; x\r\n",
        OURS + "Received: from c by a; x\r\n",
        OURS + "not a field\r\n",
    ],
)
def test_a_received_of_ours(received: str) -> None:
    assert passes(read(RESULTS + received + REST))
    if "not a" not in received:
        assert passes(read((RESULTS + received + REST).replace("\r\n", "\n")))
        assert passes(read((RESULTS + received + REST).encode()))


def test_the_border_may_have_another_name_than_its_results() -> None:
    host = OURS.replace("mx.here.example", "mail7.here.example")
    assert not passes(read(RESULTS + host + REST))
    assert passes(read(RESULTS + host + REST, received_by={"mail7.here.example"}))
    assert not passes(read(RESULTS + OURS + REST, received_by=["mail7.here.example"]))
    inner = "Received: from mx.here.example by store.here.example; x\r\n"
    assert passes(read(inner + RESULTS + OURS + REST, boundary=2))
    assert not passes(read(inner + OURS + RESULTS + REST, boundary=2))
    assert not passes(read(inner + RESULTS + host + REST, boundary=2))
    for wrong in ("mx.here.example", b"mx.here.example", [""]):
        with pytest.raises(InvalidValueError, match="received_by"):
            read(RESULTS, received_by=wrong)


def test_a_border_that_writes_none_has_to_say_unsafe() -> None:
    unsafe = Position.UNSAFE_WITHOUT_RECEIVED
    assert passes(read(RESULTS + REST, position=unsafe))
    assert passes(read(RESULTS + OURS.replace("mx.", "out.") + REST, position=unsafe))
    assert not passes(read(OURS + RESULTS + REST, position=unsafe))
    assert all("UNSAFE" in p.name for p in Position if p is not Position.ABOVE_BOUNDARY)


def test_what_is_wrong_far_below_takes_only_what_is_signed() -> None:
    text = (
        "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org;"
        " dkim=pass header.d=example.org header.s=s1 header.b=AbCdEfGh\r\n" + OURS
        + "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; t=1795262400; h=from; bh=x; b=AbCdEfGhIJ\r\n"
        + "From: ann@example.org\r\n"
    )  # fmt: skip
    whole = read(text + "\r\nhi", now=NOW, rsa_floor_bits=1024)
    assert [d.signed_from for d in whole.dkim] == ["ann@example.org"]
    for fault in (
        "X: a\rb\r\n\r\n",
        "X: \0\r\n\r\n",
        "",
        "X: a\nFrom: eve@example.org\r\n\r\n",
        "x\r\n\r\n",
        "X:\r\n" * 5_000 + "\r\n",
        " \r\n\r\n",
    ):
        found = read(text + fault, now=NOW, rsa_floor_bits=1024)
        assert passes(found)
        assert [(d.signed_from, d.age_days) for d in found.dkim] == [(None, None)]


@pytest.mark.parametrize(
    ("field", "believed"),
    [
        ("a=rsa-sha256; d=example.org; s=s1; t=1795262400; h=from; b=AbCdEfGhIJ", True),
        ("a=rsa-sha256; d=example.org; s=s1; t=1795262400; x=1799999999; h=from; b=AbCdEfGhIJ", True),
        ("a=rsa-sha256; d=example.org; s=s1; t=1795262400; x=1795262500; h=from; b=AbCdEfGhIJ", False),
        ("a=rsa-sha256; d=example.org; s=s1; t=1795262400; x=never; h=from; b=AbCdEfGhIJ", False),
        ("a=rsa-sha256; d=example.org; s=s1; t=1795262400; h=from; b=AbCdEfGhIJ; junk", False),
        ("a=ed25519-sha256; d=example.org; s=s1; t=1795262400; h=from; b=AbCdEfGhIJ", False),
        ("a=rsa-sha256; d=example.org; s=s1; t=1900000000; h=from; b=AbCdEfGhIJ", False),
    ],
)
def test_the_signature_that_the_border_means(field: str, believed: bool) -> None:
    header = (
        "Authentication-Results: mx.here.example; dkim=pass header.d=example.org header.s=s1 header.a=rsa-sha256"
        f" header.b=AbCdEfGh\r\n{OURS}DKIM-Signature: v=1; bh=x; {field}\r\nFrom: ann@example.org\r\n\r\n"
    )
    (found,) = read(header, now=NOW, rsa_floor_bits=1024).dkim
    assert (found.signed_from is not None and found.age_days is not None) is believed


def test_a_signature_that_cannot_be_read_may_be_the_one_that_was_meant() -> None:
    good = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; t=1795262400; h=from; bh=x; b=AbCdEfGhIJ\r\n"
    header = f"Authentication-Results: mx.here.example; dkim=pass header.d=example.org\r\n{OURS}"
    (found,) = read(header + good + REST, now=NOW).dkim
    assert found.signed_from == "ann@example.org"
    for other in (good, good.replace("d=example.org", "d=example.org; d=example.org"), "DKIM-Signature: \r\n" * 51):
        (found,) = read(header + other + good + REST, now=NOW).dkim
        assert found.signed_from is None


@pytest.mark.rfc("RFC8601-2.2-01", "RFC8601-2.2-02")
@pytest.mark.parametrize(
    "text",
    [
        "dkim=pass header.d=example.org header.d=example.net",
        "dkim=pass header.d=example.org header.D=example.org",
        "dkim=pass header.i=@example.net header.d=example.org",
        "dkim=pass header.d=example.org reason=a reason=b",
        "dkim=pass header.d=example.org (",
        'dkim=pass header.d=example.org header.b="',
        "spf=pass smtp.mailfrom=ann@example.org smtp.mailfrom=eve@example.net",
        'spf=pass (a ") smtp.mailfrom=ann@example.org (" b) smtp.mailfrom="x"',
        "spf=pass smtp.mailfrom=eve@example.net@example.org",
        'spf=pass smtp.mailfrom="eve@example.net"@example.org',
        "spf=pass smtp.mailfrom=ann@",
        "spf=pass smtp.mailfrom=ann@example.org,example.net",
        "spf=pass smtp.mailfrom=ann@exa\\mple.org",
        "spf=pass smtp.mailfrom=ann@[192.0.2.7]",
        "spf=pass smtp.mailfrom= header.from=x",
        "spf=pass smtp.mailfrom=x=y",
        "spf=pass smtp.mailfrom=",
        "spf=pass smtp.mailfrom= smtp.mailfrom=ann@example.org",
        "spf=pass smtp . mailfrom=ann@example.org smtp.mailfrom = ann@example.org",
        "spf=pass smtp.mailfrom=ann@example.org smtp.remote-ip=1 smtp.remote-ip=2",
    ],
)
def test_a_result_that_another_reader_would_not_share(text: str) -> None:
    assert not passes(read(f"Authentication-Results: mx.here.example; {text}\r\n{OURS}{REST}"))


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("spf=pass smtp.mailfrom=example.org", "example.org"),
        ("spf=pass smtp.mailfrom = ann@example.org", "example.org"),
        ('spf=pass (a (nested) "comment") smtp.mailfrom=<ann@example.org> smtp.helo=x', "example.org"),
        ('spf=pass smtp.mailfrom="ann b"@example.org', "example.org"),
        ('spf=pass smtp.mailfrom="ann@example.org"', "example.org"),
        ("spf=pass smtp.mailfrom=SRS0=x=y=example.net=ann@example.org", "example.org"),
        ("spf=pass smtp.mailfrom=ann@b\u00fccher.example action=none", "xn--bcher-kva.example"),
        ("spf=pass reason=ok smtp.mailfrom=ann@example.org", "example.org"),
        ("spf=pass header.i= smtp.mailfrom=ann@example.org", "example.org"),
        ("dkim=pass header.i=@news.example.org header.d=example.org header.b=x", "example.org"),
        ("dkim=pass header.i= header.d=example.org", "example.org"),
        ("dkim=pass header.d=a.example; dkim=fail header.d=b.example; spf=pass smtp.mailfrom=example.org", "a.example"),
    ],
)  # fmt: skip
def test_honest_results(text: str, domain: str) -> None:
    found = read(f"Authentication-Results: mx.here.example; {text}\r\n{OURS}{REST}")
    assert passes(found)
    assert domain in {s.domain for s in found.spf} | {d.domain for d in found.dkim}


def test_an_empty_property_takes_nothing_of_the_next() -> None:
    text = "spf=pass smtp.mailfrom= smtp.helo=relay.example.org"
    (found,) = read(f"Authentication-Results: mx.here.example; {text}\r\n{OURS}{REST}").spf
    assert (found.identity, found.domain) == (SpfIdentity.HELO, "relay.example.org")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("from a by b; x", "b"), ("by b with SMTP; x", "b"), ("from a by", None), ("", None), ("by (c) b", "b"),
        ("from a (x\\)y) by b", "b"), ("(qmail 1 invoked by uid 0); x", None), ("from a(c)by(d)b;x", "b"), ("from by b", None),
        ("a" * 20_000, None),
    ],
)  # fmt: skip
def test_which_host_received(text: str, host: str | None) -> None:
    assert receiving_host(text) == host
