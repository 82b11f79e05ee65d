#!/usr/bin/env bash
# run.sh TARGET: feeds one reader for SECONDS_EACH seconds (default: 60), and prints one line at the end. One input may
# take TIMEOUT_EACH seconds (default: 10).
set -uo pipefail
name=$1
mkdir -p "build/fuzz/corpus/$name"
words=()
[ ! -f "tests/fuzz/words/$name.dict" ] || words=("-dict=tests/fuzz/words/$name.dict")
log=build/fuzz/$name.log
"build/fuzz/bin/fuzz_$name" "-max_total_time=${SECONDS_EACH:-60}" "-timeout=${TIMEOUT_EACH:-10}" -rss_limit_mb=2048 -print_final_stats=1 \
  "-artifact_prefix=build/fuzz/findings/$name-" "${words[@]}" \
  "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
if [ $status -eq 0 ]; then
  echo "$name: ${runs:-0} runs, nothing found"
else
  echo "$name: FOUND SOMETHING after ${runs:-?} runs, see $log"
  grep -m3 -E 'ERROR|SUMMARY|runtime error' "$log"
fi
exit $status
