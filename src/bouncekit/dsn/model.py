"""What a delivery status notification is to say (RFC 3464), as a caller hands it in: checked when it is made."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Final

from bouncekit.addresses import Mailbox, ReversePath, TypedAddress, envid_decode
from bouncekit.codes import EnhancedStatus
from bouncekit.errors import InvalidValueError
from bouncekit.registry.dsn_fields import BY_NAME, FieldGroup
from bouncekit.transaction import Notify
from bouncekit.vocabulary import Action, Reason

__all__ = ["MOST_RECIPIENTS", "DeliveryReport", "RecipientReport", "ReturnContent", "is_due"]

MOST_RECIPIENTS: Final = 5_000
"""Recipients that one report may speak of."""

_FIELD_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}", re.ASCII)
_TYPE: Final = re.compile(r"[A-Za-z0-9-]{1,50}", re.ASCII)
_HOST: Final = re.compile(r"[\x21-\x27\x2a-\x3a\x3c-\x7e]{1,255}", re.ASCII)  # no space, "(", ")" or ";"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}", re.ASCII)
_LINE_END: Final = re.compile(r"[\r\n\0]")


@unique
class ReturnContent(Enum):
    """How much of the original goes back (RFC 3461 section 4.3)."""

    FULL = "full"
    HEADERS = "headers"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientReport:
    """What became of one recipient (RFC 3464 section 2.3). Raises InvalidValueError that names the field."""

    final: str
    """The envelope address as this MTA accepted or forwarded it."""
    action: Action
    status: EnhancedStatus
    original: str | None = None
    """The ORCPT parameter as it came, `rfc822;Bob+40x.example`; None when none came."""
    accepted_as: str | None = None
    """The address of the RCPT command when an alias or a list made `final` of it; shown in place of `final`."""
    diagnostic: str | bytes | None = None
    """The reply of the remote MTA, lines and all; control characters in it are made harmless."""
    diagnostic_type: str = "smtp"
    localized_diagnostics: tuple[tuple[str, str], ...] = ()
    """(language tag, text); only a global part carries them (RFC 6533 section 4.1)."""
    remote_mta: str | None = None
    """The host that answered; None when no remote MTA took part."""
    remote_recipient: str | None = None
    """The address given to the remote MTA, when that differs (SMTP-Remote-Recipient, RFC 3461 section 6.3)."""
    last_attempt: datetime | None = None
    will_retry_until: datetime | None = None
    final_log_id: str | None = None
    reason: Reason | None = None
    """Chooses the words of the human part."""
    notify: frozenset[Notify] | None = None
    """The NOTIFY parameter (RFC 3461 section 4.1); empty when none came; None: not told, the caller has decided."""
    extensions: tuple[tuple[str, str], ...] = ()
    """Extension fields as (name, value): `X-…` or registered ones (RFC 3464 section 2.4)."""

    def __post_init__(self) -> None:
        Mailbox.parse(self.final, field="final")
        if self.accepted_as is not None:
            Mailbox.parse(self.accepted_as, field="accepted_as")
        if self.original is not None:
            TypedAddress.from_orcpt(self.original, field="original")
        self._check_action()
        if not _TYPE.fullmatch(self.diagnostic_type):
            raise InvalidValueError("diagnostic_type", "is not an atom (RFC 3464 section 2.1.2)", self.diagnostic_type)
        _check_host("remote_mta", self.remote_mta)
        _check_lines("remote_recipient", self.remote_recipient)
        _check_lines("final_log_id", self.final_log_id)
        _check_date("last_attempt", self.last_attempt)
        _check_date("will_retry_until", self.will_retry_until)
        tags = [tag.lower() for tag, _ in self.localized_diagnostics]
        if any(not _LANGUAGE.fullmatch(tag) for tag in tags) or len(set(tags)) < len(tags):
            fault = "must have distinct language tags (RFC 6533 section 4.1)"
            raise InvalidValueError("localized_diagnostics", fault, tags)
        if self.notify is not None and Notify.NEVER in self.notify and len(self.notify) > 1:
            raise InvalidValueError("notify", "has NEVER beside others (RFC 3461 section 4.1)")
        _check_extensions(self.extensions, FieldGroup.DSN_RECIPIENT)

    def _check_action(self) -> None:
        """Status agrees with action (RFC 3464 section 2.3.4), and only a delay has a retry (section 2.3.9)."""
        classes = {Action.FAILED: (4, 5), Action.DELAYED: (4,)}.get(self.action, (2,))
        if self.status.klass not in classes:
            fault = f"has a class that contradicts the action {self.action.value} (RFC 3464 section 2.3.4)"
            raise InvalidValueError("status", fault, str(self.status))
        if (self.status.subject, self.status.detail) == (1, 9) and self.action is not Action.RELAYED:
            raise InvalidValueError(
                "status", "x.1.9 belongs to relayed only (RFC 3886 section 3.3.4)", str(self.status)
            )
        if self.will_retry_until is not None and self.action is not Action.DELAYED:
            raise InvalidValueError("will_retry_until", "belongs to a delay only (RFC 3464 section 2.3.9)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """One report on one message (RFC 3464). Raises InvalidValueError that names the field.

    The null reverse-path is refused: nothing is ever sent to it (RFC 3461 section 5.2).
    """

    reporting_mta: str
    """This MTA's name, fully qualified where it has one."""
    reverse_path: str
    """The reverse-path of the original message: where the report goes."""
    recipients: tuple[RecipientReport, ...]
    original: bytes | None = None
    """The original message; None: nothing of it is returned."""
    return_content: ReturnContent = ReturnContent.FULL
    max_bytes: int | None = None
    """Octets of the original that may be returned, as they are sent (after the transfer encoding).

    A part or a field that does not fit is left out whole.
    """
    envid: str | None = None
    """The ENVID parameter as it came (xtext)."""
    arrival_date: datetime | None = None
    received_from_mta: str | None = None
    """The name that the client gave in HELO or EHLO."""
    received_from_ip: str | None = None
    """The client's address, shown in a comment."""
    dsn_gateway: str | None = None
    """The gateway that translated a foreign report; None when none did (RFC 3464 section 2.2.3)."""
    smtputf8: bool = False
    """True when the return path takes SMTPUTF8 (and so 8-bit) mail."""
    eight_bit: bool = False
    """True when the return path takes 8BITMIME."""
    requiretls: bool = False
    """The original came with REQUIRETLS: headers only go back, and the report requires TLS too (RFC 8689 section 5)."""
    deliver_by: datetime | None = None
    """When DELIVERBY asked for delivery (RFC 2852 section 5)."""
    future_release: str | None = None
    """The future-release request as it came, `for;3600` or `until;…` (RFC 4865 section 5.1)."""
    priority: int | None = None
    """MT-PRIORITY of the original, taken over by the report (RFC 6710 section 4.6)."""
    language: str | None = None
    """The language of the human part; None: chosen from the original's header. English is always there."""
    postmaster: str | None = None
    """The address in From; None: `postmaster@` the reporting MTA."""
    internal_hosts: tuple[str, ...] = ()
    """Domains whose hosts are not shown (RFC 3464 section 4.2), beside private addresses, `.local` and the like."""
    disclose_internal_UNSAFE: bool = False  # noqa: N815 - house rule 5: unsafe things are spelled so
    """Show forwarding addresses and internal hosts as they are."""
    extensions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        self._check_paths()
        _check_host("reporting_mta", self.reporting_mta)
        for name in ("received_from_mta", "received_from_ip", "dsn_gateway"):
            _check_host(name, getattr(self, name))
        if self.envid is not None:
            envid_decode(self.envid)
        for name in ("arrival_date", "deliver_by"):
            _check_date(name, getattr(self, name))
        if self.future_release is not None:
            _check_lines("future_release", self.future_release)
            if self.arrival_date is None:
                raise InvalidValueError("arrival_date", "is needed beside future_release (RFC 4865 section 5.1)")
        if self.language is not None and not _LANGUAGE.fullmatch(self.language):
            raise InvalidValueError("language", "is not a language tag (RFC 5646)", self.language)
        if self.max_bytes is not None and self.max_bytes < 0:
            raise InvalidValueError("max_bytes", "must not be negative", self.max_bytes)
        if self.priority is not None and not -9 <= self.priority <= 9:
            raise InvalidValueError("priority", "must be -9 to 9 (RFC 6710 section 4)", self.priority)
        _check_extensions(self.extensions, FieldGroup.DSN_MESSAGE)
        if not self.recipients:
            raise InvalidValueError("recipients", "must name at least one")
        if len(self.recipients) > MOST_RECIPIENTS:
            raise InvalidValueError("recipients", f"are more than {MOST_RECIPIENTS}", len(self.recipients))
        if not any(is_due(r) for r in self.recipients):
            raise InvalidValueError("recipients", "ask for no report: NOTIFY forbids each (RFC 3461 section 5.2.8)")

    def _check_paths(self) -> None:
        path = ReversePath.parse(self.reverse_path)
        if path.mailbox is None:
            raise InvalidValueError("reverse_path", "is null: no report may be sent (RFC 3461 section 5.2)")
        if not path.mailbox.local.isascii() and not self.smtputf8:
            raise InvalidValueError("reverse_path", "needs smtputf8 (RFC 6533 section 4.5)", self.reverse_path)
        if self.postmaster is not None:
            postmaster = Mailbox.parse(self.postmaster, field="postmaster")
            if postmaster.needs_smtputf8 and not self.smtputf8:
                raise InvalidValueError("postmaster", "needs smtputf8 (RFC 6533 section 4.5)", self.postmaster)


