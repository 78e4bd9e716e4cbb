"""Messages that mean harm, each a function of how much of it: for the tests of linearity, memory and the command line."""

import base64
from collections.abc import Callable
from typing import Final

__all__ = ["BODIES", "HEAD", "LOG_LINES", "SHAPES", "STATUS", "group", "nested", "status"]

HEAD: Final = b"From: MAILER-DAEMON@a.example\r\nSubject: Undelivered mail\r\nReturn-Path: <>\r\n"
HTML: Final = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
STATUS: Final = (
    HEAD
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\n"
)


def status(groups: bytes) -> bytes:
    return (
        STATUS
        + b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\n"
        + groups
        + b"--b--\r\n"
    )


def group(diagnostic: bytes, who: bytes = b"bob@b.example") -> bytes:
    fields = b"Final-Recipient: rfc822; " + who + b"\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    return fields + b"Diagnostic-Code: smtp; " + diagnostic + b"\r\n\r\n"


def typed(content_type: bytes) -> bytes:
    return HEAD + b"Content-Type: " + content_type + b"\r\n\r\n"


SHAPES: Final[dict[str, Callable[[int], bytes]]] = {
    "recipient groups": lambda n: status(b"".join(group(b"550 5.1.1 no user %d" % i) for i in range(n // 20))),
    "groups without a line between": lambda n: status(group(b"550 5.1.1 no").replace(b"\r\n\r\n", b"\r\n") * (n // 20)),
    "fields of one group": lambda n: status(group(b"550 no").rstrip() + b"\r\n" + b"X-More: 550 5.1.1 no\r\n" * n),
    "lines of one diagnostic": lambda n: status(group(b"550-5.1.1 no such user" + b"\r\n 550-5.1.1 no" * n)),
    "one diagnostic of codes": lambda n: status(group(b"550 5.1.1 " * n)),
    "one diagnostic of phrases": lambda n: status(group(b"user unknown mailbox full over quota spam " * n)),
    "one diagnostic of commands": lambda n: status(group(b"550 in reply to >>> host said: " * n)),
    "a text of phrases": lambda n: HEAD + b"\r\n" + b"could not be delivered\nuser unknown\n\n" * n,
    "a text of addresses": lambda n: HEAD + b"\r\nundeliverable\n" + b"<bob@b.example>: 550 5.1.1 no\n" * n,
    "a text of at signs": lambda n: HEAD + b"\r\nundeliverable\n" + b"a@" * (5 * n),
    "a text of quote marks": lambda n: HEAD + b"\r\nundeliverable\n" + b"> " * (5 * n),
    "a text of header lines": lambda n: HEAD + b"\r\nundeliverable\n" + b"Subject: x\nTo: bob@b.example\n" * n,
    "a text of status fields": lambda n: HEAD + b"\r\n" + group(b"550 no") * (n // 20),
    "a text of NULs": lambda n: HEAD + b"\r\nundeliverable\0" + b"\0" * (20 * n),
    "returned header lines": lambda n: (
        STATUS + b"Content-Type: text/rfc822-headers\r\n\r\n" + b"A: b\r\n" * (5 * n) + b"--b--"
    ),
    "returned messages": lambda n: STATUS + b"Content-Type: message/rfc822\r\n\r\nA: b\r\n\r\n\r\n--b\r\n" * (n // 10),
    "JSON": lambda n: HEAD + b'\r\n{"a":"' + b'{"a":' * n,
    "HTML": lambda n: HEAD + b"Content-Type: text/html\r\n\r\n" + b"<p><a href='x'>undeliverable</p>" * n,
    "HTML of angles": lambda n: HTML + b"<" * (50 * n),
    "HTML nested": lambda n: HTML + b"<div>" * (10 * n) + b"undeliverable bob@b.example" + b"</div>" * (10 * n),
    "HTML entities": lambda n: HTML + b"&amp;&#x41;&lt" * (5 * n),
    "HTML ampersands": lambda n: HTML + b"&" * (50 * n),
    "HTML comments": lambda n: HTML + b"<!--" * (15 * n),
    "HTML attributes": lambda n: HTML + b"<a " + b"x='y' " * (10 * n),
    "HTML open quotes": lambda n: HTML + b"<a x='" * (10 * n),
    "HTML pre": lambda n: HTML + b"<pre>\n <br>" * (5 * n),
    "HTML tables": lambda n: HTML + b"<table><tr><td>bob@b.example could not be delivered" * (2 * n),
    "base64 with junk": lambda n: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QQ=!@#==" * (8 * n),
    "base64 of nothing": lambda n: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * (50 * n),
    "base64 without lines": lambda n: (
        HEAD
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"undeliverable bob@b.example 550 " * (2 * n))
    ),
    "quoted-printable of equals signs": lambda n: (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * (50 * n)
    ),
    "quoted-printable of soft line ends": lambda n: (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"a=\r\n" * (15 * n)
    ),
    "quoted-printable of blanks": lambda n: (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"a" + b" " * (50 * n) + b"x"
    ),
    "uuencode": lambda n: (
        HEAD
        + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n"
        + b"M"
        + b"0" * 60
        + b"\r\n" * 1
        + b"!a\r\n" * (10 * n)
    ),
    "uuencode begun again": lambda n: (
        HEAD + b"Content-Transfer-Encoding: x-uuencode\r\n\r\n" + b"begin 644 a\r\n" * (4 * n)
    ),
    "encoded-words": lambda n: HEAD + b"Subject: " + b"=?utf-8?q?a?= " * (4 * n) + b"\r\n\r\nundeliverable",
    "open encoded-words": lambda n: HEAD + b"Subject: " + b"=?" * (20 * n) + b"\r\n\r\nundeliverable",
    "an encoded-word of nothing": lambda n: (
        HEAD + b"Subject: =?utf-8?b?" + b"=" * (20 * n) + b"?=\r\n\r\nundeliverable"
    ),
    "encoded-words in From": lambda n: (
        HEAD.replace(b"MAILER-DAEMON@a.example", b"=?utf-8?q?a?= " * (4 * n) + b"<MAILER-DAEMON@a.example>")
        + b"\r\nundeliverable"
    ),
    "parameter sections": lambda n: (
        HEAD
        + b"Content-Type: text/plain"
        + b"".join(b"; name*%d*=%%41" % k for k in range(n))
        + b"\r\n\r\nundeliverable"
    ),
    "one parameter section": lambda n: (
        HEAD + b"Content-Type: text/plain" + b"; name*0*=utf-8''%41" * n + b"\r\n\r\nundeliverable"
    ),
    "to commas": lambda n: HEAD + b"To: " + b"," * (50 * n) + b"\r\n\r\nundeliverable",
    "to parens": lambda n: HEAD + b"To: " + b"(" * (50 * n) + b"\r\n\r\nundeliverable",
    "to quotes": lambda n: HEAD + b"To: " + b'"' * (50 * n) + b"\r\n\r\nundeliverable",
    "to addresses": lambda n: HEAD + b"To: " + b"a@b.example, " * (5 * n) + b"\r\n\r\nundeliverable",
    "from commas": lambda n: b"From: " + b"," * (50 * n) + b"\r\nSubject: Undelivered\r\n\r\nundeliverable",
    "from parens": lambda n: b"From: " + b"(" * (50 * n) + b"\r\nSubject: Undelivered\r\n\r\nundeliverable",
    "from angles": lambda n: b"From: " + b"<" * (50 * n) + b"\r\nSubject: Undelivered\r\n\r\nundeliverable",
    "from at": lambda n: b"From: " + b"a@" * (25 * n) + b"\r\nSubject: Undelivered\r\n\r\nundeliverable",
    "from quoted addrs": lambda n: (
        b"From: " + b'"a\\"' * (10 * n) + b"@b.example\r\nSubject: Undelivered\r\n\r\nundeliverable"
    ),
    "failed recipients in one field": lambda n: (
        HEAD + b"X-Failed-Recipients: " + b"a@b.example," * (5 * n) + b"\r\n\r\ncould not be delivered"
    ),
    "failed recipients in many fields": lambda n: (
        HEAD + b"X-Failed-Recipients: a@b.example\r\n" * (2 * n) + b"\r\ncould not be delivered"
    ),
    "many from": lambda n: b"From: a@b.example\r\n" * (3 * n) + b"\r\ncould not be delivered",
    "many return-path": lambda n: b"Return-Path: <a@b.example>\r\n" * (3 * n) + b"\r\ncould not be delivered",
    "many delivered-to": lambda n: (
        HEAD + b"Delivered-To: news-bounces+bob=b.example@l.example\r\n" * (2 * n) + b"\r\ncould not be delivered"
    ),
    "long line no LF": lambda n: HEAD + b"\r\n" + b"could not be delivered bob@b.example 550 5.1.1 " * (2 * n),
    "long word": lambda n: HEAD + b"\r\nundeliverable " + b"a" * (50 * n),
    "dots": lambda n: HEAD + b"\r\nundeliverable a@" + b"a." * (25 * n),
    "colons": lambda n: HEAD + b"\r\nundeliverable " + b"a: " * (20 * n),
    "boundary prefixes": lambda n: (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nundeliverable\r\n'
        + b"--bb\r\n--bbb\r\n" * (4 * n)
    ),
    "nested prefix boundaries": lambda n: (
        HEAD
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n' % (b"b" * (k + 1), b"b" * (k + 1))
            for k in range(60)
        )
        + b"--bbb\r\n" * (8 * n)
    ),
    "boundary lines": lambda n: HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n" * (10 * n),
    "boundary long": lambda n: (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="'
        + b"ab" * (5 * n)
        + b'"\r\n\r\n'
        + (b"--" + b"ab" * (5 * n) + b"\r\n") * 3
    ),
    "folded": lambda n: HEAD + b"X: a\r\n" + b" b\r\n" * (12 * n) + b"\r\nundeliverable",
    "folded subject": lambda n: (
        b"From: MAILER-DAEMON@a.example\r\nSubject: a\r\n" + b" undelivered\r\n" * (5 * n) + b"\r\nundeliverable"
    ),
    "JSON nested": lambda n: HEAD + b"\r\n" + b'{"a":' * (10 * n),
    "JSON arrays": lambda n: HEAD + b'\r\n{"a":' + b"[" * (10 * n) + b"]" * (10 * n) + b"}",
    "JSON of escapes": lambda n: HEAD + b"\r\n" + b'{"Message":"' + b'\\\\"' * (10 * n) + b'"}',
    "a JSON number": lambda n: HEAD + b"\r\n" + b'{"a":' + b"9" * (20 * n) + b"}",
    "JSON recipients": lambda n: (
        HEAD
        + b"\r\n"
        + b'{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":['
        + b",".join(b'{"emailAddress":"a%d@b.example"}' % k for k in range(n))
        + b"]}}"
    ),
    "UTF-7": lambda n: typed(b"text/plain; charset=utf-7") + b"+AGE-" * (10 * n),
    "UTF-7 never closed": lambda n: typed(b"text/plain; charset=utf-7") + b"+" * (50 * n),
    "ISO-2022-JP": lambda n: typed(b"text/plain; charset=iso-2022-jp") + b"\x1b$B!!\x1b(B" * (6 * n),
    "ISO-2022-KR": lambda n: typed(b"text/plain; charset=iso-2022-kr") + b"\x0e\x0f" * (20 * n),
    "UTF-32": lambda n: typed(b"text/plain; charset=utf-32") + b"\xff" * (50 * n),
    "punycode": lambda n: typed(b"text/plain; charset=punycode") + b"a-" + b"z" * (10 * n),
    "idna": lambda n: typed(b"text/plain; charset=idna") + b"xn--" * (10 * n),
    "unicode_escape": lambda n: typed(b"text/plain; charset=unicode_escape") + b"\\N{LATIN SMALL LETTER A}" * (2 * n),
    "hz": lambda n: typed(b"text/plain; charset=hz") + b"~{" * (20 * n),
    "zlib": lambda n: typed(b"text/plain; charset=zlib") + b"x" * (20 * n),
    "gb18030": lambda n: typed(b"text/plain; charset=gb18030") + b"\x81" * (50 * n),
    "uuencode inline": lambda n: (
        HEAD + b"\r\nundeliverable\r\nbegin 644 a\r\n" + b"M" + b"0" * 60 + (b"\r\nM" + b"0" * 60) * n
    ),
    "status: many fields one line": lambda n: status(
        b"Final-Recipient: rfc822; " + b"a@b.example;" * (5 * n) + b"\r\nAction: failed\r\n\r\n"
    ),
    "status: xtext": lambda n: status(
        b"Final-Recipient: rfc822; a@b.example\r\nOriginal-Recipient: rfc822;"
        + b"+40" * (15 * n)
        + b"\r\nAction: failed\r\n\r\n"
    ),
    "status: utf8 xtext": lambda n: status(
        b"Final-Recipient: utf-8; " + b"\\x{41}" * (8 * n) + b"@b.example\r\nAction: failed\r\n\r\n"
    ),
    "status: comments": lambda n: status(
        b"Final-Recipient: rfc822; a@b.example "
        + b"(" * (40 * n)
        + b"\r\nAction: failed "
        + b"(" * (40 * n)
        + b"\r\nStatus: 5.1.1 "
        + b"(" * (40 * n)
        + b"\r\n\r\n"
    ),
    "status: blank lines": lambda n: status(b"\r\n" * (20 * n)),
    "status: same groups": lambda n: status(group(b"550 no") * (n // 10)),
    "status parts": lambda n: (
        STATUS
        + (
            b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
            + group(b"550 no")
            + b"--b\r\n"
        )
        * (n // 10)
    ),
    "feedback": lambda n: (
        HEAD
        + b"Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        + b"Original-Rcpt-To: a@b.example\r\nReported-URI: x\r\n" * (2 * n)
        + b"--b--\r\n"
    ),
    "disposition modifiers": lambda n: (
        HEAD
        + b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nDisposition: automatic-action/MDN-sent-automatically; deleted/"
        + b"a," * (10 * n)
        + b"\r\n--b--\r\n"
    ),
    "forward marks": lambda n: HEAD + b"\r\n" + b"Begin forwarded message:\n> From: MAILER-DAEMON@a.example\n\n" * n,
    "forward froms": lambda n: HEAD + b"\r\n" + b"Begin forwarded message:\n" + b"> From: x\n" * (4 * n),
    "from person fwd": lambda n: (
        b"From: eve@b.example\r\nSubject: Fwd: Undelivered\r\n\r\n" + b"---------- Forwarded message ---------\n" * n
    ),
    "VERP": lambda n: HEAD + b"Delivered-To: " + b"a+b=" * (10 * n) + b"@c.example\r\n\r\ncould not be delivered",
    "addresses of a list post": lambda n: (
        b"From: eve@b.example\r\nList-Id: x\r\nTo: "
        + b"a@b.example," * (4 * n)
        + b"\r\nCc: "
        + b"a@b.example," * (4 * n)
        + b"\r\nList-Post: "
        + b"<mailto:a@b.example>" * (2 * n)
        + b"\r\n\r\ncould not be delivered"
    ),
    "tabs": lambda n: HEAD + b"\r\nundeliverable" + b"\t" * (50 * n) + b"x",
    "quote lines": lambda n: HEAD + b"\r\nundeliverable\n" + b"> undeliverable\n" * (5 * n),
    "separators": lambda n: HEAD + b"\r\nundeliverable\n" + b"----- Original message -----\n" * (3 * n),
    "escape sequences": lambda n: HEAD + b"\r\nundeliverable\n" + b"\x1b[31m" * (10 * n),
}


def nested(depth: int, *, close: bool) -> bytes:
    opened = [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)]
    closed = [b"\n--b%d--\n" % n for n in reversed(range(depth))] if close else []
    return b"".join([*opened, b"\ntext", *closed])


def repeated(depth: int) -> bytes:
    """Each multipart has the boundary of the one around it."""
    return b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * depth


def prefixes(count: int) -> bytes:
    """Boundaries that are prefixes of each other, none of which is ever a delimiter."""
    return b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n' + b"--bb\n--bbb\n" * count


BODIES: Final[dict[str, Callable[[int], bytes]]] = {
    "nested parts": lambda n: nested(n // 10, close=True),
    "nested parts, never closed": lambda n: nested(n // 10, close=False),
    "nested parts, one boundary": lambda n: repeated(n // 10),
    "nested messages": lambda n: b"Content-Type: message/rfc822\n\n" * (n // 10),
    "delimiters": lambda n: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * (2 * n),
    "delimiters run together": lambda n: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * (2 * n),
    "delimiters that are none": prefixes,
    "dashes": lambda n: b'Content-Type: multipart/mixed; boundary="' + b"-" * 60 + b'"\n\n' + b"-" * (20 * n),
    "a boundary as long as the body": lambda n: (
        b'Content-Type: multipart/mixed; boundary="' + b"ab" * n + b'"\n\n--' + b"ab" * (3 * n)
    ),
    "header lines": lambda n: b"A: b\n" * (20 * n) + b"\nbody",
    "header lines without a name": lambda n: b"A\n" * (20 * n),
    "folded lines": lambda n: b"A: b\n" + b" c\n" * (20 * n),
    "one long field": lambda n: b"Subject: " + b"x" * (200 * n),
    "one long name": lambda n: b"x" * (100 * n),
    "blanks after the name": lambda n: b"Subject" + b" " * (100 * n) + b"\n\n",
    "empty lines first": lambda n: b"\n \n" * (20 * n) + b"Subject: x\n\n",
    "parameters": lambda n: b"Content-Type: text/plain" + b"; a=b" * (10 * n),
    "semicolons": lambda n: b"Content-Type: text/plain" + b";" * (60 * n) + b"\n\n",
    "blanks in parameters": lambda n: b"Content-Type: text/plain;" + b" \t" * (30 * n) + b"\n\n",
    "open quotes": lambda n: b"Content-Type: text/plain" + b'; a="\\' * (10 * n) + b"\n\n",
    "parameter sections": lambda n: (
        b"Content-Type: text/plain" + b"".join(b"; name*%d*=%%41" % k for k in range(n)) + b"\n\n"
    ),
    "encoded-words": lambda n: b"Subject: " + b"=?utf-8?q?a?= " * (4 * n) + b"\n\n",
    "open encoded-words": lambda n: b"Subject: " + b"=?" * (30 * n) + b"\n\n",
    "encoded-words of questions": lambda n: b"Subject: " + b"=?a?b?" * (10 * n) + b"\n\n",
    "NULs": lambda n: b"Subject: \0\n\n" + b"\0" * (100 * n),
    "bare CRs": lambda n: b"A: b\r" * n + b"\r" * (20 * n),
    "base64 of nothing": lambda n: b"Content-Transfer-Encoding: base64\n\n" + b"=" * (100 * n),
    "base64 in runs": lambda n: b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * (25 * n),
    "quoted-printable": lambda n: b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * (100 * n),
    "uuencode": lambda n: b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"!a\n" * (20 * n),
    "HTML tags": lambda n: b"Content-Type: text/html\n\n" + b"<" * (30 * n) + b"<a " * (30 * n),
    "HTML scripts": lambda n: b"Content-Type: text/html\n\n" + b"<script>x</SCRIPT>" * (5 * n) + b"<script>" * (5 * n),
    "HTML comments": lambda n: b"Content-Type: text/html\n\n" + b"<!--" * (30 * n),
    "UTF-7": lambda n: b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AGE" * (20 * n),
    "ISO-2022-JP": lambda n: b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B" * (20 * n),
    "a multipart to guess at": lambda n: b"Content-Type: multipart/mixed\n\n" + b"\n--a " * (20 * n),
}
"""Messages and parts of all sorts, for everything that a view can be asked for."""


LOG_LINES: Final[dict[str, Callable[[int], str]]] = {
    "open recipients": lambda n: "to=<" * n,
    "statuses": lambda n: "status=bounced " * n,
    "open JSON": lambda n: '{"text": "' + "[" * (5 * n),
    "stars": lambda n: " ** " * (2 * n),
    "blanks": lambda n: "stat=" + " " * (5 * n),
    "recipients": lambda n: "to=" + "<a>," * n + " stat=x",
    "open names": lambda n: " ** a" + ' DN="x' * n,
    "lines of a reply": lambda n: " ** a: " + "\\n550-" * n,
}
"""Lines of logs, for `classify.stream.read_line`."""
