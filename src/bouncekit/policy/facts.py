"""What a caller may know beside the transaction and its authentication. Every default means: not known."""

from dataclasses import dataclass
from enum import Enum, unique

from bouncekit.errors import InvalidValueError

__all__ = ["Callout", "Content", "ContentVerdict", "DomainFacts", "History", "Mx", "OwnToken", "TokenKind"]


@unique
class Mx(Enum):
    """What the MX records of a domain lead to."""

    OK = "ok"
    NONE = "none"
    """No MX; an address record is all there is."""
    PRIVATE = "private"
    """Only addresses that cannot be reached from outside: loopback, private ranges."""


@unique
class Callout(Enum):
    """What the host of the reverse-path said when asked whether the mailbox exists; 252 is UNKNOWN."""

    EXISTS = "exists"
    NO_SUCH_USER = "no-such-user"
    UNKNOWN = "unknown"


@unique
class ContentVerdict(Enum):
    """What a filter that you trust made of the content; HOSTILE is a virus, phishing, or what you set it to."""

    CLEAN = "clean"
    SUSPECT = "suspect"
    SPAM = "spam"
    HOSTILE = "hostile"


@unique
class TokenKind(Enum):
    """A sort of token that we mint ourselves."""

    BATV = "batv"
    VERP = "verp"
    SRS = "srs"
    MESSAGE_ID = "message-id"


def _check_count(field: str, value: object) -> None:
    """Raise InvalidValueError unless *value* is a count: NaN would be below every limit."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValueError(field, "must be a whole number", value)
    if value < 0:
        raise InvalidValueError(field, "must not be negative", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFacts:
    """What DNS says of the reverse-path's domain."""

    domain_exists: bool | None = None
    null_mx: bool | None = None
    spf_record: str | None = None
    spf_permissive: bool | None = None
    """The SPF record, its includes counted, lets in too many; also True where somebody looked and could not tell."""
    mx: Mx | None = None
    lookup_failed: bool = False
    """One of these could not be learnt for now, and may forbid the notice: DEFER comes before SEND."""
    our_domain: bool | None = None
    """The domain is one that we take mail for."""
    client_is_mx: bool | None = None
    """The client's address is one of the domain's MX hosts."""
    callout: Callout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is known of the message itself. Raises InvalidValueError for a negative count."""

    verdict: ContentVerdict | None = None
    auto_submitted: str | None = None
    """The value of Auto-Submitted (RFC 3834 section 5)."""
    precedence: str | None = None
    list_id: str | None = None
    """The value of List-Id, or any List-* field."""
    is_report: bool = False
    """It is itself a DSN, MDN, tracking status, feedback or TLS report, by its structure (`Report.kind`)."""
    addressed_directly: bool | None = None
    """An address of the recipient's is in To, Cc, Bcc or Resent-* (RFC 5230 section 4.5)."""
    received_count: int | None = None
    loop: bool | None = None
    """A Received field or Delivered-To shows that it was here before."""
    kept: bool | None = None
    """Is the content kept somewhere where somebody can look at it (then DIVERT instead of SUPPRESS)?"""
    disposition_to: str | None = None
    """The one address of Disposition-Notification-To (RFC 8098 section 2.1)."""

    def __post_init__(self) -> None:
        if self.received_count is not None:
            _check_count("content.received_count", self.received_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnToken:
    """A token of our own in the reverse-path, or one due there: `valid` False says expired, forged or missing."""

    kind: TokenKind
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What we sent before. Counts are of the bucket for this grade of proof; InvalidValueError below 0."""

    already_notified: bool = False
    """A notice for this message and recipient was sent (for auto-replies: to this sender, within the period)."""
    known_correspondent: bool = False
    recent_notices_to_address: int = 0
    """In the last 24 hours."""
    recent_notices_to_domain: int = 0
    """In the last hour."""
    notices_unwanted: bool = False
    """The address or domain refused a notice of ours as unwanted, or complained, in the last seven days."""
    signature_seen: bool = False
    """A message with the same DKIM signature (b=) came to us before: a replay."""

    def __post_init__(self) -> None:
        for name in ("recent_notices_to_address", "recent_notices_to_domain"):
            _check_count(f"history.{name}", getattr(self, name))
