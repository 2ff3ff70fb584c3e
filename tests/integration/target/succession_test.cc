// Reports that compare across a reform, from caches too: an answer equals a
// recomputation at the revisions that it states, also when only an area that is no
// more was changed since.

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/succession/reaggregation.h"
#include "tests/integration/target/closing/closing_client.h"
#include "tests/integration/target/world/redis_process.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

constexpr Month kReformOfTest = Month::FromYearMonth(2025, 7);

AreaCode AreaOfTest(const char* code) { return AreaCode::FromTrusted(code); }

// Commune 10001 is divided into 10001 and 10003, which takes in 10002; 31 takes in 30.
AreaHistory ReformOfTest() {
  const Month begin = Month::FromYearMonth(2019, 1);
  const auto area = [](const char* code, AreaLevel level, const char* parent, Month from,
                       Month to) {
    return AreaRecord{
        AreaOfTest(code),   level, absl::StrCat("Khu vực ", code, " ", from.ToString()),
        AreaOfTest(parent), from,  to};
  };
  const auto arrow = [](const char* from, const char* to) {
    return AreaSuccession{AreaOfTest(from), AreaOfTest(to), kReformOfTest};
  };
  return AreaHistory({area("30", AreaLevel::kProvince, "", begin, kReformOfTest - 1),
                      area("31", AreaLevel::kProvince, "", begin, kReformOfTest - 1),
                      area("31", AreaLevel::kProvince, "", kReformOfTest, Month::Max()),
                      area("10001", AreaLevel::kCommune, "31", begin, kReformOfTest - 1),
                      area("10002", AreaLevel::kCommune, "30", begin, kReformOfTest - 1),
                      area("10001", AreaLevel::kCommune, "31", kReformOfTest, Month::Max()),
                      area("10003", AreaLevel::kCommune, "31", kReformOfTest, Month::Max())},
                     {arrow("30", "31"), arrow("31", "31"), arrow("10001", "10001"),
                      arrow("10001", "10003"), arrow("10002", "10003")});
}

constexpr const char* kAllAreas[] = {"30", "31", "10001", "10002", "10003"};
constexpr const char* kAreasOfNow[] = {"31", "10001", "10003"};

class SuccessionTest : public testing::Test {
 protected:
  SuccessionTest()
      : history_(std::make_shared<const AreaHistory>(ReformOfTest())),
        catalogue_(*IndicatorCatalogue::Load("deploy/config")) {
    world_.upstreams().SetAreas(history_->catalogue().records(), history_->successions());
    for (const char* code : kAllAreas) {
      world_.participant().Add(AreaOfTest(code), Month::FromYearMonth(2023, 1), 1000);
    }
    world_.participant().Place(AreaOfTest("10001"), AreaOfTest("10001"),
                               Month::FromYearMonth(2023, 1), 400);
    world_.participant().Place(AreaOfTest("10001"), AreaOfTest("10003"),
                               Month::FromYearMonth(2023, 1), 300);
  }

  KnownFigures FiguresAt(const Revisions& revisions, const std::vector<Month>& months) {
    KnownFigures known;
    FakeHistory& participant = world_.participant();
    FakeHistory& contribution = world_.contribution();
    for (const char* code : kAllAreas) {
      const AreaCode area = AreaOfTest(code);
      for (const Month month : months) {
        const int64_t p = revisions[Source::kParticipant];
        const int64_t c = revisions[Source::kContribution];
        if (participant.HasData(month, p, false)) {
          CoverageFigures figures = FakeCoverage(participant.Value(area, month, p));
          for (const auto& [successor, people] : participant.Placed(area, month, p)) {
            figures.placed[successor] = FakeCoverage(people).people;
          }
          known.coverage[area][month] = figures;
        }
        if (contribution.HasData(month, c, true)) {
          known.ledger[area][month] = FakeLedger(contribution.Value(area, month, c));
        }
      }
    }
    return known;
  }

