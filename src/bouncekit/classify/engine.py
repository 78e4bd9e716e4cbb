"""Rows against facts: every row is tried, the highest standing binds, and what contradicts it is said."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bouncekit.classify.conditions import Conditions, StatusPattern, status_is_like, status_patterns
from bouncekit.classify.facts import Facts, facts_of, facts_of_text
from bouncekit.classify.ground import BEFORE_RECIPIENT, SAID_OF, lacks_ground
from bouncekit.classify.matcher import Matcher, Place, lower
from bouncekit.classify.model import Classification
from bouncekit.classify.own_rows import as_users
from bouncekit.classify.permanence import permanence_of
from bouncekit.classify.sentence import SENTENCE_CHARS, sentence_in
from bouncekit.classify.subject import is_of_sender, subject_of, verified_sender_at
from bouncekit.errors import InvalidValueError
from bouncekit.registry.reasons import REASONS
from bouncekit.report.diagnostics import inner_reply_at, statuses_in
from bouncekit.report.model import Recipient
from bouncekit.rules.categories import CATEGORIES
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.precedence import CONTEXTS, PRECEDENCE
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.replies import REPLIES
from bouncekit.rules.reply_model import CategoryRow, CodeRow, ContextRow, PhraseRow, Standing, StatusRow, Subject
from bouncekit.rules.statuses import STATUSES, SUBJECT_STATUSES
from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import Action, Fault, Permanence, Reason

__all__ = ["Classifier"]

_RANK: Final = {reason: n for n, reason in enumerate(PRECEDENCE)}
_EXACT: Final[dict[tuple[int | None, int, int | None], StatusRow]] = {
    (r.klass, r.subject, r.detail): r for r in STATUSES
}
_SUBJECTS: Final = {(r.klass, r.subject): r for r in SUBJECT_STATUSES}
_REPLIES: Final = {r.reply: r for r in REPLIES}
_DONE: Final = frozenset({Action.DELIVERED, Action.RELAYED, Action.EXPANDED})
_GREETINGS: Final = frozenset({"EHLO", "HELO", "LHLO"})
_PROGRAM_TYPES: Final = frozenset({"x-unix", "x-prog"})
_LEAST_JUDGED: Final = Standing.BROAD_STATUS
_MOST_JUDGED: Final = Standing.WORDS
"""From here to there the point of the session, and of whom words are said, may change what a row says; a provider's and
the user's rows know what they say."""
_Context = tuple[ContextRow, tuple[StatusPattern, ...], tuple[StatusPattern, ...]]
_CONTEXTS: Final[dict[Reason, tuple[_Context, ...]]] = {
    reason: tuple(
        (row, status_patterns(row.id, row.statuses), status_patterns(row.id, row.unless_statuses))
        for row in CONTEXTS
        if row.reason is reason
    )
    for reason in Reason
}
_CATEGORIES: Final = {(row.field, row.value): row for row in CATEGORIES}


class _Candidate(NamedTuple):
    standing: Standing
    reason: Reason
    because: Because
    start: int = -1
    fault: Fault | None = None
    permanence: Permanence | None = None
    end: int = -1
    is_words: bool = False
    """True of a row of words, of a layout, a provider or a user: not of a code alone."""


_USUAL_FAULT: Final = {reason: facts.fault for reason, facts in REASONS.items()}
_HEADS: Final = re.compile(r"\s?:\s{0,3}\w")
"""What stands behind words that are a heading."""
_made: Final = tuple.__new__
"""What a named tuple's own constructor does after a call in Python (docs/adr/0007)."""


def _by_standing(candidate: _Candidate) -> tuple[int, int, int]:
    return -candidate.standing, _RANK[candidate.reason], candidate.start


