"""Which Authentication-Results fields are believed, and what they are then worth."""

from datetime import UTC, datetime

import pytest

from bouncekit.auth import AuthResults, DmarcPolicy, Position, Result, SpfIdentity, SpfResult, is_aligned
from bouncekit.auth.headers import same_authserv_id
from bouncekit.errors import InvalidValueError

HERE = {"mx.here.example"}
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECEIVED = "Received: from a (b [192.0.2.7]) by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
SPF = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\r\n"


def above(text: str, **more: object) -> AuthResults:
    """What is read of fields that stand right above our own Received."""
    return read(text + RECEIVED, **more)


def read(text: str, **more: object) -> AuthResults:
    return AuthResults.from_headers(text, trusted=HERE, **more)  # type: ignore[arg-type]


def test_a_pass() -> None:
    found = read(SPF + RECEIVED + "From: ann@example.org\r\n\r\nbody")
    assert found.spf == (SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org"),)
    assert found.from_border


@pytest.mark.rfc("RFC8601-4.1-01", "RFC8601-4.1-02")
@pytest.mark.parametrize(
    "name",
    [
        "mx.here.example.", "mx.here.example.evil.example", "xmx.here.example", "mx.here.exampl\u0435",
        "mx\u3002here.example", "mx.here\uff0eexample", "\uff4dx.here.example", "mx.here.example\u200b",
        "xn--mx-.here.example", "mx_here.example",
        "mx .here.example", '"mx.here.example "', "m\u212a.here.example",
    ],
)  # fmt: skip
def test_a_look_alike_is_a_stranger(name: str) -> None:
    found = read(SPF.replace("mx.here.example", name) + RECEIVED)
    assert found.spf == ()
    assert not found.from_border
    assert found.anomalies


@pytest.mark.rfc("RFC8601-2.5-01")
def test_the_same_name_otherwise_written() -> None:
    assert above(SPF.replace("mx.here.example", '"MX.Here.EXAMPLE"')).spf
    assert same_authserv_id("mx.b\u00fccher.example", "MX.xn--bcher-kva.example")
    assert not same_authserv_id("mx.b\u00fccher.example", "mx.bucher.example")


@pytest.mark.rfc("RFC8601-4.1-04")
def test_only_what_stands_above_the_boundary_counts() -> None:
    assert read(RECEIVED + SPF).spf == ()
    assert read(RECEIVED + SPF + RECEIVED, boundary=2).spf
    assert read(SPF + RECEIVED, boundary=2).spf == ()


@pytest.mark.rfc("RFC8601-4.1-06")
def test_a_border_that_writes_below_its_own_received() -> None:
    below = Position.UNSAFE_BELOW_BORDER_RECEIVED
    older = RECEIVED.replace("mx.here.example", "out.example.org")
    assert read(RECEIVED + SPF + older, position=below).spf
    assert read(SPF + RECEIVED + older, position=below).spf
    assert read(RECEIVED + older + SPF, position=below).spf == ()
    assert read(RECEIVED + SPF, position=below).spf
    assert read(RECEIVED + SPF, position=below, boundary=2).spf == ()


@pytest.mark.rfc("RFC8601-4.1-05")
def test_fields_inside_the_body_are_not_seen() -> None:
    assert read("Content-Type: message/rfc822\r\n\r\n" + SPF).spf == ()


@pytest.mark.rfc("RFC8601-2.6-01", "RFC8601-2.7.6-01", "RFC8601-2.7.7-01", "RFC8601-4.1-03")
@pytest.mark.parametrize(
    "text",
    [
        "mx.here.example 2; spf=pass smtp.mailfrom=ann@example.org",
        "mx.here.example; spf/2=pass smtp.mailfrom=ann@example.org",
        "mx.here.example; spf=passed smtp.mailfrom=ann@example.org",
        "mx.here.example; x-spf=pass smtp.mailfrom=ann@example.org",
        "mx.here.example; spf=pass",
        "mx.here.example; spf=pass smtp.mailfrom=<>",
        "mx.here.example; spf=pass header.from=ann@example.org",
        "mx.here.example; spf=pass smtp.mailfrom=ann@example.org stray",
        "mx.here.example; spf=pass smtp.mailfrom=ann@example.org (never ends",
        'mx.here.example; spf=pass smtp.mailfrom=ann@example.org; dkim=fail reason="never ends',
    ],
)
def test_what_cannot_be_relied_on_is_no_pass(text: str) -> None:
    assert not [r for r in above(f"Authentication-Results: {text}\r\n").spf if r.result is Result.PASS]


def test_what_is_bad_counts_even_where_the_rest_is_broken() -> None:
    found = above("Authentication-Results: mx.here.example; spf=fail smtp.mailfrom=a@example.org; dkim=pass (\r\n")
    assert [r.result for r in found.spf] == [Result.FAIL]
    assert "authentication-results-broken" in {a.id for a in found.anomalies}
    assert above("Authentication-Results: mx.here.example; spf=fail\r\n").spf[0].domain is None


@pytest.mark.rfc("OWN-1-02")
def test_contradictory_spf_results_the_worse_counts() -> None:
    fail = SPF.replace("=pass", "=softfail")
    for text in (SPF + fail, fail + SPF, SPF + SPF.replace("=pass", "=hardfail").replace("example.org", "EXAMPLE.org")):
        found = above(text).spf
        assert len(found) == 1
        assert found[0].result in {Result.SOFTFAIL, Result.FAIL}
    nameless = AuthResults(spf=(
        SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org"),
        SpfResult(result=Result.FAIL, identity=SpfIdentity.MAILFROM),
    ))  # fmt: skip
    worst = nameless.spf_of(SpfIdentity.MAILFROM, "example.org")
    assert worst is not None
    assert worst.result is Result.FAIL


def test_permissive_survives_the_merge() -> None:
    wide = SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org", permissive=True)
    narrow = SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org", permissive=False)
    for pair in ((wide, narrow), (narrow, wide)):
        assert AuthResults(spf=pair).spf[0].permissive


@pytest.mark.rfc("RFC6376-6.1-02")
def test_one_of_several_signatures_may_pass() -> None:
    text = "Authentication-Results: mx.here.example; dkim=fail header.d=a.example; dkim=pass header.d=b.example\r\n"
    assert [r.result for r in above(text).dkim] == [Result.FAIL, Result.PASS]


SIGNED = (
    "Authentication-Results: mx.here.example; dkim=pass header.d=example.org header.s=s1 header.b=AbCdEfGh\r\n"
    + RECEIVED
    + "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from:to:subject;\r\n"
    + " t=1795262400; bh=xx=; b=AbCd\r\n EfGhIjKl==\r\n"
    + "From: Ann <ann@example.org>\r\n\r\n"
)


@pytest.mark.rfc("RFC6376-3.5-01", "RFC6376-5.4-01")
def test_a_signature_that_the_border_verified_is_read() -> None:
    (found,) = read(SIGNED, now=NOW, rsa_floor_bits=1024).dkim
    assert (found.signed_from, found.body_length_limit, found.algorithm) == ("ann@example.org", False, "rsa-sha256")
    assert found.key_bits == 1024
    assert found.age_days is not None
    assert 0 < found.age_days < 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("header.b=AbCdEfGh", "header.b=AbCdEfGx"),
        ("header.b=AbCdEfGh", "header.b=AbCd"),
        ("h=from:", "h="),
        ("From: Ann", "From: eve@example.net\r\nFrom: Ann"),
        ("Ann <ann", "eve@example.net <ann"),
        ("d=example.org; s=s1", "d=example.net; s=s1"),
        ("s=s1;", "s=s2;"),
        ("v=1;", "v=1; d=example.org;"),
    ],
)
def test_a_signature_that_may_be_another_signs_no_from(old: str, new: str) -> None:
    (found,) = read(SIGNED.replace(old, new), now=NOW, rsa_floor_bits=1024).dkim
    assert found.signed_from is None


