"""Ceilings on notices, counted by the library `limits` (extra `limits`): in memory, or in Redis or Valkey.

    limiter = LibraryLimiter()                               # this process alone
    limiter = LibraryLimiter("redis://localhost:6379/3")     # all hosts together
    claim(decision, policy, limiter).permit                  # None: do not send

A moving window, so that no burst passes at its edge. When the store does not answer, AdapterError: nothing is sent.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Final

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bouncekit.adapters.secrets import place_of, without_secrets
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy.rate import RateKey

__all__ = ["LibraryLimiter"]

_TIMEOUT_SECONDS: Final = 2.0


class LibraryLimiter:
    """A Limiter (`bouncekit.policy.rate`) on any storage of `limits`. Raises InvalidValueError for a bad URI."""

    def __init__(self, uri: str = "memory://", *, prefix: str = "bouncekit") -> None:
        self._prefix = prefix
        self._uri = uri
        self._lock = Lock()
        self._storage = _storage(uri)
        self._window = MovingWindowRateLimiter(self._storage)
        self._errors: tuple[type[Exception], ...] = (StorageError, OSError, *_store_errors(self._storage))

    def take(self, keys: Sequence[RateKey]) -> RateKey | None:
        """Count one notice against all *keys* that have room; give the first that has none.

        In one process nothing is counted unless all have room. Between hosts two may see the last place free: the hit
        itself is atomic for each key, and the loser is refused with what it counted already (on the safe side).
        """
        try:
            with self._lock:
                for key in keys:
                    if not self._window.test(self._item(key), *self._names(key)):
                        return key
                for key in keys:
                    if not self._window.hit(self._item(key), *self._names(key)):
                        return key
        except self._errors as error:
            fault = self._fault(error)
        else:
            return None
        raise AdapterError(fault)  # outside, so that no error of the store's is chained: it may quote the URI

    def used(self, keys: Sequence[RateKey]) -> tuple[int, ...]:
        """How many notices were counted for each of *keys*, in its window."""
        try:
            fault = ""
            left: list[int] | None = [
                self._window.get_window_stats(self._item(key), *self._names(key)).remaining for key in keys
            ]
        except self._errors as error:
            fault, left = self._fault(error), None
        if left is None:
            raise AdapterError(fault)
        return tuple(key.most - n for key, n in zip(keys, left, strict=True))

    def _fault(self, error: Exception) -> str:
        return f"the store of the limiter: {type(error).__name__}: {without_secrets(str(error), self._uri)}"

    @staticmethod
    def _item(key: RateKey) -> RateLimitItem:
        return RateLimitItemPerSecond(key.most, key.seconds)

    def _names(self, key: RateKey) -> tuple[str, ...]:
        return self._prefix, key.scope.value, key.bucket, key.key


def _storage(uri: str) -> Storage:
    options: dict[str, float | str] = {}
    if not uri.startswith("memory:"):
        options = {"socket_timeout": _TIMEOUT_SECONDS, "socket_connect_timeout": _TIMEOUT_SECONDS}
    fault = ""
    made: object = None
    try:
        made = storage_from_string(uri, **options)
    except Exception as error:  # noqa: BLE001  (each store of `limits` has its own)
        fault = f"is not taken: {type(error).__name__}"
    # Raised out here, without the URI and without the store's own error, which quotes it: an error tells no password.
    if fault:
        raise InvalidValueError("limiter.uri", fault, place_of(uri))
    if not isinstance(made, Storage):
        fault = "is of an asynchronous store, which this limiter cannot use"
        raise InvalidValueError("limiter.uri", fault, place_of(uri))
    return made


def _store_errors(storage: Storage) -> tuple[type[Exception], ...]:
    errors = storage.base_exceptions
    return errors if isinstance(errors, tuple) else (errors,)
