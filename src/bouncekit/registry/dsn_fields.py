"""Every field of the machine-readable part of a report: DSN, MDN, ARF and tracking status, as one table.

The parser, the builder, the linter and the docs read it. A field not in the table is an extension: its name must begin
with `X-` or be registered (RFC 3464 section 2.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

__all__ = ["BY_NAME", "FIELDS", "FieldGroup", "FieldType", "Presence", "ReportField", "fields_of"]


@unique
class FieldGroup(Enum):
    """Which block of which report a field stands in."""

    DSN_MESSAGE = "dsn-message"
    """The per-message fields of a delivery status notification (RFC 3464 section 2.2)."""
    DSN_RECIPIENT = "dsn-recipient"
    """The per-recipient fields of one (RFC 3464 section 2.3)."""
    DISPOSITION = "disposition"
    """A message disposition notification (RFC 8098 section 3.1)."""
    FEEDBACK = "feedback"
    """A feedback report (RFC 5965 section 3)."""


@unique
class Presence(Enum):
    """How often a field stands in its group."""

    REQUIRED = "required"
    """Exactly once."""
    OPTIONAL = "optional"
    """At most once."""
    REPEATABLE = "repeatable"
    """Any number of times."""


@unique
class FieldType(Enum):
    """The form of a field's value."""

    ADDRESS = "address"
    """`address-type ; generic-address` (RFC 3464 section 2.1.2)."""
    MTA = "mta"
    """`mta-name-type ; mta-name` (RFC 3464 section 2.1.2)."""
    ACTION = "action"
    STATUS = "status"
    DIAGNOSTIC = "diagnostic"
    """`diagnostic-type ; *text` (RFC 3464 section 2.3.6)."""
    LANGUAGE_TEXT = "language-text"
    """`Language-Tag ; *utf8-text` (RFC 6533 section 4.1)."""
    DATE = "date"
    """date-time of RFC 5322 with a numeric zone (RFC 3464 sections 2.2.5, 2.3.7, 2.3.9)."""
    MESSAGE_ID = "message-id"
    DISPOSITION = "disposition"
    """`action-mode/sending-mode; type[/modifier,…]` (RFC 8098 section 3.2.6)."""
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportField:
    """One field: where it stands, how often, what its value is, and where that is written."""

    name: str
    group: FieldGroup
    presence: Presence
    type: FieldType
    section: str
    """Such as `RFC 3464 2.2.2`."""
    requirements: tuple[str, ...]
    """Ids of tests/rfc/requirements.json that speak of it; the first is the one that its presence rests on."""


def _rows(group: FieldGroup, *rows: tuple[str, Presence, FieldType, str, tuple[str, ...]]) -> tuple[ReportField, ...]:
    return tuple(
        ReportField(name=name, group=group, presence=presence, type=type_, section=section, requirements=requirements)
        for name, presence, type_, section, requirements in rows
    )


_MUST, _MAY, _MANY = Presence.REQUIRED, Presence.OPTIONAL, Presence.REPEATABLE

