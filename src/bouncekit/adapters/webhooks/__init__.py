"""Events of e-mail providers → the same Report that a message gives, one module each, the raw event kept.

Use them so::

    from bouncekit.adapters.webhooks import ses
    for event in ses.read(body):
        for recipient in event.report.recipients:
            bouncekit.classify(recipient)

Check the signature before you read: `verify` and `verify_public` do, with keys and the time as arguments; each module
says what its provider signs (docs/how-to/verify-webhooks.md).
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
