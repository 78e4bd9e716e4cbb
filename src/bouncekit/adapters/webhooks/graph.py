"""Non-delivery reports that Microsoft Graph shows as message resources.

Graph's change notifications carry no signature: compare `clientState`, and fetch the message yourself. Where you can,
fetch its MIME (`/messages/{id}/$value`) and use `bouncekit.parse`: this reads the JSON form, which has lost the
report part.
"""

from collections.abc import Mapping
from email.header import Header
from typing import Any, Final

from bouncekit.adapters.webhooks.model import Fields, ProviderEvent, load
from bouncekit.report.parse import parse

__all__ = ["read"]

_NAME: Final = "graph"
_OWN: Final = frozenset({"content-type", "content-transfer-encoding", "mime-version", "subject", "from"})
"""Header fields that the JSON form states otherwise."""


def read(event: str | bytes | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The message as a report. Raises InvalidValueError that names the field that is wrong."""
    fields = Fields.of(load(event))
    return (
        ProviderEvent(
            provider=_NAME,
            event_id=fields.maybe("id"),
            message_id=fields.maybe("internetMessageId"),
            report=parse(_message(fields)),
            raw=fields.values,
        ),
    )


def _message(fields: Fields) -> bytes:
    """The resource as a message of one text part."""
    body = fields.inside("body")
    kind = "html" if (body.maybe("contentType") or "text").lower() == "html" else "plain"
    lines = []
    if fields.values.get("from") is not None:
        sender = fields.inside("from").inside("emailAddress")
        lines.append(f"From: <{_line(sender.text('address'))}>")
    lines.append("Subject: " + Header(_line(fields.maybe("subject") or ""), "utf-8", maxlinelen=998).encode())
    if fields.values.get("internetMessageHeaders") is not None:
        for each in fields.objects("internetMessageHeaders"):
            name, value = _line(each.text("name")), each.maybe("value") or ""
            if name.lower() not in _OWN and name.isascii() and " " not in name and ":" not in name:
                lines.append(f"{name}: {_line(value)}")
    lines += [
        "MIME-Version: 1.0",
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + (body.maybe("content") or "").encode("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join(text.split())
