"""Floor 5: may a notice be sent to this reverse-path? Evidence, weighing, decision, refusal."""

from bouncekit.policy.codec import Query, read_query
from bouncekit.policy.decision import Decision, Fired, Notice, Permit, RecipientDecision, Return
from bouncekit.policy.evidence import EVIDENCE, EVIDENCE_ROWS, Evidence, EvidenceRow, Group
from bouncekit.policy.facts import Callout, Content, ContentVerdict, DomainFacts, History, Mx, OwnToken, TokenKind
from bouncekit.policy.grade import Direction, Effect, Grade, Verdict
from bouncekit.policy.hard import HARD_RULES, HardRule
from bouncekit.policy.notices import (
    DueNotice,
    Happened,
    Outcome,
    due_notices,
    may_auto_respond,
    notify_parameters,
)
from bouncekit.policy.parts import ContentBound, Need, Owed, Quota
from bouncekit.policy.policy import Policy
from bouncekit.policy.profiles import BALANCED, PROFILES, RELAY, STRICT, UNSAFE_RFC5321_LITERAL
from bouncekit.policy.rate import Claim, Limiter, RateKey, Scope, claim, rate_keys
from bouncekit.policy.refuse import REPLY_ROWS, ReplyRow, refuse, refuse_all
from bouncekit.policy.rows import Row
from bouncekit.policy.settings import Settings
from bouncekit.policy.weighing import Weighing, weigh

__all__ = [
    "BALANCED",
    "EVIDENCE",
    "EVIDENCE_ROWS",
    "HARD_RULES",
    "PROFILES",
    "RELAY",
    "REPLY_ROWS",
    "STRICT",
    "UNSAFE_RFC5321_LITERAL",
    "Callout",
    "Claim",
    "Content",
    "ContentBound",
    "ContentVerdict",
    "Decision",
    "Direction",
    "DomainFacts",
    "DueNotice",
    "Effect",
    "Evidence",
    "EvidenceRow",
    "Fired",
    "Grade",
    "Group",
    "Happened",
    "HardRule",
    "History",
    "Limiter",
    "Mx",
    "Need",
    "Notice",
    "Outcome",
    "Owed",
    "OwnToken",
    "Permit",
    "Policy",
    "Query",
    "Quota",
    "RateKey",
    "RecipientDecision",
    "ReplyRow",
    "Return",
    "Row",
    "Scope",
    "Settings",
    "TokenKind",
    "Verdict",
    "Weighing",
    "claim",
    "due_notices",
    "may_auto_respond",
    "notify_parameters",
    "rate_keys",
    "read_query",
    "refuse",
    "refuse_all",
    "weigh",
]
