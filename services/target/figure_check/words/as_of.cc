#include "services/target/figure_check/words/as_of.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<const char*, 13> kEnglishMonths = {
    "",     "january", "february",  "march",   "april",    "may",     "june",
    "july", "august",  "september", "october", "november", "december"};
constexpr std::array<const char*, 13> kVietnameseNumbers = {
    "",    "mot", "hai",  "ba",   "tu",       "nam",     "sau",
    "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"};
constexpr std::array<const char*, 5> kRomanQuarters = {"", "i", "ii", "iii", "iv"};
constexpr std::array<const char*, 5> kEnglishQuarters = {"", "first", "second", "third", "fourth"};

// A number of at most four digits, also with the ending of an ordinal ("31st"); 0
// when the word is none.
int NumberOf(const std::string& word) {
  const size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string ending = word.substr(digits);
  const bool ordinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
  int number = 0;
  if (digits == 0 || digits > 4 || !(ending.empty() || ordinal)) return 0;
  return absl::SimpleAtoi(word.substr(0, digits), &number) ? number : 0;
}

bool IsYear(int number) { return number >= 1990 && number <= 2199; }

template <size_t size>
int PlaceIn(const std::array<const char*, size>& names, const std::string& word) {
  const auto found = std::find(names.begin() + 1, names.end(), word);
  return found == names.end() ? 0 : static_cast<int>(found - names.begin());
}

// 1 to 12 for "august" or "aug"; 0 for anything else.
int EnglishMonth(const std::string& word) {
  if (word.size() < 3) return 0;
  if (word == "sept") return 9;
  for (int month = 1; month <= 12; ++month) {
    const std::string name = kEnglishMonths[static_cast<size_t>(month)];
    if (word == name || word == name.substr(0, 3)) return month;
  }
  return 0;
}

// Walks over the words and takes those that it asks for.
class Reader {
 public:
  explicit Reader(const Words& words) : words_(words) {}

  bool done() const { return at_ == words_.size(); }
  const std::string& word() const {
    static const std::string kNone;
    return done() ? kNone : words_[at_];
  }
  bool Take(const std::vector<const char*>& phrase) {
    if (at_ + phrase.size() > words_.size()) return false;
    if (!std::equal(phrase.begin(), phrase.end(), words_.begin() + static_cast<long>(at_))) {
      return false;
    }
    at_ += phrase.size();
    return true;
  }
  bool TakeAny(const std::vector<std::vector<const char*>>& phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [this](const auto& phrase) { return Take(phrase); });
  }
  // Takes a word that one of `next` follows, and leaves that.
  bool TakeBefore(const char* phrase, const std::vector<const char*>& next) {
    const bool follows = at_ + 1 < words_.size() && words_[at_] == phrase &&
                         std::find(next.begin(), next.end(), words_[at_ + 1]) != next.end();
    if (follows) Skip();
    return follows;
  }
  void Skip() { ++at_; }
  // A number from `least` to `most`; 0, and nothing is taken, when there is none.
  int TakeNumber(int least, int most) {
    const int number = NumberOf(word());
    if (number < least || number > most) return 0;
    Skip();
    return number;
  }
  int TakeYear() { return TakeNumber(1990, 2199); }
  // The number of a month, in digits or Vietnamese words.
  int TakeMonth() {
    if (const int month = TakeNumber(1, 12); month != 0) return month;
    // "năm" folds to the word for year as well, so a year must stand behind it.
    for (int month = 12; month >= 1; --month) {
      const std::string name = kVietnameseNumbers[static_cast<size_t>(month)];
      const Words parts = FoldedWords(name);
      if (month == 5 && (at_ + 2 >= words_.size() || words_[at_ + 1] != "nam")) continue;
      if (at_ + parts.size() <= words_.size() &&
          std::equal(parts.begin(), parts.end(), words_.begin() + static_cast<long>(at_))) {
        at_ += parts.size();
        return month;
      }
    }
    return Take({"gieng"}) ? 1 : (Take({"chap"}) ? 12 : 0);
  }
  // Words that stand between the parts of a date and say nothing.
  void SkipFillers() {
    while (TakeAny({{"nam"}, {"cua"}, {"of"}, {"the"}, {"year"}, {"in"}, {"dau"}})) {
    }
  }

 private:
  const Words& words_;
  size_t at_ = 0;
};

AsOf EndOf(int year, int month, AsOf::Span span = AsOf::Span::kToDate) {
  return {year, Day::LastOf(Month::FromYearMonth(year, month)), span, ""};
}

