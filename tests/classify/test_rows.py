"""Every row speaks on its own sample, alone; no row speaks on ordinary mail; the table of rows is counted."""

import dataclasses
from collections import Counter
from typing import Protocol

import pytest

from bouncekit.classify import classify
from bouncekit.classify.engine import Classifier
from bouncekit.classify.matcher import Matcher
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.report.model import Recipient
from bouncekit.rules.categories import CATEGORIES
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.precedence import CONTEXTS, PRECEDENCE
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.replies import REPLIES
from bouncekit.rules.reply_model import PhraseRow, Standing
from bouncekit.rules.statuses import STATUSES, SUBJECT_STATUSES
from bouncekit.vocabulary import Action, Reason

TEXT_ROWS = (*PHRASES, *PROVIDERS)
LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "ru", "cs", "tr", "ja", "zh-Hans", "zh-Hant", "ko"}
ORDINARY = (
    "Dear Bob, thank you for lunch. I will send the minutes of the meeting on Monday. Best wishes, Ann",
    "250 2.0.0 Ok: queued as 4F2A1",
    "Your parcel was handed to the carrier and should arrive on Tuesday.",
    "Die Rechnung liegt bei. Mit freundlichen Grüßen",
    "Merci pour votre commande, elle part demain matin.",
    "お世話になっております。会議の資料をお送りします。",
)


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


def as_recipient(row: PhraseRow) -> Recipient:
    """The sample as the row's own host would say it, at the command the row is about."""
    words = row.sample.split()
    status = next((s for w in words if (s := EnhancedStatus.find(w.removeprefix(words[0] + "-")))), None)
    return Recipient(
        diagnostic=row.sample,
        action=Action.FAILED,
        reply=ReplyCode.find(words[0][:3]),
        status=status,
        command=row.commands[0] if row.commands else None,
        remote_mta=row.hosts[0] if row.hosts else None,
    )


@pytest.mark.whole(every=8)
@pytest.mark.parametrize("row", TEXT_ROWS, ids=lambda row: row.id)
def test_a_row_reads_its_own_sample(row: PhraseRow) -> None:
    at_a_host = bool(row.hosts) and (row.host_only or not row.phrases)
    answer = classify(as_recipient(row) if at_a_host or row.commands else row.sample)
    assert answer.reason is row.reason
    assert row.id in {b.rule for b in answer.because}
    assert not [a for a in answer.anomalies if a.id == "rows-disagree"], "the sample is ambiguous"


WRAPPED = (
    "host mx.receiver.example[192.0.2.25] said: {} (in reply to RCPT TO command)",
    "SMTP error from remote mail server after RCPT TO:<bob@receiver.example>: host mx.receiver.example [192.0.2.25]: {}",
    "mx.receiver.example [192.0.2.25] did not like our RCPT TO: {}",
    "192.0.2.25 does not like recipient. Remote host said: {} Giving up on 192.0.2.25.",
    "The server mx.receiver.example rejected the message sent to bob@receiver.example. The response was: {}",
    "Remote Server returned '{}'",
)
"""How Postfix, Exim, DragonFly, qmail, Google and Exchange wrap what the remote server said."""


@pytest.mark.whole(every=8)
@pytest.mark.parametrize("row", [r for r in TEXT_ROWS if not (r.hosts or r.commands)], ids=lambda row: row.id)
def test_what_wraps_a_reply_does_not_change_why(row: PhraseRow) -> None:
    facts = as_recipient(row)
    alone = classify(dataclasses.replace(facts, command="RCPT TO")).reason
    for wrapped in WRAPPED:
        inside = dataclasses.replace(facts, command="RCPT TO", diagnostic=wrapped.format(row.sample))
        assert classify(inside).reason is alone, wrapped


@pytest.mark.whole(every=8)
@pytest.mark.parametrize("row", TEXT_ROWS, ids=lambda row: row.id)
def test_every_phrase_of_a_row_is_found_in_itself(row: PhraseRow) -> None:
    matcher = Matcher((row,))
    for phrase in row.phrases:
        text = phrase.replace(" ... ", " <bob@receiver.example> ")
        assert any(m.phrase == phrase for m in matcher.find(f"550 {text.upper() if text.isascii() else text}.")), phrase


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_say_nothing(text: str) -> None:
    assert Matcher(TEXT_ROWS).find(text) == ()


