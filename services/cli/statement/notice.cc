#include "services/cli/statement/notice.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "common/text/view.h"
#include "services/cli/report/report_words.h"

namespace baophu::cli {
namespace {

using contribution::v1::Statement;
using contribution::v1::StatementFund;
using Amounts = std::vector<std::optional<int64_t>>;

struct Word {
  std::string_view code;
  const char* text;
};

constexpr Word kFunds[] = {
    {"RETIREMENT", "Hưu trí,\ntử tuất"},
    {"SICKNESS", "Ốm đau,\nthai sản"},
    {"ACCIDENT", "TNLĐ,\nBNN"},
    {"HEALTH", "BHYT"},
    {"UNEMPLOYMENT", "BHTN"},
    {"VOLUNTARY_RETIREMENT", "BHXH\ntự nguyện"},
};

constexpr Word kMoney[] = {
    {"PAYMENT", "Nộp tiền"},
    {"REVERSAL", "Chứng từ bị trả lại"},
    {"REFUND", "Hoàn trả"},
};

constexpr Word kAllocations[] = {
    {"ALLOCATION", "Tiền đóng"},
    {"INTEREST_ALLOCATION", "Lãi chậm đóng"},
};

// A code that is not known here stands for itself.
template <size_t kSize>
std::string Find(const Word (&table)[kSize], const std::string& code) {
  for (const Word& word : table) {
    if (word.code == code) return word.text;
  }
  return code;
}

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(absl::StrCat(
      "the statement of contribution cannot be right: ", View(what), "; run baophu verify"));
}

absl::StatusOr<Day> ReadDay(const std::string& text) {
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return Wrong(absl::StrCat("\"", text, "\" is not a date"));
  return *day;
}

absl::StatusOr<Month> ReadMonth(const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return Wrong(absl::StrCat("\"", text, "\" is not a month"));
  return *month;
}

absl::StatusOr<int64_t> ReadSum(absl::int128 sum) {
  if (sum > std::numeric_limits<int64_t>::max() || sum < std::numeric_limits<int64_t>::min()) {
    return Wrong("a sum is too large");
  }
  return static_cast<int64_t>(sum);
}

bool IsEmpty(const StatementFund& fund) {
  return fund.opening_vnd() == 0 && fund.assessed_vnd() == 0 && fund.adjusted_vnd() == 0 &&
         fund.allocated_vnd() == 0 && fund.closing_vnd() == 0;
}

// Makes the parts of a notice in their order.
class Maker {
 public:
  Maker(const Statement& statement, const Addressee& addressee)
      : statement_(statement), addressee_(addressee) {
    // Hardly any employer has voluntary contributions to pay.
    for (const StatementFund& fund : statement.funds()) {
      if (fund.fund() == "VOLUNTARY_RETIREMENT" && IsEmpty(fund)) continue;
      funds_.push_back(&fund);
    }
  }

  absl::StatusOr<Notice> Make() {
    const std::string& name = statement_.name();
    BAOPHU_ASSIGN(notice_.month, ReadMonth(name.substr(name.rfind('/') + 1)));
    notice_.title = "THÔNG BÁO KẾT QUẢ ĐÓNG BHXH, BHYT, BHTN, BHTNLĐ, BNN";
    if (!addressee_.sample_scale.empty()) {
      notice_.warning = SampleText(addressee_.sample_scale, Language::kVietnamese);
    }
    Head();
    BAOPHU_TRY(Lists());
    BAOPHU_TRY(Table());
    BAOPHU_TRY(Check());
    Further();
    BAOPHU_TRY(Notes());
    return std::move(notice_);
  }

 private:
  void Line(const char* label, const std::string& value) {
    if (!value.empty()) notice_.head.push_back({label, value});
  }

