"""What is wrong with a user's rows: they never speak, say what ours say, contradict each other or cost much."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from bouncekit.classify.engine import Classifier
from bouncekit.classify.facts import facts_of_text
from bouncekit.classify.matcher import Matcher
from bouncekit.classify.model import Classification
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.model import Recipient
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["Finding", "FindingKind", "answer_to_sample", "check_rows"]

_SHORT: Final = 4
"""Letters and digits below which a phrase stands in too many texts."""
_COMMON: Final = 20
"""A phrase that stands in one of so many of our samples, for any reason, says little."""

_SAMPLES: Final = tuple(row.sample for row in (*PHRASES, *PROVIDERS) if row.sample)


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
    """A phrase so short that it is looked at in most texts, or so common that it speaks in many of them."""
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
    bare = [(row, Matcher((row,))) for row in rows if _is_bare(row)]
    ids = [row.id for row in rows] + [row.id for row in (*PHRASES, *PROVIDERS)]
    for row in rows:
        if ids.count(row.id) > 1:
            found.append(_finding(row, FindingKind.DUPLICATE_ID, "another row has this id"))
        found += _costs(row)
        found += _shadows(row, bare)
        if not row.sample:
            found.append(_finding(row, FindingKind.NO_SAMPLE, "has no sample: give a reply that it is to read"))
        else:
            found += _on_sample(row, rows, own, ours)
    return tuple(found)


def _finding(row: PhraseRow, kind: FindingKind, text: str) -> Finding:
    return Finding(rule=row.id, kind=kind, text=text)


def answer_to_sample(row: PhraseRow, by: Classifier) -> Classification:
    """What *by* says of the row's sample; said by the row's host, at the row's command, where it has them."""
    if not (row.hosts or row.commands):
        return by.classify(row.sample)
    reply, statuses = reply_in(row.sample), statuses_in(row.sample)
    return by.classify(
        Recipient(
            diagnostic=row.sample,
            reply=reply[0] if reply else None,
            status=statuses[0][0] if statuses else None,
            command=row.commands[0] if row.commands else None,
            remote_mta=row.hosts[0] if row.hosts else None,
        )
    )


def _on_sample(row: PhraseRow, rows: Sequence[PhraseRow], own: Classifier, ours: Classifier) -> list[Finding]:
    answer = answer_to_sample(row, own)
    spoke = {b.rule for b in (*answer.because, *answer.also)}
    if row.id not in spoke:
        where = " at its host" if row.hosts else ""
        return [_finding(row, FindingKind.UNUSED, f"does not speak on its own sample{where}")]
    others = sorted({other.id for other in rows if other.id in spoke and other.reason is not row.reason})
    if others:
        text = f"its sample is also read by {', '.join(others)}, for another reason"
        return [_finding(row, FindingKind.AMBIGUOUS, text)]
    if answer.reason is not row.reason:
        text = f"its sample is read as {answer.reason.value}, by {answer.because[0].rule}"
        return [_finding(row, FindingKind.AMBIGUOUS, text)]
    before = answer_to_sample(row, ours)
    same = (before.reason, before.fault, before.permanence) == (answer.reason, answer.fault, answer.permanence)
    if same and not facts_of_text(row.sample).anomalies:
        return [
            _finding(row, FindingKind.REDUNDANT, f"its sample is read the same without it, by {before.because[0].rule}")
        ]
    return []


def _is_bare(row: PhraseRow) -> bool:
    return bool(row.phrases) and not (row.statuses or row.replies or row.commands or row.hosts)


def _shadows(row: PhraseRow, bare: Sequence[tuple[PhraseRow, Matcher]]) -> list[Finding]:
    if not _is_bare(row):
        return []
    for other, matcher in bare:
        if other is row or other.reason is not row.reason:
            continue
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
    if row.phrases and not (short or row.statuses or row.replies or row.commands or row.host_only):
        matcher = Matcher((row,))
        read = sum(bool(matcher.find(sample)) for sample in _SAMPLES)
        if read * _COMMON > len(_SAMPLES):
            text = (
                f"speaks on {read} of {len(_SAMPLES)} sample replies of bouncekit's own rows, whatever they are about"
            )
            found.append(_finding(row, FindingKind.COSTLY, text))
    return found
