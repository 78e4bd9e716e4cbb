"""Notices as JSON in a text part."""

import json
from typing import Any

import pytest

from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import mail

BOUNCE: dict[str, Any] = {
    "notificationType": "Bounce",
    "bounce": {
        "bounceType": "Permanent",
        "reportingMTA": "dns; mx.mailer.example",
        "bouncedRecipients": [
            {
                "emailAddress": "Bob <bob@receiver.example>",
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            },
            {"emailAddress": "kim@receiver.example", "status": "5.2.2", "diagnosticCode": "smtp; 552 full"},
        ],
    },
    "mail": {"commonHeaders": {"messageId": "<1@sender.example>"}},
}


def notice(document: object, **more: str) -> Report:
    text = json.dumps(document) + "\n\n--\nIf you wish to stop receiving notifications\n"
    return parse(mail(text, sender="no-reply@notify.example", subject="Notification", more=more))


@pytest.mark.parametrize(
    "document", [BOUNCE, {"Type": "Notification", "Message": json.dumps(BOUNCE)}], ids=["plain", "wrapped"]
)
def test_bounced_recipients(document: dict[str, Any]) -> None:
    report = notice(document)
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [(r.final, r.action, str(r.status), str(r.reply)) for r in report.recipients] == [
        ("bob@receiver.example", Action.FAILED, "5.1.1", "550"),
        ("kim@receiver.example", Action.FAILED, "5.2.2", "552"),
    ]
    assert report.reporting_mta == "mx.mailer.example"
    assert report.returned is not None
    assert report.returned.message_id == "<1@sender.example>"


def test_a_complaint_is_feedback() -> None:
    report = notice(
        {
            "notificationType": "Complaint",
            "complaint": {"complainedRecipients": [{"emailAddress": "bob@receiver.example"}]},
        }
    )
    assert report.kind is ReportKind.FEEDBACK
    assert report.recipients == ()
    assert report.feedback is not None
    assert report.feedback.original_rcpt_to == ("bob@receiver.example",)


def test_a_delivery_is_no_failure() -> None:
    report = notice({"notificationType": "Delivery", "delivery": {"recipients": ["bob@receiver.example"]}})
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.DELIVERED)]


@pytest.mark.parametrize("where", ["bouncedRec", "bob@receiver", "emailAdd", "5.1"])
def test_a_line_that_sendmail_broke_with_an_exclamation_mark_is_whole_again(where: str) -> None:
    text = json.dumps(BOUNCE).replace(where, f"{where}!\n ")
    report = parse(mail(text, sender="no-reply@notify.example", subject="Notification"))
    assert [(r.final, str(r.status)) for r in report.recipients] == [
        ("bob@receiver.example", "5.1.1"),
        ("kim@receiver.example", "5.2.2"),
    ]


def test_a_line_that_a_mailer_broke_inside_a_string_is_read() -> None:
    text = json.dumps(BOUNCE).replace("user unknown", "user\n unknown")
    report = parse(mail(text, sender="no-reply@notify.example", subject="Notification"))
    assert report.recipients[0].diagnostic == "550 5.1.1 user unknown"


@pytest.mark.parametrize(
    "document",
    [{}, {"notificationType": "Bounce"}, {"notificationType": "Bounce", "bounce": []}, {"a": [1, {"b": None}]}],
)
def test_other_json_is_no_report(document: object) -> None:
    assert notice(document).kind is ReportKind.NONE


def test_json_in_a_lists_post_is_not_believed() -> None:
    assert notice(BOUNCE, **{"List-Id": "<talk.lists.example>"}).kind is ReportKind.NONE
