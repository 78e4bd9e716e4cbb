"""Who wrote the notice: a mail system, a list, or a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from bouncekit.addresses import find_addresses
from bouncekit.message import Part
from bouncekit.needles import Literals
from bouncekit.rules.kinds import (
    DAEMON_LOCAL_PARTS,
    DAEMON_NAMES,
    FAILURE_SUBJECTS,
    FORWARD_SUBJECTS,
    LIST_FIELDS,
    OWNER_ENDS,
    PROGRAM_ENDS,
    PROGRAM_LOCAL_PARTS,
    PROGRAM_NAMES,
    PROGRAM_STARTS,
    REPLY_SUBJECTS,
    WEAK_LOCAL_PARTS,
)

__all__ = ["Sender", "sender_of"]

_LONGEST_KEPT: Final = 200
_ENVELOPE: Final = ("sender", "return-path", "x-envelope-from", "envelope-from", "x-env-sender", "x-mail-from")
# Compiled when they are first needed.
_failure_subjects = cache(lambda: Literals(FAILURE_SUBJECTS))
_daemon_names = cache(lambda: Literals(DAEMON_NAMES))
_REPLIES: Final = (*REPLY_SUBJECTS, *FORWARD_SUBJECTS)


@dataclass(slots=True, kw_only=True)
class Sender:
    """What the header alone says of the notice's sender."""

    daemon: bool
    """From, Sender or Return-Path is a mail system's (a null reverse-path, MAILER-DAEMON, postmaster)."""
    weakly: bool
    """`daemon` rests on the reverse-path alone, or on a local part that people and other programs write from, too."""
    postmaster: bool
    """From is postmaster's, under no name that is a mail system's: mail systems write so, and people who run them."""
    role: bool
    """From is postmaster's under a name that is no mail system's: people write from it, too."""
    null: bool
    """The reverse-path is null (RFC 5321 section 4.5.5)."""
    listed: str | None
    """The field that shows that a mailing list distributed the message, or None: then it is somebody's post."""
    posted: str | None
    """As `listed`, of a mail system's notice that was addressed to the list itself: a group may be a mailbox, too."""
    subject: str
    """The subject, case-folded."""
    has_from: bool
    human: bool
    """From names a person or a firm: an address that is no mail system's."""
    person: bool
    """From is no mail system's and no program's, and nothing stronger speaks: what it reports is hearsay."""
    replied: bool
    """The subject marks a reply or a forwarded message."""
    root: Part
    _speaks: bool | None = None
    _own: frozenset[str] | None = None

    @property
    def subject_speaks(self) -> bool:
        """The subject is one under which failures are reported."""
        if self._speaks is None:
            self._speaks = _failure_subjects().any_in(self.subject)
        return self._speaks

    def says_first(self, needles: Iterable[str]) -> bool:
        """None of *needles* stands in the subject behind words of failure alone: there the original's subject is."""
        said = [at for needle in needles if (at := self.subject.find(needle)) >= 0]
        failed = [self.subject.find(words) for words in _failure_subjects().found_in(self.subject)]
        return not said or not failed or min(said) <= min(failed)

    @property
    def forwards(self) -> bool:
        """The subject marks a forwarded message."""
        return self.subject.startswith(FORWARD_SUBJECTS)

    @property
    def own(self) -> frozenset[str]:
        """Addresses of the notice's sender in its own header, case-folded."""
        if self._own is None:
            fields = (self.root.get(name) for name in ("from", "reply-to", "sender", "return-path", "errors-to"))
            found = (a for field in fields if field for a in find_addresses(field[:2_000]))
            self._own = frozenset(a.address.casefold() for a in found)
        return self._own


def sender_of(root: Part) -> Sender:
    """Reads the few fields that tell who wrote *root*."""
    present = root.names
    from_ = (root.get("from") or "").casefold()
    author = _author_kept(from_) if len(from_) <= _LONGEST_KEPT else _author(from_)
    null = "return-path" in present and _is_null(root)
    listed = _list_field(root)
    daemon = null or author.daemon
    envelope: list[str] = []
    if not daemon and listed is None and not present.isdisjoint(_ENVELOPE):
        # A list's software writes its own address into Sender and the reverse-path of what people post.
        envelope, null = _envelope(root)
        daemon = null or bool(envelope)
    posted = None
    if listed is not None and (daemon or _to_owner(root)):
        posted = listed if not _to_owner(root) and _posted(root) else None
        listed = None
    subject = (root.get("subject") or "").casefold()
    return Sender(
        daemon=daemon,
        weakly=daemon and author.weakly,
        postmaster=author.postmaster,
        role=author.role,
        null=null,
        listed=listed,
        posted=posted,
        subject=subject,
        has_from=author.said,
        human=author.human,
        person=author.person and not null and WEAK_LOCAL_PARTS.issuperset(envelope),
        replied=subject.startswith(_REPLIES),
        root=root,
    )


