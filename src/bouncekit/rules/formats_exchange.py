"""Layouts of Microsoft's servers: Exchange 5.5 to 2019, Exchange Online in its languages, SMTPSVC, Outlook.com."""

from typing import Final

from bouncekit.rules.lines import (
    ADDRESS,
    ADDRESS_COLON,
    ALONE,
    ANGLE_COLON,
    BULLET,
    MAILTO,
    NAME_ANGLE,
    NAME_PARENS,
)
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail
from bouncekit.vocabulary import Action

__all__ = ["FORMATS_EXCHANGE"]

_FAILED: Final = (
    "delivery has failed to these recipients or groups",
    "delivery has failed to these recipients or distribution lists",
    "fehler bei der nachrichtenzustellung an folgende empfänger oder gruppen",
    "fehler bei der nachrichtenzustellung an folgende empfänger oder verteilerlisten",
    "die zustellung an folgende empfänger oder gruppen ist fehlgeschlagen",
    "échec de la remise pour les destinataires ou listes de distribution suivants",
    "échec de la remise à ces destinataires ou groupes",
    "échec de la remise pour ces destinataires ou groupes",
    "échec de la remise aux destinataires ou groupes suivants",
    "la remise à ces destinataires ou groupes a échoué",
    "error de entrega a los siguientes destinatarios o grupos",
    "error de entrega a estos destinatarios o grupos",
    "error en la entrega a estos destinatarios o listas de distribución",
    "no se pudo entregar el mensaje a estos destinatarios o grupos",
    "recapito non riuscito ai seguenti destinatari o gruppi",
    "impossibile recapitare il messaggio ai seguenti destinatari o gruppi",
    "impossibile recapitare il messaggio ai seguenti destinatari o liste di distribuzione",
    "recapito non riuscito per i seguenti destinatari o gruppi",
    "falha na entrega a estes destinatários ou grupos",
    "falha na entrega para estes destinatários ou grupos",
    "falha na entrega para estes destinatários ou listas de distribuição",
    "a entrega falhou para estes destinatários ou grupos",
    "falha na entrega aos seguintes destinatários ou grupos",
    "kan niet worden bezorgd bij de volgende geadresseerden of groepen",
    "bezorging is mislukt voor de volgende geadresseerden of groepen",
    "bezorging aan deze geadresseerden of groepen is mislukt",
    "kan niet bezorgen bij deze geadresseerden of groepen",
    "leveransen misslyckades till följande mottagare eller grupper",
    "det gick inte att leverera till följande mottagare eller grupper",
    "leverans till dessa mottagare eller grupper misslyckades",
    "leveringen til disse modtagere eller grupper mislykkedes",
    "levering til disse modtagere eller grupper mislykkedes",
    "levering mislykkedes til disse modtagere eller grupper",
    "levering mislyktes til disse mottakerne eller gruppene",
    "kan ikke levere til disse mottakerne eller gruppene",
    "levering til disse mottakerne eller gruppene mislyktes",
    "toimitus seuraaville vastaanottajille tai ryhmille epäonnistui",
    "toimittaminen näille vastaanottajille tai ryhmille epäonnistui",
    "toimitus näille vastaanottajille tai ryhmille ei onnistunut",
    "dostarczenie wiadomości do następujących adresatów lub grup nie powiodło się",
    "nie można dostarczyć wiadomości do następujących adresatów lub grup",
    "nie można dostarczyć do tych adresatów lub grup",
    "doručení těmto příjemcům nebo skupinám se nezdařilo",
    "doručení následujícím příjemcům nebo skupinám se nezdařilo",
    "doručení těmto příjemcům nebo skupinám selhalo",
    "a kézbesítés nem sikerült a következő címzetteknek vagy csoportoknak",
    "doručenie týmto príjemcom alebo skupinám zlyhalo",
    "livrarea nu a reușit la acești destinatari sau grupuri",
    "η παράδοση σε αυτούς τους παραλήπτες ή τις ομάδες απέτυχε",
    "сбой доставки следующим получателям или группам",
    "не удалось выполнить доставку следующим получателям или группам",
    "не удалось доставить сообщение следующим получателям или группам",
    "доставка следующим получателям или группам не выполнена",
    "не вдалося доставити повідомлення таким одержувачам або групам",
    "помилка доставки таким одержувачам або групам",
    "şu alıcılara veya gruplara teslim edilemedi",
    "bu alıcılara veya gruplara teslim başarısız oldu",
    "iletinin şu alıcılara veya gruplara teslimi başarısız oldu",
    "次の受信者またはグループへの配信に失敗しました",
    "次の受信者または配布リストへの配信に失敗しました",
    "次の受信者またはグループにメッセージを配信できませんでした",
    "未能向以下收件人或组传递",
    "未能向以下收件人或通讯组列表传递邮件",
    "无法向这些收件人或组传递邮件",
    "发送给以下收件人或组失败",
    "无法将邮件传递给以下收件人或组",
    "傳遞至下列收件者或群組失敗",
    "無法傳遞至下列收件者或群組",
    "無法將郵件傳遞給這些收件者或群組",
    "다음 받는 사람 또는 그룹에 배달하지 못했습니다",
    "다음 받는 사람이나 그룹에게 배달하지 못했습니다",
    "이 받는 사람 또는 그룹에 대한 배달이 실패했습니다",
)
"""What Exchange 2007 and later put above the names of the recipients, in its languages.

Seen in en, fr, de, it, nl, es and sv; the others are our own knowledge, not checked against notices.
"""

