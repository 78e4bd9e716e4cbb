#!/usr/bin/env bash
# The lines for Exim that a how-to shows, in a real Exim that delivers over loopback. Debian's MTA packages exclude each other, so the
# program is unpacked beside the system and not installed. Needs root. PYTHON: an interpreter with bouncekit[test].
set -euo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get update -qq
apt-get download -qq exim4-daemon-light libidn12 libgnutls-dane0 >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" "$work/root"; done
# Exim looks its user up, and starts itself anew as a setuid program, which LD_LIBRARY_PATH does not reach: it gets files of
# its own for both, in a mount namespace
{ cat /etc/passwd; echo 'Debian-exim:x:4040:4040::/nonexistent:/bin/false'; } >passwd
{ cat /etc/group; echo 'Debian-exim:x:4040:'; } >group
/sbin/ldconfig -C "$work/ld.so.cache" "$work"/root/usr/lib/*-linux-gnu
cat >exim <<SH
#!/bin/sh
exec unshare -m sh -c 'for file in passwd group ld.so.cache; do mount --bind $work/\$file /etc/\$file; done && exec "\$@"' \
  sh $work/root/usr/sbin/exim4 "\$@"
SH
chmod 755 exim
cd "$repo"
EXIM=$work/exim EXIM_PATH=$work/root/usr/sbin/exim4 "${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --live tests/live/test_pages.py
