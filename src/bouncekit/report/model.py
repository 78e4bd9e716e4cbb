"""What a report says: frozen facts with their provenance. Nothing above this floor reads a vendor's text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import IntEnum, unique
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from bouncekit.addresses import find_addresses
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.spans import Anomaly, Because, Span
from bouncekit.vocabulary import Action, Reason, ReportKind

__all__ = [
    "Disposition",
    "Feedback",
    "Later",
    "Provenance",
    "Recipient",
    "Report",
    "Returned",
    "Tier",
    "recipient_of",
    "unsettled",
]


@unique
class Tier(IntEnum):
    """How a fact was learnt; a higher tier wins, equal tiers that disagree are an anomaly."""

    FLUFL = 1
    """flufl.bounce, the last resort, behind our own gate."""
    HEURISTIC = 2
    """A rule of the language of bounces, not of one sender."""
    PROVIDER = 3
    """A known provider's text."""
    LAYOUT = 4
    """A vendor's layout that its marks identify."""
    STRUCTURED = 5
    """A field of a structured report (RFC 3464 and its kin)."""


class Provenance(NamedTuple):
    """Where one fact of a recipient comes from: *field* is the name of the attribute, *rule* the row that read it."""

    field: str
    rule: str
    tier: Tier
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What the report says of one recipient (RFC 3464 section 2.3). None: the message does not say.

    `status` and `reply` are what the message states: the Status field or, where that is missing or only x.0.0, the
    specific code of the same class that the diagnostic states. `status_field` is the Status field alone, as it came.
    """

    final: str | None = None
    """The final recipient's address, without its type."""
    final_type: str | None = None
    """The type of the final recipient's address in lower case: `rfc822`, `utf-8`, `x400`, …"""
    original: str | None = None
    """The original recipient's address (ORCPT), decoded; never guessed from the final one."""
    original_type: str | None = None
    action: Action | None = None
    status: EnhancedStatus | None = None
    status_field: EnhancedStatus | None = None
    reply: ReplyCode | None = None
    command: str | None = None
    """The SMTP command that the remote MTA refused, in upper case (`RCPT TO`, `DATA`, …), where the report says it."""
    diagnostic: str | None = None
    """The diagnostic on one line, without its type, bounded by `limits.diagnostic_chars`."""
    diagnostic_type: str | None = None
    remote_mta: str | None = None
    last_attempt: str | None = None
    will_retry_until: str | None = None
    final_log_id: str | None = None
    reason_hint: Reason | None = None
    """What the layout that was read says by itself (a `permanent fatal errors` heading); classify weighs it."""
    hint_rule: str | None = None
    """The id of the row that gave `reason_hint`."""
    extensions: tuple[tuple[str, str], ...] = ()
    """Extension fields of the group, as (name, value), in their order."""
    provenance: tuple[Provenance, ...] = ()


class _OpenRecipient:
    """The slots of a Recipient while they are filled (docs/adr/0007)."""

    __slots__ = tuple(f.name for f in fields(Recipient))

    def __init__(self) -> None:
        self.final = self.final_type = self.original = self.original_type = None
        self.action = self.status = self.status_field = self.reply = self.command = None
        self.diagnostic = self.diagnostic_type = self.remote_mta = None
        self.last_attempt = self.will_retry_until = self.final_log_id = None
        self.reason_hint = self.hint_rule = None
        self.extensions = self.provenance = ()


def recipient_of(known: Mapping[str, Any]) -> Recipient:
    """A recipient of which *known* says all that is not as by default.

    A frozen dataclass's own constructor takes ten times as long; what it gives is equal.
    """
    made: Any = _OpenRecipient()
    for name, value in known.items():
        setattr(made, name, value)
    made.__class__ = Recipient
    recipient: Recipient = made
    return recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The message that came back, as the report shows it: a stranger's copy, never proof of anything."""

    message_id: str | None = None
    from_: str | None = None
    to: str | None = None
    subject: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """All header fields that came back, as (name, decoded value), in their order, bounded by `limits`."""
    span: Span | None = None
    complete: bool = False
    """True when the body came back too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A feedback report (RFC 5965 section 3)."""

    feedback_type: str
    user_agent: str | None = None
    version: str | None = None
    original_mail_from: str | None = None
    original_rcpt_to: tuple[str, ...] = ()
    arrival_date: str | None = None
    source_ip: str | None = None
    reported_domain: tuple[str, ...] = ()
    reported_uri: tuple[str, ...] = ()
    authentication_results: tuple[str, ...] = ()
    incidents: int | None = None
    extensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """A message disposition notification (RFC 8098 section 3)."""

    mode: str | None = None
    disposition_type: str | None = None
    modifiers: tuple[str, ...] = ()
    original_message_id: str | None = None
    final: str | None = None
    original: str | None = None


