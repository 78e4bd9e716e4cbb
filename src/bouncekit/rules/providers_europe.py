"""Orange and La Poste, Free, SFR, GMX and Web.de and 1&1, T-Online, Strato, OVH, Seznam, the Polish, Italian and Russian ones."""

from typing import Final

from bouncekit.rules.reply_model import PhraseRow, Standing
from bouncekit.vocabulary import Fault, Reason

__all__ = ["EUROPE"]

_R, _F = Reason, Fault
_ORANGE: Final = "postmaster.orange.fr and the code in brackets at the end of its replies (OFR, LPN, OUK)"
_GMX: Final = "postmaster.gmx.net/en/error-messages"
_MAILRU: Final = "help.mail.ru/postmaster, delivery errors"
_IUA: Final = "mail.i.ua/err, the numbers in the links of its replies"
_YANDEX: Final = "yandex.com/support/mail, reasons for undelivered mail"


def _row(  # noqa: PLR0917 - a table reads best in columns
    provider: str,
    name: str,
    reason: Reason,
    source: str,
    sample: str,
    phrases: tuple[str, ...],
    *,
    language: str = "en",
    hosts: tuple[str, ...] = (),
    fault: Fault | None = None,
) -> PhraseRow:
    return PhraseRow(
        id=f"{provider}-{name}",
        reason=reason,
        phrases=phrases,
        hosts=hosts,
        host_only=bool(hosts),
        fault=fault,
        standing=Standing.PROVIDER,
        language=language,
        provider=provider,
        source=source,
        sample=sample,
    )


def _orange(name: str, reason: Reason, *numbers: int) -> tuple[PhraseRow, PhraseRow]:
    """Rows for the codes *numbers* as Orange (`OFR_416`, `OFR004_416`) and La Poste (`LPN007_416`, `LPN416`) write them."""
    middles = ("_", "", *(f"{n}_" for n in ("000", "001", "002", "003", "004", "005", "006", "007", "008", "105")))
    rows = [
        _row(
            provider,
            name,
            reason,
            _ORANGE,
            f"550 5.2.0 mwinf5c04 ME Mail rejete. Mail rejected. {head.upper()}006_{numbers[0]} [{numbers[0]}]",
            tuple(f"{h}{n}" for n in numbers for h in (*(head + middle for middle in middles), f"{other}_")),
            language="fr",
        )
        for provider, head, other in (("orange", "ofr", "ouk"), ("laposte", "lpn", "lpnaaa"))
    ]
    return rows[0], rows[1]


