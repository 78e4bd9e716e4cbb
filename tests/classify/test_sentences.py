"""Sentences in words of their own: paraphrases written after the rows, and texts that no sentence may be read into."""

import pytest

from bouncekit.classify import classify
from bouncekit.classify.matcher import Matcher
from bouncekit.classify.sentence import sentence_in
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.sentences import SENTENCES
from bouncekit.rules.subjects import SUBJECTS
from bouncekit.vocabulary import Fault, Reason


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row.id)
def test_a_row_reads_its_own_sample(row: object) -> None:
    found = sentence_in(row.sample.lower())  # type: ignore[attr-defined]
    assert found is not None
    assert found.row is row


def test_rows_have_ids_sources_and_words() -> None:
    assert len({row.id for row in SENTENCES}) == len(SENTENCES)
    assert all(row.source and row.spoken_of and row.said for row in SENTENCES)
    assert len({row.id for row in SUBJECTS}) == len(SUBJECTS)
    assert all(row.source and row.sample and row.words for row in SUBJECTS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("550 the originator of this mail is not accepted here", Reason.SENDER_REJECTED),
        ("554 envelope from is forged", Reason.SENDER_REJECTED),
        ("553 this machine will not forward: relay for strangers refused", Reason.RELAYING_DENIED),
        ("554 remote ip forbidden", Reason.BLOCKED),
        ("550 that client is suspicious to us", Reason.BLOCKED),
        ("554 your host stands on the black-list", Reason.BLOCKED),
        ("550 subscriber is hung up", Reason.MAILBOX_DISABLED),
        ("550 addressee not registered", Reason.USER_UNKNOWN),
        ("552 the inbox has no more room", Reason.MAILBOX_FULL),
        ("450 the spool is low on space: no space", Reason.SYSTEM_FULL),
        ("451 backend malfunction", Reason.SYSTEM_ERROR),
        ("450 lookup of the MX was not possible: servfail", Reason.NETWORK_ERROR),
        ("the socket was dropped", Reason.NETWORK_ERROR),
        ("no luck: the session timed out", Reason.EXPIRED),
        ("553 message contains a trojan", Reason.VIRUS_DETECTED),
        ("552 the mail is bigger than we like", Reason.MESSAGE_TOO_LARGE),
        ("550 the message-id is malformed", Reason.RFC_VIOLATION),
        ("550 DKIM does not align", Reason.AUTHENTICATION_FAILED),
        ("535 wrong login", Reason.SECURITY_VIOLATION),
        ("450 too much traffic from you", Reason.RATE_LIMITED),
        ("452 too many sessions at once", Reason.TOO_MANY_CONNECTIONS),
        ("530 we only speak with ciphers: encryption required", Reason.STARTTLS_FAILED),
        ("550 against the policies of this company", Reason.POLICY_VIOLATION),
        ("550 hit by rbl level two", Reason.BLOCKED),
    ],
)
def test_paraphrases(text: str, reason: Reason) -> None:
    assert classify(text).reason is reason


@pytest.mark.parametrize(
    "text",
    [
        "550 no",
        "550 go and look at https://policy.example/blocked?sender=refused",
        "550 <unknown.user@full.example> sorry",
        "SMTP error from remote mail server after RCPT TO:<bob@receiver.example>: 550 nope",
        "host mx.receiver.example[192.0.2.25] said: 550 nope (in reply to end of DATA command)",
        "550 see our pages. Users may read them. Unknown times are ahead",
        "250 queued, no sender was refused",
        "the weather is fine",
    ],
)
def test_nothing_is_read_into(text: str) -> None:
    answer = classify(text)
    assert not [b for b in answer.because if b.rule.startswith("sentence-")]
    assert answer.fault is not Fault.RECIPIENT


def test_phrases_go_before_sentences() -> None:
    text = "550 5.7.1 the client is suspicious: mailbox full"
    assert Matcher((*PHRASES, *PROVIDERS)).find(text)
    assert classify(text).reason is Reason.MAILBOX_FULL


def test_a_long_text_costs_no_more() -> None:
    assert sentence_in(("word " * 40_000) + "sender rejected") is None
    assert sentence_in("sender rejected " + "word " * 40_000) is not None
