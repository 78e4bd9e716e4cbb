"""Tencent QQ, NetEase 163, Alibaba, the Japanese carriers, Naver and Daum."""

from typing import Final

from bouncekit.rules.reply_model import PhraseRow, Standing
from bouncekit.vocabulary import Fault, Reason

__all__ = ["ASIA"]

_R, _F = Reason, Fault
_QQ: Final = "service.mail.qq.com, bounce reasons"
_NETEASE: Final = "mail.163.com/help/help_spam_16.htm"
_COREMAIL: Final = "icoremail.vip/support, bounce texts"
_ANYMACRO: Final = "published lists of AnyMacro's replies (450 out of memory … 556 remote ip check error)"
_DOCOMO: Final = "NTT docomo, notes for senders of mail to docomo.ne.jp"
_KDDI: Final = "KDDI au, notes for senders of mail to ezweb.ne.jp and au.com"
_KDDI_HOSTS: Final = ("ezweb.ne.jp", "au.com", "auone-net.jp")
_DOCOMO_HOSTS: Final = ("docomo.ne.jp",)


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
    commands: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    fault: Fault | None = None,
) -> PhraseRow:
    return PhraseRow(
        id=f"{provider}-{name}",
        reason=reason,
        phrases=phrases,
        hosts=hosts,
        host_only=bool(hosts and phrases),
        commands=commands,
        statuses=statuses,
        fault=fault,
        standing=Standing.PROVIDER,
        language=language,
        provider=provider,
        source=source,
        sample=sample,
    )


