#!/usr/bin/env bash
# A whole `muster apply` that makes N machines on muster-sandbox, against what the cloud allows on paper: 250
# requests a minute and boots of 25 to 55 seconds. Usage: apply_creates.sh BIN [N [SPEED]]
set -euo pipefail
bin=$1; n=${2:-200}; speed=${3:-1}
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT

: >"$dir/server.log"
"$bin/muster-sandbox" --port 0 --droplet-limit 100000 --speed "$speed" >"$dir/server.log" 2>&1 &
server=$!
for _ in $(seq 100); do grep -q 'http://127' "$dir/server.log" && break; sleep 0.05; done
url=$(grep -o 'http://127[^ ]*' "$dir/server.log" | head -1)
export DIGITALOCEAN_API_URL=$url DIGITALOCEAN_API_KEY=dop_v1_bench
mkdir -p "$dir/desired-state"
cat >"$dir/desired-state/fleet.yaml" <<YAML
apiVersion: muster/v1
kind: Fleet
metadata: {name: bench}
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      sizes: [s-1vcpu-1gb]
      image: debian-12-x64
      min: $n
      max: $n
YAML
begun=$(date +%s.%N)
"$bin/muster" apply -C "$dir/desired-state" --state "$dir/state.db" --auto-approve -q >"$dir/out.txt" || {
  cat "$dir/out.txt"; exit 1; }
ended=$(date +%s.%N)
awk -v n="$n" -v speed="$speed" -v took="$(echo "$ended $begun" | awk '{print $1 - $2}')" 'BEGIN {
  # All orders that a minute has room for leave at once; the rest when the minute before is over.
  minutes = int((n - 1) / 250); boot = 25 + 30 * n / (n + 1); paper = minutes * 60 + boot
  printf "  %d machines: %.1f s of cloud time (%.2f s at speed %s); on paper %.1f s (%d x 60 s for 250 requests " \
         "a minute, longest boot %.1f s); ratio %.3f\n", n, took * speed, took, speed, paper, minutes, boot, took * speed / paper
}'