  v1::CoverageReport Recompute(const v1::CoverageReport& report, AreaCode area, Month month) {
    const Revisions revisions{{report.revisions().participant(), report.revisions().contribution(),
                               report.revisions().target()}};
    const std::vector<Month> months = ReportMonths(catalogue_, month);
    const ReportTerritories territories(history_, month, months);
    const ReportInput input =
        InputOf(area, months, territories, FiguresAt(revisions, months), catalogue_);
    ReportHead head =
        HeadOf(*history_->catalogue().Find(area, month), input, history_->catalogue());
    head.revisions = revisions;
    v1::CoverageReport expected;
    expected.ParseFromString(ReportBytes(head, MakeReport(input, catalogue_)));
    return expected;
  }

  void Check(const v1::CoverageReport& report, AreaCode area, Month month) {
    const v1::CoverageReport expected = Recompute(report, area, month);
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(report, expected))
        << report.ShortDebugString() << "\nshould be\n"
        << expected.ShortDebugString();
  }

  static const v1::Change& YearChange(const v1::CoverageReport& report) {
    for (const v1::IndicatorValue& each : report.indicators()) {
      if (each.indicator() != "PARTICIPANTS_SOCIAL_COMPULSORY") continue;
      for (const v1::Change& change : each.changes()) {
        if (change.against() == "SAME_MONTH_LAST_YEAR") return change;
      }
    }
    ADD_FAILURE() << "no comparison with the month last year";
    return v1::Change::default_instance();
  }

  TargetWorld world_;
  RedisProcess redis_;
  const std::shared_ptr<const AreaHistory> history_;
  const IndicatorCatalogue catalogue_;
};

TEST_F(SuccessionTest, AReportNamesWhatMadeUpItsArea) {
  const auto target = world_.Serve();
  const auto report = target->Report({.area = "10003", .month = "2025-08"});
  ASSERT_TRUE(report.ok()) << report.status();
  const v1::Change& change = YearChange(*report);
  EXPECT_EQ(change.prior(), 1300);
  EXPECT_TRUE(change.reaggregated());
  EXPECT_EQ(change.remainder(), 300);
  // August 2024 and December 2024; July 2025 is after the reform.
  ASSERT_EQ(report->reaggregations_size(), 2);
  EXPECT_EQ(report->reaggregations(0).month(), "2024-08");
  ASSERT_EQ(report->reaggregations(0).areas_size(), 2);
  const v1::EarlierArea& divided = report->reaggregations(0).areas(0);
  EXPECT_EQ(divided.area(), "10001");
  EXPECT_EQ(divided.area_display_name(), "Khu vực 10001 2019-01");
  EXPECT_EQ(divided.share(), "PART");
  EXPECT_EQ(divided.effective_from(), "2025-07");
  EXPECT_EQ(divided.into(0), "10003");
  EXPECT_EQ(report->reaggregations(0).areas(1).share(), "WHOLE");
}

TEST_F(SuccessionTest, ACachedReportIsNotServedOnceAPredecessorChanged) {
  ReplicaOptions options = world_.Options();
  options.redis = redis_.address();
  const auto with_memory = world_.Serve(options);
  options.memory_cache_bytes = 0;
  const auto with_redis = world_.Serve(options);
  for (TargetServer* target : {with_memory.get(), with_redis.get()}) {
    const auto prior = [&] {
      target->AwaitApplied(world_.upstreams());
      const auto report = target->Report({.area = "10003", .month = "2025-08"});
      EXPECT_TRUE(report.ok()) << report.status();
      return YearChange(report.value_or(v1::CoverageReport())).prior();
    };
    const int64_t before = prior();
    EXPECT_EQ(prior(), before);
    world_.participant().Add(AreaOfTest("10002"), Month::FromYearMonth(2024, 1), 7);
    EXPECT_EQ(prior(), before + 7) << "a whole predecessor";
    world_.participant().Place(AreaOfTest("10001"), AreaOfTest("10003"),
                               Month::FromYearMonth(2024, 1), 5);
    EXPECT_EQ(prior(), before + 12) << "people of a divided one";
  }
}

