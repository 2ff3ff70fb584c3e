#include "services/contribution/jobs/job.h"

#include <tuple>

namespace baophu::contribution {
namespace {

// One employer's contract that holds in a month.
struct Contract {
  PayerId employer;
  Month began;
  Vnd wage;
};

std::vector<Contract> ContractsIn(std::span<const JobWage> jobs, Month month) {
  std::vector<Contract> contracts;
  Month began;
  const JobWage* before = nullptr;
  for (const JobWage& job : jobs) {
    const bool goes_on =
        before != nullptr && before->employer == job.employer && before->through + 1 == job.from;
    if (!goes_on) began = job.from;
    before = &job;
    if (job.Holds(month)) contracts.push_back({job.employer, began, job.wage});
  }
  return contracts;
}

}  // namespace

CountedFunds FundsOfJob(std::span<const JobWage> jobs_of_person, PayerId employer, Month month) {
  const std::vector<Contract> contracts = ContractsIn(jobs_of_person, month);
  const Contract* first = nullptr;
  const Contract* highest = nullptr;
  for (const Contract& contract : contracts) {
    if (first == nullptr ||
        std::tie(contract.began, contract.employer) < std::tie(first->began, first->employer)) {
      first = &contract;
    }
  }
  for (const Contract& contract : contracts) {
    if (highest == nullptr || contract.wage > highest->wage) highest = &contract;
  }
  CountedFunds counted{};
  if (first == nullptr) return counted;
  const bool is_first = first->employer == employer;
  counted[kRetirement] = is_first;
  counted[kSickness] = is_first;
  counted[kUnemployment] = is_first;
  counted[kAccident] = true;
  counted[kHealth] = highest->employer == employer;
  return counted;
}

}  // namespace baophu::contribution
