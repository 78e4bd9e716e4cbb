#!/usr/bin/env bash
# The lines for Exim and Postfix that how-tos show, in a real Exim and a real Postfix on loopback. Debian's MTA packages exclude each
# other: Exim is unpacked beside the system, Postfix is installed. Needs root. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD work=$(mktemp -d)
trap 'rm -rf "$work" ${ours:+"$ours"}' EXIT
chmod 755 "$work"
cd "$work"
apt-get update -qq
apt-get download -qq exim4-daemon-light libidn12 libgnutls-dane0 >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" "$work/root"; done
# Exim looks its user up, and starts itself anew as a setuid program, which LD_LIBRARY_PATH does not reach: it gets files of
# its own for both, in a mount namespace
{ grep -v '^Debian-exim:' /etc/passwd; echo 'Debian-exim:x:4040:4040::/nonexistent:/bin/false'; } >passwd
{ grep -v '^Debian-exim:' /etc/group; echo 'Debian-exim:x:4040:'; } >group
/sbin/ldconfig -C "$work/ld.so.cache" "$work"/root/usr/lib/*-linux-gnu
cat >exim <<SH
#!/bin/sh
exec unshare -m sh -c 'for file in passwd group ld.so.cache; do mount --bind $work/\$file /etc/\$file; done && exec "\$@"' \
  sh $work/root/usr/sbin/exim4 "\$@"
SH
chmod 755 exim

# Postfix may not start its own daemon: ours runs with its own files, on its own port
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  ours=$policy
fi
apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends postfix >install.log 2>&1 || { cat install.log; exit 1; }
c=$work/postfix
mkdir -p "$c"/{etc,spool,lib} "$c"/etc/{dynamicmaps,postfix-files}.cf.d
cp /usr/share/postfix/main.cf.debian "$c/etc/main.cf"
cp /etc/postfix/master.cf /etc/postfix/dynamicmaps.cf /etc/postfix/postfix-files "$c/etc/" 2>/dev/null ||
  cp /usr/share/postfix/master.cf.dist "$c/etc/master.cf"
chown postfix "$c/lib"
sed -i 's/^smtp \+inet/127.0.0.1:2525 inet/' "$c/etc/master.cf"
postconf -c "$c/etc" -F '*/*/chroot=n'
postconf -c "$c/etc" -e "queue_directory=$c/spool" "data_directory=$c/lib" "maillog_file=$work/postfix.log" \
  "maillog_file_prefixes=$work,/tmp,/var,/dev/stdout" smtp_dns_support_level=disabled inet_protocols=ipv4 \
  inet_interfaces=127.0.0.1 myhostname=mx.here.example 'mydestination=here.example parked.example elsewhere.example' \
  'mynetworks=127.0.0.0/8' compatibility_level=3.6 alias_maps= local_recipient_maps= local_transport=discard:
cd "$repo"
POSTFIX=$c/etc EXIM=$work/exim EXIM_PATH=$work/root/usr/sbin/exim4 "${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --live tests/live/test_pages.py
