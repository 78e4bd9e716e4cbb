"""A user's own rows: beside the table, through the same weighing, and never able to make worse evidence help."""

import re
from dataclasses import dataclass
from typing import Final

from bouncekit.auth.alignment import ascii_domain
from bouncekit.errors import InvalidValueError
from bouncekit.policy.evidence import EVIDENCE, Evidence, Group
from bouncekit.policy.grade import Direction, Grade
from bouncekit.policy.hard import HARD_RULES
from bouncekit.policy.weighing import MOST_RISK

__all__ = ["Row"]

_ID: Final = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_RESERVED: Final = frozenset(e.value for e in Evidence) | frozenset(HARD_RULES) | {"unproven", "temperror"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the user's: `when` all of this evidence is seen, and the reverse-path's domain is one of `domains`.

    A row that risks or forbids holds for what is worse than `when`, too, and one that proves for what is better
    (`bouncekit.policy.order`); a policy refuses rows by which worse evidence would still help.

    Exactly one of `proof`, `risk` and `forbids` must be set. A row that proves must rest on SAFER evidence; one that
    risks or forbids must not, or better evidence would hurt. `proof` is at most one grade above what that gives,
    and PROVEN only if that is. `domains` empty: any; `.example.org` names what is below. InvalidValueError otherwise.
    """

    id: str
    text: str
    cites: str
    """Where this comes from: a section, a ticket, a name."""
    when: frozenset[Evidence] = frozenset()
    domains: frozenset[str] = frozenset()
    proof: Grade = Grade.NONE
    risk: int = 0
    forbids: bool = False

    def __post_init__(self) -> None:
        self._check_names()
        if (self.proof > Grade.NONE) + (self.risk != 0) + self.forbids != 1:
            raise InvalidValueError(f"rows.{self.id}", "must set exactly one of proof, risk and forbids")
        if type(self.risk) is not int or not 0 <= self.risk <= MOST_RISK:
            raise InvalidValueError(f"rows.{self.id}.risk", f"must be 0 to {MOST_RISK}", self.risk)
        safer = [EVIDENCE[e] for e in self.when if EVIDENCE[e].direction is Direction.SAFER]
        if not self.proof:
            self._check_against(bool(safer))
            return
        if len(safer) < len(self.when) or not safer:
            raise InvalidValueError(
                f"rows.{self.id}.when", "must be evidence that points to safer, and some: this row proves"
            )
        strongest = max(Grade.NONE if row.lift else row.proof for row in safer)
        most = min(strongest + 1, Grade.STRONG) if strongest < Grade.PROVEN else Grade.PROVEN
        if self.proof > most:
            fault = f"must be at most {Grade(most).name}: a grade above what its evidence gives, never PROVEN by itself"
            raise InvalidValueError(f"rows.{self.id}.proof", fault, self.proof.name)

    def _check_names(self) -> None:
        if not _ID.fullmatch(self.id) or self.id in _RESERVED:
            raise InvalidValueError("rows.id", "must be a kebab-case name that is not in use", self.id)
        if not self.text or not self.cites:
            raise InvalidValueError(f"rows.{self.id}", "must have a text and say in `cites` where it comes from")
        if not self.when and not self.domains:
            raise InvalidValueError(
                f"rows.{self.id}", "must name evidence in `when`, or `domains`: it would always hold"
            )
        if "" in self.domains:
            raise InvalidValueError(f"rows.{self.id}.domains", "must not hold an empty name")
        object.__setattr__(self, "domains", frozenset(ascii_domain(name) for name in self.domains))

    def _check_against(self, has_safer: bool) -> None:  # noqa: FBT001
        if has_safer:
            fault = (
                "must not be evidence that points to safer: better evidence would hurt, and the policy not be monotone"
            )
            raise InvalidValueError(f"rows.{self.id}.when", fault)

    # What the weighing reads (WeighingRow).

    @property
    def lift(self) -> bool:
        """Never: only the table knows a row that lifts."""
        return False

    @property
    def authenticates(self) -> bool:
        """True where what it rests on does."""
        return any(EVIDENCE[e].authenticates for e in self.when)

    @property
    def group(self) -> Group | None:
        """None: a user's risk is his own."""
        return None

    @property
    def waived_at(self) -> Grade | None:
        """Never waived."""
        return None

    def holds(self, seen: frozenset[Evidence], domain: str) -> bool:
        """True when this row speaks of *seen* (with what it implies: `order`) and this domain (lower-case A-labels)."""
        return self.when <= seen and (not self.domains or self._names(domain))

    def _names(self, domain: str) -> bool:
        if domain in self.domains:
            return True
        return any(name.startswith(".") and domain.endswith(name) for name in self.domains)
