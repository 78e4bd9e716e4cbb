"""Conditions that decide and that no other test asks for by name (found by tools/mutants)."""

import re
from typing import Any

import pytest

from attacks.attack_kit import late, spf
from bouncekit import AuthResults, Failure, Reason, Stage
from bouncekit.auth import DmarcPolicy, Result
from bouncekit.policy import BALANCED, Content, DomainFacts, History, OwnToken, Verdict
from bouncekit.policy.facts import TokenKind
from bouncekit.policy.notices import Happened, Outcome, due_notices, may_auto_respond, notify_parameters
from bouncekit.policy.posture import DomainRecords, posture
from bouncekit.transaction import ByMode, Client, DeliverBy, Event, Notify, Protocol, RcptTo, Transaction

RCPT = RcptTo(forward_path="bob@here.example", notify=frozenset({Notify.SUCCESS, Notify.FAILURE, Notify.DELAY}))
TRACE = DeliverBy(seconds=60, mode=ByMode.NOTIFY, trace=True)
NOTIFYING = DeliverBy(seconds=60, mode=ByMode.NOTIFY)
RETURNING = DeliverBy(seconds=60, mode=ByMode.RETURN)


def due(happened: Happened, by: DeliverBy | None = None, **more: Any) -> list[tuple[Event, str, str | None]]:
    txn = Transaction(reverse_path="ann@example.org", recipients=(RCPT,), deliver_by=by)
    found = due_notices(txn, (Outcome(rcpt=RCPT, happened=happened, **more),))
    return [(one.event, one.cites, None if one.status is None else str(one.status)) for one in found]


@pytest.mark.parametrize(
    ("happened", "by", "more", "expected"),
    [
        (Happened.FAILED, None, {}, [(Event.FAILED, "RFC3461-5.2.6-01", None)]),
        (Happened.DELAYED, None, {}, [(Event.DELAYED, "RFC3461-5.2.5-01", None)]),
        (Happened.DELAYED, None, {"delay_reported": True}, []),
        (Happened.DELIVERED, None, {}, [(Event.DELIVERED, "RFC3461-5.2.3-01", None)]),
        (Happened.EXPANDED, None, {}, [(Event.EXPANDED, "RFC3461-5.2.7.3-01", None)]),
        (Happened.RELAYED, None, {}, [(Event.RELAYED, "RFC3461-5.2.2-02", None)]),
        (Happened.RELAYED, None, {"next_hop_dsn": True}, []),
        (Happened.RELAYED, TRACE, {"next_hop_dsn": True}, [(Event.RELAYED, "RFC2852-4.1.4-02", None)]),
        (Happened.RELAYED, NOTIFYING, {"next_hop_dsn": True}, [(Event.RELAYED, "RFC2852-4.1.4.2-01", None)]),
        (Happened.RELAYED, NOTIFYING, {"next_hop_dsn": True, "next_hop_deliverby": True}, []),
        (Happened.RELAYED, RETURNING, {"next_hop_dsn": True}, []),
        (Happened.DEADLINE_PASSED, RETURNING, {}, [(Event.FAILED, "RFC2852-4.1.3-01", "5.4.7")]),
        (Happened.DEADLINE_PASSED, NOTIFYING, {}, [(Event.DELAYED, "RFC2852-4.1.3-02", "4.4.7")]),
        (Happened.DEADLINE_PASSED, NOTIFYING, {"delay_reported": True}, []),
        (Happened.DEADLINE_PASSED, None, {}, []),
    ],
)
def test_each_notice_names_the_requirement_that_owes_it(
    happened: Happened, by: DeliverBy | None, more: dict[str, Any], expected: list[tuple[Event, str, str | None]]
) -> None:
    assert due(happened, by, **more) == expected


def test_nothing_without_notify_success_is_owed_for_a_relayed_message() -> None:
    plain = RcptTo(forward_path="bob@here.example")
    txn = Transaction(reverse_path="ann@example.org", recipients=(plain,))
    assert due_notices(txn, (Outcome(rcpt=plain, happened=Happened.RELAYED),)) == ()


OPEN = Transaction(
    reverse_path="ann@example.org", recipients=(RcptTo(forward_path="bob@here.example"),), stage=Stage.DATA
)
LOGIN = Transaction(
    reverse_path="ann@example.org",
    recipients=(RcptTo(forward_path="bob@here.example"),),
    protocol=Protocol.SUBMISSION,
    client=Client(login="ann", login_may_use_reverse_path=True),
)
DIRECT = Content(addressed_directly=True)
AGAINST: list[dict[str, Any]] = [
    {"dns": DomainFacts(null_mx=True)},
    {"content": Content(addressed_directly=True, is_report=True)},
    {"history": History(already_notified=True)},
    {"own_tokens": (OwnToken(kind=TokenKind.BATV, valid=False),)},
]


def test_an_automatic_answer_is_decided_as_of_an_accepted_message() -> None:
    assert may_auto_respond(LOGIN, policy=BALANCED, content=DIRECT).permit is not None


@pytest.mark.parametrize("fact", AGAINST, ids=lambda fact: next(iter(fact)))
def test_every_fact_reaches_the_decision_about_an_automatic_answer(fact: dict[str, Any]) -> None:
    assert may_auto_respond(LOGIN, policy=BALANCED, **{"content": DIRECT, **fact}).permit is None


@pytest.mark.parametrize("fact", [fact for fact in AGAINST if "history" not in fact], ids=lambda fact: next(iter(fact)))
def test_every_fact_reaches_the_notify_that_is_handed_on(fact: dict[str, Any]) -> None:
    assert notify_parameters(LOGIN, policy=BALANCED) == (None,)
    assert notify_parameters(LOGIN, policy=BALANCED, **fact) == (frozenset({Notify.NEVER}),)


