"""Guessed tokens: how many pass is what the length says. The ten million of each sort are in benchmarks/origin_cost.py."""

import random

from bouncekit.origin import batv, signed, verp
from strategies.origin import NOW, RING

TRIES = 30_000


def test_no_guessed_token_passes_in_thirty_thousand_tries_of_each_sort() -> None:
    """At 24 bits one run of this in 560 would fail by chance; the guesses are the same each time."""
    chance = random.Random(11)
    base32 = "abcdefghijklmnopqrstuvwxyz234567"
    for _ in range(TRIES):
        assert not batv.verify(f"prvs=1785{chance.getrandbits(24):06x}=news@here.example", RING, NOW).valid
        seal = "".join(chance.choices(base32, k=9))
        assert not verp.verify(f"news+bob=example.net-1jm{seal}@here.example", RING, NOW).valid
        seal = "".join(chance.choices(base32, k=16))
        assert not signed.verify_envid(f"job.s1jm{seal}", RING, NOW).valid


def test_each_of_the_24_bits_counts() -> None:
    tag = batv.mint("news@here.example", RING, NOW)
    right = int(tag[9:15], 16)
    for bit in range(24):
        assert not batv.verify(f"{tag[:9]}{right ^ (1 << bit):06x}{tag[15:]}", RING, NOW).valid
    assert batv.verify(f"{tag[:9]}{right:06x}{tag[15:]}", RING, NOW).valid
