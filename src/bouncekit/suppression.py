"""A subscriber's address over time: `apply(state, event, rules) → (state, actions)`, pure; storage is the caller's.

Only a `RecipientFault` can lower an address, and only `RecipientFault.prove` and `prove_complaint` make one: from a
classification whose fault is the recipient's, or a complaint, and an origin that is proved ours. A blocked IP address,
a spam filter, a forged report, a notice that the message still waits cannot. Types say so (nothing outside this module
has the seal that the constructor asks for, and no event but `Bounced` takes a score up), and so do checks at run time.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, InitVar, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import Enum, unique
from hashlib import blake2b
from typing import Any, Final, Self, TypeAlias, final

from bouncekit.addresses import folded_mailbox_key
from bouncekit.classify.model import Classification
from bouncekit.errors import InvalidValueError
from bouncekit.origin.model import Origin, Verdict
from bouncekit.report.model import Feedback
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = [
    "DEFAULT_RULES",
    "MAILMAN3",
    "Action",
    "ActionKind",
    "AddressState",
    "Bounced",
    "Delivered",
    "Done",
    "Event",
    "RecipientFault",
    "Reinstated",
    "Standing",
    "SuppressionRules",
    "Tick",
    "apply",
]


@final
class _Seal:
    """What only this module holds: without it, neither a type checker nor the constructor lets a proof be made."""

    __slots__ = ()


_SEAL: Final = _Seal()
_COMPLAINTS: Final = frozenset({"abuse", "fraud", "virus", "opt-out", "other"})
"""Feedback types that say: send no more of this. `not-spam` and `auth-failure` do not."""
_REMEMBERED: Final = 64
"""Keys of events that a state remembers, for events that come twice."""
_KEY_OCTETS: Final = 8
_VERSION: Final = 1
"""Of the JSON form of a state."""


def _speaks_for(origin: Origin, recipient: str) -> bool:
    """True when the report is proved to be about our mail and about this recipient.

    A token that is bound to nobody, such as a BATV tag, can be replayed by whoever has a mail of ours: it lowers no
    address, unless a host that speaks for the recipient reported it.
    """
    if origin.verdict is not Verdict.OURS or origin.recipients is None:
        return False
    wanted = folded_mailbox_key(recipient)
    return any(folded_mailbox_key(r) == wanted for r in origin.recipients)


def _check(at: datetime, **names: str) -> None:
    for name, value in names.items():
        if not value:
            raise InvalidValueError(name, "must not be empty")
    _aware("at", at)


def _aware(name: str, at: datetime) -> None:
    if at.tzinfo is None or at.utcoffset() is None:
        raise InvalidValueError(name, "must have a time zone", at)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientFault:
    """Proof that one message failed through its recipient. Made by `prove` alone; InvalidValueError otherwise."""

    recipient: str
    message: str
    """What names the message that failed: its ENVID, Message-ID or own token."""
    report: str
    """What names the report: its own Message-ID, or a hash of its octets."""
    reason: Reason
    permanence: Permanence
    at: datetime
    """When the report came; with a time zone."""
    probe: bool = False
    """True when the message was a probe."""
    _: KW_ONLY
    seal: InitVar[_Seal]

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise InvalidValueError("recipient_fault", "is made by RecipientFault.prove alone")

    @classmethod
    def prove(
        cls,
        classification: Classification,
        origin: Origin,
        *,
        recipient: str,
        message: str,
        report: str,
        at: datetime,
        probe: bool = False,
    ) -> Self | None:
        """The proof, or None when there is none.

        None: the fault is not the recipient's, the message still waits, the report is not proved to be about our mail,
        or what proves it speaks for somebody else or for no recipient (`Origin.recipients`).
        Raises InvalidValueError for an empty name or a time without a zone.
        """
        _check(at, recipient=recipient, message=message, report=report)
        if classification.fault is not Fault.RECIPIENT or classification.waits or not _speaks_for(origin, recipient):
            return None
        return cls(
            recipient=recipient,
            message=message,
            report=report,
            reason=classification.reason,
            permanence=classification.permanence,
            at=at,
            probe=probe,
            seal=_SEAL,
        )

    @classmethod
    def prove_complaint(
        cls, feedback: Feedback, origin: Origin, *, recipient: str, message: str, report: str, at: datetime
    ) -> Self | None:
        """The proof that *recipient* complained (RFC 5965), or None as for `prove`, and for a report of no complaint.

        Raises InvalidValueError for an empty name or a time without a zone.
        """
        _check(at, recipient=recipient, message=message, report=report)
        if feedback.feedback_type.lower() not in _COMPLAINTS or not _speaks_for(origin, recipient):
            return None
        return cls(
            recipient=recipient,
            message=message,
            report=report,
            reason=Reason.FEEDBACK,
            permanence=Permanence.PERMANENT,
            at=at,
            seal=_SEAL,
        )

    @property
    def key(self) -> str:
        """The same for every copy of the same report about the same message and recipient: a hash, which is short."""
        text = f"{self.message}\n{self.recipient}\n{self.report}"
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY_OCTETS).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """A proven failure through the recipient's fault, complaints among them (reason `feedback`).

    Raises InvalidValueError for anything but a RecipientFault.
    """

    fault: RecipientFault

    def __post_init__(self) -> None:
        given: object = self.fault
        if type(given) is not RecipientFault:  # a subclass could do without the seal
            raise InvalidValueError("bounced.fault", "must be a RecipientFault", type(given).__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message was taken and nothing came back (the caller decides after how long)."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time went on: warnings, expiry and removal are looked at."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstated:
    """The subscriber or the operator vouches for the address again."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An action was carried out (the probe was sent, the address taken off the list): it is not said again."""

    at: datetime
    kind: "ActionKind"


