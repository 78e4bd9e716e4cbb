"""JSON as a caller hands it in: strict, with every fault named in one line (`InvalidValueError`)."""

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from bouncekit.errors import InvalidValueError

__all__ = ["MAX_JSON_OCTETS", "dump_json", "json_lines", "load_json", "read_json"]

MAX_JSON_OCTETS: Final = 64 << 20
"""Octets of one JSON text that are read; a longer one is refused."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidValueError(name, "is there twice in one object")
        found[name] = value
    return found


def _no_constant(text: str) -> Any:
    raise InvalidValueError("input", "is not JSON: a number must be finite", text)


def load_json(data: bytes | str, source: str = "input") -> Any:
    """Read the value of one JSON text (RFC 8259), in UTF-8.

    Raises InvalidValueError, naming *source* and the place, for anything that is not JSON,
    and for what Python's parser lets through: a name twice in one object, NaN and Infinity.
    """
    if len(data) > MAX_JSON_OCTETS:
        raise InvalidValueError(source, f"is longer than {MAX_JSON_OCTETS} octets")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise InvalidValueError(source, f"is not JSON: not UTF-8 at octet {error.start}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidValueError(source, f"is not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise InvalidValueError(source, "is not taken: nested too deeply") from None
    except InvalidValueError:
        raise
    except ValueError:  # more digits than int() takes
        raise InvalidValueError(source, "is not taken: a number has too many digits") from None


def read_json(stream: BinaryIO | None = None, source: str = "input") -> Any:
    """Read the one JSON text that *stream* (default: standard input) holds; raises as `load_json`."""
    taken = (stream or sys.stdin.buffer).read(MAX_JSON_OCTETS + 1)
    if not taken.strip():
        raise InvalidValueError(source, "is empty: one JSON object is expected")
    return load_json(taken, source)


def json_lines(stream: BinaryIO | None = None, source: str = "line") -> Iterator[tuple[str, bytes]]:
    """Each non-empty line of *stream* (default: standard input) with its name, such as `line 3`, as it arrives.

    A line longer than MAX_JSON_OCTETS raises InvalidValueError.
    """
    lines = stream or sys.stdin.buffer
    number = 0
    while line := lines.readline(MAX_JSON_OCTETS + 1):
        number += 1
        if len(line) > MAX_JSON_OCTETS:
            raise InvalidValueError(f"{source} {number}", f"is longer than {MAX_JSON_OCTETS} octets")
        if line.strip():
            yield f"{source} {number}", line


def dump_json(value: Any, *, indent: int | None = None) -> str:
    """*value* as JSON in ASCII: one line unless *indent* is given, and nothing in it can drive a terminal."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent).replace("\x7f", "\\u007f")
