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


class BouncekitError(Exception):
    """The base of all errors raised here; never raised itself."""


class InvalidValueError(BouncekitError, ValueError):
    """A caller's mistake: *field* is the name of the value, *fault* what is wrong with it (one line, safe to print)."""

    def __init__(self, field: str, fault: str, value: object = None) -> None:
        self.field = field
        self.fault = fault
        self.value = value
        shown = "" if value is None else f" (got {ascii(value)[:_SHOWN]})"
        super().__init__(f"{field}: {fault}{shown}")


class NotPermittedError(BouncekitError):
    """Sending was asked for without the permit that a SEND decision creates."""


class AdapterError(BouncekitError):
    """A file, server, library or network under an adapter failed."""
