"""What happens to a notice on its way: other encodings, HTML, wrappers, banners, forwarders. Each keeps what was said."""

import base64
import html
import quopri
import re
from collections.abc import Callable
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

from bouncekit.message.words import decode_words

__all__ = ["OF_STATUS", "TRANSFORMATIONS", "Transformation"]

Transformation = Callable[[bytes], bytes]

_BANNER: Final = "CAUTION: External email. Do not open links unless you know the sender: ask help@desk.example.net.\n\n"
_DISCLAIMER: Final = (
    "\n\n--\nThis e-mail and its attachments are for the named addressee only. If you have received it in error, please\n"
    "write to legal@desk.example.net and delete it. Example Ltd, registered in Exampleton, No. 550 554.\n"
)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Header and body; a part without a header begins with a line end."""
    if raw.startswith(b"\n"):
        return b"", raw[1:]
    head, _, body = raw.partition(b"\n\n")
    return head + b"\n", body


def _mime(head: bytes) -> Message:
    return BytesHeaderParser().parsebytes(head)


def _without(head: bytes, *names: str) -> bytes:
    pattern = rb"(?mi)^(?:" + b"|".join(n.encode() for n in names) + rb"):.*\n(?:[ \t].*\n)*"
    return re.sub(pattern, b"", head)


def _of_part(raw: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """*raw* with its text changed: that of the message, or of the first part of a multipart. *change* takes header and body."""
    head, body = _split(raw)
    boundary = _mime(head).get_boundary()
    if boundary is None:
        return change(head, body)
    mark = b"--" + boundary.encode()
    before, first, rest = body.split(mark, 2)
    changed = change(*_split(first[1:].rstrip(b"\n") + b"\n"))
    return head + b"\n" + before + mark + b"\n" + changed + b"\n" + mark + rest


def _retyped(head: bytes, kind: str, encoding: str) -> bytes:
    charset = _mime(head).get_content_charset() or "us-ascii"
    return (
        _without(head, "Content-Type", "Content-Transfer-Encoding")
        + f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    )


def _base64(head: bytes, body: bytes) -> bytes:
    return _retyped(head, "text/plain", "base64") + base64.encodebytes(body)


def _quoted_printable(head: bytes, body: bytes) -> bytes:
    return _retyped(head, "text/plain", "quoted-printable") + quopri.encodestring(body)


def _charset(*names: str) -> Transformation:
    """The text in the first of these charsets that has all its characters, labelled."""

    def change(head: bytes, body: bytes) -> bytes:
        text = body.decode("utf-8", "replace")
        for name in names:
            try:
                octets = text.encode(name)
            except UnicodeEncodeError:
                continue
            return (
                _retyped(_without(head, "Content-Type"), "text/plain", "8bit").replace(b"us-ascii", name.encode())
                + octets
            )
        return head + b"\n" + body

    return lambda raw: _of_part(raw, change)


def _page(inner: str) -> bytes:
    return (
        f'<html>\n<head><meta charset="utf-8"><title>Mail</title></head>\n<body>\n{inner}\n</body>\n</html>\n'.encode()
    )


def _pre(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


def _breaks(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n").replace("  ", "&nbsp; ")


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{_breaks(p)}</p>" for p in re.split(r"\n\s*\n", text.strip()))


def _as_html(render: Callable[[str], str]) -> Transformation:
    def change(head: bytes, body: bytes) -> bytes:
        return _retyped(head, "text/html", "8bit") + _page(render(body.decode("utf-8", "replace")))

    return lambda raw: _of_part(raw, change)


def _in_alternative(head: bytes, body: bytes) -> bytes:
    plain = _retyped(b"", "text/plain", "8bit").replace(b"us-ascii", b"utf-8") + body
    rich = _retyped(b"", "text/html", "8bit").replace(b"us-ascii", b"utf-8") + _page(
        _breaks(body.decode("utf-8", "replace"))
    )
    return (
        _without(head, "Content-Type", "Content-Transfer-Encoding")
        + b'Content-Type: multipart/alternative; boundary="=_alt"\n\n--=_alt\n'
        + plain
        + b"\n--=_alt\n"
        + rich
        + b"\n--=_alt--\n"
    )


def _wrapped(raw: bytes, *more: bytes, closed: bool = True) -> bytes:
    """*raw* as the first part of a multipart/mixed, as gateways and lists do who add a part."""
    head, body = _split(raw)
    kept = b"".join(re.findall(rb"(?mi)^(?:Content-[A-Za-z-]+):.*\n(?:[ \t].*\n)*", head))
    outer = _without(head, r"Content-[A-Za-z-]+")
    parts = [kept + b"\n" + body, *more]
    text = b"".join(b"--=_mix\n" + part.rstrip(b"\n") + b"\n\n" for part in parts)
    return outer + b'Content-Type: multipart/mixed; boundary="=_mix"\n\n' + text + (b"--=_mix--\n" if closed else b"")


def _with_part(raw: bytes) -> bytes:
    return _wrapped(raw, b"Content-Type: text/plain; charset=us-ascii\n\n" + _DISCLAIMER.encode())


def _folded(raw: bytes) -> bytes:
    head, body = _split(raw)
    out = [line.replace(b" ", b"\n ", 3) if not line.startswith((b" ", b"\t")) else line for line in head.splitlines()]
    return b"\n".join(out) + b"\n\n" + body


def _without_charset(raw: bytes) -> bytes:
    return re.sub(rb"; charset=[\w-]+", b"", raw)


def _without_type(raw: bytes) -> bytes:
    head, body = _split(raw)
    if _mime(head).is_multipart() or _mime(head).get_boundary() is not None:
        return raw
    return _without(head, "Content-Type", "Content-Transfer-Encoding", "MIME-Version") + b"\n" + body


def _not_closed(raw: bytes) -> bytes:
    head, _ = _split(raw)
    boundary = _mime(head).get_boundary()
    if boundary is None:
        return _wrapped(raw, closed=False)
    return raw.replace(b"--" + boundary.encode() + b"--", b"")


_TRACE: Final = b"""Delivered-To: inbox@hub.example.org
Received: by 192.0.2.77 with SMTP id x1; Mon, 23 Nov 2026 10:00:04 +0000
X-Forwarded-To: inbox@hub.example.org
X-Forwarded-For: ann@example.net inbox@hub.example.org
ARC-Seal: i=1; a=rsa-sha256; t=1795000000; cv=none; d=hub.example.org; s=arc;
 b=AAAA
