"""The answer: a verdict for each recipient, what bound it, and what would have changed it. Only SEND makes a Permit."""

from dataclasses import InitVar, dataclass
from enum import Enum, unique
from typing import Any, Final

from bouncekit.codes import SmtpReply
from bouncekit.errors import NotPermittedError
from bouncekit.policy.grade import Effect, Grade, Verdict
from bouncekit.policy.hard import HARD_RULES, HardRule
from bouncekit.policy.weighing import WeighingRow
from bouncekit.transaction import Event, Transaction

__all__ = ["Decision", "Fired", "Notice", "Permit", "RecipientDecision", "Return"]

MUST_NOTIFY: Final = "RFC5321-6.1-01"
"""What a late SUPPRESS or DIVERT goes against, and says so."""


@unique
class Return(Enum):
    """How much of the message comes back with a notice."""

    FULL = "full"
    HEADERS = "headers"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One row that spoke. `grade` is the proof that it gives, `risk` what it adds; None where it does neither."""

    rule: str
    effect: Effect
    text: str
    cites: str
    grade: Grade | None = None
    risk: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As in `decide-out.json`."""
        grade = self.grade.name if self.grade is not None else self.risk
        return {"rule": self.rule, "effect": self.effect.value, "grade": grade, "cites": self.cites, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice that may be sent: envelope, and how much of the message may come back."""

    to: str
    """The reverse-path, source route stripped; the only recipient."""
    returned: Return
    max_bytes: int
    """Octets of the message that may come back."""
    requiretls: bool = False
    from_: str = ""
    """The envelope sender: always null."""

    def to_json(self) -> dict[str, Any]:
        """As in `decide-out.json`."""
        return {"to": self.to, "from": self.from_, "return": self.returned.value, "max_bytes": self.max_bytes}


_MINT: Final = object()
_BY_PROOF: Final = frozenset(("unproven", "temperror"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Leave to send one notice to one address. A SEND decision makes it; nothing else can (NotPermittedError)."""

    event: Event
    notice: Notice
    recipients: tuple[str, ...]
    """The forward-paths that the notice may speak of."""
    mint: InitVar[object]

    def __post_init__(self, mint: object) -> None:
        if mint is not _MINT:
            raise NotPermittedError("only a SEND decision makes a permit")

    def check(self, *, to: str, sender: str = "") -> None:
        """Raise NotPermittedError unless the envelope is the permitted one: null sender, this reverse-path (H05)."""
        if sender != "":
            raise NotPermittedError("a notice has the null reverse-path as its sender (RFC 5321 section 6.1)")
        if to != self.notice.to:
            raise NotPermittedError("this permit is for another address")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientDecision:
    """The verdict for one recipient; `because` names the rows that bound it and is never empty."""

    forward_path: str
    verdict: Verdict
    because: tuple[str, ...]
    reply: SmtpReply | None = None
    """What to answer for it, where the verdict is REJECT or DEFER in an open session."""

    def to_json(self) -> dict[str, Any]:
        """As in `decide-out.json`."""
        return {
            "forward_path": self.forward_path,
            "verdict": self.verdict.value,
            "reply": None if self.reply is None else str(self.reply),
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a policy says of one transaction."""

    policy: str
    verdict: Verdict
    """Of all failing recipients; MIXED where they differ."""
    recipients: tuple[RecipientDecision, ...]
    proof: Grade
    risk: int
    need: Grade
    overrides: str | None
    """The MUST that a late SUPPRESS or DIVERT goes against."""
    notice: Notice | None
    transaction: Transaction
    rows: tuple[WeighingRow, ...]
    """The evidence that was seen, the neutral kind too."""
    vetoes: tuple[HardRule, ...]
    outcome: Fired | None
    """What bound the verdict beside evidence and vetoes."""
    liftable: frozenset[str]
    """Ids of the hard rules that PROVEN would lift under this policy."""
    provers: tuple[tuple[str, Grade], ...]
    """The evidence of this policy that proves anything, and how much."""

    @property
    def because(self) -> tuple[Fired, ...]:
        """Every row that spoke for or against; never empty."""
        fired = [_veto(rule) for rule in self.vetoes]
        for row in self.rows:
            if row.risk:
                waived = row.waived_at is not None and self.proof >= row.waived_at
                if not waived:
                    fired.append(_fired(row, Effect.RISKS))
            elif row.proof:
                fired.append(_fired(row, Effect.PROVES))
        if self.outcome is not None:
            fired.append(self.outcome)
        return tuple(fired)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Ids of evidence that was seen and weighs nothing here (OWN-1-05)."""
        spoken = {fired.rule for fired in self.because}
        return tuple(name for name in (_id(row) for row in self.rows) if name not in spoken)

    @property
    def would_send_with(self) -> tuple[str, ...]:
        """Ids of evidence each of which alone would have made this SEND; empty where nothing could."""
        found: tuple[str, ...] = ()
        for recipient in self.recipients:
            needed = self._would_need(recipient)
            if needed is not None:
                found = max(found, tuple(name for name, grade in self.provers if grade >= needed), key=len)
        return found

    def _would_need(self, recipient: RecipientDecision) -> Grade | None:
        """The proof that would have turned this recipient's verdict into SEND; None where none would, or it is."""
        if recipient.verdict not in (Verdict.DEFER, Verdict.DIVERT, Verdict.SUPPRESS) or recipient.reply is not None:
            return None
        needed = self.need
        for name in recipient.because:
            if name in _BY_PROOF:
                continue
            rule = HARD_RULES.get(name)
            if rule is None or rule.overridable_at is None or name not in self.liftable:
                return None
            needed = max(needed, rule.overridable_at)
        return needed

    @property
    def permit(self) -> Permit | None:
        """Leave to send the notice for the recipients whose verdict is SEND; None when there are none."""
        sent = tuple(r.forward_path for r in self.recipients if r.verdict is Verdict.SEND)
        if not sent or self.notice is None:
            return None
        return Permit(event=self.transaction.event, notice=self.notice, recipients=sent, mint=_MINT)

    def to_json(self) -> dict[str, Any]:
        """The decision as JSON values, as in `decide-out.json`."""
        return {
            "verdict": self.verdict.value,
            "recipients": [recipient.to_json() for recipient in self.recipients],
            "proof": self.proof.name,
            "risk": self.risk,
            "need": self.need.name,
            "because": [fired.to_json() for fired in self.because],
            "would_send_with": list(self.would_send_with),
            "overrides": self.overrides,
            "notice": None if self.notice is None else self.notice.to_json(),
        }

    def explain(self) -> str:
        """The decision for people, in a few plain lines. Addresses are as the caller gave them."""
        sender = self.transaction.reverse_path or "<>"
        lines = [
            f"{self.verdict.value.upper()}: {self.transaction.event.value} notice to {sender} (policy {self.policy})"
        ]
        for recipient in self.recipients:
            reply = f", answer {recipient.reply}" if recipient.reply else ""
            lines.append(
                f"  {recipient.forward_path}: {recipient.verdict.value} by {', '.join(recipient.because)}{reply}"
            )
        lines.append(f"proof {self.proof.name}, risk {self.risk}, so {self.need.name} is needed")
        for fired in self.because:
            weight = fired.grade.name if fired.grade is not None else ("" if fired.risk is None else f"+{fired.risk}")
            what = f"{fired.effect.value} {weight}".strip()
            lines.append(f"  {fired.rule} {what}: {fired.text} [{fired.cites}]")
        if self.ignored:
            lines.append(f"seen, and of no weight here: {', '.join(self.ignored)}")
        if self.overrides:
            lines.append(f"this goes against {self.overrides} (a server that accepted mail must notify of its failure)")
        if self.would_send_with:
            lines.append(f"any of these would have made it SEND: {', '.join(self.would_send_with)}")
        if self.notice is not None:
            lines.append(
                f"notice: to {self.notice.to}, from <>, returning {self.notice.returned.value},"
                f" at most {self.notice.max_bytes} octets"
            )
        return "\n".join(lines)


def _id(row: WeighingRow) -> str:
    return row.id


def _fired(row: WeighingRow, effect: Effect) -> Fired:
    proves = effect is Effect.PROVES
    return Fired(
        rule=row.id,
        effect=effect,
        text=row.text,
        cites=row.cites,
        grade=row.proof if proves else None,
        risk=None if proves else row.risk,
    )


def _veto(rule: HardRule) -> Fired:
    return Fired(rule=rule.id, effect=Effect.FORBIDS, text=rule.text, cites=rule.cites)
