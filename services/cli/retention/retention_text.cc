#include "services/cli/retention/retention_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/substitute.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

namespace pb = participant::v1;
using Align = TextTable::Align;

std::string NameOr(const std::map<std::string, std::string>& names, const std::string& code) {
  const auto found = names.find(code);
  return found == names.end() ? code : found->second;
}

// Codes, ids, months and numbers: nothing in them needs quotes.
std::string CsvLine(const std::vector<std::string>& cells) {
  return absl::StrCat(absl::StrJoin(cells, ","), "\n");
}

struct ListColumn {
  const char* list;
  const char* kind;
};
constexpr ListColumn kColumns[] = {{"ENDING", "VOLUNTARY"},
                                   {"ENDING", "HOUSEHOLD"},
                                   {"LAPSED", "VOLUNTARY"},
                                   {"LAPSED", "HOUSEHOLD"},
                                   {"UNCOVERED_HOUSEHOLD_MEMBER", "UNCOVERED"},
                                   {"LEFT_WORK", "LEFT_WORK"}};

}  // namespace

RetentionWords::RetentionWords(Language language, const pb::ListRetentionCodesResponse& codes)
    : language_(language) {
  const auto name = [&](const pb::RetentionCode& code) {
    return language == Language::kVietnamese ? code.display_name_vi() : code.display_name_en();
  };
  for (const pb::RetentionCode& code : codes.outcomes()) outcomes_[code.code()] = name(code);
  for (const pb::RetentionCode& code : codes.reasons()) reasons_[code.code()] = name(code);
}

std::string RetentionWords::Date(const std::string& date) const {
  std::vector<std::string> parts = absl::StrSplit(date, '-');
  if (language_ != Language::kVietnamese || parts.size() < 2) return date;
  return absl::StrJoin(parts.rbegin(), parts.rend(), "/");
}

std::string RetentionWords::Outcome(const std::string& code) const {
  return NameOr(outcomes_, code);
}

std::string RetentionWords::Reason(const std::string& code) const {
  if (code == "NOT_CONTACTED") return Of("Chưa liên hệ", "Not contacted");
  const auto found = reasons_.find(code);
  return found == reasons_.end() ? Outcome(code) : found->second;
}

std::string RetentionWords::List(const std::string& list) const {
  if (list == "ENDING") return Of("sắp hết hạn", "ending");
  if (list == "LAPSED") return Of("đã hết hạn", "lapsed");
  if (list == "LEFT_WORK") return Of("đã nghỉ việc", "left work");
  return Of("thành viên hộ chưa có thẻ BHYT", "uncovered household members");
}

std::string RetentionWords::Kind(const std::string& kind) const {
  if (kind == "VOLUNTARY") return Of("BHXH tự nguyện", "Voluntary");
  if (kind == "HOUSEHOLD") return Of("BHYT hộ gia đình", "Household health");
  if (kind == "LEFT_WORK") return Of("Nghỉ việc", "Left work");
  return Of("Chưa có BHYT", "Uncovered");
}

std::string RetentionWords::State(const std::string& state) const {
  if (state == "OPEN") return Of("chưa giao", "open");
  if (state == "ASSIGNED") return Of("đã giao", "assigned");
  if (state == "CONTACTED") return Of("đã liên hệ", "contacted");
  return Of("đã kết thúc", "closed");
}

std::string RetentionWords::Scheme(int scheme) const {
  switch (scheme) {
    case type::v1::SCHEME_SOCIAL_COMPULSORY:
      return Of("BHXH bắt buộc", "Compulsory");
    case type::v1::SCHEME_SOCIAL_VOLUNTARY:
      return Of("BHXH tự nguyện", "Voluntary");
    case type::v1::SCHEME_HEALTH:
      return Of("BHYT", "Health");
    case type::v1::SCHEME_UNEMPLOYMENT:
      return Of("BHTN", "Unemployment");
    default:
      return Of("Tất cả", "Any");
  }
}

