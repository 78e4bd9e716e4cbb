"""Samples of the layouts in `rules/formats_groupware.py` and `rules/formats_gateway.py`."""

from typing import Final

from samples.sample_model import Sample

__all__ = ["SAMPLES_OTHER"]

SAMPLES_OTHER: Final[tuple[Sample, ...]] = (
    Sample(
        name="domino",
        subject="DELIVERY FAILURE: User bob (bob@example.com) not listed in Domino Directory",
        body="""
Your message

  Subject: Lunch on Friday

was not delivered to:

  bob@example.com

because:

  User bob (bob@example.com) not listed in Domino Directory
""",
    ),
    Sample(
        name="domino~fr",
        subject="DELIVERY FAILURE: bob",
        body="""
Votre message

  Objet : Dîner

n'a pas été remis à :

  bob@example.com

car :

  bob (bob@example.com) non répertorié
""",
    ),
    Sample(
        name="domino~name",
        subject="DELIVERY FAILURE: User Bob Example/Sales/ACME@ACME (bob@example.com) not listed in Domino Directory",
        body="""
Your message

  Subject: Lunch on Friday

was not delivered to:

  Bob Example/Sales/ACME@ACME

because:

  User Bob Example/Sales/ACME@ACME (bob@example.com) not listed in Domino Directory
""",
    ),
    Sample(
        name="notes",
        subject="Undeliverable message",
        separator="------- Returned Message --------",
        body="""
------- Failure Reasons  --------

User not listed in public Name & Address Book
bob@example.com
""",
    ),
    Sample(
        name="notes~two",
        subject="Undeliverable message",
        separator="------- Returned Message --------",
        expect="bob@example.com failed - -\ncarl@example.com failed - -",
        body="""
------- Failure Reasons  --------

User not listed in public Name & Address Book
bob@example.com

Message has exceeded maximum hop count
carl@example.com
""",
    ),
    Sample(
        name="notes~nobody",
        subject="Undeliverable message",
        separator="------- Returned Message --------",
        body="""
------- Failure Reasons  --------

User not listed in public Name & Address Book
""",
    ),
    Sample(
        name="groupwise",
        subject="Message status - undeliverable",
        body="""
The message that you sent was undeliverable to the following:
\tbob@example.com (the mailbox takes no more mail)
""",
    ),
    Sample(
        name="groupwise~local",
        subject="Message status - undeliverable",
        sender="Mailer-Daemon@example.com",
        attached=True,
        expect="bob@example.com failed - -\ncarl.example@example.com failed - -",
        body="""
The message that you sent was undeliverable to the following:
\tbob (user not found)
\tcarl.example (the mailbox takes no more mail)

Possibly truncated original message follows:
""",
    ),
    Sample(
        name="mdaemon",
        subject="Permanent Delivery Failure",
        sender="MDaemon at example.com <MDaemon@example.com>",
        expect="bob@example.com failed - 550",
        body="""
The attached message had PERMANENT fatal delivery errors!

The following addresses did NOT receive a copy of your message:

> bob@example.com

--- Session Transcript ---
 Mon 2026-11-23 09:00:00: --> RCPT To:<bob@example.com>
 Mon 2026-11-23 09:00:00: <--- 550 nobody of that name
--- End Transcript ---
""",
    ),
    Sample(
        name="mdaemon-nouser",
        subject="bob@example.com - no such user here.",
        sender="MDaemon at example.com <MDaemon@example.com>",
        body="""
bob@example.com - no such user here.

There is no user by that name at this server.
""",
    ),
    Sample(
        name="imail",
        subject="Undeliverable Mail",
        sender='"Postmaster" <postmaster@example.com>',
        fields=("X-Mailer: <SMTP32 v8.22>",),
        separator="Original message follows.",
        body="""
Unknown user: bob@example.com
""",
    ),
    Sample(
        name="imail~undeliverable",
        subject="Undeliverable Mail",
        sender='"Postmaster" <postmaster@example.com>',
        separator="Original message follows.",
        expect="bob@example.com failed - 550",
        body="""
undeliverable to bob@example.com
Additional RCPT TO generated following response:
550 nobody of that name
""",
    ),
    Sample(
        name="mailenable",
        subject="Message Delivery Failure",
        body="""
Message could not be delivered to some recipients.
The following recipient(s) could not be delivered to:

Recipient: [SMTP:bob@example.com]
Reason: the user is not known here

Message headers follow:
""",
    ),
    Sample(
        name="hmailserver",
        subject="Message undeliverable: Lunch on Friday",
        sender="mailer-daemon@example.com",
        expect="bob@example.com failed - 550",
        also=("exchange-2000",),
        body="""
Your message did not reach some or all of the intended recipients.

   Sent: Mon, 23 Nov 2026 09:00:00 +0000
   Subject: Lunch on Friday

The following recipient(s) could not be reached:

bob@example.com
   Error Type: SMTP
   Remote server (192.0.2.5) issued an error.
   hMailServer sent: RCPT TO:<bob@example.com>
   Remote server replied: 550 nobody of that name

hMailServer
""",
    ),
    Sample(
        name="kerio",
        subject="Undeliverable mail",
        fields=("X-Mailer: Kerio Connect 9.4",),
        expect="bob@example.com failed 5.1.1 550",
        body="""
Your message could not be delivered to one or more recipients.

<bob@example.com>: 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="icewarp",
        subject="Undeliverable Mail",
        expect="bob@example.com failed - 550",
        body="""
The attached message could not be delivered. The message was addressed to: bob@example.com

550 nobody of that name
""",
    ),
    Sample(
        name="communigate",
        subject="Undeliverable mail: Lunch on Friday",
        body="""
Failed to deliver to 'bob@example.com'
SMTP module(domain example.com) reports:
 host mx.example.com says:
 nobody of that name
""",
    ),
    Sample(
        name="communigate~delay",
        subject="Delayed mail: Lunch on Friday",
        expect="bob@example.com delayed - -",
        body="""
delayed delivery to 'bob@example.com'
SMTP module(domain example.com) reports:
 no answer
""",
    ),
    Sample(
        name="lsmtp",
        subject="Undelivered mail",
        body="""
--> Error description:

Error-for:  bob@example.com
Error-Text: nobody of that name

Error-End: One error reported.
""",
    ),
    Sample(
        name="demon",
        subject="Undelivered mail",
        separator="---- START OF RETURNED MESSAGE ----",
        body="""
This message was created automatically by mail delivery software.

A message addressed to 'bob@example.com' stayed here for a week
and nobody has asked for it.
""",
    ),
    Sample(
        name="dadoservice",
        subject="Undeliverable",
        separator="Your message reads (in part):",
        also=("mdaemon",),
        body="""
Your message has encountered delivery problems.

It was addressed to bob@example.com, who is not known here.
""",
    ),
    Sample(
        name="failed-recipients-list",
        subject="Returned Mail - Error During Delivery",
        separator="-------- Returned Mail --------",
        body="""
------ Failed Recipients ------
  <bob@example.com>: nobody of that name
""",
    ),
    Sample(
        name="failed-recipient-field",
        subject="Delivery Failure",
        body="""
Could not deliver message to the following recipient(s):

Failed Recipient: bob@example.com
Reason: the other server does not answer
""",
    ),
    Sample(
        name="messageswitch",
        subject="Delivery delayed",
        expect="bob@example.com delayed - -",
        body="""
Your message to:

    bob@example.com

is still in our queue.

This is just a warning, you do not need to take any action.
""",
    ),
    Sample(
        name="yale",
        subject="Mail delivery failed",
        sender="MAILER-DAEMON@college.example",
        body="""
Message not delivered to the following:

    bob@example.com      No matches to nameserver query

Error Detail (phquery V4.4):
""",
    ),
    Sample(
        name="netscape",
        subject="Undeliverable mail",
        body="""
This Message was undeliverable due to the following reason:

Each of the following recipients was rejected.

Mailbox of <bob@example.com> takes no more mail.
""",
    ),
    Sample(
        name="netscape~reply",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@mx.example.com",
        body="""
This Message was undeliverable due to the following reason:

The following destination addresses were unknown (please check
the addresses and re-mail the message):

SMTP <bob@example.com>

Please reply to <hostmaster@mx.example.com>
if you feel this message to be in error.
""",
    ),
    Sample(
        name="compuserve",
        subject="Undeliverable message",
        body="""
Your message could not be delivered for the following reason:

  nobody of that name

Receiver: bob@example.com
""",
    ),
    Sample(
        name="compuserve-local",
        subject="Undeliverable Message",
        sender="CompuServe Postmaster <postmaster@compuserve.example>",
        separator="--- Returned Message ---",
        expect="bob@compuserve.example failed - -\ncarl@example.com failed - -",
        body="""
Receiver not found: bob
Receiver not found: carl@example.com


Your message could not be delivered as addressed.

--- Message From Postmaster ---

Please write to postmaster@compuserve.example about other forms of addresses.
""",
    ),
    Sample(
        name="delivery-errors-list",
        subject="Returned Mail: User unknown",
        sender='"Mail Deliver System" <MAILER-DAEMON@mx.example.com>',
        body="""
The original message was received at Mon, 23 Nov 2026 09:00:00 +0900 (JST)
from ann@example.net

---The following addresses had delivery errors---

bob@example.com [nobody of that name]
""",
    ),
    Sample(
        name="bracketed-warning",
        subject="Warning--Could not send mail for past 8.5 hours",
        sender='"Mail Deliver System" <MAILER-DAEMON@mx.example.com>',
        expect="bob@example.com delayed - -",
        body="""
The original message was received at Mon, 23 Nov 2026 09:00:00 +0900 (JST)
from ann@example.net

---The following addresses had delivery errors---

bob@example.com [Connection timed out]
""",
    ),
    Sample(
        name="error-sending-mail",
        subject="There was an error sending your mail",
        expect="bob@example.com failed 5.1.1 550",
        body="""
We had trouble delivering your message. Full details follow:

1 error(s):

SMTP Server <mx.example.com> rejected recipient <bob@example.com>
  (Error following RCPT command). It responded as follows: [550 5.1.1 nobody of that name]
""",
    ),
    # -- formats_gateway
    Sample(
        name="amavis",
        subject="Undeliverable mail, MTA-BLOCKED",
        sender='"Content-filter at mx.example.com" <postmaster@mx.example.com>',
        expect="bob@example.com failed 5.7.0 554",
        body="""
Your message WAS NOT DELIVERED to:
<bob@example.com>:
   554 5.7.0 Bounce, id=12345-01 - spam
""",
        also=("domino",),
    ),
    Sample(
        name="barracuda",
        subject="**Message you sent blocked by our bulk email filter**",
        body="""
Your message to: bob@example.com
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: Lunch on Friday
""",
    ),
    Sample(
        name="mimecast",
        subject="[Postmaster] Email Delivery Failure",
        sender='"postmaster" <postmaster@mx.example.com>',
        body="""
This is a delivery failure notification message indicating that an email you addressed to email address :
-- bob@example.com

could not be delivered. The problem appears to be :
-- Recipient email address is possibly incorrect
""",
    ),
    Sample(
        name="mimecast~attempted",
        subject="[Postmaster] Email Delivery Failure",
        sender='"postmaster" <postmaster@mx.example.com>',
        expect="bob@example.com failed 5.4.1 -",
        body="""
An email that you attempted to send to the following address could not be delivered:
-- bob@example.com

The problem appears to be :
-- Recipient email address is possibly incorrect

Additional information follows :
-- 5.4.1 Recipient address rejected

This condition occurred after 1 attempt(s) to deliver over a period of 0 hour(s).
""",
    ),
    Sample(
        name="proofpoint",
        subject="Undeliverable mail",
        expect="bob@example.com failed 5.7.0 554",
        body="""
A message that you sent could not be delivered. The Proofpoint Protection Server refused it.

<bob@example.com>: 554 5.7.0 refused
""",
    ),
    Sample(
        name="interscan-viruswall",
        subject="Mail could not be delivered",
        expect="bob@example.com failed - 550",
        also=("interscan-nt",),
        body="""
****** Message from InterScan E-Mail VirusWall NT ******

Sent >>> RCPT TO:<bob@example.com>
Received <<< 550 nobody of that name

Unable to deliver message to <bob@example.com>

*****************     End of message     ***************
""",
    ),
    Sample(
        name="interscan-mss",
        subject="Mail could not be delivered",
        sender='"InterScan MSS" <postmaster@mx.example.com>',
        expect="bob@example.com failed 5.1.1 550",
        body="""
Sent <<< RCPT TO:<bob@example.com>
Received >>> 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="interscan-nt",
        subject="Mail could not be delivered",
        body="""
Unable to deliver message to <bob@example.com>
(the server does not answer)

**** End of message ****
""",
    ),
    Sample(
        name="trendmicro-ims",
        subject="メール配信に失敗しました",
        expect="bob@example.com failed 5.1.1 550",
        body="""
以下のメールアドレスにメッセージを配信できませんでした。

>>> RCPT TO:<bob@example.com>
<<< 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="mailmarshal",
        subject='Undeliverable Mail: "Lunch on Friday"',
        expect="bob@example.com failed 5.1.1 550",
        body="""
Your message:
   From:    ann@example.net
   Subject: Lunch on Friday

Could not be delivered because of

550 5.1.1 nobody of that name

The following recipients were affected:
    bob@example.com

Additional Information
======================
""",
    ),
    Sample(
        name="mcafee",
        subject="Delivery Status",
        fields=("X-NAI-Header: Modified by McAfee Email and Web Security Virtual Appliance",),
        body="""
   --- The following addresses had delivery problems ---

<bob@example.com>   (nobody of that name)
""",
    ),
    Sample(
        name="mxlogic",
        subject="Mail delivery failed: returning message to sender",
        separator="Included is a copy of the message header:",
        expect="bob@example.com failed 5.1.1 550",
        body="""
This message was created automatically by mail delivery software.

A message that you have sent could not be delivered to one or more
recipients.  This is a permanent error.  The following address failed:

  <bob@example.com>: 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="messagelabs",
        subject="Mail Delivery Failure",
        sender="MAILER-DAEMON@messagelabs.example",
        expect="bob@example.com failed - 550",
        also=("qmail-kin",),
        body="""
This is the mail delivery agent at messagelabs.com.
I was unable to deliver your message to the following addresses:

bob@example.com

Reason: 550 nobody of that name
""",
    ),
    Sample(
        name="mailfoundry",
        subject="Message delivery has failed",
        expect="bob@example.com failed - 550",
        body="""
Unable to deliver message to: <bob@example.com>
Delivery failed for the following reason:
Server mx.example.com[192.0.2.5] failed with: 550 <bob@example.com> nobody of that name

This has been a permanent failure.  No further delivery attempts will be made.
""",
    ),
    Sample(
        name="surfcontrol",
        subject="Message not deliverable",
        fields=("X-Mailer: SurfControl E-mail Filter",),
        expect="bob@example.com failed - 550",
        body="""
Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: bob@example.com

Mon 23 Nov 2026 09:00:00 +0000
Failed to send to identified host,
bob@example.com: [192.0.2.5], 550 bob@example.com... nobody of that name
--- Message non-deliverable.
""",
    ),
    Sample(
        name="symantec-smtp-gateway",
        subject="Delivery delayed",
        expect="bob@example.com delayed - -",
        body="""
Your message with Subject: Lunch on Friday
could not be delivered to the following recipients:

bob@example.com

Delivery attempts will continue to be made for two days.
""",
    ),
    Sample(
        name="mfilter",
        subject="failure notice",
        fields=("X-Mailer: m-FILTER",),
        separator="-------original message",
        expect="bob@example.com failed 5.1.1 550",
        body="""
このメールは「m-FILTER」が自動的に生成して送信しています。

以下のメールアドレスへの送信に失敗しました。
bob@example.com


-------server message
550 5.1.1 nobody of that name <bob@example.com>

-------SMTP command
DATA
""",
    ),
    Sample(
        name="mfilter-text",
        subject="failure notice",
        fields=("X-Mailer: m-FILTER",),
        body="""
以下のメールアドレスへの送信に失敗しました。
bob@example.com
""",
    ),
    Sample(
        name="activehunter",
        subject="FAILURE NOTICE :",
        fields=("X-AhMailID: 0123456789",),
        expect="bob@example.com failed 5.1.1 550",
        also=("sendmail-text",),
        body="""
  ----- The following addresses had permanent fatal errors -----

>>> bob@example.com <bob@example.com>

  ----- Transcript of session follows -----
550 sorry, nobody of that name (#5.1.1 - chkusr)
""",
    ),
    Sample(
        name="halon",
        subject="Undelivered message",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Your message couldn't be delivered due to the following error:

Recipient: bob@example.com

550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="dovecot-rejected",
        subject="Automatically rejected mail",
        body="""
Your message to <bob@example.com> was automatically rejected:
The mailbox takes no more mail
""",
    ),
    Sample(
        name="powermta",
        subject="Delivery report",
        body="""
Hello, this is the mail server on mx.example.com.

I am sending you this message to inform you on the delivery status of a
message you previously sent.  Immediately below you will find a list of
the affected recipients;  also attached is a Delivery Status Notification
(DSN) report in standard format, as well as the headers of the original
message.

  <bob@example.com>  delivery failed; will not continue trying
""",
    ),
)
