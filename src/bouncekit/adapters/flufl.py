"""A drop-in for `flufl.bounce`: the same two functions with the same signatures, answered by bouncekit.

    from bouncekit.adapters.flufl import all_failures, scan_message

What differs, always on purpose: an ordinary mail, an auto-reply, a list's post or a read receipt yields nothing,
whatever addresses it holds; a recipient whose Action is `delivered`, `relayed` or `expanded` is no failure; an address
outside ASCII is returned as UTF-8 and not left out.
"""

from email.message import Message

from bouncekit.report.mailboxes import is_mailbox
from bouncekit.report.model import Recipient
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind

__all__ = ["all_failures", "scan_message"]


def scan_message(msg: Message) -> frozenset[bytes]:
    """The recipients that *msg* reports as failed for good, as flufl.bounce's function of that name. Never raises."""
    return all_failures(msg)[1]


def all_failures(msg: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """The recipients that *msg* reports as (delayed, failed), as flufl.bounce's function of that name. Never raises.

    The original recipient is preferred to the final one (RFC 3464 appendix C: subscribers are matched by it first).
    """
    report = parse(msg)
    if report.kind is not ReportKind.DELIVERY_STATUS:
        return frozenset(), frozenset()
    return _with(report.recipients, Action.DELAYED), _with(report.recipients, Action.FAILED)


def _with(recipients: tuple[Recipient, ...], action: Action) -> frozenset[bytes]:
    found = (_named(r) for r in recipients if r.action is action)
    return frozenset(address.encode("utf-8", "replace") for address in found if address is not None)


def _named(r: Recipient) -> str | None:
    if r.original is not None and is_mailbox(r.original, r.original_type):
        return r.original
    return r.final
