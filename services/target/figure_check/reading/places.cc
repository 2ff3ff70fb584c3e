#include "services/target/figure_check/reading/places.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

// A place's name in two parts, both empty where none is stated.
struct PlaceName {
  std::string kinds;  // What it is, such as "province"; empty where that is not said.
  std::string words;  // What is left.

  std::string Text() const { return absl::StrCat(kinds, kinds.empty() ? "" : " ", words); }
};

PlaceName ReadPlaceName(const std::string& name) {
  // Words of kinds; "thành phố" and "thị xã" are two words of which one tells enough.
  static const auto* const kKinds = new std::map<std::string, std::string>{
      {"tp", "city"},        {"pho", "city"},      {"city", "city"},
      {"thanh", ""},         {"tinh", "province"}, {"province", "province"},
      {"huyen", "district"}, {"quan", "district"}, {"district", "district"},
      {"tx", "town"},        {"thi", "town"},      {"xa", "commune"},
      {"phuong", "ward"},    {"dac", "zone"},      {"khu", ""},
      {"bhxh", ""}};
  PlaceName read;
  std::string before;
  for (const std::string& word : FoldedWords(name)) {
    const auto kind = kKinds->find(word);
    // The second word of "thị xã" is no commune.
    const bool second = word == "xa" && before == "thi";
    before = word;
    if (second) continue;
    std::string& part = kind == kKinds->end() ? read.words : read.kinds;
    const std::string& text = kind == kKinds->end() ? word : kind->second;
    if (!text.empty()) absl::StrAppend(&part, part.empty() ? "" : " ", text);
  }
  return read;
}

}  // namespace

void TellPlacesApart(std::vector<Figure>& figures) {
  // A name without a kind is that of the only kind that others state with it: "Hải
  // Dương" may be the province or its city if both are named.
  std::map<std::string, std::set<std::string>> kinds_of_words;
  for (const Figure& figure : figures) {
    const PlaceName name = ReadPlaceName(figure.place_name);
    if (!name.kinds.empty()) kinds_of_words[name.words].insert(name.kinds);
  }
  std::map<std::string, std::set<std::string>> names_of_code;
  std::map<std::string, std::set<std::string>> codes_of_name;
  for (Figure& figure : figures) {
    PlaceName name = ReadPlaceName(figure.place_name);
    const auto kinds = kinds_of_words.find(name.words);
    if (name.kinds.empty() && kinds != kinds_of_words.end() && kinds->second.size() == 1) {
      name.kinds = *kinds->second.begin();
    }
    figure.place = name.Text();
    if (figure.place.empty() || figure.place_code.empty()) continue;
    names_of_code[figure.place_code].insert(figure.place);
    codes_of_name[figure.place].insert(figure.place_code);
  }
  std::set<std::string> places;
  for (Figure& figure : figures) {
    std::string code = figure.place_code;
    if (code.empty() && !figure.place.empty() && codes_of_name[figure.place].size() == 1) {
      code = *codes_of_name[figure.place].begin();
    }
    // A code without a name is of the only name that comes with it.
    if (figure.place.empty() && names_of_code[code].size() == 1) {
      figure.place = *names_of_code[code].begin();
    }
    if (!code.empty()) figure.place = absl::StrCat(code, " ", figure.place);
    if (!figure.place.empty()) places.insert(figure.place);
  }
  // Where only one place is named, figures without one are of it.
  if (places.size() != 1) return;
  for (Figure& figure : figures) figure.place = *places.begin();
}

}  // namespace baophu::target
