#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_REFORMED_COUNTRY_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_REFORMED_COUNTRY_H_

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/area/area_history.h"
#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant {

// A random country of parcels of land that never change, in communes, districts
// and provinces that do: reforms merge and divide communes, give codes new
// meanings, move communes between districts, merge districts and provinces, and
// now and then let a commune vanish without saying what it became. People live on
// a parcel for good, so it is known where everybody belongs.
class ReformedCountry {
 public:
  static constexpr int kMonthsPerEra = 4;
  static constexpr int kParcels = 60;
  static constexpr int kPeople = 120;

  ReformedCountry(uint64_t seed, int reforms) : random_(seed), reforms_(reforms) {
    Settle();
    for (int reform = 1; reform <= reforms; ++reform) Reform();
    history_ = AreaHistory(Records(), successions_);
    for (int person = 0; person < kPeople; ++person) Live();
  }

  const AreaHistory& history() const { return history_; }
  int eras() const { return reforms_ + 1; }
  static Month FirstOf(int era) { return Month::FromYearMonth(2020, 1) + era * kMonthsPerEra; }

  struct Person {
    int parcel = 0;
    std::vector<CoverageSpan> spans;  // Of one scheme.
  };
  const std::vector<Person>& people() const { return people_; }

  // Where a parcel lies in an era: its commune and the areas above it.
  std::set<AreaCode> AreasOf(int parcel, int era) const {
    const Era& at = eras_[static_cast<size_t>(era)];
    const std::string commune = at.commune_of[static_cast<size_t>(parcel)];
    const std::string district = at.district_of.at(commune);
    return {Code(commune), Code(district), Code(at.province_of.at(district))};
  }

 private:
  struct Era {
    std::vector<std::string> commune_of;             // By parcel.
    std::map<std::string, std::string> district_of;  // By commune.
    std::map<std::string, std::string> province_of;  // By district.
  };

  static AreaCode Code(const std::string& text) { return AreaCode::FromTrusted(text); }
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool Chance(int percent) { return Pick(100) < percent; }
  std::string NewCommune() { return absl::StrCat(10000 + next_commune_++); }

  void Settle() {
    Era era;
    era.commune_of.resize(kParcels);
    std::vector<std::string> communes;
    int district = 100;
    for (const char* province : {"10", "11", "12"}) {
      for (int i = 0; i < 3; ++i) {
        const std::string code = absl::StrCat(district++);
        era.province_of[code] = province;
        for (int j = 0; j < 2 + Pick(3); ++j) {
          communes.push_back(NewCommune());
          era.district_of[communes.back()] = code;
        }
      }
    }
    for (std::string& commune : era.commune_of) {
      commune = communes[static_cast<size_t>(Pick(static_cast<int>(communes.size())))];
    }
    eras_.push_back(era);
  }

  void Arrow(const std::string& from, const std::string& to, int era) {
    successions_.push_back({Code(from), Code(to), FirstOf(era)});
  }

  // What each of these became: some are merged into one that keeps or takes over
  // the code of another.
  std::map<std::string, std::string> Merge(const std::set<std::string>& codes, int percent,
                                           int era) {
    std::map<std::string, std::string> became;
    std::vector<std::string> kept;
    for (const std::string& code : codes) {
      became[code] = kept.empty() || !Chance(percent)
                         ? code
                         : kept[static_cast<size_t>(Pick(static_cast<int>(kept.size())))];
      if (became[code] == code) kept.push_back(code);
    }
    for (const auto& [from, to] : became) {
      const bool changed = std::any_of(
          became.begin(), became.end(),
          [&, to = to](const auto& each) { return each.second == to && each.first != to; });
      // A province's new meaning is its successor by an arrow only.
      if (changed || from.size() == 2) Arrow(from, to, era);
    }
    return became;
  }

  void Reform() {
    const Era before = eras_.back();
    const int number = static_cast<int>(eras_.size());
    Era after;
    after.commune_of.resize(kParcels);

    std::set<std::string> provinces;
    std::map<std::string, std::set<std::string>> districts;  // By province.
    for (const auto& [district, province] : before.province_of) {
      provinces.insert(province);
      districts[province].insert(district);
    }
    const auto province_became = Merge(provinces, 30, number);
    std::map<std::string, std::string> district_became;
    for (const auto& [province, of_province] : districts) {
      for (const auto& [from, to] : Merge(of_province, 25, number)) {
        district_became[from] = to;
        after.province_of[to] = province_became.at(province);
      }
    }
    // Communes by the district that they lie in afterwards; some go elsewhere.
    std::vector<std::string> all_districts;
    for (const auto& [district, province] : after.province_of) all_districts.push_back(district);
    std::map<std::string, std::vector<std::string>> communes;
    std::set<std::string> moved;
    for (const auto& [commune, district] : before.district_of) {
      std::string to = district_became.at(district);
      if (Chance(10)) {
        to = all_districts[static_cast<size_t>(Pick(static_cast<int>(all_districts.size())))];
        moved.insert(commune);
      }
      communes[to].push_back(commune);
    }
    std::map<std::string, std::set<std::string>> became;  // By commune.
    for (const auto& [district, old_communes] : communes) {
      Regroup(before, district, old_communes, became, after);
    }
    std::set<std::string> in_force;
    for (const auto& [commune, district] : after.district_of) in_force.insert(commune);
    for (const auto& [commune, targets] : became) {
      const bool itself = targets == std::set<std::string>{commune};
      if (itself && Chance(50)) continue;
      const bool vanished = !in_force.contains(commune) && !moved.contains(commune);
      if (vanished && Chance(30)) continue;
      for (const std::string& target : targets) Arrow(commune, target, number);
    }
    eras_.push_back(std::move(after));
  }

