"""Everything about bounces: read any, decide whether one may be sent, write it right, know which are yours."""

from bouncekit import auth, dsn, origin, policy, suppression, vocabulary
from bouncekit.addresses import TypedAddress
from bouncekit.auth import AuthResults
from bouncekit.classify import Classification, classify
from bouncekit.codes import EnhancedStatus, ReplyCode, SmtpReply
from bouncekit.dsn import DeliveryReport, RecipientReport
from bouncekit.errors import AdapterError, BouncekitError, InvalidValueError, NotPermittedError
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.report.parse import parse
from bouncekit.spans import Anomaly, Because, Span
from bouncekit.transaction import Client, Event, Failure, Notify, Protocol, RcptTo, Ret, Stage, Transaction
from bouncekit.vocabulary import Action, Fault, Permanence, Reason, ReportKind

__all__ = [
    "DEFAULT_LIMITS",
    "Action",
    "AdapterError",
    "Anomaly",
    "AuthResults",
    "Because",
    "BouncekitError",
    "Classification",
    "Client",
    "DeliveryReport",
    "EnhancedStatus",
    "Event",
    "Failure",
    "Fault",
    "InvalidValueError",
    "Limits",
    "NotPermittedError",
    "Notify",
    "Permanence",
    "Protocol",
    "RcptTo",
    "Reason",
    "Recipient",
    "RecipientReport",
    "ReplyCode",
    "Report",
    "ReportKind",
    "Ret",
    "Returned",
    "SmtpReply",
    "Span",
    "Stage",
    "Transaction",
    "TypedAddress",
    "auth",
    "classify",
    "dsn",
    "origin",
    "parse",
    "policy",
    "suppression",
    "vocabulary",
]
