"""Mail systems, lists and helpdesks write of failures without reporting one: welcomes, statistics, quarantines, acknowledgements."""

import pytest

from bouncekit.report.parse import parse
from report.mails import mail

_BOB = "bob@receiver.example"
_LIST = {"List-Id": "<talk.lists.example>", "Return-Path": "<talk-bounces@lists.example>"}
_ANSWER = {"Auto-Submitted": "auto-replied", "Return-Path": "<>"}

WRITTEN = {
    "probe": mail(
        f"This is a probe message. The list talk has received bounces from you: mail to {_BOB} may not be delivered.\n",
        sender="talk-bounces@lists.example", subject="talk mailing list probe message", more=_LIST,
    ),
    "disabled": mail(
        f"Your membership in talk has been disabled due to excessive bounces.\n\n{_BOB}\n",
        sender="talk-request@lists.example", subject="Your membership is disabled", more={**_LIST, "Precedence": "bulk"},
    ),
    "bounce-action": mail(
        f"This is a bounce action notice:\n\n    List:       talk\n    Member:     {_BOB}\n    Action:     Subscription disabled.\n",
        sender="list-software@lists.example", subject="Bounce action notification", more=_LIST,
    ),
    "post-refused": mail(
        "You are not allowed to post to this list, and your message has been automatically rejected. Ask talk-owner@lists.example.\n",
        sender="talk-owner@lists.example", subject="Lunch", more=_LIST,
    ),
    "list-software-refuses": mail(
        f"Your message for list talk was rejected: you are not authorized to send to it. {_BOB} can help.\n",
        sender="LISTS <lists@lists.example>", subject="Message rejected", more={**_ANSWER, "Return-Path": "<lists-owner@lists.example>"},
    ),
    "forum": mail(
        f"We're sorry, but your mail to the forum didn't work.\n\nYour account {_BOB} does not have a matching account.\n",
        sender="noreply@forum.example", subject="[Forum] Email issue -- Unknown Account", more=_ANSWER,
    ),
    "helpdesk": mail(
        f"Your request 4711 was received: `mail to {_BOB} was not delivered: 550 5.1.1 user unknown`.\n",
        sender="Support <support@shop.example>", subject="[Request received] Undelivered Mail Returned to Sender", more=_ANSWER,
    ),
    "away": mail(
        f"I am out of the office until Monday. Please contact {_BOB}.\n",
        sender="Postmaster <postmaster@c.example>", subject="Out of Office: Undelivered Mail Returned to Sender", more=_ANSWER,
    ),
    "statistics": mail(
        f"message bounce detail\n   mx.receiver.example (total: 2)\n      1 550 5.1.1 <{_BOB}>: Recipient address rejected: User unknown\n",
        sender="postmaster@mx.receiver.example", subject="Postfix log summaries for Nov 23",
    ),
    "quarantine": mail(
        f"You have 3 new messages in quarantine for {_BOB}.\n  Subject: Undelivered Mail Returned to Sender\n",
        sender="postmaster@filter.example", subject="Spam quarantine notification",
    ),
    "welcome": mail(
        f"Welcome to your mailbox {_BOB}. If mail cannot be delivered, write to postmaster@receiver.example.\n",
        sender="postmaster@receiver.example", subject="Welcome", more={"Return-Path": "<postmaster@receiver.example>"},
    ),
    "declined": mail(f"{_BOB} declined: Delivery meeting\n", sender=f"Bob <{_BOB}>", subject="Declined: Delivery problem review", more=_ANSWER),
    "moved": mail(
        f"{_BOB} has a new e-mail address. It is bob@moved.example, and we have automatically forwarded your message.\n"
        "The old system has automatically forwarded your message.\n",
        sender="postmaster@receiver.example", subject="New address",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_nobody_failed(name: str) -> None:
    report = parse(WRITTEN[name])
    assert report.recipients == (), report.because
    assert report.because
