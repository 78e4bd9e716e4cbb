"""The judgement: truth tables, binding, stages, replay, and monotony over all evidence."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import (
    ROWS,
    Key,
    KeyRing,
    Origin,
    Proof,
    ProofFault,
    ProofKind,
    Reporter,
    Setup,
    Verdict,
    batv,
    check,
    examine_envelope,
    examine_report,
    own_queue_ids,
    signed,
    srs,
    verp,
)
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import KEYS, NOW, RING

NEWS = "news@here.example"
BOB = "bob@example.net"
TAGGED = batv.mint(NEWS, RING, NOW)
PATH = verp.mint(NEWS, BOB, RING, NOW)
SRS = srs.mint("ann@author.example", "here.example", RING, NOW)
TAGS = Setup(always_tags=frozenset({NEWS}))
MX = frozenset({"mx1.example.net"})
ALIGNED = Reporter(names=MX, hosts_of_recipient={"example.net": MX}, reverse_path="")


def report(*recipients: str, kind: ReportKind = ReportKind.DELIVERY_STATUS, **fields: object) -> Report:
    rows = tuple(Recipient(final=r) for r in recipients or (BOB,))
    made = Report(kind=kind, recipients=rows)
    return replace(made, **fields)  # type: ignore[arg-type]


def returned(message_id: str, *headers: tuple[str, str]) -> Returned:
    return Returned(message_id=message_id, headers=(("Message-ID", message_id), *headers))


def judge(
    to: str, what: Report | None = None, *, now: datetime = NOW, setup: Setup = TAGS, reporter: Reporter | None = None
) -> Origin:
    proofs = examine_envelope(to, RING, now)
    if what is not None:
        proofs += examine_report(what, RING, now)
    return check(what, envelope_to=to, proofs=proofs, now=now, setup=setup, reporter=reporter)


def rules(origin: Origin) -> set[str]:
    return {b.rule for b in origin.because}


@pytest.mark.rfc("BATV-4-05")
@pytest.mark.parametrize(
    ("to", "when", "verdict", "rule"),
    [
        (TAGGED, NOW, Verdict.OURS, "token-valid"),
        (PATH, NOW, Verdict.OURS, "bound-proof-valid"),
        (NEWS, NOW, Verdict.NOT_OURS, "untagged"),
        (TAGGED, NOW + timedelta(days=8), Verdict.NOT_OURS, "expired-tag"),
        (TAGGED, NOW - timedelta(days=1), Verdict.NOT_OURS, "expired-tag"),
        (TAGGED[:14] + ("0" if TAGGED[14] != "0" else "1") + TAGGED[15:], NOW, Verdict.NOT_OURS, "bad-tag"),
        ("prvs=9" + TAGGED[6:], NOW, Verdict.NOT_OURS, "bad-tag"),
        ("prvs=1٧٨" + TAGGED[8:], NOW, Verdict.UNPROVEN, "proof-invalid"),
        ("btv1==1234567==" + NEWS, NOW, Verdict.NOT_OURS, "untagged"),
        ("news+offers@here.example", NOW, Verdict.NOT_OURS, "untagged"),
        ("other@here.example", NOW, Verdict.UNPROVEN, ""),
    ],
)
def test_at_rcpt_the_token_decides(to: str, when: datetime, verdict: Verdict, rule: str) -> None:
    origin = judge(to, now=when)
    assert origin.verdict is verdict
    assert rule in rules(origin) or not rule
    assert (origin.reply is not None) is (verdict is Verdict.NOT_OURS)


def test_without_always_tags_a_bad_tag_is_unproven_with_its_reason() -> None:
    origin = judge("prvs=9" + TAGGED[6:], setup=Setup())
    assert origin.verdict is Verdict.UNPROVEN
    assert any("unknown-key" in b.text for b in origin.because)


def test_refusal_is_a_reply_that_can_be_sent() -> None:
    assert str(judge(NEWS).reply) == "550 5.7.1 No message of ours is reported on here"


def test_one_line_for_people_who_never_send() -> None:
    setup = Setup(never_sends=frozenset({"Parked.example"}))
    for to in ("anyone@parked.example", batv.mint("x@parked.example", RING, NOW)):
        for what in (None, report()):
            origin = judge(to, what, setup=setup)
            assert origin.verdict is Verdict.NOT_OURS
            assert "never-sends" in rules(origin)
    assert judge("anyone@sub.parked.example", setup=setup).verdict is Verdict.UNPROVEN


def test_a_whole_domain_can_always_tag() -> None:
    setup = Setup(always_tags=frozenset({"@here.example"}))
    assert judge("any.body@HERE.example", setup=setup).verdict is Verdict.NOT_OURS


@pytest.mark.rfc("OWN-1-13", "VERP-1-03")
def test_a_genuine_return_path_proves_nothing_for_another_recipient() -> None:
    assert judge(PATH, report(BOB.upper())).verdict is Verdict.OURS
    for named in ((("eve@example.net"),), (BOB, "eve@example.net")):
        origin = judge(PATH, report(*named))
        assert origin.verdict is Verdict.UNPROVEN
        assert "bound-to-another-recipient" in rules(origin)
        assert origin.recipients == frozenset()


def test_an_original_recipient_does_not_cover_another_final_one() -> None:
    what = Report(kind=ReportKind.DELIVERY_STATUS, recipients=(Recipient(final="eve@example.net", original=BOB),))
    assert judge(PATH, what).verdict is Verdict.UNPROVEN
    only = Report(kind=ReportKind.DELIVERY_STATUS, recipients=(Recipient(original=BOB),))
    assert judge(PATH, only).verdict is Verdict.OURS


@pytest.mark.rfc("VERP-1-03")
def test_a_report_that_names_nobody_speaks_for_whom_the_token_names() -> None:
    nameless = Report(kind=ReportKind.DELIVERY_STATUS, recipients=(Recipient(),))
    origin = judge(PATH, nameless)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, frozenset({BOB}))


@pytest.mark.parametrize("to", [TAGGED, NEWS])
def test_signed_message_id_bound_or_not(to: str) -> None:
    bound = signed.mint_message_id("17", "here.example", RING, NOW, recipient=BOB)
    loose = signed.mint_message_id("17", "here.example", RING, NOW)
    setup = Setup()
    assert judge(to, report(returned=returned(bound)), setup=setup).verdict is Verdict.OURS
    copied = judge(to, report("eve@example.net", returned=returned(bound)), setup=setup)
    assert copied.verdict is (Verdict.OURS if to == TAGGED else Verdict.UNPROVEN)
    seen = judge(to, report(returned=returned(loose)), setup=setup)
    assert "unbound-proof" in rules(seen)
    assert seen.verdict is (Verdict.OURS if to == TAGGED else Verdict.UNPROVEN)


def test_envid_and_header_prove_when_bound() -> None:
    envid = signed.mint_envid("job-17", RING, NOW, recipient=BOB)
    assert judge(NEWS, report(original_envelope_id=envid), setup=Setup()).verdict is Verdict.OURS
    value = signed.mint_header("<17@here.example>", RING, NOW, recipient=BOB)
    what = report(returned=returned("<17@here.example>", (signed.HEADER_NAME.upper(), value)))
    assert judge(NEWS, what, setup=Setup()).verdict is Verdict.OURS
    assert judge(NEWS, report("eve@example.net", returned=what.returned), setup=Setup()).verdict is Verdict.UNPROVEN


def test_batv_over_verp_is_bound_to_its_recipient() -> None:
    to = batv.mint(verp.mint("n@h.example", "b@e.net", RING, NOW), RING, NOW)
    assert judge(to, report("b@e.net"), setup=Setup()).recipients == frozenset({"b@e.net"})
    assert judge(to, report("eve@e.net"), setup=Setup()).verdict is Verdict.UNPROVEN


@pytest.mark.rfc("SRS-1-03", "SRS-1-04", "SRS-1-05")
def test_srs_targets() -> None:
    assert judge(SRS, report(), setup=Setup()).verdict is Verdict.OURS
    forged = SRS.replace("=ann", "=eve")
    origin = judge(forged, report(), setup=Setup())
    assert (origin.verdict, "srs-not-ours" in rules(origin)) == (Verdict.NOT_OURS, True)
    late = judge(SRS, report(), now=NOW + timedelta(days=22), setup=Setup())
    assert late.verdict is Verdict.NOT_OURS
    somebody = judge(SRS, report(), setup=Setup(), reporter=Reporter(own_relay=True, reverse_path="x@y.example"))
    assert (somebody.verdict, "srs-from-a-sender" in rules(somebody)) == (Verdict.UNPROVEN, True)
    twice = srs.mint(SRS, "here.example", RING, NOW, allow_long=True)
    assert judge(twice, report(), setup=Setup()).verdict is Verdict.OURS


@pytest.mark.parametrize(
    ("reporter", "verdict"),
    [
        (None, Verdict.OURS),
        (ALIGNED, Verdict.OURS),
        (Reporter(own_relay=True), Verdict.OURS),
        (
            Reporter(names=frozenset({"out.hoster.example"}), hosts_of_recipient=frozenset({".hoster.example"})),
            Verdict.OURS,
        ),
        (Reporter(), Verdict.UNPROVEN),
        (Reporter(names=frozenset({"mx.mallory.example"})), Verdict.UNPROVEN),
        (Reporter(names=frozenset({"net"})), Verdict.UNPROVEN),
        (replace(ALIGNED, helo_spf_fails=True), Verdict.UNPROVEN),
    ],
)
def test_a_token_without_recipient_needs_a_reporter_that_may_speak(reporter: Reporter | None, verdict: Verdict) -> None:
    origin = judge(TAGGED, report(), reporter=reporter)
    assert origin.verdict is verdict
    counter = rules(origin) & {"reporter-not-aligned", "reporter-helo-fails"}
    assert bool(counter) is (verdict is Verdict.UNPROVEN)


@pytest.mark.rfc("OWN-1-13")
@pytest.mark.parametrize(
    ("reporter", "recipients", "rule"),
    [
        (None, None, "recipient-not-bound"),
        (ALIGNED, frozenset({BOB}), "reporter-speaks"),
        (Reporter(own_relay=True), frozenset({BOB}), "reporter-speaks"),
    ],
)
def test_a_tag_that_all_mail_shares_is_held_against_nobody_unless_who_reports_may_speak(
    reporter: Reporter | None, recipients: frozenset[str] | None, rule: str
) -> None:
    origin = judge(TAGGED, report(), reporter=reporter)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, recipients)
    assert origin.bound_to_recipient is (recipients is not None)
    assert origin.to_json()["bound_to_recipient"] is origin.bound_to_recipient
    assert {rule} == rules(origin) & {"recipient-not-bound", "reporter-speaks"}


def test_at_rcpt_there_is_no_recipient_to_hold_it_against_and_a_bound_token_says_its_own() -> None:
    assert (judge(TAGGED).recipients, judge(TAGGED).bound_to_recipient) == (None, False)
    assert judge(PATH).recipients == judge(PATH, report(), reporter=ALIGNED).recipients == frozenset({BOB})
    eve = judge(PATH, report("eve@example.net"), reporter=Reporter(own_relay=True))
    assert (eve.verdict, eve.bound_to_recipient) == (Verdict.UNPROVEN, False)


def test_a_reporter_that_speaks_for_one_of_two_recipients_speaks_for_none() -> None:
    both = judge(TAGGED, report(BOB, "eve@victim.example"), reporter=ALIGNED)
    assert (both.verdict, both.recipients) == (Verdict.UNPROVEN, None)
    nameless = judge(TAGGED, Report(kind=ReportKind.DELIVERY_STATUS, recipients=(Recipient(),)), reporter=ALIGNED)
    assert (nameless.verdict, nameless.recipients) == (Verdict.OURS, None)


@pytest.mark.rfc("OWN-1-13")
@pytest.mark.parametrize("kind", [ProofKind.LEDGER, ProofKind.DKIM])
def test_what_every_recipient_of_a_message_knows_is_held_against_none_of_them(kind: ProofKind) -> None:
    """A member of a list knows its Message-IDs, its signatures and other members."""
    proofs = [Proof(kind=kind, fault=None, subject="", recipients=frozenset({BOB}), day=_DAY)]
    shared = check(report(), envelope_to=NEWS, proofs=proofs, now=NOW)
    assert (shared.verdict, shared.recipients, "recipient-not-bound" in rules(shared)) == (Verdict.OURS, None, True)
    vouched = check(report(), envelope_to=NEWS, proofs=proofs, now=NOW, reporter=ALIGNED)
    assert vouched.recipients == frozenset({BOB})
    own = Setup(sealed=frozenset({kind}))  # each recipient is sent a Message-ID of its own
    assert check(report(), envelope_to=NEWS, proofs=proofs, now=NOW, setup=own).recipients == frozenset({BOB})


def test_of_two_recipients_it_is_held_against_the_one_that_a_seal_names() -> None:
    ledger = Proof(kind=ProofKind.LEDGER, fault=None, subject="", recipients=frozenset({"eve@example.net"}), day=_DAY)
    proofs = [*examine_envelope(PATH, RING, NOW), ledger]
    origin = check(report(BOB, "eve@example.net"), envelope_to=PATH, proofs=proofs, now=NOW)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, frozenset({BOB}))
    said = next(b.text for b in origin.because if b.rule == "recipient-not-bound")
    assert said.endswith("(eve@example.net)")


def test_a_bound_token_does_not_care_who_hands_it_over() -> None:
    assert judge(PATH, report(), reporter=Reporter()).verdict is Verdict.OURS


def test_what_everybody_who_saw_the_message_could_copy_needs_a_reporter_that_may_speak() -> None:
    ledger = Proof(kind=ProofKind.LEDGER, fault=None, subject="", recipients=frozenset({BOB}), day=_DAY)
    for reporter, verdict in ((None, Verdict.OURS), (ALIGNED, Verdict.OURS), (Reporter(), Verdict.UNPROVEN)):
        origin = check(report(), envelope_to=NEWS, proofs=[ledger], now=NOW, reporter=reporter)
        assert origin.verdict is verdict


def test_a_wrong_token_spoils_what_else_is_genuine() -> None:
    ledger = Proof(kind=ProofKind.LEDGER, fault=None, subject="", recipients=frozenset({BOB}), day=_DAY)
    for to in ("prvs=9" + TAGGED[6:], PATH.replace("bob", "eve"), batv.mint(NEWS, RING, NOW - timedelta(days=9))):
        proofs = [*examine_envelope(to, RING, NOW), ledger]
        origin = check(report(), envelope_to=to, proofs=proofs, now=NOW)
        assert (origin.verdict, "wrong-token" in rules(origin)) == (Verdict.UNPROVEN, True)


def test_several_recipients_of_one_bounce() -> None:
    proofs = examine_envelope(TAGGED, RING, NOW) + examine_envelope(PATH, RING, NOW)
    origin = check(None, envelope_to=[TAGGED, PATH], proofs=proofs, now=NOW)
    assert (origin.verdict, "several-recipients" in rules(origin)) == (Verdict.UNPROVEN, True)


def test_a_message_that_reports_nothing_is_never_ours() -> None:
    origin = judge(TAGGED, Report(kind=ReportKind.NONE))
    assert (origin.verdict, "not-a-report" in rules(origin)) == (Verdict.UNPROVEN, True)


def test_proofs_of_another_envelope_or_report_are_ignored_aloud() -> None:
    other = examine_envelope(batv.mint("x@here.example", RING, NOW), RING, NOW)
    envid = signed.verify_envid(signed.mint_envid("j", RING, NOW, recipient=BOB), RING, NOW, recipients=(BOB,))
    for what, proofs in ((None, other), (report(), other), (report(), (envid,)), (None, (envid,))):
        origin = check(what, envelope_to=NEWS, proofs=proofs, now=NOW)
        assert origin.verdict is Verdict.UNPROVEN
        assert "proof-of-something-else" in rules(origin)


def test_replay_after_ten_uses_is_withheld_and_shared_tokens_are_only_counted() -> None:
    bound, shared = verp.verify(PATH, RING, NOW), batv.verify(TAGGED, RING, NOW)
    for uses, verdict in ((9, Verdict.OURS), (10, Verdict.UNPROVEN)):
        origin = check(report(), envelope_to=PATH, proofs=[replace(bound, uses=uses)], now=NOW)
        assert (origin.verdict, "token-used-again" in rules(origin)) == (verdict, uses == 10)
    again = [replace(shared, uses=99)]
    assert check(report(), envelope_to=TAGGED, proofs=again, now=NOW).verdict is Verdict.OURS
    for most, verdict in ((100, Verdict.OURS), (99, Verdict.UNPROVEN)):
        setup = Setup(max_shared_uses=most)
        origin = check(report(), envelope_to=TAGGED, proofs=again, now=NOW, setup=setup)
        assert (origin.verdict, "shared-token-used-again" in rules(origin)) == (verdict, most == 99)


def test_a_right_tag_among_very_many_wrong_ones_may_be_a_guess() -> None:
    for what in (None, report()):
        proofs = [replace(batv.verify(TAGGED, RING, NOW), doubtful=True)]
        origin = check(what, envelope_to=TAGGED, proofs=proofs, now=NOW, setup=TAGS)
        assert (origin.verdict, "token-may-be-guessed" in rules(origin)) == (Verdict.UNPROVEN, True)


def test_proofs_out_of_time() -> None:
    old = Proof(kind=ProofKind.DKIM, fault=None, subject="", recipients=frozenset({BOB}), day=20780 - 31)
    for proof in (old, replace(old, day=None), replace(old, day=20781)):
        origin = check(report(), envelope_to=NEWS, proofs=[proof], now=NOW)
        assert (origin.verdict, "proof-out-of-time" in rules(origin)) == (Verdict.UNPROVEN, True)
    assert check(report(), envelope_to=NEWS, proofs=[replace(old, day=20780 - 30)], now=NOW).verdict is Verdict.OURS


def test_dkim2_has_a_slot_and_proves_nothing_yet() -> None:
    chain = Proof(kind=ProofKind.DKIM2, fault=None, subject="", recipients=frozenset({BOB}), day=20780)
    origin = check(report(), envelope_to=NEWS, proofs=[chain], now=NOW)
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"dkim2-chain"})


def test_the_strictest_setup_wants_every_proof_bound() -> None:
    strict = Setup(unbound=frozenset())
    assert judge(TAGGED, report(), setup=strict).verdict is Verdict.UNPROVEN
    assert judge(PATH, report(), setup=strict).verdict is Verdict.OURS


_DAY = 20780
GOOD = (
    batv.verify(TAGGED, RING, NOW),
    Proof(kind=ProofKind.LEDGER, fault=None, subject="", recipients=frozenset({BOB}), day=_DAY),
    Proof(kind=ProofKind.DKIM, fault=None, subject="", recipients=frozenset({BOB}), day=_DAY),
    Proof(kind=ProofKind.DKIM, fault=None, subject="", day=_DAY),
)
BAD = (
    Proof(kind=ProofKind.LEDGER, fault=ProofFault.ABSENT, subject="", complete=True),
    Proof(kind=ProofKind.LEDGER, fault=ProofFault.ABSENT, subject=""),
    Proof(kind=ProofKind.LEDGER, fault=ProofFault.UNAVAILABLE, subject=""),
    Proof(kind=ProofKind.DKIM, fault=ProofFault.BAD_SIGNATURE, subject=""),
    Proof(kind=ProofKind.DKIM, fault=None, subject="", recipients=frozenset({"eve@example.net"}), day=_DAY - 99),
)
ORDER = {Verdict.NOT_OURS: 0, Verdict.UNPROVEN: 1, Verdict.OURS: 2}
REPORTERS = (None, ALIGNED, Reporter(), Reporter(names=ALIGNED.names, helo_spf_fails=True))


@pytest.mark.rfc("OWN-1-02")
def test_broken_or_counter_evidence_never_raises_the_answer_whatever_else_is_there() -> None:
    for count in range(len(GOOD) + 1):
        for good in combinations(GOOD, count):
            for reporter in REPORTERS:
                first = check(report(), envelope_to=TAGGED, proofs=good, now=NOW, setup=TAGS, reporter=reporter)
                for bad in BAD:
                    worse = check(
                        report(), envelope_to=TAGGED, proofs=[*good, bad], now=NOW, setup=TAGS, reporter=reporter
                    )
                    assert ORDER[worse.verdict] <= ORDER[first.verdict], (good, bad)


@given(st.permutations((*GOOD, *BAD)), st.integers(0, 9))
def test_the_order_of_proofs_is_of_no_account(proofs: list[Proof], count: int) -> None:
    some = proofs[:count]
    one = check(report(), envelope_to=TAGGED, proofs=some, now=NOW)
    other = check(report(), envelope_to=TAGGED, proofs=some[::-1], now=NOW)
    assert (one.verdict, rules(one), one.recipients) == (other.verdict, rules(other), other.recipients)


def test_ledger_rows() -> None:
    never, _, down, *_ = BAD
    alone = check(report(), envelope_to=NEWS, proofs=[never], now=NOW)
    assert (alone.verdict, rules(alone)) == (Verdict.NOT_OURS, {"recipient-never-mailed"})
    with_token = check(report(), envelope_to=TAGGED, proofs=[GOOD[0], never], now=NOW)
    assert with_token.verdict is Verdict.UNPROVEN
    broken = check(report(), envelope_to=TAGGED, proofs=[GOOD[0], down], now=NOW)
    assert (broken.verdict, "ledger-unavailable" in rules(broken)) == (Verdict.UNPROVEN, True)


def test_rows_cite_requirements_that_exist() -> None:
    catalogue = Path(__file__).parent.parent / "rfc" / "requirements.json"
    known = {row["id"] for row in json.loads(catalogue.read_text(encoding="utf-8"))["requirements"]}
    assert {row.cites for row in ROWS.values()} - {""} <= known
    assert all(key == row.id for key, row in ROWS.items())


def test_expired_and_unavailable_proofs_are_said() -> None:
    old = KeyRing((KEYS[0], Key(id=9, secret=b"z" * 16)))
    gone = signed.mint_envid("j", old, NOW - timedelta(days=20), recipient=BOB)
    assert "proof-expired" in rules(judge(NEWS, report(original_envelope_id=gone), setup=Setup()))
    lookup = Proof(kind=ProofKind.DKIM, fault=ProofFault.UNAVAILABLE, subject="")
    assert "proof-unavailable" in rules(check(report(), envelope_to=NEWS, proofs=[lookup], now=NOW))


def test_queue_ids_of_own_hops_only() -> None:
    hop = "from x by Mail.Here.example (Postfix) with ESMTPS id 4Xyz12; Mon, 23 Nov 2026 12:00:00 +0000"
    other = "from y by mx.elsewhere.example with ESMTP id ABC; now"
    what = report(
        returned=returned("<1@h>", ("Received", hop), ("Received", other), ("Received", "by"), ("Received", ""))
    )
    assert own_queue_ids(what, ["mail.here.example"]) == ("4Xyz12",)
    assert own_queue_ids(report(), ["mail.here.example"]) == ()


@pytest.mark.parametrize("to", ["", [], [NEWS, ""]])
def test_an_envelope_recipient_must_be_named(to: str | list[str]) -> None:
    with pytest.raises(InvalidValueError, match="envelope_to"):
        check(None, envelope_to=to, proofs=(), now=NOW)


@pytest.mark.parametrize(
    "setup",
    [
        {"never_sends": frozenset({"a b"})},
        {"always_tags": frozenset({"x"})},
        {"max_age": 0},
        {"max_age": None},
        {"max_shared_uses": 0},
        {"max_shared_uses": True},
        {"unbound": frozenset({"batv"})},
        {"sealed": frozenset({"ledger"})},
    ],
)
def test_setups_that_cannot_be(setup: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError, match="setup"):
        Setup(**setup)  # type: ignore[arg-type]


def test_json_form() -> None:
    assert judge(PATH, report()).to_json()["recipients"] == [BOB]
    assert judge(NEWS).to_json()["verdict"] == "not-ours" == str(judge(NEWS))