# fmt: off
EUROPE: Final[tuple[PhraseRow, ...]] = (
    # --- Orange, Wanadoo, La Poste
    *_orange("blocked", _R.BLOCKED, 101, 102, 103, 107, 510, 999),
    *_orange("connections", _R.TOO_MANY_CONNECTIONS, 104, 109),
    *_orange("authentication", _R.AUTHENTICATION_FAILED, 401, 517),
    *_orange("not-authenticated", _R.SECURITY_VIOLATION, 305, 402),
    *_orange("sender", _R.SENDER_REJECTED, 403, 405, 415, 421),
    *_orange("unknown", _R.USER_UNKNOWN, 416, 418),
    *_orange("full", _R.MAILBOX_FULL, 417),
    *_orange("disabled", _R.MAILBOX_DISABLED, 420, 426),
    *_orange("system", _R.SYSTEM_ERROR, 505),
    *_orange("spam", _R.SPAM_DETECTED, 506),
    *_orange("size", _R.MESSAGE_TOO_LARGE, 514),
    *_orange("policy", _R.POLICY_VIOLATION, 518, 630),
    _row("orange", "blocked-for-spam", _R.BLOCKED, _ORANGE, "550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. Client host blocked for spamming issues.", ("adresse ip source bloquee", "client host blocked for spamming issues"), language="fr"),
    _row("free", "blocked", _R.BLOCKED, "postmaster.free.fr", "554 5.7.1 too many spams from your IP (192.0.2.7), please visit http://postmaster.free.fr/", ("too many spams from your ip",), language="fr"),
    _row("free", "errors", _R.TOO_MANY_CONNECTIONS, "postmaster.free.fr", "421 Too many errors from your ip (192.0.2.7), please visit http://postmaster.free.fr/", ("too many errors from your ip",), language="fr"),
    _row("free", "connections", _R.TOO_MANY_CONNECTIONS, "postmaster.free.fr", "421 Trop de connexions, veuillez verifier votre configuration", ("trop de connexions",), language="fr"),
    _row("sfr", "abuse", _R.BLOCKED, "SFR postmaster (GU_EIB codes)", "554 5.7.1 <mx.sender.example>: Client host rejected: Abus detecte GU_EIB_02", ("abus detecte", "gu_eib_02", "gu_eib_04"), language="fr"),
    # --- GMX, Web.de, 1&1 IONOS
    _row("gmx", "unknown", _R.USER_UNKNOWN, _GMX, "550 Requested action not taken: mailbox unavailable. invalid DNS MX or A/AAAA resource record", ("requested action not taken: mailbox unavailable",), hosts=("gmx.net", "gmx.com", "web.de", "kundenserver.de", "1and1.com", "ionos.com"), language="de"),
    _row("gmx", "blocked", _R.BLOCKED, _GMX, "554-Nemesis ESMTP Service not available. No SMTP service. IP address is black listed. https://postmaster.gmx.net/en/error-messages?ip=192.0.2.7&c=bl", ("ip address is black listed", "ip address is block listed", "ip address is blocklisted", "is on our local blocklist", "c=bl", "nemesis esmtp service not available"), language="de"),
    _row("gmx", "spf", _R.AUTHENTICATION_FAILED, _GMX, "550 Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner", ("reject due to spf policy", "originating ip of the message is not permitted by the domain owner", "reject due to dmarc policy"), language="de"),
    _row("gmx", "limit", _R.RATE_LIMITED, _GMX, "450-Requested mail action not taken: mailbox unavailable\n450 Mail send limit exceeded.", ("mail send limit exceeded",), language="de"),
    _row("gmx", "sender", _R.SENDER_REJECTED, _GMX, "550-Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.", ("sender address is not allowed", "sender address is not permitted"), language="de"),
    _row("gmx", "header", _R.RFC_VIOLATION, _GMX, "554-Transaction failed\n554 Duplicate header.", ("duplicate header",), language="de"),
    _row("gmx", "ptr", _R.MISSING_PTR, _GMX, "554-No SMTP service. Bad DNS PTR resource record. https://postmaster.gmx.net/en/error-messages?ip=192.0.2.7&c=rdns", ("bad dns ptr resource record", "c=rdns"), language="de"),
    _row("gmx", "dialup", _R.BLOCKED, _GMX, "554-No SMTP service. Transaction failed. IP address is dynamic. c=dip", ("c=dip",), language="de"),
    _row("gmx", "policy", _R.POLICY_VIOLATION, _GMX, "554-Transaction failed. Reject due to policy restrictions. https://postmaster.gmx.net/en/error-messages?c=hi", ("reject due to policy restrictions", "reject due to policy violations", "c=hi"), language="de"),
    _row("gmx", "authentication", _R.AUTHENTICATION_FAILED, _GMX, "554-Transaction failed. Unauthorized sender address: SPF and DMARC do not pass. c=auth", ("unauthorized sender address", "c=auth"), language="de"),
    _row("gmx", "greylist", _R.GREYLISTED, _GMX, "450 Requested mail action not taken: mailbox unavailable. For explanation visit https://postmaster.gmx.net/en/error-messages?c=greylist", ("c=greylist",), language="de"),
    _row("gmx", "rate", _R.RATE_LIMITED, _GMX, "421 Requested action not taken: mailbox unavailable. c=rate too many mails", ("mail rate per sender", "c=rate"), language="de"),
    _row("t-online", "reputation", _R.BAD_REPUTATION, "postmaster.t-online.de", "554 IP=192.0.2.7 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.receiver.example for reset. (NOWL)", ("none/bad reputation", "(nowl)"), language="de"),
    _row("t-online", "blocked", _R.BLOCKED, "postmaster.t-online.de", "554 IP=192.0.2.7 - A problem occurred. Ask your postmaster for help or to contact tosa@rx.receiver.example to clarify. (BL)", ("a problem occurred. (ask your postmaster for help", "a problem occurred. ask your postmaster for help", "- a problem occurred"), language="de"),
    _row("t-online", "dialup", _R.BLOCKED, "postmaster.t-online.de", "554 IP=192.0.2.7 - Dialup/transient IP not allowed. Use a mailgateway/smarthost. (DYN)", ("dialup/transient ip not allowed",), language="de"),
    _row("strato", "blocked", _R.BLOCKED, "strato.de FAQ, RZmta replies", "554 5.7.1 The server IP is listed in the RZmta block list (B-EX 149)", ("rzmta ... block", "(b-ex 149)", "(b-ex 2"), language="de"),
    _row("ovh", "spam", _R.SPAM_DETECTED, "help.ovhcloud.com, mail rejected by the spam filter", "554 5.7.1 Spam detected by content scanner. OVH_SPAM", ("ovh_spam", "spam detected by content scanner"), language="fr"),
    _row("ovh", "over-quota", _R.MAILBOX_FULL, "help.ovhcloud.com, Exchange and MX Plan", "552 5.2.2 OVH_QUOTA mailbox is full", ("ovh_quota",), language="fr"),
    # --- Czechia, Poland, Italy
    _row("seznam", "unknown", _R.USER_UNKNOWN, "napoveda.seznam.cz, postmaster", "550 5.1.1 Sorry, no mailbox here by that name. (#5.1.1) SEZNAM", ("no mailbox here by that name",), language="cs", hosts=("seznam.cz", "email.cz")),
    _row("seznam", "spam", _R.SPAM_DETECTED, "napoveda.seznam.cz, postmaster", "550 Message rejected: this e-mail was recognised as spam by Seznam.cz", ("recognised as spam by seznam",), language="cs"),
    _row("wp", "blocked", _R.BLOCKED, "pomoc.wp.pl, postmaster", "554 5.7.1 WP-SPAM your address 192.0.2.7 is on the list, http://antyspam.wp.pl", ("antyspam.wp.pl",), language="pl"),
    _row("onet", "rate", _R.RATE_LIMITED, "pomoc.onet.pl, postmaster", "450 4.7.1 limit of messages per connection, http://sender.onet.pl", ("sender.onet.pl",), language="pl"),
    _row("interia", "blocked", _R.BLOCKED, "pomoc.poczta.interia.pl", "554 5.7.1 blocked, see http://sendersupport.interia.pl", ("sendersupport.interia.pl",), language="pl"),
    _row("libero", "blocked", _R.BLOCKED, "aiuto.libero.it, postmaster", "550 smtp-16.iol.local smtp-16.iol.local IP blacklisted by CSI. For remediation please use http://csi.cloudmark.com/reset-request/?ip=192.0.2.7", ("ip blacklisted by csi",), language="it"),
    _row("libero", "over-quota", _R.MAILBOX_FULL, "aiuto.libero.it", "552 5.2.2 RCPT TO:<bob@libero.example> Mailbox disk quota exceeded", ("mailbox disk quota exceeded",), language="it"),
    _row("tiscali", "unknown", _R.USER_UNKNOWN, "assistenza.tiscali.it", "550 RCPT TO:<bob@tiscali.example> User unknown or not local", ("user unknown or not local",), language="it"),
    # --- Russia, Ukraine
    _row("mailru", "spam", _R.SPAM_DETECTED, _MAILRU, "550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=1", ("spam message rejected", "help.mail.ru/notspam-support"), language="ru"),
    _row("mailru", "dynamic-ip", _R.BLOCKED, _MAILRU, "550 We do not accept mail from dynamic IPs. http://help.mail.ru", ("we do not accept mail from dynamic ips",), language="ru"),
    _row("mailru", "generic-ptr", _R.MISSING_PTR, _MAILRU, "550 We do not accept mail from hosts with dynamic IP or generic DNS PTR-records", ("hosts with dynamic ip or generic dns ptr-records",), language="ru"),
    _row("mailru", "unknown", _R.USER_UNKNOWN, _MAILRU, "550 Message was not accepted -- invalid mailbox. Local mailbox bob@mail.example is unavailable: user not found", ("local mailbox ... is unavailable: user not found", "local mailbox ... is unavailable: no such user"), language="ru"),
    _row("mailru", "terminated", _R.MAILBOX_DISABLED, _MAILRU, "550 Message was not accepted -- invalid mailbox. Local mailbox bob@mail.example is unavailable: user is terminated", ("is unavailable: user is terminated", "is unavailable: account is disabled", "local mailbox ... is unavailable: user is terminated"), language="ru"),
    _row("mailru", "null-mx", _R.NO_MAIL_ACCEPTED, _MAILRU, "an MX or SRV record indicated no SMTP service", ("an mx or srv record indicated no smtp service",), language="ru", fault=_F.RECIPIENT),
    _row("yandex", "unknown", _R.USER_UNKNOWN, _YANDEX, "550 5.7.1 No such user!", ("no such user!",), language="ru"),
    _row("yandex", "spam", _R.SPAM_DETECTED, _YANDEX, "554 5.7.1 Message rejected under suspicion of SPAM; https://ya.example/1", ("message rejected under suspicion of spam", "under suspicion of spam"), language="ru"),
    _row("yandex", "policy", _R.POLICY_VIOLATION, _YANDEX, "550 5.7.1 Policy rejection on the target address", ("policy rejection on the target address",), language="ru"),
    _row("iua", "relay", _R.RELAYING_DENIED, _IUA, "550 The use of SMTP as mail gate is forbidden. See http://mail.i.ua/err/1/", ("mail.i.ua/err/1", "mail.i.ua/err/6"), language="uk"),
    _row("iua", "unknown", _R.USER_UNKNOWN, _IUA, "550 User is not found. See http://mail.i.ua/err/2/", ("mail.i.ua/err/2",), language="uk"),
    _row("iua", "disabled", _R.MAILBOX_DISABLED, _IUA, "550 Mailbox is frozen. See http://mail.i.ua/err/3/", ("mail.i.ua/err/3",), language="uk"),
    _row("iua", "full", _R.MAILBOX_FULL, _IUA, "552 Mailbox is full. See http://mail.i.ua/err/4/", ("mail.i.ua/err/4",), language="uk"),
    _row("iua", "rate", _R.TOO_MANY_CONNECTIONS, _IUA, "450 Letter sending limit is exceeded. See http://mail.i.ua/err/5/", ("mail.i.ua/err/5",), language="uk"),
    _row("iua", "blocked", _R.BLOCKED, _IUA, "550 IP-address of the sender is blacklisted. See http://mail.i.ua/err/9/", ("mail.i.ua/err/7", "mail.i.ua/err/9"), language="uk"),
    _row("iua", "sender", _R.SENDER_REJECTED, _IUA, "550 Could not check sender address. See http://mail.i.ua/err/8/", ("mail.i.ua/err/8",), language="uk"),
    _row("iua", "filtered", _R.FILTERED, _IUA, "550 Not in the address list. See http://mail.i.ua/err/10/", ("mail.i.ua/err/10",), language="uk"),
)