_REJECTED: Final = (
    "rejected your message to the following e-mail addresses",
    "rejected your message to the following email addresses",
    "hat ihre nachricht an folgende e-mail-adressen zurückgewiesen",
    "hat ihre nachricht an die folgenden e-mail-adressen abgelehnt",
    "a rejeté votre message aux adresses de messagerie suivantes",
    "a rejeté votre message adressé aux adresses de messagerie suivantes",
    "rechazó su mensaje para las siguientes direcciones de correo electrónico",
    "rechazó el mensaje a las siguientes direcciones de correo electrónico",
    "ha rifiutato il messaggio inviato ai seguenti indirizzi di posta elettronica",
    "rejeitou sua mensagem para os seguintes endereços de email",
    "rejeitou a sua mensagem para os seguintes endereços de correio eletrónico",
    "heeft uw bericht aan de volgende e-mailadressen geweigerd",
    "avvisade ditt meddelande till följande e-postadresser",
    "afviste din meddelelse til følgende mailadresser",
    "avviste meldingen til følgende e-postadresser",
    "odrzucił twoją wiadomość do następujących adresów e-mail",
    "odmítl vaši zprávu pro následující e-mailové adresy",
    "отклонил ваше сообщение, отправленное на следующие адреса электронной почты",
    "次の電子メール アドレスへのメッセージを拒否しました",
    "拒绝了您发送给以下电子邮件地址的邮件",
    "拒絕您傳送至下列電子郵件地址的郵件",
)
"""What Exchange 2010 and later put above the names when the other server refused."""

_GAVE: Final = (
    "gave this error:",
    "gab diesen fehler aus:",
    "a généré l'erreur suivante",
    "a renvoyé cette erreur",
    "dio este error:",
    "ha restituito questo errore",
    "ha restituito il seguente errore",
    "deu este erro:",
    "gaf deze fout",
)

_DELAYED: Final = (
    "delivery is delayed to these recipients or groups",
    "delivery is delayed to these recipients or distribution lists",
    "die zustellung an folgende empfänger oder gruppen verzögert sich",
    "die zustellung an folgende empfänger oder verteilerlisten verzögert sich",
    "verzögerung bei der nachrichtenzustellung an folgende empfänger oder gruppen",
    "la remise à ces destinataires ou groupes est retardée",
    "la remise aux destinataires ou groupes suivants est différée",
    "la entrega se ha retrasado para estos destinatarios o grupos",
    "se retrasó la entrega a estos destinatarios o grupos",
    "recapito ritardato ai seguenti destinatari o gruppi",
    "il recapito ai seguenti destinatari o gruppi è in ritardo",
    "a entrega está atrasada para estes destinatários ou grupos",
    "de bezorging aan deze geadresseerden of groepen is vertraagd",
    "leveransen till följande mottagare eller grupper är försenad",
    "leveringen er forsinket til disse modtagere eller grupper",
    "levering er forsinket til disse mottakerne eller gruppene",
    "toimitus viivästyy seuraaville vastaanottajille tai ryhmille",
    "opóźnione dostarczanie do następujących adresatów lub grup",
    "doručení těmto příjemcům nebo skupinám je zpožděno",
    "доставка следующим получателям или группам задерживается",
    "задержка доставки следующим получателям или группам",
    "次の受信者またはグループへの配信が遅れています",
    "向以下收件人或组传递邮件已延迟",
    "傳遞至下列收件者或群組的作業已延遲",
    "다음 받는 사람 또는 그룹에 대한 배달이 지연되었습니다",
)

