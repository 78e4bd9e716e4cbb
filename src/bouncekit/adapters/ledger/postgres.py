"""The ledger in PostgreSQL: one table, a partition for each week, dropped whole when it is over."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from bouncekit.adapters.secrets import without_secrets
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin import Entry

__all__ = ["PostgresLedger"]

T = TypeVar("T")

_WEEK: Final = 7
_TABLES: Final = (
    (
        "create table if not exists bouncekit_sent (week integer not null, key bigint not null, day smallint not null,"
        " primary key (week, key)) partition by list (week)"
    ),
    "create table if not exists bouncekit_used (key bigint primary key, n integer not null, day integer not null)",
    "create table if not exists bouncekit_kept (name text primary key, value integer not null)",
)
_LOCK: Final = 0x626B
"""One advisory lock for making and dropping tables: PostgreSQL's `if not exists` alone is not safe among writers."""


class PostgresLedger:
    """A `Ledger` over *connect*, which opens a psycopg 3 connection; it is opened again after it was lost.

    *timeout* in milliseconds for any one statement. Raises InvalidValueError; every call raises AdapterError.
    """

    def __init__(
        self, connect: Callable[[], Any], *, retention: int = 30, complete: bool = False, timeout: int = 2_000
    ) -> None:
        if retention < 1:
            raise InvalidValueError("retention", "must be at least 1 day", retention)
        if timeout < 1:
            raise InvalidValueError("timeout", "must be at least 1 millisecond", timeout)
        self.retention = retention
        self.complete = complete
        self._connect = connect
        self._timeout = timeout
        self._db: Any = None
        self._weeks: set[int] = set()
        self._since: int | None = None

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        db, self._db = self._db, None
        if db is not None:
            db.close()

    def record(self, entries: Sequence[Entry]) -> None:
        """Store *entries*, all or none; those that are there already keep the later day. Raises AdapterError."""
        latest: dict[tuple[int, int], int] = {}
        for entry in entries:
            place = (entry.day // _WEEK, entry.key)
            latest[place] = max(latest.get(place, 0), entry.day % _WEEK)
        rows = sorted((week, key, day) for (week, key), day in latest.items())  # one order: no deadlock among writers

        def stored(db: Any) -> None:
            for week in {row[0] for row in rows} - self._weeks:
                self._make(db, week)
            with db.transaction():
                if self._since is None or first < self._since:
                    db.execute(
                        "insert into bouncekit_kept values ('since', %s) on conflict (name) do update"
                        " set value = excluded.value where bouncekit_kept.value > excluded.value",
                        (first,),
                    )
                db.execute(
                    "insert into bouncekit_sent select * from unnest(%s::integer[], %s::bigint[], %s::smallint[])"
                    " on conflict (week, key) do update set day = excluded.day where bouncekit_sent.day < excluded.day",
                    tuple(list(column) for column in zip(*rows, strict=True)),
                )

        if rows:
            first = min(entry.day for entry in entries)
            self._guarded(stored)
            self._since = first if self._since is None else min(self._since, first)

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        """The latest day of each key within the retention, or None. Raises AdapterError."""
        weeks = list(range((day - self.retention) // _WEEK, day // _WEEK + 1))

        def found(db: Any) -> dict[int, Any]:
            rows = db.execute(
                "select key, max(week * 7 + day) from bouncekit_sent where week = any(%s) and key = any(%s) "
                " group by key",
                (weeks, list(keys)),
            )
            return dict(rows.fetchall())

        days = self._guarded(found)
        if not all(isinstance(at, int) and at >= 0 for at in days.values()):
            raise AdapterError("ledger: damaged: a day is none")
        return tuple(days.get(key) for key in keys)

    def covers(self, keys: Sequence[int], day: int) -> bool:  # noqa: ARG002
        """Whether these tables hold what is recorded since before the retention to *day*. Raises AdapterError."""
        row = self._guarded(lambda db: db.execute("select value from bouncekit_kept where name = 'since'").fetchone())
        if row is None:
            return False
        if not isinstance(row[0], int) or row[0] < 0:
            raise AdapterError("ledger: damaged: its first day is none")
        return bool(row[0] <= day - self.retention)

    def count(self, key: int, day: int) -> int:
        """How often *key* was counted before; counts it once more. Raises AdapterError."""

        def counted(db: Any) -> int:
            row = db.execute(
                "insert into bouncekit_used values (%s, 1, %s) on conflict (key)"
                " do update set n = bouncekit_used.n + 1, day = excluded.day returning n",
                (key, day),
            ).fetchone()
            before = int(row[0]) - 1
            if before < 0:
                raise AdapterError("ledger: damaged: a count is none")
            return before

        return self._guarded(counted)

    def expire(self, day: int) -> int:
        """Drop the weeks that are over on *day* and their counts; the number of weeks. Raises AdapterError."""
        oldest = (day - self.retention) // _WEEK

        def dropped(db: Any) -> int:
            with db.transaction():
                db.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
                rows = db.execute(
                    "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    " where i.inhparent = 'bouncekit_sent'::regclass"
                ).fetchall()
                over = [name for (name,) in rows if int(name.rpartition("_")[2]) < oldest]
                for name in over:
                    db.execute(f"drop table {name}")
                db.execute("delete from bouncekit_used where day < %s", (day - self.retention,))
            return len(over)

        self._weeks.clear()
        return self._guarded(dropped)

    def _make(self, db: Any, week: int) -> None:
        with db.transaction():
            db.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
            db.execute(
                f"create table if not exists bouncekit_sent_{int(week)} partition of bouncekit_sent"
                f" for values in ({int(week)})"
            )
        self._weeks.add(week)

    def _open(self) -> Any:
        if self._db is None or self._db.closed:
            db = self._connect()
            db.autocommit = True
            db.execute(f"set statement_timeout = {int(self._timeout)}")
            db.execute(f"set lock_timeout = {int(self._timeout)}")
            with db.transaction():
                db.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
                for table in _TABLES:
                    db.execute(table)
            self._db = db
        return self._db

    def _guarded(self, action: Callable[[Any], T]) -> T:
        try:
            return action(self._open())
        except AdapterError:
            raise
        except Exception as error:  # noqa: BLE001  psycopg is the caller's, and so are its errors
            self.close()
            self._since = None
            raise AdapterError(f"ledger: {type(error).__name__}: {without_secrets(str(error))}") from None
