"""A recipient while it is read: facts with their tier, the best first, then frozen into a `Recipient`."""

from typing import Any, Final, NamedTuple

from bouncekit.limits import Limits
from bouncekit.report.diagnostics import command_in, remote_in, reply_in, statuses_in
from bouncekit.report.model import Provenance, Recipient, Tier, recipient_of
from bouncekit.spans import Anomaly, Span
from bouncekit.vocabulary import Action

__all__ = ["Draft", "Fact", "Notes", "distinct_groups", "freeze", "made", "merge_drafts"]

_CLASS_OF: Final = {
    Action.FAILED: (5, 4),
    Action.DELAYED: (4,),
    Action.DELIVERED: (2,),
    Action.RELAYED: (2,),
    Action.EXPANDED: (2,),
}
"""The status classes that may go with an action, the likelier first (RFC 3464 2.3.4)."""


_MOST_TEXTS: Final = 8
"""Texts about one recipient that are searched for codes."""
made: Final = tuple.__new__
"""What a named tuple's own constructor does after a call in Python; a report has dozens of facts and places."""


class Fact(NamedTuple):
    """One value with its provenance."""

    value: Any
    rule: str
    tier: Tier
    span: Span | None = None


class Notes:
    """The anomalies of one message, bounded by `limits.anomalies`."""

    __slots__ = ("_most", "found")

    def __init__(self, limits: Limits) -> None:
        self.found: list[Anomaly] = []
        self._most = limits.anomalies

    def add(self, anomaly_id: str, detail: str = "", span: Span | None = None) -> None:
        if len(self.found) < self._most:
            self.found.append(Anomaly(id=anomaly_id, detail=detail[:200], span=span))

    def take(self, other: "Notes") -> None:
        """Adds what *other* has."""
        self.found.extend(other.found[: self._most - len(self.found)])


class Draft:
    """Facts of one recipient by the names of `Recipient`'s attributes."""

    __slots__ = ("apart", "extensions", "facts", "texts")

    def __init__(self, *, apart: bool = False) -> None:
        self.facts: dict[str, Fact] = {}
        self.apart = apart
        """It stands for a program, a file or an address that is not shown: never the same as another of its name."""
        self.texts: list[Fact] = []
        """Other texts about this recipient (a transcript, a second diagnostic), where codes are looked for last."""
        self.extensions: list[tuple[str, str]] = []

    def value(self, name: str) -> Any:
        fact = self.facts.get(name)
        return None if fact is None else fact.value

    def put(self, name: str, value: Any, rule: str, tier: Tier, span: Span | None = None) -> bool:
        """Keeps the fact unless one of the same or a higher tier is there; False when it was not kept and differs."""
        if value is None:
            return True
        have = self.facts.get(name)
        if have is not None and have.tier >= tier:
            return bool(have.value == value or have.tier > tier)
        self.facts[name] = made(Fact, (value, rule, tier, span))
        return True

    def fill(self, other: "Draft") -> None:
        """Takes what *other* knows and this one does not, or knows from a lower tier."""
        for name, fact in other.facts.items():
            have = self.facts.get(name)
            if have is None or have.tier < fact.tier:
                if name == "diagnostic" and have is not None:
                    self.texts.append(have)
                self.facts[name] = fact
            elif name == "diagnostic" and fact.value != have.value:
                self.texts.append(fact)
        self.texts.extend(other.texts)


def distinct_groups(drafts: list[Draft]) -> list[Draft]:
    """Groups of a status part without repetitions; a recipient may fail twice (an alias), for different reasons."""
    if len(drafts) < 2:
        return drafts
    seen: set[tuple[str, Action | None, str, str]] = set()
    out: list[Draft] = []
    for draft in drafts:
        final = draft.value("final")
        if final is None:
            out.append(draft)
            continue
        said = draft.value("diagnostic") or ""
        key = (final.casefold(), draft.value("action"), str(draft.value("status")), said.casefold())
        if key not in seen:
            seen.add(key)
            out.append(draft)
    return out


def merge_drafts(drafts: list[Draft], key: str = "final") -> list[Draft]:
    """One draft per address, in order of first mention; a draft without address stays by itself."""
    if len(drafts) < 2:
        return drafts
    out: list[Draft] = []
    seen: dict[str, Draft] = {}
    for draft in drafts:
        name = draft.value(key)
        if name is None:
            out.append(draft)
            continue
        have = seen.get(name.casefold())
        if have is None or draft.apart:
            seen.setdefault(name.casefold(), draft)
            out.append(draft)
        else:
            have.fill(draft)
    return out


