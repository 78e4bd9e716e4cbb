"""Mailman 3's bounce processing, with a proof before anything counts.

    python examples/mailman3.py

Six weeks of a list: every post to Bob bounces, since his mailbox is gone; Carol's provider blocks the list's server;
and somebody who wants Dave off the list forges bounces for him. Mailman would score all three. The rules are Mailman's,
out of `bouncekit.suppression`; what counts is what a signed return path proves and is the recipient's own fault.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import bouncekit as bk
from bouncekit import origin, suppression

KEYS = origin.KeyRing((origin.Key(id=1, secret=b"at least sixteen octets of your own"),))
LIST = "talk-bounces@lists.example.org"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)

BOUNCE = """\
From: MAILER-DAEMON@mx.example.net
To: {to}
Message-ID: <{report}>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--b--
"""


def bounces(day: int) -> Iterator[tuple[str, str]]:
    """The bounces of one day's post, as (envelope recipient, message)."""
    now = START + day * DAY
    said = {
        "bob@example.net": ("5.1.1", "550 5.1.1 <bob@example.net>: User unknown"),
        "carol@example.com": ("5.7.1", "554 5.7.1 Client host [192.0.2.7] blocked using a block list"),
    }
    for member, (status, diagnostic) in said.items():
        path = origin.verp.mint(LIST, member, KEYS, now)  # the MAIL FROM of the copy to this member
        yield (
            path,
            BOUNCE.format(to=path, report=f"{day}.{member}", recipient=member, status=status, diagnostic=diagnostic),
        )
    forged = "talk-bounces+dave=example.com-1aaaaaaaaaaa@lists.example.org"
    yield (
        forged,
        BOUNCE.format(
            to=forged,
            report=f"{day}.x@evil.example",
            recipient="dave@example.com",
            status="5.1.1",
            diagnostic="550 5.1.1 No",
        ),
    )


def main() -> None:
    members = {
        name: suppression.AddressState() for name in ("bob@example.net", "carol@example.com", "dave@example.com")
    }
    for day in range(42):
        now = START + day * DAY
        for envelope_to, message in bounces(day):
            report = bk.parse(message.encode())
            proofs = origin.examine_envelope(envelope_to, KEYS, now)
            verdict = origin.check(report, envelope_to=envelope_to, proofs=proofs, now=now)
            for failed in report.recipients:
                member = failed.final or ""
                if members[member].standing is not suppression.Standing.ACTIVE:
                    continue  # Mailman sends no more posts to a member whose delivery is disabled
                why = bk.classify(failed)
                proof = suppression.RecipientFault.prove(
                    why, verdict, recipient=member, message=f"post {day}", report=f"{day}.{member}", at=now
                )
                if proof is None:
                    if day == 0:
                        print(f"day  0  {member:18} not counted: origin {verdict}, fault {why.fault.value}")
                    continue
                step(members, member, suppression.Bounced(fault=proof), day)
        for member in members:
            step(members, member, suppression.Tick(at=now), day)


def step(members: dict[str, suppression.AddressState], member: str, event: suppression.Event, day: int) -> None:
    members[member], actions = suppression.apply(members[member], event, suppression.MAILMAN3)
    for action in actions:
        if action.again:  # it was said before, and this example does not answer
            continue
        print(f"day {day:2}  {member:18} {action.kind.value}: {action.why}")


if __name__ == "__main__":
    main()
