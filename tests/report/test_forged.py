"""Forged reports, and reports in other people's mail: never a failure; and the genuine ones from odd senders, which are."""

import pytest

from bouncekit.origin import Verdict, batv, check, examine_envelope, examine_report
from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import DAEMON, ORIGINAL, STATUS, dsn, mail, multipart
from report.test_kinds import QMAIL
from samples.ordinary_texts import QUOTED_BOUNCES
from strategies.origin import NOW, RING

BOB = "bob@receiver.example"
POSTFIX = (
    "This is the mail system at host mx.receiver.example.\n\nI'm sorry to have to inform you that your message could not\n"
    f"be delivered to one or more recipients.\n\n<{BOB}>: host mx.remote.example[192.0.2.7] said: 550 5.1.1 User unknown\n"
    "    (in reply to RCPT TO command)\n"
)
PEOPLE = [
    "Eve <eve@evil.example>",
    "eve@evil.example",
    '"Example, Eve" <eve@evil.example>',
    "=?utf-8?q?=C3=88ve?= <eve@evil.example>",
    "eve@evil.example (Eve Example)",
    "Bob <bob@receiver.example>",
    "Sales <sales@shop.example>",
    "Info <info@receiver.example>",
    "Eve <eve+tag@evil.example>",
    "Eve <eve@evil.example>, Ann <ann@sender.example>",
    "Example News <news@shop.example>",
    "Dr. E. Example <e.v.e@evil.example>",
    "Eve",
]
QUOTED = (
    "> From: Mail Delivery Subsystem <MAILER-DAEMON@mx.receiver.example>\n> To: ann@sender.example\n"
    f"> Subject: Returned mail\n>\n> Your mail was not delivered:\n>\n> {BOB}: 550 5.1.1 user unknown\n"
)


def inner(raw: bytes = b"") -> str:
    """A whole report, to be attached to another message."""
    return (raw or dsn()).decode().replace("--b", "--c").replace('"b"', '"c"')


def attached(**header: str) -> bytes:
    parts = ("text/plain", "What is this? It came this morning.\n"), ("message/rfc822", inner())
    return multipart(*parts, subtype="mixed", report_type="", **header)


def anomalies(report: Report) -> set[str]:
    return {a.id for a in report.anomalies}


def refused(raw: bytes, *expected: str) -> Report:
    """Kind none, nobody failed, and (one of) the anomalies that say why."""
    report = parse(raw)
    assert report.kind is ReportKind.NONE, report.because
    assert report.recipients == ()
    assert not expected or anomalies(report) & set(expected), report.anomalies
    assert len(report.because) >= 2, "why it is none is said"
    return report


# -- a report under a person's From


@pytest.mark.whole(every=3)
@pytest.mark.parametrize("sender", PEOPLE)
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Return_Path": "<eve@evil.example>"},
        {"Return_Path": "<bounces@esp.example>", "X_Failed_Recipients": BOB},
        {"Auto_Submitted": "auto-replied", "Precedence": "bulk"},
        {"Sender": "root@web.example", "Subject": "Re: Undelivered Mail Returned to Sender"},
    ],
    ids=["bare", "path", "bounces", "auto", "root"],
)
@pytest.mark.parametrize("action", ["failed", "delayed"])
def test_status_fields_under_a_persons_from_are_hearsay(sender: str, more: dict[str, str], action: str) -> None:
    raw = dsn(STATUS.replace("failed", action), **{"From": sender, **more})
    report = refused(raw, "report-in-human-mail")
    (claimed,) = report.claimed
    assert (claimed.final, claimed.action, str(claimed.status)) == (BOB, Action(action), "5.1.1")
    assert next(a for a in report.anomalies if a.id == "report-in-human-mail").span is not None


@pytest.mark.parametrize("sender", PEOPLE)
@pytest.mark.parametrize("body", [QMAIL, POSTFIX, STATUS], ids=["qmail", "postfix", "fields"])
def test_a_layout_under_a_persons_from_is_hearsay(sender: str, body: str) -> None:
    refused(mail(body, sender=sender))
    refused(mail(body, sender=sender, subject="failure notice", more={"Return-Path": "<eve@evil.example>"}))
    returns_ours = multipart(("text/plain", body), ("message/rfc822", ORIGINAL), subtype="mixed", From=sender)
    refused(returns_ours)