std::optional<AsOf> OnDay(int year, int month, int day) {
  const absl::StatusOr<Day> read = Day::Parse(absl::StrFormat("%04d-%02d-%02d", year, month, day));
  if (!read.ok()) return std::nullopt;
  return AsOf{year, *read, AsOf::Span::kToDate, ""};
}

// 2023-08-31, 2023-08, 2023.
std::optional<AsOf> ReadYearFirst(Reader reader) {
  const int year = reader.TakeYear();
  if (year == 0) return std::nullopt;
  if (reader.done()) return AsOf{year, std::nullopt, AsOf::Span::kToDate, ""};
  const int month = reader.TakeNumber(1, 12);
  if (month == 0) return std::nullopt;
  if (reader.done()) return EndOf(year, month);
  const int day = reader.TakeNumber(1, 31);
  return day != 0 && reader.done() ? OnDay(year, month, day) : std::nullopt;
}

// [ngày] 31/8/2023, 31 tháng 8 năm 2023, 8/2023, 31 August 2023, August 31, 2023.
std::optional<AsOf> ReadDayFirst(Reader reader) {
  reader.TakeAny({{"ngay"}});
  int english = EnglishMonth(reader.word());
  if (english != 0) reader.Skip();
  const int first = reader.TakeNumber(1, 31);
  if (english == 0 && first == 0) return std::nullopt;
  reader.TakeAny({{"thang"}, {"of"}});
  int month = english;
  if (month == 0) {
    month = EnglishMonth(reader.word());
    if (month != 0) {
      reader.Skip();
    } else {
      month = reader.TakeMonth();
    }
  }
  reader.SkipFillers();
  const int year = reader.TakeYear();
  if (year == 0 || !reader.done()) return std::nullopt;
  if (month == 0) return first <= 12 ? std::optional(EndOf(year, first)) : std::nullopt;
  return first == 0 ? EndOf(year, month) : OnDay(year, month, first);
}

// [trong] tháng 8/2023.
std::optional<AsOf> ReadMonth(Reader reader, AsOf::Span span) {
  if (!reader.TakeAny({{"thang"}, {"month"}})) return std::nullopt;
  const int month = reader.TakeMonth();
  reader.SkipFillers();
  const int year = reader.TakeYear();
  if (month == 0 || year == 0 || !reader.done()) return std::nullopt;
  return EndOf(year, month, span);
}

// 8 tháng [đầu năm] 2023, [the] first 8 months of 2023, nửa đầu năm 2023.
std::optional<AsOf> ReadMonthsSoFar(Reader reader) {
  reader.TakeAny({{"trong"}, {"sau", "khi"}, {"the"}});
  int months = 0;
  if (reader.TakeAny({{"nua", "dau"}, {"first", "half"}})) {
    months = 6;
  } else {
    reader.TakeAny({{"first"}});
    months = reader.TakeMonth();
    if (months == 0 || !reader.TakeAny({{"thang"}, {"months"}, {"month"}})) return std::nullopt;
  }
  reader.SkipFillers();
  const int year = reader.TakeYear();
  if (months == 0 || year == 0 || !reader.done()) return std::nullopt;
  return EndOf(year, months);
}

// Quý III/2023, Q3 2023, third quarter of 2023, 2023 Q3.
std::optional<AsOf> ReadQuarter(Reader reader, AsOf::Span span) {
  reader.TakeAny({{"the"}});
  int year = reader.TakeYear();
  int quarter = 0;
  const std::string& word = reader.word();
  if (word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4') {
    quarter = word[1] - '0';
    reader.Skip();
  } else if (reader.TakeAny({{"quy"}})) {
    quarter = PlaceIn(kRomanQuarters, reader.word());
    if (quarter != 0) {
      reader.Skip();
    } else {
      quarter = reader.TakeMonth();
    }
  } else if (quarter = PlaceIn(kEnglishQuarters, word); quarter != 0) {
    reader.Skip();
    if (!reader.TakeAny({{"quarter"}})) return std::nullopt;
  }
  reader.SkipFillers();
  if (year == 0) year = reader.TakeYear();
  if (quarter < 1 || quarter > 4 || year == 0 || !reader.done()) return std::nullopt;
  return EndOf(year, quarter * 3, span);
}

// Năm 2023, cả năm 2023, cuối năm 2023, đầu năm 2023.
std::optional<AsOf> ReadWholeYear(Reader reader) {
  const bool start = reader.TakeAny({{"dau", "nam"}, {"start", "of"}, {"beginning", "of"}});
  const bool end = !start && reader.TakeAny({{"cuoi", "nam"},
                                             {"ca", "nam"},
                                             {"year", "end"},
                                             {"whole", "year"},
                                             {"ket", "thuc", "nam"}});
  if (!start && !end && !reader.TakeAny({{"nam"}, {"year"}})) return std::nullopt;
  reader.SkipFillers();
  const int year = reader.TakeYear();
  if (year == 0 || !reader.done()) return std::nullopt;
  if (start) return EndOf(year - 1, 12);
  if (end) return EndOf(year, 12);
  return AsOf{year, std::nullopt, AsOf::Span::kToDate, ""};
}

