// What programmes come to.

#include "services/target/programmes/counts/programme_totals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "tests/unit/target/programmes/random_programmes.h"
#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

constexpr char kConference[] = "CUSTOMER_CONFERENCE";

AreaCatalogue Areas() {
  const Month begin = Month::FromYearMonth(2019, 1);
  const auto area = [&](const char* code, AreaLevel level, const char* parent) {
    return AreaRecord{AreaCode::FromTrusted(code),   level, code,
                      AreaCode::FromTrusted(parent), begin, Month::Max()};
  };
  return AreaCatalogue({area("82", AreaLevel::kProvince, ""),
                        area("815", AreaLevel::kDistrict, "82"),
                        area("816", AreaLevel::kDistrict, "82")});
}

ProgrammeLinks LinksOf(const std::vector<Programme>& programmes) {
  ProgrammeLinks links;
  for (const Programme& each : programmes) {
    links[each.programme_id] = {each.kind, each.part_of, !each.withdrawal.empty()};
  }
  return links;
}

std::map<std::string, KindTotals> Total(const AreaCatalogue& areas, const char* root,
                                        const char* period,
                                        const std::vector<Programme>& programmes) {
  const ReportPeriod of = *ReportPeriod::Parse(period);
  return TotalsOf(areas, *areas.Find(AreaCode::FromTrusted(root), of.last), of, programmes,
                  LinksOf(programmes));
}

Programme Conference(const char* id, const char* area, const char* first, const char* last,
                     std::vector<ProgrammeFigure> figures) {
  Programme programme = SampleProgramme(id, kConference, area);
  programme.first_day = DayNamed(first);
  programme.last_day = DayNamed(last);
  programme.figures = std::move(figures);
  return programme;
}

