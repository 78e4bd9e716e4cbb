"""The closed vocabularies that every floor speaks: kinds, actions, reasons, faults, permanence.

Members' values are the words of the JSON forms. A member's docstring says what it means.
"""

from enum import Enum, unique

__all__ = ["Action", "Fault", "Permanence", "Reason", "ReportKind"]


@unique
class ReportKind(Enum):
    """What sort of message came back; decided before anything else is read out of it."""

    DELIVERY_STATUS = "delivery-status"
    FEEDBACK = "feedback"
    DISPOSITION = "disposition"
    AUTO_REPLY = "auto-reply"
    CHALLENGE = "challenge"
    TRACKING = "tracking"
    NONE = "none"


@unique
class Action(Enum):
    """What the reporting MTA did (RFC 3464 section 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


@unique
class Permanence(Enum):
    """Will trying again help? UNKNOWN is an answer; PERMANENT is never the default."""

    PERMANENT = "permanent"
    TRANSIENT = "transient"
    UNKNOWN = "unknown"


@unique
class Fault(Enum):
    """Whose fault it is. Only RECIPIENT may ever suppress an address."""

    RECIPIENT = "recipient"
    SENDER_AUTHENTICATION = "sender-authentication"
    REPUTATION = "reputation"
    CONTENT = "content"
    POLICY = "policy"
    RECEIVER = "receiver"
    NETWORK = "network"
    UNKNOWN = "unknown"


@unique
class Reason(Enum):
    """Why it failed: closed, at least as fine as Sisimai's list."""

    USER_UNKNOWN = "user-unknown"
    MAILBOX_FULL = "mailbox-full"
    MAILBOX_DISABLED = "mailbox-disabled"
    MAILBOX_MOVED = "mailbox-moved"
    HOST_UNKNOWN = "host-unknown"
    NO_MAIL_ACCEPTED = "no-mail-accepted"
    FILTERED = "filtered"
    SENDER_REJECTED = "sender-rejected"
    MESSAGE_TOO_LARGE = "message-too-large"
    SIZE_LIMIT_OF_RECIPIENT = "size-limit-of-recipient"
    RATE_LIMITED = "rate-limited"
    TOO_MANY_CONNECTIONS = "too-many-connections"
    GREYLISTED = "greylisted"
    BLOCKED = "blocked"
    BAD_REPUTATION = "bad-reputation"
    MISSING_PTR = "missing-ptr"
    AUTHENTICATION_FAILED = "authentication-failed"
    RELAYING_DENIED = "relaying-denied"
    POLICY_VIOLATION = "policy-violation"
    SECURITY_VIOLATION = "security-violation"
    STARTTLS_FAILED = "starttls-failed"
    SPAM_DETECTED = "spam-detected"
    VIRUS_DETECTED = "virus-detected"
    CONTENT_REJECTED = "content-rejected"
    RFC_VIOLATION = "rfc-violation"
    SYNTAX_ERROR = "syntax-error"
    NETWORK_ERROR = "network-error"
    ROUTING_LOOP = "routing-loop"
    EXPIRED = "expired"
    SYSTEM_ERROR = "system-error"
    SYSTEM_FULL = "system-full"
    MAILER_ERROR = "mailer-error"
    SUPPRESSED = "suppressed"
    ON_HOLD = "on-hold"
    VACATION = "vacation"
    FEEDBACK = "feedback"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
