"""Reports as they are written: RFC 3461 section 6, RFC 3464, RFC 6522, RFC 6533."""

import email
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.message import Message
from typing import Any

import pytest
from flufl.bounce import all_failures
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.builder import Dsn, build
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent
from bouncekit.dsn.text import date_text, encoded_words, field_lines, quoted_printable
from bouncekit.errors import InvalidValueError
from bouncekit.message import MessageView
from bouncekit.report.model import Tier
from bouncekit.report.parse import parse
from bouncekit.transaction import Notify
from bouncekit.vocabulary import Action, Reason, ReportKind
from strategies.dsn import BOUNDARY, MESSAGE_ID, NOW, ORIGINAL, addressed, reports

FAILED = RecipientReport(
    final="Bob@receiver.example",
    action=Action.FAILED,
    status=EnhancedStatus(5, 1, 1),
    diagnostic="550 5.1.1 no such user",
    remote_mta="mx.remote.example",
)
REPORT = DeliveryReport(
    reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(FAILED,), original=ORIGINAL
)


def made(report: DeliveryReport = REPORT, **changes: Any) -> Dsn:
    return build(replace(report, **changes), now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY)


def read(dsn: Dsn) -> Message:
    return email.message_from_bytes(bytes(dsn))


def fields(dsn: Dsn, group: int) -> dict[str, str]:
    """The fields of group *group* of the status part (0 is per message), unfolded, names in lower case."""
    part = MessageView.parse(bytes(dsn)).root.children[1]
    block = part.payload.decode().replace("\r\n", "\n").strip("\n").split("\n\n")[group]
    lines = re.sub(r"\n(?=[ \t])", "", block).split("\n")
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def types(dsn: Dsn) -> list[str]:
    return [part.media_type for part in MessageView.parse(bytes(dsn)).root.children]


def recipient(**changes: Any) -> RecipientReport:
    return replace(FAILED, **changes)


# -- the whole ------------------------------------------------------------------------------------------------------


@pytest.mark.rfc(
    "RFC3461-6.1-01", "RFC5321-3.6.3-03", "RFC5321-4.4-08", "RFC5321-6.1-02", "RFC3464-2-04", "RFC3464-2-05",
    "RFC3461-6.1-02", "RFC3464-2-02", "RFC5321-4.4-05", "RFC5321-6.1-03", "RFC5321-3.6.3-01",
)  # fmt: skip
def test_the_envelope_is_null_and_goes_to_the_reverse_path() -> None:
    dsn = made()
    assert dsn.envelope_from == ""
    assert dsn.envelope_to == "ann@sender.example"
    assert read(dsn)["To"] == "<ann@sender.example>"
    with pytest.raises(TypeError):
        Dsn(content=b"", envelope_to="x@y.example", envelope_from="x@y.example")  # type: ignore[call-arg]


@pytest.mark.rfc("RFC3461-6.1-03", "RFC3461-6.1-04", "RFC4865-5.1-01", "RFC3834-3.3-01", "RFC3834-3.3-02")
def test_the_envelope_has_no_ret_and_asks_for_no_report() -> None:
    dsn = made(requiretls=True, priority=3)
    assert dsn.rcpt_parameters == ("NOTIFY=NEVER",)
    assert dsn.mail_parameters == ("REQUIRETLS", "MT-PRIORITY=3")


@pytest.mark.rfc("RFC3461-5.2-01")
def test_nothing_is_built_for_the_null_reverse_path() -> None:
    for null in ("", "<>"):
        with pytest.raises(InvalidValueError, match=r"^reverse_path: is null"):
            made(reverse_path=null)


@pytest.mark.rfc("RFC5321-C-01", "RFC5321-6.1-05")
def test_a_source_route_is_stripped() -> None:
    assert made(reverse_path="<@relay.example:ann@sender.example>").envelope_to == "ann@sender.example"


@pytest.mark.rfc(
    "RFC3464-2-01", "RFC3461-6.2-01", "RFC3461-6.2-03", "RFC6522-3-01", "RFC6522-3-02", "RFC6522-3-03",
    "RFC5321-3.6.3-02", "RFC3464-2.1-01",
)  # fmt: skip
def test_the_parts_and_their_order() -> None:
    message = read(made())
    assert message.get_content_type() == "multipart/report"
    assert message.get_param("report-type") == "delivery-status"
    assert types(made()) == ["text/plain", "message/delivery-status", "message/rfc822"]
    assert MessageView.parse(bytes(made())).root.children[1].get("content-transfer-encoding") == "7bit"


