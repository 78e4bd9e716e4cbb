"""What `sign` and `check` share: the key file and the moment."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.origin import Key, KeyRing

__all__ = ["moment", "read_keys"]

_MOST: Final = 64 << 10
_NUMBERS: Final = range(10)


def read_keys(path: str, *, signer: int | None, allow_short: bool) -> KeyRing:
    """The ring of a key file: one secret, or a line `N secret` for each key; *signer* is the number that signs.

    One secret alone has whatever number is asked for. Raises InvalidValueError, and OSError for a missing file.
    """
    with Path(path).open("rb") as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise InvalidValueError("key-file", f"is longer than {_MOST} octets", path)
    lines = [line for line in data.replace(b"\r\n", b"\n").split(b"\n") if line]
    if not lines:
        raise InvalidValueError("key-file", "is empty", path)
    if len(lines) == 1 and not _numbered(lines[0]):
        first = signer or 0
        keys = [Key(id=n, secret=lines[0], unsafe_short=allow_short) for n in _NUMBERS]
    elif all(_numbered(line) for line in lines):
        keys = [Key(id=int(line[:1]), secret=line[2:], unsafe_short=allow_short) for line in lines]
        first = keys[0].id if signer is None else signer
    else:
        raise InvalidValueError("key-file", "must hold one secret, or lines of a number, a space and a secret", path)
    ordered = sorted(keys, key=lambda key: key.id != first)
    if ordered[0].id != first:
        raise InvalidValueError("key-id", f"is not in the key file, which has {sorted(k.id for k in keys)}", first)
    return KeyRing(tuple(ordered))


def _numbered(line: bytes) -> bool:
    return line[:1].isdigit() and line[1:2] == b" " and len(line) > 2


def moment(text: str | None) -> datetime:
    """The moment that *text* (ISO 8601, with its zone) names; now without it. Raises InvalidValueError."""
    if text is None:
        return datetime.now(UTC)
    try:
        now = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError("now", "must be a moment in ISO 8601, such as 2026-11-23T12:00:00Z", text) from None
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone, such as a Z at its end", text)
    return now