  // New communes of one district, for the land of some old ones.
  void Regroup(const Era& before, const std::string& district,
               const std::vector<std::string>& old_communes,
               std::map<std::string, std::set<std::string>>& became, Era& after) {
    std::vector<std::string> codes = old_communes;
    std::shuffle(codes.begin(), codes.end(), random_);
    std::vector<std::string> new_communes;
    const bool calm = Chance(30);  // A district in which nothing is regrouped.
    const int count =
        calm ? static_cast<int>(codes.size()) : 1 + Pick(static_cast<int>(codes.size()));
    for (int i = 0; i < count; ++i) {
      new_communes.push_back(!calm && Chance(20) ? NewCommune() : codes[static_cast<size_t>(i)]);
    }
    std::map<std::string, std::string> mostly;
    for (const std::string& commune : old_communes) {
      const bool keeps =
          std::count(new_communes.begin(), new_communes.end(), commune) > 0 && (calm || Chance(70));
      mostly[commune] = keeps ? commune : new_communes[static_cast<size_t>(Pick(count))];
    }
    for (const std::string& commune : new_communes) after.district_of[commune] = district;
    for (size_t parcel = 0; parcel < before.commune_of.size(); ++parcel) {
      const auto most = mostly.find(before.commune_of[parcel]);
      if (most == mostly.end()) continue;
      after.commune_of[parcel] =
          !calm && Chance(15) ? new_communes[static_cast<size_t>(Pick(count))] : most->second;
      became[most->first].insert(after.commune_of[parcel]);
    }
    // Communes without land become what most of them would.
    for (const auto& [commune, to] : mostly) {
      if (became[commune].empty()) became[commune].insert(to);
    }
  }

  // A record goes on where neither level nor area above changed, or a new one
  // begins.
  std::vector<AreaRecord> Records() {
    std::vector<AreaRecord> records;
    std::map<std::string, AreaRecord> open;
    for (size_t era = 0; era < eras_.size(); ++era) {
      std::map<std::string, AreaRecord> now;
      const auto add = [&](const std::string& code, AreaLevel level, const std::string& parent) {
        now[code] = {Code(code),  level, code, Code(parent), FirstOf(static_cast<int>(era)),
                     Month::Max()};
      };
      for (const auto& [commune, district] : eras_[era].district_of) {
        add(commune, AreaLevel::kCommune, district);
      }
      for (const auto& [district, province] : eras_[era].province_of) {
        add(district, AreaLevel::kDistrict, province);
        add(province, AreaLevel::kProvince, "");
      }
      for (auto& [code, record] : open) {
        const auto next = now.find(code);
        if (next != now.end() && next->second.parent == record.parent && Chance(50)) {
          next->second = record;
        } else {
          record.valid_to = FirstOf(static_cast<int>(era)) - 1;
          records.push_back(record);
        }
      }
      open = std::move(now);
    }
    for (const auto& [code, record] : open) records.push_back(record);
    return records;
  }

  // Whether somebody may keep hanging on a commune's code in an era: where it
  // counts nobody, or counts the land that the person lives on.
  bool MayStay(const std::string& commune, int parcel, int era) const {
    const Era& at = eras_[static_cast<size_t>(era)];
    return !at.district_of.contains(commune) ||
           at.commune_of[static_cast<size_t>(parcel)] == commune;
  }

  void Live() {
    Person person;
    person.parcel = Pick(kParcels);
    const Month last = FirstOf(eras()) - 1;
    Month from = FirstOf(0) + Pick(kMonthsPerEra * eras());
    Month through = Chance(60) ? Month::Max() : from + Pick(last - from + 2);
    std::string commune;
    CoverageSpan span;
    for (int era = 0; era < eras(); ++era) {
      const Month first = std::max(from, FirstOf(era));
      const Month end = era + 1 < eras() ? std::min(through, FirstOf(era + 1) - 1) : through;
      if (first > end) continue;
      const std::string& home =
          eras_[static_cast<size_t>(era)].commune_of[static_cast<size_t>(person.parcel)];
      // Most people are moved at a reform; some are not.
      if (commune.empty() || !MayStay(commune, person.parcel, era) || Chance(80)) commune = home;
      span = {Scheme::kHealth, first, end, Code(commune), {}, {}};
      if (!person.spans.empty() && person.spans.back().area == span.area &&
          person.spans.back().through + 1 == first) {
        person.spans.back().through = end;
      } else {
        person.spans.push_back(span);
      }
    }
    people_.push_back(std::move(person));
  }

  std::mt19937_64 random_;
  const int reforms_;
  int next_commune_ = 0;
  std::vector<Era> eras_;
  std::vector<AreaSuccession> successions_;
  AreaHistory history_;
  std::vector<Person> people_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_REFORMED_COUNTRY_H_
