"""What is signed over and what is read are the same octets; the author is one RFC 5322 mailbox or nobody."""

import pytest

from attacks.attack_kit import BORDER, NOW, sends, sign, verified, zone
from bouncekit import AuthResults
from bouncekit.policy import STRICT

REST = b"To: b@here.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n\r\nhi\r\n"
VICTIM = "victim@p.org"

OF_ANOTHER = [
    b'"victim@p.org" <eve@p.org>',
    b'"victim@p.org"<eve@p.org>',
    b"=?utf-8?q?victim=40p.org?= <eve@p.org>",
    b"=?utf-8?b?PHZpY3RpbUBwLm9yZz4=?= <eve@p.org>",
    b"=?utf-8?q?=3Cvictim=40p.org=3E?=",
    b"eve@p.org <victim@p.org>",
    b"<eve@p.org> <victim@p.org>",
    b"<victim@p.org> <eve@p.org>",
    b"<victim@p.org> eve@p.org",
    b"eve@p.org, victim@p.org",
    b"victim@p.org, eve@p.org",
    b"victim@p.org; eve@p.org",
    b"Team: victim@p.org;",
    b"Team: victim@p.org, eve@p.org;",
    b"<@p.org,@q.org:victim@p.org> <eve@p.org>",
    b"victim@p.org eve@p.org",
    b'"eve" "victim"@p.org <eve@p.org>',
    b"(<victim@p.org>) eve@p.org",
    b'"\\"" <eve@p.org> "<victim@p.org>"',
    b"victim@p.org\x00 <eve@p.org>",
    b"<eve@p.org>\x0b<victim@p.org>",
    b"\xef\xbc\x9cvictim@p.org\xef\xbc\x9e <eve@p.org>",
    b"victim\xef\xbc\xa0p.org <eve@p.org>",
    b"<victim@p.org",
    b"victim@p.org>",
    b"(victim@p.org) <eve@p.org> (victim@p.org)",
    b'"a\\" <victim@p.org>" <eve@p.org>',
    b"eve@p.org\xe2\x80\xa8victim@p.org",
]


@pytest.mark.parametrize("field", OF_ANOTHER)
def test_a_signed_from_of_somebody_else_is_not_the_victims(field: bytes) -> None:
    auth = verified(sign(b"From: " + field + b"\r\n" + REST, "p.org"), VICTIM, zone("p.org"))
    assert not any((found.signed_from or "").lower() == VICTIM for found in auth.dkim)
    assert not sends(VICTIM, auth, policy=STRICT)


HONEST = [
    b"Victim <victim@p.org>",
    b'"Victim, the (one) and only" <victim@p.org>',
    b"victim@p.org (Victim Person)",
    b'Victim (called "V") <victim@p.org>',
    b"=?utf-8?q?V=C3=ADctim?= <victim@p.org>",
    b"\r\n Victim Person\r\n <victim@p.org>",
    b'"victim@p.org" <victim@p.org>',
    b"V. P. Person <victim@p.org>",
    b"<victim@p.org>",
    b"victim@p.org",
    b" \t<victim@P.ORG> ",
]


@pytest.mark.parametrize("field", HONEST)
def test_an_honest_from_names_its_author(field: bytes) -> None:
    auth = verified(sign(b"From: " + field + b"\r\n" + REST, "p.org"), VICTIM, zone("p.org"))
    assert [(found.signed_from or "").lower() for found in auth.dkim] == [VICTIM]
    assert sends(VICTIM, auth, policy=STRICT)


EVE = b"From: Eve <eve@p.org>\r\n" + REST

ABOVE = {
    "a From above the signed one": b"From: victim@p.org\r\n",
    "a From in other case": b"FROM: victim@p.org\r\n",
    "a blank before the colon": b"From : victim@p.org\r\n",
    "a tab before the colon": b"From\t: victim@p.org\r\n",
    "behind a bare CR": b"X: a\rFrom: victim@p.org\r\n",
    "behind a bare LF": b"X: a\nFrom: victim@p.org\r\n",
    "behind LF CR": b"X: a\n\rFrom: victim@p.org\r\n",
    "behind two CR": b"X: a\r\r\nFrom: victim@p.org\r\n",
    "behind a NUL": b"X: a\x00\r\nFrom: victim@p.org\r\n",
    "behind a form feed": b"X: a\x0cFrom: victim@p.org\r\n",
    "behind U+0085": b"X: a\xc2\x85From: victim@p.org\r\n",
    "behind a line without colon": b"this is no field\r\nFrom: victim@p.org\r\n",
    "behind a line of blanks": b"X: a\r\n \r\nFrom: victim@p.org\r\n",
    "a first line that goes on": b" From: victim@p.org\r\n",
    "behind many fields": b"X:\r\n" * 6000 + b"From: victim@p.org\r\n",
    "behind one long field": b"X: " + b"a" * 2_000_000 + b"\r\nFrom: victim@p.org\r\n",
    "an mbox line": b"From victim@p.org Mon Nov 23 12:00:00 2026\r\n",
}


