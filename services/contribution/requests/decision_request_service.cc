#include "services/contribution/requests/decision_request_service.h"

#include <optional>

#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/text/normalise.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/jobs/unknown_employer.h"

namespace baophu::contribution {
namespace {

// 40 characters of up to 4 bytes.
constexpr size_t kMaxDecisionBytes = 160;

}  // namespace

absl::StatusOr<PayerId> ReadEmployer(const std::string& parent) {
  const std::optional<PayerId> payer = PayerId::FromName(parent);
  if (payer.has_value() && payer->is_employer()) return *payer;
  return InvalidField("parent", "is not the name of an employer", "send employers/ and an id");
}

absl::StatusOr<std::string> ReadDecisionNumber(const std::string& text) {
  const absl::StatusOr<std::string> normal = NormaliseText(text, kMaxDecisionBytes);
  if (normal.ok() && !normal->empty()) return *normal;
  return InvalidField("decision_number", "is not the number of a decision",
                      "send its number, such as 12/QĐ-BHXH, at most 40 characters");
}

absl::StatusOr<Day> ReadPastDay(const std::string& field, const std::string& text, int64_t now_us) {
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), field);
  if (*day > VietnamDay(now_us)) {
    return InvalidField(field, "lies in the future", "send a day up to today");
  }
  return *day;
}

absl::StatusOr<AreaCode> AreaOf(soci::session& session, PayerId employer) {
  const std::optional<job_store::EmployerTerms> terms = job_store::ReadTerms(session, employer);
  if (terms.has_value()) return terms->area;
  return UnknownEmployer("parent");
}

}  // namespace baophu::contribution
