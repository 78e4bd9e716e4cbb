"""Layouts of mail transfer agents that people run themselves: qmail, Exim, Postfix, Sendmail and their kin."""

from typing import Final

from bouncekit.rules.lines import (
    ADDRESS,
    ADDRESS_COLON,
    ALONE,
    ANGLE,
    ANGLE_COLON,
    BULLET,
    EXIM_PROGRAM,
    EXIM_UNDISCLOSED,
    EXPANDED_FROM,
    FAILING_MAILBOX,
    GENERATED_BY,
    GENERATED_FROM,
    INDENTED,
    MAILTO,
    NAME_ANGLE,
    ORIGINAL,
    RCPT_TO,
    REASON_IN_PARENS,
    SMTP_ANSWER,
)
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail, Unit
from bouncekit.vocabulary import Action, Reason

__all__ = ["FORMATS_MTA"]

_TRANSCRIPT: Final = (
    "transcript of session follows",
    "transcript of session is unavailable",
    "session transcript follows",
)

_DELIVERED: Final = (
    "had successful delivery notifications",
    "was successfully delivered to these recipients",
    "was successfully delivered to the destination(s) listed below",
    "has been successfully delivered to the following recipients",
    "has been successfully delivered to the following recipient",
    "your message was successfully delivered to",
    "your message has been successfully delivered to",
    "was successfully delivered to the following",
    "was successfully delivered to:",
    "was delivered to the following recipient(s)",
    "was delivered to the following recipients",
    "has been delivered to the following recipient(s)",
    "your message has been delivered to",
    "your message has been delivered to the following recipients",
    "your message was delivered to the following recipients",
    "ihre nachricht wurde an die folgenden empfänger übermittelt",
    "ihre nachricht wurde den folgenden empfängern zugestellt",
    "votre message a été remis aux destinataires suivants",
    "su mensaje se ha entregado a los siguientes destinatarios",
    "el mensaje se entregó a los siguientes destinatarios",
    "il messaggio è stato recapitato ai seguenti destinatari",
    "sua mensagem foi entregue aos seguintes destinatários",
    "uw bericht is bezorgd bij de volgende geadresseerden",
    "ваше сообщение доставлено следующим получателям",
    "以下の受信者にメッセージが配信されました",
    "您的邮件已传递给以下收件人",
)
_RELAYED: Final = (
    "your message was relayed to these recipients",
    "but no delivery notification was sent by the destination server",
    "but delivery notification was not sent by the destination",
    "has been relayed to a mailer that does not return delivery notifications",
    "successfully relayed to the following recipients",
    "has been relayed to the following recipients",
)
_FAILED_TOO: Final = (
    "the following addresses had permanent",
    "the following addresses had fatal errors",
    "the following addresses had transient",
    "could not be delivered to the following recipients",
    "there was a temporary problem delivering your message",
)
_LISTED: Final = (
    Line(
        pattern=rf"^\s{{0,12}}<?{ADDRESS}>?\s{{1,8}}\((?P<diagnostic>relayed [^()]{{0,100}})\)?$",
        needle="(relayed",
        action=Action.RELAYED,
    ),
    Line(
        pattern=rf"^\s{{0,12}}<?{ADDRESS}>?\s{{1,8}}\((?P<diagnostic>expanded [^()]{{0,100}})\)?$",
        needle="(expanded",
        action=Action.EXPANDED,
    ),
    Line(pattern=r"^\s{0,12}<(?P<address>[^<>\s]{1,320})>(?::|\s{1,8}\((?P<diagnostic>[^()]{0,200})\)?)?$", needle="<"),
    Line(pattern=rf"^\s{{0,12}}(?:[*-] )?<?{ADDRESS}>?(?::|\s{{1,8}}\((?P<diagnostic>[^()]{{0,200}})\)?)?$"),
    Line(pattern=rf"^\s{{0,12}}<?{ADDRESS}>?: (?P<diagnostic>.{{0,1000}})$"),
    Line(pattern=r"^[^<>@]{1,80}\((?P<address>[^()<>\s@]{1,128}@[^()<>\s]{1,255})\)", needle="("),
    Line(pattern=rf"^\s{{0,12}}Recipient address: {{0,4}}<?{ADDRESS}>?", needle="recipient address"),
    Line(pattern=rf"\bdelivered to {{1,4}}<?{ADDRESS}>?", needle="delivered to"),
    Line(pattern=rf"^\s{{0,16}}[^<>@]{{0,120}}<?{ADDRESS}>? on \S{{1,30}}[ ,]", needle=" on "),
    MAILTO,
    NAME_ANGLE,
)

