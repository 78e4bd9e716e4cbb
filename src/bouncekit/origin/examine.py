"""From an envelope or a report to the proofs that our keys can make of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bouncekit.origin import batv, opaque, signed, srs, verp
from bouncekit.origin.keys import KeyRing
from bouncekit.origin.proof import Proof, folded
from bouncekit.report.model import Report

__all__ = ["examine_envelope", "examine_report", "own_queue_ids"]

_MOST_IDS: Final = 20


def examine_envelope(
    address: str,
    keys: KeyRing,
    now: datetime,
    *,
    delimiter: str = "+",
    srs_minimum: int = srs.HASH_LENGTH,
    recipients: Iterable[str] = (),
) -> tuple[Proof, ...]:
    """Every token that the recipient *address* of a bounce may carry, examined: SRS, BATV, VERP, or VERP under BATV.

    *delimiter* is that of the sub-addresses, *srs_minimum* the least length of an SRS hash (`srs.verify`), *recipients*
    those whom an opaque return path may speak for (`Report.named_recipients`; whom you found by `opaque.reference_in`).
    """
    if address[:3].lower() == "srs" and srs.is_srs(address):
        return (srs.verify(address, keys, now, hash_minimum=srs_minimum),)
    verp.check_delimiter(delimiter)
    if opaque.is_opaque(address, delimiter=delimiter):
        return (opaque.verify(address, keys, now, candidates=recipients, delimiter=delimiter),)
    lowered = address.lower()
    if delimiter in address and "prvs=" not in lowered and not lowered.startswith("btv1="):
        return (verp.verify(address, keys, now, delimiter=delimiter),)
    tagged = batv.verify(address, keys, now)
    if tagged.fault is None:
        if tagged.address is None or delimiter not in tagged.address:
            return (tagged,)
        inner = verp.verify(tagged.address, keys, now, delimiter=delimiter)
        return (tagged, _of(inner, address)) if inner.valid else (tagged,)
    if delimiter not in address:
        return (tagged,)
    path = verp.verify(address, keys, now, delimiter=delimiter)
    return (path,) if path.valid else (tagged, path)


def _of(proof: Proof, subject: str) -> Proof:
    """*proof* as one of the whole address that came."""
    return Proof(
        kind=proof.kind,
        fault=proof.fault,
        subject=subject,
        address=proof.address,
        recipients=proof.recipients,
        day=proof.day,
        variant=proof.variant,
    )


def examine_report(report: Report, keys: KeyRing, now: datetime) -> tuple[Proof, ...]:
    """The signed Message-ID, ENVID and header field that *report* brings back, examined for the recipients it names."""
    recipients = folded(report.named_recipients)
    proofs: list[Proof] = []
    if report.original_envelope_id:
        proofs.append(signed.verify_envid(report.original_envelope_id, keys, now, recipients=recipients))
    message_id = report.original_message_id
    if message_id is not None:
        proofs.append(signed.verify_message_id(message_id, keys, now, recipients=recipients))
        name = signed.HEADER_NAME.lower()
        values = [
            value
            for key, value in (report.returned.headers if report.returned is not None else ())
            if key.lower() == name
        ]
        proofs.extend(
            signed.verify_header(value, message_id, keys, now, recipients=recipients) for value in values[:_MOST_IDS]
        )
    return tuple(proofs)


def own_queue_ids(report: Report, hosts: Iterable[str]) -> tuple[str, ...]:
    """The queue ids of `Received: … by HOST … id ID` hops of our *hosts* in the returned header (RFC 5321 section 4.4).

    A stranger's text, so no proof: look them up in the ledger.
    """
    mine = frozenset(host.lower().rstrip(".") for host in hosts)
    found: list[str] = []
    for name, value in report.returned.headers if report.returned is not None else ():
        if name.lower() != "received" or len(found) >= _MOST_IDS:
            continue
        words = value.replace(";", " ; ").split()
        by = next((words[i + 1] for i, w in enumerate(words[:-1]) if w.lower() == "by"), "")
        if by.lower().rstrip(".") not in mine:
            continue
        queue_id = next((words[i + 1] for i, w in enumerate(words[:-1]) if w.lower() == "id"), "").strip("<>;()")
        if queue_id:
            found.append(queue_id)
    return tuple(dict.fromkeys(found))
