"""Transcripts of SMTP sessions: who was taken by the other server has not failed, unless all failed after that."""

import re
from collections.abc import Sequence
from typing import Final

from bouncekit.report.draft import Draft, Fact
from bouncekit.vocabulary import Action

__all__ = ["refusal_only", "settle"]

_REPLY: Final = re.compile(r"[245][0-5][0-9](?:[ -]|$)")


def _answers(draft: Draft) -> list[Fact]:
    first = draft.facts.get("diagnostic")
    return ([] if first is None else [first]) + draft.texts


def _class(fact: Fact) -> str:
    """The first digit of a text that begins with a reply code, else nothing."""
    return fact.value[0] if _REPLY.match(fact.value) else ""


def refusal_only(draft: Draft) -> None:
    """Leaves out of *draft* the answers with which a server agreed."""
    kept = [fact for fact in _answers(draft) if _class(fact) != "2"]
    draft.facts.pop("diagnostic", None)
    if kept:
        draft.facts["diagnostic"] = kept[0]
    draft.texts = kept[1:]


def settle(drafts: Sequence[Draft], action: Action) -> list[Draft]:
    """*drafts* of a row for *action* without those whom the server took, where it refused others.

    Where one was taken and then refused (after the message, RFC 5321 section 4.1.1.4), so were all that were taken.
    """
    failing = (Action.FAILED, Action.DELAYED)
    taken = [
        d for d in drafts if any(_class(f) == "2" for f in _answers(d)[:1]) and (d.value("action") or action) in failing
    ]
    if not taken:
        return list(drafts)
    late = next((fact for d in taken for fact in _answers(d) if _class(fact) in ("4", "5")), None)
    if late is None and len(taken) < len(drafts):
        out = {id(d) for d in taken}
        return [d for d in drafts if id(d) not in out]
    for draft in taken:
        refusal_only(draft)
        if late is not None and "diagnostic" not in draft.facts:
            draft.facts["diagnostic"] = late
    return list(drafts)