def freeze(draft: Draft, limits: Limits, notes: Notes) -> Recipient:
    """The finished recipient: status and reply chosen as the contract says, everything with its provenance."""
    facts = draft.facts
    if draft.texts:
        _prefer_what_was_said(draft)
    diagnostic = facts.get("diagnostic")
    if diagnostic is not None and len(diagnostic.value) > limits.diagnostic_chars:
        notes.add("limit-diagnostic-chars", f"a diagnostic of {len(diagnostic.value)} characters", diagnostic.span)
        diagnostic = facts["diagnostic"] = Fact(
            diagnostic.value[: limits.diagnostic_chars], diagnostic.rule, diagnostic.tier, diagnostic.span
        )
    texts = [*([] if diagnostic is None else [diagnostic]), *draft.texts][:_MOST_TEXTS]
    _choose_reply(draft, texts, limits)
    _choose_status(draft, texts, limits, notes)
    for fact in texts[:2]:
        if "command" not in facts and (command := command_in(fact.value[: limits.diagnostic_chars])) is not None:
            facts["command"] = made(Fact, (command, *fact[1:]))
        if "remote_mta" not in facts and (remote := remote_in(fact.value)) is not None:
            facts["remote_mta"] = made(Fact, (remote, *fact[1:]))
    known = {name: fact[0] for name, fact in facts.items()}
    hint = facts.get("reason_hint")
    if hint is not None:
        known["hint_rule"] = hint.rule
    if draft.extensions:
        known["extensions"] = tuple(draft.extensions)
    provenance = [made(Provenance, (name, rule, tier, span)) for name, (_, rule, tier, span) in facts.items()]
    known["provenance"] = tuple(provenance)
    return recipient_of(known)


def _prefer_what_was_said(draft: Draft) -> None:
    """What the other server answered goes before what the reporter makes of it (RFC 3464 section 2.3.6).

    A text that states a reply is the diagnostic where there is none, or only a summary of the notice's own words.
    """
    diagnostic = draft.facts.get("diagnostic")
    if diagnostic is not None and (diagnostic.tier is Tier.STRUCTURED or reply_in(diagnostic.value) is not None):
        return
    for fact in draft.texts:
        found = reply_in(fact.value)
        if found is not None and found[0].klass != 2:
            draft.facts["diagnostic"] = fact
            draft.texts = [t for t in draft.texts if t is not fact]
            if diagnostic is not None:
                draft.texts.append(diagnostic)
            return


def _choose_reply(draft: Draft, texts: list[Fact], limits: Limits) -> None:
    if "reply" in draft.facts:
        return
    for fact in texts:
        found = reply_in(fact.value[: limits.diagnostic_chars])
        if found is not None:
            draft.facts["reply"] = made(Fact, (found[0], *fact[1:]))
            return


def _choose_status(draft: Draft, texts: list[Fact], limits: Limits, notes: Notes) -> None:
    """`status`: the Status field, or the specific code of the same class that a diagnostic states."""
    field = draft.facts.get("status")
    if field is not None and field.tier == Tier.STRUCTURED and "status_field" not in draft.facts:
        draft.facts["status_field"] = field
    if field is not None and not field.value.is_generic:
        return
    stated = [(s, fact) for fact in texts for s, _ in statuses_in(fact.value[: limits.diagnostic_chars])]
    classes = (field.value.klass,) if field is not None else _classes(draft)
    for klass in classes:
        for status, fact in stated:
            if status.klass == klass and not status.is_generic:
                draft.facts["status"] = made(Fact, (status, *fact[1:]))
                return
    if field is not None:
        if any(status.klass != field.value.klass for status, _ in stated):
            notes.add("status-class-differs", f"Status {field.value}, diagnostic {stated[0][0]}", field.span)
        return
    for klass in classes:
        for status, fact in stated:
            if status.klass == klass:
                draft.facts["status"] = made(Fact, (status, *fact[1:]))
                return


def _classes(draft: Draft) -> tuple[int, ...]:
    action: Action | None = draft.value("action")
    reply = draft.value("reply")
    if reply is not None and reply.klass in (2, 4, 5):
        return (reply.klass,)
    return _CLASS_OF.get(action, (5, 4)) if action is not None else (5, 4)