_STALWART_PARTS: Final = (
    "delivery to the following addresses was successful",
    "there was a temporary problem delivering to these addresses",
    "delivery to the following addresses failed",
)
_STALWART_LINE: Final = Line(
    pattern=rf"^\s{{0,4}}<(?:@[^<>\s:]{{1,300}}:)?{ADDRESS}> \((?P<diagnostic>.{{1,2000}}?)\)?$", needle="> ("
)

_TRANSCRIPT_LINES: Final = (
    Line(
        pattern=rf"^(?P<diagnostic>[45][0-9][0-9] (?:[45]\.[0-9]\.[0-9] )?<?{ADDRESS}>?\.\.\. (?:Remote protocol error|Service unavailable))$",
        needle="...",
        summary=True,
    ),
    Line(pattern=r">>> (?P<command>RCPT TO): {0,3}<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),
    SMTP_ANSWER,
    Line(
        pattern=rf"^\s{{0,4}}(?P<diagnostic>(?:[^\s<>@]{{0,12}}<)?{ADDRESS}>?(?:\.\.\.| ).{{0,2000}})$",
        needle="...",
    ),
    Line(pattern=r"^<<< (?P<diagnostic>[245][0-9][0-9][ -].{0,2000})$", needle="<<<"),
    Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9] .{0,2000})$", needle=""),
)
_SMAIL_ENDS: Final = ("deferred addresses follow", "message text follows", "message header follows")
_SMAIL_LINE: Final = Line(pattern=rf"^\s{{0,8}}<?{ADDRESS}>?\s{{0,4}}\.{{0,3}}(?P<diagnostic>.{{0,2000}})$")

