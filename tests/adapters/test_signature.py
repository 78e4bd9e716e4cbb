"""DKIM verified by ourselves: published vectors, dkimpy as an oracle, and all that makes a signature no proof."""

import base64
import random
import re
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from bouncekit.adapters.dns import State
from bouncekit.adapters.signature import Keys, LookupFailedError, Message, NoPassError, Verified, verify_signature
from bouncekit.auth import DkimResult, Result
from bouncekit.auth.block import read_block
from bouncekit.policy import STRICT, Grade, History
from signed_mail import HEAD, KEY, MAIL, PUBLIC, RECORD, proof, signed, signed_with, verified, zone

VECTOR: Final = (Path(__file__).parent / "vectors" / "rfc8463.eml").read_bytes()
VECTOR_KEYS: Final = {
    "brisbane._domainkey.football.example.com": ("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",),
    "test._domainkey.football.example.com": (
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    ),
}
NOW: Final = int(time.time())
TAGS: Final = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1; t={NOW - 60}; h=from:to:subject:date"


def all_of(data: bytes, keys: Mapping[str, tuple[str, ...]], now: float = NOW) -> list[Verified]:
    message = Message(data, read_block(data))
    book = Keys(lambda name: keys.get(name, ()))
    return [verify_signature(message, field, book, now) for field in message.block.named("dkim-signature")]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_the_example_of_rfc_8463(newline: bytes) -> None:
    data = VECTOR.replace(b"\n", newline)
    assert [(v.result, v.key_bits) for v in all_of(data, VECTOR_KEYS)] == [(Result.PASS, 256), (Result.PASS, 1024)]
    for old, new in ((b"Joe.", b"Moe."), (b"dinner", b"supper"), (b"Suzie Q", b"Suzie  X"), (b"F45d", b"F45e")):
        assert Result.PASS not in {v.result for v in all_of(data.replace(old, new), VECTOR_KEYS)[1:]}
    assert (
        all_of(data.replace(b"Suzie Q", b"Suzie \t Q").replace(b"Hi.", b"Hi. \t"), VECTOR_KEYS)[0].result is Result.PASS
    )


PIECES: Final = (
    b" ",
    b"  ",
    b"\t",
    b"\r\n",
    b"\r\n ",
    b"\r\n\t",
    b"a",
    b"B",
    b";",
    b"=",
    b":",
    b"\xc3\xa9",
    b"\xff",
    b".",
    b"\r\n\r\n",
)
NAMES: Final = (b"Subject", b"X-A", b"x-a", b"To", b"DKIM-Signature-X", b"Received")


def made_up(rng: random.Random) -> bytes:
    """A message of odd white space, with fields that are there more than once."""
    head = b"From: ann@example.org\r\n"
    for _ in range(rng.randrange(6)):
        value = b"".join(rng.choice(PIECES[:-1]) for _ in range(rng.randrange(8)))
        text = value.replace(b"\r\n", b"") if not rng.randrange(2) else value.replace(b"\r\n", b"\r\n y")
        head += rng.choice(NAMES) + b":" + text + b"z\r\n"
    return head + b"\r\n" + b"".join(rng.choice(PIECES) for _ in range(rng.randrange(20))) + b"\r\n"


@pytest.mark.parametrize("seed", range(150))
def test_it_finds_what_dkimpy_finds(seed: int) -> None:
    """dkimpy as an oracle: signed by it, changed or not, both say the same."""
    rng = random.Random(seed)
    mail = made_up(rng)
    kinds = (b"simple", b"relaxed")
    fields = [b"from", *(rng.choice((b"subject", b"x-a", b"to", b"date")) for _ in range(rng.randrange(5)))]
    data = signed(
        mail, canonicalize=(rng.choice(kinds), rng.choice(kinds)), include_headers=fields, length=seed % 5 == 0
    )
    if seed % 3:
        at = rng.randrange(data.index(b"From:"), len(data))
        data = data[:at] + rng.choice((b" ", b"\r\n ", b"x", b"\t")) + data[at:]
    if read_block(data).fault is not None or re.search(rb"(?m)^[!-9;-~]+[ \t]+:", data):
        return  # dkimpy takes no blank before the colon (RFC 6376 section 3.4.2 does)
    try:
        oracle = dkim.DKIM(data).verify(dnsfunc=lambda _name, timeout=5: RECORD.encode())
    except dkim.DKIMException:
        oracle = False
    (found,) = all_of(data, {"s1._domainkey.example.org": (RECORD,)})
    assert (found.result is Result.PASS) is bool(oracle), found.detail


