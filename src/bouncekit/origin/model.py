"""What the judgement reads beside the report, and its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Any, Final

from bouncekit.addresses import Mailbox
from bouncekit.auth.alignment import OrganisationalDomain
from bouncekit.codes import EnhancedStatus, ReplyCode, SmtpReply
from bouncekit.domains import ascii_lower, domain_key
from bouncekit.errors import InvalidValueError
from bouncekit.origin.proof import Proof, ProofKind
from bouncekit.spans import Because

__all__ = ["Origin", "Reporter", "Setup", "Verdict"]

_QUOTED: Final = re.compile(r"\\(.)", re.DOTALL)
_REFUSAL: Final = "No message of ours is reported on here"


def plain(address: str) -> str:
    """*address* as the setup names it: in lower case, unquoted, its domain in A-labels and without the root's dot.

    However a client writes one of our mailboxes, the mailbox tags or not. For comparing with the setup alone.
    """
    local, at, domain = ascii_lower(address).rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = _QUOTED.sub(r"\1", local[1:-1])
    return f"{local}{at}{domain_key(domain)}"


@unique
class Verdict(Enum):
    """Three answers, never two; only OURS may change anything."""

    OURS = "ours"
    NOT_OURS = "not-ours"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the operator says of the own mail; all of it may be left out. Raises InvalidValueError.

    `never_sends`: domains that send no mail (subdomains are named apart): every bounce to them is NOT_OURS.
    `always_tags`: mailboxes (`news@here.example`) and whole domains (`@here.example`) whose mail always leaves with a
    BATV, VERP or SRS token.
    """

    never_sends: frozenset[str] = frozenset()
    always_tags: frozenset[str] = frozenset()
    max_age: int = 30
    """Days after which no bounce of a message may come any more."""
    max_uses: int = 10
    """How often one recipient-bound token may come back (delays, then a failure) before it counts as replayed."""
    max_shared_uses: int | None = None
    """How often a token that all mail of a day shares (BATV) may come back; None: not bounded."""
    unbound: frozenset[ProofKind] = frozenset((ProofKind.BATV, ProofKind.SRS))
    """Kinds that prove without being bound to a recipient. Empty: nothing does, which is the strictest."""
    sealed: frozenset[ProofKind] = frozenset(
        (ProofKind.VERP, ProofKind.MESSAGE_ID, ProofKind.ENVID, ProofKind.HEADER, ProofKind.PROVIDER)
    )
    """Kinds whose bound proofs nobody but the recipient was sent, so that they may be held against it whoever reports.
    A provider's event comes from the relay itself.

    A ledger's is such a proof where each recipient gets a Message-ID of its own: add `ProofKind.LEDGER` then.
    """
    organisational_domain: OrganisationalDomain | None = field(default=None, repr=False, compare=False)
    """Where it is given, a name that it says None of (a public suffix, `co.uk`, `github.io`) speaks for nobody.

    It makes nobody speak: hosts of one organisation may be customers' lines of a provider.
    """

    def __post_init__(self) -> None:
        for name in self.never_sends:
            Mailbox.parse(f"x@{name}", field="setup.never_sends")
        for name in self.always_tags:
            Mailbox.parse(f"x{name}" if name.startswith("@") else name, field="setup.always_tags")
        for attribute in ("max_age", "max_uses", "max_shared_uses"):
            value: object = getattr(self, attribute)
            if value is None and attribute == "max_shared_uses":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise InvalidValueError(f"setup.{attribute}", "must be a whole number of at least 1", value)
        for attribute in ("unbound", "sealed"):
            for kind in getattr(self, attribute):
                if not isinstance(kind, ProofKind):
                    raise InvalidValueError(f"setup.{attribute}", "must hold kinds of proof", kind)
        for attribute in ("never_sends", "always_tags"):
            object.__setattr__(self, attribute, frozenset(plain(name) for name in getattr(self, attribute)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who hands us the report, as far as the caller has *verified* it; a fact that is not known is left out.

    Once a Reporter is given, what it does not show counts against the report: a lookup that failed never helps.
    """

    own_relay: bool = False
    """Our own outbound MTA wrote it, from a refusal in its session."""
    names: frozenset[str] = frozenset()
    """Names shown to be the client's own: a HELO that passes SPF, a reverse name that resolves back."""
    hosts_of_recipient: frozenset[str] | Mapping[str, frozenset[str]] = frozenset()
    """Hosts that may speak for the failing recipient's domain beside the one of its very name: its MX hosts.

    By domain, or a set where all recipients that the report names have one domain: for several it says nothing, since
    nobody could tell whose they are. Each is one host; with a dot before it (`.hoster.example`) all below that name,
    where you know that the hoster gives none of them to customers.
    """
    spf_domains: frozenset[str] = frozenset()
    """Domains whose own SPF record lets this client in (pass, by a record that does not let everybody in)."""
    helo_spf_fails: bool = False
    reverse_path: str | None = None
    """The reverse-path of the report itself: `""` is the null one that a bounce should have; None: not known.

    Of a complaint it is an address: give it when SPF passed for it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The answer, with the rows that spoke.

    `recipients`: whom it may be held against: a proof that only they were sent is bound to them (`Setup.sealed`), or a
    host that was shown to speak for them reports it. None: the message is proved and no recipient is, so no address may
    be suppressed for it.
    """

    verdict: Verdict
    because: tuple[Because, ...]
    recipients: frozenset[str] | None = None
    standing: tuple[Proof, ...] = ()
    """The proofs that counted."""

    @property
    def bound_to_recipient(self) -> bool:
        """True when it may be held against the recipients that it names (`recipients`)."""
        return bool(self.recipients)

    @property
    def reply(self) -> SmtpReply | None:
        """What to answer while the session is open: a refusal when NOT_OURS, otherwise None (go on)."""
        if self.verdict is not Verdict.NOT_OURS:
            return None
        return SmtpReply(code=ReplyCode(550), status=EnhancedStatus(5, 7, 1), text=_REFUSAL)

    def to_json(self) -> Mapping[str, Any]:
        """The answer as JSON values."""
        rows = [{"rule": b.rule, "text": b.text} for b in self.because]
        bound = None if self.recipients is None else sorted(self.recipients)
        return {
            "verdict": self.verdict.value,
            "because": rows,
            "recipients": bound,
            "bound_to_recipient": self.bound_to_recipient,
        }

    def __str__(self) -> str:
        return self.verdict.value
