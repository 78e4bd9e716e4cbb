"""The closed vocabularies that every floor speaks: kinds, actions, reasons, faults, permanence.

Members' values are the words of the JSON forms. A member's docstring says what it means. Each member is the one object
that it is, and hashes as that: what `Enum` does instead is a call in Python for each look into a table.
"""

from enum import Enum, unique

__all__ = ["Action", "Fault", "Permanence", "Reason", "ReportKind"]


@unique
class ReportKind(Enum):
    """What sort of message came back; decided before anything else is read out of it."""

    __hash__ = object.__hash__

    DELIVERY_STATUS = "delivery-status"
    """What became of a message, or is becoming of it: a bounce, a notice of delay, a receipt (RFC 3464 and its kin)."""
    FEEDBACK = "feedback"
    """A complaint about a message (RFC 5965)."""
    DISPOSITION = "disposition"
    """What the recipient's mail program did with the message (RFC 8098)."""
    AUTO_REPLY = "auto-reply"
    """An automatic answer of somebody who got the message."""
    CHALLENGE = "challenge"
    """The recipient's system asks the sender to prove that a person wrote."""
    TRACKING = "tracking"
    """The state of a message that its sender asked for (RFC 3886)."""
    NONE = "none"
    """No report: ordinary mail, or a person's own words about a failure."""


@unique
class Action(Enum):
    """What the reporting MTA did (RFC 3464 section 2.3.3)."""

    __hash__ = object.__hash__

    FAILED = "failed"
    """It gave up: the message did not and will not arrive."""
    DELAYED = "delayed"
    """It still tries: nothing has failed yet."""
    DELIVERED = "delivered"
    """It delivered the message."""
    RELAYED = "relayed"
    """It handed the message on to a system that sends no reports."""
    EXPANDED = "expanded"
    """It handed the message on to several other addresses, as an alias or a list does."""


@unique
class Permanence(Enum):
    """Will trying again help? UNKNOWN is an answer; PERMANENT is never the default."""

    __hash__ = object.__hash__

    PERMANENT = "permanent"
    """The same message to the same address will fail again."""
    TRANSIENT = "transient"
    """It may pass by itself: try again later."""
    UNKNOWN = "unknown"
    """The evidence does not say."""


@unique
class Fault(Enum):
    """Whose fault it is. Only RECIPIENT may ever suppress an address."""

    __hash__ = object.__hash__

    RECIPIENT = "recipient"
    """The address: nobody is there, it is closed, full or gone."""
    SENDER_AUTHENTICATION = "sender-authentication"
    """The sender's SPF, DKIM, DMARC or reverse DNS."""
    REPUTATION = "reputation"
    """What the receiver, or a list that it asks, thinks of the sending host or domain."""
    CONTENT = "content"
    """What is in this message, or how large it is."""
    POLICY = "policy"
    """A rule of the receiving side that is about neither the address nor the content."""
    RECEIVER = "receiver"
    """The receiving system: broken, full or set up wrong."""
    NETWORK = "network"
    """The way there: connections, DNS, encryption."""
    UNKNOWN = "unknown"
    """The evidence does not say."""


