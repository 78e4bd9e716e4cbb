"""SPF, DKIM, DMARC and ARC verified by ourselves (extra `auth`); see docs/adr/0006 and 0010.

Use it so::

    found = verify(data, client_ip="192.0.2.7", helo="mx.example.org", reverse_path="ann@example.org",
                   resolver=Budgeted(resolver), now=datetime.now(UTC))
    decision = BALANCED.decide(txn, found)

Whatever goes wrong is temperror (DNS) or permerror (all else), never a pass and never an exception. Author, signer and
sealed results are read out of the very octets that were verified; where a header can be read in two ways, nothing is.
"""

import asyncio
import ipaddress
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from bouncekit.adapters.arc import verify_arc
from bouncekit.adapters.dns import (
    Answer,
    Resolver,
    State,
    dmarc_record_of,
    organisational_domain_by_walk,
    spf_lets_in_too_many,
)
from bouncekit.adapters.signature import Keys, LookupFailedError, Message, TxtLookup, verify_signature
from bouncekit.addresses import ReversePath
from bouncekit.auth import (
    AuthResults,
    DkimResult,
    DmarcResult,
    Result,
    SpfIdentity,
    SpfResult,
    is_aligned,
)
from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.author import author_of
from bouncekit.auth.block import OctetField, read_block
from bouncekit.auth.tags import clean_domain, read_tags
from bouncekit.errors import InvalidValueError

__all__ = ["check_spf", "verify", "verify_within"]

_MOST_SIGNATURES: Final = 5
_MOST_READ: Final = 50
_KEY_BITS: Final = 1024  # RFC 8301 section 3.2
# Of what the client chose freely, so that a budget of 60 for one message leaves enough for the reverse-path's domain.
_HELO_LOOKUPS: Final = 10
_DMARC_LOOKUPS: Final = 20
_RECORD_CHARS: Final = 4_096
_HELO: Final = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,126}\.?", re.ASCII)


def verify(
    data: bytes,
    *,
    client_ip: str,
    helo: str,
    reverse_path: str,
    resolver: Resolver,
    now: datetime,
    trusted_sealers: Collection[str] = (),
) -> AuthResults:
    """All that can be found out of one message at the border, where *client_ip* is the real client's.

    What the client chose most freely is looked up last: MAIL FROM, signatures, DMARC and ARC before HELO, which has a
    budget of its own. Raises InvalidValueError for a *reverse_path* that is none, a *client_ip* that is none, a *now*
    without time zone. It waits for DNS: in a server that runs on asyncio call `verify_within`.
    """
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone")
    try:
        ipaddress.ip_address(client_ip)
    except ValueError:
        raise InvalidValueError("client_ip", "is not an IP address", client_ip) from None
    sender = ReversePath.parse(reverse_path).mailbox
    path = "" if sender is None else f"{sender.local}@{sender.ascii_domain}"
    message = Message(data, read_block(data))
    author = author_of(message.block)
    about = frozenset(address.rpartition("@")[2] for address in (path, author) if address)
    keys = Keys(_txt(resolver))
    mail_from = _check_mail_from(client_ip, helo, path, resolver)
    dkim = _dkim(message, author, about, keys, now.timestamp())
    dmarc = _dmarc(author, mail_from, dkim, resolver)
    arc = verify_arc(message, path, keys, now.timestamp(), trusted_sealers, least_bits=_KEY_BITS)
    spf = (*_check_helo(client_ip, helo, resolver), *mail_from)
    return AuthResults(spf=spf, dkim=dkim, dmarc=dmarc, arc=arc, from_border=True)


async def verify_within(seconds: float, data: bytes, *, reverse_path: str, **more: Any) -> AuthResults:
    """`verify` in a thread, for at most *seconds*; then nothing is known, and SPF says temperror: DEFER, no proof.

    Raises InvalidValueError as `verify` does, and when *seconds* is not above 0.
    """
    if not seconds > 0:
        raise InvalidValueError("seconds", "must be above 0", seconds)
    try:
        return await asyncio.wait_for(asyncio.to_thread(verify, data, reverse_path=reverse_path, **more), seconds)
    except TimeoutError:
        late = SpfResult(result=Result.TEMPERROR, identity=SpfIdentity.MAILFROM)
        return AuthResults(spf=(late,), from_border=True)


