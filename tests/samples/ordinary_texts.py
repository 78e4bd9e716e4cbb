"""The texts that `make_ordinary` makes messages of: all written for this project, with invented names."""

from typing import Final

__all__ = [
    "ABOUT_BOUNCES",
    "AUTO_REPLIES",
    "CHALLENGES",
    "FORGED",
    "LETTERS",
    "MACHINES",
    "NEWSLETTERS",
    "OPT_OUTS",
    "QUOTED_BOUNCES",
    "QUOTED_SUBJECTS",
    "READ_RECEIPTS",
    "WRAPPERS",
]

LETTERS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "en",
        "Did it arrive?",
        "Your message was delivered to my old address, dave@home.example; it was read on Tuesday only. Sorry!",
    ),
    (
        "de",
        "Urlaub: wohin?",
        "Ich bin bis Freitag in Wien und danach in Graz. Fahren wir im Mai zusammen? Carla fragt auch.",
    ),
    (
        "en",
        "Guests",
        "Please add Bob to the guest list, bob@example.com. The invitations were successfully delivered to: Ann, Carl.",
    ),
    ("en", "Lunch on Friday", "Please ask Bob, bob@example.com, about lunch.\n\nSee you, Ann"),
    (
        "en",
        "The key",
        "The key is under the mat. The blue box could not be delivered today, so the neighbours keep it.\n\nCarl",
    ),
    (
        "en",
        "Moving house",
        "We are moving to 550 Elm Street in May. Our new address is unknown to the post office, write to ann@example.org.",
    ),
    (
        "en",
        "Your parcel",
        "I sent the parcel to 5.1.1 Dock Road; it was returned to sender because nobody was at home.\n\nAnn",
    ),
    (
        "en",
        "New address for Dave",
        "Dave left the company. His mailbox is full anyway: use dave@home.example from now on.",
    ),
    (
        "en",
        "Recipients of the award",
        "The following recipients were chosen:\n\n  ann@example.org\n  bob@example.com\n\nCongratulations to both!",
    ),
    (
        "de",
        "Grillen am Samstag",
        "Hallo zusammen,\n\nwer bringt Salat mit? Bitte an carla@beispiel.example schreiben.\n\nGrüße\nCarla",
    ),
    (
        "de",
        "Paket",
        "Das Paket konnte nicht zugestellt werden, der Bote hat es bei Familie Weiß abgegeben. Ruf bitte an.",
    ),
    (
        "de",
        "Neue Adresse",
        "Meine alte Adresse max@alt.example gibt es nicht mehr, die neue ist max@neu.example. Der Rest bleibt.",
    ),
    (
        "de",
        "Fehlermeldung",
        "Bei mir kommt immer ein Fehler, wenn ich das Formular öffne. Kannst du mal schauen?\n\nDanke, Jörg",
    ),
    (
        "fr",
        "Dîner de dimanche",
        "Bonjour,\n\nOn se retrouve à huit heures chez Élodie. Dis-le à paul@exemple.example.\n\nBises",
    ),
    ("fr", "Le colis", "Votre colis n'a pas pu être remis, il est à la poste. Peux-tu passer demain ?\n\nMerci"),
    ("fr", "Changement d'adresse", "Mon ancienne adresse n'existe plus. Merci d'écrire à lea@nouvelle.example.\n\nLéa"),
    ("es", "Cena del jueves", "Hola:\n\n¿Vienes a cenar el jueves? Avisa a maria@ejemplo.example.\n\nUn abrazo"),
    (
        "es",
        "El paquete",
        "El mensajero no pudo entregar el paquete y lo ha dejado en la tienda. El buzón está lleno de publicidad.",
    ),
    ("es", "Dirección nueva", "La dirección que tenías ya no existe; escríbeme a luis@nuevo.example, por favor."),
    ("it", "Cena", "Ciao,\n\ndomani a cena da noi alle otto? Rispondi a giulia@esempio.example.\n\nBaci"),
    ("it", "Il pacco", "Il pacco non è stato consegnato perché non c'era nessuno in casa. Passano di nuovo lunedì."),
    ("it", "Nuovo indirizzo", "Il vecchio indirizzo non è più valido, scrivi a marco@nuovo.example. Grazie!"),
    ("pt", "Almoço", "Olá,\n\nvamos almoçar na sexta? Fala com o João, joao@exemplo.example.\n\nAbraço"),
    ("pt", "A encomenda", "A encomenda não foi entregue porque o endereço estava errado. Tenta outra vez amanhã."),
    ("pt", "Caixa cheia", "A minha caixa de correio está cheia de papel; manda antes para rita@nova.example."),
    ("nl", "Borrel", "Hoi,\n\nwie komt er vrijdag naar de borrel? Meld je bij sanne@voorbeeld.example.\n\nGroet"),
    ("nl", "Pakket", "Het pakket kan niet worden bezorgd, het ligt nu bij de buren op nummer 550."),
    ("nl", "Adres", "Mijn oude adres bestaat niet meer. Schrijf voortaan naar jan@nieuw.example."),
    ("sv", "Fika", "Hej!\n\nVi ses på fikat klockan tre. Fråga Åsa, asa@exempel.example.\n\nHälsningar"),
    ("sv", "Paketet", "Paketet kunde inte levereras eftersom ingen var hemma. Det ligger hos ombudet."),
    ("da", "Kaffe", "Hej,\n\nkommer du forbi til kaffe? Skriv til mette@eksempel.example.\n\nKh"),
    ("da", "Pakken", "Pakken kan ikke leveres i dag, den kommer på onsdag. Modtageren er ukendt, siger de."),
    ("fi", "Sauna", "Moi,\n\nsauna on lämmin seitsemältä. Kysy lisää: matti@esimerkki.example.\n\nTerveisin"),
    ("fi", "Paketti", "Pakettia ei voitu toimittaa, koska osoite oli väärä. Hae se asemalta."),
    ("pl", "Urodziny", "Cześć,\n\nzapraszam na urodziny w sobotę. Daj znać: ola@przyklad.example.\n\nPozdrawiam"),
    ("pl", "Paczka", "Paczka nie została dostarczona, kurier nie znał adresu. Skrzynka pocztowa jest pełna reklam."),
    ("cs", "Oběd", "Ahoj,\n\npůjdeme v pátek na oběd? Napiš na jana@priklad.example.\n\nMěj se"),
    ("cs", "Balík", "Balík se nepodařilo doručit, je na poště. Adresát prý není znám."),
    ("ru", "Встреча", "Привет!\n\nВстречаемся в пять у метро. Напиши Ольге: olga@ivanova.example.\n\nДо встречи"),
    ("ru", "Посылка", "Посылка не была доставлена, потому что адрес не существует. Забери её на почте."),
    ("ru", "Новый адрес", "Мой старый ящик переполнен, пиши на новый: ivan@primer.example."),
    ("uk", "Зустріч", "Привіт!\n\nЧи зможеш прийти у суботу? Напиши на petro@pryklad.example.\n\nДякую"),
    ("tr", "Kahve", "Merhaba,\n\nyarın kahve içelim mi? Fatma'ya yaz: fatma@yilmaz.example.\n\nSevgiler"),
    ("tr", "Kargo", "Kargo teslim edilemedi, adres bulunamadı demişler. Lütfen yarın tekrar arar mısın?"),
    ("el", "Καφές", "Γεια σου,\n\nπάμε για καφέ αύριο; Γράψε στη maria@paradeigma.example.\n\nΦιλιά"),
    ("hu", "Ebéd", "Szia!\n\nPénteken ebéd? Írj ide: anna@pelda.example.\n\nÜdv"),
    (
        "ja",
        "飲み会のお知らせ",
        "お疲れさまです。\n\n金曜日の飲み会ですが、参加される方は dai@nakamura.example までご連絡ください。\n\n中村",
    ),
    ("ja", "荷物の件", "荷物が配達できませんでしたので、明日もう一度お届けします。宛先不明と言われました。"),
    (
        "ja",
        "アドレス変更",
        "メールアドレスが変わりました。新しいアドレスは hanako@rei.example です。よろしくお願いします。",
    ),
    ("zh", "周五聚餐", "大家好，\n\n周五一起吃饭吗？请联系 xiaoming@wang.example。\n\n小明"),
    ("zh", "快递", "快递无法投递，因为收件人地址不存在。请明天去取。"),
    ("zh-tw", "新地址", "我的信箱已滿，請改寄到 mei@example.example，謝謝。"),
    ("ko", "점심 약속", "안녕하세요,\n\n금요일에 점심 어때요? minji@yeje.example 로 알려 주세요.\n\n감사합니다"),
    ("ko", "택배", "택배가 배달되지 않았습니다. 주소가 존재하지 않는다고 합니다. 다시 확인해 주세요."),
    ("ar", "موعد", "مرحبا،\n\nهل نلتقي يوم الجمعة؟ اكتب إلى layla@mithal.example.\n\nشكرا"),
    ("he", "פגישה", "שלום,\n\nנפגש ביום חמישי? כתוב אל noa@dugma.example.\n\nתודה"),
    ("th", "นัดกินข้าว", "สวัสดีค่ะ\n\nวันศุกร์ไปกินข้าวกันไหม ติดต่อ nok@tuayang.example\n\nขอบคุณค่ะ"),
    ("vi", "Ăn trưa", "Chào bạn,\n\nthứ Sáu mình đi ăn trưa nhé? Viết cho lan@vidu.example.\n\nCảm ơn"),
)

