"""What a message is before anything is read out of it: daemons and people, auto-replies, challenges, requests to leave a list.

Subjects and senders are compared as literals (lower case); phrases are looked for in the notice text (`rules.model.Mark`).
"""

from typing import Final

from bouncekit.rules.model import Header, KindRule
from bouncekit.vocabulary import ReportKind

__all__ = [
    "ACTION_WORDS", "DAEMON_LOCAL_PARTS", "DAEMON_NAMES", "DELAY_PHRASES", "FAILURE_PHRASES", "FAILURE_SUBJECTS",
    "FORWARD_SUBJECTS", "KINDS", "LIST_FIELDS", "OWNER_ENDS", "PROGRAM_ENDS", "PROGRAM_LOCAL_PARTS", "PROGRAM_NAMES", "PROGRAM_STARTS",
    "REPLY_SUBJECTS", "SERVICE_LOCAL_PARTS", "WEAK_LOCAL_PARTS",
]  # fmt: skip

DAEMON_LOCAL_PARTS: Final[frozenset[str]] = frozenset((
    "mailer-daemon", "mailer_daemon", "mailerdaemon", "mailer.daemon", "mail-daemon", "mail_daemon", "maildaemon", "mail.daemon",
    "daemon", "postmaster", "post-master", "post_master", "post.master", "postmast", "postmaster-dsn", "mailadm", "mailadmin", "mail-admin", "mdaemon", "mmdf",
    "mailer", "mail-server", "mailserver", "mailsystem", "mail-system", "system", "exchange", "smtp", "smtpd", "mta", "bounce",
    "bounces", "double-bounce", "no-reply-bounce", "delivery", "mail-delivery", "maildelivery", "dsn", "ndr", "non-delivery",
    "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e", "administrator", "admin", "email-daemon", "emaildaemon", "root",
    "bounce-handler", "undeliverable", "mailgate", "mailgateway", "gateway", "mailhub", "amavis", "mailscanner", "virusalert",
    "uucp", "listserv", "mail", "e500_smtp_mail_service", "smtp32", "deliver", "pmdf", "nobody",
))  # fmt: skip
"""Local parts that mail systems write their own notices from (RFC 5321 section 4.5.1, RFC 2142, and habit)."""

WEAK_LOCAL_PARTS: Final[frozenset[str]] = frozenset((
    "admin", "administrator", "bounce", "bounces", "daemon", "deliver", "delivery", "exchange", "gateway", "listserv", "mail",
    "mail-server", "mailer", "mailserver", "nobody", "root", "smtp", "system", "uucp", "virusalert",
))  # fmt: skip
"""Those of them that people and other programs write from, too: cron, monitoring, an office's administrator."""

DAEMON_NAMES: Final[tuple[str, ...]] = (
    "mailer-daemon", "mail delivery", "mail administrator", "delivery subsystem", "delivery system", "mail system", "message delivery",
    "system administrator", "email delivery", "e-mail delivery", "internet mail", "postmaster", "maildelivery", "returned mail",
    "undeliverable", "mail daemon", "mailer daemon", "mailsystem", "microsoft outlook", "microsoft exchange", "delivery status",
    "delivery report", "non-delivery", "administrador del sistema", "administrateur syst", "systemadministrator", "mailer-deamon",
    "content-filter at", "content filter", "spam firewall", "antivirus", "anti-virus", "virus scanner", "mailscanner", "mail gateway",
    "email gateway", "email security", "e-mail security", "interscan", "mailmarshal", "mailsweeper", "mimesweeper", "ironport",
    "mail router", "mail transfer", "smtp server", "mail server", "email system", "e-mail system", "systemadmin",
)  # fmt: skip
"""Display names that mail systems write their own notices under."""

