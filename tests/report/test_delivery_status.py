"""Structured reports: RFC 3464, RFC 6533, RFC 3886, and what real mailers make of them."""

import base64
import itertools

import pytest

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.report.model import Report, Tier
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import DAEMON, ORIGINAL, SENDER, STATUS, dsn, mail, multipart


def ids(report: Report) -> set[str]:
    return {a.id for a in report.anomalies}


@pytest.mark.rfc("RFC3464-2.1-02", "RFC3464-2.1.2-01")
def test_every_field_of_a_report_becomes_a_fact_with_its_place() -> None:
    raw = dsn()
    report = parse(raw)
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert report.reporting_mta == "mx.receiver.example"
    assert report.arrival_date == "Mon, 23 Nov 2026 10:00:00 +0000"
    (r,) = report.recipients
    assert (r.final, r.final_type) == ("bob@receiver.example", "rfc822")
    assert (r.original, r.original_type) == ("b.smith@forward.example", "rfc822")
    assert r.action is Action.FAILED
    assert r.status == r.status_field == EnhancedStatus(5, 1, 1)
    assert r.reply == ReplyCode(550)
    assert (r.diagnostic, r.diagnostic_type) == ("550 5.1.1 <bob@receiver.example>: User unknown", "smtp")
    assert r.remote_mta == "mx.remote.example"
    for p in r.provenance:
        assert p.tier is Tier.STRUCTURED
        assert p.span is not None
        field = raw[p.span.start : p.span.end].decode()
        assert ":" in field.splitlines()[0]
    final = next(p for p in r.provenance if p.field == "final")
    assert final.span is not None
    assert raw[final.span.start : final.span.end] == b"Final-Recipient: rfc822; bob@receiver.example"


@pytest.mark.rfc("RFC3464-2.1.1-01")
@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_and_case_of_fields_and_folding_do_not_matter(order: tuple[int, ...]) -> None:
    fields = [
        "FINAL-recipient: RFC822 ;\n bob@receiver.example",
        "aCtIoN: FAILED",
        "Status: 5.2.2 (mailbox\n\tfull)",
        "Diagnostic-Code: SMTP; 552 5.2.2\n over quota",
    ]
    report = parse(dsn("Reporting-MTA: dns; a.example\n\n" + "\n".join(fields[i] for i in order) + "\n"))
    (r,) = report.recipients
    assert (r.final, r.action, str(r.status)) == ("bob@receiver.example", Action.FAILED, "5.2.2")
    assert r.diagnostic == "552 5.2.2 over quota"


@pytest.mark.rfc("RFC3464-2.3-01")
def test_groups_do_not_mix_their_data() -> None:
    status = (
        "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; one@b.example\nAction: failed\nStatus: 5.1.1\n\n"
        "Final-Recipient: rfc822; two@b.example\nOriginal-Recipient: rfc822; zwei@b.example\nAction: delayed\nStatus: 4.4.1\n"
    )
    one, two = parse(dsn(status)).recipients
    assert (one.final, one.original, one.action, str(one.status)) == ("one@b.example", None, Action.FAILED, "5.1.1")
    assert (two.final, two.original, two.action, str(two.status)) == (
        "two@b.example", "zwei@b.example", Action.DELAYED, "4.4.1",
    )  # fmt: skip


def test_groups_without_blank_lines_are_set_apart_and_said_to_be_odd() -> None:
    status = (
        "Reporting-MTA: dns; a.example\nFinal-Recipient: rfc822; one@b.example\nAction: failed\nStatus: 5.1.1\n"
        "Final-Recipient: rfc822; two@b.example\nAction: failed\nStatus: 5.2.2\n"
    )
    report = parse(dsn(status))
    assert [(r.final, str(r.status)) for r in report.recipients] == [
        ("one@b.example", "5.1.1"),
        ("two@b.example", "5.2.2"),
    ]
    assert "groups-not-separated" in ids(report)


def test_a_group_whose_fields_are_all_set_apart_is_one() -> None:
    status = (
        "Reporting-MTA: dns; mx.receiver.example\n\nFinal-Recipient: rfc822; bob@receiver.example\n\nAction: failed\n\n"
        "Status: 5.1.1\n\nDiagnostic-Code: smtp; 550 unknown\n\nFinal-Recipient: rfc822; kim@receiver.example\n\n"
        "Action: failed\n\nStatus: 5.2.2\n"
    )
    report = parse(dsn(status))
    assert [(r.final, str(r.status), str(r.reply)) for r in report.recipients] == [
        ("bob@receiver.example", "5.1.1", "550"),
        ("kim@receiver.example", "5.2.2", "None"),
    ]


