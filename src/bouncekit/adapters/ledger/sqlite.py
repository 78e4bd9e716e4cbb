"""The ledger in one SQLite file: the default, with nothing to install.

A table for each week holds the number as its row id and the day within the week, so an entry costs its row and no
index, and a week that is over is dropped. Beside it stand sums over ranges of numbers, which a trigger keeps: before a
`complete` ledger says that something is not there, the rows of its range are counted and summed, so that rows that were
lost or changed are found out. The first day that was ever recorded stands in the file too: a new file is not whole
before the retention is over. Write-ahead logging: readers never wait, a writer that is killed loses what
it had not committed and nothing else. Each process, and each thread, opens its own.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin import Entry

__all__ = ["SqliteLedger"]

_WEEK: Final = 7
_BATCH: Final = 200
_TICKS: Final = 1000
_TABLES: Final = (
    "create table if not exists used (key integer primary key, n integer not null, day integer not null)",
    "create table if not exists kept (name text primary key, value integer not null, inverse integer not null)",
)
_RANGE: Final = 48
"""Bits of a number within its range: 65,536 ranges, 150 rows in each of ten million."""
_SUM: Final = "({0} & 4294967295) + (({0} >> 32) & 4294967295)"
"""A summand that every changed bit of a number changes, and that a million million of cannot overflow."""


class SqliteLedger:
    """A `Ledger` in the file *path*.

    *retention* in days (an entry lives up to six days longer), *timeout* in seconds for any one call, *complete* as the
    protocol has it. *durable* also waits for the disk at each commit, so that not even a power cut loses one.
    Raises InvalidValueError, and AdapterError when the file cannot be opened or is none of ours.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        retention: int = 30,
        timeout: float = 2.0,
        complete: bool = False,
        durable: bool = False,
    ) -> None:
        if retention < 1:
            raise InvalidValueError("retention", "must be at least 1 day", retention)
        if timeout <= 0:
            raise InvalidValueError("timeout", "must be more than 0 seconds", timeout)
        self.retention = retention
        self.complete = complete
        self._path = str(path)
        self._timeout = timeout
        self._deadline = 0.0
        self._tables: set[int] = set()
        self._summed: set[int] = set()
        self._since: int | None = None
        with self._failing():
            self._db = sqlite3.connect(self._path, timeout=timeout, isolation_level=None)
        try:
            self._set_up(durable=durable)
        except AdapterError:
            self._db.close()
            raise

    def _set_up(self, *, durable: bool) -> None:
        with self._failing():
            self._db.execute("pragma journal_mode = wal")
            self._db.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
            for table in _TABLES:
                self._db.execute(table)
            self._refresh()
            self._db.set_progress_handler(self._out_of_time, _TICKS)

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, entries: Sequence[Entry]) -> None:
        """Store *entries*, all or none; those that are there already keep the later day. Raises AdapterError."""
        weeks: dict[int, list[tuple[int, int]]] = {}
        for entry in entries:
            weeks.setdefault(entry.day // _WEEK, []).append((entry.key, entry.day % _WEEK))
        with self._failing(), self._writing():
            self._refresh()  # another process may have dropped a week
            if entries:
                self._begin(min(entry.day for entry in entries))
            for week, rows in weeks.items():
                self._make(week)
                rows.sort()
                query = (
                    f"insert into sent_{week} values (?, ?)"  # noqa: S608 - a whole number
                    " on conflict (key) do update set day = max(day, excluded.day)"
                )
                self._db.executemany(query, rows)
        self._tables.update(weeks)
        self._summed.update(weeks)
        if entries:
            first = min(entry.day for entry in entries)
            self._since = first if self._since is None else min(self._since, first)

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        """The latest day of each key within the retention, or None. Raises AdapterError."""
        found: dict[int, int] = {}
        with self._failing():
            for week in self._weeks(day):
                for start in range(0, len(keys), _BATCH):
                    some = keys[start : start + _BATCH]
                    marks = ",".join("?" * len(some))
                    query = f"select key, day from sent_{week} where key in ({marks})"  # noqa: S608 - numbers only
                    rows = self._db.execute(query, some)
                    for key, within in rows:
                        if not isinstance(within, int) or not 0 <= within < _WEEK:
                            raise self._damaged(f"a day of week {week} is none")
                        found[key] = max(found.get(key, 0), week * _WEEK + within)
        return tuple(found.get(key) for key in keys)

    def covers(self, keys: Sequence[int], day: int) -> bool:
        """Whether all of the retention to *day* was recorded in this file, and *keys* would be found. AdapterError."""
        with self._failing():
            since = self._read_since()
            if since is None or since > day - self.retention:
                return False
            self._refresh()
            weeks = range(day // _WEEK, (day - self.retention) // _WEEK - 1, -1)
            if lost := self._summed.intersection(weeks) - self._tables:
                raise self._damaged(f"the entries of week {min(lost)} are gone")
            for week in weeks:
                if week not in self._tables:
                    continue
                if week not in self._summed:
                    return False  # of a version that kept no sums
                for at in {key >> _RANGE for key in keys}:
                    self._check_range(week, at)
        return True

    def _check_range(self, week: int, at: int) -> None:
        """Hold the rows of one range of numbers against their sums, in one statement: writers may be at work."""
        query = (
            f"select (select count(*) from sent_{week} where key between :low and :high),"  # noqa: S608 - whole numbers
            f" (select coalesce(sum({_SUM.format('key')}), 0) from sent_{week} where key between :low and :high),"
            f" (select n from sums_{week} where at = :at), (select sum from sums_{week} where at = :at)"
        )
        low = at << _RANGE
        count, total, n, kept = self._db.execute(
            query, {"low": low, "high": low + (1 << _RANGE) - 1, "at": at}
        ).fetchone()
        if (count, total) != ((n, kept) if (n, kept) != (None, None) else (0, 0)):
            raise self._damaged(f"the rows of week {week} are not those that were recorded")

    def count(self, key: int, day: int) -> int:
        """How often *key* was counted before; counts it once more, safe among writers. Raises AdapterError."""
        with self._failing(), self._writing():
            row = self._db.execute(
                "insert into used values (?, 1, ?)"
                " on conflict (key) do update set n = n + 1, day = excluded.day"
                " where typeof(n) = 'integer' and n > 0 returning n",
                (key, day),
            ).fetchone()
            if row is None:
                raise self._damaged("a count is none")
        return int(row[0]) - 1

    def expire(self, day: int) -> int:
        """Drop the weeks that are over on *day* and their counts; the number of weeks. Raises AdapterError."""
        oldest = (day - self.retention) // _WEEK
        with self._failing(), self._writing():
            self._refresh()
            over = [week for week in self._tables if week < oldest]
            for week in over:
                self._db.execute(f"drop table sent_{week}")
                self._db.execute(f"drop table if exists sums_{week}")
            self._db.execute("delete from used where day < ?", (day - self.retention,))
        self._tables.difference_update(over)
        return len(over)

    def _weeks(self, day: int) -> list[int]:
        """The weeks that may hold what is wanted, the latest first; weeks that another process made are seen."""
        wanted = range(day // _WEEK, (day - self.retention) // _WEEK - 1, -1)
        if wanted[0] not in self._tables:
            self._refresh()
        return [week for week in wanted if week in self._tables]

    def _refresh(self) -> None:
        rows = self._db.execute("select name from sqlite_master where type = 'table'").fetchall()
        names = [name.partition("_")[::2] for (name,) in rows if isinstance(name, str)]
        weeks = [(kind, int(number)) for kind, number in names if number.isascii() and number.isdecimal()]
        self._tables = {week for kind, week in weeks if kind == "sent"}
        self._summed = {week for kind, week in weeks if kind == "sums"}

    def _make(self, week: int) -> None:
        if week in self._summed:
            return
        new, old = _SUM.format("new.key"), _SUM.format("key")
        for statement in (
            f"create table if not exists sent_{week} (key integer primary key, day integer not null)",
            f"create table if not exists sums_{week} (at integer primary key, n integer not null, sum integer not null)",  # noqa: E501
            # a table that a version before this one made has rows already; another process may have been faster
            (
                f"insert into sums_{week} select key >> {_RANGE}, count(*), sum({old}) from sent_{week}"  # noqa: S608
                f" where not exists (select 1 from sums_{week}) group by 1"
            ),
            (
                f"create trigger if not exists sum_{week} after insert on sent_{week} begin"  # noqa: S608
                f" insert into sums_{week} values (new.key >> {_RANGE}, 1, {new})"
                " on conflict (at) do update set n = n + 1, sum = sum + excluded.sum; end"
            ),
        ):
            self._db.execute(statement)

    def _begin(self, day: int) -> None:
        """Remember the first day that is recorded."""
        if self._since is None or day < self._since:
            self._db.execute(
                "insert into kept values ('since', :day, ~ :day) on conflict (name) do update"
                " set value = excluded.value, inverse = excluded.inverse where value > excluded.value",
                {"day": day},
            )

    def _read_since(self) -> int | None:
        row = self._db.execute("select value, inverse from kept where name = 'since'").fetchone()
        if row is None:
            return None
        value, inverse = row
        if not isinstance(value, int) or inverse != ~value or value < 0:
            raise self._damaged("its first day is none")
        return value

    def _damaged(self, what: str) -> AdapterError:
        return AdapterError(f"ledger {self._path}: damaged: {what}")

    def _out_of_time(self) -> int:
        return int(time.monotonic() > self._deadline)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise
        self._db.execute("commit")

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Make AdapterError of whatever SQLite says, and a slow answer one too."""
        self._deadline = time.monotonic() + self._timeout
        try:
            yield
        except (
            sqlite3.Error,
            UnicodeError,
            OverflowError,
        ) as error:  # the last two: texts and numbers of a damaged schema
            raise AdapterError(f"ledger {self._path}: {error}") from error
