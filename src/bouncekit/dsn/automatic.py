"""Other automatic mail, of the same parts: disposition notifications, feedback reports, list refusals, auto-replies.

RFC 8098, RFC 5965 and RFC 6650, RFC 3834. All of it goes out with the null reverse-path.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Final

from bouncekit.addresses import Mailbox, ReversePath, TypedAddress
from bouncekit.dsn.builder import Dsn, assemble, check_boundary, check_message_id, human_part, mta_value
from bouncekit.dsn.human import ENGLISH
from bouncekit.dsn.model import ReturnContent
from bouncekit.dsn.quoted import Quoted
from bouncekit.dsn.returned import Original, Part, read_original, returned_part
from bouncekit.dsn.text import date_text, field_lines, one_line
from bouncekit.errors import InvalidValueError
from bouncekit.message import MessageView

__all__ = ["Disposed", "Disposition", "Feedback", "auto_reply_fields", "build_feedback", "build_mdn", "build_rejection"]

_TEXT_CHARS: Final = 500
_NOTICE_CHARS: Final = 2_000
_AUTH_FAILURES: Final = ("signature", "bodyhash", "revoked", "adsp", "spf", "dmarc")
_ALIGNMENTS: Final = (("none",), ("dkim",), ("spf",), ("dkim", "spf"), ("spf", "dkim"))


@unique
class Disposition(Enum):
    """What became of a message at its recipient (RFC 8098 section 3.2.6.2)."""

    DISPLAYED = "displayed"
    DELETED = "deleted"
    DISPATCHED = "dispatched"
    PROCESSED = "processed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposed:
    """What a disposition notification says. Raises InvalidValueError that names the field."""

    to: str
    """The address of Disposition-Notification-To."""
    sender: str
    """The person (or the system of the person) that reports: the From of the notification."""
    final: str
    disposition: Disposition
    automatic: bool
    """True when no person acted; it is then also sent automatically."""
    original: str | None = None
    """The ORCPT or Original-Recipient, `rfc822;…` in xtext; None when the protocol carried none."""
    reporting_ua: str | None = None
    mdn_gateway: str | None = None
    modifiers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("to", "sender", "final"):
            Mailbox.parse(getattr(self, name), field=name)
        if self.original is not None:
            TypedAddress.from_orcpt(self.original, field="original")
        for name in self.modifiers:
            if not name.isascii() or not name.replace("-", "").isalnum():
                raise InvalidValueError("modifiers", "must be atoms (RFC 8098 section 3.2.6.3)", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a feedback report says (RFC 5965 section 3). Raises InvalidValueError that names the field."""

    feedback_type: str
    user_agent: str
    to: str
    """An address that asked for such reports (RFC 6650 section 6): never one that was guessed."""
    sender: str
    """Where the receiver of the report can ask for an end of them (RFC 6650 section 5.1)."""
    original_mail_from: str | None = None
    original_envelope_id: str | None = None
    original_rcpt_to: tuple[str, ...] = ()
    arrival_date: datetime | None = None
    reporting_mta: str | None = None
    source_ip: str | None = None
    incidents: int | None = None
    authentication_results: tuple[str, ...] = ()
    reported_domain: tuple[str, ...] = ()
    reported_uri: tuple[str, ...] = ()
    auth_failure: str | None = None
    """What failed, for the type auth-failure: signature, bodyhash, revoked, adsp, spf or dmarc (RFC 6591, RFC 9991)."""
    identity_alignment: tuple[str, ...] = ()
    """For dmarc: `none`, or which of dkim and spf are aligned (RFC 9991 section 4)."""
    spf_dns: tuple[str, ...] = ()
    """For spf: each record used, `txt : example.org : "v=spf1 -all"` (RFC 6591 section 3.2.6)."""
    delivery_result: str | None = None

    def __post_init__(self) -> None:
        for name in ("to", "sender"):
            Mailbox.parse(getattr(self, name), field=name)
        self._check_auth_failure()
        if self.feedback_type not in ("abuse", "fraud", "virus", "other", "not-spam", "opt-out", "auth-failure"):
            raise InvalidValueError("feedback_type", "is not registered (RFC 5965 section 7.3)", self.feedback_type)
        if not self.user_agent or not self.user_agent.isprintable():
            raise InvalidValueError("user_agent", "must be one line of text", self.user_agent)
        if self.incidents is not None and self.incidents < 1:
            raise InvalidValueError("incidents", "must be at least 1", self.incidents)
        if self.arrival_date is not None and self.arrival_date.tzinfo is None:
            raise InvalidValueError("arrival_date", "must have a time zone", self.arrival_date.isoformat())

    def _check_auth_failure(self) -> None:
        """A report of an authentication failure carries what RFC 6591 section 3.1 and RFC 9991 section 4 ask for."""
        if (self.feedback_type == "auth-failure") is not (self.auth_failure is not None):
            raise InvalidValueError("auth_failure", "belongs to the type auth-failure, always (RFC 6591 section 3.1)")
        if self.auth_failure is None:
            return
        if self.auth_failure not in _AUTH_FAILURES:
            raise InvalidValueError("auth_failure", f"must be one of {', '.join(_AUTH_FAILURES)}", self.auth_failure)
        if len(self.authentication_results) != 1:
            raise InvalidValueError("authentication_results", "must be one (RFC 6591 section 3.1)")
        if self.auth_failure == "spf" and not self.spf_dns:
            raise InvalidValueError("spf_dns", "is missing (RFC 6591 section 3.2.6)")
        aligned = self.identity_alignment
        if self.auth_failure == "dmarc" and aligned not in _ALIGNMENTS:
            raise InvalidValueError(
                "identity_alignment", "must be none, or dkim and spf once each (RFC 9991 4)", aligned
            )