def _list_field(root: Part) -> str | None:
    """The field that shows a mailing list, or None."""
    present = root.names
    if not present.isdisjoint(LIST_FIELDS):
        return next(name for name in LIST_FIELDS if name in present)
    precedence = root.get("precedence") if "precedence" in present else None
    return "precedence" if precedence is not None and precedence.strip().casefold() == "list" else None


class _Author(NamedTuple):
    """What From alone says."""

    said: bool
    daemon: bool
    weakly: bool
    """`daemon`, if it is one, does not rest on From."""
    postmaster: bool
    role: bool
    human: bool
    person: bool
    """From is neither a mail system's nor a program's."""


def _author(from_: str) -> _Author:
    """Reads the value of From, case-folded."""
    addresses = [a.address for a in find_addresses(from_[:2_000])]
    local_parts = [a.rpartition("@")[0].strip('"') for a in addresses]
    bare = from_.strip(' <>"')
    said = bool(from_.strip())
    display = from_
    for address in addresses:
        display = display.replace(address.casefold(), " ")
    # One text for one look: no name of a mail system holds a line end.
    words = "\n".join([display, *(_words_of(p) for p in local_parts)])
    named = _daemon_names().any_in(words)
    daemons = [p for p in local_parts if _is_daemon(p)]
    strong = [p for p in daemons if p not in WEAK_LOCAL_PARTS]
    bare_daemon = bare in DAEMON_LOCAL_PARTS
    postmaster = bool(strong) and not named and all(p.startswith("postmaster") for p in strong)
    human = bool(addresses) and not daemons and not named
    return _Author(
        said=said,
        daemon=(not bare and said) or bool(daemons) or bare_daemon or named,
        weakly=not named and bool(bare) and not bare_daemon and not strong,
        postmaster=postmaster,
        role=postmaster and "<" in from_,
        human=human,
        person=(human or (bool(bare) and not addresses and not named and not bare_daemon))
        and not any(_is_program(p) for p in local_parts)
        and not any(map(display.__contains__, PROGRAM_NAMES)),
    )


_author_kept = lru_cache(maxsize=64)(_author)
"""The mailers that a system hears of write few different From fields."""


def _is_null(root: Part) -> bool:
    # Some mailers write MAILER-DAEMON into Return-Path for the null reverse-path.
    field = root.field("return-path")
    value = "" if field is None else field.value.strip()
    return value in ("<>", "<>,", "") or value.casefold().lstrip("<").startswith("mailer-daemon")


def _envelope(root: Part) -> tuple[list[str], bool]:
    """The mail systems' local parts in the fields that keep the envelope's sender, and whether one is null."""
    daemons: list[str] = []
    null = False
    for name in _ENVELOPE:
        value = (root.get(name) or "").casefold()
        if value:
            daemons += [p for a in find_addresses(value[:500]) if _is_daemon(p := a.address.rpartition("@")[0])]
            null = null or value.strip() == "<>"
    return daemons, null


def _to_owner(root: Part) -> bool:
    """Mail to a list's owner passes through the list's fields, too, and is no post."""
    to = [a.address.rpartition("@")[0].casefold() for a in find_addresses((root.get("to") or "")[:2_000])]
    return any(p.endswith(OWNER_ENDS) or "-bounces+" in p or p.startswith("owner-") for p in to)


def _posted(root: Part) -> bool:
    """The message is addressed to the list itself."""
    lists, to = (
        {a.address.casefold() for name in names for a in find_addresses((root.get(name) or "")[:2_000])}
        for names in (("list-post", "x-beenthere"), ("to", "cc"))
    )
    return not lists.isdisjoint(to)


def _is_daemon(local_part: str) -> bool:
    return local_part in DAEMON_LOCAL_PARTS or local_part.startswith(
        ("mailer-daemon", "postmaster", "microsoftexchange", "bounce-notif", "maildeliver")
    )


def _is_program(local_part: str) -> bool:
    bare = local_part.partition("+")[0].rstrip("0123456789-_.")
    return bare in PROGRAM_LOCAL_PARTS or bare.startswith(PROGRAM_STARTS) or bare.endswith(PROGRAM_ENDS)


def _words_of(local_part: str) -> str:
    """A display name's words as a local part (`"System Administrator"@`); postmaster may be a person."""
    words = local_part.replace("_", " ").replace(".", " ")
    return "" if "postmaster" in words else words