_ADMINISTRATORS: Final = (
    "diagnostic information for administrators",
    "diagnoseinformationen für administratoren",
    "informations de diagnostic pour les administrateurs",
    "informations de diagnostics pour les administrateurs",
    "información de diagnóstico para los administradores",
    "información de diagnóstico para administradores",
    "informazioni di diagnostica per gli amministratori",
    "informações de diagnóstico para administradores",
    "informações de diagnóstico para os administradores",
    "diagnostische gegevens voor beheerders",
    "diagnostische informatie voor beheerders",
    "diagnostikinformation för administratörer",
    "diagnostisk information för administratörer",
    "diagnosticeringsoplysninger for administratorer",
    "diagnosticeringsoplysninger til administratorer",
    "diagnostiske oplysninger til administratorer",
    "diagnostiseringsinformasjon for administratorer",
    "diagnostikkinformasjon for administratorer",
    "diagnostisk informasjon for administratorer",
    "diagnostiikkatiedot järjestelmänvalvojille",
    "vianmääritystietoja järjestelmänvalvojille",
    "informacje diagnostyczne dla administratorów",
    "diagnostické informace pro správce",
    "diagnosztikai adatok rendszergazdáknak",
    "diagnostické informácie pre správcov",
    "informații de diagnosticare pentru administratori",
    "διαγνωστικές πληροφορίες για διαχειριστές",
    "диагностические сведения для администраторов",
    "диагностическая информация для администраторов",
    "діагностичні відомості для адміністраторів",
    "yöneticiler için tanılama bilgileri",
    "管理者向けの診断情報",
    "管理者用診断情報",
    "管理员的诊断信息",
    "供管理员使用的诊断信息",
    "系統管理員的診斷資訊",
    "供系統管理員使用的診斷資訊",
    "관리자를 위한 진단 정보",
    "관리자용 진단 정보",
)
"""What stands above the part of an Exchange notice that is written for administrators."""

_ORIGINAL_HEADERS: Final = (
    "original message headers",
    "message hops",
    "ursprüngliche nachrichtenkopfzeilen",
    "ursprüngliche nachrichtenköpfe",
    "en-têtes de message d'origine",
    "en-têtes du message d'origine",
    "encabezados de mensajes originales",
    "encabezados del mensaje original",
    "encabezados de mensaje originales",
    "intestazioni originali del messaggio",
    "intestazioni messaggio originale",
    "cabeçalhos de mensagem originais",
    "cabeçalhos da mensagem original",
    "oorspronkelijke berichtkoppen",
    "oorspronkelijke berichtkopteksten",
    "ursprungliga brevhuvuden",
    "ursprungshuvuden",
    "ursprungliga meddelandehuvuden",
    "oprindelige brevhoveder",
    "oprindelige meddelelsesheadere",
    "opprinnelige meldingshoder",
    "alkuperäisen viestin otsikot",
    "oryginalne nagłówki wiadomości",
    "původní záhlaví zprávy",
    "исходные заголовки сообщения",
    "заголовки исходного сообщения",
    "özgün ileti üstbilgileri",
    "元のメッセージ ヘッダー",
    "元のメッセージのヘッダー",
    "原始邮件头",
    "原始郵件標頭",
    "원본 메시지 헤더",
)

