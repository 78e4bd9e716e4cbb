"""Numbers and lists of one site: what the rules compare with. Cited where a document gives the number."""

from dataclasses import dataclass
from typing import Final

from bouncekit.addresses import canonical_key
from bouncekit.auth import OrganisationalDomain
from bouncekit.errors import InvalidValueError

__all__ = ["DEFAULT_SETTINGS", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Site settings. Raises InvalidValueError for numbers that would switch a rule off."""

    defer_seconds: int = 4 * 3600
    """How long DEFER may put a decision off in all; then the missing answer counts as none."""
    dkim_age_days: float = 5
    """How old a signature may be to prove who wrote the message (a replay is limited to that)."""
    received_limit: int = 100
    """Received fields from which on a message loops (RFC 5321 section 6.3: at least 100)."""
    single_organisation: frozenset[str] = frozenset()
    """Domains (lower-case A-labels) all of whose users may speak for each other."""
    sinks: frozenset[str] = frozenset()
    """Addresses of our own that only ever take notices: bounce origin, double-bounce, VERP sinks."""
    organisational_domain: OrganisationalDomain | None = None
    """Knowledge of organisational domains; None: only a domain and what lies above it speak for it."""
    hostile_override: bool = False
    """May PROVEN senders get a notice for hostile content (H08)?"""

    def __post_init__(self) -> None:
        for name, least in (("defer_seconds", 0), ("dkim_age_days", 0), ("received_limit", 2)):
            if getattr(self, name) < least:
                raise InvalidValueError(name, f"must be at least {least}", getattr(self, name))
        if self.defer_seconds > 5 * 86_400:
            raise InvalidValueError("defer_seconds", "must be at most 432000 (five days): DEFER is bounded")
        object.__setattr__(self, "sinks", frozenset(canonical_key(address) for address in self.sinks))


DEFAULT_SETTINGS: Final = Settings()
