#ifndef BAOPHU_COMMON_CSV_CSV_PLACE_H_
#define BAOPHU_COMMON_CSV_CSV_PLACE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace baophu {

// Where a cell of a file stands, for messages that name file, line, column,
// fault and remedy.
struct CsvPlace {
  std::string file;
  int64_t line = 0;

  // INVALID_ARGUMENT: "rates.csv line 5: rate_bp is \"x\"; write a whole number".
  absl::Status Fault(const std::string& problem, const std::string& remedy) const {
    return absl::InvalidArgumentError(
        absl::StrCat(file, " line ", line, ": ", problem, "; ", remedy));
  }
};

// Words that a column may hold, and what they mean.
template <typename Value>
using CsvWords = std::vector<std::pair<std::string, Value>>;

// The meaning of a cell that holds one of `words`.
template <typename Value>
absl::StatusOr<Value> ChooseWord(const CsvPlace& place, const std::string& column,
                                 const std::string& text, const CsvWords<Value>& words) {
  for (const auto& [word, value] : words) {
    if (word == text) return value;
  }
  return place.Fault(
      absl::StrCat(column, " is \"", text, "\""),
      absl::StrCat("write ", absl::StrJoin(words, ", ", [](std::string* out, const auto& each) {
                     absl::StrAppend(out, each.first);
                   })));
}

// A whole number from `least` to `most`.
inline absl::StatusOr<int64_t> WholeNumber(const CsvPlace& place, const std::string& column,
                                           const std::string& text, int64_t least, int64_t most) {
  int64_t number = 0;
  if (absl::SimpleAtoi(text, &number) && number >= least && number <= most) return number;
  return place.Fault(absl::StrCat(column, " is \"", text, "\""),
                     absl::StrCat("write a whole number from ", least, " to ", most));
}

}  // namespace baophu

#endif  // BAOPHU_COMMON_CSV_CSV_PLACE_H_
