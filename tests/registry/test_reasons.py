"""The maps of reasons to other vocabularies: each there and back, and what is lost is listed."""

import ast
import inspect
import itertools

import pytest

from bouncekit import vocabulary
from bouncekit.codes import EnhancedStatus
from bouncekit.registry.reasons import (
    ANYMAIL,
    KUMOMTA,
    LOSSES,
    REASONS,
    SISIMAI,
    SISIMAI_RENAMED,
    SPARKPOST,
    SPARKPOST_NAMES,
)
from bouncekit.vocabulary import Fault, Permanence, Reason

SISIMAI_NAMES = frozenset(
    [
        "authfailure",
        "badreputation",
        "blocked",
        "contenterror",
        "delivered",
        "exceedlimit",
        "expired",
        "failedstarttls",
        "feedback",
        "filtered",
        "hasmoved",
        "hostunknown",
        "mailboxfull",
        "mailererror",
        "mesgtoobig",
        "networkerror",
        "norelaying",
        "notaccept",
        "notcompliantrfc",
        "onhold",
        "policyviolation",
        "rejected",
        "requireptr",
        "securityerror",
        "spamdetected",
        "speeding",
        "suppressed",
        "suspend",
        "syntaxerror",
        "systemerror",
        "systemfull",
        "toomanyconn",
        "undefined",
        "userunknown",
        "vacation",
        "virusdetected",
    ]
)


def test_every_reason_has_facts() -> None:
    assert set(REASONS) == set(Reason)
    for facts in REASONS.values():
        assert facts.sisimai in SISIMAI_NAMES
        assert facts.sparkpost in SPARKPOST_NAMES
        assert facts.kumomta in KUMOMTA
        assert facts.anymail is None or facts.anymail in ANYMAIL
        assert EnhancedStatus.find(facts.status) is not None


def test_every_sisimai_reason_has_exactly_one_counterpart_and_comes_back() -> None:
    assert set(SISIMAI) == SISIMAI_NAMES
    assert len(set(SISIMAI.values())) == len(SISIMAI) == 36
    for name, reason in SISIMAI.items():
        assert REASONS[reason].sisimai == name
    assert not set(SISIMAI_RENAMED) & set(SISIMAI)


def test_every_sparkpost_class_has_exactly_one_counterpart() -> None:
    assert set(SPARKPOST) == set(SPARKPOST_NAMES)
    comes_back = {code for code, reason in SPARKPOST.items() if REASONS[reason].sparkpost == code}
    # Codes that are no failures (30 is "no recipient given", 80 a subscription, 100 a challenge) have a reason, and it
    # does not lead back to them.
    assert set(SPARKPOST) - comes_back == {30, 80, 100}


def test_the_losses_are_listed() -> None:
    listed = {(loss.system, loss.reason) for loss in LOSSES}
    tables = {"sisimai": SISIMAI, "kumomta": KUMOMTA, "anymail": ANYMAIL}
    for reason, facts in REASONS.items():
        for system, table in tables.items():
            theirs = getattr(facts, system)
            back = table.get(theirs or "", Reason.UNKNOWN)
            assert ((system, reason) in listed) is (back is not reason)
        assert (("sparkpost", reason) in listed) is (SPARKPOST[facts.sparkpost] is not reason)
    lost_to_sisimai = {loss.reason for loss in LOSSES if loss.system == "sisimai"}
    assert lost_to_sisimai == {Reason.GREYLISTED, Reason.ROUTING_LOOP, Reason.USER_UNKNOWN_OR_FILTERED}


def test_only_facts_about_an_address_are_the_recipients_fault() -> None:
    blamed = {reason for reason, facts in REASONS.items() if facts.fault is Fault.RECIPIENT}
    assert blamed == {
        Reason.USER_UNKNOWN,
        Reason.USER_UNKNOWN_OR_FILTERED,
        Reason.MAILBOX_FULL,
        Reason.MAILBOX_DISABLED,
        Reason.MAILBOX_MOVED,
        Reason.HOST_UNKNOWN,
        Reason.FEEDBACK,
    }


@pytest.mark.parametrize("reason", [Reason.UNKNOWN, Reason.ON_HOLD, Reason.POLICY_VIOLATION, Reason.BLOCKED])
def test_hard_is_never_the_default(reason: Reason) -> None:
    assert REASONS[reason].permanence is Permanence.UNKNOWN


def test_every_reason_says_what_it_means() -> None:
    tree = ast.parse(inspect.getsource(vocabulary))
    body = next(n.body for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == "Reason")
    documented = {
        first.targets[0].id
        for first, second in itertools.pairwise(body)
        if isinstance(first, ast.Assign)
        and isinstance(first.targets[0], ast.Name)
        and isinstance(second, ast.Expr)
        and isinstance(second.value, ast.Constant)
    }
    assert documented == {r.name for r in Reason}
