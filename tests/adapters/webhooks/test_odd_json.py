"""Every reader takes what JSON can spell, or says InvalidValueError: lone surrogates, NUL, depth, digits, names twice."""

import contextlib
import json
from types import ModuleType
from typing import Any

import pytest

from bouncekit.adapters.webhooks import brevo, graph, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost
from bouncekit.errors import InvalidValueError
from bouncekit.report.model import Report

PROVIDERS = (brevo, graph, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost)
ODD: tuple[Any, ...] = (
    "\ud800",
    "\udfff@example.org",
    "\0",
    "",
    "x" * 100_000,
    10**5000,
    -1,
    True,
    None,
    1e308,
    float("inf"),
    [],
    {},
    [[]],
    {"a": {}},
    "5.1.1\r\nX: y",
)
NAMES = (
    "event", "Type", "type", "email", "MessageID", "RecordType", "Email", "notificationType", "bounce", "bouncedRecipients", "emailAddress",
    "mail", "messageId", "reason", "status", "msys", "message_event", "event-data", "recipient", "delivery-status", "message", "code",
    "description", "data", "to", "subject", "body", "content", "from", "address", "internetMessageHeaders", "name", "value", "id",
)  # fmt: skip


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda p: p.__name__.rpartition(".")[2])
@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        '{"a":' * 50_000,
        "1" * 6000,
        '{"event": 1e999}',
        '{"event":"a","event":"b"}',
        '"\\ud800"',
        "\ufeff{}",
        "",
        "\0",
        "nul",
    ],
    ids=range(10),
)
def test_texts(provider: ModuleType, text: str) -> None:
    for form in (text, text.encode(), text.encode() + b"\xff"):
        with contextlib.suppress(InvalidValueError):
            provider.read(form)


def events(value: Any) -> list[dict[str, Any]]:
    flat = dict.fromkeys(NAMES, value)
    deep = {
        **flat,
        **{name: dict(flat) for name in ("mail", "bounce", "msys", "event-data", "data", "body", "from", "message")},
    }
    deep["from"] = {"emailAddress": {"address": value}}
    deep["body"] = {"contentType": "text", "content": value}
    return [flat, deep, {"msys": {"message_event": deep}}]


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda p: p.__name__.rpartition(".")[2])
@pytest.mark.parametrize("value", ODD, ids=lambda v: ascii(v)[:12] if not isinstance(v, int) else type(v).__name__)
def test_values_in_every_place(provider: ModuleType, value: Any) -> None:
    for event in events(value):
        for kind in ("event", "type", "RecordType", "notificationType"):
            for word in ("bounce", "Bounce", "failed", "hard_bounce", "email.bounced", "dropped"):
                made = {**event, kind: word}
                for form in (made, [made]):
                    try:
                        found = provider.read(form)
                    except InvalidValueError as error:
                        str(error).encode()
                    else:
                        for each in found:
                            assert isinstance(each.report, Report)
                            for person in each.report.recipients:
                                (person.final or "").encode()
                                (person.diagnostic or "").encode()


@pytest.mark.parametrize("halves", ["\\ud83d\\ude00", "\\u00e9"])
def test_a_whole_pair_is_one_character(halves: str) -> None:
    (event,) = graph.read(f'{{"subject": "Undeliverable {halves}", "body": {{"content": "x {halves}"}}}}')
    assert json.loads(f'"{halves}"') in event.raw["body"]["content"]
