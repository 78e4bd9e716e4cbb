"""What one decision costs: in process from ready facts, beside a call that does nothing; and `decide --jsonl`.

.venv/bin/python benchmarks/decide.py            figures
.venv/bin/python benchmarks/decide.py --check    exit 1 over 30 microseconds, or under 5,000 transactions a second
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bouncekit.policy import read_query
from bouncekit.policy.codec import Query

MOST_MICROSECONDS = 30.0
LEAST_PER_SECOND = 5_000
BASE: dict[str, Any] = {
    "event": "failed",
    "protocol": "smtp",
    "stage": "accepted",
    "client": {"ip": "192.0.2.7", "helo": "mx.example.org", "login": None, "trusted_relay": False},
    "reverse_path": "ann@example.org",
    "ret": "FULL",
    "recipients": [
        {"forward_path": "bob@here.example", "notify": ["FAILURE", "DELAY"], "orcpt": None,
         "failure": {"reason": "user-unknown", "reply": "550", "status": "5.1.1", "diagnostic": "no such user"}}
    ],
    "dns": {"domain_exists": True, "null_mx": False, "spf_record": "v=spf1 ip4:192.0.2.0/24 -all", "mx": "ok"},
    "content": {"verdict": "clean", "received_count": 3, "kept": False},
    "history": {"already_notified": False, "recent_notices_to_address": 1},
}  # fmt: skip
SIGNATURE = {
    "result": "pass", "domain": "example.org", "signed_from": "ann@example.org", "age_days": 0,
    "body_length_limit": False, "key_bits": 2048, "algorithm": "rsa-sha256",
}  # fmt: skip
SPF = {"result": "pass", "identity": "mailfrom", "domain": "example.org", "permissive": False}
CASES: dict[str, dict[str, Any]] = {
    "refused in session": {"stage": "rcpt"},
    "forged, no evidence": {},
    "spf pass": {"auth": {"spf": [SPF]}},
    "spf, dkim, dmarc pass": {
        "auth": {"spf": [SPF], "dkim": [SIGNATURE], "dmarc": {"result": "pass", "from": "ann@example.org"}}
    },
    "spf fail": {"auth": {"spf": [{**SPF, "result": "fail"}]}},
    "our own user": {"client": {"login": "ann", "login_may_use_reverse_path": True}},
}


def best(call: Callable[[], object], rounds: int = 7, count: int = 4_000) -> float:
    """Microseconds of processor time a call, in the best of several rounds: what it costs when nothing else runs."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(count):
            call()
        found.append((time.process_time() - start) / count * 1e6)
    return min(found)


def no_op(query: Query) -> Callable[[], object]:
    def nothing(txn: object, auth: object, **facts: object) -> None:
        del txn, auth, facts

    return lambda: nothing(
        query.txn, query.auth, dns=query.dns, content=query.content, own_tokens=query.own_tokens, history=query.history
    )


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def stream(lines: list[str]) -> tuple[float, float]:
    """Transactions a second of `bouncekit decide --jsonl`: by its processor time, start included, and by the clock."""
    before = children()
    program = Path(sys.executable).with_name("bouncekit")
    with subprocess.Popen(
        [str(program), "decide", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(lines[0])
        process.stdin.flush()
        process.stdout.readline()
        start = time.perf_counter()
        answers, _ = process.communicate("".join(lines))
        took = time.perf_counter() - start
    assert answers.count("\n") == len(lines)
    return len(lines) / (children() - before), len(lines) / took


def main() -> int:
    print(f"{'situation':28} {'decide':>9} {'+ to_json':>9} {'no-op':>7}   microseconds, one core")
    slowest = 0.0
    for name, change in CASES.items():
        query = read_query({**BASE, **change})
        cost = best(query.decide)
        slowest = max(slowest, cost)
        whole = best(lambda query=query: query.decide().to_json())
        print(f"{name:28} {cost:9.1f} {whole:9.1f} {best(no_op(query)):7.2f}")
    lines = [json.dumps({**BASE, **change}) + "\n" for change in CASES.values()] * 3_000
    runs = [stream(lines) for _ in range(3)]
    rate, clock = (max(column) for column in zip(*runs, strict=True))
    print(f"decide --jsonl, {len(lines):,} lines: {rate:,.0f} a second of one core, {clock:,.0f} by the clock")
    return int("--check" in sys.argv and (slowest > MOST_MICROSECONDS or rate < LEAST_PER_SECOND))


if __name__ == "__main__":
    sys.exit(main())
