#include "services/cli/statement/payer_reference.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::cli {
namespace {

constexpr std::string_view kCodePrefix = "employer:";
constexpr std::string_view kCollections[] = {"employers/", "people/", "households/"};
constexpr size_t kTaxCodeDigits = 10;

bool IsNumber(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

}  // namespace

absl::StatusOr<PayerReference> ReadPayerReference(std::string_view text) {
  if (text.starts_with(kCodePrefix)) {
    text.remove_prefix(kCodePrefix.size());
    if (!text.empty()) return PayerReference{"", std::string(text)};
  }
  if (text.find('/') == std::string_view::npos && !text.empty()) {
    if (!IsNumber(text) || text.size() >= kTaxCodeDigits) {
      return PayerReference{"", std::string(text)};
    }
    return PayerReference{absl::StrCat("employers/", View(text)), ""};
  }
  for (const std::string_view collection : kCollections) {
    if (text.starts_with(collection) && IsNumber(text.substr(collection.size()))) {
      return PayerReference{std::string(text), ""};
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("EMPLOYER: \"", View(text),
                   "\" names no payer; write an id such as employers/91, people/7 or "
                   "households/5, or a unit code or tax code"));
}

}  // namespace baophu::cli
