#include "services/contribution/payments/payment_matching.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/identifiers/employer_code.h"
#include "common/text/view.h"

namespace baophu::contribution {
namespace {

// Shorter words with a digit in them are months, quarters and amounts.
constexpr size_t kMinUnitCodeChars = 5;

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }

void AddCode(std::string_view code, PayerCodes& codes) {
  std::string asked = absl::StrCat("employer:", View(code));
  if (std::find(codes.begin(), codes.end(), asked) == codes.end()) {
    codes.push_back(std::move(asked));
  }
}

// As written and, where that differs, in capitals.
void AddUnitCode(std::string_view code, PayerCodes& codes) {
  AddCode(code, codes);
  AddCode(absl::AsciiStrToUpper(View(code)), codes);
}

// What a field holds that is meant to name a payer.
PayerCodes CodesOfField(std::string_view field) {
  PayerCodes codes;
  if (const auto tax_code = ParseTaxCode(field); tax_code.ok()) AddCode(*tax_code, codes);
  if (ParseUnitCode(field).ok()) AddUnitCode(field, codes);
  return codes;
}

bool LooksLikeUnitCode(std::string_view word) {
  return word.size() >= kMinUnitCodeChars && ParseUnitCode(word).ok() &&
         std::any_of(word.begin(), word.end(), IsDigit) &&
         std::any_of(word.begin(), word.end(), IsLetter);
}

// Letters and digits that stand together, without what separates them.
std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const auto in_word = [](char c) { return IsDigit(c) || IsLetter(c); };
    const size_t begin = at;
    while (at < text.size() && in_word(text[at])) ++at;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    while (at < text.size() && !in_word(text[at])) ++at;
  }
  return words;
}

// Whether a branch's suffix follows `word` after a '-', as in 0314409058-002.
bool IsBranchOf(std::string_view word, std::string_view next) {
  return word.size() == 10 && next.size() == 3 && next.data() == word.data() + word.size() + 1 &&
         word.data()[word.size()] == '-' && ParseTaxCode(absl::StrCat(View(word), View(next))).ok();
}

PayerCodes CodesOfText(std::string_view text) {
  PayerCodes codes;
  const std::vector<std::string_view> words = WordsOf(text);
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (i + 1 < words.size() && IsBranchOf(word, words[i + 1])) {
      AddCode(absl::StrCat(View(word), View(words[++i])), codes);
    } else if (ParseTaxCode(word).ok()) {
      AddCode(word, codes);
    } else if (LooksLikeUnitCode(word)) {
      AddUnitCode(word, codes);
    }
  }
  return codes;
}

}  // namespace

PayerClues FindClues(std::string_view payer_code, std::string_view tax_code,
                     std::string_view text) {
  PayerClues clues;
  clues.by_means = {CodesOfField(payer_code), CodesOfField(tax_code), CodesOfText(text)};
  clues.names_someone = !payer_code.empty() || !tax_code.empty() || !clues.by_means[2].empty();
  return clues;
}

std::string_view ParkReasonText(ParkReason reason) {
  switch (reason) {
    case ParkReason::kNoReference:
      return "NO_REFERENCE";
    case ParkReason::kUnknownPayer:
      return "UNKNOWN_PAYER";
    case ParkReason::kAmbiguous:
      return "AMBIGUOUS";
  }
  return "";
}

PayerMatch MatchPayer(const PayerClues& clues,
                      const absl::flat_hash_map<std::string, PayerId>& known) {
  for (const PayerCodes& codes : clues.by_means) {
    std::set<PayerId> found;
    for (const std::string& code : codes) {
      const auto payer = known.find(code);
      if (payer != known.end()) found.insert(payer->second);
    }
    if (found.size() == 1) return {*found.begin(), {}};
    if (found.size() > 1) return {std::nullopt, ParkReason::kAmbiguous};
  }
  return {std::nullopt, clues.names_someone ? ParkReason::kUnknownPayer : ParkReason::kNoReference};
}

}  // namespace baophu::contribution
