# shellcheck shell=bash
# Keeps what was measured and prints it. Part of tests/bench/run.

# divide A B: the ratio, with enough digits to be compared.
divide() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.5g\n", a / b; else print 0 }'; }

# timed COMMAND...: leaves the seconds that it took in ELAPSED.
timed() {
  local begin=$EPOCHREALTIME
  "$@"
  ELAPSED=$(awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.4f\n", b - a }')
}

# value_of NAME: of the lines NAME=VALUE that a program printed.
value_of() { sed -n "s/^$1=//p"; }

# record ROW UNIT AIM BASELINE OURS RATIO: one run of a row. AIM is such as
# ">=0.5" or "<=8" for the ratio, or "-" where none is set.
record() {
  [[ $4 =~ ^[0-9.e+]+$ && $5 =~ ^[0-9.e+]+$ && $6 =~ ^[0-9.e+-]+$ ]] ||
    die "$1 could not be measured: \"$4\", \"$5\", \"$6\""
  (IFS=$'\t' && printf '%s\n' "$*" >>"$RESULTS")
  say "  $1: baseline $4 $2, ours $5 $2, ratio $6"
}

# record_memory ROW MIB: against what each program may take.
record_memory() { record "memory_$1" MiB '<=1' 512 "$2" "$(divide "$2" 512)"; }

# Both outputs go through the rows in the order in which they were first
# recorded; whether an aim is met is decided by the median.
RESULTS_AWK='
function sort(a, n,   i, j, t) {
  for (i = 2; i <= n; i++)
    for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
}
# The median; also sets low and high.
function middle(list,   n, i, a) {
  n = split(list, a, " ")
  for (i = 1; i <= n; i++) a[i] += 0
  sort(a, n)
  low = a[1]
  high = a[n]
  return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
}
function met(aim, ratio) {
  if (aim == "-") return "-"
  if (substr(aim, 1, 1) == ">") return ratio >= substr(aim, 3) + 0 ? "yes" : "no"
  return ratio <= substr(aim, 3) + 0 ? "yes" : "no"
}
{
  if (!($1 in unit)) { order[++rows] = $1; unit[$1] = $2; aim[$1] = $3 }
  baseline[$1] = baseline[$1] " " $4
  ours[$1] = ours[$1] " " $5
  ratio[$1] = ratio[$1] " " $6
}'

print_table() {
  awk -F '\t' "$RESULTS_AWK"'
  END {
    width = 26
    for (k = 1; k <= rows; k++) if (length(order[k]) > width) width = length(order[k])
    format = "%-" width "s %-4s %10s %10s  %8s %8s %8s  %-6s  %s\n"
    printf format, "row", "unit", "baseline", "ours", "min", "median", "max", "aim", "met"
    for (k = 1; k <= rows; k++) {
      r = order[k]
      b = middle(baseline[r])
      o = middle(ours[r])
      m = middle(ratio[r])
      printf format, r, unit[r], sprintf("%.5g", b), sprintf("%.5g", o), sprintf("%.3g", low), \
        sprintf("%.3g", m), sprintf("%.3g", high), aim[r], met(aim[r], m)
    }
  }' "$RESULTS"
}

# write_json FILE
write_json() {
  mkdir -p "$(dirname "$1")"
  awk -F '\t' -v scale="$scale" -v people="$people" -v cpus="$(nproc)" \
    -v time="$(date -u +%FT%TZ)" "$RESULTS_AWK"'
  function list(text) { sub(/^ /, "", text); gsub(/ /, ", ", text); return "[" text "]" }
  END {
    printf "{\n  \"time\": \"%s\",\n  \"cpus\": %d,\n  \"scale\": %s,\n  \"people\": [%s],\n", \
      time, cpus, scale, people
    printf "  \"rows\": ["
    for (k = 1; k <= rows; k++) {
      r = order[k]
      m = middle(ratio[r])
      v = met(aim[r], m)
      # In parentheses: mawk takes a bare > for a file to print to.
      printf("%s\n    {\"row\": \"%s\", \"unit\": \"%s\",\n", (k > 1 ? "," : ""), r, unit[r])
      printf "     \"baseline\": %s, \"ours\": %s, \"ratio\": %s,\n", list(baseline[r]), \
        list(ours[r]), list(ratio[r])
      printf "     \"min\": %.5g, \"median\": %.5g, \"max\": %.5g, \"aim\": %s, \"met\": %s}", \
        low, m, high, (aim[r] == "-" ? "null" : "\"" aim[r] "\""), \
        (v == "-" ? "null" : v == "yes" ? "true" : "false")
    }
    printf "\n  ]\n}\n"
  }' "$RESULTS" >"$1"
}
