"""The world of origin_dkim.sh, on loopback: a name server, a host that refuses, a host that collects; a sender; a judge.

serve FOLDER               answers for sink.test and collect.test, until it is ended; what comes back is written to FOLDER
send NAME                  one message to u511@sink.test through the Postfix on 127.0.0.30, under a BATV tag
judge NAME FOLDER RECORD   the newest bounce must be ours by its tag, and by its returned header alone; copies must not
"""

import contextlib
import socket
import sys
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from smtplib import SMTP
from typing import Any

import dns.message
import dns.rcode
import dns.rrset
from aiosmtpd.controller import Controller

import bouncekit
from bouncekit.adapters.dkim import verify_returned
from bouncekit.origin import Key, KeyRing, Setup, Verdict, batv, check, examine_envelope

KEYS = KeyRing((Key(id=1, secret=b"the secret of a live DKIM run"),))
SENDER = "news@collect.test"
RECIPIENT = "u511@sink.test"
HOSTS = {"mx.sink.test": "127.0.0.2", "mx.collect.test": "127.0.0.13", "mail.local.test": "127.0.0.1"}
MXS = {"sink.test": "mx.sink.test", "collect.test": "mx.collect.test", "local.test": "mail.local.test"}


def answer(wire: bytes) -> bytes:
    query = dns.message.from_wire(wire)
    reply = dns.message.make_response(query, recursion_available=True)
    question = query.question[0]
    name, kind = question.name.to_text(omit_final_dot=True).lower(), question.rdtype.name
    if kind == "MX" and name in MXS:
        reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "MX", f"10 {MXS[name]}."))
    elif kind == "A" and name in HOSTS:
        reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "A", HOSTS[name]))
    elif name not in HOSTS and name not in MXS:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()


def name_server() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 53))
        while True:
            wire, peer = server.recvfrom(4096)
            with contextlib.suppress(Exception):
                server.sendto(answer(wire), peer)


class Refuses:
    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"


class Collects:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        stem = self.folder / f"{time.time():.3f}"
        stem.with_suffix(".to").write_text("\n".join(envelope.rcpt_tos), encoding="ascii")
        stem.with_suffix(".eml").write_bytes(envelope.original_content)
        return "250 2.0.0 Ok"


def serve(folder: Path) -> None:
    threading.Thread(target=name_server, daemon=True).start()
    for handler, host in ((Refuses(), "127.0.0.2"), (Collects(folder), "127.0.0.13")):
        Controller(handler, hostname=host, port=25, server_hostname="mx.test").start()
    sys.stdout.write("serving\n")
    threading.Event().wait()


def send(name: str) -> None:
    now = datetime.fromtimestamp(time.time(), UTC)
    mail = (
        f"From: News <{SENDER}>\r\nTo: {RECIPIENT}\r\nSubject: October news {name}\r\nDate: {format_datetime(now)}\r\n"
        f"Message-ID: <{name}.{int(time.time())}@collect.test>\r\n\r\nHello,\r\n\r\nthis is the news, {name}.\r\n"
    )
    with SMTP("127.0.0.30", 25, local_hostname="app.collect.test") as smtp:
        smtp.sendmail(batv.mint(SENDER, KEYS, now), [RECIPIENT], mail.encode("ascii"))


def judge(name: str, folder: Path, record: bytes) -> None:
    deadline = time.monotonic() + 30
    found: list[Path] = []
    while not found and time.monotonic() < deadline:
        time.sleep(0.5)
        found = [p for p in folder.glob("*.eml") if f"{name}.".encode() in p.read_bytes()]
    assert found, f"{name}: nothing came back"
    raw, to = found[0].read_bytes(), found[0].with_suffix(".to").read_text(encoding="ascii")
    now = datetime.fromtimestamp(time.time(), UTC)

    def verdict(data: bytes, envelope_to: str, *, tokens: bool) -> Verdict:
        report = bouncekit.parse(data)
        proofs = verify_returned(data, report, domains=["collect.test"], lookup=lambda _: record)
        if tokens:
            proofs = examine_envelope(envelope_to, KEYS, now)
        return check(report, envelope_to=envelope_to, proofs=proofs, now=now).verdict

    assert verdict(raw, to, tokens=True) is Verdict.OURS, f"{name}: by its tag"
    assert verdict(raw, SENDER, tokens=False) is Verdict.OURS, f"{name}: by its returned header"
    head, mark, original = raw.rpartition(b"DKIM-Signature:")
    other = head.replace(RECIPIENT.encode(), b"eve@sink.test") + mark + original
    assert verdict(other, SENDER, tokens=False) is Verdict.UNPROVEN, f"{name}: a copy for another recipient"
    untagged = check(None, envelope_to=SENDER, proofs=(), now=now, setup=Setup(always_tags=frozenset({SENDER})))
    assert untagged.verdict is Verdict.NOT_OURS
    sys.stdout.write(f"{name}: ours by tag and by returned header; a copy is not\n")


def main() -> None:
    match sys.argv[1:]:
        case ["serve", folder]:
            serve(Path(folder))
        case ["send", name]:
            send(name)
        case ["judge", name, folder, record]:
            judge(name, Path(folder), Path(record).read_bytes().strip())
        case _:
            sys.exit(str(__doc__))


if __name__ == "__main__":
    main()
