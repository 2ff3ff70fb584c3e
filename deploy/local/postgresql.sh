# shellcheck shell=bash
# PostgreSQL for the scripts: a cluster of its own in a folder, reached by a unix
# socket only. PostgreSQL refuses to run as root, so root starts it as postgres.

postgresql_bin() {
  local bin
  for bin in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do
    [[ -x $bin/postgres ]] && printf '%s\n' "$bin" && return
  done
  die "PostgreSQL is not installed; run deploy/local/setup"
}

# Runs a command as the user whom PostgreSQL runs as.
as_postgresql() {
  if [[ $EUID -eq 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --init-groups "$@"
  else
    "$@"
  fi
}

# make_cluster DATA_FOLDER SOCKET_FOLDER: when it is not there yet.
make_cluster() {
  local data=$1 sockets=$2
  mkdir -p "$data" "$sockets"
  if [[ $EUID -eq 0 ]]; then
    chown postgres:postgres "$data" "$sockets"
    as_postgresql test -w "$data" ||
      die "user postgres cannot enter $data; choose a folder that it may enter with --state"
  fi
  chmod 700 "$data"
  chmod 755 "$sockets"
  [[ -s $data/PG_VERSION ]] && return
  # The folder's own path is no place to work in for user postgres.
  (cd / && as_postgresql "$(postgresql_bin)/initdb" -D "$data" -U postgres -A trust -E UTF8 \
    --locale=C) >"$STATE/log/initdb.log" 2>&1 ||
    die "PostgreSQL's data folder could not be made; see $STATE/log/initdb.log"
}

# set_postgresql_command DATA_FOLDER SOCKET_FOLDER: what starts the server, in
# the array POSTGRESQL_COMMAND.
set_postgresql_command() {
  POSTGRESQL_COMMAND=("$(postgresql_bin)/postgres" -D "$1" -k "$2" -c listen_addresses=
    -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=4GB)
  if [[ $EUID -eq 0 ]]; then
    POSTGRESQL_COMMAND=(setpriv --reuid=postgres --regid=postgres --init-groups
      "${POSTGRESQL_COMMAND[@]}")
  fi
}

# True once the server whose sockets are in the run folder takes connections.
postgresql_answers() { "$(postgresql_bin)/pg_isready" -q -h "$STATE/run/postgresql"; }

# make_database CONNECTION NAME: when it is not there yet.
make_database() {
  local found
  found=$(psql -XAtq -d "$1 dbname=postgres" \
    -c "SELECT 1 FROM pg_database WHERE datname = '$2'" 2>&1) ||
    die "PostgreSQL at \"$1\" cannot be used: ${found%%$'\n'*}"
  [[ $found == 1 ]] ||
    psql -Xq -d "$1 dbname=postgres" \
      -c "CREATE DATABASE $2 TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'" ||
    die "the database $2 could not be made; the user of \"$1\" needs the right CREATEDB"
}
