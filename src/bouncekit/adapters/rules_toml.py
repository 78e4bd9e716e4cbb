"""A user's own classification rows out of TOML, for `Classifier(rows)`.

[[rule]]
id = "acme-quota"
reason = "mailbox-full"                 # a value of Reason
phrases = ["storage allotment ... used up"]
statuses = ["5.7.x"]                    # optional, as are replies, commands, hosts, host_only
fault = "recipient"                     # optional: a value of Fault
permanence = "transient"                # optional: a value of Permanence
source = "ticket 4711"
sample = "550 5.7.9 storage allotment of bob used up"
"""

import tomllib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from bouncekit.codes import ReplyCode
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.rules.reply_model import COMMANDS, PhraseRow, Standing
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = ["load_rules", "read_rules"]

_E = TypeVar("_E", bound=Enum)
_TEXTS: Final = ("id", "language", "source", "sample", "provider")
_LISTS: Final = ("phrases", "statuses", "commands", "hosts")
_KNOWN: Final = frozenset({*_TEXTS, *_LISTS, "reason", "replies", "host_only", "fault", "permanence"})


def load_rules(path: Path) -> tuple[PhraseRow, ...]:
    """The rows of the file *path*.

    Raises AdapterError when it cannot be read, InvalidValueError as `read_rules` does.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AdapterError(f"{path}: is not UTF-8 at octet {error.start}") from error
    except ValueError as error:
        raise AdapterError(f"{path}: is no path: {error}") from None
    except OSError as error:
        raise AdapterError(f"{path}: cannot be read: {error.strerror or type(error).__name__}") from error
    return read_rules(text)


def read_rules(text: str) -> tuple[PhraseRow, ...]:
    """The rows that the TOML *text* states. Raises InvalidValueError that names the row, the field and the fault."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError("rules", f"is not TOML: {error}") from None
    except RecursionError:
        raise InvalidValueError("rules", "is not taken: nested too deeply") from None
    except ValueError:  # more digits than int() takes
        raise InvalidValueError(
            "rules", "is not taken: a number has too many digits, or a date does not exist"
        ) from None
    for name in document:
        if name != "rule":
            raise InvalidValueError(name, "is not known; rows stand in [[rule]] tables")
    rules = document.get("rule", [])
    if not isinstance(rules, list):
        raise InvalidValueError("rule", "must be an array of tables: [[rule]]")
    return tuple(_row(n, rule) for n, rule in enumerate(rules))


def _row(number: int, rule: object) -> PhraseRow:
    where = f"rule[{number}]"
    if not isinstance(rule, dict):
        raise InvalidValueError(where, "must be a table")
    if isinstance(rule.get("id"), str) and rule["id"]:
        where = f"rule {rule['id']}"
    for name in rule:
        if name not in _KNOWN:
            raise InvalidValueError(
                f"{where}: {name}", "is not a field of a rule; there are " + ", ".join(sorted(_KNOWN))
            )
    for name in ("id", "reason"):
        if name not in rule:
            raise InvalidValueError(f"{where}: {name}", "is missing")
    texts = {name: _text(where, name, rule[name]) for name in _TEXTS if name in rule}
    lists = {name: _texts(where, name, rule[name]) for name in _LISTS if name in rule}
    _check_codes(where, lists)
    if not (lists.get("phrases") or lists.get("statuses") or rule.get("replies")):
        raise InvalidValueError(where, "needs phrases, statuses or replies")
    host_only = rule.get("host_only", False)
    if not isinstance(host_only, bool):
        raise InvalidValueError(f"{where}: host_only", "must be true or false", host_only)
    return PhraseRow(
        id=texts["id"],
        language=texts.get("language", "en"),
        provider=texts.get("provider"),
        source=texts.get("source", ""),
        sample=texts.get("sample", ""),
        phrases=lists.get("phrases", ()),
        statuses=lists.get("statuses", ()),
        commands=lists.get("commands", ()),
        hosts=tuple(host.lower() for host in lists.get("hosts", ())),
        reason=_member(where, "reason", rule["reason"], Reason),
        replies=_replies(where, rule.get("replies", [])),
        host_only=host_only,
        fault=_member(where, "fault", rule["fault"], Fault) if "fault" in rule else None,
        permanence=_member(where, "permanence", rule["permanence"], Permanence) if "permanence" in rule else None,
        standing=Standing.USER,
    )


def _text(where: str, name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidValueError(f"{where}: {name}", "must be a text that is not empty", value)
    return value


def _texts(where: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise InvalidValueError(f"{where}: {name}", "must be a list of texts that is not empty", value)
    texts = tuple(_text(where, name, item) for item in value)
    for text in texts:
        if name == "phrases" and not all(any(c.isalnum() for c in piece) for piece in text.split(" ... ")):
            raise InvalidValueError(f"{where}: {name}", "each piece of a phrase needs a letter or a digit", text)
    return texts


def _check_codes(where: str, lists: Mapping[str, tuple[str, ...]]) -> None:
    for status in lists.get("statuses", ()):
        parts = status.split(".")
        good = len(parts) == 3 and all(p == "x" or (p.isascii() and p.isdigit() and len(p) <= 3) for p in parts)
        if not good or parts[0] not in {"x", "2", "4", "5"}:
            raise InvalidValueError(
                f"{where}: statuses", "must be enhanced status codes such as 5.1.1 or x.7.26", status
            )
    for command in lists.get("commands", ()):
        if command not in COMMANDS:
            raise InvalidValueError(f"{where}: commands", "must be of " + ", ".join(sorted(COMMANDS)), command)


def _replies(where: str, value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise InvalidValueError(f"{where}: replies", "must be a list of reply codes", value)
    for code in value:
        if not isinstance(code, int) or ReplyCode.find(str(code)) is None:
            raise InvalidValueError(f"{where}: replies", "must be SMTP reply codes such as 550", code)
    return tuple(value)


def _member(where: str, name: str, value: Any, kind: type[_E]) -> _E:
    for member in kind:
        if member.value == value:
            return member
    raise InvalidValueError(f"{where}: {name}", "must be one of " + ", ".join(str(m.value) for m in kind), value)
