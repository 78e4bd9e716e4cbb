"""The ledger in one SQLite file: the default, with nothing to install.

A table for each week holds the number as its row id and the day within the week, so an entry costs its row and no
index, and a week that is over is dropped. Write-ahead logging: readers never wait, a writer that is killed loses what
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
_USED: Final = "create table if not exists used (key integer primary key, n integer not null, day integer not null)"


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
            self._db.execute(_USED)
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
            for week, rows in weeks.items():
                self._make(week)
                rows.sort()
                query = (
                    f"insert into sent_{week} values (?, ?)"  # noqa: S608 - a whole number
                    " on conflict (key) do update set day = max(day, excluded.day)"
                )
                self._db.executemany(query, rows)

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
                        found[key] = max(found.get(key, 0), week * _WEEK + within)
        return tuple(found.get(key) for key in keys)

    def count(self, key: int, day: int) -> int:
        """How often *key* was counted before; counts it once more, safe among writers. Raises AdapterError."""
        with self._failing(), self._writing():
            row = self._db.execute(
                "insert into used values (?, 1, ?)"
                " on conflict (key) do update set n = n + 1, day = excluded.day returning n",
                (key, day),
            ).fetchone()
        return int(row[0]) - 1

    def expire(self, day: int) -> int:
        """Drop the weeks that are over on *day* and their counts; the number of weeks. Raises AdapterError."""
        oldest = (day - self.retention) // _WEEK
        with self._failing(), self._writing():
            self._refresh()
            over = [week for week in self._tables if week < oldest]
            for week in over:
                self._db.execute(f"drop table sent_{week}")
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
        rows = self._db.execute(
            "select name from sqlite_master where type = 'table' and name like 'sent\\_%' escape '\\'"
        )
        self._tables = {int(name[5:]) for (name,) in rows if name[5:].isdecimal()}

    def _make(self, week: int) -> None:
        self._db.execute(f"create table if not exists sent_{week} (key integer primary key, day integer not null)")
        self._tables.add(week)

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
        except sqlite3.Error as error:
            raise AdapterError(f"ledger {self._path}: {error}") from error