std::string RetentionListText(const std::string& list, const std::vector<pb::RetentionCase>& cases,
                              bool more, const RetentionWords& words) {
  TextTable table(std::vector<Align>(8, Align::kLeft));
  table.Add({words.Of("Hồ sơ", "Case"), words.Of("Địa bàn", "Area"), words.Of("Loại", "Kind"),
             list == "UNCOVERED_HOUSEHOLD_MEMBER" ? words.Of("Từ tháng", "From")
                                                  : words.Of("Đến tháng", "Through"),
             words.Of("Trạng thái", "State"), words.Of("Giao cho", "Assignee"),
             words.Of("Liên hệ", "Contacted"), words.Of("Kết quả", "Outcome")});
  table.AddRule();
  for (const pb::RetentionCase& each : cases) {
    std::string outcome = words.Outcome(each.outcome());
    if (!each.reason().empty()) absl::StrAppend(&outcome, ": ", words.Reason(each.reason()));
    table.Add({each.name(), each.area(), words.Kind(each.kind()), words.Date(each.month()),
               words.State(each.state()), each.assignee(), words.Date(each.contacted_date()),
               outcome});
  }
  return absl::StrCat(words.Of("Danh sách ", "List: "), words.List(list), ": ",
                      words.Number(static_cast<int64_t>(cases.size())),
                      words.Of(" trường hợp\n", " cases\n"), table.Text(),
                      more ? words.Of("... và còn nữa\n", "... and more\n") : "");
}

std::string RetentionListCsv(const std::vector<pb::RetentionCase>& cases) {
  std::string text = CsvLine({"name", "kind", "person", "area", "month", "ended_by",
                              "movement_reason", "covered_again_month", "state", "assignee",
                              "assigned_date", "contacted_date", "outcome", "reason"});
  for (const pb::RetentionCase& each : cases) {
    text += CsvLine({each.name(), each.kind(), each.person(), each.area(), each.month(),
                     each.ended_by(), each.movement_reason(), each.covered_again_month(),
                     each.state(), each.assignee(), each.assigned_date(), each.contacted_date(),
                     each.outcome(), each.reason()});
  }
  return text;
}

std::string RetentionSummaryText(const pb::SummarizeRetentionResponse& summary,
                                 const RetentionWords& words) {
  std::vector<Align> columns(1 + std::size(kColumns), Align::kRight);
  columns[0] = Align::kLeft;
  TextTable table(columns);
  std::vector<std::string> heads = {words.Of("Địa bàn", "Area")};
  for (const ListColumn& column : kColumns) {
    heads.push_back(column.list == std::string("ENDING") || column.list == std::string("LAPSED")
                        ? absl::StrCat(words.Kind(column.kind), "\n", words.List(column.list))
                        : words.Kind(column.kind));
  }
  table.Add(heads);
  table.AddRule();
  for (const pb::RetentionAreaSummary& area : summary.areas()) {
    std::vector<std::string> cells = {area.area()};
    for (const ListColumn& column : kColumns) {
      int64_t cases = 0, contacted = 0;
      for (const pb::RetentionListSummary& list : area.lists()) {
        if (list.list() != column.list || list.kind() != column.kind) continue;
        cases += list.case_count();
        contacted += list.contacted_count();
      }
      cells.push_back(contacted == 0
                          ? words.Number(cases)
                          : absl::StrCat(words.Number(cases), " (", words.Number(contacted), ")"));
    }
    table.Add(std::move(cells));
  }
  return absl::StrCat(
      words.Of("DUY TRÌ NGƯỜI THAM GIA, ngày ", "RETENTION, "), words.Date(summary.day()),
      words.Of(" (trong ngoặc: đã liên hệ)\n\n", " (in brackets: contacted)\n\n"), table.Text());
}

std::string RetentionSummaryCsv(const pb::SummarizeRetentionResponse& summary) {
  std::string text =
      CsvLine({"day", "area", "list", "kind", "case_count", "assigned_count", "contacted_count"});
  for (const pb::RetentionAreaSummary& area : summary.areas()) {
    for (const pb::RetentionListSummary& list : area.lists()) {
      text += CsvLine({summary.day(), area.area(), list.list(), list.kind(),
                       absl::StrCat(list.case_count()), absl::StrCat(list.assigned_count()),
                       absl::StrCat(list.contacted_count())});
    }
  }
  return text;
}

