"""Where a fact stands in the message, and what is odd about it."""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Anomaly", "Because", "Span"]


class Span(NamedTuple):
    """Octets `start` (inclusive) to `end` (exclusive) of the message as it came.

    A fact out of an encoded part (base64, quoted-printable) has the span of the lines that encode it,
    or of the whole part's body. A tuple, since a report makes dozens: a frozen dataclass costs three times as much.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Something a message should not do; it never raises. *id* is stable and kebab-case."""

    id: str
    detail: str = ""
    span: Span | None = None


class Because(NamedTuple):
    """One reason of an answer: the row that spoke, what it saw and where. `span` is None when it saw no octets."""

    rule: str
    text: str
    span: Span | None = None
