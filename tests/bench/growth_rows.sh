# shellcheck shell=bash
# The rows that measure the same with more and more people. Part of
# tests/bench/run.

# A month with what a report compares it with.
REPORT_MONTHS=2024-09,2024-08,2023-12,2023-09

# measure_reads PEOPLE: how long an answer of counts takes, and the same figures
# by GROUP BY, in READ_US and GROUP_BY_US.
measure_reads() {
  local answer grouped
  answer=$("$BIN/bench_calls" --address="unix:$(socket_of solo)" --call=coverage \
    --months=$REPORT_MONTHS --calls=300 --warmup=50)
  grouped=$("$BIN/bench_group_by" --database="$STATE/data/solo.sqlite" --months=$REPORT_MONTHS \
    --times=3)
  [[ $(value_of figures <<<"$answer") == "$(value_of figures <<<"$grouped")" ]] ||
    die "GROUP BY finds other figures than participant at $1 people: $answer $grouped"
  READ_US=$(value_of p50_us <<<"$answer")
  GROUP_BY_US=$(value_of p50_us <<<"$grouped")
}

# The slope of a line through points (lines of people and seconds), both axes
# logarithmic; 0 for a single point.
fitted_exponent() {
  awk '{
    x = log($1)
    y = log($2)
    sx += x
    sy += y
    sxx += x * x
    sxy += x * y
  }
  END { print NR > 1 ? (NR * sxy - sx * sy) / (NR * sxx - sx * sx) : 0 }'
}

# measure_growth SIZES
measure_growth() {
  local size run last_size last_read last_peak peak points aim
  say "growing"
  # At scale 1 the sample has 2.11 million people.
  for size in $1; do
    make_sample "sample_$size" "$(awk -v n="$size" 'BEGIN { printf "%.6f", n / 2110000 }')"
  done
  for ((run = 1; run <= runs; run++)); do
    last_size='' last_read='' last_peak='' points=''
    for size in $1; do
      start_empty_solo
      timed import_into solo --manifest "$STATE/sample_$size/participant.csv"
      say "  $size people: $ELAPSED s"
      points+=${points:+$'\n'}"$size $ELAPSED"
      peak=$(peak_mib solo)
      if [[ -n $last_size ]] && wanted growth; then
        record "memory_at_$size" MiB - "$last_peak" "$peak" "$(divide "$peak" "$last_peak")"
      fi
      if wanted group_by; then
        measure_reads "$size"
        # The aim is set for a whole province.
        aim=-
        ((size >= 1000000)) && aim='>=50'
        record "group_by_at_$size" us "$aim" "$GROUP_BY_US" "$READ_US" \
          "$(divide "$GROUP_BY_US" "$READ_US")"
        if [[ -n $last_size ]]; then
          aim=-
          ((size == last_size * 10)) && aim='<=1.2'
          record "read_at_$size" us "$aim" "$last_read" "$READ_US" "$(divide "$READ_US" "$last_read")"
        fi
        last_read=$READ_US
      fi
      last_size=$size last_peak=$peak
    done
    if wanted growth && [[ $1 == *' '* ]]; then
      record growth_exponent s '<=1.15' "$(awk 'NR == 1 { print $2 }' <<<"$points")" "$ELAPSED" \
        "$(fitted_exponent <<<"$points")"
    fi
  done
  stop_program solo
}