@pytest.mark.parametrize("stamp", ["t=1900000000", "t=x", "t=", "q=dns", "t=99999999999999"])
def test_a_clock_that_jumps_makes_no_age(stamp: str) -> None:
    (found,) = read(SIGNED.replace("t=1795262400", stamp), now=NOW).dkim
    assert found.age_days is None


def test_a_partial_signature_says_so() -> None:
    (found,) = read(SIGNED.replace("bh=xx=;", "bh=xx=; l=10;"), now=NOW).dkim
    assert found.body_length_limit is True


def test_dmarc_and_iprev() -> None:
    text = (
        "Authentication-Results: mx.here.example; dmarc=pass header.from=a.example; iprev=pass policy.iprev=::1\r\n"
        "Authentication-Results: mx.here.example; dmarc=fail header.from=b.example policy.dmarc=reject; iprev=fail\r\n"
    )
    found = above(text)
    assert found.dmarc is not None
    assert (found.dmarc.result, found.dmarc.from_, found.dmarc.policy) == (Result.FAIL, "b.example", DmarcPolicy.REJECT)
    assert found.iprev is Result.FAIL


@pytest.mark.rfc("OWN-1-08")
def test_a_megabyte_of_it_helps_nobody() -> None:
    huge = SPF.rstrip() + "; dkim=pass header.d=example.org" * 40_000 + "\r\n"
    found = above(huge)
    assert found.spf == ()
    assert not [r for r in found.dkim if r.result is Result.PASS]
    assert above(SPF * 101).spf == ()
    assert above(SPF * 100).spf