def build_mdn(disposed: Disposed, *, original: bytes, now: datetime, message_id: str, boundary: str) -> Dsn:
    """A disposition notification (RFC 8098 section 3) with the header of *original*; refused for a notification."""
    whole = read_original(original)
    quoted = _checked(whole, now, message_id, boundary)
    _refuse_notification(whole)
    action = "automatic-action/MDN-sent-automatically" if disposed.automatic else "manual-action/MDN-sent-manually"
    modifiers = f"/{','.join(disposed.modifiers)}" if disposed.modifiers else ""
    lines: list[str] = []
    if disposed.reporting_ua is not None:
        lines.append(_line("Reporting-UA", disposed.reporting_ua))
    if disposed.mdn_gateway is not None:
        lines.append(_line("MDN-Gateway", mta_value(disposed.mdn_gateway)))
    if disposed.original is not None:
        lines.append(_line("Original-Recipient", TypedAddress.from_orcpt(disposed.original).field_value(utf8=False)))
    lines.append(_line("Final-Recipient", TypedAddress.of(disposed.final).field_value(utf8=False)))
    if quoted.message_id is not None:
        lines.append(f"Original-Message-ID: {quoted.message_id}\r\n")
    lines.append(f"Disposition: {action}; {disposed.disposition.value}{modifiers}\r\n")
    told = (
        f"The message that you sent to {disposed.final} has been {disposed.disposition.value}.\n\n"
        "This is no proof that it has been read or understood.\n"
    )
    fields = _fields(disposed.sender, disposed.to, f"Disposition: {quoted.subject or 'your message'}", now, message_id)
    parts = _parts(told, "message/disposition-notification", lines, whole, ReturnContent.HEADERS)
    content = assemble(fields + quoted.threading(), parts, boundary=boundary, report_type="disposition-notification")
    return Dsn(content=content, envelope_to=disposed.to)


def build_feedback(feedback: Feedback, *, original: bytes, now: datetime, message_id: str, boundary: str) -> Dsn:
    """A feedback report (RFC 5965) with the whole of *original*, or its header where 7 bits cannot carry it."""
    whole = read_original(original)
    quoted = _checked(whole, now, message_id, boundary)
    lines = [_line("Feedback-Type", feedback.feedback_type), _line("User-Agent", feedback.user_agent), "Version: 1\r\n"]
    for name, value in (
        ("Original-Envelope-Id", feedback.original_envelope_id),
        ("Original-Mail-From", None if feedback.original_mail_from is None else f"<{feedback.original_mail_from}>"),
        ("Arrival-Date", None if feedback.arrival_date is None else date_text(feedback.arrival_date)),
        ("Reporting-MTA", None if feedback.reporting_mta is None else mta_value(feedback.reporting_mta)),
        ("Source-IP", feedback.source_ip),
        ("Auth-Failure", feedback.auth_failure),
        ("Identity-Alignment", ", ".join(feedback.identity_alignment) or None),
        ("Delivery-Result", feedback.delivery_result),
        ("Incidents", None if feedback.incidents is None else str(feedback.incidents)),
    ):
        if value is not None:
            lines.append(_line(name, value))
    for name, values in (
        ("Original-Rcpt-To", tuple(f"<{address}>" for address in feedback.original_rcpt_to)),
        ("Authentication-Results", feedback.authentication_results),
        ("Reported-Domain", feedback.reported_domain),
        ("Reported-URI", feedback.reported_uri),
        ("SPF-DNS", feedback.spf_dns),
    ):
        lines += [_line(name, value) for value in values]
    told = (
        f"This is a report of type {feedback.feedback_type} about the message below.\n\n"
        f"To get no more of these reports, write to {feedback.sender}.\n"
    )
    fields = _fields(feedback.sender, feedback.to, f"FW: {quoted.subject or ''}".rstrip(), now, message_id)
    parts = _parts(told, "message/feedback-report", lines, whole, ReturnContent.FULL)
    content = assemble(fields, parts, boundary=boundary, report_type="feedback-report")
    return Dsn(content=content, envelope_to=feedback.to)


