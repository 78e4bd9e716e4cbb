"""Layouts of mailbox providers and sending services: Google, Yahoo, AOL, 1&1, GMX, Mail.ru, Yandex, Zoho, Amazon and others."""

from typing import Final

from bouncekit.rules.lines import (
    ADDRESS,
    ADDRESS_COLON,
    ALONE,
    ANGLE,
    ANGLE_COLON,
    ANY_ANGLE,
    EXIM_PROGRAM,
    EXIM_UNDISCLOSED,
    FAILING_MAILBOX,
    GENERATED_BY,
    GENERATED_FROM,
    INDENTED,
    RCPT_TO,
)
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail, Unit
from bouncekit.vocabulary import Action, Reason

__all__ = ["FORMATS_PROVIDER"]

_GMAIL_SENTENCES: Final = (
    Line(
        pattern=rf"(?:delivered to|deliver(?:ing)? your message to|Your message to) {{1,3}}<?{ADDRESS}>?[ .,]"
        r"(?P<diagnostic>.{0,1000})"
    ),
    Line(pattern=rf"(?:Ihre|Deine) Nachricht (?:wurde nicht )?an {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"),
    Line(
        pattern=rf"Votre message (?:n'a pas pu être distribué à|n'a pas été (?:distribué|remis) à|à|adressé à) {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"
    ),
    Line(
        pattern=rf"(?:entregar|entregado) (?:tu|su|el) mensaje a {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"
    ),
    Line(
        pattern=rf"mensaje no se ha (?:podido entregar|entregado) a {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"
    ),
    Line(
        pattern=rf"messaggio non è stato (?:recapitato|consegnato) a {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"
    ),
    Line(pattern=rf"mensagem não foi entregue (?:a|para) {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"),
    Line(
        pattern=rf"bericht is niet (?:bezorgd|afgeleverd) (?:bij|aan) {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"
    ),
    Line(pattern=rf"(?:Сообщение|Письмо) для {{1,3}}<?{ADDRESS}>?[ .,](?P<diagnostic>.{{0,1000}})"),
    Line(pattern=rf"{ADDRESS} ?(?:に(?:は)?メール|宛てのメール|へのメール)(?P<diagnostic>.{{0,1000}})"),
)
_GMAIL_HEADINGS: Final = (
    "address not found",
    "message not delivered",
    "message blocked",
    "message rejected",
    "recipient inbox full",
    "delivery incomplete",
    "your message wasn't delivered to",
    "adresse nicht gefunden",
    "nachricht nicht zugestellt",
    "nachricht blockiert",
    "adresse introuvable",
    "message non distribué",
    "message bloqué",
    "no se ha encontrado la dirección",
    "no se encontró la dirección",
    "mensaje no entregado",
    "mensaje bloqueado",
    "indirizzo non trovato",
    "messaggio non recapitato",
    "messaggio bloccato",
    "endereço não encontrado",
    "mensagem não entregue",
    "mensagem bloqueada",
    "adres niet gevonden",
    "bericht niet bezorgd",
    "адрес не найден",
    "сообщение не доставлено",
    "письмо не доставлено",
    "アドレス不明",
    "メールは配信されませんでした",
)
_GMAIL_ANSWERS: Final = (
    "the response was",
    "the response from the remote server was",
    "die antwort lautet",
    "die antwort des remote-servers lautete",
    "réponse du serveur distant",
    "la réponse était",
    "la respuesta ha sido",
    "la respuesta del servidor remoto",
    "la respuesta fue",
    "la risposta è",
    "la risposta del server remoto",
    "a resposta foi",
    "a resposta do servidor remoto",
    "het antwoord was",
    "ответ сервера",
    "応答",
)

