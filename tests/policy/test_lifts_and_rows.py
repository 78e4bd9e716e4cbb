"""Lifts stand on authentication; a user's rows stay monotone; a setting switches no safeguard off. With honest twins."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bouncekit.errors import InvalidValueError
from bouncekit.policy import (
    BALANCED,
    STRICT,
    Callout,
    ContentBound,
    Evidence,
    Grade,
    Need,
    Quota,
    Row,
    Settings,
    Verdict,
)
from bouncekit.policy.evidence import EVIDENCE
from bouncekit.policy.grade import Direction
from bouncekit.policy.order import TOPICS, at_least, at_most
from bouncekit.policy.special_use import NETWORKS, SPECIAL_NAMES, unusable_domain
from strategies.policy import DKIM_WHOLE, SUBMITTED, ask, question, rcpt, rules

E = Evidence
KNOWN = {"known_correspondent": True}


def dkim(**change: Any) -> dict[str, Any]:
    return {"dkim": [{**DKIM_WHOLE, **change}]}


def spf(result: str, **more: Any) -> dict[str, Any]:
    return {"spf": [{"result": result, "identity": "mailfrom", "domain": "example.org", **more}]}


# -- lifts


@pytest.mark.parametrize(
    "change",
    [
        {"dns": {"callout": "exists"}},
        {"dns": {"callout": "exists", "client_is_mx": True}, "auth": {"iprev": "pass"}},
        {"auth": {"spf": [{"result": "pass", "identity": "helo", "domain": "example.org"}]}},
        {"auth": {"dmarc": {"result": "pass", "from": "ann@example.org"}}},
        {"auth": dkim(age_days=3000)},
        {"auth": dkim(age_days=None)},
        {"auth": dkim(signed_from="eve@example.org")},
        {"auth": dkim(signed_from=None, body_length_limit=True)},
        {"auth": dkim(signed_from=None, key_bits=None)},
        {"auth": dkim(domain="example.net")},
        {"auth": spf("neutral")},
        {"own_tokens": [{"kind": "message-id", "valid": True}]},
        {"own_tokens": [{"kind": "srs", "valid": True}]},
        {"content": {"verdict": "clean"}},
        {},
    ],
    ids=str,
)
def test_an_acquaintance_lifts_nothing_that_authenticates_nobody(change: dict[str, Any]) -> None:
    alone, known = ask(**change), ask(**change, history=KNOWN)
    assert known.proof is alone.proof < Grade.FAIR
    assert known.verdict is Verdict.SUPPRESS


def test_a_replayed_signature_is_not_lifted() -> None:
    assert ask(auth=dkim(signed_from=None), history={**KNOWN, "signature_seen": True}).proof is Grade.WEAK


@pytest.mark.parametrize("auth", [spf("pass", permissive=True), dkim(signed_from=None)], ids=str)
def test_an_acquaintance_lifts_what_spf_and_dkim_proved(auth: dict[str, Any]) -> None:
    assert ask(auth=auth).verdict is Verdict.SUPPRESS
    assert ask(auth=auth, history=KNOWN).verdict is Verdict.SEND


def test_a_stale_signature_beside_a_whole_one_takes_nothing_away() -> None:
    whole, stale = dkim(signed_from=None)["dkim"][0], dkim(age_days=90)["dkim"][0]
    for both in ([whole, stale], [stale, whole]):
        assert ask(auth={"dkim": both}, history=KNOWN).proof is Grade.FAIR


@pytest.mark.parametrize(
    ("kind", "proof"), [("batv", "PROVEN"), ("verp", "PROVEN"), ("srs", "NONE"), ("message-id", "NONE")]
)
def test_which_own_tokens_prove(kind: str, proof: str) -> None:
    assert ask(own_tokens=[{"kind": kind, "valid": True}]).proof.name == proof


def test_a_login_that_is_reported_over_lmtp_is_somebody_elses_word() -> None:
    client = SUBMITTED["client"]
    assert ask(protocol="lmtp", client=client).proof is Grade.NONE
    assert ask(protocol="submission", client=client).proof is Grade.PROVEN


@pytest.mark.parametrize(
    ("helo", "proof"),
    [
        ("evilexample.org", "NONE"),
        ("example.org", "WEAK"),
        ("mx1.example.org", "WEAK"),
        ("example.org.evil.net", "NONE"),
    ],
)
def test_a_helo_speaks_for_its_own_domain_only(helo: str, proof: str) -> None:
    assert ask(auth={"spf": [{"result": "pass", "identity": "helo", "domain": helo}]}).proof.name == proof


def test_a_single_organisation_needs_a_strong_key() -> None:
    policy = replace(BALANCED, name="m", settings=Settings(single_organisation=frozenset({"example.org"})))
    policies = {"balanced": policy}
    from bouncekit.policy import read_query

    for change, proof in (({"key_bits": None}, Grade.WEAK), ({"algorithm": None}, Grade.WEAK), ({}, Grade.FAIR)):
        auth = dkim(signed_from="office@example.org", **change)
        assert read_query(question(auth=auth), policies).decide().proof is proof


def test_a_signature_of_tomorrow_has_no_age() -> None:
    from bouncekit.auth import AuthResults, DkimResult, Result
    from bouncekit.policy import read_query

    def proof(age: float) -> Grade:
        found = DkimResult(result=Result.PASS, domain="example.org", signed_from="ann@example.org", age_days=age,
                           body_length_limit=False, key_bits=2048, algorithm="rsa-sha256")  # fmt: skip
        return BALANCED.decide(read_query(question()).txn, AuthResults(dkim=(found,))).proof

    assert [proof(age) for age in (-3000.0, 0.0, 5.0, 5.001, float("nan"))] == [
        Grade.WEAK, Grade.STRONG, Grade.STRONG, Grade.WEAK, Grade.WEAK,
    ]  # fmt: skip


def test_a_signature_that_could_not_be_looked_up_is_asked_for_again_beside_one_that_proves_nothing() -> None:
    later, other = dkim(result="temperror")["dkim"][0], dkim(domain="example.net")["dkim"][0]
    for both in ([later, other], [other, later]):
        assert ask(auth={"dkim": both}).verdict is Verdict.DEFER
    assert "dkim-temperror" not in rules(ask(auth={"dkim": [later, dkim(age_days=90)["dkim"][0]]}))


def test_other_events_need_one_grade_more() -> None:
    wanted = rcpt(notify=["DELAY"])
    risky = {"auth": dkim(), "dns": {"mx": "none"}, "client": {"ip": "192.0.2.7", "listed": True}, "recipients": wanted}
    assert ask(**risky, event="delayed").need is Grade.PROVEN
    assert ask(auth=dkim(), recipients=wanted, event="delayed").verdict is Verdict.SEND
    assert ask(**risky, event="delayed").verdict is Verdict.SUPPRESS
    assert ask(**{**risky, "recipients": rcpt()}).verdict is Verdict.SEND


def test_small_conditions_each_have_a_reason() -> None:
    assert "client-suspect" in rules(ask(auth={"iprev": "permerror"}))
    assert "many-hops" not in rules(ask(content={"received_count": 50}))
    assert "own-domain-outside" not in rules(ask(**SUBMITTED, dns={"our_domain": True}))
    same = rcpt(forward_path="ann@example.org", notify=["SUCCESS"])
    for item in same:
        item.pop("failure")
    assert ask(**SUBMITTED, event="delivered", recipients=same).verdict is Verdict.SEND  # no failing path to re-enter
    hostile = {"content": {"verdict": "hostile", "kept": True}}
    assert ask(**hostile).verdict is Verdict.DIVERT
    assert ask(**hostile, dns={"null_mx": True}).verdict is Verdict.SUPPRESS  # one rule that keeps, one that does not


def test_a_permit_is_for_the_very_address() -> None:
    from bouncekit import NotPermittedError

    permit = ask(**SUBMITTED, reverse_path="Ann@example.org").permit
    assert permit is not None
    permit.check(to="Ann@example.org")
    with pytest.raises(NotPermittedError):
        permit.check(to="ann@example.org")  # only the host of the domain knows whether these are one mailbox


# -- a user's rows


def row(**fields: Any) -> Row:
    return Row(**{"id": "mine", "text": "mine", "cites": "a test", **fields})


IN_TOPICS = {e for topic in TOPICS for level in topic for state in level for e in state}


@pytest.mark.parametrize("name", sorted(e.value for e in IN_TOPICS))
@pytest.mark.parametrize("kind", [{"risk": 2}, {"forbids": True}, {"proof": Grade.WEAK}], ids=str)
def test_a_row_holds_for_what_is_worse_or_is_refused_with_the_pair(name: str, kind: dict[str, Any]) -> None:
    evidence = E(name)
    try:
        made = row(when=frozenset({evidence}), **kind)
    except InvalidValueError:
        return  # proves by a risk, or risks by what is safer
    try:
        replace(BALANCED, name="m", rows=(made,))
    except InvalidValueError as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert evidence.value in said
        assert "worse evidence help" in said or "the same facts" in said
        return
    for topic in TOPICS:
        flat = [(n, state) for n, level in enumerate(topic) for state in level]
        for (a, one), (b, other) in product(flat, flat):
            if kind.get("proof"):
                better = b <= a
                assert not (better and evidence in at_least(one) and evidence not in at_least(other))
            else:

                def held(level: int, state: frozenset[Evidence], last: int = len(topic) - 1) -> bool:
                    return evidence in at_most(state, spf_failed=E.SPF_SOFTFAIL in state and level == last)

                assert not (b >= a and held(a, one) and not held(b, other))


@pytest.mark.parametrize(
    "name",
    [
        "spf-none",
        "spf-temperror",
        "spf-on-relay",
        "dkim-temperror",
        "dkim-unaligned",
        "dkim-not-pass",
        "dmarc-pass-other",
        "arc-untrusted",
    ],
)
def test_what_is_as_good_as_nothing_is_no_ground_for_a_veto(name: str) -> None:
    with pytest.raises(InvalidValueError, match=name) as caught:
        replace(BALANCED, name="m", rows=(row(when=frozenset({E(name)}), forbids=True),))
    assert caught.value.field == "rows.mine.when"


def test_a_veto_on_softfail_holds_for_a_fail_that_a_login_would_lift() -> None:
    from bouncekit.policy import read_query

    policy = replace(BALANCED, name="m", rows=(row(when=frozenset({E.SPF_SOFTFAIL}), forbids=True),))

    def verdict(result: str) -> Verdict:
        return read_query(question(**SUBMITTED, auth=spf(result)), {"balanced": policy}).decide().verdict

    assert [verdict(r) for r in ("pass", "permerror", "softfail", "fail")] == [Verdict.SEND] * 2 + [
        Verdict.SUPPRESS
    ] * 2


@pytest.mark.parametrize(
    "when", [{E.KNOWN_CORRESPONDENT}, {E.CALLOUT_EXISTS}, {E.CALLOUT_EXISTS, E.KNOWN_CORRESPONDENT},
             {E.IPREV_MX, E.KNOWN_CORRESPONDENT}, {E.DKIM_ALIGNED, E.KNOWN_CORRESPONDENT}, {E.SPF_HELO_PASS}],
    ids=lambda w: "+".join(sorted(e.value for e in w)),
)  # fmt: skip
def test_a_row_cannot_make_a_proof_of_what_authenticates_nobody(when: set[Evidence]) -> None:
    weak = any(EVIDENCE[e].proof and not EVIDENCE[e].lift for e in when)
    made = row(when=frozenset(when), proof=Grade.FAIR if weak else Grade.WEAK)
    with pytest.raises(InvalidValueError, match="SPF, DKIM or ARC"):
        replace(BALANCED, name="m", rows=(made,))


@pytest.mark.parametrize(
    "fields",
    [
        {"when": frozenset({E.SPF_PASS}), "domains": frozenset({"partner.example"}), "proof": Grade.STRONG},
        {"when": frozenset({E.DKIM_ALIGNED}), "domains": frozenset({"partner.example"}), "proof": Grade.FAIR},
        {"when": frozenset({E.SPF_PASS, E.KNOWN_CORRESPONDENT}), "proof": Grade.STRONG},
        {"when": frozenset({E.OWN_TAG_VALID}), "proof": Grade.PROVEN},
        {"when": frozenset({E.SPF_HELO_PASS}), "proof": Grade.WEAK},
        {"when": frozenset({E.CONTENT_SUSPECT}), "forbids": True},
        {"when": frozenset({E.SPF_SOFTFAIL, E.NO_MX}), "risk": 3},
        {"when": frozenset({E.LIST_ADDRESS, E.CONTENT_SPAM}), "forbids": True},
        {"domains": frozenset({"rival.example"}), "forbids": True},
        {"when": frozenset({E.ADDRESS_NOTICED}), "risk": 1},
    ],
)  # fmt: skip
def test_sane_rows_are_taken(fields: dict[str, Any]) -> None:
    made = row(**fields)
    assert replace(BALANCED, name="m", rows=(made,)).rows == (made,)


def test_a_row_names_what_is_below_a_domain_at_a_dot() -> None:
    below = row(domains=frozenset({".partner.example", "own.example"}), risk=1)
    held = ["a.partner.example", "evilpartner.example", "partner.example", "evil.own.example", "own.example"]
    assert [below.holds(frozenset(), name) for name in held] == [True, False, False, False, True]


def test_who_distrusts_a_pass_distrusts_a_permissive_one() -> None:
    from bouncekit.policy import read_query

    policy = {"balanced": replace(BALANCED, name="m", distrusted=frozenset({E.SPF_PASS}))}
    for permissive in (True, False):
        decision = read_query(question(auth=spf("pass", permissive=permissive), history=KNOWN), policy).decide()
        assert (decision.proof, decision.verdict) == (Grade.NONE, Verdict.SUPPRESS)
        assert "spf-pass-permissive" not in decision.would_send_with
    assert read_query(question(auth=dkim()), policy).decide().verdict is Verdict.SEND


def test_every_safer_or_riskier_evidence_of_two_levels_is_in_a_topic() -> None:
    assert all(
        EVIDENCE[e].direction is not Direction.NEUTRAL or e in IN_TOPICS
        for e in E
        if e not in {E.FORWARDED_SRS, E.LIST_ADDRESS}
    )
    assert Callout.EXISTS.value == "exists"


# -- hard rules by another spelling


@pytest.mark.parametrize(
    "local",
    ["mailer-daemon", "MAILER-DAEMON", '"mailer-daemon"', '"Mailer\\-Daemon"', "mailer-daemon+x", '"mailer-daemon+x"',
     "prvs=1234abcdef=mailer-daemon", "mailer-daemon%here.example.org", "here.example.org!mailer-daemon",
     "double-bounce+1", "\uff4dailer-daemon", '" mailer-daemon "'],
)  # fmt: skip
def test_our_own_daemon_by_any_spelling(local: str) -> None:
    address = f"{local}@example.org"
    decision = ask(**SUBMITTED, reverse_path=address, smtputf8=True, dns={"our_domain": True})
    assert decision.recipients[0].because == ("H10",)
    elsewhere = ask(**SUBMITTED, reverse_path=address, smtputf8=True)
    assert elsewhere.verdict is Verdict.SEND  # another's daemon is a risk, not a loop of ours


@pytest.mark.parametrize("local", ["ann", "daemon", "mailer-daemon-team", "ann+mailer-daemon", '"ann b"', "postmaster"])
def test_people_beside_the_daemon_are_told(local: str) -> None:
    assert ask(**SUBMITTED, reverse_path=f"{local}@example.org", dns={"our_domain": True}).verdict is Verdict.SEND


@pytest.mark.parametrize("name", SPECIAL_NAMES, ids=lambda r: r.name)
def test_special_names(name: Any) -> None:
    assert name.source
    for domain in (name.name, f"a.b.{name.name}", f"x.{name.name}."):
        assert unusable_domain(domain)
    for domain in (f"{name.name}.example.org", f"not{name.name}.org", f"my{name.name}"):
        assert unusable_domain(domain) is None
    upper = ask(**SUBMITTED, reverse_path=name.sample.upper())
    assert upper.recipients[0].because == ("H07",)
    assert ask(**SUBMITTED, reverse_path=name.sample, dns={"our_domain": True}).verdict is Verdict.SEND


@pytest.mark.parametrize("net", NETWORKS, ids=lambda r: r.network)
def test_dead_address_literals(net: Any) -> None:
    forms = [f"[{net.sample}]"] if "." in net.sample else [f"[ipv6:{net.sample}]"]
    if "." in net.sample:
        forms += [f"[ipv6:::ffff:{net.sample}]", f"[ipv6:64:ff9b::{net.sample}]"]
    for form in forms:
        assert unusable_domain(form), form


@pytest.mark.parametrize(
    "literal",
    [
        "[8.8.4.4]",
        "[ipv6:2606:4700::1111]",
        "[ipv6:::ffff:8.8.4.4]",
        "[ipv6:64:ff9b::8.8.4.4]",
        "[ipv6:2002:808:404::1]",
    ],
)
def test_literals_of_the_internet_are_usable(literal: str) -> None:
    assert unusable_domain(literal) is None


@pytest.mark.parametrize("literal", ["[ipv6:2002:a01:203::1]", "[x-tag:abc]", "[]", "[300.1.1.1]", "[0x7f000001]"])
def test_literals_that_name_no_host(literal: str) -> None:
    assert unusable_domain(literal)


# -- numbers


HUGE = 10**6000


@pytest.mark.parametrize("field", ["defer_seconds", "dkim_age_days", "received_limit"])
@pytest.mark.parametrize(
    "value",
    [float("inf"), float("nan"), -1, HUGE, 10**12, True, "5", None],
    ids=lambda v: str(v)[:8] if v is not HUGE else "huge",
)
def test_a_setting_that_is_no_bound(field: str, value: Any) -> None:
    with pytest.raises(InvalidValueError, match=field):
        Settings(**{field: value})


def test_settings_within_their_bounds() -> None:
    Settings(defer_seconds=0, dkim_age_days=30, received_limit=1_000)
    Settings(defer_seconds=432_000, dkim_age_days=0.5, received_limit=30)
    with pytest.raises(InvalidValueError, match="hostile_override"):
        Settings(hostile_override=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("inf"), float("nan"), HUGE, True, "9"], ids=lambda v: type(v).__name__)
def test_ceilings_are_numbers_that_can_be_reached(value: Any) -> None:
    for change in (
        {"quotas": tuple(Quota(grade=g, address=value, domain=9) for g in Grade)},
        {"quotas": tuple(Quota(grade=g, address=9, domain=value) for g in Grade)},
        {"content": tuple(ContentBound(grade=b.grade, returned=b.returned, max_bytes=value) for b in BALANCED.content)},
        {"needs": (Need(most_risk=value, grade=Grade.FAIR), Need(most_risk=None, grade=Grade.FAIR))},
    ):
        with pytest.raises(InvalidValueError, match="policy"):
            replace(STRICT, name="m", **change)


@pytest.mark.parametrize("value", [float("nan"), True, 1.5, "3"], ids=str)
def test_counts_are_counts(value: Any) -> None:
    from bouncekit.policy import Content, History

    for made, field in ((Content, "received_count"), (History, "recent_notices_to_address")):
        with pytest.raises(InvalidValueError, match=field):
            made(**{field: value})


def test_a_row_that_rests_on_what_is_distrusted_never_holds() -> None:
    from bouncekit.policy import read_query

    rows = (row(when=frozenset({E.DKIM_ALIGNED}), proof=Grade.FAIR),)
    asked = question(auth=dkim(signed_from=None))  # better than aligned, so that the row would hold
    for distrusted, proof in ((frozenset(), Grade.FAIR), (frozenset({E.DKIM_ALIGNED}), Grade.WEAK)):
        policy = {"balanced": replace(BALANCED, name="m", rows=rows, distrusted=distrusted)}
        assert read_query(asked, policy).decide().proof is proof