Event: TypeAlias = Bounced | Delivered | Tick | Reinstated | Done


@unique
class Standing(Enum):
    """What may be sent to the address."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Nothing but probes and warnings."""
    REMOVED = "removed"


@unique
class ActionKind(Enum):
    """What the caller shall do."""

    SCORED = "scored"
    IGNORED = "ignored"
    RESET = "reset"
    PROBE = "probe"
    SUSPEND = "suspend"
    WARN = "warn"
    RESUME = "resume"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do or to log, and why."""

    kind: ActionKind
    why: str
    again: bool = False
    """True when it was said before and nobody said `Done` since."""


_TO_DO: Final = (ActionKind.PROBE, ActionKind.SUSPEND, ActionKind.WARN, ActionKind.RESUME, ActionKind.REMOVE)
"""Actions that are something to do; the others are for the log."""
_UNDOES: Final[Mapping[ActionKind, tuple[ActionKind, ...]]] = {
    ActionKind.RESET: (ActionKind.PROBE,),
    ActionKind.SUSPEND: (ActionKind.PROBE, ActionKind.RESUME),
    ActionKind.RESUME: (ActionKind.PROBE, ActionKind.SUSPEND, ActionKind.WARN),
    ActionKind.REMOVE: (ActionKind.PROBE, ActionKind.SUSPEND, ActionKind.WARN, ActionKind.RESUME),
}
"""An action → those that nobody wants any more when it is said."""


def _json_value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return [_json_value(each) for each in value] if isinstance(value, tuple) else value


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise InvalidValueError(name, "must be a number of at least 0", value)
    return float(value)


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1e12:
        raise InvalidValueError(name, "must be a whole number of at least 0", value)
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidValueError(name, "must be true or false", value)
    return value


def _time(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise InvalidValueError(name, "must be a time as ISO 8601 has it", value)
    _aware(name, at)
    return at


def _standing(name: str, value: object) -> Standing:
    found = next((one for one in Standing if one.value == value), None)
    if found is None:
        raise InvalidValueError(name, "must be one of active, suspended, removed", value)
    return found


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _REMEMBERED or not all(isinstance(one, str) for one in value):
        raise InvalidValueError(name, f"must be a list of at most {_REMEMBERED} texts")
    return tuple(value)


def _kinds(name: str, value: object) -> tuple[ActionKind, ...]:
    by_value = {kind.value: kind for kind in _TO_DO}
    for text in _texts(name, value):
        if text not in by_value:
            raise InvalidValueError(name, f"must hold {', '.join(by_value)}", text)
    return tuple(by_value[text] for text in _texts(name, value))


_READERS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "standing": _standing,
    "score": _number,
    "last_bounce": _time,
    "deliveries": _whole,
    "suspended_at": _time,
    "warnings": _whole,
    "last_warning": _time,
    "probing": _flag,
    "probing_since": _time,
    "due": _kinds,
    "seen": _texts,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressState:
    """All that is remembered of one address. The default is an address that nothing is known of."""

    standing: Standing = Standing.ACTIVE
    score: float = 0.0
    last_bounce: datetime | None = None
    deliveries: int = 0
    """Good deliveries since the last bounce."""
    suspended_at: datetime | None = None
    warnings: int = 0
    last_warning: datetime | None = None
    probing: bool = False
    probing_since: datetime | None = None
    """When the threshold was reached and a probe was asked for."""
    due: tuple[ActionKind, ...] = ()
    """Actions that were said and that no `Done` answered: they are said again with each event."""
    seen: tuple[str, ...] = ()
    """Keys of the events of late, the newest last."""

    def to_json(self) -> dict[str, Any]:
        """The state as JSON values (schema `suppression`): what there is to say, and the version of the form."""
        out: dict[str, Any] = {"version": _VERSION}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                out[each.name] = _json_value(value)
        return out

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "AddressState":
        """The state that `to_json` wrote. Raises InvalidValueError that names the field that is wrong."""
        if not isinstance(value, Mapping):
            raise InvalidValueError("state", "must be an object", type(value).__name__)
        version = value.get("version")
        if version != _VERSION or isinstance(version, bool):
            raise InvalidValueError("state.version", f"must be {_VERSION}", version)
        names = {each.name for each in fields(cls)}
        for name in value:
            if name != "version" and name not in names:
                raise InvalidValueError(f"state.{name}", "is no field of a state")
        return cls(**{name: _READERS[name](f"state.{name}", given) for name, given in value.items() if name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionRules:
    """How an address goes down and comes back. Raises InvalidValueError for a value that cannot be."""

    threshold: float
    """The score at which the address is probed or suspended."""
    scores: Mapping[Permanence, float]
    """What one bounce adds."""
    once_per_day: bool = True
    """At most one bounce a day (in its own time zone) counts."""
    stale_after: timedelta | None = timedelta(days=7)
    """A bounce that comes so long after the one before starts from nothing."""
    half_life: timedelta | None = None
    """In this time without bounces a score halves."""
    reset_after_deliveries: int | None = None
    """So many good deliveries in a row forget all bounces."""
    probe_first: bool = False
    """At the threshold, probe; suspend when the probe bounces."""
    probe_wait: timedelta = timedelta(days=7)
    """An address that still bounces so long after a probe was asked for is suspended, whether or not one was sent."""
    warnings: int = 3
    warning_interval: timedelta = timedelta(days=7)
    remove_after_warnings: bool = False
    expires_after: timedelta | None = None
    """A suspension ends by itself after this time."""
    complaint_suspends: bool = True

    def __post_init__(self) -> None:
        if self.threshold <= 0:
            raise InvalidValueError("rules.threshold", "must be above 0", self.threshold)
        if set(self.scores) != set(Permanence) or any(score < 0 for score in self.scores.values()):
            raise InvalidValueError("rules.scores", "must give each permanence a score of at least 0", self.scores)
        if self.warnings < 0:
            raise InvalidValueError("rules.warnings", "must be at least 0", self.warnings)
        if self.reset_after_deliveries is not None and self.reset_after_deliveries < 1:
            raise InvalidValueError("rules.reset_after_deliveries", "must be at least 1", self.reset_after_deliveries)
        for name in ("stale_after", "half_life", "probe_wait", "warning_interval", "expires_after"):
            value = getattr(self, name)
            if value is not None and value <= timedelta(0):
                raise InvalidValueError(f"rules.{name}", "must be above 0", value)


DEFAULT_RULES: Final = SuppressionRules(
    threshold=3.0,
    scores={Permanence.PERMANENT: 1.0, Permanence.UNKNOWN: 0.5, Permanence.TRANSIENT: 0.25},
    stale_after=timedelta(days=30),
    half_life=timedelta(days=14),
    reset_after_deliveries=2,
    probe_first=True,
    warnings=0,
    expires_after=timedelta(days=180),
)
"""Permanent failures on four days in a row (what was scored halves in 14 days), then a probe; who bounces on for a week
after that is suspended without one; two good deliveries forgive; a suspension ends by itself after 180 days."""

MAILMAN3: Final = SuppressionRules(
    threshold=5.0,
    scores=dict.fromkeys(Permanence, 1.0),
    once_per_day=True,
    stale_after=timedelta(days=7),
    warnings=3,
    warning_interval=timedelta(days=7),
    remove_after_warnings=True,
    complaint_suspends=False,
)
"""Mailman 3's bounce processing with its defaults (src/mailman/model/bounce.py of 3.3; run beside it in tests/live):
bounce_score_threshold 5, one bounce a day, bounce_info_stale_after 7 days, bounce_you_are_disabled_warnings 3, every 7
days, then the member is removed; verp_probes off, its default. Unlike there, what counts is proved, and a copy of a
report counts once. Give times in UTC, as Mailman does: a day is one of the last bounce's zone."""


