# shellcheck shell=bash
# Starts and ends what is measured: participant alone, the whole suite, and the
# databases. Part of tests/bench/run.

build_programs() {
  local tree=$ROOT/.build/release
  BIN=$tree/bin
  [[ -f $tree/build.ninja ]] || (cd "$ROOT" && cmake --preset release) ||
    die "the build cannot be configured; see above"
  ninja -C "$tree" baophu_participant baophu_contribution baophu_target baophu_gateway baophu \
    sample_province bench_programs 9>&- || die "the build failed; see above"
}

# start NAME READY COMMAND...: returns when the command READY succeeds.
start() {
  local name=$1 ready=$2
  shift 2
  rm -f "$(socket_of "$name")"
  start_program "$name" "$@" 9>&-
  ready_name=$name
  wait_until 60 "$ready" ||
    die "$name does not start; the end of its log:"$'\n'"$(last_words "$name")"
}
says_listening() { listens "$ready_name"; }

# start_solo DATABASE: participant alone.
start_solo() {
  start solo says_listening "$BIN/baophu_participant" --address="unix:$(socket_of solo)" \
    --database="$1" --key_file="$STATE/data/solo.key" --config_dir="$ROOT/deploy/config"
}
# Participant alone over an empty SQLite file.
start_empty_solo() {
  stop_program solo
  rm -f "$STATE"/data/solo.*
  start_solo "sqlite:$STATE/data/solo.sqlite"
}

# start_target NAME MEMORY_CACHE_BYTES REDIS: with an empty REDIS, without it.
start_target() {
  start "$1" says_listening "$BIN/baophu_target" --address="unix:$(socket_of "$1")" \
    --database="sqlite:$STATE/data/target.sqlite" --key_file="$STATE/data/target.key" \
    --participant_address="unix:$(socket_of participant)" \
    --contribution_address="unix:$(socket_of contribution)" \
    --redis="$3" --config_dir="$ROOT/deploy/config" \
    --sample_scale="$scale" --memory_cache_bytes="$2"
}

start_suite() {
  # As deploy/local/up starts it.
  start redis redis_answers redis-server --port 0 --unixsocket "$(socket_of redis)" --save '' \
    --appendonly no --maxmemory 256mb --maxmemory-policy allkeys-lru --dir "$STATE/run"
  start participant says_listening "$BIN/baophu_participant" \
    --address="unix:$(socket_of participant)" \
    --database="sqlite:$STATE/data/participant.sqlite" \
    --key_file="$STATE/data/participant.key" --config_dir="$ROOT/deploy/config" \
    --contribution_address="unix:$(socket_of contribution)"
  start_contribution "sqlite:$STATE/data/contribution.sqlite"
  start_target target $((64 * 1024 * 1024)) "unix:$(socket_of redis)"
  start gateway says_listening "$BIN/baophu_gateway" --grpc_address="unix:$(socket_of gateway)" \
    --http_address="unix:$(socket_of http)" \
    --participant_address="unix:$(socket_of participant)" \
    --contribution_address="unix:$(socket_of contribution)" \
    --target_address="unix:$(socket_of target)"
}

stop_suite() {
  local program
  for program in gateway target contribution participant redis; do stop_program "$program"; done
}

# Durable, as the services demand it of their database.
start_postgresql() {
  make_cluster "$STATE/postgresql" "$STATE/run/postgresql"
  set_postgresql_command "$STATE/postgresql" "$STATE/run/postgresql"
  start postgresql postgresql_answers "${POSTGRESQL_COMMAND[@]}" -c fsync=on \
    -c synchronous_commit=on -c full_page_writes=on
  POSTGRESQL="host=$STATE/run/postgresql user=postgres"
}
# psql_in DATABASE ARGUMENTS...
psql_in() {
  local name=$1
  shift
  psql -XAtq -v ON_ERROR_STOP=1 -d "$POSTGRESQL dbname=$name" "$@"
}
empty_database() {
  psql_in postgres -c 'SET client_min_messages = warning' \
    -c "DROP DATABASE IF EXISTS $1 WITH (FORCE)"
  make_database "$POSTGRESQL" "$1"
}

# import_into PROGRAM ARGUMENTS...: with `baophu`, through that program's socket.
import_into() {
  local server
  server=unix:$(socket_of "$1")
  shift
  "$BIN/baophu" --server "$server" import "$@" >"$STATE/log/import.txt" 2>&1 9>&- ||
    die "an import failed:"$'\n'"$(tail -n 3 "$STATE/log/import.txt")"
}

# make_sample FOLDER SCALE OPTIONS...: the sample province, with a manifest of
# participant's files beside the whole one.
make_sample() {
  local folder=$STATE/$1 size=$2
  shift 2
  say "making the sample province at scale $size"
  "$BIN/sample_province" --quiet --out "$folder" --scale "$size" --config "$ROOT/deploy/config" \
    "$@" 9>&- ||
    die "the sample province could not be made; see above"
  sed -n '1p; /^participant,/p' "$folder/manifest.csv" >"$folder/participant.csv"
}

# peak_mib PROGRAM: its peak memory so far.
peak_mib() {
  local pid
  pid=$(running_pid "$1") || die "$1 has ended; the end of its log:"$'\n'"$(last_words "$1")"
  awk '/^VmHWM/ { printf "%.1f\n", $2 / 1024 }' "/proc/$pid/status"
}
