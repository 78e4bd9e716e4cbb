"""Addresses: reverse-path and forward-path (RFC 5321), typed addresses, xtext (RFC 3461) and utf-8-addr (RFC 6533).

Two sorts of functions. What a *caller* hands in is checked by `Mailbox.parse`, `ReversePath.parse`,
`ForwardPath.parse`, `TypedAddress.from_orcpt`, `envid_decode` and the encoders: they raise InvalidValueError that names
the field. What a *peer* wrote is looked at by `TypedAddress.find`, `find_addresses`, `canonical_key` and the other
decoders: they never raise.

Plain ASCII mailboxes are checked here (`dot-atom@domain-name`, a subset of RFC 5321's Mailbox); everything else (quoted
local parts, address literals, SMTPUTF8) by email-validator, which is also the oracle of the tests.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from bouncekit.domains import ascii_lower, domain_key
from bouncekit.errors import InvalidValueError

__all__ = [
    "ENVID_CHARS",
    "ORCPT_CHARS",
    "ForwardPath",
    "Found",
    "Mailbox",
    "ReversePath",
    "TypedAddress",
    "canonical_key",
    "envid_decode",
    "find_addresses",
    "folded_mailbox_key",
    "mailbox_key",
    "strip_source_route",
    "unitext_decode",
    "unitext_encode",
    "xtext_decode",
    "xtext_encode",
]

ENVID_CHARS: Final = 100
"""Characters of an ENVID value (RFC 3461 section 4.4)."""
ORCPT_CHARS: Final = 500
"""Characters of an ORCPT value (RFC 3461 section 4.2)."""

_LOCAL_OCTETS: Final = 64  # RFC 5321 4.5.3.1.1
_DOMAIN_OCTETS: Final = 255  # RFC 5321 4.5.3.1.2
_MAILBOX_OCTETS: Final = 254  # a path is 256 with its angle brackets, RFC 5321 4.5.3.1.3
_LABEL_OCTETS: Final = 63  # RFC 1035 2.3.4

_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+", re.ASCII)
_NAME: Final = re.compile(r"[A-Za-z0-9.-]+", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TYPE: Final = re.compile(r"[A-Za-z0-9-]{1,50}", re.ASCII)
# xtext = *( xchar / hexchar ), xchar = "!" to "~" but "+" and "=", hexchar = "+" and two upper-case digits (RFC 3461 4)
_XTEXT_TOKEN: Final = re.compile(r"\+[0-9A-F]{2}|[\x21-\x2a\x2c-\x3c\x3e-\x7e]", re.ASCII)
_UNITEXT_TOKEN: Final = re.compile(r"\\x\{([0-9A-F]{2,6})\}|[\x21-\x2a\x2c-\x3c\x3e-\x5b\x5d-\x7e\x80-\U0010ffff]")
# The ASCII that HEXPOINT may spell (RFC 6533 section 3); CR, LF and NUL are not among it.
_HEXPOINT_ASCII: Final = frozenset((*range(0x01, 0x0A), *range(0x10, 0x1A), 0x20, 0x2B, 0x3D, 0x5C, 0x7F))


# -- encodings -----------------------------------------------------------------------------------------------------


def xtext_encode(text: str, *, field: str = "xtext") -> str:
    """Return *text* as xtext (RFC 3461 section 4). Raises InvalidValueError for what is not ASCII."""
    if not text.isascii():
        raise InvalidValueError(field, "is not ASCII, which xtext cannot carry (RFC 3461 section 4)", text)
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in text)


def xtext_decode(text: str) -> str | None:
    """Decode the xtext *text*, once; None when it is not xtext or stands for octets outside ASCII."""
    out: list[str] = []
    position = 0
    while position < len(text):
        token = _XTEXT_TOKEN.match(text, position)
        if token is None:
            return None
        shown = token[0]
        char = chr(int(shown[1:], 16)) if shown[0] == "+" else shown
        if char > "\x7f":
            return None
        out.append(char)
        position = token.end()
    return "".join(out)


def unitext_encode(address: str, *, ascii_only: bool, field: str = "address") -> str:
    r"""Return *address* as utf-8-addr-xtext (`ascii_only`) or utf-8-addr-unitext (RFC 6533 section 3).

    `ascii_only` also spells every character outside ASCII as `\x{…}`. Raises InvalidValueError for characters that the
    grammar has no spelling for (CR, LF, NUL, some controls, lone surrogates).
    """
    out: list[str] = []
    for char in address:
        point = ord(char)
        if point > 0x7F:
            if 0xD800 <= point <= 0xDFFF:
                raise InvalidValueError(field, "holds a lone surrogate", address)
            out.append(f"\\x{{{point:X}}}" if ascii_only else char)
        elif "!" <= char <= "~" and char not in "\\+=":
            out.append(char)
        elif point in _HEXPOINT_ASCII:
            out.append(f"\\x{{{point:02X}}}")
        else:
            raise InvalidValueError(field, "holds a control character (RFC 6533 section 3)", address)
    return "".join(out)


def unitext_decode(text: str) -> str | None:
    """Decode utf-8-addr-xtext or utf-8-addr-unitext, once; None when *text* is neither."""
    out: list[str] = []
    position = 0
    while position < len(text):
        token = _UNITEXT_TOKEN.match(text, position)
        if token is None:
            return None
        char = token[0] if token[1] is None else _hexpoint(token[1])
        if char is None:
            return None
        out.append(char)
        position = token.end()
    return "".join(out) or None


def _hexpoint(digits: str) -> str | None:
    """Read a HEXPOINT: no needless zeros, no surrogates, no ASCII but the specials (RFC 6533 section 3)."""
    point = int(digits, 16)
    if point < 0x80:
        return chr(point) if len(digits) == 2 and point in _HEXPOINT_ASCII else None
    if digits[0] == "0" or 0xD800 <= point <= 0xDFFF or point > 0x10FFFF:
        return None
    return chr(point)


# -- typed addresses -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAddress:
    """An address with its type, as in `rfc822; bob@example.net` (RFC 3464 section 2.1.2); `type` is in lower case.

    `address` is the plain address: xtext and unitext are undone, once, when it is made from a wire form.
    """

    type: str
    address: str

    @classmethod
    def find(cls, text: str) -> Self | None:
        """Read a peer's field value; None when it has no type. White space around `;` is tolerated."""
        type_, semicolon, address = text.partition(";")
        type_ = type_.strip(" \t\r\n")
        if not semicolon or not _TYPE.fullmatch(type_):
            return None
        type_, address = type_.lower(), address.strip(" \t\r\n")
        return cls(type=type_, address=_from_utf8_form(address) if type_ == "utf-8" else address)

    @classmethod
    def from_orcpt(cls, text: str, *, field: str = "orcpt") -> Self:
        """Read the value of an ORCPT parameter (RFC 3461 section 4.2, RFC 6533 section 3); raises InvalidValueError."""
        if len(text) > ORCPT_CHARS:
            raise InvalidValueError(field, f"is longer than {ORCPT_CHARS} characters (RFC 3461 section 4.2)", text)
        _refuse_controls(text, field)
        type_, semicolon, encoded = text.partition(";")
        if not semicolon or not _TYPE.fullmatch(type_) or not encoded:
            raise InvalidValueError(field, "must be an address type, `;` and an address (RFC 3461 section 4.2)", text)
        type_ = type_.lower()
        if type_ == "utf-8":
            return cls(type=type_, address=_refuse_controls(_from_utf8_form(encoded), field))
        address = xtext_decode(encoded)
        if address is None:
            raise InvalidValueError(field, "is not xtext (RFC 3461 section 4)", text)
        return cls(type=type_, address=_refuse_controls(address, field))

    @classmethod
    def of(cls, address: str) -> Self:
        """Give *address* the type that it needs: `rfc822` for ASCII, `utf-8` for the rest (RFC 6533 section 3)."""
        return cls(type="rfc822" if address.isascii() else "utf-8", address=address)

    def orcpt(self, *, smtputf8: bool) -> str:
        """Write the ORCPT value for a server with or without SMTPUTF8 (RFC 6533 section 3)."""
        if self.type == "utf-8":
            return f"{self.type};{unitext_encode(self.address, ascii_only=not smtputf8, field='orcpt')}"
        return f"{self.type};{xtext_encode(self.address, field='orcpt')}"

    def field_value(self, *, utf8: bool) -> str:
        """Write the value of a recipient field, `utf8` in a global part (RFC 6533 sections 3 and 4.1)."""
        if self.type == "utf-8" and not utf8:
            return f"{self.type}; {unitext_encode(self.address, ascii_only=True)}"
        return f"{self.type}; {self.address}"


