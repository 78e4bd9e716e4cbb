"""What the guard hands to its owner, and what the DSN parameters of a command say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bouncekit.addresses import envid_decode
from bouncekit.auth import AuthResults
from bouncekit.errors import InvalidValueError
from bouncekit.policy import Content, DomainFacts, History, OwnToken, Permit
from bouncekit.transaction import Notify, Ret, Transaction

__all__ = [
    "Accepted",
    "Circumstances",
    "MailParameters",
    "Notification",
    "RcptParameters",
    "mail_parameters",
    "rcpt_parameters",
    "split_parameters",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailParameters:
    """The DSN parameters of a MAIL command (RFC 3461 sections 4.3 and 4.4); None: not given."""

    ret: Ret | None = None
    envid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RcptParameters:
    """The DSN parameters of a RCPT command (RFC 3461 sections 4.1 and 4.2); None: not given."""

    notify: frozenset[Notify] | None = None
    orcpt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A message for which responsibility was taken: its transaction, what is proven of its sender, its octets.

    `data` begins with our own Authentication-Results and Received; no other field in it claims to be our results.
    """

    transaction: Transaction
    auth: AuthResults
    data: bytes
    arrived: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What may be known beside the transaction when a message fails later; the defaults are: not known.

    What can be seen in the message itself need not be said in `content`: the guard looks at its octets.
    """

    dns: DomainFacts = field(default_factory=DomainFacts)
    content: Content = field(default_factory=Content)
    own_tokens: tuple[OwnToken, ...] = ()
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A DSN with the leave to send it: to `permit.notice.to`, from the null reverse-path."""

    permit: Permit
    data: bytes


def split_parameters(argument: str, names: frozenset[str]) -> tuple[str, dict[str, str]]:
    """Take the parameters called *names* out of the argument of MAIL or RCPT; gives the rest and what was taken.

    The path may hold spaces and `>` inside quotes; ENVID may hold `>` too. Raises InvalidValueError for one that
    is there twice.
    """
    end, quoted, escaped = len(argument), False, False
    for place, char in enumerate(argument):
        if escaped:
            escaped = False
        elif quoted and char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char == ">" and not quoted:
            end = place + 1
            break
    kept: list[str] = [argument[:end]]
    taken: dict[str, str] = {}
    for word in argument[end:].split():
        name, _, value = word.partition("=")
        key = name.upper()
        if key not in names:
            kept.append(word)
        elif key in taken:
            raise InvalidValueError(key, "is there twice")
        else:
            taken[key] = value
    return " ".join(kept), taken


def mail_parameters(taken: Mapping[str, str]) -> MailParameters:
    """RET and ENVID as values. Raises InvalidValueError that names the parameter."""
    ret = taken.get("RET")
    if ret is not None and ret.upper() not in Ret.__members__:
        raise InvalidValueError("RET", "must be FULL or HDRS")
    envid = taken.get("ENVID")
    if envid is not None:
        envid_decode(envid, field="ENVID")
    return MailParameters(ret=None if ret is None else Ret[ret.upper()], envid=envid)


def rcpt_parameters(taken: Mapping[str, str]) -> RcptParameters:
    """NOTIFY and ORCPT as values. Raises InvalidValueError for a keyword that is none; `RcptTo` checks the rest."""
    words = taken.get("NOTIFY")
    if words is None:
        return RcptParameters(orcpt=taken.get("ORCPT"))
    keys = words.upper().split(",")
    if any(key not in Notify.__members__ for key in keys):
        raise InvalidValueError("NOTIFY", "must be NEVER, or some of SUCCESS, FAILURE, DELAY")
    return RcptParameters(notify=frozenset(Notify[key] for key in keys), orcpt=taken.get("ORCPT"))
