"""Which notices are owed, who gets an automatic reply, and how another MTA is kept silent."""

from typing import Any, Final

import pytest

from bouncekit.auth import AuthResults
from bouncekit.policy import BALANCED, STRICT, Content, DomainFacts, Return, Verdict, read_query
from bouncekit.policy.notices import Happened, Outcome, due_notices, may_auto_respond, notify_parameters
from bouncekit.transaction import ByMode, DeliverBy, Event, Notify, RcptTo, Ret, Transaction
from strategies.policy import DKIM, SPF_PASS, SUBMITTED, question

N, H = Notify, Happened


def rcpt(*notify: Notify, path: str = "bob@here.example") -> RcptTo:
    return RcptTo(forward_path=path, notify=frozenset(notify) or None)


def txn(**fields: Any) -> Transaction:
    return Transaction(**{"reverse_path": "ann@example.org", "recipients": (rcpt(),), **fields})


CASES: Final = [
    # (what happened, NOTIFY, does the next hop offer DSN?, the event that is owed)
    (H.FAILED, (), False, Event.FAILED),
    (H.FAILED, (N.FAILURE,), False, Event.FAILED),
    (H.FAILED, (N.NEVER,), False, None),
    (H.FAILED, (N.SUCCESS, N.DELAY), False, None),
    (H.DELAYED, (), False, Event.DELAYED),
    (H.DELAYED, (N.DELAY, N.SUCCESS), False, Event.DELAYED),
    (H.DELAYED, (N.FAILURE,), False, None),
    (H.DELIVERED, (), False, None),
    (H.DELIVERED, (N.SUCCESS,), False, Event.DELIVERED),
    (H.DELIVERED, (N.FAILURE, N.DELAY), False, None),
    (H.EXPANDED, (N.SUCCESS,), False, Event.EXPANDED),
    (H.EXPANDED, (), False, None),
    (H.RELAYED, (N.SUCCESS,), False, Event.RELAYED),
    (H.RELAYED, (N.SUCCESS,), True, None),
    (H.RELAYED, (), False, None),
    (H.RELAYED, (N.NEVER,), False, None),
]


@pytest.mark.rfc(
    "RFC3461-5.2.2-02", "RFC3461-5.2.2-03", "RFC3461-5.2.2-04", "RFC3461-5.2.2-07", "RFC3461-5.2.2-08",
    "RFC3461-5.2.3-01",
    "RFC3461-5.2.3-02", "RFC3461-5.2.4-01", "RFC3461-5.2.4-02", "RFC3461-5.2.4-03", "RFC3461-5.2.5-01",
    "RFC3461-5.2.5-02", "RFC3461-5.2.6-01", "RFC3461-5.2.6-02", "RFC3461-5.2.7.1-01", "RFC3461-5.2.7.3-01",
)  # fmt: skip
@pytest.mark.parametrize(("happened", "notify", "dsn", "event"), CASES)
def test_owed(happened: Happened, notify: tuple[Notify, ...], event: Event | None, *, dsn: bool) -> None:
    due = due_notices(txn(), [Outcome(rcpt=rcpt(*notify), happened=happened, next_hop_dsn=dsn)])
    assert [notice.event for notice in due] == ([] if event is None else [event])
    assert all(notice.cites for notice in due)


@pytest.mark.rfc("RFC3461-5.2-01")
def test_nothing_is_owed_to_a_null_reverse_path() -> None:
    assert due_notices(txn(reverse_path=""), [Outcome(rcpt=rcpt(), happened=H.FAILED)]) == ()


@pytest.mark.rfc("RFC3464-2-06", "RFC5321-4.4-07", "RFC3461-5.2.8-01")
def test_one_notice_for_all_recipients_of_an_event() -> None:
    outcomes = [
        Outcome(rcpt=rcpt(path="a@x.example"), happened=H.FAILED),
        Outcome(rcpt=rcpt(path="b@x.example"), happened=H.DELIVERED),
        Outcome(rcpt=rcpt(N.NEVER, path="c@x.example"), happened=H.FAILED),
        Outcome(rcpt=rcpt(path="d@x.example"), happened=H.FAILED),
        Outcome(rcpt=rcpt(path="e@x.example"), happened=H.DELAYED),
        Outcome(rcpt=rcpt(path="f@x.example"), happened=H.DELAYED, delay_reported=True),
    ]
    due = due_notices(txn(envid="QQ+2B1"), outcomes)
    assert [(d.event, [r.forward_path for r in d.recipients]) for d in due] == [
        (Event.FAILED, ["a@x.example", "d@x.example"]),
        (Event.DELAYED, ["e@x.example"]),
    ]
    assert due[0].envid == "QQ+1"


@pytest.mark.rfc("RFC3461-4.3-03", "RFC3461-6.2-02", "RFC8689-5-01")
def test_how_much_comes_back() -> None:
    def returned(happened: Happened, **fields: Any) -> Return:
        (due,) = due_notices(txn(**fields), [Outcome(rcpt=rcpt(N.SUCCESS, N.FAILURE), happened=happened)])
        assert due.requiretls == fields.get("requiretls", False)
        return due.returned

    assert returned(H.FAILED) is Return.FULL
    assert returned(H.FAILED, ret=Ret.FULL) is Return.FULL
    assert returned(H.FAILED, ret=Ret.HDRS) is Return.HEADERS
    assert returned(H.FAILED, ret=Ret.FULL, requiretls=True) is Return.HEADERS
    assert returned(H.DELIVERED, ret=Ret.FULL) is Return.HEADERS