SERVICE_LOCAL_PARTS: Final[frozenset[str]] = frozenset((
    *DAEMON_LOCAL_PARTS, "abuse", "hostmaster", "webmaster", "support", "helpdesk", "help", "noreply", "no-reply", "do-not-reply",
    "donotreply", "security", "noc", "spam", "unblock", "removal", "whitelist", "blacklist", "delist",
))  # fmt: skip
"""Local parts that a notice names to say whom to ask, never as the recipient."""

OWNER_ENDS: Final[tuple[str, ...]] = ("-admin", "-bounces", "-owner", "-request")
"""Ends of local parts that a list's keeper and its software have (RFC 2142 section 6, Mailman, Sympa, Majordomo)."""

PROGRAM_LOCAL_PARTS: Final[frozenset[str]] = frozenset((
    *SERVICE_LOCAL_PARTS, "alert", "alerts", "antispam", "anti-spam", "antivirus", "anti-virus", "automailer", "autoreply",
    "autoresponder", "avgateway", "content-filter", "contentfilter", "delivery-status", "email-service", "imss", "imsva",
    "interscan", "mail-filter", "mail-service", "mailadministrator", "mailfilter", "mailmarshal", "mailscan", "mailservice",
    "mailsweeper", "mms", "nondelivery", "notification", "notifications", "notifier", "notify", "robot", "spamfilter", "sysadmin",
    "undelivered", "viruswall",
))  # fmt: skip
"""Local parts that programs write from, mail systems or not: under such a From nobody takes a notice for a person's."""

PROGRAM_NAMES: Final[tuple[str, ...]] = (
    "autoresponder", "automated", "bounce", "do not reply", "e-mail service", "email service", "mail filter", "mail service",
    "no reply", "no-reply", "noreply", "notification",
)  # fmt: skip
"""Display names, or parts of them, that programs write under."""

PROGRAM_STARTS: Final[tuple[str, ...]] = (
    "bounce", "do-not-reply", "do_not_reply", "donotreply", "no-reply", "no_reply", "noreply",
)  # fmt: skip
PROGRAM_ENDS: Final[tuple[str, ...]] = (
    *OWNER_ENDS,
    "-mta",
    "-noreply",
    "-no-reply",
    "daemon",
    "gateway",
    "gw",
    "mailer",
)
"""How such local parts begin, and end before their number (`inetgw1`, `smtpgw-2`: gateways of a mail system)."""

REPLY_SUBJECTS: Final[tuple[str, ...]] = (
    "re:",
    "re :",
    "aw:",
    "sv:",
    "antw:",
    "odp:",
    "ynt:",
    "回复:",
    "回覆:",
    "답장:",
)
FORWARD_SUBJECTS: Final[tuple[str, ...]] = (
    "fw:", "fwd:", "fwd :", "[fwd:", "wg:", "tr:", "rv:", "i:", "enc:", "doorst:", "vb:", "vl:", "pd:", "ilt:", "转发:", "轉寄:", "전달:",
)  # fmt: skip
"""What mail programs write before the subject of a reply and of a forwarded message, in their languages."""

LIST_FIELDS: Final[tuple[str, ...]] = (
    "list-id",
    "list-post",
    "list-archive",
    "x-mailing-list",
    "x-mailman-version",
    "x-beenthere",
    "mailing-list",
    "x-google-group-id",
    "x-listserver",
    "x-ml-name",
    "x-sympa-to",
)
"""Fields that a mailing list adds to what it distributes (RFC 2369, RFC 2919 and habit)."""

