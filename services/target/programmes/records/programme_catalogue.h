#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_CATALOGUE_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_CATALOGUE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"

namespace baophu::target {

// What a record says beside what all records say: the oneof of v1::Programme.
enum class ProgrammeContent {
  kCommittee = 1,
  kDirective = 2,
  kAgreement = 3,
  kConference = 4,
  kSponsorship = 5,
  kModel = 6,
  kCampaign = 7,
};

// What is to have a programme: each area of a level, or each collection point.
enum class ProgrammeLevel { kProvince = 1, kDistrict = 2, kCommune = 3, kPoint = 4 };

// Which of them: all, or those that have a record of the kind.
enum class ProgrammeScope { kEvery = 1, kPlanned = 2 };

// PROVINCE, DISTRICT, COMMUNE or POINT; INVALID_ARGUMENT for anything else.
absl::StatusOr<ProgrammeLevel> ParseProgrammeLevel(std::string_view text);
const std::string& ProgrammeLevelText(ProgrammeLevel level);
// EVERY or PLANNED.
const std::string& ProgrammeScopeText(ProgrammeScope scope);
// COMMITTEE, DIRECTIVE and so on.
const std::string& ProgrammeContentText(ProgrammeContent content);

// A row of programme_figures.csv: something that programmes count.
struct CountedFigure {
  std::string code;
  std::string unit_vi, unit_en;
  std::string name_vi, name_en;
};

// A row of programmes.csv: a kind of programmes, from a month through a month.
struct ProgrammeKind {
  std::string code;
  ProgrammeContent content = ProgrammeContent::kCommittee;
  std::vector<std::string> figures;  // Codes of CountedFigure.
  // Whether it is to be done anew each year; else it stands once it is done.
  bool yearly = false;
  // At which levels it is complete, and of what.
  std::vector<std::pair<ProgrammeLevel, ProgrammeScope>> complete_of;
  std::string name_vi, name_en;
  Month valid_from;
  Month valid_to;  // Month::Max() while it holds.
  std::string source;

  bool Holds(Month month) const { return valid_from <= month && month <= valid_to; }
  bool Counts(std::string_view figure) const;
};

// Kinds of programmes and what they count, as dated data has them. Immutable.
class ProgrammeCatalogue {
 public:
  struct Texts {
    std::string kinds;    // Of programmes.csv.
    std::string figures;  // Of programme_figures.csv.
  };

  // Reads both files; INVALID_ARGUMENT names file, line, fault and remedy.
  static absl::StatusOr<ProgrammeCatalogue> Load(const std::string& config_dir);
  static absl::StatusOr<ProgrammeCatalogue> Parse(const Texts& texts);

  // In the file's order.
  const std::vector<ProgrammeKind>& kinds() const { return kinds_; }
  const std::vector<CountedFigure>& figures() const { return figures_; }

  // Null when no kind has the code in the month.
  const ProgrammeKind* FindKind(std::string_view code, Month month) const;
  // Null when nothing has the code.
  const CountedFigure* FindFigure(std::string_view code) const;

 private:
  std::vector<ProgrammeKind> kinds_;
  std::vector<CountedFigure> figures_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_CATALOGUE_H_
