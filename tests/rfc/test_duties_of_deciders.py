"""What deciding on a notice, and telling whose a report is, owes to RFC 2142, RFC 3834, RFC 8601 and their kin."""

import builtins
import io
import os
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.auth import AuthResults
from bouncekit.classify import classify
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.dsn import DeliveryReport, RecipientReport, build
from bouncekit.dsn.transcript import lint_transcript
from bouncekit.origin import Proof, Verdict, batv, check, examine_envelope, examine_report, signed, verp
from bouncekit.policy import Grade, refuse
from bouncekit.policy import Verdict as Notify
from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.suppression import RecipientFault
from bouncekit.transaction import Failure, Stage
from bouncekit.vocabulary import Action, Reason, ReportKind
from strategies.dsn import BOUNDARY, MESSAGE_ID
from strategies.origin import NOW, RING
from strategies.policy import DKIM, DKIM_WHOLE, ask, rcpt, rules

BOB, NEWS = "bob@example.net", "news@here.example"


# -- whose mail it was ----------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC8601-2.7.4-01")
@pytest.mark.parametrize("result", ["pass", "none", "fail", "temperror", "permerror"])
def test_a_field_that_speaks_of_a_login_proves_no_login(result: str) -> None:
    field = f"Authentication-Results: mx.here.example; auth={result} smtp.auth=ann smtp.mailfrom=ann@example.org\r\n"
    border = "Received: from x by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\n"
    auth = AuthResults.from_headers(field + border, trusted={"mx.here.example"})
    assert auth == AuthResults(from_border=True)


CLAIMS: list[dict[str, Any]] = [
    {"auto_submitted": "no"},
    {"auto_submitted": "auto-replied"},
    {"list_id": "<news.example.org>"},
    {"precedence": "first-class"},
    {"addressed_directly": True},
    {"received_count": 1},
    {"disposition_to": "ann@example.org"},
]


@pytest.mark.rfc("OWN-1-11", "RFC2919-8-01")
@pytest.mark.parametrize("content", CLAIMS, ids=str)
def test_nothing_that_a_header_claims_makes_it_safer(content: dict[str, Any]) -> None:
    for more in ({}, {"dns": {"mx": "none"}}, {"auth": DKIM}):
        without, claimed = ask(**more), ask(**more, content=content)
        assert claimed.proof <= without.proof
        assert claimed.risk >= without.risk
        assert not (claimed.verdict is Notify.SEND and without.verdict is not Notify.SEND)


@pytest.mark.rfc("OWN-1-11")
def test_results_that_the_client_brought_along_are_not_believed() -> None:
    brought = "Received: from a by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n" + "".join(
        f"Authentication-Results: {name}; spf=pass smtp.mailfrom=ann@example.org; dkim=pass header.d=example.org\r\n"
        for name in ("mx.here.example", "elsewhere.example")
    )
    found = AuthResults.from_headers(brought + "\r\nbody", trusted={"mx.here.example"})
    assert (found.spf, found.dkim, found.from_border) == ((), (), False)


@pytest.mark.rfc("RFC2142-2-01")
def test_a_role_is_a_reader_and_no_robot() -> None:
    for name in ("postmaster", "abuse", "hostmaster", "webmaster", "info", "support"):
        signature = {"dkim": [{**DKIM_WHOLE, "signed_from": f"{name}@example.org"}]}
        decision = ask(reverse_path=f"{name}@example.org", auth=signature)
        assert (decision.verdict, decision.vetoes) == (Notify.SEND, ())
        assert "robot-address" not in rules(decision)


@pytest.mark.rfc("RFC3834-2-06")
@pytest.mark.parametrize(
    ("local", "answered"),
    [("owner-news", False), ("news-request", False), ("MAILER-DAEMON", False), ("ann", True), ("request", True)],
)
def test_no_automatic_reply_to_the_addresses_of_lists_and_robots(local: str, *, answered: bool) -> None:
    signature = {"dkim": [{**DKIM_WHOLE, "signed_from": f"{local}@example.org"}]}
    content = {"addressed_directly": True, "verdict": "clean"}
    decision = ask(event="auto-reply", reverse_path=f"{local}@example.org", auth=signature, content=content)
    assert ("auto-robot-reply" in rules(decision)) is not answered
    assert (decision.verdict is Notify.SEND) is answered


