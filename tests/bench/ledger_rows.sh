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
  "$BIN/bench_postings" --callers="$callers" --postings="$postings" --employers=400 "$@" | value_of rate
}

# The service over an empty database, and another one with the same empty tables.
start_posting_sqlite() {
  rm -f "$STATE"/data/contribution.* "$STATE"/data/plain.*
  start_contribution "sqlite:$STATE/data/contribution.sqlite"
  stop_program contribution
  cp "$STATE/data/contribution.sqlite" "$STATE/data/plain.sqlite"
  start_contribution "sqlite:$STATE/data/contribution.sqlite"
}
start_posting_postgresql() {
  empty_database bench_solo
  start_contribution "postgresql:$POSTGRESQL dbname=bench_solo"
  empty_database bench_plain
  "$(postgresql_bin)/pg_dump" --schema-only -d "$POSTGRESQL dbname=bench_solo" |
    psql_in bench_plain -o /dev/null
}

# measure_posting ENGINE BASELINE_FLAG: BASELINE_FLAG names the database beside the
# service's. Each run begins with empty ones, because settling a payer reads all that
# it ever paid.
measure_posting() {
  local engine=$1 baseline_flag=$2 run callers postings aim ours baseline first
  for ((run = 1; run <= runs; run++)); do
    stop_program contribution
    "start_posting_$engine"
    first=0
    for callers in 1 16 64; do
      # Long enough for settling to fall into it.
      postings=$((callers == 1 ? 500 : 12000)) aim='>=0.5'
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

# history_of ID MONTHS: assessments and payments of that employer of the sample, each month paid on its last day, up to 2024-12.
history_of() {
  zcat "$STATE/sample/employers.csv.gz" | awk -F, -v place="$1" -v months="$2" \
    -v assessments="$STATE/data/assessments.csv" -v payments="$STATE/data/payments.csv" '
    # A second row of an employer is a later status of it.
    NR > 1 && !(($1, $2) in seen) { seen[$1, $2] = 1; id++ }
    NR > 1 && id == place && !done++ {
      payer = $2 == "" ? $1 : $2
      print "source,external_id,payer,area,period_month,due_date,retirement_vnd,health_vnd" >assessments
      print "source,external_id,payer,area,paid_date,amount_vnd" >payments
      for (i = months - 1; i >= 0; i--) {
        month = sprintf("%d-%02d", 2024 - int(i / 12), 12 - i % 12)
        day = month "-28"
        print "STATEMENT,A" place "-" i ",employer:" payer ",303," month "," day ",2200000,450000" >assessments
        print "STATEMENT,P" place "-" i ",employer:" payer ",303," day ",2650000" >payments
      }
    }'
  import_into contribution assessments "$STATE/data/assessments.csv"
  import_into contribution payments "$STATE/data/payments.csv"
}

# The microseconds of a statement of an employer, most often.
statement_us() {
  "$BIN/bench_calls" --address="unix:$(socket_of contribution)" --call=statement --calls=3000 \
    --warmup=300 --name="employers/$1/statements/2024-12" | value_of p50_us
}

# Employers 401 and 402 have five months and five years.
measure_statements() {
  local run short long
  say "statements after five months and after five years"
  history_of 401 5
  history_of 402 60
  for ((run = 1; run <= runs; run++)); do
    short=$(statement_us 401)
    long=$(statement_us 402)
    record statement_5_years us '<=1.2' "$short" "$long" "$(divide "$long" "$short")"
  done
}

measure_postings() {
  say "posting payments one by one"
  start_employers
  measure_posting sqlite --sqlite="$STATE/data/plain.sqlite"
  measure_statements
  stop_program contribution
  start_postgresql
  measure_posting postgresql "--postgresql=$POSTGRESQL dbname=bench_plain"
  stop_program contribution
  stop_program participant
  stop_program postgresql
  rm -rf "$STATE/postgresql" "$STATE"/data/contribution.* "$STATE"/data/participant.*
}

# How many workers of the sample have a wage in a month. A later wage of the same job
# stands beside the earlier one.
workers_in() {
  zcat "$STATE/sample/wages.csv.gz" | awk -F, -v month="$1" '
    NR > 1 && $3 <= month && ($4 == "" || $4 >= month) && !seen[$1, $2]++ { n++ }
    END { print n + 0 }'
}

# assess ARGUMENTS...: until all is posted and settled.
assess() {
  "$BIN/baophu" --server "unix:$(socket_of gateway)" assess "$@" >"$STATE/log/assess.txt" 2>&1 9>&- ||
    die "what employers owe was not posted:"$'\n'"$(tail -n 3 "$STATE/log/assess.txt")"
}

# The suite is loaded, and three years are assessed; each run adds a month.
measure_assessing() {
  local run month workers inserted database=$STATE/data/contribution.sqlite
  say "assessing a month more"
  for ((run = 1; run <= runs; run++)); do
    month=$(printf '%d-%02d' $((2025 + (run - 1) / 12)) $(((run - 1) % 12 + 1)))
    workers=$(workers_in "$month")
    stop_program contribution
    cp "$database" "$STATE/data/before.sqlite"
    cp "$database" "$STATE/data/copy.sqlite"
    start_contribution "sqlite:$database"
    assess  # Only asks, and waits until the gateway has found the service again.
    timed assess --through "$month"
    stop_program contribution
    inserted=$("$BIN/bench_inserts" --from="$database" --before="$STATE/data/before.sqlite" \
      --to="$STATE/data/copy.sqlite" | value_of seconds)
    say "  $month: $workers workers in $ELAPSED s"
    record assess_month 1/s - "$(divide "$workers" "$inserted")" "$(divide "$workers" "$ELAPSED")" \
      "$(divide "$inserted" "$ELAPSED")"
    rm -f "$STATE"/data/{before,copy}.sqlite*
    start_contribution "sqlite:$database"
  done
}