FAILURE_SUBJECTS: Final[tuple[str, ...]] = (
    "undeliver", "undelivered", "non-deliver", "nondeliver", "not deliver", "failure notice", "failure notification",
    "delivery fail", "delivery notification", "delivery status", "delivery report", "delivery problem", "delivery error", "delivery has failed",
    "delivery delayed", "delivery incomplete", "delivery temporar", "delivery attempt", "delivery was", "delivery suspended",
    "returned mail", "returned to sender", "returned message", "return to sender", "returning message", "mail returned", "message returned",
    "mail delivery", "message delivery", "mail system error", "mail error", "mailer-daemon", "mail failure", "mail failed", "message failed", "failed mail",
    "could not be delivered", "couldn't be delivered", "could not send", "can't be delivered", "cannot be delivered", "unable to deliver", "unknown user", "user unknown", "no such user",
    "user not known", "unknown address", "unknown recipient", "recipient unknown", "mailbox full", "mailbox is full", "over quota", "quota exceeded", "mail status report",
    "warning: could not send", "warning: message", "was not delivered", "wasn't delivered", "not delivered", "still being retried", "message status",
    "delayed mail", "message delayed", "mail delayed", "nondelivery", "message rejected", "mail rejected", "rejected mail", "rejected:",
    "[bounce", "bounced", "bounce notif", "error sending", "error in delivery", "error delivering", "problem delivering", "email delivery", "e-mail delivery", "deferred mail", "considered unsolicited bulk",
    "unzustellbar", "nicht zugestellt", "zustellung", "fehler bei", "rücksendung", "nicht zustellbar", "verzögert",
    "non remis", "non-remis", "échec de la remise", "echec de la remise", "echec", "échec", "non délivré", "retour de courrier", "non distribuable", "remise différée",
    "no se puede entregar", "no entregado", "no se ha podido", "error de entrega", "correo devuelto", "mensaje no entregado", "fallo en la entrega", "devuelto", "no entregable",
    "non recapitabile", "mancata consegna", "mancato recapito", "consegna", "messaggio non",
    "não entregue", "nao entregue", "falha na entrega", "não é possível entregar", "não pode ser entregue", "devolvid", "não foi possível",
    "onbestelbaar", "niet bezorgd", "kan niet worden bezorgd", "bestelling", "niet afgeleverd",
    "olevererbart", "kan ikke leveres", "ikke leveret", "kunde inte levereras", "ej levererat", "oleverans", "kan inte levereras", "kan ikke levere", "ikke levert", "toimittaminen", "ei voitu toimittaa",
    "nie dostarczono", "niedostarcz", "nie można dostarczyć", "zwrot", "nedoručiteln", "nelze doručit", "nedoručen", "kézbesíthetetlen", "sikertelen", "nelivrabil",
    "недоставлен", "не доставлен", "доставк", "не удалось доставить", "невозможно доставить", "teslim edilemedi", "iletilemedi", "μη παραδο",
    "配信不能", "配信エラー", "送信エラー", "メール配信", "配信できません", "宛先不明", "送達", "未達", "不達", "返信エラー", "配送エラー", "エラーメール", "退信", "无法投递", "無法投遞", "未送达", "无法送达", "無法傳遞", "傳送失敗", "系统退信", "传递失败", "반송", "배달되지", "배달 실패", "전송 실패", "배달 안 됨",
)  # fmt: skip
"""Parts of subjects under which failures and delays are reported, in the languages of the mailers known."""