def test_ed25519_signed_by_dkimpy() -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    record = f"k=ed25519; p={base64.b64encode(private.public_key().public_bytes_raw()).decode()}"
    secret = base64.b64encode(private.private_bytes_raw())
    data = dkim.sign(MAIL, b"s1", b"example.org", secret, signature_algorithm=b"ed25519-sha256") + MAIL
    assert verified(data, zone(record=record)).dkim[0].key_bits == 256
    assert proof(verified(data, zone(record=record))) is Grade.STRONG
    for wrong in (record[:-6] + "AAAA==", record.replace("p=", "p=AA"), RECORD, "k=ed25519; p=AAAA"):
        assert verified(data, zone(record=wrong)).dkim[0].result is not Result.PASS


# -- what a key must be


@pytest.mark.rfc("RFC6376-3.5-01")
@pytest.mark.parametrize(
    ("record", "result"),
    [
        (RECORD, Result.PASS),
        (f"p={PUBLIC}", Result.PASS),
        (f"v=DKIM1; h=sha1:sha256; s=email; k=rsa; n=a note; t=s; p={PUBLIC};", Result.PASS),
        (f"v=DKIM1;; s=*; p={PUBLIC[:70]} {PUBLIC[70:]}", Result.PASS),
        (f"v=DKIM1; t=y; p={PUBLIC}", Result.NEUTRAL),
        (f"v=DKIM1; t=s:y; p={PUBLIC}", Result.NEUTRAL),
        (f"v=DKIM1; t= s : Y ; p={PUBLIC}", Result.NEUTRAL),
        ("v=DKIM1; k=rsa; p=", Result.PERMERROR),
        (f"v=DKIM2; p={PUBLIC}", Result.PERMERROR),
        (f"p={PUBLIC}; v=DKIM1", Result.PERMERROR),
        (f"v=DKIM1; h=sha1; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; s=tlsrpt; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; k=ed25519; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; k=dsa; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; p={PUBLIC}; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; t=y; t=s; p={PUBLIC}", Result.PERMERROR),
        (f"v=DKIM1; p={PUBLIC[:-8]}", Result.PERMERROR),
        ("v=DKIM1; p=!!", Result.PERMERROR),
        ("v=DKIM1; k=rsa", Result.PERMERROR),
        ("nonsense", Result.PERMERROR),
        ("v=DKIM1; p=\udcff", Result.PERMERROR),
    ],
)  # fmt: skip
def test_a_key_is_used_for_what_it_is_published_for(record: str, result: Result) -> None:
    auth = verified(signed(), zone(record=record))
    assert [d.result for d in auth.dkim] == [result]
    assert proof(auth) is (Grade.STRONG if result is Result.PASS else Grade.NONE)


def test_one_key_among_other_texts_and_never_two() -> None:
    name = ("s1._domainkey.example.org", "TXT")
    assert verified(signed(), zone() | {name: ("v=spf1 -all", RECORD)}).dkim[0].result is Result.PASS
    assert (
        verified(signed(), zone() | {name: (RECORD, RECORD.replace("v=", "t=y; v="))}).dkim[0].result
        is Result.PERMERROR
    )
    assert verified(signed(), zone() | {name: (RECORD, "v=DKIM1; p=")}).dkim[0].result is Result.PERMERROR
    assert verified(signed(), zone() | {name: State.EMPTY}).dkim[0].result is Result.PERMERROR
    assert verified(signed(), zone() | {name: State.FAILED}).dkim[0].result is Result.TEMPERROR


@pytest.mark.rfc("RFC8301-3.2-01")
@pytest.mark.parametrize("bits", [512, 768, 16384])
def test_keys_that_are_too_short_or_too_long(bits: int) -> None:
    numbers = rsa.RSAPublicNumbers(65537, (1 << (bits - 1)) | 1)
    public = numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; p={base64.b64encode(public).decode()}"
    assert verified(signed(), zone(record=record)).dkim[0].result is not Result.PASS


# -- what a signature must be


def _numbered() -> Callable[[object], str]:
    """Ids that are the same whenever the tests are collected: the tags hold the time."""
    numbers = count()
    return lambda _: str(next(numbers))


def one(tags: str, mail: bytes = MAIL, **more: Any) -> DkimResult:
    (found,) = verified(signed_with(tags, mail), **more).dkim
    return found


