"""Names and addresses that are nobody's on the Internet: rows, each with where it is registered.

One rule: a name that public DNS never leads to a mail server, and an address that no route of the Internet leads to,
takes no notice, however it is spelled. `example.org` and its sisters are in public DNS and are not among the names.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final

__all__ = ["NETWORKS", "SPECIAL_NAMES", "SpecialName", "SpecialNetwork", "unusable_domain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialName:
    """A name; what lies below it is nobody's either."""

    name: str
    source: str
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialNetwork:
    """A range of addresses."""

    network: str
    source: str
    sample: str


def _name(name: str, source: str) -> SpecialName:
    return SpecialName(name=name, source=source, sample=f"x@host.{name}")


SPECIAL_NAMES: Final = (
    _name("invalid", "RFC 6761 section 6.4"),
    _name("test", "RFC 6761 section 6.2"),
    _name("example", "RFC 6761 section 6.5"),
    _name("localhost", "RFC 6761 section 6.3"),
    _name("local", "RFC 6762 section 3"),
    _name("onion", "RFC 7686 section 2"),
    _name("alt", "RFC 9476 section 2"),
    _name("arpa", "RFC 3172 section 2.1: infrastructure, home.arpa (RFC 8375) included"),
    _name("internal", "ICANN board resolution 2024.07.29.06"),
    _name("home", "ICANN board resolution 2018.02.04.12: never delegated"),
    _name("corp", "ICANN board resolution 2018.02.04.12: never delegated"),
    _name("mail", "ICANN board resolution 2018.02.04.12: never delegated"),
    _name("intranet", "RFC 6762 appendix G"),
    _name("private", "RFC 6762 appendix G"),
    _name("lan", "RFC 6762 appendix G"),
    _name("localdomain", "no delegation; the default of /etc/hosts (localhost.localdomain)"),
)
_NAMES: Final = frozenset(row.name for row in SPECIAL_NAMES)


def _net(network: str, source: str, sample: str) -> SpecialNetwork:
    return SpecialNetwork(network=network, source=source, sample=sample)


NETWORKS: Final = (
    _net("0.0.0.0/8", "RFC 791 section 3.2", "0.0.0.1"),
    _net("10.0.0.0/8", "RFC 1918", "10.1.2.3"),
    _net("100.64.0.0/10", "RFC 6598", "100.64.0.1"),
    _net("127.0.0.0/8", "RFC 1122 section 3.2.1.3", "127.0.0.1"),
    _net("169.254.0.0/16", "RFC 3927", "169.254.1.1"),
    _net("172.16.0.0/12", "RFC 1918", "172.16.0.1"),
    _net("192.0.0.0/24", "RFC 6890 section 2.1", "192.0.0.8"),
    _net("192.0.2.0/24", "RFC 5737", "192.0.2.1"),
    _net("192.88.99.0/24", "RFC 7526", "192.88.99.1"),
    _net("192.168.0.0/16", "RFC 1918", "192.168.1.1"),
    _net("198.18.0.0/15", "RFC 2544", "198.18.0.1"),
    _net("198.51.100.0/24", "RFC 5737", "198.51.100.1"),
    _net("203.0.113.0/24", "RFC 5737", "203.0.113.1"),
    _net("224.0.0.0/3", "RFC 1112 (multicast, reserved, broadcast)", "255.255.255.255"),
    _net("::/8", "RFC 4291 section 4: reserved by the IETF, mapped and compatible addresses aside", "::1"),
    _net("64:ff9b:1::/48", "RFC 8215", "64:ff9b:1::1"),
    _net("100::/8", "RFC 6666, and RFC 4291 section 4", "100::1"),
    _net("2001::/23", "RFC 2928: protocol assignments, Teredo among them", "2001:0:1::1"),
    _net("2001:db8::/32", "RFC 3849", "2001:db8::1"),
    _net("3fff::/20", "RFC 9637", "3fff::1"),
    _net("5f00::/16", "RFC 9602", "5f00::1"),
    _net("fc00::/7", "RFC 4193", "fd00::1"),
    _net("fe80::/10", "RFC 4291 section 2.5.6", "fe80::1"),
    _net("fec0::/10", "RFC 3879", "fec0::1"),
    _net("ff00::/8", "RFC 4291 section 2.7", "ff02::1"),
)
_DEAD: Final = tuple(ipaddress.ip_network(row.network) for row in NETWORKS)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def unusable_domain(domain: str) -> str | None:
    """Why mail to *domain* (lower-case A-labels) can never arrive, or None: special-use names, dead literals."""
    if domain.startswith("["):
        return None if _usable_literal(domain) else "it is an address literal that no host of the Internet has"
    if domain.rstrip(".").rpartition(".")[2] in _NAMES:
        return "it is a special-use name (RFC 6761)"
    return None


def _usable_literal(domain: str) -> bool:
    text = domain.strip("[]")
    try:
        address = ipaddress.ip_address(text.removeprefix("ipv6:"))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        address = _inner(address)
    return not any(address in network for network in _DEAD if network.version == address.version)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that *address* stands for, where it does (mapped, NAT64, 6to4); else itself."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