_SENTENCES: Final = (
    Line(
        pattern=rf"^(?:Your message to|Ihre Nachricht an|Votre message à|Votre message adressé à|Su mensaje a|El mensaje para"
        rf"|Il messaggio inviato a|Il tuo messaggio a|Sua mensagem para|A sua mensagem para|Uw bericht aan|Je bericht aan"
        rf"|Ditt meddelande till|Din meddelelse til|Meldingen din til|Viestisi vastaanottajalle|Twoja wiadomość do"
        rf"|Vaše zpráva pro|Ваше сообщение для|Сообщение для) {{1,3}}<?{ADDRESS}>?[ .]"
    ),
    Line(
        pattern=rf"^(?:Couldn't deliver the message to|We couldn't deliver your message to"
        rf"|No se pudo entregar(?: el mensaje| su mensaje)? a|Impossible de remettre (?:le|votre) message à"
        rf"|Impossibile recapitare il messaggio a|Não foi possível entregar (?:a )?(?:sua )?mensagem (?:a|para)"
        rf"|Die Nachricht konnte nicht zugestellt werden an|Не удалось доставить сообщение для) {{1,3}}<?{ADDRESS}>?"
    ),
)
_RECIPIENTS: Final = (MAILTO, NAME_PARENS, NAME_ANGLE, ALONE)
_DETAILS: Final = (
    Line(pattern=rf"^Recipient Address: {{1,12}}{ADDRESS}$", needle="recipient address"),
    Line(
        pattern=r"^Error (?:Details|Details:|reported:|Code:)? {0,12}(?P<diagnostic>[45][0-9][0-9] .{1,2000})$",
        needle="error",
    ),
    Line(
        pattern=rf"^\s{{0,8}}<?{ADDRESS}>? {{0,4}}#?(?:<.{{0,80}})?(?P<diagnostic>[45][0-9]{{2}}[ -].{{1,2000}})$",
        needle="@",
    ),
    Line(
        pattern=rf"^\s{{0,8}}<?{ADDRESS}>?\s{{1,4}}(?P<diagnostic>[^@<>]{{0,200}}[45][0-9]{{2}}[ -].{{1,2000}})$",
    ),
    Line(pattern=rf"^\s{{0,8}}{ADDRESS}(?:<mailto:[^<>]{{1,320}}>)?$"),
)

