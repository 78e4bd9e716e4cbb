"""The captured reports, what an independent reading says of them, and the table per mail system that the docs show.

usage: PYTHONPATH=tests python -m report.captured prints the table.
"""

import email
import json
import sys
from collections import Counter
from email.message import Message
from functools import cache
from pathlib import Path
from typing import Any, Final

from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind

__all__ = ["CAPTURED", "FILES", "NOT_PASSED_ON", "NO_REPORTS", "captured_table", "oracle", "ours", "table_rows", "told"]

CAPTURED: Final = Path(__file__).parents[1] / "corpus" / "captured"
FILES: Final = sorted(CAPTURED.glob("*/*.eml"))
Facts = tuple[str, str, str]

NO_REPORTS: Final = {
    "dovecot/vacation.eml": ReportKind.AUTO_REPLY,
    # Mailman's notices about moderation are list mail: no delivery failed.
    **{f"mailman/{p.name}": ReportKind.NONE for p in CAPTURED.glob("mailman/*.eml")},
}


@cache
def told() -> dict[str, dict[str, dict[str, Any]]]:
    """File → address in lower case → what the sink answered for it."""
    out: dict[str, dict[str, dict[str, Any]]] = {}
    for index in CAPTURED.glob("*/index.jsonl"):
        for line in index.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            expected = {r["address"].lower(): r["expected"] for r in row["recipients"] if r.get("expected")}
            for bounce in row.get("bounces") or ():
                out[bounce["file"].removeprefix("captured/")] = expected
    return out


def oracle(raw: bytes) -> list[Facts]:
    """Final recipient, action and status as the standard library and five lines of splitting read them."""
    groups: list[Facts] = []
    for part in _status_parts(email.message_from_bytes(raw)):
        for block in part.replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ").split("\n\n"):
            fields = [line.partition(":") for line in block.split("\n")]
            first = {name.strip().lower(): value.strip() for name, _, value in reversed(fields)}
            if "final-recipient" in first:
                address = first["final-recipient"].partition(";")[2].strip()
                words = [*first.get("action", "failed").split(), ""]
                status = [*first.get("status", "").split(), ""]
                groups.append((address, words[0].lower(), status[0]))
    return groups


def _status_parts(message: Message) -> list[str]:
    found = []
    for part in message.get_payload() if message.is_multipart() else ():
        assert isinstance(part, Message)
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            found.append(part.as_bytes().partition(b"\n\n")[2].decode("utf-8", "replace"))
        elif part.get_content_maintype() == "multipart":
            found += _status_parts(part)
    return found


def ours(report: Report) -> list[Facts]:
    return [
        (r.final or "", r.action.value if r.action else "", str(r.status_field) if r.status_field else "")
        for r in report.recipients
    ]


NOT_PASSED_ON: Final = {
    "courier/smtputf8-to-nonutf8.eml": "Courier itself refuses: the next host has no SMTPUTF8",
    "exim/hops-exceeded.eml": "Exim itself refuses: too many hops",
    "haraka/many-mixed-2.eml": "Haraka states a reply for one recipient of two",
    "haraka/many-mixed.eml": "Haraka states a reply for one recipient of two",
    "nullmailer/many-all-fail.eml": "nullmailer gives up all recipients at the first refusal, and states that one for each",
    "nullmailer/many-mixed.eml": "nullmailer gives up all recipients at the first refusal, and states that one for each",
    "opensmtpd/d451.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/dsn-all.eml": "OpenSMTPD states no reply of success",
    "opensmtpd/dsn-success.eml": "OpenSMTPD states no reply of success",
    "opensmtpd/rcpt-full452.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/rcpt-grey.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/rcpt-t421.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/rcpt-t450no.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/rcpt-t451.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "opensmtpd/soft-many-mixed-2.eml": "the queue time is over: OpenSMTPD states that, and no reply",
    "postfix/smtputf8-to-nonutf8.eml": "Postfix itself refuses: the next host has no SMTPUTF8",
    "sendmail/rcpt-full452.eml": "Sendmail states the diagnostic of another message of its queue",
    "sendmail/rcpt-grey.eml": "Sendmail states the diagnostic of another message of its queue",
    "sendmail/rcpt-t450no.eml": "Sendmail states the diagnostic of another message of its queue",
    "sendmail/soft-many-mixed-2.eml": "the queue time is over: Sendmail states that, and no reply",
}
"""Reports that do not state the reply that the mail system was given, for a recipient at least, and what they do."""

COLUMNS: Final = (
    "messages", "read as what they are", "with status fields", "recipient", "action", "status", "replies stated", "read",
)  # fmt: skip


def table_rows() -> dict[str, Counter[str]]:
    """Mail system → how many of its messages, and of their facts, are read right."""
    table: dict[str, Counter[str]] = {}
    for path in FILES:
        name, raw = f"{path.parent.name}/{path.name}", path.read_bytes()
        row = table.setdefault(path.parent.name, Counter())
        report, stated = parse(raw), oracle(raw)
        row["messages"] += 1
        row["read as what they are"] += report.kind is NO_REPORTS.get(name, ReportKind.DELIVERY_STATUS)
        row["with status fields"] += bool(stated)
        got = ours(report)
        for column, i in (("recipient", 0), ("action", 1), ("status", 2)):
            row[column] += bool(stated) and [g[i] for g in got] == [s[i] for s in stated]
        for r in report.recipients:
            wanted = told().get(name, {}).get((r.final or "").lower(), {}).get("reply")
            if wanted and (name not in NOT_PASSED_ON or str(r.reply) == wanted):
                row["replies stated"] += 1
                row["read"] += str(r.reply) == wanted
    return table


def captured_table() -> str:
    """The table as Markdown."""
    table = table_rows()
    total: Counter[str] = sum(table.values(), Counter())
    lines = [f"| mail system | {' | '.join(COLUMNS)} |", f"|---|{'---:|' * len(COLUMNS)}"]
    for mta, row in [*sorted(table.items()), ("**all**", total)]:
        lines.append(f"| {mta} | {' | '.join(str(row[c]) for c in COLUMNS)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(captured_table())
