"""Our border: what a client wrote about itself is taken away, and our own trace is written on top.

One rule: the octets that are read, judged, queued and returned are the same, and any reader finds the same header in
them. So line ends are CRLF, the header ends where the first line is no field (an empty line is put there), no field
claims to be our own Authentication-Results (RFC 8601 section 5), and a header with a NUL or beyond the limits of
`bouncekit.limits` is refused.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bouncekit.auth import AuthResults, SpfIdentity
from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.field import parse_field
from bouncekit.auth.headers import same_authserv_id
from bouncekit.dsn.text import date_text
from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.message.fields import field_text
from bouncekit.transaction import Failure
from bouncekit.vocabulary import Reason

__all__ = ["UnreadableHeaderError", "clean_message", "is_host", "received_field", "results_field"]

_ROOM: Final = 64 << 10
"""Octets of the limits on headers that are left for fields of our own and of servers after us."""
_MOST_OCTETS: Final = DEFAULT_LIMITS.header_octets - _ROOM
_MOST_FIELDS: Final = DEFAULT_LIMITS.header_fields - 100
_MOST_RESULTS: Final = 50
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_FIELD: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?", re.ASCII)
_VALUE: Final = re.compile(r"[A-Za-z0-9@._+:/-]{1,255}", re.ASCII)
_NOT_SHOWN: Final = re.compile(r"[^A-Za-z0-9._:\[\]-]")
_HELO_SHOWN: Final = 100
_SQUEEZED: Final = re.compile(r'[\s"\\]+')


class UnreadableHeaderError(Exception):
    """The header cannot be read in one way only; `failure` says how to refuse the message."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.diagnostic)
        self.failure = failure


def clean_message(data: bytes, own: Iterable[str]) -> bytes:
    """*data* with one reading and without Authentication-Results that claim one of the names *own*.

    Linear. Raises UnreadableHeaderError for a NUL in the header and for a header beyond the limits.
    """
    if data.count(b"\r\n") != data.count(b"\r") or data.count(b"\r\n") != data.count(b"\n"):
        data = _LINE_END.sub(b"\r\n", data)
    names = tuple(own)
    kept: list[bytes] = []
    count = 0
    at = _after_separators(data)
    while (found := _FIELD.match(data, at)) is not None:
        end = _field_end(data, at)
        count += 1
        if end > _MOST_OCTETS or count > _MOST_FIELDS:
            fault = "the header is too long"
            raise UnreadableHeaderError(Failure(reason=Reason.MESSAGE_TOO_LARGE, diagnostic=fault))
        raw = data[at:end]
        if b"\0" in raw:
            fault = "the header holds a NUL (RFC 5322 section 2.2)"
            raise UnreadableHeaderError(Failure(reason=Reason.RFC_VIOLATION, diagnostic=fault))
        value = data[found.end() : end]
        if found[1].lower() != b"authentication-results" or not _claims(value, names):
            # White space before the colon is obsolete, and readers differ about it (RFC 5322 section 4.5).
            kept.append(raw if raw.startswith(found[1] + b":") else found[1] + b":" + value)
        at = end
    if data.startswith(b"\r\n", at):
        at += 2
    if kept and not kept[-1].endswith(b"\r\n"):
        kept.append(b"\r\n")
    return b"".join((*kept, b"\r\n", data[at:]))


def _after_separators(data: bytes) -> int:
    """Past mbox separators at the top, which are no fields."""
    at = 0
    while data.startswith((b"From ", b">From "), at):
        eol = data.find(b"\r\n", at)
        if eol < 0:
            break
        at = eol + 2
    return at


def _field_end(data: bytes, at: int) -> int:
    """Where the field at *at* ends: after the last of its lines."""
    while True:
        eol = data.find(b"\r\n", at)
        if eol < 0:
            return len(data)
        at = eol + 2
        if data[at : at + 1] not in (b" ", b"\t"):
            return at


