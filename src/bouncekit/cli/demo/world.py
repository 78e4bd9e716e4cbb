"""The people and the mail of the demo: our domain, who writes to it, who is forged, and the replay of three acts.

Nothing here is decided: the world says only who sent what from where, which is what the final count is held against.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from enum import Enum, unique
from functools import cache
from random import Random
from typing import Final

__all__ = ["ACTS", "BORDER", "FULL", "LOGINS", "OURS", "POSTMASTER", "USERS", "Act", "Mail", "replay", "spf_result"]

OURS: Final = "example.net"
BORDER: Final = f"mx.{OURS}"
POSTMASTER: Final = f"postmaster@{OURS}"
FULL: Final = f"full@{OURS}"
USERS: Final = frozenset(f"{name}@{OURS}" for name in ("ann", "bob", "carol", "dave", "full", "postmaster"))
LOGINS: Final = {"ann": f"ann@{OURS}", "bob": f"bob@{OURS}"}
GONE: Final = "gone@partner.example.org"
"""A mailbox elsewhere that its own server refuses."""

_SPF: Final = {
    "example.org": ("127.0.1.", "fail"),
    "partner.example.org": ("127.0.2.", "fail"),
    OURS: ("127.0.0.", "fail"),
}
"""What domains publish: the network that may send for them, and what any other gets. The rest publish nothing."""
_FIRST: Final = ("Mary", "James", "Linda", "Peter", "Susan", "Karl", "Grace", "Omar", "Ines", "Paul", "Yuki", "Nora")
_LAST: Final = ("Smith", "Garcia", "Weber", "Rossi", "Novak", "Tanaka", "Okafor", "Lind", "Costa", "Dubois")
_GUESSES: Final = (
    "info",
    "sales",
    "admin",
    "office",
    "contact",
    "support",
    "hr",
    "jobs",
    "news",
    "shop",
    "help",
    "mail",
)


@unique
class Act(Enum):
    """The three acts of the replay."""

    NORMAL = "normal mail"
    SPAM = "a spam run with forged senders, to guessed addresses"
    BLOWBACK = "the blowback of a run that forged our domain"


ACTS: Final = tuple(Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message of the replay, and what only the playwright knows about it."""

    act: Act
    name: str
    """Its Message-ID, by which the sink knows it again."""
    ip: str
    """The loopback address it is sent from."""
    helo: str
    login: str | None
    reverse_path: str
    forward_path: str
    honest: bool
    """The owner of the reverse-path wrote it."""
    data: bytes

    @property
    def proven(self) -> bool:
        """The owner wrote it, and it shows: by a login or by the network that the domain publishes."""
        return self.honest and (self.login is not None or spf_result(self.reverse_path, self.ip) == "pass")


def spf_result(reverse_path: str, ip: str) -> str:
    """What the border finds for MAIL FROM (RFC 7208 section 2.6), from the records of this small world."""
    row = _SPF.get(reverse_path.rpartition("@")[2])
    if row is None:
        return "none"
    return "pass" if ip.startswith(row[0]) else row[1]


def _message(name: str, *, author: str, to: str, subject: str, text: str, forged_results: str = "") -> bytes:
    message = EmailMessage()
    if forged_results:
        message["Authentication-Results"] = forged_results
    message["From"], message["To"], message["Subject"] = author, to, subject
    message["Message-ID"] = f"<{name}>"
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0000"
    message.set_content(text)
    return bytes(message)


def _normal(load: int) -> list[Mail]:
    """Sixty messages for each unit of load: most go well, some fail only after they were accepted."""
    rows = (  # count, sender, ip, login, forward-paths
        (36, "alice@example.org", "127.0.1.1", None, tuple(sorted(USERS - {FULL, POSTMASTER}))),
        (6, "alice@example.org", "127.0.1.1", None, (FULL,)),
        (4, "erin@partner.example.org", "127.0.2.1", None, (f"bbo@{OURS}", f"carrol@{OURS}")),
        (6, f"ann@{OURS}", "127.0.0.1", "ann", ("erin@partner.example.org",)),
        (4, f"bob@{OURS}", "127.0.0.1", "bob", (GONE,)),
        (2, "frank@small.example.com", "127.0.3.1", None, (f"ann@{OURS}",)),
        (2, "frank@small.example.com", "127.0.3.1", None, (FULL,)),
    )
    mails: list[Mail] = []
    for count, sender, ip, login, targets in rows:
        for number in range(count * load):
            name, target = f"n{len(mails)}@{sender.partition('@')[2]}", targets[number % len(targets)]
            data = _message(name, author=sender, to=target, subject="Our meeting", text="See you on Tuesday.\n")
            helo = f"mail.{sender.partition('@')[2]}"
            mails.append(
                Mail(
                    act=Act.NORMAL,
                    name=name,
                    ip=ip,
                    helo=helo,
                    login=login,
                    reverse_path=sender,
                    forward_path=target,
                    honest=True,
                    data=data,
                )
            )
    return mails


def _spam(load: int, random: Random) -> list[Mail]:
    """Twice the normal load; some guesses are right, and every message claims that our own border found it good."""
    mails: list[Mail] = []
    for number in range(120 * load):
        domain = "example.org" if number % 5 == 0 else "example.com"
        victim = f"{random.choice(_FIRST)}.{random.choice(_LAST)}{number}@{domain}".lower()
        guess = (
            FULL
            if number % 12 == 0
            else f"dave@{OURS}"
            if number % 12 == 6
            else f"{random.choice(_GUESSES)}{number}@{OURS}"
        )
        name = f"s{number}@{domain}"
        claim = f"{BORDER}; spf=pass smtp.mailfrom={victim}"
        data = _message(
            name,
            author=victim,
            to=guess,
            subject="You have won",
            text="Click here: http://spam.example.com/\n",
            forged_results=claim,
        )
        mails.append(
            Mail(
                act=Act.SPAM, name=name, ip=f"127.0.66.{1 + number % 4}", helo="dsl-66.example.com", login=None,
                reverse_path=victim, forward_path=guess, honest=False, data=data,
            )
        )  # fmt: skip
    return mails


def _blowback(load: int, random: Random) -> list[Mail]:
    """Four times the normal load: honest servers return to us what we never sent, to people whom we never had."""
    mails: list[Mail] = []
    for number in range(240 * load):
        target = f"{random.choice(_FIRST)}{random.choice(_LAST)}@{OURS}"
        server = f"mx{number % 6}.example.com"
        name = f"b{number}@{server}"
        returned = f"--- Returned message ---\nFrom: {target}\nSubject: You have won\n"
        text = f"<user{number}@example.com>: 550 5.1.1 user unknown\n\n{returned}"
        author, subject = f"MAILER-DAEMON@{server}", "Undelivered Mail Returned to Sender"
        data = _message(name, author=author, to=target, subject=subject, text=text)
        mails.append(
            Mail(
                act=Act.BLOWBACK, name=name, ip=f"127.0.90.{1 + number % 6}", helo=server, login=None,
                reverse_path="", forward_path=target, honest=False, data=data,
            )
        )  # fmt: skip
    return mails


@cache
def replay(load: int) -> dict[Act, tuple[Mail, ...]]:
    """All mail of the three acts, the same at every call; *load* multiplies it."""
    random = Random(20261123)  # noqa: S311 - a play, not a secret
    return {
        Act.NORMAL: tuple(_normal(load)),
        Act.SPAM: tuple(_spam(load, random)),
        Act.BLOWBACK: tuple(_blowback(load, random)),
    }
