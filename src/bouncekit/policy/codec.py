"""The JSON form of a question (`decide-in.json`) into values. What is not in the schema is an error, with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from bouncekit.auth import (
    ArcResult,
    AuthResults,
    Dkim2Result,
    DkimResult,
    DmarcPolicy,
    DmarcResult,
    Position,
    Result,
    SpfIdentity,
    SpfResult,
)
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.policy.decision import Decision
from bouncekit.policy.facts import Callout, Content, ContentVerdict, DomainFacts, History, Mx, OwnToken, TokenKind
from bouncekit.policy.policy import Policy
from bouncekit.policy.profiles import PROFILES
from bouncekit.transaction import (
    ByMode,
    Client,
    DeliverBy,
    Event,
    Failure,
    Notify,
    Protocol,
    RcptTo,
    Ret,
    Stage,
    Transaction,
)
from bouncekit.vocabulary import Reason

__all__ = ["Query", "read_query"]

_MOST_RECIPIENTS: Final = 10_000
_MOST_RESULTS: Final = 1_000
_HEADER_CHARS: Final = 4 << 20

_MOST_NUMBER: Final = 1e9
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NO_OCTET: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")

Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as it came in: everything that `Policy.decide` takes, and which policy to ask."""

    txn: Transaction
    auth: AuthResults
    dns: DomainFacts
    content: Content
    own_tokens: tuple[OwnToken, ...]
    history: History
    policy: Policy

    def decide(self) -> Decision:
        """The policy's answer."""
        return self.policy.decide(
            self.txn,
            self.auth,
            dns=self.dns,
            content=self.content,
            own_tokens=self.own_tokens,
            history=self.history,
        )


def read_query(value: object, policies: Mapping[str, Policy] = PROFILES, *, default: str = "balanced") -> Query:
    """The question in *value*, parsed JSON, to one of *policies* (*default*, where it names none).

    Raises InvalidValueError with a path such as `recipients[0].notify`.
    """
    if not isinstance(value, dict):
        raise InvalidValueError("input", "must be an object", value)
    fields = _object(value, {**_QUERY, "policy": _choice(policies)})
    for name in ("reverse_path", "recipients"):
        if name not in fields:
            raise InvalidValueError(name, "is missing")
    auth = fields.pop("auth", None) or AuthResults()
    rest = {name: fields.pop(name, None) for name in ("dns", "content", "own_tokens", "history", "policy")}
    policy = rest["policy"] or policies[default]
    return Query(
        txn=_made(Transaction, fields),
        auth=auth,
        dns=rest["dns"] or DomainFacts(),
        content=rest["content"] or Content(),
        own_tokens=rest["own_tokens"] or (),
        history=rest["history"] or History(),
        policy=policy,
    )


# -- how values are read: a reader raises with the place inside its value, and each level on the way up adds its own


def _fault(fault: str, value: object = None, *, at: str = "") -> InvalidValueError:
    return InvalidValueError(at, fault, value)


_UNKNOWN: Final = _fault("is not a field of the schema")


def _at(place: str, error: InvalidValueError) -> InvalidValueError:
    dot = "." if error.field and not error.field.startswith("[") else ""
    return InvalidValueError(f"{place}{dot}{error.field}", error.fault, error.value)


