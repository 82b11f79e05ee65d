#!/usr/bin/env bash
# A fleet grows on the built-in sandbox: started by ./dev demo once the programs are built.
# Every step is checked; the first one that is not as told ends the demo with an error.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${MUSTER_BIN:-$root/build/dev/bin}
readings=readings
speed=${DEMO_SPEED:-60}

room=$(mktemp -d "${TMPDIR:-/tmp}/muster-demo-XXXXXX")
cloud_pid=
leave() {
  local code=$?
  [ -z "$cloud_pid" ] || { kill "$cloud_pid" 2>/dev/null && wait "$cloud_pid" 2>/dev/null; } || true
  rm -rf "$room"
  exit "$code"
}
trap leave EXIT
trap 'exit 130' INT TERM

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\033[1m' cyan=$'\033[36m' green=$'\033[32m' red=$'\033[31m' plain=$'\033[0m'
else
  bold='' cyan='' green='' red='' plain=''
fi
heading() { printf '\n%s%s━━ %s%s\n\n' "$bold" "$cyan" "$*" "$plain"; }
said() { printf '%s$ muster %s%s\n' "$bold" "$*" "$plain"; }
fail() { printf '\n%sThe demo is not as told: %s%s\n' "$red" "$*" "$plain" >&2; exit 1; }
held() { printf '%s✓ %s%s\n' "$green" "$*" "$plain"; }

# Runs muster as it is shown; the exit code must be the one told first.
muster() {
  local expected=$1 code=0
  shift
  said "$*"
  "$bin/muster" "$@" || code=$?
  [ "$code" -eq "$expected" ] || fail "muster $* ended with $code instead of $expected"
}

# The same without showing what it prints: for checks.
quietly() {
  local expected=$1 code=0
  shift
  seen=$("$bin/muster" "$@" 2>/dev/null) || code=$?
  [ "$code" -eq "$expected" ] || fail "muster $* ended with $code instead of $expected"
}
seen_has() { case $seen in *"$1"*) ;; *) fail "\"$1\" is not in: $seen" ;; esac; }

# Plans and applies what the recorded readings of one step ask for.
step() {
  muster 2 plan --readings "$readings/$1" --detailed-exitcode -o step.json
  quietly 0 show step.json --json
  seen_has '"permission": "allowed"'
  printf '\n'
  muster 0 apply step.json
  printf '\n'
  muster 0 history -n 1
}

start_cloud() {
  "$bin/muster-sandbox" --port 0 --speed "$speed" --state "$room/cloud.json" >"$room/cloud.out" 2>"$room/cloud.log" &
  cloud_pid=$!
  local url=
  for _ in $(seq 100); do
    url=$(grep -o 'http://127\.0\.0\.1:[0-9]*' "$room/cloud.out" "$room/cloud.log" -h 2>/dev/null | head -n 1) || true
    [ -z "$url" ] || break
    kill -0 "$cloud_pid" 2>/dev/null || fail "the sandbox did not start: $(cat "$room/cloud.log")"
    sleep 0.05
  done
  [ -n "$url" ] || fail "the sandbox did not say where it listens"
  export DIGITALOCEAN_API_URL=$url DIGITALOCEAN_API_KEY=demo
}

export MUSTER_DIR=desired-state MUSTER_STATE=state/state.db
unset DIGITALOCEAN_TOKEN DIGITALOCEAN_ACCESS_TOKEN MUSTER_SANDBOX MUSTER_FORMAT
cd "$room"
cp -r "$root/desired-state" desired-state
cp -r "$root/docs/demo" "$readings"
start_cloud
began=$SECONDS

heading "The reference fleet, on a cloud of this machine at $DIGITALOCEAN_API_URL ($speed times as fast as a real one)"
muster 0 validate

heading "What it will cost as it grows"
muster 0 cost --agents 10,25,50,100

heading "Monday: four agents"
step 1-four-agents.ndjson
quietly 0 status --json
seen_has '"size": "s-1vcpu-2gb"'
muster 0 status

heading "Tuesday: its CPU is at 85% for six minutes"
step 2-cpu-at-85.ndjson
quietly 0 status --json
seen_has '"size": "s-2vcpu-2gb"'
held "one machine, one size larger"

heading "Wednesday: twelve agents"
step 3-twelve-agents.ndjson
quietly 0 status --json
seen_has '"slot": "worker/2"'
seen_has '"slot": "worker/lb-1"'
held "a second machine and a load balancer"

heading "Thursday: the disk of worker/1 is at 93%"
step 4-disk-at-93.ndjson
quietly 0 status --json
seen_has '"slot": "worker/1/data-2"'
held "a second volume, attached"

heading "What happened, and why"
muster 0 history --format markdown

heading "What there is now"
muster 0 status

heading "Nothing is left to do"
muster 0 plan --readings "$readings/4-disk-at-93.ndjson" --detailed-exitcode
held "the last plan is empty: the whole story took $((SECONDS - began)) s"
