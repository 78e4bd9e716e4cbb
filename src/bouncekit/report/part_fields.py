"""A report part whose fields stand in its MIME header, because the blank line before them is missing.

RFC 2045 section 3 knows only `Content-…` fields in the header of a part, so that a field of a report in it is the
report's. The rule: fields that only a report has count wherever in their part they stand, those in the header first.
"""

import re
from functools import cache
from typing import Final

from bouncekit.message import HeaderField, Part

__all__ = ["fields_in_header", "names_report_field"]

_MIME: Final = ("content-", "mime-version")


@cache
def _named(known: frozenset[str]) -> re.Pattern[bytes]:
    names = b"|".join(re.escape(name.encode()) for name in sorted(known))
    return re.compile(rb"(?im)^(?:" + names + rb")[ \t]*:")


def names_report_field(part: Part, known: frozenset[str]) -> bool:
    """True when the header of *part* has a field of *known* (names in lower case)."""
    return part.in_header(_named(known)) and not known.isdisjoint(part.names)


def fields_in_header(part: Part, known: frozenset[str]) -> tuple[HeaderField, ...]:
    """The report's fields in the header of *part*, of whose kind *known* are; mostly none.

    Of the message itself only those count that are *known*: its header has fields of its own.
    """
    if not names_report_field(part, known):
        return ()
    if part.depth == 0:
        return tuple(field for field in part.headers if field.key in known)
    return tuple(field for field in part.headers if not field.key.startswith(_MIME))
