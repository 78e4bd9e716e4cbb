"""What each reason means to other systems, whose fault it usually is and whether it usually stays.

Maps both ways to Sisimai, SparkPost, KumoMTA and Anymail; what a map cannot carry is in `LOSSES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = [
    "ANYMAIL",
    "KUMOMTA",
    "LOSSES",
    "REASONS",
    "SISIMAI",
    "SISIMAI_RENAMED",
    "SPARKPOST",
    "SPARKPOST_NAMES",
    "Loss",
    "ReasonFacts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFacts:
    """The facts of one reason. `permanence` is what it usually is where no code and no word says it."""

    fault: Fault
    permanence: Permanence
    sisimai: str
    """Sisimai's name (version 5.0 to 5.4)."""
    sparkpost: int
    """SparkPost's bounce classification code."""
    kumomta: str
    """KumoMTA's predefined bounce class."""
    anymail: str | None
    """Anymail's reject reason; None where Anymail has no rejection for it."""
    status: str
    """The enhanced status code that says the same (class 5 unless the reason passes by itself)."""


def _facts(  # noqa: PLR0917 - a table reads best in columns
    fault: Fault, permanence: Permanence, sisimai: str, sparkpost: int, kumomta: str, anymail: str | None, status: str
) -> ReasonFacts:
    return ReasonFacts(
        fault=fault,
        permanence=permanence,
        sisimai=sisimai,
        sparkpost=sparkpost,
        kumomta=kumomta,
        anymail=anymail,
        status=status,
    )


_F, _P, _R = Fault, Permanence, Reason

