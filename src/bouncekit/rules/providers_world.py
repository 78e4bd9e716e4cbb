"""Google, Microsoft, Yahoo and AOL, Apple, and the North American access providers."""

from typing import Final

from bouncekit.rules.reply_model import PhraseRow, Standing
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = ["WORLD"]

_R, _F, _P = Reason, Fault, Permanence
_GOOGLE: Final = "support.google.com/a/answer/3726730 (SMTP error reference)"
_GOOGLE_HOSTS: Final = ("google.com", "googlemail.com")
_MICROSOFT: Final = "learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online"
_MICROSOFT_HOSTS: Final = ("outlook.com", "hotmail.com", "office365.us")
_YAHOO: Final = "senders.yahooinc.com/smtp-error-codes"
_YAHOO_HOSTS: Final = ("yahoodns.net", "yahoo.com")
_APPLE: Final = "support.apple.com/102322 (postmaster information for iCloud Mail)"
_COMCAST: Final = "spa.xfinity.com/report (Comcast SMTP error codes)"
_COX: Final = "cox.com residential support, Cox email error codes"
_CHARTER: Final = "spectrum.net support, understanding email error codes"


def _row(  # noqa: PLR0917 - a table reads best in columns
    provider: str,
    name: str,
    reason: Reason,
    source: str,
    sample: str,
    phrases: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    *,
    replies: tuple[int, ...] = (),
    commands: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    host_only: bool = False,
    fault: Fault | None = None,
    permanence: Permanence | None = None,
) -> PhraseRow:
    return PhraseRow(
        id=f"{provider}-{name}",
        reason=reason,
        phrases=phrases,
        statuses=statuses,
        replies=replies,
        commands=commands,
        hosts=hosts,
        host_only=host_only,
        fault=fault,
        permanence=permanence,
        standing=Standing.PROVIDER,
        provider=provider,
        source=source,
        sample=sample,
    )


def _state(
    name: str, reason: Reason, sample: str, phrases: tuple[str, ...], standing: Standing = Standing.BROAD_WORDS
) -> PhraseRow:
    """Where Gmail's client stood when it was refused: what that alone makes likely, where no words say more.

    What was refused after the data was filtered: that weighs as much as words of policy or spam beside it, and less
    than words about the mailbox (`rules.precedence`).
    """
    return PhraseRow(
        id=f"google-state-{name}",
        reason=reason,
        phrases=phrases,
        standing=standing,
        provider="google",
        source="Gmail's notices until 2016: (state N) is the state of its SMTP client",
        sample=sample,
    )


def _aup(*numbers: int) -> tuple[str, ...]:
    return tuple(f"aup#{part}{number}" for number in numbers for part in ("", "in-", "out-", "i-", "o-"))


