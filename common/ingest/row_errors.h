#ifndef BAOPHU_COMMON_INGEST_ROW_ERRORS_H_
#define BAOPHU_COMMON_INGEST_ROW_ERRORS_H_

#include <baophu/type/v1/import.pb.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/status/fault.h"

namespace baophu {

// Collects the remarks about the rows of one chunk.
class RowErrors {
 public:
  explicit RowErrors(int64_t first_row_number) : first_row_number_(first_row_number) {}

  // `index` counts from 0 within the chunk. A row with several errors is refused
  // once. Texts never hold a personal identifier.
  void Refuse(size_t index, std::string_view field, std::string_view reason,
              std::string_view problem, std::string_view remedy) {
    Add(index, field, reason, problem, remedy, type::v1::SEVERITY_ERROR);
    refused_.insert(index);
  }
  // For a fault of common/status/fault.h.
  void Refuse(size_t index, const absl::Status& status) {
    const Fault fault = FaultOf(status).value_or(Fault{"INVALID_ROW", ""});
    std::string_view problem(status.message().data(), status.message().size());
    if (!fault.field.empty() && problem.starts_with(fault.field + ": ")) {
      problem.remove_prefix(fault.field.size() + 2);
    }
    const size_t end = std::min(problem.find("; "), problem.size());
    const std::string_view remedy = problem.substr(std::min(end + 2, problem.size()));
    Refuse(index, fault.field, fault.reason, problem.substr(0, end), remedy);
  }
  void Warn(size_t index, std::string_view field, std::string_view reason, std::string_view problem,
            std::string_view remedy) {
    Add(index, field, reason, problem, remedy, type::v1::SEVERITY_WARNING);
  }

  int64_t refused_count() const { return static_cast<int64_t>(refused_.size()); }

  // Adds the remarks to an answer, in the order of rows.
  void AppendTo(type::v1::ImportAck& ack) const {
    for (const type::v1::RowError& error : errors_) *ack.add_errors() = error;
    std::stable_sort(ack.mutable_errors()->begin(), ack.mutable_errors()->end(),
                     [](const type::v1::RowError& a, const type::v1::RowError& b) {
                       return a.row_number() < b.row_number();
                     });
    ack.set_refused_count(ack.refused_count() + refused_count());
  }

 private:
  void Add(size_t index, std::string_view field, std::string_view reason, std::string_view problem,
           std::string_view remedy, type::v1::Severity severity) {
    type::v1::RowError& error = errors_.emplace_back();
    error.set_row_number(first_row_number_ + static_cast<int64_t>(index));
    error.set_field(std::string(field));
    error.set_reason(std::string(reason));
    error.set_problem(std::string(problem));
    error.set_remedy(std::string(remedy));
    error.set_severity(severity);
  }

  const int64_t first_row_number_;
  std::vector<type::v1::RowError> errors_;
  std::set<size_t> refused_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_INGEST_ROW_ERRORS_H_
