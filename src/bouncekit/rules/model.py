"""The types of rows: vendor layouts, JSON notices, kinds and separators. Data only; `bouncekit.report` has the engine.

How a new vendor is added
-------------------------
One `Format` row in a `rules/formats*.py` table and one sample message under `tests/samples/`. No code, no order:
every row is tried on every message, the tiers decide, and the matrix test (every row × every sample × ordinary mail)
fails on a hit that no row declares.

How the engine reads a row
--------------------------
1. *Notice text*: the text parts of the notice itself (plain text; HTML turned into text where there is no plain text),
   without what lies in an embedded message and only up to the first `Separator` after which the original is quoted.
2. *Marks*: the row speaks when every `all_of` mark and at least one `any_of` mark (when there are any) is there and no
   `none_of` mark is. A `str` mark is a phrase of the notice text: case-folded, white space (line breaks too) counts as
   one blank, bounded by words. A `Header` mark is a literal part of one header field of the notice. A row needs at
   least one mark that is a phrase of the text: a header alone proves nothing.
3. *Blocks*: each `Block` is the run of lines from the line that holds the first `start` phrase to the line before the
   first `stop` phrase after it (or the first line that matches `until`). In it, each `Line` pattern is tried in the
   order written, the first that matches a line reads it. Its named groups are facts:
   `address` `original` `diagnostic` `status` `reply` `action` `remote_mta` `command` `last_attempt` `will_retry_until`.
   A match with an `address` begins a new recipient; one without adds to the current recipient, or to the next one when
   none has begun. What `tail` says then belongs to the recipient's diagnostic.
   Recipients with the same address are merged, the first fact stated stays.
4. Reply code, enhanced status, command and remote MTA that stand inside a diagnostic in the usual ways (`550 5.1.1 …`,
   `#5.1.1`, `host mx[192.0.2.1] said: …`, `(in reply to RCPT TO command)`) are found by the engine: no row repeats them.

Patterns are linear: no nested quantifiers, no lookaround, no back-references, bounded repeats, and a literal `needle`
that the line must hold before the pattern is tried (a test holds all rows to that).
"""

from dataclasses import dataclass
from enum import Enum, unique

from bouncekit.vocabulary import Action, Reason, ReportKind

__all__ = [
    "Block",
    "Format",
    "Header",
    "JsonFormat",
    "KindRule",
    "Line",
    "Mark",
    "Role",
    "Separator",
    "Tail",
    "Unit",
    "Weight",
]


@unique
class Tail(Enum):
    """Which lines after the one that named a recipient belong to that recipient's diagnostic."""

    NONE = "none"
    PARAGRAPH = "paragraph"
    """Up to the next blank line (qmail, Postfix). A blank line right after the address line does not count."""
    BLOCK = "block"
    """Up to the next recipient or the end of the block (Exim, Exchange)."""


@unique
class Unit(Enum):
    """What a `Line` pattern is tried on."""

    LINE = "line"
    """Each line, without trailing white space; leading white space is kept."""
    PARAGRAPH = "paragraph"
    """Each run of lines that are not blank, joined by single blanks: for sentences that a mailer wraps anywhere."""


@unique
class Role(Enum):
    """What a block may do to the list of recipients."""

    LIST = "list"
    """It names the recipients."""
    DETAIL = "detail"
    """It says more about recipients that a LIST block named (a transcript); it names new ones only where none did."""


@unique
class Weight(Enum):
    """How firmly a row speaks; `bouncekit.report.Tier` has the same words."""

    LAYOUT = "layout"
    """One sender's layout, which its marks identify."""
    PROVIDER = "provider"
    """One provider's sentence, in whatever layout."""
    HEURISTIC = "heuristic"
    """The language of bounces, not of one sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A mark in a header field of the notice: *needle* (lower case; empty: the field is there) is part of its decoded value."""

    field: str
    """The field's name in lower case."""
    needle: str = ""


