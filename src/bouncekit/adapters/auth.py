"""SPF, DKIM, DMARC and ARC verified by ourselves (extra `auth`): pyspf and dkimpy under our own DNS; see docs/adr/0006.

    found = verify(data, client_ip="192.0.2.7", helo="mx.example.org", reverse_path="ann@example.org",
                   resolver=Budgeted(resolver), now=datetime.now(UTC))
    decision = BALANCED.decide(txn, found)

Whatever goes wrong inside a library is temperror (DNS) or permerror (all else), never a pass and never an exception.
"""

import ipaddress
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final

from bouncekit.adapters.dns import (
    Resolver,
    State,
    dmarc_policy_of,
    organisational_domain_by_walk,
    spf_lets_in_too_many,
)
from bouncekit.addresses import ReversePath, find_addresses
from bouncekit.auth import (
    ArcResult,
    AuthResults,
    DkimResult,
    DmarcPolicy,
    DmarcResult,
    Result,
    SpfIdentity,
    SpfResult,
    is_aligned,
)
from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.field import parse_field
from bouncekit.errors import InvalidValueError
from bouncekit.message import MessageView

__all__ = ["check_spf", "verify"]

_MOST_SIGNATURES: Final = 5
_KEY_BITS: Final = 1024
_MOST_INSTANCES: Final = 50  # RFC 8617 section 4.2.1
_ARC_FIELDS: Final = ("arc-authentication-results", "arc-message-signature", "arc-seal")