@pytest.mark.rfc("RFC3834-5.2-04")
@pytest.mark.parametrize(
    ("value", "automatic"),
    [("auto-notified", True), ("auto-foo", True), ("whatever; x=y", True), ("no", False), ("NO (really)", False)],
)
def test_every_keyword_but_no_means_a_program(value: str, *, automatic: bool) -> None:
    assert ("auto-submitted" in rules(ask(content={"auto_submitted": value}))) is automatic


@pytest.mark.rfc("DKIM2-12-01")
@pytest.mark.parametrize(
    ("change", "proof"),
    [
        ({}, Grade.STRONG),
        ({"result": "fail"}, Grade.NONE),
        ({"mail_from": "eve@example.org"}, Grade.NONE),
        ({"rcpt_to": "eve@here.example"}, Grade.NONE),
    ],
    ids=str,
)
def test_a_dkim2_chain_must_name_both_ends(change: dict[str, str], proof: Grade) -> None:
    chain = {"result": "pass", "mail_from": "ann@example.org", "rcpt_to": "bob@here.example", **change}
    assert ask(auth={"dkim2": chain}).proof is proof


# -- replies --------------------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC5321-3.3-02")
def test_a_recipient_that_fails_after_data_beside_a_good_one_is_a_later_failure() -> None:
    decision = ask(auth=DKIM, stage="data", recipients=[*rcpt(), {"forward_path": "carol@here.example"}])
    assert [r.verdict for r in decision.recipients] == [Notify.SEND, Notify.SUPPRESS]
    assert [r.reply for r in decision.recipients] == [None, None]
    assert decision.notice is not None
    assert decision.notice.to == "ann@example.org"


@pytest.mark.rfc("RFC7372-3.1-01", "RFC7372-4-01")
@pytest.mark.parametrize("status", ["5.7.20", "5.7.21", "5.7.22", "5.7.23", "5.7.24", "5.7.25"])
def test_authentication_failures_have_codes_of_their_own(status: str) -> None:
    given = Failure(reason=Reason.AUTHENTICATION_FAILED, status=EnhancedStatus.parse(status))
    assert str(refuse(given, stage=Stage.DATA).status) == status
    assert str(refuse(Failure(reason=Reason.AUTHENTICATION_FAILED), stage=Stage.DATA).status) == "5.7.26"
    assert str(refuse(Failure(reason=Reason.MISSING_PTR), stage=Stage.DATA).status) == "5.7.25"


@pytest.mark.rfc("RFC9989-7.2-03")
def test_the_reply_names_dmarc_and_may_be_for_now_only() -> None:
    now = refuse(Failure(reason=Reason.AUTHENTICATION_FAILED, reply=ReplyCode(451)), stage=Stage.DATA)
    for reply, code, status in (
        (now, 451, "4.7.26"),
        (refuse(Failure(reason=Reason.AUTHENTICATION_FAILED), stage=Stage.DATA), 550, "5.7.26"),
    ):
        assert (reply.code.value, str(reply.status)) == (code, status)
        assert "DMARC" in reply.text


@pytest.mark.rfc("RFC9989-7.4-01", "RFC9989-5.4-01", "RFC7208-8.5-01", "RFC6376-6.3-01")
@pytest.mark.parametrize(
    "auth",
    [
        {"dmarc": {"result": "fail", "from": "ann@example.org", "policy": "reject"}},
        {"dmarc": {"result": "fail", "from": "ann@example.org", "policy": "none"}},
        {"spf": [{"result": "softfail", "identity": "mailfrom", "domain": "example.org"}]},
        {"dkim": []},
    ],
    ids=str,
)
@pytest.mark.parametrize("stage", ["rcpt", "data", "accepted"])
def test_who_does_not_fail_is_not_refused_for_what_authentication_says(auth: dict[str, Any], stage: str) -> None:
    recipients = [*rcpt(), {"forward_path": "carol@here.example"}]
    refused, taken = ask(auth=auth, stage=stage, recipients=recipients).recipients
    assert (refused.reply is not None) is (stage == "rcpt")
    assert taken.verdict is not Notify.REJECT
    assert taken.reply is None
    assert taken.because == ("not-failing",)