def apply(state: AddressState, event: Event, rules: SuppressionRules) -> tuple[AddressState, tuple[Action, ...]]:
    """What *event* does to *state* under *rules*: the new state and what to do.

    What was said before and not answered by `Done` is said again, after what is new (`Action.again`), until it is done
    or no longer wanted. Raises InvalidValueError for a time without a zone, and for what is no event.
    """
    after, actions = _applied(state, event, rules)
    due = list(after.due)
    for action in actions:
        undone = _UNDOES.get(action.kind)
        if undone is not None:
            due = [kind for kind in due if kind not in undone]
        if action.kind in _TO_DO and action.kind not in due:
            due.append(action.kind)
    said = {action.kind for action in actions}
    again = tuple(Action(kind=kind, why="not done yet", again=True) for kind in due if kind not in said)
    return replace(after, due=tuple(due)), (*actions, *again)


def _applied(state: AddressState, event: Event, rules: SuppressionRules) -> tuple[AddressState, tuple[Action, ...]]:
    match event:
        case Bounced():
            return _bounced(state, event.fault, rules)
        case Delivered():
            _aware("at", event.at)
            return _delivered(state, rules)
        case Tick():
            _aware("at", event.at)
            return _tick(state, event.at, rules)
        case Reinstated():
            _aware("at", event.at)
            return _fresh(state), (_do(ActionKind.RESUME, "reinstated"),)
        case Done():
            _aware("at", event.at)
            return replace(state, due=tuple(kind for kind in state.due if kind is not event.kind)), ()
        case _:
            given = type(event).__name__
            raise InvalidValueError("event", "must be Bounced, Delivered, Tick, Reinstated or Done", given)


