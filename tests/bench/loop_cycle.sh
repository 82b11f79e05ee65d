#!/usr/bin/env bash
# Rounds of `muster reconcile` over N machines with 30 agents each, a real Prometheus as the source, the cloud on
# this machine: what a round and its steps take. Usage: loop_cycle.sh BIN [N [ROUNDS]]
set -euo pipefail
bin=$1; n=${2:-1000}; rounds=${3:-25}
command -v prometheus >/dev/null && command -v promtool >/dev/null || { echo "  skipped: prometheus is not installed"; exit 0; }
dir=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$dir"' EXIT

"$bin/muster-sandbox" --port 0 --no-rate-limit >"$dir/cloud.log" 2>&1 &
pids+=($!)
for _ in $(seq 200); do grep -q 'http://127' "$dir/cloud.log" && break; sleep 0.05; done
url=$(grep -o 'http://127[^ ]*' "$dir/cloud.log" | head -1)
curl -sf -X PUT "$url/sandbox/seed" -d '{"count": '"$n"', "size": "s-4vcpu-8gb", "region": "nyc3", "image": "debian-12-x64",
  "name": "bench-worker-{n}", "tags": ["muster-fleet:bench", "muster-slot:worker:{n}", "muster-pool:bench:worker"], "age_seconds": 86400}'

# An hour of readings every 30 s, as Prometheus would have scraped them; then the server goes on scraping a page.
mkdir -p "$dir/web" "$dir/data"
python3 - "$n" "$dir" <<'PY'
import sys, time, math
n, dir = int(sys.argv[1]), sys.argv[2]
now = int(time.time())
def value(metric, i, t):
    base = {"cpu": 70, "memory": 65, "disk": 40, "agents": 30}[metric]
    return base if metric == "agents" else base + 5 * math.sin(i + t / 600)
with open(dir + "/past.om", "w") as out:
    for metric in ("cpu", "memory", "disk", "agents"):
        out.write(f"# TYPE machine_{metric} gauge\n")
        for i in range(1, n + 1):
            for t in range(now - 3600, now, 30):
                out.write(f'machine_{metric}{{slot="worker/{i}"}} {value(metric, i, t):.2f} {t}\n')
    out.write("# EOF\n")
with open(dir + "/web/metrics", "w") as out:
    for metric in ("cpu", "memory", "disk", "agents"):
        for i in range(1, n + 1):
            out.write(f'machine_{metric}{{slot="worker/{i}"}} {value(metric, i, now):.2f}\n')
PY
promtool tsdb create-blocks-from openmetrics "$dir/past.om" "$dir/data" >/dev/null 2>&1
(cd "$dir/web" && exec python3 -u -m http.server --bind 127.0.0.1 0) >"$dir/web.log" 2>&1 &
pids+=($!)
for _ in $(seq 200); do grep -q 'port' "$dir/web.log" && break; sleep 0.05; done
page=$(grep -o 'port [0-9]*' "$dir/web.log" | head -1 | cut -d' ' -f2)
cat >"$dir/prometheus.yml" <<YAML
global: {scrape_interval: 5s}
scrape_configs: [{job_name: fleet, honor_labels: true, static_configs: [{targets: ["127.0.0.1:$page"]}]}]
YAML
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
prometheus --config.file="$dir/prometheus.yml" --storage.tsdb.path="$dir/data" --storage.tsdb.retention.time=1d \
  --web.listen-address="127.0.0.1:$port" >"$dir/prometheus.log" 2>&1 &
pids+=($!)
for _ in $(seq 300); do curl -sf "http://127.0.0.1:$port/-/ready" >/dev/null && break; sleep 0.1; done
sleep 12  # Two scrapes, so that there is something new.

mkdir -p "$dir/desired-state"
cat >"$dir/desired-state/fleet.yaml" <<YAML
apiVersion: muster/v1
kind: Fleet
metadata: {name: bench}
spec:
  provider: digitalocean
  regions: [nyc3]
  sample_every: 30s
  pools: [{name: worker, image: debian-12-x64, sizes: [s-4vcpu-8gb, s-8vcpu-16gb], min: 1, max: $((n + 100))}]
  agents: [{name: standard, pool: worker, requests: {cpu: 0.1, memory: 160MiB}}]
  readings:
    - from: prometheus
      url: http://127.0.0.1:$port
      label: slot
      queries: {cpu: machine_cpu, memory: machine_memory, disk: machine_disk, agents: machine_agents, disk_used: ""}
YAML
cat >"$dir/desired-state/overload.yaml" <<YAML
apiVersion: muster/v1
kind: Policy
metadata: {name: overload}
spec:
  pools: [worker]
  threshold:
    - {name: cpu-hot, metric: cpu, above: 80%, for: 5m, then: scale_up}
    - {name: memory-full, metric: memory, above: 85%, for: 5m, then: scale_up}
    - {name: disk-full, metric: disk, above: 90%, then: add_volume, volume: 50GiB}
    - {name: crowded, metric: agents, above: 40, then: add_machine}
YAML
export DIGITALOCEAN_API_URL=$url DIGITALOCEAN_API_KEY=dop_v1_bench
"$bin/muster" reconcile -C "$dir/desired-state" --state "$dir/state.db" --interval 4s --json >"$dir/rounds.ndjson" 2>"$dir/err.txt" &
loop=$!
pids+=($loop)
for _ in $(seq 1200); do [ "$(wc -l <"$dir/rounds.ndjson")" -ge "$rounds" ] && break; sleep 0.1; done
resident=$(awk '/VmHWM/ {printf "%.0f", $2 / 1024}' "/proc/$loop/status")
kill -TERM "$loop"; wait "$loop" || true
python3 - "$dir/rounds.ndjson" "$n" "$resident" <<'PY'
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
rows = [r for r in rows if r["steps"]]
for r in rows:
    for s in r["steps"]:
        if "error" in s: sys.exit(f'  step {s["step"]} failed: {s["error"]}')
later = rows[1:]
def p(values, share):
    values = sorted(values); return values[min(len(values) - 1, int(share * len(values)))]
first = sum(s["milliseconds"] for s in rows[0]["steps"])
print(f'  {sys.argv[2]} machines with 30 agents each, {len(later)} rounds behind the first (which took {first} ms), {sys.argv[3]} MiB at most')
whole = [sum(s["milliseconds"] for s in r["steps"]) for r in later]
print(f'  {"whole round":<12} p50 {p(whole, .5):>5} ms   p99 {p(whole, .99):>5} ms')
for name in [s["step"] for s in later[-1]["steps"]]:
    took = [s["milliseconds"] for r in later for s in r["steps"] if s["step"] == name]
    print(f'  {name:<12} p50 {p(took, .5):>5} ms   p99 {p(took, .99):>5} ms')
PY
