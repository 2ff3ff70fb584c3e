# shellcheck shell=bash
# The rows that need the whole suite. Part of tests/bench/run.

measure_suite() {
  say "loading the whole suite"
  start_suite
  load_suite
  if wanted memory; then measure_memory; fi
  if wanted forecast; then measure_forecast; fi
  if wanted uncached; then measure_uncached; fi
  if wanted table; then measure_table; fi
  if wanted cached; then measure_cached; fi
  if wanted two_replicas; then measure_two_replicas; fi
  if wanted write_load; then measure_write_load; fi
  if wanted read_back; then measure_read_back; fi
  if wanted assess_month; then measure_assessing; fi
}

# Imports everything and posts what employers owe; leaves the importing client's peak
# memory in CLIENT_KIB.
load_suite() {
  local pid line
  "$BIN/baophu" --server "unix:$(socket_of gateway)" import \
    --manifest "$STATE/sample/manifest.csv" >"$STATE/log/import.txt" 2>&1 9>&- &
  pid=$!
  CLIENT_KIB=0
  # The client's peak is gone with it, so it is read while it runs.
  while line=$(grep -s VmHWM "/proc/$pid/status"); do
    CLIENT_KIB=${line//[!0-9]/}
    sleep 0.2
  done
  wait "$pid" || die "the import failed:"$'\n'"$(tail -n 3 "$STATE/log/import.txt")"
  assess --from 2022-01 --through 2024-12
}

# Each program's peak memory, once everything is loaded and the report of each
# area was made, so that caches hold something.
measure_memory() {
  local area program
  while read -r area; do
    calls target --area="$area" --calls=1 --warmup=0 >/dev/null
  done < <(awk -F, 'NR > 1 && $5 <= "2024-09" && ($6 == "" || $6 >= "2024-09") { print $1 }' \
    "$ROOT/deploy/config/areas/areas.csv")
  for program in redis participant contribution target gateway; do
    record_memory "$program" "$(peak_mib "$program")"
  done
  record_memory baophu_import "$(divide "$CLIENT_KIB" 1024)"
}

# calls PROGRAM OPTIONS...: the same report many times.
calls() {
  local name=$1
  shift
  "$BIN/bench_calls" --address="unix:$(socket_of "$name")" --call=report --months=2024-09 "$@" ||
    die "calls to $name failed; the end of its log:"$'\n'"$(last_words "$name")"
}

# record_tail PROGRAM ROW AIM RATE: how much slower the slowest of a hundred calls
# is than the middle one, at so many a second for two seconds.
record_tail() {
  local answer p50 p99
  answer=$(calls "$1" --calls=$(($4 * 2)) --channels=4 --rate="$4")
  p50=$(value_of p50_us <<<"$answer")
  p99=$(value_of p99_us <<<"$answer")
  record "$2" us "$3" "$p50" "$p99" "$(divide "$p99" "$p50")"
}

# measure_cached_from PROGRAM ROW AIM: a report that is in the cache, against the
# bare server in turn; then both at half as many calls a second. The bare server's
# tail shows what the machine and the client add.
measure_cached_from() {
  local run bare ours half
  local -a load=(--calls=20000 --warmup=2000 --outstanding=32 --channels=4)
  for ((run = 1; run <= runs; run++)); do
    bare=$(calls echo "${load[@]}" | value_of per_second)
    ours=$(calls "$1" "${load[@]}" | value_of per_second)
    record "$2" /s "$3" "$bare" "$ours" "$(divide "$ours" "$bare")"
    half=$(awk -v rate="$ours" 'BEGIN { printf "%d\n", rate / 2 }')
    record_tail echo "$2_bare_p99" - "$half"
    record_tail "$1" "$2_p99" '<=8' "$half"
  done
}

# The bare server, with answers as long as a report.
start_echo() {
  local bytes
  bytes=$(calls target --calls=1 --warmup=1 | value_of bytes)
  start echo says_listening "$BIN/bench_echo" --address="unix:$(socket_of echo)" --bytes="$bytes"
}

measure_cached() {
  start_echo
  measure_cached_from target cached_in_process '>=0.7'
  # Over the same database, without memory for answers: all come from Redis.
  start_target target_redis 0 "unix:$(socket_of redis)"
  measure_cached_from target_redis cached_in_redis '>=0.4'
  stop_program target_redis
  stop_program echo
}

# A report that nobody keeps, so that each call counts it anew from participant's
# counts and contribution's totals: against its counts alone by GROUP BY, and, calls a
# second, against the bare server.
measure_uncached() {
  local run ours grouped bare
  local -a load=(--calls=4000 --warmup=200 --outstanding=32 --channels=4)
  start_target target_uncached 0 ''
  start_echo
  for ((run = 1; run <= runs; run++)); do
    ours=$(calls target_uncached --calls=300 --warmup=50 | value_of p50_us)
    grouped=$("$BIN/bench_group_by" --database="$STATE/data/participant.sqlite" \
      --months="$REPORT_MONTHS" --times=3 | value_of p50_us)
    record uncached us - "$grouped" "$ours" "$(divide "$grouped" "$ours")"
    bare=$(calls echo "${load[@]}" | value_of per_second)
    ours=$(calls target_uncached "${load[@]}" | value_of per_second)
    record uncached_rate /s - "$bare" "$ours" "$(divide "$ours" "$bare")"
  done
  stop_program echo
  stop_program target_uncached
}

# The areas that the province had in September 2024, joined by commas.
areas_of_2024() {
  awk -F, 'NR > 1 && $5 <= "2024-09" && ($6 == "" || $6 >= "2024-09") { print $1, $4 }' \
    "$ROOT/deploy/config/areas/areas.csv" |
    awk '{ parent[$1] = $2 }
         END { for (a in parent) if (a == 31 || parent[a] == 31 || parent[parent[a]] == 31) print a }' |
    sort | paste -sd,
}

# The whole province in one call, against the report of each of its areas one after
# another; nothing is kept in between.
measure_table() {
  local run ours reports areas count
  areas=$(areas_of_2024)
  count=$(tr ',' '\n' <<<"$areas" | wc -l)
  start_target target_uncached 0 ''
  for ((run = 1; run <= runs; run++)); do
    reports=$(calls target_uncached --area="$areas" --calls="$count" --warmup="$count" |
      value_of seconds)
    ours=$(calls target_uncached --call=table --calls=5 --warmup=1 | value_of p50_us)
    ours=$(divide "$ours" 1000000)
    record province_table s - "$reports" "$ours" "$(divide "$reports" "$ours")"
  done
  stop_program target_uncached
}

# Cached reports from two replicas at once, against one alone.
measure_two_replicas() {
  local run one both
  local -a load=(--calls=20000 --warmup=2000 --outstanding=32 --channels=4)
  start_target target_second $((64 * 1024 * 1024)) "unix:$(socket_of redis)"
  for ((run = 1; run <= runs; run++)); do
    one=$(calls target "${load[@]}" | value_of per_second)
    both=$(calls target --address="unix:$(socket_of target),unix:$(socket_of target_second)" \
      "${load[@]}" | value_of per_second)
    record two_replicas /s - "$one" "$both" "$(divide "$both" "$one")"
  done
  stop_program target_second
}

# The 99th percentile of reports of the province, 200 a second, while an import changes
# its figures all the time, against that without an import. Most answers must be
# computed anew then, and wait for what the import changed.
measure_write_load() {
  local run other answer quiet busy
  local -a load=(--rate=200 --calls=1000 --channels=4 --warmup=50)
  for ((run = 1; run <= runs; run++)); do
    quiet=$(calls target "${load[@]}" | value_of p99_us)
    movements_of_people "$STATE/data/other.csv" 1 0 "W$run" "2023-0$((run % 9 + 1))" 2023-12
    movements_of_people "$STATE/data/more.csv" 1 0 "V$run" "2024-0$((run % 8 + 1))" 2024-12
    tail -n +2 "$STATE/data/more.csv" >>"$STATE/data/other.csv"
    "$BIN/baophu" --server "unix:$(socket_of gateway)" import movements "$STATE/data/other.csv" \
      >"$STATE/log/import.txt" 2>&1 9>&- &
    other=$!
    answer=$(calls target "${load[@]}")
    if ! kill -0 "$other" 2>/dev/null; then say "  the import ended before the calls did"; fi
    wait "$other" || die "the import failed:"$'\n'"$(tail -n 3 "$STATE/log/import.txt")"
    busy=$(value_of p99_us <<<"$answer")
    say "  $(tr '\n' ' ' <<<"$answer")"
    record write_load_p99 us - "$quiet" "$busy" "$(divide "$busy" "$quiet")"
  done
}

# From sending a movement to reading what it changed, while an import of two
# movements of each person touches every area and the month itself.
measure_read_back() {
  local run other answer apart together
  say "reading back under a running import"
  for ((run = 1; run <= runs; run++)); do
    movements_of_people "$STATE/data/other.csv" 1 0 "R$run" "2023-0$((run % 9 + 1))" 2023-12
    movements_of_people "$STATE/data/more.csv" 1 0 "S$run" "2024-0$((run % 8 + 1))" 2024-12
    tail -n +2 "$STATE/data/more.csv" >>"$STATE/data/other.csv"
    "$BIN/baophu" --server "unix:$(socket_of gateway)" import movements "$STATE/data/other.csv" \
      >"$STATE/log/import.txt" 2>&1 9>&- &
    other=$!
    answer=$("$BIN/bench_read_back" --address="unix:$(socket_of gateway)" --while_pid="$other" \
      --first_person=$((run * 10000))) || die "reading back failed; see above"
    wait "$other" || die "the import failed:"$'\n'"$(tail -n 3 "$STATE/log/import.txt")"
    say "  $(tr '\n' ' ' <<<"$answer")"
    [[ $(value_of wrong <<<"$answer") == 0 ]] || die "a figure read back did not hold its movement"
    apart=$(awk -F= '/^(write|read)_us/ { sum += $2 } END { print sum }' <<<"$answer")
    together=$(value_of together_us <<<"$answer")
    record read_back us '<=1.5' "$apart" "$together" "$(divide "$together" "$apart")"
  done
}