def _from_utf8_form(text: str) -> str:
    """Undo unitext; an address that does not conform is copied without alteration (RFC 6533 section 3)."""
    decoded = unitext_decode(text) if "\\x{" in text else None
    return text if decoded is None else decoded


def envid_decode(text: str, *, field: str = "envid") -> str:
    """Read an ENVID value, case and spelling kept (RFC 3461 section 4.4); raises InvalidValueError."""
    if len(text) > ENVID_CHARS:
        raise InvalidValueError(field, f"is longer than {ENVID_CHARS} characters (RFC 3461 section 4.4)", text)
    _refuse_controls(text, field)
    decoded = xtext_decode(text)
    if decoded is None or not text:
        raise InvalidValueError(field, "is not xtext (RFC 3461 section 4)", text)
    return _refuse_controls(decoded, field)


# -- mailboxes and paths -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A mailbox as written: local part (with its quotes) and domain (RFC 5321 section 4.1.2, RFC 6531 section 3.3)."""

    local: str
    domain: str

    @classmethod
    def parse(cls, text: str, *, field: str = "address") -> Self:
        """Read a mailbox. Raises InvalidValueError that names *field*: syntax, controls, RFC 5321 lengths."""
        _refuse_controls(text, field)
        local, at, domain = text.rpartition("@")
        if not (at and local and domain):
            raise InvalidValueError(field, "must be local-part@domain", text)
        _check_lengths(text, local, domain, field)
        if not _is_dot_string(local):
            _validated(f"{local}@bouncekit.example", text, field)
        if not _is_domain_name(domain):
            _validated(f"x@{domain}", text, field)
        return cls(local=local, domain=domain)

    @property
    def ascii_domain(self) -> str:
        """The domain in lower case, as A-labels."""
        return domain_key(self.domain)

    def is_same(self, other: "Mailbox") -> bool:
        """True when both are one mailbox: local parts alike, case and all, once unquoted; domains in any case.

        Only the host of the domain may say more of a local part (RFC 5321 sections 2.3.11 and 2.4, RFC 8098 2.1).
        """
        return _unquoted(self.local) == _unquoted(other.local) and self.ascii_domain == other.ascii_domain

    @property
    def needs_smtputf8(self) -> bool:
        """True when the local part or the domain, as written, is not ASCII (RFC 6531)."""
        return not (self.local.isascii() and self.domain.isascii())

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversePath:
    """Where failures of a message go (RFC 5321 section 4.1.2); `mailbox` is None for the null reverse-path `<>`."""

    mailbox: Mailbox | None

    @classmethod
    def parse(cls, text: str, *, field: str = "reverse_path") -> Self:
        """Read a path, in angle brackets or not; a source route is stripped to its last hop (RFC 5321 C)."""
        bare = _unbracket(_refuse_controls(text, field))
        return cls(mailbox=Mailbox.parse(strip_source_route(bare), field=field) if bare else None)

    @property
    def is_null(self) -> bool:
        """True for `<>`: nothing is ever sent back to it."""
        return self.mailbox is None

    def __str__(self) -> str:
        return "" if self.mailbox is None else str(self.mailbox)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardPath:
    """Where a message goes; `mailbox` is None for the bare `Postmaster` that RFC 5321 section 4.1.1.3 reserves."""

    mailbox: Mailbox | None

    @classmethod
    def parse(cls, text: str, *, field: str = "forward_path") -> Self:
        """Read a path, in angle brackets or not; a source route is stripped to its last hop (RFC 5321 C)."""
        bare = _unbracket(_refuse_controls(text, field))
        if bare.lower() == "postmaster":
            return cls(mailbox=None)
        return cls(mailbox=Mailbox.parse(strip_source_route(bare), field=field))

    def __str__(self) -> str:
        return "Postmaster" if self.mailbox is None else str(self.mailbox)


