"""DNS for evidence (extra `auth`): a resolver with a budget and a cache, and what it says of a reverse-path's domain.

    resolver = Cached(DnsResolver())                                   # once, for the process
    facts = domain_facts("example.org", Budgeted(resolver))            # for each message

A lookup that fails (timeout, SERVFAIL, budget spent) is unknown: it never looks like an answer, good or bad.
"""

import ipaddress
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from threading import Lock
from typing import Final, Protocol

from bouncekit.auth import DmarcPolicy, Result
from bouncekit.auth.alignment import ascii_domain
from bouncekit.auth.tags import read_tags
from bouncekit.errors import InvalidValueError
from bouncekit.policy.facts import DomainFacts, Mx
from bouncekit.policy.posture import DomainRecords
from bouncekit.policy.spf_record import Breadth, breadth_of

__all__ = [
    "Answer",
    "Budgeted",
    "Cached",
    "DmarcRecord",
    "DnsResolver",
    "FakeResolver",
    "Resolver",
    "State",
    "dmarc_policy_of",
    "dmarc_record_of",
    "domain_facts",
    "organisational_domain_by_walk",
    "records_of",
    "spf_lets_in_too_many",
    "spf_record_of",
]

_MOST_RECORDS: Final = 100
_MOST_HOSTS: Final = 10
_MOST_INCLUDES: Final = 10  # RFC 7208 section 4.6.4
_MOST_WALK: Final = 8  # RFC 9989 section 4.10
_DMARC_VERSION: Final = re.compile(r"[ \t]*v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)", re.IGNORECASE)


@unique
class State(Enum):
    """How a lookup ended."""

    FOUND = "found"
    EMPTY = "empty"
    """The name exists, without records of this type."""
    NXDOMAIN = "nxdomain"
    FAILED = "failed"
    """Nobody knows: timeout, SERVFAIL, budget spent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Records as text: TXT joined, addresses, host names without the last dot; MX as `preference host`."""

    state: State
    records: tuple[str, ...] = ()


_FAILED: Final = Answer(State.FAILED)


class Resolver(Protocol):
    """Anything that answers; must not raise for what a name server says or does not say."""

    def lookup(self, name: str, rtype: str) -> Answer:
        """The records of *name*; *rtype* is A, AAAA, MX, TXT, PTR."""
        ...


class DnsResolver:
    """dnspython, with the system's name servers or *nameservers*; *timeout* seconds for one lookup in all."""

    def __init__(self, *, timeout: float = 3.0, nameservers: tuple[str, ...] = (), port: int = 53) -> None:
        import dns.resolver  # noqa: PLC0415  (the extra `auth`)

        self._resolver = dns.resolver.Resolver(configure=not nameservers)
        if nameservers:
            self._resolver.nameservers = list(nameservers)
        self._resolver.port = port
        self._resolver.lifetime = timeout
        self._resolver.timeout = timeout

    def lookup(self, name: str, rtype: str) -> Answer:
        """Ask; a name that cannot be asked for does not exist."""
        import dns.exception  # noqa: PLC0415
        import dns.name  # noqa: PLC0415
        import dns.resolver  # noqa: PLC0415

        try:
            found = self._resolver.resolve(name.rstrip(".") + ".", rtype, search=False)
        except dns.resolver.NXDOMAIN:
            return Answer(State.NXDOMAIN)
        except dns.resolver.NoAnswer:
            return Answer(State.EMPTY)
        except (dns.name.LabelTooLong, dns.name.NameTooLong, dns.name.EmptyLabel, UnicodeError):
            return Answer(State.NXDOMAIN)
        except (dns.exception.DNSException, OSError):
            return _FAILED
        return Answer(State.FOUND, tuple(_text(rdata, rtype) for rdata in list(found)[:_MOST_RECORDS]))


def _text(rdata: object, rtype: str) -> str:
    if rtype == "TXT":
        strings: tuple[bytes, ...] = rdata.strings  # type: ignore[attr-defined]
        return b"".join(strings).decode("utf-8", "surrogateescape")
    text = str(rdata)
    return text if text.endswith(" .") or text == "." else text.removesuffix(".")


