"""The ledger in Redis or Valkey: sets of integers that expire by themselves.

Numbers of one week are spread over *buckets* sets, which the server keeps as packed integers (8 octets each) as long as
a set has no more than `set-max-intset-entries` (512); choose buckets ≈ entries a week / 400. A number and its week is
all that is kept: the day that is answered is the last of the week, or today. The first day that was recorded has a key
of its own: a server that lost everything does not swear that nothing was sent.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from bouncekit.adapters.secrets import without_secrets
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin import Entry

__all__ = ["RedisLedger"]

T = TypeVar("T")

_WEEK: Final = 7
_DAY: Final = 86_400
_BATCH: Final = 10_000


class RedisLedger:
    """A `Ledger` over *client*, a `redis.Redis` or `valkey.Valkey` of yours.

    How long a call may take is the client's: set its `socket_timeout`, and `retry=Retry(NoBackoff(), 0)` where the
    library tries again by itself (redis-py does, three times, since its version 6).
    Safe among writers; keys expire *retention* days after their week. Raises InvalidValueError.
    """

    def __init__(
        self, client: Any, *, retention: int = 30, complete: bool = False, buckets: int = 1 << 14, prefix: str = "bk"
    ) -> None:
        if retention < 1:
            raise InvalidValueError("retention", "must be at least 1 day", retention)
        if buckets < 1:
            raise InvalidValueError("buckets", "must be at least 1", buckets)
        self.retention = retention
        self.complete = complete
        self._client = client
        self._buckets = buckets
        self._prefix = prefix

    def record(self, entries: Sequence[Entry]) -> None:
        """Store *entries*, all or none of each 10,000. Raises AdapterError."""
        self._guarded(lambda: self._record(entries))

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        """The last day of the latest week of each key, not after *day*, or None. Raises AdapterError."""
        weeks = range(day // _WEEK, (day - self.retention) // _WEEK - 1, -1)
        answers = self._guarded(lambda: self._ask(keys, weeks))
        if len(answers) != len(keys) * len(weeks) or any(hit not in (0, 1) for hit in answers):
            raise AdapterError("ledger: the server answers with what is no answer")
        out: list[int | None] = []
        for index in range(len(keys)):
            hits = answers[index * len(weeks) : (index + 1) * len(weeks)]
            week = next((w for w, hit in zip(weeks, hits, strict=True) if hit), None)
            out.append(None if week is None else min(day, week * _WEEK + _WEEK - 1))
        return tuple(out)

    def covers(self, keys: Sequence[int], day: int) -> bool:  # noqa: ARG002
        """Whether the server has kept what is recorded since before the retention to *day*. Raises AdapterError.

        It cannot tell whether it evicted a set since: set its `maxmemory-policy` to `noeviction`.
        """
        answer = self._guarded(lambda: self._client.get(f"{self._prefix}:since"))
        if answer is None:
            return False
        since = self._guarded(lambda: int(answer))
        if since < 0:
            raise AdapterError("ledger: damaged: its first day is none")
        return since <= day - self.retention

    def count(self, key: int, day: int) -> int:
        """How often *key* was counted before; counts it once more. Raises AdapterError."""
        name = f"{self._prefix}:u:{key}"
        until = (day + self.retention + 1) * _DAY

        def counted() -> int:
            with self._client.pipeline(transaction=True) as pipe:
                pipe.incr(name)
                pipe.expireat(name, until)
                before = int(pipe.execute()[0]) - 1
            if before < 0:
                raise AdapterError("ledger: damaged: a count is none")
            return before

        return self._guarded(counted)

    def _record(self, entries: Sequence[Entry]) -> None:
        for start in range(0, len(entries), _BATCH):
            sets: dict[tuple[int, int], list[int]] = {}
            for entry in entries[start : start + _BATCH]:
                sets.setdefault((entry.day // _WEEK, entry.key % self._buckets), []).append(entry.key)
            first = min(entry.day for entry in entries[start : start + _BATCH])
            with self._client.pipeline(transaction=True) as pipe:
                pipe.set(f"{self._prefix}:since", first, nx=True)
                for (week, bucket), members in sets.items():
                    name = self._name(week, bucket)
                    pipe.sadd(name, *members)
                    pipe.expireat(name, (week * _WEEK + _WEEK + self.retention) * _DAY)
                pipe.execute()

    def _ask(self, keys: Sequence[int], weeks: range) -> list[Any]:
        with self._client.pipeline(transaction=False) as pipe:
            for key in keys:
                for week in weeks:
                    pipe.sismember(self._name(week, key % self._buckets), key)
            answers: list[Any] = pipe.execute()
        return answers

    def _name(self, week: int, bucket: int) -> str:
        return f"{self._prefix}:{week}:{bucket:x}"

    @staticmethod
    def _guarded(action: Callable[[], T]) -> T:
        try:
            return action()
        except (AdapterError, InvalidValueError):
            raise
        except Exception as error:  # noqa: BLE001  the client is the caller's: its errors are of whatever library it is
            raise AdapterError(f"ledger: {type(error).__name__}: {without_secrets(str(error))}") from None
