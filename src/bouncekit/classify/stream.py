"""Lines of a mail log, or JSON events, one by one → classified attempts: Postfix, Exim, Sendmail, OpenSMTPD."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bouncekit.classify.classify import classify
from bouncekit.classify.model import Classification
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.report.diagnostics import command_in, reply_in
from bouncekit.report.model import Recipient
from bouncekit.vocabulary import Action

__all__ = ["Attempt", "classify_stream", "read_line"]

_LINE: Final = 16 << 10
"""Characters of one line that are read."""
_FIELD: Final = re.compile(
    r"\b(to|orig_to|relay|dsn|status|stat|result|from)=(<[^>]{0,320}>|\"[^\"]{0,2000}\"|[^,\s]{0,320})"
)
_POSTFIX: Final = re.compile(r"\bstatus=(sent|deferred|bounced|expired|undeliverable|deliverable)\b ?")
_SENDMAIL: Final = re.compile(r"\bstat=")
_EXIM: Final = re.compile(r" (\*\*|==|=>|->) (\S{1,320})")
_OPENSMTPD: Final = re.compile(r"\bresult=\"?(Ok|TempFail|PermFail|Expired)\b")
_EXIM_HOST: Final = re.compile(r" H=(\S{1,255})")
_ACTIONS: Final = {
    "sent": Action.DELIVERED,
    "deferred": Action.DELAYED,
    "bounced": Action.FAILED,
    "expired": Action.FAILED,
    "undeliverable": Action.FAILED,
    "deliverable": Action.DELIVERED,
    "Ok": Action.DELIVERED,
    "TempFail": Action.DELAYED,
    "PermFail": Action.FAILED,
    "Expired": Action.FAILED,
    "**": Action.FAILED,
    "==": Action.DELAYED,
    "=>": Action.DELIVERED,
    "->": Action.DELIVERED,
}
_JSON_NAMES: Final = {
    "recipient": ("recipient", "rcpt", "to", "final", "email"),
    "text": ("diagnostic", "response", "reply", "message", "text", "bounce_reason", "reason"),
    "status": ("status", "enhanced_status", "dsn"),
    "action": ("action", "event", "type", "result"),
    "host": ("remote_mta", "relay", "host", "mx", "peer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt at delivery that a line tells of. `number` counts the lines from 1."""

    number: int
    recipient: Recipient
    classification: Classification


def classify_stream(lines: Iterable[str]) -> Iterator[Attempt]:
    """The attempts that *lines* tell of, in their order; other lines are passed over. Content never raises."""
    for number, line in enumerate(lines, start=1):
        recipient = read_line(line)
        if recipient is not None:
            yield Attempt(number=number, recipient=recipient, classification=classify(recipient))


def read_line(line: str) -> Recipient | None:
    """What one line of a log, or one JSON object, tells of an attempt; None when it tells of none."""
    line = line[:_LINE].strip()
    if line.startswith("{"):
        return _json(line)
    return _postfix(line) or _opensmtpd(line) or _sendmail(line) or _exim(line)


def _recipient(
    *, to: str | None, action: Action | None, text: str, status: str | None = None, host: str | None = None
) -> Recipient:
    found = reply_in(text)
    text = text.strip()
    return Recipient(
        final=to,
        action=action,
        status=EnhancedStatus.find(status) if status else None,
        reply=found[0] if found else None,
        command=command_in(text),
        diagnostic=text or None,
        remote_mta=host,
    )


def _fields(line: str) -> dict[str, str]:
    return {m[1]: m[2].strip('<>"') for m in _FIELD.finditer(line)}


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _postfix(line: str) -> Recipient | None:
    m = _POSTFIX.search(line) if "status=" in line else None
    if m is None:
        return None
    fields = _fields(line[: m.end()])
    text, host = _bare(line[m.end() :]), fields.get("relay", "").partition("[")[0]
    action = _ACTIONS[m[1]]
    return _recipient(
        to=fields.get("to"),
        action=action,
        text=text,
        status=fields.get("dsn"),
        host=host if host not in {"", "none", "local"} else None,
    )


def _opensmtpd(line: str) -> Recipient | None:
    m = _OPENSMTPD.search(line) if "result=" in line else None
    if m is None:
        return None
    fields = _fields(line)
    text = fields.get("stat", "")
    host = fields.get("relay", "").rpartition("(")[2].rstrip(")") or None
    return _recipient(to=fields.get("to"), action=_ACTIONS[m[1]], text=text, host=host)


def _sendmail(line: str) -> Recipient | None:
    m = _SENDMAIL.search(line) if "stat=" in line else None
    if m is None:
        return None
    fields = _fields(line[: m.start()])
    text = line[m.end() :]
    word = text.partition(" ")[0].rstrip(":").lower()
    action = {"sent": Action.DELIVERED, "deferred": Action.DELAYED, "queued": Action.DELAYED}.get(word, Action.FAILED)
    host = fields.get("relay", "").partition(" ")[0].rstrip(".") or None
    return _recipient(to=fields.get("to"), action=action, text=text, status=fields.get("dsn"), host=host)


def _exim(line: str) -> Recipient | None:
    m = _EXIM.search(line[:200])
    if m is None:
        return None
    rest = line[m.end() :]
    host = _EXIM_HOST.search(rest)
    text = rest.partition(": ")[2] if ": " in rest else rest
    return _recipient(to=m[2].strip("<>"), action=_ACTIONS[m[1]], text=text, host=host[1] if host else None)


def _json(line: str) -> Recipient | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict):
        return None
    text, to = _first(event, "text"), _first(event, "recipient")
    status, action = _first(event, "status"), _first(event, "action")
    if not (text or status):
        return None
    known = {a.value: a for a in Action} | {
        "bounce": Action.FAILED,
        "bounced": Action.FAILED,
        "deferred": Action.DELAYED,
    }
    code = event.get("code") or event.get("reply_code")
    if isinstance(code, int) and ReplyCode.find(str(code)) and not (text or "").startswith(str(code)):
        text = f"{code} {text or ''}"
    return _recipient(
        to=to, action=known.get((action or "").lower()), text=text or "", status=status, host=_first(event, "host")
    )


def _first(event: Mapping[str, Any], kind: str) -> str | None:
    return next((event[name] for name in _JSON_NAMES[kind] if isinstance(event.get(name), str) and event[name]), None)
