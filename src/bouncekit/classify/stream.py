"""Lines of a mail log, or JSON events, one by one → classified attempts: Postfix, Exim, Sendmail, OpenSMTPD."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bouncekit.classify.classify import classify
from bouncekit.classify.model import Classification
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.report.diagnostics import command_in, reply_in, statuses_in
from bouncekit.report.model import Recipient
from bouncekit.vocabulary import Action

__all__ = ["Attempt", "classify_stream", "read_line"]

_LINE: Final = 16 << 10
"""Characters of one line that are read."""
_STAMP: Final = 200
"""Characters before Exim's sign: date, process and message id."""
_MOST: Final = 200
"""Recipients of one line."""
_FIELD: Final = re.compile(
    r"\b(to|orig_to|relay|dsn|status|stat|result|from)=(<[^>]{0,320}>|\"[^\"]{0,2000}\"|[^,\s]{0,320})"
)
_POSTFIX: Final = re.compile(r"\bstatus=(sent|deferred|bounced|expired|undeliverable|deliverable)\b ?")
_SENDMAIL: Final = re.compile(r"\bstat=")
_SENDMAIL_TO: Final = re.compile(r"\bto=(<[^>]{0,320}>(?:,<[^>]{0,320}>){1,200})")
_EXIM: Final = re.compile(r" (\*\*|==|=>|->) (\S{1,320})(?: <([^>\s]{1,320})>)?")
_OPENSMTPD: Final = re.compile(r"\bresult=\"?(Ok|TempFail|PermFail|Expired)\b")
_EXIM_HOST: Final = re.compile(r" H=(\S{1,255})")
_EXIM_REPLY: Final = re.compile(r" C=\"([^\"]{0,2000})\"")
_EXIM_QUOTED: Final = re.compile(r" [A-Z]{1,3}=\"[^\"]{0,2000}\"")
# Exim writes the lines of a reply on one, with backslash and n between them
_EXIM_LINES: Final = re.compile(r"\\n(?:[2-5][0-9]{2}[- ](?:[245]\.[0-9]{1,3}\.[0-9]{1,3} )?)?")
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
_JSON_ACTIONS: Final = {action.value: action for action in Action} | {
    "bounce": Action.FAILED,
    "bounced": Action.FAILED,
    "adminbounce": Action.FAILED,
    "expiration": Action.FAILED,
    "deferred": Action.DELAYED,
    "transientfailure": Action.DELAYED,
    "delivery": Action.DELIVERED,
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
        for recipient in read_line(line):
            yield Attempt(number=number, recipient=recipient, classification=classify(recipient))


def read_line(line: str) -> tuple[Recipient, ...]:
    """What one line of a log, or one JSON object, tells of an attempt: its recipients; empty when it tells of none."""
    line = line[:_LINE].strip()
    if line.startswith("{"):
        return _json(line)
    return _postfix(line) or _opensmtpd(line) or _sendmail(line) or _exim(line)


def _recipient(
    *, to: str | None, action: Action | None, text: str, status: str | None = None, host: str | None = None
) -> Recipient:
    kind, _, rest = text.partition(";")
    if kind.strip().lower() == "smtp":
        text = rest
    text = text.strip()
    found, stated = reply_in(text), statuses_in(text)
    return Recipient(
        final=to,
        action=action,
        status=(EnhancedStatus.find(status) if status else None) or (stated[0][0] if stated else None),
        reply=found[0] if found else None,
        command=command_in(text),
        diagnostic=text or None,
        remote_mta=host,
    )


def _fields(line: str) -> dict[str, str]:
    return {m[1]: m[2].strip('<>"') for m in _FIELD.finditer(line)}


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _postfix(line: str) -> tuple[Recipient, ...]:
    m = _POSTFIX.search(line) if "status=" in line else None
    if m is None:
        return ()
    fields = _fields(line[: m.end()])
    if "to" not in fields and "from" in fields:
        # The queue manager's word on the message (`from=<…>, status=expired`): the agents log the recipients.
        return ()
    text, host = _bare(line[m.end() :].lstrip(", ")), fields.get("relay", "").partition("[")[0]
    one = _recipient(
        to=fields.get("to"),
        action=_ACTIONS[m[1]],
        text=text,
        status=fields.get("dsn"),
        host=host if host not in {"", "none", "local"} else None,
    )
    return (one,)


def _opensmtpd(line: str) -> tuple[Recipient, ...]:
    m = _OPENSMTPD.search(line) if "result=" in line else None
    if m is None:
        return ()
    fields = _fields(line)
    text = fields.get("stat", "")
    host = fields.get("relay", "").rpartition("(")[2].rstrip(")") or None
    return (_recipient(to=fields.get("to"), action=_ACTIONS[m[1]], text=text, host=host),)


def _sendmail(line: str) -> tuple[Recipient, ...]:
    m = _SENDMAIL.search(line) if "stat=" in line else None
    if m is None:
        return ()
    head, text = line[: m.start()], line[m.end() :]
    fields, several = _fields(head), _SENDMAIL_TO.search(head)
    word = text.partition(" ")[0].rstrip(":").lower()
    action = {"sent": Action.DELIVERED, "deferred": Action.DELAYED, "queued": Action.DELAYED}.get(word, Action.FAILED)
    host = fields.get("relay", "").partition(" ")[0].rstrip(".") or None
    # What the server answered says more than what Sendmail makes of it.
    text = head.partition(", reply=")[2].rstrip(", ") or text
    names: list[str | None] = [fields.get("to")]
    if several:
        names = list(several[1].replace("<", "").replace(">", "").split(","))
    return tuple(_recipient(to=to, action=action, text=text, status=fields.get("dsn"), host=host) for to in names)


def _exim(line: str) -> tuple[Recipient, ...]:
    m = _EXIM.search(line)
    if m is None or m.start() > _STAMP:
        return ()
    rest = line[m.end(2) :]
    host, reply = _EXIM_HOST.search(rest), _EXIM_REPLY.search(rest)
    bare = _EXIM_QUOTED.sub("", rest)
    text = reply[1] if reply else bare.partition(": ")[2] if ": " in bare else bare.lstrip(": ")
    name = m[2].rstrip(":").strip("<>")
    # A local delivery names the user, and behind it the address.
    to = m[3] if m[3] and "@" not in name else name
    return (_recipient(to=to, action=_ACTIONS[m[1]], text=_EXIM_LINES.sub(" ", text), host=host[1] if host else None),)


def _json(line: str) -> tuple[Recipient, ...]:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(event, dict):
        return ()
    event |= _json_reply(event.get("response"))
    text, status = _first(event, "text"), _first(event, "status")
    code = next((value for name in ("code", "reply_code", "status") if (value := _code(event.get(name)))), None)
    if not (text or status or code):
        return ()
    if code is not None and not (text or "").startswith(code):
        text = f"{code} {text or ''}"
    action = _JSON_ACTIONS.get((_first(event, "action") or "").lower())
    names = event.get("recipient")
    several = [name for name in names if isinstance(name, str)][:_MOST] if isinstance(names, list) else []
    host, found = _first(event, "host"), several or (_first(event, "recipient"),)
    return tuple(_recipient(to=to, action=action, text=text or "", status=status, host=host) for to in found)


def _json_reply(response: object) -> dict[str, Any]:
    """A reply that is an object, as KumoMTA logs it, in the fields of the flat form."""
    if not isinstance(response, dict):
        return {}
    found = {"code": response.get("code"), "response": response.get("content")}
    enhanced = response.get("enhanced_code")
    if isinstance(enhanced, dict):
        found["status"] = ".".join(str(enhanced.get(name)) for name in ("class", "subject", "detail"))
    return found


def _code(value: object) -> str | None:
    text = str(value) if isinstance(value, int | str) else ""
    return text if ReplyCode.find(text) else None


def _first(event: Mapping[str, Any], kind: str) -> str | None:
    return next((event[name] for name in _JSON_NAMES[kind] if isinstance(event.get(name), str) and event[name]), None)
