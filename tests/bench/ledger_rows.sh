# shellcheck shell=bash
# The rows that measure the ledger: single postings, a province's month assessed,
# and statements after years of postings. Part of tests/bench/run.

# start_contribution DATABASE: beside participant, over an empty database.
start_contribution() {
  start contribution says_listening "$BIN/baophu_contribution" \
    --address="unix:$(socket_of contribution)" --database="$1" \
    --key_file="$STATE/data/contribution.key" \
    --participant_address="unix:$(socket_of participant)" --config_dir="$ROOT/deploy/config"
}

# Participant with the areas and employers of the sample and nothing else.
start_employers() {
  rm -f "$STATE"/data/participant.*
  start participant says_listening "$BIN/baophu_participant" \
    --address="unix:$(socket_of participant)" \
    --database="sqlite:$STATE/data/participant.sqlite" \
    --key_file="$STATE/data/participant.key" --config_dir="$ROOT/deploy/config"
  sed -n '1p; /^participant,areas,/p; /^participant,area_successions,/p; /^participant,employers,/p' \
    "$STATE/sample/manifest.csv" >"$STATE/sample/employers_only.csv"
  import_into participant --manifest "$STATE/sample/employers_only.csv"
}

# post_payments CALLERS POSTINGS ARGUMENTS...: payments a second.
post_payments() {
  local callers=$1 postings=$2
  shift 2
  "$BIN/bench_postings" --callers="$callers" --postings="$postings" "$@" | value_of rate
}

# measure_posting ENGINE BASELINE_FLAG: the service is up; BASELINE_FLAG names a
# database with the same empty tables.
measure_posting() {
  local engine=$1 baseline_flag=$2 run callers postings aim ours baseline first=0
  for ((run = 1; run <= runs; run++)); do
    for callers in 1 16 64; do
      postings=$((callers == 1 ? 500 : 4000)) aim='>=0.5'
      ((callers > 1)) || aim=-
      ours=$(post_payments "$callers" "$postings" --first="$first" \
        --address="unix:$(socket_of contribution)")
      baseline=$(post_payments "$callers" "$postings" --first="$first" "$baseline_flag")
      first=$((first + postings))
      record "posting_${engine}_$callers" 1/s "$aim" "$baseline" "$ours" \
        "$(divide "$ours" "$baseline")"
    done
  done
}

measure_postings() {
  say "posting payments one by one"
  start_employers
  rm -f "$STATE"/data/contribution.* "$STATE"/data/plain.*
  start_contribution "sqlite:$STATE/data/contribution.sqlite"
  stop_program contribution
  cp "$STATE/data/contribution.sqlite" "$STATE/data/plain.sqlite"
  start_contribution "sqlite:$STATE/data/contribution.sqlite"
  measure_posting sqlite --sqlite="$STATE/data/plain.sqlite"
  stop_program contribution
  start_postgresql
  empty_database bench_solo
  start_contribution "postgresql:$POSTGRESQL dbname=bench_solo"
  empty_database bench_plain
  "$(postgresql_bin)/pg_dump" --schema-only -d "$POSTGRESQL dbname=bench_solo" |
    psql_in bench_plain -o /dev/null
  measure_posting postgresql "--postgresql=$POSTGRESQL dbname=bench_plain"
  stop_program contribution
  stop_program participant
  stop_program postgresql
  rm -rf "$STATE/postgresql" "$STATE"/data/contribution.* "$STATE"/data/participant.*
}
