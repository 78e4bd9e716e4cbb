"""ARC chains (RFC 8617): whether they are whole, who sealed last and when, and what the sealer saw.

The last sealer's results are taken out of the very field that the seal covers. A chain that is broken, too long, or in
a header with a fault says nothing; so does one without an age (t= of its last set), since a copy of it may be old.
"""

import hashlib
from collections.abc import Collection
from typing import Final

from bouncekit.adapters.signature import (
    Keys,
    Message,
    NoPassError,
    Verified,
    age_of,
    is_signed_by,
    verify_signature,
)
from bouncekit.auth import ArcResult, Result, is_aligned
from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.block import OctetField
from bouncekit.auth.canonical import canonical_field
from bouncekit.auth.field import parse_field
from bouncekit.auth.model import worse
from bouncekit.auth.tags import clean_domain, number, read_tags, without_signature

__all__ = ["verify_arc"]

_MOST_INSTANCES: Final = 50  # RFC 8617 section 4.2.1
_AAR: Final = "arc-authentication-results"
_AMS: Final = "arc-message-signature"
_SEAL: Final = "arc-seal"

_Set = dict[str, OctetField]


def verify_arc(
    message: Message, path: str, keys: Keys, now: float, trusted_sealers: Collection[str], *, least_bits: int
) -> ArcResult | None:
    """What the chain of *message* says of the reverse-path *path*; None where there is no chain."""
    if not any(field.key == _SEAL for field in message.block.fields):
        return None
    chain = _chain(message.block.fields) if message.block.fault is None else None
    if chain is None:
        return ArcResult(result=Result.FAIL)
    seal = read_tags(chain[-1][_SEAL].utf8) or {}
    sealer = clean_domain(seal.get("d"))
    trusted = sealer is not None and sealer in {ascii_domain(name) for name in trusted_sealers}
    try:
        _verify_seals(chain, keys, now, least_bits)
        sealed = verify_signature(message, chain[-1][_AMS], keys, now, arc=True, least_bits=least_bits)
        _demand(sealed.result, sealed.detail)
        age = _age(sealed, seal, now)
    except NoPassError as error:
        result = Result.TEMPERROR if error.result is Result.TEMPERROR else Result.FAIL
        return ArcResult(result=result, sealer=sealer, sealer_trusted=trusted)
    believed = trusted and sealed.domain == sealer and age is not None and "l" not in sealed.tags
    return ArcResult(
        result=Result.PASS,
        sealer=sealer,
        sealer_trusted=trusted,
        spf_for_reverse_path=_seen(chain[-1][_AAR], path) if believed else None,
        age_days=age,
    )


def _demand(result: Result, detail: str) -> None:
    if result is not Result.PASS:
        raise NoPassError(result, detail)


def _age(sealed: Verified, seal: dict[str, str], now: float) -> float | None:
    """The older of the two stamps of the last set; None when it has none."""
    ages = [age for age in (sealed.age_days, age_of(seal, now)) if age is not None]
    return max(ages, default=None)


def _chain(fields: tuple[OctetField, ...]) -> list[_Set] | None:
    """The sets in order: one field of each kind for each instance from 1; cv= none in the first, then pass."""
    sets: dict[int, _Set] = {}
    for field in fields:
        if field.key not in {_AAR, _AMS, _SEAL}:
            continue
        instance = _instance(field)
        if instance is None or not 1 <= instance <= _MOST_INSTANCES or field.key in sets.setdefault(instance, {}):
            return None
        sets[instance][field.key] = field
    chain = [sets[n] for n in sorted(sets)]
    if sorted(sets) != list(range(1, len(sets) + 1)) or any(len(kinds) != 3 for kinds in chain):
        return None
    for place, kinds in enumerate(chain):
        tags = read_tags(kinds[_SEAL].utf8) or {}
        if tags.get("cv", "").lower() != ("pass" if place else "none"):
            return None
    return chain


def _instance(field: OctetField) -> int | None:
    """The i= tag: anywhere in a tag list, first in the results."""
    if field.key == _AAR:
        tag, equals, value = field.text.partition(";")[0].partition("=")
        return number(value.strip()) if equals and tag.strip() == "i" else None
    return number((read_tags(field.utf8) or {}).get("i"))


def _verify_seals(chain: list[_Set], keys: Keys, now: float, least_bits: int) -> None:
    """Each seal covers the sets up to its own, in order (RFC 8617 section 5.1.1); the cost is linear."""
    running = hashlib.sha256()
    for kinds in chain:
        running.update(canonical_field(kinds[_AAR].raw, relaxed=True))
        running.update(canonical_field(kinds[_AMS].raw, relaxed=True))
        seal = kinds[_SEAL]
        tags = read_tags(seal.utf8) or {}
        domain, selector = clean_domain(tags.get("d")), clean_domain(tags.get("s"))
        if "h" in tags or not {"a", "b"} <= tags.keys() or domain is None or selector is None:
            raise NoPassError(Result.PERMERROR, "a seal lacks a tag, or has one that it must not have")
        age_of(tags, now)
        key = keys.get(selector, domain)
        upto = running.copy()
        upto.update(canonical_field(without_signature(seal.raw), relaxed=True).removesuffix(b"\r\n"))
        is_signed_by(key, tags, upto, least_bits=least_bits)
        running.update(canonical_field(seal.raw, relaxed=True))


def _seen(results: OctetField, path: str) -> Result | None:
    """What the results (RFC 8617 section 4.1.1) say of SPF, or of a signature, for this reverse-path's domain."""
    domain = ascii_domain(path.rpartition("@")[2])
    text = results.utf8
    if text is None or not domain:
        return None
    parsed = parse_field(text.partition(";")[2])
    if parsed.broken or parsed.version != 1:
        return None
    spf: Result | None = None
    signed = False
    for entry in parsed.results:
        if entry.version != 1 or entry.result not in _KNOWN:
            continue
        result = Result(entry.result)
        if entry.broken and result is Result.PASS:
            continue
        if entry.method == "spf" and ascii_domain(entry.domain("smtp", "mailfrom") or "") == domain:
            spf = result if spf is None else worse(spf, result)
        elif entry.method == "dkim" and result is Result.PASS:
            signed = signed or is_aligned(entry.domain("header", "d") or "", domain)
    return Result.PASS if signed or spf is Result.PASS else spf or Result.NONE


_KNOWN: Final = frozenset(result.value for result in Result)
