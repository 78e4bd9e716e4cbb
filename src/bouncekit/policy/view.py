"""One question to the policy, with everything that its rules compare worked out once. Internal: not part of the API."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from bouncekit.addresses import Mailbox, canonical_key, mailbox_key
from bouncekit.auth import AuthResults, OrganisationalDomain, Result, SpfIdentity, SpfResult
from bouncekit.origin import batv
from bouncekit.policy.facts import Content, DomainFacts, History, OwnToken, TokenKind
from bouncekit.policy.spf_record import never_sends
from bouncekit.transaction import Event, Protocol, Transaction

__all__ = ["LIST_LOCAL", "ROBOTS", "Situation", "bare_local"]

LIST_LOCAL: Final = re.compile(
    r"owner-.*|.*-owner|.*-request|.*-bounces?(?:[+=-].*)?|bounces?(?:[+=.-].*)?|prvs=.*|srs[01][=+-].*"
)
"""Local parts of lists, VERP and SRS, which want to hear of failures (RFC 5230 section 4.6)."""
ROBOTS: Final = frozenset(("mailer-daemon", "mailerdaemon", "double-bounce", "listserv", "majordomo", "mdaemon"))
"""Local parts that programs send from (RFC 5230 section 4.6, RFC 3834 section 2)."""
_PROVING: Final = frozenset((TokenKind.BATV, TokenKind.VERP))
"""Tokens that say who sent the message. SRS says that we forwarded for that address once, which its bounces show to
everybody; a Message-ID is in every reader's hands."""


def bare_local(local: str) -> str:
    """*local* as a mail program names the mailbox: unquoted, without case, tag or the routes of other hosts.

    Only for what our own hosts read (our daemons, H10) and what adds risk: nobody else's mailbox is told by it.
    """
    name = canonical_key(f"{local}@x.invalid").rpartition("@")[0]
    name = unicodedata.normalize("NFKC", name).casefold().strip()
    return name.partition("%")[0].rpartition("!")[2].partition("+")[0] or name


class Situation:
    """The facts of one question, and comparisons that several rules need. Made once for each call of `decide`."""

    __slots__ = (
        "_key", "address", "auth",
        "content", "dns", "domain", "event", "history", "invalid_token", "local", "never_sends",
        "organisational_domain", "role", "sender", "spf", "trusted_session", "txn", "valid_tag",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917  (called in one place, in the order of `decide`)
        self,
        txn: Transaction,
        auth: AuthResults,
        dns: DomainFacts,
        content: Content,
        own_tokens: Iterable[OwnToken],
        history: History,
        organisational_domain: OrganisationalDomain | None,
    ) -> None:
        self.txn = txn
        self.auth = auth
        self.dns = dns
        self.content = content
        self.history = history
        self.event: Event = txn.event
        self.organisational_domain = organisational_domain
        sender: Mailbox | None = txn.sender
        self.sender = sender
        self.local: str = sender.local.lower() if sender else ""
        self.role: str = bare_local(sender.local) if sender else ""
        self.domain: str = sender.ascii_domain if sender else ""
        self.address: str = str(sender) if sender else ""
        self._key: str | None = None
        self.spf: SpfResult | None = auth.spf_of(SpfIdentity.MAILFROM, self.domain) if auth.spf else None
        self.never_sends = never_sends(dns.spf_record)
        self.invalid_token = self.valid_tag = False
        for token in own_tokens:
            if not token.valid:
                self.invalid_token = True
            elif token.kind in _PROVING:
                self.valid_tag = True
        self.trusted_session = self._submitted() or self._local()

    def _submitted(self) -> bool:
        """A session's login with the right to the reverse-path; what a relay says of its own sessions is not this."""
        client = self.txn.client
        return (
            client.login is not None
            and client.login_may_use_reverse_path is True
            and not client.trusted_relay
            and self.txn.protocol is not Protocol.LMTP
        )

    def _local(self) -> bool:
        ip = self.txn.client.ip
        return self.txn.protocol is Protocol.LOCAL and (ip is None or ipaddress.ip_address(ip).is_loopback)

    @property
    def key(self) -> str:
        """The canonical key of the reverse-path; "" for the null one."""
        if self._key is None:
            self._key = canonical_key(self.address) if self.address else ""
        return self._key

    def is_sender(self, address: str) -> bool:
        """True when *address* is the mailbox of the reverse-path, which may carry a BATV tag: nothing is folded."""
        if not self.address or address == self.address:
            return bool(self.address)
        return mailbox_key(address) in {mailbox_key(self.address), mailbox_key(batv.strip(self.address))}

    def is_like_sender(self, address: str) -> bool:
        """True when *address* is like the reverse-path (tags and case aside): enough to hold back, never to prove."""
        return bool(self.address) and (address == self.address or canonical_key(address) == self.key)

    @property
    def spf_failed(self) -> bool:
        """SPF fail for MAIL FROM, or the owner's word that nothing is sent from there."""
        return self.never_sends or (self.spf is not None and self.spf.result is Result.FAIL)
