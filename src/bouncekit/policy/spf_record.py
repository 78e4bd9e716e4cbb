"""What the text of an SPF record (RFC 7208) tells without asking DNS again: "never", or "nearly everybody".

A pass says little when half the world gets it. A term whose breadth cannot be read off the record (`exists`, `ptr`, a
macro, a number that is none) counts as one that lets in everybody: unknown never helps.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["WIDEST_ADDRESSES", "Breadth", "breadth_of", "is_permissive", "never_sends"]

WIDEST_ADDRESSES: Final = 1 << 16
"""IPv4 addresses (a /16) that a record may name in all before a pass says little."""
_WIDEST_IPV6: Final = 1 << 96
_MOST_CHARS: Final = 8_192
_MOST_HOSTS: Final = 10
"""Hosts that one `mx` may have (RFC 7208 section 4.6.4); the same is taken for an `a` with a network."""
_DUAL_CIDR: Final = re.compile(r"(?:[:]([^/]*))?(?:/([0-9]{1,2}))?(?://([0-9]{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """How many addresses a record lets in by itself, and whose records it refers to."""

    everybody: bool = False
    """All of them, or more than can be told."""
    open_end: bool = False
    """It ends in `?all`: what is let in is said of nobody. No word of an include (RFC 7208 section 5.2)."""
    ipv4: int = 0
    ipv6: int = 0
    includes: tuple[str, ...] = ()
    redirect: str | None = None

    @property
    def is_wide(self) -> bool:
        """More than a /16 of IPv4, or a /32 of IPv6."""
        return self.everybody or self.ipv4 > WIDEST_ADDRESSES or self.ipv6 > _WIDEST_IPV6


def _terms(record: str) -> list[str]:
    terms = record.lower().split(" ") if record.isascii() else []
    return [term for term in terms[1:] if term] if terms and terms[0] == "v=spf1" else []


def never_sends(record: str | None) -> bool:
    """True for `v=spf1 -all` and nothing else (modifiers aside): the owner's word that the domain never sends."""
    if record is None:
        return False
    return [term for term in _terms(record) if "=" not in term] == ["-all"]


def is_permissive(record: str | None) -> bool:
    """True when the record lets in everybody, ends in `?all`, or names more than a /16 (IPv4) or a /32 (IPv6).

    What its includes let in is not seen here: give `SpfResult.permissive` where that is known.
    """
    if record is None or record.lower().split(" ")[0] != "v=spf1":
        return False
    found = breadth_of(record)
    return found.is_wide or found.open_end


def breadth_of(record: str) -> Breadth:
    """What *record* lets in by its own terms, up to the first `all`; a record that is none lets in everybody."""
    if len(record) > _MOST_CHARS or not record.isascii() or record.lower().split(" ")[0] != "v=spf1":
        return Breadth(everybody=True)
    ipv4 = ipv6 = 0
    includes: list[str] = []
    redirect: str | None = None
    for term in _terms(record):
        if term.startswith("redirect="):
            redirect = term.removeprefix("redirect=")
            continue
        bare = term.removeprefix("+")
        if bare == "all":
            return Breadth(everybody=True)
        if bare[:1] in {"-", "~", "?"}:
            if bare[1:] == "all":  # nothing after it counts, a redirect neither (RFC 7208 sections 5.1 and 6.1)
                return Breadth(ipv4=ipv4, ipv6=ipv6, includes=tuple(includes), open_end=bare == "?all")
            continue  # it lets nobody in
        if bare.startswith("include:"):
            includes.append(bare.removeprefix("include:"))
            continue
        found = _addresses(bare)
        if found is None:
            return Breadth(everybody=True)
        ipv4, ipv6 = ipv4 + found[0], ipv6 + found[1]
    if redirect is None:
        return Breadth(ipv4=ipv4, ipv6=ipv6, includes=tuple(includes))
    return Breadth(ipv4=ipv4, ipv6=ipv6, includes=tuple(includes), redirect=redirect)


def _addresses(term: str) -> tuple[int, int] | None:
    """How many addresses of IPv4 and IPv6 one mechanism lets in; None: it cannot be told, or everybody."""
    name = re.split(r"[:/=]", term, maxsplit=1)[0]
    if name in {"ip4", "ip6"}:
        return _network(term[4:], name)
    if name in {"a", "mx"}:
        found = _DUAL_CIDR.fullmatch(term, len(name))
        if found is None or "%" in (found[1] or ""):
            return None
        v4, v6 = int(found[2] or 32), int(found[3] or 128)
        if v4 > 32 or v6 > 128:
            return None
        hosts = 1 if found[2] is found[3] is None and name == "a" else _MOST_HOSTS
        return hosts << (32 - v4), hosts << (128 - v6)
    # Other modifiers say nothing of hosts; ptr, exists and what is not known let in nobody knows whom.
    return (0, 0) if "=" in term and ":" not in term.partition("=")[0] else None


def _network(text: str, name: str) -> tuple[int, int] | None:
    address, slash, digits = text.partition("/")
    whole = 32 if name == "ip4" else 128
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return None
    if version != (4 if whole == 32 else 6):
        return None
    if slash and not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and int(digits) <= whole):
        return None
    size = 1 << (whole - int(digits or whole))
    return (size, 0) if whole == 32 else (0, size)
