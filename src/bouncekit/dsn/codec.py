"""The JSON form of a delivery report (`bouncekit schema build`) → DeliveryReport; every fault names its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent
from bouncekit.errors import InvalidValueError
from bouncekit.transaction import Notify
from bouncekit.vocabulary import Action, Reason

__all__ = ["BuildInput", "read_build"]

_Reader = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInput:
    """What `bouncekit build` reads: the report but for the original's octets, and what the library never makes up."""

    fields: Mapping[str, Any]
    """The arguments of DeliveryReport, without `original`."""
    original_path: str | None
    original_text: str | None
    now: datetime | None
    message_id: str | None
    boundary: str | None

    def report(self, original: bytes | None) -> DeliveryReport:
        """The report, with the octets of the original."""
        return DeliveryReport(**self.fields, original=original)


def read_build(value: Any) -> BuildInput:
    """Check *value*, parsed JSON, and read it. Raises InvalidValueError that names the field."""
    found = _object("input", value, _MESSAGE, ("reporting_mta", "reverse_path", "recipients"))
    path, text = found.pop("original", None) or (None, None)
    own = {name: found.pop(name, None) for name in ("now", "message_id", "boundary")}
    result = BuildInput(fields=found, original_path=path, original_text=text, **own)
    result.report(None)  # every fault but the original's is told before anything is read
    return result


def _object(field: str, value: Any, readers: Mapping[str, _Reader], required: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidValueError(field, "must be an object")
    prefix = "" if field == "input" else f"{field}."
    for name in value:
        if name not in readers:
            raise InvalidValueError(f"{prefix}{name}"[:100], "is not a known field")
    for name in required:
        if value.get(name) is None:
            raise InvalidValueError(f"{prefix}{name}", "is missing")
    return {
        _ATTRIBUTES.get(name, name): readers[name](f"{prefix}{name}", item)
        for name, item in value.items()
        if item is not None
    }


_ATTRIBUTES: Final[Mapping[str, str]] = {"return": "return_content"}


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(field, "must be a string", value)
    for char, name in (("\r", "a CR"), ("\n", "a LF"), ("\0", "a NUL")):
        if char in value:
            raise InvalidValueError(field, f"holds {name}", value)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidValueError(field, "holds a lone surrogate", value) from None
    return value


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValueError(field, "must be true or false", value)
    return value


def _whole(field: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidValueError(field, "must be a whole number", value)
    return value


def _date(field: str, value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_text(field, value))
    except ValueError as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError(field, "is not a date and time of ISO 8601", value) from None
    if found.tzinfo is None:
        raise InvalidValueError(field, "must have a time zone", value)
    return found


def _one_of(kind: type[Action] | type[Reason] | type[ReturnContent]) -> _Reader:
    def read(field: str, value: Any) -> Any:
        try:
            return kind(_text(field, value))
        except InvalidValueError:
            raise
        except ValueError:
            words = ", ".join(str(member.value) for member in kind)
            raise InvalidValueError(field, f"must be one of {words}", value) from None

    return read


def _status(field: str, value: Any) -> EnhancedStatus:
    found = EnhancedStatus.find(_text(field, value))
    if found is None:
        raise InvalidValueError(field, "is not an enhanced status code (RFC 3463 section 2)", value)
    return found


def _list(field: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValueError(field, "must be a list", value)
    return value


def _texts(field: str, value: Any) -> tuple[str, ...]:
    return tuple(_text(f"{field}[{at}]", item) for at, item in enumerate(_list(field, value)))


def _pairs(field: str, value: Any) -> tuple[tuple[str, str], ...]:
    pairs = [_texts(f"{field}[{at}]", item) for at, item in enumerate(_list(field, value))]
    for at, pair in enumerate(pairs):
        if len(pair) != 2:
            raise InvalidValueError(f"{field}[{at}]", "must be a name and a value")
    return tuple((pair[0], pair[1]) for pair in pairs)


def _notify(field: str, value: Any) -> frozenset[Notify]:
    words = _texts(field, value)
    known = {member.value: member for member in Notify}
    for word in words:
        if word.upper() not in known:
            raise InvalidValueError(field, f"must hold only {', '.join(known)}", word)
    return frozenset(known[word.upper()] for word in words)


def _original(field: str, value: Any) -> tuple[str | None, str | None]:
    found = _object(field, value, {"path": _text, "text": _any_text}, ())
    if len(found) != 1:
        raise InvalidValueError(field, "must have either path or text")
    return found.get("path"), found.get("text")


def _any_text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(field, "must be a string", value)
    return value


def _recipients(field: str, value: Any) -> tuple[RecipientReport, ...]:
    out: list[RecipientReport] = []
    for at, item in enumerate(_list(field, value)):
        where = f"{field}[{at}]"
        found = _object(where, item, _RECIPIENT, ("final", "action", "status"))
        try:
            out.append(RecipientReport(**found))
        except InvalidValueError as error:
            raise InvalidValueError(f"{where}.{error.field}", error.fault, error.value) from None
    return tuple(out)


_RECIPIENT: Final[Mapping[str, _Reader]] = {
    "final": _text,
    "original": _text,
    "accepted_as": _text,
    "action": _one_of(Action),
    "status": _status,
    "diagnostic": _text,
    "diagnostic_type": _text,
    "localized_diagnostics": _pairs,
    "remote_mta": _text,
    "remote_recipient": _text,
    "last_attempt": _date,
    "will_retry_until": _date,
    "final_log_id": _text,
    "reason": _one_of(Reason),
    "notify": _notify,
    "extensions": _pairs,
}
_MESSAGE: Final[Mapping[str, _Reader]] = {
    "reporting_mta": _text,
    "reverse_path": _text,
    "recipients": _recipients,
    "original": _original,
    "return": _one_of(ReturnContent),
    "max_bytes": _whole,
    "envid": _text,
    "arrival_date": _date,
    "received_from_mta": _text,
    "received_from_ip": _text,
    "dsn_gateway": _text,
    "smtputf8": _flag,
    "eight_bit": _flag,
    "requiretls": _flag,
    "deliver_by": _date,
    "future_release": _text,
    "priority": _whole,
    "language": _text,
    "postmaster": _text,
    "internal_hosts": _texts,
    "disclose_internal_UNSAFE": _flag,
    "extensions": _pairs,
    "now": _date,
    "message_id": _text,
    "boundary": _text,
}