def strip_source_route(path: str) -> str:
    """Return *path* without its source route, `@a.example,@b.example:` (RFC 5321 section 6.1 and appendix C)."""
    if not path.startswith("@"):
        return path
    _, colon, rest = path.partition(":")
    return rest if colon else path


def _unquoted(local: str) -> str:
    if len(local) < 2 or local[0] != '"' or local[-1] != '"':
        return local
    out = local[1:-1].split("\\\\")  # a quoted backslash stays one
    return "\\".join(piece.replace("\\", "") for piece in out)


def _unbracket(text: str) -> str:
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text


def _refuse_controls(text: str, field: str) -> str:
    if found := _CONTROL.search(text):
        name = {"\r": "a CR", "\n": "a LF", "\0": "a NUL"}.get(found[0], "a control character")
        raise InvalidValueError(field, f"holds {name}", text)
    return text


def _check_lengths(text: str, local: str, domain: str, field: str) -> None:
    """Octets as they stand on the wire (RFC 5321 section 4.5.3.1)."""
    for what, value, most in (
        ("local part", local, _LOCAL_OCTETS),
        ("domain", domain, _DOMAIN_OCTETS),
        ("mailbox", text, _MAILBOX_OCTETS),
    ):
        if len(value.encode("utf-8", "surrogatepass")) > most:
            raise InvalidValueError(field, f"has a {what} longer than {most} octets (RFC 5321 section 4.5.3.1)", text)


