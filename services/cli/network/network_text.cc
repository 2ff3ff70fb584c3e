#include "services/cli/network/network_text.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/substitute.h"
#include "services/cli/csv/csv_field.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

// Reasons for lapsing in a row of text.
constexpr size_t kReasonsShown = 2;

namespace pb = contribution::v1;
using Align = TextTable::Align;

// One column: its names, and whether it holds numbers.
struct Column {
  const char* csv;
  const char* vietnamese;
  const char* english;
  bool number = false;
};

// Rows under columns, as text or CSV.
class Sheet {
 public:
  Sheet(const std::vector<Column>& columns, const NetworkForm& form)
      : columns_(columns), form_(form), table_(Aligned(columns)) {
    std::vector<std::string> heads;
    for (const Column& column : columns) {
      heads.emplace_back(form.csv ? column.csv : Of(column.vietnamese, column.english));
    }
    if (form.csv) {
      csv_ = absl::StrCat(absl::StrJoin(heads, ","), "\n");
    } else {
      table_.Add(std::move(heads));
      table_.AddRule();
    }
  }

  const char* Of(const char* vietnamese, const char* english) const {
    return form_.language == Language::kVietnamese ? vietnamese : english;
  }
  std::string Number(int64_t number) const {
    return form_.csv ? absl::StrCat(number) : NumberText(number, form_.language);
  }
  std::string Decimal(const std::string& decimal) const {
    return form_.csv || decimal.empty() ? decimal : DecimalText(decimal, form_.language);
  }
  // 2024-09-30 as 30/09/2024 in Vietnamese text.
  std::string Date(const std::string& date) const {
    const std::vector<std::string> parts = absl::StrSplit(date, '-');
    if (form_.csv || form_.language != Language::kVietnamese || parts.size() != 3) return date;
    return absl::StrCat(parts[2], "/", parts[1], "/", parts[0]);
  }
  std::string YesNo(bool yes) const {
    if (form_.csv) return yes ? "YES" : "NO";
    return yes ? Of("có", "yes") : Of("không", "no");
  }

  void Add(std::vector<std::string> cells) {
    if (!form_.csv) {
      table_.Add(std::move(cells));
      return;
    }
    for (size_t i = 0; i < cells.size(); ++i) {
      // Numbers may begin with a minus, which is no formula.
      absl::StrAppend(&csv_, i == 0 ? "" : ",",
                      columns_[i].number ? CsvField(cells[i]) : CsvText(cells[i]));
    }
    csv_ += "\n";
  }
  void AddRule() {
    if (!form_.csv) table_.AddRule();
  }

  std::string Text() const { return form_.csv ? csv_ : table_.Text(); }

 private:
  static std::vector<Align> Aligned(const std::vector<Column>& columns) {
    std::vector<Align> aligned;
    for (const Column& column : columns) {
      aligned.push_back(column.number ? Align::kRight : Align::kLeft);
    }
    return aligned;
  }

  const std::vector<Column>& columns_;
  const NetworkForm form_;
  TextTable table_;
  std::string csv_;
};

// The code behind the last '/' of a name.
std::string CodeOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string RangeText(const pb::ReceiptNumberRange& range) {
  if (range.first_number() == range.last_number()) return absl::StrCat(range.first_number());
  return absl::StrCat(range.first_number(), "-", range.last_number());
}

std::string RangesText(const google::protobuf::RepeatedPtrField<pb::ReceiptNumberRange>& ranges) {
  return absl::StrJoin(ranges, ", ", [](std::string* out, const pb::ReceiptNumberRange& range) {
    out->append(RangeText(range));
  });
}

std::string StateText(const Sheet& sheet, const std::string& state, bool csv) {
  if (csv) return state;
  if (state == "INVITED") return sheet.Of("đã mời", "invited");
  if (state == "AGREED") return sheet.Of("đồng ý", "agreed");
  if (state == "DECLINED") return sheet.Of("từ chối", "declined");
  return sheet.Of("đã ký", "signed");
}

}  // namespace

std::string OrganisationsText(const std::vector<pb::CollectionOrganisation>& list,
                              const NetworkForm& form) {
  static const std::vector<Column> kColumns = {
      {"organisation", "Tổ chức", "Organisation"},
      {"display_name", "Tên", "Name"},
      {"kind", "Loại", "Kind"},
      {"contract_number", "Hợp đồng", "Contract"},
      {"contract_from_date", "Từ ngày", "From"},
      {"contract_through_date", "Đến ngày", "Through"},
      {"contract_in_force", "Hiệu lực", "In force"},
      {"open_point_count", "Điểm thu", "Points", true},
      {"collector_count", "Nhân viên thu", "Collectors", true}};
  Sheet sheet(kColumns, form);
  for (const pb::CollectionOrganisation& each : list) {
    const bool name = !form.csv && form.language == Language::kVietnamese;
    sheet.Add({CodeOf(each.name()), each.display_name(),
               name ? each.kind_display_name() : each.kind(), each.contract_number(),
               sheet.Date(each.contract_from_date()), sheet.Date(each.contract_through_date()),
               sheet.YesNo(each.contract_in_force()), sheet.Number(each.open_point_count()),
               sheet.Number(each.collector_count())});
  }
  return sheet.Text();
}

