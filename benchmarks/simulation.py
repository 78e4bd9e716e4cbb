"""A day of a mid-size server under six ways to bounce: who is mailed that never wrote, and whose owed bounce is lost.

    .venv/bin/python benchmarks/simulation.py                 figures
    .venv/bin/python benchmarks/simulation.py --write docs    also docs/explanation/simulation.{md,svg}
    .venv/bin/python benchmarks/simulation.py --check         exit 1 unless balanced mails no unproven victim and loses
                                                              < 3 %, and < 2 % where forwarders are listed

Every message has a labelled truth (who wrote it, does it fail, is that known in time to refuse it). Nothing here looks
at a policy to make traffic, and no policy sees the truth. One seed, so that runs agree.

Rates and where they come from
  spam share 46 %          Kaspersky, "Spam and phishing in 2021" (45.56 %) and its successors (45.6 % in 2023)
  SPF, DKIM of wanted mail Google security blog, December 2013: SPF 89.1 %, DKIM 76.9 %, both 74.7 %, neither 8.6 %
                           (`2013` below); Google, October 2023: unauthenticated mail to Gmail fell by 75 % once some
                           authentication was demanded (`2023` below)
  SPF records of domains   Czybik, Horlboge, Rieck, "Lazy Gatekeepers", IMC 2023: 56.5 % of 12 million domains have one,
                           2.9 % of these are broken
  assumed, not surveyed    5 % of wanted mail is forwarded, half of it with SRS; 2 % of it fails, a tenth of that after
                           acceptance; half of a spam run's recipients do not exist; 60 % of spam is recognised
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bouncekit.auth import AuthResults, DkimResult, DmarcPolicy, DmarcResult, Result, SpfIdentity, SpfResult
from bouncekit.policy import (
    BALANCED,
    RELAY,
    STRICT,
    UNSAFE_RFC5321_LITERAL,
    Content,
    ContentVerdict,
    DomainFacts,
    Grade,
    History,
    Need,
    Policy,
    Verdict,
)
from bouncekit.policy.rate import bucket
from bouncekit.transaction import Client, Event, Failure, Notify, Protocol, RcptTo, Stage, Transaction
from bouncekit.vocabulary import Reason

SEED: Final = 20261123
MINUTES: Final = 24 * 60
REPORT_BYTES: Final = 2_500
MESSAGE_BYTES: Final = 50_000
UNKNOWN: Final = Failure(reason=Reason.USER_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message with what it is: `genuine` says that the reverse-path's owner sent it."""

    minute: int
    kind: str
    genuine: bool
    fails: bool
    late: bool
    """The failure shows only after acceptance (a forward, a full disk, another site's filter)."""
    txn: Transaction
    auth: AuthResults
    dns: DomainFacts
    content: Content
    known: bool = False
    replayed: bool = False
    was_spf: bool = False
    """SPF passed at the host before the forwarder."""

    @property
    def proof(self) -> str:
        """What the world itself says for the sender, whatever a policy makes of it."""
        return "authorised" if any(s.result is Result.PASS for s in self.auth.spf) or self.replayed else "unproven"


@dataclass(frozen=True, slots=True)
class Era:
    """How much of wanted mail is authenticated."""

    name: str
    both: float
    spf_only: float
    dkim_only: float


E2013: Final = Era("2013", 0.747, 0.144, 0.022)
E2023: Final = Era("2023", 0.8225, 0.133, 0.023)


def spf(result: Result, domain: str, *, permissive: bool = False) -> tuple[SpfResult, ...]:
    return (SpfResult(result=result, identity=SpfIdentity.MAILFROM, domain=domain, permissive=permissive),)


def dkim(address: str, domain: str) -> tuple[DkimResult, ...]:
    return (
        DkimResult(result=Result.PASS, domain=domain, signed_from=address, age_days=0.01, body_length_limit=False,
                   key_bits=2048, algorithm="rsa-sha256"),
    )  # fmt: skip


