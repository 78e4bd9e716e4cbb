"""Floor 3: what authentication found out about one message, read from trusted servers' fields or handed in."""

from bouncekit.auth.alignment import OrganisationalDomain, is_aligned
from bouncekit.auth.model import (
    ArcResult,
    AuthResults,
    Dkim2Result,
    DkimResult,
    DmarcPolicy,
    DmarcResult,
    Position,
    Result,
    SpfIdentity,
    SpfResult,
)

__all__ = [
    "ArcResult",
    "AuthResults",
    "Dkim2Result",
    "DkimResult",
    "DmarcPolicy",
    "DmarcResult",
    "OrganisationalDomain",
    "Position",
    "Result",
    "SpfIdentity",
    "SpfResult",
    "is_aligned",
]
