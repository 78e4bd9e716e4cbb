"""`bouncekit sign`: mint a token."""

import socket

import click

from bouncekit.cli.common import Command, safe
from bouncekit.cli.keyfile import moment, read_keys
from bouncekit.errors import InvalidValueError
from bouncekit.origin import batv, signed, srs, verp

__all__ = ["sign"]


@click.command(cls=Command)
@click.argument("kind", type=click.Choice(["batv", "verp", "srs", "message-id"]))
@click.argument("value")
@click.option("--key-file", required=True, metavar="FILE", help="One secret, or a line `N SECRET` for each key.")
@click.option(
    "--key-id", type=click.IntRange(0, 9), metavar="N", help="The key that signs. [default: the file's first, or 0]"
)
@click.option("--now", metavar="ISO", help="The moment of signing, such as 2026-11-23T12:00:00Z. [default: now]")
@click.option("--recipient", metavar="ADDRESS", help="verp: whom the mail goes to; message-id: bind it to one.")
@click.option(
    "--forwarder", metavar="DOMAIN", help="srs: the domain that passes the message on. [default: this host's name]"
)
@click.option(
    "--hash-length",
    type=click.IntRange(srs.SHARED_LENGTH, 26),
    default=srs.HASH_LENGTH,
    show_default=True,
    metavar="N",
    help="srs: characters of hash; postsrsd and libsrs2 mint 4, of which one guess in 2^20 is right (8: in 2^40).",
)
@click.option("--keep-case", is_flag=True, help="batv: sign the address as written, as Exim does, not in lower case.")
@click.option("--allow-long", is_flag=True, help="srs: let a local part be longer than 64 octets.")
@click.option("--allow-short-secret", is_flag=True, help="Take a secret of fewer than 16 octets.")
def sign(  # noqa: PLR0917 - click passes them by name
    kind: str,
    value: str,
    key_file: str,
    key_id: int | None,
    now: str | None,
    recipient: str | None,
    forwarder: str | None,
    hash_length: int,
    keep_case: bool,  # noqa: FBT001
    allow_long: bool,  # noqa: FBT001
    allow_short_secret: bool,  # noqa: FBT001
) -> None:
    r"""Print VALUE with a token that `bouncekit check` knows again.

    \b
    batv        VALUE is the sender: prvs=KDDDSSSSSS=local@domain, good for 7 days
    verp        VALUE is the sender and --recipient whom it writes to, or both are in VALUE,
                news+bob=example.net@here.example; good for 14 days
    srs         VALUE is the reverse-path to rewrite, --forwarder the own domain; good for 21 days
    message-id  VALUE is left@domain, with or without angle brackets; good for 14 days

    Exit codes: 0 printed; 2 a mistake in what was given.
    """
    keys = read_keys(key_file, signer=key_id, allow_short=allow_short_secret)
    at = moment(now)
    if kind == "batv":
        token = batv.mint(value, keys, at, fold=not keep_case)
    elif kind == "verp":
        mailbox, to = (value, recipient) if recipient is not None else _both(value)
        token = verp.mint(mailbox, to, keys, at)
    elif kind == "srs":
        own = socket.getfqdn() if forwarder is None else forwarder
        token = srs.mint(value, own, keys, at, hash_length=hash_length, allow_long=allow_long)
    else:
        left, _, domain = value.removeprefix("<").removesuffix(">").rpartition("@")
        token = signed.mint_message_id(left, domain, keys, at, recipient=recipient)
    click.echo(safe(token))


def _both(value: str) -> tuple[str, str]:
    """The mailbox and the recipient of an unsigned return path, news+bob=example.net@here.example."""
    local, _, domain = value.rpartition("@")
    mailbox, _, encoded = local.partition("+")
    who, equals, host = encoded.rpartition("=")
    if not (mailbox and who and equals and host):
        raise InvalidValueError("--recipient", "is needed for verp: whom the mail goes to")
    return f"{mailbox}@{domain}", f"{who}@{host}"
