#ifndef BAOPHU_SERVICES_CLI_PERIOD_FIELD_WORK_FIGURES_H_
#define BAOPHU_SERVICES_CLI_PERIOD_FIELD_WORK_FIGURES_H_

#include <baophu/target/v1/period_report_service.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/cli/report/report_words.h"

namespace baophu::cli {

// One figure of work on the ground, as text, CSV and workbooks show it alike.
struct FieldWorkFigure {
  std::string work;  // Code: DIALOGUES, NETWORK, RETENTION_..., or a kind of programmes.
  std::string work_name;
  std::string measure;  // Code, such as INVITED or DONE.
  std::string of;       // Code of a level of areas; empty elsewhere.
  std::string measure_name;
  int64_t value = 0;
  // What was planned, or of how many.
  std::optional<int64_t> whole;
  std::string percent;    // Of `whole`, or of what the measure says; may be empty.
  std::string unit;       // Code, such as PEOPLE or VND.
  std::string unit_name;  // Such as "người".
  std::string path;       // Where it is explained.
};

// All figures of a report's work on the ground, in the order in which they are told. What
// nobody did and nobody planned is left out.
std::vector<FieldWorkFigure> FieldWorkFigures(const target::v1::FieldWork& work, Language language);

// What sessions with late employers came to, in one sentence; empty without any.
std::string DialogueSentence(const target::v1::DialoguePeriod& dialogues, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_FIELD_WORK_FIGURES_H_