# fmt: off
ASIA: Final[tuple[PhraseRow, ...]] = (
    # --- Tencent QQ
    _row("qq", "rate", _R.TOO_MANY_CONNECTIONS, _QQ, "550 Ip frequency limited [MXNFhU0]. http://service.mail.qq.com/detail/122/172", ("ip frequency limited", "domain frequency limited", "sender frequency limited", "connection frequency limited", "connection denied")),
    _row("qq", "listed", _R.BLOCKED, _QQ, "550 Suspected spam ip. http://service.mail.qq.com/detail/122/171", ("suspected spam ip",)),
    _row("qq", "syntax", _R.SYNTAX_ERROR, _QQ, "501 Bad address syntax. http://service.mail.qq.com/detail/0/73", ("bad address syntax. http://service.mail.qq.com",)),
    _row("qq", "access", _R.TOO_MANY_CONNECTIONS, _QQ, "550 Mailbox unavailable or access denied [bob]. http://service.mail.qq.com/detail/0/92", ("mailbox unavailable or access denied ... http://service.mail.qq.com",)),
    _row("qq", "unknown", _R.USER_UNKNOWN, _QQ, "550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728", ("mailbox not found. http://service.mail.qq.com",)),
    _row("qq", "spam", _R.SPAM_DETECTED, _QQ, "550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726", ("mail content denied", "spam is embedded in the email", "suspected bounce attacks")),
    _row("qq", "authentication", _R.AUTHENTICATION_FAILED, _QQ, "550 DMARC check failed [bob]. http://service.mail.qq.com/detail/122/66", ("dmarc check failed", "spf check failed", "dkim check failed")),
    _row("qq", "filtered", _R.FILTERED, _QQ, "550 Mail is rejected by recipients [bob]. http://service.mail.qq.com/detail/122/92", ("mail is rejected by recipients",)),
    # --- NetEase, Alibaba
    _row("netease", "spam", _R.SPAM_DETECTED, _NETEASE, "554 DT:SPM 163 smtp1,please see http://mail.163.com/help/help_spam_16.htm?ip=192.0.2.7", ("dt:spm",), language="zh-Hans"),
    _row("netease", "unknown", _R.USER_UNKNOWN, _NETEASE, "550 MI:NHD User not found: bob@receiver.example", ("mi:nhd user not found", "rp:trc user not found"), language="zh-Hans"),
    _row("netease", "suspended", _R.MAILBOX_DISABLED, _NETEASE, "550 User suspended: bob@receiver.example http://mail.163.com/help/help_spam_16.htm", ("user suspended",), language="zh-Hans"),
    _row("netease", "blocked", _R.BLOCKED, _NETEASE, "554 IP in blacklist, DT:BLK 192.0.2.7", ("ip<...> in blacklist", "ip< ... > in blacklist", "hl:rep", "hl:ihu", "hl:ipb", "hl:mep", "dt:blk", "dt:rbl", "wm:bli", "mi:wfp", "mi:nhd", "ip in blacklist", "ip is rejected, smtp auth error limit exceed"), language="zh-Hans"),
    _row("netease", "rate", _R.RATE_LIMITED, _NETEASE, "421 RP:CEL 163 mx21, http://mail.163.com/help/help_spam_16.htm", ("rp:cel", "rp:qrc", "rp:trl", "rp:trc", "rp:ccl", "mi:cel", "mi:ccl", "mi:sfq", "mi:stc", "hl:ifc", "hl:ifq", "hl:itc"), language="zh-Hans"),
    _row("netease", "connections", _R.TOO_MANY_CONNECTIONS, _NETEASE, "421 HL:ICC 163 mx21, http://mail.163.com/help/help_spam_16.htm", ("hl:icc", "mi:dmc", "rp:drc", "rp:rcl", "requested mail action not taken: too much recipient"), language="zh-Hans"),
    _row("netease", "sender", _R.SENDER_REJECTED, _NETEASE, "553 Requested action not taken: MI:SPB sender is not authorized", ("mi:spb", "mi:ngf", "wm:blu", "dt:sum", "user in blacklist", "requested action not taken: local user only", "local user only", "no smtp mx only", "requested action not taken: no smtp mx only"), language="zh-Hans"),
    _row("netease", "authentication", _R.AUTHENTICATION_FAILED, _NETEASE, "550 MI:SPF 163 mx21, http://mail.163.com/help/help_spam_16.htm", ("mi:spf", "mi:dma"), language="zh-Hans"),
    _row("netease", "header", _R.RFC_VIOLATION, _NETEASE, "550 MI:IMF 163 mx21, http://mail.163.com/help/help_spam_16.htm", ("mi:imf",), language="zh-Hans"),
    _row("netease", "relay", _R.RELAYING_DENIED, _NETEASE, "550 RP:FRL 163 smtp1, http://mail.163.com/help/help_spam_16.htm", ("rp:frl",), language="zh-Hans"),
    _row("netease", "login", _R.SECURITY_VIOLATION, _NETEASE, "451 Requested mail action not taken: too much fail authentication", ("too much fail authentication",), language="zh-Hans"),
    # --- Coremail, the server of many companies and universities in China
    _row("coremail", "unknown", _R.USER_UNKNOWN, _COREMAIL, "550 local server don't exists that user", ("don't exists that user", "not user of this server", "unavailable mail user", "user not known", "no such user in this server"), language="zh-Hans"),
    _row("coremail", "disabled", _R.MAILBOX_DISABLED, _COREMAIL, "550 User hangup: bob@receiver.example", ("user hangup", "user is hangup", "user ... is hangup", "user ... is disabled", "user ... is suspended", "user ... is locked"), language="zh-Hans"),
    _row("coremail", "refused-by-user", _R.FILTERED, _COREMAIL, "550 User rejected", ("550 user rejected", "rcpt is rejected", "user ... is restricted"), language="zh-Hans"),
    _row("coremail", "sender", _R.SENDER_REJECTED, _COREMAIL, "550 sender is rejected", ("sender is rejected", "mail ... is rejected", "fake sender", "requested mail action not taken: fake sender"), language="zh-Hans", fault=_F.POLICY),
    _row("coremail", "blocked", _R.BLOCKED, _COREMAIL, "554 IP is Hangup", ("ip is hangup", "ip is rejected", "requested mail action not taken: invalid ip", "action not taken: invalid ip"), language="zh-Hans"),
    # --- AnyMacro and eYou, whose reply codes are not those of RFC 5321
    _row("anymacro", "sender", _R.SENDER_REJECTED, _ANYMACRO, "552 mail from invalid.", ("mail from invalid", "host denies the sender", "black mail address", "sender is unvalidated", "554 mail address invalid"), language="zh-Hans"),
    _row("anymacro", "blocked", _R.BLOCKED, _ANYMACRO, "556 remote ip check error.", ("remote ip check error", "smtpport check error", "helohost error", "rbl deny", "openrelay check", "550 black ip"), language="zh-Hans"),
    _row("anymacro", "relay", _R.RELAYING_DENIED, _ANYMACRO, "553 host denies relay.", ("host denies relay", "relay check domain fail", "relay check local fail"), language="zh-Hans"),
    _row("anymacro", "policy", _R.POLICY_VIOLATION, _ANYMACRO, "553 private list access denied.", ("private list access denied", "fake router infomation", "fake router information"), language="zh-Hans"),
    _row("anymacro", "login", _R.SECURITY_VIOLATION, _ANYMACRO, "451 domain auth support error", ("domain auth support error", "auth mode unsupported", "451 auth error", "551 auth error"), language="zh-Hans"),
    _row("anymacro", "rate", _R.RATE_LIMITED, _ANYMACRO, "552 too many same size mails.", ("too many same size mails",), language="zh-Hans"),
    _row("anymacro", "recipients", _R.TOO_MANY_CONNECTIONS, _ANYMACRO, "451 out of allow RCPT numbers.", ("out of allow rcpt numbers",), language="zh-Hans"),
    _row("anymacro", "size", _R.MESSAGE_TOO_LARGE, _ANYMACRO, "554 attachment is too long.", ("attachment is too long",), language="zh-Hans"),
    _row("anymacro", "busy", _R.SYSTEM_ERROR, _ANYMACRO, "450 queue unavailable.", ("450 queue unavailable", "450 out of memory", "database temporary error"), language="zh-Hans"),
    _row("anymacro", "form", _R.RFC_VIOLATION, _ANYMACRO, "451 stray newline", ("451 stray newline",), language="zh-Hans"),
    _row("sohu", "sender", _R.SENDER_REJECTED, "Sohu mail, published lists of its replies", "553 5.7.1 SENDER REJECT", ("sender reject",), language="zh-Hans"),
    _row("aliyun", "spam", _R.SPAM_DETECTED, "help.aliyun.com, bounce messages of Alibaba Mail", "554 RejectedbyContentAntispam", ("rejectedbycontentantispam", "reject by content spam"), language="zh-Hans"),
    _row("aliyun", "blocked", _R.BLOCKED, "help.aliyun.com, bounce messages of Alibaba Mail", "554 Reject by behaviour spam at Rcpt State(Connection IP address:192.0.2.7)", ("reject by behaviour spam",), language="zh-Hans"),
    # --- Japan
    _row("docomo", "unknown", _R.USER_UNKNOWN, _DOCOMO, "550 Unknown user bob@receiver.example (in reply to RCPT TO command)", ("unknown user",), hosts=_DOCOMO_HOSTS, commands=("RCPT TO",), language="ja"),
    _row("docomo", "refused-after-data", _R.SENDER_REJECTED, _DOCOMO, "550 5.0.0 Unknown user bob@receiver.example (in reply to end of DATA command)", ("unknown user",), hosts=_DOCOMO_HOSTS, commands=("DATA",), statuses=("5.0.0",), language="ja"),
    _row("docomo", "too-much", _R.MAILBOX_FULL, _DOCOMO, "552 Too much mail data", ("too much mail data",), language="ja"),
    _row("docomo", "recipients", _R.TOO_MANY_CONNECTIONS, _DOCOMO, "552 too many recipients", ("too many recipients",), hosts=_DOCOMO_HOSTS, language="ja"),
    _row("kddi", "unknown", _R.USER_UNKNOWN, _KDDI, "550 <bob@receiver.example>: User unknown", ("user unknown", "recipient address rejected"), hosts=_KDDI_HOSTS, language="ja"),
    _row("kddi", "refused-after-data", _R.USER_UNKNOWN_OR_FILTERED, _KDDI, "550 : User unknown", ("550 : user unknown", "550 : : user unknown", "-> : user unknown", "unknown recipient or mailbox unavailable -> : user unknown"), language="ja", fault=_F.RECIPIENT),
    _row("kddi", "mailbox-full", _R.MAILBOX_FULL, _KDDI, "550 5.2.2 As their mailbox is full.", ("as their mailbox is full",), language="ja"),
    _row("softbank", "refused", _R.USER_UNKNOWN, "SoftBank, notes for senders", "550 Invalid recipient: <bob@receiver.example> (in reply to RCPT TO command)", ("invalid recipient",), hosts=("softbank.ne.jp", "disney.ne.jp", "vodafone.ne.jp"), language="ja"),
    _row("biglobe", "full", _R.MAILBOX_FULL, "BIGLOBE mail", "552 5.2.2 The mailbox of the addressee is full. (BIGLOBE)", ("the mailbox of the addressee is full",), language="ja"),
    # --- Korea
    _row("naver", "unknown", _R.USER_UNKNOWN, "help.naver.com, mail delivery errors", "550 5.1.1 No such user - nsmtp", ("no such user - nsmtp",), language="ko"),
    _row("naver", "full", _R.MAILBOX_FULL, "help.naver.com, mail delivery errors", "552 5.2.2 User quota exceeded - nsmtp", ("user quota exceeded - nsmtp",), language="ko"),
    _row("naver", "blocked", _R.BLOCKED, "help.naver.com, mail delivery errors", "421 4.3.2 Your ip blocked from this server - nsmtp", ("your ip blocked from this server",), language="ko"),
    _row("naver", "dormant", _R.MAILBOX_DISABLED, "help.naver.com, mail delivery errors", "550 5.2.1 Dormant user - nsmtp", ("dormant user",), language="ko"),
    _row("daum", "unknown", _R.USER_UNKNOWN, "cs.daum.net, mail delivery errors (RD codes)", "554 5.1.1 User unknown (RD-3/bob@receiver.example)", ("user unknown (rd-",), language="ko"),
    _row("daum", "blocked", _R.BLOCKED, "cs.daum.net, mail delivery errors (SB codes)", "554 5.7.1 Unusual mail pattern detected (SB-1)", ("unusual mail pattern detected",), language="ko"),
)
