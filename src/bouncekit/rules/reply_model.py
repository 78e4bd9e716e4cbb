"""The types of rows that read replies: phrases, providers' own texts, enhanced status codes, reply codes, contexts.

How a phrase is written
-----------------------
Words as a server writes them, in any case; white space counts as one blank; matches end at word boundaries.
` ... ` is a gap: what stands there may be missing, an address, a name, a number, up to 120 characters.

How rows are weighed
--------------------
All rows are tried on every reply, in no order. What they say is worth as much as their `Standing`. Rows of the same
standing that disagree are settled by `bouncekit.rules.precedence` and leave an anomaly. A hit inside a longer hit of
the same standing does not count: `mailbox is full` says more than `full`.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, unique
from typing import Final

from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = [
    "COMMANDS",
    "CategoryRow",
    "CodeRow",
    "ContextRow",
    "PermanenceRow",
    "PhraseRow",
    "SentenceRow",
    "Standing",
    "StatusRow",
    "Subject",
    "SubjectRow",
]

COMMANDS: Final = frozenset({"EHLO", "HELO", "LHLO", "STARTTLS", "AUTH", "MAIL FROM", "RCPT TO", "DATA", "BDAT"})
"""The commands that a row may ask for."""


@unique
class Standing(IntEnum):
    """What a row's word is worth beside others'; the highest binds."""

    ACTION = 1
    """The action, the command or the diagnostic's type, when nothing else is known."""
    REPLY = 2
    """The basic reply code alone."""
    BROAD_STATUS = 3
    """An enhanced status code that many different failures share (5.7.1, 5.0.0, 5.3.0) or a subject alone."""
    BROAD_WORDS = 4
    """Words that many different failures share (`mailbox unavailable`, `access denied`)."""
    STATUS = 5
    """An enhanced status code that names the failure."""
    HINT = 6
    """What the layout that was read says by itself."""
    WORDS = 7
    """Words that name the failure."""
    PROVIDER = 8
    """A known provider's own text or code."""
    OWN_WORD = 9
    """What a provider says by a word of its own of a message that it did not send: no server saw it, so that no words
    about it are a server's."""
    USER = 10
    """A row of the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRow:
    """Words (and, for a provider, codes and hosts) that say why.

    The row speaks when each of `phrases`, `statuses`, `replies`, `commands` that is not empty has a member that the
    reply shows. A row with `hosts` and without phrases, or with `host_only`, speaks only when the remote MTA's name is
    one of `hosts` or lies below one.
    """

    id: str
    reason: Reason
    phrases: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    """Enhanced status codes; `x` stands for any number (`x.7.26`)."""
    replies: tuple[int, ...] = ()
    commands: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    host_only: bool = False
    fault: Fault | None = None
    """None: the reason's usual fault."""
    permanence: Permanence | None = None
    """None: the codes and the reason say it."""
    unless_class: int | None = None
    """The row does not speak where the reply, or else the status, is of this class (4 or 5)."""
    is_heading: bool = False
    """The words only head what is said: with a colon and more words behind them they say nothing by themselves."""
    standing: Standing = Standing.WORDS
    language: str = "en"
    """BCP 47; `zxx` for codes that are no language."""
    provider: str | None = None
    source: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """What an enhanced status code says (RFC 3463). `klass` None: in class 4 and 5; `detail` None: any detail."""

    id: str
    klass: int | None
    subject: int
    detail: int | None
    reason: Reason
    standing: Standing = Standing.STATUS
    fault: Fault | None = None
    permanence: Permanence | None = None
    source: str = "RFC 3463"
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """What a basic reply code says alone (RFC 5321 section 4.2.3)."""

    id: str
    reply: int
    reason: Reason
    standing: Standing = Standing.REPLY
    fault: Fault | None = None
    permanence: Permanence | None = None
    source: str = "RFC 5321"
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """What the sending MTA's own classification in an extension field says (`X-PowerMTA-BounceCategory: bad-mailbox`)."""

    id: str
    field: str
    """The field's name in lower case."""
    value: str
    reason: Reason
    standing: Standing = Standing.HINT
    source: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanenceRow:
    """What a provider's own field says of the permanence (`bounceType: Permanent`), where nobody quotes a code."""

    id: str
    field: str
    """The extension's name in lower case."""
    value: str
    permanence: Permanence
    source: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """The same words mean something else at another point of the session: `reason` becomes `becomes`.

    It applies when the session's command is one of `commands` (where there are any), the stated status one of `statuses`
    (where there are any) and none of `unless_statuses`.
    """

    id: str
    reason: Reason
    becomes: Reason
    commands: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    unless_statuses: tuple[str, ...] = ()
    needs_reply: bool = False
    """Only for what a remote server answered: a host that reports on its own users states no reply code."""
    rules: tuple[str, ...] = ()
    """Only for what one of these rows said."""
    while_tried: bool = False
    """Only while the reporting MTA still tries (`Action: delayed`)."""
    fault: Fault | None = None
    source: str = ""


@unique
class Subject(Enum):
    """Of whom a text says what it says. Only what is said of the mailbox can be the fault of the recipient."""

    MAILBOX = "mailbox"
    SENDER = "sender"
    """The reverse-path, the author, the account that sends."""
    CLIENT = "client"
    """Who delivers or relays: its address, its rate, the limits of its organisation."""
    SYSTEM = "system"
    """The receiving system: its queue, its disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """Words that say of whom the words beside them are said: `sender` in `sender quota exceeded`.

    `whole_text`: the words make all that stands behind them be of that subject (a verification of the sender).
    """

    id: str
    subject: Subject
    words: tuple[str, ...]
    whole_text: bool = False
    source: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """What is spoken of and what is said of it, in one clause and a few words apart: what both mean together."""

    id: str
    reason: Reason
    spoken_of: tuple[str, ...]
    """Beginnings of words; with `=` before it, a whole word."""
    said: tuple[str, ...]
    fault: Fault | None = None
    source: str = ""
    sample: str = ""
