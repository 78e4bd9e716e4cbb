"""Will trying again help? Read from all the evidence; contradictions are kept as anomalies, unknown is an answer."""

from bouncekit.classify.facts import Facts
from bouncekit.registry.reasons import REASONS
from bouncekit.rules.categories import PERMANENCE_WORDS
from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import Action, Permanence, Reason

__all__ = ["permanence_of"]

_OF_CLASS = {2: Permanence.UNKNOWN, 4: Permanence.TRANSIENT, 5: Permanence.PERMANENT}
_DONE = frozenset({Action.DELIVERED, Action.RELAYED, Action.EXPANDED})
_WORDS = {(row.field, row.value): row for row in PERMANENCE_WORDS}
_LAST_SUBJECT = 7


def permanence_of(
    facts: Facts, reason: Reason, of_row: Permanence | None
) -> tuple[Permanence, Because | None, tuple[Anomaly, ...]]:
    """The permanence of a refusal for *reason*, what it rests on, and the contradictions.

    In this order: nothing is said of what was delivered or relayed; what the row that bound says; while a message is
    tried nothing is permanent; a message whose time ran out was not refused; the class of what was said last by who
    refused: a reply 5yz is a refusal for good, whatever class the status behind it has (RFC 5321 section 4.2.1), while
    a status that the reporter states in its own field is the reporter's later word; the class of the enhanced status;
    the class of the reply code; what a provider's own field says; what the reason usually is.
    """
    contradictions = tuple(_contradictions(facts))
    if reason is Reason.DELIVERED or facts.action in _DONE:
        return Permanence.UNKNOWN, None, contradictions
    if of_row is not None:
        return of_row, None, contradictions
    if facts.action is Action.DELAYED:
        return Permanence.TRANSIENT, Because(rule="permanence-delayed", text="action delayed"), contradictions
    uncoded = facts.status is None and facts.reply is None
    if reason is Reason.EXPIRED and not (uncoded and facts.action is Action.FAILED):
        text = f"{reason.value}: nobody refused it"
        return Permanence.TRANSIENT, Because(rule="permanence-not-refused", text=text), contradictions
    if _is_one_refusal(facts):
        because = Because(rule="permanence-reply-class", text=f"reply {facts.reply}", span=facts.reply_span)
        return Permanence.PERMANENT, because, contradictions
    if facts.status is not None:
        text = f"class {facts.status.klass} of status {facts.status}"
        because = Because(rule="permanence-status-class", text=text, span=facts.status_span)
        return _OF_CLASS[facts.status.klass], because, contradictions
    if facts.reply is not None and facts.reply.klass in _OF_CLASS:
        because = Because(rule="permanence-reply-class", text=f"reply {facts.reply}", span=facts.reply_span)
        return _OF_CLASS[facts.reply.klass], because, contradictions
    for field in facts.categories:
        row = _WORDS.get(field)
        if row is not None:
            return row.permanence, Because(rule=row.id, text=row.sample), contradictions
    usual = REASONS[reason].permanence
    if usual is Permanence.TRANSIENT and facts.action is Action.FAILED:
        # The reporter gave up on something that passes by itself, and states no code: neither is proved.
        return Permanence.UNKNOWN, None, contradictions
    if usual is Permanence.UNKNOWN:
        return usual, None, contradictions
    return usual, Because(rule="permanence-usual", text=f"{reason.value} is usually {usual.value}"), contradictions


def _is_one_refusal(facts: Facts) -> bool:
    """True when one text states a reply 5yz with a status of another class."""
    reply, status = facts.reply, facts.status
    return (
        reply is not None
        and reply.klass == 5
        and status is not None
        and status.klass != 5
        and str(status) in facts.text
    )


def _contradictions(facts: Facts) -> list[Anomaly]:
    """What contradicts the enhanced status, and a status that cannot be."""
    found: list[Anomaly] = []
    status, reply, action = facts.status, facts.reply, facts.action
    if status is None:
        return found
    if status.subject > _LAST_SUBJECT:
        detail = f"{status}: RFC 3463 section 3 has the subjects 0 to {_LAST_SUBJECT}"
        found.append(Anomaly(id="status-not-known", detail=detail, span=facts.status_span))
    if reply is not None and reply.klass in _OF_CLASS and reply.klass != status.klass:
        detail = f"reply {reply} and status {status} are of different classes (RFC 2034 section 4)"
        found.append(Anomaly(id="reply-contradicts-status", detail=detail, span=facts.status_span))
    for other in facts.also_statuses:
        if other.klass != status.klass:
            detail = f"both {status} and {other} are stated"
            found.append(Anomaly(id="statuses-contradict", detail=detail, span=facts.text_span))
            break
    if action is Action.FAILED and status.klass != 5:
        detail = f"action failed with status {status} (RFC 3464 section 2.3.4)"
        found.append(Anomaly(id="action-contradicts-status", detail=detail, span=facts.status_span))
    if action is Action.DELAYED and status.klass != 4:
        detail = f"action delayed with status {status} (RFC 3464 section 2.3.4)"
        found.append(Anomaly(id="action-contradicts-status", detail=detail, span=facts.status_span))
    return found
