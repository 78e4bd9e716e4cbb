"""Our own signature on what came back: header alone, header and body, copies, keys that are not there."""

import time
from datetime import UTC, datetime, timedelta

import dkim
import pytest

import bouncekit
from bouncekit.adapters.dkim import verify_returned
from bouncekit.errors import InvalidValueError
from bouncekit.origin import Proof, ProofFault, Verdict, check

PRIVATE = b"""-----BEGIN RSA PRIVATE KEY-----
MIICXAIBAAKBgQDaBSnoa8VCT05K/PHyuf2s0qQAuEP8pKI9DcGuYNWy0jf+h3nh
U2NFsuFp0QUtC7E3xcGtm0MHCitOYkp66zkvV6GUBYk4t7IigvCLx1XbN2sTo93F
YOE0AZSiJBIRLbuJptIp6g+J1i568PQev7DIkObV6F6wb9SMBG+flAs6EQIDAQAB
AoGBAJqe1OToIcLwWbdnAvTBIX7C+Nsl09nGrOUd74GLXaNv4ZRbYn4CVMJmpeUU
/1W+GBZU4xILrhK9DI+PuADK+AcjJh/8my+PCYqWf2PxYK/y1PL0opEU1YKYOriD
l3qZTAHoPXYpDVEzgA1SQfGhfVOJGNN6kmE7qJIJr3RNj6uNAkEA8s8G+hybJwvk
WGCj654hSI2dNz/4rWFgzmhu1iiU1fk7dmbhHnHtPLdpOjJYORjIaqwLr0dX8FmB
/FyUCRlFYwJBAOXdYPBrE/BWQnv1HDpzED/b2ZcUQ6nOxyIzgVfyiiK/e/mCV/So
Wy2WMfMgjjBeTjn6lkxWIYND/snge6OCpvsCQFukFY8Kguh+zYUpnFSOTyOSB1dV
9qaBjUb6FXMQx/PmaDHs7GRQPWjgFIAZhkCugN3550MVWzRko/G6g0jX198CQFkt
5DgiMuAhdzXESKlcjsdXsjltATtWH+fi96F5VaJZi+2nZhxjXMx44vQig0e8rrjL
wZfoKqRUsvr7frxXKhUCQHzhKU9KldnJsSLndN2YU5z37Lz3h/Hwp4Wc0jfYCtDx
yUFlMxlkBAjz4dEjQ6XLjLvLhUJJX0uEIrHf61LgPpU=
-----END RSA PRIVATE KEY-----"""
PUBLIC = (
    b"v=DKIM1; k=rsa; p="
    b"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDaBSnoa8VCT05K/PHyuf2s0qQAuEP8pKI9DcGuYNWy0jf+h3nhU2NFsuFp0QUt"
    b"C7E3xcGtm0MHCitOYkp66zkvV6GUBYk4t7IigvCLx1XbN2sTo93FYOE0AZSiJBIRLbuJptIp6g+J1i568PQev7DIkObV6F6wb9SM"
    b"BG+flAs6EQIDAQAB"
)
"""A key of these tests, 1024 bits, used nowhere else."""

NOW = datetime.fromtimestamp(time.time(), UTC)
BOB = "bob@example.net"
MAIL = b"""From: News <news@here.example>\r
To: Bob <bob@example.net>\r
Subject: October\r
Date: Mon, 23 Nov 2026 09:00:00 +0000\r
Message-ID: <17@here.example>\r
\r
Hello,\r
.. and goodbye.\r
"""


def signed(mail: bytes = MAIL, *, to: bytes = b"bob@example.net", domain: bytes = b"here.example") -> bytes:
    mail = mail.replace(b"bob@example.net", to)
    fields = [b"from", b"to", b"date", b"subject", b"message-id"]
    header: bytes = dkim.sign(
        mail, b"s1", domain, PRIVATE, include_headers=fields, canonicalize=(b"relaxed", b"relaxed")
    )
    return header + mail


