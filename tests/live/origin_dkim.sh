#!/usr/bin/env bash
# Mail signed by a real OpenDKIM behind a real Postfix, sent through four real MTAs to a host that refuses it: what each sends
# back must be ours, by its tag and by the returned header alone. Debian's MTA packages exclude each other, so each lives in an
# overlay of its own over this system; all share one network namespace that has nothing but loopback. Needs root.
# PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(command -v "${PYTHON:-python3}") world=$PWD/tests/live/origin_world.py work=$(mktemp -d) net=bk-origin-$$
chmod 755 "$work"
export DEBIAN_FRONTEND=noninteractive

pids_in() { # pids_in NAME: processes whose root is that overlay
  for pid in $(ip netns pids "$net"); do
    if [ "$(readlink "/proc/$pid/root" 2>/dev/null)" = "$work/$1/root" ]; then echo "$pid"; fi
  done
}
stop() { # shellcheck disable=SC2046
  kill $(pids_in "$1") 2>/dev/null || true; sleep 1; kill -9 $(pids_in "$1") 2>/dev/null || true
}
clean() {
  for name in sender postfix exim opensmtpd sendmail; do
    if [ -d "$work/$name/root" ]; then
      if ip netns pids "$net" >/dev/null 2>&1; then stop "$name"; fi
      umount -R "$work/$name/root" 2>/dev/null || umount -R -l "$work/$name/root" 2>/dev/null || true
      umount "$work/$name" 2>/dev/null || umount -l "$work/$name" 2>/dev/null || true
    fi
  done
  ip netns pids "$net" 2>/dev/null | xargs -r kill 2>/dev/null || true  # the name server of this run
  ip netns del "$net" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean EXIT

overlay() { # overlay NAME PACKAGE…: this system with the packages on top, names from our own server
  local name=$1; shift
  mkdir -p "$work/$name"
  mount -t tmpfs -o size=2g none "$work/$name"
  mkdir "$work/$name/"{upper,lower,root}
  mount -t overlay overlay -o "lowerdir=/,upperdir=$work/$name/upper,workdir=$work/$name/lower" "$work/$name/root"
  mount -t proc proc "$work/$name/root/proc"
  mount --rbind /dev "$work/$name/root/dev"; mount --make-rslave "$work/$name/root/dev"
  mount -t tmpfs none "$work/$name/root/run"; mount -t tmpfs none "$work/$name/root/tmp"; chmod 1777 "$work/$name/root/tmp"
  mkdir -p "$work/$name/root/run/lock"
  printf '#!/bin/sh\nexit 101\n' >"$work/$name/root/usr/sbin/policy-rc.d"; chmod 755 "$work/$name/root/usr/sbin/policy-rc.d"
  chroot "$work/$name/root" apt-get install -y -qq --no-install-recommends "$@" >"$work/$name.log" 2>&1 || {
    tail "$work/$name.log"; return 1; }
  rm -f "$work/$name/root/etc/resolv.conf"
  printf 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n' >"$work/$name/root/etc/resolv.conf"
  printf '127.0.0.1 localhost mail.local.test\n' >"$work/$name/root/etc/hosts"
}
inside() { # inside NAME COMMAND…
  local name=$1; shift
  ip netns exec "$net" chroot "$work/$name/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"
}
python_in_net() { ip netns exec "$net" "$python" "$@"; }
listening() { # listening ADDRESS
  for _ in $(seq 60); do
    if ip netns exec "$net" "$python" -c "import socket; socket.create_connection(('$1', 25), 1)" 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "nobody listens on $1"; return 1
}

apt-get update -qq
command -v ip >/dev/null || apt-get install -y -qq iproute2 >/dev/null
ip netns add "$net"
ip netns exec "$net" ip link set lo up
ip netns exec "$net" ip addr add 127.0.0.30/8 dev lo
mkdir "$work/back"
python_in_net "$world" serve "$work/back" >"$work/serve.log" 2>&1 &

overlay sender postfix opendkim opendkim-tools
inside sender sh -e >"$work/sender.run" 2>&1 <<'SH'
mkdir -p /etc/dkimkeys
opendkim-genkey -b 2048 -d collect.test -s lab1 -D /etc/dkimkeys
cat >/etc/opendkim.conf <<A
Domain collect.test
Selector lab1
KeyFile /etc/dkimkeys/lab1.private
Socket inet:8891@127.0.0.1
Canonicalization relaxed/simple
Mode s
UserID root
RequireSafeKeys false
InternalHosts 127.0.0.0/8
A
opendkim -x /etc/opendkim.conf
[ -e /etc/postfix/main.cf ] || cp /usr/share/postfix/main.cf.debian /etc/postfix/main.cf
postconf -e myhostname=out.collect.test mydestination= inet_interfaces=127.0.0.30 inet_protocols=ipv4 mynetworks=127.0.0.0/8 \
  'relayhost=[127.0.0.1]' smtp_bind_address=127.0.0.30 smtpd_milters=inet:127.0.0.1:8891 milter_default_action=tempfail \
  compatibility_level=3.6 alias_maps= alias_database= local_recipient_maps= smtpd_relay_restrictions=permit_mynetworks,reject
postconf -F '*/*/chroot=n'
postfix start 2>/dev/null
SH
record=$work/record
"$python" -c 'import re, sys; print("".join(re.findall(r"\"([^\"]*)\"", open(sys.argv[1]).read())))' \
  "$work/sender/root/etc/dkimkeys/lab1.txt" >"$record"
listening 127.0.0.30

through() { # through NAME: one message there and back
  listening 127.0.0.1
  python_in_net "$world" send "$1"
  python_in_net "$world" judge "$1" "$work/back" "$record"
  stop "$1"
}

overlay postfix postfix
inside postfix sh -e >"$work/postfix.run" 2>&1 <<'SH'
[ -e /etc/postfix/main.cf ] || cp /usr/share/postfix/main.cf.debian /etc/postfix/main.cf
postconf -e myhostname=mail.local.test mydestination=local.test inet_interfaces=127.0.0.1 inet_protocols=ipv4 \
  mynetworks=127.0.0.0/8 compatibility_level=3.6 alias_maps= alias_database=
postconf -F '*/*/chroot=n'
postfix start 2>/dev/null
SH
through postfix

overlay exim exim4-daemon-light
inside exim sh -e >"$work/exim.run" 2>&1 <<'SH'
sed -i "s/^dc_eximconfig_configtype=.*/dc_eximconfig_configtype='internet'/; s/^dc_local_interfaces=.*/dc_local_interfaces='127.0.0.1'/
s/^dc_relay_nets=.*/dc_relay_nets='127.0.0.0\/8'/" /etc/exim4/update-exim4.conf.conf
echo mail.local.test >/etc/mailname
printf 'MAIN_HARDCODE_PRIMARY_HOSTNAME = mail.local.test\nROUTER_DNSLOOKUP_IGNORE_TARGET_HOSTS = 255.255.255.255\n' \
  >/etc/exim4/exim4.conf.localmacros
{ echo 'disable_ipv6 = true'; cat /etc/exim4/exim4.conf.template; } >/tmp/t && cp /tmp/t /etc/exim4/exim4.conf.template
mkdir -p /run/exim4; chown Debian-exim:Debian-exim /run/exim4
update-exim4.conf
exim4 -bd -q30m
SH
through exim

overlay opensmtpd opensmtpd
inside opensmtpd sh -e >"$work/opensmtpd.run" 2>&1 <<'SH'
printf 'listen on 127.0.0.1 port 25 hostname mail.local.test\naction "relay" relay helo "mail.local.test"\nmatch from local for any action "relay"\n' >/etc/smtpd.conf
echo mail.local.test >/etc/mailname
smtpd
SH
through opensmtpd

overlay sendmail sendmail-bin sendmail
inside sendmail sh -e >"$work/sendmail.run" 2>&1 <<'SH'
cd /etc/mail
sed -i "/greet_pause/d; /ratecontrol/d; /conncontrol/d
s/^MAILER_DEFINITIONS/define(\`confDOMAIN_NAME',\`mail.local.test')dnl\nMAILER_DEFINITIONS/" sendmail.mc
printf 'localhost\nlocal.test\nmail.local.test\n' >local-host-names
m4 sendmail.mc >sendmail.cf 2>/dev/null
newaliases >/dev/null 2>&1
mkdir -p /run/sendmail/mta /run/sendmail/stampdir; chown -R smmta:smmsp /run/sendmail
sendmail-mta -bd -q30m
SH
through sendmail
