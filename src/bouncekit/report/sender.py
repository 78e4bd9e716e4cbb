"""Who wrote the notice: a mail system, a list, or a person."""

from dataclasses import dataclass

from bouncekit.addresses import find_addresses
from bouncekit.message import Part
from bouncekit.rules.kinds import (
    DAEMON_LOCAL_PARTS,
    DAEMON_NAMES,
    FAILURE_SUBJECTS,
    LIST_FIELDS,
    WEAK_LOCAL_PARTS,
)

__all__ = ["Sender", "sender_of"]


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
    """The field that shows the message came through a mailing list, or None."""
    subject: str
    """The subject, case-folded."""
    has_from: bool
    human: bool
    """From names a person or a firm: an address that is no mail system's."""
    replied: bool
    """The subject marks a reply or a forwarded message."""
    root: Part
    _speaks: bool | None = None
    _own: frozenset[str] | None = None

    @property
    def subject_speaks(self) -> bool:
        """The subject is one under which failures are reported."""
        if self._speaks is None:
            self._speaks = any(map(self.subject.__contains__, FAILURE_SUBJECTS))
        return self._speaks

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
    from_ = (root.get("from") or "").casefold()
    reverse = [f.value.strip() for f in root.fields("return-path")]
    # Some mailers write MAILER-DAEMON into Return-Path for the null reverse-path.
    null = any(v in ("<>", "<>,", "") or v.casefold().lstrip("<").startswith("mailer-daemon") for v in reverse[:1])
    addresses = [a.address for a in find_addresses(from_[:2_000])]
    local_parts = [a.rpartition("@")[0].strip('"') for a in addresses]
    bare = from_.strip(' <>"')
    display = from_
    for address in addresses:
        display = display.replace(address.casefold(), " ")
    # One text for one look: no name of a mail system holds a line end.
    words = "\n".join([display, *(_words_of(p) for p in local_parts)])
    named = any(map(words.__contains__, DAEMON_NAMES))
    daemon = (
        null
        or (not bare and bool(from_.strip()))
        or any(_is_daemon(p) for p in local_parts)
        or bare in DAEMON_LOCAL_PARTS
        or named
    )
    present = root.names
    listed = next((name for name in LIST_FIELDS if name in present), None)
    if not daemon:
        # A list's software writes its own address into Sender and the reverse-path of what people post.
        for name in (
            ()
            if listed
            else ("sender", "return-path", "x-envelope-from", "envelope-from", "x-env-sender", "x-mail-from")
        ):
            value = (root.get(name) or "").casefold()
            if not value:
                continue
            daemon = (
                daemon
                or any(_is_daemon(a.address.rpartition("@")[0]) for a in find_addresses(value[:500]))
                or value.strip() == "<>"
            )
    strong = [p for p in local_parts if _is_daemon(p) and p not in WEAK_LOCAL_PARTS]
    weakly = daemon and not named and bool(bare) and bare not in DAEMON_LOCAL_PARTS and not strong
    postmaster = bool(strong) and not named and all(p.startswith("postmaster") for p in strong)
    subject = (root.get("subject") or "").casefold()
    if listed is not None and any(_is_owner(a.address) for a in find_addresses((root.get("to") or "")[:2_000])):
        listed = None
    return Sender(
        daemon=daemon,
        weakly=weakly,
        postmaster=postmaster,
        role=postmaster and "<" in from_,
        null=null,
        listed=listed,
        subject=subject,
        has_from=bool(from_.strip()),
        human=bool(addresses) and not any(_is_daemon(p) for p in local_parts) and not named,
        replied=subject.startswith(("re:", "re :", "aw:", "sv:", "antw:", "fw:", "fwd:", "wg:", "tr:", "rv:", "i:")),
        root=root,
    )


def _is_owner(address: str) -> bool:
    """Mail to a list's owner passes through the list's fields, too, and is no post."""
    local = address.rpartition("@")[0].casefold()
    return local.endswith(("-admin", "-bounces", "-owner", "-request")) or "-bounces+" in local


def _is_daemon(local_part: str) -> bool:
    return local_part in DAEMON_LOCAL_PARTS or local_part.startswith(
        ("mailer-daemon", "postmaster", "microsoftexchange", "bounce-notif", "maildeliver")
    )


def _words_of(local_part: str) -> str:
    """A display name's words as a local part (`"System Administrator"@`); postmaster may be a person."""
    words = local_part.replace("_", " ").replace(".", " ")
    return "" if "postmaster" in words else words