@pytest.mark.rfc("RFC8689-4.2.1-01")
@pytest.mark.parametrize("status", [None, "5.7.10", "5.7.30"])
def test_requiretls_that_cannot_be_met_has_a_code_of_its_own(status: str | None) -> None:
    failure = {"reason": "starttls-failed", **({} if status is None else {"status": status})}
    refused = ask(stage="rcpt", requiretls=True, recipients=rcpt(failure=failure))
    assert str(refused.recipients[0].reply).startswith(f"550 {status or '5.7.10'} ")
    late = ask(auth=DKIM, requiretls=True, recipients=rcpt(failure=failure))
    assert late.notice is not None
    assert late.notice.requiretls


@pytest.mark.rfc("RFC3463-3-04")
def test_expiry_gives_way_to_the_cause_that_is_known() -> None:
    cause = Failure(reason=Reason.EXPIRED, status=EnhancedStatus(4, 4, 1))
    assert str(refuse(cause, stage=Stage.RCPT).status) == "4.4.1"
    assert str(refuse(Failure(reason=Reason.EXPIRED), stage=Stage.RCPT).status) == "4.4.7"


@pytest.mark.rfc("RFC3463-3.3-01")
def test_a_full_mailbox_is_transient_and_a_limit_is_permanent() -> None:
    for stage in (Stage.RCPT, Stage.DATA):
        assert str(refuse(Failure(reason=Reason.MAILBOX_FULL), stage=stage).status) == "4.2.2"
        assert str(refuse(Failure(reason=Reason.SIZE_LIMIT_OF_RECIPIENT), stage=stage).status) == "5.2.3"


# -- how reports are sent -------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC3461-6.1-05")
def test_envid_and_orcpt_may_go_with_a_report() -> None:
    said = b"C: MAIL FROM:<> ENVID=x1\r\nC: RCPT TO:<a@b.example> NOTIFY=NEVER ORCPT=rfc822;a@b.example\r\n"
    assert lint_transcript(said) == ()


def report(reason: Reason = Reason.USER_UNKNOWN) -> bytes:
    one = RecipientReport(final=BOB, action=Action.FAILED, status=EnhancedStatus(5, 1, 1), reason=reason)
    whole = DeliveryReport(reporting_mta="mx.example.net", reverse_path=NEWS, recipients=(one,))
    return bytes(build(whole, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))


@pytest.mark.rfc("RFC3834-3.1.8-01")
def test_no_precedence_unless_it_is_asked_for() -> None:
    assert b"precedence:" not in report().lower()


# -- whose report it is ---------------------------------------------------------------------------------------------


@pytest.mark.rfc("VERP-1-01")
@given(
    st.text("abcxyz019_+=-", min_size=1, max_size=12),
    st.text("abcxyz019", min_size=1, max_size=8),
    st.sampled_from("+_-"),
)
def test_a_return_path_gives_back_exactly_the_recipient_that_it_was_made_for(local: str, host: str, cut: str) -> None:
    minted = verp.mint(NEWS, f"{local}@{host}.example", RING, NOW, delimiter=cut)
    proof = verp.verify(minted, RING, NOW, delimiter=cut)
    assert (proof.address, proof.recipients) == (NEWS, frozenset({f"{local}@{host}.example"}))


def fault(found: Report, to: str, *proofs: Proof) -> RecipientFault | None:
    origin = check(found, envelope_to=to, proofs=[*examine_envelope(to, RING, NOW), *proofs], now=NOW)
    done = classify(found.recipients[0])
    return RecipientFault.prove(done, origin, recipient=BOB, message="m", report="r", at=NOW)