@pytest.mark.rfc("RFC3464-2-03", "RFC3834-3.1.7-01", "RFC3834-5.2-01", "RFC3834-5.2-02", "RFC5321-4.4-09")
def test_the_header() -> None:
    message = read(made())
    assert message["From"] == "Mail Delivery System <postmaster@mx.receiver.example>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Date"] == "Mon, 23 Nov 2026 10:00:00 +0000"
    assert message["Message-ID"] == MESSAGE_ID
    assert message["MIME-Version"] == "1.0"
    assert message["Return-Path"] is None
    assert read(made(postmaster="help@receiver.example"))["From"].endswith("<help@receiver.example>")


@pytest.mark.rfc("RFC3834-3.1.6-01", "RFC3834-3.1.3-01")
def test_threading() -> None:
    message = read(made(original=ORIGINAL.replace(b"Subject", b"References: <a@x.example> <b@x.example>\r\nSubject")))
    assert message["In-Reply-To"] == "<orig.1@sender.example>"
    assert message["References"].split() == ["<a@x.example>", "<b@x.example>", "<orig.1@sender.example>"]
    assert read(made(original=None))["In-Reply-To"] is None


@pytest.mark.rfc("RFC8098-3-03")
def test_the_message_id_of_the_original_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"^message_id: is that of the original"):
        build(REPORT, now=NOW, message_id="<orig.1@sender.example>", boundary=BOUNDARY)


# -- per-message fields ---------------------------------------------------------------------------------------------


@pytest.mark.rfc(
    "RFC3464-2.2.1-01", "RFC3464-2.2.1-02", "RFC3464-2.2.1-03", "RFC3461-6.3-01", "RFC3464-2.2-01",
)  # fmt: skip
def test_envelope_id_iff_it_came() -> None:
    assert fields(made(envid="QQ+2B314aB"), 0)["original-envelope-id"] == "QQ+314aB"
    assert "original-envelope-id" not in fields(made(), 0)


@pytest.mark.rfc("RFC3464-2.2.2-01", "RFC3461-6.3-02", "RFC3461-9.3-01")
def test_reporting_mta() -> None:
    assert fields(made(), 0)["reporting-mta"] == "dns; mx.receiver.example"
    assert fields(made(reporting_mta="[192.0.2.1]", postmaster="a@b.example"), 0)["reporting-mta"] == "dns; [192.0.2.1]"
    local = made(reporting_mta="mailhost", postmaster="postmaster@receiver.example")
    assert fields(local, 0)["reporting-mta"] == "x-local-hostname; mailhost"
    with pytest.raises(InvalidValueError, match=r"^postmaster: is needed"):
        made(reporting_mta="mailhost")


@pytest.mark.rfc("RFC3464-2.2.3-01", "RFC3464-2.2.4-01", "RFC3464-2.2.5-01", "RFC3464-B-01")
def test_gateway_client_and_arrival() -> None:
    east = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    dsn = made(
        dsn_gateway="gw.example",
        received_from_mta="Mail.Sender.example",
        received_from_ip="192.0.2.9",
        arrival_date=east,
    )
    found = fields(dsn, 0)
    assert found["dsn-gateway"] == "dns; gw.example"
    assert found["received-from-mta"] == "dns; Mail.Sender.example ([192.0.2.9])"
    assert found["arrival-date"] == "Fri, 02 Jan 2026 03:04:05 +0530"
    assert "dsn-gateway" not in fields(made(), 0)


@pytest.mark.rfc("RFC2852-6-01", "RFC4865-5.1-02")
def test_deliver_by_and_future_release() -> None:
    found = fields(made(deliver_by=NOW, future_release="for;3600", arrival_date=NOW), 0)
    assert found["deliver-by-date"] == date_text(NOW)
    assert found["future-release-request"] == "for;3600"
    with pytest.raises(InvalidValueError, match=r"^arrival_date: is needed"):
        made(future_release="for;3600")


# -- per-recipient fields -------------------------------------------------------------------------------------------


@pytest.mark.rfc(
    "RFC3461-6.3-04", "RFC3464-2.3.2-01", "RFC3464-2.3.3-01", "RFC3464-2.3.4-01", "RFC3461-6.3-06",
    "RFC3464-2.3.6-01", "RFC3464-2.3.5-01", "RFC3461-9.1-01", "RFC3464-2.3.1-02", "RFC3461-5.2.6-01",
    "RFC3461-5.2.2-03",
)  # fmt: skip
def test_recipient_fields() -> None:
    assert fields(made(), 1) == {
        "final-recipient": "rfc822; Bob@receiver.example",
        "action": "failed",
        "status": "5.1.1",
        "remote-mta": "dns; mx.remote.example",
        "diagnostic-code": "smtp; 550 5.1.1 no such user",
    }
    local = fields(made(recipients=(recipient(remote_mta=None, diagnostic=None),)), 1)
    assert sorted(local) == ["action", "final-recipient", "status"]


