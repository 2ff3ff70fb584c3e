# shellcheck shell=bash
# What the scripts of this folder share: messages, and programs that are started
# in the background, recorded by process id and start time, and ended by them.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC2034  # Used by the scripts that read this file.
LOCAL=$ROOT/deploy/local
# Where data, sockets and logs are; --state sets another folder.
STATE=$ROOT/.local

# The programs of the suite, in the order in which they are started.
# shellcheck disable=SC2034  # Used by the scripts that read this file.
PROGRAMS=(postgresql redis participant contribution target gateway)

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Takes a folder given on the command line, which need not exist yet.
set_state() {
  [[ -n ${1:-} ]] || die "--state needs a folder"
  STATE=$(realpath -m -- "$1")
}

# When a process started, in clock ticks since boot; nothing when it is gone. A
# process id alone may belong to another process by now.
start_time() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  # The name, in parentheses, may hold spaces.
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  [[ $1 == Z ]] || printf '%s\n' "${20}"
}

# The unix socket on which a program listens.
socket_of() { printf '%s/run/%s.sock\n' "$STATE" "$1"; }

pid_file() { printf '%s\n' "$STATE/run/$1.pid"; }

# The process id of a program that runs; fails when it does not.
running_pid() {
  local pid started
  [[ -r $(pid_file "$1") ]] && read -r pid started <"$(pid_file "$1")" || return 1
  [[ -n $pid && -n $started && $(start_time "$pid") == "$started" ]] || return 1
  printf '%s\n' "$pid"
}

# start_program NAME COMMAND...: in the background, away from this terminal.
start_program() {
  local name=$1 log=$STATE/log/$1.log pid
  shift
  printf -- '--- %s started %s\n' "$name" "$(date -u +%FT%TZ)" >>"$log"
  setsid "$@" </dev/null >>"$log" 2>&1 &
  pid=$!
  disown "$pid"
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$(pid_file "$name")"
}

# stop_program NAME: asks it to end, and ends it by force when it has not after
# 20 seconds.
stop_program() {
  local name=$1 signal=TERM pid i
  # PostgreSQL takes SIGTERM as a wish to wait for its callers.
  [[ $name == postgresql ]] && signal=INT
  if pid=$(running_pid "$name"); then
    kill -s "$signal" "$pid" 2>/dev/null || true
    for ((i = 0; i < 200; i++)); do
      running_pid "$name" >/dev/null || break
      sleep 0.1
    done
    if pid=$(running_pid "$name"); then
      kill -s KILL "$pid" 2>/dev/null || true
      say "$name did not end in 20 s and was killed"
    fi
  fi
  rm -f "$(pid_file "$name")"
}

# wait_until SECONDS COMMAND...: tries until it succeeds; fails after SECONDS.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# True once a service has said in its log, since it was last started, that it
# listens.
listens() {
  awk '/^--- / { found = 0 } / listens / { found = 1 } END { exit !found }' "$STATE/log/$1.log"
}
redis_answers() { [[ $(redis-cli -s "$(socket_of redis)" ping) == PONG ]]; }

# The last lines that a program wrote, for the person who must see why it ended.
last_words() { grep -v '^--- ' "$STATE/log/$1.log" | tail -n "${2:-3}" | sed 's/^/    /'; }

# True when something listens on this TCP port of the loopback address.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# True for a scale that sample_province makes.
is_sample_scale() {
  [[ $1 =~ ^(1(\.0{1,6})?|0\.[0-9]{1,6})$ ]] && awk -v scale="$1" 'BEGIN { exit scale < 0.005 }'
}

# One setting of the data folder, such as `setting scale`.
setting() { sed -n "s/^$1=//p" "$STATE/settings" 2>/dev/null; }
