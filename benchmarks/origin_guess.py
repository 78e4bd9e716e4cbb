"""Forged tokens by the million through the real `verify`: how many pass, and how many the length lets expect.

python benchmarks/origin_guess.py                        ten million tries of each kind, in two processes (20 minutes)
python benchmarks/origin_guess.py --kinds batv,srs0      some kinds
python benchmarks/origin_guess.py --tries 100000 --check a short run; exit 1 when more pass than the length allows

Each try is a well-formed token of today whose seal alone is guessed, in the alphabet that guesses best: the worst that
somebody without the secret can do. They are drawn from `random.Random(f"{SEED} {kind} {part}")`, so each run has the
same tries.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from bouncekit.origin import (
    Book,
    Entry,
    Key,
    KeyRing,
    ProofKind,
    batv,
    count_guesses,
    examine_envelope,
    signed,
    srs,
    verp,
)
from bouncekit.origin.replay import MOST_GUESSES

SEED = 20261126
PARTS = 2
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RING = KeyRing((Key(id=1, secret=b"a secret of thirty-two octets!!!"),))
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The best guess at a base64 digit whose case is folded: each letter stands for two of the 64."""
Guess = Callable[[], bool]
SENDER = "news@here.example"
TO = ("bob@example.net",)


class Memory:
    """A ledger in a dictionary, for counting."""

    retention = 30
    complete = False

    def __init__(self) -> None:
        self.days: dict[int, int] = {}
        self.uses: dict[int, int] = {}

    def record(self, entries: Sequence[Entry]) -> None:
        self.days.update((entry.key, entry.day) for entry in entries)

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:  # noqa: ARG002
        return tuple(self.days.get(key) for key in keys)

    def count(self, key: int, day: int) -> int:  # noqa: ARG002
        self.uses[key] = self.uses.get(key, 0) + 1
        return self.uses[key] - 1


def seals(chance: random.Random, alphabet: str, length: int) -> Callable[[], str]:
    """Texts of *length* out of *alphabet*: quick, since this is not what is measured."""
    if len(alphabet) == 32:
        return lambda: "".join([alphabet[b & 31] for b in chance.randbytes(length)])
    return lambda: "".join(chance.choices(alphabet, k=length))


def tags(chance: random.Random) -> Callable[[], str]:
    minted = batv.mint(SENDER, RING, NOW)
    return lambda: f"{minted[:9]}{chance.getrandbits(24):06x}{minted[15:]}"


def guess_batv(chance: random.Random) -> Guess:
    tag = tags(chance)
    return lambda: batv.verify(tag(), RING, NOW).valid


def guess_counted_batv(chance: random.Random) -> Guess:
    tag, book, memory = tags(chance), Book(b"a secret of the ledger of guesses"), Memory()

    def guess() -> bool:
        proof = count_guesses(memory, book, examine_envelope(tag(), RING, NOW), NOW)[0]
        return proof.valid and not proof.doubtful

    return guess


def guess_verp(chance: random.Random) -> Guess:
    seal = seals(chance, BASE32, 9)
    head = verp.mint(SENDER, TO[0], RING, NOW).partition("@")[0][:-9]
    return lambda: verp.verify(f"{head}{seal()}@here.example", RING, NOW).valid


def guess_srs(chance: random.Random, length: int, hops: int) -> Guess:
    seal, minted = seals(chance, LETTERS, length), "ann@author.example"
    for host in ("first.example", "here.example")[1 - hops :]:
        minted = srs.mint(minted, host, RING, NOW, hash_length=length, allow_long=True)
    head, tail = minted[:5], minted[5 + length :]
    user, domain = tail.split("@")
    # another user each time: the best guess may be right of some users only
    return lambda: (
        srs.verify(f"{head}{seal()}{user}{chance.getrandbits(32):x}@{domain}", RING, NOW, hash_minimum=length).valid
    )


