"""Our own DKIM signature on the header that came back, verified with dkimpy (extra `auth`) and keys that are handed in.

Most bounces bring back the header alone: then `b=` is verified over the signed fields and the body hash is left
unverified, which is what a header-only proof can be (RFC 6376 section 6.1.3 verifies both). A signature says that the
message is ours and when it was made; it speaks for a recipient only when that one stands in a signed `To` or `Cc`.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import dkim

from bouncekit.addresses import find_addresses
from bouncekit.errors import InvalidValueError
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, Part
from bouncekit.origin import Proof, ProofFault, ProofKind
from bouncekit.report.model import Report

__all__ = ["KeyLookup", "returned_message", "verify_returned"]

KeyLookup = Callable[[str], bytes | None]
"""The TXT record of `selector._domainkey.domain`, or None where there is none; an exception: nobody answered."""

_MOST: Final = 5
_RETURNED: Final = frozenset(
    ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
)
_SILENT: Final = logging.getLogger(f"{__name__}.dkimpy")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


class _HeaderOnly(dkim.DKIM):  # type: ignore[misc]
    """dkimpy's verifier, over the header alone."""

    def verify_sig_process(self, sig: Any, include_headers: Any, sig_header: Any, dnsfunc: Any) -> Any:
        without = {tag: value for tag, value in sig.items() if tag != b"bh"}
        return super().verify_sig_process(without, include_headers, sig_header, dnsfunc)


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
    bits) are BAD_SIGNATURE. An `x=` is held against the machine's clock, by dkimpy. Raises InvalidValueError when
    *domains* is empty.
    """
    mine = frozenset(domain.lower().rstrip(".") for domain in domains)
    if not mine:
        raise InvalidValueError("domains", "must name at least one domain that we sign for")
    message = returned_message(raw, report, limits)
    if message is None:
        return ()
    message = message.lstrip(b"\r\n")[: limits.decoded_octets]
    try:
        fields = dkim.rfc822_parse(message)[0]
    except dkim.DKIMException:
        return ()
    signatures = [value for name, value in fields if name.lower() == b"dkim-signature"]
    proofs: list[Proof] = []
    for index, value in enumerate(signatures[:_MOST]):
        if _domain_of(value) in mine:
            proofs.append(_verified(message, index, report, lookup))
    return tuple(proofs)


def _domain_of(signature: bytes) -> str:
    try:
        tags = dkim.parse_tag_value(signature)
    except Exception:  # noqa: BLE001 - a peer's text, and dkimpy raises more than its own
        return ""
    return tags.get(b"d", b"").decode("ascii", "replace").lower().rstrip(".") if isinstance(tags, dict) else ""


def _verified(message: bytes, index: int, report: Report, lookup: KeyLookup) -> Proof:
    failure: list[Exception] = []

    def answer(name: bytes | str, timeout: int = 5) -> bytes | None:  # noqa: ARG001 - dkimpy's signature
        try:
            return lookup((name.decode("ascii") if isinstance(name, bytes) else name).rstrip("."))
        except Exception as error:  # noqa: BLE001 - the caller's lookup, whatever it is made of
            failure.append(error)
            return None

    verifier = _HeaderOnly(message, logger=_SILENT, minkey=1024)
    fault, detail = ProofFault.BAD_SIGNATURE, ""
    try:
        if verifier.verify(idx=index, dnsfunc=answer):
            weak = verifier.signature_fields.get(b"a", b"").endswith(b"sha1")
            if not weak:
                return _proof(verifier, message, index, report, answer)
            detail = "signed with SHA-1"
    except Exception as error:  # noqa: BLE001 - a peer's text, and dkimpy raises more than its own
        detail = f"{type(error).__name__}: {error}"[:200]
    if failure:
        fault, detail = ProofFault.UNAVAILABLE, f"key lookup: {failure[0]}"[:200]
    return Proof(kind=ProofKind.DKIM, fault=fault, subject=_subject(report), detail=detail)


def _proof(verifier: Any, message: bytes, index: int, report: Report, answer: Any) -> Proof:
    signed = [(bytes(name).lower(), bytes(value)) for name, value in verifier.signed_headers]
    named = frozenset(address.strip().lower() for address in report.named_recipients)
    to = b",".join(value for name, value in signed if name in (b"to", b"cc")).decode("utf-8", "replace")
    bound = named & frozenset(found.address.lower() for found in find_addresses(to))
    return Proof(
        kind=ProofKind.DKIM,
        fault=None,
        subject=_subject(report),
        recipients=bound or None,
        day=_day(verifier.signature_fields, signed),
        variant="header-and-body" if _whole(message, index, answer) else "header",
    )


def _whole(message: bytes, index: int, answer: Any) -> bool:
    """Whether the body is there too, as it was signed."""
    try:
        return bool(dkim.DKIM(message, logger=_SILENT, minkey=1024).verify(idx=index, dnsfunc=answer))
    except Exception:  # noqa: BLE001 - the body is another, or cut
        return False


def _day(tags: Any, signed: list[tuple[bytes, bytes]]) -> int | None:
    """The day of the signature: its `t=`, or the signed Date field."""
    stamp = tags.get(b"t", b"").strip()
    if stamp.isdigit() and len(stamp) < 12:
        return int(stamp) // 86_400
    for name, value in signed:
        if name == b"date":
            try:
                at = parsedate_to_datetime(value.decode("ascii", "replace").strip())
            except (ValueError, TypeError, OverflowError):
                return None
            aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
            return max(0, int((aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // 86_400)
    return None


def _subject(report: Report) -> str:
    return report.original_message_id or ""
