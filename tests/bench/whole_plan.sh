#!/usr/bin/env bash
# A whole no-change `muster plan` of N machines against muster-sandbox on loopback: muster's own CPU time and memory.
# Usage: whole_plan.sh BIN [N...]
set -euo pipefail
bin=$1; shift
sizes=("${@:-1000 10000}")
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT

for n in ${sizes[@]}; do
  "$bin/muster-sandbox" --port 0 --droplet-limit 1000000 --no-rate-limit >"$dir/server.log" 2>&1 &
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
      sizes: [s-1vcpu-1gb, s-2vcpu-4gb]
      image: debian-12-x64
      min: 1
      max: $n
YAML
  curl -fsS -X PUT "$url/sandbox/seed" -H 'Content-Type: application/json' -d "{
    \"count\": $n, \"size\": \"s-1vcpu-1gb\", \"region\": \"nyc3\", \"name\": \"bench-worker-{n}\",
    \"tags\": [\"muster-fleet:bench\", \"muster-pool:bench:worker\", \"muster-slot:worker:{n}\"]}" >/dev/null
  echo
  echo "no-change plan of $n machines (peak memory and CPU of muster alone):"
  /usr/bin/time -f '  %U s user, %S s system, %e s wall, %M KiB peak' \
    "$bin/muster" plan -C "$dir/desired-state" --state "$dir/state.db" --detailed-exitcode >"$dir/out.txt"
  tail -1 "$dir/out.txt"
  hyperfine --warmup 1 --runs 5 --style basic \
    "$bin/muster plan -C $dir/desired-state --state $dir/state.db" 2>/dev/null | sed 's/^/  /'
  kill "$server"; wait "$server" 2>/dev/null || true; server=
done