# -- SPF


def check_spf(client_ip: str, helo: str, reverse_path: str, resolver: Resolver) -> tuple[SpfResult, ...]:
    """SPF for HELO and, where there is one, MAIL FROM (RFC 7208 sections 2.3 and 2.4).

    MAIL FROM is looked up first, and HELO within a budget of its own: it is the client's word, and costs what he likes.
    """
    mail_from = _check_mail_from(client_ip, helo, reverse_path, resolver)
    return (*_check_helo(client_ip, helo, resolver), *mail_from)


def _check_mail_from(client_ip: str, helo: str, path: str, resolver: Resolver) -> tuple[SpfResult, ...]:
    if not path:
        return ()
    domain = ascii_domain(path.rpartition("@")[2])
    result = _spf_result(client_ip, path, helo if _HELO.fullmatch(helo) else "unknown", resolver)
    # Where we looked and could not tell, the record counts as one that lets in everybody.
    wide = spf_lets_in_too_many(domain, resolver) is not False if result is Result.PASS else None
    return (SpfResult(result=result, identity=SpfIdentity.MAILFROM, domain=domain, permissive=wide),)


def _check_helo(client_ip: str, helo: str, resolver: Resolver) -> tuple[SpfResult, ...]:
    if not helo:
        return ()
    name = ascii_domain(helo)
    if len(name) > 253 or not _HELO.fullmatch(name):  # no name that could have a record (RFC 7208 section 4.3)
        return (SpfResult(result=Result.NONE, identity=SpfIdentity.HELO),)
    share = _Share(resolver, _HELO_LOOKUPS)
    result = _spf_result(client_ip, "", name, share)
    wide = spf_lets_in_too_many(name, share) is not False if result is Result.PASS else None
    return (SpfResult(result=result, identity=SpfIdentity.HELO, domain=name, permissive=wide),)


class _Share:
    """At most *lookups* of *resolver*, each once: a part of the budget, so that the rest is left."""

    def __init__(self, resolver: Resolver, lookups: int) -> None:
        self.failed = False
        """Some lookup failed, or would have been one too many."""
        self._resolver = resolver
        self._left = lookups
        self._kept: dict[tuple[str, str], Answer] = {}

    def lookup(self, name: str, rtype: str) -> Answer:
        key = (name, rtype)
        if key not in self._kept:
            if self._left < 1:
                self.failed = True
                return Answer(State.FAILED)
            self._left -= 1
            self._kept[key] = self._resolver.lookup(name, rtype)
        self.failed = self.failed or self._kept[key].state is State.FAILED
        return self._kept[key]


def _spf_result(client_ip: str, sender: str, helo: str, resolver: Resolver) -> Result:
    import spf  # noqa: PLC0415  (the extra `auth`)

    class Query(spf.query):  # type: ignore[misc]
        """pyspf, asking our resolver instead of the one that it finds itself."""

        def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002
            answer = resolver.lookup(str(name), qtype)
            if answer.state is State.FAILED:
                raise spf.TempError(f"DNS: {qtype} of {name}")
            if not answer.records and not ignore_void:
                self.void_lookups += 1
                if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                    raise spf.PermError("void lookup limit exceeded")
            longer = [record for record in answer.records if len(record) > _RECORD_CHARS]
            if any(record.lower().startswith("v=spf1") for record in longer):
                raise spf.PermError("a record longer than is read")  # pyspf's patterns are not linear
            return [_spf_record(record, qtype) for record in answer.records if record not in longer]

    try:
        word = Query(client_ip, sender, helo, querytime=20).check()[0]
        return Result(word)
    except Exception:  # noqa: BLE001  (whatever a hostile record did to the library, it is no pass)
        return Result.PERMERROR


