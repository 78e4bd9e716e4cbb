"""A labelled set of inbound reports, for measuring: the lab's captures of real MTAs, addressed as ours, forged, blown back, copied.

We are `collect.test`, whose mail leaves through `mail.local.test`: the captures are what that sender really got back, so each
is *ours*. The others are made from them as an attacker, or a stranger's MTA, would: the label says which.

- ours       as captured, to the tagged sender; some with the tag folded, some relayed on by a recipient's host
- lost       ours, but sent back to the bare address by a careless MTA, or from an address that no tag fits
- forged     no tag, a guessed one, another's, an expired one; the returned part invented or our own header, relay and all
- blowback   a real MTA's bounce of spam that forged us: no hop of ours, nothing in the ledger
- copied     a genuine report with its genuine tag, replayed by a recipient of ours for somebody else
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bouncekit.origin import Book, Key, KeyRing, Reporter, Sent, batv

__all__ = ["BOOK", "KEYS", "NOW", "Inbound", "labelled", "sent"]

CAPTURED: Final = Path(__file__).parent.parent / "corpus" / "captured"
NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS: Final = KeyRing((Key(id=1, secret=b"the labelled set's own secret"),))
BOOK: Final = Book(b"the labelled set's own ledger")
_OTHERS: Final = KeyRing((Key(id=1, secret=b"a secret that is not the set's"),))
_MTAS: Final = ("postfix", "exim", "sendmail", "opensmtpd", "courier", "haraka", "chasquid", "dma", "nullmailer")
_RELAY: Final = Reporter(own_relay=True, reverse_path="")
_MALLORY: Final = Reporter(names=frozenset({"mx.mallory.example"}), reverse_path="")
_EACH: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One inbound message with its envelope, what was verified of its client, and the truth."""

    name: str
    label: str
    raw: bytes
    envelope_to: str
    reporter: Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capture:
    name: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message_id: str | None


def _captures() -> Iterator[_Capture]:
    for mta in _MTAS:
        rows = (CAPTURED / mta / "index.jsonl").read_text(encoding="utf-8").splitlines()
        taken = 0
        for row in map(json.loads, rows):
            sender = row["envelope"]["mail_from"]
            for bounce in row.get("bounces") or ():
                path = CAPTURED.parent / bounce["file"]
                if not sender or not path.exists() or bounce["dsn_envelope"]["mail_from"] or taken >= _EACH:
                    continue
                raw = path.read_bytes()
                ids = re.findall(rb"(?im)^message-id:[ \t]*(<[^>\r\n]+@lab\.test>)", raw)
                known = ids[-1].decode("ascii") if ids else None
                recipients = tuple(_expanded(r["address"]) for r in row["recipients"])
                taken += 1
                yield _Capture(
                    name=f"{mta}/{path.stem}", sender=sender, recipients=recipients, raw=raw, message_id=known
                )


def _expanded(address: str) -> str:
    """Where our own alias `x-LOCAL--HOST@local.test` (the lab's chasquid has them) sends its mail to."""
    alias = re.fullmatch(r"x-(.+)--(.+)@local\.test", address)
    return f"{alias[1]}@{alias[2]}.test" if alias else address


def sent() -> Iterator[Sent]:
    """What we sent, for the ledger: every captured message, to each of its recipients."""
    for capture in _captures():
        for recipient in capture.recipients:
            yield Sent(recipient=recipient, message_id=capture.message_id)


def labelled() -> Iterator[Inbound]:
    """The whole set, the same each time."""
    for number, capture in enumerate(_captures()):
        plain = capture.sender.isascii()
        if plain:
            yield _ours(number, capture)
        if number % 60 == 59 or not plain:
            yield Inbound(
                name=f"lost/{capture.name}", label="lost", raw=capture.raw, envelope_to=capture.sender, reporter=_RELAY
            )
        if not plain:
            continue
        if number % 2 == 0:
            yield _forged(number, capture)
        if number % 4 == 1:
            yield _blowback(capture)
        if number % 4 == 3:
            yield _copied(capture)


def _tag(capture: _Capture, days_ago: int = 1) -> str:
    return batv.mint(capture.sender, KEYS, NOW - timedelta(days=days_ago))


def _ours(number: int, capture: _Capture) -> Inbound:
    tag = _tag(capture, number % 7)
    if number % 10 == 3:
        tag = tag.upper()
    reporter = _RELAY
    if number % 5 == 4 and capture.recipients:
        hosts = {to.rpartition("@")[2]: frozenset(("mx." + to.rpartition("@")[2],)) for to in capture.recipients}
        names = frozenset().union(*hosts.values())
        reporter = Reporter(names=names, hosts_of_recipient=hosts, reverse_path="")
    return Inbound(name=f"ours/{capture.name}", label="ours", raw=capture.raw, envelope_to=tag, reporter=reporter)


def _forged(number: int, capture: _Capture) -> Inbound:
    guess = hashlib.sha256(capture.name.encode()).hexdigest()[:6]
    end = (20780 + 5) % 1000
    envelope = (
        capture.sender,
        f"prvs=1{end:03d}{guess}={capture.sender}",
        batv.mint(capture.sender, _OTHERS, NOW),
        _tag(capture, 8),
        _tag(capture).replace("=s.", "=x."),
        f"prvs={capture.sender.partition('@')[0]}@collect.test",
    )[number // 2 % 6]
    raw = capture.raw
    if number % 4 == 0:  # written without ever having seen a mail of ours
        raw = raw.replace(b"mail.local.test", b"mx.invented.example").replace(b"@lab.test", b"@invented.example")
    return Inbound(name=f"forged/{capture.name}", label="forged", raw=raw, envelope_to=envelope, reporter=_MALLORY)


def _blowback(capture: _Capture) -> Inbound:
    raw = capture.raw.replace(b"mail.local.test", b"mx.victim.example").replace(b"client.lab.test", b"bot.example")
    raw = raw.replace(b"@lab.test", b"@bot.example").replace(b"lab ", b"cheap pills ")
    reporter = Reporter(names=frozenset({"mx.victim.example"}), reverse_path="")
    return Inbound(
        name=f"blowback/{capture.name}", label="blowback", raw=raw, envelope_to=capture.sender, reporter=reporter
    )


def _copied(capture: _Capture) -> Inbound:
    raw = capture.raw
    for address in capture.recipients:
        raw = raw.replace(address.encode("utf-8", "replace"), b"valued.customer@victim.example")
    return Inbound(name=f"copied/{capture.name}", label="copied", raw=raw, envelope_to=_tag(capture), reporter=_MALLORY)
