"""Worse evidence never moves an answer towards SEND, better evidence never away from it (OWN-1-01, 1-02).

Two walks, both exhaustive. The first is over facts: each topic is a chain of values from best to worst, and every
combination is compared with all that are one step better. The second is over the weighing itself: every grade, risk,
event and profile.
"""

from dataclasses import replace
from itertools import pairwise, product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.auth import AuthResults
from bouncekit.policy import (
    BALANCED,
    EVIDENCE_ROWS,
    PROFILES,
    RELAY,
    STRICT,
    Content,
    ContentBound,
    Direction,
    DomainFacts,
    Evidence,
    Grade,
    History,
    Need,
    Policy,
    Quota,
    Return,
    Row,
    Verdict,
    read_query,
    weigh,
)
from bouncekit.policy.codec import Query
from bouncekit.transaction import Event
from strategies.policy import DKIM_WHOLE, question

# SUPPRESS < DIVERT < SEND; DEFER is outside: it is compared after its deadline, as every question here is.
ORDER: Final = {Verdict.SUPPRESS: 0, Verdict.DIVERT: 1, Verdict.SEND: 2}


def spf(result: str, **more: Any) -> dict[str, Any]:
    return {"result": result, "identity": "mailfrom", "domain": "example.org", **more}


# From best to worst; each value replaces one part of the question.
AXES: Final[dict[str, tuple[Any, ...]]] = {
    "session": (
        {"login": "ann", "login_may_use_reverse_path": True},
        {"login": "ann", "login_may_use_reverse_path": False},
        {"ip": "192.0.2.7", "listed": True},
    ),
    "spf": (
        spf("pass"),
        spf("pass", permissive=True),
        None,
        spf("none"),
        spf("temperror"),
        spf("permerror"),
        spf("softfail"),
        spf("fail"),
    ),
    "dkim": (
        DKIM_WHOLE,
        {**DKIM_WHOLE, "age_days": 30},
        {**DKIM_WHOLE, "domain": "example.net"},
        {**DKIM_WHOLE, "result": "temperror"},
        {**DKIM_WHOLE, "result": "fail"},
    ),
    "dmarc": (
        {"result": "pass", "from": "ann@example.org"},
        {"result": "pass", "from": "ann@example.net"},
        {"result": "fail", "from": "x@example.net", "policy": "reject"},
        {"result": "fail", "from": "x@example.org", "policy": "reject"},
    ),
    "arc": (
        {"result": "pass", "sealer_trusted": True, "spf_for_reverse_path": "pass"},
        {"result": "pass", "spf_for_reverse_path": "pass"},
    ),
    "token": ([{"kind": "batv", "valid": True}], [], [{"kind": "batv", "valid": False}]),
    "content": (
        {"verdict": "clean"},
        {"verdict": "suspect"},
        {"verdict": "spam", "precedence": "bulk"},
        {"verdict": "hostile", "precedence": "bulk"},
    ),
    "dns": ({"mx": "ok"}, {"mx": "none"}, {"mx": "none", "our_domain": True}, {"mx": "private", "our_domain": True}),
    "history": (
        {"known_correspondent": True},
        {},
        {"recent_notices_to_address": 6},
        {"recent_notices_to_address": 30, "notices_unwanted": True},
    ),
}
SIZE: Final = 3 * 8 * 5 * 4 * 2 * 3 * 4 * 4 * 4  # 184,320 points


def parts(axis: str, value: Any) -> dict[str, Any]:
    """What one value of an axis makes of a question, as the decider takes it."""
    if axis == "session":
        return {"client": value}
    if axis == "token":
        return {"own_tokens": value}
    if axis in {"spf", "dkim"}:
        return {"auth": {axis: [] if value is None else [value]}}
    if axis in {"dmarc", "arc"}:
        return {"auth": {axis: value}}
    return {axis: value}


def ready() -> dict[str, list[Query]]:
    """Each value of each axis read once: what changes is taken out of these."""
    return {
        axis: [read_query(question(**parts(axis, value), deferred_seconds=432_000)) for value in values]
        for axis, values in AXES.items()
    }