class Classifier:
    """The rows that ship with bouncekit, and the user's own before them.

    Raises InvalidValueError on a row that cannot be.
    """

    __slots__ = ("_anywhere", "_at_hosts", "_conditions", "_matcher")

    def __init__(self, rows: Sequence[PhraseRow] = ()) -> None:
        own = tuple(as_users(row) for row in rows)
        everything = (*own, *PROVIDERS, *PHRASES)
        self._conditions = Conditions(everything)
        self._matcher = Matcher([row for row in everything if row.phrases])
        self._at_hosts = tuple(row for row in everything if row.hosts and not row.phrases)
        self._anywhere = tuple(row for row in everything if not row.hosts and not row.phrases)

    def classify(self, what: Recipient | str) -> Classification:
        """Why *what* failed: a recipient of a report, or an SMTP reply as text.

        Raises InvalidValueError on anything else, never on content.
        """
        if isinstance(what, str):
            facts = facts_of_text(what)
        elif isinstance(what, Recipient):
            facts = facts_of(what)
        else:
            raise InvalidValueError("classify", "takes a Recipient or a reply as str", type(what).__name__)
        return _weigh(self._candidates(facts), facts)

    def _candidates(self, facts: Facts) -> list[_Candidate]:
        hosts = self._conditions.hosts_of(facts.remote_mta)
        found = self._said(facts, hosts)
        for row in (self._at_hosts + self._anywhere) if hosts else self._anywhere:
            if self._conditions.are_met(row, facts, hosts):
                found.append(_coded(row, facts))
        for name, value in facts.categories:
            category = _CATEGORIES.get((name, value))
            if category is not None:
                found.append(_from(category, _made(Because, (category.id, f"{name}: {value}", None))))
        status = facts.status
        if status is not None and (of_status := _status_row(status.klass, status.subject, status.detail)) is not None:
            found.append(_from(of_status, _made(Because, (of_status.id, f"status {status}", facts.status_span))))
        if facts.hint is not None:
            because = Because(facts.hint_rule or "layout", f"the layout says {facts.hint.value}")
            standing = Standing.OWN_WORD if facts.hint is Reason.SUPPRESSED else Standing.HINT
            found.append(_Candidate(standing, facts.hint, because, is_words=True))
        reply = facts.reply
        if reply is not None and (of_reply := _REPLIES.get(reply.value)) is not None:
            found.append(_from(of_reply, _made(Because, (of_reply.id, f"reply {reply}", facts.reply_span))))
        found += _by_action(facts)
        return found or [_last_resort(facts)]

    def _said(self, facts: Facts, hosts: frozenset[str]) -> list[_Candidate]:
        """What the phrases that the text shows say, where the rows' conditions are met."""
        if not facts.text:
            return []
        are_met = self._conditions.are_met
        places = [
            p
            for p in self._matcher.places(facts.text)
            if not p[4] or (are_met(p[0], facts, hosts) and not (p[0].is_heading and _HEADS.match(facts.text, p[3])))
        ]
        said = [_in_text(place, standing, facts) for standing, place in _longest(_standing(places, facts))]
        said = _innermost(said, facts)
        for c in said:
            if c.standing >= Standing.BROAD_WORDS:
                return _of_whom(said, facts)
        return _of_whom(said + _in_sentence(facts), facts)


def _in_sentence(facts: Facts, begin: int = 0) -> list[_Candidate]:
    """What the text says from *begin* on in words of its own, where no phrase speaks."""
    if facts.reply is not None and facts.reply.klass == 2:
        return []
    found = sentence_in(lower(facts.text[begin : begin + SENTENCE_CHARS]))
    if found is None:
        return []
    row, start, end = found.row, begin + found.start, begin + found.end
    because = _made(Because, (row.id, facts.text[start:end], facts.place(start, end)))
    return [_Candidate(Standing.BROAD_WORDS, row.reason, because, start, row.fault, None, end, is_words=True)]


def _of_whom(said: list[_Candidate], facts: Facts) -> list[_Candidate]:
    """*said*, where what may be the recipient's fault is read as of whom it is said."""
    for c in said:
        if c.standing <= Standing.WORDS and (c.fault or _USUAL_FAULT[c.reason]) is Fault.RECIPIENT:
            break
    else:
        return said
    low = lower(facts.text)
    verified = verified_sender_at(low)
    return [_said_of(c, low, verified) if _is_judged(c) else c for c in said]


def _is_judged(candidate: _Candidate) -> bool:
    return _fault(candidate) is Fault.RECIPIENT and _LEAST_JUDGED <= candidate.standing <= _MOST_JUDGED


def _fault(candidate: _Candidate) -> Fault:
    return candidate.fault or _USUAL_FAULT[candidate.reason]


def _said_of(candidate: _Candidate, low: str, verified: int) -> _Candidate:
    if 0 <= verified < candidate.start:
        subject = Subject.SENDER
    elif candidate.reason is Reason.MAILBOX_FULL:
        subject = subject_of(low, candidate.start, candidate.end)
    elif is_of_sender(low, candidate.start, candidate.end):
        subject = Subject.SENDER
    else:
        return candidate
    becomes = SAID_OF[subject].get(candidate.reason)
    if becomes is None:
        return candidate
    reason, fault = becomes
    if subject is Subject.SENDER and low.find("quota", candidate.start, candidate.end) < 0:
        reason = Reason.SENDER_REJECTED
    return candidate._replace(reason=reason, fault=fault, permanence=None)