@pytest.mark.parametrize("name", ABOVE)
@pytest.mark.parametrize("canon", ["simple", "relaxed"])
def test_what_is_put_above_a_genuine_signature_makes_nobody_its_author(name: str, canon: str) -> None:
    signed = sign(EVE, "p.org", canonicalize=(canon.encode(), canon.encode()))
    for raw in (ABOVE[name] + signed, signed.removesuffix(EVE) + ABOVE[name] + EVE):
        auth = verified(raw, VICTIM, zone("p.org"))
        assert not any((found.signed_from or "").lower() == VICTIM for found in auth.dkim)
        assert not sends(VICTIM, auth, policy=STRICT)


def results(text: str, head: str = "") -> bytes:
    """A message as our border hands it on, whose From stands behind *head*."""
    at = NOW.timestamp() - 600
    return (
        f"Authentication-Results: {BORDER}; {text}\r\nReceived: from x by {BORDER}; Mon, 23 Nov 2026 12:00:00 +0000\r\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=p.org; s=s; t={at:.0f}; h=from:to; bh=x; b=AbCdEfGhIJ\r\n{head}"
    ).encode()


PASSED = "dkim=pass header.d=p.org header.s=s header.b=AbCdEfGh"


@pytest.mark.parametrize("field", OF_ANOTHER)
def test_nor_does_the_header_of_our_border_make_the_victim_its_author(field: bytes) -> None:
    raw = results(PASSED) + b"From: " + field + b"\r\n\r\nx\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    assert not any((found.signed_from or "").lower() == VICTIM for found in auth.dkim)
    assert not sends(VICTIM, auth, policy=STRICT)


@pytest.mark.parametrize("field", HONEST)
def test_an_honest_from_below_our_border_names_its_author(field: bytes) -> None:
    raw = results(PASSED) + b"From: " + field + b"\r\n\r\nx\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    assert sends(VICTIM, auth, policy=STRICT)


@pytest.mark.parametrize("name", ABOVE)
def test_nor_a_second_from_below_our_border(name: str) -> None:
    raw = results(PASSED) + ABOVE[name] + b"From: eve@p.org\r\n\r\nx\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    assert not any((found.signed_from or "").lower() == VICTIM for found in auth.dkim)
    assert not sends(VICTIM, auth, policy=STRICT)


BROKEN = [
    "dkim=pass header.d=p.org header.s=s header.b=AbCdEfGh header.d=q.org",
    "dkim=pass header.d= header.s=s",
    "dkim=pass header.d=header.s=s",
    'dkim=pass header.d="p.org',
    "dkim=pass (a (b header.d=p.org header.b=AbCdEfGh",
    "dkim=pass header.d=p.org header.b=AbCdEfGh, dkim=fail",
    "spf=pass smtp.mailfrom=",
    "spf=pass smtp.mailfrom=smtp.helo=p.org",
    "spf=pass smtp.mailfrom= smtp.helo=p.org",
    "spf=pass smtp.mailfrom=eve@q.org smtp.mailfrom=victim@p.org",
    "spf=pass smtp.mailfrom=eve@q.org (victim@p.org) smtp.mailfrom=victim@p.org",
    'spf=pass smtp.mailfrom="victim@p.org',
    'spf=pass reason="a; spf=pass smtp.mailfrom=victim@p.org',
    "none; spf=pass (smtp.mailfrom=victim@p.org",
    "spf/2=pass smtp.mailfrom=victim@p.org",
    "spf=passed smtp.mailfrom=victim@p.org",
    "x-spf=pass smtp.mailfrom=victim@p.org",
    "spf=pass header.mailfrom=victim@p.org",
    "spf=pass policy.mailfrom=victim@p.org",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_result_that_two_readers_read_differently_proves_nothing(text: str) -> None:
    raw = results(text) + b"From: victim@p.org\r\n\r\nx\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    assert not sends(VICTIM, auth)


@pytest.mark.parametrize(
    "text",
    [
        "spf=pass smtp.mailfrom=victim@p.org",
        'spf=pass (sender "x" is (really) fine) smtp.mailfrom="victim@p.org"',
        "spf=pass smtp.mailfrom=p.org smtp.helo=mx.p.org",
        "dkim=fail header.d=q.org; spf = pass  smtp . mailfrom = victim@p.org",
        'spf=pass\r\n\treason="all; good"\r\n\tsmtp.mailfrom=victim@p.org',
    ],
)
def test_a_result_in_honest_spelling_counts(text: str) -> None:
    raw = results(text) + b"From: victim@p.org\r\n\r\nx\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    assert sends(VICTIM, auth)