def bounce(original: bytes, *, recipient: str = BOB, whole: bool = True, newline: bytes = b"\r\n") -> bytes:
    kind = b"message/rfc822" if whole else b"text/rfc822-headers"
    if not whole:
        original = original.partition(b"\r\n\r\n")[0] + b"\r\n"
    text = b"\r\n".join(
        (
            b"From: Mail Delivery System <mailer-daemon@mx.example.net>",
            b"To: news@here.example",
            b"Subject: Undelivered Mail Returned to Sender",
            b"MIME-Version: 1.0",
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b1",
            b"",
            b"--b1",
            b"",
            b"Your message could not be delivered.",
            b"--b1",
            b"Content-Type: message/delivery-status",
            b"",
            b"Reporting-MTA: dns; mx.example.net",
            b"",
            b"Final-Recipient: rfc822; " + recipient.encode(),
            b"Action: failed",
            b"Status: 5.1.1",
            b"",
            b"--b1",
            b"Content-Type: " + kind,
            b"",
            original + b"\r\n--b1--",
            b"",
        )
    )
    return text.replace(b"\r\n", newline)


def lookup(name: str) -> bytes | None:
    return PUBLIC if name == "s1._domainkey.here.example" else None


def proofs(raw: bytes) -> tuple[Proof, ...]:
    return verify_returned(raw, bouncekit.parse(raw), domains=["Here.example"], lookup=lookup)


def verdict(raw: bytes, now: datetime = NOW) -> Verdict:
    return check(bouncekit.parse(raw), envelope_to="news@here.example", proofs=proofs(raw), now=now).verdict


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
@pytest.mark.parametrize(("whole", "variant"), [(True, "header-and-body"), (False, "header")])
def test_returned_mail_is_ours_by_its_signature(newline: bytes, whole: bool, variant: str) -> None:
    raw = bounce(signed(), whole=whole, newline=newline)
    (proof,) = proofs(raw)
    assert (proof.fault, proof.variant, proof.recipients) == (None, variant, frozenset({BOB}))
    assert proof.day == int(time.time()) // 86400
    assert verdict(raw) is Verdict.OURS


def test_fields_that_were_added_on_the_way_do_no_harm() -> None:
    raw = bounce(b"Return-Path: <news@here.example>\r\nReceived: from a by b; now\r\n" + signed(), whole=False)
    assert verdict(raw) is Verdict.OURS


def test_a_copy_for_another_recipient_proves_nothing_for_it() -> None:
    raw = bounce(signed(), recipient="eve@example.net")
    (proof,) = proofs(raw)
    assert (proof.fault, proof.recipients) == (None, None)
    assert verdict(raw) is Verdict.UNPROVEN


def test_a_recipient_written_above_the_signed_one_is_not_signed() -> None:
    raw = bounce(b"To: eve@example.net\r\n" + signed(), recipient="eve@example.net", whole=False)
    assert [p.recipients for p in proofs(raw)] == [None]
    assert verdict(raw) is Verdict.UNPROVEN


def test_a_changed_field_or_recipient_breaks_it() -> None:
    for old, new in ((b"October", b"November"), (b"bob@example.net>", b"eve@example.net>")):
        raw = bounce(signed().replace(old, new), recipient="eve@example.net")
        assert [p.fault for p in proofs(raw)] == [ProofFault.BAD_SIGNATURE]
        assert verdict(raw) is Verdict.UNPROVEN


def test_a_signature_is_proof_for_thirty_days_only() -> None:
    raw = bounce(signed())
    assert verdict(raw, NOW + timedelta(days=29)) is Verdict.OURS
    assert verdict(raw, NOW + timedelta(days=31)) is Verdict.UNPROVEN


def test_signatures_of_others_are_not_looked_at() -> None:
    assert proofs(bounce(signed(domain=b"there.example"))) == ()
    assert proofs(bounce(MAIL)) == ()
    assert proofs(b"Subject: nothing\r\n\r\nat all") == ()


def test_keys_that_are_missing_or_cannot_be_asked_for() -> None:
    raw = bounce(signed())
    report = bouncekit.parse(raw)

    def down(name: str) -> bytes | None:
        raise TimeoutError(name)

    missing = verify_returned(raw, report, domains=["here.example"], lookup=lambda _: None)
    assert [p.fault for p in missing] == [ProofFault.BAD_SIGNATURE]
    unknown = verify_returned(raw, report, domains=["here.example"], lookup=down)
    assert [p.fault for p in unknown] == [ProofFault.UNAVAILABLE]
    origin = check(report, envelope_to="news@here.example", proofs=unknown, now=NOW)
    assert (origin.verdict, origin.because[0].rule) == (Verdict.UNPROVEN, "proof-unavailable")


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"v=1",
        b"d=here.example",
        b"v=1; a=rsa-sha256; d=here.example; s=s1; h=from; bh=!!; b=!!",
        b"d=here.example; d=x;;=",
    ],
)
def test_hostile_signatures_never_raise(signature: bytes) -> None:
    raw = bounce(b"DKIM-Signature: " + signature + b"\r\n" + MAIL)
    assert all(p.fault is ProofFault.BAD_SIGNATURE for p in proofs(raw))


