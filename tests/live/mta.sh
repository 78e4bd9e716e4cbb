#!/usr/bin/env bash
# Our reports through a real Postfix, Exim and OpenSMTPD on loopback, unharmed. Debian's packages of these exclude each
# other: each is installed, used and left to be replaced by the next. Needs root. PYTHON: an interpreter with bouncekit[test].
# usage: tests/live/mta.sh [postfix] [exim] [opensmtpd]
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
export DEBIAN_FRONTEND=noninteractive
work=$(mktemp -d)
chmod 755 "$work"
server=
# No package may start its own daemon: ours run with their own files, on their own ports.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  ours=$policy
fi
finish() {
  if [ -n "$server" ]; then $server || true; fi
  server=
}
trap 'finish; rm -rf "$work" ${ours:+"$ours"}' EXIT
apt-get update -qq

get() { # get PACKAGE
  apt-get install -y -qq --no-install-recommends "$1" >"$work/install.log" 2>&1 || { cat "$work/install.log"; exit 1; }
}

run_postfix() {
  get postfix
  local c=$work/postfix
  mkdir -p "$c"/{etc,spool,lib} "$c"/etc/{dynamicmaps,postfix-files}.cf.d
  cp /usr/share/postfix/main.cf.debian "$c/etc/main.cf"
  cp /etc/postfix/master.cf /etc/postfix/dynamicmaps.cf /etc/postfix/postfix-files "$c/etc/" 2>/dev/null ||
    cp /usr/share/postfix/master.cf.dist "$c/etc/master.cf"
  chown postfix "$c/lib"
  sed -i 's/^smtp \+inet/127.0.0.1:2525 inet/' "$c/etc/master.cf"
  postconf -c "$c/etc" -F '*/*/chroot=n'
  postconf -c "$c/etc" -e "queue_directory=$c/spool" "data_directory=$c/lib" "maillog_file=$work/postfix.log" \
    "maillog_file_prefixes=$work,/tmp,/var,/dev/stdout" 'transport_maps=inline:{sink.example=smtp:[127.0.0.1]:2526}' \
    smtp_dns_support_level=disabled inet_protocols=ipv4 inet_interfaces=127.0.0.1 myhostname=mail.relay.example \
    mydestination= 'mynetworks=127.0.0.0/8' smtputf8_enable=yes compatibility_level=3.6 alias_maps= local_recipient_maps=
  server="postfix -c $c/etc stop"
  postfix -c "$c/etc" start
  PYTHONPATH=tests "$python" -m live.relay 2525 2526
}

run_exim() {
  get exim4-daemon-light
  local c=$work/exim
  mkdir -p "$c/spool"
  cat >"$c/exim.conf" <<CONF
primary_hostname = mail.relay.example
spool_directory = $c/spool
log_file_path = $c/%slog
pid_file_path = $c/pid
exim_user = Debian-exim
exim_group = Debian-exim
local_interfaces = 127.0.0.1
daemon_smtp_ports = 2525
smtputf8_advertise_hosts = *
dsn_advertise_hosts = *
tls_advertise_hosts =
acl_smtp_rcpt = accept_all
acl_smtp_data = accept_all
begin acl
accept_all:
  accept
begin routers
to_sink:
  driver = manualroute
  route_list = sink.example 127.0.0.1
  self = send
  transport = sink
begin transports
sink:
  driver = smtp
  port = 2526
  allow_localhost
begin retry
* * F,1h,1s
CONF
  chown -R Debian-exim:Debian-exim "$c"
  chmod 755 "$c"
  # Exim gives up its privileges with -C; as its own user it needs none on these ports
  runuser -u Debian-exim -- /usr/sbin/exim4 -C "$c/exim.conf" -bdf -q5s >"$work/exim.log" 2>&1 &
  local pid=$!
  server="kill $pid"
  PYTHONPATH=tests "$python" -m live.relay 2525 2526 || { cat "$work/exim.log" "$c"/*log 2>/dev/null; return 1; }
}

run_opensmtpd() {
  get opensmtpd
  local c=$work/smtpd.conf
  cat >"$c" <<CONF
listen on 127.0.0.1 port 2525 hostname mail.relay.example
action "sink" relay host "smtp://127.0.0.1:2526"
match from any for any action "sink"
CONF
  chmod 644 "$c"
  smtpd -d -f "$c" >"$work/smtpd.log" 2>&1 &
  local pid=$!
  server="kill $pid"
  PYTHONPATH=tests "$python" -m live.relay 2525 2526 || { tail -n 60 "$work/smtpd.log"; return 1; }
}

for mta in "${@:-postfix exim opensmtpd}"; do
  for name in $mta; do
    echo "-- $name"
    began=$SECONDS
    "run_$name"
    finish
    sleep 2
    echo "-- $name: $((SECONDS - began)) s"
  done
done
