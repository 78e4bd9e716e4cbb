"""Shadow mode: write down what the MTA did beside the facts, for `bouncekit shadow LOG` to judge. Nothing is sent.

with ShadowLog(Path("/var/log/bouncekit/shadow.jsonl")) as log:
log.record("bounced", transaction)        # as `decide` takes it: bouncekit schema decide-in
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TextIO

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import read_query

__all__ = ["ShadowLog"]

_DID: Final = ("bounced", "refused", "deferred", "dropped", "quarantined")


class ShadowLog:
    """Appends one line for each transaction; each is checked before it is written. AdapterError if it cannot be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        try:
            self._file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise AdapterError(f"{self._path}: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def record(self, did: str, transaction: Mapping[str, Any], *, at: str | None = None) -> None:
        """What the MTA *did* (bounced, refused, deferred, dropped, quarantined) about *transaction*; *at*: when.

        Raises InvalidValueError for what is not in the schema, AdapterError when the line cannot be written.
        """
        if did not in _DID:
            raise InvalidValueError("did", f"must be one of {', '.join(_DID)}", did)
        if self._file is None:
            raise AdapterError("the shadow log is not open")
        read_query(dict(transaction))
        line = json.dumps({"mta": did, "at": at, "transaction": dict(transaction)}, ensure_ascii=True)
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            raise AdapterError(f"{self._path}: {error.strerror}") from error