@pytest.mark.parametrize("sender", PEOPLE)
def test_a_refusal_or_json_under_a_persons_from_is_hearsay(sender: str) -> None:
    disposition = f"Final-Recipient: rfc822; {BOB}\nDisposition: automatic-action/MDN-sent-automatically; deleted\n"
    refusal = multipart(
        ("text/plain", POSTFIX),
        ("message/disposition-notification", disposition),
        report_type="disposition-notification",
        From=sender,
    )
    report = parse(refusal)
    assert report.kind is ReportKind.DISPOSITION
    assert report.recipients == ()
    body = '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"bob@receiver.example"}]}}'
    assert parse(mail(body, sender="no-reply@notices.example")).recipients
    refused(mail(body, sender=sender), "layout-in-human-mail")


def test_a_null_reverse_path_is_a_mail_systems_but_a_persons_name_under_it_is_noted() -> None:
    report = parse(dsn(From="Eve <eve@evil.example>", Return_Path="<>"))
    assert [r.final for r in report.recipients] == [BOB]
    assert "sender-not-a-mail-system" in anomalies(report)


# -- one field alone


@pytest.mark.parametrize("sender", PEOPLE)
@pytest.mark.parametrize("body", ["Lunch?\n", POSTFIX, "could not be delivered\n"], ids=["lunch", "layout", "words"])
def test_x_failed_recipients_in_a_plain_message_names_nobody(sender: str, body: str) -> None:
    more = {"X-Failed-Recipients": "bob@receiver.example, kim@receiver.example"}
    for subject in ("Lunch on Friday", "Mail delivery failed: returning message to sender"):
        auto = parse(mail(body, sender=sender, subject=subject, more=more | {"Auto-Submitted": "auto-replied"}))
        assert auto.recipients == ()
        for extra in ({}, {"Precedence": "bulk"}, {"Return-Path": "<eve@evil.example>"}):
            report = refused(mail(body, sender=sender, subject=subject, more=more | extra))
            assert "field-alone" in {b.rule for b in report.because}


# -- reports in other people's mail


@pytest.mark.parametrize("sender", PEOPLE)
@pytest.mark.parametrize("subject", ["Re: Undelivered mail", "Look at this", "Undelivered Mail Returned to Sender"])
def test_a_report_attached_to_a_persons_mail_is_hearsay(sender: str, subject: str) -> None:
    report = refused(attached(From=sender, Subject=subject), "report-in-human-mail")
    assert [r.final for r in report.claimed] == [BOB]


@pytest.mark.whole(every=3)
@pytest.mark.parametrize("bounce", range(len(QUOTED_BOUNCES)))
@pytest.mark.parametrize("subject", ["Re: mail trouble", "What does this mean?", "Undelivered Mail Returned to Sender"])
@pytest.mark.parametrize("mark", ["> ", "", "| "])
def test_an_ordinary_mail_that_quotes_a_bounce_is_none(bounce: int, subject: str, mark: str) -> None:
    quoted = "\n".join(mark + line for line in QUOTED_BOUNCES[bounce].splitlines())
    for sender in (PEOPLE[0], "Support <support@host.example>"):
        refused(mail(f"Hello,\n\nthis came back:\n\n{quoted}\n\nAnn\n", sender=sender, subject=subject))


@pytest.mark.parametrize("sender", [p for p in PEOPLE if BOB not in p])  # nobody is read out of a mail of their own
def test_a_quoted_copy_counts_for_nothing_unless_the_subject_says_that_it_is_forwarded(sender: str) -> None:
    text = f"FYI\n\nBegin forwarded message:\n\n{QUOTED}"
    report = refused(mail(text, sender=sender, subject="Re: your question"), "report-in-human-mail")
    assert [r.final for r in report.claimed] == [BOB]


