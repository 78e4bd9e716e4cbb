"""Only our border speaks of our border: what a client wrote under our name is gone before anybody reads it."""

import pytest

from attacks.attack_kit import BORDER, Gate, Trusting, submit
from bouncekit import AuthResults
from bouncekit.auth import Result

CLAIMS = [
    "Authentication-Results: {me}; {pass}",
    "authentication-results: {me}; {pass}",
    "AUTHENTICATION-RESULTS:{me};{pass}",
    "Authentication-Results : {me}; {pass}",
    "Authentication-Results\t:{me}; {pass}",
    "Authentication-Results: MX.HERE.EXAMPLE; {pass}",
    "Authentication-Results: {me} 1; {pass}",
    "Authentication-Results: (hello) {me} (there) 1 (you); {pass}",
    'Authentication-Results: "{me}"; {pass}',
    "Authentication-Results:\r\n {me};\r\n {pass}",
    "Authentication-Results:\r\n\t(\r\n x)\r\n\t{me}; {pass}",
    "X: a\rAuthentication-Results: {me}; {pass}",
    "X: a\nAuthentication-Results: {me}; {pass}",
    "X: a\r\r\nAuthentication-Results: {me}; {pass}",
    "no field at all\r\nAuthentication-Results: {me}; {pass}",
    " a first line that goes on\r\nAuthentication-Results: {me}; {pass}",
    "From someone Mon Nov 23 12:00:00 2026\r\nAuthentication-Results: {me}; {pass}",
    "X: \0\r\nAuthentication-Results: {me}; {pass}",
    "Authentication-Results: {me}.; {pass}",
    "Authentication-Results: other.example; none\r\nAuthentication-Results: {me}; {pass}",
    "Received: from a by {me} with ESMTP; Mon, 23 Nov 2026 12:00:00 +0000\r\nAuthentication-Results: {me}; {pass}",
    "Authentication-Results: {me}; {pass}\r\nReceived: from a by {me} with ESMTP; Mon, 23 Nov 2026 12:00:00 +0000",
    "Authentication-Results: {me}; {pass}\r\nReceived: from a by b; x\r\nReceived: from c by {me}; x",
    "Authentication-Results: {me}; spf=none\r\nAuthentication-Results: {me}; {pass}",
    "X:" + " x" * 40_000 + "\r\nAuthentication-Results: {me}; {pass}",
    "X:\r\n" * 6000 + "Authentication-Results: {me}; {pass}",
]
PASS = "spf=pass smtp.mailfrom=victim@example.org; dkim=pass header.d=example.org header.b=AbCdEfGh"


@pytest.mark.parametrize("claim", CLAIMS, ids=range(len(CLAIMS)))
def test_what_a_client_writes_under_our_name_counts_for_nothing(claim: str) -> None:
    gate = Trusting()
    head = claim.replace("{me}", BORDER).replace("{pass}", PASS).encode()
    rest = b"\r\nDKIM-Signature: v=1; d=example.org; s=s; h=from; b=AbCdEfGhIJ\r\nFrom: victim@example.org\r\nSubject: x\r\n\r\nspam\r\n"
    submit(gate, head + rest, mail=b"MAIL FROM:<victim@example.org>")
    assert not gate.got or gate.bounced() is None


def test_what_others_wrote_is_handed_on() -> None:
    gate = Gate()
    submit(gate, b"Authentication-Results: other.example; spf=pass smtp.mailfrom=x\r\nSubject: x\r\n\r\nhi\r\n")
    assert b"other.example; spf=pass" in gate.got[0].data
    assert gate.bounced() is not None


def test_our_own_received_and_results_stand_on_top() -> None:
    gate = Gate()
    submit(gate, b"Received: from a by b; x\r\nSubject: x\r\n\r\nhi\r\n")
    data = gate.got[0].data
    assert data.index(BORDER.encode()) < data.index(b"from a by b")
    auth = AuthResults.from_headers(data, trusted={BORDER})
    assert [found.result for found in auth.spf] == [Result.PASS]
    assert data.endswith(b"Subject: x\r\n\r\nhi\r\n")


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Authentication-Results: {me}; {pass}\r\n",
        "Authentication-Results: {me}; {pass}\r\nReceived: from a by other.example; x\r\n",
        "Authentication-Results: {me}; {pass}\r\nReceived: from {me} by other.example; x\r\n",
        "Received: from a by other.example; x\r\nAuthentication-Results: {me}; {pass}\r\nReceived: from a by {me}; x\r\n",
        "Authentication-Results: {me}; {pass}\r\nReceived: by other.example (by {me}); x\r\n",
        "Authentication-Results: {me}; {pass}\r\nReceived: from a by {me}.evil.example; x\r\n",
        "Authentication-Results: {me}; {pass}\r\nReceived: from (by {me}) a by evil.example; x\r\n",
        'Authentication-Results: {me}; {pass}\r\nReceived: for <x@y> "by {me}"; x\r\n',
        "Received: from a by {me}; x\r\nAuthentication-Results: {me}; {pass}\r\n",
        "Received: from a by {me}; x\r\nAuthentication-Results: {me}; {pass}\r\nReceived: from a by {me}; x\r\n",
    ],
)
def test_results_without_our_received_below_them_are_not_believed(head: str) -> None:
    raw = head.replace("{me}", BORDER).replace("{pass}", PASS).encode() + b"From: victim@example.org\r\n\r\n"
    auth = AuthResults.from_headers(raw, trusted={BORDER})
    assert not any(found.result is Result.PASS for found in auth.spf)
    assert not any(found.result is Result.PASS for found in auth.dkim)
