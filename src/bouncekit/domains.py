"""One reading of a domain name, for every comparison in the library: `domain_key`.

Two spellings are one domain when their keys are equal: A-labels in lower case, without the dot of the root (IDNA
2008, RFC 5891, after the non-transitional mapping of UTS 46: `straße.de` is xn--strae-oqa.de and never strasse.de).
What cannot be converted is equal to nothing but itself, and proves nothing (`is_domain_key`). Lengths are looked at
before anything is converted (RFC 1035 section 2.3.4), so that a peer's text costs no more than its size. Python's
codec "idna" is never used: it reads IDNA 2003, and takes quadratic time.
"""

import re
from functools import lru_cache
from typing import Final

__all__ = ["ascii_lower", "domain_key", "is_domain_key"]

_NAME_OCTETS: Final = 253
"""255 on the wire, with a length before each label and the root's after them (RFC 1035 section 2.3.4)."""
_LABEL_OCTETS: Final = 63
_REMEMBERED: Final = 2048
_LABEL: Final = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)
"""Letters, digits and hyphens, and the underscore that names of hosts have all the same."""
_LOWER: Final = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}


def ascii_lower(text: str) -> str:
    """*text* with A to Z in lower case and every other character as it is: no other letter turns into an ASCII one."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def domain_key(domain: str) -> str:
    """The one spelling of *domain* that comparisons use; never raises. What is no domain name comes back as it is."""
    if domain.isascii():
        key = domain.lower()
        bare = key.removesuffix(".")
        return bare if is_domain_key(bare) else key
    if len(domain) > _NAME_OCTETS + 1:
        return domain
    return _converted(domain)


def is_domain_key(key: str) -> bool:
    """Whether *key* (of `domain_key`) is the name of a domain. What is none speaks for nobody."""
    return 0 < len(key) <= _NAME_OCTETS and all(map(_LABEL.fullmatch, key.split(".")))


@lru_cache(maxsize=_REMEMBERED)
def _converted(domain: str) -> str:
    """*domain*, of 254 characters at most and not all of them ASCII, as A-labels; as it is where that cannot be."""
    import idna  # noqa: PLC0415  (its tables take 10 ms that plain ASCII never needs)

    try:
        mapped = idna.uts46_remap(domain, std3_rules=False, transitional=False).removesuffix(".")
        labels = [_a_label(label) for label in mapped.split(".")]
    except (UnicodeError, ValueError, IndexError):
        return domain
    key = ".".join(labels)
    return key if is_domain_key(key) else domain


def _a_label(label: str) -> str:
    import idna  # noqa: PLC0415

    if label.isascii():
        return label
    if len(label) > _LABEL_OCTETS:
        raise ValueError(label)
    return idna.alabel(label).decode("ascii")
