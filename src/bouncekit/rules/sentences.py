"""Sentences that no phrase row has: what is spoken of and what is said of it, in a few words of one clause.

`sender is unvalidated`, `host denies the sender`, `relay check fail`: servers say the same things in words of their own.
A sentence row has the words for what is spoken of, the words for what is said of it, and what both together mean; they
stand in either order, a few words apart. The rows are tried in their order, and only where no phrase speaks.

Words are beginnings of words (`reject` is `rejects` too), except those with `=` (`=ip`); two words have a blank between.
"""

from typing import Final

from bouncekit.rules.reply_model import SentenceRow
from bouncekit.vocabulary import Fault, Reason

__all__ = ["SENTENCES"]

_R, _F = Reason, Fault

_REFUSED: Final = (
    "reject", "refus", "deny", "denies", "denied", "denial", "block", "black", "ban", "=banned", "forbid", "prohibit", "disallow", "restrict", "invalid", "illegal", "fake", "forged", "bogus", "bad", "unvalidated", "unverified", "unverifiable",
    "unauthori", "unaccept", "unknown", "=error", "fail", "mismatch", "suspicious", "not allowed", "not permitted", "not accepted", "not authorized", "not authorised", "not valid", "not verified", "not welcome", "not trusted", "untrusted", "not found", "no such",
    "not exist", "isn't allowed", "cannot be verified", "could not be verified", "not in the list", "not in list", "not on the list", "listed", "missing", "without", "does not accept", "not accept", "do not accept", "won't accept", "will not accept", "not wish",
)  # fmt: skip
_UNKNOWN: Final = (
    "unknown", "not exist", "n't exist", "not exists", "n't exists", "not found", "no such", "nonexist", "non-exist", "inexist", "not known", "unrecogni", "not recogni", "invalid", "not valid", "not a valid", "isn't a valid", "not have that", "not have such", "n't have such", "not listed", "not present", "not here",
    "no longer exist", "deleted", "removed", "could not be found", "cannot be found", "can't find", "cannot find", "not match", "undefined", "not register", "unregistered", "unavailable mail user", "not user",
)  # fmt: skip
_DISABLED: Final = (
    "disabled", "deactivat", "inactive", "not active", "suspend", "lock", "frozen", "freeze", "hangup", "hang up", "hung up", "closed", "terminat", "cancel", "dormant", "expired", "blocked due to inactivity", "blocked for inactivity", "unused", "abandon", "discontinu", "not enabled", "not activated", "archived", "retired",
    "no longer active", "no longer in use", "decommission", "obsolete", "forbidden to receive", "stopped",
)  # fmt: skip
_FULL: Final = (
    "=full",
    "over quota",
    "overquota",
    "quota",
    "exceeded storage",
    "no space",
    "not enough space",
    "insufficient space",
    "out of space",
    "out of storage",
    "over limit",
    "storage limit",
    "space exhausted",
    "exhausted",
    "used up",
    "overflow",
    "too full",
    "overfull",
    "exceeds allowed size",
    "exceeds the allowed size",
    "exceeds its",
    "exceeded its",
    "no more room",
    "no room",
    "cannot hold",
    "at its limit",
    "reached its limit",
)
_MANY: Final = (
    "too many",
    "too much",
    "exceed",
    "limit",
    "maximum",
    "max",
    "over the",
    "excess",
    "quota",
    "too fast",
    "too quick",
    "too often",
    "too frequent",
    "throttl",
    "out of allow",
    "reached",
)
_FAILED: Final = ("fail", "=error", "errors", "unable", "cannot", "can't", "could not", "couldn't", "not found", "not resolve", "unresolv", "timeout", "timed out", "time out", "no answer", "not respond", "no response", "refused", "reset", "broken", "lost", "unreachable", "not reach", "no data", "servfail", "misbehav", "empty", "invalid", "bad", "down", "tried all", "all attempts", "exhausted", "dropped", "closed", "abort", "impossible", "not available", "unavailable", "missing")  # fmt: skip
_MAILBOX: Final = (
    "mailbox",
    "mail box",
    "recipient",
    "=rcpt",
    "addressee",
    "=user",
    "mail user",
    "username",
    "account",
    "customer",
    "subscriber",
    "inbox",
    "destination address",
    "e-mail address",
    "email address",
    "mail address",
    "local part",
    "alias",
    "person",
    "employee",
    "receiver",
)

