#ifndef BAOPHU_TESTS_E2E_PUBLISHED_FIGURES_ASKED_FIGURES_H_
#define BAOPHU_TESTS_E2E_PUBLISHED_FIGURES_ASKED_FIGURES_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace baophu::e2e {

// Where a published figure is to be found: columns of tests/fixtures/published_figures.csv.
struct FigurePlace {
  // REPORT, PLAN, DIALOGUES, COMPLETENESS, PROGRAMMES, AGEING or FLOWS.
  std::string source;
  std::string area;
  // A month, day or year; `first/last` of them where the source takes two.
  std::string period;
  // The indicator, kind of programme, bucket or scheme.
  std::string indicator;
  // Which of its figures.
  std::string what;
  // What that is measured against, such as a plan's assigner, a window or a level.
  std::string against;
};

// Asks a suite for a figure over its public API and returns it as text: a whole number, or a
// decimal of a percentage. NOT_FOUND when the answer does not have it.
absl::StatusOr<std::string> AskFigure(const std::shared_ptr<grpc::Channel>& gateway,
                                      const FigurePlace& place);

}  // namespace baophu::e2e

#endif  // BAOPHU_TESTS_E2E_PUBLISHED_FIGURES_ASKED_FIGURES_H_
