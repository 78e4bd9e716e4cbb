"""A policy out of TOML is a policy like any other: checked when it is made, faults named."""

from pathlib import Path

import pytest

from bouncekit.adapters.policy_toml import load_policy, read_policy
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import BALANCED, Evidence, Grade, Return, Verdict, read_query
from strategies.policy import SPF_PASS, question

WHOLE = """
name = "mine"
base = "strict"
cites = "ticket 4711"
others_need = "PROVEN"
distrusted = ["spf-helo-pass"]
needs = [{ most_risk = 1, grade = "STRONG" }, { grade = "PROVEN" }]
quotas = [{ grade = "NONE", address = 1 }, { grade = "WEAK", address = 1 }, { grade = "FAIR", address = 5, domain = 60 }]
content = [{ grade = "STRONG", return = "headers", max_bytes = 9000 }]
[settings]
defer_seconds = 3600
dkim_age_days = 2
sinks = ["bounce@here.example"]
[[rows]]
id = "partner"
text = "a partner"
cites = "contract 12"
when = ["spf-pass"]
domains = ["example.org"]
proof = "STRONG"
[[rows]]
id = "noisy"
text = "a noisy neighbour"
cites = "ticket 1"
domains = [".example.net"]
risk = 2
"""


def test_whole() -> None:
    policy = read_policy(WHOLE)
    assert (policy.name, policy.others_need) == ("mine", Grade.PROVEN)
    assert policy.distrusted == {Evidence.SPF_HELO_PASS}
    assert [q.address for q in policy.quotas] == [1, 1, 5, 30, 100]
    assert policy.content[3].returned is Return.HEADERS
    assert (policy.settings.defer_seconds, policy.settings.dkim_age_days) == (3600, 2)
    query = read_query(question(auth=SPF_PASS))
    assert policy.decide(query.txn, query.auth).verdict is Verdict.SEND


def test_the_least() -> None:
    assert read_policy('name = "x"\ncites = "y"').needs == BALANCED.needs


HEAD = 'name = "x"\ncites = "y"\n'


@pytest.mark.rfc("OWN-1-01")
@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("x = [", "policy"),
        ("x = 1", "x"),
        ("", "policy.name"),
        ('name = "balanced"\ncites = "y"', "name"),
        (HEAD + 'base = "rfc5321-literal"', "base"),
        (HEAD + "base = 1", "base"),
        (HEAD + "needs = []", "policy.needs"),
        (HEAD + 'needs = [{ grade = "NONE" }]', "policy.needs"),
        (HEAD + 'needs = [{ grade = "fair" }]', "needs[0].grade"),
        (HEAD + 'needs = [{ most_risk = true, grade = "FAIR" }]', "needs[0].most_risk"),
        (HEAD + 'needs = [{ risk = 1, grade = "FAIR" }]', "needs[0].risk"),
        (HEAD + 'needs = [{ most_risk = 1, grade = "STRONG" }, { grade = "FAIR" }]', "policy.needs"),
        (HEAD + 'quotas = [{ grade = "PROVEN", address = 1 }]', "policy.quotas"),
        (HEAD + 'content = [{ grade = "NONE", return = "all" }]', "content[0].return"),
        (HEAD + 'others_need = "FAIR"', "policy.others_need"),
        (HEAD + 'distrusted = ["spf-softfail"]', "policy.distrusted"),
        (HEAD + 'distrusted = ["nonsense"]', "distrusted[0]"),
        (HEAD + "[settings]\nreceived_limit = 0", "received_limit"),
        (HEAD + "[settings]\nx = 0", "settings.x"),
        (HEAD + '[settings]\nsinks = "a"', "settings.sinks"),
        (HEAD + '[[rows]]\nid = "a"', "rows.a"),
        (HEAD + "[[rows]]\nid = 1", "rows[0].id"),
        (HEAD + '[[rows]]\nid = "a"\ntext = "b"\ncites = "c"\nwhen = ["spf-softfail"]\nproof = "FAIR"', "rows.a.when"),
        (HEAD + '[[rows]]\nid = "a"\ntext = "b"\ncites = "c"\nwhen = ["spf-pass"]\nrisk = 1', "rows.a.when"),
        (HEAD + '[[rows]]\nid = "a"\ntext = "b"\ncites = "c"\nwhen = ["x"]\nrisk = 1', "rows[0].when[0]"),
        (HEAD + "rows = 1", "rows"),
    ],
)
def test_faults_are_named(text: str, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read_policy(text)
    assert caught.value.field == field
    assert len(str(caught.value).splitlines()) == 1


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_policy(path).name == "mine"
    path.write_bytes(b"\xff")
    for bad in (path, tmp_path, tmp_path / "none"):
        with pytest.raises(AdapterError):
            load_policy(bad)
