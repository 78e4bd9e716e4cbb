"""What one kind of token signs is no token of another kind, and `mint` signs nothing blindly; what is over stays over."""

import base64
import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import (
    Key,
    KeyRing,
    Proof,
    ProofFault,
    ProofKind,
    Verdict,
    batv,
    check,
    examine_envelope,
    signed,
    srs,
    verp,
)
from bouncekit.origin.keys import base32_days, day_number
from strategies.origin import NOW, RING, addresses, moments, short_addresses

FORWARDER = "forwarder.example"
STAMP = base32_days(day_number(NOW)).upper()


def minted(reverse_path: str, **options: Any) -> str | None:
    try:
        return srs.mint(reverse_path, FORWARDER, RING, NOW, allow_long=True, **options)
    except InvalidValueError:
        return None


def hash_of(address: str) -> str:
    return re.split("[=+-]", address, maxsplit=1)[1].partition("=")[0]


def cuts(text: str) -> Iterator[str]:
    """Every SRS0 and SRS1 address whose hash would be over *text*."""
    for at in range(3, len(text)):
        yield f"SRS0={{}}={text[:2]}={text[2:at]}={text[at:]}@{FORWARDER}"
    for at in range(1, len(text)):
        yield f"SRS1={{}}={text[:at]}={text[at:]}@{FORWARDER}"


ORACLES = (
    f"SRS1=x={STAMP}victim.org=ceo@evil.example",
    f"SRS1=x={STAMP}victim.org==abcd={STAMP}=evil.example=me@evil.example",
    f"SRS1=x={STAMP}victim.org=-abcd={STAMP}=evil.example=me@evil.example",
    f"SRS1+x={STAMP}victim.org=+abcd={STAMP}=evil.example=me@evil.example",
    f"srs1=abcdefgh={STAMP}a.b=c=d=e=f@evil.example",
    f"SRS0=abcd={STAMP}=victim.org=ceo@{STAMP}evil.example",
    f"SRS0+abcd={STAMP}=victim.org=ceo@{STAMP}evil.example",
    f"SRS0=abcd=={STAMP}victim.org=ceo@evil.example",
    f"SRS0={STAMP}victim.org@evil.example",
    f"=abcd={STAMP}=victim.org=ceo@evil.example",
    f"+abcd={STAMP}=victim.org=ceo@evil.example",
    f"-abcd={STAMP}=victim.org=ceo@evil.example",
    f"--abcd={STAMP}=victim.org=ceo@evil.example",
    f"x-abcd={STAMP}=victim.org=ceo@evil.example",
    f"x+a/b+c={STAMP}=victim.org=ceo@evil.example",
    f"x=y=abcd={STAMP}=victim.org=ceo@evil.example",
    f"abcd={STAMP}=victim.org=ceo@x-evil.example",
    "prvs=1785abcdef=ann@author.example",
    "ann@author.example",
)


@pytest.mark.parametrize("reverse_path", ORACLES)
def test_no_hash_of_ours_is_right_for_an_address_of_the_other_kind(reverse_path: str) -> None:
    """All ways to cut what was signed, as either kind: those of the same kind are known (docs), of the other none."""
    address = minted(reverse_path)
    if address is None:
        return
    kind = address[:4].lower()
    local = address.rpartition("@")[0]
    parts = local[5:].split("=")[1:]
    text = parts[0] + "=".join(parts[1:]) if kind == "srs1" else parts[0] + parts[1] + "=".join(parts[2:])
    for forged in cuts(text):
        proof = srs.verify(forged.format(hash_of(address)), RING, NOW)
        assert not proof.valid or proof.variant == kind, forged


def parts() -> st.SearchStrategy[str]:
    piece = st.sampled_from(
        ["abcd", STAMP, STAMP + "victim.org", "evil.example", "ceo", "x", "", "-abcd", "+abcd", "b.c"]
    )
    return st.lists(st.tuples(piece, st.sampled_from("=+-")), min_size=1, max_size=7).map(
        lambda pairs: "".join(a + b for a, b in pairs)
    )


