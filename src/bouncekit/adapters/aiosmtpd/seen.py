"""What can be seen in the octets of a message that bears on a notice about it: a report, a program's, a loop.

It is the sender's own text, so it can only speak against a notice. Linear; never raises on content.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bouncekit.addresses import canonical_key, find_addresses
from bouncekit.message import MessageView, Part
from bouncekit.policy import Content
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind

__all__ = ["count_received", "merge_content", "see_content"]

_REPORTS: Final = frozenset(
    f"message/{prefix}{name}"
    for prefix in ("", "global-")
    for name in ("delivery-status", "disposition-notification", "feedback-report", "tracking-status")
) | {"multipart/report", "application/tlsrpt+gzip", "application/tlsrpt+json"}
"""Types of what is a report (RFC 6522 section 3, RFC 3464, RFC 8098, RFC 5965, RFC 3886, RFC 8460)."""
_ROBOTS: Final = frozenset(("mailer-daemon", "mailerdaemon"))
_REPLY_FIELDS: Final = frozenset(("x-autoreply", "x-autorespond", "x-autoresponder"))
_PASSES: Final = 3
"""Earlier Received fields with our own name from which on a message goes in circles; lists make one or two."""
_MOST_DELIVERED: Final = 100


def count_received(data: bytes) -> int:
    """How many Received fields the header of *data* has."""
    return len(MessageView.parse(data).root.fields("received"))


def see_content(data: bytes, *, recipients: Collection[str], hostname: str) -> Content:
    """What *data* says of itself, for a notice about its *recipients* that *hostname* would write."""
    view = MessageView.parse(data)
    root = view.root
    automatic = root.get("auto-submitted")
    precedence = root.get("precedence")
    replied = (automatic or "").partition(";")[0].partition("(")[0].strip().lower() == "auto-replied"
    replied = replied or not _REPLY_FIELDS.isdisjoint(root.names) or _word(precedence) in {"auto_reply", "auto-reply"}
    received = root.get_all("received")
    return Content(
        auto_submitted="auto-replied" if replied else automatic,
        precedence=precedence,
        list_id=next((root.get(name) for name in root.names if name.startswith("list-")), None),
        is_report=replied or _from_robot(root) or _is_report(view, data),
        received_count=len(received),
        loop=True if _delivered_before(root, recipients) or _circles(received, hostname) else None,
    )


def merge_content(said: Content, seen: Content) -> Content:
    """What the owner *said* with what was *seen*: each value the one that speaks against a notice."""
    automatic = (said.auto_submitted or "no").strip().lower() != "no"
    counts = [count for count in (said.received_count, seen.received_count) if count is not None]
    return replace(
        said,
        auto_submitted=said.auto_submitted if automatic else seen.auto_submitted or said.auto_submitted,
        precedence=seen.precedence if said.precedence is None else said.precedence,
        list_id=seen.list_id if said.list_id is None else said.list_id,
        is_report=said.is_report or seen.is_report,
        received_count=max(counts) if counts else None,
        loop=True if said.loop or seen.loop else said.loop,
    )


def _word(value: str | None) -> str:
    return (value or "").strip().lower()


def _is_report(view: MessageView, data: bytes) -> bool:
    """A part of a report's type outside what is embedded, or a text that is a notice.

    A person who forwards a bounce embeds it. Where the parts are too many to look at, it may be a report.
    """
    embedded = False
    for part in view.walk():
        if part.is_embedded:
            embedded = True
        elif part.media_type in _REPORTS:
            return True
    if any(anomaly.id in {"limit-parts", "limit-depth"} for anomaly in view.anomalies):
        return True
    return not embedded and parse(data).kind is not ReportKind.NONE


def _from_robot(root: Part) -> bool:
    """True when the author is a mailer daemon."""
    return any(
        found.address.rpartition("@")[0].strip('"').lower() in _ROBOTS
        for value in root.get_all("from")[:10]
        for found in find_addresses(value[:10_000])
    )


def _delivered_before(root: Part, recipients: Collection[str]) -> bool:
    """True when a Delivered-To names one of *recipients*: it was in that mailbox."""
    marks = {canonical_key(value[:500], delimiters="") for value in root.get_all("delivered-to")[:_MOST_DELIVERED]}
    return bool(marks) and any(canonical_key(address, delimiters="") in marks for address in recipients)


def _circles(received: tuple[str, ...], hostname: str) -> bool:
    """True when fields below our own say that the message passed here before, more often than a list makes it."""
    ours = f" by {hostname.lower()} "
    passes = sum(ours in f" {value.lower()} ".replace(";", " ").replace("\t", " ") for value in received[1:])
    return passes >= _PASSES
