"""`bouncekit build`: a delivery status notification from JSON."""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bouncekit.cli.common import MAX_MESSAGE_OCTETS, Command, read_json
from bouncekit.dsn.builder import Dsn, build
from bouncekit.dsn.codec import BuildInput, read_build
from bouncekit.errors import InvalidValueError

__all__ = ["build_command"]


@click.command(cls=Command, name="build")
@click.option("--crlf", is_flag=True, help="End lines in CRLF, as on the wire; the default is LF.")
@click.option(
    "--envelope", "envelope_file", type=click.Path(dir_okay=False), help="Write the envelope here, not to stderr."
)
def build_command(*, crlf: bool, envelope_file: str | None) -> None:
    """Read a report as JSON on standard input, write the notification on standard output.

    The envelope (JSON, one line) goes to standard error or to --envelope FILE. A field or value that is not in
    `bouncekit schema build` is refused by name with exit code 2, and nothing is built.
    """
    wanted = read_build(read_json())
    dsn = _built(wanted, _original(wanted))
    envelope = {
        "mail_from": dsn.envelope_from,
        "mail_parameters": list(dsn.mail_parameters),
        "rcpt_to": [dsn.envelope_to],
        "rcpt_parameters": list(dsn.rcpt_parameters),
    }
    line = json.dumps(envelope, ensure_ascii=True)
    if envelope_file is None:
        click.echo(line, err=True)
    else:
        try:
            Path(envelope_file).write_text(line + "\n", encoding="ascii")
        except OSError as error:
            raise InvalidValueError("--envelope", f"cannot be written: {error.strerror}", envelope_file) from None
    content = bytes(dsn)
    sys.stdout.buffer.write(content if crlf else content.replace(b"\r\n", b"\n"))
    sys.stdout.buffer.flush()


def _original(wanted: BuildInput) -> bytes | None:
    if wanted.original_text is not None:
        return wanted.original_text.encode("utf-8", "surrogateescape")
    if wanted.original_path is None:
        return None
    try:
        with Path(wanted.original_path).open("rb") as stream:
            data = stream.read(MAX_MESSAGE_OCTETS + 1)
    except (OSError, ValueError) as error:
        fault = error.strerror if isinstance(error, OSError) and error.strerror else "is no path"
        raise InvalidValueError("original.path", f"cannot be read: {fault}", wanted.original_path) from None
    if len(data) > MAX_MESSAGE_OCTETS:
        raise InvalidValueError("original.path", f"is longer than {MAX_MESSAGE_OCTETS} octets", wanted.original_path)
    return data


def _built(wanted: BuildInput, original: bytes | None) -> Dsn:
    """Supply what is not given; 96 random bits make a boundary that no original holds."""
    report = wanted.report(original)
    boundary = wanted.boundary or f"=_bouncekit_{secrets.token_hex(12)}"
    message_id = wanted.message_id or f"<{secrets.token_hex(12)}.bouncekit@{_right_side(report.reporting_mta)}>"
    return build(report, now=wanted.now or datetime.now(UTC), message_id=message_id, boundary=boundary)


def _right_side(name: str) -> str:
    """*name* as the right side of a message-id."""
    kept = "".join(c for c in name if c.isalnum() or c in ".-")
    return kept.strip(".-") or "localhost"