def _innermost(said: list[_Candidate], facts: Facts) -> list[_Candidate]:
    """*said* without the words around a reply that is quoted, where that reply says why."""
    if len(said) < 2 and facts.status is None:
        return said
    inner = inner_reply_at(facts.text)
    if inner <= 0:
        return said
    inside = [c for c in said if c.start >= inner or c.standing is Standing.USER]
    if any(c.standing >= Standing.BROAD_WORDS and c.start >= inner for c in inside):
        return inside
    exact = next((s for s, at in statuses_in(facts.text) if at >= inner), None)
    row = _status_row(exact.klass, exact.subject, exact.detail) if exact is not None else None
    if row is not None and row.standing >= Standing.STATUS and exact == facts.status:
        return inside
    # After an expiry the reply that was heard last is its cause; unless a phrase reads it, the expiry says more.
    if not said or any(c.reason is Reason.EXPIRED for c in said):
        return said
    sentence = _in_sentence(facts, inner)
    return inside + sentence if sentence else said


def _weigh(candidates: list[_Candidate], facts: Facts) -> Classification:
    if len(candidates) > 1:
        candidates.sort(key=_by_standing)
    best = candidates[0]
    groundless: list[_Candidate] = []
    if not best.is_words or facts.command in BEFORE_RECIPIENT:
        candidates, groundless = _grounded(candidates, facts)
        best = candidates[0]
    peers = [c for c in candidates if c.standing is best.standing]
    anomalies = facts.anomalies + _rivals(best, peers)
    because = [c.because for c in peers if c.reason is best.reason]
    reason, fault = best.reason, best.fault
    context = _context(best, facts) if _LEAST_JUDGED <= best.standing <= _MOST_JUDGED else None
    if context is not None:
        reason, fault = context.becomes, context.fault or fault
        because.insert(0, Because(context.id, f"{best.reason.value} becomes {reason.value}: {context.source}"))
    permanence, proof, contradictions = permanence_of(facts, reason, best.permanence)
    if proof is not None and all(b.rule != proof.rule for b in because):
        because.append(proof)
    return Classification(
        reason=reason,
        fault=fault or REASONS[reason].fault,
        permanence=permanence,
        because=tuple(because),
        also=tuple(
            [
                c.because
                for c in (*candidates, *groundless)
                if c.reason is not best.reason or c.standing is not best.standing
            ]
        ),
        waits=facts.action is Action.DELAYED,
        anomalies=anomalies + contradictions,
    )


def _grounded(candidates: list[_Candidate], facts: Facts) -> tuple[list[_Candidate], list[_Candidate]]:
    """Those that may be said, the best first, and those that would blame the recipient without ground (`ground`)."""
    if not any(_fault(c) is Fault.RECIPIENT for c in candidates):
        return candidates, []
    before = BEFORE_RECIPIENT.get(facts.command or "")
    agreed = facts.reply is not None and facts.reply.klass == 2
    against = agreed or any(
        c.start >= 0 and c.standing >= Standing.BROAD_WORDS and _fault(c) not in {Fault.RECIPIENT, Fault.UNKNOWN}
        for c in candidates
    )
    found: list[_Candidate] = []
    groundless: list[_Candidate] = []
    for c in candidates:
        fault = _fault(c)
        if before is not None and fault is Fault.RECIPIENT and c.standing is not Standing.USER:
            found.append(c._replace(reason=before[0], fault=before[1], permanence=None))
        elif lacks_ground(c.standing, fault, by_words=c.is_words, words_against=against):
            groundless.append(c)
        else:
            found.append(c)
    return sorted(found, key=_by_standing) or [_last_resort(facts)], groundless


def _rivals(best: _Candidate, peers: list[_Candidate]) -> tuple[Anomaly, ...]:
    """The anomaly of rows that stand as high as the best and say something else."""
    if len(peers) < 2 or best.standing < Standing.BROAD_WORDS:
        return ()
    rivals = sorted({c.reason.value for c in peers if c.reason is not best.reason})
    if not rivals:
        return ()
    detail = f"{best.reason.value} binds over {', '.join(rivals)}"
    return (Anomaly(id="rows-disagree", detail=detail, span=best.because.span),)


_Standing = tuple[Standing, Place]


