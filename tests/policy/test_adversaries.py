"""The adversaries of the design: A1-A18 want us to mail a victim, S1-S7 want us to swallow a bounce that is owed.

S4 (forged reports that poison a suppression list) is not decided here: reports never enter the policy; see tests of
`suppression`. What of A13 and A16 needs more than one transaction is in the tests of the limiter and the DNS adapter.
"""

from typing import Any, Final

import pytest

from bouncekit.errors import InvalidValueError
from bouncekit.policy import BALANCED, PROFILES, UNSAFE_RFC5321_LITERAL, Grade, Return, Verdict, read_query
from steps import grows
from strategies.policy import DKIM, DKIM_WHOLE, SPF_PASS, SUBMITTED, ask, question, rcpt

SAFE: Final = [p for p in PROFILES.values() if p is not UNSAFE_RFC5321_LITERAL]
NOTHING: Final = (Verdict.SUPPRESS, Verdict.DIVERT, Verdict.DEFER)


def ask_of(policy: str, **changes: Any) -> Verdict:
    return ask(**changes, policy=policy).verdict


@pytest.mark.rfc("OWN-1-02", "RFC5321-3.3-01")
def test_a1_forged_sender_without_spf() -> None:
    assert ask(stage="rcpt").verdict is Verdict.REJECT
    for policy in SAFE:
        assert ask_of(policy.name) is Verdict.SUPPRESS
    none = {"spf": [{"result": "none", "identity": "mailfrom", "domain": "example.org"}]}
    assert ask(auth=none).proof is Grade.NONE


@pytest.mark.rfc("RFC7208-2.5-01")
def test_a2_through_a_secondary_mx_of_ours_that_takes_everything() -> None:
    relay = {"ip": "192.0.2.9", "trusted_relay": True}
    assert ask(client=relay, auth=SPF_PASS).verdict is Verdict.SUPPRESS
    helo = {"spf": [{"result": "pass", "identity": "helo", "domain": "example.org"}], "iprev": "pass"}
    assert ask(client=relay, auth=helo, dns={"client_is_mx": True}).proof is Grade.NONE


def test_a2_what_the_border_saw_of_the_real_client_counts() -> None:
    headers = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\r\n"
    border = "Received: from x (x [192.0.2.7]) by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    auth = {"headers": headers + border, "trusted_authserv_ids": ["mx.here.example"]}
    relay = {"ip": "192.0.2.9", "trusted_relay": True}
    assert ask(client=relay, auth=auth).verdict is Verdict.SEND
    assert ask(client=relay, auth={**auth, "received_by": ["out.here.example"]}).verdict is Verdict.SUPPRESS
    assert ask(client=relay, auth={**auth, "headers": headers}).verdict is Verdict.SUPPRESS
    unsafe = {**auth, "headers": headers, "position": "unsafe-without-received"}
    assert ask(client=relay, auth=unsafe).verdict is Verdict.SEND
    with pytest.raises(InvalidValueError, match="received_by"):
        ask(auth={**auth, "received_by": [""]})


@pytest.mark.rfc("RFC9989-4-01")
def test_a3_own_from_with_dmarc_and_a_victim_in_mail_from() -> None:
    auth = {
        "dmarc": {"result": "pass", "from": "eve@evil.example.net", "policy": "reject"},
        "dkim": [{**DKIM_WHOLE, "domain": "evil.example.net", "signed_from": "eve@evil.example.net"}],
        "spf": [{"result": "none", "identity": "mailfrom", "domain": "example.org"}],
    }
    decision = ask(auth=auth)
    assert (decision.verdict, decision.proof) == (Verdict.SUPPRESS, Grade.NONE)
    assert set(decision.ignored) == {"dmarc-pass-other", "dkim-unaligned", "spf-none"}


