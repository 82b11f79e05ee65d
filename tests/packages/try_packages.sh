#!/usr/bin/env bash
# try_packages.sh FOLDER: tries the packages in FOLDER in a bare Debian 12 that debootstrap makes: install, first
# plan and apply on the sandbox, upgrade, refused downgrade, removal, purge. Prints the wall time of each. Needs
# root and debootstrap. The mirror is that of this machine's apt, or MUSTER_DEBIAN_MIRROR.
set -euo pipefail
packages=$(cd "$1" && pwd)
mirror=${MUSTER_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' | head -1)}
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf "$root"' EXIT
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

timed() {
  local what=$1 begun=$EPOCHREALTIME; shift
  "$@" >"$root/tmp/log" 2>&1 || { echo "FAILED: $what"; tail -20 "$root/tmp/log"; exit 1; }
  printf '%-44s %5.1f s\n' "$what" "$(awk "BEGIN { print $EPOCHREALTIME - $begun }")"
}

# The same package as another version: only its control file differs.
as_version() {
  local folder
  folder=$(mktemp -d)
  dpkg-deb -R "$1" "$folder"
  sed -i "s/^Version: .*/Version: $2/" "$folder/DEBIAN/control"
  sed -i "s/^this=.*/this=$2/" "$folder/DEBIAN/preinst"
  dpkg-deb --root-owner-group -b "$folder" "$root/tmp/muster_$2.deb" >/dev/null
  rm -rf "$folder"
}

files_of_muster() { (cd "$root" && find etc usr var -path '*muster*' -not -path 'usr/share/doc/*' -not -path 'var/lib/dpkg/*' -not -path 'var/cache/*'); }

mkdir -p "$root/tmp"
timed "debootstrap" debootstrap --variant=minbase bookworm "$root" "$mirror"
mount -t proc proc "$root/proc"
cp "$packages"/*.deb "$root/tmp/"
cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
mkdir "$root/fleet"
timed "apt install muster muster-sandbox muster-node" in_root bash -c 'apt-get update -qq && apt-get install -y --no-install-recommends /tmp/muster*.deb git'
timed "muster --version" in_root muster --version
timed "muster init, validate, test" in_root bash -c 'cd /fleet && muster init && muster validate && muster test'
timed "muster --sandbox plan" in_root bash -c 'cd /fleet && muster --sandbox plan'
timed "muster --sandbox apply" in_root bash -c 'cd /fleet && muster --sandbox --sandbox-speed 1000 apply --auto-approve'
timed "man page and completion are there" in_root bash -c 'test -s /usr/share/bash-completion/completions/muster && zcat /usr/share/man/man1/muster-plan.1.gz | grep -q "^.SH SYNOPSIS"'
as_version "$packages"/muster_*.deb 9.9.9
as_version "$packages"/muster_*.deb 0.0.1
timed "upgrade" in_root dpkg -i /tmp/muster_9.9.9.deb
timed "status after the upgrade" in_root bash -c 'cd /fleet && muster --sandbox status | grep -q worker/1'
if in_root dpkg -i /tmp/muster_0.0.1.deb >"$root/tmp/log" 2>&1; then echo "FAILED: a downgrade is not refused"; exit 1; fi
grep -q "is older" "$root/tmp/log" || { echo "FAILED: the refusal names no reason"; exit 1; }
echo "a downgrade is refused: $(grep -m1 'is older' "$root/tmp/log")"
mkdir -p "$root/var/lib/muster" && touch "$root/var/lib/muster/state.db"
timed "remove" in_root apt-get remove -y muster muster-sandbox muster-node
test -e "$root/var/lib/muster/state.db" -a -e "$root/etc/muster/environment" || { echo "FAILED: removal deleted data"; exit 1; }
timed "purge" in_root apt-get purge -y muster muster-sandbox muster-node
rest=$(files_of_muster)
[ -z "$rest" ] || { echo "FAILED: left behind:"; echo "$rest"; exit 1; }
echo "nothing is left behind"