def test_what_a_remote_server_said_does_not_become_a_field() -> None:
    status = (
        "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550-5.1.1 no\n550-Final-Recipient: rfc822; victim@c.example\n550-Action: failed\n550 bye\n"
    )
    report = parse(dsn(status))
    assert [r.final for r in report.recipients] == ["bob@b.example"]
    assert "field-from-reply" in ids(report)


def test_the_first_of_a_repeated_field_counts() -> None:
    status = "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; bob@b.example\nStatus: 5.1.1\nAction: failed\nStatus: 2.0.0\n"
    report = parse(dsn(status))
    assert str(report.recipients[0].status) == "5.1.1"
    assert "field-repeated" in ids(report)


def test_an_original_recipient_without_type_does_not_leak_into_the_final_one() -> None:
    status = (
        "Reporting-MTA: dns; a.example\n\nOriginal-Recipient: <other@c.example>\n"
        "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n"
    )
    (r,) = parse(dsn(status)).recipients
    assert (r.final, r.original, r.original_type) == ("bob@b.example", "other@c.example", None)


@pytest.mark.parametrize(
    ("value", "action"),
    [
        ("failed", Action.FAILED),
        ("Failed (permanent error)", Action.FAILED),
        ("relayed (to non-DSN-aware mailer)", Action.RELAYED),
        ("delivered (to mailbox)", Action.DELIVERED),
        ("expanded", Action.EXPANDED),
        ("delayed", Action.DELAYED),
    ],
)
def test_actions_with_comments(value: str, action: Action) -> None:
    klass = {Action.FAILED: 5, Action.DELAYED: 4}.get(action, 2)
    status = (
        f"Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; b@b.example\nAction: {value}\nStatus: {klass}.0.0\n"
    )
    report = parse(dsn(status))
    assert report.recipients[0].action is action
    assert "action-contradicts-status" not in ids(report)


def test_a_report_of_success_has_no_failure_even_when_its_text_names_addresses() -> None:
    status = "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; b@b.example\nAction: delivered\nStatus: 2.0.0\n"
    report = parse(dsn(status, text="delivered to the list, carol@c.example, ok; 550 user unknown dave@d.example\n"))
    assert [(r.final, r.action) for r in report.recipients] == [("b@b.example", Action.DELIVERED)]


def test_contradictions_are_anomalies() -> None:
    status = "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; b@b.example\nAction: failed\nStatus: 2.0.0\n"
    assert "action-contradicts-status" in ids(parse(dsn(status)))


@pytest.mark.parametrize(
    ("field", "diagnostic", "status"),
    [
        ("Status: 5.0.0\n", "550 5.7.1 no", "5.7.1"),
        ("", "550 5.7.1 no", "5.7.1"),
        ("Status: 5.0.0\n", "450 4.2.1 later", "5.0.0"),
        ("Status: 5.1.1\n", "550 5.7.1 no", "5.1.1"),
        ("Status: 5.0.0\n", "550 no", "5.0.0"),
        ("Status: 5.1.1 (bad mailbox)\n", "550 no", "5.1.1"),
        ("Status: 5.01.1\n", "550 no", "5.1.1"),
    ],
)
@pytest.mark.rfc("RFC3464-2.3.4-02")
def test_status_is_the_field_or_the_specific_code_of_the_same_class(field: str, diagnostic: str, status: str) -> None:
    text = f"Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; b@b.example\nAction: failed\n{field}"
    (r,) = parse(dsn(text + f"Diagnostic-Code: smtp; {diagnostic}\n")).recipients
    assert str(r.status) == status
    assert r.diagnostic == diagnostic


@pytest.mark.parametrize(
    ("named", "final"),
    [
        ("Original-Recipient: rfc822; bob@b.example\n", "bob@b.example"),
        ("X-Actual-Recipient: rfc822; bob@b.example\n", "bob@b.example"),
        ("Final-Recipient: x400; /S=bob/O=b/\nOriginal-Recipient: rfc822; bob@b.example\n", "bob@b.example"),
        ("Final-Recipient: rfc822; |/usr/bin/filter\nOriginal-Recipient: rfc822; bob@b.example\n", "bob@b.example"),
        ("Final-Recipient: rfc822; @relay.example:bob@b.example\n", "bob@b.example"),
        ("Final-Recipient: bob@b.example\n", "bob@b.example"),
        ("Final-Recipient: rfc822;<bob@b.example> (Bob)\n", "bob@b.example"),
        ('Final-Recipient: rfc822; "bob smith"@b.example\n', '"bob smith"@b.example'),
        ("Final-Recipient: utf-8; b\\x{F6}b@b.example\n", "böb@b.example"),
        ("Final-Recipient: rfc822; =?utf-8?q?bob=40b=2Eexample?=\n", "bob@b.example"),
        ("Final-Recipient: X-Local; bob\nOriginal-Recipient: rfc822; bob@b.example\n", "bob@b.example"),
    ],
)
def test_the_recipient_is_named_however_it_is_written(named: str, final: str) -> None:
    status = f"Reporting-MTA: dns; a.example\n\n{named}Action: failed\nStatus: 5.1.1\n"
    assert [r.final for r in parse(dsn(status)).recipients] == [final]


