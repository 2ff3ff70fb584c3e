#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_READER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_READER_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/sql/database.h"
#include "services/contribution/ageing/arrears_store.h"
#include "services/contribution/ageing/employer_debt.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/recovery/evidence_store.h"

namespace baophu::contribution {

// An employer that has contributions in a month without a rule.
struct NotComputed {
  PayerId employer;
  AreaCode area;
  std::string problem;  // Names the month and the rule that is missing.
};

// What all employers owe at the end of a day, as it was known at a moment, all of
// one revision. Holds those that owe anything: some hundred bytes each.
struct ArrearsPicture {
  arrears_store::KnownAt at;
  int64_t revision = 0;
  std::shared_ptr<const AreaCatalogue> areas;
  std::vector<EmployerDebt> debts;  // By employer.
  // Those whose debts the law's tables do not reach: left out of all sums and lists.
  std::vector<NotComputed> not_computed;  // By employer.
  // What was assessed for the months from January to that of the day, by the area
  // of the assessment, of all payers.
  absl::btree_map<AreaMonth, Vnd> assessed;
  evidence_store::StepsByEmployer steps;
  std::vector<OfficerAssignment> assignments;

  // Steps of an employer in force at the end of the day.
  std::vector<LegalStep> StepsOf(PayerId employer) const;
  // Whether an employer of one area counts for another.
  bool Counts(AreaCode of, AreaCode in) const;
};

// One employer's debt.
struct ReadEmployer {
  EmployerDebt debt;
  int64_t revision = 0;
};

// Computes pictures from the ledger, page by page of employers, and keeps the last
// few: pages of a list and buckets of a report ask for the same one. A picture of
// an older revision is never given out. Thread-safe; blocks.
class ArrearsReader {
 public:
  // All must outlive the reader.
  ArrearsReader(const Law& law, sql::Database& database,
                catalogue_store::CatalogueCache& catalogues)
      : law_(law), database_(database), catalogues_(catalogues) {}

  // RESOURCE_EXHAUSTED while too many wait for one.
  absl::StatusOr<std::shared_ptr<const ArrearsPicture>> Read(const arrears_store::KnownAt& at);
  // A picture of some employers alone, without what was assessed of areas. Not kept.
  absl::StatusOr<std::shared_ptr<const ArrearsPicture>> ReadSome(std::span<const PayerId> employers,
                                                                 const arrears_store::KnownAt& at);
  // The debt of one employer alone, which may be nothing. FAILED_PRECONDITION names
  // a month without a rule.
  absl::StatusOr<ReadEmployer> ReadOne(PayerId employer, const arrears_store::KnownAt& at);

 private:
  absl::StatusOr<std::shared_ptr<const ArrearsPicture>> Compute(const arrears_store::KnownAt& at);
  // Debts of a range of employers, as an open read of the database sees them.
  void AppendDebts(soci::session& session, PayerId after, PayerId through,
                   const arrears_store::KnownAt& at, std::optional<Month> charged_through,
                   std::vector<EmployerDebt>& debts, std::vector<NotComputed>& not_computed) const;
  std::shared_ptr<const ArrearsPicture> Find(const arrears_store::KnownAt& at,
                                             int64_t revision) const;

  const Law& law_;
  sql::Database& database_;
  catalogue_store::CatalogueCache& catalogues_;
  std::atomic<int> waiting_ = 0;
  std::mutex mutex_;                                        // One picture is computed at a time.
  std::deque<std::shared_ptr<const ArrearsPicture>> kept_;  // Newest first.
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_READER_H_
