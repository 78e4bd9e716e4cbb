"""What may be said of an address that holds a password, and of an error that may quote it (CWE-209, CWE-532)."""

import re
from typing import Final
from urllib.parse import unquote

__all__ = ["place_of", "without_secrets"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}(?=:)")
# user:password@ of a URI, wherever it stands in a text, and password=… of a connection string or a query
_USERINFO: Final = re.compile(r"(://)[^\s/@]{0,2000}(?:@[^\s/@]{0,2000})*@")
_NAMED: Final = re.compile(
    r"(?i)\b(pass(?:word|wd)?|secret|token|sslpassword|auth)(\s?[=:]\s?)('[^']{0,2000}'|[^\s&;,]{1,2000})"
)


def place_of(uri: str) -> str:
    """The scheme of *uri* alone: whatever follows may be a password, or hold one that was not quoted."""
    found = _SCHEME.match(uri)
    return f"{found[0].lower()}://…" if found else "…"


def without_secrets(text: str, *known: str) -> str:
    """*text* without what stands where a password does, and without the parts of the *known* addresses."""
    for uri in known:
        rest = uri.partition("://")[2] or uri
        for part in sorted({*re.split(r"[/@:?&#=\s]", rest), rest, uri}, key=len, reverse=True):
            if len(part) > 3:
                for spelling in (part, unquote(part)):
                    text = text.replace(spelling, "…")
    return _NAMED.sub(r"\1\2…", _USERINFO.sub(r"\1…@", text))