@given(st.sampled_from(["", "SRS0=", "SRS1=x=", "SRS1+"]), parts(), st.sampled_from(["evil.example", "x-abcd", "a.b"]))
@example("", f"x-abcd={STAMP}=a.b=c", "evil.example")
def test_the_two_kinds_never_share_a_text(prefix: str, middle: str, domain: str) -> None:
    address = minted(f"{prefix}{middle}c@{domain}")
    if address is None:
        return
    kind, local = address[:4].lower(), address.rpartition("@")[0]
    text = "".join(local[5:].split("=", 3 if kind == "srs0" else 2)[1:])
    assert any(srs.verify(f.format(hash_of(address)), RING, NOW).valid for f in cuts(text))
    for forged in cuts(text):
        proof = srs.verify(forged.format(hash_of(address)), RING, NOW)
        assert not proof.valid or proof.variant == kind, forged


def test_a_hash_that_postsrsd_made_of_a_text_in_doubt_is_no_srs0_here() -> None:
    """Who shares a secret with software that signs blindly: an ambiguous text is an SRS1's, whoever signed it."""
    user = f"=abcd={STAMP}=evil.example=me"
    digest = hmac.digest(RING.keys[0].secret, f"{STAMP}victim.org{user}".lower().encode(), "sha1")
    seen = base64.b64encode(digest).decode()[:8]
    forged = f"SRS0={seen}={STAMP}=victim.org={user}@{FORWARDER}"
    assert srs.verify(forged, RING, NOW).fault is ProofFault.MALFORMED


@pytest.mark.parametrize(
    "reverse_path",
    [
        "ann@author.example",
        "Ann.Other+list@author.example",
        "prvs=1785abcdef=ann@author.example",
        "bounces+17-abcd-bob=example.net@author.example",
        "owner-ants-list=bob=example.net@author.example",
        "SRS0=abcd=JM=author.example=ann@first.example",
        "SRS0+Ab/d=JM=author.example=ann+list=x@first.example",
        "SRS0-abcd=J=author.example=ann@first.example",
        "srs0=abcdefgh=jm=sub.author.example=a=b=c@first.example",
        "SRS1=abcd=first.example==efgh=JM=author.example=ann@second.example",
        "SRS1=abcd=first.example=+efgh=JM=author.example=ann@second.example",
        "SRS1-abcd=first.example=-efgh=JM=author.example=prvs=1785abcdef=ann@second.example",
    ],
)
def test_genuine_mail_is_forwarded_and_its_bounce_comes_back(reverse_path: str) -> None:
    address = srs.mint(reverse_path, FORWARDER, RING, NOW, allow_long=True)
    proof = srs.verify(address, RING, NOW + timedelta(days=20))
    assert proof.valid
    assert proof.address is not None
    domain = proof.address.rpartition("@")[2]
    assert domain == ("author.example" if proof.variant == "srs0" else "first.example")


@pytest.mark.parametrize("mark", ["@", "@@", "@x", "x@"])
def test_no_address_with_a_second_at_sign_is_rewritten_or_reversed(mark: str) -> None:
    """Every BATV text holds one: nothing that SRS signs may."""
    head = f"1{(day_number(NOW) + 7) % 1000:03d}"
    for path in (f"SRS1=x=news{mark}here.exampl=e@evil.example", f"SRS0=abcd=JM=a.b={mark}@evil.example",
                 f"{head}news{mark}here@evil.example"):  # fmt: skip
        assert minted(path) is None
    for address in (
        f"SRS0=abcdefgh={STAMP}=a.b=c{mark}@{FORWARDER}",
        f"SRS1=abcdefgh=a.b==abcd={STAMP}=a.b=c{mark}@x.y",
    ):
        assert not srs.verify(address, RING, NOW).valid


@pytest.mark.parametrize(
    "address",
    [
        "prvs=x@here.example",
        "PRVS=x=news@here.example",
        "news+prvs=x@here.example",
        "btv1==x==news@here.example",
        "prvs=news/1785abcdef@here.example",
        "prvs=1785abcdef=news@here.example",
        "SRS0=abcd=JM=author.example=ann@here.example",
        "srs1-x@here.example",
        "SRS0+x@here.example",
    ],
)
def test_no_tag_and_no_return_path_of_what_is_or_looks_like_a_token(address: str) -> None:
    with pytest.raises(InvalidValueError):
        batv.mint(address, RING, NOW)
    with pytest.raises(InvalidValueError):
        verp.mint(address, "bob@example.net", RING, NOW, delimiter=".")


