// The service against a model that counts person by person and month by month;
// the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/test_service.h"
#include "tests/unit/participant/merged_records.h"
#include "tests/unit/participant/naive_counts.h"
#include "tests/unit/participant/naive_flows.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {
namespace {

using ::testing::IsEmpty;

constexpr int kRecords = 5;
// The employers of RandomHistory by number from 1, and their areas.
constexpr const char* kEmployers[] = {"0100233488", "0100112437", "TA3"};
constexpr const char* kEmployerAreas[] = {"11296", "11299", "318"};

// The areas of the service: those of the reform, and those of LoadProvince.
AreaCatalogue ModelAreas() {
  std::vector<AreaRecord> records = ReformedAreas().records();
  for (const char* code : {"11296", "11299"}) {
    records.push_back({AreaCode::FromTrusted(code), AreaLevel::kCommune, code,
                       AreaCode::FromTrusted("303"), Month::FromYearMonth(2019, 1), Month::Max()});
  }
  return AreaCatalogue(std::move(records));
}

std::map<EmployerId, AreaCode> EmployerAreas() {
  std::map<EmployerId, AreaCode> areas;
  for (int i = 0; i < 3; ++i) {
    areas[EmployerId(i + 1)] = AreaCode::FromTrusted(kEmployerAreas[i]);
  }
  return areas;
}

class ModelTest : public testing::TestWithParam<sql::Engine> {
 protected:
  ModelTest() : categories_(Categories::Load("deploy/config/categories.csv").value()) {
    service_.LoadProvince(kRecords);
    v1::ImportChunk areas, employers;
    areas.set_chunk_number(1);
    const AreaCatalogue reformed = ReformedAreas();
    for (const AreaRecord& record : reformed.records()) {
      v1::AreaRow& row = *areas.mutable_areas()->add_rows();
      row.set_code(record.code.ToString());
      row.set_level(std::string(AreaLevelText(record.level)));
      row.set_name(record.name);
      row.set_parent_code(record.parent.ToString());
      row.set_valid_from(record.valid_from.ToString());
      if (record.valid_to < Month::Max()) row.set_valid_to(record.valid_to.ToString());
    }
    employers.set_chunk_number(2);
    v1::EmployerRow& third = *employers.mutable_employers()->add_rows();
    third.set_unit_code(kEmployers[2]);
    third.set_name("Trường mẫu");
    third.set_area(kEmployerAreas[2]);
    third.set_funding_type("BUDGET");
    third.set_status("ACTIVE");
    third.set_status_from("2019-01");
    const auto acks = service_.Import("model", {areas, employers});
    EXPECT_EQ(acks.at(1).refused_count(), 0);
    EXPECT_EQ(acks.at(2).refused_count(), 0);
    for (int i = 0; i < kRecords; ++i) {
      names_.push_back(service_.Lookup(InsuranceNumber(i + 1)).name());
    }
  }

  static v1::MovementRow RowOf(const Movement& movement, int record) {
    v1::MovementRow row;
    row.set_movement_id(movement.id);
    row.set_person(InsuranceNumber(record + 1));
    row.set_kind(static_cast<v1::MovementKind>(movement.kind));
    for (const Scheme scheme : kMovementSchemes) {
      if (movement.schemes.Has(scheme)) row.add_schemes(static_cast<type::v1::Scheme>(scheme));
    }
    row.set_effective_month(movement.effective.ToString());
    if (movement.kind == MovementKind::kPaidThrough) {
      row.set_through_month(movement.through.ToString());
    }
    row.set_area(movement.area.ToString());
    if (movement.employer) row.set_employer(kEmployers[movement.employer.value() - 1]);
    row.set_contract_date(movement.contract_date.ToString());
    row.set_names_movement(movement.names);
    row.set_reason(movement.reason);
    row.mutable_recorded_time()->set_nanos(static_cast<int32_t>(movement.recorded_us * 1000));
    return row;
  }

  // Imports movements of a record; the model gets those that were taken.
  void ImportMovements(MergedRecords& records, int record, std::vector<Movement> movements) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(0);
    for (Movement& movement : movements) {
      ++movement.recorded_us;  // 0 would be now.
      v1::MovementRow& row = *chunk.mutable_movements()->add_rows();
      row = RowOf(movement, record);
      row.set_category(categories_.code(movement.category));
    }
    const type::v1::ImportAck ack = service_.Import(absl::StrCat("m-", ++imports_), {chunk}).at(1);
    std::set<int64_t> refused;
    for (const type::v1::RowError& error : ack.errors()) refused.insert(error.row_number());
    for (size_t i = 0; i < movements.size(); ++i) {
      if (refused.contains(static_cast<int64_t>(i))) continue;
      records.at(record).movements.push_back(movements[i]);
      known_.push_back(movements[i]);
    }
  }