ABOUT_BOUNCES: Final[tuple[tuple[str, str], ...]] = (
    (
        "Log lines from last night",
        "Nov 22 03:11:09 mx postfix/smtp[991]: 4B2: to=<bob@example.com>, relay=mx.example.com[192.0.2.5]:25, delay=1.2, "
        "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.5] said: 550 5.1.1 <bob@example.com>: Recipient address "
        "rejected: User unknown (in reply to RCPT TO command))\n\nIs that the alias that we removed?",
    ),
    (
        "What does 550 5.7.1 mean?",
        "A customer says that mails to bob@example.com fail with\n\n  550 5.7.1 Message rejected due to local policy\n\n"
        "What would you tell them? I think that their SPF record is wrong.",
    ),
    (
        "Bounce handling in the new release",
        "The parser now reads `Final-Recipient: rfc822; bob@example.com` and `Action: failed` also when the part is labelled "
        "text/plain. Please review.\n\nAnn",
    ),
    (
        "Exim question",
        "When Exim says\n\n  bob@example.com\n    SMTP error from remote mail server after RCPT TO:<bob@example.com>:\n"
        "    host mx.example.com [192.0.2.5]: 550 User unknown\n\nwhere does the second line come from? Is there a setting?",
    ),
    (
        "Ticket 4711: customer cannot send",
        'The customer reports: my message to bob@example.com was returned with "mailbox full". They want to know whether we can '
        "raise the quota. Their last message was not delivered to anybody.",
    ),
    (
        "qmail's words",
        "I always liked qmail's \"Hi. This is the qmail-send program at example.org. I'm afraid I wasn't able to deliver your "
        'message to the following addresses." Nobody writes such error messages any more.',
    ),
    (
        "Statistics for October",
        "Delivered: 91,220\nBounced: 1,312 (550: 902, 552: 110, 554: 300)\nDelayed: 88\nTop domains: example.com, example.net\n",
    ),
    (
        "[PATCH] smtp: answer 550 5.1.1 for unknown users",
        "---\n src/smtp.c | 6 ++++--\n 1 file changed, 4 insertions(+), 2 deletions(-)\n\ndiff --git a/src/smtp.c b/src/smtp.c\n"
        "--- a/src/smtp.c\n+++ b/src/smtp.c\n@@ -10,7 +10,9 @@ int rcpt(struct session *s)\n"
        '-    return reply(s, 550, "User unknown");\n+    log(s, "rejecting <%s>", s->rcpt);\n'
        '+    return reply(s, 550, "5.1.1 <%s>: Recipient address rejected: User unknown", s->rcpt);\n-- \n2.39.2\n',
    ),
    (
        "[PATCH v2 3/7] bounce: do not return more than 50 kB",
        'The bounce(8) daemon says "Undelivered Mail Returned to Sender" and copies the whole message.\n\n'
        "Signed-off-by: Ann Example <ann@example.org>\n---\n src/bounce/bounce_notify_util.c | 2 +-\n",
    ),
    (
        "Training: reading a bounce",
        "Chapter 3. Look at the status code first. 5.1.1 means that the user is unknown, 5.2.2 that the mailbox is full, 4.4.1 "
        "that nobody answered. The following address failed in our example: bob@example.com.",
    ),
    (
        "Mail server migration tonight",
        "From 22:00 to 23:00 mail may be delayed. Messages that cannot be delivered will be retried; you do not need to resend "
        "your message. Questions to ann@example.org.",
    ),
    (
        "Your mailing list has addresses that fail",
        "Hi Bob,\n\nI looked at the list: three addresses could not be reached last month.\n\n  carl@example.com\n"
        "  dora@example.com\n  emil@example.com\n\nShall I remove them?\n\nAnn",
    ),
    (
        "Gmail rejects us",
        'Since Monday Google says "Our system has detected that this message is likely unsolicited mail. To reduce the amount of '
        'spam sent to Gmail, this message has been blocked." (550-5.7.1). Has anyone of you seen that? bob@example.com does.',
    ),
    (
        "Notizen zur Besprechung",
        'Thema: unzustellbare E-Mails. Die Meldung "Undelivered Mail Returned to Sender" versteht niemand. Vorschlag: ein Satz auf '
        "Deutsch, mit der Adresse (z. B. bob@example.com) und dem Grund.",
    ),
    (
        "Problème de messagerie",
        "Bonjour, un client reçoit \"Votre message n'a pas pu être remis\" quand il écrit à bob@example.com. Qui s'en occupe ?",
    ),
    (
        "配信エラーについて",
        "お世話になっております。bob@example.com 宛のメールが配信できませんでしたというエラーになるとの問い合わせがありました。"
        "ご確認いただけますでしょうか。",
    ),
    (
        "退信问题",
        "您好，客户说发给 bob@example.com 的邮件被退回，错误是 550 User not found。请帮忙查一下。",
    ),
    (
        "RFC 3464 reading group",
        "Today: section 2.3. An example:\n\n   Reporting-MTA: dns; mx.example.org\n\n   Final-Recipient: rfc822; bob@example.com\n"
        "   Action: failed\n   Status: 5.1.1\n   Diagnostic-Code: smtp; 550 User unknown\n\nWhat is missing?",
    ),
    (
        "Test plan",
        "1. Send to unknown@example.com, expect 550.\n2. Send to full@example.com, expect 452 4.2.2 Mailbox full.\n"
        "3. Send to slow@example.com, expect a delay notice after four hours.\n",
    ),
    (
        "Invoice reminder was returned",
        "Hello Carla,\n\nour letter to 5 High Street was returned to sender, addressee unknown. Could you send the current postal "
        "address to billing@example.org? The e-mail to carla.alt@beispiel.example did not reach you either, I believe.",
    ),
    (
        "Sendmail transcript, old times",
        "Found in an archive of 1993:\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<bob@example.com>\n"
        "<<< 550 <bob@example.com>... User unknown\n550 bob@example.com... User unknown\n\nThose were the days.",
    ),
    (
        "Forwarding is broken",
        'If I forward to bob@example.com, SPF fails: "550 5.7.23 The message was rejected because of Sender Policy Framework '
        'violation". Do we do SRS? If not, forwarded mail is undeliverable more and more.',
    ),
)

