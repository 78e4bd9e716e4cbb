"""Every way that a token can be wrong, through the whole judgement: NOT_OURS or UNPROVEN, with the reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bouncekit.origin import (
    Key,
    KeyRing,
    Proof,
    Setup,
    Verdict,
    batv,
    check,
    examine_envelope,
    examine_report,
    signed,
    srs,
    verp,
)
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW, RING

NEWS, BOB = "news@here.example", "bob@example.net"
TAG = batv.mint(NEWS, RING, NOW)
PATH = verp.mint(NEWS, BOB, RING, NOW)
SRS = srs.mint("ann@author.example", "here.example", RING, NOW)
LATER = NOW + timedelta(days=1)
UNKNOWN = KeyRing((Key(id=9, secret=b"a ring with another number"),))
TAGS = Setup(always_tags=frozenset({"@here.example", "@there.example"}))

WRONG = {
    "batv, one digit less, as some others have it": (TAG[:14] + TAG[15:], "not-signed"),
    "batv, two digits less": (TAG[:13] + TAG[15:], "malformed"),
    "batv, one digit more": (TAG[:15] + "0" + TAG[15:], "malformed"),
    "batv, no hex": (TAG[:9] + "g" + TAG[10:], "malformed"),
    "batv, key index": (batv.mint(NEWS, UNKNOWN, NOW), "unknown-key"),
    "batv, a letter for a key index": (TAG[:5] + "a" + TAG[6:], "malformed"),
    "batv, a day in the future": (batv.mint(NEWS, RING, LATER), "expired"),
    "batv, a future day written over": (f"{TAG[:6]}999{TAG[9:]}", "bad-signature"),
    "batv, Arabic digits": (TAG[:6] + "٧٨٧" + TAG[9:], "malformed"),
    "batv, fullwidth digits": (TAG[:6] + "７８７" + TAG[9:], "malformed"),
    "batv, nested": ("prvs=1785abcdef=" + TAG, "malformed"),
    "batv, nested in itself": (f"{TAG[:16]}{TAG}", "malformed"),
    "batv, of another domain": (TAG.replace("here", "there"), "bad-signature"),
    "batv, of another mailbox": (TAG.replace("news", "spam"), "bad-signature"),
    "batv, empty mailbox": (TAG[:16] + "@here.example", "malformed"),
    "verp, one digit less": (PATH.replace("@", "", 1)[:-13] + "@here.example", "bad-signature"),
    "verp, three digits less": (PATH.replace("@", "", 1)[:-15] + "@here.example", "malformed"),
    "verp, one digit more": (PATH.replace("@", "a@"), "bad-signature"),
    "verp, three digits more": (PATH.replace("@", "aaa@"), "malformed"),
    "verp, alphabet": (PATH.replace("@", "1@").replace(PATH[PATH.index("@") - 1] + "1@", "1@"), "malformed"),
    "verp, key index": (verp.mint(NEWS, BOB, UNKNOWN, NOW), "unknown-key"),
    "verp, a day in the future": (verp.mint(NEWS, BOB, RING, LATER), "expired"),
    "verp, of another domain": (PATH.replace("@here", "@there"), "bad-signature"),
    "verp, of another recipient": (PATH.replace("bob", "eve"), "bad-signature"),
    "srs, a short hash": (SRS[:5] + SRS[6:], "malformed"),
    "srs, alphabet": (SRS[:5] + "!" + SRS[6:], "bad-signature"),
    "srs, a day in the future": (srs.mint("ann@author.example", "here.example", RING, LATER), "expired"),
    "srs, a stamp of digits": (SRS.replace("=" + SRS[14:16] + "=", "=19="), "malformed"),
    "srs, Arabic digits": (SRS[:5] + "٧" + SRS[6:], "malformed"),
    "srs, nested": (srs.mint(SRS, "here.example", UNKNOWN, NOW, allow_long=True), "bad-signature"),
    "srs, to another target": (SRS.replace("author", "victim"), "bad-signature"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
@pytest.mark.parametrize("setup", [Setup(), TAGS], ids=["tags sometimes", "tags always"])
def test_wrong_tokens_in_the_envelope(name: str, setup: Setup) -> None:
    address, reason = WRONG[name]
    proofs = examine_envelope(address, RING, NOW)
    assert [p.valid for p in proofs if p.valid] == []
    assert reason in {p.fault.value for p in proofs if p.fault is not None}
    named = Report(kind=ReportKind.DELIVERY_STATUS, recipients=(Recipient(final=BOB),))
    for what in (None, named):
        origin = check(what, envelope_to=address, proofs=proofs, now=NOW, setup=setup)
        always = setup is TAGS or name.startswith("srs")
        assert origin.verdict is (Verdict.NOT_OURS if always else Verdict.UNPROVEN)
        said = {"not-signed": "only its maker", "expired": "past its life"}.get(reason, reason)
        assert any(said in b.text for b in origin.because), origin.because


MESSAGE_ID = signed.mint_message_id("17", "here.example", RING, NOW, recipient=BOB)
ENVID = signed.mint_envid("job", RING, NOW, recipient=BOB)


@pytest.mark.parametrize(
    ("message_id", "envid"),
    [
        (MESSAGE_ID.replace("here", "there"), None),
        (MESSAGE_ID[:-15] + MESSAGE_ID[-14:], None),
        (MESSAGE_ID.replace(".r1", ".r9"), None),
        (MESSAGE_ID.replace(".r1", ".s1"), None),
        (MESSAGE_ID.replace(".r1", ".r١"), None),
        (MESSAGE_ID.replace("<17.", f"<{MESSAGE_ID[1:27]}."), None),
        (signed.mint_message_id("17", "here.example", RING, LATER, recipient=BOB), None),
        (None, ENVID[:-1]),
        (None, ENVID + "a"),
        (None, ENVID.replace("job", "jab")),
        (None, ENVID.replace(".r1", ".r2")),
        (None, signed.mint_envid("job", RING, LATER, recipient=BOB)),
    ],
)
def test_wrong_tokens_in_what_is_returned(message_id: str | None, envid: str | None) -> None:
    assert (message_id, envid) != (MESSAGE_ID, ENVID)
    report = Report(
        kind=ReportKind.DELIVERY_STATUS,
        recipients=(Recipient(final=BOB),),
        returned=Returned(message_id=message_id) if message_id else None,
        original_envelope_id=envid,
    )
    proofs = examine_report(report, RING, NOW)
    assert [p.valid for p in proofs] == [False]
    origin = check(report, envelope_to=NEWS, proofs=proofs, now=NOW)
    assert origin.verdict is Verdict.UNPROVEN
    tagged = check(report, envelope_to=NEWS, proofs=proofs, now=NOW, setup=TAGS)
    assert tagged.verdict is Verdict.NOT_OURS


HEADER = signed.mint_header("<17@here.example>", RING, NOW, recipient=BOB)
TOKENS: dict[str, tuple[str, Callable[[str], Proof]]] = {
    "batv": (TAG, lambda text: batv.verify(text, RING, NOW)),
    "batv /": (batv.mint(NEWS, RING, NOW, style=batv.Style.SLASH), lambda text: batv.verify(text, RING, NOW)),
    "batv +": (batv.mint(NEWS, RING, NOW, style=batv.Style.SUBADDRESS), lambda text: batv.verify(text, RING, NOW)),
    "verp": (PATH, lambda text: verp.verify(text, RING, NOW)),
    "srs0": (SRS.partition("@")[0], lambda text: srs.verify(f"{text}@here.example", RING, NOW)),
    "srs1": (
        srs.mint(SRS, "two.example", RING, NOW, allow_long=True).partition("@")[0],
        lambda text: srs.verify(f"{text}@two.example", RING, NOW),
    ),
    "message-id": (
        MESSAGE_ID.strip("<>"),
        lambda text: signed.verify_message_id(f"<{text}>", RING, NOW, recipients=(BOB,)),
    ),
    "envid": (ENVID, lambda text: signed.verify_envid(text, RING, NOW, recipients=(BOB,))),
    "header": (HEADER, lambda text: signed.verify_header(text, "<17@here.example>", RING, NOW, recipients=(BOB,))),
}
OTHERS = [*(chr(code) for code in range(32, 127)), *"\t\0\x80éıſK٧７"]


@pytest.mark.parametrize("kind", sorted(TOKENS))
def test_every_character_changed_left_out_doubled_or_swapped_fails(kind: str) -> None:
    """All of them, but for case, which MTAs fold. The first separator of SRS is not signed, so that MTAs may change it."""
    token, verify = TOKENS[kind]
    assert verify(token).valid
    for at, right in enumerate(token):
        if kind.startswith("srs") and at == 4:
            continue
        head, tail = token[:at], token[at + 1 :]
        tries = [head + other + tail for other in OTHERS if other.lower() != right.lower()]
        tries += [head + tail, head + right + right + tail]
        if not (kind.startswith("srs") and "=" in (right, tail[:1])):  # tests/origin/test_srs.py shows that one
            tries.append(head + tail[:1] + right + tail[1:])
        for text in tries:
            assert text.lower() == token.lower() or not verify(text).valid, text


def test_no_token_at_all_has_its_reason_too() -> None:
    origin = check(None, envelope_to=NEWS, proofs=examine_envelope(NEWS, RING, NOW), now=NOW)
    assert (origin.verdict, [b.rule for b in origin.because]) == (Verdict.UNPROVEN, ["no-proof"])