class _DnsFailedError(Exception):
    """A lookup failed for now."""


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

    Raises InvalidValueError for a *reverse_path* that is none, a *client_ip* that is none, a *now* without time zone.
    """
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone")
    try:
        ipaddress.ip_address(client_ip)
    except ValueError:
        raise InvalidValueError("client_ip", "is not an IP address", client_ip) from None
    sender = ReversePath.parse(reverse_path).mailbox
    path = "" if sender is None else f"{sender.local}@{sender.ascii_domain}"
    spf = check_spf(client_ip, helo, path, resolver)
    view = MessageView.parse(data)
    author = _author(view)
    dkim = _dkim(data, view, author, resolver, now)
    return AuthResults(
        spf=spf,
        dkim=dkim,
        dmarc=_dmarc(author, spf, dkim, resolver),
        arc=_arc(data, view, path, resolver, trusted_sealers),
        from_border=True,
    )


# -- SPF


def check_spf(client_ip: str, helo: str, reverse_path: str, resolver: Resolver) -> tuple[SpfResult, ...]:
    """SPF for HELO and, where there is one, MAIL FROM (RFC 7208 sections 2.3 and 2.4)."""
    found = []
    if helo:
        result = _spf_result(client_ip, "", helo, resolver)
        found.append(SpfResult(result=result, identity=SpfIdentity.HELO, domain=ascii_domain(helo)))
    if reverse_path:
        domain = ascii_domain(reverse_path.rpartition("@")[2])
        result = _spf_result(client_ip, reverse_path, helo or "unknown", resolver)
        wide = spf_lets_in_too_many(domain, resolver) if result is Result.PASS else None
        found.append(SpfResult(result=result, identity=SpfIdentity.MAILFROM, domain=domain, permissive=wide))
    return tuple(found)


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
            return [_spf_record(record, qtype) for record in answer.records]

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


def _txt(resolver: Resolver) -> Callable[..., bytes | None]:
    def ask(name: bytes | str, timeout: float = 5) -> bytes | None:
        del timeout
        text = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        answer = resolver.lookup(text.rstrip("."), "TXT")
        if answer.state is State.FAILED:
            raise _DnsFailedError(text)
        return answer.records[0].encode("utf-8", "surrogateescape") if answer.records else None

    return ask


def _dkim(
    data: bytes, view: MessageView, author: str | None, resolver: Resolver, now: datetime
) -> tuple[DkimResult, ...]:
    count = sum(1 for header in view.root.headers if header.key == "dkim-signature")
    return tuple(_signature(data, n, author, resolver, now) for n in range(min(count, _MOST_SIGNATURES)))


def _signature(data: bytes, number: int, author: str | None, resolver: Resolver, now: datetime) -> DkimResult:
    import dkim  # noqa: PLC0415  (the extra `auth`)

    result = Result.PERMERROR
    verifier = None
    try:
        verifier = dkim.DKIM(data, minkey=_KEY_BITS)
        result = Result.PASS if verifier.verify(idx=number, dnsfunc=_txt(resolver)) else Result.FAIL
    except _DnsFailedError:
        result = Result.TEMPERROR
    except Exception:  # noqa: BLE001  (whatever a hostile signature did to the library, it is no pass)
        result = Result.PERMERROR
    fields = {} if verifier is None else {k.decode("ascii", "replace"): v for k, v in _fields_of(verifier).items()}
    if result is not Result.PASS:
        return DkimResult(result=result, domain=_tag(fields, "d"))
    algorithm = (_tag(fields, "a") or "").lower()
    if algorithm == "rsa-sha1":  # permanently failed, whatever it says (RFC 8301 section 3.1)
        return DkimResult(result=Result.PERMERROR, domain=_tag(fields, "d"), algorithm=algorithm)
    expires = _number(_tag(fields, "x"))
    if expires is not None and expires < now.timestamp():
        return DkimResult(result=Result.FAIL, domain=_tag(fields, "d"), algorithm=algorithm)
    covered = {name.strip().lower() for name in (_tag(fields, "h") or "").split(":")}
    stamp = _number(_tag(fields, "t"))
    age = None if stamp is None else (now.timestamp() - stamp) / 86_400
    return DkimResult(
        result=result,
        domain=_tag(fields, "d"),
        signed_from=author if "from" in covered else None,
        age_days=None if age is None or age < -1 / 24 else max(age, 0.0),
        body_length_limit="l" in fields,
        key_bits=256 if algorithm.startswith("ed25519") else getattr(verifier, "keysize", None),
        algorithm=algorithm,
    )


def _fields_of(verifier: Any) -> dict[bytes, bytes]:
    fields: dict[bytes, bytes] = getattr(verifier, "signature_fields", None) or {}
    return fields


def _tag(fields: dict[str, bytes], name: str) -> str | None:
    value = fields.get(name)
    return None if value is None else "".join(value.decode("ascii", "replace").split())


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 12 else None


# -- DMARC and ARC


def _author(view: MessageView) -> str | None:
    fields = [header for header in view.root.headers if header.key == "from"]
    if len(fields) != 1:
        return None
    found = {address.address for address in find_addresses(fields[0].value)}
    return found.pop() if len(found) == 1 else None


def _dmarc(
    author: str | None, spf: tuple[SpfResult, ...], dkim: tuple[DkimResult, ...], resolver: Resolver
) -> DmarcResult | None:
    if author is None:
        return None
    domain = ascii_domain(author.rpartition("@")[2])
    policy, _ = dmarc_policy_of(domain, resolver)
    if policy is None:
        return DmarcResult(result=Result.NONE, from_=author)

    def organisation(name: str) -> str | None:
        return organisational_domain_by_walk(name, resolver)

    speakers = [s.domain for s in spf if s.identity is SpfIdentity.MAILFROM and s.result is Result.PASS]
    speakers += [d.domain for d in dkim if d.result is Result.PASS]
    passed = any(name is not None and is_aligned(name, domain, organisation) for name in speakers)
    unsure = Result.TEMPERROR in {*(s.result for s in spf), *(d.result for d in dkim)}
    result = Result.PASS if passed else Result.TEMPERROR if unsure else Result.FAIL
    known = {p.value: p for p in DmarcPolicy}
    return DmarcResult(result=result, from_=author, policy=known.get(policy, DmarcPolicy.NONE))


def _arc(
    data: bytes, view: MessageView, path: str, resolver: Resolver, trusted_sealers: Collection[str]
) -> ArcResult | None:
    import dkim  # noqa: PLC0415  (the extra `auth`)

    if not any(header.key == "arc-seal" for header in view.root.headers):
        return None
    if not _is_whole_chain(view):
        return ArcResult(result=Result.FAIL)
    sealer: str | None = None
    try:
        verdict, results, _ = dkim.ARC(data, minkey=_KEY_BITS).verify(dnsfunc=_txt(resolver))
        result = Result.PASS if verdict == dkim.CV_Pass else Result.FAIL
        if results:
            sealer = ascii_domain(results[0].get("as-domain", b"").decode("ascii", "replace")) or None
    except _DnsFailedError:
        result = Result.NONE
    except Exception:  # noqa: BLE001  (a chain that breaks the library is a broken chain)
        result = Result.FAIL
    trusted = sealer is not None and sealer in {ascii_domain(name) for name in trusted_sealers}
    return ArcResult(
        result=result,
        sealer=sealer,
        sealer_trusted=trusted,
        spf_for_reverse_path=_sealed_spf(view, path) if trusted and result is Result.PASS else None,
    )


def _is_whole_chain(view: MessageView) -> bool:
    """One field of each kind for each instance from 1 (RFC 8617 section 4.2.1); cv= is none in the first, then pass."""
    sets: dict[str, list[tuple[int | None, str]]] = {name: [] for name in _ARC_FIELDS}
    for header in view.root.headers:
        if header.key in sets:
            tags = {
                name.strip().lower(): value for name, _, value in (t.partition("=") for t in header.value.split(";"))
            }
            sets[header.key].append((_number(tags.get("i", "").strip()), tags.get("cv", "").strip().lower()))
    seals = sorted((number or 0, cv) for number, cv in sets["arc-seal"])
    wanted = list(range(1, len(seals) + 1))
    if len(seals) > _MOST_INSTANCES or any(sorted(n or 0 for n, _ in found) != wanted for found in sets.values()):
        return False
    return all(cv == ("none" if number == 1 else "pass") for number, cv in seals)


def _sealed_spf(view: MessageView, path: str) -> Result | None:
    """What the last AAR (RFC 8617 section 4.1.1) says of SPF, or of a signature, for this reverse-path's domain."""
    domain = ascii_domain(path.rpartition("@")[2])
    fields = [header.value for header in view.root.headers if header.key == "arc-authentication-results"]
    numbered: dict[int, str] = {}
    for value in fields:
        instance, semicolon, rest = value.partition(";")
        number = _number(instance.replace(" ", "").removeprefix("i="))
        if semicolon and number is not None:
            numbered[number] = rest
    if not numbered or not domain:
        return None
    parsed = parse_field(numbered[max(numbered)])
    if parsed.broken:
        return None
    for entry in parsed.results:
        if entry.broken or entry.result != "pass":
            continue
        mail_from = (entry.value("smtp", "mailfrom") or "").rpartition("@")[2]
        signer = entry.value("header", "d") or ""
        if (entry.method == "spf" and ascii_domain(mail_from) == domain) or (
            entry.method == "dkim" and is_aligned(signer, domain)
        ):
            return Result.PASS
    return Result.NONE