QUOTED_BOUNCES: Final[tuple[str, ...]] = (
    "This is the mail system at host mail.example.net.\n\nI'm sorry to have to inform you that your message could not\n"
    "be delivered to one or more recipients. It's attached below.\n\n                   The mail system\n\n"
    "<bob@example.com>: host mx.example.com[192.0.2.5] said: 550 5.1.1 <bob@example.com>:\n"
    "    Recipient address rejected: User unknown (in reply to RCPT TO command)",
    "Hi. This is the qmail-send program at mail.example.net.\nI'm afraid I wasn't able to deliver your message to the following "
    "addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@example.com>:\n"
    "192.0.2.5 does not like recipient.\nRemote host said: 550 user unknown\nGiving up on 192.0.2.5.",
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or "
    "more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  bob@example.com\n"
    "    Unrouteable address",
    "** Address not found **\n\nYour message wasn't delivered to bob@example.com because the address couldn't be found, or is unable "
    "to receive mail.\n\nThe response was:\n550 5.1.1 The email account that you tried to reach does not exist.",
    "Delivery has failed to these recipients or groups:\n\nBob Example (bob@example.com)\nThe e-mail address you entered couldn't be "
    "found.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.example.com\n\nbob@example.com\n"
    "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##",
    "   ----- The following addresses had permanent fatal errors -----\n<bob@example.com>\n    (reason: 550 5.1.1 User unknown)\n\n"
    "   ----- Transcript of session follows -----\n... while talking to mx.example.com.:\n>>> DATA\n<<< 550 5.1.1 User unknown",
)