Later = Callable[[], tuple[Returned | None, tuple[Anomaly, ...]]]
"""Works out what a report left open, `returned` and `anomalies`; whoever asks, and how often, gets equal answers."""

_LATE: Final = frozenset(("returned", "anomalies"))


class _Unsettled:
    """A value some of whose slots are filled when they are first asked for (docs/adr/0007)."""

    __slots__ = ("_later",)
    _later: Later

    if not TYPE_CHECKING:  # a type checker would take any attribute for one that exists

        def __getattr__(self, name: str) -> Any:
            """Called for a slot that is still empty, and for what is no attribute at all."""
            if name not in _LATE:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            later = self._later
            if later is not None:
                # Threads that ask at once set equal values; what was read is let go when both slots are filled.
                returned, anomalies = later()
                object.__setattr__(self, "returned", returned)
                object.__setattr__(self, "anomalies", anomalies)
                object.__setattr__(self, "_later", None)
            return object.__getattribute__(self, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(_Unsettled):
    """All that one message says, `kind` first. One that reports nothing has kind NONE and says why in `because`.

    `returned` and `anomalies` are worked out when they are first asked for (as are `==`, `repr`, `replace`, `copy` and
    `pickle` of the whole); until then a report keeps the message's octets and what was read of them. See `settled`.
    """

    kind: ReportKind
    recipients: tuple[Recipient, ...] = ()
    claimed: tuple[Recipient, ...] = ()
    """What a report says that nobody vouches for (a list's post, a person's mail): to be shown, never to be counted."""
    reporting_mta: str | None = None
    received_from_mta: str | None = None
    dsn_gateway: str | None = None
    arrival_date: str | None = None
    original_envelope_id: str | None = None
    extensions: tuple[tuple[str, str], ...] = ()
    """Extension fields of the per-message group, as (name, value)."""
    returned: Returned | None = None
    feedback: Feedback | None = None
    disposition: Disposition | None = None
    stated_message_id: str | None = None
    """The Message-ID of the message that the report is about, as the report itself states it: in a field of its own, in
    In-Reply-To or References, or in its text. Looked for where no message came back. See `original_message_id`."""
    opt_out: bool = False
    """True when the message asks to be unsubscribed: kept apart from auto-replies, never a failure."""
    because: tuple[Because, ...] = ()
    """What decided the kind, or why the message was not taken as a report."""
    also: tuple[Because, ...] = ()
    """Rows that matched too and did not bind."""
    anomalies: tuple[Anomaly, ...] = ()

    @property
    def original_message_id(self) -> str | None:
        """The Message-ID of the message that this is about, wherever the report keeps it: what came back goes first."""
        back, disposition = self.returned, self.disposition
        if back is not None and back.message_id:
            return back.message_id
        return self.stated_message_id or (disposition.original_message_id if disposition is not None else None)

    @property
    def named_recipients(self) -> tuple[str, ...]:
        """The recipients that the report is about, each once, in its order.

        A complaint names them in Original-Rcpt-To (RFC 5965 section 3.2). One that was made anonymous names nobody:
        then it is about the one whom the message that came back is addressed to, if it is one.
        """
        if self.feedback is None:
            named = (r.final or r.original or "" for r in self.recipients)
            return tuple(dict.fromkeys(address for address in named if address))
        if self.feedback.original_rcpt_to:
            return tuple(dict.fromkeys(self.feedback.original_rcpt_to))
        to = (self.returned.to if self.returned is not None else None) or ""
        found = tuple({a.address.casefold(): a.address for a in find_addresses(to[:2_000])}.values())
        return found if len(found) == 1 else ()

    def settled(self) -> Self:
        """This report with all of its answer worked out: it keeps nothing of the message but its facts."""
        _ = self.anomalies
        return self


class _OpenReport(_Unsettled):
    """The slots of a Report while they are filled."""

    __slots__ = tuple(f.name for f in fields(Report))


def unsettled(later: Later, **known: Any) -> Report:
    """A report whose `returned` and `anomalies` *later* gives when they are asked for; *known* is all the rest."""
    made: Any = _OpenReport()
    made._later = later  # noqa: SLF001 - this module's own
    for name, value in known.items():
        setattr(made, name, value)
    made.__class__ = Report
    report: Report = made
    return report
