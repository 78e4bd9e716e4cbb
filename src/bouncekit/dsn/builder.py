"""DeliveryReport → the bytes of a delivery status notification (RFC 3464, RFC 6522, RFC 6533)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bouncekit.addresses import Mailbox, ReversePath, TypedAddress, envid_decode
from bouncekit.dsn.disclosure import Disclosure
from bouncekit.dsn.human import ENGLISH, Texts, choose_language, human_text, subject_text
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent, is_due
from bouncekit.dsn.quoted import MESSAGE_ID, Quoted
from bouncekit.dsn.returned import Original, Part, base64_lines, read_original, returned_part
from bouncekit.dsn.text import date_text, field_lines, one_line, quoted_printable, visible
from bouncekit.errors import InvalidValueError
from bouncekit.registry.dsn_fields import FieldGroup, fields_of
from bouncekit.vocabulary import Action

__all__ = ["Dsn", "assemble", "build", "check_boundary", "check_message_id", "human_part", "mta_value"]

_BOUNDARY: Final = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]", re.ASCII)
_DOMAIN: Final = re.compile(r"[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z0-9]|\[[0-9A-Za-z.:]+\]", re.ASCII)
_DIAGNOSTIC_CHARS: Final = 4_000
_STATUS_OCTETS: Final = 256 << 10
"""Octets of the machine-readable part, whatever there is to say: a small message makes no large report."""
_OPTIONAL_OCTETS: Final = 64 << 10
"""Octets of it up to which each recipient may have all that is known of it; beyond, diagnostics are cut."""
_FEWEST_CHARS: Final = 100
"""Characters of a diagnostic that are kept while any are."""
_TEXT_CHARS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Dsn:
    """A report, ready to be sent with the null reverse-path, which is not configurable (RFC 3461 section 6.1)."""

    content: bytes
    """The message, lines ending in CRLF."""
    envelope_to: str
    mail_parameters: tuple[str, ...] = ()
    """What MAIL FROM needs: `SMTPUTF8`, `BODY=8BITMIME`, `REQUIRETLS`, `MT-PRIORITY=n`; never RET."""
    rcpt_parameters: tuple[str, ...] = ("NOTIFY=NEVER",)
    """For a server that offers DSN."""

    @property
    def envelope_from(self) -> str:
        """The null reverse-path, always."""
        return ""

    def __bytes__(self) -> bytes:
        return self.content


def build(report: DeliveryReport, *, now: datetime, message_id: str, boundary: str, texts: Texts | None = None) -> Dsn:
    """The report as a message. Pure: *now* (with a time zone), *message_id* and *boundary* are the caller's.

    Raises InvalidValueError that names the field: also when *boundary* occurs in the original.
    """
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone", now.isoformat())
    check_message_id(message_id)
    check_boundary(boundary)
    original = None if report.original is None else read_original(report.original)
    header = Quoted(original)
    if header.message_id == message_id:
        raise InvalidValueError("message_id", "is that of the original", message_id)
    recipients = tuple(r for r in report.recipients if is_due(r))
    disclosure = Disclosure(report)
    language = choose_language(report.language or header.languages)
    postmaster = _postmaster(report)
    human = human_part(
        human_text(
            report, recipients, disclosure=disclosure, postmaster=postmaster, subject=header.subject,
            language=language, own=texts,
        ),
        language,
        eight_bit=report.smtputf8 or report.eight_bit,
    )  # fmt: skip
    status = _status_part(report, recipients, disclosure)
    returned = _returned(report, recipients, original)
    parts = [part for part in (human, status, returned) if part is not None]
    to = _return_address(report)
    fields = "".join((
        field_lines("From", f"Mail Delivery System <{postmaster}>", utf8=report.smtputf8),
        field_lines("To", f"<{to}>", utf8=report.smtputf8),
        field_lines("Subject", subject_text(frozenset(r.action for r in recipients), language, texts), utf8=False),
        f"Date: {date_text(now)}\r\nMessage-ID: {message_id}\r\nAuto-Submitted: auto-replied\r\n",
        header.threading(),
    ))  # fmt: skip
    content = assemble(fields, parts, boundary=boundary, report_type="delivery-status")
    needs_utf8 = not fields.isascii() or any(part.utf8_header for part in parts)
    return Dsn(content=content, envelope_to=to, mail_parameters=_parameters(report, parts, needs_utf8=needs_utf8))


def _parameters(report: DeliveryReport, parts: list[Part], *, needs_utf8: bool) -> tuple[str, ...]:
    out: list[str] = []
    if any(part.eight_bit for part in parts) or needs_utf8:
        out.append("BODY=8BITMIME")
    if needs_utf8:
        out.append("SMTPUTF8")
    if report.requiretls:
        out.append("REQUIRETLS")
    if report.priority is not None:
        out.append(f"MT-PRIORITY={report.priority}")
    return tuple(out)


def check_message_id(message_id: str) -> None:
    """Raise InvalidValueError unless *message_id* is `<left@right>` (RFC 5322 section 3.6.4)."""
    if not MESSAGE_ID.fullmatch(message_id):
        raise InvalidValueError("message_id", "is not <left@right> (RFC 5322 section 3.6.4)", message_id)


def check_boundary(boundary: str) -> None:
    """Raise InvalidValueError unless *boundary* can be one (RFC 2046 section 5.1.1)."""
    if not _BOUNDARY.fullmatch(boundary):
        raise InvalidValueError("boundary", "is not 1 to 70 characters of RFC 2046 section 5.1.1", boundary)


def assemble(fields: str, parts: list[Part], *, boundary: str, report_type: str) -> bytes:
    """A multipart/report of *parts* under the header *fields*; InvalidValueError when *boundary* occurs in a part."""
    delimiter = b"--" + boundary.encode("ascii")
    for part in parts:
        if part.body.startswith(delimiter) or b"\n" + delimiter in part.body:
            raise InvalidValueError("boundary", "occurs in the content: choose another", boundary)
    encoding = "8bit" if any(part.eight_bit for part in parts) else "7bit"
    head = (
        f"{fields}MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type={report_type};\r\n boundary="{boundary}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    pieces = [head.encode()]
    for part in parts:
        pieces += (delimiter, b"\r\n", part.header.encode("ascii"), b"\r\n", part.body, b"\r\n")
    pieces += (delimiter, b"--\r\n")
    return b"".join(pieces)


def human_part(text: str, language: str, *, eight_bit: bool) -> Part:
    """The first part; *text* has LF line ends."""
    shown = language if language == ENGLISH else f"{language}, {ENGLISH}"
    data = text.replace("\n", "\r\n").encode("utf-8", "replace")
    ascii_only = data.isascii()
    charset = "us-ascii" if ascii_only else "utf-8"
    fits = max(map(len, data.split(b"\r\n"))) <= 998
    if fits and (ascii_only or eight_bit):
        encoding, body = ("7bit" if ascii_only else "8bit"), data
    else:
        mostly_ascii = 3 * len(text) > 2 * len(data)
        encoding = "quoted-printable" if mostly_ascii else "base64"
        body = quoted_printable(data) if mostly_ascii else base64_lines(data)
    header = (
        f"Content-Type: text/plain; charset={charset}\r\n"
        f"Content-Language: {shown}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    )
    return Part(header, body, eight_bit=encoding == "8bit")


# -- the machine-readable part -------------------------------------------------------------------------------------


def mta_value(name: str) -> str:
    """*name* with its type: `dns` for a domain name or an address literal only (RFC 3461 section 6.3)."""
    return f"{'dns' if _DOMAIN.fullmatch(name) else 'x-local-hostname'}; {name}"


def _status_part(report: DeliveryReport, recipients: tuple[RecipientReport, ...], disclosure: Disclosure) -> Part:
    if report.smtputf8:
        text = _status_text(report, recipients, disclosure, utf8=True)
        if not text.isascii() or any(r.localized_diagnostics for r in recipients):
            header = "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n"
            return Part(header, text.encode(), eight_bit=True)
    text = _status_text(report, recipients, disclosure, utf8=False)
    return Part("Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: 7bit\r\n", text.encode("ascii"))


def _status_text(
    report: DeliveryReport, recipients: tuple[RecipientReport, ...], disclosure: Disclosure, *, utf8: bool
) -> str:
    """The part, within its octets: first diagnostics get shorter, then what is optional goes, then recipients do.

    RFC 3464 section 2.3 asks for Final-Recipient, Action and Status; the human part says how many were left out.
    """
    head = _per_message(report, utf8=utf8)
    room = _STATUS_OCTETS - _size(head)
    most = min(_DIAGNOSTIC_CHARS, max(_OPTIONAL_OCTETS // len(recipients), _FEWEST_CHARS))
    groups = _within(room, (_per_recipient(r, disclosure, most, utf8=utf8) for r in recipients))
    if len(groups) < len(recipients):
        groups = _within(room, (_per_recipient(r, disclosure, 0, utf8=utf8) for r in recipients))
    return "\r\n".join([head, *groups])


def _within(room: int, groups: Iterable[str]) -> list[str]:
    """As many of *groups*, from the first, as fit *room* octets."""
    kept: list[str] = []
    for group in groups:
        room -= _size(group) + 2
        if room < 0:
            break
        kept.append(group)
    return kept


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _per_message(report: DeliveryReport, *, utf8: bool) -> str:
    values: dict[str, str] = {"Reporting-MTA": mta_value(report.reporting_mta)}
    if report.envid is not None:
        values["Original-Envelope-Id"] = envid_decode(report.envid)
    if report.dsn_gateway is not None:
        values["DSN-Gateway"] = mta_value(report.dsn_gateway)
    if report.received_from_mta is not None:
        ip = f" ([{report.received_from_ip}])" if report.received_from_ip is not None else ""
        values["Received-From-MTA"] = mta_value(report.received_from_mta) + ip
    if report.arrival_date is not None:
        values["Arrival-Date"] = date_text(report.arrival_date)
    if report.deliver_by is not None:
        values["Deliver-By-Date"] = date_text(report.deliver_by)
    if report.future_release is not None:
        values["Future-Release-Request"] = one_line(report.future_release, _TEXT_CHARS)
    return _group(FieldGroup.DSN_MESSAGE, values, report.extensions, utf8=utf8)


def _per_recipient(recipient: RecipientReport, disclosure: Disclosure, most: int, *, utf8: bool) -> str:
    """One group, its texts of at most *most* characters; 0: what must be there, and the original recipient."""
    values: dict[str, str] = {
        "Final-Recipient": _address_value(TypedAddress.of(disclosure.final(recipient)), utf8=utf8),
        "Action": recipient.action.value,
        "Status": str(recipient.status),
    }
    if recipient.original is not None:
        original = TypedAddress.from_orcpt(recipient.original, field="original")
        values["Original-Recipient"] = _address_value(original, utf8=utf8)
    if not most:
        return _group(FieldGroup.DSN_RECIPIENT, values, (), utf8=utf8)
    remote = disclosure.remote_mta(recipient)
    if remote is not None:
        values["Remote-MTA"] = mta_value(remote)
    if recipient.diagnostic is not None:
        said = disclosure.text(recipient, one_line(recipient.diagnostic, most))
        values["Diagnostic-Code"] = f"{recipient.diagnostic_type}; {said}"
    if recipient.last_attempt is not None:
        values["Last-Attempt-Date"] = date_text(recipient.last_attempt)
    if recipient.final_log_id is not None:
        values["Final-Log-Id"] = one_line(recipient.final_log_id, _TEXT_CHARS)
    if recipient.will_retry_until is not None:
        values["Will-Retry-Until"] = date_text(recipient.will_retry_until)
    other = disclosure.remote_recipient(recipient)
    if other is not None:
        values["SMTP-Remote-Recipient"] = one_line(other, _TEXT_CHARS)
    localized = [
        ("Localized-Diagnostic", f"{tag}; {disclosure.text(recipient, one_line(text, _TEXT_CHARS))}")
        for tag, text in (recipient.localized_diagnostics if utf8 else ())
    ]
    return _group(FieldGroup.DSN_RECIPIENT, values, (*localized, *recipient.extensions), utf8=utf8)


def _address_value(typed: TypedAddress, *, utf8: bool) -> str:
    """The value of a recipient field; nothing in it that does not print."""
    return visible(typed.field_value(utf8=utf8))


def _group(group: FieldGroup, values: dict[str, str], rest: Iterable[tuple[str, str]], *, utf8: bool) -> str:
    """The fields of *values* in the order of the table, then *rest*."""
    out = [field_lines(row.name, values[row.name], utf8=utf8) for row in fields_of(group) if row.name in values]
    out += [field_lines(name, one_line(value, _TEXT_CHARS), utf8=utf8) for name, value in rest]
    return "".join(out)


# -- the header and the original -------------------------------------------------------------------------


def _return_address(report: DeliveryReport) -> str:
    """The reverse-path without its source route; an IDN domain as A-labels where SMTPUTF8 is not there."""
    mailbox = ReversePath.parse(report.reverse_path).mailbox
    assert mailbox is not None
    if mailbox.needs_smtputf8 and not report.smtputf8:
        return f"{mailbox.local}@{mailbox.ascii_domain}"
    return str(mailbox)


def _postmaster(report: DeliveryReport) -> str:
    if report.postmaster is not None:
        return str(Mailbox.parse(report.postmaster, field="postmaster"))
    if _DOMAIN.fullmatch(report.reporting_mta):
        return f"postmaster@{report.reporting_mta}"
    raise InvalidValueError("postmaster", "is needed: the reporting MTA has no domain name", report.reporting_mta)


def _returned(
    report: DeliveryReport, recipients: tuple[RecipientReport, ...], original: Original | None
) -> Part | None:
    if original is None:
        return None
    content = report.return_content
    failed = any(r.action is Action.FAILED for r in recipients)
    if content is ReturnContent.FULL and (report.requiretls or not failed):
        content = ReturnContent.HEADERS  # RFC 8689 section 5; RFC 3461 sections 4.3 and 6.2
    hide = not report.disclose_internal_UNSAFE and any(r.accepted_as is not None for r in recipients)
    return returned_part(
        original, content, most=report.max_bytes, smtputf8=report.smtputf8, eight_bit=report.eight_bit,
        hide_forwarding=hide,
    )  # fmt: skip
