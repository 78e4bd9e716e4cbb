"""Rows against facts: every row is tried, the highest standing binds, and what contradicts it is said."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bouncekit.classify.facts import Facts, facts_of, facts_of_text
from bouncekit.classify.matcher import Match, Matcher
from bouncekit.classify.model import Classification
from bouncekit.classify.permanence import permanence_of
from bouncekit.codes import EnhancedStatus
from bouncekit.errors import InvalidValueError
from bouncekit.registry.reasons import REASONS
from bouncekit.report.model import Recipient
from bouncekit.rules.categories import CATEGORIES
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.precedence import CONTEXTS, PRECEDENCE
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.replies import REPLIES
from bouncekit.rules.reply_model import ContextRow, PhraseRow, Standing
from bouncekit.rules.statuses import STATUSES, SUBJECT_STATUSES
from bouncekit.spans import Anomaly, Because, Span
from bouncekit.vocabulary import Action, Fault, Permanence, Reason

__all__ = ["Classifier"]

_RANK: Final = {reason: n for n, reason in enumerate(PRECEDENCE)}
_EXACT: Final = {(r.klass, r.subject, r.detail): r for r in STATUSES}
_SUBJECTS: Final = {(r.klass, r.subject): r for r in SUBJECT_STATUSES}
_REPLIES: Final = {r.reply: r for r in REPLIES}
_PROGRAM_TYPES: Final = frozenset({"x-unix", "x-prog"})
_JUDGED: Final = frozenset(
    {Standing.WORDS, Standing.BROAD_WORDS, Standing.STATUS, Standing.BROAD_STATUS, Standing.HINT}
)
"""Standings whose rows the point of the session may change; a provider's and the user's rows know what they say."""
_CONTEXTS: Final = {reason: tuple(row for row in CONTEXTS if row.reason is reason) for reason in Reason}
_CATEGORIES: Final = {(row.field, row.value): row for row in CATEGORIES}


class _Candidate(NamedTuple):
    standing: Standing
    reason: Reason
    rule: str
    text: str
    start: int = -1
    end: int = -1
    span: Span | None = None
    fault: Fault | None = None
    permanence: Permanence | None = None

    @property
    def because(self) -> Because:
        return Because(rule=self.rule, text=self.text, span=self.span)


def _by_standing(candidate: _Candidate) -> tuple[int, int, int]:
    return -candidate.standing, _RANK[candidate.reason], candidate.start


class Classifier:
    """The rows that ship with bouncekit, and the user's own before them.

    Raises InvalidValueError on a row that cannot be.
    """

    __slots__ = ("_anywhere", "_codes", "_matcher")

    def __init__(self, rows: Sequence[PhraseRow] = ()) -> None:
        own = tuple(_as_users(row) for row in rows)
        everything = (*own, *PROVIDERS, *PHRASES)
        self._matcher = Matcher([row for row in everything if row.phrases])
        self._codes = tuple(row for row in everything if row.hosts and not row.phrases)
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
        return self._weigh(facts)

    def _weigh(self, facts: Facts) -> Classification:
        candidates = list(self._candidates(facts)) or [_last_resort(facts)]
        if len(candidates) > 1:
            candidates.sort(key=_by_standing)
        best = candidates[0]
        peers = [c for c in candidates if c.standing is best.standing]
        anomalies = list(facts.anomalies)
        rivals = sorted({c.reason.value for c in peers if c.reason is not best.reason})
        if rivals and best.standing >= Standing.BROAD_WORDS:
            anomalies.append(
                Anomaly(
                    id="rows-disagree", detail=f"{best.reason.value} binds over {', '.join(rivals)}", span=best.span
                )
            )
        reason, fault = best.reason, best.fault
        context = _context(best.reason, facts) if best.standing in _JUDGED else None
        because = [c.because for c in peers if c.reason is best.reason]
        if context is not None:
            reason, fault = context.becomes, context.fault or fault
            because.insert(
                0, Because(rule=context.id, text=f"{best.reason.value} becomes {reason.value}: {context.source}")
            )
        permanence, proof, contradictions = permanence_of(facts, reason, best.permanence)
        if proof is not None and all(b.rule != proof.rule for b in because):
            because.append(proof)
        return Classification(
            reason=reason,
            fault=fault or REASONS[reason].fault,
            permanence=permanence,
            because=tuple(because),
            also=tuple(
                [c.because for c in candidates if c.reason is not best.reason or c.standing is not best.standing]
            ),
            anomalies=(*anomalies, *contradictions),
        )

    def _candidates(self, facts: Facts) -> Iterator[_Candidate]:
        yield from _longest(_said(row_match, facts) for row_match in self._matches(facts))
        if facts.remote_mta:
            for row in self._codes:
                if _at_host(row, facts) and _conditions(row, facts):
                    yield _coded(row, facts)
        for row in self._anywhere:
            if _conditions(row, facts):
                yield _coded(row, facts)
        for name, value in facts.categories:
            category = _CATEGORIES.get((name, value))
            if category is not None:
                text = f"{name}: {value}"
                yield _Candidate(standing=category.standing, reason=category.reason, rule=category.id, text=text)
        yield from _status_candidates(facts)
        if facts.hint is not None:
            rule = facts.hint_rule or "layout"
            text = f"the layout says {facts.hint.value}"
            yield _Candidate(standing=Standing.HINT, reason=facts.hint, rule=rule, text=text)
        yield from _reply_candidates(facts)
        yield from _by_action(facts)

    def _matches(self, facts: Facts) -> Iterator[Match]:
        if facts.text:
            for match in self._matcher.find(facts.text):
                row = match.row
                if (not row.host_only or _at_host(row, facts)) and _conditions(row, facts):
                    yield match


def _as_users(row: PhraseRow) -> PhraseRow:
    if not (row.phrases or row.statuses or row.replies or row.hosts):
        raise InvalidValueError(f"rules.{row.id}", "needs phrases, statuses, replies or hosts")
    fields = {name: getattr(row, name) for name in PhraseRow.__slots__}
    return PhraseRow(**{**fields, "standing": Standing.USER})


def _at_host(row: PhraseRow, facts: Facts) -> bool:
    if not facts.remote_mta:
        return False
    host = "." + facts.remote_mta.lower().lstrip().partition(" ")[0].rstrip(".")
    return any(host.endswith("." + name) for name in row.hosts)


def _conditions(row: PhraseRow, facts: Facts) -> bool:
    if row.replies and (facts.reply is None or facts.reply.value not in row.replies):
        return False
    if row.commands and (facts.command or "") not in row.commands:
        return False
    if row.statuses:
        stated = (facts.status, *facts.also_statuses)
        return any(_is_like(status, pattern) for pattern in row.statuses for status in stated)
    return True


def _is_like(status: EnhancedStatus | None, pattern: str) -> bool:
    if status is None:
        return False
    parts = pattern.split(".")
    return all(p in ("x", n) for p, n in zip(parts, str(status).split("."), strict=True))


def _said(match: Match, facts: Facts) -> _Candidate:
    row = match.row
    standing = row.standing
    if row.reason is Reason.MAILER_ERROR and facts.text_type in _PROGRAM_TYPES:
        # A program's own words about users and files are about what it does, not about the mailbox.
        standing = max(standing, Standing.PROVIDER)
    return _Candidate(
        standing=standing,
        reason=row.reason,
        rule=row.id,
        text=facts.text[match.start : match.end],
        start=match.start,
        end=match.end,
        span=facts.place(match.start, match.end),
        fault=row.fault,
        permanence=row.permanence,
    )


def _longest(candidates: Iterator[_Candidate]) -> list[_Candidate]:
    """Without the hits that lie inside a longer hit of the same or a higher standing, and without repetitions."""
    kept: list[_Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        inside = any(
            k.start <= c.start and c.end <= k.end and k.standing >= c.standing and k.rule != c.rule for k in kept
        )
        if not inside and all(k.rule != c.rule for k in kept):
            kept.append(c)
    return kept


def _coded(row: PhraseRow, facts: Facts) -> _Candidate:
    said = " ".join(str(code) for code in (facts.reply, facts.status) if code is not None)
    host = facts.remote_mta or "the host"
    text = f"{host} says {said}" if said else host
    span = facts.status_span or facts.reply_span
    return _Candidate(
        standing=row.standing,
        reason=row.reason,
        rule=row.id,
        text=text,
        span=span,
        fault=row.fault,
        permanence=row.permanence,
    )


def _status_candidates(facts: Facts) -> Iterator[_Candidate]:
    status = facts.status
    if status is None or status.klass == 2:
        return
    row = (
        _EXACT.get((status.klass, status.subject, status.detail))
        or _EXACT.get((None, status.subject, status.detail))
        or _SUBJECTS.get((None, status.subject))
    )
    if row is not None:
        yield _Candidate(
            standing=row.standing,
            reason=row.reason,
            rule=row.id,
            text=f"status {status}",
            span=facts.status_span,
            fault=row.fault,
            permanence=row.permanence,
        )


def _reply_candidates(facts: Facts) -> Iterator[_Candidate]:
    row = _REPLIES.get(facts.reply.value) if facts.reply is not None else None
    if row is not None:
        yield _Candidate(
            standing=row.standing,
            reason=row.reason,
            rule=row.id,
            text=f"reply {facts.reply}",
            span=facts.reply_span,
            fault=row.fault,
            permanence=row.permanence,
        )


def _by_action(facts: Facts) -> Iterator[_Candidate]:
    """What the action, the command and the diagnostic's type say."""
    done = facts.status is not None and facts.status.klass == 2
    if facts.action in (Action.DELIVERED, Action.RELAYED, Action.EXPANDED) or (done and facts.action is None):
        said = f"action {facts.action.value}" if facts.action else f"status {facts.status}"
        yield _Candidate(standing=Standing.USER, reason=Reason.DELIVERED, rule="action-done", text=said)
    if (facts.text_type or "") in _PROGRAM_TYPES:
        text = f"diagnostic type {facts.text_type}"
        yield _Candidate(standing=Standing.ACTION, reason=Reason.MAILER_ERROR, rule="diagnostic-program", text=text)
    elif facts.action is Action.DELAYED:
        yield _Candidate(standing=Standing.ACTION, reason=Reason.EXPIRED, rule="action-delayed", text="action delayed")
    elif facts.command in ("EHLO", "HELO", "LHLO"):
        text = f"refused at {facts.command}"
        yield _Candidate(standing=Standing.ACTION, reason=Reason.BLOCKED, rule="command-greeting", text=text)


def _last_resort(facts: Facts) -> _Candidate:
    """What is left to say when no row speaks."""
    if facts.text.strip():
        reason, rule, text = Reason.ON_HOLD, "text-unread", "the text has no words that a row knows"
    else:
        reason, rule, text = Reason.UNKNOWN, "nothing-said", "there is no text and no code that says why"
    return _Candidate(standing=Standing.ACTION, reason=reason, rule=rule, text=text)


def _context(reason: Reason, facts: Facts) -> ContextRow | None:
    status = facts.status
    for row in _CONTEXTS.get(reason, ()):
        if (facts.live and "" in row.commands) or (row.needs_reply and facts.reply is None):
            continue
        if (
            (not row.commands or (facts.command or "") in row.commands)
            and (not row.statuses or any(_is_like(status, p) for p in row.statuses))
            and not any(_is_like(status, p) for p in row.unless_statuses)
        ):
            return row
    return None