@pytest.mark.parametrize(
    "record",
    [
        PUBLIC.replace(b"k=rsa", b"t=y; k=rsa"),
        PUBLIC.replace(b"k=rsa", b"s=other; k=rsa"),
        PUBLIC.replace(b"k=rsa", b"h=sha1; k=rsa"),
        PUBLIC.replace(b"k=rsa", b"k=ed25519"),
        b"v=DKIM1; p=",
        b"\xff",
        b"",
    ],
)
def test_a_key_that_may_not_be_used_proves_nothing(record: bytes) -> None:
    raw = bounce(signed())
    found = verify_returned(raw, bouncekit.parse(raw), domains=["here.example"], lookup=lambda _: record)
    assert [p.fault for p in found] == [ProofFault.BAD_SIGNATURE]


@pytest.mark.parametrize(
    "odd", [b"X: a\rTo: eve@example.net\r\r\n", b"X: \0\r\n", b" \r\n", b"no field\r\n", b"X:\r\n" * 5_001]
)
def test_a_returned_header_that_two_read_differently_proves_nothing(odd: bytes) -> None:
    raw = bounce(odd + signed(), recipient="eve@example.net", whole=False)
    assert [p for p in proofs(raw) if p.fault is None] == []


def test_a_second_field_of_the_name_below_is_what_was_signed() -> None:
    """Of two To fields the lowest is signed: one that is added below breaks it, one above is not read."""
    below = signed().replace(b"\r\n\r\n", b"\r\nTo: eve@example.net\r\n\r\n", 1)
    assert [p.fault for p in proofs(bounce(below, recipient="eve@example.net"))] == [ProofFault.BAD_SIGNATURE]


@pytest.mark.parametrize(
    "signature",
    [
        b"v=1; a=rsa-sha256; d=here.example; s=s1; h=from; bh=AA==; b=A" + b" " * 60_000 + b"!",
        b"v=1; a=rsa-sha256; d=here.example; s=s1; h=from; z=x" + b"\r\n\t." * 15_000 + b"; bh=AA==; b=AA==",
        b"v=1; a=rsa-sha256; d=here.example; s=s1; h=" + b"to:" * 15_000 + b"from; bh=AA==; b=AA==",
    ],
    ids=["blanks", "folds", "names"],
)
def test_a_forged_bounce_costs_no_more_than_its_size(signature: bytes) -> None:
    raw = bounce(b"DKIM-Signature: " + signature + b"\r\n" + MAIL)
    assert [p for p in proofs(raw) if p.fault is None] == []


@pytest.mark.rfc("RFC6376-6.1-03")
def test_twenty_signatures_cost_no_more_than_five() -> None:
    asked: list[str] = []
    one = signed().partition(b"From:")[0]
    raw = bounce(one * 20 + MAIL)
    verify_returned(raw, bouncekit.parse(raw), domains=["here.example"], lookup=asked.append)
    assert len(asked) <= 5


def test_domains_must_be_named() -> None:
    with pytest.raises(InvalidValueError, match="domains"):
        verify_returned(b"", bouncekit.parse(b""), domains=[], lookup=lookup)


def test_the_day_of_a_signature_without_a_stamp_is_that_of_the_signed_date() -> None:
    from signed_mail import RECORD, signed_with

    tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=here.example; s=s1; h=from:to:date:subject"
    for date, day in (
        (b"Mon, 23 Nov 2026 09:00:00 +0000", 20_780),
        (b"Mon, 23 Nov 2026 23:00:00 -0500", 20_781),
        (b"Mon, 23 Nov 2026 09:00:00", 20_780),
        (b"some day", None),
        (b"Mon, 23 Nov 99999 09:00:00 +0000", None),
    ):
        mail = MAIL.replace(b"Mon, 23 Nov 2026 09:00:00 +0000", date)
        raw = bounce(signed_with(tags, mail))
        found = verify_returned(raw, bouncekit.parse(raw), domains=["here.example"], lookup=lambda _: RECORD.encode())
        assert [(p.fault, p.day) for p in found] == [(None, day)]
        raw = bounce(signed_with(tags.replace(":date", ""), mail))
        found = verify_returned(raw, bouncekit.parse(raw), domains=["here.example"], lookup=lambda _: RECORD.encode())
        assert [p.day for p in found] == [None]