@pytest.mark.parametrize("inner", ["prvs=x", "SRS0=abcd=JM=a.example=b", "btv1==x", "news+prvs=1"])
def test_no_tag_around_a_token_verifies_whoever_made_it(inner: str) -> None:
    head = f"1{(day_number(NOW) + 3) % 1000:03d}"
    digest = hmac.digest(RING.keys[0].secret, f"{head}{inner}@here.example".encode(), "sha1")[:3].hex()
    assert batv.verify(f"prvs={head}{digest}={inner}@here.example", RING, NOW).fault is ProofFault.MALFORMED


@pytest.mark.parametrize("local", ["prvs", "srs", "prvs.news", "srs0", "news+list", "a=b", "bounces-prvs", "srs0x=y"])
def test_ordinary_names_that_begin_like_one_are_tagged(local: str) -> None:
    tag = batv.mint(f"{local}@here.example", RING, NOW)
    proof = batv.verify(tag, RING, NOW)
    assert (proof.valid, proof.address) == (True, f"{local}@here.example")


def test_a_return_path_may_be_tagged_and_both_count() -> None:
    path = verp.mint("n@here.example", "b@b.example", RING, NOW)
    proofs = examine_envelope(batv.mint(path, RING, NOW), RING, NOW)
    assert [(p.kind, p.valid) for p in proofs] == [(ProofKind.BATV, True), (ProofKind.VERP, True)]


def test_a_tag_around_what_is_no_return_path_is_the_one_proof() -> None:
    tag = batv.mint("n+b=b.example-1aaaaaaaaaaaa@here.example", RING, NOW)
    assert [(p.kind, p.valid) for p in examine_envelope(tag, RING, NOW)] == [(ProofKind.BATV, True)]


SHARED = replace(RING.keys[0], kinds=frozenset((ProofKind.SRS,)))
OURS = Key(id=2, secret=b"of all kinds but that of postsrsd")


def test_a_secret_that_is_shared_for_srs_signs_nothing_else() -> None:
    ring = KeyRing((SHARED, OURS))
    assert srs.verify(srs.mint("ann@author.example", FORWARDER, ring, NOW), RING, NOW).valid
    assert batv.mint("news@here.example", ring, NOW)[5] == "2"
    assert batv.verify(batv.mint("news@here.example", RING, NOW), ring, NOW).fault is ProofFault.UNKNOWN_KEY
    foreign = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    assert verp.verify(foreign, ring, NOW).fault is ProofFault.UNKNOWN_KEY