# fmt: off
REASONS: Final[Mapping[Reason, ReasonFacts]] = {
    _R.USER_UNKNOWN:            _facts(_F.RECIPIENT, _P.PERMANENT, "userunknown", 10, "InvalidRecipient", "invalid", "5.1.1"),
    _R.USER_UNKNOWN_OR_FILTERED: _facts(_F.RECIPIENT, _P.PERMANENT, "filtered", 10, "InvalidRecipient", "bounced", "5.1.1"),
    _R.MAILBOX_FULL:            _facts(_F.RECIPIENT, _P.TRANSIENT, "mailboxfull", 22, "QuotaIssues", "bounced", "4.2.2"),
    _R.MAILBOX_DISABLED:        _facts(_F.RECIPIENT, _P.PERMANENT, "suspend", 10, "InactiveMailbox", "bounced", "5.2.1"),
    _R.MAILBOX_MOVED:           _facts(_F.RECIPIENT, _P.PERMANENT, "hasmoved", 10, "InvalidRecipient", "bounced", "5.1.6"),
    _R.HOST_UNKNOWN:            _facts(_F.RECIPIENT, _P.PERMANENT, "hostunknown", 21, "BadDomain", "invalid", "5.1.2"),
    _R.NO_MAIL_ACCEPTED:        _facts(_F.RECEIVER, _P.UNKNOWN, "notaccept", 25, "BadConfiguration", "bounced", "5.3.2"),
    _R.FILTERED:                _facts(_F.POLICY, _P.UNKNOWN, "filtered", 40, "PolicyRelated", "blocked", "5.2.0"),
    _R.SENDER_REJECTED:         _facts(_F.POLICY, _P.UNKNOWN, "rejected", 50, "InvalidSender", "blocked", "5.1.8"),
    _R.MESSAGE_TOO_LARGE:       _facts(_F.CONTENT, _P.PERMANENT, "mesgtoobig", 23, "ContentRelated", "bounced", "5.3.4"),
    _R.SIZE_LIMIT_OF_RECIPIENT: _facts(_F.CONTENT, _P.PERMANENT, "exceedlimit", 23, "ContentRelated", "bounced", "5.2.3"),
    _R.RATE_LIMITED:            _facts(_F.POLICY, _P.TRANSIENT, "speeding", 20, "TransientFailure", "blocked", "4.7.28"),
    _R.TOO_MANY_CONNECTIONS:    _facts(_F.POLICY, _P.TRANSIENT, "toomanyconn", 20, "TransientFailure", "blocked", "4.3.2"),
    _R.GREYLISTED:              _facts(_F.POLICY, _P.TRANSIENT, "blocked", 70, "TransientFailure", None, "4.7.1"),
    _R.BLOCKED:                 _facts(_F.REPUTATION, _P.UNKNOWN, "blocked", 51, "SpamBlock", "blocked", "5.7.1"),
    _R.BAD_REPUTATION:          _facts(_F.REPUTATION, _P.UNKNOWN, "badreputation", 51, "SpamBlock", "blocked", "5.7.1"),
    _R.MISSING_PTR:             _facts(_F.SENDER_AUTHENTICATION, _P.UNKNOWN, "requireptr", 50, "AuthenticationFailed", "blocked", "5.7.25"),
    _R.AUTHENTICATION_FAILED:   _facts(_F.SENDER_AUTHENTICATION, _P.UNKNOWN, "authfailure", 50, "AuthenticationFailed", "blocked", "5.7.26"),
    _R.RELAYING_DENIED:         _facts(_F.POLICY, _P.PERMANENT, "norelaying", 54, "RelayDenied", "blocked", "5.7.1"),
    _R.POLICY_VIOLATION:        _facts(_F.POLICY, _P.UNKNOWN, "policyviolation", 50, "PolicyRelated", "blocked", "5.7.1"),
    _R.SECURITY_VIOLATION:      _facts(_F.POLICY, _P.UNKNOWN, "securityerror", 50, "PolicyRelated", "blocked", "5.7.0"),
    _R.STARTTLS_FAILED:         _facts(_F.NETWORK, _P.UNKNOWN, "failedstarttls", 25, "BadConfiguration", "bounced", "5.7.10"),
    _R.SPAM_DETECTED:           _facts(_F.CONTENT, _P.UNKNOWN, "spamdetected", 52, "SpamContent", "blocked", "5.7.1"),
    _R.VIRUS_DETECTED:          _facts(_F.CONTENT, _P.PERMANENT, "virusdetected", 53, "VirusRelated", "blocked", "5.7.1"),
    _R.CONTENT_REJECTED:        _facts(_F.CONTENT, _P.PERMANENT, "contenterror", 53, "ContentRelated", "blocked", "5.6.0"),
    _R.RFC_VIOLATION:           _facts(_F.CONTENT, _P.PERMANENT, "notcompliantrfc", 25, "ProtocolErrors", "blocked", "5.6.0"),
    _R.SYNTAX_ERROR:            _facts(_F.RECEIVER, _P.UNKNOWN, "syntaxerror", 25, "ProtocolErrors", "other", "5.5.2"),
    _R.NETWORK_ERROR:           _facts(_F.NETWORK, _P.TRANSIENT, "networkerror", 20, "BadConnection", "bounced", "4.4.2"),
    _R.ROUTING_LOOP:            _facts(_F.RECEIVER, _P.UNKNOWN, "networkerror", 25, "RoutingErrors", "bounced", "5.4.6"),
    _R.EXPIRED:                 _facts(_F.NETWORK, _P.TRANSIENT, "expired", 24, "MessageExpired", "timed_out", "4.4.7"),
    _R.SYSTEM_ERROR:            _facts(_F.RECEIVER, _P.UNKNOWN, "systemerror", 25, "BadConfiguration", "other", "5.3.0"),
    _R.SYSTEM_FULL:             _facts(_F.RECEIVER, _P.TRANSIENT, "systemfull", 20, "TransientFailure", "bounced", "4.3.1"),
    _R.MAILER_ERROR:            _facts(_F.RECEIVER, _P.UNKNOWN, "mailererror", 25, "BadConfiguration", "other", "5.3.0"),
    _R.SUPPRESSED:              _facts(_F.POLICY, _P.UNKNOWN, "suppressed", 26, "Uncategorized", "bounced", "5.2.1"),
    _R.ON_HOLD:                 _facts(_F.UNKNOWN, _P.UNKNOWN, "onhold", 40, "Uncategorized", "other", "5.0.0"),
    _R.VACATION:                _facts(_F.UNKNOWN, _P.UNKNOWN, "vacation", 60, "AutoReply", None, "2.0.0"),
    _R.FEEDBACK:                _facts(_F.RECIPIENT, _P.PERMANENT, "feedback", 90, "Unsubscribe", "spam", "5.7.1"),
    _R.DELIVERED:               _facts(_F.UNKNOWN, _P.UNKNOWN, "delivered", 1, "Uncategorized", None, "2.0.0"),
    _R.UNKNOWN:                 _facts(_F.UNKNOWN, _P.UNKNOWN, "undefined", 1, "Uncategorized", "other", "5.0.0"),
}

