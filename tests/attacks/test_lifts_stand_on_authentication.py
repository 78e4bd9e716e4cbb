"""What authenticates nobody lifts nothing; a user's own row cannot let worse evidence win."""

from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest

from attacks.attack_kit import late, sends, spf
from bouncekit import AuthResults, Client, InvalidValueError, Protocol
from bouncekit.auth import DkimResult, DmarcPolicy, DmarcResult, Result, SpfIdentity
from bouncekit.policy import (
    BALANCED,
    Callout,
    Content,
    ContentVerdict,
    DomainFacts,
    Evidence,
    Grade,
    History,
    Row,
    Settings,
)

FRIEND = History(known_correspondent=True)


def dkim(**more: Any) -> AuthResults:
    whole: dict[str, Any] = {
        "result": Result.PASS,
        "domain": "example.org",
        "signed_from": "ann@example.org",
        "age_days": 0.1,
        "body_length_limit": False,
        "key_bits": 2048,
        "algorithm": "rsa-sha256",
    }
    return AuthResults(dkim=(DkimResult(**{**whole, **more}),))


NOBODY: dict[str, AuthResults] = {
    "nothing": AuthResults(),
    "HELO": spf(identity=SpfIdentity.HELO),
    "HELO of the domain's own host": spf(identity=SpfIdentity.HELO, domain="mx.example.org"),
    "SPF of another domain": spf(domain="example.net"),
    "SPF none": spf(Result.NONE),
    "SPF temperror": spf(Result.TEMPERROR),
    "the client's reverse name": AuthResults(iprev=Result.PASS),
    "DKIM of another domain": dkim(domain="example.net", signed_from="ann@example.net"),
    "DKIM of a neighbour": dkim(signed_from="eve@example.org"),
    "DKIM temperror": dkim(result=Result.TEMPERROR),
    "DMARC of the From alone": AuthResults(
        dmarc=DmarcResult(result=Result.PASS, from_="example.org", policy=DmarcPolicy.REJECT)
    ),
}


@pytest.mark.parametrize("name", NOBODY)
def test_an_acquaintance_lifts_nothing_that_authenticates_nobody(name: str) -> None:
    for callout in (None, Callout.EXISTS):
        assert not sends("ann@example.org", NOBODY[name], dns=DomainFacts(callout=callout), history=FRIEND)


def test_a_callout_proves_nothing() -> None:
    for auth in NOBODY.values():
        assert not sends("ann@example.org", auth, dns=DomainFacts(callout=Callout.EXISTS))


def test_an_authenticated_friend_is_told() -> None:
    assert sends("ann@example.org", spf(), history=FRIEND)
    assert sends("ann@example.org", dkim())


LADDERS: list[list[dict[str, Any]]] = [
    [{"auth": spf(result)} for result in (Result.PASS, Result.NEUTRAL, Result.SOFTFAIL, Result.FAIL)],
    [{"auth": spf(result)} for result in (Result.PASS, Result.NONE, Result.PERMERROR, Result.FAIL)],
    [{"auth": spf(permissive=False)}, {"auth": spf(permissive=True)}, {"auth": AuthResults()}],
    [{"auth": dkim()}, {"auth": dkim(age_days=30)}, {"auth": dkim(body_length_limit=True)}, {"auth": AuthResults()}],
    [{"auth": dkim()}, {"auth": dkim(key_bits=512)}, {"auth": dkim(signed_from="eve@example.org")}],
    [{"content": Content(verdict=v)} for v in (None, ContentVerdict.SUSPECT, ContentVerdict.SPAM)],
    [{"history": FRIEND}, {"history": History()}],
]
ROWS = [
    *({"when": frozenset({evidence}), "forbids": True} for evidence in Evidence),
    *({"when": frozenset({evidence}), "proof": Grade.STRONG} for evidence in Evidence),
    *({"when": frozenset({evidence}), "risk": 3} for evidence in Evidence),
]


def merged(*facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for fact in facts for name, value in fact.items()}


def verdicts(policy: Any, facts: dict[str, Any]) -> bool:
    facts = dict(facts)
    auth = facts.pop("auth", AuthResults())
    login = late(
        "ann@example.org", client=Client(login="ann", login_may_use_reverse_path=True), protocol=Protocol.SUBMISSION
    )
    return any(policy.decide(asked, auth, **facts).permit is not None for asked in (late("ann@example.org"), login))


@pytest.mark.parametrize(
    "given",
    ROWS,
    ids=lambda row: (
        f"{'forbids' if 'forbids' in row else 'proof' if 'proof' in row else 'risk'}-{next(iter(row['when'])).value}"
    ),
)
def test_a_users_row_is_refused_or_monotone(given: dict[str, Any]) -> None:
    try:
        policy = replace(BALANCED, name="mine", rows=(Row(id="mine", text="t", cites="c", **given),))
    except InvalidValueError:
        return
    for one, other in combinations(LADDERS, 2):
        for still in other:
            for better, worse in pairwise(one):
                assert verdicts(policy, merged(still, better)) or not verdicts(policy, merged(still, worse))


@pytest.mark.parametrize("evidence", Evidence, ids=lambda e: e.value)
def test_what_is_distrusted_is_refused_or_monotone(evidence: Evidence) -> None:
    try:
        policy = replace(BALANCED, name="mine", distrusted=frozenset({evidence}))
    except InvalidValueError:
        return
    for ladder in LADDERS:
        for still in ({}, {"history": FRIEND}):
            for better, worse in pairwise(ladder):
                assert verdicts(policy, merged(still, better)) or not verdicts(policy, merged(still, worse))


SPELLINGS = [
    "MAILER-DAEMON@ours.net",
    '"MAILER-DAEMON"@ours.net',
    '"mailer-\\daemon"@ours.net',
    "mailer-daemon+a+b@OURS.net",
    "Mailer-Daemon@ours.net",
    "x@sub.foo.local",
    "x@LOCALHOST",
    "x@foo.localhost",
    "x@foo.invalid",
    "x@foo.test",
    "x@foo.onion",
    "x@foo.alt",
    "x@1.0.0.127.in-addr.arpa",
    "x@[127.0.0.1]",
    "x@[10.1.2.3]",
    "x@[IPv6:::1]",
    "x@[IPv6:::ffff:10.0.0.1]",
    "x@[IPv6:fe80::1]",
]


@pytest.mark.parametrize("address", SPELLINGS)
def test_what_must_never_be_bounced_to_is_known_by_any_spelling(address: str) -> None:
    ours = address.lower().endswith("ours.net")
    asked = late(address, protocol=Protocol.LOCAL)
    assert BALANCED.decide(asked, AuthResults(), dns=DomainFacts(our_domain=ours)).permit is None


def test_a_person_of_ours_is_told() -> None:
    for address in ("ann@ours.net", "mail@ours.net", "daemons@ours.net"):
        assert (
            BALANCED.decide(
                late(address, protocol=Protocol.LOCAL), AuthResults(), dns=DomainFacts(our_domain=True)
            ).permit
            is not None
        )


@pytest.mark.parametrize(
    "setting",
    [{"dkim_age_days": value} for value in (float("inf"), float("nan"), 1e9, -1, True, "5")]
    + [{"received_limit": value} for value in (10**9, -1, 0, True, 50.5)],
)
def test_no_setting_switches_a_safeguard_off(setting: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        Settings(**setting)
