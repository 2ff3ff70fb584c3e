# shellcheck shell=bash
# How much less forecasts err than repeating the last value, or last year's growth, on the
# sample's history. Part of tests/bench/run. The history is invented: the rows show that
# the parts work together and whether a change made forecasts worse, not how well a real
# province would be forecast.

measure_forecast() {
  local answer indicator method last growth
  say "forecasts on the sample's invented history"
  answer=$("$BIN/bench_forecast" --address="unix:$(socket_of target)") ||
    die "forecasts failed; the end of target's log:"$'\n'"$(last_words target)"
  forecast_table <<<"$answer"
  # Provinces, districts and communes count a third each, whatever their number and size:
  # errors are taken in thousandths of repeating last year's growth on their level.
  while read -r indicator method last growth; do
    record "forecast_last_${indicator,,}" - '<=1' "$last" "$method" "$(divide "$method" "$last")"
    record "forecast_growth_${indicator,,}" - '-' "$growth" "$method" \
      "$(divide "$method" "$growth")"
  done < <(awk '$1 == "forecast" && $9 > 0 {
      if (!($2 in n)) order[++rows] = $2
      ++n[$2]; method[$2] += $7 / $9; last[$2] += $8 / $9
    }
    END {
      for (k = 1; k <= rows; k++) {
        i = order[k]
        printf "%s %.6f %.6f 1000\n", i, 1000 * method[i] / n[i], 1000 * last[i] / n[i]
      }
    }' <<<"$answer")
}

# Of the lines of bench_forecast: mean errors of a series, and the method's as parts of
# the others'.
forecast_table() {
  awk '$1 == "forecast" {
      if (!header++) {
        printf "  %-30s %-8s %5s %6s %16s %9s %9s\n", "indicator", "level", "ahead", "series", \
          "mean error", "/last", "/growth"
      }
      printf "  %-30s %-8s %5d %6d %16.0f %9s %9s\n", $2, $3, $4, $5, $7 / $5, \
        ($8 > 0 ? sprintf("%.3f", $7 / $8) : "-"), ($9 > 0 ? sprintf("%.3f", $7 / $9) : "-")
    }
    /^rank_us/ { print "  " $0 }'
}
