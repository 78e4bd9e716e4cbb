"""Which notices are owed for what happened to each recipient (RFC 3461 section 5.2, RFC 2852 section 4.1, RFC 8689).

Whether one that is owed may be sent is another question: `Policy.decide`, one for each event. Here also: automatic
replies, and the NOTIFY parameters that make an MTA which we do not control keep silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

from bouncekit.addresses import envid_decode
from bouncekit.auth import AuthResults
from bouncekit.codes import EnhancedStatus
from bouncekit.policy.decision import Decision, Return
from bouncekit.policy.facts import Content, DomainFacts, History, OwnToken
from bouncekit.policy.policy import Policy
from bouncekit.transaction import ByMode, DeliverBy, Event, Notify, RcptTo, Ret, Stage, Transaction

__all__ = ["DueNotice", "Happened", "Outcome", "due_notices", "may_auto_respond", "notify_parameters"]

_NO_AUTH: Final = AuthResults()
_NO_DNS: Final = DomainFacts()
_NO_CONTENT: Final = Content()
_NO_HISTORY: Final = History()


@unique
class Happened(Enum):
    """What became of a recipient at this hop."""

    FAILED = "failed"
    DELAYED = "delayed"
    """Not delivered yet, still tried; report it once for each message."""
    DELIVERED = "delivered"
    """In the mailbox, or handed to a mailing list, which is final (RFC 3461 section 5.2.7.1)."""
    RELAYED = "relayed"
    """Taken by the next hop, or by a gateway into another mail system."""
    EXPANDED = "expanded"
    """An alias with several recipients took it (RFC 3461 section 5.2.7.3)."""
    DEADLINE_PASSED = "deadline-passed"
    """The time of the BY parameter is over (RFC 2852 section 4.1.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to one recipient. `next_hop_dsn`, `next_hop_deliverby`: the next hop offers DSN, DELIVERBY."""

    rcpt: RcptTo
    happened: Happened
    next_hop_dsn: bool = False
    next_hop_deliverby: bool = False
    delay_reported: bool = False
    """A delay of this recipient was reported before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNotice:
    """One notice that is owed, for all recipients of the same event."""

    event: Event
    recipients: tuple[RcptTo, ...]
    status: EnhancedStatus | None
    """The status that the event itself says (5.4.7, 4.4.7 of a deadline); None: the recipient's own."""
    returned: Return
    """The most of the message that may come back by what the sender asked; the decision may say less."""
    envid: str | None
    """The decoded envelope id, for Original-Envelope-Id."""
    requiretls: bool
    cites: str


_Due = tuple[Event, EnhancedStatus | None, str]
_KEYWORDS: Final = MappingProxyType(
    {
        Happened.FAILED: (Event.FAILED, Notify.FAILURE, True, "RFC3461-5.2.6-01"),
        Happened.DELAYED: (Event.DELAYED, Notify.DELAY, True, "RFC3461-5.2.5-01"),
        Happened.DELIVERED: (Event.DELIVERED, Notify.SUCCESS, False, "RFC3461-5.2.3-01"),
        Happened.EXPANDED: (Event.EXPANDED, Notify.SUCCESS, False, "RFC3461-5.2.7.3-01"),
    }
)


def due_notices(txn: Transaction, outcomes: Iterable[Outcome]) -> tuple[DueNotice, ...]:
    """The notices that are owed for *outcomes*, one for each event; none for a null reverse-path (RFC 3461)."""
    if txn.sender is None:
        return ()
    groups: dict[_Due, list[RcptTo]] = {}
    for outcome in outcomes:
        due = _due(outcome, txn.deliver_by)
        if due is not None:
            groups.setdefault(due, []).append(outcome.rcpt)
    return tuple(
        DueNotice(
            event=event,
            recipients=tuple(recipients),
            status=status,
            returned=_returned(txn, event),
            envid=None if txn.envid is None else envid_decode(txn.envid),
            requiretls=txn.requiretls,
            cites=cites,
        )
        for (event, status, cites), recipients in groups.items()
    )


def _due(outcome: Outcome, by: DeliverBy | None) -> _Due | None:
    notify = outcome.rcpt.notify
    if notify is not None and Notify.NEVER in notify:
        return None
    if outcome.happened is Happened.DEADLINE_PASSED:
        return _deadline(outcome, by)
    if outcome.happened is Happened.RELAYED:
        return _relayed(outcome, by)
    if outcome.happened is Happened.DELAYED and outcome.delay_reported:
        return None
    event, keyword, by_default, cites = _KEYWORDS[outcome.happened]
    return (event, None, cites) if _asked(notify, keyword, by_default=by_default) else None


def _asked(notify: frozenset[Notify] | None, keyword: Notify, *, by_default: bool) -> bool:
    return by_default if notify is None else keyword in notify


def _deadline(outcome: Outcome, by: DeliverBy | None) -> _Due | None:
    notify = outcome.rcpt.notify
    if by is None:
        return None
    if by.mode is ByMode.RETURN:
        asked = _asked(notify, Notify.FAILURE, by_default=True)
        return (Event.FAILED, EnhancedStatus(5, 4, 7), "RFC2852-4.1.3-01") if asked else None
    asked = _asked(notify, Notify.DELAY, by_default=True) and not outcome.delay_reported
    return (Event.DELAYED, EnhancedStatus(4, 4, 7), "RFC2852-4.1.3-02") if asked else None


def _relayed(outcome: Outcome, by: DeliverBy | None) -> _Due | None:
    """SUCCESS that the next hop cannot be asked for; the trace and the lost deadline of DELIVERBY."""
    if by is not None and by.trace:
        return Event.RELAYED, None, "RFC2852-4.1.4-02"
    if by is not None and by.mode is ByMode.NOTIFY and not outcome.next_hop_deliverby:
        return Event.RELAYED, None, "RFC2852-4.1.4.2-01"
    if not outcome.next_hop_dsn and _asked(outcome.rcpt.notify, Notify.SUCCESS, by_default=False):
        return Event.RELAYED, None, "RFC3461-5.2.2-02"
    return None


def _returned(txn: Transaction, event: Event) -> Return:
    """RET is of failures alone; all else, and REQUIRETLS, is headers only (RFC 3461 sections 4.3 and 6.2)."""
    only_headers = event is not Event.FAILED or txn.ret is Ret.HDRS or txn.requiretls
    return Return.HEADERS if only_headers else Return.FULL


def may_auto_respond(
    txn: Transaction,
    auth: AuthResults = _NO_AUTH,
    *,
    policy: Policy,
    content: Content = _NO_CONTENT,
    dns: DomainFacts = _NO_DNS,
    own_tokens: Iterable[OwnToken] = (),
    history: History = _NO_HISTORY,
    event: Event = Event.AUTO_REPLY,
) -> Decision:
    """May a program answer this message (vacation, tickets, list software; RFC 3834, RFC 5230)? SEND is yes.

    The gate of a bounce and more: never to programs, lists or robots, never unless the recipient is known to be
    addressed, and with a grade of proof more. `history.already_notified` is "this sender had this answer within the
    period" (RFC 3834 section 2: seven days). Send to `notice.to` from the null reverse-path with NOTIFY=NEVER.
    """
    asked = replace(txn, event=event, stage=Stage.ACCEPTED)
    return policy.decide(asked, auth, dns=dns, content=content, own_tokens=own_tokens, history=history)


_LATER: Final = (
    (Notify.FAILURE, Event.FAILED, True),
    (Notify.DELAY, Event.DELAYED, True),
    (Notify.SUCCESS, Event.DELIVERED, False),
)


def notify_parameters(
    txn: Transaction,
    auth: AuthResults = _NO_AUTH,
    *,
    policy: Policy,
    content: Content = _NO_CONTENT,
    dns: DomainFacts = _NO_DNS,
    own_tokens: Iterable[OwnToken] = (),
    history: History = _NO_HISTORY,
) -> tuple[frozenset[Notify] | None, ...]:
    """The NOTIFY to pass on for each recipient, so that an MTA behind us bounces later only what the policy would send.

    None: leave the parameter as it came. Only ever takes away: what the client asked for (or, without NOTIFY, the
    default FAILURE and DELAY) less what would not be sent, NEVER where nothing is left. Against the letter of RFC 3461
    section 5.2.1 ("never add it"), for the reason of RFC 7208 section 2.5 (docs/adr/0005). Null reverse-path: None.
    """
    if txn.sender is None:
        return (None,) * len(txn.recipients)
    tokens = tuple(own_tokens)
    allowed: set[Notify] = set()
    plain = tuple(RcptTo(forward_path=r.forward_path) for r in txn.recipients)
    asked = tuple(replace(r, notify=frozenset({Notify.SUCCESS})) for r in plain)
    for keyword, event, by_default in _LATER:
        late = replace(txn, event=event, stage=Stage.ACCEPTED, recipients=plain if by_default else asked)
        decision = policy.decide(late, auth, dns=dns, content=content, own_tokens=tokens, history=history)
        if decision.permit is not None:
            allowed.add(keyword)
    return tuple(_lessened(rcpt, allowed) for rcpt in txn.recipients)


def _lessened(rcpt: RcptTo, allowed: set[Notify]) -> frozenset[Notify] | None:
    wanted = frozenset({Notify.FAILURE, Notify.DELAY}) if rcpt.notify is None else rcpt.notify
    if Notify.NEVER in wanted:
        return None
    left = wanted & allowed
    if left == wanted:
        return None
    return left or frozenset({Notify.NEVER})