@pytest.mark.rfc("RFC3461-6.3-03", "RFC3464-2.3.1-01")
def test_original_recipient_is_orcpt_decoded() -> None:
    found = fields(made(recipients=(recipient(original="rfc822;Bob+2Bx@there.example"),)), 1)
    assert found["original-recipient"] == "rfc822; Bob+x@there.example"


@pytest.mark.rfc("RFC3464-2.3.7-01", "RFC3464-2.3.8-01", "RFC3464-2.3.9-01", "RFC3461-6.3-07")
def test_attempt_log_retry_and_remote_recipient() -> None:
    delayed = recipient(
        action=Action.DELAYED,
        status=EnhancedStatus(4, 4, 1),
        last_attempt=NOW,
        will_retry_until=NOW,
        final_log_id="Q1",
        remote_recipient="b2@remote.example",
    )
    found = fields(made(recipients=(delayed,)), 1)
    assert found["last-attempt-date"] == found["will-retry-until"] == date_text(NOW)
    assert found["final-log-id"] == "Q1"
    assert found["smtp-remote-recipient"] == "b2@remote.example"
    with pytest.raises(InvalidValueError, match=r"^will_retry_until: "):
        recipient(will_retry_until=NOW)


@pytest.mark.rfc("RFC3461-9.2-01", "RFC2034-4-03")
def test_a_reply_of_several_lines_keeps_its_codes() -> None:
    found = fields(made(recipients=(recipient(diagnostic="550-5.1.1 no such\r\n550 5.1.1 user\r\n"),)), 1)
    assert found["diagnostic-code"] == "smtp; 550-5.1.1 no such 550 5.1.1 user"


@pytest.mark.rfc("RFC3464-2.3.4-03", "RFC3464-2.3.3-02")
@pytest.mark.parametrize(
    ("action", "klass"),
    [
        (Action.FAILED, 2),
        (Action.DELAYED, 5),
        (Action.DELAYED, 2),
        (Action.DELIVERED, 5),
        (Action.RELAYED, 4),
        (Action.EXPANDED, 5),
    ],
)
def test_action_and_status_agree(action: Action, klass: int) -> None:
    with pytest.raises(InvalidValueError, match=r"^status: has a class that contradicts"):
        recipient(action=action, status=EnhancedStatus(klass, 0, 0))


@pytest.mark.rfc("RFC3464-2.4-01")
def test_extension_fields() -> None:
    dsn = made(extensions=(("X-Queue", "q1"),), recipients=(recipient(extensions=(("X-Try", "3"),)),))
    assert fields(dsn, 0)["x-queue"] == "q1"
    assert fields(dsn, 1)["x-try"] == "3"
    for name, value in (("Action", "failed"), ("Queue", "q"), ("X-A: b", "c"), ("X-A", "b\r\nStatus: 2.0.0")):
        with pytest.raises(InvalidValueError, match=r"^extensions: "):
            recipient(extensions=((name, value),))


@pytest.mark.rfc("RFC3464-2-06", "RFC5321-4.4-07", "RFC3464-2-08", "RFC3464-2-07", "RFC5321-7.2-01")
def test_several_fates_in_one_report() -> None:
    late = recipient(
        final="eve@receiver.example", action=Action.DELAYED, status=EnhancedStatus(4, 2, 2), diagnostic=None
    )
    dsn = made(recipients=(FAILED, late))
    assert [fields(dsn, n)["action"] for n in (1, 2)] == ["failed", "delayed"]
    assert read(dsn)["To"] == "<ann@sender.example>"
    assert read(dsn)["Cc"] is None


# -- NOTIFY ---------------------------------------------------------------------------------------------------------

NONE: frozenset[Notify] = frozenset()
DUE = [
    (Action.FAILED, NONE, True),
    (Action.FAILED, {Notify.FAILURE}, True),
    (Action.FAILED, {Notify.SUCCESS, Notify.DELAY}, False),
    (Action.FAILED, {Notify.NEVER}, False),
    (Action.DELAYED, NONE, True),
    (Action.DELAYED, {Notify.DELAY}, True),
    (Action.DELAYED, {Notify.FAILURE}, False),
    (Action.DELIVERED, NONE, False),
    (Action.DELIVERED, {Notify.SUCCESS}, True),
    (Action.DELIVERED, {Notify.NEVER}, False),
    (Action.RELAYED, {Notify.SUCCESS}, True),
    (Action.RELAYED, {Notify.NEVER}, False),
    (Action.EXPANDED, {Notify.SUCCESS}, True),
    (Action.EXPANDED, {Notify.FAILURE}, False),
]