Mark = Header | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pattern of a block: `re.search` of *pattern* (ignoring case) on each line or paragraph that holds *needle*."""

    pattern: str
    needle: str = "@"
    """A literal (lower case) that must be in the line, checked first; empty: none."""
    summary: bool = False
    """The line only sums up what was said before it (`Service unavailable`): its diagnostic counts after any other."""
    entry: bool = False
    """The line begins an entry of its own, which is no address: `address`, if there, is a program or a file, and a later
    line says in `original` on whose behalf. It is never the same as another entry."""
    action: Action | None = None
    """What this line says was done, where that differs from the block's."""
    reason_hint: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines that names recipients or says more about them."""

    start: tuple[str, ...] = ()
    """Phrases; the block begins with the line that holds the first hit. Empty: with the first line of the text."""
    stop: tuple[str, ...] = ()
    """Phrases; the block ends before the line with the first hit after the start's. Empty: at the end of the notice."""
    until: str = ""
    """A pattern (linear) whose first match on a line after the first ends the block, where no phrase can say it (`^---`)."""
    lines: tuple[Line, ...]
    tail: Tail = Tail.NONE
    unit: Unit = Unit.LINE
    role: Role = Role.LIST
    action: Action | None = None
    """What was done to the recipients named here, where it differs from the row's."""
    reason_hint: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A vendor's layout: how it is recognised, where the facts stand, what it implies."""

    id: str
    """Stable, public, kebab-case."""
    source: str
    """Where the layout is known from: a program and version, a document, the lab's capture."""
    sample: str
    """Our own sample message, relative to `tests/samples/`, or `captured/…` relative to `tests/corpus/`."""
    all_of: tuple[Mark, ...] = ()
    any_of: tuple[Mark, ...] = ()
    none_of: tuple[Mark, ...] = ()
    blocks: tuple[Block, ...] = ()
    address_fields: tuple[str, ...] = ()
    """Header fields of the notice (lower case) whose addresses are the recipients when no block names one: `x-failed-recipients`."""
    local_domain: str = ""
    """The domain of recipients that the layout names by their local part alone; `@`: that of From; empty: they stay as they are."""
    address_of_returned: bool = False
    """The layout never names the recipient, only the returned header's To does: it is taken, with an anomaly, when it is one address."""
    kind: ReportKind = ReportKind.DELIVERY_STATUS
    action: Action = Action.FAILED
    reason_hint: Reason | None = None
    """What the layout says by itself, in words and not in codes (`over its quota` in a fixed sentence)."""
    weight: Weight = Weight.LAYOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFormat:
    """A notice as JSON in a text part. Paths are keys joined by dots; the value may itself be a string of JSON."""

    id: str
    source: str
    sample: str
    all_of: tuple[str, ...]
    """Paths that must be there, optionally `path=value` (compared without case)."""
    items: str
    """The path of the list (or one object) of recipients."""
    address: str
    """The path of the address inside an item; empty: the item is the address."""
    status: str = ""
    action: str = ""
    diagnostic: str = ""
    implied: Action | None = Action.FAILED
    """The action where the notice names none; None with kind FEEDBACK and the like."""
    kind: ReportKind = ReportKind.DELIVERY_STATUS
    reporting_mta: str = ""
    message_id: str = ""
    """The path, from the top, of the original's Message-ID."""
    reason_hint: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What a message is when it is no structured report, or why it is none. `none_of` vetoes; all other rows still run."""

    id: str
    source: str
    kind: ReportKind
    all_of: tuple[Mark, ...] = ()
    any_of: tuple[Mark, ...] = ()
    none_of: tuple[Mark, ...] = ()
    opt_out: bool = False
    """The message asks to be unsubscribed."""
    strong: bool = False
    """True when it also holds against a layout's marks (a vacation that quotes a bounce); False: only where no layout speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separator:
    """A line after which the original message is quoted: what follows is never a fact of the notice."""

    id: str
    source: str
    phrase: str
    headers_follow: bool = True
    """True when header fields of the original come next (after blank lines)."""
