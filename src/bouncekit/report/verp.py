"""Variable envelope return paths: the recipient's address inside the address that the notice came back to."""

import re
from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.message import Part
from bouncekit.spans import Span

__all__ = ["verp_recipient"]

_FIELDS: Final = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "apparently-to", "to")
"""Where the address stands that the notice was sent to, the surest first."""
# list-bounces+bob=example.net@lists.example (Mailman), list-return-bob=example.net@lists.example (ezmlm, qmail)
_VERP: Final = re.compile(
    r"[A-Za-z0-9._-]{1,64}(?:\+|-return-(?:[0-9]{1,12}-)?)(?P<local>[^=@\s]{1,64})=(?P<domain>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
)


def verp_recipient(root: Part) -> tuple[str, Span] | None:
    """The recipient for whom *root* came back by its own address, and the field that says so; None when there is none.

    Anybody can write to such an address: it names whom a notice without names is about, and proves nothing.
    """
    for name in _FIELDS:
        for field in root.fields(name)[:5]:
            for found in find_addresses(field.value[:2_000])[:5]:
                m = _VERP.fullmatch(found.address.rpartition("@")[0])
                if m is not None:
                    return f"{m['local']}@{m['domain']}", field.value_span
    return None