std::string PointsText(const std::vector<pb::CollectionPoint>& list, const NetworkForm& form) {
  static const std::vector<Column> kColumns = {
      {"point", "Điểm thu", "Point"},
      {"display_name", "Tên", "Name"},
      {"organisation", "Tổ chức", "Organisation"},
      {"commune", "Xã", "Commune"},
      {"valid_from", "Từ ngày", "From"},
      {"open", "Đang mở", "Open"},
      {"contract_in_force", "Hợp đồng", "Contract"},
      {"collector_count", "Nhân viên thu", "Collectors", true}};
  Sheet sheet(kColumns, form);
  for (const pb::CollectionPoint& each : list) {
    sheet.Add({CodeOf(each.name()), each.display_name(), CodeOf(each.organisation()),
               each.commune(), sheet.Date(each.valid_from()), sheet.YesNo(each.open()),
               sheet.YesNo(each.contract_in_force()), sheet.Number(each.collector_count())});
  }
  return sheet.Text();
}

std::string CollectorsText(const std::vector<pb::Collector>& list, const NetworkForm& form) {
  static const std::vector<Column> kColumns = {{"collector", "Nhân viên thu", "Collector"},
                                               {"role", "Vai trò", "Role"},
                                               {"organisation", "Tổ chức", "Organisation"},
                                               {"point", "Điểm thu", "Point"},
                                               {"village_role", "Ở thôn", "In the village"},
                                               {"card_number", "Thẻ", "Card"},
                                               {"card_through_date", "Hạn thẻ", "Valid through"},
                                               {"card_valid", "Còn hạn", "Valid"},
                                               {"areas", "Địa bàn", "Areas"}};
  Sheet sheet(kColumns, form);
  for (const pb::Collector& each : list) {
    const bool vietnamese = !form.csv && form.language == Language::kVietnamese;
    const bool helper = each.role() == "HELPER";
    sheet.Add({CodeOf(each.name()),
               vietnamese ? (helper ? "cộng tác viên" : "nhân viên thu") : each.role(),
               CodeOf(each.organisation()), CodeOf(each.point()),
               vietnamese ? each.village_role_display_name() : each.village_role(),
               each.card_number(), sheet.Date(each.card_through_date()),
               sheet.YesNo(each.card_valid()), absl::StrJoin(each.areas(), "+")});
  }
  return sheet.Text();
}

std::string InvitationsText(const std::vector<pb::CooperativeInvitation>& list,
                            const NetworkForm& form) {
  static const std::vector<Column> kColumns = {{"invitation", "Lời mời", "Invitation"},
                                               {"cooperative", "Hợp tác xã", "Cooperative"},
                                               {"area", "Địa bàn", "Area"},
                                               {"invited_date", "Ngày mời", "Invited"},
                                               {"answered_date", "Trả lời", "Answered"},
                                               {"state", "Kết quả", "State"},
                                               {"signed_date", "Ngày ký", "Signed"},
                                               {"organisation", "Tổ chức", "Organisation"}};
  Sheet sheet(kColumns, form);
  for (const pb::CooperativeInvitation& each : list) {
    sheet.Add({CodeOf(each.name()), each.cooperative(), each.area(),
               sheet.Date(each.invited_date()), sheet.Date(each.answered_date()),
               StateText(sheet, each.state(), form.csv), sheet.Date(each.signed_date()),
               CodeOf(each.organisation())});
  }
  if (form.csv || list.empty()) return sheet.Text();
  // How many came how far.
  std::map<std::string, int64_t> counts;
  for (const pb::CooperativeInvitation& each : list) {
    ++counts[StateText(sheet, each.state(), false)];
  }
  std::vector<std::string> parts;
  for (const auto& [state, count] : counts) {
    parts.push_back(absl::StrCat(state, " ", sheet.Number(count)));
  }
  return absl::StrCat(sheet.Text(), sheet.Of("Tổng số ", "In all "),
                      sheet.Number(static_cast<int64_t>(list.size())), ": ",
                      absl::StrJoin(parts, ", "), "\n");
}