class Day:
    """The traffic of a day, made of a seed and rates."""

    def __init__(self, volume: int, era: Era, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.volume = volume
        self.era = era
        self.victims = [(f"v{n}@d{n % 400}.org", f"d{n % 400}.org") for n in range(3_000)]
        # What the victims' domains publish: no SPF, softfail, fail, or a record that a spammer's host is in.
        self.published = {domain: self.record() for _, domain in self.victims}

    def record(self) -> Result:
        if self.rng.random() > 0.565:
            return Result.NONE
        if self.rng.random() < 0.029:
            return Result.PERMERROR
        return self.rng.choice((Result.FAIL, Result.SOFTFAIL, Result.SOFTFAIL, Result.NEUTRAL))

    def __iter__(self) -> Iterator[Mail]:
        # Of wanted mail only the 2 % that fail are made: the rest has no part in this.
        shares = ((self.wanted, 0.54 * 0.02), (self.spam, 0.38), (self.blowback, 0.06), (self.adversary, 0.02))
        for make, share in shares:
            for _ in range(round(self.volume * share)):
                yield make()

    def minute(self, *, storm: bool = False) -> int:
        return min(MINUTES - 1, int(self.rng.gauss(600, 40))) if storm else self.rng.randrange(MINUTES)

    def txn(self, sender: str, *, notify: frozenset[Notify] | None = None, client: Client | None = None) -> Transaction:
        rcpt = RcptTo(forward_path=f"u{self.rng.randrange(99_999)}@here.org", failure=UNKNOWN, notify=notify)
        return Transaction(
            client=client or Client(ip="192.0.2.7"), reverse_path=sender, recipients=(rcpt,), protocol=Protocol.SMTP,
            event=Event.FAILED, stage=Stage.ACCEPTED,
        )  # fmt: skip

    def wanted(self) -> Mail:
        rng, era = self.rng, self.era
        n = rng.randrange(20_000)
        domain = f"s{n % 4_000}.net"
        sender = f"p{n}@{domain}"
        user = rng.random() < 0.15  # our own users, by submission
        draw = rng.random()
        has_spf = draw < era.both + era.spf_only
        has_dkim = draw < era.both or era.both + era.spf_only <= draw < era.both + era.spf_only + era.dkim_only
        forwarded = not user and rng.random() < 0.05
        result = Result.PASS if has_spf else Result.NONE
        signed = dkim(sender, domain) if has_dkim else ()
        if forwarded and rng.random() < 0.5:  # with SRS: the reverse-path is the forwarder's
            domain = f"f{n % 200}.net"
            sender, result, signed = f"SRS0=aaaa=bb=x.net=p{n}@{domain}", Result.PASS, ()
        elif forwarded and has_spf:
            result = rng.choice((Result.FAIL, Result.SOFTFAIL, Result.SOFTFAIL))
        wide = rng.random() < 0.03
        client = Client(ip="192.0.2.7", login="u", login_may_use_reverse_path=True) if user else None
        content = ContentVerdict.SUSPECT if rng.random() < 0.02 else ContentVerdict.CLEAN
        return Mail(
            minute=self.minute(), kind="own user" if user else "forwarded" if forwarded else "wanted", genuine=True,
            fails=True, late=rng.random() < 0.1, txn=self.txn(sender, client=client),
            auth=AuthResults(spf=spf(result, domain, permissive=wide), dkim=signed, iprev=Result.PASS),
            dns=DomainFacts(domain_exists=True, null_mx=False, client_is_mx=rng.random() < 0.3),
            content=Content(verdict=content), known=rng.random() < 0.5, was_spf=has_spf,
        )  # fmt: skip

    def spam(self) -> Mail:
        rng = self.rng
        sender, domain = rng.choice(self.victims)
        dead = rng.random() < 0.1
        published = self.published[domain]
        draw = rng.random()
        verdict = ContentVerdict.SPAM if draw < 0.5 else ContentVerdict.HOSTILE if draw < 0.6 else ContentVerdict.CLEAN
        dmarc = (
            DmarcResult(result=Result.FAIL, from_=sender, policy=DmarcPolicy.REJECT) if rng.random() < 0.15 else None
        )
        return Mail(
            minute=self.minute(storm=rng.random() < 0.7), kind="spam run", genuine=False, fails=rng.random() < 0.5,
            late=rng.random() < 0.1, txn=self.txn(sender), auth=AuthResults(spf=spf(published, domain), dmarc=dmarc),
            dns=DomainFacts(domain_exists=not dead, null_mx=False), content=Content(verdict=verdict),
        )  # fmt: skip

    def blowback(self) -> Mail:
        return Mail(
            minute=self.minute(storm=True), kind="blowback", genuine=False, fails=True, late=self.rng.random() < 0.1,
            txn=self.txn(""), auth=AuthResults(), dns=DomainFacts(), content=Content(is_report=True),
        )  # fmt: skip

    def adversary(self) -> Mail:
        """Those who know how we decide: A3, A4, A5, A6, A7 and A12 in equal parts, every one of them failing late."""
        rng = self.rng
        victim, domain = rng.choice(self.victims)
        attack = rng.choice(("A3", "A4", "A4-wide", "A5", "A6", "A7", "A12"))
        none = spf(Result.NONE, domain)
        own = DmarcResult(result=Result.PASS, from_="eve@evil.net")
        auth = {
            "A3": AuthResults(spf=none, dkim=dkim("eve@evil.net", "evil.net"), dmarc=own),
            "A4": AuthResults(spf=spf(Result.PASS, domain)),
            "A4-wide": AuthResults(spf=spf(Result.PASS, domain, permissive=True)),
            "A5": AuthResults(spf=none, dkim=dkim(f"eve@{domain}", domain)),
            "A6": AuthResults(spf=none, dkim=dkim(victim, domain)),
            "A7": AuthResults(spf=none),
            "A12": AuthResults(spf=spf(Result.TEMPERROR, domain)),
        }[attack]  # fmt: skip
        notify = frozenset({Notify.SUCCESS, Notify.FAILURE}) if attack == "A7" else None
        return Mail(
            minute=self.minute(), kind=f"adversary {attack}", genuine=False, fails=True, late=True,
            txn=self.txn(victim, notify=notify), auth=auth, dns=DomainFacts(domain_exists=True), content=Content(),
            replayed=attack == "A6",
        )  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What one way to bounce did in a day."""

    victims: int = 0
    unproven_victims: int = 0
    bytes_to_victims: int = 0
    owed: int = 0
    lost: int = 0
    sent: int = 0
    refused: int = 0
    peak: int = 0

    @property
    def lost_share(self) -> float:
        return self.lost / self.owed if self.owed else 0.0


Bouncer = Callable[[Mail], tuple[bool, int]]
"""Is a late bounce sent for this mail, and how much of it goes back?"""


def everybody(mail: Mail) -> tuple[bool, int]:
    """Accept, then bounce: whatever fails goes back in full to any reverse-path that is not null."""
    return mail.txn.sender is not None, MESSAGE_BYTES


def prior_art(mail: Mail) -> tuple[bool, int]:
    """SPF pass or a signature of the reverse-path's domain (the rule of AGWA/backscatter-prevention)."""
    sender = mail.txn.sender
    if sender is None:
        return False, 0
    by_spf = any(s.result is Result.PASS for s in mail.auth.spf)
    by_dkim = any(d.result is Result.PASS and d.domain == sender.ascii_domain for d in mail.auth.dkim)
    return by_spf or by_dkim, MESSAGE_BYTES


class Gate:
    """A policy with the counters of its ceilings. `forwarders`: those of wanted mail are on the operator's list."""

    def __init__(self, policy: Policy, *, forwarders: bool = False) -> None:
        self.policy = policy
        self.forwarders = forwarders
        self.address: Counter[tuple[str, str]] = Counter()
        self.domain: Counter[tuple[str, str, int]] = Counter()
        self.signatures: set[str] = set()
        self.rules: Counter[tuple[str, bool]] = Counter()

    def __call__(self, mail: Mail) -> tuple[bool, int]:
        sender = mail.txn.sender
        domain = sender.ascii_domain if sender else ""
        seen = mail.replayed and mail.txn.reverse_path in self.signatures
        if mail.replayed:
            self.signatures.add(mail.txn.reverse_path)
        history = History(known_correspondent=mail.known, signature_seen=seen)
        decision = self._decide(mail, history)
        name = bucket(decision.proof)
        hour = mail.minute // 60
        history = replace(
            history,
            recent_notices_to_address=self.address[name, mail.txn.reverse_path],
            recent_notices_to_domain=self.domain[name, domain, hour],
        )
        decision = self._decide(mail, history)
        if decision.verdict is not Verdict.SEND or decision.notice is None:
            for rule in decision.recipients[0].because:
                self.rules[rule, mail.genuine] += 1
            return False, 0
        self.address[name, mail.txn.reverse_path] += 1
        self.domain[name, domain, hour] += 1
        return True, decision.notice.max_bytes

    def _decide(self, mail: Mail, history: History):  # noqa: ANN202
        txn = replace(mail.txn, deferred_seconds=432_000)
        auth = mail.auth
        if self.forwarders and mail.kind == "forwarded" and mail.txn.sender:
            # Then the forwarder's own Authentication-Results are read instead of ours.
            auth = replace(auth, spf=spf(Result.PASS if mail.was_spf else Result.NONE, mail.txn.sender.ascii_domain))
        return self.policy.decide(txn, auth, dns=mail.dns, content=mail.content, history=history)


def run(mails: list[Mail], bounce: Bouncer, *, refuses: bool) -> Tally:
    """The day under one way to bounce; *refuses*: known failures are refused in the session."""
    tally = Tally()
    minutes: Counter[int] = Counter()
    for mail in mails:
        if not mail.fails:
            continue
        if refuses and not mail.late:
            tally.refused += 1
            continue
        owed = mail.genuine
        tally.owed += owed
        sends, size = bounce(mail)
        if not sends:
            tally.lost += owed
            continue
        tally.sent += 1
        minutes[mail.minute] += 1
        if not mail.genuine:
            tally.victims += 1
            tally.unproven_victims += mail.proof == "unproven"
            tally.bytes_to_victims += REPORT_BYTES + min(size, MESSAGE_BYTES)
    tally.peak = max(minutes.values(), default=0)
    return tally


def flat(name: str, grade: Grade) -> Policy:
    return replace(BALANCED, name=name, needs=(Need(most_risk=None, grade=grade),))


CURVE: Final = (
    ("accept, then bounce", lambda: everybody, False),
    ("refuse in session first", lambda: everybody, True),
    ("+ hard rules (rfc5321-literal)", lambda: Gate(UNSAFE_RFC5321_LITERAL), True),
    ("+ proof at least WEAK", lambda: Gate(flat("weak", Grade.WEAK)), True),
    ("+ proof at least FAIR", lambda: Gate(flat("fair", Grade.FAIR)), True),
    ("+ more proof as risk grows (balanced)", lambda: Gate(BALANCED), True),
    ("+ proof at least STRONG", lambda: Gate(flat("strong", Grade.STRONG)), True),
    ("+ risk again (strict)", lambda: Gate(STRICT), True),
    ("own users only (relay)", lambda: Gate(RELAY), True),
)
WAYS: Final = (
    ("accept-then-bounce", lambda: everybody, False),
    ("RFC 5321 to the letter", lambda: everybody, True),
    ("SPF pass or aligned DKIM", lambda: prior_art, True),
    ("rfc5321-literal", lambda: Gate(UNSAFE_RFC5321_LITERAL), True),
    ("balanced", lambda: Gate(BALANCED), True),
    ("balanced, forwarders listed", lambda: Gate(BALANCED, forwarders=True), True),
    ("strict", lambda: Gate(STRICT), True),
    ("relay", lambda: Gate(RELAY), True),
)
HEAD: Final = (
    "| | victims mailed | of them unproven | MB to victims | owed late | lost | lost % | peak a minute |\n"
    "|---|---|---|---|---|---|---|---|"
)


def line(name: str, t: Tally) -> str:
    return (
        f"| {name} | {t.victims:,} | {t.unproven_victims:,} | {t.bytes_to_victims / 1e6:,.1f} | {t.owed:,} | {t.lost:,} |"  # noqa: E501
        f" {100 * t.lost_share:.1f} | {t.peak:,} |"
    )


def tables(volume: int) -> tuple[str, dict[str, Tally], list[tuple[str, Tally]]]:
    out: list[str] = []
    balanced: dict[str, Tally] = {}
    curve: list[tuple[str, Tally]] = []
    for era in (E2023, E2013):
        mails = list(Day(volume, era))
        out += [f"\n## A day of {volume:,} messages, authentication as of {era.name}\n", HEAD]
        for name, make, refuses in WAYS:
            tally = run(mails, make(), refuses=refuses)
            out.append(line(name, tally))
            if name.startswith("balanced"):
                balanced[f"{name} {era.name}"] = tally
        if era is E2023:
            out += ["\n## Rule by rule: victims mailed against owed bounces lost\n", HEAD]
            for name, make, refuses in CURVE:
                tally = run(mails, make(), refuses=refuses)
                curve.append((name, tally))
                out.append(line(name, tally))
            out += rule_table(mails)
            out += kind_table(mails)
    out += growth(volume)
    return "\n".join(out), balanced, curve


def rule_table(mails: list[Mail]) -> list[str]:
    gate = Gate(BALANCED)
    run(mails, gate, refuses=True)
    names = sorted({rule for rule, _ in gate.rules}, key=lambda r: -gate.rules[r, False])
    rows = [f"| {r} | {gate.rules[r, False]:,} | {gate.rules[r, True]:,} |" for r in names]
    return ["\n## What each rule of balanced keeps back (a message may meet several)\n",
            "| rule | forged | genuine |\n|---|---|---|", *rows]  # fmt: skip


def kind_table(mails: list[Mail]) -> list[str]:
    sent: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    gate = Gate(BALANCED)
    for mail in mails:
        if mail.fails and mail.late:
            sent[mail.kind][0] += 1
            sent[mail.kind][1] += gate(mail)[0]
    rows = [f"| {kind} | {late:,} | {went:,} |" for kind, (late, went) in sorted(sent.items())]
    return ["\n## Balanced, by kind of mail\n", "| kind | late failures | notices sent |\n|---|---|---|", *rows]


def growth(volume: int) -> list[str]:
    out = ["\n## How it grows with volume (authentication as of 2023)\n",
           "| messages a day | way | victims mailed | of them unproven | lost | peak a minute |\n|---|---|---|---|---|---|"]  # noqa: E501  # fmt: skip
    for share in (8, 4, 2, 1):
        mails = list(Day(volume // share, E2023))
        for name, make, refuses in (WAYS[0], WAYS[2], WAYS[4]):
            t = run(mails, make(), refuses=refuses)
            out.append(
                f"| {volume // share:,} | {name} | {t.victims:,} | {t.unproven_victims:,} | {t.lost:,} | {t.peak:,} |"
            )
    return out


def plot(curve: list[tuple[str, Tally]]) -> str:
    """Victims mailed (logarithmic) against owed bounces lost, as SVG."""
    import math

    width, height, left, bottom = 760, 420, 70, 50
    most = max(t.victims for _, t in curve)
    lost = max(t.lost_share for _, t in curve) or 1.0

    def place(t: Tally) -> tuple[float, float]:
        x = left + (width - left - 230) * (t.lost_share / lost)
        y = height - bottom - (height - 2 * bottom) * math.log10(1 + t.victims) / math.log10(1 + most)
        return x, y

    marks = []
    for n, (name, t) in enumerate(curve):
        x, y = place(t)
        note = f"{n + 1}. {name}: {t.victims:,} / {100 * t.lost_share:.1f} %"
        marks.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#1f5fa8"/><text x="{x + 7:.0f}" y="{y + 4:.0f}">{n + 1}</text>'  # noqa: E501
        )
        marks.append(f'<text x="{width - 330}" y="{40 + 17 * n}">{note}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'  # noqa: E501
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="M{left} {bottom}V{height - bottom}H{width - 60}" fill="none" stroke="#444"/>'
        f'<text x="{left}" y="{height - 18}">owed bounces lost, 0 to {100 * lost:.0f} % →</text>'
        f'<text x="14" y="{bottom - 14}">↑ people mailed who never wrote (logarithmic, to {most:,})</text>'
        + "".join(marks) + "</svg>\n"
    )  # fmt: skip


def main() -> int:
    volume = 1_000_000
    text, balanced, curve = tables(volume)
    print(text)
    if "--write" in sys.argv:
        folder = Path(sys.argv[sys.argv.index("--write") + 1]) / "explanation"
        head = "# What each rule costs and saves\n\nWritten by `benchmarks/simulation.py --write docs`; one seed.\n\n"
        rates = "```text\n" + (__doc__ or "").partition("Rates and where they come from\n")[2] + "```\n"
        picture = "\n![Victims mailed against owed bounces lost](simulation.svg)\n"
        (folder / "simulation.md").write_text(head + rates + picture + text + "\n", encoding="utf-8")
        (folder / "simulation.svg").write_text(plot(curve), encoding="utf-8")
    plain, listed = balanced["balanced 2023"], balanced["balanced, forwarders listed 2023"]
    bad = any(t.unproven_victims for t in balanced.values()) or plain.lost_share >= 0.03 or listed.lost_share >= 0.02
    return int("--check" in sys.argv and bad)


if __name__ == "__main__":
    sys.exit(main())
