"""BATV `prvs` tags (draft-levine-smtp-batv), as Exim's `prvs` and `prvscheck`, batv-tools and early drafts have them.

    prvs=KDDDSSSSSS=local@domain     the draft's order, and Exim's
    prvs=local/KDDDSSSSSS@domain     the order of its early versions
    local+prvs=KDDDSSSSSS@domain     batv-tools' sub-address form

K is the key's number, DDD the last three digits of the day that the tag ends on, SSSSSS the first three octets of
HMAC-SHA1(secret, K DDD address) in hex. The address, domain and all, is under the signature; the recipient is not:
whoever received mail with a tag can use it until it ends. One guess in 2^24 is right (3 in 2^24 where the address has
upper case).

The draft fixes key and hash, so what is signed keeps the kinds apart: it always holds an `@`, and nothing that `srs`
signs does. The day comes round after 1,000 days: give a key that signs tags a `not_after` before that.
"""

import hmac
from datetime import datetime
from enum import Enum, unique
from typing import Final

from bouncekit.addresses import Mailbox
from bouncekit.errors import InvalidValueError
from bouncekit.origin.keys import Key, KeyRing, checked_life, day_number, same
from bouncekit.origin.proof import Proof, ProofFault, ProofKind
from bouncekit.origin.shapes import is_srs, starts_tag

__all__ = ["LIFE_DAYS", "Style", "mint", "strip", "verify"]

LIFE_DAYS: Final = 7
_DIGITS: Final = "0123456789"
_HEX: Final = "0123456789abcdefABCDEF"
_ALNUM: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TAG: Final = 10
_MOST: Final = 320
_EXIM_SECRET: Final = 64


@unique
class Style(Enum):
    """Where in the local part the tag stands. The last three belong to others: read, never verified."""

    DRAFT = "draft"
    SLASH = "slash"
    SUBADDRESS = "sub-address"
    SWAPPED = "swapped"
    NINE_DIGITS = "nine-digits"
    BTV1 = "btv1"


_OWN: Final = (Style.DRAFT, Style.SLASH, Style.SUBADDRESS)


def mint(
    address: str,
    keys: KeyRing,
    now: datetime,
    *,
    life: int = LIFE_DAYS,
    style: Style = Style.DRAFT,
    fold: bool = True,
) -> str:
    """The tagged form of *address*, valid from now to the end of the day *life* days (0 to 499) ahead, in UTC.

    With *fold* the address is written in lower case, so that the tag outlives MTAs that fold case; without it Exim's
    result for the same text comes out. Raises InvalidValueError: not a plain mailbox, tagged or an SRS address already,
    a local part that would be longer than 64 octets, a secret that Exim cannot have, a style that is not ours.
    """
    if style not in _OWN:
        raise InvalidValueError("style", "is one that only its maker can verify", style.value)
    box = Mailbox.parse(address)
    if not address.isascii() or '"' in address:
        raise InvalidValueError("address", "cannot carry a tag: it is quoted or not ASCII", address)
    if _split(box.local) is not None or starts_tag(box.local):
        raise InvalidValueError("address", "already carries a tag, or what looks like one", address)
    if is_srs(box.local):
        raise InvalidValueError("address", "is an SRS address, which is a token itself", address)
    key = keys.signer(ProofKind.BATV, now)
    if len(key.secret) > _EXIM_SECRET:
        raise InvalidValueError("key.secret", f"must have at most {_EXIM_SECRET} octets for BATV (Exim's limit)")
    text = address.lower() if fold else address
    local, _, domain = text.rpartition("@")
    end = (day_number(now) + checked_life(life, 499)) % 1000
    head = f"{key.id}{end:03d}"
    tag = head + _hash(key, head, text)
    tagged = {
        Style.DRAFT: f"prvs={tag}={local}",
        Style.SLASH: f"prvs={local}/{tag}",
        Style.SUBADDRESS: f"{local}+prvs={tag}",
    }[style]
    if len(tagged) > 64:
        raise InvalidValueError(
            "address", f"has a local part too long for a tag: {len(tagged)} octets, at most 64", address
        )
    return f"{tagged}@{domain}"


