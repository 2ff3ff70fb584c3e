#include "services/contribution/account/age.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostBounds = 16;
constexpr int32_t kMostCount = 10'000;

std::optional<AgeBound> ParseBound(const std::string& text) {
  AgeBound bound;
  if (text.empty() || (text.back() != 'd' && text.back() != 'm')) return std::nullopt;
  bound.months = text.back() == 'm';
  if (!absl::SimpleAtoi(text.substr(0, text.size() - 1), &bound.count)) return std::nullopt;
  if (bound.count < 1 || bound.count > kMostCount) return std::nullopt;
  return bound;
}

// Whether every age that reaches `b` has reached `a` earlier. A month has 28 to 31
// days.
bool AlwaysBefore(AgeBound a, AgeBound b) {
  if (a.months == b.months) return a.count < b.count;
  const int32_t latest_of_a = a.months ? a.count * 31 : a.count;
  const int32_t earliest_of_b = b.months ? b.count * 28 : b.count;
  return latest_of_a < earliest_of_b;
}

std::string NameOf(AgeBound bound) {
  return absl::StrCat(bound.count, bound.months ? " tháng" : " ngày");
}

}  // namespace

Age AgeOf(Day due, Day as_of) {
  if (as_of <= due) return {};
  const int32_t due_day = due.number() - Day::FirstOf(due.month()).number();
  const int32_t day = as_of.number() - Day::FirstOf(as_of.month()).number();
  const bool whole = day >= due_day || as_of == Day::LastOf(as_of.month());
  const int32_t months = as_of.month() - due.month();
  return {as_of.number() - due.number(), whole ? months : months - 1};
}

Day MonthsAfter(Day due, int32_t months) {
  const int32_t due_day = due.number() - Day::FirstOf(due.month()).number();
  const Month month = due.month() + months;
  return std::min(Day::FromNumber(Day::FirstOf(month).number() + due_day), Day::LastOf(month));
}

std::string AgeBound::ToString() const { return absl::StrCat(count, months ? "m" : "d"); }

absl::StatusOr<AgeBuckets> AgeBuckets::Parse(std::span<const std::string> bounds) {
  if (bounds.empty()) return Default();
  if (bounds.size() > kMostBounds) {
    return InvalidField("buckets", absl::StrCat("holds ", bounds.size(), " bounds"),
                        absl::StrCat("send at most ", kMostBounds));
  }
  std::vector<AgeBound> parsed;
  for (const std::string& text : bounds) {
    const std::optional<AgeBound> bound = ParseBound(text);
    if (!bound.has_value()) {
      return InvalidField("buckets", absl::StrCat("\"", text, "\" is not an age"),
                          "send bounds such as 30d or 6m");
    }
    if (!parsed.empty() && !AlwaysBefore(parsed.back(), *bound)) {
      return InvalidField(
          "buckets",
          absl::StrCat(bound->ToString(), " does not always come after ", parsed.back().ToString()),
          "send bounds from the youngest age to the oldest");
    }
    parsed.push_back(*bound);
  }
  return AgeBuckets(std::move(parsed));
}

AgeBuckets AgeBuckets::Default() {
  return AgeBuckets({{1, true}, {3, true}, {6, true}, {12, true}});
}

size_t AgeBuckets::BucketOf(Age age) const {
  size_t bucket = 0;
  while (bucket < bounds_.size() && bounds_[bucket].ReachedBy(age)) ++bucket;
  return bucket;
}

std::string AgeBuckets::From(size_t bucket) const {
  return bucket == 0 ? "" : bounds_[bucket - 1].ToString();
}

std::string AgeBuckets::Under(size_t bucket) const {
  return bucket == bounds_.size() ? "" : bounds_[bucket].ToString();
}

std::string AgeBuckets::Name(size_t bucket) const {
  if (bounds_.empty()) return "mọi thời gian";
  if (bucket == 0) return absl::StrCat("dưới ", NameOf(bounds_.front()));
  const std::string from = absl::StrCat("từ ", NameOf(bounds_[bucket - 1]));
  if (bucket == bounds_.size()) return absl::StrCat(from, " trở lên");
  return absl::StrCat(from, " đến dưới ", NameOf(bounds_[bucket]));
}

}  // namespace baophu::contribution
