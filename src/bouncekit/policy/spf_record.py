"""What the text of an SPF record (RFC 7208) tells without asking DNS again: "never", or "nearly everybody"."""

from typing import Final

__all__ = ["WIDEST_ADDRESSES", "is_permissive", "never_sends"]

WIDEST_ADDRESSES: Final = 1 << 16
"""IPv4 addresses (a /16) that the ip4 terms of a record may name in all before a pass says little."""

_WIDEST_IPV6_PREFIX: Final = 32


def _terms(record: str) -> list[str]:
    terms = record.lower().split()
    return terms[1:] if terms and terms[0] == "v=spf1" else []


def never_sends(record: str | None) -> bool:
    """True for `v=spf1 -all` and nothing else (modifiers aside): the owner's word that the domain never sends."""
    if record is None:
        return False
    return [term for term in _terms(record) if "=" not in term] == ["-all"]


def is_permissive(record: str | None) -> bool:
    """True when the record lets in everybody (`+all`, `?all`), or names more than a /16 (IPv4) or a /32 (IPv6).

    What its includes let in is not seen here: give `SpfResult.permissive` where that is known.
    """
    if record is None:
        return False
    total = 0
    for term in _terms(record):
        if term in {"all", "+all", "?all"}:
            return True
        bare = term.removeprefix("+")
        if bare.startswith("ip4:"):
            total += _addresses(bare[4:])
        elif bare.startswith("ip6:") and _prefix(bare[4:]) < _WIDEST_IPV6_PREFIX:
            return True
    return total > WIDEST_ADDRESSES


def _addresses(text: str) -> int:
    return 1 << (32 - min(_prefix(text, 32), 32))


def _prefix(text: str, whole: int = 128) -> int:
    """The length of the prefix (RFC 7208 section 5.6); *whole* where none is given, or none that can be read."""
    digits = text.partition("/")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else whole
