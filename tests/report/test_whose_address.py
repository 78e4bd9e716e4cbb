"""Whom a notice is about: nobody that an error text merely quotes, each entry of a list once, and nobody lost."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, Reason, ReportKind
from report.mails import mail

COPY = """
------ This is a copy of your message, including all the headers. ------

Return-Path: <ann@sender.example>
Received: from app.sender.example by mx.sender.example with ESMTPS id 1
From: Ann <ann@sender.example>
To: {to}
Subject: Lunch
Message-ID: <1@sender.example>

Hello
"""
SCANNED = """\
A message that you sent was rejected by the local scanning code that
checks incoming messages on this system. The following error was given:

  {said}
"""
LIST = """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

{entries}
"""


def _exim(body: str, *, to: str = "bob@receiver.example", subject: str = "Mail failure - rejected") -> bytes:
    more = {"Return-Path": "<>", "Auto-Submitted": "auto-replied"}
    return mail(body + COPY.format(to=to), subject=subject, more=more)


@pytest.mark.parametrize(
    "said",
    [
        "sender ann@sender.example may not send from here",
        "user ann@sender.example has sent too much today",
        "see https://receiver.example/ or ask helpdesk@receiver.example",
        "the attachment run.exe was sent by ann@sender.example, contact it-team@receiver.example",
        "header field Reply-To: eve@elsewhere.example is not allowed",
    ],
)
def test_an_error_text_names_nobody_that_it_quotes(said: str) -> None:
    (one,) = parse(_exim(SCANNED.format(said=said))).recipients
    assert one.final == "bob@receiver.example"
    assert one.diagnostic is not None
    assert said.rsplit(maxsplit=1)[-1] in one.diagnostic


def test_of_several_addressees_none_is_chosen() -> None:
    (one,) = parse(_exim(SCANNED.format(said="a virus"), to="bob@receiver.example, kim@receiver.example")).recipients
    assert (one.final, one.action, one.diagnostic) == (None, Action.FAILED, "a virus")


@pytest.mark.parametrize(
    "said",
    [
        "Local mailbox kim@receiver.example is unavailable: user not found",
        "recipient <kim@receiver.example> has left",
        "kim@receiver.example",
    ],
)
def test_an_error_text_that_calls_an_address_the_mailbox_names_it(said: str) -> None:
    (one,) = parse(_exim(SCANNED.format(said=said), to="list@receiver.example")).recipients
    assert one.final == "kim@receiver.example"


def test_mail_ru_still_names_its_recipient() -> None:
    body = (
        "Это письмо создано автоматически сервером.\n\nК сожалению, Ваше письмо не может быть доставлено одному или "
        "нескольким получателям:\n\n  kim@receiver.example\n    550 no such user\n\n**********************\n\n"
    )
    (one,) = parse(_exim(body + LIST.format(entries="  kim@receiver.example\n    550 no such user"))).recipients
    assert (one.final, str(one.reply)) == ("kim@receiver.example", "550")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("was longer than the maximum size allowed on this\nsystem. It was not delivered to any recipients.",
         Reason.MESSAGE_TOO_LARGE),
        ("contained more recipients than allowed on this\nsystem. It was not delivered to any recipients.",
         Reason.RATE_LIMITED),
        ("contained no recipient addresses, and therefore no\ndelivery could be attempted.", Reason.RFC_VIOLATION),
    ],
)  # fmt: skip
def test_exim_s_notices_about_a_whole_message_are_bounces(words: str, reason: Reason) -> None:
    report = parse(_exim(f"A message that you sent {words}\n"))
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [(r.action, r.reason_hint) for r in report.recipients] == [(Action.FAILED, reason)]


@pytest.mark.parametrize("automatic", ["auto-replied", "auto-replied (rejected)", "auto-generated", None])
def test_a_bounce_that_names_nobody_is_a_bounce(automatic: str | None) -> None:
    more = {"Return-Path": "<>"} | ({"Auto-Submitted": automatic} if automatic else {})
    body = "Sorry.\n\nYour message could not be delivered:\n\n  our disk array is being mended\n"
    report = parse(mail(body, subject="Undelivered Mail Returned to Sender", more=more))
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [(r.final, r.diagnostic) for r in report.recipients] == [(None, "our disk array is being mended")]


@pytest.mark.parametrize("sender", ["Bob <bob@receiver.example>", "bob@receiver.example"])
def test_a_person_s_automatic_reply_stays_one(sender: str) -> None:
    more = {"Return-Path": "<>", "Auto-Submitted": "auto-replied", "In-Reply-To": "<1@sender.example>"}
    body = "I am on holiday. Your message could not be delivered to my phone.\n"
    assert parse(mail(body, sender=sender, subject="Re: Lunch", more=more)).kind is ReportKind.AUTO_REPLY


def test_a_mail_system_s_other_automatic_reply_is_no_failure() -> None:
    more = {"Return-Path": "<>", "Auto-Submitted": "auto-replied"}
    body = "Thank you for writing to the postmaster. We answer within two days.\n"
    report = parse(mail(body, sender="Postmaster <postmaster@receiver.example>", subject="Your question", more=more))
    assert report.kind is ReportKind.AUTO_REPLY


_ENTRIES = {
    "pipe": ("  pipe to |/usr/bin/sorter\n    generated by {0}\n    {1}", "|/usr/bin/sorter"),
    "file": ("  save to /var/mail/box\n    generated by {0}\n    {1}", "/var/mail/box"),
    "hidden": ("  an undisclosed address\n    (generated from {0})\n    {1}", None),
    "deep": ("  an undisclosed address\n    (ultimately generated from {0})\n    {1}", None),
    "plain": ("  {0}\n    {1}", None),
    "colon": ("  {0}:\n    {1}", None),
}


@pytest.mark.parametrize("second", _ENTRIES)
@pytest.mark.parametrize("first", _ENTRIES)
def test_entries_of_exim_s_list_stay_apart(first: str, second: str) -> None:
    (one, program), (two, _) = _ENTRIES[first], _ENTRIES[second]
    entries = f"{one.format('bob@receiver.example', 'told one')}\n{two.format('kim@other.example', 'told two')}"
    found = parse(_exim(LIST.format(entries=entries), subject="Mail delivery failed")).recipients
    assert [(r.final, r.diagnostic) for r in found] == [
        ("bob@receiver.example", "told one"),
        ("kim@other.example", "told two"),
    ]
    assert dict(found[0].extensions).get("Final-Recipient") == program


def test_two_programs_of_one_recipient_are_two_entries() -> None:
    one, two = _ENTRIES["pipe"][0], _ENTRIES["file"][0]
    entries = f"{one.format('bob@receiver.example', 'no such file')}\n{two.format('bob@receiver.example', 'disk full')}"
    found = parse(_exim(LIST.format(entries=entries), subject="Mail delivery failed")).recipients
    assert [(r.original, r.diagnostic) for r in found] == [
        ("bob@receiver.example", "no such file"),
        ("bob@receiver.example", "disk full"),
    ]


def test_an_entry_on_nobody_s_behalf_is_kept_beside_others() -> None:
    entries = "  kim@other.example\n    no route\n  an undisclosed address\n    mailbox is full"
    found = parse(_exim(LIST.format(entries=entries), subject="Mail delivery failed")).recipients
    assert [(r.final, r.diagnostic) for r in found] == [("kim@other.example", "no route"), (None, "mailbox is full")]


def test_an_address_that_its_own_answer_repeats_is_one_recipient() -> None:
    entries = "  kim@other.example\n    550 5.1.1 <kim@other.example>: kim@other.example is not here"
    assert [r.final for r in parse(_exim(LIST.format(entries=entries))).recipients] == ["kim@other.example"]


def test_the_author_of_the_original_is_not_the_recipient() -> None:
    body = "Your message could not be delivered.\n\n  Message: 17\n  From: Ann Example <ann.example@sender.example>\n"
    assert [r.final for r in parse(mail(body)).recipients] == [None]


def test_a_reason_goes_on_until_the_blank_line() -> None:
    body = (
        "Could not deliver message to the following recipient(s):\n\nFailed Recipient: bob@receiver.example\n"
        "Reason: Remote host said: 550 5.1.1 Nobody of that name\n5.1.1 lives here, try\n5.1.1 the office\n\n"
        "Failed Recipient: kim@receiver.example\nReason: Remote host said: 552 5.2.2 Full\n\n\n   -- The header follows --\n"
    )
    bob, kim = parse(mail(body, subject="Delivery Failure")).recipients
    assert bob.diagnostic == "Remote host said: 550 5.1.1 Nobody of that name 5.1.1 lives here, try 5.1.1 the office"
    assert (kim.final, kim.diagnostic) == ("kim@receiver.example", "Remote host said: 552 5.2.2 Full")


@pytest.mark.parametrize(
    "said",
    [
        "the policy of ops@receiver.example forbids it",
        "the reply-to address kim@other.example is not accepted",
        "the sender's address eve@other.example is blocked",
        "refused on behalf of ops@receiver.example",
    ],
)
def test_without_a_layout_an_error_text_names_nobody_either(said: str) -> None:
    body = f"Your message could not be delivered. The following error was given:\n\n  {said}\n"
    (one,) = parse(mail(body, more={"Return-Path": "<>"})).recipients
    assert (one.final, one.diagnostic) == (None, said)


@pytest.mark.parametrize(
    "said",
    [
        "the mailbox of bob@receiver.example is full",
        "address bob@receiver.example is unknown",
        "bob@receiver.example: unknown",
    ],
)
def test_without_a_layout_an_error_text_may_name_its_mailbox(said: str) -> None:
    body = f"Your message could not be delivered. The following error was given:\n\n  {said}\n"
    assert [r.final for r in parse(mail(body)).recipients] == ["bob@receiver.example"]