def _claims(value: bytes, own: tuple[str, ...]) -> bool:
    """True when a reader might take the authserv-id of *value* for one of *own*; what cannot be read might be anyone's.

    More than RFC 8601 section 2.5 demands: compatibility forms, dots at the end, our name among comments.
    """
    text = field_text(value)
    said = parse_field(text).authserv_id
    if not said:
        return True
    shown = _folded(text.partition(";")[0])
    return any(
        same_authserv_id(said, name) or _folded(said).strip(".") == _folded(name).strip(".") or _holds(shown, name)
        for name in own
    )


def _folded(text: str) -> str:
    return _SQUEEZED.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _holds(shown: str, name: str) -> bool:
    """True when *name* is a whole word of *shown*."""
    wanted = _folded(name)
    return re.search(rf"(?<![\w.-]){re.escape(wanted)}(?!\.?[\w-])", shown) is not None


# -- our own fields --------------------------------------------------------------------------------------------------


def is_host(name: str | None) -> bool:
    """True for a domain name or an address literal, as HELO asks for (RFC 5321 section 4.1.1.1)."""
    if name is None:
        return False
    if name.startswith("[") and name.endswith("]"):
        return _is_address(name[1:-1].removeprefix("IPv6:").removeprefix("ipv6:"))
    return _HOST.fullmatch(name) is not None and not _is_address(name)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _literal(ip: str) -> str:
    return f"[IPv6:{ip}]" if ":" in ip else f"[{ip}]"


def received_field(
    *, helo: str | None, ip: str | None, hostname: str, protocol: str, identity: str, now: datetime
) -> bytes:
    """Our Received (RFC 5321 section 4.4): `from` what the client is, `by` us, `with`, `id`, and the date.

    A HELO that is no host name is shown in a comment, harmless. No `for`: it would tell one recipient of another.
    """
    tcp = f"({_literal(ip)})" if ip is not None else "(unknown)"
    if helo is not None and is_host(helo):
        source = f"{helo} {tcp}"
    else:
        shown = _NOT_SHOWN.sub("?", helo or "")[:_HELO_SHOWN] or "none"
        source = f"{_literal(ip) if ip is not None else 'unknown'} (HELO {shown})"
    return (
        f"Received: from {source}\r\n\tby {hostname} with {protocol} id {identity};\r\n\t{date_text(now)}\r\n"
    ).encode("ascii")


def results_field(authserv_id: str, auth: AuthResults) -> bytes:
    """Our Authentication-Results (RFC 8601 section 2.2): what *auth* says, and nothing of the client's words."""
    said = [f"{_method('spf', entry.result.value)}{_spf(entry.identity, entry.domain)}" for entry in auth.spf]
    for signature in auth.dkim:
        algorithm = _property("header.a", signature.algorithm)
        said.append(f"{_method('dkim', signature.result.value)}{_domain('header.d', signature.domain)}{algorithm}")
    if auth.dmarc is not None:
        author = (auth.dmarc.from_ or "").rpartition("@")[2] or None
        policy = "" if auth.dmarc.policy is None else f" policy.dmarc={auth.dmarc.policy.value}"
        said.append(f"{_method('dmarc', auth.dmarc.result.value)}{policy}{_domain('header.from', author)}")
    if auth.arc is not None:
        said.append(_method("arc", auth.arc.result.value))
    if auth.iprev is not None:
        said.append(_method("iprev", auth.iprev.value))
    lines = [f"Authentication-Results: {authserv_id}", *(said[:_MOST_RESULTS] or ["none"])]
    return (";\r\n\t".join(lines) + "\r\n").encode("ascii")


def _method(name: str, result: str) -> str:
    return f"{name}={result}"


def _spf(identity: SpfIdentity, domain: str | None) -> str:
    return _domain("smtp.helo" if identity is SpfIdentity.HELO else "smtp.mailfrom", domain)


def _domain(name: str, domain: str | None) -> str:
    return _property(name, None if domain is None else ascii_domain(domain))


def _property(name: str, value: str | None) -> str:
    """` name=value`, or nothing for what is no plain word: it is left out, never quoted."""
    return f" {name}={value}" if value is not None and _VALUE.fullmatch(value) else ""
