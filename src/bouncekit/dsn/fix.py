"""Mending a report where that is mechanical: nothing is guessed, the parts and the original stay as they are."""

import re
from collections.abc import Callable
from typing import Final

from bouncekit.addresses import TypedAddress
from bouncekit.dsn.lint_model import Finding
from bouncekit.dsn.linter import lint

__all__ = ["FIXES", "fix"]

_ZONES: Final = {
    b"GMT": b"+0000", b"UT": b"+0000", b"UTC": b"+0000", b"Z": b"+0000", b"EST": b"-0500", b"EDT": b"-0400",
    b"CST": b"-0600", b"CDT": b"-0500", b"MST": b"-0700", b"MDT": b"-0600", b"PST": b"-0800", b"PDT": b"-0700",
}  # fmt: skip
"""The zone names that RFC 5322 section 4.3 gives an offset."""
_ZONE: Final = re.compile(rb"(?<=[ \t])([A-Z]{1,3})\Z")
_COMMENT: Final = re.compile(rb"\([^()\r\n]*\)\Z")
_MOST_DATE: Final = 500
"""Octets of a date field that is mended; a genuine one has 60."""
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAME: Final = re.compile(rb"[A-Za-z0-9.-]+")
_AUTO: Final = re.compile(rb"(?i)auto-generated")

_Fix = Callable[[bytes], bytes]


def _numeric_zone(field: bytes) -> bytes:
    """A named zone as its offset; a comment after it and the line end stay."""
    if len(field) > _MOST_DATE:
        return field
    bare = field.rstrip()
    if (comment := _COMMENT.search(bare)) is not None:
        bare = bare[: comment.start()].rstrip()
    found = _ZONE.search(bare)
    offset = _ZONES.get(found[1]) if found is not None else None
    return field if found is None or offset is None else field[: found.start()] + offset + field[found.end() :]


def _typed_dns(field: bytes) -> bytes:
    """The type dns before a qualified name, and before an address as a literal (RFC 3461 section 9.3)."""
    name, colon, value = field.partition(b":")
    bare = value.strip()
    labels = bare.split(b".")
    if not _NAME.fullmatch(bare) or len(labels) < 2 or not all(labels):
        return field
    if bare.replace(b".", b"").isdigit():
        bare = b"[" + bare + b"]"
    return name + colon + b" dns; " + bare + _tail(field)


def _tail(field: bytes) -> bytes:
    return field[len(field.rstrip(b"\r\n")) :]


def _typed_address(field: bytes) -> bytes:
    name, colon, value = field.partition(b":")
    bare = value.strip()
    if not bare.isascii() or bare.count(b"@") != 1 or b" " in bare:
        return field
    return name + colon + b" " + TypedAddress.of(bare.decode()).type.encode() + b"; " + bare + _tail(field)


FIXES: Final[dict[str, _Fix]] = {
    "auto-submitted-value": lambda field: _AUTO.sub(b"auto-replied", field),
    "date-arrival-date": _numeric_zone,
    "date-deliver-by-date": _numeric_zone,
    "date-last-attempt-date": _numeric_zone,
    "date-will-retry-until": _numeric_zone,
    "feedback-date-arrival-date": _numeric_zone,
    "untyped-reporting-mta": _typed_dns,
    "untyped-remote-mta": _typed_dns,
    "untyped-received-from-mta": _typed_dns,
    "untyped-dsn-gateway": _typed_dns,
    "untyped-final-recipient": _typed_address,
    "untyped-original-recipient": _typed_address,
    "retry-without-delay": lambda _: b"",
    "control-character": lambda field: _CONTROLS.sub(b"?", field),
}
"""Rule → what mends the octets of its place."""


def fix(raw: bytes) -> bytes:
    """*raw* with every mechanical mend made; the rest is left as it is. Never raises on content."""
    findings = lint(raw)
    pieces: list[bytes] = []
    lowest = len(raw)  # what lies above it is mended already: places go from the end, and never overlap
    for finding in sorted(findings, key=_from_the_end):
        mend = FIXES.get(finding.rule)
        if mend is None or finding.span is None or finding.span.end > lowest:
            continue
        start, end = finding.span.start, finding.span.end
        mended = mend(raw[start:end])
        if not mended:  # the field goes, and its line end with it
            after = raw[end : min(end + 2, lowest)]
            end += len(after) - len(after.lstrip(b"\r\n"))
        pieces += (raw[end:lowest], mended)
        lowest = start
    pieces.append(raw[:lowest])
    return _auto_submitted(b"".join(reversed(pieces)), findings)


def _from_the_end(finding: Finding) -> int:
    return -(finding.span.start if finding.span is not None else 0)


def _auto_submitted(data: bytes, findings: tuple[Finding, ...]) -> bytes:
    """Put `Auto-Submitted: auto-replied` before the first field of a report that lacks it."""
    missing = {finding.rule for finding in findings}
    eol = b"\r\n" if b"\r\n" in data[:2000] else b"\n"
    if "auto-submitted-missing" in missing:
        data = b"Auto-Submitted: auto-replied" + eol + data
    if "mime-version-missing" in missing:
        data = b"MIME-Version: 1.0" + eol + data
    return data
