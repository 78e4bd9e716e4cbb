"""What bouncekit raises, all of it.

    BouncekitError
    ├── InvalidValueError (also ValueError)   a caller handed in a value that cannot be: names the field and the fault
    ├── NotPermittedError                     a bounce was to be sent without the permit that only a SEND decision makes
    └── AdapterError                          the world outside failed (floor 6 only)

Peers' bytes never raise: what is wrong with them is an anomaly in the result.
"""

from typing import Final

__all__ = ["AdapterError", "BouncekitError", "InvalidValueError", "NotPermittedError"]

_SHOWN: Final = 80


def _shown(value: object) -> str:
    """What was given, cut short; a value that cannot be shown (6,000 digits, 10,000 levels) is named by its type."""
    if value is None:
        return ""
    try:
        return f" (got {ascii(value)[:_SHOWN]})"
    except (ValueError, RecursionError):
        return f" (got an {type(value).__name__} too long to show)"


class BouncekitError(Exception):
    """The base of all errors raised here; never raised itself."""


class InvalidValueError(BouncekitError, ValueError):
    """A caller's mistake: *field* is the name of the value, *fault* what is wrong with it (one line, safe to print)."""

    def __init__(self, field: str, fault: str, value: object = None) -> None:
        self.field = field
        self.fault = fault
        self.value = value
        super().__init__(f"{field}: {fault}{_shown(value)}")


class NotPermittedError(BouncekitError):
    """Sending was asked for without the permit that a SEND decision creates."""


class AdapterError(BouncekitError):
    """A file, server, library or network under an adapter failed."""
