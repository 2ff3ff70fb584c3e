#include "services/contribution/network/law/collection_law.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/try.h"
#include "common/text/fnv1a.h"
#include "common/text/view.h"
#include "services/contribution/law/rule_reader.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kWhole = 10'000;  // Basis points of everything.
constexpr int64_t kMostWonMonths = 240;
// Of the way facts are counted; a change of it counts all again.
constexpr uint64_t kFactFormat = 1;

const CsvWords<CoverKind>& KindWords() {
  static const auto* const kWords = new CsvWords<CoverKind>{{"WON", CoverKind::kWon},
                                                            {"RETURNED", CoverKind::kReturned},
                                                            {"CONTINUED", CoverKind::kContinued}};
  return *kWords;
}

const CsvWords<PointCodePart>& PartWords() {
  static const auto* const kWords =
      new CsvWords<PointCodePart>{{"TAX", PointCodePart::kTax},
                                  {"SHORT", PointCodePart::kShort},
                                  {"PROVINCE", PointCodePart::kProvince},
                                  {"COMMUNE", PointCodePart::kCommune},
                                  {"NUMBER", PointCodePart::kNumber}};
  return *kWords;
}

absl::Status FillNames(DatedTable<std::string, std::string>& table, const RuleFile& file,
                       const std::string& column, const std::string& name_column) {
  return Fill(
      table, file,
      [&](const RowReader& row) -> absl::StatusOr<std::string> {
        if (row.Text(column).empty()) {
          return absl::InvalidArgumentError(
              absl::StrCat(file.file, ": ", column, " is empty; write a code in capital letters"));
        }
        return row.Text(column);
      },
      [&](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text(name_column); });
}

absl::Status FillPointCodes(DatedTable<int, PointCodeScheme>& table, const RuleFile& file) {
  std::vector<DatedTable<int, PointCodeScheme>::Row> rows;
  for (const RuleRow& row : file.rows) {
    const RowReader reader(file, row);
    PointCodeScheme scheme;
    scheme.name = reader.Text("scheme");
    for (const absl::string_view text : absl::StrSplit(reader.Text("parts"), '+')) {
      BAOPHU_ASSIGN(const PointCodePart part,
                    ChooseWord(row.place, "parts", std::string(text), PartWords()));
      scheme.parts.push_back(part);
    }
    if (scheme.name.empty() || scheme.parts.back() != PointCodePart::kNumber) {
      return row.place.Fault("has no name, or parts do not end with NUMBER",
                             "name the scheme, and end its parts with NUMBER");
    }
    rows.push_back({row.place, 0, std::move(scheme), row.validity});
  }
  BAOPHU_ASSIGN(table, (DatedTable<int, PointCodeScheme>::Build(std::move(rows))));
  return absl::OkStatus();
}

}  // namespace

std::string_view CoverKindText(CoverKind kind) {
  switch (kind) {
    case CoverKind::kWon:
      return "WON";
    case CoverKind::kReturned:
      return "RETURNED";
    case CoverKind::kContinued:
      break;
  }
  return "CONTINUED";
}

