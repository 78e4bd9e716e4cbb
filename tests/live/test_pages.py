"""What the how-tos show for servers that are no Python, in these servers.

Exim's line of refuse-backscatter.md: EXIM names the program (tests/live/pages.sh gets it), what stands around the line is
a transport over loopback. Postfix's line of refuse-backscatter-in-postfix.md: POSTFIX names the folder of a configuration
that takes mail for here.example, parked.example and elsewhere.example on 127.0.0.1:2525 and throws it away.
"""

import os
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from bouncekit.origin import Key, KeyRing, batv, verp
from docs.servers import free_port, served
from docs.snippets import blocks, environment, save

pytestmark = pytest.mark.live

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "refuse-backscatter.md"
SECRET = "0123456789abcdef-of-the-live-test"
KEYS = KeyRing((Key(id=0, secret=SECRET.encode()),))
MESSAGE = b"From: News <news@here.example>\nSubject: hello\n\nhello\n"
CONFIGURATION = """\
BATV_SECRET = {secret}
primary_hostname = mx.here.example
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
exim_user = Debian-exim
exim_group = Debian-exim
tls_advertise_hosts =
exim_path = {program}
keep_environment =
begin routers
all:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = remote_smtp
begin transports
remote_smtp:
  driver = smtp
  hosts_try_fastopen =
  allow_localhost
  port = {port}
{lines}
begin retry
"""


class Sink:
    """Keeps the reverse-paths that it is given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.paths: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.paths.append(envelope.mail_from)
        return "250 2.0.0 kept"


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def sent_as(sink: Sink, folder: Path, sender: str) -> str:
    """The reverse-path that Exim, with the page's line, gives to the mail of *sender*."""
    program = os.environ.get("EXIM") or shutil.which("exim4")
    assert program, "needs exim4"
    path = os.environ.get("EXIM_PATH") or program
    (block,) = (block for block in blocks(PAGE) if block.language == "exim")
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o755)
    (folder / "spool").mkdir()
    for owned in (folder, folder / "spool"):
        os.chown(owned, 4040, 4040)
    text = CONFIGURATION.format(secret=SECRET, folder=folder, port=sink.port, lines=block.text, program=path)
    (folder.parent / "exim.conf").write_text(text, encoding="ascii")
    run = subprocess.run(
        [program, "-C", str(folder.parent / "exim.conf"), "-odf", "-f", sender, "bob@example.net"],
        input=MESSAGE, check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    log = "".join(file.read_text() for file in folder.glob("*log"))
    assert (run.returncode, len(sink.paths)) == (0, 1), (run.stderr, log)
    return sink.paths[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exim").mkdir()
    return tmp_path / "exim"


def now() -> datetime:
    """The moment, away from midnight: two programs are to see the same day."""
    left = 86_400 - time.time() % 86_400
    if left < 20:
        time.sleep(left + 1)
    return datetime.fromtimestamp(time.time(), UTC)


@pytest.mark.parametrize("sender", ["news@here.example", "News.Letter@here.example", "news@Here.Example"])
def test_what_exim_tags_is_what_bouncekit_signs_and_the_pages_server_takes(
    sink: Sink, folder: Path, tmp_path: Path, sender: str
) -> None:
    at = now()
    path = sent_as(sink, folder, sender)
    proof = batv.verify(path, KEYS, at)
    assert (proof.valid, proof.address) == (True, sender)
    work = tmp_path / "page"
    work.mkdir()
    save(PAGE, work)
    for name in ("secret", "ledger-secret"):
        (work / name).write_text(SECRET, encoding="ascii")
    command = ["bouncekit", "sign", "batv", sender, "--key-file", "secret", "--keep-case"]
    signed = subprocess.run(command, cwd=work, env=environment(work), check=True, capture_output=True, text=True)
    assert signed.stdout.strip() == path
    with served(work, "import asyncio, bounces; asyncio.run(bounces.main(PORT))") as server, server.client() as client:
        client.mail("")
        assert client.rcpt(sender)[0] == 550
        assert client.rcpt(path)[0] == 250


@pytest.mark.parametrize(("sender", "path"), [("ann@author.example", "ann@author.example"), ("<>", "<>")])
def test_exim_tags_nobody_elses_mail_and_no_bounce(sink: Sink, folder: Path, sender: str, path: str) -> None:
    assert sent_as(sink, folder, sender) == path


POSTFIX_PAGE = PAGE.with_name("refuse-backscatter-in-postfix.md")
REFUSED = b"No message of ours is reported on here"


@pytest.fixture(scope="module")
def postfix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of the page, whose policy server Postfix asks as the page's line says."""
    folder = os.environ.get("POSTFIX")
    assert folder, "needs postfix"
    (block,) = (block for block in blocks(POSTFIX_PAGE) if block.language == "ini")
    name, _, value = block.text.strip().partition(" = ")
    subprocess.run(["postconf", "-c", folder, "-e", f"{name} = {value}"], check=True, timeout=60)
    work = tmp_path_factory.mktemp("policy")
    save(POSTFIX_PAGE, work)
    for secret in ("secret", "ledger-secret"):
        (work / secret).write_text(SECRET, encoding="ascii")
    subprocess.run(["postfix", "-c", folder, "start"], check=True, timeout=60)
    try:
        code = "import asyncio, policy; asyncio.run(policy.main(10040))"
        with served(work, code):
            yield folder
    finally:
        subprocess.run(["postfix", "-c", folder, "stop"], check=False, timeout=60)


def rcpt(sender: str, to: str) -> tuple[int, bytes]:
    """Postfix's answer to RCPT, as soon as it takes connections."""
    until = time.monotonic() + 30
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", 2525, "client.example.net", 30) as client:
                client.ehlo()
                assert client.docmd(f"MAIL FROM:{sender}")[0] == 250
                return client.docmd(f"RCPT TO:{to}")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def verp_to(who: str) -> str:
    return verp.mint("news@here.example", who, KEYS, now())


@pytest.mark.parametrize(
    "to",
    [
        "<news@here.example>",
        "<NEWS@Here.Example>",
        "<news@here.example.>",
        '<"news"@here.example>',
        "<@relay.example:news@here.example>",
        "news@here.example",
        "<news+x@here.example>",
        "<anybody@parked.example>",
        "<anybody@PARKED.example.>",
        "<prvs=0999abcdef=news@here.example>",
        "<news+bob=example.net@here.example>",
        "<news+bob=example.net-0aaaaaaaaaaa@here.example>",
    ],
)
def test_postfix_refuses_backscatter_as_the_page_says(postfix: str, to: str) -> None:
    code, said = rcpt("<>", to)
    assert (code, REFUSED in said) == (550, True), said
    assert rcpt("<ann@example.org>", to)[0] == 250


def test_postfix_takes_what_is_ours_and_what_never_tags(postfix: str) -> None:
    for to in (verp_to("bob@example.net"), batv.mint("news@here.example", KEYS, now()), "ann@elsewhere.example"):
        assert rcpt("<>", f"<{to}>")[0] == 250, to
    assert rcpt("<>", f"<{verp_to('bob@example.net').replace('bob', 'eve')}>")[0] == 550


def test_postfix_defers_while_nobody_answers(postfix: str) -> None:
    """The last of the tests: it takes the policy server away by asking at another port."""
    subprocess.run(
        ["postconf", "-c", postfix, "-e", "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:1"],
        check=True,
        timeout=60,
    )
    subprocess.run(["postfix", "-c", postfix, "reload"], check=True, timeout=60)
    time.sleep(2)
    assert rcpt("<>", "<news@here.example>")[0] == 451
