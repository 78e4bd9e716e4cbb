"""The IANA registries "Email Authentication Methods" and "… Result Names" (2026-05-22), as rows.

A method or a result that is not here is ignored wherever Authentication-Results is read (RFC 8601 sections 2.7.6 and 4.1).
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["AUTH_METHODS", "PROPERTY_TYPES", "REGISTRY_UPDATED", "AuthMethod"]

REGISTRY_UPDATED: Final = "2026-05-22"
"""The date of the registry that these rows were taken from."""

PROPERTY_TYPES: Final = frozenset(("body", "dns", "header", "policy", "smtp"))
"""The registered property types (RFC 8601 section 2.3, RFC 8904)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthMethod:
    """One method: where it is defined, its (ptype, property) pairs, its results; `deprecated` ones are read, not weighed."""

    name: str
    source: str
    properties: tuple[tuple[str, str], ...]
    results: frozenset[str]
    version: int = 1
    deprecated: bool = False


# The property `*` stands for "name of the header field used by PRA". IANA repeats `temperror` for domainkeys, for `fail`.
_ROWS: Final = (
    AuthMethod(
        name="arc",
        source="rfc8617",
        properties=(("smtp", "remote-ip"), ("header", "oldest-pass")),
        results=frozenset(("fail", "none", "pass")),
    ),
    AuthMethod(
        name="auth",
        source="rfc8601",
        properties=(("smtp", "auth"), ("smtp", "mailfrom")),
        results=frozenset(("fail", "none", "pass", "permerror", "temperror")),
    ),
    AuthMethod(
        name="dkim",
        source="rfc8601",
        properties=(("header", "d"), ("header", "i"), ("header", "b"), ("header", "a"), ("header", "s")),
        results=frozenset(("fail", "neutral", "none", "pass", "permerror", "policy", "temperror")),
    ),
    AuthMethod(
        name="dkim-adsp",
        source="rfc5617; rfc7601",
        properties=(("header", "from"),),
        results=frozenset(("discard", "fail", "none", "nxdomain", "pass", "permerror", "temperror", "unknown")),
        deprecated=True,
    ),
    AuthMethod(
        name="dkim-atps",
        source="rfc6541",
        properties=(("header", "from"),),
        results=frozenset(("fail", "none", "pass", "permerror", "temperror")),
    ),
    AuthMethod(
        name="dmarc",
        source="rfc9989",
        properties=(("header", "from"), ("policy", "dmarc")),
        results=frozenset(("fail", "none", "pass", "permerror", "temperror")),
    ),
    AuthMethod(
        name="dnswl",
        source="rfc8904",
        properties=(("dns", "zone"), ("policy", "ip"), ("policy", "txt"), ("dns", "sec")),
        results=frozenset(("none", "pass", "permerror", "temperror")),
    ),
    AuthMethod(
        name="domainkeys",
        source="rfc7601",
        properties=(("header", "d"), ("header", "from"), ("header", "sender")),
        results=frozenset(("neutral", "none", "pass", "permerror", "policy", "temperror")),
        deprecated=True,
    ),
    AuthMethod(
        name="iprev",
        source="rfc8601",
        properties=(("policy", "iprev"),),
        results=frozenset(("fail", "pass", "permerror", "temperror")),
    ),
    AuthMethod(
        name="rrvs",
        source="rfc7293",
        properties=(("smtp", "rcptto"),),
        results=frozenset(("fail", "none", "pass", "permerror", "temperror", "unknown")),
    ),
    AuthMethod(
        name="sender-id",
        source="rfc7601",
        properties=(("header", "*"),),
        results=frozenset(
            ("fail", "hardfail", "neutral", "none", "pass", "permerror", "policy", "softfail", "temperror")
        ),
        deprecated=True,
    ),
    AuthMethod(
        name="smime",
        source="rfc7281",
        properties=(
            ("body", "smime-part"),
            ("body", "smime-identifer"),
            ("body", "smime-serial"),
            ("body", "smime-issuer"),
        ),
        results=frozenset(("fail", "neutral", "none", "pass", "permerror", "policy", "temperror")),
    ),
    AuthMethod(
        name="spf",
        source="rfc8601",
        properties=(("smtp", "mailfrom"), ("smtp", "helo")),
        results=frozenset(
            ("fail", "hardfail", "neutral", "none", "pass", "permerror", "policy", "softfail", "temperror")
        ),
    ),
    AuthMethod(
        name="vbr",
        source="rfc6212",
        properties=(("header", "md"), ("header", "mv")),
        results=frozenset(("fail", "none", "pass", "permerror", "temperror")),
    ),
)

AUTH_METHODS: Final = MappingProxyType({row.name: row for row in _ROWS})
"""The registered methods by name."""