SENTENCES: Final[tuple[SentenceRow, ...]] = (
    SentenceRow(id="sentence-virus", reason=_R.VIRUS_DETECTED, spoken_of=("virus", "malware", "trojan", "worm", "infect", "phish"), said=("found", "detect", "contain", "reject", "infect", "block", "signature", "present", "=in", "message", "mail", "file"), source="replies seen", sample="552 the attached file is infected"),
    SentenceRow(id="sentence-loop", reason=_R.ROUTING_LOOP, spoken_of=("loop", "=hops", "hop count", "received headers", "received lines"), said=("mail", "message", "too many", "detect", "exceed", "exhaust", "found", "possible", "limit", "=in"), source="RFC 5321 section 6.3", sample="552 this is a looping mail"),
    SentenceRow(id="sentence-expired", reason=_R.EXPIRED, spoken_of=("message", "mail", "delivery", "queue", "retry", "retries", "attempt", "host", "hosts", "server", "connect", "connection", "conversation", "session", "socket", "dial tcp", "operation", "trying", "failing"), said=("timed out", "timeout", "time out", "time-out", "i/o timeout", "in the queue too long", "queue too long", "too long in the queue", "for a long time", "gave up after", "giving up after", "expired in", "expired after", "expired before", "not delivered for", "not be delivered for", "has been reached", "not respond", "no response", "did not answer", "no answer"), source="replies seen; what ran out is the time", sample="the delivery gave up after 96 hours"),
    SentenceRow(id="sentence-size", reason=_R.MESSAGE_TOO_LARGE, spoken_of=("message", "mail", "mails", "email", "e-mail", "attachment", "letter", "=data", "content", "body", "size"), said=("too large", "too big", "too long", "too huge", "oversize", "size exceed", "exceeds size", "exceed the size", "exceeds the size", "larger than", "bigger than", "longer than", "size limit", "exceeds maximum size", "exceeds the maximum size", "exceeds the allowed size", "maximum size"), source="RFC 1870", sample="554 the letter is bigger than we take"),
    SentenceRow(id="sentence-header", reason=_R.RFC_VIOLATION, spoken_of=("header", "headers", "message-id", "mime", "line length", "line feed", "linefeed", "newline", "from field", "date field", "rfc", "rfc5322", "rfc2822", "rfc822", "doublequote", "angle bracket", "local part: failing address", "failing address", "boundary"), said=(*_REFUSED, "malform", "syntax", "stray", "bare", "duplicate", "more than one", "multiple", "violat", "complian", "conform", "unmatched", "failing", "maximum", "allowed", "8-bit", "non-ascii", "character", "too long"), source="RFC 5322 section 3.6; Exim src/verify.c (verify = header_syntax)", sample="550 your headers do not conform to what we take: stray characters"),
    SentenceRow(id="sentence-sender", reason=_R.SENDER_REJECTED, spoken_of=("sender", "senders", "mail from", "mailfrom", "return path", "return-path", "reverse-path", "reverse path", "envelope from", "from address", "from domain", "your address", "your email address", "your e-mail address", "your domain", "originator", "postmaster verif", "callback", "callout", "black mail address", "sender's", "your email", "submitter"), said=(*_REFUSED, "verif", "policy", "spam", "check", "only"), source="RFC 5321 section 3.3: the reverse-path", sample="554 we could not validate this sender: unvalidated"),
    SentenceRow(id="sentence-relay", reason=_R.RELAYING_DENIED, spoken_of=("relay", "relaying", "forward for", "third party", "third-party", "rcpthosts"), said=(*_REFUSED, "check", "not for", "must", "only", "disabled", "closed", "authenticat", "insecure", "not configured", "not set up"), source="RFC 5321 section 3.6.2", sample="553 we never let strangers relay: denied"),
    SentenceRow(id="sentence-domain-authentication", reason=_R.AUTHENTICATION_FAILED, spoken_of=("spf", "dkim", "dmarc", "domainkey", "sender id", "arc", "=signature"), said=(*_REFUSED, "not pass", "policy", "align", "require", "check", "softfail", "hardfail", "expired", "permit"), source="RFC 7372", sample="550 the signature of the domain does not pass"),
    SentenceRow(id="sentence-tls", reason=_R.STARTTLS_FAILED, spoken_of=("=tls", "=ssl", "starttls", "certificate", "encrypt", "cipher", "x509", "handshake"), said=(*_FAILED, "require", "must", "need", "only", "mandatory", "untrusted", "verif", "expired", "mismatch", "not offered", "not support", "please use", "negotiat"), source="RFC 3207, RFC 8461", sample="530 encryption is a must here: negotiate it first"),
    SentenceRow(id="sentence-authentication", reason=_R.SECURITY_VIOLATION, spoken_of=("=auth", "authenticat", "authorization", "authorisation", "login", "log in", "password", "credential", "sasl"), said=(*_REFUSED, *_FAILED, "require", "must", "need", "please", "first", "not support", "unsupport", "enable", "wrong", "too many", "too much", "incorrect", "expired"), source="RFC 4954", sample="451 the auth mode is unsupported"),
    SentenceRow(id="sentence-listed", reason=_R.BLOCKED, spoken_of=("our list", "local list", "=rbl", "=dnsbl", "blocklist", "block list", "block-list", "blacklist", "black list", "black-list", "denylist", "deny list", "black ip", "=xbl", "=sbl", "=pbl", "=css", "spamhaus", "uceprotect", "sorbs", "invaluement", "ivmsip", "barracuda", "spamcop", "abusix", "senderbase", "openrelay", "open relay", "open-relay", "open proxy", "blackhole"), said=("=in", "=on", "=at", "=by", "listed", "list", "found", "reject", "deny", "denied", "block", "refus", "see", "check", "=http", "=https", "hit", "match", "level"), source="DNS block lists (RFC 5782)", sample="554 an rbl denies you"),
    SentenceRow(id="sentence-reputation", reason=_R.BAD_REPUTATION, spoken_of=("reputation", "senderscore", "trust score"), said=("poor", "low", "bad", "negative", "block", "reject", "refus", "deny", "denied", "=of", "due to", "dynamic", "sender", "=ip", "=by"), source="replies seen", sample="550 blocked due to the dynamic reputation of the sender"),
    SentenceRow(id="sentence-spam", reason=_R.SPAM_DETECTED, spoken_of=("spam", "junk", "unsolicited", "advertis", "bulk", "anti-spam", "antispam"), said=(*_REFUSED, "detect", "suspect", "looks", "like", "class", "content", "engine", "filter", "score", "=as", "=is"), source="replies seen", sample="552 taken for junk by an engine"),
    SentenceRow(id="sentence-rate", reason=_R.RATE_LIMITED, spoken_of=("messages", "mails", "emails", "e-mails", "same size mails", "message rate", "rate", "frequency", "speed", "volume", "per hour", "per day", "per minute", "daily", "hourly", "in a short time", "sending", "send limit", "traffic", "ratelimit", "greet"), said=_MANY, source="RFC 5248 X.7.28 and replies seen", sample="450 so many mails in a day exceed what we take"),
    SentenceRow(id="sentence-connections", reason=_R.TOO_MANY_CONNECTIONS, spoken_of=("connection", "session", "concurren", "simultaneous", "recipients", "=rcpt", "rcpts", "recipient", "thread", "process", "commands", "addresses"), said=("too many", "too much", "limit exceed", "exceeds limit", "exceeded the limit", "exceeds the limit", "maximum number", "max number", "exceeds the number", "out of allow", "limit reached", "maximum reached", "number exceed", "count exceed", "over the limit", "limit of"), source="RFC 5321 section 4.5.3.1.10; replies seen", sample="451 out of allowed numbers of recipients: too many"),
    SentenceRow(id="sentence-greylist", reason=_R.GREYLISTED, spoken_of=("greylist", "graylist", "grey list", "gray list", "grey-list", "gray-list"), said=("try", "later", "temporar", "defer", "=in", "=by", "please", "action"), source="RFC 6647", sample="451 grey-list: try later"),
    SentenceRow(id="sentence-ptr", reason=_R.MISSING_PTR, spoken_of=("=ptr", "reverse dns", "=rdns", "reverse lookup", "reverse name", "reverse record", "reverse hostname", "hostname lookup", "fcrdns"), said=(*_REFUSED, *_FAILED, "require", "must", "does not match", "generic", "need"), source="RFC 7372 X.7.25", sample="550 a reverse name is required"),
    SentenceRow(id="sentence-greeting", reason=_R.BLOCKED, spoken_of=("helo", "ehlo", "helohost", "greeting"), said=(*_REFUSED, "host", "argument", "empty", "check", "syntax"), source="RFC 5321 section 4.1.1.1: the client's name", sample="555 the helo host is in error"),
    SentenceRow(id="sentence-dns", reason=_R.NETWORK_ERROR, spoken_of=("=dns", "=mx", "=mxs", "nameserver", "name server", "name service", "resolv", "lookup", "domain name", "mx record", "querymx", "querya", "queryaaaa", "getaddrinfo", "=ns", "hosts to try", "servers were available", "mail exchange", "mail exchanger", "deliver mail to for domain", "hosts could be reached"), said=(*_FAILED, "enotfound", "enodata", "eservfail", "etimeout", "nxdomain", "not exist", "nowhere"), source="names of errors of the resolvers of Node (c-ares) and Go; zone-eu/mx-connect, Haraka, KumoMTA, Postal", sample="450 the MX of the domain could not be looked up"),
    SentenceRow(id="sentence-connect", reason=_R.NETWORK_ERROR, spoken_of=("connect", "connection", "socket", "econnrefused", "etimedout", "econnreset", "ehostunreach", "enetunreach", "epipe", "esocket", "dial tcp", "network", "route to host", "routing"), said=(*_FAILED, "econn", "=eof", "etimedout", "ehostunreach", "enetunreach", "econnreset", "econnrefused", "=error:"), source="errno names as Node and Go report them; replies seen", sample="no connection could be made: all attempts failed"),
    SentenceRow(id="sentence-mailbox-full", reason=_R.MAILBOX_FULL, spoken_of=(*_MAILBOX, "storage of bob", "user quota"), said=_FULL, source="replies seen", sample="552 the space of this user is used up"),
    SentenceRow(id="sentence-mailbox-disabled", reason=_R.MAILBOX_DISABLED, spoken_of=_MAILBOX, said=_DISABLED, source="replies seen", sample="550 that customer is hung up"),
    SentenceRow(id="sentence-user-unknown", reason=_R.USER_UNKNOWN, spoken_of=_MAILBOX, said=_UNKNOWN, source="replies seen", sample="550 we do not have that employee"),
    SentenceRow(id="sentence-refused-by-user", reason=_R.FILTERED, spoken_of=("reject", "refus", "block", "not accepted", "declin", "unwanted", "not wanted"), said=("=by the user", "=by this user", "=by that user", "=by user", "=by this recipient", "=by its recipient", "=by the addressee", "user's settings", "user settings", "recipient's settings"), source="RFC 5429 and replies seen", sample="550 declined by this user"),
    SentenceRow(id="sentence-storage", reason=_R.SYSTEM_FULL, spoken_of=("system", "server", "queue", "spool", "disk", "storage", "memory", "resource", "partition"), said=("=full", "exhaust", "out of", "no space", "insufficient", "low on", "not enough", "overload", "busy", "too many", "congest"), source="RFC 3463 X.3.1", sample="450 the spool of this server is full"),
    SentenceRow(id="sentence-system", reason=_R.SYSTEM_ERROR, spoken_of=("system", "server", "service", "resource", "transaction", "processing", "internal", "local error", "database", "queue", "software", "backend", "ldap", "directory service", "config", "daemon", "file", "storage", "memory", "temporary problem", "os resource"), said=(*_FAILED, "problem", "trouble", "malfunction", "out of", "maintenance", "busy"), source="RFC 5321 section 4.2.3 (451)", sample="451 the database of this service has a problem"),
    SentenceRow(id="sentence-policy", reason=_R.POLICY_VIOLATION, spoken_of=("policy", "policies", "rule", "attachment", "file type", "router info", "access control", "=acl", "mail list", "mailing list", "list access", "private list"), said=(*_REFUSED, "violat", "against", "due to", "=by", "local", "security", "compan", "organi"), source="replies seen", sample="550 against the rules of our organisation"),
    SentenceRow(id="sentence-client", reason=_R.BLOCKED, spoken_of=("=ip", "=ips", "ip address", "remote ip", "client", "your host", "your server", "your network", "mail server", "smtpport", "remotehost", "remote host", "sending host", "ip is"), said=_REFUSED, source="replies seen: the client's address or name", sample="556 the check of your remote ip is in error"),
    SentenceRow(id="sentence-content", reason=_R.CONTENT_REJECTED, spoken_of=("content", "attachment", "body", "subject line", "=url", "=urls", "=link", "=links", "charset", "macro"), said=_REFUSED, source="RFC 3463 X.6.1", sample="552 we deny such content"),
    SentenceRow(id="sentence-protocol", reason=_R.SYNTAX_ERROR, spoken_of=("smtp command", "commands", "sequence", "syntax", "parameter", "argument", "line parse", "parse", "synchronization", "pipelin", "say mail", "say rcpt", "say helo", "protocol"), said=(*_REFUSED, "error", "unrecogni", "unexpected", "please", "first", "wrong", "out of", "before"), source="RFC 5321 section 4.2.3 (50z)", sample="503 say rcpt first, please"),
)  # fmt: skip
