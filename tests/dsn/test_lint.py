"""The linter: silent on ours, and each rule speaks of its own fault and of no other."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.automatic import Disposed, Disposition, Feedback, build_feedback, build_mdn
from bouncekit.dsn.builder import build
from bouncekit.dsn.fix import FIXES, fix
from bouncekit.dsn.lint_model import Level
from bouncekit.dsn.linter import ALL_RULES, BY_ID, lint, worst
from bouncekit.dsn.model import DeliveryReport, RecipientReport
from bouncekit.dsn.output import junit_xml, linted_json, sarif
from bouncekit.dsn.subject import ReportType
from bouncekit.dsn.transcript import TRANSCRIPT_RULES, lint_transcript
from bouncekit.registry.dsn_fields import FIELDS, FieldGroup, FieldType, Presence
from bouncekit.vocabulary import Action
from strategies.dsn import BOUNDARY, MESSAGE_ID, NOW, ORIGINAL, reports

ROOT = Path(__file__).parents[2]
REQUIREMENTS = {r["id"]: r for r in json.loads((ROOT / "tests/rfc/requirements.json").read_text())["requirements"]}

DELAYED = RecipientReport(
    final="bob@receiver.example",
    original="rfc822;bob@there.example",
    action=Action.DELAYED,
    status=EnhancedStatus(4, 4, 1),
    diagnostic="450 4.4.1 not now",
    remote_mta="mx.remote.example",
    last_attempt=NOW,
    will_retry_until=NOW,
    final_log_id="Q1",
    remote_recipient="b@remote.example",
)
FAILED = RecipientReport(
    final="eve@receiver.example", action=Action.FAILED, status=EnhancedStatus(5, 1, 1), diagnostic="550 5.1.1 no"
)
REPORT = DeliveryReport(
    reporting_mta="mx.receiver.example",
    reverse_path="ann@sender.example",
    recipients=(DELAYED, FAILED),
    original=ORIGINAL,
    envid="E1",
    arrival_date=NOW,
    received_from_mta="mx.sender.example",
    dsn_gateway="gw.receiver.example",
    deliver_by=NOW,
    future_release="for;60",
)
DSN = bytes(build(REPORT, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
GLOBAL = bytes(
    build(
        DeliveryReport(
            reporting_mta="mx.receiver.example",
            reverse_path="ann@sender.example",
            original=ORIGINAL.replace(b"hello", "Grüße".encode()),
            smtputf8=True,
            recipients=(
                RecipientReport(
                    final="jörg@receiver.example", action=Action.FAILED, status=EnhancedStatus(5, 1, 1),
                    diagnostic="550 5.1.1 no", localized_diagnostics=(("de", "nein"), ("fr", "non")),
                ),
            ),
        ),
        now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY,
    )
)  # fmt: skip
MDN = bytes(
    build_mdn(
        Disposed(
            to="ann@sender.example", sender="bob@receiver.example", final="bob@receiver.example", original="rfc822;bob@there.example",
            disposition=Disposition.DISPLAYED, automatic=True, reporting_ua="mua.receiver.example; example",
            mdn_gateway="gw.receiver.example",
        ),
        original=ORIGINAL, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY,
    )
)  # fmt: skip
ARF = bytes(
    build_feedback(
        Feedback(
            feedback_type="abuse", user_agent="bouncekit/1", to="abuse@sender.example", sender="fbl@receiver.example",
            original_envelope_id="E1", original_mail_from="ann@sender.example", arrival_date=NOW,
            reporting_mta="mx.receiver.example", source_ip="192.0.2.1", incidents=1, original_rcpt_to=("bob@receiver.example",),
        ),
        original=ORIGINAL, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY,
    )
)  # fmt: skip

Mutation = Callable[[bytes], bytes]


def swap(old: str, new: str, *, count: int = 1, base: bytes = DSN) -> tuple[bytes, Mutation]:
    def mutate(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), count)

    return base, mutate


MUTATIONS: dict[str, tuple[bytes, Mutation]] = {
    "not-multipart-report": swap("multipart/report; report-type=delivery-status;", "multipart/mixed;"),
    "report-type": swap("report-type=delivery-status", "report-type=disposition-notification"),
    "human-part-first": swap("Content-Type: text/plain;", "Content-Type: application/octet-stream;"),
    "three-parts": swap("--=_report_1--", "--=_report_1\r\nContent-Type: text/plain\r\n\r\nmore\r\n--=_report_1--"),
    "returned-part-type": swap("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit", "Content-Type: image/png"),
    "headers-part-with-body": swap("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers"),
    "message-part-without-body": swap("+0000\r\n\r\nHi Bob\r\n", "+0000\r\n"),
    "status-part-encoding": swap(
        "message/delivery-status\r\nContent-Transfer-Encoding: 7bit", "message/delivery-status\r\nContent-Transfer-Encoding: 8bit"
    ),
    "status-part-8bit": swap("550 5.1.1 no", "550 5.1.1 nö", count=9),
    "disposition-part-encoding": swap(
        "disposition-notification\r\nContent-Transfer-Encoding: 7bit",
        "disposition-notification\r\nContent-Transfer-Encoding: 8bit", base=MDN,
    ),
    "feedback-part-encoding": swap(
        "feedback-report\r\nContent-Transfer-Encoding: 7bit", "feedback-report\r\nContent-Transfer-Encoding: 8bit", base=ARF
    ),
    "global-part-encoding": swap(
        "global-delivery-status\r\nContent-Transfer-Encoding: 8bit", "global-delivery-status", base=GLOBAL
    ),
    "global-part-charset": swap("global-delivery-status", "global-delivery-status; charset=utf-8", base=GLOBAL),
    "groups-not-separated": swap("\r\n\r\nOriginal-Recipient", "\r\nOriginal-Recipient"),
    "control-character": swap("Final-Log-Id: Q1", "Final-Log-Id: Q\x011"),
    "action-value": swap("Action: failed", "Action: bounced"),
    "status-syntax": swap("Status: 5.1.1", "Status: 5.01.1"),
    "status-contradicts-action": swap("Status: 5.1.1", "Status: 2.1.1"),
    "status-unregistered": swap("Status: 5.1.1", "Status: 5.1.99"),
    "status-vague": swap("Status: 5.1.1", "Status: 5.0.0"),
    "status-1-9": swap("Status: 5.1.1", "Status: 5.1.9"),
    "global-address-form": swap("utf-8; jörg@", "utf-8; j\\x{F6}rg@", base=GLOBAL),
    "message-id-copied": swap(f"Message-ID: {MESSAGE_ID}", "Message-ID: <orig.1@sender.example>", base=MDN),
    "original-message-id-left-out": swap("Original-Message-ID: <orig.1@sender.example>\r\n", "", base=MDN),
    "body-without-failure": swap("Action: failed\r\nStatus: 5.1.1", "Action: delayed\r\nStatus: 4.1.1"),
    "not-threaded": swap(
        "In-Reply-To: <orig.1@sender.example>\r\nReferences:\r\n <orig.1@sender.example>\r\n", ""
    ),
    "retry-without-delay": swap("Status: 5.1.1", "Will-Retry-Until: Mon, 23 Nov 2026 10:00:00 +0000\r\nStatus: 5.1.1"),
    "remote-without-diagnostic": swap("Diagnostic-Code: smtp; 550 5.1.1 no", "Remote-MTA: dns; mx.remote.example"),
    "smtp-diagnostic-without-reply": swap("smtp; 550 5.1.1 no", "smtp; no"),
    "utf8-address-form": swap("rfc822; eve@", "utf-8; e+ve@"),
    "localized-diagnostic-twice": swap("Localized-Diagnostic: fr", "Localized-Diagnostic: DE", base=GLOBAL),
    "dns-name": swap("Remote-MTA: dns; mx.remote.example", "Remote-MTA: dns; mx"),
    "reporting-dns-name": swap("Reporting-MTA: dns; mx.receiver.example", "Reporting-MTA: dns; mx"),
    "envelope-id-invented": swap("Original-Envelope-Id: E1", "Original-Envelope-Id: <a@b.example>"),
    "future-release-without-arrival": swap("Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n", ""),
    "to-missing": swap("To: <ann@sender.example>\r\n", ""),
    "to-several": swap("To: <ann@sender.example>", "To: <ann@sender.example>, <eve@sender.example>"),
    "from-unreachable": swap("From: Mail Delivery System <postmaster@mx.receiver.example>", "From: MAILER-DAEMON <>"),
    "auto-submitted-missing": swap("Auto-Submitted: auto-replied\r\n", ""),
    "auto-submitted-value": swap("Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated"),
    "return-path-not-null": swap("From: Mail", "Return-Path: <x@y.example>\r\nFrom: Mail"),
    "mime-version-missing": swap("MIME-Version: 1.0\r\n", ""),
    "mdn-return-path-not-null": swap("From: ", "Return-Path: <x@y.example>\r\nFrom: ", base=MDN),
    "mdn-asks-for-mdn": swap("From: ", "Disposition-Notification-To: x@y.example\r\nFrom: ", base=MDN),
    "disposition-syntax": swap("automatic-action/MDN-sent-automatically", "automatic", base=MDN),
    "feedback-parts": (ARF, lambda data: data[: data.index(b"--=_report_1\r\nContent-Type: message/rfc822")] + b"--=_report_1--\r\n"),
    "feedback-auth-failure": swap("Feedback-Type: abuse", "Feedback-Type: auth-failure\r\nAuth-Failure: dkim", base=ARF),
    "feedback-identity-alignment": swap(
        "Feedback-Type: abuse",
        "Feedback-Type: auth-failure\r\nAuth-Failure: dmarc\r\nAuthentication-Results: a; dmarc=fail\r\nIdentity-Alignment: dkim, dkim",
        base=ARF,
    ),
    "feedback-spf-dns": swap(
        "Feedback-Type: abuse",
        "Feedback-Type: auth-failure\r\nAuth-Failure: spf\r\nAuthentication-Results: a; spf=fail",
        base=ARF,
    ),
    "feedback-subject": swap("Subject: FW: hello", "Subject: abuse", base=ARF),
    "feedback-both-dates": swap("\r\nVersion: 1\r\n", "\r\nVersion: 1\r\nReceived-Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n", base=ARF),
    "unregistered-field": swap("Final-Log-Id: Q1", "550-Final-Log-Id: Q1"),
    "not-a-dsn": (
        b"\r\n".join((
            b"From: MAILER-DAEMON@mx.receiver.example",
            b"To: ann@sender.example",
            b"Subject: Undelivered Mail Returned to Sender",
            b"Auto-Submitted: auto-replied",
            b"",
            b"Your message could not be delivered:",
            b"",
            b"<bob@receiver.example>: 550 5.1.1 User unknown",
            b"",
        )),
        lambda data: data,
    ),
}  # fmt: skip
BASES = {
    FieldGroup.DSN_MESSAGE: DSN,
    FieldGroup.DSN_RECIPIENT: DSN,
    FieldGroup.DISPOSITION: MDN,
    FieldGroup.FEEDBACK: ARF,
}
PREFIX = {FieldGroup.DISPOSITION: "mdn-", FieldGroup.FEEDBACK: "feedback-"}


def _field_mutations() -> None:
    """For each row of the table of fields and each fault that a rule sees, a mutation made from a clean report."""
    for row in FIELDS:
        base, name = BASES[row.group], re.escape(row.name.encode())
        start = base.index(b"Content-Type: message/", base.index(b"--" + BOUNDARY.encode()))
        found = re.compile(rb"^" + name + rb": ([^\r\n]*)\r\n", re.MULTILINE).search(base, start)
        prefix = PREFIX.get(row.group, "")
        line = row.name.encode() + b": x\r\n" if found is None else found[0]
        if found is None:  # a field that the base has not: put it before one that it has
            anchor = re.compile(rb"^(?:Reporting-MTA|Final-Recipient|Version): ", re.MULTILINE).search(base, start)
            assert anchor is not None
            begin = end = anchor.start()
        else:
            begin, end = found.span()

        def put(text: bytes, base: bytes = base, begin: int = begin, end: int = end) -> tuple[bytes, Mutation]:
            return base, lambda _: base[:begin] + text + base[end:]

        key = row.name.lower()
        if row.presence is Presence.REQUIRED:
            MUTATIONS[f"{prefix}missing-{key}"] = put(b"")
        if row.presence is not Presence.REPEATABLE:
            MUTATIONS[f"{prefix}repeated-{key}"] = put(line + line)
        if row.type in (FieldType.ADDRESS, FieldType.MTA, FieldType.DIAGNOSTIC):
            MUTATIONS[f"{prefix}untyped-{key}"] = put(row.name.encode() + b": nothing\r\n")
        if row.type is FieldType.DATE:
            MUTATIONS[f"{prefix}date-{key}"] = put(row.name.encode() + b": Mon, 23 Nov 2026 10:00:00 GMT\r\n")


_field_mutations()
MUTATIONS["recipient-twice"] = swap(
    "rfc822; bob@receiver.example\r\nAction: delayed\r\nStatus: 4.4.1", "x"
)  # replaced below
TWICE = bytes(
    build(
        DeliveryReport(reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(FAILED, FAILED)),
        now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY,
    )
)  # fmt: skip
MUTATIONS["recipient-twice"] = (TWICE.replace(b"eve@receiver", b"bob@receiver", 5), lambda _: TWICE)
NO_ORIGINAL = bytes(
    build(
        DeliveryReport(reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(FAILED,)),
        now=NOW,
        message_id=MESSAGE_ID,
        boundary=BOUNDARY,
    )
)
_STATUS_PART = "--=_report_1\r\nContent-Type: message/delivery-status"
MUTATIONS["machine-part-second"] = swap(
    _STATUS_PART, f"--=_report_1\r\nContent-Type: text/html\r\n\r\n<p>\r\n{_STATUS_PART}", base=NO_ORIGINAL
)
_NO_RECIPIENT = re.compile(rb"\r\nOriginal-Recipient.*?(?=\r\n--=_report_1\r\nContent-Type: message/rfc822)", re.DOTALL)
MUTATIONS["no-recipient"] = (DSN, lambda data: _NO_RECIPIENT.sub(b"", data))


def test_every_rule_has_a_mutation() -> None:
    assert set(MUTATIONS) == {rule.id for rule in ALL_RULES}


@pytest.mark.rfc(*sorted({rule.requirement for rule in ALL_RULES}))
@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_a_mutation_is_found_by_exactly_its_rule(rule: str) -> None:
    base, mutate = MUTATIONS[rule]
    if rule not in ("not-a-dsn", "recipient-twice"):
        assert lint(base) == ()
    changed = mutate(base)
    found = Counter(finding.rule for finding in lint(changed))
    assert set(found) == {rule}
    finding = next(f for f in lint(changed) if f.rule == rule)
    assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(changed)


@pytest.mark.rfc("RFC3464-2-01", "RFC6522-3-01", "RFC3464-2.1-01")
@given(reports())
@settings(max_examples=100, deadline=None)
def test_what_we_build_lints_clean(report: DeliveryReport) -> None:
    data = bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
    rules = {f.rule for f in lint(data)}
    rules -= {"recipient-twice", "remote-without-diagnostic"}  # what the caller says, not how it is written
    rules -= {"message-part-without-body"}  # an original that is nothing but a header
    assert rules == set()


def test_rows_are_whole() -> None:
    assert len(BY_ID) == len(ALL_RULES)
    for rule in ALL_RULES:
        assert re.fullmatch(r"[a-z0-9-]+", rule.id)
        assert rule.requirement in REQUIREMENTS
        level = REQUIREMENTS[rule.requirement]["level"]
        assert rule.level is not Level.MUST or level.startswith("MUST"), rule.id
        assert rule.types
        assert rule.text.endswith(".")


@given(st.binary(max_size=2000))
def test_lint_never_raises(data: bytes) -> None:
    lint(data)
    fix(data)
    lint_transcript(data)


@given(st.data())
@settings(deadline=None)
def test_lint_never_raises_on_damaged_reports(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from((DSN, GLOBAL, MDN, ARF)))
    at = data.draw(st.integers(0, len(base)))
    end = data.draw(st.integers(at, min(at + 300, len(base))))
    damaged = base[:at] + data.draw(st.binary(max_size=20)) + base[end:]
    for finding in lint(damaged):
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(damaged)


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"Subject: hi\r\n\r\nhello\r\n", b"\xff" * 100])
def test_what_is_no_report_gives_nothing(data: bytes) -> None:
    assert lint(data) == ()
    assert worst(()) is None


# -- mending --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [*FIXES, "auto-submitted-missing", "mime-version-missing"])
def test_a_mend_takes_its_finding_away_and_brings_no_other(rule: str) -> None:
    base, mutate = MUTATIONS[rule]
    changed = mutate(base)
    if rule.startswith("untyped-"):
        value = b"bob@receiver.example" if "recipient" in rule else b"mx.remote.example"
        changed = changed.replace(b": nothing\r\n", b": " + value + b"\r\n", 1)
    assert {f.rule for f in lint(changed)} == {rule}
    assert lint(fix(changed)) == ()


@given(reports())
@settings(max_examples=30, deadline=None)
def test_mending_leaves_a_clean_report_alone(report: DeliveryReport) -> None:
    data = bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
    assert fix(data) == data


# -- other forms ----------------------------------------------------------------------------------------------------


def test_sarif_and_junit_and_json() -> None:
    broken = MUTATIONS["action-value"][1](DSN)
    findings = lint(broken)
    log = sarif([("a b/x.eml", findings)], version="1.0")
    result = log["runs"][0]["results"][0]
    assert result["ruleId"] == "action-value"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/x.eml"
    region = place["region"]
    assert broken[region["byteOffset"] : region["byteOffset"] + region["byteLength"]].strip() == b"Action: bounced"
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == set(BY_ID)
    suite = ET.fromstring(junit_xml([("a<\x01\"'.eml", findings), ("clean", ())]))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "action-value" in (failure.text or "")
    assert linted_json("x", findings)["findings"][0]["span"] == [findings[0].span.start, findings[0].span.end]  # type: ignore[union-attr]


# -- transcripts ----------------------------------------------------------------------------------------------------

GOOD = b"S: 220-mx\r\nS: 220 ready\r\nC: EHLO a\r\nS: 250 DSN\r\nC: MAIL FROM:<> BODY=8BITMIME\r\nS: 250 ok\r\nC: RCPT TO:<a@b.example> NOTIFY=NEVER\r\n"
BAD = {
    "transcript-sender-not-null": GOOD.replace(b"FROM:<>", b"FROM:<x@y.example>"),
    "transcript-ret": GOOD.replace(b"BODY=8BITMIME", b"RET=HDRS"),
    "transcript-notify": GOOD.replace(b"NEVER", b"FAILURE"),
    "transcript-hold": GOOD.replace(b"BODY=8BITMIME", b"HOLDFOR=60"),
    "transcript-no-mail": b"C: EHLO a\r\nS: 250 MAIL FROM:<> is fine\r\n",
    "transcript-mixed-reply": GOOD.replace(b"S: 250 DSN", b"S: 250-mx\r\nS: 251 DSN"),
    "transcript-several": GOOD + b"C: RCPT TO:<c@b.example>\r\n",
}


@pytest.mark.rfc(*sorted({row[1] for row in TRANSCRIPT_RULES.values()}))
@pytest.mark.parametrize("rule", sorted(TRANSCRIPT_RULES))
def test_transcript(rule: str) -> None:
    assert lint_transcript(GOOD) == ()
    assert [f.rule for f in lint_transcript(BAD[rule])] == [rule]


# -- the MTAs of the lab --------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "captured-findings.json"


def test_the_findings_on_captured_reports_are_those_that_were_checked_by_eye() -> None:
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((ROOT / "tests/corpus/captured").glob("*/*.eml")):
        rules = sorted({finding.rule for finding in lint(path.read_bytes())})
        found.setdefault(path.parent.name, {})[path.name] = rules
    assert sum(map(len, found.values())) > 400
    assert found == json.loads(GOLDEN.read_text())


def test_types_of_the_samples() -> None:
    from bouncekit.dsn.subject import Subject

    assert [Subject(data).type for data in (DSN, GLOBAL, MDN, ARF, b"")] == [
        ReportType.DSN, ReportType.DSN, ReportType.MDN, ReportType.ARF, None,
    ]  # fmt: skip
