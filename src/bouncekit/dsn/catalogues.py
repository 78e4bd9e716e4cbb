"""The texts of the human part, by language. Written by tools/make_catalogues.py from locale/*.po; do not edit."""

from collections.abc import Mapping
from typing import Final

__all__ = ["CATALOGUES"]

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "cs": {
        "subject-failed": "Vaši zprávu se nepodařilo doručit",
        "subject-delayed": "Vaše zpráva má zpoždění",
        "subject-delivered": "Co se stalo s vaší zprávou",
        "introduction": "Toto je automatická zpráva poštovního systému {host}.",
        "your-message": "Týká se vaší zprávy s předmětem: {subject}",
        "heading-failed": "Vaši zprávu se nepodařilo doručit na adresu:",
        "heading-delayed": "Vaše zpráva zatím nebyla doručena na adresy níže. Nemusíte ji posílat znovu; zkoušíme to dál:",  # noqa: E501
        "heading-delivered": "Vaše zpráva byla doručena na adresu:",
        "heading-relayed": "Vaše zpráva byla předána systému, který doručení nepotvrzuje, pro:",
        "heading-expanded": "Vaše zpráva byla předána na adresy, které se skrývají za:",
        "no-such-address": "Tato adresa neexistuje. Zkontrolujte zápis a pošlete zprávu znovu na správnou adresu.",
        "no-such-domain": "Část za znakem @ neexistuje nebo nepřijímá poštu. Zkontrolujte zápis.",
        "mailbox-closed": "Tato schránka už poštu nepřijímá. Spojte se s příjemcem jinak.",
        "mailbox-full": "Schránka příjemce je plná. Zkuste to později nebo se s příjemcem spojte jinak.",
        "too-large": "Zpráva je příliš velká. Pošlete menší nebo odkaz na soubory.",
        "refused-as-unwanted": "Systém příjemce považuje zprávu nebo odesílatele za nevyžádané. Požádejte o pomoc svého poskytovatele pošty.",  # noqa: E501
        "refused-content": "Systém příjemce odmítá obsah zprávy. Zkontrolujte přílohy a odkazy.",
        "refused-by-rules": "Pravidla systému příjemce tuto zprávu nedovolují. Zeptejte se příjemce nebo svého poskytovatele pošty.",  # noqa: E501
        "not-authenticated": "Systém příjemce nemohl ověřit, kdo zprávu poslal. Požádejte o pomoc svého poskytovatele pošty.",  # noqa: E501
        "not-secure": "Se systémem příjemce se nepodařilo navázat zabezpečené spojení, které bylo požadováno.",
        "busy": "Systém příjemce teď nepřijímá další poštu. Zkuste to později.",
        "unreachable": "Se systémem příjemce se nepodařilo spojit. Zkuste to později.",
        "expired": "Nějakou dobu jsme to zkoušeli, ale systém příjemce zprávu nepřijal. Zkuste to později nebo se s příjemcem spojte jinak.",  # noqa: E501
        "refused": "Systém příjemce zprávu nepřijal. Jeho odpověď je mezi technickými údaji.",
        "retry-until": "Zkoušíme to dál do {date}.",
        "contact": "Potřebujete-li pomoc, napište na {postmaster} a přiložte tuto zprávu.",
        "technical-details": "Technické údaje",
    },
    "da": {
        "subject-failed": "Din besked kunne ikke leveres",
        "subject-delayed": "Din besked er forsinket",
        "subject-delivered": "Hvad der skete med din besked",
        "introduction": "Dette er en automatisk besked fra mailsystemet {host}.",
        "your-message": "Det drejer sig om din besked med emnet: {subject}",
        "heading-failed": "Din besked kunne ikke leveres til:",
        "heading-delayed": "Din besked er endnu ikke leveret til adresserne nedenfor. Du behøver ikke sende den igen; vi bliver ved med at prøve:",  # noqa: E501
        "heading-delivered": "Din besked blev leveret til:",
        "heading-relayed": "Din besked blev givet videre til et mailsystem, som ikke bekræfter levering, for:",
        "heading-expanded": "Din besked blev givet videre til adresserne bag:",
        "no-such-address": "Adressen findes ikke. Kontrollér stavemåden, og send beskeden igen til den rigtige adresse.",  # noqa: E501
        "no-such-domain": "Delen efter @ findes ikke eller tager ikke imod mail. Kontrollér stavemåden.",
        "mailbox-closed": "Postkassen tager ikke længere imod mail. Kontakt modtageren på en anden måde.",
        "mailbox-full": "Modtagerens postkasse er fuld. Prøv igen senere, eller kontakt modtageren på en anden måde.",
        "too-large": "Beskeden er for stor. Send en mindre eller et link til filerne.",
        "refused-as-unwanted": "Modtagerens system anser beskeden eller afsenderen for uønsket. Bed din mailudbyder om hjælp.",  # noqa: E501
        "refused-content": "Modtagerens system afviser beskedens indhold. Kontrollér vedhæftede filer og links.",
        "refused-by-rules": "Reglerne i modtagerens system tillader ikke beskeden. Spørg modtageren eller din mailudbyder.",  # noqa: E501
        "not-authenticated": "Modtagerens system kunne ikke kontrollere, hvem der sendte beskeden. Bed din mailudbyder om hjælp.",  # noqa: E501
        "not-secure": "Modtagerens system kunne ikke nås over en sikker forbindelse, som det var krævet.",
        "busy": "Modtagerens system tager ikke imod mere mail lige nu. Prøv igen senere.",
        "unreachable": "Modtagerens system kunne ikke nås. Prøv igen senere.",
        "expired": "Vi prøvede i nogen tid, men modtagerens system tog ikke imod beskeden. Prøv igen senere, eller kontakt modtageren på en anden måde.",  # noqa: E501
        "refused": "Modtagerens system tog ikke imod beskeden. Svaret står blandt de tekniske oplysninger.",
        "retry-until": "Vi bliver ved med at prøve indtil {date}.",
        "contact": "Hvis du har brug for hjælp, så skriv til {postmaster} og vedlæg denne besked.",
        "technical-details": "Tekniske oplysninger",
    },
    "de": {
        "subject-failed": "Ihre Nachricht konnte nicht zugestellt werden",
        "subject-delayed": "Ihre Nachricht verzögert sich",
        "subject-delivered": "Was aus Ihrer Nachricht wurde",
        "introduction": "Dies ist eine automatische Nachricht des Mailsystems {host}.",
        "your-message": "Es geht um Ihre Nachricht mit dem Betreff: {subject}",
        "heading-failed": "Ihre Nachricht konnte nicht zugestellt werden an:",
        "heading-delayed": "Ihre Nachricht wurde an die folgenden Adressen noch nicht zugestellt. Sie müssen sie nicht noch einmal senden; wir versuchen es weiter:",  # noqa: E501
        "heading-delivered": "Ihre Nachricht wurde zugestellt an:",
        "heading-relayed": "Ihre Nachricht wurde an ein Mailsystem weitergegeben, das Zustellungen nicht bestätigt, für:",  # noqa: E501
        "heading-expanded": "Ihre Nachricht wurde weitergegeben an die Adressen hinter:",
        "no-such-address": "Diese Adresse gibt es nicht. Prüfen Sie die Schreibweise und senden Sie Ihre Nachricht noch einmal an die richtige Adresse.",  # noqa: E501
        "no-such-domain": "Den Teil nach dem @ gibt es nicht, oder er nimmt keine Post an. Prüfen Sie die Schreibweise.",  # noqa: E501
        "mailbox-closed": "Dieses Postfach nimmt keine Post mehr an. Erreichen Sie den Empfänger auf anderem Weg.",
        "mailbox-full": "Das Postfach des Empfängers ist voll. Versuchen Sie es später noch einmal, oder erreichen Sie den Empfänger auf anderem Weg.",  # noqa: E501
        "too-large": "Ihre Nachricht ist zu groß. Senden Sie eine kleinere oder einen Link zu den Dateien.",
        "refused-as-unwanted": "Das System des Empfängers hält diese Nachricht oder ihren Absender für unerwünscht. Bitten Sie Ihren Mailanbieter um Hilfe.",  # noqa: E501
        "refused-content": "Das System des Empfängers lehnt den Inhalt der Nachricht ab. Prüfen Sie Anhänge und Links.",
        "refused-by-rules": "Die Regeln des Empfängersystems lassen diese Nachricht nicht zu. Fragen Sie den Empfänger oder Ihren Mailanbieter.",  # noqa: E501
        "not-authenticated": "Das System des Empfängers konnte nicht prüfen, von wem diese Nachricht stammt. Bitten Sie Ihren Mailanbieter um Hilfe.",  # noqa: E501
        "not-secure": "Das System des Empfängers war nicht über eine sichere Verbindung erreichbar, wie es verlangt war.",  # noqa: E501
        "busy": "Das System des Empfängers nimmt im Augenblick keine Post mehr an. Versuchen Sie es später noch einmal.",  # noqa: E501
        "unreachable": "Das System des Empfängers war nicht erreichbar. Versuchen Sie es später noch einmal.",
        "expired": "Wir haben es eine Zeit lang versucht, aber das System des Empfängers hat Ihre Nachricht nicht angenommen. Versuchen Sie es später noch einmal, oder erreichen Sie den Empfänger auf anderem Weg.",  # noqa: E501
        "refused": "Das System des Empfängers hat Ihre Nachricht nicht angenommen. Seine Antwort steht bei den technischen Angaben.",  # noqa: E501
        "retry-until": "Wir versuchen es weiter bis {date}.",
        "contact": "Wenn Sie Hilfe brauchen, schreiben Sie an {postmaster} und fügen Sie diese Nachricht bei.",
        "technical-details": "Technische Angaben",
    },
    "en": {
        "subject-failed": "Your message could not be delivered",
        "subject-delayed": "Your message is delayed",
        "subject-delivered": "What became of your message",
        "introduction": "This is an automatic message from the mail system at {host}.",
        "your-message": "It is about your message with the subject: {subject}",
        "heading-failed": "Your message could not be delivered to:",
        "heading-delayed": "Your message has not been delivered yet to the addresses below. You do not need to send it again; we keep trying:",  # noqa: E501
        "heading-delivered": "Your message was delivered to:",
        "heading-relayed": "Your message was passed on to a mail system that does not confirm delivery, for:",
        "heading-expanded": "Your message was passed on to the addresses behind:",
        "no-such-address": "This address does not exist. Check its spelling and send your message again to the right address.",  # noqa: E501
        "no-such-domain": "The part after the @ does not exist or takes no mail. Check its spelling.",
        "mailbox-closed": "This mailbox takes no mail any more. Reach the recipient in another way.",
        "mailbox-full": "The mailbox of the recipient is full. Try again later, or reach the recipient in another way.",
        "too-large": "Your message is too large. Send a smaller one, or a link to the files.",
        "refused-as-unwanted": "The recipient's system takes this message or its sender for unwanted. Ask your mail provider for help.",  # noqa: E501
        "refused-content": "The recipient's system refuses what the message contains. Check its attachments and links.",
        "refused-by-rules": "The rules of the recipient's system do not allow this message. Ask the recipient or your mail provider for help.",  # noqa: E501
        "not-authenticated": "The recipient's system could not verify who sent this message. Ask your mail provider for help.",  # noqa: E501
        "not-secure": "The recipient's system could not be reached over a secure connection, as was required.",
        "busy": "The recipient's system takes no more mail at the moment. Try again later.",
        "unreachable": "The recipient's system could not be reached. Try again later.",
        "expired": "We tried for some time, but the recipient's system did not take your message. Try again later, or reach the recipient in another way.",  # noqa: E501
        "refused": "The recipient's system did not take your message. Its answer is among the technical details.",
        "retry-until": "We keep trying until {date}.",
        "contact": "If you need help, write to {postmaster} and include this message.",
        "technical-details": "Technical details",
    },
    "es": {
        "subject-failed": "No se pudo entregar su mensaje",
        "subject-delayed": "Su mensaje se retrasa",
        "subject-delivered": "Qué ha sido de su mensaje",
        "introduction": "Este es un mensaje automático del sistema de correo {host}.",
        "your-message": "Se refiere a su mensaje con el asunto: {subject}",
        "heading-failed": "No se pudo entregar su mensaje a:",
        "heading-delayed": "Su mensaje aún no se ha entregado a estas direcciones. No hace falta que lo envíe de nuevo; seguimos intentándolo:",  # noqa: E501
        "heading-delivered": "Su mensaje se entregó a:",
        "heading-relayed": "Su mensaje pasó a un sistema de correo que no confirma las entregas, para:",
        "heading-expanded": "Su mensaje pasó a las direcciones que hay detrás de:",
        "no-such-address": "Esta dirección no existe. Compruebe cómo está escrita y envíe de nuevo el mensaje a la dirección correcta.",  # noqa: E501
        "no-such-domain": "La parte que sigue a la @ no existe o no acepta correo. Compruebe cómo está escrita.",
        "mailbox-closed": "Este buzón ya no acepta correo. Contacte con el destinatario de otra manera.",
        "mailbox-full": "El buzón del destinatario está lleno. Inténtelo más tarde o contacte con él de otra manera.",
        "too-large": "Su mensaje es demasiado grande. Envíe uno más pequeño o un enlace a los archivos.",
        "refused-as-unwanted": "El sistema del destinatario considera no deseado este mensaje o a su remitente. Pida ayuda a su proveedor de correo.",  # noqa: E501
        "refused-content": "El sistema del destinatario rechaza el contenido del mensaje. Revise los adjuntos y los enlaces.",  # noqa: E501
        "refused-by-rules": "Las reglas del sistema del destinatario no permiten este mensaje. Pregunte al destinatario o a su proveedor de correo.",  # noqa: E501
        "not-authenticated": "El sistema del destinatario no pudo comprobar quién envió este mensaje. Pida ayuda a su proveedor de correo.",  # noqa: E501
        "not-secure": "No se pudo llegar al sistema del destinatario por una conexión segura, como se exigía.",
        "busy": "El sistema del destinatario no acepta más correo en este momento. Inténtelo más tarde.",
        "unreachable": "No se pudo llegar al sistema del destinatario. Inténtelo más tarde.",
        "expired": "Lo intentamos durante un tiempo, pero el sistema del destinatario no aceptó su mensaje. Inténtelo más tarde o contacte con el destinatario de otra manera.",  # noqa: E501
        "refused": "El sistema del destinatario no aceptó su mensaje. Su respuesta está en los detalles técnicos.",
        "retry-until": "Seguimos intentándolo hasta el {date}.",
        "contact": "Si necesita ayuda, escriba a {postmaster} e incluya este mensaje.",
        "technical-details": "Detalles técnicos",
    },
    "fi": {
        "subject-failed": "Viestiäsi ei voitu toimittaa",
        "subject-delayed": "Viestisi on viivästynyt",
        "subject-delivered": "Mitä viestillesi tapahtui",
        "introduction": "Tämä on sähköpostijärjestelmän {host} automaattinen viesti.",
        "your-message": "Se koskee viestiäsi, jonka aihe on: {subject}",
        "heading-failed": "Viestiäsi ei voitu toimittaa osoitteeseen:",
        "heading-delayed": "Viestiäsi ei ole vielä toimitettu alla oleviin osoitteisiin. Sinun ei tarvitse lähettää sitä uudelleen; yritämme edelleen:",  # noqa: E501
        "heading-delivered": "Viestisi toimitettiin osoitteeseen:",
        "heading-relayed": "Viestisi siirrettiin järjestelmään, joka ei vahvista toimitusta, osoitteelle:",
        "heading-expanded": "Viestisi siirrettiin osoitteisiin, jotka ovat tämän takana:",
        "no-such-address": "Tätä osoitetta ei ole. Tarkista kirjoitusasu ja lähetä viesti uudelleen oikeaan osoitteeseen.",  # noqa: E501
        "no-such-domain": "Osaa merkin @ jälkeen ei ole tai se ei ota vastaan postia. Tarkista kirjoitusasu.",
        "mailbox-closed": "Tämä postilaatikko ei enää ota vastaan postia. Tavoita vastaanottaja muulla tavalla.",
        "mailbox-full": "Vastaanottajan postilaatikko on täynnä. Yritä myöhemmin uudelleen tai tavoita vastaanottaja muulla tavalla.",  # noqa: E501
        "too-large": "Viestisi on liian suuri. Lähetä pienempi viesti tai linkki tiedostoihin.",
        "refused-as-unwanted": "Vastaanottajan järjestelmä pitää viestiä tai sen lähettäjää ei-toivottuna. Pyydä apua sähköpostipalvelustasi.",  # noqa: E501
        "refused-content": "Vastaanottajan järjestelmä ei hyväksy viestin sisältöä. Tarkista liitteet ja linkit.",
        "refused-by-rules": "Vastaanottajan järjestelmän säännöt eivät salli viestiä. Kysy vastaanottajalta tai sähköpostipalvelustasi.",  # noqa: E501
        "not-authenticated": "Vastaanottajan järjestelmä ei voinut varmistaa viestin lähettäjää. Pyydä apua sähköpostipalvelustasi.",  # noqa: E501
        "not-secure": "Vastaanottajan järjestelmään ei saatu suojattua yhteyttä, jota vaadittiin.",
        "busy": "Vastaanottajan järjestelmä ei ota nyt vastaan enempää postia. Yritä myöhemmin uudelleen.",
        "unreachable": "Vastaanottajan järjestelmään ei saatu yhteyttä. Yritä myöhemmin uudelleen.",
        "expired": "Yritimme jonkin aikaa, mutta vastaanottajan järjestelmä ei ottanut viestiä vastaan. Yritä myöhemmin uudelleen tai tavoita vastaanottaja muulla tavalla.",  # noqa: E501
        "refused": "Vastaanottajan järjestelmä ei ottanut viestiä vastaan. Sen vastaus on teknisissä tiedoissa.",
        "retry-until": "Yritämme edelleen {date} asti.",
        "contact": "Jos tarvitset apua, kirjoita osoitteeseen {postmaster} ja liitä tämä viesti mukaan.",
        "technical-details": "Tekniset tiedot",
    },
    "fr": {
        "subject-failed": "Votre message n'a pas pu être remis",
        "subject-delayed": "Votre message est retardé",
        "subject-delivered": "Ce qu'est devenu votre message",
        "introduction": "Ceci est un message automatique du système de messagerie {host}.",
        "your-message": "Il concerne votre message dont l'objet est : {subject}",
        "heading-failed": "Votre message n'a pas pu être remis à :",
        "heading-delayed": "Votre message n'a pas encore été remis aux adresses ci-dessous. Il est inutile de le renvoyer ; nous continuons d'essayer :",  # noqa: E501
        "heading-delivered": "Votre message a été remis à :",
        "heading-relayed": "Votre message a été transmis à un système qui ne confirme pas la remise, pour :",
        "heading-expanded": "Votre message a été transmis aux adresses que désigne :",
        "no-such-address": "Cette adresse n'existe pas. Vérifiez son orthographe et renvoyez votre message à la bonne adresse.",  # noqa: E501
        "no-such-domain": "La partie après le @ n'existe pas ou n'accepte pas de courrier. Vérifiez son orthographe.",
        "mailbox-closed": "Cette boîte n'accepte plus de courrier. Contactez le destinataire par un autre moyen.",
        "mailbox-full": "La boîte du destinataire est pleine. Réessayez plus tard ou contactez-le par un autre moyen.",
        "too-large": "Votre message est trop volumineux. Envoyez-en un plus petit, ou un lien vers les fichiers.",
        "refused-as-unwanted": "Le système du destinataire juge ce message ou son expéditeur indésirable. Demandez de l'aide à votre fournisseur de messagerie.",  # noqa: E501
        "refused-content": "Le système du destinataire refuse le contenu du message. Vérifiez les pièces jointes et les liens.",  # noqa: E501
        "refused-by-rules": "Les règles du système du destinataire n'admettent pas ce message. Adressez-vous au destinataire ou à votre fournisseur de messagerie.",  # noqa: E501
        "not-authenticated": "Le système du destinataire n'a pas pu vérifier qui a envoyé ce message. Demandez de l'aide à votre fournisseur de messagerie.",  # noqa: E501
        "not-secure": "Le système du destinataire n'a pas pu être joint par une connexion sécurisée, comme il était exigé.",  # noqa: E501
        "busy": "Le système du destinataire n'accepte plus de courrier pour le moment. Réessayez plus tard.",
        "unreachable": "Le système du destinataire n'a pas pu être joint. Réessayez plus tard.",
        "expired": "Nous avons essayé pendant un certain temps, mais le système du destinataire n'a pas accepté votre message. Réessayez plus tard ou contactez le destinataire par un autre moyen.",  # noqa: E501
        "refused": "Le système du destinataire n'a pas accepté votre message. Sa réponse figure dans les détails techniques.",  # noqa: E501
        "retry-until": "Nous continuons d'essayer jusqu'au {date}.",
        "contact": "Si vous avez besoin d'aide, écrivez à {postmaster} en joignant ce message.",
        "technical-details": "Détails techniques",
    },
    "it": {
        "subject-failed": "Il messaggio non è stato consegnato",
        "subject-delayed": "Il messaggio è in ritardo",
        "subject-delivered": "Che cosa ne è stato del messaggio",
        "introduction": "Questo è un messaggio automatico del sistema di posta {host}.",
        "your-message": "Riguarda il Suo messaggio con oggetto: {subject}",
        "heading-failed": "Il messaggio non è stato consegnato a:",
        "heading-delayed": "Il messaggio non è ancora stato consegnato agli indirizzi seguenti. Non occorre inviarlo di nuovo; continuiamo a provare:",  # noqa: E501
        "heading-delivered": "Il messaggio è stato consegnato a:",
        "heading-relayed": "Il messaggio è passato a un sistema di posta che non conferma la consegna, per:",
        "heading-expanded": "Il messaggio è passato agli indirizzi dietro a:",
        "no-such-address": "Questo indirizzo non esiste. Controlli come è scritto e invii di nuovo il messaggio all'indirizzo giusto.",  # noqa: E501
        "no-such-domain": "La parte dopo la @ non esiste o non accetta posta. Controlli come è scritta.",
        "mailbox-closed": "Questa casella non accetta più posta. Contatti il destinatario in un altro modo.",
        "mailbox-full": "La casella del destinatario è piena. Riprovi più tardi o contatti il destinatario in un altro modo.",  # noqa: E501
        "too-large": "Il messaggio è troppo grande. Ne invii uno più piccolo o un collegamento ai file.",
        "refused-as-unwanted": "Il sistema del destinatario considera indesiderato il messaggio o il mittente. Chieda aiuto al Suo fornitore di posta.",  # noqa: E501
        "refused-content": "Il sistema del destinatario rifiuta il contenuto del messaggio. Controlli allegati e collegamenti.",  # noqa: E501
        "refused-by-rules": "Le regole del sistema del destinatario non ammettono questo messaggio. Chieda al destinatario o al Suo fornitore di posta.",  # noqa: E501
        "not-authenticated": "Il sistema del destinatario non ha potuto verificare chi ha inviato il messaggio. Chieda aiuto al Suo fornitore di posta.",  # noqa: E501
        "not-secure": "Il sistema del destinatario non era raggiungibile con una connessione sicura, come richiesto.",
        "busy": "Il sistema del destinatario al momento non accetta altra posta. Riprovi più tardi.",
        "unreachable": "Il sistema del destinatario non era raggiungibile. Riprovi più tardi.",
        "expired": "Abbiamo provato per un po', ma il sistema del destinatario non ha accettato il messaggio. Riprovi più tardi o contatti il destinatario in un altro modo.",  # noqa: E501
        "refused": "Il sistema del destinatario non ha accettato il messaggio. La sua risposta è tra i dettagli tecnici.",  # noqa: E501
        "retry-until": "Continuiamo a provare fino al {date}.",
        "contact": "Se ha bisogno di aiuto, scriva a {postmaster} e alleghi questo messaggio.",
        "technical-details": "Dettagli tecnici",
    },
    "ja": {
        "subject-failed": "メッセージを配信できませんでした",
        "subject-delayed": "メッセージの配信が遅れています",
        "subject-delivered": "メッセージの配信状況",
        "introduction": "これはメールシステム {host} からの自動メッセージです。",
        "your-message": "次の件名のメッセージについてお知らせします: {subject}",
        "heading-failed": "次の宛先にメッセージを配信できませんでした:",
        "heading-delayed": "次の宛先にはまだ配信できていません。配信を試み続けますので、再送の必要はありません:",
        "heading-delivered": "次の宛先にメッセージを配信しました:",
        "heading-relayed": "配信を確認しないメールシステムにメッセージを渡しました。宛先:",
        "heading-expanded": "次の宛先の先にあるアドレスにメッセージを渡しました:",
        "no-such-address": "このアドレスは存在しません。つづりを確認し、正しいアドレスに送り直してください。",
        "no-such-domain": "@ の後の部分が存在しないか、メールを受け取りません。つづりを確認してください。",
        "mailbox-closed": "このメールボックスはもうメールを受け取りません。別の方法で受信者に連絡してください。",
        "mailbox-full": "受信者のメールボックスがいっぱいです。後でもう一度送るか、別の方法で連絡してください。",
        "too-large": "メッセージが大きすぎます。小さくするか、ファイルへのリンクを送ってください。",
        "refused-as-unwanted": "受信者のシステムがこのメッセージまたは送信者を迷惑と判断しました。メールの提供元に相談してください。",
        "refused-content": "受信者のシステムがメッセージの内容を拒否しました。添付ファイルとリンクを確認してください。",
        "refused-by-rules": "受信者のシステムの規則により、このメッセージは受け取られません。受信者またはメールの提供元に相談してください。",
        "not-authenticated": "受信者のシステムが送信者を確認できませんでした。メールの提供元に相談してください。",
        "not-secure": "必要とされた安全な接続で受信者のシステムに届きませんでした。",
        "busy": "受信者のシステムは現在これ以上メールを受け取りません。後でもう一度お試しください。",
        "unreachable": "受信者のシステムに届きませんでした。後でもう一度お試しください。",
        "expired": "しばらく試みましたが、受信者のシステムはメッセージを受け取りませんでした。後でもう一度送るか、別の方法で連絡してください。",
        "refused": "受信者のシステムはメッセージを受け取りませんでした。その応答は技術情報にあります。",
        "retry-until": "{date} まで配信を試み続けます。",
        "contact": "お困りの場合は、このメッセージを添えて {postmaster} までご連絡ください。",
        "technical-details": "技術情報",
    },
    "ko": {
        "subject-failed": "메시지를 전달하지 못했습니다",
        "subject-delayed": "메시지 전달이 늦어지고 있습니다",
        "subject-delivered": "메시지 전달 결과",
        "introduction": "메일 시스템 {host}에서 자동으로 보낸 메시지입니다.",
        "your-message": "다음 제목의 메시지에 관한 것입니다: {subject}",
        "heading-failed": "다음 주소로 메시지를 전달하지 못했습니다:",
        "heading-delayed": "아래 주소로는 아직 전달되지 않았습니다. 계속 시도하므로 다시 보낼 필요는 없습니다:",
        "heading-delivered": "다음 주소로 메시지를 전달했습니다:",
        "heading-relayed": "전달을 확인해 주지 않는 메일 시스템으로 메시지를 넘겼습니다. 받는 사람:",
        "heading-expanded": "다음 주소 뒤의 여러 주소로 메시지를 넘겼습니다:",
        "no-such-address": "이 주소는 없습니다. 철자를 확인하고 올바른 주소로 다시 보내십시오.",
        "no-such-domain": "@ 뒷부분이 없거나 메일을 받지 않습니다. 철자를 확인하십시오.",
        "mailbox-closed": "이 메일함은 더 이상 메일을 받지 않습니다. 다른 방법으로 받는 사람에게 연락하십시오.",
        "mailbox-full": "받는 사람의 메일함이 가득 찼습니다. 나중에 다시 시도하거나 다른 방법으로 연락하십시오.",
        "too-large": "메시지가 너무 큽니다. 더 작게 보내거나 파일 링크를 보내십시오.",
        "refused-as-unwanted": "받는 사람의 시스템이 이 메시지나 보낸 사람을 원치 않는 것으로 판단했습니다. 메일 제공자에게 도움을 요청하십시오.",
        "refused-content": "받는 사람의 시스템이 메시지 내용을 거부했습니다. 첨부 파일과 링크를 확인하십시오.",
        "refused-by-rules": "받는 사람 시스템의 규칙이 이 메시지를 허용하지 않습니다. 받는 사람이나 메일 제공자에게 문의하십시오.",
        "not-authenticated": "받는 사람의 시스템이 누가 보냈는지 확인하지 못했습니다. 메일 제공자에게 도움을 요청하십시오.",
        "not-secure": "요구된 보안 연결로 받는 사람의 시스템에 닿지 못했습니다.",
        "busy": "받는 사람의 시스템이 지금은 메일을 더 받지 않습니다. 나중에 다시 시도하십시오.",
        "unreachable": "받는 사람의 시스템에 연결하지 못했습니다. 나중에 다시 시도하십시오.",
        "expired": "한동안 시도했지만 받는 사람의 시스템이 메시지를 받지 않았습니다. 나중에 다시 시도하거나 다른 방법으로 연락하십시오.",
        "refused": "받는 사람의 시스템이 메시지를 받지 않았습니다. 그 응답은 기술 정보에 있습니다.",
        "retry-until": "{date}까지 계속 시도합니다.",
        "contact": "도움이 필요하면 이 메시지를 첨부하여 {postmaster}에 문의하십시오.",
        "technical-details": "기술 정보",
    },
    "nl": {
        "subject-failed": "Uw bericht kon niet worden bezorgd",
        "subject-delayed": "Uw bericht is vertraagd",
        "subject-delivered": "Wat er met uw bericht is gebeurd",
        "introduction": "Dit is een automatisch bericht van het mailsysteem {host}.",
        "your-message": "Het gaat over uw bericht met het onderwerp: {subject}",
        "heading-failed": "Uw bericht kon niet worden bezorgd bij:",
        "heading-delayed": "Uw bericht is nog niet bezorgd bij de adressen hieronder. U hoeft het niet opnieuw te sturen; we blijven het proberen:",  # noqa: E501
        "heading-delivered": "Uw bericht is bezorgd bij:",
        "heading-relayed": "Uw bericht is doorgegeven aan een mailsysteem dat bezorging niet bevestigt, voor:",
        "heading-expanded": "Uw bericht is doorgegeven aan de adressen achter:",
        "no-such-address": "Dit adres bestaat niet. Controleer de spelling en stuur uw bericht opnieuw naar het juiste adres.",  # noqa: E501
        "no-such-domain": "Het deel na de @ bestaat niet of neemt geen mail aan. Controleer de spelling.",
        "mailbox-closed": "Deze mailbox neemt geen mail meer aan. Bereik de ontvanger op een andere manier.",
        "mailbox-full": "De mailbox van de ontvanger is vol. Probeer het later opnieuw of bereik de ontvanger op een andere manier.",  # noqa: E501
        "too-large": "Uw bericht is te groot. Stuur een kleiner bericht of een link naar de bestanden.",
        "refused-as-unwanted": "Het systeem van de ontvanger vindt dit bericht of de afzender ongewenst. Vraag uw mailprovider om hulp.",  # noqa: E501
        "refused-content": "Het systeem van de ontvanger weigert de inhoud van het bericht. Controleer bijlagen en links.",  # noqa: E501
        "refused-by-rules": "De regels van het systeem van de ontvanger staan dit bericht niet toe. Vraag de ontvanger of uw mailprovider om hulp.",  # noqa: E501
        "not-authenticated": "Het systeem van de ontvanger kon niet nagaan wie dit bericht stuurde. Vraag uw mailprovider om hulp.",  # noqa: E501
        "not-secure": "Het systeem van de ontvanger was niet bereikbaar over een beveiligde verbinding, zoals vereist was.",  # noqa: E501
        "busy": "Het systeem van de ontvanger neemt op dit moment geen mail meer aan. Probeer het later opnieuw.",
        "unreachable": "Het systeem van de ontvanger was niet bereikbaar. Probeer het later opnieuw.",
        "expired": "We hebben het een tijd geprobeerd, maar het systeem van de ontvanger nam uw bericht niet aan. Probeer het later opnieuw of bereik de ontvanger op een andere manier.",  # noqa: E501
        "refused": "Het systeem van de ontvanger nam uw bericht niet aan. Het antwoord staat bij de technische gegevens.",  # noqa: E501
        "retry-until": "We blijven het proberen tot {date}.",
        "contact": "Hebt u hulp nodig, schrijf dan aan {postmaster} en voeg dit bericht toe.",
        "technical-details": "Technische gegevens",
    },
    "no": {
        "subject-failed": "Meldingen din kunne ikke leveres",
        "subject-delayed": "Meldingen din er forsinket",
        "subject-delivered": "Hva som skjedde med meldingen din",
        "introduction": "Dette er en automatisk melding fra e-postsystemet {host}.",
        "your-message": "Det gjelder meldingen din med emnet: {subject}",
        "heading-failed": "Meldingen din kunne ikke leveres til:",
        "heading-delayed": "Meldingen din er ennå ikke levert til adressene nedenfor. Du trenger ikke å sende den på nytt; vi fortsetter å prøve:",  # noqa: E501
        "heading-delivered": "Meldingen din ble levert til:",
        "heading-relayed": "Meldingen din ble gitt videre til et e-postsystem som ikke bekrefter levering, for:",
        "heading-expanded": "Meldingen din ble gitt videre til adressene bak:",
        "no-such-address": "Adressen finnes ikke. Kontroller skrivemåten og send meldingen på nytt til riktig adresse.",
        "no-such-domain": "Delen etter @ finnes ikke eller tar ikke imot e-post. Kontroller skrivemåten.",
        "mailbox-closed": "Postkassen tar ikke lenger imot e-post. Nå mottakeren på en annen måte.",
        "mailbox-full": "Mottakerens postkasse er full. Prøv igjen senere, eller nå mottakeren på en annen måte.",
        "too-large": "Meldingen er for stor. Send en mindre eller en lenke til filene.",
        "refused-as-unwanted": "Mottakerens system anser meldingen eller avsenderen som uønsket. Be e-postleverandøren din om hjelp.",  # noqa: E501
        "refused-content": "Mottakerens system avviser innholdet i meldingen. Kontroller vedlegg og lenker.",
        "refused-by-rules": "Reglene i mottakerens system tillater ikke meldingen. Spør mottakeren eller e-postleverandøren din.",  # noqa: E501
        "not-authenticated": "Mottakerens system kunne ikke kontrollere hvem som sendte meldingen. Be e-postleverandøren din om hjelp.",  # noqa: E501
        "not-secure": "Mottakerens system kunne ikke nås over en sikker forbindelse, slik det var krevd.",
        "busy": "Mottakerens system tar ikke imot mer e-post akkurat nå. Prøv igjen senere.",
        "unreachable": "Mottakerens system kunne ikke nås. Prøv igjen senere.",
        "expired": "Vi prøvde en stund, men mottakerens system tok ikke imot meldingen. Prøv igjen senere, eller nå mottakeren på en annen måte.",  # noqa: E501
        "refused": "Mottakerens system tok ikke imot meldingen. Svaret står blant de tekniske opplysningene.",
        "retry-until": "Vi fortsetter å prøve til {date}.",
        "contact": "Trenger du hjelp, skriv til {postmaster} og legg ved denne meldingen.",
        "technical-details": "Tekniske opplysninger",
    },
    "pl": {
        "subject-failed": "Nie udało się dostarczyć Twojej wiadomości",
        "subject-delayed": "Twoja wiadomość jest opóźniona",
        "subject-delivered": "Co się stało z Twoją wiadomością",
        "introduction": "To automatyczna wiadomość systemu pocztowego {host}.",
        "your-message": "Dotyczy Twojej wiadomości o temacie: {subject}",
        "heading-failed": "Nie udało się dostarczyć Twojej wiadomości do:",
        "heading-delayed": "Twoja wiadomość nie została jeszcze dostarczona pod poniższe adresy. Nie trzeba wysyłać jej ponownie; nadal próbujemy:",  # noqa: E501
        "heading-delivered": "Twoja wiadomość została dostarczona do:",
        "heading-relayed": "Twoja wiadomość została przekazana do systemu, który nie potwierdza dostarczenia, dla:",
        "heading-expanded": "Twoja wiadomość została przekazana pod adresy kryjące się za:",
        "no-such-address": "Taki adres nie istnieje. Sprawdź pisownię i wyślij wiadomość ponownie pod właściwy adres.",
        "no-such-domain": "Część po znaku @ nie istnieje lub nie przyjmuje poczty. Sprawdź pisownię.",
        "mailbox-closed": "Ta skrzynka nie przyjmuje już poczty. Skontaktuj się z odbiorcą w inny sposób.",
        "mailbox-full": "Skrzynka odbiorcy jest pełna. Spróbuj później lub skontaktuj się z odbiorcą w inny sposób.",
        "too-large": "Wiadomość jest za duża. Wyślij mniejszą lub odnośnik do plików.",
        "refused-as-unwanted": "System odbiorcy uznaje tę wiadomość lub jej nadawcę za niepożądane. Poproś o pomoc dostawcę poczty.",  # noqa: E501
        "refused-content": "System odbiorcy odrzuca treść wiadomości. Sprawdź załączniki i odnośniki.",
        "refused-by-rules": "Zasady systemu odbiorcy nie dopuszczają tej wiadomości. Zapytaj odbiorcę lub dostawcę poczty.",  # noqa: E501
        "not-authenticated": "System odbiorcy nie mógł sprawdzić, kto wysłał tę wiadomość. Poproś o pomoc dostawcę poczty.",  # noqa: E501
        "not-secure": "Z systemem odbiorcy nie udało się nawiązać bezpiecznego połączenia, które było wymagane.",
        "busy": "System odbiorcy nie przyjmuje teraz więcej poczty. Spróbuj później.",
        "unreachable": "Z systemem odbiorcy nie udało się połączyć. Spróbuj później.",
        "expired": "Próbowaliśmy przez pewien czas, ale system odbiorcy nie przyjął wiadomości. Spróbuj później lub skontaktuj się z odbiorcą w inny sposób.",  # noqa: E501
        "refused": "System odbiorcy nie przyjął wiadomości. Jego odpowiedź jest w szczegółach technicznych.",
        "retry-until": "Próbujemy nadal do {date}.",
        "contact": "Jeśli potrzebujesz pomocy, napisz na adres {postmaster} i dołącz tę wiadomość.",
        "technical-details": "Szczegóły techniczne",
    },
    "pt": {
        "subject-failed": "Não foi possível entregar a sua mensagem",
        "subject-delayed": "A sua mensagem está atrasada",
        "subject-delivered": "O que aconteceu à sua mensagem",
        "introduction": "Esta é uma mensagem automática do sistema de correio {host}.",
        "your-message": "Refere-se à sua mensagem com o assunto: {subject}",
        "heading-failed": "Não foi possível entregar a sua mensagem a:",
        "heading-delayed": "A sua mensagem ainda não foi entregue aos endereços abaixo. Não é preciso enviá-la de novo; continuamos a tentar:",  # noqa: E501
        "heading-delivered": "A sua mensagem foi entregue a:",
        "heading-relayed": "A sua mensagem passou para um sistema de correio que não confirma a entrega, para:",
        "heading-expanded": "A sua mensagem passou para os endereços por trás de:",
        "no-such-address": "Este endereço não existe. Verifique como está escrito e envie a mensagem de novo para o endereço certo.",  # noqa: E501
        "no-such-domain": "A parte depois do @ não existe ou não aceita correio. Verifique como está escrita.",
        "mailbox-closed": "Esta caixa já não aceita correio. Contacte o destinatário de outra forma.",
        "mailbox-full": "A caixa do destinatário está cheia. Tente mais tarde ou contacte o destinatário de outra forma.",  # noqa: E501
        "too-large": "A sua mensagem é grande demais. Envie uma menor ou um link para os ficheiros.",
        "refused-as-unwanted": "O sistema do destinatário considera indesejada esta mensagem ou o remetente. Peça ajuda ao seu fornecedor de correio.",  # noqa: E501
        "refused-content": "O sistema do destinatário recusa o conteúdo da mensagem. Verifique os anexos e os links.",
        "refused-by-rules": "As regras do sistema do destinatário não permitem esta mensagem. Pergunte ao destinatário ou ao seu fornecedor de correio.",  # noqa: E501
        "not-authenticated": "O sistema do destinatário não conseguiu verificar quem enviou esta mensagem. Peça ajuda ao seu fornecedor de correio.",  # noqa: E501
        "not-secure": "Não foi possível chegar ao sistema do destinatário por uma ligação segura, como era exigido.",
        "busy": "O sistema do destinatário não aceita mais correio neste momento. Tente mais tarde.",
        "unreachable": "Não foi possível chegar ao sistema do destinatário. Tente mais tarde.",
        "expired": "Tentámos durante algum tempo, mas o sistema do destinatário não aceitou a sua mensagem. Tente mais tarde ou contacte o destinatário de outra forma.",  # noqa: E501
        "refused": "O sistema do destinatário não aceitou a sua mensagem. A resposta está nos detalhes técnicos.",
        "retry-until": "Continuamos a tentar até {date}.",
        "contact": "Se precisar de ajuda, escreva para {postmaster} e inclua esta mensagem.",
        "technical-details": "Detalhes técnicos",
    },
    "ru": {
        "subject-failed": "Ваше сообщение не удалось доставить",
        "subject-delayed": "Доставка вашего сообщения задерживается",
        "subject-delivered": "Что стало с вашим сообщением",
        "introduction": "Это автоматическое сообщение почтовой системы {host}.",
        "your-message": "Оно касается вашего сообщения с темой: {subject}",
        "heading-failed": "Ваше сообщение не удалось доставить по адресу:",
        "heading-delayed": "Ваше сообщение пока не доставлено по адресам ниже. Отправлять его снова не нужно, попытки продолжаются:",  # noqa: E501
        "heading-delivered": "Ваше сообщение доставлено по адресу:",
        "heading-relayed": "Ваше сообщение передано почтовой системе, которая не подтверждает доставку, для:",
        "heading-expanded": "Ваше сообщение передано на адреса, стоящие за:",
        "no-such-address": "Такого адреса не существует. Проверьте написание и отправьте сообщение снова на верный адрес.",  # noqa: E501
        "no-such-domain": "Часть после знака @ не существует или не принимает почту. Проверьте написание.",
        "mailbox-closed": "Этот почтовый ящик больше не принимает почту. Свяжитесь с получателем другим способом.",
        "mailbox-full": "Почтовый ящик получателя переполнен. Попробуйте позже или свяжитесь с получателем другим способом.",  # noqa: E501
        "too-large": "Сообщение слишком большое. Отправьте сообщение поменьше или ссылку на файлы.",
        "refused-as-unwanted": "Система получателя считает сообщение или его отправителя нежелательными. Обратитесь за помощью к своему почтовому провайдеру.",  # noqa: E501
        "refused-content": "Система получателя отклоняет содержимое сообщения. Проверьте вложения и ссылки.",
        "refused-by-rules": "Правила системы получателя не допускают это сообщение. Обратитесь к получателю или к своему почтовому провайдеру.",  # noqa: E501
        "not-authenticated": "Система получателя не смогла проверить, кто отправил сообщение. Обратитесь за помощью к своему почтовому провайдеру.",  # noqa: E501
        "not-secure": "С системой получателя не удалось установить защищённое соединение, как требовалось.",
        "busy": "Система получателя сейчас не принимает почту. Попробуйте позже.",
        "unreachable": "С системой получателя не удалось связаться. Попробуйте позже.",
        "expired": "Мы пытались некоторое время, но система получателя не приняла сообщение. Попробуйте позже или свяжитесь с получателем другим способом.",  # noqa: E501
        "refused": "Система получателя не приняла сообщение. Её ответ приведён в технических сведениях.",
        "retry-until": "Попытки продолжатся до {date}.",
        "contact": "Если нужна помощь, напишите на {postmaster} и приложите это сообщение.",
        "technical-details": "Технические сведения",
    },
    "sv": {
        "subject-failed": "Ditt meddelande kunde inte levereras",
        "subject-delayed": "Ditt meddelande är försenat",
        "subject-delivered": "Vad som hände med ditt meddelande",
        "introduction": "Detta är ett automatiskt meddelande från e-postsystemet {host}.",
        "your-message": "Det gäller ditt meddelande med ämnet: {subject}",
        "heading-failed": "Ditt meddelande kunde inte levereras till:",
        "heading-delayed": "Ditt meddelande har ännu inte levererats till adresserna nedan. Du behöver inte skicka det igen; vi fortsätter att försöka:",  # noqa: E501
        "heading-delivered": "Ditt meddelande levererades till:",
        "heading-relayed": "Ditt meddelande lämnades till ett e-postsystem som inte bekräftar leverans, för:",
        "heading-expanded": "Ditt meddelande lämnades till adresserna bakom:",
        "no-such-address": "Adressen finns inte. Kontrollera stavningen och skicka meddelandet igen till rätt adress.",
        "no-such-domain": "Delen efter @ finns inte eller tar inte emot e-post. Kontrollera stavningen.",
        "mailbox-closed": "Brevlådan tar inte längre emot e-post. Nå mottagaren på annat sätt.",
        "mailbox-full": "Mottagarens brevlåda är full. Försök igen senare eller nå mottagaren på annat sätt.",
        "too-large": "Meddelandet är för stort. Skicka ett mindre eller en länk till filerna.",
        "refused-as-unwanted": "Mottagarens system anser att meddelandet eller avsändaren är oönskad. Be din e-postleverantör om hjälp.",  # noqa: E501
        "refused-content": "Mottagarens system avvisar innehållet i meddelandet. Kontrollera bilagor och länkar.",
        "refused-by-rules": "Reglerna i mottagarens system tillåter inte meddelandet. Fråga mottagaren eller din e-postleverantör.",  # noqa: E501
        "not-authenticated": "Mottagarens system kunde inte kontrollera vem som skickade meddelandet. Be din e-postleverantör om hjälp.",  # noqa: E501
        "not-secure": "Mottagarens system kunde inte nås över en säker anslutning, vilket krävdes.",
        "busy": "Mottagarens system tar inte emot mer e-post just nu. Försök igen senare.",
        "unreachable": "Mottagarens system kunde inte nås. Försök igen senare.",
        "expired": "Vi försökte en tid, men mottagarens system tog inte emot meddelandet. Försök igen senare eller nå mottagaren på annat sätt.",  # noqa: E501
        "refused": "Mottagarens system tog inte emot meddelandet. Svaret finns bland de tekniska uppgifterna.",
        "retry-until": "Vi fortsätter att försöka till {date}.",
        "contact": "Om du behöver hjälp, skriv till {postmaster} och bifoga detta meddelande.",
        "technical-details": "Tekniska uppgifter",
    },
    "tr": {
        "subject-failed": "İletiniz teslim edilemedi",
        "subject-delayed": "İletiniz gecikiyor",
        "subject-delivered": "İletinize ne oldu",
        "introduction": "Bu, {host} posta sisteminden otomatik bir iletidir.",
        "your-message": "Şu konulu iletinizle ilgilidir: {subject}",
        "heading-failed": "İletiniz şu adrese teslim edilemedi:",
        "heading-delayed": "İletiniz aşağıdaki adreslere henüz teslim edilmedi. Yeniden göndermeniz gerekmez; denemeye devam ediyoruz:",  # noqa: E501
        "heading-delivered": "İletiniz şu adrese teslim edildi:",
        "heading-relayed": "İletiniz teslimi onaylamayan bir posta sistemine aktarıldı:",
        "heading-expanded": "İletiniz şunun arkasındaki adreslere aktarıldı:",
        "no-such-address": "Böyle bir adres yok. Yazımını denetleyin ve iletinizi doğru adrese yeniden gönderin.",
        "no-such-domain": "@ işaretinden sonraki bölüm yok ya da posta kabul etmiyor. Yazımını denetleyin.",
        "mailbox-closed": "Bu posta kutusu artık posta kabul etmiyor. Alıcıya başka bir yolla ulaşın.",
        "mailbox-full": "Alıcının posta kutusu dolu. Daha sonra yeniden deneyin ya da alıcıya başka bir yolla ulaşın.",
        "too-large": "İletiniz çok büyük. Daha küçük bir ileti ya da dosyaların bağlantısını gönderin.",
        "refused-as-unwanted": "Alıcının sistemi bu iletiyi ya da göndereni istenmeyen sayıyor. Posta sağlayıcınızdan yardım isteyin.",  # noqa: E501
        "refused-content": "Alıcının sistemi iletinin içeriğini reddediyor. Ekleri ve bağlantıları denetleyin.",
        "refused-by-rules": "Alıcının sisteminin kuralları bu iletiye izin vermiyor. Alıcıdan ya da posta sağlayıcınızdan yardım isteyin.",  # noqa: E501
        "not-authenticated": "Alıcının sistemi bu iletiyi kimin gönderdiğini doğrulayamadı. Posta sağlayıcınızdan yardım isteyin.",  # noqa: E501
        "not-secure": "Alıcının sistemine, istendiği gibi güvenli bir bağlantıyla ulaşılamadı.",
        "busy": "Alıcının sistemi şu anda daha fazla posta kabul etmiyor. Daha sonra yeniden deneyin.",
        "unreachable": "Alıcının sistemine ulaşılamadı. Daha sonra yeniden deneyin.",
        "expired": "Bir süre denedik, ama alıcının sistemi iletinizi kabul etmedi. Daha sonra yeniden deneyin ya da alıcıya başka bir yolla ulaşın.",  # noqa: E501
        "refused": "Alıcının sistemi iletinizi kabul etmedi. Yanıtı teknik ayrıntılardadır.",
        "retry-until": "{date} tarihine kadar denemeye devam edeceğiz.",
        "contact": "Yardıma gerek duyarsanız {postmaster} adresine yazın ve bu iletiyi ekleyin.",
        "technical-details": "Teknik ayrıntılar",
    },
    "uk": {
        "subject-failed": "Ваше повідомлення не вдалося доставити",
        "subject-delayed": "Доставка вашого повідомлення затримується",
        "subject-delivered": "Що сталося з вашим повідомленням",
        "introduction": "Це автоматичне повідомлення поштової системи {host}.",
        "your-message": "Воно стосується вашого повідомлення з темою: {subject}",
        "heading-failed": "Ваше повідомлення не вдалося доставити на адресу:",
        "heading-delayed": "Ваше повідомлення ще не доставлено на адреси нижче. Надсилати його знову не потрібно, спроби тривають:",  # noqa: E501
        "heading-delivered": "Ваше повідомлення доставлено на адресу:",
        "heading-relayed": "Ваше повідомлення передано поштовій системі, яка не підтверджує доставку, для:",
        "heading-expanded": "Ваше повідомлення передано на адреси, що стоять за:",
        "no-such-address": "Такої адреси не існує. Перевірте написання й надішліть повідомлення знову на правильну адресу.",  # noqa: E501
        "no-such-domain": "Частина після знака @ не існує або не приймає пошту. Перевірте написання.",
        "mailbox-closed": "Ця поштова скринька більше не приймає пошту. Зв'яжіться з одержувачем в інший спосіб.",
        "mailbox-full": "Поштова скринька одержувача переповнена. Спробуйте пізніше або зв'яжіться з одержувачем в інший спосіб.",  # noqa: E501
        "too-large": "Повідомлення завелике. Надішліть менше або посилання на файли.",
        "refused-as-unwanted": "Система одержувача вважає повідомлення або його відправника небажаними. Зверніться по допомогу до свого поштового провайдера.",  # noqa: E501
        "refused-content": "Система одержувача відхиляє вміст повідомлення. Перевірте вкладення та посилання.",
        "refused-by-rules": "Правила системи одержувача не дозволяють це повідомлення. Зверніться до одержувача або до свого поштового провайдера.",  # noqa: E501
        "not-authenticated": "Система одержувача не змогла перевірити, хто надіслав повідомлення. Зверніться по допомогу до свого поштового провайдера.",  # noqa: E501
        "not-secure": "Із системою одержувача не вдалося встановити захищене з'єднання, як вимагалося.",
        "busy": "Система одержувача зараз не приймає пошту. Спробуйте пізніше.",
        "unreachable": "Із системою одержувача не вдалося зв'язатися. Спробуйте пізніше.",
        "expired": "Ми намагалися певний час, але система одержувача не прийняла повідомлення. Спробуйте пізніше або зв'яжіться з одержувачем в інший спосіб.",  # noqa: E501
        "refused": "Система одержувача не прийняла повідомлення. Її відповідь наведено в технічних відомостях.",
        "retry-until": "Спроби триватимуть до {date}.",
        "contact": "Якщо потрібна допомога, напишіть на {postmaster} і додайте це повідомлення.",
        "technical-details": "Технічні відомості",
    },
    "zh-Hans": {
        "subject-failed": "您的邮件未能送达",
        "subject-delayed": "您的邮件被延迟",
        "subject-delivered": "您的邮件的投递情况",
        "introduction": "这是邮件系统 {host} 自动发出的邮件。",
        "your-message": "它涉及您主题如下的邮件：{subject}",
        "heading-failed": "您的邮件未能送达：",
        "heading-delayed": "您的邮件尚未送达以下地址。您无需重新发送，我们会继续尝试：",
        "heading-delivered": "您的邮件已送达：",
        "heading-relayed": "您的邮件已转交给不确认投递的邮件系统，收件人：",
        "heading-expanded": "您的邮件已转交给以下地址背后的各个地址：",
        "no-such-address": "此地址不存在。请检查拼写，并重新发送到正确的地址。",
        "no-such-domain": "@ 之后的部分不存在或不接收邮件。请检查拼写。",
        "mailbox-closed": "此邮箱不再接收邮件。请用其他方式联系收件人。",
        "mailbox-full": "收件人的邮箱已满。请稍后再试，或用其他方式联系收件人。",
        "too-large": "您的邮件太大。请发送较小的邮件或文件链接。",
        "refused-as-unwanted": "收件人的系统认为此邮件或其发件人不受欢迎。请向您的邮件服务商求助。",
        "refused-content": "收件人的系统拒绝此邮件的内容。请检查附件和链接。",
        "refused-by-rules": "收件人系统的规则不允许此邮件。请向收件人或您的邮件服务商求助。",
        "not-authenticated": "收件人的系统无法确认此邮件由谁发出。请向您的邮件服务商求助。",
        "not-secure": "未能按要求通过安全连接到达收件人的系统。",
        "busy": "收件人的系统目前不再接收邮件。请稍后再试。",
        "unreachable": "无法连接收件人的系统。请稍后再试。",
        "expired": "我们尝试了一段时间，但收件人的系统没有接收您的邮件。请稍后再试，或用其他方式联系收件人。",
        "refused": "收件人的系统没有接收您的邮件。其答复见技术细节。",
        "retry-until": "我们会继续尝试，直到 {date}。",
        "contact": "如需帮助，请写信给 {postmaster} 并附上此邮件。",
        "technical-details": "技术细节",
    },
}
