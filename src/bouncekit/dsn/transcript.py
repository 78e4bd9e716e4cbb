"""Checking how a report was sent: an SMTP dialogue, `C:` and `S:` lines (RFC 3461 section 6.1)."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bouncekit.dsn.lint_model import Finding, Level
from bouncekit.spans import Span

__all__ = ["TRANSCRIPT_RULES", "lint_transcript"]

_LINE: Final = re.compile(rb"[^\r\n]+")
# No two runs of blanks stand side by side: each blank can be matched in one way only.
_MARK: Final = re.compile(
    rb"[ \t]*(?:(?:C|>>>|client)(?:[ \t]*:[ \t]*|[ \t]*)(?=[A-Za-z])|(S\b|<<<|server\b))", re.IGNORECASE
)
_MAIL: Final = re.compile(rb"MAIL FROM:[ \t]*<([^>]*)>(.*)", re.IGNORECASE)
_RCPT: Final = re.compile(rb"RCPT TO:[ \t]*<([^>]*)>(.*)", re.IGNORECASE)
_REPLY: Final = re.compile(rb"[ \t]*(?::[ \t]*)?([2-5][0-9]{2})(-?)")
_MOST_LINES: Final = 100_000
_MOST_OCTETS: Final = 10_000
"""Octets of a line that are read: ten times what any command or reply may have (RFC 5321 section 4.5.3.1)."""
_MOST_FINDINGS: Final = 1_000

_M = Level.MUST
_RULES: Final = (
    ("transcript-sender-not-null", "RFC3461-6.1-01", _M, "RFC 3461 6.1", "The reverse-path of the report is not null."),
    ("transcript-ret", "RFC3461-6.1-03", _M, "RFC 3461 6.1", "RET is used to send a report."),
    ("transcript-notify", "RFC3461-6.1-04", _M, "RFC 3461 6.1", "NOTIFY of a report is not NEVER."),
    ("transcript-hold", "RFC4865-5.1-01", _M, "RFC 4865 5.1", "Future release is requested for a report."),
    ("transcript-no-mail", "RFC5321-4.4-08", _M, "RFC 5321 4.4", "The dialogue holds no MAIL command."),
    ("transcript-mixed-reply", "RFC5321-4.2.1-01", _M, "RFC 5321 4.2.1", "The lines of one reply have several codes."),
    ("transcript-several", "RFC3834-3.1.3-01", Level.SHOULD, "RFC 3834 3.1.3", "The report goes to several addresses."),
)  # fmt: skip
TRANSCRIPT_RULES: Final = {row[0]: row for row in _RULES}
"""Rule → (rule, requirement, level, section, text)."""


def lint_transcript(raw: bytes) -> tuple[Finding, ...]:
    """What the client did wrong in the dialogue *raw*, and replies that are none. Never raises on content."""
    return tuple(islice(_findings(raw), _MOST_FINDINGS))


def _findings(raw: bytes) -> Iterator[Finding]:
    mails, recipients = 0, 0
    begun: bytes | None = None  # the code of a reply that goes on in the next line
    for number, line in enumerate(_LINE.finditer(raw)):
        if number >= _MOST_LINES:
            break
        said = raw[line.start() : min(line.end(), line.start() + _MOST_OCTETS)]
        mark = _MARK.match(said)
        if mark is not None and mark[1]:
            reply = _REPLY.match(said, mark.end())
            if reply is not None and begun not in (None, reply[1]):
                yield _finding("transcript-mixed-reply", Span(line.start(), line.end()), reply[1].decode("ascii"))
            begun = reply[1] if reply is not None and reply[2] == b"-" else None
            continue
        command = said[mark.end() :] if mark is not None else said.lstrip()
        span = Span(line.start(), line.end())
        if found := _MAIL.match(command):
            mails, recipients = mails + 1, 0
            yield from _mail(found, span)
        elif found := _RCPT.match(command):
            recipients += 1
            notify = _parameters(found[2]).get("NOTIFY")
            if notify is not None and notify.upper() != "NEVER":
                yield _finding("transcript-notify", span, notify)
            if recipients == 2:
                yield _finding("transcript-several", span)
    if not mails:
        yield _finding("transcript-no-mail", None)


def _mail(found: re.Match[bytes], span: Span) -> Iterator[Finding]:
    parameters = _parameters(found[2])
    if found[1].strip():
        yield _finding("transcript-sender-not-null", span, found[1].decode("utf-8", "replace"))
    if "RET" in parameters:
        yield _finding("transcript-ret", span, parameters["RET"])
    for name in ("HOLDFOR", "HOLDUNTIL"):
        if name in parameters:
            yield _finding("transcript-hold", span, f"{name}={parameters[name]}")


def _parameters(text: bytes) -> dict[str, str]:
    words = text.decode("utf-8", "replace").split()
    return {name.upper(): value for name, _, value in (word.partition("=") for word in words)}


def _finding(rule: str, span: Span | None, detail: str = "") -> Finding:
    _, requirement, level, section, text = TRANSCRIPT_RULES[rule]
    message = f"{text} ({ascii(detail)[1:-1][:80]})" if detail else text
    return Finding(rule=rule, requirement=requirement, level=level, section=section, message=message, span=span)
