"""From a header block to the keyword arguments of AuthResults: which fields are believed, and what they then say.

Nothing that a stranger put into the header may help him: fields without a Received of our own below them, below the
boundary, of other authserv-ids, of unknown versions, methods and results are passed over; a pass that cannot be read to
its end, or that names a property twice, is dropped, anything else is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bouncekit.auth.alignment import ascii_domain, is_aligned
from bouncekit.auth.author import author_of
from bouncekit.auth.block import HeaderBlock, OctetField, read_block
from bouncekit.auth.field import AuthField, MethodResult, parse_field
from bouncekit.auth.model import DkimResult, DmarcPolicy, DmarcResult, Position, Result, SpfIdentity, SpfResult, worse
from bouncekit.auth.received import receiving_host
from bouncekit.auth.tags import clean_domain, number, read_tags, words
from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.registry.auth_methods import AUTH_METHODS
from bouncekit.spans import Anomaly

__all__ = ["read_headers", "same_authserv_id"]

_MOST_FIELDS: Final = 100
_MOST_SIGNATURES: Final = 50
_SHORTEST_B: Final = 8  # RFC 6008 section 3
_SKEW_SECONDS: Final = 3600
_DAY: Final = 86_400


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    spf: list[SpfResult] = field(default_factory=list)
    dkim: list[DkimResult] = field(default_factory=list)
    dmarc: DmarcResult | None = None
    iprev: Result | None = None


@dataclass(frozen=True, slots=True)
class _Signed:
    """Ways to learn more of a signature that a trusted server verified."""

    signatures: tuple[dict[str, str], ...]
    """Tags of all DKIM-Signature fields; none when one of them cannot be read, or there are too many."""
    author: str | None
    now: datetime | None
    rsa_floor_bits: int | None


def same_authserv_id(one: str, other: str) -> bool:
    """Are two authserv-ids the same (RFC 8601 section 2.5)? A-labels as U-labels, ASCII case aside; no other fold."""
    return _u_labels(one) == _u_labels(other)


def _u_labels(name: str) -> str:
    """A-labels decoded and ASCII letters in lower case. No Unicode folding: a look-alike must stay another name."""
    labels = []
    for label in name.split("."):
        low = "".join(c.lower() if c.isascii() else c for c in label)
        if low.startswith("xn--"):
            try:
                decoded = low[4:].encode("ascii").decode("punycode")
            except UnicodeError:
                decoded = ""
            low = decoded if decoded and not decoded.isascii() else low
        labels.append(low)
    return ".".join(labels)


def read_headers(
    raw: bytes | str,
    *,
    trusted: frozenset[str],
    boundary: int,
    position: Position,
    received_by: frozenset[str],
    now: datetime | None,
    rsa_floor_bits: int | None,
) -> dict[str, Any]:
    """The keyword arguments for AuthResults; see `AuthResults.from_headers`."""
    data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
    block = read_block(data)
    anomalies: list[Anomaly] = []
    if block.fault is not None:
        anomalies.append(Anomaly(id="header-not-believed", detail=f"{block.fault}: nothing signed counts"))
    stop = _above_boundary(block, boundary, position, received_by or trusted, anomalies)
    believed = list(_believed(block, trusted, stop, anomalies))
    signed = _Signed(_signatures(block), author_of(block), now, rsa_floor_bits)
    found = _Found()
    too_much = len(believed) > _MOST_FIELDS or any(too_long for _, too_long in believed)
    if too_much:
        anomalies.append(Anomaly(id="limit-authentication-results", detail="more than is read: no pass counts"))
    for parsed, _ in believed[:_MOST_FIELDS]:
        _read_field(parsed, found, signed, drop_passes=too_much or parsed.broken)
        if parsed.broken:
            anomalies.append(
                Anomaly(id="authentication-results-broken", detail="a quoted string or comment does not end")
            )
    return {
        "spf": tuple(found.spf),
        "dkim": tuple(found.dkim),
        "dmarc": found.dmarc,
        "iprev": found.iprev,
        "from_border": bool(believed),
        "anomalies": tuple(anomalies[: DEFAULT_LIMITS.anomalies]),
    }


def _above_boundary(
    block: HeaderBlock, boundary: int, position: Position, hosts: frozenset[str], anomalies: list[Anomaly]
) -> int:
    """How many fields, from the top, may be the border's; none without a Received of one of *hosts* at the boundary."""
    places = [n for n, field in enumerate(block.fields) if field.key == "received"]
    everything = len(block.fields)
    if position is Position.UNSAFE_WITHOUT_RECEIVED and not places:
        return everything
    if len(places) < boundary:
        anomalies.append(Anomaly(id="received-not-ours", detail="fewer Received fields than your servers write"))
        return 0
    received = block.fields[places[boundary - 1]]
    if position is not Position.UNSAFE_WITHOUT_RECEIVED and not _is_ours(received, hosts):
        detail = "no Received by a host of yours stands at the boundary"
        anomalies.append(Anomaly(id="received-not-ours", detail=detail, span=received.span))
        return 0
    if position is Position.UNSAFE_BELOW_BORDER_RECEIVED:
        return places[boundary] if len(places) > boundary else everything
    return places[boundary - 1]


