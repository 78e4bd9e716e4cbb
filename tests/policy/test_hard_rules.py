"""Each hard rule: an example that fires it, however good the proof is otherwise."""

from typing import Any, Final

import pytest

from bouncekit.errors import NotPermittedError
from bouncekit.policy import BALANCED, HARD_RULES, Permit, Return, Settings, Verdict, read_query
from strategies.policy import DKIM, SPF_PASS, SUBMITTED, ask, question, rcpt

PROVEN: Final[dict[str, Any]] = SUBMITTED

LATE: Final[dict[str, list[dict[str, Any]]]] = {
    "H01": [{"reverse_path": ""}, {"reverse_path": "<>"}],
    "H02": [{"content": {"is_report": True}}],
    "H03": [{"recipients": rcpt(notify=["NEVER"])}, {"recipients": rcpt(notify=["SUCCESS", "DELAY"])}],
    "H07": [
        {"dns": {"domain_exists": False}},
        {"dns": {"null_mx": True}},
        {"dns": {"mx": "private"}},
        {"reverse_path": "ann@host.invalid"},
        {"reverse_path": "ann@x.test"},
        {"reverse_path": "ann@shop.example"},
        {"reverse_path": "ann@[127.0.0.1]"},
        {"reverse_path": "ann@[10.1.2.3]"},
    ],
    "H09": [{"history": {"already_notified": True}}],
    "H10": [{"reverse_path": "bob@here.example.org", "recipients": rcpt(forward_path="Bob@here.example.org")},
            {"reverse_path": "mailer-daemon@example.org", "dns": {"our_domain": True}}],
    "H11": [{"content": {"loop": True}, "dns": {"our_domain": True}},
            {"content": {"received_count": 100}, "recipients": rcpt(forward_path="bob@example.org")}],
    "H12": [{"own_tokens": [{"kind": "srs", "valid": False}]},
            {"own_tokens": [{"kind": "batv", "valid": True}, {"kind": "verp", "valid": False}]}],
    "H14": [{"history": {"recent_notices_to_address": 100}}, {"history": {"recent_notices_to_domain": 1200}}],
}  # fmt: skip
CASES: Final = [
    pytest.param(rule, change, id=f"{rule}-{n}") for rule, cs in LATE.items() for n, change in enumerate(cs)
]


@pytest.mark.parametrize(("rule", "change"), CASES)
@pytest.mark.rfc(
    "RFC5321-6.1-04", "RFC5321-3.6.3-03", "RFC3461-5.2.2-04", "RFC3461-5.2.6-02", "RFC3464-2-08", "RFC7505-4.1-01",
    "RFC5321-6.3-02", "SRS-1-04", "BATV-4-05", "OWN-1-10", "RFC5321-4.5.4-01",
)  # fmt: skip
def test_no_proof_lifts_it(rule: str, change: dict[str, Any]) -> None:
    decision = ask(**{**PROVEN, **change})
    assert decision.verdict is Verdict.SUPPRESS
    assert rule in decision.recipients[0].because
    assert rule in {fired.rule for fired in decision.because}
    assert decision.would_send_with == ()
    assert decision.permit is None
    assert decision.notice is None
    assert (decision.overrides == "RFC5321-6.1-01") == HARD_RULES[rule].overrides_must


def test_h07_a_special_use_name_that_we_take_mail_for_ourselves_can_be_reached() -> None:
    ours = {"reverse_path": "ann@office.test", "dns": {"our_domain": True}}
    assert ask(**PROVEN, **ours).verdict is Verdict.SEND
    assert ask(**ours).verdict is Verdict.SUPPRESS


@pytest.mark.parametrize("stage", ["rcpt", "data"])
@pytest.mark.rfc("RFC5321-4.2.5-01", "RFC5429-2.1-01", "RFC5429-2.1.1-01")
def test_h04_while_a_reply_is_owed_the_answer_is_reject(stage: str) -> None:
    for change in ({}, PROVEN, {"auth": DKIM}, {"reverse_path": ""}, {"recipients": rcpt(notify=["NEVER"])}):
        decision = ask(**{**change, "stage": stage, "protocol": "smtp"})
        assert decision.verdict is Verdict.REJECT
        assert decision.recipients[0].because == ("H04",)
        assert str(decision.recipients[0].reply).startswith("550 5.1.1 ")
        assert decision.permit is None


@pytest.mark.rfc("RFC5321-6.1-03", "RFC5321-6.1-05", "RFC5321-4.4-05", "RFC3464-2-02", "RFC5321-6.1-02")
def test_h05_the_notice_goes_to_the_final_hop_of_the_reverse_path_only() -> None:
    decision = ask(**PROVEN, reverse_path="<@relay.example,@other.example:ann@example.org>")
    assert decision.notice is not None
    assert (decision.notice.to, decision.notice.from_) == ("ann@example.org", "")
    permit = decision.permit
    assert permit is not None
    permit.check(to="ann@example.org")
    for wrong in ({"to": "eve@example.net"}, {"to": "ann@example.org", "sender": "x@here.example"}):
        with pytest.raises(NotPermittedError):
            permit.check(**wrong)


