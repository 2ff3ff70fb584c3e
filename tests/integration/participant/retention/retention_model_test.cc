// Lists of random people against a model that knows their movements, households and merges;
// the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/participant/flows/flow_rebuild.h"
#include "tests/integration/participant/retention/retention_fixture.h"
#include "tests/unit/participant/merged_records.h"
#include "tests/unit/participant/naive_coverage.h"

namespace baophu::participant {
namespace {

using ::testing::IsEmpty;

constexpr int kRecords = 6;
constexpr int kMonths = 18;
constexpr const char* kAreas[] = {"11296", "11299", "318"};

class RetentionModelTest : public RetentionFixture {
 protected:
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  // A paid period, a leave of it, or an annulment of an earlier movement.
  void ImportOne(MergedRecords& records, int record) {
    const std::string id = absl::StrCat("q", ++ids_);
    const Month from = First() + Pick(kMonths);
    Movement movement;
    v1::MovementRow row;
    const bool health = Pick(2) == 0;
    const Scheme scheme = health ? Scheme::kHealth : Scheme::kVoluntary;
    if (Pick(5) > 0 || known_.empty()) {
      const std::string area = kAreas[Pick(3)];
      const std::string category = !health ? "OTHER" : Pick(3) == 0 ? "BUDGET" : "HOUSEHOLD";
      const Month through = from + Pick(6);
      row = Paid(id, record + 1, from.ToString(), through.ToString(), area,
                 static_cast<type::v1::Scheme>(scheme), category);
      movement.kind = MovementKind::kPaidThrough;
      movement.through = through;
      movement.area = AreaCode::FromTrusted(area);
      movement.category = categories_.Find(category);
      movement.schemes.Add(scheme);
      known_.push_back({record, id, movement.schemes});
    } else {
      const auto& [of, name, schemes] =
          known_[static_cast<size_t>(Pick(static_cast<int>(known_.size())))];
      record = of;
      row = MovementOf(id, record + 1, v1::MOVEMENT_KIND_ANNUL, from.ToString());
      for (const Scheme each : kMovementSchemes) {
        if (schemes.Has(each)) row.add_schemes(static_cast<type::v1::Scheme>(each));
      }
      row.set_names_movement(name);
      movement.kind = MovementKind::kAnnul;
      movement.schemes = schemes;
      movement.names = name;
    }
    row.mutable_recorded_time()->set_seconds(ids_);
    movement.id = id;
    movement.effective = from;
    movement.recorded_us = int64_t{ids_} * 1'000'000;
    movement.contract_date = Day::FirstOf(from);
    Import({row});
    records.at(record).movements.push_back(movement);
  }

  void Move(int record, int household) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    v1::PersonRow& row = *chunk.mutable_people()->add_rows();
    row.set_insurance_number(InsuranceNumber(record + 1));
    row.set_full_name(absl::StrCat("Người Mẫu ", ++ids_));
    row.set_birth_date("1980-01-01");
    row.set_sex("F");
    row.set_household_code(absl::StrCat("3199H0000", household));
    service_.Import(absl::StrCat("move", ids_), {chunk});
    households_[record] = household;
  }

  static Month First() { return Month::FromYearMonth(2023, 1); }

  struct Known {
    int record;
    std::string id;
    SchemeSet schemes;
  };