@pytest.mark.parametrize("subject", ["Re: Ticket 4711", "Ticket 4711", "Undelivered Mail Returned to Sender"])
@pytest.mark.parametrize(
    "sender", ["Support <support@host.example>", "Jo <postmaster@host.example>", "admin@host.example"]
)
def test_a_bounce_in_a_support_thread_is_none(sender: str, subject: str) -> None:
    raw = attached(From=sender, Subject=subject, In_Reply_To="<4711@sender.example>")
    assert parse(raw).recipients == ()


# -- forwarded copies are read, and say so


@pytest.mark.parametrize("mark", ["Fwd", "FW", "WG", "TR", "RV", "I", "ENC", "Doorst", "VB", "转发"])
@pytest.mark.parametrize("sender", PEOPLE[:2])
def test_forwarded_copies_are_read_and_say_so(mark: str, sender: str) -> None:
    subject = f"{mark}: Returned mail: see transcript for details"
    whole = attached(From=sender, Subject=subject)
    parts = multipart(
        ("text/plain", "FYI"), ("message/delivery-status", STATUS), subtype="mixed", From=sender, Subject=subject
    )
    quoted = mail(f"FYI\n\nBegin forwarded message:\n\n{QUOTED}", sender=sender, subject=subject)
    for raw in (whole, parts, quoted):
        report = parse(raw)
        assert report.kind is ReportKind.DELIVERY_STATUS
        assert [r.final for r in report.recipients] == [BOB]
        assert "report-forwarded" in anomalies(report)


@pytest.mark.parametrize("sender", PEOPLE)
def test_a_forwarding_subject_makes_no_report_of_a_persons_multipart_report(sender: str) -> None:
    """No mail program forwards as multipart/report: it is made to look like one."""
    refused(dsn(From=sender, Subject="Fwd: Undelivered Mail Returned to Sender"), "report-in-human-mail")
    refused(mail(QMAIL, sender=sender, subject="Fwd: failure notice"), "layout-in-human-mail")


# -- in a list's post

LISTS = [
    {"List_Id": "<talk.lists.example>"},
    {"List_Post": "<mailto:talk@lists.example>"},
    {"List_Archive": "<https://lists.example/talk>"},
    {"Precedence": "list"},
    {"X_Mailman_Version": "2.1.39"},
    {"X_BeenThere": "talk@lists.example"},
    {"Mailing_List": "contact talk-help@lists.example; run by ezmlm"},
    {"X_Mailing_List": "talk@lists.example"},
    {"X_Google_Group_Id": "4711", "Precedence": "list"},
    {"Sender": "owner-talk@LISTSERV.example", "X_Listserver": "LISTSERV", "Precedence": "list"},
    {"X_ML_Name": "talk", "X_Sequence": "12"},
    {"X_Loop": "talk@lists.example", "X_Sympa_To": "talk", "List_Id": "<talk.lists.example>"},
]


@pytest.mark.parametrize("fields", LISTS, ids=lambda f: next(iter(f)))
@pytest.mark.parametrize("sender", PEOPLE[:2])
def test_a_report_inside_a_lists_post_is_none(fields: dict[str, str], sender: str) -> None:
    header = {"From": sender, "To": "talk@lists.example", **fields}
    report = refused(dsn(**header), "report-in-list-mail")
    assert [r.final for r in report.claimed] == [BOB]
    refused(attached(**header))
    refused(attached(**{**header, "Subject": "Fwd: Returned mail"}))
    plain = {k.replace("_", "-"): v for k, v in header.items()}
    refused(mail(QMAIL, sender=sender, more=plain))
    digest = ("message/rfc822", inner()), ("message/rfc822", inner(mail("Hello", sender=PEOPLE[0])))
    refused(multipart(*digest, subtype="digest", **header))


@pytest.mark.parametrize("fields", [f for f in LISTS if "List_Post" in f or "X_BeenThere" in f])
def test_a_mail_systems_report_that_a_list_distributed_says_so(fields: dict[str, str]) -> None:
    """Mail was sent in the list's name, and the bounce went to its address: a group may be a mailbox that all read."""
    plain = {k.replace("_", "-"): v for k, v in fields.items()}
    for raw in (
        dsn(To="talk@lists.example", **fields),
        mail(QMAIL, subject="failure notice", more={"Cc": "talk@lists.example", **plain}),
    ):
        report = parse(raw)
        assert [(r.final, r.action) for r in report.recipients] == [(BOB, Action.FAILED)]
        assert "report-in-list-mail" in anomalies(report)