WRAPPERS: Final[tuple[tuple[str, str, str], ...]] = (
    ("Did you get my mail?", "Look what came back when I wrote to Bob:", "Do you have another address of his?"),
    ("Ticket 815", "The user sent us this:", "We will look into it.\n\n-- \nExample Support"),
    ("Mailserver", "Carl wrote:", "That is their filter, not ours. Ask their postmaster."),
    ("Rückläufer", "Carla schrieb:", "Kannst du die Adresse aus dem Verteiler nehmen?"),
    ("Message d'erreur", "Le 22 novembre, Paul a écrit :", "As-tu déjà vu cela ?"),
    ("[talk] bounces", "On Monday, Dora wrote:", "Then unsubscribe Bob, please."),
)

QUOTED_SUBJECTS: Final[tuple[str, ...]] = (
    "Undelivered Mail Returned to Sender",
    "failure notice",
    "Mail delivery failed: returning message to sender",
    "Delivery Status Notification (Failure)",
    "Undeliverable: Lunch on Friday",
    "Returned mail: see transcript for details",
    "Delayed Mail (still being retried)",
    "Warning: could not send message for past 4 hours",
    "DELIVERY FAILURE: User bob not listed in Domino Directory",
    "Unzustellbar: Grillen am Samstag",
    "Non remis : Dîner de dimanche",
    "No se puede entregar: Cena del jueves",
    "配信不能: 飲み会のお知らせ",
    "Недоставленное сообщение",
)