@pytest.mark.rfc(
    "RFC3461-5.2.2-02", "RFC3461-5.2.2-03", "RFC3461-5.2.2-04", "RFC3461-5.2.2-07", "RFC3461-5.2.2-08",
    "RFC3461-5.2.3-01", "RFC3461-5.2.3-02", "RFC3461-5.2.4-02", "RFC3461-5.2.4-03", "RFC3461-5.2.5-01",
    "RFC3461-5.2.5-02", "RFC3461-5.2.6-01", "RFC3461-5.2.6-02", "RFC3461-5.2.7.1-01", "RFC3461-5.2.7.3-01",
    "RFC3464-2.3.3-03", "RFC2852-4.1.2-01",
)  # fmt: skip
@pytest.mark.parametrize(("action", "notify", "due"), DUE)
def test_notify(action: Action, notify: set[Notify], due: bool) -> None:
    klass = {Action.FAILED: 5, Action.DELAYED: 4}.get(action, 2)
    one = recipient(action=action, status=EnhancedStatus(klass, 0, 0), notify=frozenset(notify), diagnostic=None)
    if due:
        assert fields(made(recipients=(one,)), 1)["action"] == action.value
    else:
        with pytest.raises(InvalidValueError, match=r"^recipients: ask for no report"):
            made(recipients=(one,))


@pytest.mark.rfc("RFC3461-5.2.8-01")
def test_recipients_without_a_due_report_are_left_out() -> None:
    never = recipient(final="eve@receiver.example", notify=frozenset({Notify.NEVER}))
    dsn = made(recipients=(FAILED, never))
    assert b"eve@" not in bytes(dsn)


def test_never_stands_alone() -> None:
    with pytest.raises(InvalidValueError, match=r"^notify: has NEVER beside others"):
        recipient(notify=frozenset({Notify.NEVER, Notify.DELAY}))


# -- what goes back -------------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC3461-6.2-02", "RFC6522-3-06", "RFC6522-3-04", "RFC6522-4-01", "RFC6522-4-02", "RFC3461-4.3-02")
def test_full_headers_none() -> None:
    full = MessageView.parse(bytes(made())).root.children[2]
    assert full.payload == ORIGINAL
    headers = MessageView.parse(bytes(made(return_content=ReturnContent.HEADERS))).root.children[2]
    assert headers.media_type == "text/rfc822-headers"
    assert headers.payload.rstrip() == ORIGINAL.partition(b"\r\n\r\n")[0]
    assert len(types(made(return_content=ReturnContent.NONE))) == 2
    assert len(types(made(original=None))) == 2


@pytest.mark.rfc("RFC3461-4.3-03", "RFC3461-6.2-02")
def test_only_a_failure_returns_the_body() -> None:
    ok = recipient(action=Action.DELIVERED, status=EnhancedStatus(2, 0, 0), diagnostic=None)
    assert types(made(recipients=(ok,)))[2] == "text/rfc822-headers"


@pytest.mark.rfc("RFC8689-5-01")
def test_requiretls_returns_headers_and_requires_tls() -> None:
    dsn = made(requiretls=True)
    assert types(dsn)[2] == "text/rfc822-headers"
    assert "REQUIRETLS" in dsn.mail_parameters


@pytest.mark.rfc("RFC6522-3-07", "OWN-1-07", "RFC3834-2-08")
def test_caps_never_cut_a_part_or_a_field() -> None:
    fields_of = [line + b"\r\n" for line in ORIGINAL.partition(b"\r\n\r\n")[0].split(b"\r\n")]
    for most in range(len(ORIGINAL) + 2):
        children = MessageView.parse(bytes(made(max_bytes=most))).root.children
        returned = children[2].payload if len(children) > 2 else b""
        if most >= len(ORIGINAL):
            assert returned == ORIGINAL
        else:
            kept = [f + b"\r\n" for f in returned.split(b"\r\n") if f]
            assert sum(map(len, kept)) <= most
            assert all(f in fields_of for f in kept)


@pytest.mark.rfc("RFC6522-3-07", "RFC8098-3-04")
def test_an_8_bit_original_is_never_recoded() -> None:
    body = ORIGINAL + "Grüße\r\n".encode("latin-1")
    assert types(made(original=body))[2] == "text/rfc822-headers"
    dsn = made(original=body, eight_bit=True)
    assert types(dsn)[2] == "message/rfc822"
    assert dsn.mail_parameters == ("BODY=8BITMIME",)
    assert MessageView.parse(bytes(dsn)).root.children[2].payload == body


UTF8 = ORIGINAL.replace(b"hello", "Grüße".encode())