@pytest.mark.parametrize("fields", LISTS, ids=lambda f: next(iter(f)))
@pytest.mark.parametrize(
    "owner",
    ["talk-owner@lists.example", "talk-bounces@lists.example", "owner-talk@lists.example", "ann@sender.example"],
)
def test_a_mail_systems_report_that_passed_through_a_lists_owner_is_a_failure(
    fields: dict[str, str], owner: str
) -> None:
    report = parse(dsn(To=owner, **fields))
    assert [(r.final, r.action) for r in report.recipients] == [(BOB, Action.FAILED)]
    assert "report-in-list-mail" not in anomalies(report)


# -- mail systems with odd names


@pytest.mark.parametrize(
    "header",
    [
        {"From": DAEMON},
        {"From": "no-reply@receiver.example"},
        {"From": "noreply-dmn@receiver.example"},
        {"From": "do-not-reply+1234@receiver.example"},
        {"From": "talk-admin@lists.example"},
        {"From": "talk-owner@lists.example", "Return_Path": "<talk-owner@lists.example>"},
        {"From": "Helpdesk <support@receiver.example>"},
        {"From": "inetgw1@vendor.example"},
        {"From": "smtpgw-02@vendor.example"},
        {"From": "MMSC NDR Administrator <sysadmin@mms.example>"},
        {"From": "alerts@receiver.example"},
        {"From": "post_master@sms.example"},
        {"From": "imss@receiver.example"},
        {"From": "Automated Notifications <kim@receiver.example>"},
        {"From": "jk4711@receiver.example", "Return_Path": "<>"},
        {"From": "jk4711@receiver.example", "Sender": "MAILER-DAEMON@receiver.example"},
        {"From": "Mail Delivery Service <kim@receiver.example>"},
        {"From": "postmaster@receiver.example", "Return_Path": "<postmaster@receiver.example>"},
    ],
    ids=lambda h: h["From"],
)
def test_reports_of_mail_systems_with_odd_names_are_failures(header: dict[str, str]) -> None:
    report = parse(dsn(**header))
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [(r.final, r.action) for r in report.recipients] == [(BOB, Action.FAILED)]
    assert report.claimed == ()


# -- and what may come of it


@pytest.mark.rfc("OWN-1-13")
@pytest.mark.parametrize(
    "raw",
    [
        dsn(From="Eve <eve@evil.example>"),
        dsn(From="Eve <eve@evil.example>", Return_Path="<>"),
        dsn(From="no-reply@evil.example"),
        dsn(From="Eve <eve@evil.example>", List_Id="<talk.lists.example>"),
        dsn(To="talk@lists.example", List_Post="<mailto:talk@lists.example>"),
        attached(From="Eve <eve@evil.example>", Subject="Fwd: Returned mail"),
        attached(From="Eve <eve@evil.example>", Subject="Look at this"),
        mail(f"FYI\n\nBegin forwarded message:\n\n{QUOTED}", sender="eve@evil.example", subject="Fwd: Returned mail"),
    ],
    ids=["person", "null", "no-reply", "list", "posted", "forwarded", "attached", "quoted"],
)
def test_no_copied_tag_makes_a_failure_of_hearsay(raw: bytes) -> None:
    """BATV's tag is bound to no recipient: whoever got mail from us has one."""
    to = batv.mint("news@here.example", RING, NOW)
    report, genuine = parse(raw), parse(dsn())
    tag = examine_envelope(to, RING, NOW)
    assert check(genuine, envelope_to=to, proofs=tag, now=NOW).verdict is Verdict.OURS
    proofs = (*tag, *examine_report(report, RING, NOW))
    assert check(report, envelope_to=to, proofs=proofs, now=NOW).verdict is Verdict.UNPROVEN
