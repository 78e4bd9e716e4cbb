"""DNS facts: what a domain says of itself, within a budget, and without believing an outage."""

import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rdatatype
import dns.rrset
import pytest

from bouncekit.adapters.dns import (
    Answer,
    Budgeted,
    Cached,
    DnsResolver,
    FakeResolver,
    State,
    dmarc_policy_of,
    domain_facts,
    organisational_domain_by_walk,
    spf_lets_in_too_many,
)
from bouncekit.errors import InvalidValueError
from bouncekit.policy import DomainFacts, Mx

ZONE: dict[tuple[str, str], tuple[str, ...] | State] = {
    ("example.org", "MX"): ("10 mx.example.org",),
    ("mx.example.org", "A"): ("8.8.8.8",),
    ("example.org", "TXT"): ("v=spf1 mx -all", "other"),
    ("never.example.org", "MX"): ("0 .",),
    ("never.example.org", "TXT"): ("v=spf1 -all",),
    ("inside.example.org", "MX"): ("10 mx.inside.example.org",),
    ("mx.inside.example.org", "A"): ("10.0.0.1",),
    ("bare.example.org", "A"): ("8.8.4.4",),
    ("empty.example.org", "TXT"): ("x",),
    ("slow.example.org", "MX"): State.FAILED,
    ("half.example.org", "MX"): ("10 mx.half.example.org",),
    ("mx.half.example.org", "A"): State.FAILED,
    ("two.example.org", "MX"): ("10 mx.example.org",),
    ("two.example.org", "TXT"): ("v=spf1 -all", "v=spf1 mx -all"),
}


@pytest.mark.rfc("RFC7505-3-01")
@pytest.mark.parametrize(
    ("domain", "facts"),
    [
        ("Example.ORG", DomainFacts(domain_exists=True, null_mx=False, spf_record="v=spf1 mx -all", mx=Mx.OK)),
        ("never.example.org", DomainFacts(domain_exists=True, null_mx=True, spf_record="v=spf1 -all")),
        ("inside.example.org", DomainFacts(domain_exists=True, null_mx=False, mx=Mx.PRIVATE)),
        ("bare.example.org", DomainFacts(domain_exists=True, null_mx=False, mx=Mx.NONE)),
        ("empty.example.org", DomainFacts(domain_exists=False, null_mx=False, mx=Mx.NONE)),
        ("gone.example.org", DomainFacts(domain_exists=False)),
        ("slow.example.org", DomainFacts(lookup_failed=True)),
        ("half.example.org", DomainFacts(domain_exists=True, null_mx=False, lookup_failed=True)),
        ("two.example.org", DomainFacts(domain_exists=True, null_mx=False, spf_permissive=True, mx=Mx.OK)),
        ("[192.0.2.1]", DomainFacts()),
    ],
)
def test_facts(domain: str, facts: DomainFacts) -> None:
    assert domain_facts(domain, FakeResolver(ZONE)) == facts


def test_the_client_among_the_mx_hosts() -> None:
    assert domain_facts("example.org", FakeResolver(ZONE), client_ip="8.8.8.8").client_is_mx is True
    assert domain_facts("example.org", FakeResolver(ZONE), client_ip="8.8.8.9").client_is_mx is False


def test_a_budget_of_lookups_and_of_time() -> None:
    now = [0.0]
    budget = Budgeted(FakeResolver(ZONE), seconds=5, lookups=2, clock=lambda: now[0])
    assert budget.lookup("example.org", "MX").state is State.FOUND
    assert budget.lookup("example.org", "MX").state is State.FOUND
    assert budget.lookup("example.org", "MX").state is State.FAILED
    for jump in (5.0, -1.0):
        timed = Budgeted(FakeResolver(ZONE), seconds=5, clock=lambda: now[0])
        now[0] += jump
        assert timed.lookup("example.org", "MX").state is State.FAILED
    with pytest.raises(InvalidValueError):
        Budgeted(FakeResolver(ZONE), lookups=0)


