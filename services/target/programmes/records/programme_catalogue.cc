#include "services/target/programmes/records/programme_catalogue.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/csv/csv_place.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

constexpr char kKindsFile[] = "programmes.csv";
constexpr char kFiguresFile[] = "programme_figures.csv";

const CsvWords<ProgrammeContent>& Contents() {
  static const auto* const kWords =
      new CsvWords<ProgrammeContent>{{"COMMITTEE", ProgrammeContent::kCommittee},
                                     {"DIRECTIVE", ProgrammeContent::kDirective},
                                     {"AGREEMENT", ProgrammeContent::kAgreement},
                                     {"CONFERENCE", ProgrammeContent::kConference},
                                     {"SPONSORSHIP", ProgrammeContent::kSponsorship},
                                     {"MODEL", ProgrammeContent::kModel},
                                     {"CAMPAIGN", ProgrammeContent::kCampaign}};
  return *kWords;
}

const CsvWords<ProgrammeLevel>& Levels() {
  static const auto* const kWords =
      new CsvWords<ProgrammeLevel>{{"PROVINCE", ProgrammeLevel::kProvince},
                                   {"DISTRICT", ProgrammeLevel::kDistrict},
                                   {"COMMUNE", ProgrammeLevel::kCommune},
                                   {"POINT", ProgrammeLevel::kPoint}};
  return *kWords;
}

const CsvWords<ProgrammeScope>& Scopes() {
  static const auto* const kWords = new CsvWords<ProgrammeScope>{
      {"EVERY", ProgrammeScope::kEvery}, {"PLANNED", ProgrammeScope::kPlanned}};
  return *kWords;
}

template <typename Value>
const std::string& WordOf(Value value, const CsvWords<Value>& words) {
  return std::find_if(words.begin(), words.end(),
                      [value](const auto& each) { return each.second == value; })
      ->first;
}

absl::Status CheckCode(const CsvPlace& place, const std::string& column, const std::string& code) {
  const bool valid =
      !code.empty() && code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      });
  if (valid) return absl::OkStatus();
  return place.Fault(absl::StrCat(column, " is \"", code, "\""),
                     "write 1 to 64 of A-Z, 0-9 and '_'");
}

absl::StatusOr<Month> ReadMonth(const CsvPlace& place, const std::string& column,
                                const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (month.ok()) return *month;
  return place.Fault(absl::StrCat(column, " is \"", text, "\""), "write YYYY-MM");
}

absl::StatusOr<std::vector<std::pair<ProgrammeLevel, ProgrammeScope>>> ReadCompleteOf(
    const CsvPlace& place, const std::string& text) {
  std::vector<std::pair<ProgrammeLevel, ProgrammeScope>> complete_of;
  for (const absl::string_view part : absl::StrSplit(text, '+', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> words = absl::StrSplit(part, absl::MaxSplits(':', 1));
    BAOPHU_ASSIGN(const ProgrammeLevel level,
                  ChooseWord(place, "complete_of", words.first, Levels()));
    BAOPHU_ASSIGN(const ProgrammeScope scope,
                  ChooseWord(place, "complete_of", words.second, Scopes()));
    // All points are known to contribution only; here are those that records name.
    if (level == ProgrammeLevel::kPoint && scope == ProgrammeScope::kEvery) {
      return place.Fault("complete_of counts every point", "write POINT:PLANNED");
    }
    complete_of.emplace_back(level, scope);
  }
  return complete_of;
}

absl::StatusOr<std::vector<CountedFigure>> ParseFigures(const std::string& text) {
  BAOPHU_ASSIGN(
      const std::vector<CsvRow> rows,
      ParseCsv(kFiguresFile, text, {"figure", "unit_vi", "unit_en", "name_vi", "name_en"}));
  std::vector<CountedFigure> figures;
  for (const CsvRow& row : rows) {
    const CsvPlace place{kFiguresFile, row.line};
    BAOPHU_TRY(CheckCode(place, "figure", row.cells[0]));
    for (const CountedFigure& other : figures) {
      if (other.code == row.cells[0]) {
        return place.Fault(absl::StrCat("figure ", other.code, " comes twice"), "remove one");
      }
    }
    figures.push_back({row.cells[0], row.cells[1], row.cells[2], row.cells[3], row.cells[4]});
  }
  return figures;
}

}  // namespace