def verify(address: str, keys: KeyRing, now: datetime, *, life: int = LIFE_DAYS) -> Proof:
    """Examine the recipient *address* of a bounce; never raises on its content.

    *life* is the longest that a tag may have ahead of it; a longer one is EXPIRED (dated in the future),
    whoever made it.
    """
    local, at, domain = address.rpartition("@")
    if not at:
        local = address
    if len(local) > _MOST or not address.isascii():
        wrong = local[:5].lower() == "prvs=" or "+prvs=" in local.lower()
        return _fault(address, ProofFault.MALFORMED if wrong else ProofFault.NOT_SIGNED)
    found = _split(local)
    if not at or found is None:
        looks = local[:5].lower() == "prvs="
        return _fault(address, ProofFault.MALFORMED if looks else ProofFault.NOT_SIGNED)
    style, tag, inner = found
    original = f"{inner}@{domain}"
    if style not in _OWN:
        return _fault(address, ProofFault.NOT_SIGNED, original, style)
    if not inner or starts_tag(inner) or is_srs(inner) or _split(inner) is not None:
        return _fault(address, ProofFault.MALFORMED, original, style)
    key = keys.find(int(tag[0]), ProofKind.BATV, now)
    if key is None:
        return _fault(address, ProofFault.UNKNOWN_KEY, original, style)
    if not _genuine(key, tag, original, inner, domain):
        return _fault(address, ProofFault.BAD_SIGNATURE, original, style)
    today = day_number(now)
    ahead = (int(tag[1:4]) - today) % 1000
    if ahead > checked_life(life, 499):
        return _fault(address, ProofFault.EXPIRED, original, style)
    return Proof(
        kind=ProofKind.BATV,
        fault=None,
        subject=address,
        address=original,
        day=today + ahead - life,
        variant=style.value,
    )


def strip(address: str) -> str:
    """*address* without a BATV tag of any known sort, for comparing; other addresses as they are. No proof."""
    local, at, domain = address.rpartition("@")
    found = _split(local) if len(local) <= _MOST else None
    return f"{found[2]}{at}{domain}" if found and found[2] else address


def _genuine(key: Key, tag: str, original: str, inner: str, domain: str) -> bool:
    """Whether the tag signs the address as it came, or as it was before an MTA folded its case."""
    head, claimed = tag[:4], tag[4:].lower()
    valid = same(_hash(key, head, original), claimed)
    if original.islower():
        return valid
    for other in {f"{inner}@{domain.lower()}", original.lower()} - {original}:
        valid |= same(_hash(key, head, other), claimed)
    return valid


def _hash(key: Key, head: str, address: str) -> str:
    return hmac.digest(key.secret, f"{head}{address}".encode("ascii"), "sha1")[:3].hex()


def _fault(subject: str, fault: ProofFault, address: str | None = None, style: Style | None = None) -> Proof:
    return Proof(
        kind=ProofKind.BATV, fault=fault, subject=subject, address=address, variant=style.value if style else ""
    )


def _is_tag(text: str) -> bool:
    return len(text) == _TAG and not text[:4].strip(_DIGITS) and not text[4:].strip(_HEX)


def _split(local: str) -> tuple[Style, str, str] | None:
    """The style, the tag and the local part without it; None when there is no whole tag."""
    head = local[:6].lower()
    if head.startswith("prvs="):
        rest = local[5:]
        if rest[_TAG : _TAG + 1] == "=" and _is_tag(rest[:_TAG]):
            return Style.DRAFT, rest[:_TAG], rest[_TAG + 1 :]
        if rest[-_TAG - 1 : -_TAG] == "/" and _is_tag(rest[-_TAG:]):
            return Style.SLASH, rest[-_TAG:], rest[: -_TAG - 1]
        return _split_foreign(rest)
    if head == "btv1==":
        tag, equals, inner = local[6:].partition("==")
        return (Style.BTV1, tag, inner) if equals and tag and not tag.strip(_ALNUM) else None
    inner, tag = local[: -_TAG - 6], local[-_TAG:]
    if inner and local[-_TAG - 6 : -_TAG].lower() == "+prvs=" and _is_tag(tag):
        return Style.SUBADDRESS, tag, inner
    return None


def _split_foreign(rest: str) -> tuple[Style, str, str] | None:
    """Tags that other makers write after `prvs=`; only they can verify them."""
    if rest[9:10] == "=" and not rest[:9].strip(_HEX):
        return Style.NINE_DIGITS, rest[:9], rest[10:]
    inner, equals, tag = rest.rpartition("=")
    if equals and inner and len(tag) in (9, 10) and not tag.strip(_HEX):
        return Style.SWAPPED, tag, inner
    return None
