#!/usr/bin/env bash
# Prints the figures that docs/explanation/performance.md explains: functions by Google Benchmark, whole commands by hyperfine.
# Arguments go to Google Benchmark, e.g. ./dev bench --benchmark_filter=propose
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bin=$PWD/build/release/bin

"$bin/muster_bench" --benchmark_counters_tabular=true "$@"
tests/bench/whole_plan.sh "$bin"
echo
echo "apply of machine creations, whole process, against what the cloud allows on paper:"
tests/bench/apply_creates.sh "$bin" 200
echo
echo "rounds of the loop, a real Prometheus as the source:"
exec tests/bench/loop_cycle.sh "$bin" 1000