def test_the_stage_of_the_session_is_not_that_of_the_notify_that_is_handed_on() -> None:
    assert notify_parameters(OPEN, spf(), policy=BALANCED) == (frozenset({Notify.FAILURE}),)


# -- the failing recipient is the sender (H10): one mailbox in two spellings -------------------------------------------


@pytest.mark.parametrize(
    ("sender", "failing", "same"),
    [
        ("ann@example.org", "ann@EXAMPLE.org", True),
        ("ann@example.org", '"ann"@example.org', True),
        ('"a b"@example.org', '"a\\ b"@example.org', True),
        ("ann@example.org", "bob@example.org", False),
        ("ann@example.org", "ann@example.net", False),
    ],
)
def test_a_message_to_oneself_gets_no_notice(sender: str, failing: str, *, same: bool) -> None:
    txn = Transaction(
        reverse_path=sender,
        recipients=(RcptTo(forward_path=failing, failure=Failure(reason=Reason.MAILBOX_FULL)),),
        stage=Stage.ACCEPTED,
        protocol=Protocol.SUBMISSION,
        client=Client(login="ann", login_may_use_reverse_path=True),
    )
    assert (BALANCED.decide(txn, AuthResults()).permit is None) is same


# -- what people are told ----------------------------------------------------------------------------------------------


def test_the_explanation_names_sender_verdict_rules_and_what_would_help() -> None:
    told = BALANCED.decide(late("ann@example.org"), spf(Result.SOFTFAIL)).explain()
    lines = told.splitlines()
    assert "ann@example.org" in lines[0]
    assert any("spf-softfail" in line and "+2" in line for line in lines)
    assert any(line.startswith("any of these would have made it SEND: ") and ", " in line for line in lines)
    told = BALANCED.decide(late("ann@example.org"), spf()).explain()
    assert "FAIR" in told
    assert "None" not in told


def test_the_explanation_of_a_refusal_has_the_reply_and_the_null_sender() -> None:
    failing = RcptTo(forward_path="bob@here.example", failure=Failure(reason=Reason.USER_UNKNOWN))
    told = BALANCED.decide(Transaction(reverse_path="", recipients=(failing,), stage=Stage.RCPT), AuthResults())
    assert told.verdict is Verdict.REJECT
    assert "<>" in told.explain().splitlines()[0]
    assert re.search(r"answer 550 5\.1\.1 ", told.explain())


POSTURES: list[tuple[dict[str, Any], list[tuple[str, str, str]], list[tuple[str, str]]]] = [
    (
        {},
        [("spf-missing", "bad", "RFC 7208 section 5.1"), ("dmarc-missing", "bad", "RFC 9989 section 5.4")],
        [("publish-spf", "RFC 7208 section 5.1"), ("publish-dmarc", "RFC 9989 section 5.4"), ("enforce-dmarc", "RFC 9989 section 5.4")],
    ),
    (
        {"spf": "v=spf1 mx ?all", "dmarc": DmarcPolicy.NONE},
        [("spf-neutral", "bad", "RFC 7208 section 5.1"), ("spf-wide", "bad", "RFC 7208 section 11.4"), ("dmarc-none", "bad", "RFC 9989 section 5.4")],
        [("publish-spf", "RFC 7208 section 5.1"), ("narrow-spf", "RFC 7208 section 11.4"), ("enforce-dmarc", "RFC 9989 section 5.4")],
    ),
    (
        {"spf": "v=spf1 redirect=x.example", "dmarc": DmarcPolicy.QUARANTINE},
        [("spf-redirect", "good", "RFC 7208 section 5.1"), ("dmarc-quarantine", "good", "RFC 9989 section 5.4")],
        [("enforce-dmarc", "RFC 9989 section 5.4")],
    ),
    (
        {"spf": "v=spf1 ip4:10.0.0.0/8 -all", "dmarc": DmarcPolicy.REJECT},
        [("spf-fail", "good", "RFC 7208 section 5.1"), ("spf-wide", "bad", "RFC 7208 section 11.4"), ("dmarc-reject", "good", "RFC 9989 section 5.4")],
        [("narrow-spf", "RFC 7208 section 11.4")],
    ),
    (
        {"spf": "v=spf1 -all", "dmarc": DmarcPolicy.REJECT, "null_mx": True, "has_mx": False},
        [("spf-never", "good", "RFC 7208 section 10.1.2"), ("dmarc-reject", "good", "RFC 9989 section 5.4"), ("null-mx", "good", "RFC 7505 section 4.2")],
        [("publish-dkim-revoked", "RFC 6376 section 3.6.1")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("records", "findings", "advice"), POSTURES, ids=range(len(POSTURES)))
def test_a_posture_says_what_it_found_and_where_that_is_written(
    records: dict[str, Any], findings: list[tuple[str, str, str]], advice: list[tuple[str, str]]
) -> None:
    found = posture(DomainRecords(domain="example.org", **{"exists": True, "has_mx": True, **records})).to_json()
    assert list(found) == ["domain", "forgeability", "findings", "advice"]
    assert found["domain"] == "example.org"
    assert [(f["id"], f["weight"], f["cites"]) for f in found["findings"]] == findings
    assert [(a["id"], a["cites"]) for a in found["advice"]] == advice
    assert all(a["record"].split()[0].rstrip(".").endswith("example.org") for a in found["advice"])
    assert all(list(a) == ["id", "text", "record", "cites"] for a in found["advice"])
    assert all(list(f) == ["id", "weight", "text", "cites"] for f in found["findings"])