FORMATS_EXCHANGE: Final[tuple[Format, ...]] = (
    Format(
        id="exchange-ndr",
        source="Microsoft Exchange 2007 to 2019 and Exchange Online, NDR templates in their languages; Sisimai 4.25 Lhost::Exchange2007, ::Office365",
        sample="formats/exchange-ndr.eml",
        any_of=(*_FAILED, *_REJECTED),
        blocks=(
            Block(start=(*_FAILED, *_REJECTED), stop=(*_ADMINISTRATORS, *_GAVE), lines=_RECIPIENTS),
            Block(start=_ADMINISTRATORS, stop=_ORIGINAL_HEADERS, role=Role.DETAIL, lines=_DETAILS, tail=Tail.BLOCK),
        ),
    ),
    Format(
        id="exchange-administrators",
        source="Microsoft Exchange 2007 to 2019 and Exchange Online: the part for administrators, which every NDR has",
        sample="formats/exchange-administrators.eml",
        any_of=_ADMINISTRATORS,
        none_of=(*_DELAYED, *_FAILED, *_REJECTED),
        blocks=(
            Block(start=_ADMINISTRATORS, stop=_ORIGINAL_HEADERS, lines=_DETAILS, tail=Tail.BLOCK),
            Block(stop=_ADMINISTRATORS, role=Role.DETAIL, lines=_SENTENCES),
        ),
    ),
    Format(
        id="exchange-delay",
        source="Microsoft Exchange 2007 to 2019 and Exchange Online: the delay notice in its languages",
        sample="formats/exchange-delay.eml",
        any_of=_DELAYED,
        action=Action.DELAYED,
        blocks=(
            Block(start=_DELAYED, stop=_ADMINISTRATORS, action=Action.DELAYED, lines=_RECIPIENTS),
            Block(
                start=_ADMINISTRATORS,
                stop=_ORIGINAL_HEADERS,
                role=Role.DETAIL,
                action=Action.DELAYED,
                lines=_DETAILS,
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="exchange-online-card",
        source="Exchange Online since 2016: the card `Your message to … couldn't be delivered`, https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr",
        sample="formats/exchange-online-card.eml",
        any_of=(
            "original message details",
            "how to fix it",
            "action required",
            "more info for email admins",
            "details zur ursprünglichen nachricht",
            "détails du message d'origine",
            "detalles del mensaje original",
        ),
        all_of=(Header(field="from", needle="postmaster"),),
        none_of=_DELAYED,
        blocks=(Block(lines=(*_SENTENCES, *_DETAILS[:2])),),
    ),
    Format(
        id="exchange-55",
        source="Microsoft Exchange 5.0 to 2003, Internet Mail Service and Connector; flufl.bounce 6 (exchange); Sisimai 4.25 Lhost::Exchange2003",
        sample="formats/exchange-55.eml",
        any_of=("did not reach the following recipient", "did not reach the following recipient(s)"),
        blocks=(
            Block(
                start=("did not reach the following recipient",),
                lines=(
                    Line(pattern=r"SMTP=(?P<address>[^;\s]{1,320}); on ", needle="smtp="),
                    Line(pattern=rf"^\s{{0,16}}['\"<]?{ADDRESS}['\">]? on\b"),
                    Line(pattern=rf"^\s{{0,16}}.{{0,120}}[ <(\[](?:SMTP:)?{ADDRESS}[>)\]]? on\b"),
                    Line(pattern=rf"^\s{{1,16}}['\"<]?{ADDRESS}['\">]?$"),
                ),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="smtpsvc",
        source="Microsoft SMTP Service of Windows 2000 to 2003 and Hotmail; Sisimai 4.25 Lhost::Outlook and ::X3",
        sample="formats/smtpsvc.eml",
        any_of=(
            "delivery to the following recipients failed",
            "delivery to the following recipients failed permanently",
            "delivery to the following recipient failed permanently",
            "delivery to the following recipient failed",
            "delevery to the following recipients failed",
            "delevery to the following recipients was aborted",
            "delivery to the following recipients was aborted",
            "unable to deliver message to the following recipients",
        ),
        none_of=(
            "google tried to deliver",
            "technical details of permanent failure",
            "failed permanently and has been given up",
        ),
        blocks=(
            Block(
                start=(
                    "delivery to the following recipient",
                    "delivery to the following recipients",
                    "delevery to the following recipients",
                    "unable to deliver message to the following recipients",
                ),
                until=r"^[=-]{8,}",
                lines=(BULLET, ALONE),
            ),
            Block(
                start=("technical details:",),
                role=Role.DETAIL,
                lines=(
                    Line(pattern=r"^SMTP:(?P<command>[A-Z]{4}) (?P<diagnostic>.{1,2000})$", needle="smtp:"),
                    Line(pattern=r"^Routing: (?P<diagnostic>.{1,2000})$", needle="routing:"),
                    Line(pattern=r"^Diagnostic-Code: (?:smtp;)? ?(?P<diagnostic>.{1,2000})$", needle="diagnostic-code"),
                ),
            ),
        ),
    ),
    Format(
        id="smtpsvc-delay",
        source="Microsoft SMTP Service and Hotmail: the delay notice",
        sample="formats/smtpsvc-delay.eml",
        any_of=(
            "delivery to the following recipients has been delayed",
            "delivery to the following recipients have been delayed",
        ),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=(
                    "delivery to the following recipients has been delayed",
                    "delivery to the following recipients have been delayed",
                ),
                lines=(BULLET, ALONE),
            ),
        ),
    ),
    Format(
        id="smtpsvc-user",
        source="Microsoft SMTPSVC; flufl.bounce 6 (simplematch)",
        sample="formats/smtpsvc-user.eml",
        all_of=("the email below could not be delivered to the following user",),
        blocks=(Block(start=("could not be delivered to the following user",), lines=(ANGLE_COLON, MAILTO, ALONE)),),
    ),
    Format(
        id="exchange-advisory",
        source="Microsoft Exchange 5.5: the advisory that a message is postponed; flufl.bounce 6 (simplewarning)",
        sample="formats/exchange-advisory.eml",
        all_of=("this is an advisory-only email",),
        any_of=("has been postponed", "postponed"),
        action=Action.DELAYED,
        blocks=(Block(start=("this is an advisory-only",), lines=(Line(pattern=rf"\"{ADDRESS}\"", needle='"'),)),),
    ),
    Format(
        id="exchange-2000",
        source="Microsoft Exchange 2000 and 2003, postmaster's short notices",
        sample="formats/exchange-2000.eml",
        any_of=(
            "there was a smtp communication problem with the recipient's email server",
            "the e-mail account does not exist at the organization this message was sent to",
            "the recipient's e-mail system was not able to accept your message",
            "a configuration error in the e-mail system caused the message to bounce",
            "your message did not reach some or all of the intended recipients",
        ),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"^\s{{0,16}}.{{0,120}}?['\"<(\[]?{ADDRESS}['\">)\]]? on [0-9A-Z]"),
                    ADDRESS_COLON,
                ),
                tail=Tail.BLOCK,
            ),
        ),
    ),
)
