"""Each condition of the unsigned return paths and of the ledger's book, asked for by itself: mutants of them lived unseen."""

from datetime import UTC, datetime

import pytest

from bouncekit.errors import InvalidValueError
from bouncekit.origin import verp
from bouncekit.origin.ledger import Book, Entry, Sent, SentKind

NOON = datetime(1970, 1, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "ants-return-17-bob=example.net",  # no domain
        "-return-17-bob=example.net@lists.example",  # no list
        "ants-17-bob=example.net@lists.example",  # no mark
        "ants-return-17@lists.example",  # no recipient
        "ants-return--bob=example.net@lists.example",  # no number
        "ants-return-x7-bob=example.net@lists.example",  # a number that is none
        "ants-return-17-=example.net@lists.example",  # nobody
        "ants-return-17-bob.example.net@lists.example",  # no host
        "ants-return-17-bob=localhost@lists.example",  # a host without a dot
        "ants-bounces+=example.net@lists.example",
        "ants-bounces+bob=localhost@lists.example",
        "ants-bounces+bob.example.net@lists.example",
        "ants+bob=example.net@lists.example",  # a sub-address of no list
        "bounce+==a==example.net==ants@lists.example",
        "bounce+bob==a====ants@lists.example",
        "bounce+bob==a==example.net==@lists.example",
    ],
)
def test_an_unsigned_form_that_lacks_one_part_is_not_read(address: str) -> None:
    """Each part of the three forms is needed; what lacks one is an ordinary address."""
    assert verp.read_unsigned(address) is None


def test_an_unsigned_form_is_read_up_to_its_longest_length_and_not_beyond() -> None:
    tail = "-bounces+bob=example.net"
    name = "a" * (320 - len(tail))
    assert verp.read_unsigned(f"{name}{tail}@lists.example") is not None
    assert verp.read_unsigned(f"a{name}{tail}@lists.example") is None


def test_a_book_remembers_what_is_given_and_always_the_recipient() -> None:
    """The day is counted from 1970; an entry is found whatever the case and the blanks around it."""
    book = Book(b"k" * 16)
    one = Sent(recipient="bob@example.net", message_id="<1@here.example>", envid="e1", queue_id="Q1")
    keys = [
        book.key(kind, value, " BOB@example.net ")
        for kind, value in (
            (SentKind.RECIPIENT, ""),
            (SentKind.MESSAGE_ID, " <1@HERE.example> "),
            (SentKind.ENVID, "E1"),
            (SentKind.QUEUE_ID, "q1"),
        )
    ]
    assert book.entries([one, one], NOON) == tuple(Entry(key, 2) for key in keys)
    assert book.entries([Sent(recipient="bob@example.net", envid="")], NOON) == (Entry(keys[0], 2),)
    assert len(set(keys)) == 4


@pytest.mark.parametrize(("octets", "right"), [(15, False), (16, True), (64, True), (65, False)])
def test_the_secret_of_a_book_has_16_to_64_octets(octets: int, right: bool) -> None:
    if right:
        assert Book(b"k" * octets).secret
    else:
        with pytest.raises(InvalidValueError):
            Book(b"k" * octets)
