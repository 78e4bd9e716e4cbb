"""The demo tells the story, and its numbers are counted where mail arrives."""

import asyncio
import json
import os
import pty
import re
import subprocess
import sys
from collections import Counter

import pytest
from click.testing import CliRunner

from bouncekit.cli.demo.score import Score
from bouncekit.cli.demo.sink import Sink
from bouncekit.cli.demo.stage import perform
from bouncekit.cli.demo.world import FULL, OURS, USERS, Act, replay, spf_result
from bouncekit.cli.main import bouncekit

STRANGERS = "bounces_sent_to_people_who_never_wrote"


@pytest.fixture(scope="module")
def counts() -> dict[str, dict[str, int]]:
    result = CliRunner().invoke(bouncekit, ["demo", "--json"])
    assert result.exit_code == 0, result.stderr
    loaded: dict[str, dict[str, int]] = json.loads(result.stdout)
    return loaded


def test_both_servers_get_the_same_mail(counts: dict[str, dict[str, int]]) -> None:
    mails = [mail for act in replay(1).values() for mail in act]
    assert counts["naive"]["messages_offered"] == counts["guarded"]["messages_offered"] == len(mails)
    assert counts["naive"]["of_it_normal_mail"] == counts["guarded"]["of_it_normal_mail"] > 0


@pytest.mark.rfc("RFC5429-2.1-01")
def test_the_guard_bounces_to_nobody_who_never_wrote(counts: dict[str, dict[str, int]]) -> None:
    forged = [mail for mail in replay(1)[Act.SPAM] if mail.forward_path not in USERS or mail.forward_path == FULL]
    assert counts["naive"][STRANGERS] == len(forged)
    assert counts["guarded"][STRANGERS] == 0


@pytest.mark.rfc("RFC5321-6.1-01")
def test_the_guard_bounces_to_every_proven_sender(counts: dict[str, dict[str, int]]) -> None:
    guarded = counts["guarded"]
    assert guarded["bounces_owed_to_proven_senders"] == guarded["of_them_got"] == 10
    assert guarded["honest_mail_lost_without_a_word"] == 0


@pytest.mark.rfc("RFC5321-6.1-04")
def test_blowback_is_refused_and_answered_with_silence(counts: dict[str, dict[str, int]]) -> None:
    unknown = [mail for act in replay(1).values() for mail in act if mail.forward_path.endswith(OURS)]
    assert counts["naive"]["refused_in_session"] == 0
    assert counts["guarded"]["refused_in_session"] == sum(mail.forward_path not in USERS for mail in unknown)
    assert counts["naive"]["notices_in_our_postmaster's_mailbox"] == len(replay(1)[Act.BLOWBACK])


@pytest.mark.rfc("RFC5321-2.1-01", "RFC5321-4.2.5-03", "RFC5321-6.1-06")
def test_what_the_guard_accepted_has_exactly_one_outcome() -> None:
    _, guarded = asyncio.run(perform(1, lambda *_: None))
    bounced = {name for _, name in guarded.sink.bounced}
    accepted = [name for name, (code, _) in guarded.outcomes.items() if code == 250]
    assert len(accepted) == guarded.offered() - guarded.refused() == 76
    for name in accepted:
        outcomes = (name in guarded.sink.delivered, name in bounced, name in guarded.sink.kept)
        assert sum(outcomes) == 1, (name, outcomes)
    assert len(guarded.sink.bounced) == len(bounced)


def test_the_world_is_the_same_at_every_call_and_as_it_is_described() -> None:
    acts = replay(1)
    assert acts == replay.__wrapped__(1)
    assert len({mail.name for act in acts.values() for mail in act}) == sum(map(len, acts.values()))
    assert len(acts[Act.BLOWBACK]) == 4 * len(acts[Act.NORMAL])
    assert Counter(mail.reverse_path for mail in acts[Act.BLOWBACK]) == {"": 240}
    assert not any(mail.forward_path in USERS for mail in acts[Act.BLOWBACK])
    honest = {mail.reverse_path for mail in acts[Act.NORMAL]}
    assert not honest & {mail.reverse_path for mail in acts[Act.SPAM]}
    assert not any(mail.proven for mail in acts[Act.SPAM])
    assert spf_result("x@example.org", "127.0.66.1") == "fail"


class Envelope:
    def __init__(self, mail_from: str, rcpt: str, content: bytes) -> None:
        self.mail_from, self.rcpt_tos, self.content = mail_from, [rcpt], content


def test_the_sink_counts_what_arrives() -> None:
    mails = {mail.name: mail for act in replay(1).values() for mail in act}
    honest, forged = replay(1)[Act.NORMAL][0], replay(1)[Act.SPAM][0]
    sink = Sink(mails)
    score = Score(
        mails, sink, {honest.name: (250, ""), forged.name: (250, ""), replay(1)[Act.NORMAL][1].name: (250, "")}
    )

    def arrive(mail_from: str, rcpt: str, content: bytes) -> None:
        asyncio.run(sink.handle_DATA(None, None, Envelope(mail_from, rcpt, content)))

    assert (score.owed(), score.got(), score.lost()) == (2, 0, 2)
    arrive(honest.reverse_path, honest.forward_path, honest.data)
    assert (score.delivered(), score.normal_delivered(), score.owed()) == (1, 1, 1)
    arrive(
        "<>", forged.reverse_path, b"Message-ID: <x@mx>\r\n\r\nreturned\r\nMessage-ID: <%b>\r\n" % forged.name.encode()
    )
    assert (score.to_strangers(), score.delivered()) == (1, 1)
    arrive("<>", honest.reverse_path, b"Message-ID: <%b>\r\n" % replay(1)[Act.NORMAL][1].name.encode())
    assert (score.owed(), score.got(), score.lost()) == (1, 1, 0)


def test_without_a_terminal_there_are_lines_and_a_table() -> None:
    result = CliRunner().invoke(bouncekit, ["demo", "--plain"])
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert [line[:12] for line in result.stdout.splitlines() if line.startswith("Act")] == [
        f"Act {n} of 3: "[:12] for n in (1, 2, 3)
    ]
    assert "What the two sinks counted" in result.stdout
    assert "10 of 10 proven senders whose mail failed know of it" in " ".join(result.stdout.split())


@pytest.mark.whole
def test_on_a_terminal_the_table_changes_while_it_runs() -> None:
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    code = "from bouncekit.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", code, "demo"], stdout=child, stderr=child, env=environment) as running:
        os.close(child)
        seen = b""
        while True:
            try:
                got = os.read(parent, 65_536)
            except OSError:  # the other end is closed
                break
            if not got:
                break
            seen += got
        assert running.wait(30) == 0
    os.close(parent)
    text = seen.decode()
    assert "\x1b[" in text
    assert len(set(re.findall(r"messages offered\D+(\d+)", text))) > 3
    assert "Act 3 of 3" in text


def test_a_port_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(99, "Cannot assign requested address")

    monkeypatch.setattr("smtplib.SMTP", refuse)
    result = CliRunner().invoke(bouncekit, ["demo", "--json"])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "the demo needs all of 127.0.0.0/8" in result.stderr