def build_rejection(
    *, sender: str, reverse_path: str, reason: str, original: bytes, now: datetime, message_id: str
) -> Dsn:
    """A list's refusal of a post, to the reverse-path (never to the From field) and without the post's content."""
    Mailbox.parse(sender, field="sender")
    to = ReversePath.parse(reverse_path)
    if to.is_null:
        raise InvalidValueError("reverse_path", "is null: nothing may be sent (RFC 3834 section 2)")
    if str(to).isascii() is False:
        raise InvalidValueError("reverse_path", "needs SMTPUTF8", reverse_path)
    fields = auto_reply_fields(sender=sender, to=str(to), original=original, now=now, message_id=message_id)
    quoted = Quoted(read_original(original))
    said = one_line(reason, _NOTICE_CHARS)
    about = f"Your message with the subject: {quoted.subject}\n\n" if quoted.subject else ""
    part = human_part(f"{about}was not accepted. The reason is:\n\n    {said}\n", ENGLISH, eight_bit=False)
    return Dsn(content=f"{fields}MIME-Version: 1.0\r\n{part.header}\r\n".encode() + part.body, envelope_to=str(to))


def auto_reply_fields(*, sender: str, to: str, original: bytes, now: datetime, message_id: str) -> str:
    """The header of an automatic response (RFC 3834 section 3.1): no field of *original* is copied unchecked."""
    Mailbox.parse(sender, field="sender")
    Mailbox.parse(to, field="to")
    quoted = _checked(read_original(original), now, message_id, "x")
    return _fields(sender, to, f"Auto: {quoted.subject or 'your message'}", now, message_id) + quoted.threading()


def _checked(original: Original, now: datetime, message_id: str, boundary: str) -> Quoted:
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone", now.isoformat())
    check_message_id(message_id)
    check_boundary(boundary)
    quoted = Quoted(original)
    if quoted.message_id == message_id:
        raise InvalidValueError("message_id", "is that of the original", message_id)
    return quoted


def _refuse_notification(original: Original) -> None:
    root = MessageView.parse(original.quoted_header + b"\r\n").root
    if root.params.get("report-type", "").lower() == "disposition-notification":
        raise InvalidValueError("original", "is a disposition notification itself (RFC 8098 section 2.1)")


def _fields(sender: str, to: str, subject: str, now: datetime, message_id: str) -> str:
    return "".join((
        field_lines("From", f"<{sender}>", utf8=False),
        field_lines("To", f"<{to}>", utf8=False),
        field_lines("Subject", one_line(subject, 250), utf8=False),
        f"Date: {date_text(now)}\r\nMessage-ID: {message_id}\r\nAuto-Submitted: auto-replied\r\n",
    ))  # fmt: skip


def _line(name: str, value: str) -> str:
    return field_lines(name, one_line(value, _TEXT_CHARS), utf8=False)


def _parts(text: str, media_type: str, lines: list[str], original: Original, content: ReturnContent) -> list[Part]:
    machine = Part(
        f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: 7bit\r\n", "".join(lines).encode("ascii", "replace")
    )
    back = returned_part(original, content, most=None, smtputf8=False, eight_bit=False, hide_forwarding=False)
    return [part for part in (human_part(text, ENGLISH, eight_bit=False), machine, back) if part is not None]
