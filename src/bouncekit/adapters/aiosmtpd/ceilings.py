"""The ceilings that a guard has by default: a moving window in memory, for this process alone, of bounded size."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic
from typing import Final

from bouncekit.policy import RateKey, Scope

__all__ = ["MemoryLimiter"]

_MOST_KEYS: Final = 100_000
_SWEEP_SECONDS: Final = 60

_Name = tuple[Scope, str, str, int]


def _name(key: RateKey) -> _Name:
    return key.scope, key.bucket, key.key, key.seconds


class MemoryLimiter:
    """A Limiter (`bouncekit.policy.rate`) without a store. Several hosts share `adapters.limiter.LibraryLimiter`.

    It remembers *most_keys* addresses and domains. When more were mailed within their windows, nothing is sent until
    one is free: to forget would lift the ceilings.
    """

    def __init__(self, *, most_keys: int = _MOST_KEYS, clock: Callable[[], float] = monotonic) -> None:
        self._most_keys = most_keys
        self._clock = clock
        self._lock = Lock()
        self._times: dict[_Name, deque[float]] = {}
        self._swept = clock()

    def take(self, keys: Sequence[RateKey]) -> RateKey | None:
        """Count one notice against all *keys*, if every one has room; else count nothing and give one that has none."""
        now = self._clock()
        with self._lock:
            for key in keys:
                if self._count(key, now) >= key.most:
                    return key
            new = [key for key in keys if _name(key) not in self._times]
            if self._is_full(len(new), now):
                return new[0]
            for key in keys:
                self._times.setdefault(_name(key), deque()).append(now)
        return None

    def used(self, keys: Sequence[RateKey]) -> tuple[int, ...]:
        """How many notices were counted for each of *keys*, in its window."""
        now = self._clock()
        with self._lock:
            return tuple(self._count(key, now) for key in keys)

    def _count(self, key: RateKey, now: float) -> int:
        return self._left(_name(key), now)

    def _left(self, name: _Name, now: float) -> int:
        times = self._times.get(name)
        if times is None:
            return 0
        while times and times[0] <= now - name[3]:
            times.popleft()
        if not times:
            del self._times[name]
        return len(times)

    def _is_full(self, more: int, now: float) -> bool:
        """True when there is no room for *more*; what is out of its window is swept away, now and then."""
        if len(self._times) + more > self._most_keys and now - self._swept >= _SWEEP_SECONDS:
            self._swept = now
            for name in [*self._times]:
                self._left(name, now)
        return len(self._times) + more > self._most_keys
