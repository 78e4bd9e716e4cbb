"""Events of providers: the same Report as from a message, the raw event kept, and every wrong shape named."""

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.adapters.webhooks import brevo, graph, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost
from bouncekit.classify import classify
from bouncekit.errors import InvalidValueError
from bouncekit.vocabulary import Action, Reason, ReportKind

BOB = "bob@receiver.example"
NO_USER = "550 5.1.1 <bob@receiver.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)"
MODULES = (brevo, graph, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost)


def sns(message: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Notification", "MessageId": "n-1", "Message": json.dumps(message)}


def ses_bounce(kind: str, subtype: str, **more: str) -> dict[str, Any]:
    bounced = {"emailAddress": BOB, "action": "failed", **more}
    details = {
        "bounceType": kind,
        "bounceSubType": subtype,
        "bouncedRecipients": [bounced],
        "feedbackId": "f-1",
        "reportingMTA": "dns; a.smtp.example",
    }
    return {
        "notificationType": "Bounce",
        "bounce": details,
        "mail": {"messageId": "s-1", "commonHeaders": {"messageId": "<m@sender.example>"}},
    }


def mailgun_event(**more: Any) -> dict[str, Any]:
    return {
        "signature": {},
        "event-data": {
            "id": "g-1",
            "recipient": BOB,
            "message": {"headers": {"message-id": "m@sender.example"}},
            **more,
        },
    }


def spark(**more: Any) -> dict[str, Any]:
    return {"msys": {"message_event": {"event_id": "p-1", "message_id": "pm", "rcpt_to": BOB, **more}}}


CASES: list[tuple[ModuleType, Any, Action, Reason]] = [
    (
        ses,
        sns(ses_bounce("Permanent", "General", status="5.1.1", diagnosticCode=f"smtp; {NO_USER}")),
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (ses, ses_bounce("Transient", "MailboxFull"), Action.FAILED, Reason.MAILBOX_FULL),
    (ses, ses_bounce("Permanent", "OnAccountSuppressionList"), Action.FAILED, Reason.SUPPRESSED),
    (
        ses,
        {
            "eventType": "DeliveryDelay",
            "deliveryDelay": {"delayType": "IPFailure", "delayedRecipients": [{"emailAddress": BOB}]},
        },
        Action.DELAYED,
        Reason.BLOCKED,
    ),
    (
        ses,
        {"eventType": "Delivery", "delivery": {"recipients": [BOB], "smtpResponse": "250 2.0.0 ok"}},
        Action.DELIVERED,
        Reason.DELIVERED,
    ),
    (
        sendgrid,
        [{"event": "bounce", "email": BOB, "reason": NO_USER, "status": "5.1.1", "sg_event_id": "e"}],
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (sendgrid, [{"event": "dropped", "email": BOB, "reason": "Bounced Address"}], Action.FAILED, Reason.SUPPRESSED),
    (
        sendgrid,
        [{"event": "deferred", "email": BOB, "response": "452 4.2.2 mailbox full"}],
        Action.DELAYED,
        Reason.MAILBOX_FULL,
    ),
    (
        sendgrid,
        [
            {
                "event": "bounce",
                "type": "blocked",
                "email": BOB,
                "reason": "554 5.7.1 blocked using zen.spamhaus.org",
                "status": "5.0.0",
            }
        ],
        Action.FAILED,
        Reason.BLOCKED,
    ),
    (
        mailgun,
        mailgun_event(event="failed", severity="permanent", **{"delivery-status": {"code": 550, "message": NO_USER}}),
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (
        mailgun,
        mailgun_event(event="failed", severity="permanent", reason="suppress-bounce"),
        Action.FAILED,
        Reason.SUPPRESSED,
    ),
    (
        mailgun,
        mailgun_event(event="failed", severity="temporary", reason="greylisted"),
        Action.DELAYED,
        Reason.GREYLISTED,
    ),
    (
        postmark,
        {"RecordType": "Bounce", "Type": "HardBounce", "Email": BOB, "Details": f"smtp;{NO_USER}"},
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (postmark, {"RecordType": "Bounce", "Type": "DnsError", "Email": BOB}, Action.FAILED, Reason.HOST_UNKNOWN),
    (
        postmark,
        {"RecordType": "Delivery", "Recipient": BOB, "Details": "smtp;250 ok"},
        Action.DELIVERED,
        Reason.DELIVERED,
    ),
    (
        sparkpost,
        [spark(type="bounce", bounce_class="10", error_code="550", raw_reason=NO_USER)],
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (sparkpost, [spark(type="bounce", bounce_class="22", raw_reason="552 sorry")], Action.FAILED, Reason.MAILBOX_FULL),
    (sparkpost, [spark(type="delay", bounce_class="54")], Action.DELAYED, Reason.RELAYING_DENIED),
    (brevo, {"event": "hard_bounce", "email": BOB, "reason": NO_USER, "id": 1}, Action.FAILED, Reason.USER_UNKNOWN),
    (brevo, {"event": "invalid_email", "email": BOB}, Action.FAILED, Reason.USER_UNKNOWN),
    (
        mailjet,
        {"event": "bounce", "email": BOB, "error": "user unknown", "hard_bounce": True, "comment": "host said no"},
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
    (mailjet, [{"event": "blocked", "email": BOB, "error": "preblocked"}], Action.FAILED, Reason.SUPPRESSED),
    (
        mailjet,
        {"event": "bounce", "email": BOB, "error": "quota exceeded", "hard_bounce": False},
        Action.FAILED,
        Reason.MAILBOX_FULL,
    ),
    (
        resend,
        {
            "type": "email.bounced",
            "data": {"email_id": "r", "to": [BOB], "bounce": {"type": "Permanent", "subType": "Suppressed"}},
        },
        Action.FAILED,
        Reason.SUPPRESSED,
    ),
    (
        resend,
        {"type": "email.bounced", "data": {"email_id": "r", "to": BOB, "bounce": {"message": NO_USER}}},
        Action.FAILED,
        Reason.USER_UNKNOWN,
    ),
]


@pytest.mark.parametrize(("module", "event", "action", "reason"), CASES)
def test_an_event_is_a_report(module: ModuleType, event: Any, action: Action, reason: Reason) -> None:
    (read,) = module.read(event)
    assert read.report.kind is ReportKind.DELIVERY_STATUS
    (one,) = read.report.recipients
    assert (one.final, one.action, classify(one).reason) == (BOB, action, reason)
    assert read.raw == (event[0] if isinstance(event, list) else event)
    assert module.read(json.dumps(event)) == module.read(json.dumps(event).encode()) == (read,)


@pytest.mark.parametrize(
    ("module", "event"),
    [
        (
            ses,
            {
                "eventType": "Complaint",
                "complaint": {"complainedRecipients": [{"emailAddress": BOB}], "complaintFeedbackType": "abuse"},
            },
        ),
        (sendgrid, [{"event": "spamreport", "email": BOB}]),
        (mailgun, mailgun_event(event="complained")),
        (postmark, {"RecordType": "SpamComplaint", "Email": BOB}),
        (sparkpost, [spark(type="spam_complaint", fbtype="abuse")]),
        (brevo, {"event": "spam", "email": BOB}),
        (mailjet, {"event": "spam", "email": BOB}),
        (resend, {"type": "email.complained", "data": {"to": [BOB]}}),
    ],
)
def test_a_complaint_is_feedback(module: ModuleType, event: Any) -> None:
    (read,) = module.read(event)
    assert read.report.kind is ReportKind.FEEDBACK
    assert read.report.feedback is not None
    assert read.report.feedback.original_rcpt_to == (BOB,)
    assert read.report.feedback.feedback_type == "abuse"


@pytest.mark.parametrize(
    ("module", "event"),
    [
        (ses, {"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns.example"}),
        (ses, {"eventType": "Open", "mail": {"messageId": "1"}}),
        (sendgrid, [{"event": "open", "email": BOB}]),
        (mailgun, mailgun_event(event="opened")),
        (postmark, {"RecordType": "Open"}),
        (sparkpost, [spark(type="click")]),
        (sparkpost, [{"msys": {}}]),
        (brevo, {"event": "opened", "email": BOB}),
        (mailjet, {"event": "open"}),
        (resend, {"type": "email.opened", "data": {}}),
    ],
)
def test_other_events_report_nothing(module: ModuleType, event: Any) -> None:
    (read,) = module.read(event)
    assert (read.report.kind, read.report.recipients) == (ReportKind.NONE, ())


@pytest.mark.parametrize(
    ("read", "event", "field"),
    [
        (ses.read, "not json", "event"),
        (ses.read, [], "event"),
        (ses.read, {}, "eventType"),
        (ses.read, {"Type": "Notification", "Message": "{"}, "Message"),
        (ses.read, {"notificationType": "Bounce"}, "bounce"),
        (ses.read, {"notificationType": "Bounce", "bounce": {}}, "bounce.bouncedRecipients"),
        (
            ses.read,
            {"notificationType": "Bounce", "bounce": {"bouncedRecipients": [{"emailAddress": [1]}]}},
            "bounce.bouncedRecipients[0].emailAddress",
        ),
        (ses.read, {"notificationType": "Bounce", "bounce": {"bouncedRecipients": [3]}}, "bounce.bouncedRecipients[0]"),
        (sendgrid.read, 3, "event"),
        (sendgrid.read, {"event": "bounce", "email": {}}, "email"),
        (sendgrid.read, {"event": ["bounce"], "email": BOB}, "event"),
        (mailgun.read, {"event": "failed"}, "event-data"),
        (
            mailgun.read,
            {"event-data": {"event": "failed", "delivery-status": "x", "recipient": BOB}},
            "event-data.delivery-status",
        ),
        (postmark.read, {"RecordType": "Bounce"}, "Type"),
        (sparkpost.read, {}, "msys"),
        (sparkpost.read, {"msys": {"message_event": {}}}, "msys.message_event.type"),
        (brevo.read, {"email": BOB}, "event"),
        (mailjet.read, {"event": "bounce", "email": [BOB]}, "email"),
        (resend.read, {"type": "email.bounced"}, "data"),
        (resend.read, {"type": "email.bounced", "data": {"to": 3}}, "data.to"),
        (graph.read, {"id": "1"}, "body"),
        (graph.read, {"body": {"content": "x"}, "internetMessageHeaders": [{}]}, "internetMessageHeaders[0].name"),
    ],
)
def test_a_wrong_shape_names_the_field(read: Callable[[Any], object], event: Any, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read(event)
    assert caught.value.field == field


def test_a_graph_message_is_read_as_a_message() -> None:
    event = {
        "id": "AAMk",
        "internetMessageId": "<ndr@outlook.example>",
        "subject": "Undeliverable: hello",
        "from": {"emailAddress": {"address": "postmaster@outlook.example"}},
        "internetMessageHeaders": [{"name": "X-Failed-Recipients", "value": BOB}, {"name": "Bad Name", "value": "x"}],
        "body": {
            "contentType": "text",
            "content": f"Delivery has failed to these recipients or groups:\n\n{BOB}\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'",
        },
    }
    (read,) = graph.read(event)
    assert (read.event_id, read.message_id, read.raw) == ("AAMk", "<ndr@outlook.example>", event)
    assert read.report.kind is ReportKind.DELIVERY_STATUS
    assert [r.final for r in read.report.recipients] == [BOB]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "event",
                    "email",
                    "bounce",
                    "msys",
                    "body",
                    "content",
                    "data",
                    "type",
                    "to",
                    "event-data",
                    "Type",
                    "Message",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_read_or_named(event: Any) -> None:
    for module in MODULES:
        try:
            events = module.read(event)
        except InvalidValueError as error:
            assert error.field  # noqa: PT017 - most values are wrong, some are right
        else:
            assert all(e.provider for e in events)
