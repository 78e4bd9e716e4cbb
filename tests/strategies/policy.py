"""Questions to a policy, told as changes to one plain late failure."""

from copy import deepcopy
from typing import Any, Final

from bouncekit.policy import Decision, read_query

BASE: Final[dict[str, Any]] = {
    "event": "failed",
    "protocol": "smtp",
    "stage": "accepted",
    "client": {"ip": "192.0.2.7", "helo": "out.example.net"},
    "reverse_path": "ann@example.org",
    "recipients": [{"forward_path": "bob@here.example", "failure": {"reason": "user-unknown", "reply": "550"}}],
}
SPF_PASS: Final = {"spf": [{"result": "pass", "identity": "mailfrom", "domain": "example.org"}]}
DKIM_WHOLE: Final = {
    "result": "pass",
    "domain": "example.org",
    "signed_from": "ann@example.org",
    "age_days": 0,
    "body_length_limit": False,
    "key_bits": 2048,
    "algorithm": "rsa-sha256",
}
DKIM: Final = {"dkim": [DKIM_WHOLE]}
SUBMITTED: Final = {
    "protocol": "submission",
    "client": {"ip": "192.0.2.7", "login": "ann", "login_may_use_reverse_path": True},
}


def question(**changes: Any) -> dict[str, Any]:
    """The plain late failure with top-level fields replaced (None: removed)."""
    out = deepcopy(BASE)
    for name, value in changes.items():
        if value is None:
            out.pop(name, None)
        else:
            out[name] = value
    return out


def ask(**changes: Any) -> Decision:
    return read_query(question(**changes)).decide()


def rcpt(**fields: Any) -> list[dict[str, Any]]:
    return [{**BASE["recipients"][0], **fields}]


def rules(decision: Decision) -> set[str]:
    return {fired.rule for fired in decision.because} | set(decision.ignored)