// The whole text: words that say that what follows is the end of the time ("hết") or
// all of it ("trong"), then one of the forms above.
std::optional<AsOf> ReadWords(const Words& words) {
  Reader reader(words);
  bool until = false;
  bool to_end = false;
  bool within = false;
  while (!reader.done()) {
    if (reader.TakeAny({{"het"}, {"end", "of"}, {"end"}, {"the", "end", "of"}}) ||
        reader.TakeBefore("cuoi", {"thang", "quy"})) {
      until = to_end = true;
    } else if (reader.TakeAny({{"tinh"},
                               {"den"},
                               {"toi"},
                               {"luy", "ke"},
                               {"thoi", "diem"},
                               {"as", "of"},
                               {"as", "at"},
                               {"to"},
                               {"until"},
                               {"at"},
                               {"by"}})) {
      until = true;
    } else if (reader.TakeAny({{"trong"}, {"rieng"}, {"in"}, {"during"}})) {
      within = true;
    } else {
      break;
    }
  }
  const auto span = [&](AsOf::Span alone) { return until ? AsOf::Span::kToDate : alone; };
  std::optional<AsOf> as_of = ReadYearFirst(reader);
  if (!as_of.has_value()) as_of = ReadDayFirst(reader);
  if (!as_of.has_value()) {
    as_of = ReadMonth(reader, within ? span(AsOf::Span::kMonth) : AsOf::Span::kToDate);
  }
  if (!as_of.has_value()) as_of = ReadMonthsSoFar(reader);
  if (!as_of.has_value()) as_of = ReadQuarter(reader, span(AsOf::Span::kQuarter));
  if (!as_of.has_value()) as_of = ReadWholeYear(reader);
  if (as_of.has_value() && to_end && !as_of->day.has_value()) return EndOf(as_of->year, 12);
  return as_of;
}

}  // namespace

std::optional<Month> AsOf::month() const {
  if (!day.has_value() || Day::LastOf(day->month()) != *day) return std::nullopt;
  return day->month();
}

std::string AsOf::ToString() const {
  if (!day.has_value()) return !text.empty() ? text : (year == 0 ? "?" : absl::StrCat(year));
  if (span == Span::kToDate) return day->ToString();
  const Month of = day->month();
  return span == Span::kQuarter ? absl::StrCat(year, "-Q", of.month_of_year() / 3) : of.ToString();
}

AsOf ReadAsOf(std::string_view text) {
  const Words words = FoldedWords(text);
  if (std::optional<AsOf> as_of = ReadWords(words); as_of.has_value()) {
    if (!as_of->day.has_value()) as_of->text = FoldedTextWithRemarks(text);
    return *as_of;
  }
  AsOf as_of;
  as_of.text = FoldedTextWithRemarks(text);
  for (const std::string& word : words) {
    const int number = NumberOf(word);
    if (!IsYear(number)) continue;
    // Of two years it cannot be told which is meant.
    if (as_of.year != 0 && as_of.year != number) {
      as_of.year = 0;
      break;
    }
    as_of.year = number;
  }
  return as_of;
}

std::optional<AsOf> Earlier(const AsOf& as_of, Versus versus) {
  if (!as_of.day.has_value()) return std::nullopt;
  const Month month = as_of.day->month();
  const auto end_of = [&](Month earlier) {
    return AsOf{earlier.year(), Day::LastOf(earlier), as_of.span, ""};
  };
  switch (versus) {
    case Versus::kPreviousMonth:
      return end_of(month - 1);
    case Versus::kPreviousQuarter:
      return end_of(month - 1 - (month.month_of_year() - 1) % 3);
    case Versus::kPreviousDecember: {
      AsOf december = end_of(month.PreviousDecember());
      december.span = AsOf::Span::kToDate;
      return december;
    }
    case Versus::kSameDayLastYear:
      break;
  }
  if (as_of.month().has_value()) return end_of(month - 12);
  const Month earlier = month - 12;
  const int32_t days = as_of.day->number() - Day::FirstOf(month).number();
  const Day day =
      std::min(Day::FromNumber(Day::FirstOf(earlier).number() + days), Day::LastOf(earlier));
  return AsOf{earlier.year(), day, as_of.span, ""};
}

}  // namespace baophu::target