class Walk:
    """Every point of the lattice with its answer."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.read = ready()
        self.shape = tuple(len(values) for values in AXES.values())
        self.auths: dict[tuple[int, ...], AuthResults] = {}

    def auth(self, point: tuple[int, ...]) -> AuthResults:
        key = point[1:5]
        if key not in self.auths:
            spf_, dkim, dmarc, arc = (
                self.read[a][i].auth for a, i in zip(("spf", "dkim", "dmarc", "arc"), key, strict=True)
            )
            self.auths[key] = AuthResults(spf=spf_.spf, dkim=dkim.dkim, dmarc=dmarc.dmarc, arc=arc.arc)
        return self.auths[key]

    def verdict(self, point: tuple[int, ...]) -> int:
        decision = self.policy.decide(
            self.read["session"][point[0]].txn,
            self.auth(point),
            own_tokens=self.read["token"][point[5]].own_tokens,
            content=self.read["content"][point[6]].content,
            dns=self.read["dns"][point[7]].dns,
            history=self.read["history"][point[8]].history,
        )
        return ORDER[decision.verdict]

    def breaks(self) -> list[tuple[tuple[int, ...], int]]:
        answers = {p: self.verdict(p) for p in product(*(range(n) for n in self.shape))}
        assert len(answers) == SIZE
        return [
            (point, axis)
            for point, answer in answers.items()
            for axis in range(len(point))
            if point[axis] and answers[(*point[:axis], point[axis] - 1, *point[axis + 1 :])] < answer
        ]


@pytest.mark.whole
@pytest.mark.rfc("OWN-1-01", "OWN-1-02")
def test_walk_over_the_facts() -> None:
    """184,320 points, each compared with up to nine that are one step better."""
    assert Walk(BALANCED).breaks() == []


@pytest.mark.rfc("OWN-1-01", "OWN-1-03")
def test_walk_over_the_weighing() -> None:
    """Every grade × every risk × every event × every profile (5 × 11 × 9 × 4 = 1,980 points), and its neighbours."""
    for policy in PROFILES.values():
        for event in Event:
            for risk, higher in pairwise(range(11)):
                assert policy.need(higher, event) >= policy.need(risk, event)
            for risk in range(11):
                assert policy.need(risk, event) >= (BALANCED.need(risk) if policy in (STRICT, RELAY) else Grade.NONE)
                if event is not Event.FAILED and event is not Event.LIST_REJECTION:
                    assert policy.need(risk, event) >= Grade.STRONG


@pytest.mark.rfc("OWN-1-03")
def test_walk_over_pairs_and_triples_of_rows() -> None:
    """Adding a row to any set of at most two: SAFER never lowers proof, the others never raise it; risk likewise."""
    rows = EVIDENCE_ROWS
    sets = [()] + [(a,) for a in rows] + [(a, b) for a in rows for b in rows if a is not b]
    for base in sets:
        before = weigh(base)
        for row in rows:
            after = weigh((*base, row))
            if row.direction is Direction.SAFER:
                assert after.proof >= before.proof
                assert after.risk <= before.risk
            else:
                assert after.proof == before.proof
                assert after.risk >= before.risk


@pytest.mark.parametrize("policy", PROFILES.values(), ids=lambda p: p.name)
def test_because_is_never_empty(policy: Policy) -> None:
    for session in AXES["session"]:
        for spf_ in AXES["spf"]:
            for stage in ("rcpt", "data", "accepted"):
                for event in Event:
                    auth = {"spf": [] if spf_ is None else [spf_]}
                    changed = question(client=session, auth=auth, stage=stage, event=event.value, policy=policy.name)
                    decision = read_query(changed).decide()
                    assert decision.because
                    assert all(r.because for r in decision.recipients)
                    assert decision.explain()


GRADES: Final = st.sampled_from([g for g in Grade if g])
SAFER: Final = [row.evidence for row in EVIDENCE_ROWS if row.direction is Direction.SAFER]
OTHERS: Final = [row.evidence for row in EVIDENCE_ROWS if row.direction is not Direction.SAFER]


@st.composite
def user_rows(draw: st.DrawFn) -> Row | None:
    """A row that a user might write; None where its making is refused."""
    from bouncekit.errors import InvalidValueError

    kind = draw(st.sampled_from(["proof", "risk", "forbids"]))
    choices: dict[str, dict[str, Any]] = {
        "proof": {"proof": draw(GRADES)},
        "risk": {"risk": draw(st.integers(1, 10))},
        "forbids": {"forbids": True},
    }
    fields = choices[kind]
    when = frozenset(draw(st.lists(st.sampled_from(SAFER + OTHERS), max_size=2)))
    domains = frozenset(draw(st.lists(st.sampled_from(["example.org", ".example.org", "example.net"]), max_size=2)))
    try:
        return Row(
            id=f"own-{draw(st.integers(0, 99))}", text="mine", cites="test", when=when, domains=domains, **fields
        )
    except InvalidValueError:
        return None


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    from bouncekit.errors import InvalidValueError

    grades = sorted(draw(st.lists(GRADES, min_size=1, max_size=4)))
    risks = sorted(draw(st.sets(st.integers(0, 9), min_size=len(grades) - 1, max_size=len(grades) - 1)))
    rows = {}
    for row in draw(st.lists(user_rows(), max_size=4)):
        try:
            replace(BALANCED, name="one", rows=() if row is None else (row,))
        except InvalidValueError:
            continue
        if row is not None:
            rows[row.id] = row
    numbers = sorted(draw(st.lists(st.integers(0, 40), min_size=5, max_size=5)))
    return Policy(
        name="mine",
        cites="test",
        needs=tuple(Need(most_risk=r, grade=g) for r, g in zip([*risks, None], grades, strict=True)),
        quotas=tuple(Quota(grade=g, address=n, domain=n) for g, n in zip(Grade, numbers, strict=True)),
        content=tuple(
            ContentBound(grade=g, returned=Return.HEADERS, max_bytes=n) for g, n in zip(Grade, numbers, strict=True)
        ),
        rows=tuple(rows.values()),
        distrusted=frozenset(draw(st.lists(st.sampled_from(SAFER), max_size=3))),
    )


POINTS: Final = st.tuples(*(st.integers(0, len(values) - 1) for values in AXES.values()))


@pytest.mark.rfc("OWN-1-01")
@given(policy=policies(), point=POINTS, axis=st.integers(0, len(AXES) - 1))
def test_no_policy_that_can_be_made_is_not_monotone(policy: Policy, point: tuple[int, ...], axis: int) -> None:
    if not point[axis]:
        return
    walk = Walk(policy)
    better = (*point[:axis], point[axis] - 1, *point[axis + 1 :])
    assert walk.verdict(better) >= walk.verdict(point)


def test_unknown_is_never_better_than_any_good_value() -> None:
    """Taking a field away that speaks for the sender never helps him."""
    full = BALANCED.decide(
        read_query(question()).txn, AuthResults(), dns=DomainFacts(), content=Content(), history=History()
    )
    assert full.verdict is Verdict.SUPPRESS
    assert Evidence.SPF_PASS.value in full.would_send_with
