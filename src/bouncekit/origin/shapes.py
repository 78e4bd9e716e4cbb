"""What a local part looks like, whoever made it: no proof, only what must not be signed or nested."""

from typing import Final

__all__ = ["SEPARATORS", "carries_token", "is_srs", "starts_tag"]

SEPARATORS: Final = "=-+"
"""What may stand behind SRS0 and SRS1."""
_PREFIXES: Final = ("prvs=", "btv1==")


def is_srs(address: str) -> bool:
    """Is it an SRS0 or SRS1 address, anybody's? As a reverse-path it names the forwarder, not the author."""
    return address[:4].lower() in ("srs0", "srs1") and address[4:5] != "" and address[4] in SEPARATORS


def starts_tag(local: str) -> bool:
    """Whether *local* begins, or ends in a sub-address, as a BATV tag of any sort does, whole or not."""
    lowered = local.lower()
    return lowered.startswith(_PREFIXES) or "+prvs=" in lowered


def carries_token(local: str) -> bool:
    """Whether *local* looks like one of the tokens that stand in an address: SRS, BATV."""
    return is_srs(local) or starts_tag(local)