NEWSLETTERS: Final[tuple[tuple[str, str], ...]] = (
    (
        "Ten ways to a tidy inbox",
        "Is your mailbox full? Here are ten ways to tidy it up.\n\n1. Unsubscribe.\n\n2. Archive.\n\nExample News",
    ),
    (
        "Undeliverable? Not with us",
        "Nobody likes mail that could not be delivered. Our new plan checks every address first.",
    ),
    ("Black Friday: 50 % off", "Only this week: every order over 55.00 ships free. Questions? shop@example.com"),
    (
        "Your weekly digest",
        "Three new posts in Gardening, two in Cooking. Top answer by ann@example.org: water them at night.",
    ),
    (
        "Deliverability report 2026",
        "The share of bounced mail fell to 1.2 %. Status codes 5.1.1 and 5.7.1 lead the list.",
    ),
    (
        "Neue Funktionen im November",
        "Jetzt neu: Zustellberichte. Sie sehen, welche Nachricht nicht zugestellt werden konnte, und warum.",
    ),
    ("Nos offres du mois", "Livraison offerte. Si le colis n'a pas pu être livré, nous le renvoyons."),
    ("Novedades de noviembre", "Entrega gratis. Si no se pudo entregar el pedido, lo enviamos otra vez."),
    ("Le novità", "Consegna gratuita fino a domenica. Se la consegna fallisce, riproviamo."),
    ("Novidades", "Entrega grátis. Se o pedido não foi entregue, tentamos de novo."),
    ("Nieuwsbrief november", "Gratis bezorging. Niet bezorgd? Wij proberen het opnieuw."),
    ("Nyhetsbrev", "Fri frakt. Kunde inte levereras? Vi skickar igen."),
    ("Новости недели", "Бесплатная доставка. Если заказ не доставлен, мы отправим его снова."),
    ("今週のお知らせ", "送料無料キャンペーン中です。配達できない場合は再送いたします。"),
    ("本周新闻", "免费配送。如无法投递，我们会再次发送。"),
    ("이번 주 소식", "무료 배송. 배달하지 못한 경우 다시 보내 드립니다."),
)