// S4-08 and S4-09: 160 conferences for 6,400 people are planned for the year; districts
// plan and hold their parts of them.
TEST(ProgrammeTotalsTest, APlanAndItsPartsCountOnce) {
  std::vector<Programme> programmes = {
      Conference("plan", "82", "2023-01-01", "2023-12-31",
                 {{"INVITED", 6'400, 0}, {"SESSIONS", 160, 0}}),
      Conference("go-cong", "816", "2023-03-01", "2023-03-31",
                 {{"CAME", 0, 90}, {"INVITED", 120, 100}, {"SESSIONS", 3, 3}}),
      Conference("my-tho", "815", "2023-11-01", "2023-11-30",
                 {{"CAME", 0, 25}, {"INVITED", 40, 30}, {"JOINED", 5, 7}, {"SESSIONS", 1, 1}})};
  programmes[1].part_of = "plan";
  programmes[2].part_of = "plan";
  const AreaCatalogue areas = Areas();
  const KindTotals year = Total(areas, "82", "2023", programmes)[kConference];
  EXPECT_EQ(year.record_count, 3);
  EXPECT_EQ(year.figures.at("SESSIONS").planned, 160);
  EXPECT_EQ(year.figures.at("SESSIONS").done, 4);
  EXPECT_EQ(year.figures.at("INVITED").planned, 6'400);
  EXPECT_EQ(year.figures.at("INVITED").done, 130);
  EXPECT_EQ(year.figures.at("CAME").done, 115);
  EXPECT_EQ(year.figures.at("JOINED").planned, 5) << "the whole plans none of it";

  const KindTotals district = Total(areas, "816", "2023", programmes)[kConference];
  EXPECT_EQ(district.figures.at("SESSIONS").planned, 3) << "the whole is not there";
  const KindTotals quarter = Total(areas, "82", "2023-Q1", programmes)[kConference];
  EXPECT_EQ(quarter.record_count, 1);
  EXPECT_EQ(quarter.partly_outside_count, 1) << "a year is not divided";
  EXPECT_EQ(quarter.figures.at("SESSIONS").planned, 3);
}

// S4-14: two programmes of books and cards given in 2023.
TEST(ProgrammeTotalsTest, RecordsCountWhenTheyAreDone) {
  std::vector<Programme> programmes;
  for (const char* id : {"a", "b", "c", "d"}) {
    programmes.push_back(SampleProgramme(id, "SPONSORED_COVER", "82", "2024-02-03"));
  }
  programmes[2].done_day = kNever;
  programmes[3].withdrawal = "ghi trùng";
  const KindTotals totals = Total(Areas(), "82", "2024", programmes)["SPONSORED_COVER"];
  EXPECT_EQ(totals.record_count, 3);
  EXPECT_EQ(totals.done_record_count, 2);
}

// Over random countries, trees of parts and periods: the answer is what a sum over all
// records gives that asks of each by itself whether it is there and whether its plan is
// held by one above it.
TEST(ProgrammeTotalsTest, EveryTotalEqualsOneByHand) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  int64_t parts_held = 0, counted = 0;
  for (unsigned world = 0; world < 300; ++world) {
    RandomCountry country(seed + world);
    const AreaCatalogue areas(country.records());
    std::vector<Programme> programmes;
    std::map<std::string, const Programme*> by_id;
    const int count = 1 + country.Pick(30);
    programmes.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) {
      Programme made = country.MakeProgramme(absl::StrCat("p", i));
      made.kind = kConference;
      made.figures = {{"INVITED", country.Pick(100), country.Pick(100)}};
      if (country.Chance(50)) {
        made.figures.push_back({"SESSIONS", country.Chance(50) ? 0 : country.Pick(9), 1});
      }
      if (i > 0 && country.Chance(60)) made.part_of = absl::StrCat("p", country.Pick(i));
      programmes.push_back(made);
      by_id[made.programme_id] = &programmes.back();
    }
    for (const char* period : {"2024", "2025", "2024-H2", "2025-Q1", "2024-05"}) {
      const ReportPeriod of = *ReportPeriod::Parse(period);
      for (const AreaRecord& root : country.records()) {
        if (!root.Holds(of.last)) continue;
        const auto is_there = [&](const Programme& each) {
          if (!each.withdrawal.empty() || each.first_day < Day::FirstOf(of.first) ||
              Day::LastOf(of.last) < each.last_day) {
            return false;
          }
          const Month month =
              each.done_day == kNever ? each.first_day.month() : each.done_day.month();
          AreaCode code = each.area;
          while (!code.empty()) {
            AreaCode parent;
            for (const AreaRecord& area : country.records()) {
              if (area.code != code || !area.Holds(month)) continue;
              if (area.code == root.code && area.valid_from == root.valid_from) return true;
              parent = area.parent;
            }
            code = parent;
          }
          return false;
        };
        std::map<std::string, PlannedAndDone> by_hand;
        int64_t records = 0;
        for (const Programme& each : programmes) {
          if (!is_there(each)) continue;
          ++records;
          for (const ProgrammeFigure& figure : each.figures) {
            bool held = false;
            for (std::string at = each.part_of; !at.empty(); at = by_id[at]->part_of) {
              for (const ProgrammeFigure& above : by_id[at]->figures) {
                held = held ||
                       (is_there(*by_id[at]) && above.figure == figure.figure && above.planned > 0);
              }
            }
            by_hand[figure.figure].planned += held ? 0 : figure.planned;
            by_hand[figure.figure].done += figure.done;
            parts_held += held ? 1 : 0;
          }
        }
        const auto totals = TotalsOf(areas, root, of, programmes, LinksOf(programmes));
        const auto found = totals.find(kConference);
        const KindTotals answer = found == totals.end() ? KindTotals() : found->second;
        ASSERT_EQ(answer.record_count, records) << "world " << world << " " << period;
        ASSERT_EQ(answer.figures.size(), by_hand.size());
        for (const auto& [figure, sums] : by_hand) {
          ASSERT_EQ(answer.figures.at(figure).planned, sums.planned) << "world " << world;
          ASSERT_EQ(answer.figures.at(figure).done, sums.done) << "world " << world;
        }
        counted += records;
      }
    }
  }
  EXPECT_GT(counted, 1'000);
  EXPECT_GT(parts_held, 100);
}

}  // namespace
}  // namespace baophu::target