def test_a_cache_keeps_answers_and_no_outages() -> None:
    now = [100.0]
    fake = FakeResolver(ZONE)
    cache = Cached(fake, seconds=10, most=2, clock=lambda: now[0])
    for name in ("example.org", "EXAMPLE.org.", "slow.example.org", "slow.example.org"):
        cache.lookup(name, "MX")
    assert [name for name, _ in fake.asked] == ["example.org", "slow.example.org", "slow.example.org"]
    now[0] = 50.0
    cache.lookup("example.org", "MX")
    now[0] = 61.0
    cache.lookup("example.org", "MX")
    assert len(fake.asked) == 5
    for name in ("a.example", "b.example", "c.example"):
        cache.lookup(name, "MX")
    cache.lookup("a.example", "MX")
    assert len(fake.asked) == 9


@pytest.mark.rfc("RFC9989-4.10-01")
def test_dmarc_by_tree_walk() -> None:
    zone = FakeResolver({
        ("_dmarc.example.org", "TXT"): ("v=DMARC1; p=reject; sp=quarantine",),
        ("_dmarc.bank.example", "TXT"): ("v=DMARC1; p=none; psd=y",),
        ("_dmarc.own.bank.example", "TXT"): ("v=DMARC1; p=reject; psd=n",),
        ("_dmarc.two.example", "TXT"): ("v=DMARC1; p=reject", "v=DMARC1; p=none"),
    })  # fmt: skip
    assert dmarc_policy_of("example.org", zone) == ("reject", "example.org")
    assert dmarc_policy_of("a.b.example.org", zone) == ("quarantine", "example.org")
    assert dmarc_policy_of("two.example", zone) == (None, None)
    assert organisational_domain_by_walk("a.b.example.org", zone) == "example.org"
    assert organisational_domain_by_walk("x.shop.bank.example", zone) == "shop.bank.example"
    assert organisational_domain_by_walk("x.own.bank.example", zone) == "own.bank.example"
    assert organisational_domain_by_walk("nothing.example.net", zone) is None
    zone.asked.clear()
    dmarc_policy_of(".".join("abcdefghijklmnop") + ".example.net", zone)
    assert len(zone.asked) <= 8


def test_includes_are_counted_and_loops_end() -> None:
    loop = FakeResolver({("a.example", "TXT"): ("v=spf1 include:a.example include:b.example",),
                         ("b.example", "TXT"): ("v=spf1 redirect=a.example",)})  # fmt: skip
    assert spf_lets_in_too_many("a.example", loop) is None
    many = {(f"n{n}.example", "TXT"): (f"v=spf1 include:n{n + 1}.example ip4:192.0.2.0/24",) for n in range(500)}
    endless = FakeResolver(many)
    assert spf_lets_in_too_many("n0.example", endless) is None
    assert len(endless.asked) <= 11
    assert spf_lets_in_too_many("slow.example", FakeResolver({("slow.example", "TXT"): State.FAILED})) is None


class Server:
    """A name server on loopback that answers as it is told: records, nothing, rubbish, or not at all."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                data, peer = self.socket.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(data)
            name = query.question[0].name.to_text()
            if name.startswith("silent"):
                continue
            if name.startswith("rubbish"):
                self.socket.sendto(b"\0\1\2", peer)
                continue
            reply = dns.message.make_response(query)
            rtype = dns.rdatatype.to_text(query.question[0].rdtype)
            if name.startswith("gone"):
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif name.startswith("broken"):
                reply.set_rcode(dns.rcode.SERVFAIL)
            elif rtype == "MX":
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "MX", "10 mx.example.org."))
            elif rtype == "TXT":
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", '"v=spf1 " "-all"'))
            self.socket.sendto(reply.to_wire(), peer)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.socket.close()
    made.thread.join(1)


def test_a_real_exchange_on_loopback(server: Server) -> None:
    resolver = DnsResolver(timeout=0.5, nameservers=("127.0.0.1",), port=server.port)
    assert resolver.lookup("example.org", "MX") == Answer(State.FOUND, ("10 mx.example.org",))
    assert resolver.lookup("example.org", "TXT") == Answer(State.FOUND, ("v=spf1 -all",))
    assert resolver.lookup("example.org", "A").state is State.EMPTY
    assert resolver.lookup("gone.example.org", "A").state is State.NXDOMAIN
    assert resolver.lookup("x" * 64 + ".example.org", "A").state is State.NXDOMAIN
    for name in ("silent.example.org", "broken.example.org", "rubbish.example.org"):
        assert resolver.lookup(name, "A").state is State.FAILED
