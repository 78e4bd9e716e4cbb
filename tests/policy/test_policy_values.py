"""A policy that is empty, needs nothing or is not monotone cannot be made; nor a row that would make it so."""

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from bouncekit.errors import InvalidValueError
from bouncekit.policy import (
    BALANCED,
    STRICT,
    ContentBound,
    Evidence,
    Grade,
    Need,
    Owed,
    Quota,
    Return,
    Row,
    Settings,
    Verdict,
    read_query,
)
from strategies.policy import SPF_PASS, question

ANY = Need(most_risk=None, grade=Grade.FAIR)
FALLING = tuple(Quota(grade=g, address=9 - g, domain=9) for g in Grade)
GIVING_LESS = tuple(ContentBound(grade=g, returned=Return.HEADERS, max_bytes=9 - g) for g in Grade)


@pytest.mark.rfc("OWN-1-01")
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("policy.name", {"name": ""}),
        ("policy.name", {"cites": ""}),
        ("policy.needs", {"needs": ()}),
        ("policy.needs", {"needs": (Need(most_risk=3, grade=Grade.FAIR),)}),
        ("policy.needs", {"needs": (Need(most_risk=None, grade=Grade.NONE),)}),
        ("policy.needs", {"needs": (Need(most_risk=1, grade=Grade.STRONG), ANY)}),
        ("policy.needs", {"needs": (Need(most_risk=3, grade=Grade.WEAK), Need(most_risk=3, grade=Grade.FAIR), ANY)}),
        ("policy.quotas", {"quotas": BALANCED.quotas[1:]}),
        ("policy.quotas", {"quotas": FALLING}),
        ("policy.quotas", {"quotas": tuple(Quota(grade=g, address=-1, domain=0) for g in Grade)}),
        ("policy.content", {"content": ()}),
        ("policy.content", {"content": GIVING_LESS}),
        ("policy.others_need", {"others_need": Grade.FAIR}),
        ("policy.distrusted", {"distrusted": frozenset({Evidence.SPF_SOFTFAIL})}),
        ("policy.distrusted", {"distrusted": frozenset(e for e in Evidence if e.value in dict(BALANCED._provers))}),
        ("policy.rows", {"rows": (Row(id="x", text="x", cites="x", domains=frozenset({"a.example"}), risk=1),) * 2}),
    ],
)
def test_policies_that_cannot_be_made(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        replace(BALANCED, **change)
    assert caught.value.field == field


SPF = frozenset({Evidence.SPF_PASS})


@pytest.mark.rfc("OWN-1-01")
@pytest.mark.parametrize(
    "fields",
    [
        {"id": "H06", "risk": 1, "domains": frozenset({"x.example"})},
        {"id": "spf-pass", "risk": 1, "domains": frozenset({"x.example"})},
        {"id": "Bad Name", "risk": 1, "domains": frozenset({"x.example"})},
        {"risk": 1},
        {"risk": 1, "domains": frozenset({""})},
        {"risk": 1, "text": "", "domains": frozenset({"x.example"})},
        {"risk": 1, "cites": "", "domains": frozenset({"x.example"})},
        {"domains": frozenset({"x.example"})},
        {"risk": -1, "domains": frozenset({"x.example"})},
        {"risk": 11, "domains": frozenset({"x.example"})},
        {"risk": 1, "proof": Grade.FAIR, "when": SPF},
        {"risk": 1, "when": SPF},
        {"forbids": True, "when": SPF},
        {"proof": Grade.FAIR, "domains": frozenset({"x.example"})},
        {"proof": Grade.FAIR, "when": frozenset({Evidence.SPF_SOFTFAIL})},
        {"proof": Grade.FAIR, "when": frozenset({Evidence.SPF_NONE})},
        {"proof": Grade.PROVEN, "when": SPF},
        {"proof": Grade.PROVEN, "when": frozenset({Evidence.DKIM_SIGNED_FROM})},
        {"proof": Grade.FAIR, "when": frozenset({Evidence.KNOWN_CORRESPONDENT})},
    ],
)
def test_rows_that_cannot_be_made(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="rows"):
        Row(**{"id": "mine", "text": "mine", "cites": "a test", **fields})


def test_own_rows_prove_risk_and_forbid() -> None:
    partner = Row(
        id="partner", text="a partner", cites="#1", when=SPF, domains=frozenset({"Example.ORG"}), proof=Grade.STRONG
    )
    q = read_query(question(auth=SPF_PASS))
    assert STRICT.decide(q.txn, q.auth).verdict is Verdict.SUPPRESS
    decision = replace(STRICT, name="mine", rows=(partner,)).decide(q.txn, q.auth)
    assert (decision.verdict, decision.recipients[0].because) == (Verdict.SEND, ("spf-pass", "partner"))
    below = Row(id="below", text="x", cites="#1", domains=frozenset({".example.org"}), risk=2)
    assert replace(BALANCED, rows=(below,)).decide(q.txn, q.auth).risk == 0
    risky = Row(id="risky", text="x", cites="#1", domains=frozenset({"example.org"}), risk=2)
    assert replace(BALANCED, rows=(risky,)).decide(q.txn, q.auth).verdict is Verdict.SUPPRESS
    never = Row(id="never", text="told us so", cites="#2", domains=frozenset({"example.org"}), forbids=True)
    told = replace(BALANCED, rows=(never,)).decide(q.txn, q.auth)
    assert (told.verdict, told.recipients[0].because) == (Verdict.SUPPRESS, ("never",))
    assert told.would_send_with == ()
    assert "never" in {fired.rule for fired in told.because}


def test_distrusted_evidence_proves_nothing() -> None:
    q = read_query(question(auth=SPF_PASS))
    decision = replace(BALANCED, distrusted=SPF).decide(q.txn, q.auth)
    assert decision.verdict is Verdict.SUPPRESS
    assert "spf-pass" not in decision.would_send_with


def test_a_single_organisation_speaks_for_itself() -> None:
    q = read_query(question(auth={"dkim": [
        {"result": "pass", "domain": "example.org", "algorithm": "rsa-sha256", "key_bits": 2048}
    ]}))  # fmt: skip
    policy = replace(BALANCED, settings=Settings(single_organisation=frozenset({"example.org"})))
    assert policy.decide(q.txn, q.auth).proof is Grade.FAIR
    assert BALANCED.decide(q.txn, q.auth).proof is Grade.WEAK


@pytest.mark.parametrize("field", ["defer_seconds", "dkim_age_days", "received_limit"])
def test_settings_keep_their_rules_on(field: str) -> None:
    with pytest.raises(InvalidValueError, match=field):
        replace(Settings(), **{field: -1})  # type: ignore[arg-type]


def test_defer_is_bounded() -> None:
    with pytest.raises(InvalidValueError, match="defer_seconds"):
        Settings(defer_seconds=432_001)


def test_policies_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        BALANCED.owed = Owed.UNSAFE_EVERYBODY  # type: ignore[misc]
