"""Whether the codes, the command and the host that a row asks for are there: its lists compiled once."""

from collections.abc import Iterable
from typing import Final

from bouncekit.classify.facts import Facts
from bouncekit.codes import EnhancedStatus
from bouncekit.errors import InvalidValueError
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["Conditions", "StatusPattern", "class_of", "status_is_like", "status_patterns"]

StatusPattern = tuple[int | None, int | None, int | None]
"""Class, subject and detail; None where the row has an `x`."""

_NOBODY: Final[frozenset[str]] = frozenset()


class Conditions:
    """What *rows* ask for besides words. Raises InvalidValueError for a status that is no pattern such as `x.7.26`."""

    __slots__ = ("_hosts", "_labels", "_statuses")

    def __init__(self, rows: Iterable[PhraseRow]) -> None:
        rows = tuple(rows)
        self._statuses = {
            row.statuses: status_patterns(f"rules.{row.id}.statuses", row.statuses) for row in rows if row.statuses
        }
        self._hosts = frozenset(host for row in rows for host in row.hosts)
        self._labels = max((host.count(".") + 1 for host in self._hosts), default=0)

    def hosts_of(self, remote_mta: str | None) -> frozenset[str]:
        """Those of the rows' hosts that *remote_mta* is, or lies below."""
        if not remote_mta:
            return _NOBODY
        host = "." + remote_mta.lower().lstrip().partition(" ")[0].rstrip(".")
        names, dot = set(), len(host)
        for _ in range(self._labels):
            dot = host.rfind(".", 0, dot)
            if dot < 0:
                break
            names.add(host[dot + 1 :])
        return self._hosts & names

    def are_met(self, row: PhraseRow, facts: Facts, hosts: frozenset[str]) -> bool:
        """True when the reply code, command and status that *row* asks for are stated, at one of its *hosts*."""
        if (row.host_only or (row.hosts and not row.phrases)) and hosts.isdisjoint(row.hosts):
            return False
        if row.replies and (facts.reply is None or facts.reply.value not in row.replies):
            return False
        if row.commands and (facts.command or "") not in row.commands:
            return False
        if row.unless_class is not None and class_of(facts) == row.unless_class:
            return False
        if row.statuses:
            patterns = self._statuses[row.statuses]
            return any(status_is_like(status, patterns) for status in (facts.status, *facts.also_statuses))
        return True


def class_of(facts: Facts) -> int | None:
    """The class of the reply code, or else of the status: what the server's client has to go by (RFC 5321 4.2.1)."""
    if facts.reply is not None:
        return facts.reply.klass
    return None if facts.status is None else facts.status.klass


def status_patterns(name: str, statuses: Iterable[str]) -> tuple[StatusPattern, ...]:
    """*statuses* as numbers, `x` as None. Raises InvalidValueError with *name* for what is none."""
    return tuple([_pattern(name, status) for status in statuses])


def status_is_like(status: EnhancedStatus | None, patterns: Iterable[StatusPattern]) -> bool:
    """True when *status* is one of *patterns*."""
    return status is not None and any(
        klass in (None, status.klass) and subject in (None, status.subject) and detail in (None, status.detail)
        for klass, subject, detail in patterns
    )


def _pattern(name: str, status: str) -> StatusPattern:
    parts = status.split(".")
    if len(parts) != 3 or not all(part == "x" or (part.isascii() and part.isdigit()) for part in parts):
        raise InvalidValueError(name, "must be enhanced status codes such as 5.1.1 or x.7.26", status)
    klass, subject, detail = (None if part == "x" else int(part[:4]) for part in parts)
    return klass, subject, detail
