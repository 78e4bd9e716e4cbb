"""One example for each row of the evidence table: what it takes, and what it does."""

from typing import Any, Final

import pytest

from bouncekit.policy import EVIDENCE, EVIDENCE_ROWS, Direction, Evidence, Grade, Verdict
from strategies.policy import DKIM, DKIM_WHOLE, SPF_PASS, SUBMITTED, ask, rules

E = Evidence
PASS: Final = SPF_PASS["spf"][0]


def spf(result: str, **more: Any) -> dict[str, Any]:
    return {"spf": [{**PASS, "result": result, **more}]}


def dkim(**changes: Any) -> dict[str, Any]:
    return {"dkim": [{**DKIM_WHOLE, **changes}]}


EXAMPLES: Final[dict[Evidence, dict[str, Any]]] = {
    E.SUBMISSION_AUTHENTICATED: SUBMITTED,
    E.LOCAL_INJECTION: {"protocol": "local", "client": {}},
    E.OWN_TAG_VALID: {"own_tokens": [{"kind": "batv", "valid": True}]},
    E.DKIM2_CHAIN: {
        "auth": {"dkim2": {"result": "pass", "mail_from": "ann@example.org", "rcpt_to": "bob@here.example"}}
    },
    E.DKIM_SIGNED_FROM: {"auth": DKIM},
    E.DKIM_ALIGNED: {"auth": dkim(signed_from="carol@example.org")},
    E.SPF_PASS: {"auth": SPF_PASS},
    E.SPF_PASS_PERMISSIVE: {"auth": spf("pass", permissive=True)},
    E.SPF_HELO_PASS: {
        "auth": {"spf": [{"result": "pass", "identity": "helo", "domain": "mx.example.org"}]},
    },
    E.DMARC_PASS_REVERSE_PATH: {"auth": {"dmarc": {"result": "pass", "from": "ann@example.org"}}},
    E.ARC_TRUSTED_SEALER: {
        "auth": {
            "arc": {"result": "pass", "sealer": "list.example", "sealer_trusted": True, "spf_for_reverse_path": "pass"}
        }
    },
    E.IPREV_MX: {"auth": {"iprev": "pass"}, "dns": {"client_is_mx": True}},
    E.DKIM_WHOLE: {"auth": dkim(signed_from=None)},
    E.CALLOUT_EXISTS: {"dns": {"callout": "exists"}},
    E.KNOWN_CORRESPONDENT: {"history": {"known_correspondent": True}},
    E.SPF_NONE: {"auth": spf("none")},
    E.SPF_TEMPERROR: {"auth": spf("temperror")},
    E.SPF_ON_RELAY: {"auth": SPF_PASS, "client": {"ip": "192.0.2.9", "trusted_relay": True}},
    E.DKIM_TEMPERROR: {"auth": dkim(result="temperror")},
    E.DKIM_UNALIGNED: {"auth": dkim(domain="mailer.example.net")},
    E.DKIM_NOT_PASS: {"auth": dkim(result="fail")},
    E.DMARC_PASS_OTHER: {"auth": {"dmarc": {"result": "pass", "from": "eve@example.net"}}},
    E.ARC_UNTRUSTED: {"auth": {"arc": {"result": "pass", "sealer": "x.example", "spf_for_reverse_path": "pass"}}},
    E.FORWARDED_SRS: {"reverse_path": "SRS0=abcd=ef=example.com=ann@example.org", "auth": SPF_PASS},
    E.LIST_ADDRESS: {"reverse_path": "news-bounces+bob=here.example@example.org"},
    E.SPF_SOFTFAIL: {"auth": spf("softfail")},
    E.SPF_PERMERROR: {"auth": spf("permerror")},
    E.DMARC_FAIL: {"auth": {"dmarc": {"result": "fail", "from": "eve@example.net", "policy": "reject"}}},
    E.DMARC_FAIL_REVERSE_PATH: {"auth": {"dmarc": {"result": "fail", "from": "x@example.org", "policy": "quarantine"}}},
    E.NO_MX: {"dns": {"mx": "none"}},
    E.CALLOUT_NO_SUCH_USER: {"dns": {"callout": "no-such-user"}},
    E.AUTO_SUBMITTED: {"content": {"auto_submitted": "auto-generated"}},
    E.BULK_HEADERS: {"content": {"precedence": "bulk"}},
    E.BULK_FROM_LIST: {"reverse_path": "owner-news@example.org", "content": {"list_id": "<news.example.org>"}},
    E.ROBOT_ADDRESS: {"reverse_path": "MAILER-DAEMON@example.org"},
    E.NOREPLY_ADDRESS: {"reverse_path": "no-reply@example.org"},
    E.POSTMASTER_ADDRESS: {"reverse_path": "postmaster@example.org"},
    E.CONTENT_SUSPECT: {"content": {"verdict": "suspect"}},
    E.CONTENT_SPAM: {"content": {"verdict": "spam"}},
    E.OWN_DOMAIN_OUTSIDE: {"dns": {"our_domain": True}},
    E.MANY_HOPS: {"content": {"received_count": 51}},
    E.LOOP_ELSEWHERE: {"content": {"loop": True}},
    E.ADDRESS_NOTICED: {"history": {"recent_notices_to_address": 3}},
    E.ADDRESS_NOTICED_OFTEN: {"history": {"recent_notices_to_address": 6}},
    E.DOMAIN_NOTICED: {"history": {"recent_notices_to_domain": 30}},
    E.DOMAIN_NOTICED_OFTEN: {"history": {"recent_notices_to_domain": 45}},
    E.CLIENT_SUSPECT: {"client": {"ip": "192.0.2.7", "listed": True}},
    E.NOTICES_UNWANTED: {"history": {"notices_unwanted": True}},
}
BY_CONFIGURATION: Final = {E.DKIM_SINGLE_ORGANISATION}


