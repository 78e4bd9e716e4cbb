"""Who wrote a message: exactly one RFC 5322 mailbox in the one From field, or nobody.

    mailbox    = name-addr / addr-spec              name-addr = [phrase] [CFWS] "<" addr-spec ">" [CFWS]
    addr-spec  = local-part "@" domain              local-part = word *("." word)      word = atom / quoted-string
    domain     = atom *("." atom) / domain-literal  phrase = 1*(word / ".")            (RFC 5322 sections 3.4, 4.1, 4.4)

Comments and white space may stand between any two of these, and are nobody's address. A group, a list, a route, an
encoded-word where an address stands, or whatever else is no mailbox makes nobody: a display name never becomes one.
"""

import re
import unicodedata
from typing import Final

from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.block import HeaderBlock

__all__ = ["author_of", "is_domain_name", "one_mailbox"]

_MOST_CHARS: Final = 10_000
_MOST_LOCAL: Final = 320
_BLANK: Final = re.compile(r"[ \t]+")
_ATOM: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+")
_COMMENT_MARK: Final = re.compile(r"\\.|[()]")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED: Final = re.compile(r"\\(.)")
_LITERAL: Final = re.compile(r"\[[^\[\]\\]*\]")
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_LABELS: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))*")
_DOT_ATOM: Final = re.compile(r"[^\s.\"(),:;<>@\[\\\]]+(?:\.[^\s.\"(),:;<>@\[\\\]]+)*")
_HIDDEN: Final = frozenset(("Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"))

_Token = tuple[str, str]
"""("atom" or "quoted" or "literal", its text), or (a special, itself)."""


def author_of(block: HeaderBlock) -> str | None:
    """The address in the one From field of *block*; None where there is not exactly one, or the header has a fault."""
    fields = block.named("from")
    if block.fault is not None or len(fields) != 1:
        return None
    text = fields[0].utf8
    return None if text is None else one_mailbox(text)


def one_mailbox(text: str) -> str | None:
    """The address when *text*, unfolded, is one mailbox; a needlessly quoted local part is unquoted."""
    tokens = _tokens(text)
    if not tokens:
        return None
    if ("<", "<") not in tokens:
        return _addr_spec(tokens)
    at = tokens.index(("<", "<"))
    if tokens[-1] != (">", ">") or any(kind not in {"atom", "quoted", "."} for kind, _ in tokens[:at]):
        return None
    return _addr_spec(tokens[at + 1 : -1])


def _tokens(text: str) -> list[_Token]:
    """The tokens without comments and white space; none when *text* cannot be read to its end."""
    if len(text) > _MOST_CHARS or _CONTROL.search(text):
        return []
    out: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in " \t":
            at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        elif char == "(":
            after = _after_comment(text, at)
            if after is None:
                return []
            at = after
        elif char == '"':
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                return []
            out.append(("quoted", _ESCAPED.sub(r"\1", quoted[1])))
            at = quoted.end()
        elif char in "<>:;@,.":
            out.append((char, char))
            at += 1
        else:
            found = _LITERAL.match(text, at) if char == "[" else _ATOM.match(text, at)
            if found is None:
                return []
            out.append(("literal" if char == "[" else "atom", found[0]))
            at = found.end()
    return out


def _after_comment(text: str, at: int) -> int | None:
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, at):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    return None


def _addr_spec(tokens: list[_Token]) -> str | None:
    kinds = [kind for kind, _ in tokens]
    if kinds.count("@") != 1:
        return None
    at = kinds.index("@")
    local, domain = _local(tokens[:at]), _domain(tokens[at + 1 :])
    return None if local is None or domain is None else f"{local}@{domain}"


def _local(tokens: list[_Token]) -> str | None:
    if not _alternate(tokens, frozenset(("atom", "quoted"))):
        return None
    text = "".join(text for _, text in tokens)
    if len(text) > _MOST_LOCAL or "=?" in text or any(unicodedata.category(c) in _HIDDEN for c in text if c != " "):
        return None
    if _DOT_ATOM.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _domain(tokens: list[_Token]) -> str | None:
    if [kind for kind, _ in tokens] == ["literal"]:
        return tokens[0][1]
    if not _alternate(tokens, frozenset(("atom",))):
        return None
    name = "".join(text for _, text in tokens)
    return name if is_domain_name(ascii_domain(name)) else None


def is_domain_name(name: str) -> bool:
    """True for a host name in lower-case A-labels (RFC 5321 section 4.1.2)."""
    return len(name) <= 253 and _LABELS.fullmatch(name) is not None


def _alternate(tokens: list[_Token], words: frozenset[str]) -> bool:
    """Words with a dot between each two."""
    return len(tokens) % 2 == 1 and all(
        kind in words if n % 2 == 0 else kind == "." for n, (kind, _) in enumerate(tokens)
    )
