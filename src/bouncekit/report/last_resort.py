"""flufl.bounce behind our own gate: only for what is surely a bounce and what no row explains."""

from email.message import Message
from typing import Final

from bouncekit.report.draft import Draft
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.sender import Sender
from bouncekit.rules.kinds import SERVICE_LOCAL_PARTS
from bouncekit.vocabulary import Action

__all__ = ["read_with_flufl"]

_MOST_CHARS: Final = 8 << 10
"""flufl.bounce reads its message once per detector and pattern: this bounds it."""


def _first_found(message: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """What flufl.bounce's `all_failures` gives, without its log: it writes a traceback to stderr for hostile texts."""
    from flufl.bounce._scan import _DETECTORS  # noqa: PLC0415 - public `all_failures` logs and gives up

    for detector in _DETECTORS:
        try:
            temporary, permanent = detector().process(message)
        except Exception:  # noqa: BLE001, S112 - a third party's code on a peer's octets; the next detector may do
            continue
        if temporary or permanent:
            return frozenset(temporary), frozenset(permanent)
    return frozenset(), frozenset()


def read_with_flufl(notice: Notice, sender: Sender) -> list[Draft]:
    """The recipients that flufl.bounce's detectors find in the notice; empty when it fails, which hostile texts can do.

    It is shown the notice alone, as a plain message: it knows no bounds, and would read the returned original as well.
    """
    message = Message()
    for name in ("From", "To", "Subject", "Return-Path", "X-Mailer"):
        if (value := notice.root.get(name.lower())) is not None:
            message[name] = value
    message.set_payload(notice.text[: min(notice.cut, _MOST_CHARS)])
    temporary, permanent = _first_found(message)
    out: list[Draft] = []
    for found, action in ((permanent, Action.FAILED), (temporary, Action.DELAYED)):
        for octets in sorted(found):
            address = plain_address(octets.decode("utf-8", "replace"))
            key = address.casefold()
            if "@" not in address or key in sender.own or key.rpartition("@")[0] in SERVICE_LOCAL_PARTS:
                continue
            draft = Draft()
            at = notice.text.find(address)
            span = notice.span(at, at + len(address)) if at >= 0 else None
            draft.put("final", address, "flufl-bounce", Tier.FLUFL, span)
            draft.put("action", action, "flufl-bounce", Tier.FLUFL)
            out.append(draft)
    return out
