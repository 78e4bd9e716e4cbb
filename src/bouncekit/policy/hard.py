"""The hard rules: rows that veto, and the predicate of each. No configuration switches one off.

Those that read the session (H04, H13) come first: while a reply is owed the answer is REJECT, whatever else holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bouncekit.policy.facts import ContentVerdict, Mx
from bouncekit.policy.grade import Grade
from bouncekit.policy.observe import in_loop, is_automatic, is_bulk
from bouncekit.policy.settings import Settings
from bouncekit.policy.special_use import unusable_domain
from bouncekit.policy.view import LIST_LOCAL, ROBOTS, Situation
from bouncekit.transaction import Event, Notify, RcptTo

__all__ = ["HARD_RULES", "RECIPIENT_CHECKS", "REPLY_CHECKS", "TRANSACTION_CHECKS", "HardRule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HardRule:
    """One rule.

    `overridable_at`: the grade of proof that lifts it, if any does. `overrides_must`: it goes against RFC 5321 section
    6.1 ("must notify"), not merely along with another MUST. `keeps`: kept content is diverted.
    """

    id: str
    text: str
    cites: str
    overridable_at: Grade | None = None
    overrides_must: bool = False
    keeps: bool = False


_ROWS: Final = (
    HardRule(id="H01", cites="RFC5321-6.1-04", text="the reverse-path is null: nothing is ever sent back"),
    HardRule(id="H02", cites="RFC5321-3.6.3-03", text="the message is itself a report: no report about a report"),
    HardRule(id="H03", cites="RFC3461-5.2.6-02", text="NOTIFY does not ask for this event"),
    HardRule(id="H04", cites="RFC5321-4.2.5-01", text="a reply is still owed: refuse in the session, send no message"),
    HardRule(id="H05", cites="RFC5321-6.1-03", text="a notice goes to the reverse-path and nowhere else"),
    HardRule(id="H06", cites="RFC7208-2.5-02", text="SPF fail: the domain disowns this client",
             overridable_at=Grade.PROVEN, overrides_must=True),
    HardRule(id="H07", cites="RFC7505-4.1-01", text="mail to the reverse-path's domain cannot arrive",
             overrides_must=True),
    HardRule(id="H08", cites="RFC5321-6.2-04", text="the content is hostile", overridable_at=Grade.PROVEN,
             overrides_must=True, keeps=True),
    HardRule(id="H09", cites="RFC3464-2-08", text="a notice for this message and recipient was sent already"),
    HardRule(id="H10", cites="RFC5321-4.5.4-01", text="the notice would come back to what failed, or to our own robots",
             overrides_must=True),
    HardRule(id="H11", cites="RFC5321-6.3-02", text="the message loops, and the reverse-path's domain is in the loop",
             overrides_must=True),
    HardRule(id="H12", cites="SRS-1-04", text="a token of our own in the reverse-path is forged, expired or missing",
             overrides_must=True),
    HardRule(id="H13", cites="RFC2033-5-03", text="an LMTP client or our own border still holds the session"),
    HardRule(id="H14", cites="OWN-1-10", text="the most notices for this address or domain have been sent",
             overrides_must=True),
    HardRule(id="H15", cites="RFC8689-5-01", text="a REQUIRETLS message: its notice asks for TLS too, headers only"),
    HardRule(id="not-failing", cites="RFC3461-5.2.8-01", text="this recipient does not fail: no notice is due"),
    HardRule(id="not-accepted", cites="RFC5321-2.1-01", text="the message is not accepted yet: nothing has happened"),
    HardRule(id="auto-submitted-reply", cites="RFC3834-2-02", text="no automatic reply to what a program sent"),
    HardRule(id="auto-bulk-reply", cites="RFC5230-4.6-02", text="no automatic reply to list or bulk mail"),
    HardRule(id="auto-robot-reply", cites="RFC5230-4.6-01", text="no automatic reply to a robot's or list's address"),
    HardRule(id="auto-not-addressed", cites="RFC5230-4.5-01",
             text="no automatic reply unless the recipient is known to be named in To, Cc, Bcc or Resent-*"),
    HardRule(id="disposition-elsewhere", cites="RFC8098-2.1-02",
             text="an automatic disposition notification goes only to a reverse-path that asked for it"),
)  # fmt: skip

HARD_RULES: Final = MappingProxyType({row.id: row for row in _ROWS})
"""The rules by id."""

_FAILURES: Final = (Event.FAILED, Event.LIST_REJECTION)
_REPLIES: Final = (Event.AUTO_REPLY, Event.CHALLENGE, Event.LIST_REJECTION)
_WANTED: Final = MappingProxyType(
    {
        Event.FAILED: (Notify.FAILURE, True),
        Event.LIST_REJECTION: (Notify.FAILURE, True),
        Event.DELAYED: (Notify.DELAY, True),
        Event.DELIVERED: (Notify.SUCCESS, False),
        Event.RELAYED: (Notify.SUCCESS, False),
        Event.EXPANDED: (Notify.SUCCESS, False),
    }
)
"""For each event the keyword that asks for it, and whether no NOTIFY at all asks for it too (RFC 3461 section 5.2)."""


def _null(s: Situation, _: Settings) -> bool:
    return s.sender is None


def _report(s: Situation, _: Settings) -> bool:
    return s.content.is_report


def _spf_fail(s: Situation, _: Settings) -> bool:
    return s.spf_failed


def _dead_domain(s: Situation, _: Settings) -> bool:
    if s.sender is None:
        return False
    dns = s.dns
    return (
        dns.domain_exists is False
        or dns.null_mx is True
        or dns.mx is Mx.PRIVATE
        # What we take mail for ourselves does arrive, whatever its name.
        or (dns.our_domain is not True and unusable_domain(s.domain) is not None)
    )


def _hostile(s: Situation, _: Settings) -> bool:
    return s.content.verdict is ContentVerdict.HOSTILE


def _already(s: Situation, _: Settings) -> bool:
    return s.history.already_notified


def _robot_of_ours(s: Situation, settings: Settings) -> bool:
    if s.sender is None:
        return False
    if s.dns.our_domain is True and s.role in ROBOTS:
        return True
    return bool(settings.sinks) and s.key in settings.sinks


def _bad_token(s: Situation, _: Settings) -> bool:
    return s.invalid_token


def _reply_to_program(s: Situation, _: Settings) -> bool:
    return s.event in _REPLIES and is_automatic(s.content.auto_submitted)


def _reply_to_bulk(s: Situation, _: Settings) -> bool:
    return s.event in _REPLIES and is_bulk(s.content.precedence, s.content.list_id)


def _reply_to_robot(s: Situation, _: Settings) -> bool:
    return s.event in _REPLIES and (s.role in ROBOTS or LIST_LOCAL.fullmatch(s.local) is not None)


def _not_addressed(s: Situation, _: Settings) -> bool:
    return s.event is Event.AUTO_REPLY and s.content.addressed_directly is not True


def _disposition_elsewhere(s: Situation, _: Settings) -> bool:
    if s.event is not Event.DISPOSITION:
        return False
    to = s.content.disposition_to
    return to is None or s.sender is None or _mailbox_key(to) != _mailbox_key(str(s.sender))


def _mailbox_key(address: str) -> tuple[str, str]:
    """Local part unquoted, domain without case (RFC 8098 section 2.1)."""
    local, _, domain = address.strip().strip("<>").rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = local[1:-1].replace("\\", "")
    return local, domain.lower()


TRANSACTION_CHECKS: Final[tuple[tuple[HardRule, Callable[[Situation, Settings], bool]], ...]] = tuple(
    (HARD_RULES[rule], check)
    for rule, check in (
        ("H01", _null), ("H02", _report), ("H06", _spf_fail), ("H07", _dead_domain), ("H08", _hostile),
        ("H09", _already), ("H10", _robot_of_ours), ("H12", _bad_token),
    )
)  # fmt: skip
"""Rules that hold for a whole transaction. H14 is checked once the grade of proof is known, for its bucket."""

REPLY_CHECKS: Final[tuple[tuple[HardRule, Callable[[Situation, Settings], bool]], ...]] = tuple(
    (HARD_RULES[rule], check)
    for rule, check in (
        ("auto-submitted-reply", _reply_to_program), ("auto-bulk-reply", _reply_to_bulk),
        ("auto-robot-reply", _reply_to_robot), ("auto-not-addressed", _not_addressed),
        ("disposition-elsewhere", _disposition_elsewhere),
    )
)  # fmt: skip
"""Rules of replies, challenges, list rejections and disposition notifications, beside those."""


def _not_asked(s: Situation, rcpt: RcptTo, _: Settings) -> bool:
    wanted = _WANTED.get(s.event)
    if wanted is None:
        return False
    keyword, by_default = wanted
    return not by_default if rcpt.notify is None else keyword not in rcpt.notify


def _to_itself(s: Situation, rcpt: RcptTo, _: Settings) -> bool:
    if s.event not in _FAILURES or s.sender is None or rcpt.mailbox is None:
        return False
    return rcpt.mailbox.ascii_domain == s.domain and s.is_like_sender(str(rcpt.mailbox))


def _loops(s: Situation, rcpt: RcptTo, settings: Settings) -> bool:
    if s.sender is None or not in_loop(s, settings):
        return False
    return s.dns.our_domain is True or (rcpt.mailbox is not None and rcpt.mailbox.ascii_domain == s.domain)


RECIPIENT_CHECKS: Final[tuple[tuple[HardRule, Callable[[Situation, RcptTo, Settings], bool]], ...]] = (
    (HARD_RULES["H03"], _not_asked),
    (HARD_RULES["H10"], _to_itself),
    (HARD_RULES["H11"], _loops),
)
"""Rules that hold for one recipient."""