# fmt: off
WORLD: Final[tuple[PhraseRow, ...]] = (
    # --- Google
    _row("google", "no-such-user", _R.USER_UNKNOWN, _GOOGLE, "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address. gsmtp", ("the email account that you tried to reach does not exist", "recipient address ... is not a valid rfc 5321 address")),
    _row("google", "disabled", _R.MAILBOX_DISABLED, _GOOGLE, "550-5.2.1 The email account that you tried to reach is inactive. For more information, go to disabled users gsmtp", ("the email account that you tried to reach is disabled", "the email account that you tried to reach is inactive")),
    _row("google", "over-quota", _R.MAILBOX_FULL, _GOOGLE, "452-4.2.2 The recipient's inbox is out of storage space. gsmtp", ("recipient's inbox is out of storage space", "the email account that you tried to reach is over quota", "overquotatemp", "overquotaperm", "email quota exceeded")),
    _row("google", "user-rate", _R.RATE_LIMITED, _GOOGLE, "450-4.2.1 The user you are trying to contact is receiving mail too quickly. gsmtp", ("peak smtp relay limit exceeded", "user you are trying to contact is receiving mail", "receivingrateperm", "receivingrate", "receiving mail at a rate that prevents additional messages"), fault=_F.POLICY),
    _row("google", "unauthenticated", _R.AUTHENTICATION_FAILED, _GOOGLE, "550-5.7.26 Unauthenticated email from sender.example is not accepted due to domain's DMARC policy. gsmtp", ("is not accepted due to domain's dmarc policy", "unauthenticatedmail", "unauthenticateddmarcpolicy", "gmail requires all senders to authenticate", "senders to authenticate with", "spf record with a hard fail", "the spf record of the sending domain", "aligned with either the authenticated spf or dkim", "to add a dmarc record", "does not have authentication information or fails to pass")),
    _row("google", "authentication-codes", _R.AUTHENTICATION_FAILED, _GOOGLE, "421-4.7.32 rate limited because the From: header is not aligned gsmtp", (), ("x.7.24", "x.7.26", "x.7.27", "x.7.30", "x.7.32", "x.7.40"), hosts=_GOOGLE_HOSTS),
    _row("google", "low-reputation", _R.BAD_REPUTATION, _GOOGLE, "550-5.7.1 this message is likely suspicious due to the very low reputation of the sending IP address. gsmtp", ("very low reputation of the sending",)),
    _row("google", "unusual-rate", _R.BLOCKED, _GOOGLE, "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. gsmtp", ("ip not in whitelist for rcpt domain", "try again later, closing connection", "helo/ehlo argument is invalid", "empty helo/ehlo argument not allowed", "unusual rate of unsolicited mail", "unusual rate of mail", "unsolicitedratelimiterror", "unsolicitediperror"), fault=_F.REPUTATION),
    _row("google", "rate-limited", _R.RATE_LIMITED, _GOOGLE, "421-4.7.0 mail sent from your IP address has been temporarily rate limited. gsmtp", ("your ip address has been temporarily rate limited",)),
    _row("google", "spam", _R.SPAM_DETECTED, _GOOGLE, "550-5.7.1 Our system has detected that this message is likely unsolicited mail. gsmtp", ("due to the nature of the content or the links within", "this message is likely unsolicited mail", "unsolicitedmessageerror", "likely unsolicited", "our system has detected that this message is")),
    _row("google", "rejected-due-to-spam", _R.SPAM_DETECTED, _GOOGLE, "Your email to group team@receiver.example was rejected due to spam classification.", ("was rejected due to spam classification",)),
    _row("google", "blocked-content", _R.POLICY_VIOLATION, _GOOGLE, "552-5.7.0 This message was blocked because its content presents a potential security issue. gsmtp", ("its content presents a potential security issue", "blockedmessage", "illegal attachment on your message"), fault=_F.CONTENT),
    _row("google", "not-compliant", _R.RFC_VIOLATION, _GOOGLE, "550-5.7.1 Messages missing a valid address in From: header, or having no From: header, are not accepted. gsmtp", ("missing a valid message-id", "unicode character in a disallowed header", "encoded-word syntax is not permitted", "sender address ... is not a valid rfc 5321 address", "mail message is malformed", "missing a valid address in the from: header", "rfcmessagenoncompliant", "messages missing a valid address in from", "messages with multiple addresses in from", "this message is not rfc 5322 compliant", "multiple ... headers are not accepted")),
    _row("google", "missing-ptr", _R.MISSING_PTR, _GOOGLE, "550-5.7.25 The IP address sending this message does not have a PTR record setup. gsmtp", ("does not meet ipv6 sending guidelines regarding ptr records", "have a ptr record, or the ptr record", "does not match the ip address of the hostname", "sending this message does not have a ptr record", "the corresponding forward dns entry does not point to the sending ip", "ipv6authError")),
    _state("session", _R.SYSTEM_ERROR, "535 credentials were not taken by the remote server (state 8).", ("(state 6)", "(state 8)", "(state 9)")),
    _state("relay", _R.RELAYING_DENIED, "500 Remote server does not support SMTP Authenticated Relay (state 12).", ("(state 12)",)),
    _state("mail", _R.BLOCKED, "550 550 you are not welcome (state 13).", ("(state 13)",)),
    _state("recipient", _R.USER_UNKNOWN, "550 550 not for <bob@receiver.example> (state 14).", ("(state 14)",)),
    _state("data", _R.FILTERED, "550 550 not for us (state 18).", ("(state 15)", "(state 17)", "(state 18)"), Standing.WORDS),
    _row("google", "size", _R.MESSAGE_TOO_LARGE, _GOOGLE, "552-5.3.4 Your message exceeded Google's message size limits. gsmtp", ("exceeded google's message size limits", "exceeds google's message size limit", "maxsizeerror"), ("x.3.4",)),
    _row("google", "loop", _R.ROUTING_LOOP, _GOOGLE, "554-5.4.6 Message exceeded 50 hops, this may indicate a mail loop. gsmtp", ("message exceeded 50 hops", "exceeded ... hops, this may indicate a mail loop")),
    _row("google", "policy", _R.POLICY_VIOLATION, _GOOGLE, "550-5.7.1 The user or domain that you are sending to (or from) has a policy that prohibited the mail that you sent. gsmtp", ("same message-id", "has a policy that prohibited the mail that you sent")),
    _row("google", "sending-limit", _R.RATE_LIMITED, _GOOGLE, "550-5.4.5 Daily user sending limit exceeded. gsmtp", ("daily smtp relay sending limit exceeded", "this mail has been rate limited", "daily user sending limit exceeded", "daily sending quota exceeded", "daily smtp relay limit exceeded"), permanence=_P.TRANSIENT),
    _row("google", "tls", _R.STARTTLS_FAILED, _GOOGLE, "421-4.7.0 TLS required for RCPT domain, closing connection. gsmtp", ("must issue a starttls command first", "tls required for rcpt domain", "senders to use tls/ssl for smtp")),
    _row("google", "dns-error", _R.NETWORK_ERROR, "Gmail's own report of a failed lookup", "DNS Error: 1 DNS type 'mx' lookup of receiver.example responded with code SERVFAIL", ("dns error: ... dns type ... lookup of", "dns error: ... responded with code ... domain name not found", "dns error")),
    _row("google", "domain-not-found", _R.HOST_UNKNOWN, "Gmail's own report of a domain that is not in the DNS", "DNS Error: Domain name not found", ("dns error: domain name not found", "dns error: dns server returned answer with no data")),
    _row("google", "no-dns-server", _R.EXPIRED, "Gmail's own report of DNS servers that did not answer", "DNS Error: Could not contact DNS servers", ("dns error: could not contact dns servers",)),
    _row("google", "null-mx", _R.NO_MAIL_ACCEPTED, "Gmail's own report of a null MX", "DNS Error: 1 The domain closed.example doesn't receive email according to the administrator: returned Null MX", ("dns error: ... doesn't receive email according to the administrator", "doesn't receive email according to the administrator", "returned null mx"), fault=_F.RECIPIENT),
    _row("google", "no-connection", _R.EXPIRED, "Gmail's own report of a failed connection", "The recipient server did not accept our requests to connect. Learn more at https://support.google.com/mail/answer/7720", ("connection expired, try reconnecting", "timeout - closing connection", "recipient server did not accept our requests to connect", "timed out while waiting for", "the server response was: timed out")),
    # --- Microsoft
    _row("microsoft", "recipient-not-found", _R.USER_UNKNOWN, _MICROSOFT, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@receiver.example not found by SMTP address lookup", ("unknown recipient or mailbox unavailable", "recipient addresses in single label domains not accepted", "recipient address reserved by rfc 2606", "invalid x.400 address", "storedrv.submit; invalid recipient address", "recipient not found by smtp address lookup", "not found by smtp address lookup", "resolver.adr.recipientnotfound", "resolver.adr.recipnotfound", "resolver.adr.exrecipnotfound", "resolver.adr.recipient notfound"), fault=_F.RECIPIENT),
    _row("microsoft", "directory-edge", _R.USER_UNKNOWN, _MICROSOFT, "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", ("recipient address rejected: access denied",), ("5.4.1", "5.7.504"), fault=_F.RECIPIENT),
    _row("microsoft", "hotmail-unavailable", _R.USER_UNKNOWN, _MICROSOFT, "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)", ("requested action not taken: mailbox unavailable",), ("5.5.0",)),
    _row("microsoft", "hotmail-unavailable-host", _R.USER_UNKNOWN, _MICROSOFT, "550 Requested action not taken: mailbox unavailable", ("requested action not taken: mailbox unavailable",), hosts=_MICROSOFT_HOSTS, host_only=True),
    _row("microsoft", "mailbox-full", _R.MAILBOX_FULL, _MICROSOFT, "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", ("quotaexceededexception", "storedrv.deliver; mailbox full")),
    _row("microsoft", "sending-quota", _R.RATE_LIMITED, _MICROSOFT, "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message", ("submissionquotaexceededexception", "submission quota exceeded")),
    _row("microsoft", "mailbox-disabled", _R.MAILBOX_DISABLED, _MICROSOFT, "550 5.2.1 STOREDRV.Deliver: the account was disabled", ("access denied, banned recipient", "mailbox cannot be accessed", "storedrv.deliver: mailbox disabled", "the account was disabled", "account is disabled; storedrv", "accountdisabledexception")),
    _row("microsoft", "restricted", _R.SECURITY_VIOLATION, _MICROSOFT, "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", ("resolver.rst.sendernotauthenticated", "resolver.rst.authrequired", "resolver.rst.sendernotauthenticatedforgroup", "resolver.rst.sendernotauthenticatedformailbox"), fault=_F.POLICY),
    _row("microsoft", "not-authorized", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized", ("resolver.rst.notauthorized", "resolver.rst.restrictedtorecipientspermission"), fault=_F.POLICY),
    _row("microsoft", "directory", _R.SYSTEM_ERROR, _MICROSOFT, "550 5.1.0 RESOLVER.ADR.BadPrimary; recipient primary SMTP address is missing or invalid", ("resolver.adr.ambiguous", "resolver.adr.badprimary", "resolver.adr.invalidinsmtp")),
    _row("microsoft", "restricted-codes", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.129 the recipient only takes mail from its own organisation", (), ("5.7.124", "5.7.129", "5.7.133", "5.7.134", "5.7.135", "5.7.136"), hosts=_MICROSOFT_HOSTS, fault=_F.POLICY),
    _row("microsoft", "rules", _R.POLICY_VIOLATION, _MICROSOFT, "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy", ("x-dg-ref header is too long", "policy violation detected (as345)", "delivery not authorized, message refused by rule", "transport.rules.rejectmessage", "the message was rejected by organization policy")),
    _row("microsoft", "size-of-recipient", _R.SIZE_LIMIT_OF_RECIPIENT, _MICROSOFT, "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient", ("resolver.rst.recipsizelimit", "message too large for this recipient")),
    _row("microsoft", "size", _R.MESSAGE_TOO_LARGE, _MICROSOFT, "550 5.3.4 RESOLVER.RST.SendSizeLimit.Sender; message too large for this sender", ("resolver.rst.sendsizelimit", "message size exceeds fixed maximum message size for route", "message too large for this organization")),
    _row("microsoft", "authentication", _R.AUTHENTICATION_FAILED, _MICROSOFT, "550 5.7.515 Access denied, sending domain sender.example doesn't meet the required authentication level", ("doesn't meet the required authentication level", "does not pass dmarc verification", "must pass either spf or dkim validation", "rejected because of sender policy framework violation"), ("x.7.26", "x.7.23", "x.7.509", "x.7.515", "x.7.1")),
    _row("microsoft", "authentication-codes", _R.AUTHENTICATION_FAILED, _MICROSOFT, "550 5.7.509 Access denied", (), ("x.7.26", "5.7.23", "5.7.509", "5.7.515"), hosts=_MICROSOFT_HOSTS),
    _row("microsoft", "banned-ip", _R.BLOCKED, _MICROSOFT, "550 5.7.606 Access denied, banned sending IP [192.0.2.7]", ("access denied, banned sending ip", "access denied, banned sender[", "access denied, bad helo", "access denied, rejected by recipient", "using customer block list", "part of their network is on our block list", "does not accept email over ipv6", "not currently accepting mail from your ip")),
    _row("microsoft", "greeting-name", _R.BLOCKED, _MICROSOFT, "501 5.5.4 Invalid domain name", ("invalid domain name",), ("x.5.4",)),
    _row("microsoft", "banned-account", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.502 Access denied, banned sender", ("access denied, banned sender",), ("x.7.501", "x.7.502", "x.7.503"), fault=_F.REPUTATION),
    _row("microsoft", "consumer-blocked", _R.BLOCKED, "postmaster.live.com, SMTP error codes", "550 SC-004 Mail rejected by Outlook.com: a block is placed against your IP address", ("550 dy-001", "550 ou-001", "550 sc-001", "550 sc-002", "550 sc-003", "550 sc-004", "a block has been placed against your ip address"), fault=_F.REPUTATION),
    _row("microsoft", "consumer-spam", _R.SPAM_DETECTED, "postmaster.live.com, SMTP error codes", "550 OU-002 Mail rejected by Outlook.com: the content is taken for spam", ("550 ou-002",)),
    _row("microsoft", "consumer-rate", _R.RATE_LIMITED, "postmaster.live.com, SMTP error codes", "421 RP-001 The mail server's IP has exceeded the rate allowed", ("421 rp-001", "421 rp-002", "421 rp-003")),
    _row("microsoft", "traffic-not-accepted", _R.BLOCKED, _MICROSOFT, "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP", ("traffic not accepted from this ip",)),
    _row("microsoft", "ip-suspicious", _R.BLOCKED, _MICROSOFT, "451 4.7.500 Access denied, please try again later", ("access denied, please try again later", "server busy. please try again later from")),
    _row("microsoft", "ip-reputation", _R.BAD_REPUTATION, _MICROSOFT, "451 4.7.650 The mail server [192.0.2.7] has been temporarily rate limited due to IP reputation", ("temporarily rate limited due to ip reputation",)),
    _row("microsoft", "reverse-dns", _R.MISSING_PTR, _MICROSOFT, "550 5.7.25 Access denied, the sending IPv6 address [2001:db8::1] must have a reverse DNS record", ("must have a reverse dns record",)),
    _row("microsoft", "spam-sender", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.501 Access denied, spam abuse detected", ("access denied, spam abuse detected", "spam abuse detected from ip range", "suspicious activity in the sender's account", "your message can't be delivered because it was identified as spam"), fault=_F.REPUTATION),
    _row("microsoft", "unregistered", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains", ("blocked from sending from unregistered domains", "sender has exceeded", "your message couldn't be delivered because you weren't recognized as a valid sender")),
    _row("microsoft", "too-many", _R.TOO_MANY_CONNECTIONS, _MICROSOFT, "421 4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission channel", ("has exceeded the maximum number of connections", "the maximum number of concurrent", "connections has exceeded a limit", "too many concurrent smtp connections from this ip address")),
    _row("microsoft", "expired", _R.EXPIRED, _MICROSOFT, "550 5.4.300 Message expired -> 451 4.4.0", ("message expired", "queue expired; message expired", "queue.expired")),
    _row("microsoft", "expired-dns", _R.NETWORK_ERROR, _MICROSOFT, "550 5.4.312 Message expired, DNS query failed", ("message expired, dns query failed", "dns query failed", "infinite loop in dns"), permanence=None),
    _row("microsoft", "loop", _R.ROUTING_LOOP, _MICROSOFT, "554 5.4.14 Hop count exceeded - possible mail loop ATTR34", ("hop count exceeded - possible mail loop", "routing.loopdetected", "routing loop detected", "smtpsend.dns.mxloopback")),
    _row("microsoft", "relay", _R.RELAYING_DENIED, _MICROSOFT, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", ("unable to relay recipient in non-accepted domain", "550 5.7.64 tenantattribution; relay access denied", "tenantattribution")),
    _row("microsoft", "tls", _R.STARTTLS_FAILED, _MICROSOFT, "550 5.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail", ("starttls-not-supported", "certificate-expired", "tlsa-invalid", "dnssec-invalid", "failed mta-sts validation", "starttls is required to send mail", "certificate-host-mismatch")),
    _row("microsoft", "insufficient-resources", _R.SYSTEM_FULL, _MICROSOFT, "452 4.3.1 Insufficient system resources (UsedDiskSpace[C:])", ("usedmemory", "insufficient system resources", "insufficient resources to process")),
    _row("microsoft", "storedrv", _R.SYSTEM_ERROR, _MICROSOFT, "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded", ("recipient thread limit exceeded", "recipient thread limit"), fault=_F.RECEIVER),
    _row("microsoft", "no-mail-enabled", _R.NO_MAIL_ACCEPTED, _MICROSOFT, "451 4.4.4 Mail received as unauthenticated, hosted tenant which has no mail-enabled subscriptions. ATTR5", ("hosted tenant which has no mail-enabled subscriptions", "missing or bad storedriver mdb properties"), fault=_F.RECIPIENT),
    _row("microsoft", "own-rate", _R.RATE_LIMITED, _MICROSOFT, "550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour", ("reached your daily limit for message recipients", "submission quota exceeded", "recipient's per hour message receive limit", "the recipient has exceeded their limit for", "has exceeded permitted limits within", "tenant has exceeded threshold")),
    _row("microsoft", "server-error", _R.SYSTEM_ERROR, _MICROSOFT, "451 4.4.22 Message failed to be replicated: no healthy peers found", ("message failed to be replicated", "temporary server error. please try again later", "suspiciousremoteservererror", "pfa agent busy", "when journaling archive is disabled", "misconfigured forwarding address")),
    _row("microsoft", "malformed", _R.CONTENT_REJECTED, _MICROSOFT, "550 5.6.11 Invalid characters in the message", ("too many related errors", "agent generated message depth exceeded", "invalid characters in the message"), ("5.3.0", "5.4.11", "5.6.11")),
    _row("microsoft", "quarantined", _R.SPAM_DETECTED, _MICROSOFT, "550 5.2.1 Content Filter agent quarantined this message", ("content filter agent quarantined this message",)),
    _row("microsoft", "not-authenticated", _R.SECURITY_VIOLATION, _MICROSOFT, "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM", ("client was not authenticated to send anonymous mail", "cannot achieve exchange server authentication")),
    _row("microsoft", "sender-restricted", _R.SENDER_REJECTED, _MICROSOFT, "550 5.7.124 Sender not in allowed-senders list", ("sender not authenticated for group", "sender was not authenticated", "sender not in allowed-senders list", "access denied, bad outbound sender", "message must be rfc 5322 section 3.6.2 compliant")),
    # --- Yahoo, AOL
    _row("yahoo", "no-account", _R.USER_UNKNOWN, _YAHOO, "554 delivery error: dd This user doesn't have a yahoo.com account (bob@receiver.example) [0]", ("dd this user doesn't have a", "this user doesn't have a yahoo", "this user doesn't have a ... account", "delivery error: dd requested mail action aborted, mailbox not found", "requested mail action aborted, mailbox not found")),
    _row("yahoo", "disabled", _R.MAILBOX_DISABLED, _YAHOO, "554 30 Sorry, your message to bob@receiver.example cannot be delivered. This mailbox is disabled (554.30).", ("is no longer valid. [-", "delivery error: dd ... is no longer valid", "this mailbox is disabled (554.30)", "cannot be delivered. this mailbox is disabled", "cannot be delivered. this account has been disabled or discontinued")),
    _row("yahoo", "over-quota", _R.MAILBOX_FULL, _YAHOO, "552 1 Sorry, your message to bob@receiver.example cannot be delivered. This account is over quota.", ("cannot be delivered. this account is over quota", "mailbox is over quota (552")),
    _row("yahoo", "complaints", _R.SENDER_REJECTED, _YAHOO, "421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred due to unexpected volume or user complaints", ("messages from ... temporarily deferred due to unexpected volume or user complaints", "temporarily deferred due to user complaints", "all messages from ... will be permanently deferred", "[tss09]", "[tss11]"), hosts=_YAHOO_HOSTS, host_only=True, fault=_F.REPUTATION),
    _row("yahoo", "reputation", _R.BAD_REPUTATION, _YAHOO, "421 4.7.0 [GL01] Message from (192.0.2.7) temporarily deferred", ("[ts01]", "[ts02]", "[ts03]", "[gl01]")),
    _row("yahoo", "blocked", _R.BLOCKED, _YAHOO, "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.7, because the ip is in Spamhaus's list", ("[bl21]", "[bl23]", "connections will not be accepted from ... because the ip is in spamhaus's list")),
    _row("yahoo", "policy", _R.POLICY_VIOLATION, _YAHOO, "554 5.7.9 Message not accepted for policy reasons. See the postmaster pages", ("message not accepted for policy reasons",)),
    _row("yahoo", "aol-blocked", _R.BLOCKED, "postmaster.aol.com/error-codes", "554 RTR:BL the IP address has been blocked", ("rtr:bl", "rtr:du", "rtr:sc", "con:b1", "rly:ir", "rly:bl", "dns:b1", "dns:b2", "rtr:bb", "dynt:1", "554 hvu:b1")),
    _row("yahoo", "aol-ptr", _R.MISSING_PTR, "postmaster.aol.com/error-codes", "554 RTR:RD the IP address has no reverse DNS name", ("rtr:rd",)),
    _row("yahoo", "aol-rate", _R.RATE_LIMITED, "postmaster.aol.com/error-codes", "421 DYN:T1 the IP address is sending too fast", ("dyn:t1", "dyn:t2")),
    _row("yahoo", "aol-spam", _R.SPAM_DETECTED, "postmaster.aol.com/error-codes", "554 RLY:BD the message is refused", ("rly:bd", "rly:ch")),
    _row("yahoo", "aol-refused", _R.FILTERED, "postmaster.aol.com/error-codes", "554 5.2.1 recipient is only accepting mail from specific email addresses", ("recipient is only accepting mail from specific email addresses", "is not accepting any mail")),
    _row("yahoo", "unauthenticated", _R.AUTHENTICATION_FAILED, _YAHOO, "550 5.7.9 This mail has been blocked because the sender is unauthenticated. Yahoo requires all senders to authenticate with either SPF or DKIM", ("yahoo requires all senders to authenticate", "blocked because the sender is unauthenticated")),
    _row("yahoo", "not-compliant", _R.RFC_VIOLATION, _YAHOO, "554 5.6.0 Message headers are not RFC compliant", ("headers are not rfc compliant",)),
    _row("yahoo", "user-rate", _R.RATE_LIMITED, _YAHOO, "450 User is receiving mail too quickly", ("user is receiving mail too quickly",)),
    _row("yahoo", "per-connection", _R.TOO_MANY_CONNECTIONS, _YAHOO, "421 Max message per connection reached, closing transmission channel", ("max message per connection reached",)),
    _row("yahoo", "sender-domain", _R.SENDER_REJECTED, _YAHOO, "451 Message temporarily deferred due to unresolvable RFC.5321 from domain", ("due to unresolvable rfc.5321",)),
    # --- Apple
    _row("apple", "no-mailbox", _R.USER_UNKNOWN, _APPLE, "550 5.1.1 <bob@icloud.example>: user does not exist", ("user does not exist", "unknown user; inactive user"), hosts=("icloud.com", "me.com", "apple.com"), host_only=True),
    _row("apple", "blocked", _R.BLOCKED, _APPLE, "550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.7", ("rejected due to listing in spamhaus", "rejected due to having a domain present in the spamhaus", "esmtp not accepting connections", "blocked - see https://support.proofpoint.com")),
    _row("apple", "policy", _R.POLICY_VIOLATION, _APPLE, "550 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137", ("message rejected due to local policy. please visit https://support.apple.com", "[cs01]", "[hm07]", "[hm08]", "message rejected due to local policy")),
    _row("apple", "over-quota", _R.MAILBOX_FULL, _APPLE, "552 5.2.2 <bob@icloud.example>: user is over quota", ("user is over quota",), hosts=("icloud.com", "me.com", "apple.com"), host_only=True),
    _row("apple", "unknown-alias", _R.USER_UNKNOWN, _APPLE, "550 5.1.1 unknown or illegal alias: bob@icloud.example", ("unknown or illegal alias", "inactive email address")),
    _row("apple", "volume", _R.RATE_LIMITED, _APPLE, "421 4.7.1 Messages to bob@icloud.example deferred due to excessive volume. Try again later", ("deferred due to excessive volume",)),
    _row("apple", "moved", _R.MAILBOX_MOVED, _APPLE, "550 5.1.6 recipient no longer on server: bob@icloud.example", ("recipient no longer on server",)),
    _row("apple", "authentication", _R.AUTHENTICATION_FAILED, _APPLE, "554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication checks", ("blocked for failing both spf and dkim", "[hme1] this message was blocked for failing both spf and dkim")),
    # --- Comcast, Cox, Charter/Spectrum, AT&T, Verizon
    _row("comcast", "blocked", _R.BLOCKED, _COMCAST, "554 mx.receiver.example 192.0.2.7 found on one or more DNSBLs, see https://postmaster.comcast.net/smtp-error-codes.php#BL000000", ("#bl000000", "#bl000001", "#bl000010", "found on one or more dnsbls", "bl000000", "bl000001", "bl000010")),
    _row("comcast", "rate", _R.RATE_LIMITED, _COMCAST, "452 Too many recipients received this hour. Please see https://postmaster.comcast.net/smtp-error-codes.php#RL000003", ("#rl000001", "#rl000002", "#rl000003", "rl000001", "rl000002", "rl000003")),
    _row("comcast", "ptr", _R.MISSING_PTR, _COMCAST, "554 PTR lookup failure http://postmaster.comcast.net/smtp-error-codes.php#DNS00003", ("dns000001", "dns000002", "dns00003", "ptr lookup failure")),
    _row("comcast", "unknown", _R.USER_UNKNOWN, _COMCAST, "550 5.1.1 Not our Customer", ("not our customer",), hosts=("comcast.net",), host_only=True),
    _row("cox", "blocked", _R.BLOCKED, _COX, "554 dukecmmtai01.receiver.example cox 192.0.2.7 blocked. CXBL. Please forward this error", ("cxbl", "cdrbl", "ipbl0001", "ipbl0010", "ipbl0100", "ipbl0011", "ipbl0101", "ipbl0110", "ipbl0111", "ipbl1000", "ipbl1001", "ipbl1010", "ipbl1011", "ipbl1100", "ipbl1101", "ipbl1110", "ipbl1111", "ipbl00001", "ipbl000001")),
    _row("cox", "links", _R.SPAM_DETECTED, _COX, "554 cox message rejected, a link in it is listed. URLBL011", ("urlbl011", "urlbl101", "urlbl110", "urlbl1001")),
    _row("cox", "threshold", _R.RATE_LIMITED, _COX, "452 cox Message threshold exceeded", ("cox message threshold exceeded", "message threshold exceeded")),
    _row("cox", "closed", _R.NO_MAIL_ACCEPTED, _COX, "421 mx.receiver.example cox ESMTP server temporarily not available", ("esmtp server temporarily not available",)),
    _row("cox", "protocol", _R.POLICY_VIOLATION, _COX, "554 mx.receiver.example ESMTP no data before greeting", ("esmtp no data before greeting", "attachment extension is forbidden")),
    _row("cox", "account", _R.SECURITY_VIOLATION, _COX, "554 cox too many messages sent from this account. CXTHRT", ("cxthrt", "cxmj")),
    _row("cox", "dns", _R.MISSING_PTR, _COX, "554 cox 192.0.2.7 rejected - no rDNS. CXDNS", ("cxdns",)),
    _row("cox", "sender", _R.SENDER_REJECTED, _COX, "551 <ann@sender.example> sender rejected. Refer to Error Codes section. CXSNDR", ("cxsndr", "cxsmtp")),
    _row("cox", "connections", _R.TOO_MANY_CONNECTIONS, _COX, "421 cox 192.0.2.7 too many sessions. CXCNCT", ("cxcnct", "cxmxrt")),
    _row("charter", "blocked", _R.BLOCKED, _CHARTER, "554 192.0.2.7 blocked. See the support pages. AUP#In-1000", _aup(1000, 1200, 1210, 1220, 1230, 1240, 1250)),
    _row("charter", "dns", _R.BLOCKED, _CHARTER, "554 192.0.2.7 has no reverse DNS. AUP#In-1100", _aup(1100, 1110, 1120, 1130, 1140, 1150), fault=_F.SENDER_AUTHENTICATION),
    _row("charter", "sender", _R.SENDER_REJECTED, _CHARTER, "550 sender rejected. AUP#Out-1500", _aup(1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1500, 1520)),
    _row("charter", "policy", _R.POLICY_VIOLATION, _CHARTER, "550 rejected by the domain's policy. AUP#In-1170", _aup(1160, 1170, 1180, 1190, 1560)),
    _row("charter", "rate", _R.TOO_MANY_CONNECTIONS, _CHARTER, "421 too many from your IP. AUP#In-1310", _aup(1300, 1310, 1320, 1330, 1340, 1350, 1360, 1370, 1380, 1390, 1400, 1410, 1420, 1430, 1440, 1450, 1460, 1470, 1480, 1490, 1540, 1550)),
    _row("charter", "size", _R.MESSAGE_TOO_LARGE, _CHARTER, "552 message too large. AUP#In-1530", _aup(1530)),
    _row("charter", "system", _R.SYSTEM_ERROR, _CHARTER, "421 cannot process now. AUP#In-1090", _aup(1090, 1260)),
    _row("att", "blocked", _R.BLOCKED, "AT&T postmaster page (att.net/blocks)", "553 5.3.0 flph829 DNSBL:RBL 521< 192.0.2.7 >_is_blocked. For assistance forward this email to abuse_rbl@abuse-att.net", ("dnsbl:rbl", "dnsbl:attrbl", "abuse_rbl@abuse-att.net")),
    _row("att", "spam", _R.SPAM_DETECTED, "AT&T postmaster page (att.net/blocks)", "521 192.0.2.7 blocked for abuse. See http://att.net/blocks", ("blocked for abuse. see http://att.net/blocks", "att.net/blocks"), fault=_F.REPUTATION),
    _row("att", "text-message", _R.FILTERED, "AT&T mail-to-SMS gateway", "550 The recipient has restricted SMS e-mail", ("restricted sms e-mail",)),
    _row("verizon", "no-such-number", _R.USER_UNKNOWN, "Verizon mail-to-MMS gateway", "550 No valid recipients for this MM", ("no valid recipients for this mm",)),
    _row("verizon", "blocked", _R.BLOCKED, "Verizon Online postmaster pages", "571 Email from 192.0.2.7 is currently blocked by Verizon Online's anti-spam system", ("currently blocked by verizon online",)),
    _row("facebook", "not-there", _R.USER_UNKNOWN, "Facebook mail servers' INT and RCP codes", "550 5.1.1 RCP-P1 the attempted recipient address does not exist", ("rcp-p1", "int-p1", "int-p3", "int-p4")),
    _row("facebook", "rejected", _R.FILTERED, "Facebook mail servers' RCP codes", "550 5.2.0 RCP-P2 refused due to recipient preferences", ("rcp-p2", "rcp-p3", "refused due to recipient preferences")),
    _row("facebook", "blocked", _R.BLOCKED, "postmaster.facebook.com/response_codes", "550 5.7.1 POL-P3 not accepting messages from your mail server", ("pol-p1", "pol-p2", "pol-p3", "pol-p4", "pol-t1", "pol-t2", "pol-t3")),
    _row("facebook", "authentication", _R.AUTHENTICATION_FAILED, "postmaster.facebook.com/response_codes", "550 5.7.1 POL-P7 the message does not comply", ("pol-p7",)),
    _row("facebook", "virus", _R.VIRUS_DETECTED, "postmaster.facebook.com/response_codes", "550 5.7.1 POL-P5 infected", ("pol-p5",)),
    _row("facebook", "spam", _R.SPAM_DETECTED, "postmaster.facebook.com/response_codes", "550 5.7.1 POL-P6 a URL that is blocked", ("pol-p6",)),
    _row("facebook", "sender", _R.SENDER_REJECTED, "postmaster.facebook.com/response_codes", "550 5.1.8 DNS-P1 the MAIL FROM domain is missing", ("dns-p1", "dns-p2", "dns-t1")),
    _row("facebook", "ptr", _R.MISSING_PTR, "postmaster.facebook.com/response_codes", "550 5.7.25 DNS-P3 no name for your address", ("dns-p3", "dns-t2")),
    _row("facebook", "size", _R.MESSAGE_TOO_LARGE, "postmaster.facebook.com/response_codes", "552 5.3.4 MSG-P1 too much", ("msg-p1", "int-p2")),
    _row("facebook", "content", _R.CONTENT_REJECTED, "postmaster.facebook.com/response_codes", "554 5.6.0 MSG-P2 such attachments are refused", ("msg-p2",)),
    _row("facebook", "not-compliant", _R.RFC_VIOLATION, "postmaster.facebook.com/response_codes", "554 5.6.0 MSG-P3 a field stands twice", ("msg-p3",)),
    _row("facebook", "connections", _R.TOO_MANY_CONNECTIONS, "postmaster.facebook.com/response_codes", "421 4.3.2 CON-T1 wait", ("con-t1", "con-t2", "con-t3", "con-t4", "msg-t1")),
    _row("facebook", "deactivated", _R.MAILBOX_DISABLED, "postmaster.facebook.com/response_codes", "450 4.2.1 RCP-T4 deactivated for now", ("rcp-t4",)),
    _row("facebook", "system", _R.SYSTEM_ERROR, "postmaster.facebook.com/response_codes", "451 4.3.0 RCP-T1 wait", ("rcp-t1",)),
    _row("godaddy", "blocked", _R.BLOCKED, "godaddy.com help, SMTP error codes", "554 This IP is listed on the block list. IB104", ("ib103", "ib104", "ib105", "ib106", "ib110", "ib111", "ib112", "ib113")),
    _row("godaddy", "listed", _R.BLOCKED, "godaddy.com help, SMTP error codes", "554 RBL Reject.", ("554 rbl reject",)),
    _row("godaddy", "storage", _R.MAILBOX_FULL, "godaddy.com help, SMTP error codes", "552 Account storage limit", ("account storage limit",)),
    _row("godaddy", "rate", _R.RATE_LIMITED, "godaddy.com help, SMTP error codes", "550 192.0.2.7 has sent to too many recipients this hour. IB607", ("ib504", "ib510", "ib607", "has sent to too many recipients this hour")),
    _row("godaddy", "sessions", _R.TOO_MANY_CONNECTIONS, "godaddy.com help, SMTP error codes", "421 too many sessions from this IP. IB007", ("ib007",)),
    _row("godaddy", "ptr", _R.MISSING_PTR, "godaddy.com help, SMTP error codes", "421 Temporarily rejected. Reverse DNS for 192.0.2.7 failed. IB108", ("ib108",)),
    _row("godaddy", "spam", _R.SPAM_DETECTED, "godaddy.com help, SMTP error codes", "552 This message has been rejected due to content judged to be spam by the Internet community. IB212", ("ib212",)),
    _row("godaddy", "sender", _R.SENDER_REJECTED, "godaddy.com help, SMTP error codes", "550 Blank From: addresses are not allowed. IB501", ("ib501", "ib502", "ib506")),
    _row("godaddy", "authentication", _R.AUTHENTICATION_FAILED, "godaddy.com help, SMTP error codes", "550 Invalid SPF record. IB508", ("ib508",)),
    _row("godaddy", "virus", _R.VIRUS_DETECTED, "godaddy.com help, SMTP error codes", "552 infected message rejected. IB705", ("ib705",)),
    _row("godaddy", "unavailable", _R.EXPIRED, "godaddy.com help, SMTP error codes", "421 Server temporarily unavailable. Try again later. IB101", ("ib101",)),
    _row("zoho", "policy", _R.POLICY_VIOLATION, "zoho.com/mail/help, bounce messages", "554 5.1.8 Email Outgoing Blocked", ("email outgoing blocked",), fault=_F.POLICY),
    _row("zoho", "restricted", _R.POLICY_VIOLATION, "zoho.com/mail/help, bounce messages", "552 5.1.1 <bob@zoho.example> Mailbox delivery restricted by policy error", ("delivery restricted by policy error", "delivery failure policy error", "email policy violation detected"), fault=_F.POLICY),
    _row("zoho", "sender", _R.SENDER_REJECTED, "zoho.com/mail/help and smtpfieldmanual.com: said at RCPT, before there is a content", "541 5.4.1 Mail rejected by destination domain", ("mail rejected by destination domain", "email cannot be delivered. reason: email flagged as spam")),
    _row("zoho", "unusual", _R.BLOCKED, "zoho.com/mail/help, bounce messages", "550 5.4.6 Unusual sending activity detected", ("unusual sending activity detected",)),
)
