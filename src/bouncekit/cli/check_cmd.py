"""`bouncekit check`: verify a token."""

from datetime import datetime

import click

from bouncekit.cli.common import Command, dump_json
from bouncekit.cli.keyfile import moment, read_keys
from bouncekit.origin import KeyRing, Proof, ProofFault, batv, signed, srs, verp

__all__ = ["check"]


@click.command(cls=Command)
@click.argument("value")
@click.option("--key-file", required=True, metavar="FILE", help="One secret, or a line `N SECRET` for each key.")
@click.option("--now", metavar="ISO", help="The moment of checking, such as 2026-11-23T12:00:00Z. [default: now]")
@click.option(
    "--recipient", metavar="ADDRESS", multiple=True, help="message-id: whom the report names; may be repeated."
)
@click.option(
    "--srs-minimum",
    type=click.IntRange(srs.SHARED_LENGTH, 26),
    default=srs.SHARED_LENGTH,
    show_default=True,
    metavar="N",
    help="srs: the fewest characters of hash. 4 is what postsrsd and libsrs2 mint; a filter should want 8.",
)
@click.option("--allow-short-secret", is_flag=True, help="Take a secret of fewer than 16 octets.")
def check(  # noqa: PLR0917 - click passes them by name
    value: str,
    key_file: str,
    now: str | None,
    recipient: tuple[str, ...],
    srs_minimum: int,
    allow_short_secret: bool,  # noqa: FBT001
) -> None:
    """Verify VALUE, a BATV, VERP or SRS address or a signed Message-ID, and print one JSON object.

    `reason` is null, `expired`, `bad-signature`, `malformed`, `unknown-key` or `not-signed`; `address` is the one under
    the token, where the signature is genuine; `recipients` whom the token speaks for, where it is bound; `detail` what
    else is to be known.

    Exit codes: 0 valid; 1 not valid; 2 a mistake in what was given.
    """
    keys = read_keys(key_file, signer=None, allow_short=allow_short_secret)
    proof = _examine(value, keys, moment(now), recipient, srs_minimum)
    unsigned = proof.fault is ProofFault.NOT_SIGNED
    genuine = proof.fault in (None, ProofFault.EXPIRED)
    answer = {
        "kind": None if unsigned else proof.kind.value,
        "valid": proof.valid,
        "address": proof.address if genuine else None,
        "reason": proof.fault.value if proof.fault else None,
        "recipients": None if proof.recipients is None else sorted(proof.recipients),
        "detail": proof.detail or None,
    }
    click.echo(dump_json(answer))
    if not proof.valid:
        raise SystemExit(1)


def _examine(value: str, keys: KeyRing, now: datetime, recipients: tuple[str, ...], srs_minimum: int) -> Proof:
    """What *value* is, by the first form that it has."""
    message_id = signed.verify_message_id(value, keys, now, recipients=recipients)
    if value.startswith("<"):
        return message_id
    rewritten = srs.verify(value, keys, now, hash_minimum=srs_minimum)
    tokens = (rewritten, batv.verify(value, keys, now), verp.verify(value, keys, now), message_id)
    return next((p for p in tokens if p.fault is not ProofFault.NOT_SIGNED), message_id)