SISIMAI: Final[Mapping[str, Reason]] = {
    "userunknown": _R.USER_UNKNOWN, "mailboxfull": _R.MAILBOX_FULL, "suspend": _R.MAILBOX_DISABLED,
    "hasmoved": _R.MAILBOX_MOVED, "hostunknown": _R.HOST_UNKNOWN, "notaccept": _R.NO_MAIL_ACCEPTED,
    "filtered": _R.FILTERED, "rejected": _R.SENDER_REJECTED, "mesgtoobig": _R.MESSAGE_TOO_LARGE,
    "exceedlimit": _R.SIZE_LIMIT_OF_RECIPIENT, "speeding": _R.RATE_LIMITED, "toomanyconn": _R.TOO_MANY_CONNECTIONS,
    "blocked": _R.BLOCKED, "badreputation": _R.BAD_REPUTATION, "requireptr": _R.MISSING_PTR,
    "authfailure": _R.AUTHENTICATION_FAILED, "norelaying": _R.RELAYING_DENIED, "policyviolation": _R.POLICY_VIOLATION,
    "securityerror": _R.SECURITY_VIOLATION, "failedstarttls": _R.STARTTLS_FAILED, "spamdetected": _R.SPAM_DETECTED,
    "virusdetected": _R.VIRUS_DETECTED, "contenterror": _R.CONTENT_REJECTED, "notcompliantrfc": _R.RFC_VIOLATION,
    "syntaxerror": _R.SYNTAX_ERROR, "networkerror": _R.NETWORK_ERROR, "expired": _R.EXPIRED,
    "systemerror": _R.SYSTEM_ERROR, "systemfull": _R.SYSTEM_FULL, "mailererror": _R.MAILER_ERROR,
    "suppressed": _R.SUPPRESSED, "onhold": _R.ON_HOLD, "vacation": _R.VACATION, "feedback": _R.FEEDBACK,
    "delivered": _R.DELIVERED, "undefined": _R.UNKNOWN,
}
"""Sisimai's name → the reason: exactly one for each of its 36."""

SISIMAI_RENAMED: Final[Mapping[str, Reason]] = {
    "emailtoolarge": _R.MESSAGE_TOO_LARGE, "ratelimited": _R.RATE_LIMITED, "relayingdenied": _R.RELAYING_DENIED,
}
"""Names that later versions of Sisimai use; `emailtoolarge` and `ratelimited` each join two of the older ones."""

SPARKPOST_NAMES: Final[Mapping[int, str]] = {
    1: "Undetermined", 10: "Invalid Recipient", 20: "Soft Bounce", 21: "DNS Failure", 22: "Mailbox Full",
    23: "Too Large", 24: "Timeout", 25: "Admin Failure", 26: "Smart Send Suppression", 30: "Generic Bounce: No RCPT",
    40: "Generic Bounce", 50: "Mail Block", 51: "Spam Block", 52: "Spam Content", 53: "Prohibited Attachment",
    54: "Relaying Denied", 60: "Auto-Reply", 70: "Transient Failure", 80: "Subscribe", 90: "Unsubscribe",
    100: "Challenge-Response",
}
"""SparkPost's bounce classification codes and their names (support.sparkpost.com, "Bounce Classification Codes")."""