@pytest.mark.rfc("RFC7208-2.5-02", "RFC6650-5.2-01")
def test_h06_spf_fail_is_lifted_by_proven_alone() -> None:
    fail = {"spf": [{"result": "fail", "identity": "mailfrom", "domain": "example.org"}]}
    strong = ask(auth={**fail, **DKIM})
    assert (strong.verdict, strong.recipients[0].because) == (Verdict.SUPPRESS, ("H06",))
    assert strong.overrides == "RFC5321-6.1-01"
    assert set(strong.would_send_with) == {"local-injection", "own-tag-valid", "submission-authenticated"}
    assert ask(auth=fail, **PROVEN).verdict is Verdict.SEND


def test_h06_a_domain_that_never_sends_fails_from_anywhere() -> None:
    for record in ("v=spf1 -all", "V=SPF1   -ALL", "v=spf1 -all exp=why.example.org"):
        assert ask(auth=DKIM, dns={"spf_record": record}).recipients[0].because == ("H06",)
    assert ask(auth=DKIM, dns={"spf_record": "v=spf1 mx -all"}).verdict is Verdict.SEND


@pytest.mark.rfc("RFC5321-6.2-04", "RFC5321-6.2-02")
def test_h08_hostile_content_is_not_bounced_and_diverted_where_it_is_kept() -> None:
    hostile = {"verdict": "hostile"}
    assert ask(auth=DKIM, content=hostile).verdict is Verdict.SUPPRESS
    assert ask(auth=DKIM, content={**hostile, "kept": True}).verdict is Verdict.DIVERT
    assert ask(**PROVEN, content=hostile).verdict is Verdict.SUPPRESS


def test_h08_yields_to_proven_only_where_the_operator_chose_so() -> None:
    from dataclasses import replace

    lenient = replace(BALANCED, name="lenient", settings=Settings(hostile_override=True))
    proven = read_query(question(**PROVEN, content={"verdict": "hostile"}))
    assert lenient.decide(proven.txn, proven.auth, content=proven.content).verdict is Verdict.SEND
    strong = read_query(question(auth=DKIM, content={"verdict": "hostile"}))
    assert lenient.decide(strong.txn, strong.auth, content=strong.content).verdict is Verdict.SUPPRESS


def test_h10_sinks_are_compared_by_their_key() -> None:
    from dataclasses import replace

    policy = replace(BALANCED, name="site", settings=Settings(sinks=frozenset({"Bounce@Example.ORG"})))
    q = read_query(question(**PROVEN, reverse_path="bounce+tag@example.org"))
    assert policy.decide(q.txn, q.auth).recipients[0].because == ("H10",)


@pytest.mark.rfc("RFC2033-5-03", "RFC2033-4.2-01", "RFC5429-2.1.2-01")
def test_h13_lmtp_refuses_each_recipient_and_leaves_the_notice_to_the_client() -> None:
    recipients = [
        {"forward_path": "bob@here.example", "failure": {"reason": "user-unknown"}},
        {"forward_path": "carol@here.example"},
        {"forward_path": "dave@here.example", "failure": {"reason": "mailbox-full"}},
    ]
    for stage in ("data", None):
        decision = ask(protocol="lmtp", stage=stage, recipients=recipients, auth=DKIM)
        assert [r.verdict.value for r in decision.recipients] == ["reject", "suppress", "reject"]
        assert decision.recipients[0].because == ("H04", "H13")
        assert str(decision.recipients[0].reply) == "550 5.1.1 no such user here"
        assert decision.recipients[1].reply is None
        assert str(decision.recipients[2].reply).startswith("452 4.2.2 ")
        assert decision.verdict is Verdict.REJECT


def test_h13_a_border_of_our_own_that_holds_the_session() -> None:
    decision = ask(stage="rcpt", client={"ip": "192.0.2.9", "trusted_relay": True})
    assert decision.recipients[0].because == ("H04", "H13")


@pytest.mark.rfc("OWN-1-09", "RFC9991-2-03")
def test_h14_each_grade_of_proof_has_its_own_ceiling() -> None:
    ten = {"recent_notices_to_address": 10}
    assert "H14" in ask(auth=SPF_PASS, history=ten).recipients[0].because
    assert ask(auth=DKIM, history=ten).verdict is Verdict.SEND
    assert "H14" in ask(auth=DKIM, history={"recent_notices_to_address": 30}).recipients[0].because


@pytest.mark.rfc("RFC8689-5-01")
def test_h15_a_requiretls_message_comes_back_as_headers_under_requiretls() -> None:
    decision = ask(**PROVEN, requiretls=True, ret="FULL")
    assert decision.verdict is Verdict.SEND
    assert decision.notice is not None
    assert decision.notice.requiretls
    assert decision.notice.returned is Return.HEADERS
    assert "H15" in {fired.rule for fired in decision.because}


def test_only_a_decision_makes_a_permit() -> None:
    decision = ask(**PROVEN)
    assert decision.permit is not None
    assert decision.notice is not None
    with pytest.raises(NotPermittedError):
        Permit(event=decision.transaction.event, notice=decision.notice, recipients=(), mint=object())
    assert ask().permit is None


def test_every_rule_has_a_row_that_cites() -> None:
    for number in range(1, 16):
        assert HARD_RULES[f"H{number:02d}"].cites