FIELDS: Final[tuple[ReportField, ...]] = (
    *_rows(
        FieldGroup.DSN_MESSAGE,
        ("Original-Envelope-Id", _MAY, FieldType.TEXT, "RFC 3464 2.2.1", ("RFC3464-2.2-01", "RFC3464-2.2.1-01", "RFC3461-6.3-01")),
        ("Reporting-MTA", _MUST, FieldType.MTA, "RFC 3464 2.2.2", ("RFC3464-2.2.2-01", "RFC3461-6.3-02")),
        ("DSN-Gateway", _MAY, FieldType.MTA, "RFC 3464 2.2.3", ("RFC3464-2.2-01", "RFC3464-2.2.3-01")),
        ("Received-From-MTA", _MAY, FieldType.MTA, "RFC 3464 2.2.4", ("RFC3464-2.2-01", "RFC3464-2.2.4-01")),
        ("Arrival-Date", _MAY, FieldType.DATE, "RFC 3464 2.2.5", ("RFC3464-2.2-01", "RFC3464-2.2.5-01")),
        ("Deliver-By-Date", _MAY, FieldType.DATE, "RFC 2852 5", ("RFC3464-2.2-01", "RFC3464-2.2.5-01", "RFC2852-6-01")),
        ("Future-Release-Request", _MAY, FieldType.TEXT, "RFC 4865 5.1", ("RFC3464-2.2-01", "RFC4865-5.1-02")),
    ),
    *_rows(
        FieldGroup.DSN_RECIPIENT,
        ("Original-Recipient", _MAY, FieldType.ADDRESS, "RFC 3464 2.3.1", ("RFC3464-2.3-01", "RFC3464-2.3.1-01", "RFC3461-6.3-03")),
        ("Final-Recipient", _MUST, FieldType.ADDRESS, "RFC 3464 2.3.2", ("RFC3464-2.3.2-01", "RFC3461-6.3-04")),
        ("Action", _MUST, FieldType.ACTION, "RFC 3464 2.3.3", ("RFC3464-2.3.3-01", "RFC3461-6.3-04")),
        ("Status", _MUST, FieldType.STATUS, "RFC 3464 2.3.4", ("RFC3464-2.3.4-01", "RFC3461-6.3-04")),
        ("Remote-MTA", _MAY, FieldType.MTA, "RFC 3464 2.3.5", ("RFC3464-2.3-01", "RFC3464-2.3.5-01", "RFC3461-6.3-06")),
        ("Diagnostic-Code", _MAY, FieldType.DIAGNOSTIC, "RFC 3464 2.3.6", ("RFC3464-2.3-01", "RFC3464-2.3.6-01", "RFC3461-6.3-06")),
        ("Localized-Diagnostic", _MANY, FieldType.LANGUAGE_TEXT, "RFC 6533 4.1", ("RFC6533-4.1-02",)),
        ("Last-Attempt-Date", _MAY, FieldType.DATE, "RFC 3464 2.3.7", ("RFC3464-2.3-01", "RFC3464-2.3.7-01")),
        ("Final-Log-Id", _MAY, FieldType.TEXT, "RFC 3464 2.3.8", ("RFC3464-2.3-01", "RFC3464-2.3.8-01")),
        ("Will-Retry-Until", _MAY, FieldType.DATE, "RFC 3464 2.3.9", ("RFC3464-2.3-01", "RFC3464-2.3.9-01")),
        ("SMTP-Remote-Recipient", _MAY, FieldType.TEXT, "RFC 3461 6.3", ("RFC3464-2.3-01", "RFC3461-6.3-07")),
    ),
    *_rows(
        FieldGroup.DISPOSITION,
        ("Reporting-UA", _MAY, FieldType.TEXT, "RFC 8098 3.2.1", ("RFC8098-3.2.1-01",)),
        ("MDN-Gateway", _MAY, FieldType.MTA, "RFC 8098 3.2.2", ("RFC8098-3.2.2-01",)),
        ("Original-Recipient", _MAY, FieldType.ADDRESS, "RFC 8098 3.2.3", ("RFC8098-3.2.3-01", "RFC8098-5-01")),
        ("Final-Recipient", _MUST, FieldType.ADDRESS, "RFC 8098 3.2.4", ("RFC8098-3.2.3-01",)),
        ("Original-Message-ID", _MAY, FieldType.MESSAGE_ID, "RFC 8098 3.2.5", ("RFC8098-3.2.5-01",)),
        ("Disposition", _MUST, FieldType.DISPOSITION, "RFC 8098 3.2.6", ("RFC8098-3.2.6-01",)),
        ("Failure", _MANY, FieldType.TEXT, "RFC 8098 3.2.7", ()),
        ("Error", _MANY, FieldType.TEXT, "RFC 8098 3.2.7", ()),
        ("Warning", _MANY, FieldType.TEXT, "RFC 6533 5", ()),
    ),
    *_rows(
        FieldGroup.FEEDBACK,
        ("Feedback-Type", _MUST, FieldType.TEXT, "RFC 5965 3.1", ("RFC5965-3.1-01",)),
        ("User-Agent", _MUST, FieldType.TEXT, "RFC 5965 3.1", ("RFC5965-3.1-01",)),
        ("Version", _MUST, FieldType.TEXT, "RFC 5965 3.1", ("RFC5965-3.1-01",)),
        ("Original-Envelope-Id", _MAY, FieldType.TEXT, "RFC 5965 3.2", ("RFC5965-3.2-01",)),
        ("Original-Mail-From", _MAY, FieldType.TEXT, "RFC 5965 3.2", ("RFC5965-3.2-01",)),
        ("Arrival-Date", _MAY, FieldType.DATE, "RFC 5965 3.2", ("RFC5965-3.2-01", "RFC5965-3.2-02")),
        ("Reporting-MTA", _MAY, FieldType.MTA, "RFC 5965 3.2", ("RFC5965-3.2-01",)),
        ("Source-IP", _MAY, FieldType.TEXT, "RFC 5965 3.2", ("RFC5965-3.2-01",)),
        ("Incidents", _MAY, FieldType.TEXT, "RFC 5965 3.2", ("RFC5965-3.2-01",)),
        ("Original-Rcpt-To", _MANY, FieldType.TEXT, "RFC 5965 3.3", ("RFC5965-3.3-01",)),
        ("Authentication-Results", _MANY, FieldType.TEXT, "RFC 5965 3.3", ("RFC5965-3.3-01",)),
        ("Reported-Domain", _MANY, FieldType.TEXT, "RFC 5965 3.3", ("RFC5965-3.3-01",)),
        ("Reported-URI", _MANY, FieldType.TEXT, "RFC 5965 3.3", ("RFC5965-3.3-01",)),
        ("Auth-Failure", _MAY, FieldType.TEXT, "RFC 6591 3.1", ("RFC6591-3.1-01",)),
        ("Identity-Alignment", _MAY, FieldType.TEXT, "RFC 9991 4", ("RFC9991-4-01",)),
        ("SPF-DNS", _MANY, FieldType.TEXT, "RFC 6591 3.2.6", ("RFC6591-3.2.6-01", "RFC9991-4-02")),
        ("Delivery-Result", _MAY, FieldType.TEXT, "RFC 6591 3.1", ("RFC6591-3.1-03",)),
    ),
)  # fmt: skip
"""All fields, in the order in which the RFCs' grammars and our own reports write them."""


_OF: Final = {group: tuple(row for row in FIELDS if row.group is group) for group in FieldGroup}


def fields_of(group: FieldGroup) -> tuple[ReportField, ...]:
    """The fields of one group, in the order of the grammar."""
    return _OF[group]


BY_NAME: Final[Mapping[FieldGroup, Mapping[str, ReportField]]] = MappingProxyType(
    {group: MappingProxyType({row.name.lower(): row for row in rows}) for group, rows in _OF.items()}
)
"""Field by group and lower-case name."""
