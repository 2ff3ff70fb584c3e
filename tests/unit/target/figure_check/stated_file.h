#ifndef BAOPHU_TESTS_UNIT_TARGET_FIGURE_CHECK_STATED_FILE_H_
#define BAOPHU_TESTS_UNIT_TARGET_FIGURE_CHECK_STATED_FILE_H_

#include <baophu/target/v1/figure_check_service.pb.h>
#include <google/protobuf/struct.pb.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace baophu::target {

// What a file of tests/fixtures/stated_figures expects.
struct Check {
  std::string id;
  std::string verdict;            // As it stands in the file.
  std::set<std::string> figures;  // Derived ones replaced by those they come from.

  bool inconsistent() const { return verdict.starts_with("INCONSISTENT"); }
};

// A file of tests/fixtures/stated_figures: its figures as a request, word for word, and
// its checks.
struct StatedFile {
  v1::CheckFiguresRequest request;
  std::vector<Check> checks;
};

StatedFile ReadStatedFile(const std::string& name);

// The answer to a request, by the rules of deploy/config.
absl::StatusOr<v1::CheckFiguresResponse> CheckRequest(const v1::CheckFiguresRequest& request);

// A request of figures as JSON, without the brackets around them.
v1::CheckFiguresRequest RequestOf(const std::string& figures_json);

// The sets of figures that findings with a verdict rest on.
std::set<std::set<std::string>> FiguresOf(const v1::CheckFiguresResponse& response,
                                          const std::string& verdict);
// The same of one relation.
std::set<std::set<std::string>> FiguresOf(const v1::CheckFiguresResponse& response,
                                          const std::string& verdict, const std::string& relation);

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_UNIT_TARGET_FIGURE_CHECK_STATED_FILE_H_
