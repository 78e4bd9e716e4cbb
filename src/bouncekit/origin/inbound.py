"""The judgement in a session: at RCPT and after the data, for any server that takes bounces in.

The rule: what comes is judged as a bounce unless its reverse-path names somebody. Servers write the null reverse-path
in three ways, which are one here: `""` (Exim, Postfix's policy servers), `"<>"` (aiosmtpd, milters), None (nothing).
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.origin.examine import examine_envelope, examine_report
from bouncekit.origin.judge import check
from bouncekit.origin.keys import KeyRing
from bouncekit.origin.ledger import Book, Ledger, consult
from bouncekit.origin.model import Origin, Reporter, Setup
from bouncekit.origin.proof import Proof
from bouncekit.origin.replay import count_guesses, count_uses
from bouncekit.report.model import Report

__all__ = ["Inbound", "is_null"]

_SETUP: Final = Setup()
_NOBODY: Final = Reporter()
_IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_null(reverse_path: str | None) -> bool:
    """Whether *reverse_path* names nobody, however the server writes that."""
    return reverse_path is None or not reverse_path.strip(" \t<>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """What a host needs to judge bounces while it is asked. Raises InvalidValueError.

    `ledger` counts the tokens that come back and knows what was sent, and `book` reads it; without them nothing is
    counted.
    `own_relays`: the addresses of our own outbound hosts, from which nobody else can connect. What they report is
    believed, so a loopback address is refused: every program of the host, proxy and tunnel comes from there.
    """

    keys: KeyRing
    ledger: Ledger | None = field(default=None, repr=False)
    book: Book | None = None
    setup: Setup = _SETUP
    own_relays: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.ledger is None) is not (self.book is None):
            raise InvalidValueError("book", "must be given with a ledger, and a ledger with it")
        if isinstance(self.own_relays, (str, bytes)):
            raise InvalidValueError("own_relays", "must be a set of IP addresses", self.own_relays)
        own = set[str]()
        for text in self.own_relays:
            address = _parsed(text)
            if address is None:
                raise InvalidValueError("own_relays", "must hold IP addresses", text)
            if address.is_loopback or address.is_unspecified or address.is_multicast:
                raise InvalidValueError("own_relays", "must not hold an address that others can connect from", text)
            own.add(str(address))
        object.__setattr__(self, "own_relays", frozenset(own))

    def at_rcpt(self, reverse_path: str | None, recipient: str, now: datetime) -> Origin | None:
        """Judge a bounce to *recipient* by its token alone; None: *reverse_path* names somebody, so it is no bounce.

        Refuse with `reply` where it is not None. Ask only for mailboxes that exist: wrong tokens are counted.
        """
        if not is_null(reverse_path):
            return None
        return check(None, envelope_to=recipient, proofs=self._tokens((recipient,), now), now=now, setup=self.setup)

    def after_data(
        self,
        reverse_path: str | None,
        recipients: Sequence[str],
        report: Report,
        now: datetime,
        *,
        client: str | None = None,
        reporter: Reporter = _NOBODY,
    ) -> Origin | None:
        """Judge the whole bounce; None: *reverse_path* names somebody, so it is no bounce.

        *client* is the address that it came from, *reporter* what else was verified of the client. Only OURS may change
        anything, and only for those in `Origin.recipients`.
        """
        if not is_null(reverse_path):
            return None
        proofs = (*self._tokens(recipients, now), *examine_report(report, self.keys, now))
        if self.ledger is not None and self.book is not None:
            proofs = (
                *count_uses(self.ledger, self.book, proofs, now),
                *consult(self.ledger, self.book, report, now),
            )
        known = replace(reporter, own_relay=reporter.own_relay or self._is_ours(client), reverse_path="")
        return check(report, envelope_to=recipients, proofs=proofs, now=now, setup=self.setup, reporter=known)

    def _tokens(self, recipients: Sequence[str], now: datetime) -> tuple[Proof, ...]:
        found = tuple(proof for one in recipients for proof in examine_envelope(one, self.keys, now))
        if self.ledger is None or self.book is None:
            return found
        return count_guesses(self.ledger, self.book, found, now)

    def _is_ours(self, client: str | None) -> bool:
        address = None if client is None else _parsed(client)
        return address is not None and str(address) in self.own_relays


def _parsed(text: str) -> _IpAddress | None:
    """The address that *text* is, an IPv4 one inside IPv6 as itself; None: it is none."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