@pytest.mark.rfc("RFC3464-2.4-02")
def test_unknown_fields_are_kept_and_mean_nothing() -> None:
    status = STATUS.replace("\n\nFinal", "\nX-Queue-ID: 4711\n\nX-Final-Recipient: rfc822; eve@e.example\nFinal")
    report = parse(dsn(status))
    assert ("X-Queue-ID", "4711") in report.extensions
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]


REPORTS = ("message/delivery-status", "message/global-delivery-status")
RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")


@pytest.mark.rfc("RFC6533-4.4-01")
@pytest.mark.parametrize(("status", "returned"), list(itertools.product(REPORTS, RETURNED)))
def test_global_and_classic_parts_in_any_combination(status: str, returned: str) -> None:
    raw = multipart(("text/plain", "Sorry."), (status, STATUS), (returned, ORIGINAL))
    report = parse(raw)
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]
    assert report.returned is not None
    assert report.returned.message_id == "<1@sender.example>"
    assert report.returned.subject == "Grüße"


@pytest.mark.rfc("RFC6522-4-03")
@pytest.mark.parametrize("label", ["text/rfc822-header", "message/rfc822-headers"])
def test_misspelt_header_parts_are_read(label: str) -> None:
    report = parse(multipart(("text/plain", "Sorry."), ("message/delivery-status", STATUS), (label, ORIGINAL)))
    assert report.returned is not None
    assert report.returned.from_ == "Ann <ann@sender.example>"


@pytest.mark.rfc("RFC6522-3-08")
def test_a_returned_header_whose_lines_are_all_set_in_is_read() -> None:
    set_in = "".join(f" {line}\n" for line in ORIGINAL.splitlines())
    report = parse(multipart(("text/plain", "Sorry."), ("message/delivery-status", STATUS), ("text/rfc822", set_in)))
    assert report.returned is not None
    assert report.returned.message_id == "<1@sender.example>"


def test_a_report_inside_other_multiparts() -> None:
    inner = dsn().partition(b"\n\n")[2].decode()
    raw = multipart(
        ("text/plain", "Scanned."),
        ('multipart/report; report-type=delivery-status; boundary="b"', inner.replace("--b", "--c")),
        subtype="mixed",
        report_type="",
    ).replace(b'boundary="b"\n\n--c', b'boundary="c"\n\n--c')
    assert [r.final for r in parse(raw).recipients] == ["bob@receiver.example"]


def encoded(kind: str, how: str) -> bytes:
    body = STATUS if how == "quoted-printable" else base64.b64encode(STATUS.encode()).decode()
    return multipart(("text/plain", "Sorry."), (f"{kind}\nContent-Transfer-Encoding: {how}", body))


@pytest.mark.parametrize(
    "raw",
    [
        multipart(("text/plain", "Sorry."), ("message/delivery-status", STATUS), subtype="mixed", report_type=""),
        multipart(("text/plain", "Sorry."), ("text/plain", STATUS)),
        multipart(("text/plain", "Sorry."), ('application/octet-stream; name="details.txt"', STATUS)),
        encoded("message/delivery-status", "base64"),
        encoded("message/global-delivery-status", "quoted-printable"),
        multipart(("text/plain", "Sorry."), ("message/xdelivery-status", STATUS), subtype="mixed", report_type=""),
        multipart(("text/plain", ""), ("text/plain", STATUS), subtype="mixed", report_type="", From="<>", Subject=""),
        mail(STATUS, more={"Content-Type": "message/delivery-status"}),
        mail("Your message could not be delivered.\n\n" + STATUS),
        multipart(("text/plain", "See below."), ("message/rfc822", dsn().decode().replace("--b", "--c").replace('"b"', '"c"')),
                  subtype="mixed", report_type="", From="Carol <carol@c.example>", Subject="Fwd: a bounce"),
    ],
    ids=["mixed", "text-plain", "octet-stream", "base64", "quoted-printable", "x-label", "fields-alone", "top-level", "in-text", "forwarded"],
)  # fmt: skip
def test_the_fields_are_found_wherever_they_stand(raw: bytes) -> None:
    report = parse(raw)
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [(r.final, str(r.status)) for r in report.recipients] == [("bob@receiver.example", "5.1.1")]


