#include "services/target/freshness/touched_map.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

namespace baophu::target {
namespace {

AreaCode Area(const char* code) { return AreaCode::FromTrusted(code); }

Month At(const char* month) { return *Month::Parse(month); }

TEST(TouchedMapTest, TouchesTheMonthAndAllLaterOnes) {
  TouchedMap map(TouchedMap::FirstData::kDoesNotMatter, 10);
  map.Touch(Area("31"), At("2024-05"), 11);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-04")), 10);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-05")), 11);
  EXPECT_EQ(map.Touched(Area("31"), At("2029-12")), 11);
  EXPECT_EQ(map.Touched(Area("303"), At("2024-05")), 10);
}

TEST(TouchedMapTest, AnEarlierMonthTouchedLaterCoversTheLaterMonths) {
  TouchedMap map(TouchedMap::FirstData::kDoesNotMatter, 1);
  map.Touch(Area("31"), At("2024-05"), 2);
  map.Touch(Area("31"), At("2024-03"), 3);
  map.Touch(Area("31"), At("2024-09"), 4);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-02")), 1);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-03")), 3);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-08")), 3);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-09")), 4);
}

TEST(TouchedMapTest, WhatIsNotKnownCountsAsTouchedAtTheSnapshot) {
  const TouchedMap map(TouchedMap::FirstData::kMatters, 77);
  EXPECT_EQ(map.Touched(Area("31"), At("2024-05")), 77);
}

TEST(TouchedMapTest, TheCatalogueTouchesEverything) {
  TouchedMap map(TouchedMap::FirstData::kDoesNotMatter, 1);
  map.TouchEverything(5);
  EXPECT_EQ(map.Touched(Area("01"), At("1999-01")), 5);
  EXPECT_EQ(map.everything(), 5);
}

TEST(TouchedMapTest, TheFirstDataOfAYearTouchesOtherAreasToo) {
  TouchedMap map(TouchedMap::FirstData::kMatters, 1);
  map.Touch(Area("31"), At("2024-05"), 2);
  EXPECT_EQ(map.Touched(Area("24"), At("2024-04")), 1);
  EXPECT_EQ(map.Touched(Area("24"), At("2024-05")), 2);
  // Later data of the year changes nothing about where data begins.
  map.Touch(Area("31"), At("2024-06"), 3);
  EXPECT_EQ(map.Touched(Area("24"), At("2024-06")), 2);
  map.Touch(Area("31"), At("2024-02"), 4);
  EXPECT_EQ(map.Touched(Area("24"), At("2024-03")), 4);
}

// Every entry, looked through each time.
class NaiveMap {
 public:
  explicit NaiveMap(int64_t snapshot) : snapshot_(snapshot) {}

  void Touch(AreaCode area, Month from, int64_t revision) {
    bool first = true;
    for (const Entry& entry : entries_) {
      first = first && !(entry.from.year() == from.year() && entry.from <= from);
    }
    entries_.push_back({area, from, revision, first});
  }
  void TouchEverything(int64_t revision) { snapshot_ = revision; }

  int64_t Touched(AreaCode area, Month month) const {
    int64_t touched = snapshot_;
    for (const Entry& entry : entries_) {
      if ((entry.area == area || entry.first_data) && entry.from <= month) {
        touched = std::max(touched, entry.revision);
      }
    }
    return touched;
  }

 private:
  struct Entry {
    AreaCode area;
    Month from;
    int64_t revision;
    bool first_data;
  };
  int64_t snapshot_;
  std::vector<Entry> entries_;
};

TEST(TouchedMapTest, AgreesWithANaiveModelOnRandomHistories) {
  const std::vector<AreaCode> areas = {Area("31"), Area("24"), Area("303"), Area("11296")};
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    const int64_t snapshot = random() % 100;
    TouchedMap map(TouchedMap::FirstData::kMatters, snapshot);
    NaiveMap naive(snapshot);
    int64_t revision = snapshot;
    for (int step = 0; step < 60; ++step) {
      revision += 1 + random() % 3;
      // A revision has several entries.
      for (unsigned entry = random() % 3 + 1; entry > 0; --entry) {
        const AreaCode area = areas[random() % areas.size()];
        const Month from = Month::FromYearMonth(2022, 1) + static_cast<int>(random() % 36);
        map.Touch(area, from, revision);
        naive.Touch(area, from, revision);
      }
      if (random() % 25 == 0) {
        map.TouchEverything(revision);
        naive.TouchEverything(revision);
      }
      for (const AreaCode area : areas) {
        for (int m = -1; m <= 37; ++m) {
          const Month month = Month::FromYearMonth(2022, 1) + m;
          ASSERT_EQ(map.Touched(area, month), naive.Touched(area, month))
              << "seed " << seed << " step " << step << " area " << area.ToString() << " month "
              << month.ToString();
        }
      }
    }
  }
}

}  // namespace
}  // namespace baophu::target
