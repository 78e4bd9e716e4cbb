#!/usr/bin/env bash
# BATV both ways with a real Exim, SRS both ways with a real postsrsd (libsrs2's code), Mail::SRS (Perl) and pysrs. Debian's MTA
# packages exclude each other, so the programs are unpacked beside the system and not installed. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get update -qq
apt-get download -qq exim4-daemon-light postsrsd libidn12 libgnutls-dane0 libmail-srs-perl libdigest-hmac-perl python3-srs \
  >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" "$work/root"; done
library=$(echo "$work"/root/usr/lib/*-linux-gnu)
# Exim looks its user up, even to expand a string: it gets one in a mount namespace of its own
{ cat /etc/passwd; echo 'Debian-exim:x:4040:4040::/nonexistent:/bin/false'; } >passwd
{ cat /etc/group; echo 'Debian-exim:x:4040:'; } >group
cat >exim <<SH
#!/bin/sh
export LD_LIBRARY_PATH=$library
exec unshare -m sh -c 'mount --bind $work/passwd /etc/passwd && mount --bind $work/group /etc/group && exec "\$@"' sh $work/root/usr/sbin/exim4 "\$@"
SH
chmod 755 exim
cd "$repo"
EXIM=$work/exim POSTSRSD=$work/root/usr/sbin/postsrsd PERL5LIB=$work/root/usr/share/perl5 \
  PYSRS=$work/root/usr/lib/python3/dist-packages \
  "${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --live tests/live/test_origin_interop.py
