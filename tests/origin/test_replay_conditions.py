"""Each condition of what is counted of tokens, asked for by itself."""

from pathlib import Path

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.errors import InvalidValueError
from bouncekit.origin import Book, count_guesses, count_uses
from bouncekit.origin.proof import Proof, ProofFault, ProofKind
from strategies.origin import NOW

BOOK = Book(b"a secret of the ledger of replays")


def token(kind: ProofKind, subject: str, fault: ProofFault | None = None) -> Proof:
    return Proof(kind=kind, fault=fault, subject=subject, address="news@here.example")


@pytest.mark.parametrize("kind", ["BATV", "VERP", "SRS", "MESSAGE_ID", "ENVID", "HEADER", "LEDGER"])
def test_each_valid_token_is_counted_and_nothing_else(tmp_path: Path, kind: str) -> None:
    """Every kind of token can be used again; what a ledger answers is no token, and a wrong one was no use."""
    right = token(ProofKind[kind], "a@here.example")
    wrong = token(ProofKind[kind], "a@here.example", ProofFault.EXPIRED)
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        seen = [count_uses(ledger, BOOK, [wrong, right], NOW) for _ in range(3)]
    assert [(w.uses, r.uses) for w, r in seen] == [(0, 0 if kind == "LEDGER" else n) for n in range(3)]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_right_token_is_doubtful_from_exactly_the_most_wrong_ones(tmp_path: Path, most: int) -> None:
    right = token(ProofKind.BATV, "right@here.example")
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        for n in range(most):
            assert not count_guesses(ledger, BOOK, [right], NOW, most=most)[0].doubtful
            wrong = token(ProofKind.BATV, f"wrong{n}@here.example", ProofFault.BAD_SIGNATURE)
            count_guesses(ledger, BOOK, [wrong], NOW, most=most)
        assert count_guesses(ledger, BOOK, [right], NOW, most=most)[0].doubtful
        with pytest.raises(InvalidValueError):
            count_guesses(ledger, BOOK, [], NOW, most=0)