  std::mt19937_64 random_;
  const Categories categories_ = Categories::Load("deploy/config/categories.csv").value();
  std::vector<Known> known_;
  std::map<int, int> households_;
  int ids_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, RetentionModelTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(RetentionModelTest, ListsAreThoseOfTheModelWhateverComesMovesMergesOrParts) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  random_.seed(seed);
  service_.LoadProvince(kRecords);
  std::vector<std::string> names;
  for (int i = 0; i < kRecords; ++i) {
    names.push_back(service_.Lookup(InsuranceNumber(i + 1)).name());
  }
  MergedRecords records(kRecords);
  for (int operation = 0; operation < 60; ++operation) {
    const int record = Pick(kRecords);
    switch (Pick(8)) {
      case 0: {
        const int into = Pick(kRecords);
        if (records.Merge(record, into)) {
          MergeNamed(names[static_cast<size_t>(record)], names[static_cast<size_t>(into)]);
        }
        break;
      }
      case 1:
        if (records.Unmerge(record)) UnmergeNamed(names[static_cast<size_t>(record)]);
        break;
      case 2:
        Move(record, 1 + Pick(2));
        break;
      default:
        ImportOne(records, record);
    }
  }
  const std::vector<Wage> no_wages;
  std::map<int, NaiveCoverage> people;
  for (const auto& [person, one] : records.People()) {
    people.emplace(person, NaiveCoverage(one.movements, no_wages, categories_));
  }
  const auto id_of = [&](int person) {
    const std::string& name = names[static_cast<size_t>(person)];
    return name.substr(name.find('/') + 1);
  };
  for (int i = 0; i < kMonths + 6; ++i) {
    const Month month = First() + i;
    std::set<std::string> ending, uncovered;
    for (const auto& each : people) {
      const int person = each.first;
      const NaiveCoverage& coverage = each.second;
      const auto add_ending = [&](Scheme scheme, const char* kind) {
        const auto now = coverage.In(scheme, month);
        if (!now || coverage.In(scheme, month + 1)) return;
        if (scheme == Scheme::kHealth && now->category != categories_.Find("HOUSEHOLD")) return;
        ending.insert(absl::StrCat(id_of(person), " ", kind, " ", now->area.ToString()));
      };
      add_ending(Scheme::kVoluntary, "VOLUNTARY");
      add_ending(Scheme::kHealth, "HOUSEHOLD");
      if (coverage.In(Scheme::kHealth, month) || !households_.contains(person)) continue;
      const auto paying = std::find_if(people.begin(), people.end(), [&](const auto& other) {
        const auto health = other.second.In(Scheme::kHealth, month);
        return households_.contains(other.first) &&
               households_[other.first] == households_[person] && health &&
               health->category == categories_.Find("HOUSEHOLD");
      });
      if (paying == people.end()) continue;
      uncovered.insert(absl::StrCat(id_of(person), " UNCOVERED ",
                                    paying->second.In(Scheme::kHealth, month)->area.ToString()));
    }
    const auto told = [&](const char* list) {
      v1::ListRetentionCasesRequest request;
      request.set_parent("areas/31");
      request.set_list(list);
      request.set_day(Day::LastOf(month).ToString());
      request.set_within_days(1);
      std::set<std::string> cases;
      const v1::ListRetentionCasesResponse response = List(request);
      for (const v1::RetentionCase& each : response.retention_cases()) {
        cases.insert(absl::StrCat(each.person().substr(each.person().find('/') + 1), " ",
                                  each.kind(), " ", each.area()));
      }
      return cases;
    };
    ASSERT_EQ(told("ENDING"), ending) << month.ToString();
    ASSERT_EQ(told("UNCOVERED_HOUSEHOLD_MEMBER"), uncovered) << month.ToString();
  }
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

// A database of before there were lists is filled at start.
TEST_P(RetentionModelTest, ADatabaseOfBeforeIsFilledAtStart) {
  service_.LoadProvince(2);
  Move(0, 1);
  Move(1, 1);
  Import({Household("a", 1, "2024-01", "2024-06", "11296"),
          Household("b", 1, "2024-07", "2024-09", "11296")});
  const auto database = sql::Database::Open(service_.url(), 2).value();
  ASSERT_TRUE(database
                  ->Write([&](soci::session& session) {
                    session << "DELETE FROM retention_end";
                    session << "DELETE FROM retention_gap";
                    session << "DELETE FROM retention_household";
                    session << "DELETE FROM coverage_flow WHERE kind = 31";
                    session << "UPDATE coverage_flow_basis SET digest = '1:'";
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_THAT(service_.Recount(), testing::Not(IsEmpty()));
  const MovementReasons reasons =
      MovementReasons::Load("deploy/config/movement_reasons.csv").value();
  EXPECT_TRUE(RebuildFlowsIfStale(*database, {categories_, reasons}).value());
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

}  // namespace
}  // namespace baophu::participant
