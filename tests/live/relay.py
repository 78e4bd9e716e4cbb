"""Sends our reports through a real MTA to a sink and compares what arrives, octet for octet.

usage: PYTHONPATH=tests python -m live.relay MTA-PORT SINK-PORT. The MTA must relay sink.example to 127.0.0.1:SINK-PORT.
"""

import smtplib
import sys
import time
from email.parser import BytesHeaderParser
from typing import Any

from aiosmtpd.controller import Controller

from bouncekit.dsn import lint
from bouncekit.report.parse import parse
from live.reports import reports

SECONDS = 90


class Sink:
    """Keeps what it is sent, by Message-ID."""

    def __init__(self) -> None:
        self.got: dict[str, tuple[str, bytes]] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        identity = BytesHeaderParser().parsebytes(envelope.original_content)["Message-ID"]
        self.got[identity.strip("<> ").partition("@")[0]] = (envelope.mail_from or "", envelope.original_content)
        return "250 2.0.0 kept"


def connect(port: int) -> smtplib.SMTP:
    """The MTA, as soon as it answers."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            client = smtplib.SMTP("127.0.0.1", port, local_hostname="client.example", timeout=20)
        except (OSError, smtplib.SMTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            client.ehlo()
            return client


def send(client: smtplib.SMTP, dsn: Any) -> None:
    """One report, with the null reverse-path and the parameters that it asks for."""
    offered = client.esmtp_features
    parameters = [p for p in dsn.mail_parameters if not p.startswith("BODY=") or "8bitmime" in offered]
    to_options = list(dsn.rcpt_parameters) if "dsn" in offered else []
    client.command_encoding = "utf-8"
    for code, said in (client.mail("", parameters), client.rcpt(dsn.envelope_to, to_options)):
        assert code == 250, (code, said)
    code, said = client.data(bytes(dsn))
    assert code == 250, (code, said)


def main(port: int, sink_port: int) -> None:
    """Every report that the path takes goes in; each must come out whole."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=sink_port, enable_SMTPUTF8=True, decode_data=False)
    controller.start()
    try:
        client = connect(port)
        offered = client.esmtp_features
        smtputf8, eight_bit = "smtputf8" in offered, "8bitmime" in offered
        sent = reports("ann@sink.example", smtputf8=False, eight_bit=False)
        sent = {f"7bit-{name}": pair for name, pair in sent.items()}
        for _, dsn in sent.values():
            send(client, dsn)
        expected = {dsn.content for _, dsn in sent.values()}
        check(sink, {dsn.content: report for report, dsn in sent.values()})
        rounds = ["7-bit"]
        for name, wanted in (("8BITMIME", eight_bit), ("SMTPUTF8", smtputf8)):
            if wanted:
                sink.got.clear()
                path = "änn@sink.example" if name == "SMTPUTF8" else "ann@sink.example"
                more = reports(path, smtputf8=name == "SMTPUTF8", eight_bit=True)
                for _, dsn in more.values():
                    send(client, dsn)
                check(sink, {dsn.content: report for report, dsn in more.values()})
                rounds.append(name)
        client.quit()
        sys.stdout.write(f"{len(expected)} reports each went through unharmed: {', '.join(rounds)}\n")
    finally:
        controller.stop()


def check(sink: Sink, sent: dict[bytes, Any]) -> None:
    """Wait for all of *sent*, then compare."""
    deadline = time.monotonic() + SECONDS
    while len(sink.got) < len(sent) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(sink.got) == len(sent), f"{len(sink.got)} of {len(sent)} arrived: {sorted(sink.got)}"
    for name, (mail_from, data) in sink.got.items():
        assert mail_from in ("", "<>"), (name, mail_from)
        whole = next((content for content in sent if data.endswith(content)), None)
        if whole is None:
            sys.exit(f"{name}: did not arrive as it was sent:\n{data.decode('utf-8', 'replace')}")
        assert lint(data) == (), (name, lint(data))
        finals = [r.final for r in parse(data).recipients]
        assert finals == [r.final for r in sent[whole].recipients], (name, finals)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
