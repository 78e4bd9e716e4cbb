"""Tag lists of DKIM and ARC (RFC 6376 section 3.2), and what the tags of a signature and of a key must be.

    tag-list = tag-spec *( ";" tag-spec ) [ ";" ]      tag-spec = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]

A list that names a tag twice, or holds what is no tag, says nothing at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bouncekit.auth.alignment import ascii_domain

__all__ = ["KeyRecord", "clean_domain", "number", "read_key", "read_tags", "without_signature", "words"]

_MOST_CHARS: Final = 64 << 10
_MOST_TAGS: Final = 100
_TAG_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DOMAIN: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_WHITE: Final = " \t\r\n"
_NUMBER: Final = re.compile(r"[0-9]{1,12}")


def read_tags(text: str | None) -> dict[str, str] | None:
    """Tags in their order, values without white space around them; None when *text* is no tag list."""
    if text is None or len(text) > _MOST_CHARS or _CONTROL.search(text):
        return None
    pieces = text.split(";", _MOST_TAGS)
    if len(pieces) > _MOST_TAGS:
        return None
    tags: dict[str, str] = {}
    for piece in pieces:
        name, equals, value = piece.partition("=")
        name = name.strip(_WHITE)
        if not equals and not name:
            continue
        if not equals or name in tags or _TAG_NAME.fullmatch(name) is None:
            return None
        tags[name] = value.strip(_WHITE)
    return tags


def words(value: str) -> tuple[str, ...]:
    """The parts of a colon-separated value in lower case (h=, q=, s=, t=)."""
    return tuple(word.strip(_WHITE).lower() for word in value.split(":"))


def number(value: str | None) -> int | None:
    """A whole number of at most twelve ASCII digits; None for all else."""
    return int(value) if value is not None and _NUMBER.fullmatch(value) else None


def clean_domain(value: str | None) -> str | None:
    """A domain or selector as lower-case A-labels (RFC 8616); None when it is none."""
    name = ascii_domain(value or "")
    return name if len(name) <= 253 and _DOMAIN.fullmatch(name) else None


def without_signature(raw: bytes) -> bytes:
    """A signature field with the value of its b= tag deleted (RFC 6376 section 3.7)."""
    name, colon, body = raw.partition(b":")
    pieces = body.split(b";")
    for place, piece in enumerate(pieces):
        tag, equals, _ = piece.partition(b"=")
        if equals and tag.strip(b" \t\r\n") == b"b":
            pieces[place] = tag + equals
    return name + colon + b";".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """A key as it is published (RFC 6376 section 3.6.1)."""

    kind: str
    """`rsa` or `ed25519`."""
    data: str
    """Base64; empty: revoked."""
    testing: bool
    """t=y: mail signed with it is as mail without a signature."""
    same_domain: bool
    """t=s: i= must be in d= itself, not below it."""


def read_key(text: str) -> KeyRecord | str:
    """The key in a TXT record, or why it may not be used for mail and SHA-256."""
    tags = read_tags(text)
    if tags is None or "p" not in tags:
        return "not a key record"
    return _usable(tags) or KeyRecord(
        kind=tags.get("k", "rsa").lower(),
        data="".join(tags["p"].split()),
        testing="y" in words(tags.get("t", "")),
        same_domain="s" in words(tags.get("t", "")),
    )


def _usable(tags: Mapping[str, str]) -> str:
    """Why the key may not be used; "" when it may."""
    if "v" in tags and (next(iter(tags)) != "v" or tags["v"] != "DKIM1"):
        return "its version is not DKIM1"
    if not tags["p"]:
        return "the key is revoked"
    if "h" in tags and "sha256" not in words(tags["h"]):
        return "the key is not for SHA-256"
    if "s" in tags and not {"*", "email"} & set(words(tags["s"])):
        return "the key is not for mail"
    if tags.get("k", "rsa").lower() not in {"rsa", "ed25519"}:
        return "the key is of a kind that is not known"
    return ""
