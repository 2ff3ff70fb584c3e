#include "services/contribution/requests/day_request_service.h"

#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/known_payer.h"

namespace baophu::contribution {

absl::StatusOr<Day> ReadDay(const std::string& field, const std::string& text) {
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), field);
  return *day;
}

absl::StatusOr<int64_t> ReadKnown(const std::string& as_known) {
  if (as_known.empty()) return kKnownNow;
  BAOPHU_ASSIGN(const Day day, ReadDay("as_known", as_known));
  return EndOfVietnamDayUs(day);
}

}  // namespace baophu::contribution