def test_facts_never_come_out_of_the_returned_original() -> None:
    inner = dsn(STATUS.replace("bob@receiver.example", "inner@inner.example"))
    raw = dsn(STATUS, original=inner.decode().replace("--b", "--c").replace('"b"', '"c"'))
    assert [r.final for r in parse(raw).recipients] == ["bob@receiver.example"]


def test_a_report_that_names_nobody_still_is_one() -> None:
    report = parse(dsn("Reporting-MTA: dns; a.example\n", text="The message could not be delivered.\n"))
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [r.final for r in report.recipients] == [None]
    assert "no-recipient-group" in ids(report)


@pytest.mark.rfc("RFC3464-2.2.2-01")
def test_a_report_without_reporting_mta_is_read_and_flagged() -> None:
    report = parse(dsn("Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n"))
    assert [r.final for r in report.recipients] == ["bob@b.example"]
    assert "reporting-mta-missing" in ids(report)
    assert "reporting-mta-missing" not in ids(parse(dsn()))


def test_the_same_alias_may_fail_twice_for_two_reasons() -> None:
    group = "Final-Recipient: rfc822; list@b.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {}\n\n"
    status = "Reporting-MTA: dns; a.example\n\n" + group.format("550 5.1.1 no") + group.format("552 5.2.2 full")
    report = parse(dsn(status + group.format("552 5.2.2 full")))
    assert [str(r.status) for r in report.recipients] == ["5.1.1", "5.2.2"]


@pytest.mark.rfc("RFC3886-3-01", "RFC3886-3.3.3-01")
def test_a_tracking_status_is_no_delivery_status() -> None:
    status = STATUS.replace("Action: failed", "Action: transferred").replace("5.1.1", "2.0.0", 1)
    raw = multipart(("text/plain", "."), ("message/tracking-status", status), subtype="related", report_type="")
    report = parse(raw)
    assert report.kind is ReportKind.TRACKING
    assert report.recipients[0].action is Action.RELAYED


def test_codes_that_only_the_text_states_are_taken_for_the_recipient_that_the_fields_name() -> None:
    status = "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.0.0\n"
    report = parse(
        dsn(status, text="Sorry.\n\nbob@b.example: 552 5.2.2 mailbox is full\n", subtype="mixed", report_type="")
    )
    (r,) = report.recipients
    assert (str(r.status), str(r.status_field), str(r.reply)) == ("5.2.2", "5.0.0", "552")


def test_programs_and_files_are_whose_the_text_says_in_its_order() -> None:
    group = "Action: failed\nFinal-Recipient: rfc822;{}\nStatus: 5.0.0\n\n"
    status = "Reporting-MTA: dns; a.example\n\n" + group.format("/home/ann/mbox") + group.format("|/usr/bin/filter")
    text = (
        "A message that you sent could not be delivered to one or more of its\nrecipients. "
        "The following address(es) failed:\n\n  save to /home/ann/mbox\n    generated by ann@b.example\n"
        "  pipe to |/usr/bin/filter\n    generated by bob@b.example\n"
    )
    report = parse(dsn(status, text=text))
    assert [r.final for r in report.recipients] == ["ann@b.example", "bob@b.example"]
    assert [dict(r.extensions)["Final-Recipient"] for r in report.recipients] == ["/home/ann/mbox", "|/usr/bin/filter"]
    both = parse(dsn(status.replace("|/usr/bin/filter", "kim@b.example"), text=text))
    assert [r.final for r in both.recipients] == ["/home/ann/mbox", "kim@b.example"]


def test_a_mail_that_a_person_sends_with_status_fields_in_it_is_no_failure() -> None:
    raw = mail("What does this mean?\n\n" + STATUS, sender="Carol <carol@c.example>", subject="a question")
    report = parse(raw)
    assert report.kind is ReportKind.NONE
    assert report.recipients == ()


@pytest.mark.parametrize("sender", [DAEMON, SENDER])
def test_a_report_in_a_mailing_list_post_is_not_believed_unless_a_mail_system_sent_it(sender: str) -> None:
    report = parse(dsn(From=sender, List_Id="<talk.lists.example>"))
    if sender == DAEMON:
        assert report.kind is ReportKind.DELIVERY_STATUS
    else:
        assert report.kind is ReportKind.NONE
        assert "report-in-list-mail" in ids(report)