@pytest.mark.rfc("RFC6533-4.5-01", "RFC6533-4.5-02", "RFC6533-6-01")
def test_a_utf8_original_on_a_7_bit_path() -> None:
    dsn = made(original=UTF8)
    part = MessageView.parse(bytes(dsn)).root.children[2]
    assert (part.media_type, part.get("content-transfer-encoding")) == ("message/global", "base64")
    assert part.payload == UTF8
    assert bytes(dsn).isascii()
    assert dsn.mail_parameters == ()
    headers = MessageView.parse(bytes(made(original=UTF8, return_content=ReturnContent.HEADERS))).root.children[2]
    assert headers.media_type == "message/global-headers"
    assert "charset" not in headers.params
    assert "Grüße".encode() in headers.payload


@pytest.mark.rfc(
    "RFC6533-4.1-01", "RFC6533-6-02", "RFC6533-6-01", "RFC6533-3-06", "RFC6533-4.1-02", "RFC6533-4.1-03",
    "RFC6533-3-13",
)  # fmt: skip
def test_a_smtputf8_path() -> None:
    one = recipient(
        final="jörg@receiver.example", original=r"utf-8;j\x{F6}rg@there.example",
        localized_diagnostics=(("de", "Postfach unbekannt"), ("fr", "boîte inconnue")),
    )  # fmt: skip
    dsn = made(recipients=(one,), smtputf8=True, original=UTF8, reverse_path="änn@sender.example")
    assert types(dsn) == ["text/plain", "message/global-delivery-status", "message/global"]
    found = fields(dsn, 1)
    assert found["final-recipient"] == "utf-8; jörg@receiver.example"
    assert found["original-recipient"] == "utf-8; jörg@there.example"
    status = MessageView.parse(bytes(dsn)).root.children[1]
    assert status.get("content-transfer-encoding") == "8bit"
    assert "charset" not in status.params
    assert dsn.mail_parameters == ("BODY=8BITMIME", "SMTPUTF8")
    with pytest.raises(InvalidValueError, match=r"^localized_diagnostics: "):
        recipient(localized_diagnostics=(("de", "a"), ("DE", "b")))


@pytest.mark.rfc("RFC6533-3-04", "RFC6533-4.4-02", "RFC6533-3-02", "RFC6533-4.5-02")
def test_the_7_bit_form() -> None:
    dsn = made(recipients=(recipient(final="jörg@receiver.example"),))
    assert types(dsn)[1] == "message/delivery-status"
    assert fields(dsn, 1)["final-recipient"] == r"utf-8; j\x{F6}rg@receiver.example"
    assert types(made(smtputf8=True))[1] == "message/delivery-status"
    with pytest.raises(InvalidValueError, match=r"^reverse_path: needs smtputf8"):
        made(reverse_path="änn@sender.example")
    assert made(reverse_path="ann@bücher.example").envelope_to == "ann@xn--bcher-kva.example"


# -- what is not told -----------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC3464-4.2-01", "RFC9228-4-03", "RFC3834-6-01")
def test_forwarding_addresses_and_internal_hosts_are_not_told() -> None:
    one = recipient(
        final="secret@private.example", accepted_as="bob@receiver.example", remote_mta="mx.private.example",
        diagnostic="550 <Secret@private.example> said store7.corp.local at 10.1.2.3, mx.private.example",
        remote_recipient="secret@private.example",
    )  # fmt: skip
    original = b"Delivered-To: secret@private.example\r\n" + ORIGINAL
    shown = bytes(made(recipients=(one,), original=original))
    for word in (b"secret", b"private.example", b"10.1.2.3", b"store7"):
        assert word not in shown.lower()
    assert b"Final-Recipient: rfc822; bob@receiver.example" in shown
    told = bytes(made(recipients=(one,), original=original, disclose_internal_UNSAFE=True))
    assert b"Final-Recipient: rfc822; secret@private.example" in told
    assert b"10.1.2.3" in told


def test_own_hosts_are_named_by_the_caller() -> None:
    one = recipient(remote_mta="s1.inside.example", diagnostic="550 at s1.inside.example for bob@inside.example")
    shown = bytes(made(recipients=(one,), internal_hosts=("inside.example",)))
    assert b"s1.inside" not in shown
    assert b"550 at [internal] for bob@inside.example" in shown


# -- the human part -------------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC6522-3-02", "RFC6522-3-05", "RFC3834-3.1.5-01")
def test_the_senders_language_then_english() -> None:
    original = ORIGINAL.replace(b"Subject", b"Accept-Language: xx, de-AT;q=0.8, fr;q=0.1\r\nSubject")
    part = MessageView.parse(bytes(made(original=original))).root.children[0]
    text = part.text
    assert part.get("content-language") == "de, en"
    assert text.index("Ihre Nachricht konnte nicht") < text.index("Your message could not") < text.index("550 5.1.1")
    assert "hello" in text
    assert "postmaster@mx.receiver.example" in text
    polish = MessageView.parse(bytes(made(language="pl"))).root
    assert polish.get("subject") == "Nie udało się dostarczyć Twojej wiadomości"


