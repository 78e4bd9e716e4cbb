"""Filters and lists that stand before many domains: Mimecast, Proofpoint, Barracuda, Cloudflare, Cisco, the DNS block lists."""

from typing import Final

from bouncekit.rules.reply_model import PhraseRow, Standing
from bouncekit.vocabulary import Fault, Reason

__all__ = ["FILTERS"]

_R, _F = Reason, Fault
_MIMECAST: Final = "mimecastsupport.zendesk.com, Mimecast SMTP error codes"
_CLOUDFLARE: Final = "developers.cloudflare.com/email-routing/postmaster"
_MIMECAST_HOSTS: Final = ("mimecast.com", "mimecast.co.za")


def _row(  # noqa: PLR0917 - a table reads best in columns
    provider: str,
    name: str,
    reason: Reason,
    source: str,
    sample: str,
    phrases: tuple[str, ...],
    *,
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
        provider=provider,
        source=source,
        sample=sample,
    )


# fmt: off
FILTERS: Final[tuple[PhraseRow, ...]] = (
    # --- Mimecast
    _row("mimecast", "security", _R.VIRUS_DETECTED, _MIMECAST, "554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554", ("email rejected due to security policies",), hosts=_MIMECAST_HOSTS, fault=_F.CONTENT),
    _row("mimecast", "blocked", _R.BLOCKED, _MIMECAST, "451 IP temporarily blacklisted - https://community.mimecast.com/docs/DOC-1369#451", ("ip temporarily blacklisted", "sender address blocked"), fault=_F.REPUTATION),
    _row("mimecast", "too-many-invalid", _R.BLOCKED, _MIMECAST, "451 Recipient temporarily unavailable", ("recipient temporarily unavailable",), hosts=_MIMECAST_HOSTS),
    _row("mimecast", "reputation", _R.BAD_REPUTATION, _MIMECAST, "550 Rejected by Local CT IP Reputation - (reject)", ("local ct ip reputation", "csi.mimecast.org poor reputation sender")),
    _row("mimecast", "geography", _R.POLICY_VIOLATION, _MIMECAST, "554 Host network, not allowed", ("host network, not allowed",)),
    _row("mimecast", "geography-host", _R.POLICY_VIOLATION, _MIMECAST, "554 Host network not allowed", ("host network not allowed",), hosts=_MIMECAST_HOSTS),
    _row("mimecast", "certificate", _R.STARTTLS_FAILED, _MIMECAST, "554 Configuration is invalid for this certificate", ("configuration is invalid for this certificate",)),
    _row("mimecast", "wrong-route", _R.NETWORK_ERROR, _MIMECAST, "451 The incorrect hostname used for inbounds", ("incorrect hostname used for inbounds",)),
    _row("mimecast", "outbound-closed", _R.SECURITY_VIOLATION, _MIMECAST, "451 Account outbounds disabled", ("account outbounds disabled",)),
    _row("mimecast", "virus", _R.VIRUS_DETECTED, _MIMECAST, "554 Virus Signature Detected", ("virus signature detected",)),
    _row("mimecast", "closed", _R.NO_MAIL_ACCEPTED, _MIMECAST, "451 Account inbounds disabled", ("account inbounds disabled",)),
    _row("mimecast", "connections", _R.TOO_MANY_CONNECTIONS, _MIMECAST, "451 Account service is temporarily unavailable", ("account service is temporarily unavailable", "exceeding outbound thread limit")),
    _row("mimecast", "authentication", _R.AUTHENTICATION_FAILED, _MIMECAST, "550 DMARC Sender Invalid - envelope rejected", ("dmarc sender invalid", "spf sender invalid", "dkim sender invalid")),
    _row("mimecast", "spoofing", _R.POLICY_VIOLATION, _MIMECAST, "550 Rejected by header-based Anti-Spoofing policy: bob@receiver.example", ("header-based anti-spoofing policy", "header based anti-spoofing policy", "message content denied by policy", "anti-spoofing policy - inbound not allowed", "anti-spoofing policy", "due to content examination policy")),
    _row("mimecast", "sender", _R.SENDER_REJECTED, _MIMECAST, "550 Administrative prohibition - envelope blocked", ("envelope blocked", "administrative prohibition - envelope blocked", "administrative prohibition envelope blocked", "rejected by header-based manually blocked senders", "rejected by header-based blocked senders", "rejected by header based manually blocked senders", "rejected by header based blocked senders", "manually blocked senders", "block for manual block", "envelope blocked - user entry", "envelope blocked - user domain entry", "envelope rejected - block policy")),
    _row("mimecast", "size", _R.MESSAGE_TOO_LARGE, _MIMECAST, "554 Maximum email size exceeded", ("maximum email size exceeded",)),
    _row("mimecast", "loop", _R.ROUTING_LOOP, _MIMECAST, "554 Mail loop detected", ("mail loop detected",)),
    _row("mimecast", "unknown", _R.USER_UNKNOWN, _MIMECAST, "550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550", ("invalid recipient - https://community.mimecast.com", "invalid recipient", "invalid address", "user unknown"), hosts=_MIMECAST_HOSTS),
    _row("mimecast", "greylist", _R.GREYLISTED, _MIMECAST, "451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451", ("internal resources are temporarily unavailable", "internal resource temporarily unavailable", "internal resources temporarily unavailable")),
    _row("mimecast", "tls", _R.STARTTLS_FAILED, _MIMECAST, "553 This route requires encryption (TLS)", ("this route requires encryption", "this route requires tls version", "this route requires high-strength ciphers")),
    _row("mimecast", "listed", _R.BLOCKED, _MIMECAST, "550 xbl.lists.example Blocked", ("550 ... xbl ... blocked", "550 ... rbl ... blocked", "550 ... dnsbl ... blocked")),
    # --- Proofpoint, Barracuda, Cisco, Symantec, Trend Micro, Sophos, Cloudmark
    _row("proofpoint", "blocked", _R.BLOCKED, "ipcheck.proofpoint.com", "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.7", ("ipcheck.proofpoint.com", "support.proofpoint.com/dnsbl-lookup", "prs ... blocked by proofpoint")),
    _row("proofpoint", "policy", _R.POLICY_VIOLATION, "Proofpoint Essentials, SMTP replies", "550 5.7.0 Local Policy Violation - Blocked by recipient's organization", ("local policy violation",)),
    _row("proofpoint", "reputation", _R.BAD_REPUTATION, "Proofpoint Dynamic Reputation", "550 5.7.1 Message blocked due to the sender's Proofpoint Dynamic Reputation", ("proofpoint dynamic reputation", "dynamic reputation")),
    _row("proofpoint", "unknown", _R.USER_UNKNOWN, "Proofpoint Protection Server", "550 5.1.1 User Unknown - psmtp", ("user unknown - psmtp", "no such user - psmtp")),
    _row("barracuda", "blocked", _R.BLOCKED, "barracudacentral.org/rbl", "554 Service unavailable; Client host [mx.sender.example] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.7", ("blocked using barracuda reputation", "barracudanetworks.com/reputation", "email blocked by ... barracudacentral.org", "barracudacentral.org/rbl", "bb.barracudacentral.org")),
    _row("barracuda", "spam", _R.SPAM_DETECTED, "Barracuda Email Security Gateway", "550 permanent failure for one or more recipients (bob@receiver.example:blocked)", ("permanent failure for one or more recipients", "permanent failure for one or more recipients ... :blocked", "blocked by barracuda", "rejected due to content by barracuda", "for one or more recipients ... :blocked"), fault=_F.POLICY),
    _row("cisco", "reputation", _R.BAD_REPUTATION, "talosintelligence.com, IronPort SBRS", "554 5.7.1 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this is in error, please contact the intended recipient", ("the sending mta's poor reputation", "rejected due to the sending mta's poor reputation")),
    _row("symantec", "blocked", _R.BAD_REPUTATION, "Symantec Email Security.cloud (MessageLabs)", "501 Connection rejected by policy [7.7] 19213, please visit www.messagelabs.com/support", ("connection rejected by policy [7.7]", "connection rejected by policy")),
    _row("symantec", "unknown", _R.USER_UNKNOWN, "Symantec Email Security.cloud (MessageLabs)", "550-Invalid recipient bob@receiver.example 550 (#5.1.1)", ("550-invalid recipient",)),
    _row("symantec", "no-such-user", _R.USER_UNKNOWN, "Symantec Email Security.cloud (MessageLabs)", "550 bob@receiver.example... No such user", ("no such user", "invalid recipient"), hosts=("messagelabs.com",)),
    _row("symantec", "authenticate", _R.SECURITY_VIOLATION, "Symantec Email Security.cloud (MessageLabs)", "550-Please turn on SMTP Authentication in your mail client. 550 relay refused", ("please turn on smtp authentication in your mail client",)),
    _row("symantec", "sender", _R.SENDER_REJECTED, "Symantec Email Security.cloud (MessageLabs)", "553-Sorry, your domain has been blocked. Please visit www.messagelabs.com/support", ("sorry, your domain has been blocked", "sorry, your email address has been blocked", "your domain has been blacklisted", "sender envelope domain not allowed for sender ip address")),
    _row("symantec", "not-there", _R.USER_UNKNOWN, "Symantec Email Security.cloud (MessageLabs)", "553 Recipient mailbox is not allowed", ("recipient mailbox is not allowed",)),
    _row("symantec", "authentication", _R.AUTHENTICATION_FAILED, "Symantec Email Security.cloud (MessageLabs)", "553-SPF (Sender Policy Framework) domain authentication fail. Refer to the support page", ("domain authentication fail",)),
    _row("symantec", "linefeeds", _R.CONTENT_REJECTED, "Symantec Email Security.cloud (MessageLabs)", "553 Stray linefeeds in message (#5.6.2)", ("stray linefeeds in message",)),
    _row("symantec", "tls", _R.STARTTLS_FAILED, "Symantec Email Security.cloud (MessageLabs)", "451 TLS/SSLv3 Connection required. (#4.7.1)", ("tls/sslv3 connection required",)),
    _row("trendmicro", "blocked", _R.BLOCKED, "ers.trendmicro.com", "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using Trend Micro Email Reputation Service. Please see http://www.mail-abuse.com/cgi-bin/lookup?ip_address=192.0.2.7", ("trend micro email reputation", "blocked using trend micro", "mail-abuse.com/cgi-bin/lookup", "trend micro rbl+")),
    _row("cloudmark", "blocked", _R.BLOCKED, "csi.cloudmark.com", "550 5.7.1 blocked, see http://csi.cloudmark.com/reset-request/?ip=192.0.2.7", ("csi.cloudmark.com/reset-request", "cloudmark sender intelligence", "csi.cloudmark.com")),
    _row("cloudmark", "spam", _R.SPAM_DETECTED, "Cloudmark Authority", "550 5.7.1 Message blocked due to spam content in the message. cmae", ("cloudmark authority", "message blocked due to spam content in the message")),
    _row("sophos", "blocked", _R.BLOCKED, "Sophos Email", "550 5.7.1 Sender IP listed by Sophos, see https://www.sophos.com/support/ip-lookup", ("listed by sophos", "sophos.com/support/ip-lookup")),
    _row("spamexperts", "spam", _R.SPAM_DETECTED, "SpamExperts, N-able Mail Assure", "550 High probability of spam", ("high probability of spam",)),
    _row("rackspace", "spam", _R.SPAM_DETECTED, "Rackspace Email (emailsrvr.com)", "554 5.7.1 ACL dns_rbl; Client host blocked as spam (G28) emailsrvr", ("554 5.7.1 acl dns_rbl",), fault=_F.REPUTATION),
    # --- Cloudflare Email Routing
    _row("cloudflare", "unknown", _R.USER_UNKNOWN, _CLOUDFLARE, "550 5.1.1 Address does not exist. pTx1 (Cloudflare Email Routing)", ("550 5.1.1 address does not exist",), hosts=("mx.cloudflare.net",)),
    _row("cloudflare", "blocked", _R.BLOCKED, _CLOUDFLARE, "554 <mx.sender.example> found on one or more RBLs (abusixip). Refer to https://developers.cloudflare.com/email-routing/postmaster/#spam-and-abusive-traffic/", ("found on one or more rbls", "found on one or more dnsbls")),
    _row("cloudflare", "upstream", _R.SYSTEM_ERROR, _CLOUDFLARE, "421 4.3.0 Upstream error, please check https://developers.cloudflare.com/email-routing/postmaster for possible reasons why", ("upstream error, please check https://developers.cloudflare.com",)),
    # --- DNS block lists, by the name that replies carry
    _row("spamhaus", "listed", _R.BLOCKED, "spamhaus.org, return codes and lookup pages", "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7", ("zen.spamhaus.org", "sbl.spamhaus.org", "xbl.spamhaus.org", "pbl.spamhaus.org", "sbl-xbl.spamhaus.org", "spamhaus.org/query", "spamhaus.org/sbl", "check.spamhaus.org", "blocked using spamhaus", "on spamhaus xbl", "email blocked by spamhaus", "spamhaus zen", "listed by spamhaus", "see http://www.spamhaus.org", "see https://www.spamhaus.org", "www.spamhaus.org")),
    _row("spamhaus", "domain-listed", _R.SENDER_REJECTED, "spamhaus.org DBL", "550 5.7.1 mailfrom domain is listed in Spamhaus DBL, see spamhaus.org", ("mailfrom domain is listed in spamhaus", "dbl.spamhaus.org", "spamhaus.org/query/domain", "sender domain listed at dbl"), fault=_F.REPUTATION),
    _row("spamcop", "listed", _R.BLOCKED, "spamcop.net/bl.shtml", "554 5.7.1 Client host [192.0.2.7] blocked using bl.spamcop.net; Blocked - see https://www.spamcop.net/bl.shtml?192.0.2.7", ("bl.spamcop.net", "spamcop.net/bl", "spamcop.net/w3m", "blocked using spamcop")),
    _row("sorbs", "listed", _R.BLOCKED, "sorbs.net (closed in 2024; old replies remain)", "554 5.7.1 Client host [192.0.2.7] blocked using dnsbl.sorbs.net", ("dnsbl.sorbs.net", "sorbs.net/lookup", "sorbs.net", "www.sorbs.net", "listed in sorbs", "listed by sorbs", "spam.dnsbl.sorbs.net")),
    _row("uceprotect", "listed", _R.BLOCKED, "uceprotect.net", "550 5.7.1 Client host [192.0.2.7] blocked using dnsbl-1.uceprotect.net", ("dnsbl-1.uceprotect.net", "dnsbl-2.uceprotect.net", "dnsbl-3.uceprotect.net", "uceprotect.net/rblcheck", "uceprotect-network", "uceprotect", "uceprotect level")),
    _row("abusix", "listed", _R.BLOCKED, "abusix.com, combined mail intelligence", "554 5.7.1 Client host [192.0.2.7] blocked using combined.mail.abusix.zone; see https://lookup.abusix.com/search?q=192.0.2.7", ("combined.mail.abusix.zone", "lookup.abusix.com", "mail.abusix.zone", "listed at ... abuseat.org", "cbl.abuseat.org")),
    _row("psbl", "listed", _R.BLOCKED, "psbl.org", "554 5.7.1 Client host [192.0.2.7] blocked using psbl.surriel.com", ("psbl.surriel.com", "psbl.org/listing")),
    _row("mailspike", "listed", _R.BLOCKED, "mailspike.org", "554 5.7.1 Client host [192.0.2.7] blocked using bl.mailspike.net", ("bl.mailspike.net", "mailspike.org/anubis", "z.mailspike.net")),
    _row("invaluement", "listed", _R.BLOCKED, "invaluement.com", "554 5.7.1 Client host [192.0.2.7] blocked using sip.invaluement.com", ("sip.invaluement.com", "invaluement.com/lookup", "ivmsip", "ivmsip/24", "invaluement")),
    _row("nixspam", "listed", _R.BLOCKED, "nixspam.net (ix.dnsbl.manitu.net)", "554 5.7.1 Client host [192.0.2.7] blocked using ix.dnsbl.manitu.net", ("ix.dnsbl.manitu.net", "dnsbl.manitu.net")),
    _row("blocklist-de", "listed", _R.BLOCKED, "blocklist.de", "554 5.7.1 Client host [192.0.2.7] blocked using bl.blocklist.de", ("bl.blocklist.de", "blocklist.de/lookup")),
    _row("backscatterer", "listed", _R.BLOCKED, "backscatterer.org", "550 5.7.1 Sorry 192.0.2.7 is blacklisted at http://www.backscatterer.org/?ip=192.0.2.7", ("backscatterer.org", "ips.backscatterer.org")),
    _row("gbudb", "listed", _R.BLOCKED, "gbudb.com (truncate.gbudb.net)", "554 5.7.1 Client host [192.0.2.7] blocked using truncate.gbudb.net", ("truncate.gbudb.net", "gbudb.com/truncate")),
    _row("surbl", "listed", _R.SPAM_DETECTED, "surbl.org, uribl.com", "554 5.7.1 Blocked: URL in the message is listed by SURBL, see http://www.surbl.org/lists", ("listed by surbl", "surbl.org/lists", "multi.surbl.org", "multi.uribl.com", "uribl.com")),
)