def _is_ours(received: OctetField, hosts: frozenset[str]) -> bool:
    host = receiving_host(received.text)
    return host is not None and _u_labels(host) in {_u_labels(name) for name in hosts}


def _believed(
    block: HeaderBlock, trusted: frozenset[str], stop: int, anomalies: list[Anomaly]
) -> Iterable[tuple[AuthField, bool]]:
    """(field, is it longer than what is read?) of each field to be believed; of the others, an anomaly."""
    own = {_u_labels(name) for name in trusted}
    for place, found in enumerate(block.fields):
        if found.key != "authentication-results":
            continue
        too_long = len(found.raw) > DEFAULT_LIMITS.field_octets
        parsed = parse_field(found.text[: DEFAULT_LIMITS.field_octets])
        foreign = parsed.authserv_id is None or _u_labels(parsed.authserv_id) not in own
        fault = ""
        if foreign:
            fault = "not an authserv-id that is trusted"
        elif place >= stop:
            fault = "not above a Received of your own: anyone can have written it (RFC 8601 section 4.1)"
        elif parsed.version != 1:
            fault = "its version is not 1 (RFC 8601 section 2.6)"
        if fault:
            anomalies.append(Anomaly(id="authentication-results-not-believed", detail=fault, span=found.span))
            continue
        yield parsed, too_long


def _read_field(parsed: AuthField, found: _Found, signed: _Signed, *, drop_passes: bool) -> None:
    for entry in parsed.results:
        method = AUTH_METHODS.get(entry.method)
        if method is None or entry.version != method.version or entry.result not in method.results:
            continue
        reader = _READERS.get(entry.method)
        if reader is None:
            continue
        result = Result("fail" if entry.result == "hardfail" else entry.result)
        if result is Result.PASS and (drop_passes or entry.broken):
            continue
        reader(entry, result, found, signed)


def _read_spf(entry: MethodResult, result: Result, found: _Found, _signed: _Signed) -> None:
    mail_from = entry.value("smtp", "mailfrom")
    helo = entry.value("smtp", "helo")
    if mail_from and mail_from != "<>":
        identity, name = SpfIdentity.MAILFROM, entry.domain("smtp", "mailfrom")
    elif helo:
        identity, name = SpfIdentity.HELO, entry.domain("smtp", "helo")
    else:
        identity, name = SpfIdentity.MAILFROM, None
    if name is None and result is Result.PASS:
        return
    found.spf.append(SpfResult(result=result, identity=identity, domain=ascii_domain(name) if name else None))