def _fresh(state: AddressState) -> AddressState:
    """An address of which nothing is held any more; what came is remembered, and what is to be done is."""
    return AddressState(seen=state.seen, due=state.due)


def _do(kind: ActionKind, why: str) -> Action:
    return Action(kind=kind, why=why)


def _bounced(
    state: AddressState, fault: RecipientFault, rules: SuppressionRules
) -> tuple[AddressState, tuple[Action, ...]]:
    if fault.key in state.seen:
        return state, (_do(ActionKind.IGNORED, "this report was counted before"),)
    state = replace(state, seen=(*state.seen, fault.key)[-_REMEMBERED:])
    if state.standing is not Standing.ACTIVE:
        return state, (_do(ActionKind.IGNORED, f"the address is {state.standing.value} already"),)
    if fault.probe:
        return _suspend(state, fault.at, "the probe bounced")
    if fault.reason is Reason.FEEDBACK:
        if rules.complaint_suspends:
            return _suspend(state, fault.at, "the recipient complained")
        return state, (_do(ActionKind.IGNORED, "complaints do not count under these rules"),)
    last = state.last_bounce
    if last is not None and rules.once_per_day and last.date() == fault.at.astimezone(last.tzinfo).date():
        # It adds nothing, yet the address bounced then: what goes stale, or halves, does so from there.
        later = replace(state, score=_halved(state, fault.at, rules), last_bounce=max(last, fault.at), deliveries=0)
        return later, (_do(ActionKind.IGNORED, "a bounce of the same day was counted"),)
    score = _decayed(state, fault.at, rules) + rules.scores[fault.permanence]
    state = replace(state, score=score, last_bounce=fault.at, deliveries=0)
    scored = _do(ActionKind.SCORED, f"score {score:g} of {rules.threshold:g}: {fault.reason.value}")
    if score < rules.threshold:
        return state, (scored,)
    if rules.probe_first and not state.probing:
        state = replace(state, probing=True, probing_since=fault.at)
        return state, (scored, _do(ActionKind.PROBE, "the threshold is reached"))
    why = "the threshold is reached"
    if rules.probe_first:
        since = state.probing_since
        if since is not None and fault.at - since < rules.probe_wait:
            return state, (scored,)
        why = "it bounces on, and the probe that was asked for is not answered for"
    state, actions = _suspend(state, fault.at, why)
    return state, (scored, *actions)


