"""Encoded-words in header fields (RFC 2047), read tolerantly."""

import binascii
import re
from typing import Final

from bouncekit.message.charsets import charset_codec, decode_octets
from bouncekit.message.transfer import decode_transfer

__all__ = ["decode_words"]

# encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="  (RFC 2047 2, RFC 2231 5)
# encoded-text may hold white space here: broken senders fold and leave spaces inside.
_WORD: Final = re.compile(r"=\?([^?*\s]{1,64})(?:\*[^?\s]{0,64})?\?([bBqQ])\?([^?]*)\?=")


def decode_words(value: str) -> str:
    """*value* with its encoded-words decoded; white space between two of them goes (RFC 2047 6.2). Never raises."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending: list[bytes] = []
    pending_charset = ""
    at = 0
    for m in _WORD.finditer(value):
        gap = value[at : m.start()]
        adjacent = at > 0 and not gap.strip()
        charset = m[1].lower()
        if pending and not (adjacent and charset == pending_charset):
            out.append(decode_octets(b"".join(pending), pending_charset))
            pending = []
        if not adjacent:
            out.append(gap)
        # Senders cut multi-octet characters between words of one charset: join the octets before decoding.
        pending.append(_octets(m[2], m[3], charset))
        pending_charset = charset
        at = m.end()
    if pending:
        out.append(decode_octets(b"".join(pending), pending_charset))
    out.append(value[at:])
    return "".join(out)


def _octets(encoding: str, text: str, charset: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    if not raw.isascii() and (codec := charset_codec(charset)) is not None:
        # Characters that should have been encoded were not: they are text already, whatever the word's charset.
        raw = text.encode(codec, "replace")
    if encoding in "bB":
        return decode_transfer(raw, "base64", len(raw))
    return binascii.a2b_qp(raw.replace(b"_", b"=20").replace(b"=\n", b"= "), header=False)
