"""Of whom a reply says what it says: the words for the sender, the client, the receiving system and the mailbox.

`classify.subject` looks for them beside a phrase: a quota, a limit or an unknown address is the recipient's only where
none of these words says that it is somebody else's.
"""

from typing import Final

from bouncekit.rules.reply_model import Subject, SubjectRow

__all__ = ["SUBJECTS"]

# fmt: off
SUBJECTS: Final[tuple[SubjectRow, ...]] = (
    SubjectRow(
        id="subject-verified-sender",
        subject=Subject.SENDER,
        words=(
            "verification failed for",
            "callback setup failed while verifying",
            "postmaster verification failed while checking",
            "sender verify",
            "sender verification",
            "sender callout",
            "sender callback",
            "sender check",
            "sender address verification",
            "sender address rejected",
            "sender rejected",
            "could not verify sender",
            "cannot verify sender",
            "can't verify sender",
            "unable to verify sender",
            "unable to verify your address",
            "could not verify your address",
            "could not verify address of sender",
            "failed to verify sender",
            "verifying sender",
            "verifying your address",
            "verify the sender",
            "verify your address",
            "verification of sender",
            "verification of the sender",
            "verification of your address",
            "checking the sender",
            "checking sender",
            "unverified address",
            "unverified sender",
            "callout verification failure",
            "your envelope sender",
        ),
        whole_text=True,
        source="Exim src/smtp_in.c and src/verify.c (verify = sender/callout), Postfix reject_unverified_sender",
        sample="550-Verification failed for <ann@sender.example> 550-Response: 550 5.1.1 user unknown",
    ),
    SubjectRow(
        id="subject-sender",
        subject=Subject.SENDER,
        words=(
            "sender address", "sender's address", "sender account", "sender's account", "sender mailbox", "sender's mailbox", "sender domain", "sender's domain", "sender user", "sender email address",
            "sender email", "sender e-mail", "sender", "sender's", "senders", "sending user", "sending account", "sending address", "sending mailbox", "sending domain", "return path", "return-path", "reverse-path", "reverse path",
            "envelope from", "envelope-from", "mail from address", "mail from", "mailfrom", "from address", "from: address", "from header", "from: header", "header from", "originator", "originating address", "submitter", "your address", "your mailbox", "your account", "your user",
            "your email address", "your e-mail address", "your email account", "your domain", "authenticated user", "local sender",
        ),
        source="RFC 5321 section 3.3: the reverse-path; replies speak to their client, so that `your` is the sender's",
        sample="552 Sender mailbox quota exceeded",
    ),
    SubjectRow(
        id="subject-sender-in-languages",
        subject=Subject.SENDER,
        words=(
            "absender", "absenders", "absenderadresse", "absender-adresse", "senders", "remitente", "del remitente", "remetente", "do remetente", "expéditeur", "l'expéditeur", "expediteur", "émetteur", "emetteur", "mittente", "del mittente", "afzender", "avsändare", "avsändaren",
            "nadawca", "nadawcy", "nadawcę", "odesílatel", "odesílatele", "gönderen", "gönderenin", "отправитель", "отправителя", "送信者", "差出人", "送信元", "发件人", "發件人", "寄件人", "寄件者", "发信人", "보낸 사람", "발신자", "보낸이",
        ),
        source="the words for the sender in the languages of `rules.phrases`",
        sample="550 Kontingent des Absenders überschritten",
    ),
    SubjectRow(
        id="subject-client",
        subject=Subject.CLIENT,
        words=(
            "your ip", "your host", "your server", "your network", "your client", "your organization", "your organisation", "your company", "your daily", "your hourly", "your monthly", "your sending", "your smtp", "your plan", "your quota", "your",
            "client", "client host", "client ip", "ip address", "ip", "host", "relay", "relays", "smarthost", "gateway", "connection", "organization", "organisation", "organization's", "organisation's", "tenant", "tenant's", "customer", "customer's", "company", "reseller",
            "outgoing", "outbound", "sending", "send", "submission", "daily", "hourly", "monthly", "per-hour", "per-day", "rate", "traffic", "bandwidth", "message", "messages", "recipients", "recipient count", "licence", "license", "plan", "package",
        ),
        source="replies seen: a quota of who sends or relays is a rate; Exim smtp ratelimit, cPanel, Microsoft 4.7.3",
        sample="450 4.7.3 Organization queue quota exceeded",
    ),
    SubjectRow(
        id="subject-system",
        subject=Subject.SYSTEM,
        words=(
            "queue", "queue disk", "queue's", "spool", "spool disk", "partition", "file system", "filesystem", "volume", "mail server", "mail server's", "server", "server's", "server disk", "system", "system's", "system disk", "system storage", "domain", "domain's",
            "domain storage", "domain disk", "mail store", "mailstore", "message store", "cluster", "node", "storage node", "temporary directory", "backend",
        ),
        source="RFC 3463 X.3.1: the mail system's storage, not the mailbox's",
        sample="452 4.3.1 Queue disk quota exceeded",
    ),
    SubjectRow(
        id="subject-mailbox",
        subject=Subject.MAILBOX,
        words=(
            "recipient", "recipient's", "recipients'", "addressee", "addressee's", "receiver", "receiver's", "rcpt", "rcpt to", "mailbox", "mail box", "mailbox's", "inbox", "user", "user's", "account", "account's", "maildir", "mailfolder", "mail folder",
            "destination address", "destination mailbox", "destination", "customer mailbox", "domain user", "his", "her", "their",
        ),
        source="RFC 3463 X.1 and X.2: the recipient's address and mailbox",
        sample="552 5.2.2 The recipient's quota is exceeded",
    ),
)