TEST_F(SuccessionTest, EveryAnswerEqualsARecomputationAtTheRevisionsItStates) {
  ReplicaOptions options = world_.Options();
  options.redis = redis_.address();
  const auto with_memory = world_.Serve(options);
  options.memory_cache_bytes = 0;
  const auto with_redis_only = world_.Serve(options);
  TargetServer* const replicas[] = {with_memory.get(), with_redis_only.get()};
  constexpr unsigned kSeed = 11;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);

  std::atomic<bool> reading = true;
  std::thread writer([&] {
    std::mt19937 random(kSeed);
    while (reading) {
      const AreaCode area = AreaOfTest(kAllAreas[random() % 5]);
      const Month from = Month::FromYearMonth(2024, 1) + static_cast<int>(random() % 20);
      const auto amount = static_cast<int64_t>(random() % 1000);
      switch (random() % 6) {
        case 0:
        case 1:
          world_.participant().Add(area, from, amount);
          break;
        case 2:
          world_.contribution().Add(area, from, amount);
          break;
        case 3:
          world_.participant().Place(
              AreaOfTest("10001"), AreaOfTest(random() % 2 == 0 ? "10001" : "10003"), from, amount);
          break;
        default:
          absl::SleepFor(absl::Milliseconds(random() % 10));
      }
    }
  });
  std::vector<std::thread> readers;
  for (unsigned r = 0; r < 3; ++r) {
    readers.emplace_back([&, r] {
      std::mt19937 random(kSeed + 1 + r);
      for (int i = 0; i < 200; ++i) {
        const AreaCode area = AreaOfTest(kAreasOfNow[random() % 3]);
        const Month month = kReformOfTest + static_cast<int>(random() % 3);
        TargetServer::Ask ask{.area = area.ToString(), .month = month.ToString()};
        if (random() % 4 == 0) {
          ask.min_revisions.set_participant(world_.participant().revision());
        }
        const auto report = replicas[random() % 2]->Report(ask);
        ASSERT_TRUE(report.ok()) << report.status();
        EXPECT_GE(report->revisions().participant(), ask.min_revisions.participant());
        Check(*report, area, month);
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  reading = false;
  writer.join();
  EXPECT_GT(with_memory->counters().memory_hit_count + with_redis_only->counters().redis_hit_count,
            0)
      << "nothing was ever cached";
  for (TargetServer* target : replicas) {
    for (const char* code : kAreasOfNow) {
      TargetServer::Ask ask{.area = code, .month = "2025-09"};
      ask.min_revisions.set_participant(world_.participant().revision());
      ask.min_revisions.set_contribution(world_.contribution().revision());
      const auto report = target->Report(ask);
      ASSERT_TRUE(report.ok()) << report.status();
      Check(*report, AreaOfTest(code), *Month::Parse("2025-09"));
    }
  }
}

TEST_F(SuccessionTest, ATableSaysTheSameAsTheReports) {
  const auto target = world_.Serve();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  v1::GetCoverageTableRequest request;
  request.set_name("areas/31/coverageTables/2025-08");
  v1::CoverageTable table;
  const grpc::Status status = target->tables().GetCoverageTable(&context, request, &table);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(table.rows_size(), 3);
  for (const v1::CoverageTableRow& row : table.rows()) {
    auto report = target->Report({.area = row.area(), .month = "2025-08"});
    ASSERT_TRUE(report.ok());
    report->clear_revisions();
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(row.report(), *report))
        << row.area();
  }
}

TEST_F(SuccessionTest, AChangedPredecessorRestatesAClosedReportAndIsTheReason) {
  const auto target = world_.Serve();
  ClosingClient client(target->closings());
  ASSERT_TRUE(client.Close("2025-08").ok());
  const int64_t revision =
      world_.participant().Add(AreaOfTest("10002"), Month::FromYearMonth(2024, 3), 9);
  target->AwaitApplied(world_.upstreams());
  v1::ListRestatementsRequest request;
  request.set_parent("closings/1");
  const auto restated = client.Restatements(request);
  ASSERT_TRUE(restated.ok()) << restated.status();
  std::set<std::string> areas;
  for (const v1::AreaRestatement& each : restated->area_restatements()) {
    areas.insert(each.area());
    ASSERT_EQ(each.reasons_size(), 1) << each.ShortDebugString();
    EXPECT_EQ(each.reasons(0).revision(), revision);
    EXPECT_EQ(each.figures(0).figure(), "PRIOR");
  }
  EXPECT_THAT(areas, testing::ElementsAre("10003"));
}

}  // namespace
}  // namespace baophu::target