def test_ids_are_unique_and_kebab_case() -> None:
    tables: tuple[tuple[_WithId, ...], ...] = (TEXT_ROWS, STATUSES, SUBJECT_STATUSES, REPLIES, CATEGORIES, CONTEXTS)
    counted = Counter(row.id for table in tables for row in table)
    assert [i for i, n in counted.items() if n > 1] == []
    assert all(i == i.lower() and set(i) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for i in counted)


def test_every_row_has_a_source_and_a_sample() -> None:
    assert [row.id for row in TEXT_ROWS if not row.source or not row.sample] == []
    assert [row.id for row in (*STATUSES, *SUBJECT_STATUSES) if not row.source or not row.sample] == []
    assert [row.id for row in REPLIES if not row.source or not row.sample] == []


def test_the_languages_and_providers() -> None:
    languages = Counter(row.language for row in PHRASES)
    assert set(languages) == LANGUAGES
    assert all(n >= 7 for n in languages.values()), languages
    assert all(
        {"user-unknown", "mailbox-full"} <= {r.reason.value for r in PHRASES if r.language == lang}
        for lang in LANGUAGES
    )
    providers = {row.provider for row in PROVIDERS}
    asked_for = {
        "google", "microsoft", "yahoo", "apple", "gmx", "mailru", "yandex", "comcast", "cox", "orange", "free", "laposte",
        "qq", "netease", "docomo", "kddi", "mimecast", "proofpoint", "barracuda", "cloudflare", "spamhaus", "spamcop",
        "ovh", "zoho", "att", "charter", "verizon", "t-online", "strato", "seznam", "wp", "onet", "interia", "libero",
        "tiscali", "naver", "daum",
    }  # fmt: skip
    assert asked_for <= providers
    broad = {row.id for row in PROVIDERS if row.standing is not Standing.PROVIDER}
    assert broad == {f"google-state-{name}" for name in ("session", "relay", "mail", "recipient", "data")}


def test_no_phrase_stands_in_two_rows_of_the_same_standing_and_condition() -> None:
    seen: dict[tuple[str, Standing, tuple[str, ...], tuple[str, ...], tuple[str, ...]], PhraseRow] = {}
    twice = []
    for row in TEXT_ROWS:
        for phrase in row.phrases:
            key = (phrase, row.standing, row.commands, row.hosts, row.statuses)
            other = seen.setdefault(key, row)
            if other is not row and other.reason is not row.reason:
                twice.append((phrase, other.id, row.id))
    assert twice == []


@pytest.mark.parametrize("row", [*STATUSES, *SUBJECT_STATUSES], ids=lambda row: row.id)
def test_a_status_row_reads_its_code(row: object) -> None:
    assert isinstance(row, type(STATUSES[0]))
    assert row.id in {b.rule for b in classify(row.sample).because}


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: row.id)
def test_a_reply_row_reads_its_code(row: object) -> None:
    assert isinstance(row, type(REPLIES[0]))
    answer = classify(Recipient(reply=ReplyCode(row.reply)))
    assert (answer.because[0].rule, answer.reason) == (row.id, row.reason)


@pytest.mark.parametrize("row", CATEGORIES, ids=lambda row: row.id)
def test_a_category_row_reads_its_field(row: object) -> None:
    assert isinstance(row, type(CATEGORIES[0]))
    answer = classify(Recipient(extensions=(("X-PowerMTA-BounceCategory", row.value),)))
    assert (answer.because[0].rule, answer.reason) == (row.id, row.reason)


def test_every_reason_has_its_precedence() -> None:
    assert sorted(PRECEDENCE, key=str) == sorted(Reason, key=str)


def test_the_order_of_rows_does_not_matter() -> None:
    forwards, backwards = Matcher(TEXT_ROWS), Matcher(TEXT_ROWS[::-1])
    for row in TEXT_ROWS[::7]:
        assert {m.row.id for m in forwards.find(row.sample)} == {m.row.id for m in backwards.find(row.sample)}
    assert Classifier().classify("550 5.1.1 user unknown").reason is Reason.USER_UNKNOWN
