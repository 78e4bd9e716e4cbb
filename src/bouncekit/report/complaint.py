"""Complaints whose facts stand elsewhere than in a message/feedback-report part: in the message complained about.

The rule: a field that names the envelope recipient names who complained, wherever the report keeps it: in the report
(Original-Rcpt-To), in another field of it, in the header of the complaint, or in that of the message, to which the
recipient's mail system added it. An address in To is not the envelope's: it counts where nothing else is there to name
anybody, and is one.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.message import Part
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Feedback

__all__ = ["complaint_of", "with_recipient"]

_IN_REPORT: Final = (
    "original-rcpt", "original-recipient", "x-original-rcpt-to", "removal-recipient", "final-recipient", "rcpt-to",
    "x-original-recipient", "delivered-to", "original-to",
)  # fmt: skip
"""Fields of feedback parts that stand for Original-Rcpt-To (Return Path's Removal-Recipient; RFC 3464's names)."""
_IN_HEADER: Final = (
    "x-hmxmroriginalrecipient", "x-original-rcpt-to", "x-rcpt-to", "x-envelope-to", "envelope-to", "x-original-to",
    "delivered-to", "x-delivered-to", "x-apparently-to",
)  # fmt: skip
"""Fields in which the recipient's mail system keeps the envelope recipient, the surest first (Microsoft's JMRP)."""
_OF_COMPLAINT: Final = ("x-hmxmroriginalrecipient", "x-original-rcpt-to")
"""Those that name who complained in the header of the complaint itself, too, which has an envelope of its own."""
_LONGEST: Final = 2_000
_MOST: Final = 5


def _addresses(values: Iterable[str]) -> tuple[str, ...]:
    found = (plain_address(value[:_LONGEST]) for value in values)
    return tuple(dict.fromkeys(address for address in found if "@" in address))


def _in_header(root: Part, names: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses of the first of *names* that the header has."""
    present = root.names
    found = (_addresses(root.get_all(name)[:_MOST]) for name in names if name in present)
    return next((addresses for addresses in found if addresses), ())


def _message(returned: Part | None) -> Part | None:
    """The message that is complained about, as a part with a header."""
    return next(iter(returned.children), None) if returned is not None else None


def with_recipient(feedback: Feedback, root: Part, returned: Part | None) -> Feedback:
    """*feedback* with who complained, where Original-Rcpt-To does not say it and another field does."""
    if feedback.original_rcpt_to:
        return feedback
    message = _message(returned)
    named = [value for name in _IN_REPORT for key, value in feedback.extensions if key == name]
    who = _addresses(named[:_MOST]) or _in_header(root, _OF_COMPLAINT)
    if not who and message is not None:
        who = _in_header(message, _IN_HEADER)
    return replace(feedback, original_rcpt_to=who) if who else feedback


def complaint_of(root: Part, returned: Part | None) -> Feedback:
    """The complaint that *root* is, without a part that says so: its type is abuse (RFC 5965 section 3.1)."""
    feedback = with_recipient(Feedback(feedback_type="abuse"), root, returned)
    message = _message(returned)
    if message is None:
        return feedback
    path = plain_address((message.get("return-path") or "")[:_LONGEST])
    if not feedback.original_rcpt_to:
        to = {a.address.casefold(): a.address for a in find_addresses((message.get("to") or "")[:_LONGEST])}
        feedback = replace(feedback, original_rcpt_to=tuple(to.values()) if len(to) == 1 else ())
    return replace(feedback, original_mail_from=path or None)
