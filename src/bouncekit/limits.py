"""Bounds on what one message may cost: every loop over a peer's bytes ends at one of these, and an anomaly says so.

The text of a notice has a few more of its own (docs/explanation/reading.md).
"""

from dataclasses import dataclass, fields
from typing import Final

from bouncekit.errors import InvalidValueError

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for reading one message; all are counts or octets and must be at least 1.

    What lies past a bound is not read, and the report carries an anomaly `limit-…` that names the bound.
    """

    header_octets: int = 1 << 20
    """Octets of one header block that are looked at."""
    header_fields: int = 5_000
    """Header fields of one block that are kept."""
    field_octets: int = 64 << 10
    """Octets of one header field's value that are decoded."""
    parts: int = 1_000
    """MIME parts in the whole message, embedded messages included."""
    depth: int = 64
    """How deep parts may nest."""
    text_octets: int = 8 << 20
    """Octets of one text part that are decoded and searched."""
    decoded_octets: int = 16 << 20
    """Octets that one encoded part may decode to."""
    recipients: int = 25_000
    """Recipients of one report that are kept; the largest real reports name some 20,000."""
    diagnostic_chars: int = 16 << 10
    """Characters of one diagnostic that are kept and classified."""
    anomalies: int = 100
    """Anomalies of one message that are kept."""

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise InvalidValueError(f"limits.{f.name}", "must be a whole number of at least 1", value)


DEFAULT_LIMITS: Final = Limits()
