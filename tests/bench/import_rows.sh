# shellcheck shell=bash
# The rows that measure imports into participant alone. Part of tests/bench/run.

# movements_of_people FILE EVERY OFFSET PREFIX FROM THROUGH: a movement of each
# EVERYth person, who is covered by health insurance in these months.
movements_of_people() {
  {
    echo movement_id,person,kind,schemes,effective_month,through_month,area,category
    zcat "$STATE/sample/people.csv.gz" | awk -F, -v every="$2" -v offset="$3" -v prefix="$4" \
      -v from="$5" -v through="$6" 'NR > 1 && NR % every == offset {
        print prefix "-" NR "," $1 ",PAID_THROUGH,HEALTH," from "," through "," $NF ",HOUSEHOLD"
      }'
  } >"$1"
}

# The seconds that `baophu import --json` gives for the last import: without the
# start of the program, which matters for small files.
reported_seconds() {
  sed -n 's/.*"importedBefore":[0-9]*,"seconds":\([0-9.]*\),"files".*/\1/p' \
    "$STATE/log/import.txt"
}

measure_sqlite_import() {
  local run first back newest baseline
  say "importing into SQLite"
  for ((run = 1; run <= runs; run++)); do
    start_empty_solo
    timed import_into solo --manifest "$STATE/sample/participant.csv"
    first=$ELAPSED
    if wanted import_sqlite; then
      # Ended, so that the file holds everything and nothing else writes.
      stop_program solo
      baseline=$("$BIN/bench_inserts" --from="$STATE/data/solo.sqlite" \
        --to="$STATE/data/inserts.sqlite" | value_of seconds)
      rm -f "$STATE"/data/inserts.*
      record import_sqlite s '>=0.5' "$baseline" "$first" "$(divide "$baseline" "$first")"
      start_solo "sqlite:$STATE/data/solo.sqlite"
    fi
    if wanted again; then
      timed import_into solo --manifest "$STATE/sample/participant.csv" --again
      record again s - "$first" "$ELAPSED" "$(divide "$ELAPSED" "$first")"
    fi
    if wanted retroactive; then
      movements_of_people "$STATE/data/newest.csv" 100 50 "N$run" 2024-12 2024-12
      movements_of_people "$STATE/data/back.csv" 100 25 "B$run" 2023-12 2024-12
      import_into solo movements "$STATE/data/newest.csv" --json
      newest=$(reported_seconds)
      import_into solo movements "$STATE/data/back.csv" --json
      back=$(reported_seconds)
      record retroactive s - "$newest" "$back" "$(divide "$back" "$newest")"
    fi
    stop_program solo
  done
}

# All rows of bench_solo into the empty bench_copy, by COPY.
copy_tables() {
  psql_in bench_copy -f "$STATE/data/copy.sql" || die "COPY failed; see above"
}

measure_postgresql_import() {
  local run ours table
  say "importing into PostgreSQL"
  start_postgresql
  for ((run = 1; run <= runs; run++)); do
    empty_database bench_solo
    rm -f "$STATE"/data/solo.*
    start_solo "postgresql:$POSTGRESQL dbname=bench_solo"
    psql_in postgres -c CHECKPOINT
    timed import_into solo --manifest "$STATE/sample/participant.csv"
    ours=$ELAPSED
    stop_program solo
    empty_database bench_copy
    "$(postgresql_bin)/pg_dump" --schema-only -d "$POSTGRESQL dbname=bench_solo" |
      psql_in bench_copy -o /dev/null
    mkdir "$STATE/data/copy"
    : >"$STATE/data/copy.sql"
    while read -r table; do
      psql_in bench_solo -c "\\copy $table to '$STATE/data/copy/$table'" </dev/null
      printf "\\\\copy %s from '%s'\n" "$table" "$STATE/data/copy/$table" >>"$STATE/data/copy.sql"
    done < <(psql_in bench_solo \
      -c "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    psql_in postgres -c CHECKPOINT
    timed copy_tables
    record import_postgresql s '>=0.35' "$ELAPSED" "$ours" "$(divide "$ELAPSED" "$ours")"
    rm -rf "$STATE/data/copy"
  done
  stop_program postgresql
  rm -rf "$STATE/postgresql"
}

# The people of the sample in two halves with all about them, each with a
# manifest; what both need is in common.csv.
split_sample() {
  local half kind file column part folder=$STATE/sample
  zcat "$folder/people.csv.gz" | awk -F, -v OFS=, 'NR > 1 {
    for (i = 1; i <= 3; i++) if ($i != "") print $i, NR % 2
  }' >"$folder/half_of.csv"
  for half in 0 1; do head -n 1 "$folder/manifest.csv" >"$folder/half$half.csv"; done
  while IFS=, read -r _ kind file _; do
    # The person stands in the second column of movements, else in the first.
    column=1
    [[ $kind == movements ]] && column=2
    for half in 0 1; do
      part=$half.${file%.gz}
      zcat "$folder/$file" | awk -F, -v half="$half" -v column="$column" '
        NR == FNR { half_of[$1] = $2; next }
        FNR == 1 || half_of[$column] == half' "$folder/half_of.csv" - >"$folder/$part"
      printf 'participant,%s,%s,%s\n' "$kind" "$part" "$(($(wc -l <"$folder/$part") - 1))" \
        >>"$folder/half$half.csv"
    done
  done < <(grep -E ',(people|movements|wages),' "$folder/participant.csv")
  grep -Ev ',(people|movements|wages),' "$folder/participant.csv" >"$folder/common.csv"
}

one_after_the_other() {
  import_into solo --manifest "$STATE/sample/half0.csv"
  import_into solo --manifest "$STATE/sample/half1.csv"
}
at_once() {
  local other
  "$BIN/baophu" --server "unix:$(socket_of solo)" import --manifest "$STATE/sample/half0.csv" \
    >"$STATE/log/import_other.txt" 2>&1 9>&- &
  other=$!
  import_into solo --manifest "$STATE/sample/half1.csv"
  wait "$other" || die "an import failed:"$'\n'"$(tail -n 3 "$STATE/log/import_other.txt")"
}

measure_two_imports() {
  local run apart
  say "two imports at once"
  split_sample
  for ((run = 1; run <= runs; run++)); do
    start_empty_solo
    import_into solo --manifest "$STATE/sample/common.csv"
    timed one_after_the_other
    apart=$ELAPSED
    start_empty_solo
    import_into solo --manifest "$STATE/sample/common.csv"
    timed at_once
    record two_imports s - "$apart" "$ELAPSED" "$(divide "$ELAPSED" "$apart")"
  done
  stop_program solo
}
