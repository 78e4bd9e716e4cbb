"""What we know of one mail transaction when a notice may be due: the client, the paths, what failed, how far it got.

Everything here comes from the caller, so everything is checked when it is made: InvalidValueError names the field.
"""

import ipaddress
import re
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final, Self

from bouncekit.addresses import ForwardPath, Mailbox, ReversePath, TypedAddress, envid_decode
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.vocabulary import Reason

__all__ = [
    "ByMode",
    "Client",
    "DeliverBy",
    "Event",
    "Failure",
    "Notify",
    "Protocol",
    "RcptTo",
    "Ret",
    "Stage",
    "Transaction",
]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HELO_CHARS: Final = 255
_LOGIN_CHARS: Final = 255
_DIAGNOSTIC_CHARS: Final = 16 << 10
_BY_DIGITS: Final = 999_999_999
# by-value = by-time ";" by-mode [by-trace] ; by-time = ["-" / "+"] 1*9digit (RFC 2852 4)
_BY: Final = re.compile(r"([+-]?[0-9]{1,9});([RNrn])([Tt]?)", re.ASCII)


@unique
class Stage(Enum):
    """Is a reply still owed? RCPT: for this recipient; DATA: after the final dot; ACCEPTED: no."""

    RCPT = "rcpt"
    DATA = "data"
    ACCEPTED = "accepted"


@unique
class Protocol(Enum):
    """How the message comes in. LOCAL: handed over on this host, by a user of it or by our own queue."""

    SMTP = "smtp"
    SUBMISSION = "submission"
    LMTP = "lmtp"
    LOCAL = "local"