def test_every_row_has_its_example_and_every_member_its_row() -> None:
    assert set(EXAMPLES) | BY_CONFIGURATION == set(Evidence) == set(EVIDENCE)
    assert len(EVIDENCE_ROWS) == len(EVIDENCE)


@pytest.mark.parametrize("evidence", EXAMPLES, ids=lambda e: e.value)
@pytest.mark.rfc("OWN-1-05")
def test_row(evidence: Evidence) -> None:
    row = EVIDENCE[evidence]
    decision = ask(**EXAMPLES[evidence])
    assert row.id in rules(decision)
    plain = ask(reverse_path=EXAMPLES[evidence].get("reverse_path", "ann@example.org"))
    if row.direction is Direction.SAFER and not row.lift:
        assert decision.proof is row.proof
        assert plain.proof is Grade.NONE
    elif row.direction is Direction.RISKIER:
        assert decision.risk >= row.risk
        assert decision.proof is Grade.NONE
    else:
        assert (decision.proof, decision.risk) == (
            Grade.FAIR if evidence is E.FORWARDED_SRS else Grade.NONE,
            0,
        )
    assert decision.because


@pytest.mark.parametrize("evidence", EXAMPLES, ids=lambda e: e.value)
def test_row_alone_sends_only_what_it_should(evidence: Evidence) -> None:
    row = EVIDENCE[evidence]
    decision = ask(**EXAMPLES[evidence])
    enough = decision.proof >= Grade.FAIR and decision.risk <= 1
    assert (decision.verdict is Verdict.SEND) == enough, row.id


@pytest.mark.rfc("RFC4954-5-02", "RFC4954-5-03", "RFC6409-6.1-01")
def test_a_login_without_the_right_to_the_reverse_path_proves_nothing() -> None:
    for right in (False, None):
        client = {"login": "ann", "login_may_use_reverse_path": right}
        assert ask(protocol="submission", client=client).proof is Grade.NONE
    relay = {"login": "relay", "login_may_use_reverse_path": True, "trusted_relay": True}
    assert ask(protocol="smtp", client=relay).proof is Grade.NONE


def test_local_injection_is_not_believed_of_a_client_elsewhere() -> None:
    assert ask(protocol="local", client={"ip": "198.51.100.9"}).proof is Grade.NONE
    assert ask(protocol="local", client={"ip": "127.0.0.1"}).proof is Grade.PROVEN


