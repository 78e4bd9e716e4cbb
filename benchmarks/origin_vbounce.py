"""The labelled set of inbound reports, judged by bouncekit and by SpamAssassin's VBounce with our relay configured.

python benchmarks/origin_vbounce.py          needs `spamassassin`; prints the table of docs/explanation/origin.md
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import bouncekit
from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Setup, check, consult, examine_envelope
from origin.labelled import BOOK, KEYS, NOW, Inbound, labelled, sent

LABELS = ("ours", "lost", "forged", "blowback", "copied")
Table = dict[str, Counter[str]]


def bouncekit_table(everything: list[Inbound], ledger: SqliteLedger | None, setup: Setup) -> Table:
    counts: Table = defaultdict(Counter)
    for inbound in everything:
        report = bouncekit.parse(inbound.raw)
        proofs = examine_envelope(inbound.envelope_to, KEYS, NOW)
        if ledger is not None:
            proofs += consult(ledger, BOOK, report, NOW)
        origin = check(
            report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=setup, reporter=inbound.reporter
        )
        counts[inbound.label][origin.verdict.value] += 1
    return counts


def vbounce_table(everything: list[Inbound]) -> Table:
    """VBounce is silent about a bounce that it takes for ours (or does not take for a bounce), and marks the others."""
    counts: Table = defaultdict(Counter)
    with tempfile.NamedTemporaryFile(suffix=".mbox") as mbox:
        for number, inbound in enumerate(everything):
            body = re.sub(rb"(?m)^(>*From )", rb">\1", inbound.raw)
            head = b"From MAILER-DAEMON Mon Nov 23 12:00:00 2026\nReturn-Path: <>\nX-Case: %d\n" % number
            mbox.write(head + body.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n\n")
        mbox.flush()
        options = ["-L", "-t", "--mbox", "--cf=welcomelist_bounce_relays mail.local.test", "--cf=use_bayes 0"]
        options += ["--cf=report_safe 0", "--cf=fold_headers 0"]
        run = subprocess.run(["spamassassin", *options, mbox.name], check=True, capture_output=True)
    found = re.findall(rb"(?m)^X-(Spam-Status|Case): (.*)$", run.stdout)  # SpamAssassin orders a mailbox as it likes
    statuses = {int(case): status for (_, status), (_, case) in zip(found[::2], found[1::2], strict=True)}
    assert sorted(statuses) == list(range(len(everything)))
    for number, inbound in enumerate(everything):
        marked = b"ANY_BOUNCE_MESSAGE" in statuses[number]
        counts[inbound.label]["not-ours" if marked else "let through"] += 1
    return counts


def show(name: str, table: Table) -> None:
    print(f"\n{name}")
    for label in LABELS:
        print(f"  {label:9}", ", ".join(f"{verdict} {count}" for verdict, count in sorted(table[label].items())))


def main() -> None:
    everything = list(labelled())
    print(len(everything), "inbound reports:", dict(Counter(i.label for i in everything)))
    show(
        "bouncekit, BATV alone, always tagged",
        bouncekit_table(everything, None, Setup(always_tags=frozenset({"@collect.test"}))),
    )
    with tempfile.TemporaryDirectory() as folder, SqliteLedger(Path(folder) / "ledger.db") as ledger:
        ledger.record(BOOK.entries(sent(), NOW))
        show("bouncekit, BATV and ledger", bouncekit_table(everything, ledger, Setup()))
    show("SpamAssassin VBounce, welcomelist_bounce_relays mail.local.test", vbounce_table(everything))


if __name__ == "__main__":
    main()
