# shellcheck shell=bash
# The rows that measure the same with more and more people. Part of
# tests/bench/run.

# A month with what a report compares it with.
REPORT_MONTHS=2024-09,2024-08,2023-12,2023-09

# At scale 1, the largest, the sample has this many people.
SAMPLE_PEOPLE=2110000

# copy_people FOLDER PART: people, movements and wages of a sample once more as
# other people, by other first digits of what identifies them; what they share
# (areas and employers) is already in the manifest.
copy_people() {
  local kind file folder=$1 part=$2
  local -a provinces=(001 002 004 006 008 010 011 012 014 015)
  while IFS=, read -r _ kind file _; do
    zcat "$folder/$file" | awk -F, -v OFS=, -v kind="$kind" -v part="$part" \
      -v province="${provinces[part]}" '
      function other(id) {
        if (id == "") return id
        # 10 digits are an insurance number or household, the others begin with
        # the province that issued them.
        return (length(id) == 10 ? 330 + part : province) substr(id, 4)
      }
      function other_movement(id) { return id == "" ? id : part id }
      NR == 1 { print; next }
      kind == "people" { $1 = other($1); $2 = other($2); $3 = other($3); $7 = other($7) }
      kind == "movements" { $1 = other_movement($1); $2 = other($2); $11 = other_movement($11) }
      kind == "wages" { $1 = other($1) }
      { print }' >"$folder/$part.${file%.gz}"
    printf 'participant,%s,%s,%s\n' "$kind" "$part.${file%.gz}" \
      "$(($(wc -l <"$folder/$part.${file%.gz}") - 1))" >>"$folder/participant.csv"
  done < <(grep -E '^participant,(people|movements|wages),[^0-9]' "$folder/manifest.csv")
}

# make_people FOLDER SIZE: a sample of about so many people, of several provinces'
# people where one does not do. Below scale 0.005 there is no sample.
make_people() {
  local parts=$((($2 + SAMPLE_PEOPLE - 1) / SAMPLE_PEOPLE)) part
  ((parts <= 10)) || die "--people: write at most $((SAMPLE_PEOPLE * 10))"
  make_sample "$1" "$(awk -v n="$2" -v parts="$parts" -v whole="$SAMPLE_PEOPLE" \
    'BEGIN { scale = n / parts / whole; printf "%.6f", scale < 0.005 ? 0.005 : scale }')"
  for ((part = 1; part < parts; part++)); do copy_people "$STATE/$1" "$part"; done
}

# people_in FOLDER: how many people a sample has.
people_in() { awk -F, '$2 == "people" { sum += $4 } END { print sum }' "$STATE/$1/participant.csv"; }

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
# logarithmic.
fitted_exponent() {
  awk '{
    x = log($1)
    y = log($2)
    sx += x
    sy += y
    sxx += x * x
    sxy += x * y
  }
  END { printf "%.4f\n", (NR * sxy - sx * sy) / (NR * sxx - sx * sx) }'
}

# measure_growth SIZES
measure_growth() {
  local size run last_size last_read points aim
  say "growing"
  for size in $1; do make_people "sample_$size" "$size"; done
  for ((run = 1; run <= runs; run++)); do
    last_size='' last_read='' points=''
    for size in $1; do
      start_empty_solo
      timed import_into solo --manifest "$STATE/sample_$size/participant.csv"
      say "  $(people_in "sample_$size") people: $ELAPSED s"
      points+=${points:+$'\n'}"$(people_in "sample_$size") $ELAPSED"
      if wanted growth; then record_memory "at_$size" "$(peak_mib solo)"; fi
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
      last_size=$size
    done
    if wanted growth && [[ $1 == *' '* ]]; then
      record growth_exponent s '<=1.15' "$(awk 'NR == 1 { print $2 }' <<<"$points")" "$ELAPSED" \
        "$(fitted_exponent <<<"$points")"
    fi
  done
  stop_program solo
}