@pytest.mark.rfc("RFC7208-11.4-01", "OWN-1-07")
def test_a4_a_neighbour_in_the_same_cloud() -> None:
    decision = ask(auth=SPF_PASS, ret="FULL")
    assert decision.proof is Grade.FAIR
    assert decision.notice is not None
    assert (decision.notice.returned, decision.notice.max_bytes) == (Return.HEADERS, 8192)
    assert ask(auth=SPF_PASS, history={"recent_notices_to_address": 10}).verdict is Verdict.SUPPRESS
    wide = {"spf": [{**SPF_PASS["spf"][0], "permissive": True}]}
    assert ask(auth=wide).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC6376-8.6-01")
def test_a5_a_signed_message_of_another_user_of_the_same_provider() -> None:
    auth = {"dkim": [{**DKIM_WHOLE, "signed_from": "eve@example.org"}]}
    decision = ask(auth=auth)
    assert (decision.verdict, decision.proof) == (Verdict.SUPPRESS, Grade.WEAK)


def test_a6_replay_of_a_genuine_message_of_the_victim() -> None:
    assert ask(auth={"dkim": [{**DKIM_WHOLE, "age_days": 6}]}).verdict is Verdict.SUPPRESS
    assert ask(auth=DKIM, history={"signature_seen": True}).verdict is Verdict.SUPPRESS
    assert ask(auth=DKIM, history={"recent_notices_to_address": 30}).verdict is Verdict.SUPPRESS
    assert ask(auth=DKIM, stage="rcpt").verdict is Verdict.REJECT


@pytest.mark.rfc("OWN-1-04")
@pytest.mark.parametrize("event", ["delivered", "relayed", "expanded", "delayed"])
def test_a7_a_stranger_asks_for_success_and_delay_reports(event: str) -> None:
    asked = rcpt(notify=["SUCCESS", "DELAY", "FAILURE"])
    assert ask(event=event, recipients=asked, auth=SPF_PASS).verdict is Verdict.SUPPRESS
    assert ask(event=event, recipients=asked, auth=DKIM).verdict is Verdict.SEND


@pytest.mark.rfc("OWN-1-07")
def test_a8_ret_full_does_not_launder_a_payload() -> None:
    for auth in (SPF_PASS, {**SPF_PASS, "dkim": [{**DKIM_WHOLE, "body_length_limit": True}]}):
        notice = ask(auth=auth, ret="FULL").notice
        assert notice is not None
        assert notice.returned is Return.HEADERS


@pytest.mark.rfc("OWN-1-06", "RFC3461-4.2-04")
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("recipients[0].orcpt", {"recipients": rcpt(orcpt="rfc822;bob+0D+0ASubject:x")}),
        ("recipients[0].failure.diagnostic", {"recipients": rcpt(failure={"diagnostic": "no\r\nBcc: x"})}),
        ("envid", {"envid": "a+0Ab"}),
        ("client.helo", {"client": {"helo": "x\ny"}}),
        ("reverse_path", {"reverse_path": "ann\0@example.org"}),
        ("reverse_path", {"reverse_path": "ann\r\nRCPT TO:<x@y>@example.org"}),
    ],
)
def test_a9_injection_is_refused_by_name(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        ask(**change)
    assert caught.value.field == field
    assert "\n" not in str(caught.value)


def test_a9_what_is_no_ascii_in_a_diagnostic_never_reaches_the_wire() -> None:
    decision = ask(stage="rcpt", recipients=rcpt(failure={"reply": "550", "diagnostic": "n\u202eö such user"}))
    assert str(decision.recipients[0].reply) == "550 5.0.0 n?? such user"


@pytest.mark.rfc("RFC8601-4.1-01", "RFC8601-4.1-04", "RFC8601-5-01")
def test_a10_forged_authentication_results() -> None:
    forged = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\r\n"
    border = "Received: from x (x [192.0.2.7]) by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    for headers, trusted in (
        (border + forged, ["mx.here.example"]),
        (forged + border, []),
        (forged, ["mx.here.example"]),
        (forged + border.replace("mx.here.example", "out.example.org"), ["mx.here.example"]),
        (forged + border, ["mx.here.other"]),
    ):
        auth = {"headers": headers, "trusted_authserv_ids": trusted}
        assert ask(auth=auth).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC8617-5.2-03", "RFC8617-5.2-02")