def test_every_language_and_reason() -> None:
    from bouncekit.dsn.catalogues import CATALOGUES

    assert len(CATALOGUES) >= 16
    assert all(set(texts) == set(CATALOGUES["en"]) for texts in CATALOGUES.values())
    for language in CATALOGUES:
        for reason in (None, Reason.MAILBOX_FULL, Reason.EXPIRED, Reason.SPAM_DETECTED):
            dsn = made(language=language, recipients=(recipient(reason=reason),))
            assert bytes(dsn).isascii()
            text = MessageView.parse(bytes(dsn)).root.children[0].text
            assert CATALOGUES[language]["technical-details"] or text
            assert CATALOGUES["en"]["heading-failed"] in text
            assert CATALOGUES[language]["heading-failed"].split()[0] in text


def test_own_texts() -> None:
    own = {"en": {"heading-failed": "Oh no, {host} {bad}:"}}
    dsn = build(REPORT, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY, texts=own)
    assert "Oh no, {host} {bad}:" in MessageView.parse(bytes(dsn)).root.children[0].text
    for bad in ({"en": {"nonsense": "x"}}, {"en": {"heading-failed": "a\r\nb"}}):
        with pytest.raises(InvalidValueError, match=r"^texts: "):
            build(REPORT, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY, texts=bad)


# -- hostile input --------------------------------------------------------------------------------------------------


@pytest.mark.rfc("OWN-1-06", "RFC3464-2.1.1-02", "RFC3464-2.1-01")
@pytest.mark.parametrize(
    "diagnostic",
    [
        "550 x\r\n\r\nFinal-Recipient: rfc822; eve@x.example\r\nAction: delivered",
        "550 x\0y\x1b[31m",
        b"550 \xff\xfe unbekannt",
        "550 用户不存在",
        "550 \u202ekcab",
        "550 " + "x" * 100_000,
        "550 " + "y " * 50_000,
        "550" + " " * 3_000 + "y",
        f"550 x\r\n--{BOUNDARY}--\r\n",
        "550 =?utf-8?b?AAAA?=",
        "",
    ],
)
@pytest.mark.parametrize("smtputf8", [False, True])
def test_a_hostile_diagnostic_stays_in_its_place(diagnostic: str | bytes, smtputf8: bool) -> None:
    dsn = made(recipients=(recipient(diagnostic=diagnostic),), smtputf8=smtputf8)
    data = bytes(dsn)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    assert not {0, 0x1B} & set(data)
    assert "\u202e" not in data.decode()
    report = parse(data)
    assert [(r.final, r.action) for r in report.recipients] == [("Bob@receiver.example", Action.FAILED)]
    if not smtputf8:
        assert data.isascii()


@pytest.mark.rfc("OWN-1-06")
def test_a_hostile_subject_stays_in_its_place() -> None:
    subject = "=?utf-8?q?a=0D=0AX-Evil:_1=0D=0A--" + BOUNDARY.replace("_", "=5F") + "=E2=80=AEb?="
    data = bytes(made(original=ORIGINAL.replace(b"hello", subject.encode())))
    text = MessageView.parse(data).root.children[0].text
    assert "\nX-Evil" not in text
    assert "\u202e" not in text
    assert types(made(original=ORIGINAL.replace(b"hello", subject.encode()))) == types(made())