std::string DecreaseText(const pb::ReportDecreaseResponse& report, const std::string& from,
                         const std::string& through, const RetentionWords& words) {
  std::string text = absl::Substitute(
      words.Of("GIẢM NGƯỜI THAM GIA, từ tháng $0 đến tháng $1\n\n", "WHO LEFT, $0 to $1\n\n"),
      words.Date(from), words.Date(through));
  std::vector<Align> columns(10, Align::kRight);
  columns[0] = columns[1] = columns[2] = Align::kLeft;
  TextTable periods(columns);
  periods.Add({words.Of("Địa bàn", "Area"), words.Of("Tên", "Name"), words.Of("Loại", "Kind"),
               words.Of("Đến hạn", "Due"), words.Of("Đóng tiếp", "Paid on"),
               words.Of("Còn trong hạn", "Pending"), words.Of("Hết hạn", "Lapsed"),
               words.Of("Tham gia lại", "Came back"), words.Of("Đã liên hệ", "Contacted"),
               words.Of("Liên hệ rồi tiếp tục", "Went on of contacted")});
  periods.AddRule();
  for (const pb::AreaDecrease& area : report.areas()) {
    for (const pb::PaidPeriodDecrease& each : area.paid_periods()) {
      periods.Add({area.area(), area.display_name(), words.Kind(each.kind()),
                   words.Number(each.due()), words.Number(each.renewed_on_time()),
                   words.Number(each.pending()), words.Number(each.lapsed()),
                   words.Number(each.covered_again()), words.Number(each.contacted()),
                   words.Number(each.renewed_of_contacted())});
    }
  }
  text += periods.Text();
  if (report.areas().empty()) return text;
  const pb::AreaDecrease& whole = report.areas(0);
  TextTable reasons({Align::kLeft, Align::kLeft, Align::kRight});
  reasons.Add({words.Of("Giảm", "Left"), words.Of("Lý do", "Reason"), words.Of("Người", "People")});
  reasons.AddRule();
  for (const pb::DecreaseByReason& each : whole.left()) {
    const std::string reason = each.kind() == "REPLACED"
                                   ? words.Of("Chuyển sang bắt buộc", "Compulsory instead")
                                   : each.reason();
    reasons.Add({words.Scheme(each.scheme()),
                 reason.empty() ? words.Of("(không ghi)", "(none stated)") : reason,
                 words.Number(each.people())});
  }
  for (const pb::PaidPeriodDecrease& period : whole.paid_periods()) {
    for (const pb::LapsedByReason& each : period.lapsed_by_reason()) {
      reasons.Add({absl::StrCat(words.Kind(period.kind()), words.Of(", hết hạn", ", lapsed")),
                   words.Reason(each.reason()), words.Number(each.people())});
    }
  }
  return absl::StrCat(text, "\n", whole.area(), " ", whole.display_name(), "\n", reasons.Text());
}

std::string DecreaseCsv(const pb::ReportDecreaseResponse& report) {
  std::string text = CsvLine({"area", "figure", "kind", "reason", "people"});
  for (const pb::AreaDecrease& area : report.areas()) {
    const auto add = [&](const std::string& figure, const std::string& kind,
                         const std::string& reason, int64_t people) {
      text += CsvLine({area.area(), figure, kind, reason, absl::StrCat(people)});
    };
    for (const pb::DecreaseByReason& each : area.left()) {
      add(absl::StrCat("LEFT_", each.kind()), type::v1::Scheme_Name(each.scheme()), each.reason(),
          each.people());
    }
    for (const pb::PaidPeriodDecrease& each : area.paid_periods()) {
      add("DUE", each.kind(), "", each.due());
      add("RENEWED_ON_TIME", each.kind(), "", each.renewed_on_time());
      add("PENDING", each.kind(), "", each.pending());
      add("LAPSED", each.kind(), "", each.lapsed());
      add("COVERED_AGAIN", each.kind(), "", each.covered_again());
      add("CONTACTED", each.kind(), "", each.contacted());
      add("RENEWED_OF_CONTACTED", each.kind(), "", each.renewed_of_contacted());
      for (const pb::LapsedByReason& reason : each.lapsed_by_reason()) {
        add("LAPSED_BY_REASON", each.kind(), reason.reason(), reason.people());
      }
    }
  }
  return text;
}

}  // namespace baophu::cli