@unique
class Reason(Enum):
    """Why it failed: closed, one member for each of Sisimai's reasons and some finer ones.

    Each member says what it means and what a sender should do. Maps to the names that others use, and each reason's
    usual fault and permanence, are data in `bouncekit.registry.reasons`.
    """

    __hash__ = object.__hash__

    USER_UNKNOWN = "user-unknown"
    """The domain takes mail, but the local part names nobody there. Stop sending to the address."""
    USER_UNKNOWN_OR_FILTERED = "user-unknown-or-filtered"
    """The words name an unknown user, but no 5.1.x code and no refused RCPT bears them out, or the address was accepted
    and refused after the message was read: some hosts say so of a sender that they filter. Treat it as unknown only
    when it comes again."""
    MAILBOX_FULL = "mailbox-full"
    """The mailbox exists and is over its quota. Try again for days; stop only when it stays full over several
    messages."""
    MAILBOX_DISABLED = "mailbox-disabled"
    """The account exists but is closed, suspended or inactive. Pause the address; stop when it stays so."""
    MAILBOX_MOVED = "mailbox-moved"
    """The recipient has gone elsewhere and nothing is forwarded. Stop sending; ask for the new address some other
    way."""
    HOST_UNKNOWN = "host-unknown"
    """The domain does not exist or has nowhere to send mail to. Look for a typing error; stop when it stays so."""
    NO_MAIL_ACCEPTED = "no-mail-accepted"
    """The host or domain takes no mail, now (maintenance, overload) or ever (null MX, RFC 7505; reply 521 or 556).
    Stop when it says ever, otherwise try again later."""
    FILTERED = "filtered"
    """The recipient's own rule refused the message, or the recipient was refused only after the message was read.
    Ask the recipient to allow the sender; do not repeat the same message."""
    SENDER_REJECTED = "sender-rejected"
    """The reverse-path or author address is not accepted. Mend or change the sender address; the recipient may be
    fine."""
    MESSAGE_TOO_LARGE = "message-too-large"
    """The message is larger than the receiving system takes. Send it smaller, or send a link."""
    SIZE_LIMIT_OF_RECIPIENT = "size-limit-of-recipient"
    """The message is larger than this one recipient may get. Send it smaller, or send a link."""
    RATE_LIMITED = "rate-limited"
    """Too much mail in too short a time, in the receiver's eyes. Slow down, then try again."""
    TOO_MANY_CONNECTIONS = "too-many-connections"
    """Too many connections or recipients at once. Open fewer, name fewer recipients per message, then try again."""
    GREYLISTED = "greylisted"
    """Put off on purpose to see whether the sender tries again. Do just that, from the same address, after some
    minutes."""
    BLOCKED = "blocked"
    """The sending host was refused by its IP address or its name, often by a block list. Look the host up on the
    list that the reply names; the recipient is fine."""
    BAD_REPUTATION = "bad-reputation"
    """The sending IP address or domain has a bad name with this receiver. Find out why it is complained of; the
    recipient is fine."""
    MISSING_PTR = "missing-ptr"
    """The sending IP address has no reverse DNS name, or one that does not lead back. Have the PTR record mended."""
    AUTHENTICATION_FAILED = "authentication-failed"
    """SPF, DKIM or DMARC did not pass, or are required and missing. Mend the records or the signing."""
    RELAYING_DENIED = "relaying-denied"
    """The host that was asked does not serve the recipient's domain. Look at the domain's MX records and at the
    route."""
    POLICY_VIOLATION = "policy-violation"
    """A rule of the receiving system forbids it, and none of the finer reasons says which. Read the text; ask its
    postmaster."""
    SECURITY_VIOLATION = "security-violation"
    """Refused for security, and none of the finer reasons says why. Read the text; ask the receiver's postmaster."""
    STARTTLS_FAILED = "starttls-failed"
    """The connection had to be encrypted and could not be. Mend the certificate or the settings of TLS on either
    side."""
    SPAM_DETECTED = "spam-detected"
    """A filter takes this message for spam. Change the content and look at how the list was made; the recipient is
    fine."""
    VIRUS_DETECTED = "virus-detected"
    """A scanner found malware in the message. Clean the sending machine; never resend the message."""
    CONTENT_REJECTED = "content-rejected"
    """The message's form or content cannot be taken: an attachment, a header field, a character set. Change the
    message."""
    RFC_VIOLATION = "rfc-violation"
    """The message breaks the Internet message format in a way that the receiver minds. Mend the software that wrote
    it."""
    SYNTAX_ERROR = "syntax-error"
    """An SMTP command was not understood or came out of order. Look at the two MTAs; the recipient is fine."""
    NETWORK_ERROR = "network-error"
    """The connection broke, or DNS or the route failed for now. Try again later."""
    ROUTING_LOOP = "routing-loop"
    """The message went round in circles until a host gave up. Mend the forwarding or the MX records."""
    EXPIRED = "expired"
    """Every attempt failed until the queue's time was over, or the host did not answer. Look at the host; try again
    later."""
    SYSTEM_ERROR = "system-error"
    """The receiving system has a fault or is set up wrong. Try again later; tell its postmaster."""
    SYSTEM_FULL = "system-full"
    """The receiving system, not the mailbox, is out of space or overloaded. Try again later."""
    MAILER_ERROR = "mailer-error"
    """The program that was to deliver the message failed. The recipient's postmaster has to mend it."""
    SUPPRESSED = "suppressed"
    """A provider did not even try, because the address is on its list of addresses not to send to. Look at that
    list."""
    ON_HOLD = "on-hold"
    """There is a text, and it does not say why. Read it; a rule of your own can read the next one."""
    VACATION = "vacation"
    """An automatic answer of somebody who is away: not a failure."""
    FEEDBACK = "feedback"
    """The recipient complained of the message (RFC 5965). Send nothing more of this kind to them."""
    DELIVERED = "delivered"
    """It arrived: not a failure."""
    UNKNOWN = "unknown"
    """Nothing says why."""
