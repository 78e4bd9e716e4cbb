"""The receiver of docs/how-to/receive-webhooks.md, attacked over HTTP: its files as they stand, on wsgiref's own server."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from docs.servers import Served, served
from docs.snippets import save

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "receive-webhooks.md"
KEY, SECRET = b"key-of-your-own", b"secret-of-your-own"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hook")
    save(PAGE, folder)
    with served(folder, "import hook; hook.main(PORT)") as server:
        yield server


def post(server: Served, path: str, body: bytes, headers: dict[str, str] | None = None) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("POST", path, body, headers or {})
        return connection.getresponse().status
    finally:
        connection.close()


def taken(server: Served) -> list[str]:
    """What it printed before it logged the request that follows."""
    post(server, "/end", b"")
    lines = []
    while '"POST /end HTTP/1.1"' not in (line := server.line()):
        if "HTTP/1.1" not in line:
            lines.append(line)
    return lines


def event(who: str, ident: str | None = None, **more: Any) -> dict[str, Any]:
    said = {"code": 550, "message": "5.1.1 User unknown"}
    named = {} if ident is None else {"id": ident}
    return named | {"event": "failed", "severity": "permanent", "recipient": who, "delivery-status": said} | more


def signed(token: str, *, at: float | None = None, key: bytes = KEY) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    made = hmac.new(key, (stamp + token).encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": token, "signature": made}


def mailgun(signature: object, what: object) -> bytes:
    return json.dumps({"signature": signature, "event-data": what}).encode()


def resend(body: bytes, *, at: float | None = None, key: bytes = SECRET, ident: str = "msg_1") -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    made = hmac.new(key, f"{ident}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {"svix-id": ident, "svix-timestamp": stamp, "svix-signature": "v1," + base64.b64encode(made).decode()}


RESEND = json.dumps(
    {
        "type": "email.bounced",
        "created_at": "2026-11-23T10:00:00Z",
        "data": {"email_id": "1", "to": ["bob@example.net"], "bounce": {"message": "550 5.1.1 User unknown", "type": "Permanent"}},
    }
).encode()  # fmt: skip


def test_genuine_events_are_taken(server: Served) -> None:
    assert post(server, "/mailgun", mailgun(signed("one"), event("bob@example.net", "1"))) == 200
    assert post(server, "/mailgun", mailgun(signed("two", at=time.time() - 600), event("eve@example.net", "2"))) == 200
    assert post(server, "/resend", RESEND, resend(RESEND)) == 200
    assert taken(server) == [
        "bob@example.net user-unknown recipient",
        "eve@example.net user-unknown recipient",
        "bob@example.net user-unknown recipient",
    ]


def test_events_without_an_id_are_all_taken(server: Served) -> None:
    for token in ("anonymous 1", "anonymous 2"):
        assert post(server, "/mailgun", mailgun(signed(token), event("bob@example.net"))) == 200
    assert len(taken(server)) == 2


def test_an_event_that_comes_again_counts_once(server: Served) -> None:
    for token in ("again 1", "again 2"):
        assert post(server, "/mailgun", mailgun(signed(token), event("bob@example.net", "again"))) == 200
    assert len(taken(server)) == 1


def test_what_failed_for_its_form_may_come_again_and_is_named(server: Served) -> None:
    signature = signed("form")
    wrong = event("bob@example.net", "form")
    del wrong["event"]
    assert post(server, "/mailgun", mailgun(signature, wrong)) == 400
    assert taken(server) == ["event-data.event: is missing"]
    assert post(server, "/mailgun", mailgun(signature, event("bob@example.net", "form"))) == 200
    assert taken(server) == ["bob@example.net user-unknown recipient"]


FORGED = {
    "no signature": json.dumps({"event-data": event("victim@example.net")}).encode(),
    "an empty one": mailgun({}, event("victim@example.net")),
    "a text": mailgun("signature", event("victim@example.net")),
    "a list": mailgun([1], event("victim@example.net")),
    "of another key": mailgun(signed("forged", key=b"guessed"), event("victim@example.net")),
    "of an empty key": mailgun(signed("forged", key=b""), event("victim@example.net")),
    "another token": mailgun(signed("forged") | {"token": "other"}, event("victim@example.net")),
    "another time": mailgun(signed("forged") | {"timestamp": "1"}, event("victim@example.net")),
    "too old": mailgun(signed("forged", at=time.time() - 3600), event("victim@example.net")),
    "out of the future": mailgun(signed("forged", at=time.time() + 3600), event("victim@example.net")),
    "a token that wandered into the time": mailgun(
        {**signed("x1234"), "timestamp": signed("x1234")["timestamp"] + "x", "token": "1234"}, event("victim@example.net")
    ),
    "half a character": b'{"signature": {"timestamp": "\\ud800", "token": "\\udfff", "signature": "\\ud800"}, "event-data": {}}',
    "upper case": mailgun(signed("forged") | {"signature": signed("forged")["signature"].upper() + "A"}, event("victim@example.net")),
    "numbers": mailgun({"timestamp": 1, "token": 2, "signature": 3}, event("victim@example.net")),
    "a long number": b'{"signature": {"timestamp": ' + b"9" * 4000 + b"}}",
    "no JSON": b"\xff\x00{",
    "nothing": b"",
    "null": b"null",
    "deep": b"[" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_event_of_mailgun_is_refused(server: Served, name: str) -> None:
    assert post(server, "/mailgun", FORGED[name]) == 403
    assert taken(server) == []


def test_a_signature_that_was_seen_signs_no_other_event(server: Served) -> None:
    """Mailgun's signature does not cover the event."""
    signature = signed("seen")
    assert post(server, "/mailgun", mailgun(signature, event("bob@example.net", "seen 1"))) == 200
    assert post(server, "/mailgun", mailgun(signature, event("victim@example.net", "seen 2"))) == 403
    assert taken(server) == ["bob@example.net user-unknown recipient"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        resend(RESEND, key=b"guessed"),
        resend(RESEND, key=b""),
        resend(RESEND + b" "),
        resend(RESEND, at=time.time() - 3600),
        resend(RESEND, at=time.time() + 3600),
        resend(RESEND) | {"svix-id": "msg_2"},
        resend(RESEND) | {"svix-timestamp": "9" * 400},
        resend(RESEND) | {"svix-timestamp": "nan"},
        resend(RESEND) | {"svix-timestamp": ""},
        resend(RESEND) | {"svix-signature": "v1,"},
        resend(RESEND) | {"svix-signature": "v1,é!"},
        resend(RESEND) | {"svix-signature": resend(RESEND)["svix-signature"].replace("v1", "v2")},
    ],
)
def test_a_forged_event_of_resend_is_refused(server: Served, headers: dict[str, str]) -> None:
    assert post(server, "/resend", RESEND, headers) == 403
    assert taken(server) == []


def test_a_body_is_bounded_and_a_path_is_known(server: Served) -> None:
    assert post(server, "/mailgun", b"", {"Content-Length": str(1 << 40)}) == 413
    assert post(server, "/mailgun", b"", {"Content-Length": "-1"}) == 413
    assert post(server, "/elsewhere", b"{}") == 404
