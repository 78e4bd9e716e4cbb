"""The checks of signatures that the docs print: they run, pass what is genuine and refuse what is not."""

import base64
import hashlib
import hmac
import re
from pathlib import Path
from typing import Any

import pytest

from bouncekit.adapters import webhooks
from docs.snippets import blocks

PATH = Path(__file__).parents[3] / "docs" / "how-to" / "receive-webhooks.md"
PAGE = PATH.read_text(encoding="utf-8")
NOW = 1_731_705_121
SECRET = "whsec_plJ3nmyCDGBKInavdOK15jsl"
BODY = b'{"event_type":"ping","data":{"success":true}}'


@pytest.fixture(scope="module")
def checks() -> dict[str, Any]:
    (code,) = (block.text for block in blocks(PATH) if block.file == "checks.py")
    names: dict[str, Any] = {}
    exec(compile(code, "receive-webhooks.md", "exec"), names)
    return names


def mailgun(key: str = "key", timestamp: str = str(NOW), token: str = "token") -> dict[str, str]:
    made = hmac.new(key.encode(), (timestamp + token).encode(), hashlib.sha256).hexdigest()
    return {"timestamp": timestamp, "token": token, "signature": made}


def svix(body: bytes = BODY, *, at: int = NOW, secret: str = SECRET) -> dict[str, str]:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"msg_1.{at}.".encode() + body, hashlib.sha256).digest()
    return {"svix-id": "msg_1", "svix-timestamp": str(at), "svix-signature": "v1," + base64.b64encode(made).decode()}


def test_mailgun(checks: dict[str, Any]) -> None:
    seen: set[str] = set()
    check = checks["is_from_mailgun"]
    assert check(mailgun(), "key", NOW + 5, seen_tokens=seen)
    assert not check(mailgun(), "key", NOW + 5, seen_tokens={"token"}), "the same token again"
    assert not check(mailgun(token="other"), "key", NOW + 3600, seen_tokens=seen), "too old"
    assert not check(mailgun(key="guessed", token="third"), "key", NOW, seen_tokens=seen)
    assert not check(mailgun(token="third") | {"timestamp": str(NOW + 1)}, "key", NOW, seen_tokens=seen)
    moved = mailgun() | {"timestamp": f"{NOW}t", "token": "oken"}
    assert not check(moved, "key", NOW, seen_tokens=seen), "the HMAC does not tell where the timestamp ends"
    for broken in (
        {},
        {"timestamp": "x", "token": "y", "signature": "ü"},
        {"timestamp": "\ud800", "signature": "\udfff"},
    ):
        assert not check(broken, "key", NOW, seen_tokens=seen)


def test_resend(checks: dict[str, Any]) -> None:
    check = checks["is_from_resend"]
    assert check(svix(), BODY, SECRET, NOW + 5)
    rotated = svix() | {"svix-signature": "v1,AAAA v2,x " + svix()["svix-signature"]}
    assert check(rotated, BODY, SECRET, NOW)
    assert not check(svix(), BODY + b" ", SECRET, NOW)
    assert not check(svix(), BODY, SECRET, NOW + 3600)
    assert not check(svix(secret="whsec_AAAA"), BODY, SECRET, NOW)
    for broken in (
        {},
        svix() | {"svix-signature": "v1,!"},
        svix() | {"svix-timestamp": "now"},
        svix() | {"svix-timestamp": "9" * 400},
    ):
        assert not check(broken, BODY, SECRET, NOW)


@pytest.mark.parametrize(
    ("secret", "ident", "at", "signature", "body"),
    [
        (
            SECRET, "msg_loFOjxBNrRLzqYUf", NOW, "rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=", BODY,
        ),
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", b'{"test": 2432232314}',
        ),
    ],
)  # fmt: skip
def test_the_examples_of_svix_own_documentation_pass(  # noqa: PLR0917
    checks: dict[str, Any], secret: str, ident: str, at: int, signature: str, body: bytes
) -> None:
    headers = {"svix-id": ident, "svix-timestamp": str(at), "svix-signature": f"v1,{signature}"}
    assert checks["is_from_resend"](headers, body, secret, at)
    assert not checks["is_from_resend"](headers, body + b" ", secret, at)


def test_every_module_is_in_the_table() -> None:
    listed = set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", PAGE, re.MULTILINE))
    assert listed == set(webhooks.__all__) - {"ProviderEvent"}
