#include "services/participant/retention/rules/case_record.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::participant {
namespace {

constexpr std::string_view kPrefix = "retentionCases/";
constexpr std::array<CaseState, 4> kStates = {CaseState::kOpen, CaseState::kAssigned,
                                              CaseState::kContacted, CaseState::kClosed};
constexpr std::string_view kChannels[] = {"PHONE",  "VISIT",   "MESSAGE",
                                          "LETTER", "MEETING", "OTHER"};

}  // namespace

std::string CaseName(const CaseKey& key) {
  return absl::StrCat(View(kPrefix), key.person.value(), "-",
                      absl::AsciiStrToLower(View(RetentionKindText(key.kind))), "-",
                      key.month.ToString());
}

std::optional<CaseKey> CaseKeyOf(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const std::string_view id = name.substr(kPrefix.size());
  const size_t kind_at = id.find('-');
  const size_t month_at = id.find('-', std::min(kind_at, id.size() - 1) + 1);
  if (kind_at == std::string_view::npos || month_at == std::string_view::npos) return std::nullopt;
  int64_t person = 0;
  const std::optional<RetentionKind> kind =
      RetentionKindOf(absl::AsciiStrToUpper(View(id.substr(kind_at + 1, month_at - kind_at - 1))));
  const absl::StatusOr<Month> month = Month::Parse(id.substr(month_at + 1));
  if (!absl::SimpleAtoi(View(id.substr(0, kind_at)), &person) || person <= 0 || !kind.has_value() ||
      !month.ok()) {
    return std::nullopt;
  }
  const CaseKey key{PersonId(person), *kind, *month};
  // One name for one case: no leading zeros or capitals.
  if (CaseName(key) != name) return std::nullopt;
  return key;
}

const CaseAssignment* HoldingAssignment(const CaseRecord& record) {
  const auto latest = std::max_element(record.assignments.begin(), record.assignments.end(),
                                       [](const CaseAssignment& a, const CaseAssignment& b) {
                                         return std::tie(a.day, a.at) < std::tie(b.day, b.at);
                                       });
  return latest == record.assignments.end() ? nullptr : &*latest;
}

std::vector<CaseContact> HoldingContacts(const CaseRecord& record) {
  std::vector<CaseContact> holding;
  for (const CaseContact& contact : record.contacts) {
    const auto same = std::find_if(holding.begin(), holding.end(), [&](const CaseContact& other) {
      return other.day == contact.day && other.channel == contact.channel;
    });
    if (same == holding.end()) {
      holding.push_back(contact);
    } else if (same->at < contact.at) {
      *same = contact;
    }
  }
  std::sort(holding.begin(), holding.end(), [](const CaseContact& a, const CaseContact& b) {
    return std::tie(a.day, a.at) < std::tie(b.day, b.at);
  });
  return holding;
}

CaseWork WorkOf(const CaseRecord& record) {
  CaseWork work;
  const CaseAssignment* const assignment = HoldingAssignment(record);
  if (assignment != nullptr && !assignment->assignee.empty()) {
    work.assignee = assignment->assignee;
    work.assigned = assignment->day;
  }
  const std::vector<CaseContact> contacts = HoldingContacts(record);
  if (!contacts.empty()) {
    work.contacted = contacts.back().day;
    work.outcome = contacts.back().outcome;
    work.reason = contacts.back().reason;
  }
  return work;
}

std::string_view CaseStateText(CaseState state) {
  switch (state) {
    case CaseState::kOpen:
      return "OPEN";
    case CaseState::kAssigned:
      return "ASSIGNED";
    case CaseState::kContacted:
      return "CONTACTED";
    case CaseState::kClosed:
      return "CLOSED";
  }
  return "";
}

std::optional<CaseState> CaseStateOf(std::string_view text) {
  for (const CaseState state : kStates) {
    if (CaseStateText(state) == text) return state;
  }
  return std::nullopt;
}

CaseState StateOf(const CaseWork& work, const RetentionCodes& codes) {
  if (work.contacted != Day()) {
    return codes.Closes(work.outcome) ? CaseState::kClosed : CaseState::kContacted;
  }
  return work.assignee.empty() ? CaseState::kOpen : CaseState::kAssigned;
}

bool IsChannel(std::string_view text) {
  return std::find(std::begin(kChannels), std::end(kChannels), text) != std::end(kChannels);
}

bool IsAssignee(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_';
  });
}

}  // namespace baophu::participant