class FakeResolver:
    """Answers out of a table, for tests: (name, type) → records or a State; NXDOMAIN for names that are not there."""

    def __init__(self, table: Mapping[tuple[str, str], tuple[str, ...] | State]) -> None:
        self._table = {(name.lower().rstrip("."), rtype): value for (name, rtype), value in table.items()}
        self._names = {name for name, _ in self._table}
        self.asked: list[tuple[str, str]] = []

    def lookup(self, name: str, rtype: str) -> Answer:
        """Look it up in the table."""
        key = (name.lower().rstrip("."), rtype)
        self.asked.append(key)
        value = self._table.get(key)
        if isinstance(value, State):
            return Answer(value)
        if value:
            return Answer(State.FOUND, value)
        return Answer(State.EMPTY if key[0] in self._names else State.NXDOMAIN)


class Budgeted:
    """At most *lookups* and *seconds* for one message; after that everything is FAILED."""

    def __init__(
        self,
        resolver: Resolver,
        *,
        seconds: float = 10.0,
        lookups: int = 60,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if seconds <= 0 or lookups < 1:
            raise InvalidValueError("budget", "must be over 0 seconds and at least 1 lookup", (seconds, lookups))
        self._resolver = resolver
        self._clock = clock
        self._start = clock()
        self._seconds = seconds
        self._left = lookups

    def lookup(self, name: str, rtype: str) -> Answer:
        """Ask, if there is budget left. A clock that runs backwards spends it."""
        elapsed = self._clock() - self._start
        if self._left < 1 or not 0 <= elapsed < self._seconds:
            return _FAILED
        self._left -= 1
        return self._resolver.lookup(name, rtype)


class Cached:
    """Keeps answers for *seconds*, *most* of them; FAILED is never kept, so that an outage does not outlive itself."""

    def __init__(
        self,
        resolver: Resolver,
        *,
        seconds: float = 300.0,
        most: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resolver = resolver
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[tuple[str, str], tuple[float, Answer]] = OrderedDict()
        self._lock = Lock()

    def lookup(self, name: str, rtype: str) -> Answer:
        """The kept answer while it is fresh (a clock that jumped makes it stale), or a new one."""
        key = (name.lower().rstrip("."), rtype)
        now = self._clock()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and 0 <= now - kept[0] < self._seconds:
                self._kept.move_to_end(key)
                return kept[1]
        answer = self._resolver.lookup(name, rtype)
        if answer.state is not State.FAILED:
            with self._lock:
                self._kept[key] = (now, answer)
                self._kept.move_to_end(key)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return answer


# -- what a domain says of itself


def domain_facts(domain: str, resolver: Resolver, *, client_ip: str | None = None) -> DomainFacts:
    """What DNS says of a reverse-path's *domain*, for `Policy.decide`; what cannot be learnt stays unknown.

    Raises InvalidValueError for a *client_ip* that is none.
    """
    if client_ip is not None:
        try:
            ipaddress.ip_address(client_ip)
        except ValueError:
            raise InvalidValueError("client_ip", "is not an IP address", client_ip) from None
    name = ascii_domain(domain)
    if name.startswith("["):
        return DomainFacts()
    watched = _Watched(resolver)
    mx = watched.lookup(name, "MX")
    if mx.state is State.NXDOMAIN:
        return DomainFacts(domain_exists=False)
    record = spf_record_of(name, watched)
    hosts = [host for _, _, host in (entry.partition(" ") for entry in mx.records)]
    if mx.records == ("0 .",):  # RFC 7505 section 3: one record, preference 0
        return DomainFacts(domain_exists=True, null_mx=True, spf_record=record)
    # A record that lets in too many, and where we looked and could not tell: unknown never helps.
    permissive = None if spf_lets_in_too_many(name, watched) is False else True
    if mx.state is State.FAILED:
        return DomainFacts(spf_record=record, spf_permissive=permissive, lookup_failed=True)
    addresses = _addresses(hosts or [name], resolver)
    reachable = None if addresses is None else any(ip.is_global for ip in addresses)
    return DomainFacts(
        # Neither MX nor address: mail has nowhere to go, as if the name did not exist (RFC 5321 section 5.1).
        domain_exists=bool(hosts) or addresses is None or bool(addresses),
        null_mx=False,
        spf_record=record,
        spf_permissive=permissive,
        mx=_mx(has_mx=bool(hosts), addresses=addresses, reachable=reachable),
        lookup_failed=watched.failed or addresses is None,
        client_is_mx=_is_among(client_ip, addresses) if hosts else None,
    )


class _Watched:
    """Remembers whether a lookup failed."""

    def __init__(self, resolver: Resolver) -> None:
        self.failed = False
        self._resolver = resolver

    def lookup(self, name: str, rtype: str) -> Answer:
        answer = self._resolver.lookup(name, rtype)
        self.failed = self.failed or answer.state is State.FAILED
        return answer


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _mx(*, has_mx: bool, addresses: list[_Address] | None, reachable: bool | None) -> Mx | None:
    if addresses and reachable is False:
        return Mx.PRIVATE
    if not has_mx:
        return Mx.NONE
    return Mx.OK if reachable else None


def _addresses(hosts: list[str], resolver: Resolver) -> list[_Address] | None:
    """The addresses of the first hosts; None if one could not be looked up and none was found in public."""
    found: list[_Address] = []
    failed = False
    for host in hosts[:_MOST_HOSTS]:
        for rtype in ("A", "AAAA"):
            answer = resolver.lookup(host, rtype)
            failed = failed or answer.state is State.FAILED
            for text in answer.records:
                try:
                    found.append(ipaddress.ip_address(text))
                except ValueError:
                    continue
    if failed and not any(ip.is_global for ip in found):
        return None
    return found


def _is_among(client_ip: str | None, addresses: list[_Address] | None) -> bool | None:
    if client_ip is None or addresses is None:
        return None
    return ipaddress.ip_address(client_ip) in addresses


def _spf_records(answer: Answer) -> list[str]:
    """The SPF records among TXT records (RFC 7208 section 4.5)."""
    return [text for text in answer.records if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]


def spf_record_of(domain: str, resolver: Resolver) -> str | None:
    """The one SPF record of *domain*, or None (none, several, unknown)."""
    records = _spf_records(resolver.lookup(domain, "TXT"))
    return records[0] if len(records) == 1 else None


def spf_lets_in_too_many(domain: str, resolver: Resolver) -> bool | None:
    """True when the SPF record with its includes names more than a /16 (IPv4) or a /32 (IPv6), or everybody.

    None: it cannot be learnt. A lookup failed, more than ten records are included (RFC 7208 section 4.6.4), a record
    includes itself, or one name has several records; then the record is to be taken for one that lets in everybody.
    """
    # (name, is its end the end of the whole record?, the names that led to it)
    todo: list[tuple[str, bool, frozenset[str]]] = [(ascii_domain(domain), True, frozenset())]
    seen = set[str]()
    ipv4 = ipv6 = 0
    while todo:
        name, is_end, above = todo.pop()
        if name in above:
            return None
        if name in seen:
            continue
        if len(seen) > _MOST_INCLUDES or "%" in name:
            return None
        seen.add(name)
        answer = resolver.lookup(name, "TXT")
        records = _spf_records(answer)
        if answer.state is State.FAILED or len(records) > 1:
            return None
        found = breadth_of(records[0]) if records else Breadth()
        ipv4, ipv6 = ipv4 + found.ipv4, ipv6 + found.ipv6
        if (found.open_end and is_end) or Breadth(everybody=found.everybody, ipv4=ipv4, ipv6=ipv6).is_wide:
            return True
        above |= {name}
        todo += [(ascii_domain(host.rstrip(".")), False, above) for host in found.includes]
        if found.redirect is not None:
            todo.append((ascii_domain(found.redirect.rstrip(".")), is_end, above))
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class DmarcRecord:
    """What the tree walk of RFC 9989 found out for an author domain.

    `fault` TEMPERROR: a lookup failed; PERMERROR: several records, or one that cannot be read; None with `policy` None:
    there is no record. Only the last is "none": what could not be read may ask for anything.
    """

    policy: DmarcPolicy | None = None
    fault: Result | None = None
    strict_dkim: bool = False
    strict_spf: bool = False
    domain: str | None = None
    """Where the record stands."""


def dmarc_record_of(domain: str, resolver: Resolver) -> DmarcRecord:
    """The DMARC record that holds for the author domain *domain*: its own or the next above (RFC 9989 section 4.10)."""
    author = ascii_domain(domain)
    for name in _walk(author):
        tags = _dmarc_tags(name, resolver)
        if isinstance(tags, Result):
            return DmarcRecord(fault=tags, domain=name)
        if tags is not None:
            return _dmarc_record(tags, name, author, resolver)
    return DmarcRecord()


def _dmarc_record(tags: Mapping[str, str], name: str, author: str, resolver: Resolver) -> DmarcRecord:
    known = {p.value: p for p in DmarcPolicy}
    word = tags.get("p", "none" if "rua" in tags or "psd" in tags else "")
    if name != author:
        word = tags.get("sp", word)
        if "np" in tags and tags["np"] != word and resolver.lookup(author, "A").state is State.NXDOMAIN:
            word = tags["np"]
    if word not in known and "rua" in tags:
        word = "none"  # RFC 7489 section 6.6.3: a record that asks for reports counts, without a policy
    faulty = word not in known or tags.get("adkim", "r") not in {"r", "s"} or tags.get("aspf", "r") not in {"r", "s"}
    return DmarcRecord(
        policy=None if faulty else known[word],
        fault=Result.PERMERROR if faulty else None,
        strict_dkim=tags.get("adkim") == "s",
        strict_spf=tags.get("aspf") == "s",
        domain=name,
    )


def dmarc_policy_of(domain: str, resolver: Resolver) -> tuple[str | None, str | None]:
    """(policy, where its record stands); (None, None): there is none, or it could not be read (`dmarc_record_of`)."""
    found = dmarc_record_of(domain, resolver)
    return (None, None) if found.policy is None else (found.policy.value, found.domain)


def organisational_domain_by_walk(domain: str, resolver: Resolver) -> str | None:
    """The organisational domain (RFC 9989 section 4.10): the highest name with a record, or as `psd` says.

    None: there is none, or a lookup failed, so that it cannot be told.
    """
    found: str | None = None
    below: str | None = None
    for name in _walk(ascii_domain(domain)):
        tags = _dmarc_tags(name, resolver)
        if tags is Result.TEMPERROR:
            return None
        if tags is not None and not isinstance(tags, Result):
            if tags.get("psd") == "n":
                return name
            if tags.get("psd") == "y":
                return below or name
            found = name
        below = name
    return found


def _walk(domain: str) -> list[str]:
    labels = domain.split(".")
    if len(labels) > _MOST_WALK:
        labels = [domain, *labels[-_MOST_WALK + 1 :]]
        return [domain, *(".".join(labels[n:]) for n in range(1, len(labels)))]
    return [".".join(labels[n:]) for n in range(len(labels))]


def _dmarc_tags(domain: str, resolver: Resolver) -> dict[str, str] | Result | None:
    """The tags of the one record at *domain*, None where there is none, or why it cannot be read."""
    answer = resolver.lookup(f"_dmarc.{domain}", "TXT")
    if answer.state is State.FAILED:
        return Result.TEMPERROR
    records = [text for text in answer.records if _DMARC_VERSION.match(text)]
    if not records:
        return None
    # Also for its values: two readers would take two.
    tags = read_tags(records[0].lower()) if len(records) == 1 else None
    return Result.PERMERROR if tags is None else tags


def records_of(domain: str, resolver: Resolver) -> DomainRecords:
    """What *domain* publishes, for `bouncekit.policy.posture`; what could not be learnt is marked so."""
    name = ascii_domain(domain)
    facts = domain_facts(name, resolver)
    spf = resolver.lookup(name, "TXT")
    dmarc = dmarc_record_of(name, resolver)
    wide = spf_lets_in_too_many(name, resolver) if facts.spf_record else None
    return DomainRecords(
        domain=name,
        exists=facts.domain_exists,
        spf=facts.spf_record,
        spf_known=spf.state is not State.FAILED,
        spf_permissive=wide,
        spf_breadth_known=facts.spf_record is None or wide is not None,
        dmarc=dmarc.policy,
        dmarc_known=dmarc.fault is None,
        null_mx=facts.null_mx,
        has_mx=None if facts.mx is None else facts.mx is not Mx.NONE,
    )
