"""The reports that the live steps send: every form, for the path that there is."""

from datetime import UTC, datetime
from typing import Final

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, Dsn, RecipientReport, ReturnContent, build
from bouncekit.vocabulary import Action

__all__ = ["reports"]

NOW: Final = datetime(2026, 11, 23, 10, tzinfo=UTC)
ORIGINAL: Final = (
    b"From: Ann <ann@sender.example>\r\nTo: bob@receiver.example\r\nSubject: hello\r\n"
    b"Message-ID: <orig.1@sender.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHi Bob\r\n.\r\n..dots\r\n"
)


def _recipient(final: str, action: Action, status: str, diagnostic: str | None = None) -> RecipientReport:
    remote = None if diagnostic is None else "mx.remote.example"
    return RecipientReport(
        final=final, action=action, status=EnhancedStatus.parse(status), diagnostic=diagnostic, remote_mta=remote
    )


FAILED: Final = _recipient("bob@receiver.example", Action.FAILED, "5.1.1", "550-5.1.1 no such user\r\n550 5.1.1 sorry")
FULL: Final = _recipient("eve@receiver.example", Action.FAILED, "5.2.2", "552 5.2.2 mailbox full")
LATE: Final = _recipient("joe@receiver.example", Action.DELAYED, "4.4.1", "451 4.4.1 try again")
DONE: Final = _recipient("sue@receiver.example", Action.DELIVERED, "2.1.5")
UTF8: Final = _recipient("jörg@receiver.example", Action.FAILED, "5.1.1", "550 5.1.1 unbekannter Empfänger")


def reports(reverse_path: str, *, smtputf8: bool, eight_bit: bool) -> dict[str, tuple[DeliveryReport, Dsn]]:
    """Name → report and message, for a return path that takes SMTPUTF8 or 8BITMIME, or not."""
    umlauts = ORIGINAL.replace(b"Hi Bob", "Grüße".encode())
    cases: dict[str, tuple[tuple[RecipientReport, ...], bytes | None, ReturnContent, str | None]] = {
        "failed": ((FAILED,), ORIGINAL, ReturnContent.FULL, None),
        "several": ((FAILED, FULL), ORIGINAL, ReturnContent.HEADERS, "de"),
        "fates": ((FULL, LATE), ORIGINAL, ReturnContent.FULL, "ja"),
        "delayed": ((LATE,), ORIGINAL, ReturnContent.FULL, "uk"),
        "delivered": ((DONE,), None, ReturnContent.NONE, None),
        "8-bit-body": ((FAILED,), umlauts, ReturnContent.FULL, "fr"),
        "utf8-header": ((FAILED,), umlauts.replace(b"hello", "Gruß".encode()), ReturnContent.FULL, None),
        "utf8-recipient": ((UTF8,), ORIGINAL, ReturnContent.FULL, None),
    }
    found: dict[str, tuple[DeliveryReport, Dsn]] = {}
    for name, (recipients, original, content, language) in cases.items():
        report = DeliveryReport(
            reporting_mta="mx.receiver.example",
            reverse_path=reverse_path,
            recipients=recipients,
            original=original,
            return_content=content,
            language=language,
            envid="E-1",
            arrival_date=NOW,
            smtputf8=smtputf8,
            eight_bit=eight_bit,
        )
        dsn = build(report, now=NOW, message_id=f"<{name}@mx.receiver.example>", boundary=f"=_live_{name}")
        found[name] = (report, dsn)
    return found
