"""Numbers and lists of one site: what the rules compare with. Cited where a document gives the number."""

from dataclasses import dataclass
from typing import Final

from bouncekit.addresses import canonical_key
from bouncekit.auth import OrganisationalDomain
from bouncekit.errors import InvalidValueError

__all__ = ["BOUNDS", "DEFAULT_SETTINGS", "Bound", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The least and the most that a number may be, and where that is from: beyond it a rule would be switched off."""

    name: str
    least: int
    most: int
    whole: bool
    source: str

    def check(self, value: object, field: str | None = None) -> None:
        """Raise InvalidValueError unless *value* is a number (no bool, no NaN) within the bound."""
        name = field or self.name
        kinds = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise InvalidValueError(name, "must be a whole number" if self.whole else "must be a number", value)
        if not self.least <= value <= self.most:  # (also refuses NaN)
            raise InvalidValueError(name, f"must be {self.least} to {self.most} ({self.source})", value)


BOUNDS: Final = (
    Bound(name="defer_seconds", least=0, most=5 * 86_400, whole=True,
          source="five days, after which senders give up: RFC 5321 section 4.5.4.1"),
    Bound(name="dkim_age_days", least=0, most=30, whole=False,
          source="a replay is limited to that; a queue holds a message five days: RFC 5321 section 4.5.4.1"),
    Bound(name="received_limit", least=2, most=1_000, whole=True,
          source="RFC 5321 section 6.3 asks for 100; ten times that is a loop"),
)  # fmt: skip
"""The bounds of the numbers in Settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Site settings. Raises InvalidValueError for what is no number, or one that would switch a rule off (BOUNDS)."""

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
        for bound in BOUNDS:
            bound.check(getattr(self, bound.name))
        if not isinstance(self.hostile_override, bool):
            raise InvalidValueError("hostile_override", "must be True or False", self.hostile_override)
        object.__setattr__(self, "sinks", frozenset(canonical_key(address) for address in self.sinks))


DEFAULT_SETTINGS: Final = Settings()