absl::StatusOr<CollectionLaw> CollectionLaw::Build(const std::vector<RuleFile>& files) {
  CollectionLaw law;
  BAOPHU_TRY(FillNames(law.organisation_kinds_, FileOf(files, "collection_organisation_kinds"),
                       "kind", "name"));
  BAOPHU_TRY(
      FillNames(law.village_roles_, FileOf(files, "collector_village_roles"), "role", "name"));
  BAOPHU_TRY(FillNames(law.lapse_reasons_, FileOf(files, "retention_reasons"), "code", "name_vi"));
  BAOPHU_TRY(
      FillNames(law.lapse_outcomes_, FileOf(files, "retention_outcomes"), "code", "name_vi"));
  BAOPHU_TRY(FillPointCodes(law.point_codes_, FileOf(files, "collection_point_codes")));
  BAOPHU_TRY(Fill(
      law.won_after_, FileOf(files, "collection_terms"),
      [](const RowReader& row) -> absl::StatusOr<int> {
        return row.Word<int>("term", {{"WON_AFTER_MONTHS", 0}});
      },
      [](const RowReader& row) { return row.Number("months", 1, kMostWonMonths); }));
  BAOPHU_TRY(Fill(
      law.rates_bp_, FileOf(files, "commission_rates"),
      [](const RowReader& row) -> absl::StatusOr<RateKey> {
        const absl::StatusOr<SelfPaidScheme> scheme = ParseSelfPaidScheme(row.Text("scheme"));
        if (!scheme.ok()) {
          return absl::InvalidArgumentError(absl::StrCat("commission_rates.csv: scheme ",
                                                         std::string(scheme.status().message())));
        }
        BAOPHU_ASSIGN(const CoverKind kind, row.Word("kind", KindWords()));
        return RateKey(*scheme, kind);
      },
      [](const RowReader& row) { return row.Number("rate_bp", 0, kWhole); }));
  return law;
}

std::vector<const CollectionLaw::Names*> CollectionLaw::Of(List list) const {
  switch (list) {
    case List::kOrganisationKinds:
      return {&organisation_kinds_};
    case List::kVillageRoles:
      return {&village_roles_};
    case List::kLapseReasons:
      break;
  }
  return {&lapse_reasons_, &lapse_outcomes_};
}

bool CollectionLaw::Has(List list, const std::string& code, Month month) const {
  for (const Names* names : Of(list)) {
    if (names->Find(code, month) != nullptr) return true;
  }
  return false;
}

std::string CollectionLaw::CodesText(List list, Month month) const {
  std::vector<std::string> codes;
  for (const Names* names : Of(list)) {
    for (const auto& [code, rows] : names->rows()) {
      if (names->Find(code, month) != nullptr) codes.push_back(code);
    }
  }
  return absl::StrJoin(codes, ", ");
}

std::string CollectionLaw::NameOf(List list, const std::string& code, Month month) const {
  for (const Names* names : Of(list)) {
    if (const auto* const row = names->Find(code, month); row != nullptr) return row->value;
  }
  return "";
}

const PointCodeScheme* CollectionLaw::PointCodes(Month month) const {
  const auto* const row = point_codes_.Find(0, month);
  return row == nullptr ? nullptr : &row->value;
}

std::optional<int32_t> CollectionLaw::WonAfter(Month month) const {
  const auto* const row = won_after_.Find(0, month);
  if (row == nullptr) return std::nullopt;
  return static_cast<int32_t>(row->value);
}

absl::StatusOr<Vnd> CollectionLaw::CommissionOf(SelfPaidScheme scheme, CoverKind kind, Month month,
                                                Vnd money) const {
  const auto* const row = rates_bp_.Find({scheme, kind}, month);
  if (row == nullptr) {
    return NoRow("commission_rates.csv",
                 absl::StrCat(SelfPaidSchemeText(scheme), " ", View(CoverKindText(kind))), month);
  }
  // The ledger holds up to 5 x 10^16 đồng, so the product may need 128 bits.
  const __int128 product = static_cast<__int128>(money.amount_vnd()) * row->value;
  return Vnd(static_cast<int64_t>((product + kWhole / 2) / kWhole));
}

int64_t CollectionLaw::facts_version() const {
  Fnv1a hash;
  hash.Add(kFactFormat);
  for (const auto& [key, rows] : won_after_.rows()) {
    for (const auto& row : rows) {
      hash.Add(static_cast<uint64_t>(row.validity.from.number()));
      hash.Add(static_cast<uint64_t>(row.validity.through.number()));
      hash.Add(static_cast<uint64_t>(row.value));
    }
  }
  return static_cast<int64_t>(hash.hash());
}

}  // namespace baophu::contribution
