// Numbers of receipts: which are taken, and what became of those of a book.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "services/contribution/network/receipt_books/receipt_gate.h"
#include "services/contribution/network/receipt_books/reconciliation.h"
#include "tests/unit/contribution/network/network_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ReceiptBook Book(NumberRange numbers, HolderKind kind, const std::string& holder) {
  return {"AA24", numbers, D("2024-01-02"), {kind, holder}, {}};
}

ReceiptVoid Void(NumberRange numbers, std::string_view day = "2024-03-01") {
  return {"AA24", numbers, D(day), "hỏng", {}};
}

CollectedReceipt Receipt(const std::string& collector, int64_t number,
                         std::string_view day = "2024-05-10") {
  CollectedReceipt receipt;
  receipt.series = "AA24";
  receipt.number = number;
  receipt.collector = collector;
  receipt.paid = D(day);
  receipt.amount = Vnd(891'000);
  return receipt;
}

std::string Check(const CollectedReceipt& receipt, std::string_view area, const ReceiptBook* book,
                  bool used = false, bool voided = false) {
  return ReasonOf(CheckCollected(receipt, {Code(area), receipt.paid.month()}, TheNetwork(),
                                 TheAreas(), {book, used, voided}));
}

TEST(CollectedReceipt, IsTakenInsideAreaAndBookAndRefusedWithTheReasonElsewhere) {
  const ReceiptBook own = Book({1, 50}, HolderKind::kCollector, "A1");
  const ReceiptBook shared = Book({51, 100}, HolderKind::kOrganisation, "BD");
  EXPECT_EQ(Check(Receipt("A1", 7), "11284", &own), "");
  EXPECT_EQ(Check(Receipt("A1", 57), "11284", &shared), "");
  EXPECT_EQ(Check(Receipt("A2", 57), "11287", &shared), "") << "a district holds its communes";
  EXPECT_EQ(Check(Receipt("X9", 7), "11284", &own), "UNKNOWN_COLLECTOR");
  EXPECT_EQ(Check(Receipt("A1", 7), "11287", &own), "OUTSIDE_AREA");
  EXPECT_EQ(Check(Receipt("A1", 7, "2025-07-01"), "11284", &own), "CARD_NOT_VALID");
  EXPECT_EQ(Check(Receipt("A1", 7), "11284", nullptr), "NUMBER_NOT_ISSUED");
  EXPECT_EQ(Check(Receipt("A1", 7, "2024-01-01"), "11284", &own), "NUMBER_NOT_ISSUED");
  EXPECT_EQ(Check(Receipt("A2", 7), "11284", &own), "BOOK_OF_ANOTHER");
  EXPECT_EQ(Check(Receipt("A1", 7), "11284", &own, true), "NUMBER_USED");
  EXPECT_EQ(Check(Receipt("A1", 7), "11284", &own, false, true), "NUMBER_VOID");
  // The last day of a contract counts, the day after does not.
  const ReceiptBook cooperative = Book({1, 9}, HolderKind::kOrganisation, "HTX");
  EXPECT_EQ(Check(Receipt("H1", 1, "2024-06-30"), "11287", &cooperative), "");
  EXPECT_EQ(Check(Receipt("H1", 1, "2024-07-01"), "11287", &cooperative), "CONTRACT_NOT_IN_FORCE");
}

TEST(CollectedReceipt, OfAnAreaThatAReformBringsIsInsideTheDistrictFromItsFirstMonth) {
  AreaCatalogue areas(
      {{Code("31"), AreaLevel::kProvince, "", AreaCode(), M(2019, 1), Month::Max()},
       {Code("303"), AreaLevel::kDistrict, "", Code("31"), M(2019, 1), Month::Max()},
       {Code("11290"), AreaLevel::kCommune, "", Code("303"), M(2024, 6), Month::Max()}});
  const ReceiptBook shared = Book({51, 100}, HolderKind::kOrganisation, "BD");
  const auto check = [&](Month first) {
    return ReasonOf(CheckCollected(Receipt("A2", 57), {Code("11290"), first}, TheNetwork(), areas,
                                   {&shared, false, false}));
  };
  EXPECT_EQ(check(M(2024, 6)), "") << "paid in May";
  EXPECT_EQ(check(M(2024, 5)), "OUTSIDE_AREA") << "it is not there yet";
}

TEST(ReceiptBook, IsRefusedWithoutAContractOrWithNumbersOfAnother) {
  const std::vector<ReceiptBook> there = {Book({1, 50}, HolderKind::kCollector, "A1")};
  const auto check = [&](const ReceiptBook& book) {
    return ReasonOf(CheckBook(book, TheNetwork(), there));
  };
  EXPECT_EQ(check(Book({51, 100}, HolderKind::kCollector, "A2")), "");
  EXPECT_EQ(check(Book({50, 60}, HolderKind::kCollector, "A2")), "NUMBERS_TAKEN");
  EXPECT_EQ(check(Book({1, 50}, HolderKind::kCollector, "A2")), "NUMBERS_TAKEN");
  ReceiptBook late = Book({51, 100}, HolderKind::kOrganisation, "HTX");
  late.issued = D("2024-07-01");
  EXPECT_EQ(check(late), "CONTRACT_NOT_IN_FORCE");
  late.holder = {HolderKind::kCollector, "H1"};
  EXPECT_EQ(check(late), "CONTRACT_NOT_IN_FORCE");
}

TEST(ReceiptVoid, IsOfOneBookAndOfNumbersWithoutReceipt) {
  const std::vector<ReceiptBook> books = {Book({1, 50}, HolderKind::kCollector, "A1"),
                                          Book({51, 100}, HolderKind::kCollector, "A2")};
  const std::vector<ReceiptVoid> voids = {Void({10, 12})};
  const auto check = [&](const ReceiptVoid& mark, bool used = false) {
    return ReasonOf(CheckVoid(mark, books, voids, used));
  };
  EXPECT_EQ(check(Void({13, 20})), "");
  EXPECT_EQ(check(Void({50, 51})), "NUMBER_NOT_ISSUED");
  EXPECT_EQ(check(Void({13, 13}, "2024-01-01")), "NUMBER_NOT_ISSUED");
  EXPECT_EQ(check(Void({13, 13}), true), "NUMBER_USED");
  EXPECT_EQ(check(Void({12, 15})), "NUMBER_VOID");
}

TEST(Reconciliation, TellsUsedVoidMissingAndUnusedNumbers) {
  const Reconciliation result = Reconcile(
      {101, 120},
      std::vector<UsedNumber>{
          {101, D("2024-02-01")}, {102, D("2024-02-01"), true}, {106, D("2024-02-03")}},
      std::vector<ReceiptVoid>{Void({104, 104}), Void({119, 130}), Void({1, 5})}, D("2024-03-31"));
  EXPECT_THAT(result.used, ElementsAre(NumberRange{101, 102}, NumberRange{106, 106}));
  EXPECT_EQ(result.annulled_count, 1);
  EXPECT_THAT(result.voids, ElementsAre(NumberRange{104, 104}, NumberRange{119, 120}));
  EXPECT_THAT(result.gaps, ElementsAre(NumberRange{103, 103}, NumberRange{105, 105}));
  EXPECT_THAT(result.unused, ElementsAre(NumberRange{107, 118}));
}

TEST(Reconciliation, OfABookWithoutReceiptsHasNoGaps) {
  const Reconciliation result = Reconcile({1, 50}, {}, {}, D("2024-03-31"));
  EXPECT_THAT(result.gaps, IsEmpty());
  EXPECT_EQ(result.unused_count, 50);
}

TEST(Reconciliation, KnowsNothingOfWhatCameLater) {
  const std::vector<UsedNumber> used = {{9, D("2024-04-01")}};
  const std::vector<ReceiptVoid> voids = {Void({2, 3}, "2024-04-01")};
  EXPECT_EQ(Reconcile({1, 10}, used, voids, D("2024-03-31")).unused_count, 10);
  EXPECT_EQ(Reconcile({1, 10}, used, voids, D("2024-04-01")).gap_count, 6);
}

// Whatever was used, declared void or lost: receipts + gaps + voids + unused are the issued
// range, each number once, and each is what it is one by one.
TEST(Reconciliation, OfRandomBooksAddsUpToTheIssuedRange) {
  const unsigned seed = AnySeed();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  const auto any = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  const Day first = D("2024-01-01");
  for (int round = 0; round < 500; ++round) {
    const int64_t begin = any(1, 1'000);
    const NumberRange book{begin, begin + any(0, 120)};
    std::vector<UsedNumber> used;
    std::vector<ReceiptVoid> voids;
    for (int64_t i = any(0, 60); i > 0; --i) {
      used.push_back({any(book.first - 5, book.last + 5),
                      Day::FromNumber(first.number() + static_cast<int32_t>(any(0, 40))),
                      any(0, 4) == 0});
    }
    for (int64_t i = any(0, 8); i > 0; --i) {
      const int64_t number = any(book.first - 5, book.last + 5);
      ReceiptVoid mark = Void({number, number + any(0, 12)});
      mark.day = Day::FromNumber(first.number() + static_cast<int32_t>(any(0, 40)));
      voids.push_back(mark);
    }
    const Day as_of = Day::FromNumber(first.number() + static_cast<int32_t>(any(0, 40)));
    const Reconciliation result = Reconcile(book, used, voids, as_of);

    std::map<int64_t, char> kinds;  // By number, each once.
    const auto mark = [&](const std::vector<NumberRange>& ranges, char kind) {
      for (const NumberRange& range : ranges) {
        for (int64_t number = range.first; number <= range.last; ++number) {
          EXPECT_TRUE(kinds.emplace(number, kind).second) << "seed " << seed;
        }
      }
    };
    mark(result.used, 'u');
    mark(result.voids, 'v');
    mark(result.gaps, 'g');
    mark(result.unused, '-');
    EXPECT_EQ(result.used_count + result.void_count + result.gap_count + result.unused_count,
              book.count())
        << "seed " << seed;
    EXPECT_EQ(result.issued_count, book.count());
    ASSERT_EQ(static_cast<int64_t>(kinds.size()), book.count()) << "seed " << seed;

    int64_t highest = 0;
    std::set<int64_t> taken;
    for (const UsedNumber& each : used) {
      if (each.paid > as_of || !book.Holds(each.number)) continue;
      taken.insert(each.number);
      highest = std::max(highest, each.number);
    }
    for (int64_t number = book.first; number <= book.last; ++number) {
      const bool voided = std::any_of(voids.begin(), voids.end(), [&](const ReceiptVoid& each) {
        return each.day <= as_of && each.numbers.Holds(number);
      });
      const char expected = taken.contains(number) ? 'u'
                            : voided               ? 'v'
                            : number < highest     ? 'g'
                                                   : '-';
      EXPECT_EQ(kinds.at(number), expected) << number << ", seed " << seed;
    }
  }
}

TEST(Handover, IsForReceiptsOfItsHolderAndSeriesUpToItsDay) {
  Handover handover;
  handover.holder = {HolderKind::kOrganisation, "BD"};
  handover.series = "AA24";
  handover.day = D("2024-05-10");
  CollectedReceipt receipt = Receipt("A1", 7);
  receipt.organisation = "BD";
  EXPECT_TRUE(handover.Covers(receipt)) << "of the whole series";
  handover.numbers = {8, 20};
  EXPECT_FALSE(handover.Covers(receipt));
  handover.numbers = {1, 7};
  EXPECT_TRUE(handover.Covers(receipt));
  handover.day = D("2024-05-09");
  EXPECT_FALSE(handover.Covers(receipt));
  handover.day = D("2024-06-09");
  handover.holder = {HolderKind::kCollector, "A2"};
  EXPECT_FALSE(handover.Covers(receipt));
}

TEST(BookName, IsReadBackWhateverDotsTheSeriesHas) {
  const absl::StatusOr<BookKey> key = ReadBookName("name", BookName("AA.24.X", 101));
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->series, "AA.24.X");
  EXPECT_EQ(key->first_number, 101);
  for (const char* const name : {"receiptBooks/AA24", "receiptBooks/AA24.0", "receiptBooks/.1",
                                 "receiptBooks/AA24.x", "books/AA24.1", ""}) {
    EXPECT_EQ(ReasonOf(ReadBookName("name", name).status()), "INVALID_FIELD") << name;
  }
}

}  // namespace
}  // namespace baophu::contribution
