"""Signed by OpenDKIM, sent by Postfix, bounced by four real MTAs: ours, from the returned header alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bouncekit
from bouncekit.adapters.dkim import verify_returned
from bouncekit.origin import Key, KeyRing, Proof, ProofFault, Reporter, Verdict, batv, check

CORPUS = Path(__file__).parent.parent / "corpus" / "origin"
RECORD = (CORPUS / "lab1._domainkey.collect.test.txt").read_bytes().strip()
KEYS = KeyRing((Key(id=1, secret=b"the secret of the DKIM lab run"),))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TAGGED = "prvs=1787f72430=news@collect.test"
MTAS = ("postfix", "exim", "opensmtpd", "sendmail")


def lookup(name: str) -> bytes | None:
    return RECORD if name == "lab1._domainkey.collect.test" else None


def examined(raw: bytes) -> tuple[bouncekit.Report, tuple[Proof, ...]]:
    report = bouncekit.parse(raw)
    return report, verify_returned(raw, report, domains=["collect.test"], lookup=lookup)


@pytest.mark.parametrize("mta", MTAS)
def test_found_ours_by_the_returned_header(mta: str) -> None:
    report, proofs = examined((CORPUS / f"{mta}.eml").read_bytes())
    assert [p.fault for p in proofs] == [None]
    assert proofs[0].variant == ("header" if mta == "sendmail" else "header-and-body")
    origin = check(report, envelope_to="news@collect.test", proofs=proofs, now=NOW)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, None)  # whoever got it can copy the signature
    ours = Reporter(own_relay=True)
    vouched = check(report, envelope_to="news@collect.test", proofs=proofs, now=NOW, reporter=ours)
    assert (vouched.verdict, vouched.recipients) == (Verdict.OURS, frozenset({"u511@sink.test"}))


@pytest.mark.parametrize("mta", MTAS)
def test_a_copy_with_another_recipient_is_not_ours(mta: str) -> None:
    raw = (CORPUS / f"{mta}.eml").read_bytes()
    head, mark, original = raw.rpartition(b"DKIM-Signature:")
    report, proofs = examined(head.replace(b"u511@sink.test", b"eve@sink.test") + mark + original)
    assert [r.final for r in report.recipients] == ["eve@sink.test"]
    assert [p.recipients for p in proofs] == [None]
    assert check(report, envelope_to="news@collect.test", proofs=proofs, now=NOW).verdict is Verdict.UNPROVEN
    report, proofs = examined(raw.replace(b"u511@sink.test", b"eve@sink.test"))
    assert [p.fault for p in proofs] == [ProofFault.BAD_SIGNATURE]
    assert check(report, envelope_to="news@collect.test", proofs=proofs, now=NOW).verdict is Verdict.UNPROVEN


@pytest.mark.parametrize("mta", MTAS)
def test_too_old_is_not_ours(mta: str) -> None:
    report, proofs = examined((CORPUS / f"{mta}.eml").read_bytes())
    late = NOW + timedelta(days=31)
    assert check(report, envelope_to="news@collect.test", proofs=proofs, now=late).verdict is Verdict.UNPROVEN


def test_the_tag_came_back_whole_through_all_four() -> None:
    assert batv.verify(TAGGED, KEYS, NOW).valid
    for mta in MTAS:
        assert TAGGED.encode() in (CORPUS / f"{mta}.eml").read_bytes()