  void ImportWages(MergedRecords& records, int record, const std::vector<Wage>& wages) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    for (const Wage& wage : wages) {
      v1::WageRow& row = *chunk.mutable_wages()->add_rows();
      row.set_person(InsuranceNumber(record + 1));
      row.set_employer(kEmployers[wage.employer.value() - 1]);
      row.set_from_month(wage.from.ToString());
      if (wage.through < Month::Max()) row.set_through_month(wage.through.ToString());
      row.set_wage_vnd(wage.wage_vnd);
      row.set_rate_class("WORKER");
      row.set_workplace_area("11296");
    }
    const auto acks = service_.Import(absl::StrCat("w-", ++imports_), {chunk});
    ASSERT_EQ(acks.at(1).refused_count(), 0);
    records.at(record).wages = wages;
  }

  grpc::StatusCode Merge(int from, int into) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::MergePersonRequest request;
    request.set_name(names_[static_cast<size_t>(from)]);
    request.set_into_person(names_[static_cast<size_t>(into)]);
    v1::Person person;
    return v1::PersonService::NewStub(service_.channel())
        ->MergePerson(&context, request, &person)
        .error_code();
  }

  grpc::StatusCode Unmerge(int from) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::UnmergePersonRequest request;
    request.set_name(names_[static_cast<size_t>(from)]);
    v1::Person person;
    return v1::PersonService::NewStub(service_.channel())
        ->UnmergePerson(&context, request, &person)
        .error_code();
  }

  void ExpectCountsOf(const NaiveCounts& model) {
    using Row = std::tuple<int, std::string, int64_t, int64_t, int64_t>;
    std::vector<std::string> months;
    for (int i = 0; i < NaiveCounts::kMonths; ++i) {
      months.push_back((RandomHistory::First() + i).ToString());
    }
    for (const char* area : {"31", "303", "304", "318", "11296", "11311", "11314", "11317"}) {
      const v1::QueryCoverageResponse response = service_.Coverage(area, months);
      for (int i = 0; i < response.area_months_size(); ++i) {
        const v1::AreaMonthCoverage& answered = response.area_months(i);
        std::set<Row> counted, expected;
        for (const v1::CategoryCount& row : answered.counts()) {
          counted.emplace(row.scheme(), row.category(), row.people(), row.joined(), row.left());
        }
        int64_t employers = 0;
        for (const auto& [key, delta] :
             model.In(AreaCode::FromTrusted(area), RandomHistory::First() + i)) {
          if (key.first == kEmployersSeries) {
            employers = delta.people;
          } else {
            expected.emplace(key.first, categories_.code(key.second), delta.people, delta.joined,
                             delta.left);
          }
        }
        ASSERT_EQ(counted, expected) << area << " " << answered.month();
        ASSERT_EQ(answered.employers_participating(), employers) << area << " " << answered.month();
      }
    }
  }

  void ExpectFlowsOf(const NaiveFlows& model, RandomHistory& random) {
    using Row = std::tuple<int, std::string, std::string, std::string, std::string, int64_t>;
    for (const char* area : {"31", "303", "304", "318", "11296", "11311", "11314", "11317"}) {
      const Month from = RandomHistory::First() + random.Pick(NaiveCounts::kMonths);
      const Month through = from + random.Pick(NaiveCounts::kMonths);
      const v1::QueryCoverageFlowsResponse response =
          service_.Flows(area, from.ToString(), through.ToString());
      std::set<Row> told, expected;
      for (const v1::CoverageFlow& flow : response.flows()) {
        told.emplace(flow.scheme(), flow.category(), flow.flow(), flow.kind(), flow.reason(),
                     flow.people());
      }
      for (const auto& [key, people] : model.In(AreaCode::FromTrusted(area), from, through)) {
        expected.emplace(static_cast<int>(key.scheme), categories_.code(key.category),
                         FlowText(key.kind), FlowKindText(key.kind),
                         reasons_.entry(key.reason).code, people);
      }
      ASSERT_EQ(told, expected) << area << " " << from.ToString() << " " << through.ToString();
    }
  }

  const Categories categories_;
  const MovementReasons reasons_ =
      MovementReasons::Load("deploy/config/movement_reasons.csv").value();
  TestService service_{GetParam()};
  std::vector<std::string> names_;
  std::vector<Movement> known_;
  int imports_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, ModelTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(ModelTest, CountsAreThoseOfTheModelWhateverComesMergesOrParts) {
  constexpr int kOperations = 80;
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomHistory random(seed, categories_);
  MergedRecords records(kRecords);
  for (int operation = 0; operation < kOperations; ++operation) {
    const int record = random.Pick(kRecords);
    switch (random.Pick(6)) {
      case 0: {
        const int into = random.Pick(kRecords);
        const bool possible = records.Merge(record, into);
        ASSERT_EQ(Merge(record, into),
                  possible ? grpc::StatusCode::OK : grpc::StatusCode::FAILED_PRECONDITION);
        break;
      }
      case 1: {
        const bool possible = records.Unmerge(record);
        ASSERT_EQ(Unmerge(record),
                  possible ? grpc::StatusCode::OK : grpc::StatusCode::FAILED_PRECONDITION);
        break;
      }
      case 2:
        if (records.at(record).wages.empty()) ImportWages(records, record, random.Wages());
        break;
      default:
        ImportMovements(records, record, random.Movements(1 + random.Pick(4), known_));
    }
  }
  const AreaCatalogue areas = ModelAreas();
  NaiveCounts model(areas, EmployerAreas());
  NaiveFlows flows(areas, reasons_);
  for (const auto& [person, one] : records.People()) {
    model.AddPerson(one.movements, one.wages, categories_);
    flows.AddPerson(one.movements, one.wages, categories_);
  }
  ExpectCountsOf(model);
  ExpectFlowsOf(flows, random);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

}  // namespace
}  // namespace baophu::participant
