"""Words that mailers and mail programs write around addresses: labels, words of failure, lines that begin a forward.

Used where no layout is known (`report.heuristics`) and to tell a forwarded notice; lower case, parts of patterns where said.
"""

from typing import Final

__all__ = [
    "ASKING_WORDS", "AUTHOR_FIELDS", "COMMAND_WORDS", "FAILING_WORDS", "FORWARD_LINES", "HEADER_FIELDS", "MAIL_SYSTEM_NAMES", "ORIGINAL_LABELS", "RECIPIENT_LABELS", "SENDER_LABELS",
    "SPOKEN_FIELDS",
]  # fmt: skip

RECIPIENT_LABELS: Final[tuple[str, ...]] = (
    "recipients?", "rcpt", "to", r"address(?:\(es\))?", "addressee", "e-?mail(?: address)?", "user", "mailbox", "account", r"destinatari\w{0,4}", "destinataire", r"empf\S{1,8}nger",
    "宛先", "收件人", "addresses", "for", "cc", "bcc",
)  # fmt: skip
"""What stands before a recipient (parts of a pattern): `Recipient: bob@example.net`."""

SENDER_LABELS: Final[tuple[str, ...]] = (
    "from", "sender", "reply-?to", "return-?path", "mail from", "message-id", "msgid", "contact", "von", "de", "mittente", "expediteur", "remitente", "absender", "postmaster", "id",
)  # fmt: skip
"""What stands before an address that is not the recipient (parts of a pattern)."""

AUTHOR_FIELDS: Final[tuple[str, ...]] = (
    "from", "sender", "reply-to", "return-path", "von", "de", "da", "van", "absender", "mittente", "remitente", "expéditeur", "発信者", "发件人", "寄件者", "差出人",
)  # fmt: skip
"""Labels of lines that name who wrote the original, by a display name, too: `From: Ann Example <ann@example.net>`."""

ORIGINAL_LABELS: Final[tuple[str, ...]] = (
    "subject",
    "sent",
    "date",
    "betreff",
    "objet",
    "asunto",
    "oggetto",
    "assunto",
    "onderwerp",
    "件名",
)
"""Labels of lines that describe the original message: a `To:` beside them names its addressee (parts of a pattern)."""

ASKING_WORDS: Final[tuple[str, ...]] = (
    "contact", "please write", "write to", "please notify", "please inform", "please send", "for assistance", "for help", "questions", "report this", "forward this", "e-mail to", "email to", "by sending", "administrator at", "reach me", "auf hilfe",
)  # fmt: skip
"""What stands before an address that the reader may ask."""

FAILING_WORDS: Final[tuple[str, ...]] = (
    "unknown", "not found", "no such", "not exist", "doesn't exist", "invalid", "reject", "refused", "denied", "disabled", "full", "quota", "fail", "undeliver",
    "not deliver", "couldn't", "could not", "cannot", "can't", "unable", "bad address", "error", "inactive", "no mailbox", "not listed", "not known", "not a ",
    "timed out", "timeout", "expired", "delay", "no longer", "incorrect", "unavailable", "not reach", "not accept", "blocked", "unroutable", "bounce", "over",
    "unbekannt", "nicht", "inconnu", "introuvable", "desconocid", "no existe", "sconosciut", "inesistente", "onbekend", "不存在", "見つかり", "エラー", "存在しま", "拒", "满", "いっぱい", "없", "недостав", "не существ", "неизвест", "не найден",
)  # fmt: skip
"""Words that say of an address in the same line that it was not reached."""

FORWARD_LINES: Final[tuple[str, ...]] = (
    "begin forwarded message", r"-{2,20}[ \t]?forwarded message", r"-{2,20}[ \t]?original message", r"-{2,20}[ \t]?weitergeleitete nachricht", r"-{2,20}[ \t]?message transf[^\s]{1,6}r[^\s]{1,3}",
    r"-{2,20}[ \t]?mensaje reenviado", r"-{2,20}[ \t]?mensagem encaminhada", r"-{2,20}[ \t]?messaggio inoltrato", r"-{2,20}[ \t]?doorgestuurd bericht", "anfang der weitergeleiteten", r"d[^\s]{1,3}but du message transf", "転送されたメッセージ",
)  # fmt: skip
"""How mail programs begin a forwarded message (parts of a pattern, at the start of a line)."""

MAIL_SYSTEM_NAMES: Final[tuple[str, ...]] = (
    "mailer-daemon", "mailer daemon", "mail-daemon", "mdaemon", "postmaster", "post_master", "mail delivery", "maildelivery", "mail system", "microsoftexchange",
)  # fmt: skip
"""Whom a forwarded notice is from."""

SPOKEN_FIELDS: Final = "following header fields:"
"""The end of the line after which a notice names the original's fields and then goes on (PMDF)."""

HEADER_FIELDS: Final[frozenset[str]] = frozenset((
    "received", "message-id", "return-path", "date", "from", "to", "subject", "mime-version", "content-type", "sender", "cc", "reply-to", "x-mailer", "delivered-to", "x-originating-ip", "dkim-signature",
    "content-transfer-encoding", "x-original-to", "received-spf", "authentication-results", "references", "in-reply-to", "user-agent", "domainkey-signature", "thread-topic",
))  # fmt: skip
"""Fields that a message begins with."""

COMMAND_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("does not like recipient", "RCPT TO"),
    ("but sender was rejected", "MAIL FROM"),
    ("but my name was rejected", "HELO"),
    ("failed on data command", "DATA"),
    ("failed after i sent the message", "DATA"),
    ("[rcpt_to]", "RCPT TO"),
    ("[mail_from]", "MAIL FROM"),
    ("(state 13)", "MAIL FROM"),
    ("(state 14)", "RCPT TO"),
    ("(state 15)", "DATA"),
    ("(state 17)", "DATA"),
    ("(state 18)", "DATA"),
)
"""What qmail-remote, Yahoo and Gmail (its client's state) say in place of the command that was refused."""