std::string SessionsText(const std::vector<pb::OrganisationSession>& list,
                         const NetworkForm& form) {
  static const std::vector<Column> kColumns = {{"session", "Buổi làm việc", "Session"},
                                               {"organisation", "Tổ chức", "Organisation"},
                                               {"held_date", "Ngày", "Held"},
                                               {"area", "Địa bàn", "Area"},
                                               {"causes", "Nguyên nhân giảm", "Causes"},
                                               {"quotas", "Chỉ tiêu thống nhất", "Agreed quotas"},
                                               {"new_points", "Điểm thu mới", "New points", true}};
  Sheet sheet(kColumns, form);
  for (const pb::OrganisationSession& each : list) {
    std::vector<std::string> causes, quotas;
    for (const pb::DecreaseCause& cause : each.causes()) {
      const bool named = !form.csv && form.language == Language::kVietnamese &&
                         !cause.reason_display_name().empty();
      causes.push_back(absl::StrCat(named ? cause.reason_display_name() : cause.reason(),
                                    form.csv ? ":" : " ", sheet.Number(cause.people_count())));
    }
    for (const pb::AgreedQuota& quota : each.quotas()) {
      quotas.push_back(absl::StrCat(quota.goal(), form.csv ? ":" : " ", quota.scheme(),
                                    form.csv ? ":" : " ", sheet.Number(quota.people_count())));
    }
    const char* const joint = form.csv ? "+" : ", ";
    const std::string holder = each.name().substr(0, each.name().find("/sessions/"));
    sheet.Add({CodeOf(each.name()), CodeOf(holder), sheet.Date(each.held_date()), each.area(),
               absl::StrJoin(causes, joint), absl::StrJoin(quotas, joint),
               sheet.Number(each.new_point_count())});
  }
  return sheet.Text();
}

std::string BooksText(const std::vector<pb::ReceiptBook>& list, const NetworkForm& form) {
  static const std::vector<Column> kColumns = {{"book", "Quyển", "Book"},
                                               {"first_number", "Từ số", "First", true},
                                               {"last_number", "Đến số", "Last", true},
                                               {"issued_date", "Ngày cấp", "Given out"},
                                               {"holder", "Cấp cho", "To"}};
  Sheet sheet(kColumns, form);
  for (const pb::ReceiptBook& each : list) {
    sheet.Add({CodeOf(each.name()), absl::StrCat(each.first_number()),
               absl::StrCat(each.last_number()), sheet.Date(each.issued_date()),
               CodeOf(each.holder())});
  }
  return sheet.Text();
}

std::string ReconciliationText(const pb::ReceiptBookReconciliation& reconciliation,
                               const NetworkForm& form) {
  static const std::vector<Column> kColumns = {{"part", "Biên lai", "Receipts"},
                                               {"count", "Số tờ", "Numbers", true},
                                               {"numbers", "Số biên lai", "Which"}};
  Sheet sheet(kColumns, form);
  const auto name = [&](const char* csv, const char* vietnamese, const char* english) {
    return form.csv ? csv : sheet.Of(vietnamese, english);
  };
  sheet.Add({name("used", "Đã dùng", "Used"), sheet.Number(reconciliation.used_count()),
             RangesText(reconciliation.used())});
  sheet.Add({name("void", "Huỷ, hỏng", "Void"), sheet.Number(reconciliation.void_count()),
             RangesText(reconciliation.voids())});
  sheet.Add({name("gap", "Thiếu số", "Missing"), sheet.Number(reconciliation.gap_count()),
             RangesText(reconciliation.gaps())});
  sheet.Add({name("unused", "Chưa dùng", "Unused"), sheet.Number(reconciliation.unused_count()),
             RangesText(reconciliation.unused())});
  sheet.AddRule();
  sheet.Add({name("issued", "Đã cấp", "Issued"), sheet.Number(reconciliation.issued_count()),
             absl::StrCat(reconciliation.book().first_number(), "-",
                          reconciliation.book().last_number())});
  if (form.csv) return sheet.Text();
  std::string head = absl::StrCat(
      reconciliation.book().name(), ", ", reconciliation.book().holder(), ", ",
      sheet.Of("đến hết ngày ", "to the end of "), sheet.Date(reconciliation.as_of()), "\n");
  if (reconciliation.annulled_count() > 0) {
    absl::StrAppend(
        &head,
        sheet.Of("Trong số đã dùng có biên lai thu hồi: ", "Of those used, receipts taken back: "),
        sheet.Number(reconciliation.annulled_count()), "\n");
  }
  return absl::StrCat(head, "\n", sheet.Text());
}

