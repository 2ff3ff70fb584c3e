#include "services/cli/arrears/arrears_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cli/report/number_text.h"

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;

std::string Number(int64_t number) { return NumberText(number, Language::kVietnamese); }

// 2024-09-30 as 30/09/2024.
std::string DateText(const std::string& date) {
  const std::vector<std::string> parts = absl::StrSplit(date, '-');
  return parts.size() == 3 ? absl::StrCat(parts[2], "/", parts[1], "/", parts[0]) : date;
}

// Characters of a text in its normal form, in which every letter is one.
size_t Width(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string NumeratorText(const std::string& code) {
  if (code == "ALL_LATE") return "toàn bộ số chậm đóng";
  if (code == "INTEREST_BEARING") return "số chậm đóng phải tính lãi";
  return code;
}

std::string DenominatorText(const std::string& code) {
  if (code == "AMOUNT_DUE") return "số phải thu từ đầu năm";
  if (code == "COLLECTION_PLAN") return "kế hoạch thu năm";
  return code;
}

std::vector<std::string> AgeingRow(const std::string& name, const pb::AgeingAmounts& amounts) {
  return {name,
          Number(amounts.employer_count()),
          Number(amounts.item_count()),
          Number(amounts.debt_vnd()),
          Number(amounts.interest_vnd() + amounts.accrued_interest_vnd()),
          Number(amounts.penalty_vnd())};
}

void AddBucket(const pb::AgeingBucket& bucket, std::vector<std::vector<std::string>>& rows) {
  rows.push_back(AgeingRow(bucket.display_name(), bucket.total()));
  for (const pb::AgeingClass& each : bucket.classes()) {
    rows.push_back(AgeingRow(absl::StrCat("  ", each.display_name()), each.amounts()));
  }
}

}  // namespace

std::string TableText(const std::vector<std::vector<std::string>>& rows,
                      const std::vector<bool>& right) {
  std::vector<size_t> widths(right.size());
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string blank(widths[i] - Width(row[i]), ' ');
      if (i > 0) line += "  ";
      line += right[i] ? blank + row[i] : row[i] + blank;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string AgeingText(const pb::Ageing& ageing) {
  std::vector<std::vector<std::string>> rows = {{"Thời gian chậm", "Đơn vị", "Tháng",
                                                 "Phải đóng (đồng)", "Tiền lãi (đồng)",
                                                 "Tiền phạt (đồng)"}};
  for (const pb::AgeingBucket& bucket : ageing.buckets()) AddBucket(bucket, rows);
  AddBucket(ageing.due(), rows);
  AddBucket(ageing.not_yet_due(), rows);
  rows.push_back(AgeingRow("chỉ còn lãi hoặc phạt", ageing.interest_only()));
  std::string text = absl::StrCat("Tính đến hết ngày ", DateText(ageing.as_of()));
  if (!ageing.as_known().empty()) {
    absl::StrAppend(&text, ", theo số liệu đã ghi nhận đến ngày ", DateText(ageing.as_known()));
  }
  absl::StrAppend(&text, "\n\n", TableText(rows, {false, true, true, true, true, true}));
  const pb::ArrearsRatio& ratio = ageing.ratio();
  absl::StrAppend(&text, "\nTỷ lệ ", NumeratorText(ratio.numerator()), " trên ",
                  DenominatorText(ratio.denominator()), ": ", Number(ratio.numerator_vnd()), " / ",
                  Number(ratio.denominator_vnd()), " đồng");
  if (!ratio.percent().empty()) {
    absl::StrAppend(&text, " = ", DecimalText(ratio.percent(), Language::kVietnamese), "%");
  }
  if (ageing.not_computed_count() > 0) {
    absl::StrAppend(&text, "\nChưa kể ", Number(ageing.not_computed_count()),
                    " đơn vị chưa tính được (", ageing.first_problem(), ")");
  }
  return text + "\n";
}

std::string LateText(const std::vector<pb::LateEmployer>& late, int64_t total_count,
                     int64_t total_debt_vnd, const std::string& as_of) {
  std::vector<std::vector<std::string>> rows = {{"Đơn vị", "Địa bàn", "Loại", "Đến hạn", "Ngày",
                                                 "Tháng", "Phải đóng (đồng)", "Tiền lãi (đồng)",
                                                 "Cán bộ", "Việc tiếp theo"}};
  for (const pb::LateEmployer& each : late) {
    rows.push_back(
        {each.employer(), each.area(), each.display_name(), DateText(each.oldest_due_date()),
         Number(each.days_late()), Number(each.months_late()), Number(each.debt_vnd()),
         Number(each.interest_vnd() + each.accrued_interest_vnd()), each.officer(),
         each.has_next_step()
             ? absl::StrCat(DateText(each.next_step().date()), " ", each.next_step().display_name())
             : ""});
  }
  return absl::StrCat(
      "Tính đến hết ngày ", DateText(as_of), ": ", Number(total_count),
      " đơn vị chậm đóng, phải đóng ", Number(total_debt_vnd), " đồng\n\n",
      TableText(rows, {false, false, false, false, true, true, true, true, false, false}),
      static_cast<int64_t>(late.size()) < total_count
          ? absl::StrCat("... và ", Number(total_count - static_cast<int64_t>(late.size())),
                         " đơn vị khác\n")
          : "");
}

}  // namespace baophu::cli
