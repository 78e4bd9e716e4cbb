"""Events of e-mail providers → the same Report that a message gives, one module each, the raw event kept.

    from bouncekit.adapters.webhooks import ses
    for event in ses.read(body):
        for recipient in event.report.recipients:
            bouncekit.classify(recipient)

Signatures are the caller's to check before reading: each module says which there are, and
docs/how-to/receive-webhooks.md how.
"""

from bouncekit.adapters.webhooks import brevo, graph, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost
from bouncekit.adapters.webhooks.model import ProviderEvent

__all__ = [
    "ProviderEvent",
    "brevo",
    "graph",
    "mailgun",
    "mailjet",
    "postmark",
    "resend",
    "sendgrid",
    "ses",
    "sparkpost",
]
