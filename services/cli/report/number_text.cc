#include "services/cli/report/number_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/text/grouped.h"

namespace baophu::cli {
namespace {

constexpr int64_t kMillion = 1'000'000;
constexpr int64_t kThousandMillion = 1000 * kMillion;

char Separator(Language language) { return language == Language::kVietnamese ? '.' : ','; }

// Rounded half away from zero; `unit` is above zero and even.
int64_t RoundedQuotient(int64_t number, int64_t unit) {
  const int64_t whole = number / unit;
  const int64_t rest = number % unit;
  if (rest >= unit / 2) return whole + 1;
  if (rest <= -(unit / 2)) return whole - 1;
  return whole;
}

}  // namespace

std::string NumberText(int64_t number, Language language) {
  return Grouped(number, Separator(language));
}

std::string DecimalText(std::string_view decimal, Language language) {
  std::string text(decimal);
  if (language == Language::kVietnamese) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string AmountText(int64_t amount_vnd, Language language) {
  if (amount_vnd > -kThousandMillion && amount_vnd < kThousandMillion) {
    return absl::StrCat(NumberText(amount_vnd, language), " đồng");
  }
  return absl::StrCat(NumberText(RoundedQuotient(amount_vnd, kMillion), language),
                      language == Language::kVietnamese ? " triệu đồng" : " million đồng");
}

std::string LargeAmountText(int64_t amount_vnd, Language language) {
  const int64_t hundredths = RoundedQuotient(amount_vnd, 10 * kMillion);
  const int64_t rest = hundredths % 100 < 0 ? -(hundredths % 100) : hundredths % 100;
  return absl::StrCat(
      hundredths < 0 && hundredths > -100 ? "-" : "", NumberText(hundredths / 100, language),
      language == Language::kVietnamese ? "," : ".", absl::Dec(rest, absl::kZeroPad2),
      language == Language::kVietnamese ? " tỷ đồng" : " billion đồng");
}

}  // namespace baophu::cli
