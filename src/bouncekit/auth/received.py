"""Which host wrote a Received field (RFC 5321 section 4.4): the name after `by`, or nobody's."""

import re
from typing import Final

__all__ = ["receiving_host"]

_MOST_CHARS: Final = 10_000
_MARK: Final = re.compile(r"\\.|[()]")


def receiving_host(text: str) -> str | None:
    """The host after `by` in the unfolded *text*: `from HOST (…) by HOST …` or `by HOST …`; None when it says none."""
    if len(text) > _MOST_CHARS:
        return None
    bare = _without_comments(text)
    if bare is None:
        return None
    clauses = bare.partition(";")[0].split()
    keywords = [word.lower() for word in clauses[:3]]
    at = 2 if keywords[:1] == ["from"] else 0
    if len(clauses) < at + 2 or keywords[at : at + 1] != ["by"]:
        return None
    return clauses[at + 1]


def _without_comments(text: str) -> str | None:
    """*text* with a blank for each comment; None when one does not end."""
    kept: list[str] = []
    depth, since = 0, 0
    for mark in _MARK.finditer(text):
        if mark[0] == "(":
            if depth == 0:
                kept.append(text[since : mark.start()])
            depth += 1
        elif mark[0] == ")":
            if depth == 0:
                return None
            depth -= 1
            since = mark.end()
    if depth:
        return None
    return " ".join([*kept, text[since:]])
