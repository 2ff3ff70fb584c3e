#include "services/cli/report/report_words.h"

#include "absl/strings/str_cat.h"

namespace baophu::cli {
namespace {

struct Words {
  std::string_view code;
  const char* vietnamese;
  const char* english;
};

constexpr Words kIndicators[] = {
    {"PARTICIPANTS_SOCIAL", "Số người tham gia BHXH", "Social insurance"},
    {"PARTICIPANTS_SOCIAL_COMPULSORY", "Số người tham gia BHXH bắt buộc",
     "Compulsory social insurance"},
    {"PARTICIPANTS_SOCIAL_VOLUNTARY", "Số người tham gia BHXH tự nguyện",
     "Voluntary social insurance"},
    {"PARTICIPANTS_HEALTH", "Số người tham gia BHYT", "Health insurance"},
    {"PARTICIPANTS_UNEMPLOYMENT", "Số người tham gia BHTN", "Unemployment insurance"},
    {"PARTICIPANTS_ANY", "Số người tham gia ít nhất một loại hình bảo hiểm", "Any insurance"},
    {"PARTICIPANTS_ANY_SUMMED",
     "Tổng số người tham gia BHYT và BHXH tự nguyện (cách cộng của ngành)",
     "Health plus voluntary social insurance, as the agency adds them up"},
    {"EMPLOYERS_PARTICIPATING", "Số đơn vị tham gia BHXH bắt buộc",
     "Employers in compulsory social insurance"},
    {"EMPLOYERS_IN_ARREARS", "Số đơn vị chậm đóng", "Employers in arrears"},
    {"AMOUNT_COLLECTED", "Số tiền thu BHXH, BHYT, BHTN từ đầu năm", "Collected since 1 January"},
    {"AMOUNT_ASSESSED", "Số tiền phải thu BHXH, BHYT, BHTN từ đầu năm", "Assessed since 1 January"},
    {"AMOUNT_OUTSTANDING", "Số tiền chậm đóng BHXH, BHYT, BHTN", "Outstanding past its due date"},
};

constexpr Words kBases[] = {
    {"LABOUR_FORCE", "lực lượng lao động trong độ tuổi", "the labour force of working age"},
    {"POPULATION", "dân số", "the population"},
    {"COLLECTION_PLAN", "kế hoạch thu", "the collection plan"},
    {"AMOUNT_ASSESSED", "số phải thu", "the amount assessed"},
};

constexpr Words kAssigners[] = {
    {"VSS", "BHXH Việt Nam", "Vietnam Social Security"},
    {"PRIME_MINISTER", "Thủ tướng Chính phủ", "the Prime Minister"},
    {"PARTY_COMMITTEE", "Thành ủy/Tỉnh ủy", "the party committee of the province"},
    {"PEOPLES_COMMITTEE", "UBND thành phố/tỉnh", "the people's committee of the province"},
};

constexpr Words kSources[] = {
    {"LEDGER", "sổ thu", "the ledger"},
};

constexpr const char* kEnglishMonths[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

template <size_t kSize>
std::string Find(const Words (&table)[kSize], std::string_view code, Language language) {
  for (const Words& words : table) {
    if (words.code == code) {
      return language == Language::kVietnamese ? words.vietnamese : words.english;
    }
  }
  return std::string(code);
}

}  // namespace

std::string IndicatorName(std::string_view code, Language language) {
  return Find(kIndicators, code, language);
}

std::string BaseName(std::string_view code, Language language) {
  return Find(kBases, code, language);
}

std::string AssignerName(std::string_view code, Language language) {
  return Find(kAssigners, code, language);
}

std::string SourceName(std::string_view source, Language language) {
  return Find(kSources, source, language);
}

Unit UnitOfIndicator(std::string_view code) {
  if (code.starts_with("PARTICIPANTS_")) return Unit::kPeople;
  if (code.starts_with("EMPLOYERS_")) return Unit::kEmployers;
  if (code.starts_with("AMOUNT_")) return Unit::kAmount;
  return Unit::kOther;
}

Unit UnitOfBase(std::string_view code) {
  if (code == "LABOUR_FORCE" || code == "POPULATION") return Unit::kPeople;
  if (code == "COLLECTION_PLAN" || code.starts_with("AMOUNT_")) return Unit::kAmount;
  return Unit::kOther;
}

std::string FigureText(int64_t value, Unit unit, Language language) {
  const bool vietnamese = language == Language::kVietnamese;
  switch (unit) {
    case Unit::kPeople:
      return absl::StrCat(NumberText(value, language), vietnamese ? " người" : " people");
    case Unit::kEmployers:
      return absl::StrCat(NumberText(value, language), vietnamese ? " đơn vị" : " employers");
    case Unit::kAmount:
      return AmountText(value, language);
    case Unit::kOther:
      break;
  }
  return NumberText(value, language);
}

uint64_t Distance(int64_t delta) {
  return delta < 0 ? uint64_t{0} - static_cast<uint64_t>(delta) : static_cast<uint64_t>(delta);
}

std::string RiseText(int64_t delta, Unit unit, Language language) {
  const bool vietnamese = language == Language::kVietnamese;
  if (delta == 0) return vietnamese ? "không đổi" : "no change";
  return absl::StrCat(delta > 0 ? (vietnamese ? "tăng " : "up ") : (vietnamese ? "giảm " : "down "),
                      FigureText(static_cast<int64_t>(Distance(delta)), unit, language));
}

std::string PointsText(std::string_view points, Language language) {
  const bool vietnamese = language == Language::kVietnamese;
  const bool falls = points.starts_with('-');
  const std::string_view distance = points.substr(falls ? 1 : 0);
  if (distance.find_first_not_of("0.") == std::string_view::npos) {
    return vietnamese ? "không đổi" : "no change";
  }
  return absl::StrCat(falls ? (vietnamese ? "giảm " : "down ") : (vietnamese ? "tăng " : "up "),
                      DecimalText(distance, language),
                      vietnamese ? " điểm phần trăm" : " percentage points");
}

std::string SampleText(std::string_view scale, Language language) {
  if (language == Language::kVietnamese) {
    return absl::StrCat("SỐ LIỆU MẪU Ở TỶ LỆ ", DecimalText(scale, language),
                        ", không phải số liệu của một địa phương có thật");
  }
  return absl::StrCat("SAMPLE DATA AT SCALE ", DecimalText(scale, language),
                      ", not the figures of a real province");
}

std::string MonthText(Month month, Language language) {
  if (language == Language::kVietnamese) {
    return absl::StrCat("tháng ", month.month_of_year(), "/", month.year());
  }
  return absl::StrCat(kEnglishMonths[month.month_of_year() - 1], " ", month.year());
}

std::string AgainstText(std::string_view against, Month month, Language language) {
  if (against == "PREVIOUS_MONTH") return MonthText(month - 1, language);
  if (against == "PREVIOUS_DECEMBER") return MonthText(month.PreviousDecember(), language);
  if (against == "SAME_MONTH_LAST_YEAR") {
    return language == Language::kVietnamese ? absl::StrCat("cùng kỳ năm ", month.year() - 1)
                                             : MonthText(month - 12, language);
  }
  return std::string(against);
}

}  // namespace baophu::cli