BY: Final = [
    (ByMode.RETURN, (), Event.FAILED, "5.4.7"), (ByMode.RETURN, (N.FAILURE,), Event.FAILED, "5.4.7"),
    (ByMode.RETURN, (N.DELAY,), None, ""), (ByMode.RETURN, (N.NEVER,), None, ""),
    (ByMode.NOTIFY, (), Event.DELAYED, "4.4.7"), (ByMode.NOTIFY, (N.DELAY,), Event.DELAYED, "4.4.7"),
    (ByMode.NOTIFY, (N.FAILURE,), None, ""), (ByMode.NOTIFY, (N.NEVER,), None, ""),
]  # fmt: skip


@pytest.mark.rfc("RFC2852-4.1.3-01", "RFC2852-4.1.3-02")
@pytest.mark.parametrize(("mode", "notify", "event", "status"), BY)
def test_a_deadline_that_passed(mode: ByMode, notify: tuple[Notify, ...], event: Event | None, status: str) -> None:
    due = due_notices(
        txn(deliver_by=DeliverBy(seconds=60, mode=mode)), [Outcome(rcpt=rcpt(*notify), happened=H.DEADLINE_PASSED)]
    )
    assert [(d.event, str(d.status)) for d in due] == ([] if event is None else [(event, status)])


def test_a_deadline_nobody_set_is_none() -> None:
    assert due_notices(txn(), [Outcome(rcpt=rcpt(), happened=H.DEADLINE_PASSED)]) == ()


@pytest.mark.rfc("RFC2852-4.1.4-02", "RFC2852-4.1.4.2-01")
def test_trace_and_lost_deadlines_are_relayed_notices() -> None:
    traced = txn(deliver_by=DeliverBy(seconds=60, mode=ByMode.RETURN, trace=True))
    mode_n = txn(deliver_by=DeliverBy(seconds=60, mode=ByMode.NOTIFY))
    hop: dict[str, Any] = {"happened": H.RELAYED, "next_hop_dsn": True}
    assert due_notices(traced, [Outcome(rcpt=rcpt(), **hop)])[0].event is Event.RELAYED
    assert due_notices(traced, [Outcome(rcpt=rcpt(N.NEVER), **hop)]) == ()
    assert due_notices(mode_n, [Outcome(rcpt=rcpt(), **hop)])[0].event is Event.RELAYED
    assert due_notices(mode_n, [Outcome(rcpt=rcpt(), next_hop_deliverby=True, **hop)]) == ()


@pytest.mark.rfc("RFC3834-2-01", "RFC3834-2-02", "RFC3834-2-05", "RFC5230-4.5-01", "RFC5230-8-01", "OWN-1-04")
def test_may_auto_respond() -> None:
    q = read_query(question(auth=DKIM))
    yes = may_auto_respond(q.txn, q.auth, policy=BALANCED, content=Content(addressed_directly=True))
    assert yes.verdict is Verdict.SEND
    assert yes.notice is not None
    assert (yes.notice.returned, yes.notice.max_bytes, yes.notice.from_) == (Return.NONE, 0, "")
    assert may_auto_respond(q.txn, q.auth, policy=BALANCED).verdict is Verdict.SUPPRESS
    weaker = read_query(question(auth=SPF_PASS))
    direct = Content(addressed_directly=True)
    assert may_auto_respond(weaker.txn, weaker.auth, policy=BALANCED, content=direct).verdict is Verdict.SUPPRESS
    null = read_query(question(reverse_path="", auth=DKIM))
    assert may_auto_respond(null.txn, null.auth, policy=BALANCED, content=direct).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC3461-5.2.1-03")
@pytest.mark.parametrize(
    ("change", "notify", "expected"),
    [
        ({}, (), {N.NEVER}),
        ({}, (N.FAILURE, N.SUCCESS), {N.NEVER}),
        ({}, (N.NEVER,), None),
        ({"auth": SPF_PASS}, (), {N.FAILURE}),
        ({"auth": SPF_PASS}, (N.FAILURE,), None),
        ({"auth": SPF_PASS}, (N.FAILURE, N.DELAY, N.SUCCESS), {N.FAILURE}),
        ({"auth": SPF_PASS}, (N.SUCCESS,), {N.NEVER}),
        ({"auth": DKIM}, (), None),
        (SUBMITTED, (N.SUCCESS, N.FAILURE, N.DELAY), None),
        ({"reverse_path": ""}, (), None),
    ],
)
def test_notify_parameters(change: dict[str, Any], notify: tuple[Notify, ...], expected: set[Notify] | None) -> None:
    q = read_query(question(**change))
    asked = Transaction(
        client=q.txn.client, protocol=q.txn.protocol, reverse_path=q.txn.reverse_path, recipients=(rcpt(*notify),)
    )
    assert notify_parameters(asked, q.auth, policy=BALANCED) == (None if expected is None else frozenset(expected),)


def test_notify_parameters_follow_the_policy_and_the_hard_rules() -> None:
    q = read_query(question(auth=SPF_PASS))
    assert notify_parameters(q.txn, q.auth, policy=STRICT) == (frozenset({N.NEVER}),)
    dead = DomainFacts(null_mx=True)
    assert notify_parameters(q.txn, AuthResults(), policy=BALANCED, dns=dead) == (frozenset({N.NEVER}),)
