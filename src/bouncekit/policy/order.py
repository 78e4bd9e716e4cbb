"""The order of the evidence, best to worst, topic by topic; what keeps users' rows monotone.

One rule: a row about a risk holds for whatever is worse in its topic too, a row that proves for whatever is better.
A row that then still holds for something and not for what is worse (or not better) is refused, with the pair.

It is enough to look at each row and each topic by itself: a row is the "and" of its topics, and a sum of risks, a
maximum of proofs and an "or" of vetoes of monotone rows are monotone.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.policy.evidence import EVIDENCE, Evidence
from bouncekit.policy.grade import Direction, Grade
from bouncekit.policy.rows import Row

__all__ = ["TOPICS", "at_least", "at_most", "check_rows", "with_worse"]

_E = Evidence
_State = frozenset[Evidence]
_NOTHING: Final[_State] = frozenset()
_FAIL: Final[_State] = frozenset({_E.SPF_SOFTFAIL, _E.SPF_PERMERROR})
"""SPF fail has no row of its own (H06 forbids): it counts as all that is bad below it."""


def _one(*evidence: Evidence) -> tuple[_State, ...]:
    return tuple(frozenset({e}) for e in evidence)


TOPICS: Final[tuple[tuple[tuple[_State, ...], ...], ...]] = (
    # RFC 7208 section 8, OWN-1-02: fail < softfail < permerror < temperror = unknown = none = neutral < pass
    (_one(_E.SPF_PASS), _one(_E.SPF_PASS_PERMISSIVE),
     (_NOTHING, *_one(_E.SPF_NONE, _E.SPF_TEMPERROR, _E.SPF_ON_RELAY)),
     _one(_E.SPF_PERMERROR), _one(_E.SPF_SOFTFAIL), (_FAIL,)),
    # RFC 6376 section 6.1: a signature that does not verify is no signature
    (_one(_E.DKIM_SIGNED_FROM), _one(_E.DKIM_SINGLE_ORGANISATION), _one(_E.DKIM_WHOLE), _one(_E.DKIM_ALIGNED),
     (_NOTHING, *_one(_E.DKIM_TEMPERROR, _E.DKIM_UNALIGNED, _E.DKIM_NOT_PASS))),
    # RFC 9989 section 4: a pass for another From says nothing of the reverse-path
    (_one(_E.DMARC_PASS_REVERSE_PATH), (_NOTHING, *_one(_E.DMARC_PASS_OTHER)),
     _one(_E.DMARC_FAIL), _one(_E.DMARC_FAIL_REVERSE_PATH)),
    # RFC 8617 section 5.2: a chain that is not believed is none
    (_one(_E.ARC_TRUSTED_SEALER), (_NOTHING, *_one(_E.ARC_UNTRUSTED))),
    (_one(_E.CALLOUT_EXISTS), (_NOTHING,), _one(_E.CALLOUT_NO_SUCH_USER)),
    ((_NOTHING,), _one(_E.CONTENT_SUSPECT), _one(_E.CONTENT_SPAM)),
    ((_NOTHING,), _one(_E.ADDRESS_NOTICED), _one(_E.ADDRESS_NOTICED_OFTEN)),
    ((_NOTHING,), _one(_E.DOMAIN_NOTICED), _one(_E.DOMAIN_NOTICED_OFTEN)),
)  # fmt: skip
"""Each topic: levels from best to worst, each with the states that count alike. What is in none stands by itself."""


def _beside(direction: Direction, *, better: bool) -> MappingProxyType[Evidence, frozenset[Evidence]]:
    """For each evidence what is of *direction* and better (else worse) than it in its topic."""
    found: dict[Evidence, frozenset[Evidence]] = {}
    for topic in TOPICS:
        for n, level in enumerate(topic):
            others = topic[:n] if better else topic[n + 1 :]
            names = {e for states in others for state in states for e in state if EVIDENCE[e].direction is direction}
            for state in level:
                if len(state) == 1:
                    found.update(dict.fromkeys(state, frozenset(names)))
    return MappingProxyType(found)


_LESS_SAFE: Final = _beside(Direction.SAFER, better=False)
_LESS_RISKY: Final = _beside(Direction.RISKIER, better=True)
_NONE_BESIDE: Final[_State] = frozenset()


def at_least(seen: frozenset[Evidence]) -> frozenset[Evidence]:
    """*seen*, for rows that prove: with all safer evidence that is worse than what was seen."""
    return seen.union(*(_LESS_SAFE.get(e, _NONE_BESIDE) for e in seen))


def at_most(seen: frozenset[Evidence], *, spf_failed: bool) -> frozenset[Evidence]:
    """*seen*, for rows that risk or forbid: with all riskier evidence that is better than what was seen."""
    return seen.union(*(_LESS_RISKY.get(e, _NONE_BESIDE) for e in seen), _FAIL if spf_failed else _NONE_BESIDE)


def with_worse(distrusted: Iterable[Evidence]) -> frozenset[Evidence]:
    """*distrusted*, with the safer evidence that is worse: who distrusts a pass distrusts a permissive one."""
    return at_least(frozenset(distrusted))


def check_rows(rows: Iterable[Row]) -> None:
    """Raise InvalidValueError for a row by which worse evidence would help, or that proves by what proves nothing."""
    for row in rows:
        if row.proof:
            _check_base(row)
        for topic in TOPICS:
            _check_topic(row, topic)


def _check_base(row: Row) -> None:
    """A row that proves adds one grade at most to what SPF, DKIM, ARC or a session proved, and nothing to the rest."""
    known = any(EVIDENCE[e].lift for e in row.when)
    strongest = Grade.NONE
    for evidence in row.when:
        found = EVIDENCE[evidence]
        raises = found.authenticates or (evidence is _E.DKIM_ALIGNED and not known)
        if found.lift or not found.proof:
            continue
        most = Grade(min(found.proof + 1, Grade.STRONG)) if raises and found.proof < Grade.PROVEN else found.proof
        strongest = max(strongest, most)
    if row.proof > strongest:
        names = ", ".join(sorted(e.value for e in row.when))
        fault = (
            f"must rest on SPF, DKIM or ARC of the reverse-path to prove {row.proof.name}: {names} of the owner, and "
            f"{names} of a victim whose address somebody forged, are the same facts"
        )
        raise InvalidValueError(f"rows.{row.id}.when", fault)


def _check_topic(row: Row, topic: tuple[tuple[_State, ...], ...]) -> None:
    mine = {e for level in topic for state in level for e in state}
    named = row.when & mine
    if not named:
        return
    states = [(n, state, _holds(row, named, state)) for n, level in enumerate(topic) for state in level]
    for level, state, holds in states:
        for other_level, other, other_holds in states:
            if row.proof:
                wrong = holds and not other_holds and other_level <= level
            else:
                wrong = holds and not other_holds and other_level >= level
            if wrong:
                what = f"proves {row.proof.name}" if row.proof else ("forbids" if row.forbids else f"adds {row.risk}")
                order = (
                    "worse" if other_level > level else "better" if other_level < level else "no better and no worse"
                )
                fault = (
                    f"would let worse evidence help: it {what} where {_told(state)} is seen, "
                    f"and not where {_told(other)} is, which is {order}"
                )
                raise InvalidValueError(f"rows.{row.id}.when", fault)


def _holds(row: Row, named: frozenset[Evidence], state: _State) -> bool:
    return named <= (at_least(state) if row.proof else at_most(state, spf_failed=state == _FAIL))


def _told(state: _State) -> str:
    if state == _FAIL:
        return "an SPF fail"
    return next((e.value for e in state), "nothing of that sort")