@pytest.mark.parametrize(
    "original",
    [
        b"",
        b"\r\nbody only\r\n",
        b"no header at all\nnot one\n",
        b"X: " + b"a" * 10_000_000,
        b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\nbody",
        b"Subject: x\r\n\r\n" + b"z" * 5000,
        b"Subject: x\r\n\r\nbare\rcr",
        b"Subject: x\0y\r\n\r\nbody",
        b"Subject: x\r\n\r\nlast line\0",
        b"From sender\nSubject: x\n\nbody\n",
        b"Subject: \xff\xfe\r\n\r\nbody\r\n",
        bytes(build(REPORT, now=NOW, message_id="<o@x.example>", boundary="other")),
    ],
)
def test_any_original_is_returned_or_left_out(original: bytes) -> None:
    dsn = made(original=original)
    data = bytes(dsn)
    assert data.isascii()
    assert b"\0" not in data
    assert data.count(b"\r") == data.count(b"\r\n") == data.count(b"\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert parse(data).recipients[0].final == "Bob@receiver.example"
    assert len(types(dsn)) in (2, 3)


def test_our_boundary_in_the_original_is_refused_by_name() -> None:
    with pytest.raises(InvalidValueError, match=r"^boundary: occurs in the content"):
        made(original=ORIGINAL + b"--" + BOUNDARY.encode() + b"\r\n")


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("now", {"now": datetime(2026, 1, 1), "message_id": MESSAGE_ID, "boundary": BOUNDARY}),  # noqa: DTZ001
        ("message_id", {"now": NOW, "message_id": "<a@b>\r\nX: y", "boundary": BOUNDARY}),
        ("message_id", {"now": NOW, "message_id": "a@b", "boundary": BOUNDARY}),
        ("boundary", {"now": NOW, "message_id": MESSAGE_ID, "boundary": 'a"\r\n'}),
        ("boundary", {"now": NOW, "message_id": MESSAGE_ID, "boundary": "ends in space "}),
        ("boundary", {"now": NOW, "message_id": MESSAGE_ID, "boundary": "x" * 71}),
        ("boundary", {"now": NOW, "message_id": MESSAGE_ID, "boundary": ""}),
    ],
)
def test_the_callers_own_values(field: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        build(REPORT, **arguments)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("reporting_mta", {"reporting_mta": "mx\r\nX: y"}),
        ("reporting_mta", {"reporting_mta": "mx receiver"}),
        ("reverse_path", {"reverse_path": "not an address"}),
        ("postmaster", {"postmaster": "x\n@y.example"}),
        ("envid", {"envid": "a b"}),
        ("arrival_date", {"arrival_date": datetime(2026, 1, 1)}),  # noqa: DTZ001
        ("received_from_mta", {"received_from_mta": "a(b"}),
        ("language", {"language": "../x"}),
        ("max_bytes", {"max_bytes": -1}),
        ("priority", {"priority": 10}),
        ("recipients", {"recipients": ()}),
    ],
)
def test_a_callers_mistake_is_named(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        replace(REPORT, **changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("final", {"final": "bob"}),
        ("final", {"final": "bob@x.example\r\n"}),
        ("original", {"original": "bob@x.example"}),
        ("accepted_as", {"accepted_as": "@"}),
        ("remote_mta", {"remote_mta": "a b"}),
        ("final_log_id", {"final_log_id": "a\nb"}),
        ("diagnostic_type", {"diagnostic_type": "a;b"}),
        ("last_attempt", {"last_attempt": datetime(2026, 1, 1)}),  # noqa: DTZ001
    ],
)
def test_a_callers_mistake_about_a_recipient_is_named(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        recipient(**changes)
    assert caught.value.field == field


# -- properties -----------------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC3464-2.1-02", "RFC3464-2.3-01", "RFC3464-2.1.1-01", "RFC3461-6.3-01", "RFC3461-6.3-03")
@given(reports())
@settings(max_examples=150, deadline=None)
def test_parse_gives_back_what_was_built(report: DeliveryReport) -> None:
    found = parse(bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY)))
    assert found.kind is ReportKind.DELIVERY_STATUS
    assert found.reporting_mta == report.reporting_mta
    assert found.received_from_mta == report.received_from_mta
    assert found.original_envelope_id == report.envid
    assert found.arrival_date == (None if report.arrival_date is None else date_text(report.arrival_date))
    assert [(r.final, r.original) for r in found.recipients] == addressed(report)
    for got, put in zip(found.recipients, report.recipients, strict=True):
        assert got.action is put.action
        assert got.status_field == put.status
        assert got.remote_mta == put.remote_mta
        assert got.final_log_id == put.final_log_id
        assert got.last_attempt == (None if put.last_attempt is None else date_text(put.last_attempt))
        assert got.will_retry_until == (None if put.will_retry_until is None else date_text(put.will_retry_until))
        if put.diagnostic is not None:
            assert got.diagnostic == put.diagnostic
        else:  # a layout that knows the words of the human part may quote it, and says so
            tiers = [p.tier for p in got.provenance if p.field == "diagnostic"]
            assert got.diagnostic is None or Tier.STRUCTURED not in tiers


@given(reports())
@settings(max_examples=60, deadline=None)
def test_other_readers_find_the_same_recipients(report: DeliveryReport) -> None:
    assume(not any("@" in (r.diagnostic or "") for r in report.recipients))  # flufl.bounce takes `0@` for an address
    data = bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
    message = email.message_from_bytes(data)
    status = message.get_payload(1)
    assert isinstance(status, Message)
    blocks = status.get_payload()
    assert isinstance(blocks, list)
    finals = [block["Final-Recipient"].partition(";")[2].strip() for block in blocks[1:] if isinstance(block, Message)]
    assert finals == [r.final for r in report.recipients]
    temporary, permanent = all_failures(message)
    expected = {
        (TypedAddressOf(r)).lower().encode() for r in report.recipients if r.action in (Action.FAILED, Action.DELAYED)
    }
    assert {a.lower() for a in temporary | permanent} == expected


