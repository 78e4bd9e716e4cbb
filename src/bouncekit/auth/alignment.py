"""Does an authenticated domain speak for another one? Never by guesswork: see `is_aligned`."""

from collections.abc import Callable
from typing import Final

from bouncekit.addresses import Mailbox

__all__ = ["OrganisationalDomain", "ascii_domain", "is_aligned"]

OrganisationalDomain = Callable[[str], str | None]
"""The organisational domain of a domain in lower-case A-labels (by DNS tree walk, RFC 9989 section 4.10, or by a public
suffix list), or None when it has none. It must be pure: hand in a function over answers that are there already."""

_MOST_CHARS: Final = 255  # RFC 1035 section 2.3.4; U-labels are shorter than the A-labels that they stand for


def ascii_domain(domain: str) -> str:
    """*domain* in lower case as A-labels; what cannot be one stays as it is (and is equal to nothing that can).

    The conversion is that of addresses (IDNA 2008), so that one domain is one name wherever it stands.
    """
    if domain.isascii():
        return domain.lower()
    if len(domain) > _MOST_CHARS:
        return domain
    name = Mailbox(local="x", domain=domain).ascii_domain
    return name if name.isascii() else domain


def is_aligned(speaker: str, domain: str, organisational_domain: OrganisationalDomain | None = None) -> bool:
    """Say whether *speaker*, an authenticated domain, speaks for *domain* (both as written).

    It does when they are equal, or *domain* lies below *speaker*: who runs a zone runs what is below it. A name below
    *domain*, or beside it, speaks for it only if *organisational_domain* says that both belong together: without that
    knowledge `evil.github.example` must not speak for `github.example`. A single label speaks for nothing but itself.
    """
    one, other = ascii_domain(speaker), ascii_domain(domain)
    if not one or not other:
        return False
    if one == other or ("." in one and other.endswith("." + one)):
        return True
    if organisational_domain is None:
        return False
    org = organisational_domain(one)
    return org is not None and org == organisational_domain(other)