def _standing(places: list[Place], facts: Facts) -> list[_Standing]:
    """What each place is worth here."""
    if facts.text_type not in _PROGRAM_TYPES:
        return [(place[0].standing, place) for place in places]
    return [(_worth_in_program(place[0]), place) for place in places]


def _worth_in_program(row: PhraseRow) -> Standing:
    # A program's own words about users and files are about what it does, not about the mailbox.
    return max(row.standing, Standing.PROVIDER) if row.reason is Reason.MAILER_ERROR else row.standing


def _longest(standing: list[_Standing]) -> list[_Standing]:
    """Without the places that lie inside a longer one of the same or a higher standing, and without repetitions."""
    if len(standing) < 2:
        return standing
    kept: list[tuple[str, int, int, Standing]] = []
    found = []
    for one in sorted(standing, key=_by_length):
        worth, (row, _, start, end, _) = one
        for other, its_start, its_end, its_worth in kept:
            if other == row.id or (its_start <= start and end <= its_end and its_worth >= worth):
                break
        else:
            kept.append((row.id, start, end, worth))
            found.append(one)
    return found


def _by_length(one: _Standing) -> tuple[int, int]:
    _, (_, _, start, end, _) = one
    return start - end, start


def _in_text(place: Place, standing: Standing, facts: Facts) -> _Candidate:
    row, _, start, end, _ = place
    because = _made(Because, (row.id, facts.text[start:end], facts.place(start, end)))
    return _made(_Candidate, (standing, row.reason, because, start, row.fault, row.permanence, end, True))


def _coded(row: PhraseRow, facts: Facts) -> _Candidate:
    said = " ".join(str(code) for code in (facts.reply, facts.status) if code is not None)
    host = facts.remote_mta or "the host"
    return _from(row, Because(row.id, f"{host} says {said}" if said else host, facts.status_span or facts.reply_span))


def _from(row: PhraseRow | StatusRow | CodeRow | CategoryRow, because: Because) -> _Candidate:
    if isinstance(row, CategoryRow):
        return _Candidate(row.standing, row.reason, because, is_words=True)
    words = isinstance(row, PhraseRow)
    return _made(_Candidate, (row.standing, row.reason, because, -1, row.fault, row.permanence, -1, words))


def _status_row(klass: int, subject: int, detail: int) -> StatusRow | None:
    if klass == 2:
        return None
    return _EXACT.get((klass, subject, detail)) or _EXACT.get((None, subject, detail)) or _SUBJECTS.get((None, subject))


def _by_action(facts: Facts) -> list[_Candidate]:
    """What the action, the command and the diagnostic's type say."""
    found = []
    done = facts.status is not None and facts.status.klass == 2
    if facts.action in _DONE or (done and facts.action is None):
        said = f"action {facts.action.value}" if facts.action else f"status {facts.status}"
        found.append(_Candidate(Standing.USER, Reason.DELIVERED, Because("action-done", said)))
    if facts.text_type in _PROGRAM_TYPES:
        because = Because("diagnostic-program", f"diagnostic type {facts.text_type}")
        found.append(_Candidate(Standing.ACTION, Reason.MAILER_ERROR, because))
    elif facts.action is Action.DELAYED:
        found.append(_Candidate(Standing.ACTION, Reason.EXPIRED, Because("action-delayed", "action delayed")))
    elif facts.command in _GREETINGS:
        because = Because("command-greeting", f"refused at {facts.command}")
        found.append(_Candidate(Standing.ACTION, Reason.BLOCKED, because))
    return found


def _last_resort(facts: Facts) -> _Candidate:
    """What is left to say when no row speaks."""
    if facts.text.strip():
        because = Because("text-unread", "the text has no words that a row knows")
        return _Candidate(Standing.ACTION, Reason.ON_HOLD, because)
    because = Because("nothing-said", "there is no text and no code that says why")
    return _Candidate(Standing.ACTION, Reason.UNKNOWN, because)


def _context(best: _Candidate, facts: Facts) -> ContextRow | None:
    for row, statuses, unless in _CONTEXTS[best.reason]:
        if (facts.live and "" in row.commands) or (row.needs_reply and facts.reply is None):
            continue
        if (row.while_tried and facts.action is not Action.DELAYED) or (
            row.rules and best.because.rule not in row.rules
        ):
            continue
        if (
            (not row.commands or (facts.command or "") in row.commands)
            and (not statuses or status_is_like(facts.status, statuses))
            and not status_is_like(facts.status, unless)
        ):
            return row
    return None
