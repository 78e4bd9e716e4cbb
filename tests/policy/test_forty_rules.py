"""Of the forty rules to test first, those that are decisions, by number; the others are the DSN writer's."""

import pytest

from bouncekit.policy import Verdict
from strategies.policy import DKIM, DKIM_WHOLE, SPF_PASS, SUBMITTED, ask, rcpt


@pytest.mark.rfc("RFC5321-6.1-04", "RFC3461-5.2-01", "RFC3834-2-05", "RFC5321-4.5.5-02", "RFC5429-2.1.2-02")
def test_1_no_notice_to_a_null_reverse_path() -> None:
    for event in ("failed", "delayed", "auto-reply", "challenge", "list-rejection"):
        assert ask(reverse_path="", event=event, content={"addressed_directly": True}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC5321-3.6.3-03", "RFC5321-4.5.4-01", "RFC6650-6-02", "RFC8098-2.1-01")
def test_2_never_a_notice_about_a_notice() -> None:
    for event in ("failed", "delayed", "auto-reply", "disposition"):
        assert ask(**SUBMITTED, event=event, content={"is_report": True}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC5321-3.6.3-04", "RFC3461-6.1-01", "RFC3464-2-05")
def test_3_its_envelope_sender_is_null() -> None:
    assert ask(auth=DKIM).to_json()["notice"]["from"] == ""


@pytest.mark.rfc("RFC3834-4-01", "RFC3834-4-02", "RFC3461-6.1-02")
def test_4_its_target_is_the_reverse_path() -> None:
    auth = {"dmarc": {"result": "pass", "from": "reply-here@example.net"}, **SPF_PASS}
    assert ask(auth=auth).to_json()["notice"]["to"] == "ann@example.org"


@pytest.mark.rfc("RFC5321-6.1-05", "RFC5321-C-01")
def test_5_source_routes_are_stripped() -> None:
    assert ask(auth=DKIM, reverse_path="@a.example:ann@example.org").to_json()["notice"]["to"] == "ann@example.org"


@pytest.mark.rfc("RFC5321-6.1-01", "RFC5321-3.6.3-01", "RFC5321-6.2-01", "RFC3461-5.2.6-01", "RFC3461-5.2.2-08")
def test_6_a_late_failure_that_nothing_suppresses_is_reported() -> None:
    for proof in ({"auth": SPF_PASS}, {"auth": DKIM}, SUBMITTED):
        assert ask(**proof).verdict is Verdict.SEND
        assert ask(**proof, recipients=rcpt(notify=["FAILURE"])).verdict is Verdict.SEND


@pytest.mark.rfc("RFC5321-4.2.5-01")
def test_7_after_a_refusal_no_notice() -> None:
    assert ask(auth=DKIM, stage="data").notice is None


@pytest.mark.rfc("RFC5321-6.2-04", "RFC5429-2.3-01")
def test_8_hostile_content_is_not_bounced() -> None:
    assert ask(auth=DKIM, content={"verdict": "hostile"}).recipients[0].because == ("H08",)


@pytest.mark.rfc("RFC5321-6.2-02", "RFC5429-2.1-02", "OWN-1-12")
def test_9_a_drop_says_what_it_goes_against() -> None:
    decision = ask()
    assert (decision.verdict, decision.overrides) == (Verdict.SUPPRESS, "RFC5321-6.1-01")
    assert "goes against RFC5321-6.1-01" in decision.explain()


@pytest.mark.rfc("RFC5429-2.1-01", "RFC5429-2.1.2-01", "RFC5321-4.4-06")
def test_10_first_a_refusal_then_a_notice_and_neither_if_forged() -> None:
    ok = {"forward_path": "carol@here.example"}
    mixed = [*rcpt(), ok]
    assert ask(auth=DKIM, stage="data").verdict is Verdict.REJECT
    both = ask(auth=DKIM, stage="data", recipients=mixed)
    assert [r.verdict for r in both.recipients] == [Verdict.SEND, Verdict.SUPPRESS]
    assert both.recipients[1].because == ("not-failing",)
    assert both.verdict is Verdict.SEND
    assert ask(stage="data", recipients=mixed).recipients[0].verdict is Verdict.DIVERT
    lost = ask(stage="data", recipients=mixed, content={"kept": False})
    assert lost.recipients[0].verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC8601-4.2-01", "RFC9989-7.2-01", "RFC7489-10.3-01")
def test_11_policy_failures_are_refused_at_the_border() -> None:
    failed = rcpt(failure={"reason": "authentication-failed"})
    auth = {"dmarc": {"result": "fail", "from": "ann@example.org", "policy": "reject"}}
    decision = ask(stage="data", recipients=failed, auth=auth)
    assert decision.verdict is Verdict.REJECT
    assert "DMARC" in str(decision.recipients[0].reply)


NOTIFY = [
    # (number, event, NOTIFY, is it sent?)
    (12, "failed", ["NEVER"], False),
    (12, "delivered", ["NEVER"], False),
    (13, "failed", ["SUCCESS"], False),
    (13, "failed", ["DELAY", "SUCCESS"], False),
    (14, "delayed", ["FAILURE"], False),
    (14, "delayed", ["FAILURE", "DELAY"], True),
    (14, "delayed", None, True),
    (15, "delivered", None, False),
    (15, "delivered", ["FAILURE"], False),
    (15, "delivered", ["SUCCESS"], True),
    (15, "relayed", ["SUCCESS", "FAILURE"], True),
    (15, "relayed", None, False),
    (15, "expanded", ["SUCCESS"], True),
]


@pytest.mark.parametrize(("number", "event", "notify", "sent"), NOTIFY)
@pytest.mark.rfc(
    "RFC3461-5.2.2-04", "RFC3461-5.2.6-02", "RFC3461-5.2.5-02", "RFC3461-5.2.5-01", "RFC3461-5.2.3-02",
    "RFC3461-5.2.3-01", "RFC3461-5.2.2-07", "RFC3461-4.1-03",
)  # fmt: skip
def test_12_to_15_notify_says_what_is_wanted(number: int, event: str, notify: list[str] | None, *, sent: bool) -> None:
    recipients = rcpt() if notify is None else rcpt(notify=notify)
    decision = ask(**SUBMITTED, event=event, recipients=recipients)
    assert (decision.verdict is Verdict.SEND) == sent
    assert (decision.recipients[0].because == ("H03",)) != sent


@pytest.mark.rfc("RFC3461-5.2.8-01")
def test_16_recipients_that_did_not_ask_are_in_no_notice() -> None:
    recipients = [*rcpt(notify=["NEVER"]), *rcpt(forward_path="carol@here.example")]
    decision = ask(auth=DKIM, recipients=recipients)
    assert decision.verdict is Verdict.MIXED
    assert decision.permit is not None
    assert decision.permit.recipients == ("carol@here.example",)


@pytest.mark.rfc("RFC3461-5.1-01")
def test_20_the_same_reply_with_and_without_dsn_parameters() -> None:
    plain = ask(stage="rcpt").recipients[0].reply
    asked = rcpt(notify=["NEVER"], orcpt="rfc822;bob@here.example")
    assert ask(stage="rcpt", recipients=asked, ret="FULL", envid="x").recipients[0].reply == plain


@pytest.mark.rfc("RFC3834-2-02", "RFC3834-2-04", "RFC5230-4.5-01", "RFC5230-4.6-01", "RFC5230-4.6-02", "RFC3834-2-03")
def test_32_automatic_replies() -> None:
    direct = {"addressed_directly": True}
    asked = {"event": "auto-reply", "auth": DKIM}
    assert ask(**asked, content=direct).verdict is Verdict.SEND
    for content in ({}, {"addressed_directly": False}, {**direct, "precedence": "list"}, {**direct, "list_id": "<x>"}):
        assert ask(**asked, content=content).verdict is Verdict.SUPPRESS
    for local in ("owner-x", "x-request", "MAILER-DAEMON", "LISTSERV", "majordomo"):
        path = f"{local}@example.org"
        auth = {"dkim": [{**DKIM_WHOLE, "signed_from": path}]}
        assert ask(event="auto-reply", auth=auth, content=direct, reverse_path=path).verdict is Verdict.SUPPRESS
    assert ask(**asked, content=direct, history={"already_notified": True}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC8098-2.1-02", "RFC8098-6.4-01")
def test_32_disposition_notifications_go_to_the_reverse_path_that_asked() -> None:
    asked = {"event": "disposition", "auth": DKIM}
    assert ask(**asked, content={"disposition_to": '"ann"@EXAMPLE.org'}).verdict is Verdict.SEND
    assert ask(**asked, content={"disposition_to": "eve@example.org"}).verdict is Verdict.SUPPRESS
    assert ask(**asked).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC3464-2-08")
def test_33_one_notice_for_a_message_and_recipient() -> None:
    assert ask(**SUBMITTED, history={"already_notified": True}).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC7208-2.5-02", "RFC6650-5.2-01")
def test_34_none_to_a_mail_from_that_failed_spf() -> None:
    auth = {**DKIM, "spf": [{"result": "fail", "identity": "mailfrom", "domain": "example.org"}]}
    assert ask(auth=auth).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("RFC7208-8.2-01", "OWN-1-02")
def test_35_neutral_is_none_and_temperror_is_no_better() -> None:
    def outcome(result: str) -> tuple[Verdict, int, int]:
        auth = {"spf": [{"result": result, "identity": "mailfrom", "domain": "example.org"}]}
        decision = ask(auth=auth, deferred_seconds=99_999)
        return decision.verdict, decision.proof, decision.risk

    assert outcome("neutral") == outcome("none") == outcome("temperror")


@pytest.mark.rfc("RFC9989-4-01", "RFC6376-8.6-01")
def test_36_dmarc_and_unaligned_signatures_prove_no_reverse_path() -> None:
    auth = {"dmarc": {"result": "pass", "from": "x@example.net"}, "dkim": [{**DKIM_WHOLE, "domain": "example.net"}]}
    assert ask(auth=auth).proof == 0


@pytest.mark.rfc("RFC8601-4.1-01", "RFC8617-5.2-03", "RFC4954-5-02")
def test_37_nothing_is_trusted_that_is_not_configured() -> None:
    headers = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\r\n"
    headers += "Received: from x by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    assert ask(auth={"headers": headers, "trusted_authserv_ids": ["mx.here.example"]}).proof > 0
    assert ask(auth={"headers": headers, "trusted_authserv_ids": []}).proof == 0
    assert ask(auth={"arc": {"result": "pass", "spf_for_reverse_path": "pass"}}).proof == 0
    assert ask(client={"login": "someone"}).proof == 0


@pytest.mark.rfc("RFC7505-4.1-01", "RFC5321-6.2-03")
def test_38_no_notice_to_a_domain_that_takes_none() -> None:
    for dns in ({"null_mx": True}, {"domain_exists": False}):
        assert ask(**SUBMITTED, dns=dns).verdict is Verdict.SUPPRESS


@pytest.mark.rfc("SRS-1-04", "SRS-1-06")
def test_39_a_bad_srs_hash_is_never_answered_and_a_foreign_one_is_the_forwarders() -> None:
    foreign = ask(reverse_path="SRS0=aaaa=bb=example.com=eve@example.org", auth=SPF_PASS)
    assert foreign.verdict is Verdict.SEND
    assert "forwarded-srs" in foreign.ignored
    assert ask(auth=DKIM, own_tokens=[{"kind": "srs", "valid": False}]).verdict is Verdict.SUPPRESS
