"""The policy: frozen values, checked when they are made, and the one pure function that answers.

    reply still owed            REJECT (or DEFER)        a function of the session alone
    a hard rule holds           SUPPRESS (or DIVERT)     H06 and, by choice, H08 yield to PROVEN
    proof >= need(risk)         SEND                     DEFER, while DNS did not say whether a hard rule holds
    temperror, deadline to come DEFER                    then as if the answer were none
    else                        DIVERT if the content is kept, SUPPRESS otherwise

Monotone by construction: proof is a maximum, risk a sum of terms that are not negative, need never falls as risk grows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from bouncekit.auth import AuthResults
from bouncekit.codes import EnhancedStatus, ReplyCode, SmtpReply
from bouncekit.errors import InvalidValueError
from bouncekit.policy.decision import MUST_NOTIFY, Decision, Fired, Notice, RecipientDecision, Return
from bouncekit.policy.evidence import EVIDENCE, EVIDENCE_ROWS, Evidence, EvidenceRow
from bouncekit.policy.facts import Content, DomainFacts, History, OwnToken
from bouncekit.policy.grade import Direction, Effect, Grade, Verdict
from bouncekit.policy.hard import HARD_RULES, RECIPIENT_CHECKS, REPLY_CHECKS, TRANSACTION_CHECKS, HardRule
from bouncekit.policy.observe import observe
from bouncekit.policy.order import at_least, at_most, check_rows, with_worse
from bouncekit.policy.parts import (
    ContentBound,
    Need,
    Owed,
    Quota,
    check_needs,
    checked_content,
    checked_quotas,
    need_at,
)
from bouncekit.policy.refuse import any_failure, is_mixed, refuse_all, reply_is_owed
from bouncekit.policy.rows import Row
from bouncekit.policy.settings import DEFAULT_SETTINGS, Settings
from bouncekit.policy.view import Situation
from bouncekit.policy.weighing import MOST_RISK, Weighing, WeighingRow, weigh
from bouncekit.transaction import Event, Protocol, RcptTo, Ret, Transaction
from bouncekit.vocabulary import Reason

__all__ = ["Policy"]

_NO_AUTH: Final = AuthResults()
_NO_DNS: Final = DomainFacts()
_NO_CONTENT: Final = Content()
_NO_HISTORY: Final = History()
_FAILURES: Final = (Event.FAILED, Event.LIST_REJECTION)
_SPF_TEMPERROR: Final = EVIDENCE[Evidence.SPF_TEMPERROR]
_DKIM_TEMPERROR: Final = EVIDENCE[Evidence.DKIM_TEMPERROR]
_ASK_AGAIN: Final = SmtpReply(
    code=ReplyCode(451), status=EnhancedStatus(4, 7, 24), text="the sender cannot be checked for now, try again later"
)
_SAFER: Final = tuple((row.id, row.proof) for row in EVIDENCE_ROWS if row.proof and not row.lift)
_LIFTABLE: Final = frozenset(rule.id for rule in HARD_RULES.values() if rule.overridable_at is not None)
_LIFTABLE_BUT_HOSTILE: Final = _LIFTABLE - {"H08"}
_OUTCOMES: Final = MappingProxyType(
    {
        Verdict.SEND: Fired(
            rule="proven", effect=Effect.PROVES, cites="RFC5321-6.1-01", text="proof meets the need: the notice is owed"
        ),
        Verdict.DEFER: Fired(
            rule="temperror", effect=Effect.FORBIDS, cites="OWN-1-14", text="a check that may decide failed for now"
        ),
        Verdict.SUPPRESS: Fired(
            rule="unproven",
            effect=Effect.FORBIDS,
            cites="RFC5429-2.1-01",
            text="proof is below what the risk needs: the sender may be a victim",
        ),
    }
)
_LITERAL: Final = Fired(
    rule="literal",
    effect=Effect.PROVES,
    cites=MUST_NOTIFY,
    text="no hard rule holds, and this policy asks for no proof",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A named set of choices. Raises InvalidValueError for one that needs nothing, has gaps, or is not monotone."""

    name: str
    needs: tuple[Need, ...]
    """Ascending risks, grades that never fall, the last for any risk; NONE is no need."""
    quotas: tuple[Quota, ...]
    """One for each grade, never falling."""
    content: tuple[ContentBound, ...]
    """One for each grade, never falling."""
    cites: str
    settings: Settings = DEFAULT_SETTINGS
    others_need: Grade = Grade.STRONG
    """The least proof for any event but a failure; it is also one grade above the failure's (OWN-1-04)."""
    owed: Owed = Owed.PROVEN
    rows: tuple[Row, ...] = ()
    """Rows of your own."""
    distrusted: frozenset[Evidence] = frozenset()
    """Evidence that proves nothing here, nor does what is worse of its kind."""
    _grades: tuple[Grade, ...] = field(init=False, repr=False, compare=False)
    _quotas: tuple[Quota, ...] = field(init=False, repr=False, compare=False)
    _content: tuple[ContentBound, ...] = field(init=False, repr=False, compare=False)
    _distrusted: frozenset[Evidence] = field(init=False, repr=False, compare=False)
    _provers: tuple[tuple[str, Grade], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.name or not self.cites:
            raise InvalidValueError("policy.name", "a policy needs a name, and `cites` must say what it rests on")
        check_needs(self.needs)
        object.__setattr__(self, "_grades", tuple(need_at(self.needs, risk) for risk in range(MOST_RISK + 1)))
        object.__setattr__(self, "_quotas", checked_quotas(self.quotas))
        object.__setattr__(self, "_content", checked_content(self.content))
        if self.others_need < Grade.STRONG:
            raise InvalidValueError("policy.others_need", "must be at least STRONG (OWN-1-04)", self.others_need.name)
        names = [row.id for row in self.rows]
        if len(set(names)) < len(names):
            raise InvalidValueError("policy.rows", "must have ids of their own", names)
        for name in self.distrusted:
            if EVIDENCE[name].direction is not Direction.SAFER:
                fault = "must be evidence that points to safer: to distrust a risk would help the sender"
                raise InvalidValueError("policy.distrusted", fault, name.value)
        object.__setattr__(self, "_distrusted", with_worse(self.distrusted))
        trusted = [(name, grade) for name, grade in _SAFER if Evidence(name) not in self._distrusted]
        if not trusted:
            raise InvalidValueError("policy.distrusted", "must leave some evidence: nothing could ever be sent")
        check_rows(self.rows)
        own = [(row.id, row.proof) for row in self.rows if row.proof]
        object.__setattr__(self, "_provers", tuple(sorted(trusted + own, key=lambda p: (p[1], p[0]))))

    def need(self, risk: int, event: Event = Event.FAILED) -> Grade:
        """The proof that *event* needs at *risk* (0 to 10); NONE only under UNSAFE_EVERYBODY, for failures."""
        if event in _FAILURES:
            return Grade.NONE if self.owed is Owed.UNSAFE_EVERYBODY else self._grades[risk]
        return Grade(max(self.others_need, min(self._grades[risk] + 1, Grade.PROVEN)))

    def decide(
        self,
        txn: Transaction,
        auth: AuthResults = _NO_AUTH,
        *,
        dns: DomainFacts = _NO_DNS,
        content: Content = _NO_CONTENT,
        own_tokens: Iterable[OwnToken] = (),
        history: History = _NO_HISTORY,
    ) -> Decision:
        """What to do about `txn.event`; pure, total, monotone in the evidence. Whatever is left out is unknown."""
        settings = self.settings
        s = Situation(txn, auth, dns, content, own_tokens, history, settings.organisational_domain)
        rows, own_veto = self._rows(s)
        weighing = weigh(rows)
        need = self.need(weighing.risk, txn.event)
        vetoes = [rule for rule, check in TRANSACTION_CHECKS if check(s, settings)]
        if txn.event is not Event.FAILED:
            vetoes += [rule for rule, check in REPLY_CHECKS if check(s, settings)]
        quota = self._quotas[weighing.proof]
        if history.recent_notices_to_address >= quota.address or history.recent_notices_to_domain >= quota.domain:
            vetoes.append(HARD_RULES["H14"])
        standing = [rule for rule in vetoes if not self._lifts(rule, weighing.proof)]
        return _Question(self, s, rows, weighing, need, standing, own_veto).answer()

    def _rows(self, s: Situation) -> tuple[list[WeighingRow], Row | None]:
        """The rows that speak, and the first of the user's that forbids."""
        found: list[EvidenceRow] = observe(s, self.settings)
        if self._distrusted:
            found = [row for row in found if row.evidence not in self._distrusted]
        if not self.rows:
            return list(found), None
        seen = frozenset(row.evidence for row in found)
        proven = at_least(seen) - self._distrusted
        risky = at_most(seen, spf_failed=s.spf_failed)
        own = [row for row in self.rows if row.holds(proven if row.proof else risky, s.domain)]
        veto = next((row for row in own if row.forbids), None)
        return [*found, *(row for row in own if not row.forbids)], veto

    def _lifts(self, rule: HardRule, proof: Grade) -> bool:
        if rule.overridable_at is None or proof < rule.overridable_at:
            return False
        return rule.id != "H08" or self.settings.hostile_override

    def notice(self, s: Situation, proof: Grade) -> Notice:
        """The notice that a SEND of this proof permits (RFC 3461 sections 4.3 and 6.2, RFC 8689 section 5)."""
        bound = self._content[proof]
        returned = bound.returned
        only_headers = s.txn.ret is Ret.HDRS or s.txn.requiretls or s.event is not Event.FAILED
        if only_headers and returned is Return.FULL:
            returned = Return.HEADERS
        if s.event in (Event.AUTO_REPLY, Event.CHALLENGE):
            returned = Return.NONE
        return Notice(
            to=s.address,
            returned=returned,
            max_bytes=0 if returned is Return.NONE else bound.max_bytes,
            requiretls=s.txn.requiretls,
        )


@dataclass(frozen=True, slots=True)
class _Question:
    """One question with all that is the same for its recipients."""

    policy: Policy
    s: Situation
    rows: list[WeighingRow]
    weighing: Weighing
    need: Grade
    standing: list[HardRule]
    own_veto: Row | None

    def answer(self) -> Decision:
        txn = self.s.txn
        vetoes = list(self.standing)
        if txn.requiretls:
            vetoes.append(HARD_RULES["H15"])
        if self.s.event in _FAILURES and reply_is_owed(txn):
            recipients, outcome = self._in_session(vetoes)
        else:
            recipients, outcome = self._late(vetoes)
        verdict = _overall(txn, recipients)
        sends = any(r.verdict is Verdict.SEND for r in recipients)
        return Decision(
            policy=self.policy.name,
            verdict=verdict,
            recipients=recipients,
            proof=self.weighing.proof,
            risk=self.weighing.risk,
            need=self.need,
            overrides=self._overrides(recipients),
            notice=self.policy.notice(self.s, self.weighing.proof) if sends else None,
            transaction=txn,
            rows=tuple(self.rows),
            vetoes=tuple(vetoes),
            outcome=outcome,
            liftable=_LIFTABLE if self.policy.settings.hostile_override else _LIFTABLE_BUT_HOSTILE,
            provers=self.policy._provers,  # noqa: SLF001  (same module)
        )

    # -- while a reply is owed

    def _in_session(self, vetoes: list[HardRule]) -> tuple[tuple[RecipientDecision, ...], Fired | None]:
        txn = self.s.txn
        bound = [HARD_RULES["H04"]]
        if txn.protocol is Protocol.LMTP or txn.client.trusted_relay:
            bound.append(HARD_RULES["H13"])
        names = tuple(rule.id for rule in bound)
        any_known = any_failure(txn)
        temperror = self._has_temperror()
        out = []
        deferred = False
        for rcpt, reply in zip(txn.recipients, refuse_all(txn), strict=True):
            if any_known and rcpt.failure is None:
                out.append(_not_failing(rcpt, vetoes))
            elif temperror and _rests_on_authentication(rcpt):
                deferred = True
                out.append(_recipient(rcpt, Verdict.DEFER, ("temperror",), _ASK_AGAIN))
            else:
                out.append(_recipient(rcpt, Verdict.REJECT, names, reply))
        vetoes[:0] = bound
        return tuple(out), _OUTCOMES[Verdict.DEFER] if deferred else None

    def _has_temperror(self) -> bool:
        return self.s.dns.lookup_failed or any(row is _SPF_TEMPERROR or row is _DKIM_TEMPERROR for row in self.rows)

    # -- after it

    def _late(self, vetoes: list[HardRule]) -> tuple[tuple[RecipientDecision, ...], Fired | None]:
        txn = self.s.txn
        if self.s.event not in _FAILURES and reply_is_owed(txn):
            vetoes.insert(0, HARD_RULES["not-accepted"])
            return tuple(_recipient(r, Verdict.SUPPRESS, ("not-accepted",)) for r in txn.recipients), None
        only_failing = self.s.event in _FAILURES and any_failure(txn)
        verdict, outcome = self._by_proof()
        proofs = tuple(row.id for row in self.rows if row.proof) if verdict is Verdict.SEND else ()
        bound = proofs or (outcome.rule,)
        outcome_speaks = False
        own = self.own_veto
        out = []
        for rcpt in txn.recipients:
            if only_failing and rcpt.failure is None:
                out.append(_not_failing(rcpt, vetoes))
                continue
            rules = [*self.standing, *self._vetoes_of(rcpt, vetoes)]
            if rules or own is not None:
                names = tuple(rule.id for rule in rules) + (() if own is None else (own.id,))
                out.append(_recipient(rcpt, self._vetoed(rules), names))
            else:
                outcome_speaks = True
                out.append(_recipient(rcpt, verdict, bound))
        if own is not None:
            return tuple(out), Fired(rule=own.id, effect=Effect.FORBIDS, text=own.text, cites=own.cites)
        return tuple(out), outcome if outcome_speaks else None

    def _vetoes_of(self, rcpt: RcptTo, vetoes: list[HardRule]) -> list[HardRule]:
        settings = self.policy.settings
        found = [rule for rule, check in RECIPIENT_CHECKS if check(self.s, rcpt, settings)]
        found = [rule for rule in found if rule not in self.standing]
        vetoes.extend(rule for rule in found if rule not in vetoes)
        return found

    def _vetoed(self, rules: list[HardRule]) -> Verdict:
        """SUPPRESS; DIVERT where the content is kept and every rule that holds lets it be."""
        keeps = all(rule.keeps for rule in rules) and self.s.content.kept is True
        return Verdict.DIVERT if keeps else Verdict.SUPPRESS

    def _by_proof(self) -> tuple[Verdict, Fired]:
        """The verdict where no rule forbids."""
        waited = self.s.txn.deferred_seconds or 0
        in_time = waited < self.policy.settings.defer_seconds
        if self.weighing.proof >= self.need:
            if in_time and self.s.dns.lookup_failed and self.need > Grade.NONE and self.weighing.proof < Grade.PROVEN:
                return Verdict.DEFER, _OUTCOMES[Verdict.DEFER]  # what was not learnt may forbid it
            return Verdict.SEND, _LITERAL if self.need is Grade.NONE else _OUTCOMES[Verdict.SEND]
        if in_time and self._has_temperror():
            return Verdict.DEFER, _OUTCOMES[Verdict.DEFER]
        content = self.s.content
        kept = content.kept is True or (content.kept is None and is_mixed(self.s.txn))
        return (Verdict.DIVERT if kept else Verdict.SUPPRESS), _OUTCOMES[Verdict.SUPPRESS]

    def _overrides(self, recipients: tuple[RecipientDecision, ...]) -> str | None:
        if self.s.event is not Event.FAILED:
            return None
        for recipient in recipients:
            if recipient.verdict in (Verdict.SUPPRESS, Verdict.DIVERT):
                rules = [HARD_RULES[name] for name in recipient.because if name in HARD_RULES]
                if all(rule.overrides_must for rule in rules):
                    return MUST_NOTIFY
        return None


def _recipient(
    rcpt: RcptTo, verdict: Verdict, because: tuple[str, ...], reply: SmtpReply | None = None
) -> RecipientDecision:
    return RecipientDecision(forward_path=rcpt.forward_path, verdict=verdict, because=because, reply=reply)


def _not_failing(rcpt: RcptTo, vetoes: list[HardRule]) -> RecipientDecision:
    rule = HARD_RULES["not-failing"]
    if rule not in vetoes:
        vetoes.append(rule)
    return _recipient(rcpt, Verdict.SUPPRESS, (rule.id,))


def _rests_on_authentication(rcpt: RcptTo) -> bool:
    """True when the refusal is what an unanswered check decides, so that a 5yz would be a guess (OWN-1-14)."""
    return rcpt.failure is None or rcpt.failure.reason is Reason.AUTHENTICATION_FAILED


def _overall(txn: Transaction, recipients: tuple[RecipientDecision, ...]) -> Verdict:
    only_failing = txn.event in _FAILURES and any_failure(txn)
    first: Verdict | None = None
    for rcpt, found in zip(txn.recipients, recipients, strict=True):
        if only_failing and rcpt.failure is None:
            continue
        if first is not None and found.verdict is not first:
            return Verdict.MIXED
        first = found.verdict
    return first or Verdict.MIXED