def _decayed(state: AddressState, at: datetime, rules: SuppressionRules) -> float:
    """What is left of the score at *at*."""
    if state.last_bounce is None:
        return 0.0
    if rules.stale_after is not None and at - state.last_bounce > rules.stale_after:
        return 0.0
    return _halved(state, at, rules)


def _halved(state: AddressState, at: datetime, rules: SuppressionRules) -> float:
    if state.last_bounce is None or rules.half_life is None:
        return state.score
    quiet = max(at - state.last_bounce, timedelta(0))
    return float(state.score * 0.5 ** (quiet / rules.half_life))


def _suspend(state: AddressState, at: datetime, why: str) -> tuple[AddressState, tuple[Action, ...]]:
    down = replace(state, standing=Standing.SUSPENDED, suspended_at=at, warnings=0, last_warning=None, probing=False)
    down = replace(down, probing_since=None)
    return down, (_do(ActionKind.SUSPEND, why),)


def _delivered(state: AddressState, rules: SuppressionRules) -> tuple[AddressState, tuple[Action, ...]]:
    if state.standing is not Standing.ACTIVE:
        return state, (_do(ActionKind.IGNORED, f"the address is {state.standing.value}"),)
    state = replace(state, deliveries=state.deliveries + 1)
    enough = rules.reset_after_deliveries is not None and state.deliveries >= rules.reset_after_deliveries
    if enough and (state.score or state.probing):
        return _fresh(state), (_do(ActionKind.RESET, f"{state.deliveries} good deliveries"),)
    return state, ()


def _tick(state: AddressState, at: datetime, rules: SuppressionRules) -> tuple[AddressState, tuple[Action, ...]]:
    if state.standing is not Standing.SUSPENDED or state.suspended_at is None:
        return state, ()
    if rules.expires_after is not None and at - state.suspended_at >= rules.expires_after:
        return _fresh(state), (_do(ActionKind.RESUME, "the suspension expired"),)
    due = state.last_warning is None or at - state.last_warning >= rules.warning_interval
    if not due:
        return state, ()
    if state.warnings < rules.warnings:
        number = state.warnings + 1
        warned = replace(state, warnings=number, last_warning=at)
        return warned, (_do(ActionKind.WARN, f"warning {number} of {rules.warnings}"),)
    if rules.remove_after_warnings:
        return replace(state, standing=Standing.REMOVED), (_do(ActionKind.REMOVE, "all warnings went unanswered"),)
    return state, ()
