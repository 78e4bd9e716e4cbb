"""The labelled corpus: where we stand, what we miss, and why each miss is left.

    python benchmarks/labelled.py [--corpus DIR] [--score FILE] [--check]

DIR (default ../shared/corpus/dev) holds labels.jsonl and messages/; FILE (default ../shared/bin/score) is the program
that scores, whose own functions judge here. Two rows are printed: against all labels, and without those labels that
contradict their own message or the contract (`disputed` in labelled_misses.json). Then every miss with why it is left.

--check exits 1 when a miss has no reason in labelled_misses.json, when a reason there is no miss any more, when
ordinary mail is called a failure, or when a column of the second row falls below its floor.
"""

import argparse
import collections
import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from bouncekit.cli.answers import answer
from bouncekit.report.parse import parse

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
REASONS = HERE / "labelled_misses.json"
FLOORS = {
    "detected": 99.5,
    "delayed": 97,
    "kind": 99,
    "address": 99,
    "status+": 99,
    "reply": 98,
    "reason": 98,
    "hard": 98,
    "permanence": 99.5,
}
"""Per cent that the issues ask for, on labels that agree with their message."""


def scorer(path: Path) -> ModuleType:
    """The program that scores, as a module: it judges, we only ask."""
    loader = importlib.machinery.SourceFileLoader("score", str(path))
    spec = importlib.util.spec_from_loader("score", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True  # shared/ is not ours to write to
    loader.exec_module(module)
    return module


def judge(score: ModuleType, labels: list[dict[str, Any]], messages: Path) -> dict[str, tuple[Any, list[str]]]:
    """By the label's id: what the message adds to the tally, and what is wrong with our answer."""
    out = {}
    for label in labels:
        ours = answer("", 0, parse((messages / label["id"]).read_bytes()))
        tally: collections.Counter[str] = collections.Counter()
        out[label["id"]] = (tally, score.score(label, score.simplify(ours), tally))
    return out


def column(wrong: str) -> str:
    return wrong.partition(":")[0]


def figures(score: ModuleType, judged: dict[str, tuple[Any, list[str]]], left_out: dict[str, set[str]]) -> Any:
    total: collections.Counter[str] = collections.Counter()
    for id_, (tally, _) in judged.items():
        out = left_out.get(id_, set())
        total.update({k: n for k, n in tally.items() if k.removesuffix(" ok") not in out})
    return score.figures(total)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus" / "dev", metavar="DIR")
    parser.add_argument("--score", type=Path, default=SHARED / "bin" / "score", metavar="FILE")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    score = scorer(options.score)
    labels = [json.loads(line) for line in (options.corpus / "labels.jsonl").read_text().splitlines()]
    reasons: dict[str, dict[str, Any]] = json.loads(REASONS.read_text())
    why = {(id_, name): text for text, r in reasons.items() for id_, names in r["misses"].items() for name in names}
    disputed = collections.defaultdict(set)
    for reason in reasons.values():
        for id_, names in reason["misses"].items():
            if reason["disputed"]:
                disputed[id_].update(names)

    judged = judge(score, labels, options.corpus / "messages")
    missed = {(id_, column(w)): w for id_, (_, wrong) in judged.items() for w in wrong}
    every, agreed = figures(score, judged, {}), figures(score, judged, disputed)
    score.table([("all labels", every), ("undisputed", agreed)])
    print()
    for text in dict.fromkeys(why.values()):
        kind = "disputed: " if reasons[text]["disputed"] else ""
        print(f"{kind}{text}")
        for id_, names in reasons[text]["misses"].items():
            print(f"    {id_}: {', '.join(names)}")
    faults = [f"a miss without a reason: {id_} | {w}" for (id_, name), w in missed.items() if (id_, name) not in why]
    faults += [f"a reason without a miss: {id_} | {name}" for id_, name in why if (id_, name) not in missed]
    faults += [f"{name}: {agreed[name]} is below {floor}" for name, floor in FLOORS.items() if agreed[name] < floor]
    if every["false_alarms"].partition("/")[0] != "0":
        faults.append(f"false alarms: {every['false_alarms']}")
    print("\n".join(["", *faults] if faults else ["", f"{len(missed)} misses, each with its reason"]))
    return 1 if options.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