def _read_dkim(entry: MethodResult, result: Result, found: _Found, signed: _Signed) -> None:
    if len(found.dkim) >= _MOST_SIGNATURES:
        return
    signer, agent = entry.domain("header", "d"), entry.domain("header", "i")
    domain = signer or agent
    if domain is not None:
        domain = ascii_domain(domain)
    if result is Result.PASS and signer and agent and not is_aligned(signer, agent):
        return  # i= is in or below d= (RFC 6376 section 3.5), or these are of two signatures
    tags = _signature_of(entry, domain, signed.signatures) if result is Result.PASS else None
    if tags is None:
        found.dkim.append(DkimResult(result=result, domain=domain, algorithm=entry.value("header", "a")))
        return
    algorithm = tags.get("a", "").lower()
    found.dkim.append(
        DkimResult(
            result=result,
            domain=domain,
            signed_from=signed.author if "from" in words(tags.get("h", "")) else None,
            age_days=_age_days(tags, signed.now),
            body_length_limit="l" in tags,
            key_bits=256 if algorithm.startswith("ed25519") else signed.rsa_floor_bits,
            algorithm=algorithm,
        )
    )


def _read_dmarc(entry: MethodResult, result: Result, found: _Found, _signed: _Signed) -> None:
    old = found.dmarc
    if old is not None and worse(old.result, result) is old.result:
        return
    if result is Result.PASS and entry.value("header", "from") and entry.domain("header", "from") is None:
        return
    policy = (entry.value("policy", "dmarc") or "").lower()
    known = {p.value: p for p in DmarcPolicy}
    found.dmarc = DmarcResult(result=result, from_=entry.value("header", "from"), policy=known.get(policy))


def _read_iprev(_entry: MethodResult, result: Result, found: _Found, _signed: _Signed) -> None:
    found.iprev = result if found.iprev is None else worse(found.iprev, result)


_READERS: Final[dict[str, Callable[[MethodResult, Result, _Found, _Signed], None]]] = {
    "spf": _read_spf,
    "dkim": _read_dkim,
    "dmarc": _read_dmarc,
    "iprev": _read_iprev,
}
# arc is not among them: the field names no sealer, and a chain of an unknown one proves nothing (RFC 8617 section 7.2).


# -- signatures that the trusted server verified ---------------------------------------------------------------------


def _signatures(block: HeaderBlock) -> tuple[dict[str, str], ...]:
    """The tags of each; nothing when what was verified may be one that cannot be read, or a limit was reached."""
    fields = block.named("dkim-signature")
    if block.fault is not None or len(fields) > _MOST_SIGNATURES:
        return ()
    read = [read_tags(found.utf8) for found in fields]
    return tuple(tags for tags in read if tags is not None) if None not in read else ()


def _signature_of(
    entry: MethodResult, domain: str | None, signatures: tuple[dict[str, str], ...]
) -> dict[str, str] | None:
    """The one signature that *entry* speaks of; None when that is not certain (RFC 6008)."""
    shown, selector = entry.value("header", "b"), entry.value("header", "s")
    algorithm = entry.value("header", "a")
    if domain is None or (shown is not None and len(shown) < _SHORTEST_B):
        return None
    fitting = [
        tags
        for tags in signatures
        if clean_domain(tags.get("d")) == domain
        and (shown is None or "".join(tags.get("b", "").split()).startswith(shown))
        and (selector is None or tags.get("s", "").lower() == selector.lower())
        and (algorithm is None or tags.get("a", "").lower() == algorithm.lower())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _age_days(tags: dict[str, str], now: datetime | None) -> float | None:
    """Days since t= (RFC 6376 section 3.5). A stamp in the future, one that expired, or no clock, is no age."""
    stamp, expires = number(tags.get("t")), number(tags.get("x"))
    if stamp is None or now is None or ("x" in tags and (expires is None or expires < now.timestamp())):
        return None
    seconds = now.timestamp() - stamp
    return None if seconds < -_SKEW_SECONDS else max(0.0, seconds / _DAY)
