# shellcheck shell=bash
# The rows that measure work lists and scorecards with ten times the people. Part of
# tests/bench/run.

# As many as a whole province has, whatever the scale.
COLLECTORS=2000
WORK_DAY=2024-09-15

# time_of PROGRAM CALLS OPTIONS...: the middle time of a call in microseconds.
time_of() {
  local name=$1 count=$2
  shift 2
  "$BIN/bench_calls" --address="unix:$(socket_of "$name")" --calls="$count" --warmup=3 "$@" |
    value_of p50_us ||
    die "calls to $name failed; the end of its log:"$'\n'"$(last_words "$name")"
}

# measure_field_work_at SCALE: appends a line for each run to FIELD_WORK_TIMES: row, scale and
# microseconds.
measure_field_work_at() {
  local size=$1 run
  make_sample sample_field_work "$size" --collectors "$COLLECTORS"
  start_suite
  import_into gateway --manifest "$STATE/sample_field_work/manifest.csv"
  for ((run = 1; run <= runs; run++)); do
    printf 'scorecards %s %s\n' "$size" \
      "$(time_of contribution 30 --call=scorecards --months=2024-01,2024-09)"
    printf 'work_list %s %s\n' "$size" \
      "$(time_of participant 30 --call=work_list --day=$WORK_DAY)"
    printf 'work_lists %s %s\n' "$size" \
      "$(time_of participant 10 --call=work_lists --day=$WORK_DAY)"
  done >>"$FIELD_WORK_TIMES"
  stop_suite
  rm -rf "$STATE"/data/{participant,contribution,target}.* "$STATE/sample_field_work"
}

# The same calls at two sizes; the larger one is a whole province at most.
measure_field_work() {
  local small large row run before after
  large=$(awk -v scale="$scale" 'BEGIN { print (scale > 0.1) ? 1 : scale * 10 }')
  small=$(awk -v large="$large" 'BEGIN { print large / 10 }')
  say "work lists and scorecards of $COLLECTORS collectors at scale $small and $large"
  FIELD_WORK_TIMES=$STATE/data/field_work.txt
  : >"$FIELD_WORK_TIMES"
  measure_field_work_at "$small"
  measure_field_work_at "$large"
  for row in scorecards work_list work_lists; do
    for ((run = 1; run <= runs; run++)); do
      before=$(awk -v row="$row" -v size="$small" '$1 == row && $2 == size { print $3 }' \
        "$FIELD_WORK_TIMES" | sed -n "${run}p")
      after=$(awk -v row="$row" -v size="$large" '$1 == row && $2 == size { print $3 }' \
        "$FIELD_WORK_TIMES" | sed -n "${run}p")
      record "${row}_ten_times" us - "$before" "$after" "$(divide "$after" "$before")"
    done
  done
}