FORMATS_MTA: Final[tuple[Format, ...]] = (
    Format(
        id="success-text",
        source="Sendmail 8, Postfix, OpenSMTPD, Stalwart, Exim and Exchange: the text of a notice of success (NOTIFY=SUCCESS)",
        sample="formats/success-text.eml",
        any_of=_DELIVERED,
        action=Action.DELIVERED,
        blocks=(
            Block(
                start=_DELIVERED, stop=(*_TRANSCRIPT, *_FAILED_TOO, *_RELAYED), action=Action.DELIVERED, lines=_LISTED
            ),
        ),
    ),
    Format(
        id="relayed-text",
        source="OpenSMTPD, usr.sbin/smtpd/bounce.c; Exchange 2007 and later: relayed to a server without DSN",
        sample="formats/relayed-text.eml",
        any_of=_RELAYED,
        action=Action.RELAYED,
        blocks=(Block(start=_RELAYED, stop=(*_TRANSCRIPT, *_FAILED_TOO), action=Action.RELAYED, lines=_LISTED),),
    ),
    Format(
        id="qmail",
        source="qmail 1.03, qmail-send.c: the QSBMF of https://cr.yp.to/proto/qsbmf.txt",
        sample="formats/qmail.eml",
        any_of=(
            "this is the qmail-send program at",
            "this is the qmail program",
            "i'm afraid i wasn't able to deliver your message to the following addresses",
            "i wasn't able to deliver your message to the following addresses",
            "this is a permanent error; i've given up. sorry it didn't work out",
        ),
        blocks=(
            Block(
                start=(
                    "wasn't able to deliver your message to the following addresses",
                    "this is a permanent error; i've given up",
                    "this is the qmail",
                ),
                until=r"^---",
                lines=(ANGLE_COLON,),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="qmail-kin",
        source="flufl.bounce 6 (qmail, introductions of derivates); Sisimai 4.25 Lhost::X4; EYOU, newmail.ru, ieo.it",
        sample="formats/qmail-kin.eml",
        any_of=(
            "hi. the mta program at",
            "hi. this is the mail",
            "hi. this is the smtp",
            "this is the mail delivery agent at",
            "this is the machine generated message from mail service",
            "this is the deliver program at",
            "this is the email server at",
            "unfortunately, your mail was not delivered to the following address",
            "your mail message to the following address(es) could not be delivered",
            "we're sorry. there's a problem with the e-mail address",
            "check your send e-mail address",
            "i tried to deliver a bounce message to this address, but the bounce bounced",
            "your message could not be delivered to the following address",
        ),
        none_of=("this is the qmail-send program at",),
        blocks=(
            Block(
                until=r"^---",
                lines=(
                    ANGLE_COLON,
                    Line(pattern=r"^\s{0,4}<(?P<address>[^<>\s]{1,320})>,?$", needle="<"),
                    Line(pattern=rf"^{ADDRESS},?$"),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="exim-text",
        source="Exim 4, src/deliver.c; the lab's captures of Exim 4.96",
        sample="formats/exim-text.eml",
        any_of=(
            "the following address failed",
            "the following address(es) failed",
            "the following addresses failed",
            "a message that you sent could not be delivered to one or more of its recipients",
            "could not be delivered to one or more of its recipients. the following",
        ),
        none_of=(
            "for the following reason:",
            "a message that you have sent could not be delivered to one or more",
            "delivery to the following addresses failed",
        ),
        blocks=(
            Block(
                start=(
                    "the following address(es) failed",
                    "the following address failed",
                    "the following addresses failed",
                    "could not be delivered to one or more of its recipients",
                ),
                until=r"^-{3}",
                lines=(
                    EXIM_PROGRAM,
                    EXIM_UNDISCLOSED,
                    Line(pattern=rf"^ {{1,3}}[^\s<>][^<>]{{0,80}}<{ADDRESS}>(?::(?P<diagnostic>.{{0,2000}}))?$"),
                    Line(pattern=rf"^ {{1,3}}<?{ADDRESS}>?:?(?P<diagnostic>\s.{{0,2000}})?$"),
                    GENERATED_FROM,
                    GENERATED_BY,
                ),
                tail=Tail.BLOCK,
            ),
            Block(role=Role.DETAIL, lines=(RCPT_TO,)),
        ),
        address_fields=("x-failed-recipients",),
    ),
    Format(
        id="exim-rejected",
        source="Exim 4, src/moan.c: notices about a message as a whole, `Mail failure - …`",
        sample="formats/exim-rejected.eml",
        any_of=(
            "a message that you sent was rejected by",
            "a message that you sent was longer than the maximum size allowed",
            "a message that you sent contained more recipients than allowed",
            "a message that you sent contained no recipient addresses",
            "a message that you sent contained one or more recipient addresses that were incorrectly constructed",
            "a message that you sent contained a header line that was excessively long",
            "a message that you sent contained an excessively long header",
            "a message that you sent had a header section that was excessively long",
            "a message that you sent caused an error",
            "a message that you sent could not be processed",
        ),
        none_of=("this is a permanent error. the following",),
        blocks=(
            Block(
                start=("a message that you sent",),
                lines=(
                    Line(pattern=rf"^<?{ADDRESS}>?:?$"),
                    FAILING_MAILBOX,
                    Line(
                        pattern=r"^(?P<diagnostic>.{0,200}longer than the maximum size allowed.{0,1000})$",
                        needle="maximum size",
                        reason_hint=Reason.MESSAGE_TOO_LARGE,
                    ),
                    Line(
                        pattern=r"^(?P<diagnostic>.{0,200}more recipients than allowed.{0,1000})$",
                        needle="more recipients",
                        reason_hint=Reason.RATE_LIMITED,
                    ),
                    Line(
                        pattern=r"^(?P<diagnostic>.{0,200}(?:excessively long|incorrectly constructed|no recipient addr).{0,1000})$",
                        needle="a message that you sent",
                        reason_hint=Reason.RFC_VIOLATION,
                    ),
                    Line(pattern=r"^(?P<diagnostic>.{0,4000}[^:\s])$", needle=""),
                ),
                unit=Unit.PARAGRAPH,
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="exim-delay",
        source="Exim 4, src/deliver.c: the warning after delay_warning",
        sample="formats/exim-delay.eml",
        any_of=(
            "has not yet been delivered to all of its recipients after",
            "has not been delivered to all of its recipients after",
            "the address to which the message has not yet been delivered is",
            "the addresses to which the message has not yet been delivered are",
            "have not yet been delivered",
            "has not yet been delivered to",
        ),
        all_of=("no action is required on your part",),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=(
                    "to which the message has not yet been delivered",
                    "has not yet been delivered",
                    "has not been delivered",
                ),
                stop=("no action is required on your part",),
                lines=(
                    EXIM_PROGRAM,
                    EXIM_UNDISCLOSED,
                    Line(pattern=rf"^ {{0,8}}[^<>@]{{0,80}}<{ADDRESS}>:?$"),
                    Line(pattern=rf"^ {{0,8}}<?{ADDRESS}>?:?$"),
                    GENERATED_FROM,
                    GENERATED_BY,
                ),
                tail=Tail.BLOCK,
            ),
        ),
        address_fields=("x-failed-recipients",),
    ),
    Format(
        id="exim-frozen",
        source="Exim 4, src/deliver.c and receive.c: `Message … has been frozen`",
        sample="formats/exim-frozen.eml",
        any_of=("the following address(es) have yet to be delivered", "has been frozen", "was frozen on arrival"),
        all_of=("the sender is", Header(field="subject", needle="frozen")),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("have yet to be delivered",),
                lines=(Line(pattern=rf"^ {{0,8}}<?{ADDRESS}>?:?(?P<diagnostic>\s.{{0,2000}})?$"),),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="postfix-text",
        source="Postfix 2 and 3, src/bounce/bounce_templates.c; renamed copies (Keftamail, SMTP_Gateway) in flufl.bounce 6",
        sample="formats/postfix-text.eml",
        any_of=(
            "this is the mail system at host",
            "this is the postfix program at host",
            "this is the bns postfix program",
            "this is the keftamail program",
            "this is the smtp_gateway program",
            "your message could not be delivered to one or more recipients. it's attached below",
            "i'm sorry to have to inform you that your message could not be delivered to one or more recipients",
        ),
        none_of=(
            "this is a warning only. you do not need to resend your message",
            "was successfully delivered to the destination(s) listed below",
        ),
        blocks=(
            Block(
                until=r"^---",
                lines=(
                    Line(
                        pattern=rf"^<(?P<address>[^<>]{{1,320}})> \(expanded from <{ORIGINAL}>\):"
                        r"(?P<diagnostic>.{0,4000})",
                        needle="(expanded from",
                    ),
                    Line(pattern=r"^<(?P<address>[^<>]{1,320})>:(?P<diagnostic>.{0,4000})", needle=">:"),
                ),
                unit=Unit.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="postfix-unavailable",
        source="Postfix 2 and 3, src/bounce/bounce_notify_util.c: no log of the failure is left, so that nobody is named",
        sample="formats/postfix-unavailable.eml",
        all_of=("--- delivery report unavailable ---",),
        any_of=("be delivered to one or more recipients", "this is the mail system at host"),
        address_of_returned=True,
    ),
    Format(
        id="postfix-delay",
        source="Postfix 2 and 3, src/bounce/bounce_templates.c: the delayed template",
        sample="formats/postfix-delay.eml",
        all_of=("this is a warning only. you do not need to resend your message",),
        any_of=("your message could not be delivered for", "it will be retried until it is"),
        action=Action.DELAYED,
        blocks=(
            Block(
                until=r"^---",
                action=Action.DELAYED,
                lines=(Line(pattern=r"^<(?P<address>[^<>]{1,320})>[^:]{0,340}:(?P<diagnostic>.{0,4000})", needle=">"),),
                unit=Unit.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="postfix-smtpd-errors",
        source="Postfix 2 and 3, notify_classes: the transcript that smtpd sends to postmaster",
        sample="formats/postfix-smtpd-errors.eml",
        all_of=("transcript of session follows.", Header(field="subject", needle="errors from")),
        any_of=("out: 220", "in: ehlo", "in: helo", "in: mail from", "in: quit"),
        blocks=(
            Block(
                start=("transcript of session follows",),
                lines=(
                    Line(pattern=rf"^ ?In: {{1,3}}(?P<command>RCPT TO): ?<{ADDRESS}>", needle="rcpt to"),
                    Line(pattern=rf"^ {{0,8}}TO: ?<{ADDRESS}>", needle="to:"),
                    Line(pattern=rf"^ ?Out: (?P<diagnostic>[45][0-9][0-9][ -].{{0,80}}<{ADDRESS}>.{{0,2000}})$"),
                    Line(pattern=r"^ ?Out: (?P<diagnostic>[245][0-9][0-9][ -].{0,2000})$", needle="out: "),
                ),
            ),
        ),
    ),
    Format(
        id="sendmail-text",
        source="Sendmail 8, sendmail/savemail.c; Active!hunter and Zoho write the same headings",
        sample="formats/sendmail-text.eml",
        any_of=(
            "the following addresses had permanent fatal errors",
            "the following addresses had permanent delivery errors",
            "the following addresses had fatal errors",
            "the following addresses had errors",
        ),
        blocks=(
            Block(
                start=(
                    "the following addresses had permanent",
                    "the following addresses had fatal errors",
                    "the following addresses had errors",
                ),
                stop=(*_TRANSCRIPT, "the following addresses had transient", "had successful delivery notifications"),
                lines=(
                    REASON_IN_PARENS,
                    EXPANDED_FROM,
                    Line(pattern=r"^\s{0,8}>>> .{0,200}<(?P<address>[^<>\s]{1,320})>$", needle=">>>"),
                    Line(pattern=r"^\s{0,8}\"?(?P<address>\|[^\"]{1,300})\"?$", needle="|"),
                    Line(pattern=r"^\s{0,8}(?P<address>/[^\s\"]{1,300})$", needle="/"),
                    Line(pattern=rf"Address: <{ADDRESS}>(?P<diagnostic>.{{0,500}})", needle="address: <"),
                    ALONE,
                ),
                tail=Tail.NONE,
            ),
            Block(
                start=_TRANSCRIPT,
                role=Role.DETAIL,
                lines=(
                    Line(pattern=r">>> (?P<command>RCPT TO): {0,3}<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),
                    Line(pattern=r"^<<< (?P<diagnostic>[245][0-9][0-9][ -].{0,2000})$", needle="<<<"),
                    SMTP_ANSWER,
                    Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9] .{0,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="sendmail-warning",
        source="Sendmail 8, sendmail/savemail.c: the warning after Timeout.queuewarn",
        sample="formats/sendmail-warning.eml",
        any_of=(
            "the following addresses had transient non-fatal errors",
            "the following addresses had delayed delivery",
            "the following addresses had temporary errors",
        ),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=(
                    "the following addresses had transient",
                    "the following addresses had delayed",
                    "the following addresses had temporary",
                ),
                stop=(*_TRANSCRIPT, "the following addresses had permanent"),
                action=Action.DELAYED,
                lines=(REASON_IN_PARENS, EXPANDED_FROM, ALONE),
            ),
            Block(
                start=_TRANSCRIPT,
                role=Role.DETAIL,
                action=Action.DELAYED,
                lines=(
                    Line(pattern=rf"^(?P<diagnostic><?{ADDRESS}>?\.\.\. .{{0,2000}})$", needle="..."),
                    SMTP_ANSWER,
                    Line(pattern=r"^<<< (?P<diagnostic>[245][0-9][0-9][ -].{0,2000})$", needle="<<<"),
                ),
            ),
        ),
    ),
    Format(
        id="sendmail-transcript",
        source="Sendmail 5 (4.3BSD), savemail.c: a transcript and no list of addresses; Bigfoot; Sisimai 4.25 Lhost::V5sendmail",
        sample="formats/sendmail-transcript.eml",
        any_of=_TRANSCRIPT,
        none_of=(
            "the following addresses had permanent fatal errors",
            "the following addresses had transient non-fatal errors",
            "the following addresses had delivery problems",
            "the following addresses had fatal errors",
            "the following addresses had errors",
            "the following addresses had permanent delivery errors",
            "had successful delivery notifications",
            "message still undelivered after",
            Header(field="subject", needle="errors from"),
        ),
        blocks=(Block(start=_TRANSCRIPT, lines=(*_TRANSCRIPT_LINES, ALONE)),),
        address_of_returned=True,
    ),
    Format(
        id="sendmail-transcript-delay",
        source="Sendmail 5 and 8, savemail.c: the warning of a queue run, a transcript and no list of addresses",
        sample="formats/sendmail-transcript-delay.eml",
        all_of=("message still undelivered after",),
        any_of=_TRANSCRIPT,
        none_of=("the following addresses had transient", "the following addresses had permanent"),
        action=Action.DELAYED,
        blocks=(Block(start=_TRANSCRIPT, lines=_TRANSCRIPT_LINES),),
        address_of_returned=True,
    ),
    Format(
        id="courier-text",
        source="Courier 1.0, courier/module.dsn/dsn*.txt; the lab's captures of Courier 1.0.16",
        sample="formats/courier-text.eml",
        any_of=("running the courier mail server",),
        blocks=(
            Block(
                start=("your message to the following recipients cannot be delivered", "undeliverable mail"),
                until=r"^-{20}",
                lines=(
                    ANGLE_COLON,
                    Line(pattern=r"^ {0,4}>>> (?P<command>[A-Z]{4}(?: TO| FROM)?)\b", needle=">>>"),
                    Line(pattern=r"^ {0,4}<<< (?P<diagnostic>.{1,2000})$", needle="<<<"),
                ),
                tail=Tail.PARAGRAPH,
            ),
            Block(
                start=("delays in delivering your message",),
                until=r"^-{20}",
                action=Action.DELAYED,
                lines=(ANGLE_COLON,),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="opensmtpd-text",
        source="OpenSMTPD, usr.sbin/smtpd/bounce.c; the lab's captures of OpenSMTPD 6.8.0p2",
        sample="formats/opensmtpd-text.eml",
        all_of=("this is the mailer-daemon, please do not reply to this",),
        any_of=("an error has occurred while attempting to deliver a message",),
        blocks=(
            Block(
                start=("the following list of recipients",),
                until=r"^ {4}Below is a copy",
                lines=(Line(pattern=rf"^ {{0,2}}{ADDRESS}:? (?P<diagnostic>.{{1,2000}})$"), ALONE),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="opensmtpd-delay",
        source="OpenSMTPD, usr.sbin/smtpd/bounce.c: the warning",
        sample="formats/opensmtpd-delay.eml",
        all_of=("this is the mailer-daemon, please do not reply to this",),
        any_of=("a message is delayed for more than", "this is only a temporary failure report"),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("the following list of recipients", "list of recipients"),
                until=r"^ {4}Below is a copy",
                lines=(Line(pattern=rf"^ {{0,2}}{ADDRESS}:? (?P<diagnostic>.{{1,2000}})$"), ALONE),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="dma",
        source="DragonFly Mail Agent 0.13, mail.c: bounce(); the lab's captures",
        sample="formats/dma.eml",
        all_of=("this is the dragonfly mail agent",),
        blocks=(
            Block(
                start=("there was an error delivering your mail to",),
                until=r"^(?:Message headers|Original message) follow",
                lines=(Line(pattern=r"delivering your mail to <(?P<address>[^<>\s]{1,320})>", needle="<"),),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="nullmailer",
        source="nullmailer 2.2, src/send.cc; the lab's captures",
        sample="formats/nullmailer.eml",
        all_of=("this is the nullmailer delivery system",),
        none_of=("a final delivery status notification will be generated if",),
        blocks=(
            Block(
                start=("could not be delivered to one or more of the intended recipients",),
                lines=(ANGLE,),
            ),
        ),
    ),
    Format(
        id="nullmailer-delay",
        source="nullmailer 2.2, src/send.cc: the notice of a delay; the lab's captures",
        sample="formats/nullmailer-delay.eml",
        all_of=("this is the nullmailer delivery system", "a final delivery status notification will be generated if"),
        action=Action.DELAYED,
        blocks=(Block(start=("has not been delivered to one or more of the intended recipients",), lines=(ANGLE,)),),
    ),
    Format(
        id="smail",
        source="Smail 3, src/notify.c, and T-Online's descendant of it; flufl.bounce 6 (simplematch); Sisimai 5 Lhost::DeutscheTelekom",
        sample="formats/smail.eml",
        any_of=("failed addresses follow:", "deferred addresses follow:"),
        blocks=(
            Block(
                start=("failed addresses follow",),
                stop=_SMAIL_ENDS,
                lines=(_SMAIL_LINE,),
                tail=Tail.PARAGRAPH,
            ),
            Block(
                start=("deferred addresses follow",),
                stop=("failed addresses follow", *_SMAIL_ENDS[1:]),
                action=Action.DELAYED,
                lines=(_SMAIL_LINE,),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="zmailer",
        source="ZMailer 2.99, scheduler forms: `The following addresses had …`; flufl.bounce 6 (simplematch)",
        sample="formats/zmailer.eml",
        any_of=(
            "mail transport system reports that your message was not delivered",
            "the following is the text of the diagnostics that the mailer got",
            "this is a collection of reports about email delivery",
        ),
        blocks=(
            Block(
                until=r"^-{3,}",
                lines=(
                    Line(
                        pattern=rf"^\s{{0,8}}<?(?:smtp [^ ]{{1,80}} )?{ADDRESS}>?[:.,]{{0,3}}(?P<diagnostic>.{{0,2000}})$"
                    ),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="pmdf",
        source="PMDF, Sun/iPlanet/Oracle Messaging Server, return_*.txt; Sisimai 4.25 Lhost::MessagingServer",
        sample="formats/pmdf.eml",
        any_of=(
            "your message cannot be delivered to the following recipients",
            "your message could not be delivered to the following recipients",
            "your message has been rejected by the following recipients",
        ),
        all_of=("this report relates to a message you sent with the following header fields",),
        blocks=(
            Block(
                start=("to the following recipients", "rejected by the following recipients"),
                lines=(
                    Line(pattern=rf"^\s{{1,12}}Recipient address: {{0,4}}<?{ADDRESS}>?", needle="recipient address"),
                    Line(pattern=rf"^\s{{1,12}}Original address: {{0,4}}<?{ORIGINAL}>?", needle="original address"),
                    Line(
                        pattern=r"^\s{1,12}Diagnostic code: {0,4}(?:smtp;)?(?P<diagnostic>.{1,2000})$",
                        needle="diagnostic code",
                    ),
                    Line(
                        pattern=r"^\s{1,12}Remote system: {0,4}dns; ?(?P<remote_mta>[^\s(]{1,255})",
                        needle="remote system",
                    ),
                    Line(pattern=r"^\s{1,12}Reason: {0,4}(?P<diagnostic>.{1,2000})$", needle="reason:"),
                ),
            ),
        ),
    ),
    Format(
        id="pmdf-delay",
        source="PMDF, Sun/iPlanet/Oracle Messaging Server: the delay notice",
        sample="formats/pmdf-delay.eml",
        all_of=("this report relates to a message you sent with the following header fields",),
        any_of=(
            "your message is being held for later delivery to the following recipients",
            "your message has not yet been delivered to the following recipients",
            "your message has been delayed in delivery to the following recipients",
            "delivery attempts will continue",
        ),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("to the following recipients",),
                lines=(
                    Line(pattern=rf"^\s{{1,12}}Recipient address: {{0,4}}<?{ADDRESS}>?", needle="recipient address"),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="james",
        source="Apache James 2.3 and 3, AbstractNotify.java; Sisimai 4.25 Lhost::ApacheJames; vtext.com",
        sample="formats/james.eml",
        any_of=("message details:",),
        all_of=("error message below:",),
        blocks=(
            Block(
                start=("error message below", "message details"),
                lines=(
                    Line(pattern=rf"^ {{1,4}}RCPT TO: <?{ADDRESS}>?$", needle="rcpt to"),
                    Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9][ -].{0,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="james-remote",
        source="Apache James 2.3 and 3, RemoteDelivery: bounce()",
        sample="formats/james-remote.eml",
        any_of=(
            "i'm afraid i wasn't able to deliver your message to the following address",
            "i'm afraid i wasn't able to deliver your message to the following addresses",
        ),
        all_of=("this is the james mail server at",),
        blocks=(
            Block(
                start=("wasn't able to deliver your message",),
                until=r"^Original message",
                lines=(ALONE,),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="chasquid",
        source="chasquid 1.11, internal/queue/dsn.go; the lab's captures",
        sample="formats/chasquid.eml",
        all_of=("delivery of your message to the following recipient(s) failed permanently",),
        any_of=("technical details:",),
        blocks=(
            Block(
                start=("recipient(s) failed permanently",),
                stop=("technical details",),
                lines=(BULLET,),
            ),
            Block(
                start=("technical details",),
                role=Role.DETAIL,
                lines=(Line(pattern=rf"^- \"{ADDRESS}\" \(", needle='- "'),),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="kumomta",
        source="KumoMTA, crates/kumo-log-types/src/rfc3464.rs: the text of its reports",
        sample="formats/kumomta.eml",
        all_of=("the message will be deleted from the queue", "no further attempts will be made to deliver it"),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"\baddressed to <?{ADDRESS}>?$", needle="addressed to"),
                    Line(
                        pattern=r"^(?:Response|Status): {0,4}(?P<diagnostic>[45][0-9][0-9][ -].{0,2000})$",
                        needle=": ",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="haraka",
        source="Haraka, config/outbound.bounce_message: the text of its reports",
        sample="formats/haraka.eml",
        all_of=("this is the haraka mailer program at",),
        blocks=(
            Block(
                start=("intended recipients:",),
                lines=(
                    Line(pattern=rf"^Intended Recipients: {{0,4}}<?{ADDRESS}>?$", needle="intended recipients"),
                    Line(pattern=r"^Failure Reason: {0,4}(?P<diagnostic>.{1,2000})$", needle="failure reason"),
                ),
            ),
        ),
    ),
    Format(
        id="maddy",
        source="maddy, internal/dsn/dsn.go: the text of its reports",
        sample="formats/maddy.eml",
        all_of=("this is the mail delivery system at", "failed with error:"),
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"^Delivery to <?{ADDRESS}>? failed with error: {{0,4}}(?P<diagnostic>.{{1,2000}})$",
                        needle="failed with error",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="mox",
        source="mox, queue/dsn.go: the text of its reports",
        sample="formats/mox.eml",
        all_of=("delivery has failed permanently for your email to:",),
        blocks=(
            Block(
                start=("delivery has failed permanently for your email to",),
                stop=("no further deliveries will be attempted",),
                lines=(ALONE,),
            ),
            Block(
                start=("error during the last delivery attempt",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^\s{1,8}(?P<diagnostic>\S.{0,2000})$", needle=""),),
            ),
        ),
    ),
    Format(
        id="mox-delay",
        source="mox, queue/dsn.go: the text of its notices of delay",
        sample="formats/mox-delay.eml",
        all_of=("delivery has been delayed of your email to:",),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("delivery has been delayed of your email to",),
                stop=("next attempts to deliver",),
                lines=(ALONE,),
            ),
            Block(
                start=("error during the last delivery attempt",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^\s{1,8}(?P<diagnostic>\S.{0,2000})$", needle=""),),
            ),
        ),
    ),
    Format(
        id="stalwart",
        source="Stalwart Mail Server, crates/smtp/src/queue/dsn.rs",
        sample="formats/stalwart.eml",
        any_of=(
            "your message could not be delivered to the following recipients:",
            "your message has not been delivered to the following recipients",
        ),
        none_of=("this report relates to a message you sent with the following header fields",),
        blocks=(
            Block(
                start=("to the following recipients",),
                stop=("there was a temporary problem delivering your message", "has been successfully delivered"),
                lines=(_STALWART_LINE,),
            ),
        ),
    ),
    Format(
        id="stalwart-mixed",
        source="Stalwart Mail Server, crates/smtp/src/queue/dsn.rs: recipients of different fates in one notice",
        sample="formats/stalwart-mixed.eml",
        any_of=_STALWART_PARTS,
        blocks=(
            Block(
                start=("delivery to the following addresses was successful",),
                stop=_STALWART_PARTS[1:],
                action=Action.DELIVERED,
                lines=(_STALWART_LINE,),
            ),
            Block(
                start=("there was a temporary problem delivering to these addresses",),
                stop=_STALWART_PARTS[2:],
                action=Action.DELAYED,
                lines=(_STALWART_LINE,),
            ),
            Block(start=("delivery to the following addresses failed",), lines=(_STALWART_LINE,)),
        ),
    ),
    Format(
        id="stalwart-delay",
        source="Stalwart Mail Server, smtp/src/queue/dsn.rs",
        sample="formats/stalwart-delay.eml",
        all_of=("there was a temporary problem delivering your message to the following recipients:",),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("there was a temporary problem delivering your message",),
                lines=(Line(pattern=rf"^\s{{0,4}}<{ADDRESS}> \((?P<diagnostic>.{{1,2000}}?)\)?$", needle="> ("),),
            ),
        ),
    ),
    Format(
        id="postal",
        source="Postal, lib/postal/bounce_message.rb (app/lib since 3.0)",
        sample="formats/postal.eml",
        all_of=("the message you've sent cannot be delivered",),
        any_of=("this is the mail delivery service responsible for delivering mail to",),
        blocks=(
            Block(
                start=("message token",),
                lines=(Line(pattern=rf"^\s{{0,8}}Rcpt To: {{1,8}}<?{ADDRESS}>?$", needle="rcpt to:"),),
            ),
            Block(
                role=Role.DETAIL,
                lines=(
                    Line(pattern=rf"delivering mail to (?:the route )?<?{ADDRESS}>?\.?$", needle="delivering mail to"),
                ),
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="zonemta",
        source="ZoneMTA, plugins/core/email-bounce.js",
        sample="formats/zonemta.eml",
        all_of=("technical details of permanent failure:",),
        any_of=("delivery to the following recipient failed permanently:",),
        none_of=("----- original message -----", "google tried to deliver your message"),
        blocks=(
            Block(
                start=("recipient failed permanently",),
                stop=("technical details of permanent failure",),
                lines=(INDENTED, ALONE),
            ),
            Block(
                start=("technical details of permanent failure",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{0,2000})$", needle=""),),
            ),
        ),
    ),
    Format(
        id="slimta",
        source="python-slimta, slimta/bounce: header_template",
        sample="formats/slimta.eml",
        all_of=("destination host responded:",),
        any_of=("delivery failed.",),
        blocks=(
            Block(
                start=("destination host responded",),
                lines=(SMTP_ANSWER, Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9][ -].{0,2000})$", needle="")),
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="masqmail",
        source="masqmail, src/fail_msg.c and its template failmsg.tpl",
        sample="formats/masqmail.eml",
        all_of=("delivery to the following recipients failed permanently and has been given up",),
        blocks=(
            Block(
                start=("delivery to the following recipients failed permanently",),
                stop=("this error message may give you a hint",),
                lines=(ALONE,),
            ),
            Block(
                start=("what caused the failure",),
                stop=("if you need help",),
                role=Role.DETAIL,
                lines=(
                    ADDRESS_COLON,
                    Line(pattern=r"(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
    ),
)