@pytest.mark.parametrize(
    "change",
    [
        {"age_days": 5.1}, {"age_days": None}, {"body_length_limit": True}, {"body_length_limit": None},
        {"key_bits": None}, {"algorithm": None},
        {"signed_from": None}, {"signed_from": "eve@example.org"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.rfc("RFC6376-8.2-01", "OWN-1-02")
def test_a_signature_that_lacks_a_quality_or_hides_it_is_weak(change: dict[str, Any]) -> None:
    assert ask(auth=dkim(**change)).proof is Grade.WEAK


@pytest.mark.parametrize("change", [{"algorithm": "rsa-sha1"}, {"algorithm": "RSA-SHA1"}, {"key_bits": 1023}], ids=str)
@pytest.mark.rfc("RFC8301-3.1-01", "RFC8301-3.2-01")
def test_a_signature_of_a_kind_that_nobody_may_take_is_none(change: dict[str, Any]) -> None:
    decision = ask(auth=dkim(**change), history={"known_correspondent": True})
    assert (decision.proof, decision.verdict) == (Grade.NONE, Verdict.SUPPRESS)
    assert "dkim-not-pass" in rules(decision)
    assert ask(auth=dkim(key_bits=1024)).proof is Grade.STRONG


@pytest.mark.rfc("RFC6376-6.1-01")
def test_a_bad_signature_is_no_signature() -> None:
    for auth in ({}, SPF_PASS):
        without = ask(auth=auth)
        for result in ("fail", "permerror", "neutral", "policy"):
            found = ask(auth={**auth, **dkim(result=result)})
            assert (found.verdict, found.proof, found.risk) == (without.verdict, without.proof, without.risk)


def test_ed25519_needs_no_length() -> None:
    for bits in (None, 256):
        assert ask(auth=dkim(algorithm="ed25519-sha256", key_bits=bits)).proof is Grade.STRONG


def test_batv_tags_are_no_part_of_the_address_that_signed() -> None:
    tagged = ask(reverse_path="prvs=1234abcdef=ann@example.org", auth=DKIM)
    assert tagged.proof is Grade.STRONG


def test_from_a_domain_above_the_signature_speaks_and_below_it_does_not() -> None:
    assert ask(reverse_path="ann@mail.example.org", auth=dkim(signed_from="ann@mail.example.org")).proof is Grade.STRONG
    assert ask(auth=dkim(domain="evil.example.org")).proof is Grade.NONE
    assert ask(reverse_path="ann@example.org", auth=dkim(domain="org")).proof is Grade.NONE


@pytest.mark.rfc("OWN-1-03")
def test_proofs_do_not_add_up_and_risks_do() -> None:
    both = ask(auth={**SPF_PASS, **DKIM, "iprev": "pass"}, dns={"client_is_mx": True})
    assert both.proof is Grade.STRONG
    risky = ask(auth=spf("softfail"), dns={"mx": "none"}, client={"ip": "192.0.2.7", "listed": True})
    assert risky.risk == 4


@pytest.mark.parametrize(
    ("risk", "need"), [(0, "FAIR"), (1, "FAIR"), (2, "STRONG"), (3, "STRONG"), (4, "PROVEN"), (10, "PROVEN")]
)
def test_need_of_the_balanced_profile(risk: int, need: str) -> None:
    from bouncekit.policy import BALANCED

    assert BALANCED.need(risk).name == need


@pytest.mark.rfc("RFC3834-2-10")
def test_a_known_correspondent_is_one_grade_better_but_never_from_nothing() -> None:
    known = {"known_correspondent": True}
    assert ask(history=known).proof is Grade.NONE
    assert ask(history=known, auth=dkim(signed_from=None)).proof is Grade.FAIR
    assert ask(history=known, auth=SPF_PASS).proof is Grade.FAIR


def test_header_hints_count_two_at_most() -> None:
    hints = {"auto_submitted": "auto-generated", "precedence": "junk", "list_id": "<x.example>"}
    assert ask(content=hints).risk == 2


def test_a_list_that_is_proven_gets_its_failures_in_spite_of_its_headers() -> None:
    fields = {"reverse_path": "owner-news@example.org", "content": {"precedence": "list"}}
    assert ask(**fields).risk == 1
    proven = ask(**fields, auth=SPF_PASS)
    assert (proven.risk, proven.verdict) == (0, Verdict.SEND)


@pytest.mark.rfc("RFC7208-8.2-01")
def test_neutral_is_none() -> None:
    assert ask(auth=spf("neutral")).to_json() == ask(auth=spf("none")).to_json()


@pytest.mark.parametrize(
    ("record", "proof"),
    [
        ("v=spf1 ip4:192.0.2.0/24 -all", "FAIR"),
        ("v=spf1 +all", "WEAK"),
        ("v=spf1 ip4:192.0.2.1 ?all", "WEAK"),
        ("v=spf1 ip4:10.0.0.0/15 -all", "WEAK"),
        ("v=spf1 ip4:198.18.0.0/16 ip4:192.0.2.1 -all", "WEAK"),
        ("v=spf1 ip6:2001:db8::/31 -all", "WEAK"),
        ("v=spf1 ip4:not-an-address ~all", "WEAK"),
        ("spf2.0/pra +all", "FAIR"),
    ],
)
def test_the_record_says_whether_a_pass_is_worth_much(record: str, proof: str) -> None:
    assert ask(auth=SPF_PASS, dns={"spf_record": record}).proof.name == proof
