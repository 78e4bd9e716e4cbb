"""`bouncekit domain`: how hard a domain is to forge, and what to publish."""

import click

from bouncekit.adapters.dns import Budgeted, DnsResolver, records_of
from bouncekit.addresses import Mailbox
from bouncekit.cli.common import Command, dump_json, safe
from bouncekit.errors import InvalidValueError
from bouncekit.policy.posture import Forgeability, Posture, posture

__all__ = ["domain"]


@click.command(cls=Command)
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@click.option("--never-sends", is_flag=True, help="You own it, and it never sends mail: what to publish then.")
@click.option("--nameserver", metavar="IP[:PORT]", help="Ask this name server instead of the system's.")
@click.option(
    "--seconds", type=click.FloatRange(0.1, 120), default=10.0, show_default=True, help="Time for all lookups."
)
def domain(name: str, *, as_json: bool, never_sends: bool, nameserver: str | None, seconds: float) -> int:
    r"""Say how hard it is to forge mail of the domain NAME today, why, and which records make it harder.

    Asks DNS for MX, SPF and DMARC. What does not answer is unknown, and said so.

    \b
    Exit codes: 0 answered; 2 NAME is no domain name.
    """
    try:
        ascii_name = Mailbox.parse(f"postmaster@{name}", field="NAME").ascii_domain
    except InvalidValueError:
        raise InvalidValueError("NAME", "is not a domain name", name) from None
    resolver = Budgeted(_resolver(nameserver, seconds), seconds=seconds)
    found = posture(records_of(ascii_name, resolver), sends=False if never_sends else None)
    if as_json:
        click.echo(dump_json(found.to_json()))
    else:
        for line in _lines(found):
            click.echo(safe(line))
    return 0


def _resolver(nameserver: str | None, seconds: float) -> DnsResolver:
    if nameserver is None:
        return DnsResolver(timeout=min(3.0, seconds))
    host, colon, port = nameserver.rpartition(":")
    if not colon or "]" in port or ":" in host.strip("[]"):
        host, port = nameserver, "53"
    if not port.isdigit():
        raise InvalidValueError("--nameserver", "must be IP or IP:PORT", nameserver)
    try:
        return DnsResolver(timeout=min(3.0, seconds), nameservers=(host.strip("[]"),), port=int(port))
    except ValueError:
        raise InvalidValueError("--nameserver", "must be IP or IP:PORT", nameserver) from None


def _lines(found: Posture) -> list[str]:
    lines = [f"{found.domain}: {found.forgeability.value}"]
    lines += [f"  {finding.weight.value:7} {finding.text} [{finding.cites}]" for finding in found.findings]
    if found.forgeability is Forgeability.UNKNOWN:  # who cannot see a record must not tell how to replace it
        return lines
    if found.advice:
        lines.append("to make it harder, publish")
    for advice in found.advice:
        lines += [f"  {advice.text} [{advice.cites}]", f"    {advice.record}"]
    return lines