absl::StatusOr<ProgrammeLevel> ParseProgrammeLevel(std::string_view text) {
  for (const auto& [word, level] : Levels()) {
    if (word == text) return level;
  }
  return absl::InvalidArgumentError("is no level; write PROVINCE, DISTRICT, COMMUNE or POINT");
}

const std::string& ProgrammeLevelText(ProgrammeLevel level) { return WordOf(level, Levels()); }
const std::string& ProgrammeScopeText(ProgrammeScope scope) { return WordOf(scope, Scopes()); }
const std::string& ProgrammeContentText(ProgrammeContent content) {
  return WordOf(content, Contents());
}

bool ProgrammeKind::Counts(std::string_view figure) const {
  return std::find(figures.begin(), figures.end(), figure) != figures.end();
}

absl::StatusOr<ProgrammeCatalogue> ProgrammeCatalogue::Load(const std::string& config_dir) {
  Texts texts;
  BAOPHU_ASSIGN(texts.kinds, ReadTextFile(absl::StrCat(config_dir, "/", kKindsFile)));
  BAOPHU_ASSIGN(texts.figures, ReadTextFile(absl::StrCat(config_dir, "/", kFiguresFile)));
  return Parse(texts);
}

absl::StatusOr<ProgrammeCatalogue> ProgrammeCatalogue::Parse(const Texts& texts) {
  ProgrammeCatalogue catalogue;
  BAOPHU_ASSIGN(catalogue.figures_, ParseFigures(texts.figures));
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(kKindsFile, texts.kinds,
                         {"kind", "content", "figures", "done_for", "complete_of", "name_vi",
                          "name_en", "valid_from", "valid_to", "source"}));
  const CsvWords<bool> done_for = {{"STANDING", false}, {"YEAR", true}};
  for (const CsvRow& row : rows) {
    const CsvPlace place{kKindsFile, row.line};
    ProgrammeKind kind;
    kind.code = row.cells[0];
    BAOPHU_TRY(CheckCode(place, "kind", kind.code));
    BAOPHU_ASSIGN(kind.content, ChooseWord(place, "content", row.cells[1], Contents()));
    kind.figures = absl::StrSplit(row.cells[2], '+', absl::SkipEmpty());
    for (const std::string& figure : kind.figures) {
      if (catalogue.FindFigure(figure) == nullptr) {
        return place.Fault(absl::StrCat("figures holds \"", figure, "\""),
                           absl::StrCat("write codes of ", kFiguresFile, " joined by '+'"));
      }
    }
    BAOPHU_ASSIGN(kind.yearly, ChooseWord(place, "done_for", row.cells[3], done_for));
    BAOPHU_ASSIGN(kind.complete_of, ReadCompleteOf(place, row.cells[4]));
    kind.name_vi = row.cells[5];
    kind.name_en = row.cells[6];
    BAOPHU_ASSIGN(kind.valid_from, ReadMonth(place, "valid_from", row.cells[7]));
    kind.valid_to = Month::Max();
    if (!row.cells[8].empty()) {
      BAOPHU_ASSIGN(kind.valid_to, ReadMonth(place, "valid_to", row.cells[8]));
    }
    kind.source = row.cells[9];
    for (const ProgrammeKind& other : catalogue.kinds_) {
      if (other.code == kind.code && other.valid_from <= kind.valid_to &&
          kind.valid_from <= other.valid_to) {
        return place.Fault(absl::StrCat("kind ", kind.code, " holds twice in a month"),
                           "close the earlier row with valid_to");
      }
    }
    catalogue.kinds_.push_back(std::move(kind));
  }
  return catalogue;
}

const ProgrammeKind* ProgrammeCatalogue::FindKind(std::string_view code, Month month) const {
  for (const ProgrammeKind& kind : kinds_) {
    if (kind.code == code && kind.Holds(month)) return &kind;
  }
  return nullptr;
}

const CountedFigure* ProgrammeCatalogue::FindFigure(std::string_view code) const {
  for (const CountedFigure& figure : figures_) {
    if (figure.code == code) return &figure;
  }
  return nullptr;
}

}  // namespace baophu::target