@pytest.mark.parametrize(
    "tags",
    [
        TAGS,
        TAGS + "; i=@example.org",
        TAGS + "; i=ann@news.example.org",
        TAGS + f"; x={NOW + 3600}",
        TAGS + "; q=dns/txt; z=From:ann@example.org|To:x",
        TAGS + ":from:from:reply-to:list-id",
        TAGS.replace("c=relaxed/relaxed", "c=relaxed"),
        TAGS.replace("c=relaxed/relaxed; ", ""),
        TAGS.replace("h=from:to", "h= From : TO "),
        TAGS.replace("d=example.org", "d=Example.ORG"),
        TAGS.replace("a=rsa-sha256", "a=RSA-SHA256"),
        "x_note=hello; " + TAGS,
    ],
    ids=_numbered(),
)
def test_honest_signatures_pass(tags: str) -> None:
    found = one(tags)
    assert (found.result, found.signed_from, found.domain) == (Result.PASS, "ann@example.org", "example.org")
    assert found.age_days is not None
    assert found.body_length_limit is False


@pytest.mark.rfc("RFC6376-3.5-01", "RFC6376-5.4-01", "RFC6376-6.1.1-01")
@pytest.mark.parametrize(
    "tags",
    [
        TAGS.replace("v=1; ", ""),
        TAGS.replace("v=1", "v=2"),
        TAGS.replace("v=1", "v=1.0"),
        TAGS.replace("d=example.org; ", ""),
        TAGS.replace("d=example.org", "d=example.org; d=example.net"),
        TAGS.replace("d=example.org", "d="),
        TAGS.replace("d=example.org", "d=exa mple.org"),
        TAGS.replace("s=s1; ", ""),
        TAGS.replace("s=s1", "s=s1/x"),
        TAGS.replace("a=rsa-sha256", "a=rsa-sha1"),
        TAGS.replace("a=rsa-sha256", "a=rsa-sha512"),
        TAGS.replace("c=relaxed/relaxed", "c=relaxed/nowsp"),
        TAGS.replace("h=from:to", "h=to"),
        TAGS.replace("; h=from:to:subject:date", ""),
        TAGS + "; i=@example.net",
        TAGS + "; i=ann@notexample.org",
        TAGS + "; i=example.org",
        TAGS + "; i=@org",
        TAGS + "; q=http",
        TAGS + "; l=-1",
        TAGS + "; l=1e9",
        TAGS + "; l=99999",
        TAGS + f"; x={NOW - 120}",
        TAGS + f"; x={NOW - 30}",
        TAGS + "; x=soon",
        TAGS.replace(f"t={NOW - 60}", f"t={NOW + 90_000}"),
        TAGS.replace(f"t={NOW - 60}", "t=\u0661\u0662"),
        TAGS.replace(f"t={NOW - 60}", "t=-5"),
        TAGS + "; =x",
        TAGS + "; junk",
        TAGS + "; x y=z",
    ],
    ids=_numbered(),
)
def test_signatures_that_are_none(tags: str) -> None:
    try:
        data = signed_with(tags)
    except ValueError:  # the signer of the tests reads no such tags either
        data = signed_with(TAGS).replace(TAGS.encode(), tags.encode(), 1)
    auth = verified(data)
    (found,) = auth.dkim
    assert found.result is not Result.PASS
    assert found.signed_from is None
    assert proof(auth) is Grade.NONE


def test_a_clock_that_is_a_little_slow_does_no_harm() -> None:
    found = one(TAGS.replace(f"t={NOW - 60}", f"t={NOW + 600}"))
    assert (found.result, found.age_days) == (Result.PASS, 0.0)


def test_a_key_in_the_other_form_that_is_in_use() -> None:
    """RFC 6376 section 3.6.1 names RSAPublicKey; nearly all publish SubjectPublicKeyInfo."""
    public = load_pem_private_key(KEY, password=None).public_key()
    pkcs1 = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.PKCS1)).decode()
    assert verified(signed(), zone(record=f"v=DKIM1; p={pkcs1}")).dkim[0].result is Result.PASS


def test_a_key_for_its_own_domain_only() -> None:
    strict = zone(record=RECORD.replace("k=rsa", "t=s; k=rsa"))
    assert one(TAGS + "; i=ann@example.org", table=strict).result is Result.PASS
    assert one(TAGS + "; i=ann@news.example.org", table=strict).result is Result.PERMERROR