def TypedAddressOf(recipient: RecipientReport) -> str:  # noqa: N802
    """flufl.bounce takes the original recipient, where there is one."""
    from bouncekit.addresses import TypedAddress

    return recipient.final if recipient.original is None else TypedAddress.from_orcpt(recipient.original).address


@given(st.text(), st.booleans())
def test_fields_fold_without_loss(text: str, utf8: bool) -> None:
    from bouncekit.dsn.text import one_line

    line = one_line(text, 500)
    written = field_lines("X-Test", line, utf8=utf8)
    assert written.endswith("\r\n")
    assert written.count("\n") == written.count("\r\n")
    assert all(part.startswith((" ", "X-Test:")) and part.strip() for part in written.split("\r\n")[:-1] if line)
    unfolded = written.replace("\r\n", "").partition(": ")[2] if line else ""
    if utf8 and all(len(word) < 200 for word in line.split(" ")):
        assert unfolded == line or unfolded.strip() == line
    if not utf8:
        assert written.isascii()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_encoded_words_decode_to_the_text(text: str) -> None:
    from email.header import decode_header, make_header

    encoded = encoded_words(text)
    assert encoded.isascii()
    assert all(len(word) <= 75 for word in encoded.split(" ") if word.startswith("=?utf-8?b?"))
    assert str(make_header(decode_header(encoded))).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.binary(max_size=300).filter(lambda b: b"\r" not in b and b"\n" not in b)).map(b"\r\n".join))
def test_quoted_printable_decodes_to_the_data(data: bytes) -> None:
    import quopri

    encoded = quoted_printable(data)
    assert max(map(len, encoded.split(b"\r\n"))) <= 76
    assert quopri.decodestring(encoded) == data


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=-3, minutes=-30)))))
def test_dates_are_read_back(when: datetime) -> None:
    from email.utils import parsedate_to_datetime

    if when.year >= 1900:
        assert parsedate_to_datetime(date_text(when)) == when.replace(microsecond=0)


_HOSTILE = st.lists(
    st.sampled_from(
        (*'ab <>@;:=?()"\\,.\t\r\n\0\x1b', "é", "用", "\u202e", "=?utf-8?b?", f"\r\n--{BOUNDARY}--", "\r\n\r\n")
    )
).map("".join)


@pytest.mark.rfc("OWN-1-06")
@given(st.tuples(_HOSTILE, _HOSTILE, _HOSTILE), st.booleans(), st.booleans(), st.none() | st.integers(0, 600))
@settings(deadline=None)
def test_nothing_leaves_its_place(
    texts: tuple[str, str, str], smtputf8: bool, eight_bit: bool, most: int | None
) -> None:
    diagnostic, subject, body = texts
    original = f"Subject: {subject}\r\nMessage-ID: {subject}\r\n\r\n{body}".encode()
    one = recipient(diagnostic=f"550 {diagnostic}", localized_diagnostics=(("de", diagnostic),))
    try:
        dsn = made(recipients=(one,), original=original, smtputf8=smtputf8, eight_bit=eight_bit, max_bytes=most)
    except InvalidValueError as error:
        assert error.field == "boundary"  # noqa: PT017
        assert f"\n--{BOUNDARY}".encode() in original
        return
    data = bytes(dsn)
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\0" not in data
    assert data.isascii() or "BODY=8BITMIME" in dsn.mail_parameters
    assert [r.final for r in parse(data).recipients] == [FAILED.final]
    message = read(dsn)
    assert len(message.get_payload()) in (2, 3)
    assert set(message.keys()) <= {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


@pytest.mark.rfc("RFC3464-2.1.1-01", "RFC3464-2.1.1-02")
@pytest.mark.parametrize(
    "said", ["550 5.1.1 用户 x 不存在", "550 é", "550 =?utf-8?b?AAAA?= x", "550 Empfänger unbekannt (größe)"]
)
@pytest.mark.parametrize("smtputf8", [False, True])
def test_a_diagnostic_in_any_language_is_read_back(said: str, smtputf8: bool) -> None:
    assert (
        parse(bytes(made(recipients=(recipient(diagnostic=said),), smtputf8=smtputf8))).recipients[0].diagnostic == said
    )


@pytest.mark.parametrize("action", Action)
def test_no_diagnostic_stays_none(action: Action) -> None:
    klass = {Action.FAILED: 5, Action.DELAYED: 4}.get(action, 2)
    one = recipient(action=action, status=EnhancedStatus(klass, 2, 2), diagnostic=None, remote_mta=None)
    assert parse(bytes(made(recipients=(one,)))).recipients[0].diagnostic is None
