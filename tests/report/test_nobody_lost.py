"""Every recipient that a report names is read, up to 20,000, in each of the forms that real servers send."""

from collections.abc import Callable
from typing import Final

import pytest

from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.origin import Key, KeyRing, Sent, check, consult, examine_report, signed
from bouncekit.origin.model import Setup, Verdict
from bouncekit.origin.proof import ProofKind
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action
from origin.test_complaints import BOOK, NOW, Ledger
from report.mails import dsn, mail

_EXIM: Final = (
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered"
    " to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
)
_QMAIL: Final = (
    "Hi. This is the qmail-send program at mx.receiver.example.\nI'm afraid I wasn't able to deliver your message to the"
    " following addresses.\nThis is a permanent error; I've given up.\n\n"
)


def _name(n: int) -> str:
    return f"user{n}@receiver{n % 97}.example"


def _group(n: int, blank: str = "\n") -> str:
    return (
        f"Final-Recipient: rfc822; {_name(n)}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 <{_name(n)}>: User unknown in virtual mailbox table\n{blank}"
    )


def _all(line: Callable[[int], str], many: int) -> str:
    return "".join(map(line, range(many)))


FORMS: Final[dict[str, Callable[[int], bytes]]] = {
    "status part": lambda many: dsn("Reporting-MTA: dns; mx.receiver.example\n\n" + _all(_group, many)),
    "groups without a line between": lambda many: dsn(_all(lambda n: _group(n, ""), many)),
    "qmail": lambda many: mail(_QMAIL + _all(lambda n: f"<{_name(n)}>:\n550 no such user\n\n", many)),
    "exim": lambda many: mail(_EXIM + _all(lambda n: f"  {_name(n)}\n    550 5.1.1 no such user\n", many)),
    "no layout": lambda many: mail("It was undeliverable:\n\n" + _all(lambda n: f"{_name(n)}: unknown\n", many)),
    "fields in text": lambda many: mail("It was undeliverable.\n\n" + _all(_group, many)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_thousand_recipients_are_a_thousand(form: str) -> None:
    report = parse(FORMS[form](1_000))
    assert [r.final for r in report.recipients] == [_name(n) for n in range(1_000)]
    assert {r.action for r in report.recipients} == {Action.FAILED}
    assert not [a for a in report.anomalies if a.id.startswith("limit-")]


@pytest.mark.parametrize("form", ["status part", "qmail"])
def test_twenty_thousand_recipients_are_twenty_thousand(form: str) -> None:
    report = parse(FORMS[form](20_000))
    assert [r.final for r in report.recipients] == [_name(n) for n in range(20_000)]
    assert not [a for a in report.anomalies if a.id.startswith("limit-")]


def test_each_of_many_recipients_has_its_own_command() -> None:
    text = _all(
        lambda n: f"<{_name(n)}>: host mx said: 550 refused (in reply to {'DATA' if n % 2 else 'RCPT TO'} command)\n\n",
        600,
    )
    fields = _all(lambda n: f"Final-Recipient: rfc822; {_name(n)}\nAction: failed\nStatus: 5.0.0\n"
                  "Diagnostic-Code: smtp; 550 refused\n\n", 600)  # fmt: skip
    commands = [r.command for r in parse(dsn(fields, text)).recipients]
    assert commands == ["RCPT TO", "DATA"] * 300


def test_a_proof_may_speak_for_each_of_many_recipients() -> None:
    report = parse(FORMS["status part"](1_000))
    sent = [Sent(recipient=_name(n), message_id="<1@sender.example>") for n in range(1_000)]
    setup = Setup(sealed=frozenset((ProofKind.LEDGER,)))
    proofs = consult(Ledger(*sent), BOOK, report, NOW)
    origin = check(report, envelope_to="ann@sender.example", proofs=proofs, now=NOW, setup=setup)
    assert origin.verdict is Verdict.OURS
    assert origin.recipients == frozenset(_name(n) for n in range(1_000))


def test_a_bound_id_is_tried_for_each_of_many_recipients() -> None:
    keys = KeyRing((Key(id=1, secret=b"sixteen octets of secret"),))
    bound = signed.mint_message_id("m", "sender.example", keys, NOW, recipient=_name(999))
    raw = FORMS["status part"](1_000).replace(b"<1@sender.example>", bound.encode())
    (proof,) = examine_report(parse(raw), keys, NOW)
    assert proof.recipients == frozenset((_name(999),))


def test_the_default_limits_hold_the_largest_real_reports() -> None:
    assert DEFAULT_LIMITS.recipients >= 20_000
    assert DEFAULT_LIMITS.text_octets >= 20_000 * 400
