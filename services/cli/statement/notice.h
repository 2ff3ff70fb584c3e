#ifndef BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_H_

#include <baophu/contribution/v1/account_service.pb.h>
#include <baophu/participant/v1/employer_service.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"

// A statement as the monthly notice of results (thông báo C12-TS) tells it, in
// Vietnamese, before it is text or a workbook. Pure.
namespace baophu::cli {

// Who a statement is for, and where.
struct Addressee {
  std::string payer;                   // `employers/91`, or of people/ or households/.
  participant::v1::Employer employer;  // Of an employer.
  std::string person_name;             // Of a person.
  std::string area_name;               // Of the statement's area; empty when not known.
  int64_t participant_revision = 0;    // That all this is of; 0 when nothing was asked.
  std::string sample_scale;            // Of a scaled sample, such as "0.05".
};

// A line of the head, such as "Mã số thuế" and its code.
struct NoticeLine {
  std::string label;
  std::string value;
};

// How a row enters the closing balance of its column.
enum class NoticeRole { kOpening, kHeading, kAdded, kTakenOff, kClosing };

// A row of the notice's table, with an amount in đồng, or nothing, for each column.
struct NoticeRow {
  NoticeRole role = NoticeRole::kHeading;
  std::string mark;  // Letter of a section, number within one.
  std::string label;
  std::vector<std::optional<int64_t>> amounts_vnd;
};

struct NoticeAmount {
  std::string label;
  int64_t amount_vnd = 0;
};

struct NoticeMoney {
  Day day;
  std::string what;
  int64_t amount_vnd = 0;
  std::string source;
  std::string reference;
};

struct NoticeAllocation {
  Day day;
  std::string what;
  Month month;
  int64_t amount_vnd = 0;
};

struct Notice {
  std::string title;
  Month month;
  std::string warning;  // That the figures are a scaled sample's; else empty.
  std::vector<NoticeLine> head;
  // Funds, their sum, interest, and money that nothing was paid with yet. A name may
  // have two lines.
  std::vector<std::string> columns;
  size_t fund_count = 0;  // The sum stands in the column after them.
  std::vector<NoticeRow> rows;
  std::vector<NoticeAmount> further;
  std::vector<NoticeMoney> money;
  std::vector<NoticeAllocation> allocations;
  std::vector<std::string> notes;
};

// Headings of the lists, in the order of the fields of NoticeMoney and
// NoticeAllocation.
inline constexpr const char* kMoneyHeadings[] = {"Ngày", "Nội dung", "Số tiền", "Nguồn",
                                                 "Số chứng từ"};
inline constexpr const char* kAllocationHeadings[] = {"Ngày", "Nội dung", "Của tháng", "Số tiền"};

// DATA_LOSS when the statement's amounts do not add up, or a date or month in it is
// none.
absl::StatusOr<Notice> MakeNotice(const contribution::v1::Statement& statement,
                                  const Addressee& addressee);

// "30/09/2024"
std::string DayText(Day day);

// "09/2024"
std::string MonthNumberText(Month month);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_H_
