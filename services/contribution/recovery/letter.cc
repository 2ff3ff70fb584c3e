#include "services/contribution/recovery/letter.h"

#include "absl/strings/str_cat.h"
#include "common/text/grouped.h"
#include "services/contribution/account/age.h"

namespace baophu::contribution {
namespace {

constexpr const char* kFundNames[kFundCount] = {
    "Hưu trí, tử tuất", "Ốm đau, thai sản",     "Tai nạn lao động, bệnh nghề nghiệp",
    "Bảo hiểm y tế",    "Bảo hiểm thất nghiệp", "Hưu trí, tử tuất (BHXH tự nguyện)"};

std::string AmountText(Vnd amount) {
  return absl::StrCat(Grouped(amount.amount_vnd(), '.'), " đồng");
}

std::string TwoDigits(int number) { return absl::StrCat(absl::Dec(number, absl::kZeroPad2)); }

std::string MonthText(Month month) {
  return absl::StrCat(TwoDigits(month.month_of_year()), "/", month.year());
}

int DayOfMonth(Day day) { return day.number() - Day::FirstOf(day.month()).number() + 1; }

std::string DayText(Day day) {
  return absl::StrCat(TwoDigits(DayOfMonth(day)), "/", MonthText(day.month()));
}

void AppendDebt(const EmployerDebt& debt, Day day, std::string& text) {
  const FundAmounts overdue = debt.Overdue(day);
  const Day oldest = *debt.OldestDue(day);
  absl::StrAppend(&text, "Tính đến hết ngày ", DayText(day), ", đơn vị còn phải đóng ",
                  AmountText(Sum(overdue)), " đã đến hạn; khoản lâu nhất đến hạn ngày ",
                  DayText(oldest), ", chậm ", AgeOf(oldest, day).days, " ngày:\n\n");
  for (const OpenItem& item : debt.items) {
    if (item.due > day) continue;
    absl::StrAppend(&text, "  - Tháng ", MonthText(item.period), ", hạn đóng ", DayText(item.due),
                    ": ", AmountText(Sum(item.open)), "\n");
  }
  text += "\nTrong đó:\n\n";
  for (size_t f = 0; f < kFundCount; ++f) {
    if (overdue[f] == Vnd()) continue;
    absl::StrAppend(&text, "  - ", kFundNames[f], ": ", AmountText(overdue[f]), "\n");
  }
}

// Beside the contributions, never in one sum with them.
void AppendInterest(const EmployerDebt& debt, Day day, std::string& text) {
  if (debt.interest == Vnd() && debt.accrued_interest == Vnd() && debt.penalty == Vnd()) return;
  text += "\nNgoài số tiền trên, đơn vị còn phải nộp:\n\n";
  if (debt.interest > Vnd()) {
    absl::StrAppend(&text, "  - Tiền lãi chậm đóng đã tính: ", AmountText(debt.interest), "\n");
  }
  if (debt.accrued_interest > Vnd()) {
    absl::StrAppend(&text, "  - Tiền lãi chậm đóng phát sinh thêm đến ngày ", DayText(day), ": ",
                    AmountText(debt.accrued_interest), "\n");
  }
  if (debt.penalty > Vnd()) {
    absl::StrAppend(&text, "  - Tiền phạt vi phạm hành chính: ", AmountText(debt.penalty), "\n");
  }
}

}  // namespace

std::string LetterText(const LetterContent& content, const EmployerDebt& debt) {
  const Day day = content.day;
  std::string text =
      absl::StrCat("Số: ........../BHXH\nNgày ", TwoDigits(DayOfMonth(day)), " tháng ",
                   TwoDigits(day.month().month_of_year()), " năm ", day.month().year(), "\n\n",
                   "V/v: ", content.step->name,
                   " về đóng bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp\n\nKính gửi: ",
                   content.addressee, "\n\n");
  AppendDebt(debt, day, text);
  AppendInterest(debt, day, text);
  text += "\nĐề nghị đơn vị đóng đủ số tiền trên";
  if (content.reply_days > 0) {
    absl::StrAppend(&text, " trong ", content.reply_days, " ngày kể từ ngày nhận được văn bản này");
  }
  text += ". Nếu đã đóng, đề nghị đơn vị gửi chứng từ để đối chiếu.\n";
  if (content.evasion_days > 0) {
    absl::StrAppend(
        &text, "\nQuá ", content.evasion_days,
        " ngày kể từ ngày đến hạn mà đơn vị vẫn không đóng hoặc đóng không đầy đủ thì bị "
        "coi là trốn đóng và bị xử lý theo Luật Bảo hiểm xã hội số 41/2024/QH15.\n");
  }
  text += "\nTrân trọng.\n";
  return text;
}

}  // namespace baophu::contribution
