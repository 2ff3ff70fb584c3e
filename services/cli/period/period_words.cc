#include "services/cli/period/period_words.h"

#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::cli {
namespace {

struct PeriodWords {
  std::string_view code;
  const char* vietnamese;
  const char* english;
};

constexpr PeriodWords kFlows[] = {
    {"JOINED", "Tăng mới", "Joined"},
    {"LEFT", "Giảm", "Left"},
    {"MOVED_IN", "Chuyển đến", "Moved in"},
    {"MOVED_OUT", "Chuyển đi", "Moved out"},
};

constexpr PeriodWords kKinds[] = {
    {"NEW_JOIN", "tham gia lần đầu", "joined for the first time"},
    {"RETURN", "tham gia lại sau gián đoạn", "back after a gap"},
    {"NEW_PAYMENT", "đóng lần đầu", "paid for the first time"},
    {"PAID_AGAIN", "đóng lại sau gián đoạn", "paid again after a gap"},
    {"RESUMED", "tính lại khi thôi tham gia bắt buộc", "counted again as compulsory cover ended"},
    {"LEAVE", "báo giảm", "reported as leaving"},
    {"LAPSED", "hết hạn, chưa đóng tiếp", "paid period ended"},
    {"REPLACED", "chuyển sang tham gia bắt buộc", "now in compulsory insurance"},
    {"TRANSFER", "thay đổi địa bàn", "counted by another area"},
};

constexpr PeriodWords kOrders[] = {
    {"PLAN_PERCENT", "tỷ lệ thực hiện kế hoạch", "percent of plan"},
    {"BASE_PERCENT", "tỷ lệ bao phủ", "coverage"},
    {"CHANGE", "mức tăng trong kỳ", "change in the period"},
};

constexpr const char* kRoman[] = {"I", "II", "III", "IV"};
constexpr const char* kOrdinals[] = {"first", "second", "third", "fourth"};

template <size_t kSize>
std::string FindWords(const PeriodWords (&table)[kSize], std::string_view code, Language language) {
  for (const PeriodWords& words : table) {
    if (words.code == code) return Say(language, words.vietnamese, words.english);
  }
  return std::string(code);
}

}  // namespace

std::string Say(Language language, std::string_view vietnamese, std::string_view english) {
  return std::string(language == Language::kVietnamese ? vietnamese : english);
}

std::string PeriodId(const target::v1::PeriodReport& report) {
  const size_t slash = report.name().rfind('/');
  return slash == std::string::npos ? "" : report.name().substr(slash + 1);
}

std::string PeriodText(std::string_view id, Language language) {
  if (const absl::StatusOr<Month> month = Month::Parse(id); month.ok()) {
    return MonthText(*month, language);
  }
  const std::string year(id.substr(0, 4));
  if (id.size() == 4) return Say(language, "năm " + year, year);
  const int which = id.size() == 7 ? id[6] - '1' : -1;
  if (which >= 0 && which < 4 && id[5] == 'Q') {
    return Say(language, absl::StrCat("quý ", kRoman[which], "/", year),
               absl::StrCat("the ", kOrdinals[which], " quarter of ", year));
  }
  if (which >= 0 && which < 2 && id[5] == 'H') {
    return Say(language, absl::StrCat("6 tháng ", which == 0 ? "đầu" : "cuối", " năm ", year),
               absl::StrCat("the ", kOrdinals[which], " half of ", year));
  }
  return std::string(id);
}

Month MonthOfText(std::string_view text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  return month.ok() ? *month : Month::Min();
}

std::string SchemeName(type::v1::Scheme scheme, Language language) {
  switch (scheme) {
    case type::v1::SCHEME_SOCIAL_COMPULSORY:
      return Say(language, "BHXH bắt buộc", "Compulsory social insurance");
    case type::v1::SCHEME_SOCIAL_VOLUNTARY:
      return Say(language, "BHXH tự nguyện", "Voluntary social insurance");
    case type::v1::SCHEME_HEALTH:
      return Say(language, "BHYT", "Health insurance");
    case type::v1::SCHEME_UNEMPLOYMENT:
      return Say(language, "BHTN", "Unemployment insurance");
    case type::v1::SCHEME_ANY:
      return Say(language, "ít nhất một loại hình bảo hiểm", "Any insurance");
    default:
      return absl::StrCat(static_cast<int>(scheme));
  }
}

std::string FlowName(std::string_view flow, Language language) {
  return FindWords(kFlows, flow, language);
}

std::string FlowText(const target::v1::FlowPeriod& flow, Language language) {
  std::string text = FindWords(kKinds, flow.kind(), language);
  if (flow.reason().empty()) return text;
  const std::string name =
      Say(language, flow.reason_display_name_vi(), flow.reason_display_name_en());
  absl::StrAppend(&text, " (", name.empty() ? flow.reason() : name, ")");
  return text;
}

std::string RankOrderName(std::string_view order, Language language) {
  return FindWords(kOrders, order, language);
}

Unit UnitOf(std::string_view unit) {
  if (unit == "PEOPLE") return Unit::kPeople;
  if (unit == "EMPLOYERS") return Unit::kEmployers;
  if (unit == "VND") return Unit::kAmount;
  return Unit::kOther;
}

std::string UnitName(Unit unit, Language language) {
  switch (unit) {
    case Unit::kPeople:
      return Say(language, "người", "people");
    case Unit::kEmployers:
      return Say(language, "đơn vị", "employers");
    case Unit::kAmount:
      return "đồng";
    case Unit::kOther:
      break;
  }
  return "";
}

std::string PlanKey(const target::v1::PlanComparison& plan) {
  std::string key = plan.assigner();
  if (!plan.kind().empty() && plan.kind() != "ASSIGNED") absl::StrAppend(&key, " ", plan.kind());
  if (!plan.base().empty()) absl::StrAppend(&key, " ", plan.base());
  return key;
}

std::string RankPercent(const target::v1::RankedArea& area, std::string_view order) {
  if (order == "PLAN_PERCENT") return area.plan_percent();
  if (order == "BASE_PERCENT") return area.base_percent();
  return "";
}

}  // namespace baophu::cli
