"""Ordinary mail, generated: what people, lists, shops, calendars and machines send, and no bounce among it.

`ordinary()` yields the same messages in every run: no clock, no randomness. Run as a program it writes them to a folder,
to look at them. All names, addresses and hosts are invented and lie in domains reserved for examples (RFC 2606).
"""

import base64
import quopri
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from pathlib import Path

from bouncekit.vocabulary import ReportKind
from samples.ordinary_texts import (
    ABOUT_BOUNCES,
    AUTO_REPLIES,
    CHALLENGES,
    FORGED,
    LETTERS,
    MACHINES,
    NEWSLETTERS,
    OPT_OUTS,
    QUOTED_BOUNCES,
    QUOTED_SUBJECTS,
    READ_RECEIPTS,
    WRAPPERS,
)

__all__ = ["Ordinary", "ordinary"]

_PEOPLE = (
    ("Ann Example", "ann@example.org"),
    ("Bob Example", "bob@example.com"),
    ("Carla Beispiel", "carla@beispiel.example"),
    ("Dai Nakamura", "dai@nakamura.example"),
    ("Élodie Martin", "elodie@martin.example"),
    ("Fatma Yılmaz", "fatma@yilmaz.example"),
    ("Grzegorz Nowak", "grzegorz@nowak.example"),
    ("Ольга Иванова", "olga@ivanova.example"),
    ("王小明", "xiaoming@wang.example"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """One message: its name, the kind that is right for it, and its octets."""

    name: str
    kind: ReportKind
    raw: bytes
    opt_out: bool = False
    automatic: bool = False
    """Its reverse-path is null: to take it for an automatic response is right, too (RFC 3834 section 3.3)."""


def ordinary() -> Iterator[Ordinary]:
    """All ordinary messages, several hundred."""
    yield from _letters()
    yield from _lists()
    yield from _about_bounces()
    yield from _newsletters()
    yield from _machines()
    yield from _kinds()
    yield from _reports()
    yield from _forged()
    yield from _sent_by_programs()


def _word(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _person(number: int) -> str:
    name, address = _PEOPLE[number % len(_PEOPLE)]
    return f"{_word(name)} <{address}>"


def _head(number: int, subject: str, *more: str, sender: str = "", to: str = "") -> list[str]:
    day = 1 + number % 28
    return [
        f"Return-Path: <{_PEOPLE[number % len(_PEOPLE)][1]}>",
        f"Received: from mx.example.org (mx.example.org [192.0.2.{1 + number % 200}])",
        f"\tby mail.example.net (Postfix) with ESMTPS id {number:010X}",
        f"\tfor <me@example.net>; Mon, {day:02d} Nov 2026 10:{number % 60:02d}:00 +0000",
        f"From: {sender or _person(number)}",
        f"To: {to or 'me@example.net'}",
        f"Subject: {_word(subject)}",
        f"Date: Mon, {day:02d} Nov 2026 10:{number % 60:02d}:00 +0000",
        f"Message-ID: <ordinary.{number}@example.org>",
        "MIME-Version: 1.0",
        *more,
    ]


def _plain(
    number: int, subject: str, body: str, *more: str, sender: str = "", to: str = "", how: str = "8bit"
) -> bytes:
    charset = "us-ascii" if body.isascii() else "utf-8"
    octets = body.encode()
    if how == "base64":
        payload = base64.encodebytes(octets)
    elif how == "quoted-printable":
        payload = quopri.encodestring(octets)
    else:
        payload, how = octets, "7bit" if body.isascii() else "8bit"
    head = [
        *_head(number, subject, *more, sender=sender, to=to),
        f"Content-Type: text/plain; charset={charset}",
        f"Content-Transfer-Encoding: {how}",
    ]
    return ("\n".join(head) + "\n\n").encode() + payload + b"\n"


def _alternative(number: int, subject: str, body: str, *more: str, sender: str = "") -> bytes:
    html = "<html><body>" + "".join(f"<p>{p}</p>" for p in body.split("\n\n")) + "</body></html>"
    mark = f"=_alt_{number}"
    head = [*_head(number, subject, *more, sender=sender), f'Content-Type: multipart/alternative; boundary="{mark}"']
    parts = "".join(
        f"--{mark}\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n\n"
        for kind, text in (("plain", body), ("html", html))
    )
    return ("\n".join(head) + f"\n\n{parts}--{mark}--\n").encode()


def _mixed(
    number: int, subject: str, parts: list[tuple[str, str]], *more: str, sender: str = "", top: str = "mixed"
) -> bytes:
    mark = f"=_mix_{number}"
    head = [*_head(number, subject, *more, sender=sender), f'Content-Type: multipart/{top}; boundary="{mark}"']
    body = "".join(f"--{mark}\n{kind}\n\n{text}\n" for kind, text in parts)
    return ("\n".join(head) + f"\n\n{body}--{mark}--\n").encode()


def _letters() -> Iterator[Ordinary]:
    """Personal mail in many languages, in every encoding."""
    for number, (language, subject, body) in enumerate(LETTERS):
        for how in ("8bit", "base64", "quoted-printable"):
            raw = _plain(number, subject, body, how=how)
            yield Ordinary(name=f"letter-{language}-{number}-{how}", kind=ReportKind.NONE, raw=raw)
        raw = _alternative(number, f"Re: {subject}", body, f"In-Reply-To: <first.{number}@example.net>")
        yield Ordinary(name=f"letter-{language}-{number}-alternative", kind=ReportKind.NONE, raw=raw)


def _lists() -> Iterator[Ordinary]:
    """The same sort of thing distributed by a list."""
    fields = ("List-Id: <talk.lists.example.org>", "List-Post: <mailto:talk@lists.example.org>", "Precedence: list")
    for number, (language, subject, body) in enumerate(LETTERS[::2]):
        raw = _plain(
            100 + number, f"[talk] {subject}", body, *fields, "List-Unsubscribe: <mailto:talk-leave@lists.example.org>"
        )
        yield Ordinary(name=f"list-{language}-{number}", kind=ReportKind.NONE, raw=raw)
    for number, (subject, body) in enumerate(ABOUT_BOUNCES):
        raw = _plain(
            150 + number, f"[postmasters] {subject}", body, *fields, "Sender: postmasters-bounces@lists.example.org"
        )
        yield Ordinary(name=f"list-about-bounces-{number}", kind=ReportKind.NONE, raw=raw)


def _about_bounces() -> Iterator[Ordinary]:
    """People who write about bounces, quote them, ask what they mean, and paste logs and code."""
    for number, (subject, body) in enumerate(ABOUT_BOUNCES):
        yield Ordinary(name=f"about-{number}", kind=ReportKind.NONE, raw=_plain(200 + number, subject, body))
        raw = _alternative(200 + number, f"Re: {subject}", body, f"References: <support.{number}@example.net>")
        yield Ordinary(name=f"about-{number}-reply", kind=ReportKind.NONE, raw=raw)
    number = 300
    for at, bounce in enumerate(QUOTED_BOUNCES):
        quoted = "\n".join("> " + line for line in bounce.splitlines())
        for wrapper, (subject, before, after) in enumerate(WRAPPERS):
            number += 1
            body = f"{before}\n\n{quoted}\n\n{after}\n"
            reply = (f"In-Reply-To: <earlier.{number}@example.net>", f"References: <earlier.{number}@example.net>")
            yield Ordinary(
                name=f"quotes-{at}-{wrapper}", kind=ReportKind.NONE, raw=_plain(number, f"Re: {subject}", body, *reply)
            )
    for at, subject in enumerate(QUOTED_SUBJECTS):
        body = "Do you know what this means? It came back last week and I never found out.\n\nThanks,\nAnn"
        yield Ordinary(
            name=f"subject-{at}",
            kind=ReportKind.NONE,
            raw=_plain(400 + at, f"Re: {subject}", body, f"In-Reply-To: <s.{at}@example.net>"),
        )


def _newsletters() -> Iterator[Ordinary]:
    for number, (subject, body) in enumerate(NEWSLETTERS):
        fields = (
            "List-Unsubscribe: <https://news.example.com/u/1>, <mailto:u-1@news.example.com>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Precedence: bulk",
        )
        raw = _alternative(500 + number, subject, body, *fields, sender="Example News <news@news.example.com>")
        yield Ordinary(name=f"newsletter-{number}", kind=ReportKind.NONE, raw=raw)


def _machines() -> Iterator[Ordinary]:
    """Orders, receipts, alerts, tickets, cron, patches, quota warnings, list software."""
    for number, (name, sender, subject, body, fields) in enumerate(MACHINES):
        raw = _plain(600 + number, subject, body, *fields, sender=sender)
        yield Ordinary(name=f"machine-{name}", kind=ReportKind.NONE, raw=raw)


def _kinds() -> Iterator[Ordinary]:
    """Auto-replies, read receipts, challenges, requests to leave a list: kinds of their own, never failures."""
    number = 700
    for language, subject, body in AUTO_REPLIES:
        for fields in (
            ("Auto-Submitted: auto-replied",),
            ("X-Autoreply: yes", "Precedence: bulk"),
            ("X-Auto-Response-Suppress: All", "Auto-Submitted: auto-replied (vacation)"),
        ):
            number += 1
            raw = _plain(number, subject, body, *fields)
            yield Ordinary(name=f"auto-reply-{language}-{number}", kind=ReportKind.AUTO_REPLY, raw=raw)
    for at, (subject, body) in enumerate(CHALLENGES):
        raw = _plain(800 + at, subject, body, "Auto-Submitted: auto-replied")
        yield Ordinary(name=f"challenge-{at}", kind=ReportKind.CHALLENGE, raw=raw)
    for at, (subject, body) in enumerate(OPT_OUTS):
        raw = _plain(830 + at, subject, body, to="news-leave@example.net")
        yield Ordinary(name=f"opt-out-{at}", kind=ReportKind.NONE, raw=raw, opt_out=True)
    for at, (subject, body, disposition) in enumerate(READ_RECEIPTS):
        notice = (
            "Reporting-UA: mail.example.net; Example Mail 4\n"
            "Original-Recipient: rfc822;bob@example.com\nFinal-Recipient: rfc822;bob@example.com\n"
            f"Original-Message-ID: <read.{at}@example.org>\nDisposition: {disposition}"
        )
        parts = [
            ("Content-Type: text/plain; charset=utf-8", body),
            ("Content-Type: message/disposition-notification", notice),
        ]
        raw = _mixed(850 + at, subject, parts, top="report; report-type=disposition-notification")
        yield Ordinary(name=f"read-receipt-{at}", kind=ReportKind.DISPOSITION, raw=raw)


def _reports() -> Iterator[Ordinary]:
    """Reports about mail that report no failure: DMARC aggregates, TLS reports, calendar objects, forwarded originals."""
    dmarc = "PD94bWwgdmVyc2lvbj0iMS4wIj8+PGZlZWRiYWNrPjxyZXBvcnRfbWV0YWRhdGE+PG9yZ19uYW1lPm14LmV4YW1wbGU8L29yZ19uYW1lPjwvcmVwb3J0X21ldGFkYXRhPjwvZmVlZGJhY2s+"
    for at, domain in enumerate(("example.org", "example.net", "beispiel.example")):
        name = f"receiver.example!{domain}!1795392000!1795478400.xml"
        subject = f"Report Domain: {domain} Submitter: receiver.example Report-ID: {at}"
        parts = [
            ("Content-Type: text/plain", f"This is a DMARC aggregate report from receiver.example for {domain}.\n"),
            (f'Content-Type: text/xml; name="{name}"\nContent-Transfer-Encoding: base64', dmarc),
        ]
        raw = _mixed(
            900 + at, subject, parts, "Auto-Submitted: auto-generated", sender="noreply-dmarc@receiver.example"
        )
        yield Ordinary(name=f"dmarc-{at}", kind=ReportKind.NONE, raw=raw)
        tls = '{"organization-name":"Receiver","report-id":"1","policies":[{"policy":{"policy-type":"sts"},"summary":{"total-failure-session-count":2},"failure-details":[{"result-type":"certificate-expired"}]}]}'
        parts = [
            ("Content-Type: text/plain", "This is an aggregate TLS report from receiver.example.\n"),
            ('Content-Type: application/tlsrpt+json; name="report.json"', tls),
        ]
        fields = (
            f"TLS-Report-Domain: {domain}",
            "TLS-Report-Submitter: receiver.example",
            "Auto-Submitted: auto-generated",
        )
        raw = _mixed(
            910 + at,
            f"Report Domain: {domain} Submitter: receiver.example",
            parts,
            *fields,
            top="report; report-type=tlsrpt",
        )
        yield Ordinary(name=f"tls-report-{at}", kind=ReportKind.NONE, raw=raw)
    for at, method in enumerate(("REQUEST", "CANCEL", "REPLY", "COUNTER")):
        ics = (
            f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{at}@example.org\nDTSTART:20261124T090000Z\n"
            "ORGANIZER:mailto:ann@example.org\nATTENDEE;RSVP=TRUE:mailto:bob@example.com\nSUMMARY:Delivery review\nEND:VEVENT\nEND:VCALENDAR"
        )
        parts = [
            (
                "Content-Type: text/plain; charset=utf-8",
                "Ann invites you to: Delivery review, Tuesday 10:00, room 4.\n",
            ),
            (f"Content-Type: text/calendar; charset=utf-8; method={method}", ics),
        ]
        raw = _mixed(920 + at, f"{method.title()}: Delivery review", parts, top="alternative")
        yield Ordinary(name=f"calendar-{method.lower()}", kind=ReportKind.NONE, raw=raw)
    for at, bounce in enumerate(QUOTED_BOUNCES):
        parts = [
            (
                "Content-Type: text/plain; charset=utf-8",
                "Hi Bob, see the attached. Is that our server or theirs?\n\nAnn\n",
            ),
            (
                'Content-Type: text/plain; charset=utf-8; name="notes.txt"\nContent-Disposition: attachment; filename="notes.txt"',
                bounce,
            ),
        ]
        raw = _mixed(930 + at, "What our helpdesk collected", parts, f"In-Reply-To: <notes.{at}@example.net>")
        yield Ordinary(name=f"attached-notes-{at}", kind=ReportKind.NONE, raw=raw)


def _forged() -> Iterator[Ordinary]:
    """Plain mail that carries a mark or two of a bounce."""
    for at, (subject, body, fields) in enumerate(FORGED):
        yield Ordinary(name=f"forged-{at}", kind=ReportKind.NONE, raw=_plain(960 + at, subject, body, *fields))


def _sent_by_programs() -> Iterator[Ordinary]:
    """The same newsletters and machines' mail from the envelope senders and roles that programs like to use."""
    for message in (*_newsletters(), *_machines()):
        for how, old, new in (
            ("bounces", rb"^Return-Path: <.*>", b"Return-Path: <bounces@news.example.com>"),
            ("null", rb"^Return-Path: <.*>", b"Return-Path: <>"),
            ("mailer", rb"\nFrom: .*\n", b"\nFrom: Example <mailer@news.example.com>\n"),
        ):
            raw = re.sub(old, new, message.raw, count=1)
            yield Ordinary(name=f"{message.name}-{how}", kind=message.kind, raw=raw, automatic=how == "null")
    for message in _about_bounces():
        if message.name.startswith("about-") and message.name.endswith("-reply"):
            raw = re.sub(rb"\nFrom: .*\n", b"\nFrom: Ann Example <postmaster@example.org>\n", message.raw, count=1)
            yield Ordinary(name=f"{message.name}-postmaster", kind=ReportKind.NONE, raw=raw)


def main() -> None:
    """Writes every message to the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for message in ordinary():
        (folder / f"{message.name}.eml").write_bytes(message.raw)


if __name__ == "__main__":
    main()
