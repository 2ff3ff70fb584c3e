#include "services/contribution/interest/late_interest.h"

#include <algorithm>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kPpm = 1'000'000;

// principal x count x rate. The product passes what an int64 holds for a large
// debt of many years, so it is taken in 128 bits.
Vnd InterestOn(Vnd principal, int64_t count, int64_t rate_ppm) {
  const __int128 product = static_cast<__int128>(principal.amount_vnd()) * count * rate_ppm;
  return Vnd(static_cast<int64_t>((product + kPpm / 2) / kPpm));
}

// The days of `month` after `due` and up to `as_of`, or the one on which a
// month's interest is charged.
InterestSpan SpanOf(const InterestRate& rate, Month month, Day due, Day as_of) {
  InterestSpan span;
  span.method = rate.method;
  span.rate_ppm = rate.rate_ppm;
  span.source = rate.source;
  span.from = Day::FirstOf(month);
  if (rate.method == InterestMethod::kMonthly) {
    span.through = span.from;
    span.count = month - due.month() >= 2 ? 1 : 0;
    return span;
  }
  span.from = std::max(span.from, Day::FromNumber(due.number() + 1));
  span.through = std::min(Day::LastOf(month), as_of);
  span.count = std::max(0, span.through.number() - span.from.number() + 1);
  return span;
}

bool Continues(const InterestSpan& before, const InterestSpan& span) {
  return before.method == span.method && before.rate_ppm == span.rate_ppm &&
         before.source == span.source;
}

}  // namespace

absl::StatusOr<std::vector<InterestSpan>> LateInterest(const Law& law, size_t fund, Vnd principal,
                                                       Day due, Day as_of) {
  std::vector<InterestSpan> spans;
  for (Month month = due.month(); month <= as_of.month(); month = month + 1) {
    BAOPHU_ASSIGN(const InterestRate rate, law.InterestOf(fund, month));
    const InterestSpan span = SpanOf(rate, month, due, as_of);
    if (span.count == 0) continue;
    if (!spans.empty() && Continues(spans.back(), span)) {
      spans.back().through = span.through;
      spans.back().count += span.count;
    } else {
      spans.push_back(span);
    }
  }
  for (InterestSpan& span : spans) {
    span.interest = InterestOn(principal, span.count, span.rate_ppm);
  }
  return spans;
}

Vnd Sum(const std::vector<InterestSpan>& spans) {
  Vnd sum;
  for (const InterestSpan& span : spans) sum += span.interest;
  return sum;
}

}  // namespace baophu::contribution
