"""Our own DKIM signature on the header that came back, verified with keys that are handed in (extra `auth`).

Most bounces bring back the header alone: then `b=` is verified over the signed fields and the body hash is left
unverified, which is what a header-only proof can be (RFC 6376 section 6.1.3 verifies both). A signature says that the
message is ours and when it was made; it speaks for a recipient only when that one stands in a signed `To` or `Cc`.
All that is said is read out of the very fields that the signature covers; a header that two readers may read in two
ways proves nothing.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from bouncekit.adapters.signature import Keys, LookupFailedError, Message, Verified, verify_signature
from bouncekit.addresses import find_addresses
from bouncekit.auth import Result
from bouncekit.auth.block import OctetField, read_block
from bouncekit.auth.tags import clean_domain, number, read_tags
from bouncekit.errors import InvalidValueError
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, Part
from bouncekit.origin import Proof, ProofFault, ProofKind
from bouncekit.report.model import Report

__all__ = ["KeyLookup", "returned_message", "verify_returned"]

KeyLookup = Callable[[str], bytes | None]
"""The TXT record of `selector._domainkey.domain`, or None where there is none; an exception: nobody answered."""

_MOST: Final = 5
_MOST_DATE: Final = 200
_RETURNED: Final = frozenset(
    ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
)


def returned_message(raw: bytes, report: Report, limits: Limits = DEFAULT_LIMITS) -> bytes | None:
    """The octets of the message (or header) that *raw*, which *report* was read from, brings back; None: none."""
    view = MessageView.parse(raw, limits)
    part = next((p for p in view.walk() if p is not view.root and p.media_type in _RETURNED), None)
    if part is not None:
        return _octets(part)
    span = report.returned.span if report.returned is not None else None
    return raw[span.start : span.end] if span is not None else None


def _octets(part: Part) -> bytes:
    data = part.payload
    return data or part.text.encode("utf-8", "surrogateescape")


def verify_returned(
    raw: bytes,
    report: Report,
    *,
    domains: Iterable[str],
    lookup: KeyLookup,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Proof, ...]:
    """A proof for each signature of our *domains* on the message that *raw* brings back, five at most.

    Never raises on content. `variant` is `header` or `header-and-body`. Weak signatures (SHA-1, RSA keys under 1024
    bits) and those whose key is in testing mode are BAD_SIGNATURE. An `x=` is held against the machine's clock. Raises
    InvalidValueError when *domains* is empty.
    """
    mine = frozenset(clean_domain(domain.rstrip(".")) for domain in domains) - {None}
    if not mine:
        raise InvalidValueError("domains", "must name at least one domain that we sign for")
    data = returned_message(raw, report, limits)
    if data is None:
        return ()
    data = data.lstrip(b"\r\n")[: limits.decoded_octets]
    message = Message(data, read_block(data, limits, needs_end=False))
    if message.block.fault is not None:
        return ()
    keys = Keys(_txt(lookup))
    return tuple(
        _proof(message, signature, report, keys)
        for signature in message.block.named("dkim-signature")[:_MOST]
        if clean_domain((read_tags(signature.utf8) or {}).get("d", "").rstrip(".")) in mine
    )


def _txt(lookup: KeyLookup) -> Callable[[str], tuple[str, ...]]:
    def ask(name: str) -> tuple[str, ...]:
        try:
            found = lookup(name)
        except Exception as error:  # noqa: BLE001 - the caller's lookup, whatever it is made of
            raise LookupFailedError(str(error)) from None
        return () if not found else (found.decode("utf-8", "surrogateescape"),)

    return ask


def _proof(message: Message, signature: OctetField, report: Report, keys: Keys) -> Proof:
    now = time.time()
    found = verify_signature(message, signature, keys, now, body=False)
    if found.result is not Result.PASS:
        unavailable = found.result is Result.TEMPERROR
        fault = ProofFault.UNAVAILABLE if unavailable else ProofFault.BAD_SIGNATURE
        return Proof(kind=ProofKind.DKIM, fault=fault, subject=_subject(report), detail=found.detail)
    named = frozenset(address.strip().lower() for address in report.named_recipients)
    to = ",".join(field.text for field in found.signed if field.key in {"to", "cc"})
    bound = named & frozenset(address.address.lower() for address in find_addresses(to))
    whole = verify_signature(message, signature, keys, now).result is Result.PASS
    return Proof(
        kind=ProofKind.DKIM,
        fault=None,
        subject=_subject(report),
        recipients=bound or None,
        day=_day(found),
        variant="header-and-body" if whole else "header",
    )


def _day(found: Verified) -> int | None:
    """The day of the signature: its `t=`, or the signed Date field."""
    stamp = number(found.tags.get("t"))
    if stamp is not None:
        return stamp // 86_400
    for field in found.signed:
        if field.key == "date":
            try:
                at = parsedate_to_datetime(field.text[:_MOST_DATE])
                aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
                return max(0, int((aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // 86_400)
            except (ValueError, TypeError, OverflowError):
                return None
    return None


def _subject(report: Report) -> str:
    return report.original_message_id or ""