KINDS: dict[str, tuple[Callable[[KeyRing, datetime], str], Callable[[str, KeyRing, datetime], Proof]]] = {
    "batv": (lambda ring, at: batv.mint("news@here.example", ring, at), batv.verify),
    "verp": (lambda ring, at: verp.mint("news@here.example", "bob@example.net", ring, at), verp.verify),
    "srs": (lambda ring, at: srs.mint("ann@author.example", FORWARDER, ring, at), srs.verify),
    "srs1": (lambda ring, at: srs.mint(f"SRS0=abcd={STAMP}=a.b=c@d.e", FORWARDER, ring, at), srs.verify),
    "message-id": (lambda ring, at: signed.mint_message_id("1", "here.example", ring, at), signed.verify_message_id),
    "envid": (lambda ring, at: signed.mint_envid("1", ring, at), signed.verify_envid),
    "header": (
        lambda ring, at: signed.mint_header("<1@x>", ring, at),
        lambda text, ring, at: signed.verify_header(text, "<1@x>", ring, at),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_dies_with_its_key_and_lives_until_then(kind: str) -> None:
    mint, verify = KINDS[kind]
    end = NOW + timedelta(days=3)
    ring = KeyRing((replace(OURS, not_after=end),))
    token = mint(ring, NOW)
    assert verify(token, ring, end - timedelta(microseconds=1)).valid
    assert not verify(token, ring, end).valid
    assert not verify(token, ring, end + timedelta(days=1024)).valid
    with pytest.raises(InvalidValueError, match="hold none"):
        mint(ring, end)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_to_come_neither_signs_nor_verifies(kind: str) -> None:
    mint, verify = KINDS[kind]
    later = KeyRing((replace(OURS, not_before=NOW),))
    token = mint(later, NOW)
    assert verify(token, later, NOW).valid
    assert not verify(token, later, NOW - timedelta(microseconds=1)).valid


@pytest.mark.parametrize("kind", ["verp", "message-id", "envid", "header"])
@given(moments(), st.integers(-7_000, 400_000))
@example(datetime(2059, 9, 10, tzinfo=UTC), 8)
@example(datetime(2024, 2, 3, tzinfo=UTC), 1024)
@example(datetime(2024, 2, 3, tzinfo=UTC), 32768)
def test_a_token_of_a_format_of_our_own_lives_once(kind: str, at: datetime, days: int) -> None:
    mint, verify = KINDS[kind]
    later = at + timedelta(days=days)
    token = mint(RING, at)
    age = day_number(later) - day_number(at)
    assert verify(token, RING, later).valid is (0 <= age <= 14)


@pytest.mark.parametrize(("mint", "verify", "cycle"), [(*KINDS["batv"], 1000), (*KINDS["srs"], 1024)])
def test_the_days_of_others_come_round_and_a_key_with_an_end_stops_it(
    mint: Callable[[KeyRing, datetime], str], verify: Callable[[str, KeyRing, datetime], Proof], cycle: int
) -> None:
    token = mint(RING, NOW)
    assert not any(verify(token, RING, NOW + timedelta(days=days)).valid for days in range(25, cycle - 25, 25))
    assert verify(token, RING, NOW + timedelta(days=cycle)).valid, "what the page says is so"
    ring = KeyRing((replace(RING.keys[0], not_after=NOW + timedelta(days=900)),))
    assert not verify(token, ring, NOW + timedelta(days=cycle)).valid


@pytest.mark.parametrize("life", [500, 1000, -1])
def test_no_life_of_more_than_half_a_round_of_days(life: int) -> None:
    for kind, verify in (("srs", srs.verify), ("batv", batv.verify)):
        with pytest.raises(InvalidValueError, match="life"):
            verify(KINDS[kind][0](RING, NOW), RING, NOW, life=life)


@given(short_addresses(), st.sampled_from("+-_."), st.sampled_from("+-_."))
def test_the_delimiter_is_sealed(recipient: str, one: str, other: str) -> None:
    token = verp.mint("news@here.example", f"eve{other}{recipient}"[-30:].lstrip("@.+-_"), RING, NOW, delimiter=one)
    assert verp.verify(token, RING, NOW, delimiter=one).valid
    assert one == other or not verp.verify(token, RING, NOW, delimiter=other).valid


@given(addresses())
def test_no_kind_takes_the_token_of_another(address: str) -> None:
    tokens = {kind: mint(RING, NOW) for kind, (mint, _) in KINDS.items()}
    for kind, token in tokens.items():
        for other, (_, verify) in KINDS.items():
            if other[:3] != kind[:3]:
                assert not verify(token, RING, NOW).valid, (kind, other)
    assert not batv.verify(address, RING, NOW).valid


def test_a_tag_says_how_old_it_is() -> None:
    """The day of a tag is the one that it was made on: what is older than any bounce may be is out of time."""
    from bouncekit.origin import Setup

    later = NOW + timedelta(days=5)
    tag = batv.mint("news@here.example", RING, NOW)
    proofs = examine_envelope(tag, RING, later)
    assert proofs[0].day == day_number(NOW)
    for most, verdict in ((5, Verdict.OURS), (4, Verdict.UNPROVEN)):
        assert check(None, envelope_to=tag, proofs=proofs, now=later, setup=Setup(max_age=most)).verdict is verdict


@pytest.mark.parametrize("recipient", ["bob=my-example.net", "bob=a-bcdefghijklmn.net", "bob=x.my-1aaaaaaaaaaa.net"])
def test_an_unsigned_return_path_to_a_domain_with_a_hyphen_is_not_signed_rather_than_wrong(recipient: str) -> None:
    assert verp.verify(f"news+{recipient}@here.example", RING, NOW).fault is ProofFault.NOT_SIGNED


def test_white_space_and_case_around_a_recipient_bind_to_one_mailbox() -> None:
    for text in ("Bob@Example.NET", "bob@example.net."):
        token = signed.mint_envid("1", RING, NOW, recipient=text.removesuffix("."))
        assert signed.verify_envid(token, RING, NOW, recipients=[f" {text} "]).valid
