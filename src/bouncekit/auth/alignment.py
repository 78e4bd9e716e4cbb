"""Does an authenticated domain speak for another one? Never by guesswork: see `is_aligned`."""

from collections.abc import Callable

from bouncekit.domains import domain_key as ascii_domain
from bouncekit.domains import is_domain_key

__all__ = ["OrganisationalDomain", "ascii_domain", "is_aligned"]

OrganisationalDomain = Callable[[str], str | None]
"""The organisational domain of a domain in lower-case A-labels (by DNS tree walk, RFC 9989 section 4.10, or by a public
suffix list), or None when it has none. It must be pure: hand in a function over answers that are there already."""


def is_aligned(speaker: str, domain: str, organisational_domain: OrganisationalDomain | None = None) -> bool:
    """Say whether *speaker*, an authenticated domain, speaks for *domain* (both as written).

    It does when they are equal, or *domain* lies below *speaker*: who runs a zone runs what is below it. A name below
    *domain*, or beside it, speaks for it only if *organisational_domain* says that both belong together: without that
    knowledge `evil.github.example` must not speak for `github.example`. A single label speaks for nothing but itself.
    """
    one, other = ascii_domain(speaker), ascii_domain(domain)
    if not (is_domain_key(one) and is_domain_key(other)):
        return False  # what is no domain name proves nothing
    if one == other or ("." in one and other.endswith("." + one)):
        return True
    if organisational_domain is None:
        return False
    org = organisational_domain(one)
    return org is not None and org == organisational_domain(other)