def guess_signed(chance: random.Random, kind: ProofKind) -> Guess:
    seal = seals(chance, BASE32, 16)
    tag = signed.mint_header("<17@here.example>", RING, NOW, recipient=TO[0])[:-16]
    if kind is ProofKind.MESSAGE_ID:
        return lambda: signed.verify_message_id(f"<17.{tag}{seal()}@here.example>", RING, NOW, recipients=TO).valid
    if kind is ProofKind.ENVID:
        return lambda: signed.verify_envid(f"job-17.{tag}{seal()}", RING, NOW, recipients=TO).valid
    return lambda: signed.verify_header(tag + seal(), "<17@here.example>", RING, NOW, recipients=TO).valid


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of token: how it is guessed, and the chance of one try (*most*: that so many tries have a chance)."""

    text: str
    make: Callable[[random.Random], Guess]
    bits: int
    most: int | None = None

    def expected(self, tries: int) -> float:
        counted = tries if self.most is None else min(tries, PARTS * self.most)
        return counted * 2.0**-self.bits


KINDS = {
    "batv": Kind(text="BATV, verify alone", make=guess_batv, bits=24),
    "batv-counted": Kind(text="BATV, count_guesses", make=guess_counted_batv, bits=24, most=MOST_GUESSES),
    "verp": Kind(text="signed return path", make=guess_verp, bits=45),
    "srs0": Kind(text="SRS0, 8 characters", make=lambda c: guess_srs(c, srs.HASH_LENGTH, 1), bits=40),
    "srs1": Kind(text="SRS1, 8 characters", make=lambda c: guess_srs(c, srs.HASH_LENGTH, 2), bits=40),
    "srs0-shared": Kind(text="SRS0, 4 (by request)", make=lambda c: guess_srs(c, srs.SHARED_LENGTH, 1), bits=20),
    "message-id": Kind(text="signed Message-ID", make=lambda c: guess_signed(c, ProofKind.MESSAGE_ID), bits=80),
    "envid": Kind(text="signed ENVID", make=lambda c: guess_signed(c, ProofKind.ENVID), bits=80),
    "header": Kind(text="X-Bounce-Proof", make=lambda c: guess_signed(c, ProofKind.HEADER), bits=80),
}


def run(name: str, tries: int, part: int) -> tuple[int, float]:
    """How many of *tries* passed, and the seconds of processor time that it took."""
    guess = KINDS[name].make(random.Random(f"{SEED} {name} {part}"))
    began = time.process_time()
    passed = 0
    for _ in range(tries):
        passed += guess()
    return passed, time.process_time() - began


def at_least(passed: int, expected: float) -> float:
    """The chance that so many or more pass when *expected* do on average (Poisson)."""
    below = sum(math.exp(-expected) * expected**n / math.factorial(n) for n in range(passed))
    return 1.0 - below if passed else 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=10_000_000)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    names = options.kinds.split(",")
    share = options.tries // PARTS
    print(f"{'':22} {'tries':>11} {'passed':>7} {'expected':>9} {'one try in':>10} {'none passes':>12} {'µs a try':>9}")
    bad = []
    with ProcessPoolExecutor(PARTS) as pool:
        for name in names:
            kind = KINDS[name]
            parts = list(pool.map(run, [name] * PARTS, [share] * PARTS, range(PARTS)))
            passed, took = sum(p for p, _ in parts), sum(t for _, t in parts)
            tries, expected = share * PARTS, kind.expected(share * PARTS)
            none = math.exp(-expected)
            shown = f"{none:.4f}" if none < 0.9999 else f"1 - {-math.expm1(-expected):.1g}"
            print(
                f"{kind.text:22} {tries:11,} {passed:7} {expected:9.2g} {f'2^{kind.bits}':>10} {shown:>12}"
                f" {took / tries * 1e6:9.1f}",
                flush=True,
            )
            if at_least(passed, expected) < 1e-6:
                bad.append(kind.text)
    if bad:
        print("more pass than the length allows:", ", ".join(bad))
    return int(bool(bad and options.check))


if __name__ == "__main__":
    sys.exit(main())