std::string DifferencesText(const std::vector<pb::HandoverDifference>& list,
                            int64_t total_difference_vnd, const NetworkForm& form) {
  static const std::vector<Column> kColumns = {
      {"holder", "Ai", "Who"},
      {"date", "Ngày", "Day"},
      {"kind", "Nội dung", "What"},
      {"handover", "Lần nộp", "Handover"},
      {"expected_vnd", "Theo biên lai (đồng)", "By receipts (đồng)", true},
      {"handed_vnd", "Đã nộp (đồng)", "Handed over (đồng)", true},
      {"difference_vnd", "Chênh lệch (đồng)", "Difference (đồng)", true},
      {"age_days", "Số ngày", "Days", true}};
  Sheet sheet(kColumns, form);
  for (const pb::HandoverDifference& each : list) {
    const bool open = each.kind() == pb::HandoverDifference::KIND_OPEN;
    const char* const kind = form.csv ? (open ? "OPEN" : "AMOUNT")
                             : open   ? sheet.Of("chưa nộp", "not handed over")
                                      : sheet.Of("nộp khác biên lai", "another amount");
    sheet.Add({each.holder(), sheet.Date(each.date()), kind, each.handover(),
               sheet.Number(each.expected_vnd()), sheet.Number(each.handed_vnd()),
               sheet.Number(each.difference_vnd()), sheet.Number(each.age_days())});
  }
  if (form.csv) return sheet.Text();
  sheet.AddRule();
  sheet.Add({sheet.Of("Cộng", "Total"), "", "", "", "", "", sheet.Number(total_difference_vnd)});
  return sheet.Text();
}

std::string ScorecardsText(const std::vector<pb::Scorecard>& list,
                           const pb::ScorecardFigures& total, const NetworkForm& form) {
  static const std::vector<Column> kColumns = {
      {"holder", "Ai", "Who"},
      {"display_name", "Tên", "Name"},
      {"due", "Đến hạn", "Due", true},
      {"renewed", "Tái tục", "Renewed", true},
      {"renewed_percent", "Tỷ lệ (%)", "Percent", true},
      {"lapsed", "Dừng", "Lapsed", true},
      {"pending", "Chưa hết hạn", "Pending", true},
      {"keep_quota", "Chỉ tiêu giữ", "Keep quota", true},
      {"won", "Mới", "Won", true},
      {"win_quota", "Chỉ tiêu mới", "Win quota", true},
      {"returned", "Quay lại", "Returned", true},
      {"shortfall", "Còn thiếu", "Shortfall", true},
      {"collected_vnd", "Thu (đồng)", "Collected (đồng)", true},
      {"commission_vnd", "Thù lao (đồng)", "Commission (đồng)", true},
      {"lapses", "Lý do dừng", "Why lapsed"}};
  Sheet sheet(kColumns, form);
  const auto add = [&](const std::string& holder, const std::string& name,
                       const pb::ScorecardFigures& figures, int64_t shortfall) {
    std::vector<std::string> reasons;
    for (const pb::LapseCount& lapse : figures.lapses()) {
      // On paper the main ones, so that a row fits on a line.
      if (!form.csv && reasons.size() == kReasonsShown) {
        reasons.emplace_back("...");
        break;
      }
      const bool vietnamese = !form.csv && form.language == Language::kVietnamese &&
                              !lapse.reason_display_name().empty();
      reasons.push_back(absl::StrCat(vietnamese ? lapse.reason_display_name() : lapse.reason(),
                                     form.csv ? ":" : " ", sheet.Number(lapse.cover_count())));
    }
    sheet.Add({holder, name, sheet.Number(figures.due_count()),
               sheet.Number(figures.renewed_count()), sheet.Decimal(figures.renewed_percent()),
               sheet.Number(figures.lapsed_count()), sheet.Number(figures.pending_count()),
               figures.has_keep_quota() ? sheet.Number(figures.keep_quota()) : "",
               sheet.Number(figures.won_count()),
               figures.has_win_quota() ? sheet.Number(figures.win_quota()) : "",
               sheet.Number(figures.returned_count()), shortfall > 0 ? sheet.Number(shortfall) : "",
               sheet.Number(figures.collected_vnd()), sheet.Number(figures.commission_vnd()),
               absl::StrJoin(reasons, form.csv ? "+" : ", ")});
  };
  for (const pb::Scorecard& card : list) {
    std::string holder = card.name().substr(0, card.name().find("/scorecards/"));
    if (!form.csv) {
      holder = holder.substr(holder.find('/') + 1);
      if (holder == "-") holder = sheet.Of("(cơ quan BHXH)", "(the agency)");
    }
    add(holder, card.display_name(), card.total(), card.shortfall());
  }
  if (form.csv) return sheet.Text();
  sheet.AddRule();
  add(sheet.Of("Cộng", "Total"), "", total, 0);
  return sheet.Text();
}

}  // namespace baophu::cli