@pytest.mark.rfc("VERP-1-02")
def test_forged_bounces_poison_no_list() -> None:
    found = parse(report())
    path = verp.mint(NEWS, BOB, RING, NOW)
    assert fault(found, path) is not None
    for forged in (NEWS, "news+bob=example.net@here.example", verp.mint(NEWS, "eve@example.net", RING, NOW)):
        assert fault(found, forged) is None
    assert fault(found, path[: path.index("@") - 1] + "a" + path[path.index("@") :]) is None
    for recipient, proves in ((BOB, True), ("eve@example.net", False)):
        minted = signed.mint_message_id("20261123.17", "here.example", RING, NOW, recipient=recipient)
        end = f"--{BOUNDARY}--"
        original = f"--{BOUNDARY}\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {minted}\r\n\r\nhi\r\n{end}"
        returned = parse(report().replace(end.encode(), original.encode()))
        assert (fault(returned, NEWS, *examine_report(returned, RING, NOW)) is not None) is proves


@pytest.mark.rfc("BATV-4-08")
def test_a_tag_is_compared_in_constant_time_and_ends_and_opens_no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    import hmac

    compared: list[tuple[str, str]] = []
    compare = hmac.compare_digest

    def watched(left: str, right: str) -> bool:
        compared.append((left, right))
        return compare(left, right)

    monkeypatch.setattr("bouncekit.origin.keys.hmac.compare_digest", watched)
    tagged = batv.mint(NEWS, RING, NOW)
    assert batv.verify(tagged, RING, NOW).valid
    assert compared
    assert not batv.verify(tagged, RING, NOW + timedelta(days=batv.LIFE_DAYS + 1)).valid
    valid = [{"kind": "batv", "valid": True}]
    assert ask(own_tokens=valid).verdict is Notify.SEND
    flood = ask(own_tokens=valid, history={"recent_notices_to_address": 1_000})
    assert flood.verdict is Notify.SUPPRESS
    assert "H14" in rules(flood)


MDN = (
    b"From: bob@example.net\r\nTo: news@here.example\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\r\n\r\n'
    b"--b\r\n\r\nread\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
    b"Final-Recipient: rfc822; bob@example.net\r\nOriginal-Message-ID: <1@here.example>\r\n"
    b"Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n"
)


@pytest.mark.rfc("RFC8098-6.2-01", "RFC3464-4.1-01")
@pytest.mark.parametrize(("data", "kind"), [(MDN, ReportKind.DISPOSITION), (report(), ReportKind.DELIVERY_STATUS)])
def test_a_report_alone_never_proves_that_it_is_genuine(data: bytes, kind: ReportKind) -> None:
    found = parse(data)
    assert found.kind is kind
    proofs = [*examine_envelope(NEWS, RING, NOW), *examine_report(found, RING, NOW)]
    assert check(found, envelope_to=NEWS, proofs=proofs, now=NOW).verdict is Verdict.UNPROVEN


@pytest.mark.rfc("RFC5965-8.7-01")
def test_attachments_are_read_and_never_opened_or_written(monkeypatch: pytest.MonkeyPatch) -> None:
    feedback = (
        b"From: fbl@example.net\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        b"--b\r\n\r\nspam\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        b"User-Agent: x/1\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: application/x-msdownload\r\n"
        b'Content-Disposition: attachment; filename="../../tmp/evil.exe"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        b"TVqQAAMAAAAEAAAA\r\n--b--\r\n"
    )
    parse(feedback)  # what is imported on first use is imported now

    def never(*args: object, **more: object) -> None:
        raise AssertionError(args, more)

    with monkeypatch.context() as patched:
        for owner, name in ((builtins, "open"), (io, "open"), (os, "open")):
            patched.setattr(owner, name, never)
        found = parse(feedback)
    assert found.kind is ReportKind.FEEDBACK
    assert found.feedback is not None
