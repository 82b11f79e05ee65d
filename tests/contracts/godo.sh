#!/bin/sh
# Runs godo.go against a sandbox: godo.sh URL. Exits with 77 where Go or the library is not installed.
command -v go >/dev/null 2>&1 || exit 77
[ -d /usr/share/gocode/src/github.com/digitalocean/godo ] || exit 77
cd "$(dirname "$0")" || exit 1
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="${GOCACHE:-${TMPDIR:-/tmp}/godo-cache}" exec go run godo.go "$1"