_AUTO: Final = ("Auto-Submitted: auto-generated",)
_QUIET: Final = (*_AUTO, "X-Auto-Response-Suppress: All")
MACHINES: Final[tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = (
    ("order", "Example Shop <orders@shop.example>", "Your order 550-5110", "Thank you for order 550-5110. It ships to Bob Example, 4 Elm Road. Questions? help@shop.example", _AUTO),
    ("shipped", "Example Shop <orders@shop.example>", "Your parcel is on its way", "Parcel 554 571 000 leaves today. If it cannot be delivered, it is returned to sender after seven days.", _AUTO),
    ("parcel-failed", "Example Post <info@post.example>", "We could not deliver your parcel", "Nobody was at home. The delivery failed. Collect it at 12 Station Road, or choose another day.", _AUTO),
    ("invoice", "Billing <billing@example.com>", "Invoice 2026-1123", "Amount due: 421.45. Send questions to billing@example.com. Do not reply to this message.", _AUTO),
    ("payment-failed", "Billing <billing@example.com>", "Payment failed", "We could not charge your card. Error 402: rejected by issuer. Account: bob@example.com", _AUTO),
    ("quota-warning", "System <noreply@mail.example>", "Your mailbox is almost full", "Your mailbox bob@example.com is almost full: 95 % of 1 GB used. Delete some mail, or new messages may be rejected.", _AUTO),
    ("quota-full", "Mail Support <support@mail.example>", "Mailbox full", "Your mailbox is full. You cannot receive messages until you free some space. Mailbox: bob@example.com", _AUTO),
    ("quota-exchange", "Support <support@mail.example>", "Your mailbox is over its size limit", "Your mailbox can no longer send messages. Please reduce its size.", _AUTO),
    ("security", "Example Accounts <no-reply@accounts.example>", "New sign-in to your account", "A new device signed in to bob@example.com from 192.0.2.77. If it was not you, change your password.", _AUTO),
    ("password", "Example Accounts <no-reply@accounts.example>", "Reset your password", "Somebody asked to reset the password of bob@example.com. The link expires in 24 hours.", _AUTO),
    ("verify", "Example Accounts <no-reply@accounts.example>", "Verify your e-mail address", "Please confirm that bob@example.com is yours. Unknown addresses are removed after a week.", _AUTO),
    ("sign-up", "Example Forum <no-reply@forum.example>", "Confirm your registration", "Welcome, Bob! Please click on the link below to verify your e-mail address:\nhttps://forum.example/v/1\nIf it was not you, ignore this mail.", _AUTO),
    ("sign-up-done", "Example Forum <no-reply@forum.example>", "One more step", "Please click the link below to complete the verification process. It expires in 24 hours.", _AUTO),
    ("two-factors", "Example Accounts <no-reply@accounts.example>", "Second factor switched on", "This account is protected by a second factor now. Keep your recovery codes.", _AUTO),
    ("address-book", "Example News <news@news.example.com>", "Stay in touch", "To have your address added to our list of partners, answer this mail. 550 partners did so this year.", ("Precedence: bulk",)),
    ("leave-approved", "HR <hr@office.example>", "Leave request 42 approved", "Ann Example is on leave from 1 to 5 December. Deputy: bob@example.com", _QUIET),
    ("holiday-calendar", "Portal <portal@office.example>", "Holiday calendar changed", "Bob Example changed the calendar: two days were added.", _QUIET),
    ("urlaub-antrag", "Personal <personal@office.example>", "Urlaubsantrag 17 genehmigt", "Der Antrag von Carla wurde genehmigt. Vertretung: bob@example.com", _QUIET),
    ("parcel-delivered", "Example Post <info@post.example>", "Your parcel was delivered", "Your parcel was successfully delivered to: Bob Example, 4 Elm Road. Questions? help@post.example", _AUTO),
    ("messages-delivered", "Campaigns <reports@news.example.com>", "Campaign report: 5,110 delivered", "Your message has been delivered to 5,110 of 5,121 contacts; 11 could not be delivered:\n  bob@example.com\n  carl@example.com", _AUTO),
    ("reading-list", "Example Books <club@books.example>", "Must-read: three novels", "The first was read on the radio in May, the second was read at our club. Orders: shop@books.example", ("Precedence: bulk",)),
    ("complaint", "Example Shop <orders@shop.example>", "Your complaint about message from seller", "We read your complaint and answer within two days. Case 550-11.", _AUTO),
    ("cron", "Cron Daemon <root@host.example>", "Cron <root@host> /usr/local/bin/backup", "backup: 3 files could not be copied\nrsync error: some files could not be transferred (code 23)", _AUTO),
    ("cron-mail", "Cron Daemon <root@host.example>", "Cron <root@host> mailq | tail", "4B2C1D0E9F 2310 Mon Nov 23 03:10:11 news@example.org\n(connect to mx.example.com[192.0.2.5]:25: Connection timed out)\n bob@example.com", _AUTO),
    ("logwatch", "logwatch@host.example", "Logwatch for host (Linux)", "--------------------- Postfix Begin ------------------------\n   12 550 rejects: User unknown\n    3 bounced\n    1 deferred: Connection timed out\n", _AUTO),
    ("monitoring", "Alerts <alerts@monitor.example>", "PROBLEM: smtp on mx1 is CRITICAL", "Service: smtp\nHost: mx1.example.org\nState: CRITICAL\nInfo: 421 4.3.2 Service not available", _AUTO),
    ("recovery", "Alerts <alerts@monitor.example>", "RECOVERY: smtp on mx1 is OK", "Service: smtp\nState: OK\nInfo: 220 mx1.example.org ESMTP", _AUTO),
    ("ci-failed", "CI <ci@build.example>", "Build failed: main (a1b2c3d)", "Job lint failed. 3 tests failed permanently, 2 delayed. Author: ann@example.org", _AUTO),
    ("ci-passed", "CI <ci@build.example>", "Build passed: main", "All 550 tests passed. Author: ann@example.org", _AUTO),
    ("issue", "Tracker <tracker@code.example>", "[bouncer] #5110: 550 5.1.1 is not parsed", "ann commented: The parser says `User unknown` for <bob@example.com> but it is 5.1.1.", ("In-Reply-To: <i.5110@code.example>",)),
    ("ticket-open", "Helpdesk <helpdesk@example.org>", "[Ticket#815] Mail not delivered", 'Thank you for your message. Your request "my mail to bob@example.com was not delivered" is ticket 815.', ("X-Loop: helpdesk",)),
    ("ticket-closed", "Helpdesk <helpdesk@example.org>", "[Ticket#815] closed", "We raised the quota of bob@example.com. The ticket is closed.", ("X-Loop: helpdesk",)),
    ("calendar-reminder", "Calendar <calendar@example.org>", "Reminder: Delivery review", "Tuesday 10:00, room 4. Guests: ann@example.org, bob@example.com", _AUTO),
    ("list-welcome", "talk-request@lists.example.org", 'Welcome to the "talk" mailing list', "Welcome! If your mail bounces too often, your subscription is disabled. Leave: talk-leave@lists.example.org", ("List-Id: <talk.lists.example.org>", "Precedence: bulk")),
    ("list-held", "talk-owner@lists.example.org", "Your message to talk awaits moderator approval", "Your mail to 'talk' is being held until the moderator can review it. Reason: post by non-member.", ("List-Id: <talk.lists.example.org>", "Precedence: bulk")),
    ("list-moderator", "talk-owner@lists.example.org", "3 moderation requests waiting", "The talk list has 3 requests waiting:\n  bob@example.com: post by non-member\n  carl@example.com: too big", ("List-Id: <talk.lists.example.org>", "Precedence: list")),
    ("backup-report", "Backup <backup@host.example>", "Backup report: 2 errors", "Could not read /var/mail/bob: permission denied. 12,551 files saved.", _AUTO),
    ("fax", "Fax <fax@office.example>", "Fax to +49 551 000 failed", "Your fax could not be sent: the line was busy. It will be retried three times.", _AUTO),
    ("sms", "Gateway <sms@gateway.example>", "SMS delivered", "Your SMS to +49 170 000 was delivered at 10:04.", _AUTO),
    ("survey", "Survey <survey@example.com>", "How was your delivery?", "Rate your delivery from 1 to 5. It takes two minutes.", ("Precedence: bulk",)),
    ("social", "Example Social <notify@social.example>", "Bob Example mentioned you", 'Bob: "my mail to ann@example.org keeps bouncing, mailbox full?"', _AUTO),
    ("bank", "Example Bank <service@bank.example>", "Transfer rejected", "Your transfer of 450.00 was rejected: recipient account unknown. Nothing was charged.", _AUTO),
    ("flight", "Example Air <info@air.example>", "Your flight EX551 is delayed", "Flight EX551 is delayed by 45 minutes. Departure is now 11:30 from gate 52.", _AUTO),
    ("crm", "CRM <crm@example.org>", "Daily list of failed addresses", "These contacts have no valid address:\n  bob@example.com\n  carl@example.com\n", _AUTO),
    ("form", "Web form <www@example.org>", "Contact form: unknown user", "Name: Bob\nEmail: bob@example.com\nMessage: I am an unknown user of your shop, hello!", ()),
    ("scanner", "scanner@office.example", "Scanned document", "Please open the attached document. It was sent to you using a printer.", ()),
    ("voicemail", "PBX <pbx@office.example>", "New voicemail from 5510", "Duration 0:42. The mailbox of extension 4210 holds 12 messages.", _AUTO),
    ("release", "Ann Example <ann@example.org>", "[ANNOUNCE] mailer 5.2.2 released", "Changes since 5.1.1: fewer bounces, delay notices in 12 languages, `User unknown` is now 550.", ("List-Id: <announce.lists.example.org>", "Precedence: list")),
    ("spam-digest", "Quarantine <quarantine@mail.example>", "Quarantine digest: 4 messages", "These messages were blocked:\n  from spam@bad.example, Undelivered Mail Returned to Sender\n  from win@bad.example, You won", _AUTO),
    ("rss", "Feeds <feeds@example.net>", "Blog: why 554 5.7.1 is so common", "A new post by ann@example.org: why 554 5.7.1 is so common, and what to do about it.", ("Precedence: bulk",)),
)  # fmt: skip

AUTO_REPLIES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "en",
        "Out of office: Lunch on Friday",
        "I am out of the office until 1 December. In urgent cases write to bob@example.com.",
    ),
    (
        "en",
        "Automatic reply: your mail",
        "Thank you for your message. I am away and cannot be reached. Your mail was not forwarded.",
    ),
    (
        "de",
        "Automatische Antwort: Besprechung",
        "Ich bin bis zum 1. Dezember nicht im Büro. Bitte wenden Sie sich an bob@example.com.",
    ),
    ("de", "Abwesenheitsnotiz", "Ihre Nachricht wird nicht weitergeleitet. Vertretung: Carla, carla@beispiel.example."),
    ("fr", "Réponse automatique : réunion", "Je suis absent jusqu'au 1er décembre. Contactez paul@exemple.example."),
    (
        "es",
        "Respuesta automática: reunión",
        "Estoy fuera de la oficina hasta el 1 de diciembre. Escriba a maria@ejemplo.example.",
    ),
    ("it", "Risposta automatica: riunione", "Sono fuori sede fino al 1º dicembre. Scrivere a giulia@esempio.example."),
    (
        "pt",
        "Resposta automática: reunião",
        "Estou fora do escritório até 1 de dezembro. Contacte joao@exemplo.example.",
    ),
    (
        "nl",
        "Automatisch antwoord: vergadering",
        "Ik ben tot 1 december afwezig. Neem contact op met sanne@voorbeeld.example.",
    ),
    ("sv", "Autosvar: möte", "Jag är borta till den 1 december. Kontakta asa@exempel.example."),
    ("da", "Automatisk svar: møde", "Jeg er ikke på kontoret før den 1. december. Skriv til mette@eksempel.example."),
    ("pl", "Odpowiedź automatyczna: spotkanie", "Jestem nieobecny do 1 grudnia. Proszę pisać na ola@przyklad.example."),
    ("cs", "Automatická odpověď: schůzka", "Do 1. prosince nejsem v kanceláři. Pište na jana@priklad.example."),
    ("ru", "Автоответ: встреча", "Меня не будет до 1 декабря. Пишите на olga@ivanova.example."),
    ("ja", "自動応答: 会議", "12月1日まで不在です。お急ぎの場合は dai@nakamura.example までご連絡ください。"),
    ("zh", "自动答复: 会议", "我将外出至12月1日。如有急事，请联系 xiaoming@wang.example。"),
)

