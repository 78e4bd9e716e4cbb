"""Feedback reports (RFC 5965) and disposition notifications (RFC 8098): fields into facts."""

from typing import Final

from bouncekit.limits import Limits
from bouncekit.message import Part, parse_fields
from bouncekit.report.mailboxes import plain_address, typed_address
from bouncekit.report.model import Disposition, Feedback
from bouncekit.report.part_fields import fields_in_header

__all__ = ["DISPOSITION_FIELDS", "FEEDBACK_FIELDS", "read_disposition", "read_feedback"]

_KNOWN: Final = frozenset((
    "feedback-type", "user-agent", "version", "original-mail-from", "original-rcpt-to", "arrival-date", "received-date",
    "source-ip", "reported-domain", "reported-uri", "authentication-results", "incidents",
))  # fmt: skip


FEEDBACK_FIELDS: Final = frozenset(("feedback-type", "original-rcpt-to", "original-mail-from"))
DISPOSITION_FIELDS: Final = frozenset(("disposition", "final-recipient", "original-message-id"))
"""Fields that only such a part has: where they stand in its header, its fields do."""


def _fields(part: Part, known: frozenset[str], limits: Limits) -> list[tuple[str, str]]:
    """The fields of *part* in their order, names in lower case."""
    before = [(field.key, field.value) for field in fields_in_header(part, known)]
    found = [(name.lower(), value) for name, value, _, _ in parse_fields(part.text[: limits.header_octets])]
    return [*before, *found][: limits.header_fields]


def read_feedback(part: Part, limits: Limits) -> Feedback:
    """The fields of a message/feedback-report part (RFC 5965 section 3); `feedback_type` is empty when missing."""
    fields = _fields(part, FEEDBACK_FIELDS, limits)
    first = dict(reversed(fields))
    incidents = first.get("incidents", "").strip()
    return Feedback(
        feedback_type=first.get("feedback-type", "").strip().lower(),
        user_agent=first.get("user-agent"),
        version=first.get("version"),
        original_mail_from=plain_address(first["original-mail-from"]) if "original-mail-from" in first else None,
        original_rcpt_to=_all(fields, "original-rcpt-to", plain=True),
        arrival_date=first.get("arrival-date", first.get("received-date")),
        source_ip=first.get("source-ip"),
        reported_domain=_all(fields, "reported-domain"),
        reported_uri=_all(fields, "reported-uri"),
        authentication_results=_all(fields, "authentication-results"),
        incidents=int(incidents) if incidents.isascii() and incidents.isdigit() and len(incidents) < 10 else None,
        extensions=tuple((name, value) for name, value in fields if name not in _KNOWN),
    )


def _all(fields: list[tuple[str, str]], name: str, *, plain: bool = False) -> tuple[str, ...]:
    values = (plain_address(value) if plain else value for key, value in fields if key == name)
    return tuple(v for v in values if v)


def read_disposition(part: Part, limits: Limits) -> Disposition:
    """The fields of a message/disposition-notification part (RFC 8098 section 3.1)."""
    first = dict(reversed(_fields(part, DISPOSITION_FIELDS, limits)))
    mode, _, rest = first.get("disposition", "").partition(";")
    kind, _, modifiers = rest.strip().partition("/")
    return Disposition(
        mode=mode.strip().lower() or None,
        disposition_type=kind.strip().lower() or None,
        modifiers=tuple(m.strip().lower() for m in modifiers.split(",") if m.strip()),
        original_message_id=first.get("original-message-id", "").strip() or None,
        final=typed_address(first["final-recipient"])[0] or None if "final-recipient" in first else None,
        original=typed_address(first["original-recipient"])[0] or None if "original-recipient" in first else None,
    )
