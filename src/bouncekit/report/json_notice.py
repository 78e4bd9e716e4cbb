"""Notices as JSON in a text part (a webhook's body sent by mail), by rows."""

import json
from collections.abc import Iterable
from typing import Any, Final

from bouncekit.codes import EnhancedStatus
from bouncekit.report.diagnostics import statuses_in
from bouncekit.report.draft import Draft
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Tier
from bouncekit.report.status_fields import action_of
from bouncekit.rules.model import JsonFormat
from bouncekit.spans import Span

__all__ = ["decode_json", "read_json", "speaks_json", "text_at"]

_MOST_STEPS: Final = 12


def decode_json(text: str) -> Any:
    """The JSON object that *text* begins with, else None. Line breaks that a mailer put into strings are taken."""
    head = text.lstrip("\ufeff \t\r\n")
    if not head.startswith("{"):
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(head)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _at(value: Any, path: str) -> Any:
    """The value at *path* (keys joined by dots); a string of JSON on the way is decoded."""
    for step in path.split(".")[:_MOST_STEPS]:
        if isinstance(value, str):
            value = decode_json(value)
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def text_at(document: Any, path: str) -> str | None:
    """The text at *path*, or None; no path is None."""
    value = _at(document, path) if path else None
    return value if isinstance(value, str) and value else None


def speaks_json(row: JsonFormat, document: Any) -> bool:
    """True when every path of `all_of` is there with its value."""
    for mark in row.all_of:
        path, equals, wanted = mark.partition("=")
        value = _at(document, path)
        if value is None or (equals and str(value).casefold() != wanted.casefold()):
            return False
    return True


def read_json(row: JsonFormat, document: Any, span: Span | None = None) -> list[Draft]:
    """The recipients that *row* finds in *document*, which stands at *span*."""
    found = _at(document, row.items)
    if isinstance(found, str) and row.address:
        found = decode_json(found)
    items: Iterable[Any] = found if isinstance(found, list) else () if found is None else (found,)
    return [draft for item in items if (draft := _draft(row, item, span)) is not None]


def _draft(row: JsonFormat, item: Any, span: Span | None) -> Draft | None:
    address = _at(item, row.address) if row.address else item
    if not isinstance(address, str) or not plain_address(address):
        return None
    draft = Draft()
    draft.put("final", plain_address(address), row.id, Tier.LAYOUT, span)
    for name, path in (("status", row.status), ("action", row.action), ("diagnostic", row.diagnostic)):
        value = _at(item, path) if path else None
        if isinstance(value, str | int):
            draft.put(name, _value(name, str(value)), row.id, Tier.LAYOUT, span)
    draft.put("action", row.implied, row.id, Tier.LAYOUT)
    draft.put("reason_hint", row.reason_hint, row.id, Tier.LAYOUT)
    return draft


def _value(name: str, text: str) -> object:
    if name == "status":
        found = EnhancedStatus.find(text.strip())
        return found or next((s for s, _ in statuses_in(text)), None)
    if name == "action":
        return action_of(text)
    type_, semicolon, rest = text.partition(";")
    return " ".join((rest if semicolon and type_.strip().lower() in ("smtp", "x-smtp") else text).split()) or None