FORMATS_PROVIDER: Final[tuple[Format, ...]] = (
    Format(
        id="gmail-text",
        source="Gmail before 2017, text notices; Sisimai 4.25 Lhost::Gmail; flufl.bounce 6 (simplematch: googlemail.com)",
        sample="formats/gmail-text.eml",
        any_of=(
            "delivery to the following recipient failed permanently",
            "delivery to the following recipients failed permanently",
            "delivery to the following recipient failed",
            "this is an automatically generated delivery status notification",
        ),
        all_of=("technical details of permanent failure",),
        blocks=(
            Block(
                start=("delivery to the following recipient",),
                stop=("technical details of permanent failure",),
                lines=(ALONE,),
            ),
            Block(
                start=("technical details of permanent failure",),
                role=Role.DETAIL,
                unit=Unit.PARAGRAPH,
                lines=(
                    Line(
                        pattern=r"(?:error that the other server returned was:|returned was:) {0,4}(?P<diagnostic>.{1,2000})$",
                        needle="returned was:",
                    ),
                    Line(
                        pattern=r"^(?:Technical details of permanent failure: {0,4})(?P<diagnostic>.{1,2000})$",
                        needle="technical details",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="gmail-delay",
        source="Gmail before 2017, text notices of a delay; flufl.bounce 6 (simplewarning: googlemail.com)",
        sample="formats/gmail-delay.eml",
        any_of=(
            "delivery to the following recipient has been delayed",
            "delivery to the following recipients has been delayed",
        ),
        all_of=("message will be retried for",),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("delivery to the following recipient",),
                stop=("message will be retried",),
                lines=(ALONE,),
            ),
            Block(
                start=("technical details of temporary failure",),
                role=Role.DETAIL,
                unit=Unit.PARAGRAPH,
                lines=(
                    Line(pattern=r"returned was: {0,4}(?P<diagnostic>.{1,2000})$", needle="returned was:"),
                    Line(
                        pattern=r"^Technical details of temporary failure: {0,4}(?P<diagnostic>.{1,2000})$",
                        needle="technical details",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="gmail-card",
        source="Gmail and Google Workspace since 2017: the card above the delivery status, in its languages; Sisimai 4.25 Lhost::GSuite",
        sample="formats/gmail-card.eml",
        any_of=_GMAIL_HEADINGS,
        all_of=(Header(field="from", needle="mailer-daemon@google"),),
        none_of=("delivery incomplete", "gmail will retry for", "will retry for"),
        blocks=(
            Block(unit=Unit.PARAGRAPH, lines=_GMAIL_SENTENCES),
            Block(
                start=_GMAIL_ANSWERS,
                role=Role.DETAIL,
                lines=(Line(pattern=r"^(?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle=""),),
            ),
            Block(
                role=Role.DETAIL,
                unit=Unit.PARAGRAPH,
                lines=(
                    Line(
                        pattern=r"(?P<diagnostic>You.{1,4}re sending this from a different address or alias.{0,500})",
                        needle="different address or alias",
                    ),
                ),
            ),
        ),
        address_fields=("x-failed-recipients",),
        address_of_returned=True,
    ),
    Format(
        id="gmail-card-delay",
        source="Gmail and Google Workspace since 2017: `Delivery incomplete`",
        sample="formats/gmail-card-delay.eml",
        any_of=(
            "gmail will retry for",
            "will retry for",
            "temporary problem delivering your message",
            "delivery incomplete",
        ),
        all_of=(Header(field="from", needle="mailer-daemon@google"),),
        action=Action.DELAYED,
        blocks=(
            Block(unit=Unit.PARAGRAPH, lines=_GMAIL_SENTENCES),
            Block(
                start=_GMAIL_ANSWERS,
                role=Role.DETAIL,
                lines=(Line(pattern=r"^(?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle=""),),
            ),
        ),
        address_fields=("x-failed-recipients",),
    ),
    Format(
        id="google-groups",
        source="Google Groups: posting refused, in its words since 2011; Sisimai 4.25 Lhost::GoogleGroups",
        sample="formats/google-groups.eml",
        any_of=(
            "we're writing to let you know that the group you tried to contact",
            "the group you tried to contact",
            "https://groups.google.com/support/",
        ),
        reason_hint=Reason.SENDER_REJECTED,
        address_fields=("x-failed-recipients",),
        address_of_returned=True,
    ),
    Format(
        id="yahoo",
        source="Yahoo! Mail; flufl.bounce 6 (yahoo, simplematch); Sisimai 4.25 Lhost::Yahoo and ::X2",
        sample="formats/yahoo.eml",
        any_of=(
            "sorry, we were unable to deliver your message to the following address",
            "sorry, we were unable to deliver your message to the following addresses",
            "unable to deliver message to the following address(es)",
            "unable to deliver message to the following address",
            "unable to deliver message to the following addresses",
        ),
        blocks=(
            Block(
                start=("unable to deliver your message to the following", "unable to deliver message to the following"),
                until=r"^---",
                lines=(ANGLE_COLON, ANGLE),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="yahoo-to",
        source="Yahoo! on behalf of hosted domains; flufl.bounce 6 (simplematch)",
        sample="formats/yahoo-to.eml",
        all_of=("wasn't able to deliver the following message",),
        blocks=(
            Block(
                start=("wasn't able to deliver the following message",),
                lines=(Line(pattern=rf"^\s{{0,8}}To: {{0,4}}(?:[^<>@]{{0,80}}<)?{ADDRESS}", needle="to:"), ANGLE_COLON),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="aol",
        source="AOL: a list of screen names or addresses; flufl.bounce 6 (aol)",
        sample="formats/aol.eml",
        any_of=("your mail to the following recipients could not be delivered",),
        local_domain="aol.com",
        blocks=(
            Block(
                start=("your mail to the following recipients could not be delivered",),
                lines=(ALONE, Line(pattern=r"^\s{1,12}(?P<address>[A-Za-z][A-Za-z0-9._-]{1,32})$", needle="")),
                tail=Tail.NONE,
            ),
        ),
    ),
    Format(
        id="caiwireless",
        source="CAI Wireless; flufl.bounce 6 (caiwireless)",
        sample="formats/caiwireless.eml",
        all_of=("the error which occured was",),
        any_of=("the following recipients", "could not be delivered"),
        blocks=(Block(lines=(ALONE, ANGLE_COLON)),),
    ),
    Format(
        id="gmx",
        source="GMX, mail.com and 1&1 (kundenserver.de); Sisimai 4.25 Lhost::GMX and ::EinsUndEins; flufl.bounce 6 (simplematch)",
        sample="formats/gmx.eml",
        any_of=("the following address failed", "the following addresses failed", "the following address(es) failed"),
        all_of=(
            "this message was created automatically by mail delivery software",
            "a message that you sent could not be delivered",
        ),
        blocks=(
            Block(
                start=(
                    "the following address failed",
                    "the following addresses failed",
                    "the following address(es) failed",
                ),
                until=r"^---",
                lines=(
                    EXIM_PROGRAM,
                    EXIM_UNDISCLOSED,
                    GENERATED_FROM,
                    GENERATED_BY,
                    Line(pattern=rf"^ {{0,2}}[\"<]?{ADDRESS}[\">]?:?$"),
                    Line(pattern=rf"^ {{0,2}}[\"<]?{ADDRESS}[\">]?: (?P<diagnostic>.{{1,2000}})$"),
                    Line(pattern=r"^host: {0,4}(?P<remote_mta>[^\s()]{1,255})", needle="host:"),
                    Line(pattern=r"^(?:For the following reason|Reason): {0,2}$", needle="reason:"),
                ),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="kundenserver-delay",
        source="1&1 (kundenserver.de): the delay notice; flufl.bounce 6 (simplewarning)",
        sample="formats/kundenserver-delay.eml",
        all_of=("not yet been delivered",),
        any_of=("no action is required on your part",),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("not yet been delivered",),
                stop=("no action is required on your part",),
                lines=(ANGLE, Line(pattern=rf"^\s{{0,8}}<?{ADDRESS}>?:?$")),
            ),
        ),
    ),
    Format(
        id="mail-ru",
        source="Mail.ru: Exim's notice with a Russian one before it; Sisimai 4.25 Lhost::MailRu; flufl.bounce 6 (simplematch)",
        sample="formats/mail-ru.eml",
        any_of=("это письмо создано автоматически", "ваше письмо не может быть доставлено"),
        blocks=(
            Block(
                start=("ваше письмо не может быть доставлено",),
                stop=("рекомендуем вам проверить", "this is a copy of your message"),
                until=r"^\*{5,}",
                lines=(Line(pattern=rf"^\s{{1,12}}<?{ADDRESS}>?:?$"), FAILING_MAILBOX),
                tail=Tail.PARAGRAPH,
            ),
        ),
        address_fields=("x-failed-recipients",),
        address_of_returned=True,
    ),
    Format(
        id="yandex-text",
        source="Yandex Mail: Postfix's notice in Russian and English",
        sample="formats/yandex-text.eml",
        any_of=(
            "this is the mail system at host yandex",
            "ваше письмо не доставлено адресату",
            "к сожалению, ваше письмо не было доставлено",
            "письмо не было доставлено следующим адресатам",
        ),
        blocks=(Block(until=r"^---", lines=(ANGLE_COLON, ADDRESS_COLON, ALONE), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="zoho",
        source="Zoho Mail; Sisimai 4.25 Lhost::Zoho",
        sample="formats/zoho.eml",
        any_of=("error_code :", "invalid address, error_code"),
        all_of=("this message was created automatically by mail delivery",),
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"^\s{{0,8}}<?{ADDRESS}>?,? (?P<diagnostic>.{{0,200}}ERROR_CODE ?:.{{1,1500}})$",
                        needle="error_code",
                    ),
                    Line(
                        pattern=rf"^\s{{0,4}}\[Status: (?P<diagnostic>.{{0,80}}Address: <{ADDRESS}>.{{0,1000}})$",
                        needle="[status:",
                    ),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="zoho-delay",
        source="Zoho Mail: the delay notice; Sisimai 4.25 Lhost::Zoho",
        sample="formats/zoho-delay.eml",
        all_of=("this message was created automatically by mail delivery", "message will be retried for"),
        any_of=("responsecode",),
        action=Action.DELAYED,
        blocks=(
            Block(
                action=Action.DELAYED,
                lines=(
                    Line(
                        pattern=rf"^\s{{0,4}}\[Status: (?P<diagnostic>.{{0,80}}Address: <{ADDRESS}>.{{0,1000}})$",
                        needle="[status:",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="amazon-ses-text",
        source="Amazon SES: the text above its reports; Sisimai 4.25 Lhost::AmazonSES",
        sample="formats/amazon-ses-text.eml",
        any_of=("an error occurred while trying to deliver the mail to the following recipients",),
        blocks=(
            Block(
                start=("an error occurred while trying to deliver the mail",),
                lines=(ALONE, Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle="")),
            ),
        ),
    ),
    Format(
        id="amazon-ses-following",
        source="Amazon SES before 2012: `The following message to <…> was undeliverable`; IronPort has the same words",
        sample="formats/amazon-ses-following.eml",
        all_of=("was undeliverable",),
        any_of=("the following message to", "the reason for the problem"),
        blocks=(
            Block(
                start=("the following message to",),
                unit=Unit.LINE,
                lines=(
                    Line(
                        pattern=rf"The following message to {{1,3}}<{ADDRESS}> was undeliverable",
                        needle="the following message to",
                    ),
                    Line(pattern=r"^(?P<diagnostic>[45](?:\.[0-9]{1,3}){2} - .{1,2000})$", needle=" - "),
                    Line(
                        pattern=r"^The reason for the problem: {0,4}(?P<diagnostic>.{0,2000})$",
                        needle="the reason for the problem",
                    ),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="amazon-workmail",
        source="Amazon WorkMail and SES receiving: templates of rule sets; Sisimai 4.25 Lhost::AmazonWorkMail and ::ReceivingSES",
        sample="formats/amazon-workmail.eml",
        any_of=("this message could not be delivered.",),
        all_of=(Header(field="x-ses-outgoing"),),
        blocks=(Block(lines=(ANGLE_COLON, ALONE), tail=Tail.PARAGRAPH),),
        address_of_returned=True,
    ),
    Format(
        id="sendgrid",
        source="Twilio SendGrid: the text above its reports; Sisimai 4.25 Lhost::SendGrid",
        sample="formats/sendgrid.eml",
        all_of=("this is an automatically generated message from sendgrid",),
        blocks=(
            Block(
                lines=(Line(pattern=rf"^[^<>]{{0,200}}<{ADDRESS}> ?: (?P<diagnostic>.{{1,2000}})$", needle="<"),),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="facebook",
        source="Facebook's mail servers; Sisimai 4.25 Lhost::Facebook",
        sample="formats/facebook.eml",
        all_of=("this message was created automatically by facebook",),
        blocks=(
            Block(
                lines=(
                    ANGLE_COLON,
                    Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                    ALONE,
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="verizon-mms",
        source="Verizon Wireless vzwpix.com; Sisimai 4.25 Lhost::Verizon",
        sample="formats/verizon-mms.eml",
        all_of=("message could not be delivered to mobile", Header(field="from", needle="sysadmin@")),
        blocks=(
            Block(
                lines=(
                    Line(pattern=r"^\s{0,4}Error: {0,4}(?P<diagnostic>.{1,500})$", needle="error:"),
                    Line(pattern=rf"^\s{{0,4}}To: {{0,4}}<?{ADDRESS}>?$", needle="to:"),
                ),
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="verizon-sms",
        source="Verizon Wireless vtext.com: James's layout with an error line; Sisimai 4.25 Lhost::Verizon",
        sample="formats/verizon-sms.eml",
        all_of=("message details:", Header(field="from", needle="post_master@")),
        any_of=("error:", "error: "),
        none_of=("error message below:",),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"^ {{1,4}}RCPT TO: <?{ADDRESS}>?$", needle="rcpt to"),
                    Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9][ -].{0,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="sina",
        source="sina.com; flufl.bounce 6 (sina)",
        sample="formats/sina.eml",
        any_of=("sorry, your message could not be delivered", "could not be delivered", "无法投递", "您的邮件被退回"),
        all_of=(Header(field="from", needle="mailer-daemon@sina"),),
        blocks=(Block(lines=(ANGLE_COLON, ANGLE, ANY_ANGLE), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="prodigy",
        source="Prodigy.net's full mailboxes; flufl.bounce 6 (simplematch)",
        sample="formats/prodigy.eml",
        any_of=("user's mailbox is full:",),
        all_of=("unable to deliver mail",),
        reason_hint=Reason.MAILBOX_FULL,
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"(?P<diagnostic>User's mailbox is full: {{0,4}}<{ADDRESS}>.{{0,100}})$",
                        needle="mailbox is full",
                    ),
                )
            ),
        ),
    ),
    Format(
        id="usa-net",
        source="usa.net; flufl.bounce 6 (simplematch)",
        sample="formats/usa-net.eml",
        all_of=("intended recipient:",),
        blocks=(
            Block(
                lines=(Line(pattern=rf"Intended recipient: {{0,4}}<?{ADDRESS}>?", needle="intended recipient"),),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="hotpop",
        source="HotPOP; flufl.bounce 6 (simplematch)",
        sample="formats/hotpop.eml",
        all_of=("undeliverable address:",),
        blocks=(
            Block(
                lines=(Line(pattern=rf"Undeliverable Address: {{0,4}}<?{ADDRESS}>?", needle="undeliverable address"),),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="earthlink",
        source="EarthLink; flufl.bounce 6 (simplematch)",
        sample="formats/earthlink.eml",
        any_of=("sorry, unable to deliver your message to",),
        blocks=(
            Block(
                start=("sorry, unable to deliver your message to",),
                lines=(
                    Line(
                        pattern=rf"deliver your message to {{1,4}}<?{ADDRESS}>?(?P<diagnostic>.{{0,500}})$",
                        needle="deliver your message",
                    ),
                    ALONE,
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="earthling",
        source="earthling.net; flufl.bounce 6 (simplematch)",
        sample="formats/earthling.eml",
        all_of=("delivery has failed", "original message details"),
        blocks=(
            Block(
                start=("delivery has failed",),
                stop=("original message details",),
                lines=(Line(pattern=rf"\[{ADDRESS}\](?P<diagnostic>.{{0,500}})$", needle="["),),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="could-not-be-delivered-to",
        source="flufl.bounce 6 (simplematch: ademe.fr, socgen.com): a sentence and one address",
        sample="formats/could-not-be-delivered-to.eml",
        any_of=("a message could not be delivered to", "your message could not be delivered to"),
        none_of=("one or more recipients", "to the following", "created automatically by facebook"),
        blocks=(
            Block(
                start=("a message could not be delivered to", "your message could not be delivered to"),
                stop=("subject:",),
                lines=(
                    Line(
                        pattern=rf"could not be delivered to:? {{1,4}}[<\"'(]?{ADDRESS}[>\"')]?[.:]?$",
                        needle="delivered to",
                    ),
                    ALONE,
                ),
            ),
        ),
    ),
    Format(
        id="robanal",
        source="Demon Internet's SMTP gateway: a transcript; flufl.bounce 6 (simplematch: robanal.demon.co.uk)",
        sample="formats/robanal.eml",
        all_of=("this message was created automatically by mail delivery software", "rcpt to:"),
        none_of=(
            "the following address(es) failed",
            "the following address failed",
            "the following addresses failed",
            "no action is required on your part",
            "not yet been delivered",
        ),
        blocks=(
            Block(
                lines=(
                    RCPT_TO,
                    Line(pattern=r"^\s{0,8}(?:<<< )?(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="proton",
        source="Proton Mail: Postfix's notice at host mail…protonmail.ch and its own words since 2021",
        sample="formats/proton.eml",
        any_of=(
            "your message could not be delivered to one or more recipients. the reason",
            "proton mail could not deliver your message",
        ),
        blocks=(Block(lines=(ANGLE_COLON, ADDRESS_COLON, INDENTED), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="icloud",
        source="iCloud Mail (Oracle Messaging Server): reports in its older layout without header fields of the original",
        sample="formats/icloud.eml",
        any_of=("your message cannot be delivered to the following recipients", "this message is generated by icloud"),
        all_of=("recipient address:",),
        none_of=("this report relates to a message you sent with the following header fields",),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"^\s{{0,12}}Recipient address: {{0,4}}<?{ADDRESS}>?", needle="recipient address"),
                    Line(
                        pattern=r"^\s{0,12}Diagnostic code: {0,4}(?:smtp;)?(?P<diagnostic>.{1,2000})$",
                        needle="diagnostic code",
                    ),
                    Line(pattern=r"^\s{0,12}Reason: {0,4}(?P<diagnostic>.{1,2000})$", needle="reason:"),
                ),
            ),
        ),
    ),
    Format(
        id="fastmail",
        source="Fastmail: Postfix's notice with its own introduction",
        sample="formats/fastmail.eml",
        any_of=("this is the fastmail mail system at host", "this is the mail system at host messagingengine"),
        blocks=(Block(until=r"^---", lines=(ANGLE_COLON,), tail=Tail.PARAGRAPH, role=Role.LIST),),
    ),
)