@pytest.mark.parametrize("trusted", ["mx.here.example", b"mx.here.example", {""}, {"mx.here.example", ""}])
def test_trusted_is_a_collection_of_names(trusted: object) -> None:
    with pytest.raises(InvalidValueError, match="trusted"):
        AuthResults.from_headers(SPF, trusted=trusted)  # type: ignore[arg-type]


@pytest.mark.rfc("RFC8601-7.1-01")
def test_trusted_has_no_default_and_empty_believes_nobody() -> None:
    with pytest.raises(TypeError):
        AuthResults.from_headers(SPF)  # type: ignore[call-arg]
    assert AuthResults.from_headers(SPF, trusted=()).spf == ()


def test_other_mistakes() -> None:
    with pytest.raises(InvalidValueError, match="boundary"):
        read(SPF, boundary=0)
    with pytest.raises(InvalidValueError, match="now"):
        read(SPF, now=datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Authentication-Results:", b"\r\n\r\n", "\udcff"])
def test_no_content_raises(raw: bytes | str) -> None:
    assert AuthResults.from_headers(raw, trusted=HERE).spf == ()


def test_alignment() -> None:
    assert is_aligned("Example.org", "example.ORG")
    assert is_aligned("example.org", "mail.example.org")
    assert not is_aligned("mail.example.org", "example.org")
    assert not is_aligned("ample.org", "example.org")
    assert not is_aligned("org", "example.org")
    assert not is_aligned("", "")
    assert is_aligned("b\u00fccher.example", "xn--bcher-kva.example")

    def organisation(name: str) -> str | None:
        return ".".join(name.split(".")[-2:])

    assert is_aligned("a.example.org", "b.example.org", organisation)
    assert not is_aligned("a.example.org", "b.example.net", organisation)
    assert not is_aligned("a.example", "b.example", lambda _: None)


@pytest.mark.parametrize(
    "field",
    [
        "mx.here.example; spf=neutral",
        "mx.here.example; auth=pass smtp.auth=ann; spf=softfail smtp.helo=mx.example.org",
        "mx.here.example; dkim=pass header.i=@example.org",
    ],
)
def test_what_names_little(field: str) -> None:
    found = above(f"Authentication-Results: {field}\r\n")
    assert not [r for r in found.spf if r.result is Result.PASS]
    assert [r.signed_from for r in found.dkim] in ([], [None])


def test_bad_punycode_and_names_are_only_themselves() -> None:
    assert not same_authserv_id("xn--\u00e9.example", "\u00e9.example")
    assert same_authserv_id("xn--999999999.example", "XN--999999999.example")
    assert not is_aligned("\ud800.example", "x.example")


def test_many_signatures_are_read_up_to_a_bound() -> None:
    text = "Authentication-Results: mx.here.example" + "; dkim=fail header.d=a.example" * 60 + "\r\n"
    assert len(above(text).dkim) == 50
