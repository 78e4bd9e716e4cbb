"""The script of docs/how-to/read-a-mailbox.md on a mailbox that strangers wrote into: only proven failures are printed."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bouncekit.origin import Key, KeyRing, batv, verp
from docs.snippets import environment, save

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "read-a-mailbox.md"
SECRET = b"0123456789abcdef-of-the-test"
OURS = KeyRing((Key(id=0, secret=SECRET),))
THEIRS = KeyRing((Key(id=0, secret=b"a secret of somebody else"),))
NOW = datetime.fromtimestamp(time.time(), UTC)


def token(who: str, *, keys: KeyRing = OURS, days: int = 0) -> str:
    return verp.mint("news@here.example", who, keys, NOW - timedelta(days=days))


def mail(to: str, of: str, *, said: str = "550 5.1.1 User unknown", path: str = "<>", fields: str = "") -> bytes:
    head = f"Return-Path: {path}\n" + (f"Delivered-To: {to}\n" if to else "")
    return (
        f"{head}{fields}From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered Mail Returned to Sender\n\n"
        f"<{of}>: host mx.example.net said: {said}\n"
    ).encode()


GENUINE = {
    "plain": mail(token("bob@example.net"), "bob@example.net"),
    "in another case": mail(token("bob@example.net"), "BOB@Example.Net"),
    "old": mail(token("bob@example.net", days=10), "bob@example.net"),
    "under a tag": mail(batv.mint(token("bob@example.net"), OURS, NOW), "bob@example.net"),
    "folded": mail(f"\n {token('bob@example.net')}", "bob@example.net"),
}
OTHERS = {
    "no token": mail("news@here.example", "victim@example.com"),
    "no envelope": mail("", "victim@example.com"),
    "of another key": mail(token("victim@example.com", keys=THEIRS), "victim@example.com"),
    "expired": mail(token("victim@example.com", days=20), "victim@example.com"),
    "out of the future": mail(token("victim@example.com", days=-20), "victim@example.com"),
    "another's token": mail(token("eve@example.net"), "victim@example.com"),
    "BATV": mail(batv.mint("news@here.example", OURS, NOW), "victim@example.com"),
    "below our server's field": mail(
        "news@here.example", "victim@example.com", fields=f"Delivered-To: {token('victim@example.com')}\n"
    ),
    "with a sender": mail(token("victim@example.com"), "victim@example.com", path="<eve@example.net>"),
    "blocked": mail(token("victim@example.com"), "victim@example.com", said="550 5.7.1 blocked using zen.spamhaus.org"),
    "full": mail(token("victim@example.com"), "victim@example.com", said="452 4.2.2 mailbox full"),
    "octets": b"Delivered-To: \xff\xfe\x00\nReturn-Path: \xff\n\n\xff<victim@example.com>: 550 5.1.1 User unknown",
    "an address that is none": mail("@", "victim@example.com"),
    "a long one": mail("+" * 5000, "victim@example.com"),
    "nothing": b"",
    "a person": b"Delivered-To: " + token("victim@example.com").encode() + b"\nFrom: v@example.com\n\nUser unknown? 550 5.1.1\n",
}  # fmt: skip


def ours(folder: Path, mails: dict[str, bytes]) -> list[str]:
    save(PAGE, folder)
    (folder / "secret").write_bytes(SECRET)
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    for number, data in enumerate(mails.values()):
        (folder / "Maildir" / "new" / str(number)).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "ours.py"],
        check=False,
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_bounce_is_printed(tmp_path: Path, name: str) -> None:
    (line,) = ours(tmp_path, {name: GENUINE[name]})
    assert line.lower() == "bob@example.net user-unknown"


def test_nothing_else_is(tmp_path: Path) -> None:
    assert ours(tmp_path, OTHERS) == []
