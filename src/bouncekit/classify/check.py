"""What is wrong with a user's rows: they never speak, say what ours say, contradict each other or cost much."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from bouncekit.classify.engine import Classifier
from bouncekit.classify.facts import facts_of_text
from bouncekit.classify.matcher import Matcher
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["Finding", "FindingKind", "check_rows"]

_SHORT: Final = 4
"""Letters and digits below which a phrase stands in too many texts."""


@unique
class FindingKind(Enum):
    """What a finding is about."""

    NO_SAMPLE = "no-sample"
    UNUSED = "unused"
    """The row does not speak on its own sample: it will hardly speak on anything."""
    SHADOWED = "shadowed"
    """Every phrase of the row contains a phrase of another of the user's rows for the same reason, or is one of it."""
    REDUNDANT = "redundant"
    """Without the row the answer to its sample is the same."""
    AMBIGUOUS = "ambiguous"
    """On a row's sample another of the user's rows says another reason."""
    COSTLY = "costly"
    """A phrase so short or so common that it is looked at in most texts."""
    DUPLICATE_ID = "duplicate-id"


ERRORS: Final = frozenset({FindingKind.UNUSED, FindingKind.AMBIGUOUS, FindingKind.DUPLICATE_ID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about one row."""

    rule: str
    kind: FindingKind
    text: str

    @property
    def is_error(self) -> bool:
        """True when the row will not do what it says."""
        return self.kind in ERRORS


def check_rows(rows: Sequence[PhraseRow]) -> tuple[Finding, ...]:
    """What is wrong with *rows*, in their order. Raises InvalidValueError for a row that cannot be."""
    found: list[Finding] = []
    own, ours = Classifier(rows), Classifier()
    ids = [row.id for row in rows] + [row.id for row in (*PHRASES, *PROVIDERS)]
    for row in rows:
        if ids.count(row.id) > 1:
            found.append(_finding(row, FindingKind.DUPLICATE_ID, "another row has this id"))
        found += _costs(row)
        found += _shadows(row, rows)
        if not row.sample:
            found.append(_finding(row, FindingKind.NO_SAMPLE, "has no sample: give a reply that it is to read"))
        elif row.hosts and (row.host_only or not row.phrases):
            continue  # a bare sample does not say which host spoke
        else:
            found += _on_sample(row, own, ours)
    return tuple(found)


def _finding(row: PhraseRow, kind: FindingKind, text: str) -> Finding:
    return Finding(rule=row.id, kind=kind, text=text)


def _on_sample(row: PhraseRow, own: Classifier, ours: Classifier) -> list[Finding]:
    answer = own.classify(row.sample)
    spoke = {b.rule for b in (*answer.because, *answer.also)}
    if row.id not in spoke:
        return [_finding(row, FindingKind.UNUSED, "does not speak on its own sample")]
    if answer.reason is not row.reason or any(a.id == "rows-disagree" for a in answer.anomalies):
        others = ", ".join(sorted(spoke - {row.id}))
        return [_finding(row, FindingKind.AMBIGUOUS, f"its sample is also read by {others}, for another reason")]
    before = ours.classify(row.sample)
    same = (before.reason, before.fault, before.permanence) == (answer.reason, answer.fault, answer.permanence)
    if same and not facts_of_text(row.sample).anomalies:
        return [
            _finding(row, FindingKind.REDUNDANT, f"its sample is read the same without it, by {before.because[0].rule}")
        ]
    return []


def _shadows(row: PhraseRow, rows: Sequence[PhraseRow]) -> list[Finding]:
    if not row.phrases or row.statuses or row.replies or row.commands or row.hosts:
        return []
    for other in rows:
        bare = not (other.statuses or other.replies or other.commands or other.hosts)
        if other is row or not bare or not other.phrases or other.reason is not row.reason:
            continue
        matcher = Matcher((other,))
        if all(matcher.find(phrase.replace(" ... ", " x ")) for phrase in row.phrases):
            return [_finding(row, FindingKind.SHADOWED, f"{other.id} speaks wherever it does, for the same reason")]
    return []


def _costs(row: PhraseRow) -> list[Finding]:
    short = [p for p in row.phrases if p.isascii() and sum(c.isalnum() for c in p) < _SHORT]
    gapped = [p for p in row.phrases if " ... " in p and max(len(piece) for piece in p.split(" ... ")) < 2 * _SHORT]
    found = []
    if short:
        found.append(_finding(row, FindingKind.COSTLY, f"{short[0]!r} is so short that it stands in many texts"))
    if gapped:
        found.append(_finding(row, FindingKind.COSTLY, f"{gapped[0]!r} has no longer piece to search for"))
    return found