SPARKPOST: Final[Mapping[int, Reason]] = {
    1: _R.UNKNOWN, 10: _R.USER_UNKNOWN, 20: _R.NETWORK_ERROR, 21: _R.HOST_UNKNOWN, 22: _R.MAILBOX_FULL,
    23: _R.MESSAGE_TOO_LARGE, 24: _R.EXPIRED, 25: _R.SYSTEM_ERROR, 26: _R.SUPPRESSED, 30: _R.UNKNOWN, 40: _R.ON_HOLD,
    50: _R.POLICY_VIOLATION, 51: _R.BLOCKED, 52: _R.SPAM_DETECTED, 53: _R.CONTENT_REJECTED, 54: _R.RELAYING_DENIED,
    60: _R.VACATION, 70: _R.GREYLISTED, 80: _R.UNKNOWN, 90: _R.FEEDBACK, 100: _R.VACATION,
}
"""SparkPost's code → the reason: exactly one for each."""

KUMOMTA: Final[Mapping[str, Reason]] = {
    "InvalidRecipient": _R.USER_UNKNOWN, "DNSFailure": _R.NETWORK_ERROR, "SpamBlock": _R.BLOCKED,
    "SpamContent": _R.SPAM_DETECTED, "ProhibitedAttachment": _R.CONTENT_REJECTED, "RelayDenied": _R.RELAYING_DENIED,
    "AutoReply": _R.VACATION, "TransientFailure": _R.RATE_LIMITED, "Subscribe": _R.UNKNOWN,
    "Unsubscribe": _R.FEEDBACK, "ChallengeResponse": _R.VACATION, "BadConfiguration": _R.SYSTEM_ERROR,
    "BadConnection": _R.NETWORK_ERROR, "BadDomain": _R.HOST_UNKNOWN, "ContentRelated": _R.CONTENT_REJECTED,
    "InactiveMailbox": _R.MAILBOX_DISABLED, "InvalidSender": _R.SENDER_REJECTED, "MessageExpired": _R.EXPIRED,
    "NoAnswerFromHost": _R.EXPIRED, "PolicyRelated": _R.POLICY_VIOLATION, "ProtocolErrors": _R.SYNTAX_ERROR,
    "QuotaIssues": _R.MAILBOX_FULL, "RelayingIssues": _R.RELAYING_DENIED, "RoutingErrors": _R.ROUTING_LOOP,
    "SpamRelated": _R.SPAM_DETECTED, "VirusRelated": _R.VIRUS_DETECTED,
    "AuthenticationFailed": _R.AUTHENTICATION_FAILED, "Uncategorized": _R.UNKNOWN,
}
"""KumoMTA's predefined bounce class (crates/bounce-classify) → the reason."""

ANYMAIL: Final[Mapping[str, Reason]] = {
    "invalid": _R.USER_UNKNOWN, "bounced": _R.ON_HOLD, "timed_out": _R.EXPIRED, "blocked": _R.BLOCKED,
    "spam": _R.FEEDBACK, "unsubscribed": _R.SUPPRESSED, "other": _R.UNKNOWN,
}
"""Anymail's normalised reject reason (django-anymail, "Tracking sent mail status") → the reason."""
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What going to another system's vocabulary and back cannot keep."""

    system: str
    reason: Reason
    theirs: str
    back: Reason
    """What `theirs` comes back as."""


def _losses() -> tuple[Loss, ...]:
    found: list[Loss] = []
    for reason, facts in REASONS.items():
        there_and_back = (
            ("sisimai", facts.sisimai, SISIMAI[facts.sisimai]),
            ("sparkpost", str(facts.sparkpost), SPARKPOST[facts.sparkpost]),
            ("kumomta", facts.kumomta, KUMOMTA[facts.kumomta]),
            ("anymail", facts.anymail or "", ANYMAIL[facts.anymail] if facts.anymail else Reason.UNKNOWN),
        )
        found += [
            Loss(system=system, reason=reason, theirs=theirs, back=back)
            for system, theirs, back in there_and_back
            if back is not reason
        ]
    return tuple(found)


LOSSES: Final = _losses()
"""Every reason that does not come back as itself, per system."""