@pytest.mark.parametrize(
    "arc",
    [
        {"result": "pass", "sealer": "evil.example", "sealer_trusted": False, "spf_for_reverse_path": "pass"},
        {"result": "fail", "sealer": "list.example", "sealer_trusted": True, "spf_for_reverse_path": "pass"},
        {"result": "pass", "sealer": "list.example", "sealer_trusted": True, "spf_for_reverse_path": "none"},
    ],
)
def test_a10_forged_arc(arc: dict[str, Any]) -> None:
    assert ask(auth={"arc": arc}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC4954-5-02")
def test_a11_a_relay_is_not_the_user() -> None:
    relay = {"login": "relay", "login_may_use_reverse_path": True, "trusted_relay": True}
    assert ask(client=relay).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("OWN-1-14", "OWN-1-02", "RFC5321-6.1-07")
def test_a12_breaking_dns_gains_nothing() -> None:
    broken = {"spf": [{"result": "temperror", "identity": "mailfrom", "domain": "example.org"}]}
    assert ask(auth=broken).verdict is Verdict.DEFER
    assert ask(auth=broken, deferred_seconds=4 * 3600 - 1).verdict is Verdict.DEFER
    late = ask(auth=broken, deferred_seconds=4 * 3600)
    assert late.verdict is Verdict.SUPPRESS
    assert (late.proof, late.risk) == (ask().proof, ask().risk)


def test_a12_in_session_a_refusal_that_rests_on_the_check_is_put_off_and_no_other() -> None:
    broken = {"spf": [{"result": "temperror", "identity": "mailfrom", "domain": "example.org"}]}
    failed = rcpt(failure={"reason": "authentication-failed"})
    deferred = ask(auth=broken, stage="data", recipients=failed)
    assert deferred.verdict is Verdict.DEFER
    assert str(deferred.recipients[0].reply).startswith("451 4.7.24 ")
    assert ask(auth=broken, stage="data").verdict is Verdict.REJECT


@pytest.mark.rfc("RFC3464-2-08", "RFC3464-2-06", "OWN-1-10", "RFC5321-4.4-07")
def test_a13_one_notice_for_all_recipients_of_a_message() -> None:
    many = [{"forward_path": f"u{n}@here.example", "failure": {"reason": "user-unknown"}} for n in range(50)]
    decision = ask(recipients=many, auth=DKIM)
    assert decision.permit is not None
    assert len(decision.permit.recipients) == 50
    assert ask(recipients=many, auth=DKIM, history={"already_notified": True}).permit is None


@pytest.mark.rfc("RFC3834-2-02", "RFC5321-4.5.4-01")
def test_a14_two_robots_cannot_play_ping_pong() -> None:
    assert ask(auth=DKIM, content={"is_report": True}).verdict is Verdict.SUPPRESS
    reply = {"event": "auto-reply", "auth": DKIM}
    ours = {"addressed_directly": True}
    assert ask(**reply, content=ours).verdict is Verdict.SEND
    assert ask(**reply, content={**ours, "auto_submitted": "auto-replied"}).verdict is Verdict.SUPPRESS
    assert ask(**reply, content={**ours, "auto_submitted": "something-new; x=y"}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("SRS-1-04", "BATV-4-05")
def test_a15_a_forged_srs_target() -> None:
    forged = {
        "reverse_path": "SRS0=aaaa=bb=victim.org=ann@example.org",
        "own_tokens": [{"kind": "srs", "valid": False}],
    }
    assert ask(**forged, auth=DKIM).recipients[0].because == ("H12",)


@pytest.mark.rfc("RFC5321-3.6.2-01")
def test_a16_a_callout_only_says_that_a_victim_exists() -> None:
    decision = ask(dns={"callout": "exists"})
    assert (decision.verdict, decision.proof) == (Verdict.SUPPRESS, Grade.NONE)
    assert ask(dns={"callout": "unknown"}).proof is Grade.NONE


def test_a17_slow_evidence_is_no_evidence() -> None:
    silent: dict[str, Any] = {"spf": [], "dkim": [], "dmarc": None, "arc": None, "iprev": None}
    for auth in ({}, None, silent):
        assert ask(auth=auth).proof is Grade.NONE


@pytest.mark.parametrize("spelling", ["BOB@here.example.org", '"bob"@HERE.example.org', "bob+x@here.example.org"])
def test_a18_spellings_of_one_address_are_one_address(spelling: str) -> None:
    decision = ask(**SUBMITTED, reverse_path=spelling, recipients=rcpt(forward_path="bob@here.example.org"))
    assert decision.recipients[0].because == ("H10",)


def test_s1_notify_never_is_honoured_and_recorded() -> None:
    decision = ask(auth=DKIM, recipients=rcpt(notify=["NEVER"]))
    assert decision.verdict is Verdict.SUPPRESS
    assert decision.recipients[0].because == ("H03",)


@pytest.mark.rfc("OWN-1-09")
def test_s2_a_victims_used_up_budget_does_not_starve_his_proven_mail() -> None:
    used_up = {"recent_notices_to_address": 29, "recent_notices_to_domain": 119}
    assert ask(auth=SPF_PASS, history=used_up).verdict is Verdict.SUPPRESS
    assert ask(auth=DKIM, history=used_up).verdict is Verdict.SEND
    assert ask(**SUBMITTED, history=used_up).verdict is Verdict.SEND


def test_s3_quoted_spam_does_not_silence_our_own_users() -> None:
    spam = {"verdict": "spam"}
    assert ask(**SUBMITTED, content=spam).verdict is Verdict.SEND
    assert ask(auth=SPF_PASS, content={**spam, "kept": True}).verdict is Verdict.DIVERT


def test_s5_breaking_the_senders_dns_puts_off_then_diverts() -> None:
    broken = {"spf": [{"result": "temperror", "identity": "mailfrom", "domain": "example.org"}]}
    kept = {"kept": True}
    assert ask(auth=broken, content=kept).verdict is Verdict.DEFER
    assert ask(auth=broken, content=kept, deferred_seconds=99_999).verdict is Verdict.DIVERT
    assert ask(auth={**broken, **DKIM}).verdict is Verdict.SEND


@pytest.mark.rfc("RFC5321-6.3-01", "RFC9228-4-02")
def test_s6_inserted_received_fields_alone_do_not_suppress() -> None:
    decision = ask(auth=DKIM, content={"received_count": 500, "loop": True})
    assert decision.verdict is Verdict.SEND
    assert decision.risk == 2


@pytest.mark.rfc("RFC3834-2-09")
def test_s7_header_hints_of_a_forwarder_do_not_suppress_strong_proof() -> None:
    hints = {"auto_submitted": "auto-forwarded", "precedence": "list", "list_id": "<x.example>", "received_count": 20}
    assert ask(auth=DKIM, content=hints).verdict is Verdict.SEND


def test_literal_is_the_only_profile_that_mails_a_victim_and_still_keeps_the_hard_rules() -> None:
    assert ask_of("rfc5321-literal") is Verdict.SEND
    fail = {"spf": [{"result": "fail", "identity": "mailfrom", "domain": "example.org"}]}
    assert ask_of("rfc5321-literal", auth=fail) is Verdict.SUPPRESS
    assert ask_of("rfc5321-literal", event="delivered", recipients=rcpt(notify=["SUCCESS"])) is Verdict.SUPPRESS


def test_unknown_stage_is_no_open_session() -> None:
    assert ask(stage=None).verdict in NOTHING
    assert read_query(question(stage=None)).policy is BALANCED


@pytest.mark.rfc("OWN-1-08")
def test_ten_thousand_recipients_cost_ten_times_a_thousand() -> None:
    many = [{"forward_path": f"u{n}@here.example", "failure": {"reason": "user-unknown"}} for n in range(10_000)]
    for stage in ("rcpt", "data", "accepted"):
        less, more = (read_query(question(recipients=many[:n], stage=stage, auth=DKIM)) for n in (1_000, 10_000))
        assert len(more.decide().recipients) == 10_000
        assert grows(less.decide, more.decide) < 11
