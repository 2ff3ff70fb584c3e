#include "tests/unit/target/programmes/random_programmes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace baophu::target {

RandomCountry::RandomCountry(unsigned seed) : random_(seed), first_day_(*Day::Parse("2024-01-01")) {
  MakeAreas();
}

void RandomCountry::MakeAreas() {
  const Month begin = Month::FromYearMonth(2019, 1);
  const Month reform = Month::FromYearMonth(2024, 3) + Pick(18);
  const auto add = [&](const std::string& code, AreaLevel level, const std::string& parent,
                       Month from, Month through) {
    records_.push_back(
        {AreaCode::FromTrusted(code), level, code, AreaCode::FromTrusted(parent), from, through});
    codes_.push_back(code);
  };
  // Stands through the reform, ends in it, gets a new meaning or another district, or begins.
  const auto add_through_reform = [&](const std::string& code, AreaLevel level,
                                      const std::string& parent, const std::string& later_parent) {
    const int fate = parent == later_parent ? Pick(4) : 1 + Pick(3);
    if (fate == 0) {
      add(code, level, parent, begin, Month::Max());
      return;
    }
    if (fate != 3) add(code, level, parent, begin, reform - 1);
    if (fate != 1) add(code, level, later_parent, reform, Month::Max());
  };
  add("31", AreaLevel::kProvince, "", begin, Month::Max());
  const int districts = 1 + Pick(4);
  // Districts stand through the reform, so that communes always have a parent.
  for (int d = 0; d < districts; ++d) {
    const std::string code = absl::StrCat(301 + d);
    add(code, AreaLevel::kDistrict, "31", begin, Chance(50) ? Month::Max() : reform - 1);
    if (records_.back().valid_to != Month::Max()) {
      add(code, AreaLevel::kDistrict, "31", reform, Month::Max());
    }
  }
  const int communes = Pick(9);
  for (int c = 0; c < communes; ++c) {
    // The last district never has communes.
    const auto district = [&] { return absl::StrCat(301 + Pick(std::max(1, districts - 1))); };
    add_through_reform(absl::StrCat(11001 + c), AreaLevel::kCommune, district(), district());
  }
  std::sort(codes_.begin(), codes_.end());
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
}

Programme RandomCountry::MakeProgramme(const std::string& id) {
  Programme programme;
  programme.programme_id = id;
  programme.kind = Chance(50) ? "CUSTOMER_CONFERENCE" : "THREE_PARTY_AGREEMENT";
  programme.first_day = PickDay();
  programme.last_day = Day::FromNumber(programme.first_day.number() + Pick(300));
  if (Chance(70)) programme.done_day = PickDay();
  if (Chance(60)) programme.deadline_day = PickDay();
  if (programme.done_day != kNever && Chance(30)) {
    programme.end_day = Day::FromNumber(programme.done_day.number() + Pick(200));
  }
  if (programme.kind == "THREE_PARTY_AGREEMENT") {
    if (Chance(30)) programme.contract_end_day = PickDay();
    if (Chance(60)) programme.point = absl::StrCat("00", 1 + Pick(2));
  }
  if (Chance(10)) programme.withdrawal = "ghi trùng";
  std::vector<AreaCode> there;
  for (const AreaRecord& record : records_) {
    if (record.Holds(programme.area_month())) there.push_back(record.code);
  }
  programme.area = there[static_cast<size_t>(Pick(static_cast<int>(there.size())))];
  return programme;
}

}  // namespace baophu::target
