// Months, days, amounts, percentages, area codes and identifiers.

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <stdexcept>

#include "absl/time/civil_time.h"
#include "common/area/area_catalogue.h"
#include "common/area/area_draft.h"
#include "common/identifiers/employer_code.h"
#include "common/identifiers/ids.h"
#include "common/identifiers/person_identifier.h"
#include "common/money/percent.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "common/text/fnv1a.h"
#include "common/text/normalise.h"

namespace baophu {
namespace {

Month M(const char* text) { return Month::Parse(text).value(); }
AreaCode A(const char* text) { return AreaCode::Parse(text).value(); }

TEST(Month, ReadsOnlyMonthsThatExist) {
  EXPECT_EQ(M("2024-09").ToString(), "2024-09");
  for (const char* text : {"2024-13", "2024-00", "2024-9", "24-09", "2024/09", "", "2024-09-01",
                           "1899-12", "3000-01", "２024-09"}) {
    EXPECT_EQ(Month::Parse(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(Month, CountsAcrossYears) {
  EXPECT_EQ((M("2024-01") - 1).ToString(), "2023-12");
  EXPECT_EQ(M("2024-09") - M("2023-09"), 12);
  EXPECT_EQ(M("2024-09").PreviousDecember(), M("2023-12"));
  EXPECT_EQ(M("2024-12").January(), M("2024-01"));
}

TEST(Day, AgreesWithAnotherCalendar) {
  const absl::CivilDay epoch(1970, 1, 1);
  for (absl::CivilDay civil(1899, 12, 1); civil.year() < 3001; ++civil) {
    const Day day = Day::FromNumber(static_cast<int32_t>(civil - epoch));
    const Month month = Month::FromYearMonth(static_cast<int>(civil.year()), civil.month());
    ASSERT_EQ(day.month(), month) << civil;
    ASSERT_EQ(day.ToString(), absl::FormatCivilTime(civil));
    if (civil.day() == 1) {
      ASSERT_EQ(Day::FirstOf(month), day) << civil;
      ASSERT_EQ(Day::LastOf(month - 1), Day::FromNumber(day.number() - 1)) << civil;
    }
    if (civil.year() < 1900 || civil.year() > 2999) continue;
    ASSERT_EQ(Day::Parse(absl::FormatCivilTime(civil)).value(), day) << civil;
  }
}

TEST(Day, KnowsTheMonthBeforeTheFirst) {
  EXPECT_EQ(Day::FirstOf(Month::FromNumber(-1)).number() + 31,
            Day::FirstOf(Month::FromNumber(0)).number());
}

TEST(Day, KnowsLeapDays) {
  EXPECT_TRUE(Day::Parse("2024-02-29").ok());
  EXPECT_FALSE(Day::Parse("2023-02-29").ok());
  EXPECT_FALSE(Day::Parse("2024-04-31").ok());
  EXPECT_EQ(Day::LastOf(M("2024-02")).ToString(), "2024-02-29");
  EXPECT_EQ(Day::Parse("2025-08-31")->month(), M("2025-08"));
}

TEST(Percent, RoundsHalfAwayFromZeroFromIntegers) {
  EXPECT_EQ(PercentText({495'856, 528'690}), "93.79");
  EXPECT_EQ(PercentText({1, 20'000}), "0.01");
  EXPECT_EQ(PercentText({-1, 20'000}), "-0.01");
  EXPECT_EQ(PercentText({1, 20'001}), "0.00");
  EXPECT_EQ(PercentText({-1, 20'001}), "0.00");
  EXPECT_EQ(PercentText({104, 100}), "104.00");
  EXPECT_EQ(PercentPointsText({931'320, 15'600'000}, {910'800, 13'800'000}), "-0.63");
}

// Stored checksums of schema steps must stay what they are.
TEST(Fnv1a, GivesThePublishedValues) {
  Fnv1a hash;
  EXPECT_EQ(hash.hash(), 0xcbf29ce484222325ULL);
  hash.AddText("foobar");
  EXPECT_EQ(hash.hash(), 0x85944171f73967e8ULL);
}

TEST(Vnd, DoesNotWrap) {
  constexpr Vnd kMost(std::numeric_limits<int64_t>::max());
  constexpr Vnd kLeast(std::numeric_limits<int64_t>::min());
  EXPECT_EQ(kMost - Vnd(1) + Vnd(1), kMost);
  EXPECT_EQ((-kMost).magnitude(), kMost);
  EXPECT_THROW(kMost + Vnd(1), std::overflow_error);
  EXPECT_THROW(kLeast - Vnd(1), std::overflow_error);
  EXPECT_THROW(-kLeast, std::overflow_error);
}

TEST(Percent, HasAsManyDecimalsAsAreAskedFor) {
  EXPECT_EQ(PercentText({465'500, 716'000}, 0), "65");
  EXPECT_EQ(PercentText({26'500, 589'000}, 1), "4.5");
  EXPECT_EQ(PercentText({1, 3}, 4), "33.3333");
  EXPECT_EQ(PercentText({-1, 200}, 0), "-1");
  EXPECT_EQ(PercentPointsText({1, 3}, {1, 2}, 4), "-16.6667");
  constexpr int64_t kMost = 10'000'000'000'000'000;
  EXPECT_EQ(PercentPointsText({kMost, kMost - 1}, {kMost - 1, kMost}, 4), "0.0000");
}

TEST(Percent, ADecidedPercentageIsReadAndWrittenExactly) {
  for (const char* text : {"0", "94", "31.5", "0.0001", "1000", "99.99"}) {
    const absl::StatusOr<int64_t> ppm = ParsePercentPpm(text);
    ASSERT_TRUE(ppm.ok()) << text;
    EXPECT_EQ(PercentTextOfPpm(*ppm), text);
  }
  EXPECT_EQ(*ParsePercentPpm("31.50"), 315'000);
  for (const char* text :
       {"", ".", "5.", ".5", "-1", "1000.0001", "1.00000", "94%", "1e2", "99999"}) {
    EXPECT_FALSE(ParsePercentPpm(text).ok()) << text;
  }
}

TEST(Percent, HoldsForAsMuchAsALedgerMayHold) {
  constexpr int64_t kMost = 50'000'000'000'000'000;
  EXPECT_EQ(PercentText({kMost, 1}), "5000000000000000000.00");
  EXPECT_EQ(PercentText({-kMost, 1}), "-5000000000000000000.00");
  EXPECT_EQ(PercentPointsText({kMost, kMost}, {-kMost, kMost - 1}), "200.00");
}

TEST(Percent, HoldsForAmountsOfManyTrillions) {
  EXPECT_EQ(PercentText({9'789'000'000'000, 15'600'000'000'000}), "62.75");
  EXPECT_EQ(PercentPointsText({900'000'000'000'000, 1'000'000'000'000'000},
                              {800'000'000'000'000, 1'000'000'000'000'000}),
            "10.00");
}

TEST(TaxCode, ChecksItsDigit) {
  for (const char* code : {"0100233488", "0314409058-002", "0100112437", "0312687878-001",
                           "0100047516", "031085123456"}) {
    EXPECT_TRUE(ParseTaxCode(code).ok()) << code;
  }
  for (const char* code : {"0100233480", "0100233488-000", "010023348", "0100000000", "",
                           "0100233488-0001", "01002334AB"}) {
    EXPECT_FALSE(ParseTaxCode(code).ok()) << code;
  }
  EXPECT_EQ(*ParseTaxCode("0314409058-002"), "0314409058002");
}

TEST(UnitCode2025, HasOneOfTwoForms) {
  for (const char* code : {"0123456789DNA03", "1234567HC", "2345678CN"}) {
    EXPECT_TRUE(ParseUnitCode2025(code).ok()) << code;
  }
  for (const char* code : {"0123456789DNZ03", "123456HC", "1234567hc", ""}) {
    EXPECT_FALSE(ParseUnitCode2025(code).ok()) << code;
  }
}

TEST(PersonIdentifier, TellsItsKindByItsLength) {
  EXPECT_EQ(ParsePersonIdentifier("3199000001")->kind, PersonIdentifierKind::kInsuranceNumber);
  EXPECT_EQ(ParsePersonIdentifier("031190000001")->kind, PersonIdentifierKind::kCitizenNumber);
  EXPECT_EQ(ParsePersonIdentifier("031190000")->kind, PersonIdentifierKind::kOldIdentityNumber);
  const auto wrong = ParsePersonIdentifier("03119000x");
  EXPECT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.status().message().find("03119000"), absl::string_view::npos);
}

TEST(PersonIdentifier, ReadsWhatACitizenNumberSays) {
  const CitizenNumberFacts facts = ReadCitizenNumber("031305000001");
  EXPECT_TRUE(facts.known_birth_province);
  EXPECT_FALSE(facts.male);
  EXPECT_EQ(facts.birth_year, 2005);
  EXPECT_FALSE(ReadCitizenNumber("099190000001").known_birth_province);
  EXPECT_EQ(MaskIdentifier("031012345612"), "0310******12");
}

TEST(RecordId, IsReadFromItsNameOnly) {
  EXPECT_EQ(PersonId::FromName("people/17"), PersonId(17));
  for (const char* name :
       {"people/0", "people/-1", "people/", "person/17", "people/17x", "people/ 17", "people/17\n",
        "people/+1", "people/99999999999999999999"}) {
    EXPECT_FALSE(PersonId::FromName(name).has_value()) << name;
  }
}

TEST(NormaliseText, ComposesAndRefusesControlCharacters) {
  EXPECT_EQ(*NormaliseText("  Tra\xCC\x82\xCC\x80n   Thi\xCC\xA3 ", 100), "Trần Thị");
  EXPECT_FALSE(NormaliseText("a\tb", 100).ok());
  EXPECT_FALSE(NormaliseText("a\xC2\x85"
                             "b",
                             100)
                   .ok());
  EXPECT_FALSE(NormaliseText("\xFF\xFE", 100).ok());
  EXPECT_FALSE(NormaliseText(std::string(101, 'a'), 100).ok());
}

std::vector<AreaRecord> ReusedCodes() {
  const Month reform = M("2025-07");
  return {{A("24"), AreaLevel::kProvince, "Bắc Giang", {}, M("2019-01"), reform - 1},
          {A("27"), AreaLevel::kProvince, "Bắc Ninh", {}, M("2019-01"), reform - 1},
          {A("24"), AreaLevel::kProvince, "Bắc Ninh", {}, reform, Month::Max()},
          {A("09367"), AreaLevel::kCommune, "Đông Ngàn", A("27"), M("2019-01"), reform - 1},
          {A("09367"), AreaLevel::kCommune, "Từ Sơn", A("24"), reform, Month::Max()}};
}

TEST(AreaCatalogue, TheSameCodeMeansDifferentAreasAtDifferentTimes) {
  const AreaCatalogue areas(ReusedCodes());
  EXPECT_EQ(areas.Find(A("24"), M("2025-06"))->name, "Bắc Giang");
  EXPECT_EQ(areas.Find(A("24"), M("2025-07"))->name, "Bắc Ninh");
  EXPECT_EQ(areas.Find(A("27"), M("2025-07")), nullptr);
  EXPECT_EQ(areas.FindNewest(A("27"))->name, "Bắc Ninh");
  const std::vector<AncestorSpan>& spans = areas.AncestorSpans(A("09367"));
  ASSERT_FALSE(spans.empty());
  EXPECT_EQ(spans.front().from, Month::Min());
  EXPECT_EQ(spans.back().through, Month::Max());
  EXPECT_EQ(spans.back().areas, (std::vector<AreaCode>{A("09367"), A("24")}));
}

TEST(AreaDraft, RefusesOverlapsAndMissingParents) {
  std::vector<AreaRecord> records = ReusedCodes();
  EXPECT_TRUE(AreaDraft(records).Check().ok());
  records[2].valid_from = M("2025-06");
  EXPECT_FALSE(AreaDraft(records).Check().ok());
  records = ReusedCodes();
  records[3].parent = A("30");
  EXPECT_FALSE(AreaDraft(records).Check().ok());
}

TEST(AreaDraft, AParentMustBeThereInEveryMonth) {
  const AreaRecord first{A("31"), AreaLevel::kProvince, "P", {}, M("2019-01"), M("2020-12")};
  const AreaRecord again{A("31"), AreaLevel::kProvince, "P", {}, M("2022-01"), Month::Max()};
  const AreaRecord under{A("303"), AreaLevel::kDistrict, "D", A("31"), M("2019-01"), Month::Max()};
  AreaDraft draft({first, again});
  const absl::Status refused = draft.Put(under);
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(refused.message().find("2021-01"), absl::string_view::npos);
  const AreaRecord between{A("31"), AreaLevel::kProvince, "P", {}, M("2021-01"), M("2021-12")};
  EXPECT_TRUE(draft.Put(between).ok());
  EXPECT_TRUE(draft.Put(under).ok());
}

TEST(AreaDraft, ARefusedRecordChangesNothing) {
  const AreaRecord province{A("31"), AreaLevel::kProvince, "P", {}, M("2019-01"), Month::Max()};
  const AreaRecord under{A("303"), AreaLevel::kDistrict, "D", A("31"), M("2019-01"), Month::Max()};
  AreaDraft draft({province, under});
  AreaRecord ended = province;
  ended.valid_to = M("2020-01");
  // The district below would be left without a parent.
  EXPECT_FALSE(draft.Put(ended).ok());
  EXPECT_TRUE(draft.Check().ok());
  AreaRecord other = under;
  other.code = A("304");
  EXPECT_TRUE(draft.Put(other).ok());
}

}  // namespace
}  // namespace baophu