FAILURE_PHRASES: Final[tuple[str, ...]] = (
    "could not be delivered", "couldn't be delivered", "cannot be delivered", "can not be delivered", "can't be delivered", "was not delivered",
    "wasn't delivered", "not be delivered", "was undeliverable", "is undeliverable", "undeliverable", "undelivered", "undeliverable message", "undeliverable mail", "could not deliver",
    "couldn't deliver", "unable to deliver", "not able to deliver", "wasn't able to deliver", "unable to relay", "cannot deliver", "can't deliver", "failed to deliver", "delivery failed", "delivery has failed", "delivery failure", "delivery error",
    "has not been delivered", "have not been delivered", "not been delivered", "did not reach", "didn't reach", "could not be reached", "not delivered", "delivery to the following", "had permanent fatal errors", "had delivery problems",
    "had delivery errors", "had transient non-fatal errors", "failed permanently", "permanent error", "permanent failure", "permanently failed", "fatal error", "transient error", "temporary failure", "temporary problem", "delivery problem", "delivery problems",
    "has been returned", "returned to sender", "returned to you", "is being returned", "your message was returned", "has been rejected", "was rejected", "been rejected", "was refused", "rejected by",
    "user unknown", "unknown user", "user not found", "no such user", "unknown recipient", "recipient unknown", "no such address", "no mailbox", "mailbox not found",
    "mailbox unavailable", "mailbox full", "mailbox is full", "over quota", "quota exceeded", "exceeded storage", "does not exist", "doesn't exist", "not exist", "is not known", "not known",
    "no longer valid", "no longer exists", "no longer active", "is invalid", "address is incorrect", "invalid address", "address rejected", "recipient rejected", "no valid recipients", "not our customer", "account disabled", "account is disabled",
    "host unknown", "unknown host", "host not found", "domain not found", "not listed in", "name or service not known", "delivery delayed", "delivery is delayed", "has been delayed", "still being retried", "delayed delivery", "will be retried", "will keep trying", "will continue to try", "not yet been delivered", "hasn't been delivered",
    "returning message to sender", "mail delivery", "the following addresses", "the following address", "the following recipients", "the following recipient", "error message", "smtp error", "remote host said", "remote server returned", "said 550",
    "not a valid user", "not a valid address", "not a valid mailbox", "not a valid recipient", "is not valid", "not found", "no valid", "not accept", "not deliverable", "no longer available", "has expired", "maximum delivery attempts", "delivery attempts", "unrouteable address", "unroutable", "all hosts", "unreachable", "timed out", "bounced", "blocked",
    "konnte nicht zugestellt werden", "konnten nicht zugestellt werden", "nicht zugestellt", "unzustellbar", "nicht zustellbar", "nicht erreicht", "zustellung ist fehlgeschlagen", "fehler bei der zustellung", "wurde abgelehnt",
    "n'a pas pu être", "n'a pu être", "n'a pas été remis", "n'ont pas été", "impossible de remettre", "non remis", "échec de la remise", "n'a pas pu", "a été rejeté", "boîte pleine",
    "no se pudo entregar", "no se puede entregar", "no se ha podido entregar", "no ha podido ser entregado", "no pudo ser entregado", "no pudo entregarse", "error en la entrega", "rechazado", "no llegó",
    "non è stato possibile", "impossibile recapitare", "non recapitabile", "non è stato recapitato", "mancata consegna", "non è stato consegnato",
    "não pôde ser entregue", "não foi possível entregar", "não foi entregue", "falha na entrega", "não pode ser entregue",
    "kon niet worden", "kan niet worden bezorgd", "niet bezorgd", "onbestelbaar", "niet worden afgeleverd", "kunde inte levereras", "kan inte levereras", "kunne ikke leveres", "kan ikke leveres", "ei voitu toimittaa",
    "nie mogła zostać dostarczona", "nie można dostarczyć", "nie została dostarczona", "nelze doručit", "nemohla být doručena", "nem sikerült kézbesíteni", "nem kézbesíthető",
    "не может быть доставлено", "не удалось доставить", "не было доставлено", "не доставлено", "невозможно доставить", "недоставленное", "iletilemedi", "teslim edilemedi",
    "配信できません", "配信できませんでした", "送信できません", "送信できませんでした", "届けることができません", "お届けできません", "宛先不明", "見つかりません", "存在しません", "エラーが発生", "配送できません", "メールボックスがいっぱい", "無法投遞", "无法投递", "无法送达", "未能送达", "退回", "退信", "不存在", "배달하지 못했습니다", "전달되지", "배달할 수 없습니다", "반송",
    "n'a pas encore été", "aún no se ha entregado", "todavía no se ha entregado", "non è stato ancora recapitato", "non è ancora stato consegnato",
    "ainda não foi entregue", "nog niet bezorgd", "har ännu inte levererats", "endnu ikke leveret", "ещё не доставлено", "еще не доставлено",
    "まだ配信されていません", "配信が遅延", "尚未送达", "尚未投递", "아직 배달되지",
    "δεν ήταν δυνατό να παραδοθεί", "δεν ήταν δυνατή η παράδοση", "δεν παραδόθηκε", "η παράδοση απέτυχε", "無法傳遞", "無法投遞", "無法送達", "傳送失敗", "退信",
    "전달하지 못했습니다", "배달하지 못했습니다", "배달할 수 없습니다", "전송하지 못했습니다", "전송에 실패", "발송에 실패", "nu a putut fi livrat", "nu poate fi livrat", "livrarea a eșuat",
    "nemohla byť doručená", "nepodarilo sa doručiť", "nie je možné doručiť", "не може бути доставлен", "не може бути доставлено", "не вдалося доставити", "не было доставлено",
    "не беше доставено", "не може да бъде доставено", "לא ניתן היה למסור", "לא נמסרה", "מסירת ההודעה נכשלה", "تعذر تسليم", "لم يتم تسليم", "فشل تسليم", "ไม่สามารถส่ง", "ส่งไม่สำเร็จ",
    "không thể chuyển", "không gửi được", "không thể gửi", "tidak dapat dikirim", "tidak terkirim", "gagal dikirim", "tidak dapat dihantar", "nije mogla biti isporučena", "nije isporučena",
    "nije moguće isporučiti", "ni bilo mogoče dostaviti", "nebuvo pristatytas", "nepavyko pristatyti", "nevarēja piegādāt", "ei saanud kohale toimetada", "no s'ha pogut lliurar",
    "تحویل داده نشد", "ne povis esti liverita",
)  # fmt: skip
"""What mailers say of a failure or a delay, in words."""

