#include "services/cli/statement/notice_text.h"

#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/cli/report/number_text.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

using enum TextTable::Align;

std::string Amount(int64_t amount_vnd) { return NumberText(amount_vnd, Language::kVietnamese); }

std::string HeadText(const Notice& notice) {
  TextTable table({kLeft, kLeft});
  for (const NoticeLine& line : notice.head) table.Add({line.label + ":", line.value});
  return table.Text();
}

std::string TableText(const Notice& notice) {
  std::vector<TextTable::Align> align(notice.columns.size() + 2, kRight);
  align[0] = align[1] = kLeft;
  TextTable table(std::move(align));
  std::vector<std::string> headings = {"", "Đơn vị tính: đồng"};
  headings.insert(headings.end(), notice.columns.begin(), notice.columns.end());
  table.Add(std::move(headings));
  table.AddRule();
  for (const NoticeRow& row : notice.rows) {
    std::vector<std::string> cells = {row.mark, row.label};
    for (const std::optional<int64_t> amount : row.amounts_vnd) {
      cells.push_back(amount.has_value() ? Amount(*amount) : "");
    }
    if (row.role == NoticeRole::kClosing) table.AddRule();
    table.Add(std::move(cells));
  }
  return table.Text();
}

std::string FurtherText(const Notice& notice) {
  TextTable table({kLeft, kRight});
  for (const NoticeAmount& line : notice.further) {
    table.Add({line.label + ":", Amount(line.amount_vnd) + " đồng"});
  }
  return table.Text();
}

std::string MoneyText(const Notice& notice) {
  TextTable table({kLeft, kLeft, kRight, kLeft, kLeft});
  table.Add({std::begin(kMoneyHeadings), std::end(kMoneyHeadings)});
  table.AddRule();
  for (const NoticeMoney& money : notice.money) {
    table.Add(
        {DayText(money.day), money.what, Amount(money.amount_vnd), money.source, money.reference});
  }
  return notice.money.empty() ? "Không có.\n" : table.Text();
}

std::string AllocationText(const Notice& notice) {
  TextTable table({kLeft, kLeft, kLeft, kRight});
  table.Add({std::begin(kAllocationHeadings), std::end(kAllocationHeadings)});
  table.AddRule();
  for (const NoticeAllocation& allocation : notice.allocations) {
    table.Add({DayText(allocation.day), allocation.what, MonthNumberText(allocation.month),
               Amount(allocation.amount_vnd)});
  }
  return notice.allocations.empty() ? "Không có.\n" : table.Text();
}

}  // namespace

std::string NoticeText(const Notice& notice) {
  std::string text = absl::StrCat(notice.title, "\nTháng ", MonthNumberText(notice.month), "\n");
  if (!notice.warning.empty()) absl::StrAppend(&text, notice.warning, "\n");
  absl::StrAppend(&text, "\n", HeadText(notice), "\n", TableText(notice), "\n",
                  FurtherText(notice));
  absl::StrAppend(&text, "\nSố tiền đã nộp trong kỳ\n", MoneyText(notice));
  absl::StrAppend(&text, "\nPhân bổ tiền đóng\n", AllocationText(notice), "\n");
  for (const std::string& note : notice.notes) absl::StrAppend(&text, note, "\n");
  return text;
}

}  // namespace baophu::cli
