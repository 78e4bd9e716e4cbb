"""Parameters of structured MIME fields (RFC 2045 section 5.1) with continuations and charsets (RFC 2231)."""

import re
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Final

from bouncekit.message.charsets import decode_octets
from bouncekit.message.fields import field_text
from bouncekit.message.words import decode_words

__all__ = ["NO_PARAMS", "content_type", "parse_params", "parse_value"]

NO_PARAMS: Final = MappingProxyType[str, str]({})

# ";" attribute "=" value ; value = quoted-string / anything up to the next ";" (senders leave out quotes).
# Nothing after a quoted-string can fail, so that its group never gives back what it took.
_PARAM: Final = re.compile(r';[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"?|([^;]*))', re.DOTALL)
_SECTION: Final = re.compile(r"([^*]+)(?:\*([0-9]{1,3}))?(\*)?")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_PERCENT: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_LONGEST_KEPT: Final = 60
_MOST: Final = 200
"""Parameters of one field that are kept."""


def parse_value(value: str) -> str:
    """What stands before the parameters, in lower case and without a comment."""
    return value.partition(";")[0].partition("(")[0].strip().lower()


def content_type(raw: bytes) -> tuple[str, MappingProxyType[str, str]]:
    """Type and parameters that the body *raw* of a Content-Type says; the type is empty when it says none."""
    return _content_type_kept(raw) if len(raw) <= _LONGEST_KEPT else _content_type(raw)


def _content_type(raw: bytes) -> tuple[str, MappingProxyType[str, str]]:
    value = field_text(raw)
    said = parse_value(value)
    if said and not _MEDIA_TYPE.fullmatch(said):
        kind, _, sub = said.partition("/")
        ok = kind and sub and "/" not in sub
        said = f"{kind.strip()}/{sub.strip()}" if ok else "text/plain"
    return said, parse_params(value)


_content_type_kept = lru_cache(maxsize=64)(_content_type)
"""Content-Types without a boundary are few in all mail."""


def parse_params(value: str) -> MappingProxyType[str, str]:
    """The parameters of the field body *value*: names in lower case, the first of equal names wins. Never raises."""
    if ";" not in value:
        return NO_PARAMS
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    for m in islice(_PARAM.finditer(value), _MOST):
        name, quoted, bare = m.groups()
        name = name.lower()
        text = bare.strip() if quoted is None else quoted
        if quoted and "\\" in quoted:
            text = _ESCAPED.sub(r"\1", quoted)
        if "*" in name and (s := _SECTION.fullmatch(name)) is not None and (s[2] or s[3]):
            sections.setdefault(s[1], {}).setdefault(int(s[2] or 0), (s[3] is not None, text))
        else:
            plain.setdefault(name, decode_words(text) if "=?" in text else text)
    for name, found in sections.items():
        plain[name] = _join(found)
    return MappingProxyType(plain)


def _join(sections: dict[int, tuple[bool, str]]) -> str:
    """RFC 2231 section 3 and 4: sections in order up to the first that is missing; the first names the charset."""
    charset = "us-ascii"
    octets: list[bytes] = []
    for number in range(len(sections)):
        if number not in sections:
            break
        extended, text = sections[number]
        if number == 0 and extended and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "surrogateescape")
        octets.append(_PERCENT.sub(lambda m: bytes((int(m[1], 16),)), raw) if extended else raw)
    return decode_octets(b"".join(octets), charset or "us-ascii")
