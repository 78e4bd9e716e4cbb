"""What is looked at when one refusal is classified: a recipient of a report, or a bare reply, in one form."""

import re
from typing import Final, NamedTuple

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.report.diagnostics import command_in, remote_in, reply_in, statuses_in
from bouncekit.report.model import Recipient
from bouncekit.spans import Anomaly, Span
from bouncekit.vocabulary import Action, Reason

__all__ = ["Facts", "facts_of", "facts_of_text"]

# Blanks are taken from the first of them on alone: from each of them a long run would cost its square.
_CONTINUATION: Final = re.compile(
    r"(?:(?<![ \t])[ \t]+)?\r?\n[ \t]*([2-5][0-9]{2}[- ])?(?:([245]\.[0-9]{1,3}\.[0-9]{1,3}) )?"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ODD_CODE: Final = re.compile(r"[0-9]{3}(?=[ -]|$)")
_ODD_STATUS: Final = re.compile(r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}(?= |$)")


class Facts(NamedTuple):
    """The facts of one refusal. `text_span` is where `text` stands; `text_exact` when character n is octet n of it."""

    text: str = ""
    text_span: Span | None = None
    text_exact: bool = False
    text_type: str | None = None
    reply: ReplyCode | None = None
    reply_span: Span | None = None
    status: EnhancedStatus | None = None
    status_span: Span | None = None
    also_statuses: tuple[EnhancedStatus, ...] = ()
    """Other codes that the text states."""
    action: Action | None = None
    command: str | None = None
    remote_mta: str | None = None
    hint: Reason | None = None
    hint_rule: str | None = None
    categories: tuple[tuple[str, str], ...] = ()
    """Extension fields, as (name in lower case, value in lower case)."""
    live: bool = False
    """True for a reply that a client saw itself: it knows which command it sent."""
    anomalies: tuple[Anomaly, ...] = ()

    def place(self, start: int, end: int) -> Span | None:
        """The span of characters *start* to *end* of the text."""
        if self.text_span is None or not self.text_exact:
            return self.text_span
        return Span(self.text_span.start + start, self.text_span.start + end)


def facts_of(recipient: Recipient) -> Facts:
    """The facts of a report's recipient. Codes that the report left open are looked for in its diagnostic."""
    text = recipient.diagnostic or ""
    spans = {field: span for field, _, _, span in reversed(recipient.provenance)}
    span = spans.get("diagnostic")
    stated = statuses_in(text) if "." in text else ()
    status, reply = recipient.status, recipient.reply
    if reply is None and text:
        found = reply_in(text)
        reply = found[0] if found else None
    if status is None and stated:
        status, _ = _of_the_reply(stated, reply)
    exact = span is not None and text.isascii() and span.end - span.start == len(text)
    # In the order of the fields: a call with seventeen keywords takes as long as all that is looked up here.
    return tuple.__new__(
        Facts,
        (
            _without_repeated_code(text, reply),
            span,
            exact,
            recipient.diagnostic_type,
            reply,
            spans.get("reply") or span,
            status,
            spans.get("status") or span,
            tuple([s for s, _ in stated if s != status]) if stated else (),
            recipient.action,
            recipient.command or (command_in(text) if text else None),
            recipient.remote_mta or (remote_in(text) if text else None),
            recipient.reason_hint,
            recipient.hint_rule,
            tuple([(name.lower(), value.strip().lower()) for name, value in recipient.extensions])
            if recipient.extensions
            else (),
            False,
            (),
        ),
    )


def _of_the_reply(
    stated: tuple[tuple[EnhancedStatus, int], ...], reply: ReplyCode | None
) -> tuple[EnhancedStatus | None, int]:
    """The first status of the reply's class (RFC 2034 section 4); a reply that refuses never goes with a success."""
    if reply is None or reply.klass == 2:
        return stated[0] if stated else (None, -1)
    first = next((s for s in stated if s[0].klass == reply.klass), None)
    return first or next((s for s in stated if s[0].klass != 2), (None, -1))


def facts_of_text(reply: str) -> Facts:
    """The facts of a reply as a client saw it, one line or several, with or without codes.

    Spans are offsets in *reply*. What lies past `limits.diagnostic_chars` is not read and leaves an anomaly.
    """
    anomalies: list[Anomaly] = []
    bound = DEFAULT_LIMITS.diagnostic_chars
    if len(reply) > bound:
        anomalies.append(Anomaly(id="limit-diagnostic-chars", detail=f"only the first {bound} characters were read"))
    raw = reply[:bound]
    # one line: the codes that repeat on every line of a reply (RFC 5321 4.2.1, RFC 2034 4) are blanked, offsets stay
    lines = list(_CONTINUATION.finditer(raw)) if "\n" in raw else []
    text = _CONTINUATION.sub(lambda m: " " * len(m[0]), raw) if lines else raw
    if "\ufffd" in text or _SURROGATE.search(text):
        anomalies.append(Anomaly(id="undecoded-characters", detail="the reply holds octets that its charset does not"))
    if not text.isprintable() and any((c < " " and c != "\t") or c == "\x7f" for c in text):
        anomalies.append(Anomaly(id="control-characters", detail="the reply holds control characters"))
        text = "".join(" " if c < " " or c == "\x7f" else c for c in text)
    if not text.strip():
        anomalies.append(Anomaly(id="empty-reply", detail="there is no text to read"))
    found = reply_in(text)
    stated = statuses_in(text)
    anomalies += _odd_codes(text, has_reply=found is not None, has_status=bool(stated))
    status, at = _of_the_reply(stated, found[0] if found else None)
    repeated = {m[1][:3]: Span(*m.span(1)) for m in reversed(lines) if m[1]}
    for code, span in repeated.items():
        if found is not None and code != str(found[0]):
            detail = f"lines of one reply say {found[0]} and {code} (RFC 5321 section 4.2.1)"
            anomalies.append(Anomaly(id="reply-lines-contradict", detail=detail, span=span))
            break
    later = [s for m in lines if m[2] and (s := EnhancedStatus.find(m[2])) is not None]
    return Facts(
        text=text,
        text_span=Span(0, len(reply)),
        text_exact=True,
        reply=found[0] if found else None,
        reply_span=Span(found[1], found[1] + 3) if found else None,
        status=status,
        status_span=Span(at, at + len(str(status))) if status else None,
        also_statuses=tuple(dict.fromkeys(s for s in (*(s for s, _ in stated), *later) if s != status)),
        command=command_in(text),
        remote_mta=remote_in(text),
        live=True,
        anomalies=tuple(anomalies),
    )


def _without_repeated_code(text: str, reply: ReplyCode | None) -> str:
    """*text* with the reply code blanked where joined lines of a reply repeat it (`550-5.1.1 no 550 such`)."""
    code = str(reply)
    if reply is None or text.count(code) < 2:
        return text
    first = text.find(code) + 3
    head, tail = text[:first], text[first:]
    for sign in ("- ", "-", " "):
        tail = tail.replace(f" {code}{sign}", " " * (4 + len(sign)))
    return head + tail


def _odd_codes(text: str, *, has_reply: bool, has_status: bool) -> list[Anomaly]:
    found = []
    head = text.lstrip()
    if has_reply and head[:3].isdigit():
        head = head[3:].lstrip(" -")
    m = None if has_reply else _ODD_CODE.match(head)
    if m:
        found.append(
            Anomaly(id="reply-code-not-known", detail=f"{m[0]} is no SMTP reply code (RFC 5321 section 4.2.1)")
        )
        head = head[m.end() :].lstrip(" -")
    m = None if has_status else _ODD_STATUS.match(head)
    if m:
        found.append(Anomaly(id="status-not-known", detail=f"{m[0]} is no enhanced status code (RFC 3463 section 2)"))
    return found