  void Head() {
    const participant::v1::Employer& employer = addressee_.employer;
    Line("Tên đơn vị", employer.display_name());
    Line("Mã đơn vị", employer.unit_code());
    Line("Mã đơn vị từ 08/2025", employer.unit_code_2025());
    Line("Mã số thuế", employer.tax_code());
    Line("Người tham gia", addressee_.person_name);
    Line("Mã trên hệ thống", addressee_.payer);
    if (employer.area() != statement_.area()) Line("Địa bàn quản lý", employer.area());
    Line("Địa bàn thu", addressee_.area_name.empty() || statement_.area().empty()
                            ? statement_.area()
                            : absl::StrCat(addressee_.area_name, " (", statement_.area(), ")"));
  }

  absl::Status Lists() {
    for (const auto& money : statement_.money()) {
      BAOPHU_ASSIGN(const Day day, ReadDay(money.date()));
      notice_.money.push_back({day, Find(kMoney, money.kind()), money.amount_vnd(), money.source(),
                               money.external_id()});
    }
    for (const auto& allocation : statement_.allocations()) {
      BAOPHU_ASSIGN(const Day day, ReadDay(allocation.date()));
      BAOPHU_ASSIGN(const Month month, ReadMonth(allocation.month()));
      notice_.allocations.push_back(
          {day, Find(kAllocations, allocation.kind()), month, allocation.amount_vnd()});
    }
    return absl::OkStatus();
  }

  void Row(NoticeRole role, const char* mark, const char* label, Amounts amounts) {
    amounts.resize(notice_.columns.size());
    notice_.rows.push_back({role, mark, label, std::move(amounts)});
  }

  // One amount of each fund and their sum, then what stands in the last columns.
  Amounts OfFunds(int64_t (StatementFund::*amount)() const,
                  std::optional<int64_t> interest = std::nullopt,
                  std::optional<int64_t> in_hand = std::nullopt) const {
    Amounts amounts;
    for (const StatementFund* fund : funds_) amounts.push_back((fund->*amount)());
    amounts.push_back((statement_.total().*amount)());
    amounts.push_back(interest);
    amounts.push_back(in_hand);
    return amounts;
  }

  Amounts Only(size_t column_from_end, int64_t amount_vnd) const {
    Amounts amounts(notice_.columns.size());
    amounts[amounts.size() - column_from_end] = amount_vnd;
    return amounts;
  }

  absl::Status Table() {
    for (const StatementFund* fund : funds_) notice_.columns.push_back(Find(kFunds, fund->fund()));
    notice_.fund_count = notice_.columns.size();
    notice_.columns.insert(notice_.columns.end(), {"Cộng", "Lãi\nchậm đóng", "Chưa\nphân bổ"});
    constexpr size_t kInterest = 2;
    constexpr size_t kInHand = 1;

    absl::int128 came_in = 0;
    for (const NoticeMoney& money : notice_.money) came_in += money.amount_vnd;
    BAOPHU_ASSIGN(const int64_t paid, ReadSum(came_in));
    const auto& interest = statement_.interest();
    BAOPHU_ASSIGN(const int64_t given,
                  ReadSum(absl::int128(statement_.total().allocated_vnd()) + interest.paid_vnd()));

    using enum NoticeRole;
    Row(kOpening, "A", "Kỳ trước mang sang",
        OfFunds(&StatementFund::opening_vnd, interest.opening_vnd(),
                statement_.opening_in_hand_vnd()));
    Row(kHeading, "B", "Phát sinh trong kỳ", {});
    Row(kAdded, "1", "Phải đóng của tháng", OfFunds(&StatementFund::assessed_vnd));
    Row(kAdded, "2", "Điều chỉnh kỳ trước", OfFunds(&StatementFund::adjusted_vnd));
    Row(kAdded, "3", "Lãi chậm đóng", Only(kInterest, interest.charged_vnd()));
    Row(kTakenOff, "4", "Lãi được miễn (trừ)", Only(kInterest, interest.waived_vnd()));
    Row(kAdded, "C", "Số tiền đã nộp trong kỳ", Only(kInHand, paid));
    Row(kTakenOff, "D", "Phân bổ tiền đóng (trừ)",
        OfFunds(&StatementFund::allocated_vnd, interest.paid_vnd(), given));
    Row(kClosing, "Đ", "Chuyển kỳ sau",
        OfFunds(&StatementFund::closing_vnd, interest.closing_vnd(),
                statement_.closing_in_hand_vnd()));
    return absl::OkStatus();
  }