def _is_dot_string(local: str) -> bool:
    return bool(_ATOMS.fullmatch(local)) and local[0] != "." and local[-1] != "." and ".." not in local


def _is_domain_name(domain: str) -> bool:
    """Letters, digits and hyphens in labels of 63 octets at most (RFC 5321 section 4.1.2)."""
    if not _NAME.fullmatch(domain):
        return False
    return all(
        0 < len(label) <= _LABEL_OCTETS and label[0] != "-" and label[-1] != "-" and label[2:4] != "--"
        for label in domain.split(".")
    )


def _validated(probe: str, text: str, field: str) -> None:
    """Hand *probe* to email-validator, which raises InvalidValueError here when it is no mailbox."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  (35 ms that plain ASCII never needs)

    try:
        validate_email(
            probe,
            check_deliverability=False,
            allow_smtputf8=True,
            allow_quoted_local=True,
            allow_domain_literal=True,
            globally_deliverable=False,
            test_environment=True,
        )
    except (EmailNotValidError, UnicodeError) as error:
        fault = " ".join(str(error).split())
        raise InvalidValueError(field, f"is not a mailbox: {fault[:1].lower()}{fault[1:]}", text) from None


# -- peers' text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """An address seen in a text: `text[start:end] == address`."""

    address: str
    start: int
    end: int


_MOST_LOCAL: Final = 320
"""Characters of a local part that are looked at: far over 64, since peers break that limit with VERP and SRS."""
_MOST_DOMAIN: Final = 255
_LOOSE_LOCAL: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~.-")
_LOOSE_DOMAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
# The ASCII of the two sets above, read in one step.
_LOCAL_RUN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*")
_DOMAIN_RUN: Final = re.compile(r"[A-Za-z0-9._-]*")
_LOG_KEYS: Final = frozenset(
    ("to", "from", "rcpt", "recipient", "addr", "address", "email", "user", "mailbox", "orig_to")
)
_FIRST_UNSPACED: Final = "\u2e80"
"""From here on scripts are written without spaces between words: a neighbour there is no part of an address."""


def find_addresses(text: str, *, most: int | None = None) -> tuple[Found, ...]:
    """Find every address that a peer's *text* seems to hold, or the first *most*, in order; linear; never raises.

    Lenient: quoted local parts, address literals and letters outside ASCII are seen; a word of an unspaced script right
    beside an address is part of it only inside angle brackets. Neither deliverability nor lengths are checked.
    """
    out: list[Found] = []
    floor = 0
    at = text.find("@")
    while at >= 0:
        found = _address_around(text, at, floor)
        if found is not None:
            out.append(found)
            floor = found.end
            if len(out) == most:
                break
        at = text.find("@", at + 1)
    return tuple(out)


def _address_around(text: str, at: int, floor: int) -> Found | None:
    start, end = _local_start(text, at, floor), _domain_end(text, at + 1)
    while end > at + 1 and text[end - 1] in ".-_":
        end -= 1
    while start < at and text[start] == ".":
        start += 1
    if start < at and text[start] in "'`":  # quoted 'like this'
        start += 1
    key, equals, _ = text[start:at].partition("=")
    if equals and key.lower() in _LOG_KEYS:  # to=bob@example.net
        start += len(key) + 1
    if start >= at or end <= at + 1 or text[at + 1] in ".-":
        return None
    return Found(text[start:end], start, end)


def _local_start(text: str, at: int, floor: int) -> int:
    lowest = max(floor, at - _MOST_LOCAL)
    if at > lowest and text[at - 1] == '"':
        opening = text.rfind('"', lowest, at - 1)
        return opening if opening >= 0 and "\n" not in text[opening:at] else at
    start = _run_before(text, at, lowest)
    bracket = text.rfind("<", lowest, start)
    if 0 <= bracket < start and text[bracket + 1 : start].isalpha():
        return bracket + 1
    return start


def _domain_end(text: str, start: int) -> int:
    highest = min(len(text), start + _MOST_DOMAIN)
    if text.startswith("[", start):
        closing = text.find("]", start, highest)
        return closing + 1 if closing > start + 1 else start
    end = _run_after(text, start, highest)
    bracket = text.find(">", end, highest)
    if bracket > end and all(c in "._-" or c.isalnum() for c in text[end:bracket]):
        return bracket
    return end


def _run_before(text: str, at: int, lowest: int) -> int:
    """Where the run of characters of a local part begins that ends before *at*."""
    start = at - len(_LOCAL_RUN.match(text[lowest:at][::-1])[0])  # type: ignore[index]
    while start > lowest and (text[start - 1] in _LOOSE_LOCAL or _is_letter(text[start - 1])):
        start -= 1
    return start


def _run_after(text: str, start: int, highest: int) -> int:
    """Where the run of characters of a domain ends that begins at *start*."""
    end = _DOMAIN_RUN.match(text, start, highest).end()  # type: ignore[union-attr]
    while end < highest and (text[end] in _LOOSE_DOMAIN or _is_letter(text[end])):
        end += 1
    return end


def _is_letter(char: str) -> bool:
    return "\x80" <= char < _FIRST_UNSPACED and char.isalnum()


def canonical_key(address: str, *, delimiters: str = "+") -> str:
    """Make one key of all spellings of a mailbox, for counting (never for sending).

    The domain as lower-case A-labels, the local part case-folded, unquoted and without BATV's prefix or what follows
    one of *delimiters* (the tag delimiters in use, `""` for none). Never raises; what is no address is case-folded.
    """
    local, at, domain = strip_source_route(_unbracket(address.strip())).rpartition("@")
    if not at:
        return domain.casefold()
    local = _unquoted(local).casefold()
    if local.startswith("prvs=") and local.count("=") >= 2:
        local = local.split("=", 2)[2]
    for delimiter in delimiters:
        head = local.partition(delimiter)[0]
        local = head or local
    return f"{local}@{domain_key(domain)}"


def mailbox_key(address: str) -> str:
    """One key of all spellings of *one* mailbox, for deciding who somebody is; never raises.

    The local part as it is, unquoted where it needs no quotes: only its host may say more of it (RFC 5321 section 2.4),
    so sub-addresses, tags, dots and case stay. The domain as `domain_key` has it.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at:
        return domain
    bare = _unquoted(local)
    return f"{bare if _is_dot_string(bare) else local}@{domain_key(domain)}"


def folded_mailbox_key(address: str) -> str:
    """`mailbox_key` with A to Z in lower case: what a token is bound to, since mail systems on its way fold ASCII.

    Mailboxes of one domain that differ in nothing but ASCII case are one here; `ß` and `ss`, or the Kelvin sign and
    `k`, are two.
    """
    return ascii_lower(mailbox_key(address))
