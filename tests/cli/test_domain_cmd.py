"""`bouncekit domain`, against a name server on loopback."""

import json
import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rdatatype
import dns.rrset
import pytest
from click.testing import CliRunner, Result

from bouncekit.cli.main import bouncekit

ZONE = {
    ("example.org.", "MX"): "10 mx.example.org.",
    ("mx.example.org.", "A"): "8.8.8.8",
    ("example.org.", "TXT"): '"v=spf1 mx ~all"',
    ("_dmarc.example.org.", "TXT"): '"v=DMARC1; p=none"',
}


@pytest.fixture
def server() -> Iterator[str]:
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                data, address = peer.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(data)
            name, rtype = query.question[0].name.to_text(), dns.rdatatype.to_text(query.question[0].rdtype)
            if name.startswith(("silent", "_dmarc.silent")):
                continue
            reply = dns.message.make_response(query)
            if record := ZONE.get((name, rtype)):
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", rtype, record))
            peer.sendto(reply.to_wire(), address)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"127.0.0.1:{peer.getsockname()[1]}"
    peer.close()
    thread.join(1)


def run(*args: str) -> Result:
    return CliRunner().invoke(bouncekit, ["domain", *args])


def test_for_people(server: str) -> None:
    result = run("Example.ORG", "--nameserver", server)
    assert result.exit_code == 0
    assert result.stdout.startswith("example.org: easy\n")
    assert 'example.org. IN TXT "v=spf1 mx -all"' in result.stdout


def test_as_json(server: str) -> None:
    out = json.loads(run("example.org", "--json", "--never-sends", "--nameserver", server).stdout)
    assert out["forgeability"] == "easy"
    assert {a["id"] for a in out["advice"]} == {"publish-spf-never", "publish-dmarc-reject", "publish-dkim-revoked"}


def test_what_does_not_answer_is_unknown(server: str) -> None:
    out = json.loads(run("silent.example.org", "--json", "--seconds", "0.3", "--nameserver", server).stdout)
    assert out["forgeability"] == "unknown"
    assert {f["weight"] for f in out["findings"]} == {"unknown"}


@pytest.mark.parametrize(
    "args",
    [["a b"], [""], ["x@y.example"], ["\x1b[2J"], ["a\nb.example"], ["a.example", "--nameserver", "x:y"],
     ["a.example", "--nameserver", "not an address"], ["a.example", "--seconds", "0"]],
)  # fmt: skip
def test_mistakes_are_one_line(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr
