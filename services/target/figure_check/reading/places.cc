#include "services/target/figure_check/reading/places.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

// The words of a place's name without those of its kind.
std::string PlaceWords(const std::string& name) {
  static const auto* const kKinds =
      new std::set<std::string>{"tp", "thanh",  "pho", "tinh", "huyen",    "quan", "thi",     "xa",
                                "tx", "phuong", "dac", "khu",  "province", "city", "district"};
  std::string words;
  for (const std::string& word : FoldedWords(name)) {
    if (!kKinds->contains(word)) absl::StrAppend(&words, words.empty() ? "" : " ", word);
  }
  return words.empty() ? FoldedText(name) : words;
}

}  // namespace

void TellPlacesApart(std::vector<Figure>& figures) {
  std::map<std::string, std::vector<std::string>> names_of_code;
  std::map<std::string, std::set<std::string>> codes_of_name;
  for (const Figure& figure : figures) {
    if (figure.place_code.empty()) continue;
    const std::string name = PlaceWords(figure.place_name);
    if (!name.empty()) names_of_code[figure.place_code].push_back(name);
    codes_of_name[name].insert(figure.place_code);
  }
  for (Figure& figure : figures) {
    const std::string name = PlaceWords(figure.place_name);
    std::string code = figure.place_code;
    if (code.empty() && !name.empty()) {
      const auto codes = codes_of_name.find(name);
      if (codes != codes_of_name.end() && codes->second.size() == 1) code = *codes->second.begin();
    }
    if (code.empty()) {
      figure.place = name;
      continue;
    }
    // The first name of the code that this one fits tells which place it is.
    figure.place = code;
    for (const std::string& other : names_of_code[code]) {
      if (name.empty() || absl::StrContains(other, name) || absl::StrContains(name, other)) {
        absl::StrAppend(&figure.place, " ", other);
        break;
      }
    }
  }
  // Where only one place is named, figures without one are of it.
  std::set<std::string> places;
  for (const Figure& figure : figures) {
    if (!figure.place.empty()) places.insert(figure.place);
  }
  if (places.size() != 1) return;
  for (Figure& figure : figures) figure.place = *places.begin();
}

}  // namespace baophu::target