CHALLENGES: Final[tuple[tuple[str, str], ...]] = (
    ("Please confirm your message", "Your message is being held until you confirm that you sent it. Reply to this message; you only have to do this once."),
    ("Your mail to Bob", "Your message has not been delivered yet because you are not in my list of approved senders. Please click on the link below to verify yourself."),
    ("Verify yourself", "I'm protecting myself from receiving junk mail. To verify that you are human, open https://verify.example/1."),
    ("Lunch (action needed)", "Your mail about lunch waits in a queue. Please add yourself to my guest list so that your mail reaches me:\nhttps://guests.example/bob"),
    ("Re: Lunch [Suspect Address]", "I now take messages only from senders I have approved beforehand. To be added to my list of approved senders, fill in the form."),
    ("Re: Almoço", "Olá,\n\nPara que sua mensagem seja encaminhada, confirme que é uma pessoa: https://filtro.example/1\n\nbob@example.com usa o Antispam UOL"),
    ("Re: Lunch", "Just this once, click the link below so I can receive your emails.\nhttps://arrest.example/2"),
    ("Re: Déjeuner", "Bonjour,\n\nAfin de valider l'envoi de votre message, suivez ce lien : https://boite.example/3\nJe ne le demande qu'une fois."),
    ("Your mail requires verification verify#7f3a", "My filter asks that you verify that you are a real live human being. Just reply to this message."),
    ("Please confirm (conf#0a1b)", "Your mail was put in a queue awaiting confirmation. Reply without changing the subject."),
    ("About your mail", "In order to have your message delivered, please confirm it by a reply. You have to do so only once."),
    ("Ihre E-Mail an Bob", "Ich kenne Ihre Adresse noch nicht. Um Ihre Nachricht zuzustellen, bestätigen Sie bitte, dass Sie ein Mensch sind:\nhttps://filter.example/4"),
    ("Sender check", "Please click on the link below to verify that it was you. After that your message is delivered to bob@example.com."),
    ("Re: Lunch", "You have not written to me before. To release your message for delivery, send an empty mail to bob-confirm-1@example.com."),
)  # fmt: skip

