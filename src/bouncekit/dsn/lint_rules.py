"""The rows of the linter that the table of fields does not give: structure, values, header (see `lint_fields`)."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bouncekit.addresses import TypedAddress, unitext_decode
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.lint_model import Hit, Level, LintRule
from bouncekit.dsn.subject import Group, LintField, ReportType, Subject, without_comments
from bouncekit.message import MessageView, Part
from bouncekit.registry.enhanced_status import BY_CODE
from bouncekit.report.parse import parse
from bouncekit.spans import Span
from bouncekit.vocabulary import ReportKind

__all__ = ["RULES"]

_DSN: Final = frozenset((ReportType.DSN,))
_MDN: Final = frozenset((ReportType.MDN,))
_ARF: Final = frozenset((ReportType.ARF,))
_ANY: Final = frozenset((ReportType.DSN, ReportType.MDN, ReportType.ARF))
_STATUS_AND_MDN: Final = _DSN | _MDN
_HUMAN: Final = frozenset(("multipart/alternative", "multipart/related"))
_RETURNED: Final = frozenset((
    "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers",
    "text/rfc822-header", "message/rfc822-headers", "message/partial", "message/external-body",
))  # fmt: skip
_HEADER_TYPES: Final = frozenset(("text/rfc822-headers", "message/global-headers"))
_WHOLE_TYPES: Final = frozenset(("message/rfc822", "message/global"))
_IDENTITY: Final = frozenset(("", "7bit", "8bit", "binary"))
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_ACTIONS: Final = {"failed": (4, 5), "delayed": (4,), "delivered": (2,), "relayed": (2,), "expanded": (2,)}
_REPLY: Final = re.compile(r"[2-5][0-9]{2}(?:[ -]|$)")
_CODE: Final = re.compile(r"[245][0-9]{2}[ -]([245]\.[0-9]{1,3}\.[0-9]{1,3})")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+|\[[0-9A-Za-z:.]+\]")
_TAG: Final = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*;")
_DISPOSITION: Final = re.compile(
    r"(?:manual|automatic)-action[ \t]*/[ \t]*MDN-sent-(?:manually|automatically)[ \t]*;"
    r"[ \t]*(?:displayed|deleted|dispatched|processed)[ \t]*(?:/[^/;]*)?",
    re.IGNORECASE,
)
_PREFIXES: Final = ("fw:", "fwd:", "re:")
_MOST_PREFIXES: Final = 10

_Check = Callable[[Subject], Iterable[Hit]]


def _recipients(test: Callable[[Group], LintField | None]) -> _Check:
    """A check of each recipient group: the field that *test* gives is the place."""

    def check(subject: Subject) -> Iterator[Hit]:
        for group in subject.recipients:
            field = test(group)
            if field is not None:
                yield Hit(field.span, group.recipient, field.value)

    return check


# -- structure ------------------------------------------------------------------------------------------------------


def _not_multipart_report(subject: Subject) -> Iterator[Hit]:
    container = subject.container
    if container is None or container.media_type != "multipart/report":
        shown = subject.root.media_type if container is None else container.media_type
        yield Hit(_span(container or subject.root, "content-type"), detail=shown)


def _report_type(subject: Subject) -> Iterator[Hit]:
    container = subject.container
    if container is None or container.media_type != "multipart/report" or subject.type is None:
        return
    value = container.params.get("report-type", "")
    if value.lower() not in (subject.type.value, f"global-{subject.type.value}"):
        yield Hit(_span(container, "content-type"), detail=value or "missing")


def _span(part: Part, name: str) -> Span:
    """The place of the field *name*, or of the whole header when it is missing."""
    field = part.field(name)
    return part.header_span if field is None else field.span


def _human_first(subject: Subject) -> Iterator[Hit]:
    if subject.parts:
        first = subject.parts[0].media_type
        if subject.parts[0] is subject.machine or not (first.startswith("text/") or first in _HUMAN):
            yield Hit(subject.parts[0].header_span, detail=first)


def _machine_second(subject: Subject) -> Iterator[Hit]:
    if subject.machine is not None and subject.parts and subject.machine is not subject.parts[0]:
        at = next(n for n, part in enumerate(subject.parts) if part is subject.machine)
        if at != 1:
            yield Hit(subject.machine.header_span, detail=f"part {at + 1}")


def _three_parts(subject: Subject) -> Iterator[Hit]:
    container = subject.container
    if container is not None and container.media_type == "multipart/report" and len(subject.parts) > 3:
        yield Hit(subject.parts[3].header_span, detail=f"{len(subject.parts)} parts")


def _returned_type(subject: Subject) -> Iterator[Hit]:
    part = subject.returned
    if part is not None and part is not subject.machine and part.media_type not in _RETURNED:
        yield Hit(part.header_span, detail=part.media_type)


def _headers_with_body(subject: Subject) -> Iterator[Hit]:
    for part in subject.parts[1:]:
        if part.media_type in _HEADER_TYPES and b"\n\n" in part.payload.replace(b"\r\n", b"\n").strip(b"\n"):
            yield Hit(part.header_span, detail=part.media_type)


def _whole_without_body(subject: Subject) -> Iterator[Hit]:
    for part in subject.parts[1:]:
        if part.media_type in _WHOLE_TYPES:
            data = part.payload.replace(b"\r\n", b"\n")
            if data.strip() and b"\n\n" not in data:
                yield Hit(part.header_span, detail=part.media_type)


def _encoding(part: Part) -> str:
    return without_comments(part.get("content-transfer-encoding") or "").lower()


def _machine_encoded(subject: Subject) -> Iterator[Hit]:
    part = subject.machine
    if part is not None and not subject.is_global and _encoding(part) not in ("", "7bit"):
        yield Hit(_span(part, "content-transfer-encoding"), detail=_encoding(part))


def _machine_8bit(subject: Subject) -> Iterator[Hit]:
    part = subject.machine
    if part is not None and not subject.is_global and not part.payload.isascii():
        yield Hit(part.body_span)


def _global_encoding(subject: Subject) -> Iterator[Hit]:
    for part in subject.parts:
        if part.media_type.startswith("message/global-") and _encoding(part) in ("", "7bit"):
            data = subject.raw[part.body_span.start : part.body_span.end]
            if not data.isascii():
                yield Hit(part.header_span)


def _global_charset(subject: Subject) -> Iterator[Hit]:
    for part in subject.parts:
        if part.media_type.startswith("message/global-") and "charset" in part.params:
            yield Hit(_span(part, "content-type"), detail=part.params["charset"])


def _no_recipient(subject: Subject) -> Iterator[Hit]:
    if subject.machine is not None and not subject.recipients:
        group = subject.message_group
        if group is None or group.get("final-recipient") is None:
            yield Hit(subject.machine.body_span)


def _not_separated(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    field = None if group is None else group.get("final-recipient") or group.get("action")
    if field is not None:
        yield Hit(field.span)
    for later in subject.recipients:
        field = later.get("reporting-mta")
        if field is not None:
            yield Hit(field.span, later.recipient)


def _controls(subject: Subject) -> Iterator[Hit]:
    for group in subject.groups:
        for field in group.fields:
            if _CONTROL.search(field.value):
                yield Hit(field.span, group.recipient, field.name)


# -- values ---------------------------------------------------------------------------------------------------------


def _action_of(group: Group) -> str | None:
    field = group.get("action")
    return None if field is None else without_comments(field.value).lower()


def _unknown_action(group: Group) -> LintField | None:
    return group.get("action") if _action_of(group) not in (None, *_ACTIONS) else None


def _status_of(group: Group) -> EnhancedStatus | None:
    field = group.get("status")
    return None if field is None else EnhancedStatus.find(without_comments(field.value))


def _status_syntax(group: Group) -> LintField | None:
    return group.get("status") if group.get("status") is not None and _status_of(group) is None else None


def _status_disagrees(group: Group) -> LintField | None:
    status, classes = _status_of(group), _ACTIONS.get(_action_of(group) or "")
    return group.get("status") if status is not None and classes and status.klass not in classes else None


def _status_unregistered(group: Group) -> LintField | None:
    status = _status_of(group)
    return group.get("status") if status is not None and (status.subject, status.detail) not in BY_CODE else None


def _status_vague(group: Group) -> LintField | None:
    """A status x.0.0 beside a diagnostic that states a registered code of the same class."""
    status, diagnostic = _status_of(group), group.get("diagnostic-code")
    if status is None or not status.is_generic or diagnostic is None:
        return None
    found = _CODE.search(diagnostic.value[:200])
    code = None if found is None else EnhancedStatus.find(found[1])
    if code is None or code.is_generic or code.klass != status.klass or (code.subject, code.detail) not in BY_CODE:
        return None
    return group.get("status")


def _status_1_9(group: Group) -> LintField | None:
    status = _status_of(group)
    if status is None or (status.subject, status.detail) != (1, 9) or _action_of(group) in (None, "relayed"):
        return None
    return group.get("status")


def _retry_without_delay(group: Group) -> LintField | None:
    return group.get("will-retry-until") if _action_of(group) in _ACTIONS and _action_of(group) != "delayed" else None


def _remote_without_diagnostic(group: Group) -> LintField | None:
    failed = _action_of(group) in ("failed", "delayed")
    return group.get("remote-mta") if failed and group.get("diagnostic-code") is None else None


def _smtp_diagnostic(group: Group) -> LintField | None:
    field = group.get("diagnostic-code")
    if field is None:
        return None
    kind, semicolon, text = field.value.partition(";")
    return field if semicolon and kind.strip().lower() == "smtp" and not _REPLY.match(text.strip()) else None


def _utf8_address(subject: Subject) -> Iterator[Hit]:
    if subject.is_global:
        return
    for group in subject.recipients:
        for key in ("original-recipient", "final-recipient"):
            field = group.get(key)
            if field is None or not field.value.isascii():
                continue
            kind, _, address = field.value.partition(";")
            if kind.strip().lower() == "utf-8" and unitext_decode(address.strip()) is None:
                yield Hit(field.span, group.recipient, field.value)


def _global_address(subject: Subject) -> Iterator[Hit]:
    """In a global part the raw form of an address is wanted, not the 7-bit one."""
    for group in subject.recipients if subject.is_global else ():
        for key in ("original-recipient", "final-recipient"):
            field = group.get(key)
            address = "" if field is None else field.value.partition(";")[2].strip()
            if field is not None and "\\x{" in address and unitext_decode(address) is not None:
                yield Hit(field.span, group.recipient, field.value)


def _same_language_twice(group: Group) -> LintField | None:
    seen: set[str] = set()
    for field in group.fields:
        tag = _TAG.match(field.value) if field.key == "localized-diagnostic" else None
        if tag is not None:
            if tag[1].lower() in seen:
                return field
            seen.add(tag[1].lower())
    return None


def _recipient_twice(subject: Subject) -> Iterator[Hit]:
    seen: set[str] = set()
    for group in subject.recipients:
        field = group.get("final-recipient")
        if field is None or _action_of(group) not in ("failed", "delivered"):
            continue
        address = TypedAddress.find(field.value)
        key = (address.address if address else field.value).lower()
        if key in seen:
            yield Hit(field.span, group.recipient, field.value)
        seen.add(key)


def _is_qualified(name: str) -> bool:
    """True for a name of two labels or more, and for an address literal."""
    labels = name.removesuffix(".").split(".")
    return bool(_NAME.fullmatch(name)) and (name[0] == "[" or (len(labels) > 1 and all(labels)))


def _unqualified(group: Group, key: str) -> LintField | None:
    """The field *key*, when its type is dns and its name is one that DNS cannot know (RFC 3461 section 6.3)."""
    field = group.get(key)
    if field is None:
        return None
    kind, _, name = field.value.partition(";")
    return field if kind.strip().lower() == "dns" and not _is_qualified(without_comments(name)) else None


def _dns_name(subject: Subject) -> Iterator[Hit]:
    for group in subject.groups:
        for key in ("remote-mta", "received-from-mta", "dsn-gateway"):
            field = _unqualified(group, key)
            if field is not None:
                yield Hit(field.span, group.recipient, field.value)


def _reporting_dns_name(subject: Subject) -> Iterator[Hit]:
    field = None if subject.message_group is None else _unqualified(subject.message_group, "reporting-mta")
    if field is not None:
        yield Hit(field.span, None, field.value)


def _envelope_id_is_message_id(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    field = None if group is None else group.get("original-envelope-id")
    if field is not None and field.value.startswith("<") and field.value.endswith(">") and "@" in field.value:
        yield Hit(field.span, None, field.value)


def _future_without_arrival(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    field = None if group is None else group.get("future-release-request")
    if group is not None and field is not None and group.get("arrival-date") is None:
        yield Hit(field.span)


# -- against what came back ------------------------------------------------------------------------------------


def _returned_header(subject: Subject) -> Part | None:
    """The header of the original, however it came back."""
    part = subject.returned
    if part is None:
        return None
    if part.children:
        return part.children[0]
    return MessageView.parse(part.payload).root if part.media_type in _HEADER_TYPES else None


def _message_id_of(subject: Subject) -> str:
    header = _returned_header(subject)
    return "" if header is None else (header.get("message-id") or "").strip()


def _message_id_copied(subject: Subject) -> Iterator[Hit]:
    field = subject.header("message-id")
    if field is not None and field.value.strip() and field.value.strip() == _message_id_of(subject):
        yield Hit(field.span, detail=field.value)


def _message_id_left_out(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    if group is not None and group.fields and group.get("original-message-id") is None and _message_id_of(subject):
        yield Hit(group.fields[0].span)


def _not_threaded(subject: Subject) -> Iterator[Hit]:
    if _message_id_of(subject) and subject.header("in-reply-to") is None and subject.header("references") is None:
        yield Hit(subject.root.header_span)


def _body_without_failure(subject: Subject) -> Iterator[Hit]:
    part, actions = subject.returned, {_action_of(group) for group in subject.recipients}
    if (
        part is None
        or part.media_type not in _WHOLE_TYPES
        or not actions
        or not actions <= _ACTIONS.keys() - {"failed"}
    ):
        return
    if part.payload.replace(b"\r\n", b"\n").partition(b"\n\n")[2].strip():
        yield Hit(part.header_span)


# -- the header -----------------------------------------------------------------------------------------------------


def _to_missing(subject: Subject) -> Iterator[Hit]:
    if not (subject.root.get("to") or "").strip():
        yield Hit(subject.root.header_span)


def _to_several(subject: Subject) -> Iterator[Hit]:
    field = subject.header("to")
    if field is not None and without_comments(field.value).count("@") > 1 and "," in field.value:
        yield Hit(field.span)


def _from_missing(subject: Subject) -> Iterator[Hit]:
    if "@" not in (subject.root.get("from") or ""):
        yield Hit(_span(subject.root, "from"), detail=(subject.root.get("from") or "missing").strip())


def _auto_missing(subject: Subject) -> Iterator[Hit]:
    if subject.header("auto-submitted") is None:
        yield Hit(subject.root.header_span)


def _auto_generated(subject: Subject) -> Iterator[Hit]:
    field = subject.header("auto-submitted")
    if field is not None and without_comments(field.value).partition(";")[0].strip().lower() != "auto-replied":
        yield Hit(field.span, detail=field.value)


def _return_path(subject: Subject) -> Iterator[Hit]:
    field = subject.header("return-path")
    if field is not None and without_comments(field.value) not in ("<>", ""):
        yield Hit(field.span, detail=field.value)


def _no_mime_version(subject: Subject) -> Iterator[Hit]:
    if subject.header("mime-version") is None:
        yield Hit(subject.root.header_span)


def _asks_for_mdn(subject: Subject) -> Iterator[Hit]:
    field = subject.header("disposition-notification-to")
    if field is not None:
        yield Hit(field.span)


# -- MDN and ARF ----------------------------------------------------------------------------------------------------


def _disposition_syntax(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    field = None if group is None else group.get("disposition")
    if field is not None and not _DISPOSITION.fullmatch(without_comments(field.value)):
        yield Hit(field.span, detail=field.value)


def _both_dates(subject: Subject) -> Iterator[Hit]:
    group = subject.message_group
    field = None if group is None else group.get("received-date")
    if group is not None and field is not None and group.get("arrival-date") is not None:
        yield Hit(field.span)


def _arf_parts(subject: Subject) -> Iterator[Hit]:
    if subject.container is not None and len(subject.parts) < 3:
        yield Hit(subject.container.body_span, detail=f"{len(subject.parts)} parts")


def _bare_subject(text: str) -> str:
    """*text* without `Fwd:`, `Re:` and `[list]` before it."""
    for _ in range(_MOST_PREFIXES):
        text = text.strip()
        prefix = next((p for p in _PREFIXES if text.lower().startswith(p)), None)
        if prefix is not None:
            text = text[len(prefix) :]
        elif text.startswith("[") and "]" in text[:80]:
            text = text.partition("]")[2]
        else:
            break
    return text


def _arf_subject(subject: Subject) -> Iterator[Hit]:
    part = subject.returned
    field = subject.header("subject")
    if part is None or field is None:
        return
    inner = part.children[0].get("subject") if part.children else None
    if inner and _bare_subject(field.decoded) != _bare_subject(inner):
        yield Hit(field.span)


def _auth_failure(subject: Subject) -> Group | None:
    """The fields, when they are those of an authentication failure (RFC 6591)."""
    group = subject.message_group
    kind = None if group is None else group.get("feedback-type")
    return group if kind is not None and kind.value.lower() == "auth-failure" else None


def _auth_failure_missing(subject: Subject) -> Iterator[Hit]:
    group = _auth_failure(subject)
    for key in ("auth-failure", "authentication-results") if group is not None else ():
        if group is not None and group.get(key) is None:
            yield Hit(group.fields[0].span, detail=key)


def _identity_alignment(subject: Subject) -> Iterator[Hit]:
    """`none`, or dkim and spf, each once at most, when a DMARC failure is reported."""
    group = _auth_failure(subject)
    kind = None if group is None else group.get("auth-failure")
    if group is None or kind is None or kind.value.strip().lower() != "dmarc":
        return
    field = group.get("identity-alignment")
    words = [] if field is None else [word.strip().lower() for word in field.value.split(",")]
    if words != ["none"] and (not words or not set(words) <= {"dkim", "spf"} or len(set(words)) < len(words)):
        yield Hit(kind.span if field is None else field.span, detail="missing" if field is None else field.value)


def _spf_dns_missing(subject: Subject) -> Iterator[Hit]:
    group = _auth_failure(subject)
    kind = None if group is None else group.get("auth-failure")
    if group is not None and kind is not None and kind.value.strip().lower() == "spf" and group.get("spf-dns") is None:
        yield Hit(kind.span)


# -- no machine-readable part ---------------------------------------------------------------------------------------


def _not_a_dsn(subject: Subject) -> Iterator[Hit]:
    if parse(subject.raw).kind is ReportKind.DELIVERY_STATUS:
        yield Hit(_span(subject.root, "content-type"), detail=subject.root.media_type)


def _row(
    rule: str,
    requirement: str,
    level: Level,
    section: str,
    text: str,
    types: frozenset[ReportType | None],
    check: _Check,
) -> LintRule:
    return LintRule(id=rule, requirement=requirement, level=level, section=section, text=text, types=types, check=check)


_M, _S, _A = Level.MUST, Level.SHOULD, Level.ADVICE
_NONE: Final[frozenset[ReportType | None]] = frozenset((None,))

RULES: Final[tuple[LintRule, ...]] = (
    _row("not-a-dsn", "RFC5321-3.6.3-02", _S, "RFC 5321 3.6.3", "The notice is not in the form of RFC 3464.", _NONE, _not_a_dsn),
    _row("not-multipart-report", "RFC3464-2-01", _M, "RFC 3464 2", "The report is not a multipart/report.", _ANY, _not_multipart_report),
    _row("report-type", "RFC6522-3-01", _M, "RFC 6522 3", "The report-type parameter does not name the second part.", _ANY, _report_type),
    _row("human-part-first", "RFC6522-3-02", _M, "RFC 6522 3", "The first part is not for people to read.", _ANY, _human_first),
    _row("machine-part-second", "RFC6522-3-03", _M, "RFC 6522 3", "The machine-readable part is not the second.", _ANY, _machine_second),
    _row("three-parts", "RFC3461-6.2-03", _M, "RFC 6522 3", "The report has more than three parts.", _ANY, _three_parts),
    _row("returned-part-type", "RFC6522-3-04", _S, "RFC 6522 3", "The third part is neither a message nor its header.", _ANY, _returned_type),
    _row("headers-part-with-body", "RFC6522-4-02", _S, "RFC 6522 4", "A part for header fields holds a body.", _ANY, _headers_with_body),
    _row("message-part-without-body", "RFC6522-4-01", _S, "RFC 6522 4", "Bare header fields are labelled as a message.", _ANY, _whole_without_body),
    _row("status-part-encoding", "RFC3464-2.1-01", _M, "RFC 3464 2.1", "The status part is not in 7bit encoding.", _DSN, _machine_encoded),
    _row("status-part-8bit", "RFC3464-2.1-01", _M, "RFC 3464 2.1", "The status part holds octets over 127.", _DSN, _machine_8bit),
    _row("disposition-part-encoding", "RFC8098-3.1-01", _M, "RFC 8098 3.1", "The disposition part is not in 7bit encoding.", _MDN, _machine_encoded),
    _row("feedback-part-encoding", "RFC5965-7.1-01", _M, "RFC 5965 7.1", "The feedback part is not in 7bit encoding.", _ARF, _machine_encoded),
    _row("global-part-encoding", "RFC6533-6-02", _M, "RFC 6533 6", "A global part with octets over 127 is not in 8bit encoding.", _STATUS_AND_MDN, _global_encoding),
    _row("global-part-charset", "RFC6533-6-01", _M, "RFC 6533 6", "A global part has a charset parameter.", _STATUS_AND_MDN, _global_charset),
    _row("no-recipient", "RFC3464-2.1-02", _M, "RFC 3464 2.1", "The status part speaks of no recipient.", _DSN, _no_recipient),
    _row("groups-not-separated", "RFC3464-2.1-02", _M, "RFC 3464 2.1", "No empty line stands between per-message and per-recipient fields.", _DSN, _not_separated),
    _row("control-character", "OWN-1-06", _M, "RFC 3464 2.1.1", "A field holds a control or bidi character.", _ANY, _controls),
    _row("action-value", "RFC3464-2.3.3-01", _M, "RFC 3464 2.3.3", "Action is none of failed, delayed, delivered, relayed, expanded.", _DSN, _recipients(_unknown_action)),
    _row("status-syntax", "RFC3464-2.3.4-01", _M, "RFC 3464 2.3.4", "Status is not class.subject.detail.", _DSN, _recipients(_status_syntax)),
    _row("status-contradicts-action", "RFC3464-2.3.4-03", _S, "RFC 3464 2.3.4", "The class of Status contradicts Action.", _DSN, _recipients(_status_disagrees)),
    _row("status-unregistered", "RFC3463-2-03", _M, "RFC 3463 2", "Status is a code that is not registered.", _DSN, _recipients(_status_unregistered)),
    _row("status-vague", "RFC3463-2-02", _S, "RFC 3463 2", "Status says less than the diagnostic beside it.", _DSN, _recipients(_status_vague)),
    _row("status-1-9", "RFC3886-3.3.4-01", _M, "RFC 3886 3.3.4", "Status x.1.9 stands beside an action that is not relayed.", _DSN, _recipients(_status_1_9)),
    _row("retry-without-delay", "RFC3464-2.3.9-01", _M, "RFC 3464 2.3.9", "Will-Retry-Until stands in a report that is not of a delay.", _DSN, _recipients(_retry_without_delay)),
    _row("remote-without-diagnostic", "RFC3464-2.3.6-01", _S, "RFC 3464 2.3.6", "A remote MTA is named, but not what it said.", _DSN, _recipients(_remote_without_diagnostic)),
    _row("smtp-diagnostic-without-reply", "RFC3461-9.2-01", _S, "RFC 3461 9.2", "A Diagnostic-Code of type smtp is not an SMTP reply.", _DSN, _recipients(_smtp_diagnostic)),
    _row("utf8-address-form", "RFC6533-3-04", _M, "RFC 6533 3", "An address of type utf-8 in a 7-bit part is not utf-8-addr-xtext.", _DSN, _utf8_address),
    _row("global-address-form", "RFC6533-3-06", _S, "RFC 6533 3", "An address in a global part is spelled in 7 bits.", _DSN, _global_address),
    _row("localized-diagnostic-twice", "RFC6533-4.1-02", _M, "RFC 6533 4.1", "Localized-Diagnostic stands twice in one language.", _DSN, _recipients(_same_language_twice)),
    _row("recipient-twice", "RFC3464-2-08", _S, "RFC 3464 2", "One recipient is reported twice.", _DSN, _recipient_twice),
    _row("dns-name", "RFC3461-9.3-01", _S, "RFC 3461 9.3", "An MTA name of type dns is not a fully qualified name.", _DSN, _dns_name),
    _row("reporting-dns-name", "RFC3461-6.3-02", _M, "RFC 3461 6.3", "Reporting-MTA of type dns is not a fully qualified name.", _DSN, _reporting_dns_name),
    _row("envelope-id-invented", "RFC3464-2.2.1-02", _M, "RFC 3464 2.2.1", "Original-Envelope-Id holds a Message-ID.", _DSN, _envelope_id_is_message_id),
    _row("future-release-without-arrival", "RFC4865-5.1-02", _M, "RFC 4865 5.1", "Future-Release-Request stands without Arrival-Date.", _DSN, _future_without_arrival),
    _row("message-id-copied", "RFC8098-3-03", _M, "RFC 8098 3", "Message-ID is that of the original.", _MDN, _message_id_copied),
    _row("original-message-id-left-out", "RFC8098-3.2.5-01", _M, "RFC 8098 3.2.5", "The original had a Message-ID, and Original-Message-ID is missing.", _MDN, _message_id_left_out),
    _row("body-without-failure", "RFC3461-6.2-02", _S, "RFC 3461 6.2", "The body comes back though nothing failed.", _DSN, _body_without_failure),
    _row("not-threaded", "RFC3834-3.1.6-01", _A, "RFC 3834 3.1.6", "Neither In-Reply-To nor References names the original.", _STATUS_AND_MDN, _not_threaded),
    _row("to-missing", "RFC3464-2-02", _M, "RFC 3464 2", "To does not name the return address.", _DSN, _to_missing),
    _row("to-several", "RFC3834-3.1.3-01", _S, "RFC 3834 3.1.3", "To names more than one address.", _DSN, _to_several),
    _row("from-unreachable", "RFC3464-2-03", _S, "RFC 3464 2", "From names no address that a human reads.", _DSN, _from_missing),
    _row("auto-submitted-missing", "RFC3834-3.1.7-01", _S, "RFC 3834 3.1.7", "Auto-Submitted is missing.", _DSN, _auto_missing),
    _row("auto-submitted-value", "RFC3834-5.2-01", _M, "RFC 3834 5.2", "Auto-Submitted of a report is not auto-replied.", _DSN, _auto_generated),
    _row("return-path-not-null", "RFC3464-2-05", _M, "RFC 3464 2", "The reverse-path of the report was not null.", _DSN, _return_path),
    _row("mime-version-missing", "RFC6522-3-03", _A, "RFC 2045 4", "MIME-Version is missing.", _ANY, _no_mime_version),
    _row("mdn-return-path-not-null", "RFC8098-3-01", _M, "RFC 8098 3", "The reverse-path of the notification was not null.", _MDN, _return_path),
    _row("mdn-asks-for-mdn", "RFC8098-2.1-01", _M, "RFC 8098 2.1", "A disposition notification asks for one.", _MDN, _asks_for_mdn),
    _row("disposition-syntax", "RFC8098-3.2.6-01", _M, "RFC 8098 3.2.6", "Disposition is not mode/sending-mode; type.", _MDN, _disposition_syntax),
    _row("feedback-parts", "RFC5965-2-01", _M, "RFC 5965 2", "A feedback report has not three parts.", _ARF, _arf_parts),
    _row("feedback-auth-failure", "RFC6591-3.1-01", _M, "RFC 6591 3.1", "A report of type auth-failure lacks Auth-Failure or Authentication-Results.", _ARF, _auth_failure_missing),
    _row("feedback-identity-alignment", "RFC9991-4-01", _M, "RFC 9991 4", "Identity-Alignment of a DMARC failure is neither none nor a list of dkim and spf.", _ARF, _identity_alignment),
    _row("feedback-spf-dns", "RFC9991-4-02", _M, "RFC 6591 3.2.6", "An SPF failure is reported without its SPF-DNS records.", _ARF, _spf_dns_missing),
    _row("feedback-subject", "RFC5965-2-03", _S, "RFC 5965 2", "Subject is not that of the original.", _ARF, _arf_subject),
    _row("feedback-both-dates", "RFC5965-3.2-02", _S, "RFC 5965 3.2", "Received-Date stands beside Arrival-Date.", _ARF, _both_dates),
)  # fmt: skip
"""All of them; the rows of single fields are in `lint_fields`."""
