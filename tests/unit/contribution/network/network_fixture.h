#ifndef BAOPHU_TESTS_UNIT_CONTRIBUTION_NETWORK_NETWORK_FIXTURE_H_
#define BAOPHU_TESTS_UNIT_CONTRIBUTION_NETWORK_NETWORK_FIXTURE_H_

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/status/fault.h"
#include "services/contribution/law/law.h"
#include "services/contribution/network/registry/network.h"

// What tests of the collection network share: the law, areas and a small network.
namespace baophu::contribution {

inline const CollectionLaw& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return kLaw->collection();
}

inline Month M(int year, int month) { return Month::FromYearMonth(year, month); }
inline Day D(std::string_view text) { return *Day::Parse(text); }
inline AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }

inline AreaCatalogue TheAreas() {
  const Month first = M(2019, 1);
  return AreaCatalogue(
      {{Code("31"), AreaLevel::kProvince, "", AreaCode(), first, Month::Max()},
       {Code("303"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
       {Code("304"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
       {Code("318"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
       {Code("11284"), AreaLevel::kCommune, "", Code("303"), first, Month::Max()},
       {Code("11287"), AreaLevel::kCommune, "", Code("303"), first, Month::Max()},
       {Code("11311"), AreaLevel::kCommune, "", Code("304"), first, Month::Max()}});
}

inline CollectionOrganisation Organisation(const std::string& code,
                                           const std::string& kind = "POST",
                                           std::string_view through = "2025-12-31") {
  CollectionOrganisation record;
  record.code = code;
  record.valid_from = D("2023-01-01");
  record.display_name = "Tổ chức mẫu";
  record.kind = kind;
  record.short_name = "BD";
  record.tax_code = "3456789000";
  record.contract_number = "1/HĐ";
  record.contract_from = D("2023-01-01");
  record.contract_through = D(through);
  return record;
}

inline CollectionPoint Point(const std::string& code, const std::string& organisation,
                             std::string_view commune) {
  CollectionPoint record;
  record.code = code;
  record.valid_from = D("2023-01-01");
  record.organisation = organisation;
  record.commune = Code(commune);
  record.code_scheme = "COMMUNE_NUMBER";
  record.number = code.substr(code.size() - 3);
  return record;
}

inline Collector CollectorOf(const std::string& code, const std::string& organisation,
                             const std::string& point, std::vector<AreaCode> areas) {
  Collector record;
  record.code = code;
  record.valid_from = D("2023-01-01");
  record.organisation = organisation;
  record.point = point;
  record.village_role = "NONE";
  record.card_number = "T-" + code;
  record.card_from = D("2023-01-01");
  record.card_through = D("2025-06-30");
  record.areas = std::move(areas);
  return record;
}

// Post BD with points in 303 and 304 and collectors A1 (11284), A2 (303) and B1 (304); the
// cooperative HTX, whose contract ended with 2024-06-30, with point and collector H1.
inline Network TheNetwork() {
  Network network;
  network.organisations.Set(Organisation("BD"));
  network.organisations.Set(Organisation("HTX", "COOPERATIVE", "2024-06-30"));
  network.points.Set(Point("11284001", "BD", "11284"));
  network.points.Set(Point("11311001", "BD", "11311"));
  network.points.Set(Point("11287001", "HTX", "11287"));
  network.collectors.Set(CollectorOf("A1", "BD", "11284001", {Code("11284")}));
  network.collectors.Set(CollectorOf("A2", "BD", "11284001", {Code("303")}));
  network.collectors.Set(CollectorOf("B1", "BD", "11311001", {Code("304")}));
  network.collectors.Set(CollectorOf("H1", "HTX", "11287001", {Code("303")}));
  return network;
}

// The reason of a refusal; empty where it is none.
inline std::string ReasonOf(const absl::Status& status) {
  if (status.ok()) return "";
  const auto fault = FaultOf(status);
  return fault.has_value() ? fault->reason : std::string(status.message());
}

// The seed of a property test: that of BAOPHU_TEST_SEED, else any.
inline unsigned AnySeed() {
  const char* const set = std::getenv("BAOPHU_TEST_SEED");
  return set == nullptr ? std::random_device()() : static_cast<unsigned>(std::atoll(set));
}

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_UNIT_CONTRIBUTION_NETWORK_NETWORK_FIXTURE_H_