DELAY_PHRASES: Final[tuple[str, ...]] = (
    "delivery is delayed", "has been delayed", "delivery delayed", "was delayed", "is delayed", "delayed", "still being retried", "still trying", "will be retried", "will retry", "will keep trying",
    "will continue to try", "will continue trying", "delivery attempts will continue", "continue to attempt", "this is a warning message only", "this is only a warning", "you do not need to resend", "you do not need to re-send", "do not need to resend your message",
    "not yet been delivered", "has not yet been", "have not yet been", "not yet delivered", "hasn't been delivered yet", "no action is required on your part", "temporarily", "transient non-fatal errors", "warning:", "delivery to the following recipients has been delayed", "delivery of your message has been delayed",
    "wird weiter versucht", "wird verzögert", "verzögert", "noch nicht zugestellt", "remise différée", "est retardée", "entrega retrasada", "se ha retrasado", "ritardo", "atrasad", "vertraagd", "opóźnion", "задерж", "отложен", "遅延", "再送",
)  # fmt: skip
"""What mailers say while they are still trying."""

ACTION_WORDS: Final[tuple[str, ...]] = (
    "this is a warning message only", "this is only a warning", "still being retried", "delivery attempts will continue", "will be retried", "has been delayed", "delivery is delayed", "delivery delayed", "will keep trying",
    "will continue to try", "will continue trying", "you do not need to resend", "do not need to resend your message", "do not resend your message", "not yet been delivered", "hasn't been delivered yet", "has not yet been delivered", "have not yet been delivered", "delivery incomplete", "transient non-fatal errors", "could not yet be delivered", "continue to attempt delivery",
    "is deferred", "has been deferred", "delivery deferred", "we'll try again", "will be attempted again", "further attempts will be made",
    "attempts to deliver will continue", "still in the queue", "remains in the queue", "still undelivered", "have not received your message yet",
    "verzögert sich", "konnte noch nicht", "n'a pas encore été", "est différée", "est retardée", "de nouvelles tentatives seront",
    "aún no se ha", "todavía no se ha", "se seguirá intentando", "entrega retrasada", "non è stato ancora", "non è ancora stato",
    "verranno effettuati altri tentativi", "ainda não foi", "continuaremos tentando", "está atrasada", "nog niet bezorgd", "is vertraagd",
    "har ännu inte", "är försenad", "endnu ikke leveret", "er forsinket", "nie została jeszcze", "dosud nebyla", "nebyla dosud",
    "ещё не доставлено", "еще не доставлено", "пока не доставлено", "задерживается", "henüz teslim edilmedi", "まだ配信されていません",
    "まだ配送されていません", "配信が遅延", "遅延しています", "再送を続けます", "配信を試みます", "尚未送达", "尚未投递", "将继续尝试", "尚未傳遞",
    "將繼續嘗試", "아직 배달되지", "배달이 지연",
    "noch nicht zugestellt", "wird weiter versucht", "remise différée", "se ha retrasado", "você não precisa reenviar", "será reenviada", "再送信を試み",
)  # fmt: skip
"""Sentences that only a notice of delay holds."""


