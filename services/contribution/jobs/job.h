#ifndef BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_H_
#define BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/ledger/payer_id.h"

// Jobs as participant tells them, and which of a person's jobs a fund counts.
// Pure.
namespace baophu::contribution {

// The wage of one job for consecutive months, both included; Month::Max() while
// it is open. Spans of one job do not overlap.
struct JobWage {
  PayerId employer;
  int64_t person_id = 0;
  Month from;
  Month through;
  Vnd wage;  // A month, before caps.
  std::string rate_class;
  AreaCode workplace;

  bool Holds(Month month) const { return from <= month && month <= through; }
  friend bool operator==(const JobWage&, const JobWage&) = default;
};

// For each fund whether it counts a job.
using CountedFunds = std::array<bool, kFundCount>;

// Which funds count the job at `employer` in a month in which it holds, of all
// spans of one person in the order of (employer, from). Social and unemployment
// insurance follow the contract that began first, health insurance the highest
// wage, and each employer insures against accidents at work (Law 41/2024/QH15
// art 2(5), Decision 959/QĐ-BHXH art 38; before 2025 the same). A contract began
// where its months without a gap begin; of two that began together, or pay the
// same, the one with the lower id counts.
CountedFunds FundsOfJob(std::span<const JobWage> jobs_of_person, PayerId employer, Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_H_
