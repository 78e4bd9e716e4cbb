"""The border is ours: what a client claims of itself is gone, and there is one reading of every header."""

from datetime import UTC, datetime

import pytest

from bouncekit.adapters.aiosmtpd.border import (
    UnreadableHeaderError,
    clean_message,
    is_host,
    received_field,
    results_field,
)
from bouncekit.auth import AuthResults, DkimResult, DmarcPolicy, DmarcResult, Result, SpfIdentity, SpfResult
from bouncekit.message import MessageView

OWN = ("mx.here.example", "mx.bücher.example")
WORD = b"spf=pass smtp.mailfrom=victim@example.org"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "field",
    [
        b"Authentication-Results: mx.here.example; ",
        b"AUTHENTICATION-RESULTS:mx.here.example;",
        b"Authentication-Results : mx.here.example; ",
        b"Authentication-Results\t:\tMX.Here.Example; ",
        b"Authentication-Results: mx.here.example 1; ",
        b"Authentication-Results: (x) mx.here.example (y) 1 (z); ",
        b"Authentication-Results: (a;b) mx.here.example; ",
        b"Authentication-Results: (nested (comment) here) mx.here.example; ",
        b"Authentication-Results:\r\n mx.here.example;\r\n ",
        b'Authentication-Results:\r\n\t(c)\r\n\t"mx.here.example"; ',
        b'Authentication-Results: "mx.here.ex\\ample"; ',
        b"Authentication-Results: mx.here.example.; ",
        b"Authentication-Results: mx.here.example/1; ",
        b"Authentication-Results: mx.xn--bcher-kva.example; ",
        "Authentication-Results: mx.bücher.example; ".encode(),
        "Authentication-Results: ｍx.here.example; ".encode(),
        b"Authentication-Results: (unfinished mx.here.example; ",
        b'Authentication-Results: "unfinished; ',
        b"Authentication-Results: ; ",
        b"Authentication-Results: =?utf-8?q?mx.here.example?=; ",
        b"Authentication-Results: (" + b"x" * 70_000 + b") mx.here.example; ",
        b"X: y\rAuthentication-Results: mx.here.example; ",
        b"X: y\nAuthentication-Results: mx.here.example; ",
        b"From ann Mon Nov 23 2026\r\nAuthentication-Results: mx.here.example; ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("position", ["first", "last", "before Received"])
@pytest.mark.rfc("RFC8601-5-01")
def test_a_field_that_claims_our_name_is_gone(field: bytes, position: str) -> None:
    if field.startswith(b"From ") and position != "first":
        field = field.partition(b"\r\n")[2]
    claim = field + WORD + b"\r\n"
    rest = b"From: a@example.org\r\nSubject: x\r\n"
    raw = {
        "first": claim + rest,
        "last": rest + claim,
        "before Received": rest + claim + b"Received: from a by b; x\r\n",
    }[position]
    cleaned = clean_message(raw + b"\r\nbody\r\n", OWN)
    assert WORD not in cleaned
    assert cleaned.endswith(b"\r\n\r\nbody\r\n")
    root = MessageView.parse(cleaned).root
    assert (root.get("from"), root.get("subject")) == ("a@example.org", "x")


@pytest.mark.parametrize(
    "field",
    [
        b"Authentication-Results: other.example; spf=pass smtp.mailfrom=a@example.org\r\n",
        b"Authentication-Results: notmx.here.example; none\r\n",
        b"Authentication-Results: mx.here.example.org; none\r\n",
        b"ARC-Authentication-Results: i=1; mx.here.example; spf=pass\r\n",
        b"X-Authentication-Results: mx.here.example; spf=pass\r\n",
        b"Subject: Authentication-Results: mx.here.example; spf=pass\r\n",
    ],
)
def test_what_does_not_claim_it_stays_octet_for_octet(field: bytes) -> None:
    raw = field + b"From: a@example.org\r\n\r\nAuthentication-Results: mx.here.example; in the body\r\n"
    assert clean_message(raw, OWN) == raw


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (b"", b"\r\n"),
        (b"no field at all\r\n", b"\r\nno field at all\r\n"),
        (b" ; spf=pass\r\nX: y\r\n\r\nb\r\n", b"\r\n ; spf=pass\r\nX: y\r\n\r\nb\r\n"),
        (b"A: b\r\nodd\r\nC: d\r\n", b"A: b\r\n\r\nodd\r\nC: d\r\n"),
        (b"A: b", b"A: b\r\n\r\n"),
        (b"A: b\r\n\r\n1\n.\n2\r3\r\n", b"A: b\r\n\r\n1\r\n.\r\n2\r\n3\r\n"),
        (b"\r\nbody\0\r\n", b"\r\nbody\0\r\n"),
    ],
)
def test_a_header_ends_where_a_line_is_no_field(raw: bytes, cleaned: bytes) -> None:
    assert clean_message(raw, OWN) == cleaned
    assert clean_message(cleaned, OWN) == cleaned


@pytest.mark.parametrize("raw", [b"A: \0\r\n\r\n", b"A: b\r\n" * 5_000 + b"\r\n", b"A: " + b"x" * (1 << 20) + b"\r\n"])
def test_a_header_without_one_reading_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableHeaderError):
        clean_message(raw, OWN)


@pytest.mark.parametrize("helo", ["my pc", "a\r\nX: y", "(", "x" * 5_000, "ä.example", None, "", "203.0.113.9"])
def test_received_is_one_field_whatever_the_client_calls_itself(helo: str | None) -> None:
    raw = received_field(
        helo=helo, ip="2001:db8::1", hostname="mx.here.example", protocol="ESMTP", identity="1", now=NOW
    )
    root = MessageView.parse(raw + b"\r\n").root
    assert list(root.names) == ["received"]
    assert raw.startswith(b"Received: from [IPv6:2001:db8::1] (HELO ")
    assert max(map(len, raw.split(b"\r\n"))) < 300


def test_a_host_is_a_name_or_a_literal() -> None:
    assert all(map(is_host, ("a", "client.example", "[192.0.2.1]", "[IPv6:2001:db8::1]")))
    assert not any(map(is_host, (None, "", "my pc", "192.0.2.1", "[x]", "a;b", "-a")))


def test_our_results_say_what_was_found_and_read_back_no_better() -> None:
    auth = AuthResults(
        spf=(SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org"),
             SpfResult(result=Result.FAIL, identity=SpfIdentity.HELO, domain="a b\r\nX: y")),
        dkim=(DkimResult(result=Result.PASS, domain="example.org", algorithm="rsa-sha256"),),
        dmarc=DmarcResult(result=Result.PASS, from_="ann@example.org", policy=DmarcPolicy.REJECT),
        iprev=Result.PASS,
    )  # fmt: skip
    raw = results_field("mx.here.example", auth)
    root = MessageView.parse(raw + b"\r\n").root
    assert list(root.names) == ["authentication-results"]
    read = AuthResults.from_headers(
        raw + b"Received: from x by mx.here.example; x\r\n\r\n", trusted={"mx.here.example"}
    )
    assert read.spf[0] == auth.spf[0]
    assert read.dmarc is not None
    assert read.dmarc.result is Result.PASS
    assert results_field("mx.here.example", AuthResults()) == b"Authentication-Results: mx.here.example;\r\n\tnone\r\n"
