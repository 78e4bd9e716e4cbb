"""The verdict of a spam filter of ours, out of the fields that it adds: SpamAssassin and rspamd, trusted hosts only.

A stranger's message can carry such fields too, so they count only above our own Received fields, and only where the
field that names the filter's host (X-Spam-Checker-Version, X-Rspamd-Server) names one of *trusted*.
"""

import re
from collections.abc import Collection
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.message import MessageView
from bouncekit.policy.facts import ContentVerdict

__all__ = ["content_verdict"]

_CHECKER_HOST: Final = re.compile(r" on ([A-Za-z0-9.-]{1,255})$")
_ASSASSIN: Final = re.compile(r"(Yes|No), (?:score|hits)=(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)")
_RSPAMD: Final = re.compile(r"(?:default: )?(True|False) \[(-?[0-9]{1,6}(?:\.[0-9]{1,6})?) / -?[0-9.]{1,12}\]")


def content_verdict(
    raw: bytes | str,
    *,
    trusted: Collection[str],
    boundary: int = 1,
    suspect_score: float = 3.0,
    hostile_score: float = 15.0,
) -> ContentVerdict | None:
    """The worst verdict of the trusted filters in *raw*, a message or its header block; None: they said nothing.

    *trusted*: host names of the filters, no default. *boundary*: as in `AuthResults.from_headers`. The filter's own
    yes is SPAM; *suspect_score* and *hostile_score* set the levels around it. Raises InvalidValueError for a *trusted*
    that is a string or holds an empty one.
    """
    if isinstance(trusted, (str, bytes)) or "" in trusted:
        raise InvalidValueError("trusted", "must be a collection of host names, none of them empty", trusted)
    data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
    headers = MessageView.parse(data).root.headers
    received = [n for n, header in enumerate(headers) if header.key == "received"]
    stop = len(headers)
    if received:
        stop = received[boundary - 1] if len(received) >= boundary else 0
    values: dict[str, list[str]] = {}
    for header in headers[:stop]:
        if header.key.startswith(("x-spam", "x-rspamd")):
            values.setdefault(header.key, []).append(header.value)
    hosts = {name.lower() for name in trusted}
    found: list[tuple[bool, float]] = []
    checker = _only(values, "x-spam-checker-version")
    host = _CHECKER_HOST.search(checker.strip()) if checker else None
    if host is not None and host[1].lower() in hosts:
        found += _read(_ASSASSIN, values.get("x-spam-status", []), "Yes")
    server = _only(values, "x-rspamd-server")
    if server is not None and server.strip().lower() in hosts:
        found += _read(_RSPAMD, values.get("x-spamd-result", []), "True")
    if not found:
        return None
    return max((_level(spam, score, suspect_score, hostile_score) for spam, score in found), key=_ORDER.index)


_ORDER: Final = (ContentVerdict.CLEAN, ContentVerdict.SUSPECT, ContentVerdict.SPAM, ContentVerdict.HOSTILE)


def _only(values: dict[str, list[str]], key: str) -> str | None:
    found = values.get(key, [])
    return found[0] if len(found) == 1 else None


def _read(pattern: re.Pattern[str], values: list[str], yes: str) -> list[tuple[bool, float]]:
    return [(m[1] == yes, float(m[2])) for m in (pattern.match(value) for value in values) if m is not None]


def _level(spam: bool, score: float, suspect: float, hostile: float) -> ContentVerdict:  # noqa: FBT001
    if score >= hostile:
        return ContentVerdict.HOSTILE
    if spam:
        return ContentVerdict.SPAM
    return ContentVerdict.SUSPECT if score >= suspect else ContentVerdict.CLEAN