def _spf_record(record: str, qtype: str) -> object:
    if qtype in {"TXT", "SPF"}:
        return (record.encode("utf-8", "surrogateescape"),)
    if qtype == "MX":
        preference, _, host = record.partition(" ")
        return int(preference), host.removesuffix(".")
    if qtype == "AAAA":
        return ipaddress.IPv6Address(record)
    return ipaddress.IPv4Address(record) if qtype == "A" else record


# -- DKIM


def _txt(resolver: Resolver) -> TxtLookup:
    def ask(name: str) -> tuple[str, ...]:
        answer = resolver.lookup(name, "TXT")
        if answer.state is State.FAILED:
            raise LookupFailedError(name)
        return answer.records

    return ask


def _dkim(
    message: Message, author: str | None, about: frozenset[str], keys: Keys, now: float
) -> tuple[DkimResult, ...]:
    """The results of at most five signatures: first those that speak for a domain of *about*, whoever else signed."""
    fields = message.block.named("dkim-signature")
    if message.block.fault is not None:
        return tuple(DkimResult(result=Result.PERMERROR) for _ in fields[:_MOST_SIGNATURES])

    def is_about(signature: OctetField) -> bool:
        signer = clean_domain((read_tags(signature.utf8) or {}).get("d"))
        return signer is not None and any(is_aligned(signer, domain) for domain in about)

    wanted = [field for field in fields[:_MOST_READ] if is_about(field)]
    chosen = [*wanted, *(field for field in fields if field not in wanted)][:_MOST_SIGNATURES]
    return tuple(_signature(message, field, author, keys, now) for field in fields if field in chosen)


def _signature(message: Message, field: OctetField, author: str | None, keys: Keys, now: float) -> DkimResult:
    found = verify_signature(message, field, keys, now, least_bits=_KEY_BITS)
    if found.result is not Result.PASS:
        return DkimResult(result=found.result, domain=found.domain, algorithm=found.algorithm)
    return DkimResult(
        result=found.result,
        domain=found.domain,
        signed_from=author if any(signed.key == "from" for signed in found.signed) else None,
        age_days=found.age_days,
        body_length_limit="l" in found.tags,
        key_bits=found.key_bits,
        algorithm=found.algorithm,
    )


# -- DMARC


def _dmarc(
    author: str | None, spf: tuple[SpfResult, ...], dkim: tuple[DkimResult, ...], resolver: Resolver
) -> DmarcResult | None:
    if author is None:
        return None
    domain = ascii_domain(author.rpartition("@")[2])
    share = _Share(resolver, _DMARC_LOOKUPS)
    record = dmarc_record_of(domain, share)
    if record.fault is not None:
        return DmarcResult(result=record.fault, from_=author)
    if record.policy is None:
        return DmarcResult(result=Result.NONE, from_=author)
    spf_domains = [s.domain for s in spf if s.identity is SpfIdentity.MAILFROM and s.result is Result.PASS]
    dkim_domains = [d.domain for d in dkim if d.result is Result.PASS]
    passed = any(_speaks(name, domain, share, strict=record.strict_spf) for name in spf_domains)
    passed = passed or any(_speaks(name, domain, share, strict=record.strict_dkim) for name in dkim_domains)
    unsure = share.failed or Result.TEMPERROR in {*(s.result for s in spf), *(d.result for d in dkim)}
    result = Result.PASS if passed else Result.TEMPERROR if unsure else Result.FAIL
    return DmarcResult(result=result, from_=author, policy=record.policy)


def _speaks(speaker: str | None, domain: str, resolver: Resolver, *, strict: bool) -> bool:
    """Alignment (RFC 9989 section 4.10.2): the same name, or unless strict the same organisational domain."""
    if speaker is None:
        return False
    if ascii_domain(speaker) == domain:
        return True
    if strict:
        return False
    organisation = organisational_domain_by_walk(speaker, resolver)
    return organisation is not None and organisation == organisational_domain_by_walk(domain, resolver)