@unique
class Event(Enum):
    """What happened, so that something might be sent back."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"
    AUTO_REPLY = "auto-reply"
    DISPOSITION = "disposition"
    LIST_REJECTION = "list-rejection"
    CHALLENGE = "challenge"


@unique
class Notify(Enum):
    """A keyword of the NOTIFY parameter (RFC 3461 section 4.1)."""

    NEVER = "NEVER"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    DELAY = "DELAY"


@unique
class Ret(Enum):
    """The RET parameter (RFC 3461 section 4.3)."""

    FULL = "FULL"
    HDRS = "HDRS"


@unique
class ByMode(Enum):
    """The mode of the BY parameter (RFC 2852 section 4)."""

    RETURN = "R"
    NOTIFY = "N"


def _clean(name: str, value: str | None, most: int) -> None:
    if value is None:
        return
    if found := _CONTROL.search(value):
        what = {"\r": "a CR", "\n": "a LF", "\0": "a NUL"}.get(found[0], "a control character")
        raise InvalidValueError(name, f"holds {what}", value)
    if len(value) > most:
        raise InvalidValueError(name, f"is longer than {most} characters", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who hands us the message. None: not known. Raises InvalidValueError: no IP address, controls."""

    ip: str | None = None
    """The client's address, IPv4 or IPv6."""
    helo: str | None = None
    """What it said in HELO or EHLO."""
    login: str | None = None
    """The identity that it authenticated as in this session (RFC 4954); the AUTH= parameter is not this."""
    login_may_use_reverse_path: bool | None = None
    """Is the reverse-path one that this login owns, and is that enforced (RFC 6409 section 6.1)?"""
    trusted_relay: bool = False
    """The client is a relay or border of our own, or a trusted forwarder: its address says nothing of the sender."""
    listed: bool | None = None
    """Is the address on a block list, or in a range of dynamic addresses?"""

    def __post_init__(self) -> None:
        if self.ip is not None:
            try:
                ipaddress.ip_address(self.ip)
            except ValueError:
                raise InvalidValueError("client.ip", "is not an IP address", self.ip) from None
        _clean("client.helo", self.helo, _HELO_CHARS)
        _clean("client.login", self.login, _LOGIN_CHARS)
        if self.login == "":
            raise InvalidValueError("client.login", "must not be empty; None is no login")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why one recipient fails, as far as it is known (None: not). InvalidValueError for a code that is no failure."""

    reason: Reason | None = None
    reply: ReplyCode | None = None
    status: EnhancedStatus | None = None
    diagnostic: str | None = None
    """One line for the reply or the report; no control characters."""

    def __post_init__(self) -> None:
        if self.reply is not None and self.reply.klass not in (4, 5):
            raise InvalidValueError("failure.reply", "must be a 4yz or 5yz code", str(self.reply))
        if self.status is not None and self.status.klass not in (4, 5):
            raise InvalidValueError("failure.status", "must be of class 4 or 5", str(self.status))
        if self.reply is not None and self.status is not None and self.reply.klass != self.status.klass:
            raise InvalidValueError(
                "failure.status",
                f"must have the class of the reply code {self.reply} (RFC 2034 section 4)",
                str(self.status),
            )
        if self.reason in (Reason.DELIVERED, Reason.VACATION, Reason.FEEDBACK):
            raise InvalidValueError("failure.reason", "is not a failure", self.reason.value)
        _clean("failure.diagnostic", self.diagnostic, _DIAGNOSTIC_CHARS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverBy:
    """The BY parameter (RFC 2852 section 4). Raises InvalidValueError for mode R without a positive time."""

    seconds: int
    mode: ByMode
    trace: bool = False

    def __post_init__(self) -> None:
        if not -_BY_DIGITS <= self.seconds <= _BY_DIGITS:
            raise InvalidValueError("deliver_by.seconds", "has over nine digits (RFC 2852 section 4)", self.seconds)
        if self.mode is ByMode.RETURN and self.seconds <= 0:
            raise InvalidValueError("deliver_by.seconds", "must be over 0 in mode R (RFC 2852 section 4)", self.seconds)

    @classmethod
    def parse(cls, text: str, *, field: str = "by") -> Self:
        """Read a BY value, `120;R` or `-5;NT` (RFC 2852 section 4); raises InvalidValueError that names *field*."""
        found = _BY.fullmatch(text)
        if found is None:
            raise InvalidValueError(field, "must be seconds, `;`, R or N, and T or not (RFC 2852 section 4)", text)
        return cls(seconds=int(found[1]), mode=ByMode(found[2].upper()), trace=bool(found[3]))


@dataclass(frozen=True, slots=True, kw_only=True)
class RcptTo:
    """One RCPT command: the forward-path, what the client asked for (RFC 3461), and how it fails.

    `notify` None: no NOTIFY parameter. `orcpt` is the parameter as it came, xtext and all. `failure` None: it does not
    fail, or, where no recipient of the transaction has a failure, nothing is known of why they do.
    Raises InvalidValueError: path, NOTIFY that contradicts itself, ORCPT that is none.
    """

    forward_path: str
    notify: frozenset[Notify] | None = None
    orcpt: str | None = None
    failure: Failure | None = None
    mailbox: Mailbox | None = field(init=False, compare=False, repr=False)
    """The final hop of the forward-path; None for the bare Postmaster."""
    original: TypedAddress | None = field(init=False, compare=False, repr=False)
    """ORCPT decoded."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mailbox", ForwardPath.parse(self.forward_path).mailbox)
        original = None if self.orcpt is None else TypedAddress.from_orcpt(self.orcpt)
        object.__setattr__(self, "original", original)
        if self.notify is not None:
            if not self.notify:
                raise InvalidValueError("notify", "must name at least one keyword (RFC 3461 section 4.1)")
            if Notify.NEVER in self.notify and len(self.notify) > 1:
                raise InvalidValueError("notify", "NEVER must stand alone (RFC 3461 section 4.1)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction, and the event for which a notice may be due. None: not known, which never helps the sender.

    `stage` None is read as ACCEPTED, save under LMTP, where a reply per recipient is owed until the end (RFC 2033).
    Raises InvalidValueError: paths, ENVID, no recipients.
    """

    client: Client = field(default_factory=Client)
    reverse_path: str
    """As in MAIL FROM, with or without angle brackets or a source route; "" is the null reverse-path."""
    recipients: tuple[RcptTo, ...]
    event: Event = Event.FAILED
    stage: Stage | None = None
    protocol: Protocol | None = None
    ret: Ret | None = None
    envid: str | None = None
    """The ENVID parameter as it came, xtext and all."""
    smtputf8: bool = False
    requiretls: bool = False
    deliver_by: DeliverBy | None = None
    deferred_seconds: int | None = None
    """For how long this decision has been put off already (DEFER is bounded); None is 0."""
    sender: Mailbox | None = field(init=False, compare=False, repr=False)
    """The mailbox of the reverse-path, source route stripped (RFC 5321 section 6.1); None when it is null."""

    def __post_init__(self) -> None:
        if not self.recipients:
            raise InvalidValueError("recipients", "must name at least one recipient")
        object.__setattr__(self, "sender", ReversePath.parse(self.reverse_path).mailbox)
        if self.envid is not None:
            envid_decode(self.envid)
        if self.deferred_seconds is not None and self.deferred_seconds < 0:
            raise InvalidValueError("deferred_seconds", "must not be negative", self.deferred_seconds)
