"""Samples of the layouts in `rules/formats_mta.py` and `rules/formats_exchange.py`."""

from typing import Final

from samples.sample_model import Sample

__all__ = ["SAMPLES_MTA"]

_QMAIL: Final = "--- Below this line is a copy of the message."
_EXIM: Final = "------ This is a copy of the message, including all the headers. ------"

SAMPLES_MTA: Final[tuple[Sample, ...]] = (
    Sample(
        name="success-text",
        subject="Return receipt",
        expect="bob@example.com delivered - -",
        body="""
The original message was received at Mon, 23 Nov 2026 09:00:00 GMT
from client.example.net [198.51.100.7]

   ----- The following addresses had successful delivery notifications -----
<bob@example.com>  (successfully delivered to mailbox)
""",
    ),
    Sample(
        name="success-text~postfix",
        subject="Successful Mail Delivery Report",
        expect="bob@example.com delivered 2.0.0 250",
        body="""
This is the mail system at host mail.example.net.

Your message was successfully delivered to the destination(s)
listed below.

<bob@example.com>: delivery via mx.example.com[192.0.2.5]:25: 250 2.0.0 Ok: queued
""",
    ),
    Sample(
        name="success-text~mixed",
        subject="Returned mail: see transcript for details",
        expect="bob@example.com delivered - -\ncarl@example.com failed 5.1.1 550",
        also=("sendmail-text",),
        body="""
   ----- The following addresses had successful delivery notifications -----
<bob@example.com>  (successfully delivered to mailbox)

   ----- The following addresses had permanent fatal errors -----
<carl@example.com>
    (reason: 550 5.1.1 nobody of that name)
""",
    ),
    Sample(
        name="success-text~de",
        subject="Zugestellt: Essen",
        sender="postmaster@example.com",
        expect="bob@example.com delivered - -",
        body="""
Ihre Nachricht wurde an die folgenden Empfänger übermittelt:

Bob Beispiel (bob@example.com)
""",
    ),
    Sample(
        name="success-text~per-recipient",
        subject="Return receipt",
        expect="bob@example.com relayed - -\nlist@example.com expanded - -\ndan@example.com delivered - -",
        body="""
The original message was received at Mon, 23 Nov 2026 09:00:00 GMT
from client.example.net [198.51.100.7]

   ----- The following addresses had successful delivery notifications -----
<bob@example.com>  (relayed to non-DSN-aware mailer)
<list@example.com>  (expanded by mailing list)
<dan@example.com>  (successfully delivered to mailbox)

   ----- Transcript of session follows -----
<bob@example.com>... relayed; expect no further notifications
""",
    ),
    Sample(
        name="success-text~exchange",
        subject="Delivered: Lunch on Friday",
        sender="postmaster@example.com",
        expect="bob@example.com delivered - -\ncarl@example.com delivered - -",
        body="""
Your message has been delivered to the following recipients:

bob@example.com<mailto:bob@example.com>
Carl Example<mailto:carl@example.com>

Subject: Lunch on Friday
""",
    ),
    Sample(
        name="success-text~exchange-2003",
        subject="Delivered: Lunch on Friday",
        expect="bob@example.com delivered - -",
        body="""
Your message

  To:      Bob Example
  Subject: Lunch on Friday
  Sent:    Mon, 23 Nov 2026 09:00:00 +0000

was delivered to the following recipient(s):

  Bob Example <bob@example.com> on Mon, 23 Nov 2026 09:00:02 +0000
""",
    ),
    Sample(
        name="success-text~pmdf",
        subject="Delivery Notification: Delivery has been successful",
        expect="bob@example.com delivered - -",
        body="""
This report relates to a message you sent with the following header fields:

  Message-id: <lunch.1@example.net>
  Date: Mon, 23 Nov 2026 09:00:00 +0000
  From: ann@example.net
  To: bob@example.com
  Subject: Lunch on Friday

Your message has been successfully delivered to the following recipients:

  Recipient address: bob@example.com
  Original address: bob@example.com
""",
    ),
    Sample(
        name="success-text~sentence",
        subject="Delivery receipt",
        expect="bob@example.com delivered - -",
        separator="----- Original message follows -----",
        body="""
Your message has been successfully delivered to bob@example.com.
""",
    ),
    Sample(
        name="relayed-text",
        subject="Relayed: Lunch on Friday",
        sender="postmaster@example.com",
        expect="bob@example.com relayed - -",
        body="""
Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:

bob@example.com

Subject: Lunch on Friday
""",
    ),
    Sample(
        name="relayed-text~opensmtpd",
        subject="Delivery status notification: relayed",
        separator="    Below is a copy of the original message:",
        expect="bob@example.com relayed - -",
        body="""
    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    Your message was relayed to these recipients.

bob@example.com:
""",
    ),
    Sample(
        name="relayed-text~smtpsvc",
        subject="Delivery Status Notification (Relay)",
        sender="postmaster@example.com",
        expect="bob@example.com relayed - -",
        body="""
This is an automatically generated Delivery Status Notification.

Your message has been successfully relayed to the following recipients, but
the delivery status notifications that you asked for may not be sent by the
destination.

       bob@example.com
""",
    ),
    Sample(
        name="qmail",
        subject="failure notice",
        separator=_QMAIL,
        expect="bob@example.com failed 5.1.1 550\ncarl@example.com failed 5.1.2 -",
        body="""
Hi. This is the qmail-send program at mail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<bob@example.com>:
192.0.2.5 does not like recipient.
Remote host said: 550 5.1.1 no such user here
Giving up on 192.0.2.5.

<carl@example.com>:
Sorry, I couldn't find any host by that name. (#5.1.2)
""",
    ),
    Sample(
        name="qmail~indented",
        subject="failure notice",
        separator=_QMAIL,
        body="""
Hi. This is the qmail program at mail.example.net, speaking for example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.

To:<bob@example.com>:
The user's mailbox takes no more mail.
""",
    ),
    Sample(
        name="qmail-kin",
        subject="Message not delivered",
        separator=_QMAIL,
        expect="bob@example.com failed - 554",
        body="""
Hi. The MTA program at mail.example.net was unable to deliver your message to the
following addresses.

<bob@example.com>:
host mx.example.com said: 554 delivery error: this user has no account here
""",
    ),
    Sample(
        name="exim-text",
        also=("gmx",),
        subject="Mail delivery failed: returning message to sender",
        separator=_EXIM,
        fields=("X-Failed-Recipients: bob@example.com", "Auto-Submitted: auto-replied"),
        expect="bob@example.com failed 5.1.1 550",
        body="""
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  bob@example.com
    SMTP error from remote mail server after RCPT TO:<bob@example.com>:
    host mx.example.com [192.0.2.5]: 550 5.1.1 <bob@example.com>: no such mailbox
""",
    ),
    Sample(
        name="exim-text~pipe",
        also=("gmx",),
        subject="Mail delivery failed: returning message to sender",
        separator=_EXIM,
        body="""
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  pipe to |/usr/local/bin/sorter -q
    generated by bob@example.com
    local delivery failed
""",
    ),
    Sample(
        name="exim-text~undisclosed",
        also=("gmx",),
        subject="Mail delivery failed: returning message to sender",
        separator=_EXIM,
        body="""
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  an undisclosed address
    (generated from bob@example.com)
""",
    ),
    Sample(
        name="exim-delay",
        subject="Warning: message 1abc23-000Def-GH delayed 24 hours",
        separator="",
        expect="bob@example.com delayed - -",
        also=("kundenserver-delay",),
        body="""
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.example.net.

The message identifier is:     1abc23-000Def-GH
The subject of the message is: Lunch on Friday

The address to which the message has not yet been delivered is:

  bob@example.com
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.
""",
    ),
    Sample(
        name="exim-delay~answer",
        subject="Warning: message 1abc23-000Def-GH delayed 24 hours",
        expect="bob@example.com delayed 4.7.1 451",
        also=("kundenserver-delay",),
        body="""
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.example.net.

The message identifier is:     1abc23-000Def-GH
The subject of the message is: Lunch on Friday

The address to which the message has not yet been delivered is:

  bob@example.com
    host mx.example.com [192.0.2.5]
    Delay reason: SMTP error from remote mail server after RCPT TO:<bob@example.com>:
    451 4.7.1 come back later

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered. Eventually the mail delivery software will give up,
and when that happens, the message will be returned to you.
""",
    ),
    Sample(
        name="exim-frozen",
        subject="Message 1abc23-000Def-GH has been frozen",
        expect="bob@example.com delayed - -",
        body="""
Message 1abc23-000Def-GH has been frozen by the system filter.
The sender is <ann@example.net>.

The following address(es) have yet to be delivered:

  bob@example.com: local delivery failed
""",
    ),
    Sample(
        name="postfix-text",
        subject="Undelivered Mail Returned to Sender",
        attached=True,
        expect="bob@example.com failed 5.1.1 550\ncarl@example.com failed - -",
        body="""
This is the mail system at host mail.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<bob@example.com>: host mx.example.com[192.0.2.5] said: 550 5.1.1
    <bob@example.com>: Recipient address rejected: no such user (in reply to RCPT TO command)

<carl@example.com> (expanded from <team@example.net>): mail for example.com
    loops back to myself
""",
    ),
    Sample(
        name="postfix-unavailable",
        subject="Undelivered Mail Returned to Sender",
        attached=True,
        also=("postfix-text",),
        body="""
This is the mail system at host mail.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

\t--- Delivery report unavailable ---
""",
    ),
    Sample(
        name="postfix-delay",
        subject="Delayed Mail (still being retried)",
        attached=True,
        expect="bob@example.com delayed - -",
        body="""
This is the mail system at host mail.example.net.

####################################################################
# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
####################################################################

Your message could not be delivered for more than 4 hour(s).
It will be retried until it is 5 day(s) old.

                   The mail system

<bob@example.com>: connect to mx.example.com[192.0.2.5]:25: Connection timed out
""",
    ),
    Sample(
        name="postfix-smtpd-errors",
        subject="Postfix SMTP server: errors from client.example.org[192.0.2.9]",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Transcript of session follows.

 Out: 220 mail.example.net ESMTP Postfix
 In:  EHLO client.example.org
 Out: 250 mail.example.net
 In:  MAIL FROM:<ann@example.net>
 Out: 250 2.1.0 Ok
 In:  RCPT TO:<bob@example.com>
 Out: 550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown
 In:  QUIT
 Out: 221 2.0.0 Bye
""",
    ),
    Sample(
        name="postfix-smtpd-errors~two",
        subject="Postfix SMTP server: errors from client.example.org[192.0.2.9]",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Transcript of session follows.

 Out: 220 mail.example.net ESMTP Postfix
 In:  EHLO client.example.org
 Out: 250 mail.example.net
 In:  MAIL
     FROM:<ann@example.net>
     SIZE=20
 Out: 250 2.1.0 Ok
 In:  RCPT TO:<carl@example.com>
 Out: 250 2.1.5 Ok
 In:  RCPT
     TO:<bob@example.com>
     ORCPT=rfc822;bob@example.com
 Out: 550 5.1.1 no such user
 In:  QUIT
 Out: 221 2.0.0 Bye
""",
    ),
    Sample(
        name="sendmail-text",
        subject="Returned mail: User unknown",
        separator="   ----- Original message follows -----",
        expect="bob@example.com failed 5.1.1 550",
        body="""
The original message was received at Mon, 23 Nov 2026 09:00:00 GMT
from client.example.net [198.51.100.7]

   ----- The following addresses had permanent fatal errors -----
<bob@example.com>
    (reason: 550 5.1.1 <bob@example.com>... no such user)

   ----- Transcript of session follows -----
... while talking to mx.example.com.:
>>> RCPT To:<bob@example.com>
<<< 550 5.1.1 <bob@example.com>... no such user
550 5.1.1 <bob@example.com>... User unknown
""",
    ),
    Sample(
        name="sendmail-warning",
        subject="Warning: could not send message for past 4 hours",
        separator="   ----- Original message follows -----",
        expect="bob@example.com delayed - -",
        body="""
    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The original message was received at Mon, 23 Nov 2026 09:00:00 GMT
from client.example.net [198.51.100.7]

   ----- The following addresses had transient non-fatal errors -----
<bob@example.com>

   ----- Transcript of session follows -----
<bob@example.com>... Deferred: Connection timed out with mx.example.com.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old
""",
    ),
    Sample(
        name="sendmail-transcript~alone",
        subject="Nondeliverable mail",
        attached=True,
        expect="bob@example.com failed - -\ncarl@example.com failed - -",
        body="""
------Transcript of session follows -------
bob@example.com
carl@example.com
There is no mailbox of that name.
""",
    ),
    Sample(
        name="sendmail-transcript",
        subject="Returned mail: User unknown",
        separator="   ----- Unsent message follows -----",
        expect="bob@example.com failed - 550",
        body="""
   ----- Transcript of session follows -----
While talking to mx.example.com:
>>> RCPT To:<bob@example.com>
<<< 550 <bob@example.com>, no such person
550 <bob@example.com>... User unknown
""",
    ),
    Sample(
        name="sendmail-transcript~bare",
        subject="Returned mail: User unknown",
        expect="bob@example.com failed - 550\ncarl@example.com failed 5.1.1 550\ndan@example.com failed - -",
        body="""
   ----- Transcript of session follows -----
550 bob@example.com... User unknown
550 5.1.1 <carl@example.com>...User unknown
dan@example.com... Host unknown (Name server: example.com: host not found)

  ----- No message was collected -----
""",
    ),
    Sample(
        name="sendmail-transcript~summary",
        subject="Returned mail: Remote protocol error",
        separator="   ----- Unsent message follows -----",
        expect="bob@example.com failed - 550",
        body="""
   ----- Transcript of session follows -----
While talking to mx.example.com:
>>> MAIL From:<ann@example.net>
<<< 550 we take no mail from there
554 <bob@example.com>... Remote protocol error
""",
    ),
    Sample(
        name="sendmail-transcript-delay",
        subject="Warning: could not send message for past 4 hours",
        separator="   ----- Original message follows -----",
        expect="bob@example.com delayed 4.4.1 451",
        body="""
    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

   ----- Transcript of session follows -----
451 4.4.1 <bob@example.com>... reply: read error
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old
""",
    ),
    Sample(
        name="courier-text",
        subject="NOTICE: mail delivery status.",
        attached=True,
        expect="bob@example.com failed 5.2.1 550",
        body="""
This is a delivery status notification from mail.example.net,
running the Courier mail server, version 1.0.16.

The original message was received on Mon, 23 Nov 2026 09:00:00 +0000
from client.example.net (client.example.net [198.51.100.7])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<bob@example.com>:
    mx.example.com [192.0.2.5]:
>>> RCPT TO:<bob@example.com>
<<< 550 5.2.1 this account is switched off

---------------------------------------------------------------------------
""",
    ),
    Sample(
        name="courier-text~delay",
        subject="WARNING: delayed mail.",
        attached=True,
        expect="bob@example.com delayed - -",
        body="""
This is a delivery status notification from mail.example.net,
running the Courier mail server, version 1.0.16.

---------------------------------------------------------------------------

                 DELAYS IN DELIVERING YOUR MESSAGE

Your message to the following recipients is delayed:

<bob@example.com>:
    mx.example.com [192.0.2.5]: Connection refused

---------------------------------------------------------------------------
""",
    ),
    Sample(
        name="opensmtpd-text",
        subject="Delivery status notification: error",
        separator="    Below is a copy of the original message:",
        expect="bob@example.com failed 5.1.1 550",
        body="""
    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

bob@example.com: 550 5.1.1 no such user
""",
    ),
    Sample(
        name="opensmtpd-delay",
        subject="Delivery status notification: warning",
        separator="    Below is a copy of the original message:",
        expect="bob@example.com delayed - -",
        body="""
    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

    A message is delayed for more than 4 hours for the following
    list of recipients:

bob@example.com: Network error on destination MXs

    Please note that this is only a temporary failure report.
    The message is kept in the queue for up to 4 days.
    You DO NOT NEED to re-send the message to these recipients.
""",
    ),
    Sample(
        name="dma",
        subject="Mail delivery failed",
        sender="MAILER-DAEMON <>",
        separator="Message headers follow.",
        expect="bob@example.com failed 5.7.9 554",
        body="""
This is the DragonFly Mail Agent v0.13 at mail.example.net.

There was an error delivering your mail to <bob@example.com>.

mx.example.com [192.0.2.5] did not like our final DATA:
554 5.7.9 not taken for reasons of policy
""",
    ),
    Sample(
        name="nullmailer",
        subject="Returned mail: Could not send message",
        body="""
This is the nullmailer delivery system.  The message attached below
could not be delivered to one or more of the intended recipients:

\t<bob@example.com>
""",
    ),
    Sample(
        name="nullmailer-delay",
        subject="Returned mail: Could not send message",
        expect="bob@example.com delayed - -",
        body="""
This is the nullmailer delivery system.  The message attached below
has not been delivered to one or more of the intended recipients:

\t<bob@example.com>

A final delivery status notification will be generated if delivery
proves to be impossible within the configured time limit.
""",
    ),
    Sample(
        name="smail~deferred",
        subject="mail deferred",
        separator="|------------------------- Message text follows: --------------------------|",
        expect="carl@example.com failed - -\nbob@example.com delayed - -",
        body="""
|------------------------- Message log follows: -------------------------|
 Xdefer: <bob@example.com> reason: (ERR_148) transport smtp: connection refused
|------------------------- Failed addresses follow: ---------------------|
 carl@example.com ... failed: unknown host
|------------------------- Deferred addresses follow: -------------------|
 bob@example.com ... deferred: connection refused
""",
    ),
    Sample(
        name="smail~t-online",
        subject="Mail delivery failed: returning message to sender",
        separator="|------------------------- Message header follows: ----------------------|",
        expect="bob@example.com failed 5.2.2 552",
        body="""
|------------------------- Failed addresses follow: ---------------------|
 <bob@example.com>
   552 5.2.2 <bob@example.com> the mailbox takes no more mail
""",
    ),
    Sample(
        name="smail",
        subject="mail failed, returning to sender",
        separator="|------------------------- Message text follows: --------------------------|",
        body="""
|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <bob@example.com> ... unknown host
""",
    ),
    Sample(
        name="zmailer",
        subject="Delivery problems with your mail",
        expect="bob@example.com failed - 550",
        body="""
This is a collection of reports about email delivery
process concerning a message you originated.

Following addresses had delivery errors:

<smtp example.com bob@example.com>: 550 no such user in this house
""",
    ),
    Sample(
        name="pmdf",
        subject="Delivery Notification: Delivery has failed",
        expect="bob@example.com failed 5.1.1 550",
        body="""
This report relates to a message you sent with the following header fields:

  Message-id: <lunch.1@example.net>
  Date: Mon, 23 Nov 2026 09:00:00 +0000
  From: Ann Example <ann@example.net>
  To: bob@example.com
  Subject: Lunch on Friday

Your message cannot be delivered to the following recipients:

  Recipient address: bob@example.com
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 no such user
  Remote system: dns;mx.example.com (TCP|198.51.100.7|41000|192.0.2.5|25)
""",
    ),
    Sample(
        name="pmdf~original",
        subject="Delivery Notification: Delivery has failed",
        expect="bob@example.com failed 5.2.2 552",
        body="""
This report relates to a message you sent with the following header fields:

  Message-id: <lunch.1@example.net>
  From: Ann Example <ann@example.net>
  To: bob@example.com
  Subject: Lunch on Friday

Your message cannot be delivered to the following recipients:

  Recipient address: bob@ims-ms-daemon
  Original address: bob@example.com
  Reason: Over quota
  Diagnostic code: smtp;552 5.2.2 the mailbox takes no more mail
""",
    ),
    Sample(
        name="pmdf-delay",
        subject="Delivery Notification: Delivery has been delayed",
        expect="bob@example.com delayed - -",
        body="""
This report relates to a message you sent with the following header fields:

  Message-id: <lunch.1@example.net>
  Subject: Lunch on Friday

Your message has been delayed in delivery to the following recipients:

  Recipient address: bob@example.com
  Reason: unable to deliver this message after 4 hours

Delivery attempts will continue to be made for 3 days.
""",
    ),
    Sample(
        name="james",
        subject="[BOUNCE]",
        expect="bob@example.com failed - 550",
        body="""
Hi. This is the James mail server at mail.example.net.

Error message below:
550 - Requested action not taken: no such user here

Message details:
  Subject: Lunch on Friday
  Sent date: Mon Nov 23 09:00:00 GMT 2026
  MAIL FROM: ann@example.net
  RCPT TO: bob@example.com
  From: Ann Example <ann@example.net>
  To: bob@example.com
  Size (in bytes): 1024
""",
    ),
    Sample(
        name="james-remote",
        subject="Delivery failure",
        expect="bob@example.com failed - 550",
        also=("qmail",),
        body="""
Hi. This is the James mail server at mail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out. Below
I include the list of recipients and the reason why I was unable to deliver
your message.

bob@example.com
550 no such user
""",
    ),
    Sample(
        name="chasquid",
        subject="Mail delivery failed: returning message to sender",
        attached=True,
        expect="bob@example.com failed 5.1.1 550",
        body="""
Delivery of your message to the following recipient(s) failed permanently:

  - bob@example.com


Technical details:
- "bob@example.com" (EMAIL) failed permanently with error:
    RCPT TO 550 5.1.1 no such user
""",
    ),
    Sample(
        name="kumomta",
        subject="Returned mail",
        expect="bob@example.com failed 5.1.1 550",
        body="""
The message was received at Mon, 23 Nov 2026 09:00:00 +0000
from ann@example.net and addressed to bob@example.com.
While communicating with mx.example.com (192.0.2.5):
Response: 550 5.1.1 no such user

The message will be deleted from the queue.
No further attempts will be made to deliver it.
""",
    ),
    Sample(
        name="kumomta~expired",
        subject="Returned mail",
        expect="bob@example.com failed 5.4.7 551",
        body="""
The message was received at Mon, 23 Nov 2026 09:00:00 +0000
from ann@example.net and addressed to bob@example.com.
Status: 551 5.4.7 the next attempt would come too late
The message will be deleted from the queue.
No further attempts will be made to deliver it.
""",
    ),
    Sample(
        name="stalwart",
        subject="Failed to deliver message",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Your message could not be delivered to the following recipients:

<bob@example.com> (host 'mx.example.com' rejected command 'RCPT TO:<bob@example.com>' with code 550 5.1.1 'no such user')
""",
    ),
    Sample(
        name="stalwart~connection",
        subject="Failed to deliver message",
        expect="bob@example.com failed - -\ncarl@example.org failed - -",
        body="""
Your message could not be delivered to the following recipients:

<bob@example.com> (connection to 'mx.example.com' failed: Connection refused)
<carl@example.org> (failed to lookup 'example.org': no such domain)
""",
    ),
    Sample(
        name="stalwart-mixed",
        subject="Partially delivered message",
        expect="bob@example.com delivered 2.1.5 250\ncarl@example.org delayed - -\ndan@example.net failed 5.1.1 550",
        body="""
Your message has been partially delivered:

    ----- Delivery to the following addresses was successful -----
<bob@example.com> (delivered to 'mx.example.com' with code 250 (2.1.5) 'OK')

    ----- There was a temporary problem delivering to these addresses -----
<carl@example.org> (connection to 'mx.example.org' failed: timed out)

    ----- Delivery to the following addresses failed -----
<dan@example.net> (host 'mx.example.net' rejected command 'RCPT TO:<dan@example.net>' with code 550 (5.1.1) 'nobody')
""",
    ),
    Sample(
        name="haraka",
        subject="failure notice",
        also=("qmail",),
        expect="bob@example.com failed 5.1.1 550",
        body="""
Hi. This is the Haraka Mailer program at mail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

Intended Recipients: <bob@example.com>
Failure Reason: 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="maddy",
        subject="Undelivered Mail Returned to Sender",
        fields=("Auto-Submitted: auto-replied",),
        expect="bob@example.com failed 5.1.1 550\ncarl@example.com failed 5.2.2 552",
        body="""
This is the mail delivery system at mail.example.net.

Unfortunately, your message could not be delivered to one or more
recipients.

Message ID: 4b2c1d0e
Arrival: 2026-11-23 09:00:00 +0000 UTC

Delivery to bob@example.com failed with error: SMTP error 550: 5.1.1 nobody of that name
Delivery to carl@example.com failed with error: SMTP error 552: 5.2.2 the mailbox takes no more mail
""",
    ),
    Sample(
        name="mox",
        subject="mail delivery failed",
        sender="<postmaster@mail.example.net>",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Delivery has failed permanently for your email to:

\tbob@example.com

No further deliveries will be attempted.

Error during the last delivery attempt:

\tpermanent: 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="mox-delay",
        subject="mail delivery delayed",
        sender="<postmaster@mail.example.net>",
        expect="bob@example.com delayed 4.7.1 451",
        body="""
Delivery has been delayed of your email to:

\tbob@example.com

Next attempts to deliver: in 4 hours, 8 hours and 16 hours.
If these attempts all fail, you will receive a notice.

Error during the last delivery attempt:

\ttransient: 451 4.7.1 come back later
""",
    ),
    Sample(
        name="stalwart-delay",
        subject="Warning: Delay in message delivery",
        expect="bob@example.com delayed - -",
        body="""
There was a temporary problem delivering your message to the following recipients:

<bob@example.com> (connection to 'mx.example.com' failed: Connection refused)
""",
    ),
    Sample(
        name="postal",
        subject="Mail Delivery Failed (Lunch on Friday)",
        sender="Mail Delivery Service <postmaster@rp.example.net>",
        body="""
This is the mail delivery service responsible for delivering mail to bob@example.com.

The message you've sent cannot be delivered. Your original message is attached.

For further assistance please contact postmaster@example.com.

Message Token: 4b2c1d0e@example
Mail from: ann@example.net
Rcpt To: bob@example.com
""",
    ),
    Sample(
        name="zonemta",
        subject="Delivery Status Notification (Failure)",
        expect="bob@example.com failed 5.1.1 550",
        also=("gmail-text",),
        body="""
Delivery to the following recipient failed permanently:
    bob@example.com

Technical details of permanent failure:

550 5.1.1 no such user
""",
    ),
    Sample(
        name="slimta",
        subject="Undelivered Mail Returned to Sender",
        attached=True,
        expect="bob@example.com failed 5.1.1 550",
        body="""
Delivery failed.

Destination host responded:
550 5.1.1 <bob@example.com>: no such user
""",
    ),
    Sample(
        name="masqmail",
        subject="Mail Delivery Failure Notice",
        body="""
This message was sent to you by the mailer daemon (masqmail 0.3.4)
at mail.example.net.

Sorry, but your mail could not be delivered to all recipients.
Delivery to the following recipients failed permanently and has been given
up:

        <bob@example.com>

This error message may give you a hint about what caused the
failure:

\thost mx.example.com said: no such user

If you need help, write to <postmaster@mail.example.net>.
""",
    ),
    # -- formats_exchange
    Sample(
        name="exchange-ndr",
        subject="Undeliverable: Lunch on Friday",
        sender="Microsoft Outlook <postmaster@example.com>",
        separator="Original message headers:",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Delivery has failed to these recipients or groups:

Bob Example (bob@example.com)<mailto:bob@example.com>
The email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.

Diagnostic information for administrators:

Generating server: mx.example.com

bob@example.com
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##
""",
    ),
    Sample(
        name="exchange-ndr~de",
        subject="Unzustellbar: Grillen",
        sender="Microsoft Outlook <postmaster@example.com>",
        expect="bob@example.com failed 5.2.2 550",
        body="""
Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

bob@example.com
Das Postfach ist voll.

Diagnoseinformationen für Administratoren:

Generierender Server: mx.example.com

bob@example.com
Remote Server returned '550 5.2.2 das Postfach nimmt nichts mehr auf'
""",
    ),
    Sample(
        name="exchange-ndr~rejected",
        subject="Undeliverable: Lunch on Friday",
        sender="Microsoft Outlook <postmaster@example.com>",
        expect="bob@example.com failed 5.7.1 550",
        body="""
mx.example.com rejected your message to the following email addresses:

Bob Example (bob@example.com)
Your message wasn't delivered because of a rule.

mx.example.com gave this error:
relaying is not for you

Diagnostic information for administrators:

Generating server: relay.example.net

bob@example.com
mx.example.com
Remote Server returned '550 5.7.1 relaying is not for you'
""",
    ),
    Sample(
        name="exchange-administrators",
        subject="Undeliverable: Lunch on Friday",
        sender="postmaster@example.com",
        expect="bob@example.com failed 5.1.10 550",
        also=("exchange-online-card",),
        body="""
Your message to bob@example.com couldn't be delivered.

bob wasn't found at example.com.

More Info for Email Admins

Diagnostic information for administrators:

Generating server: AB1CD2.example.prod.exchange.example

bob@example.com
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
""",
    ),
    Sample(
        name="exchange-delay",
        subject="Delivery delayed: Lunch on Friday",
        sender="Microsoft Outlook <postmaster@example.com>",
        expect="bob@example.com delayed - -",
        body="""
Delivery is delayed to these recipients or groups:

Bob Example (bob@example.com)

Subject: Lunch on Friday

This message hasn't been delivered yet. Delivery will continue to be attempted.

The server will keep trying to deliver this message for the next 1 days.
""",
    ),
    Sample(
        name="exchange-online-card",
        subject="Undeliverable: Lunch on Friday",
        sender="postmaster@example.com",
        expect="bob@example.com failed 5.1.10 550",
        body="""
Your message to bob@example.com couldn't be delivered.

bob wasn't found at example.com.

How to Fix It
The address may be misspelled or may not exist.

Original Message Details
Created Date: 11/23/2026 9:00:00 AM
Sender Address: ann@example.net
Recipient Address: bob@example.com
Subject: Lunch on Friday

Error Details
Reported error: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@example.com not found by SMTP address lookup
""",
    ),
    Sample(
        name="exchange-55",
        subject="Undeliverable: Lunch on Friday",
        sender="System Administrator <postmaster@example.com>",
        expect="bob@example.com failed - -\ncarl@example.com failed - -",
        body="""
Your message

  To:      bob@example.com
  Subject: Lunch on Friday
  Sent:    Mon, 23 Nov 2026 09:00:00 -0000

did not reach the following recipient(s):

bob@example.com on Mon, 23 Nov 2026 09:00:05 -0000
    The recipient name is not recognized
        The MTS-ID of the original message is: c=us;a= ;p=example;l=MX26
    MSEXCH:IMS:EXAMPLE:MAIN:MX 0 (000C05A6) Unknown Recipient

c=US;a= ;p=Example;o=Main;dda:SMTP=carl@example.com; on Mon, 23 Nov 2026
    Unable to deliver the message due to a communications failure
""",
    ),
    Sample(
        name="smtpsvc",
        subject="Delivery Status Notification (Failure)",
        sender="postmaster@mail.example.com",
        body="""
This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed.

       bob@example.com
""",
    ),
    Sample(
        name="smtpsvc~technical",
        subject="Delivery status notification",
        expect="bob@example.com failed 5.3.0 553",
        body="""
============================================================================
      This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed permanently:

  * bob@example.com


============================================================================
                             Technical details:

SMTP:RCPT host 192.0.2.5: 553 5.3.0 <bob@example.com>... nobody of that name


============================================================================
""",
    ),
    Sample(
        name="smtpsvc-delay",
        subject="Delivery Status Notification (Delay)",
        sender="postmaster@mail.example.com",
        expect="bob@example.com delayed - -",
        body="""
This is an automatically generated Delivery Status Notification.

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipients has been delayed.

       bob@example.com
""",
    ),
    Sample(
        name="smtpsvc-user",
        also=("sendmail-transcript",),
        subject="Nondeliverable mail",
        separator="Old message:",
        body="""
------Transcript of session follows -------
The email below could not be delivered to the following user:

<bob@example.com>:
""",
    ),
    Sample(
        name="exchange-advisory",
        subject="Delivery postponed: Lunch on Friday",
        expect="bob@example.com delayed - -",
        body="""
This is an advisory-only email. Please do not resend your message.

Delivery to "bob@example.com"
has been postponed because the other server does not answer.
""",
    ),
    Sample(
        name="exchange-2000",
        subject="Undeliverable: Lunch on Friday",
        sender="System Administrator <postmaster@example.com>",
        expect="bob@example.com failed 5.5.0 -",
        body="""
Your message did not reach some or all of the intended recipients.

      Subject:     Lunch on Friday
      Sent:        23/11/2026 09:00

The following recipient(s) could not be reached:

      bob@example.com on 23/11/2026 09:00
            There was a SMTP communication problem with the recipient's email server.
            <mx.example.com #5.5.0>
""",
    ),
    Sample(
        name="exim-rejected",
        subject="Mail failure - rejected by local scanning code",
        separator="------ This is a copy of your message, including all the headers. ------",
        fields=("Auto-Submitted: auto-replied",),
        body="""
A message that you sent was rejected by the local scanning code that
checks incoming messages on this system. The following error was given:

  an attachment that can be run, see https://mx.example.com/rules
""",
    ),
    Sample(
        name="exim-rejected~mailbox",
        subject="Mail failure - rejected by local scanning code",
        separator="------ This is a copy of your message, including all the headers. ------",
        body="""
A message that you sent was rejected by the local scanning code that
checks incoming messages on this system. The following error was given:

  Local mailbox bob@example.com is closed
""",
    ),
    Sample(
        name="exim-rejected~size",
        subject="Mail failure - message too big",
        separator="------ This is a copy of your message, including all the headers. ------",
        body="""
A message that you sent was longer than the maximum size allowed on this
system. It was not delivered to any recipients.
""",
    ),
)