def test_a_partial_signature_is_no_proof_of_the_author() -> None:
    data = signed_with(TAGS + "; l=5")
    assert verified(data + b"and more").dkim[0].body_length_limit is True
    assert proof(verified(data), policy=STRICT) < Grade.STRONG
    assert one(TAGS + "; l=0").result is Result.PASS


@pytest.mark.parametrize("days", [6, 30, 3000])
def test_an_old_signature_says_its_age(days: int) -> None:
    found = one(TAGS.replace(f"t={NOW - 60}", f"t={NOW - days * 86_400}"))
    assert found.age_days is not None
    assert found.age_days == pytest.approx(days, abs=0.1)
    assert proof(verified(signed_with(TAGS.replace(f"t={NOW - 60}", f"t={NOW - days * 86_400}")))) < Grade.STRONG
    assert proof(verified(signed_with(TAGS.replace(f"; t={NOW - 60}", "")))) < Grade.STRONG


# -- one header, one reader


@pytest.mark.parametrize(
    "extra",
    [
        b"From: victim@example.org\r\n",
        b"from : victim@example.org\r\n",
        b"X: a\rFrom: victim@example.org\r\r\n",
        b"X: a\nFrom: victim@example.org\r\n",
        b"X: \0\r\n",
        b"X: a\r\n \r\n",
        b"X:\r\n" * 5_001,
        b"X: " + b"a" * 2_000_000 + b"\r\n",
        b"not a field\r\n",
        b" continued\r\n",
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_a_header_that_two_read_differently_has_no_author(extra: bytes, below: bool) -> None:
    data = signed_with(TAGS)
    head, _, body = data.partition(b"\r\n\r\n")
    data = head + b"\r\n" + extra + b"\r\n" + body if below and extra[:1] != b" " else extra + data
    auth = verified(data, reverse_path="victim@example.org")
    assert not [d for d in auth.dkim if d.signed_from is not None]
    assert proof(auth, "victim@example.org") < Grade.STRONG
    assert proof(verified(data)) < Grade.STRONG


def test_the_lowest_field_of_a_name_is_the_signed_one() -> None:
    mail = b"Subject: second\r\n" + MAIL
    assert one(TAGS, mail).result is Result.PASS
    assert (
        verified(signed_with(TAGS).replace(b"Subject:", b"Subject: other\r\nSubject:", 1)).dkim[0].result is Result.PASS
    )
    lower = signed_with(TAGS).replace(b"\r\n\r\n", b"\r\nSubject: other\r\n\r\n", 1)
    assert verified(lower).dkim[0].result is Result.FAIL
    oversigned = signed_with(TAGS + ":subject")
    assert verified(oversigned.replace(b"Subject:", b"Subject: other\r\nSubject:", 1)).dkim[0].result is Result.FAIL


# -- honest twins


@pytest.mark.parametrize(
    "author",
    [
        b"Ann <ann@example.org>",
        b"ann@example.org (Ann)",
        b'"Smith, Ann" <ann@example.org> (work)',
        b"=?utf-8?q?J=C3=B6rg?= <ann@example.org>",
        b"Ann\r\n <ann@example.org>",
        b'"ann"@example.org',
        b'"bob@example.net" <ann@example.org>',
    ],
)
def test_a_genuine_author_is_found(author: bytes) -> None:
    mail = MAIL.replace(b"Ann <ann@example.org>", author)
    for data in (signed(mail), b"Received: from a by b; now\r\nX-Spam: no\r\n" + signed(mail)):
        auth = verified(data)
        assert auth.dkim[0].signed_from == "ann@example.org"
        assert proof(auth, policy=STRICT) is Grade.STRONG


def test_the_signature_of_a_sending_service_stands_beside_the_own_one() -> None:
    both = zone("example.org", "esp.example")
    data = signed_with(TAGS.replace("d=example.org", "d=esp.example"), signed())
    assert [d.domain for d in verified(data, both).dkim] == ["esp.example", "example.org"]
    assert proof(verified(data, both)) is Grade.STRONG
    broken = data.replace(b"d=esp.example", b"d=esp.example; d=esp.example")
    assert proof(verified(broken, both)) is Grade.STRONG
    assert proof(verified(data, zone("example.org"))) is Grade.STRONG


def test_junk_on_top_does_not_hide_the_own_signature() -> None:
    junk = b"DKIM-Signature: v=1; a=rsa-sha256; d=junk.example; s=s; h=from; bh=AA==; b=AA==\r\n" * 40
    auth = verified(junk + signed())
    assert len(auth.dkim) == 5
    assert proof(auth) is Grade.STRONG


def test_forwarded_and_signed_again() -> None:
    """A forwarder that adds fields on top and a signature of its own leaves the first one whole."""
    hop = b"Received: from mx.example.org by list.example; now\r\nDelivered-To: bob@list.example\r\n"
    data = signed_with(TAGS.replace("d=example.org", "d=list.example"), hop + signed())
    assert proof(verified(data, zone("example.org", "list.example"))) is Grade.STRONG


def test_a_seen_signature_proves_no_author_again() -> None:
    assert proof(verified(signed()), history=History(signature_seen=True)) < Grade.STRONG


def test_lines_that_a_store_has_written() -> None:
    assert proof(verified(signed().replace(b"\r\n", b"\n"))) is Grade.STRONG
    assert (
        proof(verified(b"From ann@example.org Mon Nov 23 10:00:00 2026\n" + signed().replace(b"\r\n", b"\n")))
        is Grade.STRONG
    )


def test_a_domain_in_another_script_has_its_key_by_its_a_labels() -> None:
    mail = "From: Jörg <jörg@straße.example>\r\nSubject: x\r\n\r\nhi\r\n".encode()
    tags = TAGS.replace("d=example.org", "d=straße.example").replace(":to:subject:date", "")
    found = verified(signed_with(tags, mail), zone("xn--strae-oqa.example"), reverse_path="jörg@straße.example").dkim[0]
    assert (found.result, found.domain, found.signed_from) == (
        Result.PASS,
        "xn--strae-oqa.example",
        "jörg@straße.example",
    )
    assert verified(signed_with(tags, mail), zone("strasse.example")).dkim[0].result is Result.PERMERROR


# -- costs


def test_keys_are_asked_for_once_each_and_of_ten_names_at_most() -> None:
    asked: list[str] = []

    def lookup(name: str) -> tuple[str, ...]:
        asked.append(name)
        return (RECORD,)

    book = Keys(lookup)
    for n in [*range(10), *range(10)]:
        book.get("s1", f"d{n}.example")
    with pytest.raises(NoPassError, match="more than 10 keys"):
        book.get("s1", "d10.example")
    assert len(asked) == 10


def test_the_body_is_made_canonical_once_for_each_kind() -> None:
    message = Message(MAIL, read_block(MAIL))
    assert message.body(relaxed=True) is message.body(relaxed=True)
    assert message.body(relaxed=False) is not message.body(relaxed=True)


@pytest.mark.rfc("OWN-1-08")
@pytest.mark.parametrize(
    "data",
    [
        b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from; bh=AA==; b=A" + b" " * 60_000 + b"!\r\n" + MAIL,
        b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from; z=x" + b"\r\n " * 20_000 + b"c; bh=AA==; b=AA==\r\n" + MAIL,
        b"DKIM-Signature: " + b"a=b; " * 12_000 + b"\r\n" + MAIL,
        b"DKIM-Signature: v=1; a=rsa-sha256; d=" + b"a." * 30_000 + b"; s=s1; h=from; bh=AA==; b=AA==\r\n" + MAIL,
        signed_with(TAGS.replace("h=from", "h=" + "x:" * 20_000 + "from"), HEAD + b"X: y\r\n" * 4_000 + b"\r\n" + b" " * 500_000 + b"x\r\n"),
        signed_with(TAGS, HEAD + b"\r\n" + b"\r\n" * 500_000),
        signed_with(TAGS, HEAD + b"\r\n" + b" \r\n" * 300_000 + b"x"),
    ],
    ids=["blanks", "folds", "tags", "labels", "names", "empty lines", "lines of blanks"],
)  # fmt: skip
def test_what_a_signature_may_cost_is_its_size(data: bytes) -> None:
    auth = verified(data)
    assert {d.result for d in auth.dkim} <= {Result.PASS, Result.PERMERROR, Result.FAIL}


def test_a_lookup_that_fails_is_no_answer() -> None:
    def down(name: str) -> tuple[str, ...]:
        raise LookupFailedError(name)

    message = Message(signed(), read_block(signed()))
    found = verify_signature(message, message.block.fields[0], Keys(down), NOW)
    assert (found.result, found.signed) == (Result.TEMPERROR, ())
    assert "s1._domainkey" in found.detail