OPT_OUTS: Final[tuple[tuple[str, str], ...]] = (
    ("unsubscribe", "unsubscribe"),
    ("Unsubscribe", "Please remove me from this list."),
    ("UNSUBSCRIBE news", ""),
    ("Opt-out request", "Bitte tragen Sie mich aus."),
    ("Newsletter abbestellen", "Danke, kein Bedarf."),
    ("Désabonnement", ""),
    ("Darme de baja", "Gracias."),
    ("Disiscrizione", ""),
    ("Отписаться", ""),
    ("配信停止", "お願いします。"),
    ("退订", ""),
)

READ_RECEIPTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "Read: Lunch on Friday",
        "Your message was read on Monday at 10:04.",
        "manual-action/MDN-sent-manually; displayed",
    ),
    (
        "Gelesen: Grillen am Samstag",
        "Ihre Nachricht wurde am Montag gelesen.",
        "manual-action/MDN-sent-manually; displayed",
    ),
    (
        "Not read: Lunch on Friday",
        "Your message was deleted without being read.",
        "automatic-action/MDN-sent-automatically; deleted",
    ),
    ("Lu : Dîner de dimanche", "Votre message a été lu.", "automatic-action/MDN-sent-automatically; displayed"),
    ("開封済み: 飲み会のお知らせ", "メッセージは開封されました。", "manual-action/MDN-sent-manually; displayed"),
)

FORGED: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("Lunch", "See you at noon.\n\nBob", ("X-Failed-Recipients: bob@example.com",)),
    (
        "Weekly report",
        "All is well. Numbers attached tomorrow.",
        ("X-Failed-Recipients: carl@example.com, dora@example.com",),
    ),
    ("Hello", "How are you? We met in Lyon.", ("X-Mailer: <SMTP32 v8.22>",)),
    ("Minutes", "Please find the minutes below.\n\n1. Budget\n2. Rooms", ("X-MS-Embedded-Report: ",)),
    ("Photos", "The photos from Sunday are online.", ("X-PowerMTA-BounceCategory: bad-mailbox",)),
    ("Agenda", "Please bring your own cup.", ("Auto-Submitted: no",)),
    ("Question", "Could you look at row 12 of the sheet?", ("X-SES-Outgoing: 2026.11.23-192.0.2.9",)),
    ("Recipe", "Take 550 g of flour and 421 ml of milk. The oven should say 452 F.", ("X-AOL-IP: 192.0.2.4",)),
)
