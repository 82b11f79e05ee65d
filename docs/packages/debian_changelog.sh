#!/bin/sh
# debian_changelog.sh PACKAGE VERSION FILE.gz: the changelog that Debian's tools read. Its date is SOURCE_DATE_EPOCH.
set -eu
{
  echo "$1 ($2) stable; urgency=medium"
  echo
  echo "  * /usr/share/doc/muster/CHANGELOG.md lists the changes."
  echo
  echo " -- the muster authors <authors@muster.example>  $(date -u -R -d "@${SOURCE_DATE_EPOCH:-0}")"
} | gzip -9 -n >"$3"
