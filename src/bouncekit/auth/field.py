"""The grammar of Authentication-Results (RFC 8601 section 2.2): text into results; linear, never raising.

    authres-header-field = "Authentication-Results:" authres-payload
    authres-payload = [CFWS] authserv-id [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
    no-result  = [CFWS] ";" [CFWS] "none"
    resinfo    = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]
    methodspec = [CFWS] method [CFWS] "=" [CFWS] result          method = Keyword [ [CFWS] "/" [CFWS] method-version ]
    propspec   = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue
    pvalue     = [CFWS] ( ( value / [ [ local-part ] "@" ] domain-name ) [CFWS] )

What servers write beside it (`action=none`) is passed over. What cannot be read makes a result or the field `broken`;
so does a property or a reason that is there twice: two readers would take two values. A property with nothing after its
"=" is empty, and the next one is its own.
"""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["AuthField", "MethodResult", "parse_field"]

_MOST_RESULTS: Final = 1_000
_MOST_PROPERTIES: Final = 32
_DIGITS: Final = re.compile(r"[0-9]{1,3}")
_WHITE: Final = re.compile(r"[ \t\r\n]*")
_WORD: Final = re.compile(r'[^ \t\r\n;="(),\\]+')
_KEYWORD: Final = re.compile(r"[A-Za-z0-9_-]+")
# A run of a property's value; "=" is in it, for SRS0=… and base64.
_RUN: Final = re.compile(r'[^ \t\r\n;"(]+')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED: Final = re.compile(r"\\(.)")
_COMMENT_MARK: Final = re.compile(r"\\.|[()]")
# What stands where a value should, and is the next pair: a property of a registered type, or a reason.
_NEXT_PAIR: Final = re.compile(
    r"(?:(?:smtp|header|body|policy|dns)[ \t]*\.[ \t]*[A-Za-z0-9_-]+|reason)[ \t]*=", re.IGNORECASE
)
_HOST: Final = re.compile(r"[^\x00-\x20\x7f\"(),:;<>@\[\\\]=]+")
_NOT_SEMICOLON: Final = re.compile(r'[^;"(]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodResult:
    """One resinfo: names in lower case, values as written, unquoted. `broken`: part of it could not be read."""

    method: str
    version: int
    result: str
    reason: str | None
    properties: tuple[tuple[str, str, str], ...]
    """(ptype, property, value), in their order."""
    broken: bool = False

    def value(self, ptype: str, name: str) -> str | None:
        """The first value of a property, or None."""
        return next((v for t, n, v in self.properties if t == ptype and n == name), None)

    def domain(self, ptype: str, name: str) -> str | None:
        """The domain in a property's value, as written; None where it is empty, `<>`, or read differently by some."""
        value = (self.value(ptype, name) or "").removeprefix("<").removesuffix(">")
        local, _, domain = value.rpartition("@")
        return domain if "@" not in local and _HOST.fullmatch(domain) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthField:
    """One field. `broken`: a quoted string or comment does not end, or there was too much; no pass in it counts."""

    authserv_id: str | None
    version: int
    results: tuple[MethodResult, ...]
    broken: bool = False


class _Unreadable(Exception):  # noqa: N818  (a signal inside this module)
    """A quoted string or a comment does not end."""


def parse_field(text: str) -> AuthField:
    """What one field's unfolded *text* says. Without a legible authserv-id there are no results."""
    try:
        at = _cfws(text, 0)
        authserv_id, at = _authserv_id(text, at)
        at = _cfws(text, at)
        version, at = _version(text, at)
    except _Unreadable:
        return AuthField(authserv_id=None, version=1, results=(), broken=True)
    if authserv_id is None or (at < len(text) and text[at] != ";"):
        return AuthField(authserv_id=None, version=version, results=(), broken=at < len(text))
    return _resinfos(text, at, authserv_id, version)


def _resinfos(text: str, at: int, authserv_id: str, version: int) -> AuthField:
    results: list[MethodResult] = []
    broken = False
    while at < len(text) and not broken:
        try:
            at = _cfws(text, at + 1)  # past the ";"
            found, at = _resinfo(text, at)
        except _Unreadable:
            broken = True
            break
        if found is not None:
            results.append(found)
        broken = len(results) > _MOST_RESULTS
    return AuthField(authserv_id=authserv_id, version=version, results=tuple(results[:_MOST_RESULTS]), broken=broken)


def _cfws(text: str, at: int) -> int:
    """Past white space and comments, which nest (RFC 5322 section 3.2.2)."""
    while True:
        at = _end(_WHITE, text, at)
        if not text.startswith("(", at):
            return at
        depth = 0
        for mark in _COMMENT_MARK.finditer(text, at):
            depth += {"(": 1, ")": -1}.get(mark[0], 0)
            if depth == 0:
                at = mark.end()
                break
        else:
            raise _Unreadable


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _quoted(text: str, at: int) -> tuple[str, int]:
    found = _QUOTED.match(text, at)
    if found is None:
        raise _Unreadable
    return _ESCAPED.sub(r"\1", found[1]), found.end()


def _authserv_id(text: str, at: int) -> tuple[str | None, int]:
    if text.startswith('"', at):
        return _quoted(text, at)
    found = _WORD.match(text, at)
    return (found[0], found.end()) if found else (None, at)


def _version(text: str, at: int) -> tuple[int, int]:
    found = _DIGITS.match(text, at)
    if found is None:
        return 1, at
    return int(found[0]), _cfws(text, found.end())


def _resinfo(text: str, at: int) -> tuple[MethodResult | None, int]:
    """The resinfo at *at*, and where the next ";" is (or the end). `none` and what is no methodspec give None."""
    method, version, at, named = _method(text, at)
    result = _KEYWORD.match(text, at) if named else None
    if result is None:
        return None, _to_semicolon(text, at)
    at = result.end()
    reason: str | None = None
    properties: list[tuple[str, str, str]] = []
    seen: set[tuple[str, str]] = set()
    broken = False
    while True:
        at = _cfws(text, at)
        if at >= len(text) or text[at] == ";":
            broken = broken or len(properties) > _MOST_PROPERTIES
            break
        found, at = _pair(text, at)
        if found is None:
            broken, at = True, _to_semicolon(text, at)
            break
        ptype, name, value = found
        broken = broken or (ptype, name) in seen
        seen.add((ptype, name))
        if ptype:
            properties.append((ptype, name, value))
        elif name == "reason":
            reason = value
    made = MethodResult(
        method=method,
        version=version,
        result=result[0].lower(),
        reason=reason,
        properties=tuple(properties[:_MOST_PROPERTIES]),
        broken=broken,
    )
    return made, at


def _method(text: str, at: int) -> tuple[str, int, int, bool]:
    """(method, version, place after "=", was it all there?)."""
    name = _KEYWORD.match(text, at)
    if name is None:
        return "", 1, at, False
    at, version = _cfws(text, name.end()), 1
    if text.startswith("/", at):
        version, at = _version(text, _cfws(text, at + 1))
        at = _cfws(text, at)
    if not text.startswith("=", at):
        return name[0].lower(), version, at, False
    return name[0].lower(), version, _cfws(text, at + 1), True


def _pair(text: str, at: int) -> tuple[tuple[str, str, str] | None, int]:
    """A `ptype.property=value` or `name=value` (then the ptype is ""), and the place after it."""
    first = _KEYWORD.match(text, at)
    if first is None:
        return None, at
    ptype, name, at = "", first[0].lower(), _cfws(text, first.end())
    if text.startswith(".", at):
        second = _KEYWORD.match(text, _cfws(text, at + 1))
        if second is None:
            return None, at
        ptype, name, at = name, second[0].lower(), _cfws(text, second.end())
    if not text.startswith("=", at):
        return None, at
    begin = _cfws(text, at + 1)
    if begin > at + 1 and _NEXT_PAIR.match(text, begin):
        return (ptype, name, ""), begin
    value, at = _value(text, begin)
    return (ptype, name, value), at


def _value(text: str, at: int) -> tuple[str, int]:
    """Words and quoted strings that touch each other: `"a b"@example.org` is one value."""
    pieces: list[str] = []
    while at < len(text):
        if text[at] == '"':
            piece, at = _quoted(text, at)
            pieces.append(piece)
            continue
        run = _RUN.match(text, at)
        if run is None:
            break
        pieces.append(run[0])
        at = run.end()
    return "".join(pieces), at


def _to_semicolon(text: str, at: int) -> int:
    while at < len(text) and text[at] != ";":
        if text[at] == "(":
            at = _cfws(text, at)
        elif text[at] == '"':
            at = _quoted(text, at)[1]
        else:
            at = _end(_NOT_SEMICOLON, text, at)
    return at