KINDS: Final[tuple[KindRule, ...]] = (
    KindRule(
        id="auto-submitted-replied",
        source="RFC 3834 section 5",
        kind=ReportKind.AUTO_REPLY,
        all_of=(Header(field="auto-submitted", needle="auto-replied"),),
    ),
    KindRule(
        id="autoreply-fields",
        source="field habits of autoresponders, see RFC 3834 section 3.1.8",
        kind=ReportKind.AUTO_REPLY,
        any_of=(
            Header(field="x-autoreply"),
            Header(field="x-autorespond"),
            Header(field="x-autoresponder"),
            Header(field="x-auto-reply"),
            Header(field="x-autoreply-from"),
            Header(field="x-mail-autoreply"),
            Header(field="x-autogenerated", needle="reply"),
            Header(field="x-vacation"),
            Header(field="precedence", needle="auto_reply"),
            Header(field="precedence", needle="auto-reply"),
            Header(field="x-precedence", needle="auto_reply"),
            Header(field="x-post-messageclass", needle="autoresponder"),
            Header(field="x-fc-machinegenerated", needle="true"),
            Header(field="delivered-to", needle="autoresponder"),
            Header(field="x-apple-action", needle="vacation"),
            Header(field="preference", needle="auto_reply"),
        ),
    ),
    KindRule(
        id="out-of-office-subject",
        source="Outlook, Gmail, Domino, vacation(1) and their translations",
        kind=ReportKind.AUTO_REPLY,
        strong=True,
        any_of=tuple(
            Header(field="subject", needle=needle)
            for needle in (
                "out of office",
                "out of the office",
                "out-of-office",
                "automatic reply",
                "automated reply",
                "auto reply",
                "auto-reply",
                "autoreply",
                "autoresponse",
                "auto response",
                "auto-response",
                "automatic response",
                "away from my mail",
                "away from my e-mail",
                "vacation reply",
                "vacation response",
                "on vacation",
                "abwesenheit",
                "automatische antwort",
                "réponse automatique",
                "reponse automatique",
                "absence du bureau",
                "absent du bureau",
                "respuesta automática",
                "respuesta automatica",
                "fuera de la oficina",
                "risposta automatica",
                "fuori sede",
                "resposta automática",
                "ausência temporária",
                "automatisch antwoord",
                "afwezig",
                "autosvar",
                "automatiskt svar",
                "automatisk svar",
                "automaattinen vastaus",
                "odpowiedź automatyczna",
                "autoodpowiedź",
                "automatická odpověď",
                "automatikus válasz",
                "автоответ",
                "автоматический ответ",
                "otomatik yanıt",
                "自動応答",
                "自動返信",
                "不在通知",
                "自动答复",
                "自动回复",
                "自動回覆",
                "자동 회신",
                "부재중",
            )
        ),
        none_of=(
            Header(field="x-failed-recipients"),
            Header(field="subject", needle="undeliver"),
            Header(field="subject", needle="returned mail"),
        ),
    ),
    KindRule(
        id="vacation-text",
        source="vacation(1), Sieve vacation (RFC 5230), Gmail, Outlook",
        kind=ReportKind.AUTO_REPLY,
        any_of=(
            "i am out of the office",
            "i will be out of the office",
            "i'm out of the office",
            "i am currently out of the office",
            "i am on vacation",
            "i'm on vacation",
            "i will be on vacation",
            "i am away from the office",
            "i will not be reading my mail",
            "ich bin zur zeit nicht im büro",
            "ich bin bis",
            "je suis absent",
            "je suis actuellement absent",
            "estoy fuera de la oficina",
            "sono fuori ufficio",
            "this is an automatic reply",
            "this is an automated response",
            "this is an automated reply",
            "this is an auto-reply",
            "this is an autoreply",
            "i have changed jobs",
            "is on vacation",
        ),
        none_of=(Header(field="x-failed-recipients"),),
    ),
    KindRule(
        id="challenge-text",
        source="TMDA, Boxbe, Spam Arrest, SpamCop-like and ChoiceMail challenges (RFC 3834 section 1)",
        kind=ReportKind.CHALLENGE,
        strong=True,
        any_of=(
            "this message was created automatically by mail delivery software (tmda)",
            "your message is being held until you confirm",
            "to verify that you are human",
            "i'm protecting myself from receiving junk mail",
            "i am protecting myself from spam",
            "please click the link below to complete the verification process",
            "reply to this message to confirm that you sent",
            "message held pending your confirmation",
            "your message has not been delivered yet because you are not in my list of approved senders",
            "to prove you are a person",
            "link to have your address added to the recipient's allowed list",
            "have your address added to",
            "this account is protected by",
            "sender verification is required",
            "please click on the link below to verify",
            "your email requires verification",
            "email requires verification verify",
            "requires verification before delivery",
        ),
        all_of=(),
        none_of=(Header(field="x-failed-recipients"),),
    ),
    KindRule(
        id="challenge-subject",
        source="Earthlink, SpamArrest, ChoiceMail, TMDA",
        kind=ReportKind.CHALLENGE,
        strong=True,
        any_of=(
            Header(field="subject", needle="your email requires verification"),
            Header(field="subject", needle="requires verification verify#"),
            Header(field="subject", needle="please confirm your message"),
            Header(field="subject", needle="confirm your email to me"),
            Header(field="subject", needle="verification required for your message"),
            Header(field="subject", needle="[suspect address] "),
            Header(field="x-tmda-fingerprint"),
            Header(field="x-boxbe-challenge"),
            Header(field="subject", needle="(verify your e-mail address)"),
        ),
        none_of=(Header(field="x-failed-recipients"),),
    ),
    KindRule(
        id="complaint-jmrp",
        source="Hotmail and Outlook.com, Junk Mail Reporting Program: the complaint is the message itself, without RFC 5965's part",
        kind=ReportKind.FEEDBACK,
        strong=True,
        all_of=(
            Header(field="from", needle="staff@hotmail.com"),
            Header(field="subject", needle="complaint about message from"),
        ),
    ),
    KindRule(
        id="opt-out-subject",
        source="RFC 2369 section 3.2 (mailto: unsubscribe), RFC 8058 and habit",
        kind=ReportKind.NONE,
        opt_out=True,
        any_of=(
            Header(field="subject", needle="unsubscribe"),
            Header(field="subject", needle="opt-out request"),
            Header(field="subject", needle="opt out request"),
            Header(field="subject", needle="remove me from"),
            Header(field="subject", needle="desinscription"),
            Header(field="subject", needle="désinscription"),
            Header(field="subject", needle="abmeldung newsletter"),
        ),
        none_of=(Header(field="list-unsubscribe"), Header(field="x-failed-recipients")),
    ),
)