  // The workbook computes sums and balances by formulas, so they must be what the
  // service says.
  absl::Status Check() const {
    for (const NoticeRow& row : notice_.rows) {
      absl::int128 sum = 0;
      for (size_t i = 0; i < notice_.fund_count; ++i) sum += row.amounts_vnd[i].value_or(0);
      if (sum != row.amounts_vnd[notice_.fund_count].value_or(0)) {
        return Wrong(absl::StrCat("the funds do not add up to the sum of ", row.label));
      }
    }
    for (size_t i = 0; i < notice_.columns.size(); ++i) {
      absl::int128 balance = 0;
      for (const NoticeRow& row : notice_.rows) {
        const int64_t amount_vnd = row.amounts_vnd[i].value_or(0);
        const bool added = row.role == NoticeRole::kOpening || row.role == NoticeRole::kAdded;
        balance += added ? absl::int128(amount_vnd) : -absl::int128(amount_vnd);
      }
      if (balance != 0) {
        return Wrong(
            absl::StrCat("the amounts of column ", i + 1, " do not add up to its closing"));
      }
    }
    return absl::OkStatus();
  }

  void Further() {
    notice_.further = {
        {absl::StrCat("Trong số tiền đóng chuyển kỳ sau, đã quá hạn đến hết ngày ",
                      DayText(Day::LastOf(notice_.month))),
         statement_.overdue_vnd()},
        {"Lãi chậm đóng đã phát sinh, chưa ghi vào bảng trên", statement_.interest().accrued_vnd()},
        {"Tiền phạt chưa nộp", statement_.penalty_vnd()},
    };
  }

  absl::Status Notes() {
    const auto is_below_zero = [](std::optional<int64_t> amount) { return amount < 0; };
    const NoticeRow& closing = notice_.rows.back();
    const auto funds_end = closing.amounts_vnd.begin() + static_cast<ptrdiff_t>(notice_.fund_count);
    if (std::any_of(closing.amounts_vnd.begin(), funds_end, is_below_zero)) {
      notice_.notes.push_back("Số âm ở mục Đ là số tiền đóng thừa.");
    }
    if (statement_.as_known().empty()) {
      notice_.notes.push_back("Theo mọi số liệu đã ghi nhận đến khi lập.");
    } else {
      BAOPHU_ASSIGN(const Day known, ReadDay(statement_.as_known()));
      notice_.notes.push_back(
          absl::StrCat("Theo số liệu đã ghi nhận đến hết ngày ", DayText(known), "."));
    }
    std::string revisions = absl::StrCat("Phiên bản dữ liệu: contribution ", statement_.revision());
    if (addressee_.participant_revision != 0) {
      absl::StrAppend(&revisions, ", participant ", addressee_.participant_revision);
    }
    notice_.notes.push_back(revisions + ".");
    return absl::OkStatus();
  }

  const Statement& statement_;
  std::vector<const StatementFund*> funds_;  // With a column of their own.
  const Addressee& addressee_;
  Notice notice_;
};

}  // namespace

absl::StatusOr<Notice> MakeNotice(const Statement& statement, const Addressee& addressee) {
  return Maker(statement, addressee).Make();
}

std::string DayText(Day day) {
  const std::string text = day.ToString();
  return absl::StrCat(text.substr(8, 2), "/", text.substr(5, 2), "/", text.substr(0, 4));
}

std::string MonthNumberText(Month month) {
  return absl::StrCat(absl::Dec(month.month_of_year(), absl::kZeroPad2), "/", month.year());
}

}  // namespace baophu::cli