def is_due(recipient: RecipientReport) -> bool:
    """True when the recipient's NOTIFY lets a report speak of it (RFC 3461 sections 5.2.2 to 5.2.8)."""
    notify = recipient.notify
    if notify is None:
        return True
    match recipient.action:
        case Action.FAILED:
            return not notify or Notify.FAILURE in notify
        case Action.DELAYED:
            return not notify or Notify.DELAY in notify
        case Action.RELAYED:
            return Notify.NEVER not in notify  # DELIVERBY asks for it without SUCCESS, too (RFC 2852 section 4.1.4)
        case Action.DELIVERED | Action.EXPANDED:
            return Notify.SUCCESS in notify


def _check_lines(field: str, value: str | None) -> None:
    if value is not None and (found := _LINE_END.search(value)):
        name = {"\r": "a CR", "\n": "a LF", "\0": "a NUL"}[found[0]]
        raise InvalidValueError(field, f"holds {name}", value)


def _check_host(field: str, value: str | None) -> None:
    _check_lines(field, value)
    if value is not None and not _HOST.fullmatch(value):
        raise InvalidValueError(field, "is not a host name", value)


def _check_date(field: str, value: datetime | None) -> None:
    if value is not None and value.tzinfo is None:
        raise InvalidValueError(field, "must have a time zone", value.isoformat())


def _check_extensions(extensions: tuple[tuple[str, str], ...], group: FieldGroup) -> None:
    for name, value in extensions:
        if not _FIELD_NAME.fullmatch(name):
            raise InvalidValueError("extensions", "has a name that is no field name", name)
        if not name.lower().startswith("x-"):
            known = name.lower() in BY_NAME[group]
            fault = "has a field of its own" if known else "must begin with X- or be registered (RFC 3464 section 2.4)"
            raise InvalidValueError("extensions", fault, name)
        _check_lines("extensions", value)
