"""Recipients' addresses as peers write them, made plain: no brackets, comments, source routes or types."""

import re
from typing import Final

from bouncekit.addresses import TypedAddress, find_addresses, strip_source_route

__all__ = ["is_mailbox", "is_pipe_or_file", "plain_address", "typed_address"]

_LONGEST: Final = 1_000
_SCHEMES: Final = ("smtp:", "mailto:", "rfc822:", "rfc822;")
_COMMENT: Final = re.compile(r"[ \t]\([^()]{0,500}\)[ \t]*$")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_X400: Final = ("x400", "x-x400")
_PREFIXED: Final = frozenset('|/:"<')
"""How what is no address begins."""
# What nearly every field holds: an address of plain atoms, which none of the repairs below would change.
_USUAL: Final = re.compile(
    r"[ \t]*([Rr][Ff][Cc]822)[ \t]*;[ \t]*([A-Za-z0-9_+=.-]{1,320}@[A-Za-z0-9.-]{0,320}[A-Za-z0-9])[ \t]*"
)


def is_pipe_or_file(text: str) -> bool:
    """True for a recipient that is a program or a file (`|/usr/bin/vacation bob`, `/var/mail/bob`), not an address."""
    head = text.lstrip('"<')
    return head.startswith(("|", ":include:")) or (head.startswith("/") and "=" not in head.partition("@")[0])


def plain_address(text: str) -> str:
    """*text* as one plain address, as far as it is one; empty when nothing is left. Never raises."""
    text = _CONTROLS.sub(" ", text[:_LONGEST]).strip()
    if not text:
        return ""
    low = text[:8].lower()
    for scheme in _SCHEMES:
        if low.startswith(scheme):
            text = text[len(scheme) :].lstrip()
            break
    if text.endswith(")"):
        text = _COMMENT.sub("", text)
    if text[:1] == "<" or ("<" in text and text.endswith(">")):
        inner = text[text.find("<") + 1 :]
        text = inner[: inner.find(">")] if ">" in inner else inner
    if text.startswith("'") and text.endswith("'"):
        text = text[1:-1]
    text = strip_source_route(text.strip().rstrip(",;"))
    if is_pipe_or_file(text):
        return text
    if "@" in text and (" " in text or "\t" in text) and not text.startswith('"'):
        found = find_addresses(text)
        if len(found) >= 1:
            return found[0].address
    if text.startswith('"') and text.endswith('"') and "@" in text:
        text = text[1:-1]
    return text.rstrip(".") if "@" in text else text


def typed_address(value: str) -> tuple[str, str | None]:
    """Address and type of a recipient field's value (RFC 3464 section 2.1.2); the type is None when there is none."""
    usual = _USUAL.fullmatch(value)
    if usual is not None:
        return usual[2], "rfc822"
    found = TypedAddress.find(value)
    if found is None:
        address = plain_address(value.lstrip(";"))
        return (address if "@" in address or is_pipe_or_file(address) else ""), None
    if found.type in _X400:
        return found.address, found.type
    return plain_address(found.address), found.type


def is_mailbox(address: str, type_: str | None = None) -> bool:
    """True for an address that mail can be sent to: no program, file, X.400 name, bare domain or unqualified host."""
    local, at, domain = address.rpartition("@")
    if not at or not local or type_ in _X400 or (address[0] in _PREFIXED and is_pipe_or_file(address)):
        return False
    return "." in domain or ":" in domain