ARC-Authentication-Results: i=1; hub.example.org; spf=pass smtp.mailfrom=ann@example.net
X-Spam-Status: No, score=0.1 required=5.0 tests=HTML_MESSAGE
X-Spam-Report: pts rule name: 0.1 bounce of mail from carl@example.org
Received: from relay.hub.example.org (relay.hub.example.org [192.0.2.78])
 by mx.hub.example.org with ESMTPS id x2 for <inbox@hub.example.org>;
 Mon, 23 Nov 2026 10:00:03 +0000
X-Virus-Scanned: amavis at hub.example.org
X-Original-To: ann@example.net
"""


def _attached(raw: bytes) -> bytes:
    return (
        b"Return-Path: <ann@example.net>\nFrom: Ann Example <ann@example.net>\nTo: help@desk.example.net\n"
        b"Subject: Fwd: what came back\nDate: Mon, 23 Nov 2026 11:00:00 +0000\nMessage-ID: <fwd.1@example.net>\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=_fwd"\n\n--=_fwd\n'
        b"Content-Type: text/plain; charset=us-ascii\n\nCan you tell me what this is?\n\nAnn\n\n--=_fwd\n"
        b'Content-Type: message/rfc822; name="bounce.eml"\nContent-Disposition: attachment; filename="bounce.eml"\n\n'
        + raw
        + b"\n--=_fwd--\n"
    )


def _inline(raw: bytes, mark: str = "") -> bytes:
    head, body = _split(raw)
    mime = _mime(head)
    text = body.decode("utf-8", "replace")
    if mime.get_boundary() is not None:
        first = body.split(b"--" + (mime.get_boundary() or "").encode(), 2)[1]
        text = _split(first[1:])[1].decode("utf-8", "replace")
    sender, subject = (decode_words(str(mime[name] or "")) for name in ("From", "Subject"))
    quoted = (
        f"---------- Forwarded message ---------\nFrom: {sender}\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n"
        f"Subject: {subject}\nTo: <ann@example.net>\n\n{text}"
    )
    lines = "".join(f"{mark}{line}\n" for line in quoted.splitlines())
    return (
        "Return-Path: <ann@example.net>\nFrom: Ann Example <ann@example.net>\nTo: help@desk.example.net\n"
        f"Subject: Fwd: {subject}\nDate: Mon, 23 Nov 2026 11:00:00 +0000\nMessage-ID: <fwd.1@example.net>\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"Can you tell me what this is?\n\n{lines}"
    ).encode()


def _text(change: Callable[[bytes], bytes]) -> Transformation:
    return lambda raw: _of_part(raw, lambda head, body: head + b"\n" + change(body))


TRANSFORMATIONS: Final[dict[str, Transformation]] = {
    "quoted-printable": lambda raw: _of_part(raw, _quoted_printable),
    "base64": lambda raw: _of_part(raw, _base64),
    "iso-charset": _charset("iso-8859-1", "iso-8859-5", "iso-2022-jp", "gb2312", "euc-kr"),
    "other-charset": _charset("windows-1252", "koi8-r", "shift_jis", "gb18030"),
    "utf-16": _charset("utf-16"),
    "crlf": lambda raw: raw.replace(b"\n", b"\r\n"),
    "cr": lambda raw: raw.replace(b"\n", b"\r"),
    "html-pre": _as_html(_pre),
    "html-br": _as_html(_breaks),
    "html-p": _as_html(_paragraphs),
    "html-footer": lambda raw: _with_part(_as_html(_breaks)(raw)),
    "alternative": lambda raw: _of_part(raw, _in_alternative),
    "mixed": _wrapped,
    "disclaimer-part": _with_part,
    "disclaimer": _text(lambda body: body + _DISCLAIMER.encode()),
    "banner": _text(lambda body: _BANNER.encode() + body),
    "folded": _folded,
    "no-charset": _without_charset,
    "no-type": _without_type,
    "not-closed": _not_closed,
    "mbox": lambda raw: b"From MAILER-DAEMON Mon Nov 23 10:00:00 2026\n" + raw,
    "nul": lambda raw: raw + b"\x00" * 64,
    "garbage": lambda raw: raw + b"\n\xff\xfe\x00\x01 ~~~ \x80\n",
    "forwarder": lambda raw: _TRACE + raw,
    "attached": _attached,
    "inline": _inline,
    "inline-quoted": lambda raw: _inline(raw, "> "),
}
"""Name → what is done to a notice with `\\n` line ends."""


# -- what happens to a report with a part of status fields

_STATUS: Final = rb"[Mm]essage/(?:global-)?delivery-status"


def _of_status(raw: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """*raw* with its part of status fields changed; *change* takes header and body."""
    head, body = _split(raw)
    mark = b"--" + (_mime(head).get_boundary() or "").encode() + b"\n"
    parts = body.split(mark)
    for number, part in enumerate(parts[1:], 1):
        inner, fields = _split(part)
        if re.search(rb"(?im)^Content-Type:[ ]*" + _STATUS, inner):
            # The line end before the next delimiter is the delimiter's.
            parts[number] = change(inner, fields.rstrip(b"\n") + b"\n") + b"\n"
    return head + b"\n" + mark.join(parts)


def _relabelled(label: bytes) -> Transformation:
    return lambda raw: re.sub(_STATUS, label, raw)


def _status_encoded(how: str, encode: Callable[[bytes], bytes]) -> Transformation:
    def change(head: bytes, fields: bytes) -> bytes:
        head = _without(head, "Content-Transfer-Encoding")
        return head + f"Content-Transfer-Encoding: {how}\n\n".encode() + encode(fields)

    return lambda raw: _of_status(raw, change)


def _fields(pattern: bytes, replacement: bytes | Callable[[re.Match[bytes]], bytes]) -> Transformation:
    def change(head: bytes, fields: bytes) -> bytes:
        return head + b"\n" + re.sub(pattern, replacement, fields)

    return lambda raw: _of_status(raw, change)


def _as_mixed(raw: bytes) -> bytes:
    return re.sub(rb"(?i)multipart/report", b"multipart/mixed", raw, count=1)


def _all_text(raw: bytes) -> bytes:
    head, body = _split(raw)
    return _without(head, "Content-Type", "MIME-Version") + b"Content-Type: text/plain\n\n" + body


OF_STATUS: Final[dict[str, Transformation]] = {
    "label-text": _relabelled(b"text/plain"),
    "label-octets": _relabelled(b"application/octet-stream"),
    "label-x": _relabelled(b"message/xdelivery-status"),
    "part-base64": _status_encoded("base64", base64.encodebytes),
    "part-quoted-printable": _status_encoded("quoted-printable", quopri.encodestring),
    "part-without-header": lambda raw: _of_status(raw, lambda _, fields: b"\n" + fields),
    "as-mixed": _as_mixed,
    "as-mixed-text": lambda raw: _as_mixed(re.sub(_STATUS, b"text/plain", raw)),
    "without-report-type": lambda raw: re.sub(rb"(?i)report-type=[\w-]+;?", b"", raw, count=1),
    "without-boundary": lambda raw: re.sub(rb'(?i);\s*boundary="?[^"\n;]+"?', b"", raw, count=1),
    "other-boundary": lambda raw: re.sub(rb'(?i)boundary="?[^"\n;]+"?', b'boundary="=_lost"', raw, count=1),
    "one-text": _all_text,
    "lower-case": _fields(rb"(?m)^[A-Za-z-]+:", lambda m: m[0].lower()),
    "no-blank": _fields(rb"(?m)^([A-Za-z-]+): ", rb"\1:"),
    "blank-before-colon": _fields(rb"(?m)^([A-Za-z-]+): ", rb"\1 : "),
    "angles": _fields(rb"(?mi)^(Final-Recipient: *[a-z0-9-]+; *)([^|/<\n]+@.+)$", rb"\1<\2>"),
    "no-address-type": _fields(rb"(?mi)^((?:Final|Original)-Recipient:) *rfc822; *(\S+@)", rb"\1 \2"),
    "groups-joined": _fields(rb"\n\n+", b"\n"),
    "blank-lines-doubled": _fields(rb"\n\n", b"\n\n\n\n"),
    "blank-line-in-group": _fields(rb"(?mi)^(Action:)", rb"\n\1"),
    "blank-lines-first": _fields(rb"\A", b"\n\n"),
}
"""Name → what is done to a report as RFC 3464 has it."""