def _object(value: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The members of an object that are not null, each through its reader."""
    if not isinstance(value, dict):
        raise _fault("must be an object", value)
    out: dict[str, Any] = {}
    name = ""
    try:
        for name, member in value.items():
            reader = readers.get(name)
            if reader is None:
                raise _UNKNOWN
            if member is not None:
                out[name] = reader(member)
    except InvalidValueError as error:
        raise _at(str(name), error) from None
    return out


def _made(kind: Callable[..., Any], fields: dict[str, Any]) -> Any:
    """*kind* of *fields*; its own complaint names the member alone."""
    try:
        return kind(**fields)
    except InvalidValueError as error:
        raise _fault(error.fault, error.value, at=error.field.rpartition(".")[2]) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fault("must be a string", value)
    if _SURROGATE.search(value):
        raise _fault("holds a lone surrogate, which is no character (RFC 8259 section 8.2)", value)
    return value


def _peers_text(value: object) -> str:
    """What a peer wrote: an octet that was no UTF-8 (a lone surrogate) is a character that nobody can read."""
    if not isinstance(value, str):
        raise _fault("must be a string", value)
    return _SURROGATE.sub("\ufffd", value)


def _octets(value: object) -> str:
    """A header as text, octets that are no UTF-8 as Python's surrogateescape spells them; other surrogates are none."""
    if not isinstance(value, str):
        raise _fault("must be a string", value)
    if _NO_OCTET.search(value):
        raise _fault("holds a lone surrogate, which is no character (RFC 8259 section 8.2)", value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _fault("must be true or false", value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _fault("must be a whole number", value)
    return value


def _count(value: object) -> int:
    number = _whole(value)
    if number < 0:
        raise _fault("must not be negative", value)
    return number


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _MOST_NUMBER:
        raise _fault("must be a number that is not negative", value)
    return float(value)


def _choice(values: Mapping[str, Any]) -> Reader:
    def read(value: object) -> Any:
        if isinstance(value, str) and value in values:
            return values[value]
        raise _fault(f"must be one of {', '.join(values)}", value)

    return read


def _enum(kind: type[Enum]) -> Reader:
    return _choice({str(member.value): member for member in kind})


def _list(reader: Reader, most: int) -> Reader:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _fault("must be an array", value)
        if len(value) > most:
            raise _fault(f"must have at most {most} entries")
        out: list[Any] = []
        try:
            for entry in value:
                out.append(reader(entry))  # noqa: PERF401  (its length is the place of a fault)
        except InvalidValueError as error:
            raise _at(f"[{len(out)}]", error) from None
        return tuple(out)

    return read


def _record(kind: Callable[..., Any], readers: Mapping[str, Reader], *required: str) -> Reader:
    def read(value: object) -> Any:
        fields = _object(value, readers)
        for name in required:
            if name not in fields:
                raise _fault("is missing", at=name)
        return _made(kind, fields)

    return read


_NOTIFY: Final = _list(_enum(Notify), 4)


def _notify(value: object) -> frozenset[Notify]:
    words = frozenset(_NOTIFY(value))
    if isinstance(value, list) and len(words) < len(value):
        raise _fault("must not name a keyword twice", value)
    return words


def _reply(value: object) -> ReplyCode:
    found = ReplyCode.find(_text(value))
    if found is None:
        raise _fault("is not an SMTP reply code (RFC 5321 section 4.2)", value)
    return found


def _status(value: object) -> EnhancedStatus:
    found = EnhancedStatus.find(_text(value))
    if found is None:
        raise _fault("is not an enhanced status code (RFC 3463 section 2)", value)
    return found


def _dmarc(**fields: Any) -> DmarcResult:
    return DmarcResult(from_=fields.pop("from", None), **fields)


def _headers(
    headers: str,
    trusted_authserv_ids: tuple[str, ...],
    received_by: tuple[str, ...] = (),
    position: Position = Position.ABOVE_BOUNDARY,
) -> AuthResults:
    if len(headers) > _HEADER_CHARS:
        raise _fault(f"is longer than {_HEADER_CHARS} characters", at="headers")
    if "" in trusted_authserv_ids:
        raise _fault("must not hold an empty name", at="trusted_authserv_ids")
    if "" in received_by:
        raise _fault("must not hold an empty name", at="received_by")
    return AuthResults.from_headers(headers, trusted=trusted_authserv_ids, received_by=received_by, position=position)


def _auth(value: object) -> AuthResults:
    by_headers = isinstance(value, dict) and not value.keys().isdisjoint(_HEADER_FIELDS)
    found: AuthResults = (_BY_HEADERS if by_headers else _RESULTS)(value)
    return found


_RESULT: Final = _enum(Result)
_SPF: Final = _record(
    SpfResult,
    {"result": _RESULT, "identity": _enum(SpfIdentity), "domain": _text, "permissive": _flag},
    "result",
    "identity",
)
_DKIM: Final = _record(
    DkimResult,
    {
        "result": _RESULT,
        "domain": _text,
        "signed_from": _text,
        "age_days": _number,
        "body_length_limit": _flag,
        "key_bits": _count,
        "algorithm": _text,
    },
    "result",
)
_RESULTS: Final = _record(
    AuthResults,
    {
        "spf": _list(_SPF, _MOST_RESULTS),
        "dkim": _list(_DKIM, _MOST_RESULTS),
        "dmarc": _record(_dmarc, {"result": _RESULT, "from": _text, "policy": _enum(DmarcPolicy)}, "result"),
        "arc": _record(
            ArcResult,
            {
                "result": _RESULT,
                "sealer": _text,
                "sealer_trusted": _flag,
                "spf_for_reverse_path": _RESULT,
                "age_days": _number,
            },
            "result",
        ),
        "iprev": _RESULT,
        "dkim2": _record(
            Dkim2Result, {"result": _RESULT, "mail_from": _text, "rcpt_to": _text}, "result", "mail_from", "rcpt_to"
        ),
    },
)
_HEADER_FIELDS: Final[dict[str, Reader]] = {
    "headers": _octets,
    "trusted_authserv_ids": _list(_text, 1_000),
    "received_by": _list(_text, 1_000),
    "position": _enum(Position),
}
_BY_HEADERS: Final = _record(
    _headers,
    _HEADER_FIELDS,
    "headers",
    "trusted_authserv_ids",
)
_FAILURE: Final = _record(
    Failure, {"reason": _enum(Reason), "reply": _reply, "status": _status, "diagnostic": _peers_text}
)
_RCPT: Final = _record(
    RcptTo, {"forward_path": _text, "notify": _notify, "orcpt": _text, "failure": _FAILURE}, "forward_path"
)
_CLIENT: Final = _record(
    Client,
    {
        "ip": _text,
        "helo": _peers_text,
        "login": _text,
        "login_may_use_reverse_path": _flag,
        "trusted_relay": _flag,
        "listed": _flag,
    },
)
_QUERY: Final[dict[str, Reader]] = {
    "event": _enum(Event),
    "protocol": _enum(Protocol),
    "stage": _enum(Stage),
    "client": _CLIENT,
    "reverse_path": _text,
    "ret": _enum(Ret),
    "envid": _text,
    "smtputf8": _flag,
    "requiretls": _flag,
    "deliver_by": _record(DeliverBy, {"seconds": _whole, "mode": _enum(ByMode), "trace": _flag}, "seconds", "mode"),
    "deferred_seconds": _count,
    "recipients": _list(_RCPT, _MOST_RECIPIENTS),
    "auth": _auth,
    "dns": _record(
        DomainFacts,
        {
            "domain_exists": _flag,
            "null_mx": _flag,
            "spf_record": _peers_text,
            "spf_permissive": _flag,
            "mx": _enum(Mx),
            "lookup_failed": _flag,
            "our_domain": _flag,
            "client_is_mx": _flag,
            "callout": _enum(Callout),
        },
    ),
    "content": _record(
        Content,
        {
            "verdict": _enum(ContentVerdict),
            "auto_submitted": _peers_text,
            "precedence": _peers_text,
            "list_id": _peers_text,
            "is_report": _flag,
            "addressed_directly": _flag,
            "received_count": _count,
            "loop": _flag,
            "kept": _flag,
            "disposition_to": _text,
        },
    ),
    "own_tokens": _list(_record(OwnToken, {"kind": _enum(TokenKind), "valid": _flag}, "kind", "valid"), _MOST_RESULTS),
    "history": _record(
        History,
        {
            "already_notified": _flag,
            "known_correspondent": _flag,
            "recent_notices_to_address": _count,
            "recent_notices_to_domain": _count,
            "notices_unwanted": _flag,
            "signature_seen": _flag,
        },
    ),
}
