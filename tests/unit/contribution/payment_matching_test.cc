// Whose money a line of a bank's statement is.

#include "services/contribution/payments/payment_matching.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using KnownPayers = absl::flat_hash_map<std::string, PayerId>;

KnownPayers Payers() {
  return {{"employer:TA0001A", PayerId::Employer(1)},
          {"employer:0100233488", PayerId::Employer(1)},
          {"employer:HA0004B", PayerId::Employer(2)},
          {"employer:0314409058", PayerId::Employer(3)},
          {"employer:0314409058002", PayerId::Employer(4)},
          {"employer:0123456789DNA03", PayerId::Employer(5)},
          {"employer:1234567HC", PayerId::Employer(6)}};
}

PayerCodes CodesIn(std::string_view text) { return FindClues("", "", text).by_means[2]; }

PayerMatch Match(std::string_view payer_code, std::string_view tax_code, std::string_view text) {
  return MatchPayer(FindClues(payer_code, tax_code, text), Payers());
}

TEST(FindClues, TakesCodesOfBothSchemesAndTaxCodesFromAText) {
  EXPECT_THAT(CodesIn("TA0001A nop BHXH T09/2024"), ElementsAre("employer:TA0001A"));
  EXPECT_THAT(CodesIn("MST:0100233488."), ElementsAre("employer:0100233488"));
  EXPECT_THAT(CodesIn("dong BHXH 0123456789DNA03"), ElementsAre("employer:0123456789DNA03"));
  EXPECT_THAT(CodesIn("1234567HC-thang 9"), ElementsAre("employer:1234567HC"));
  EXPECT_THAT(CodesIn("ta0001a"), ElementsAre("employer:ta0001a", "employer:TA0001A"));
}

TEST(FindClues, ABranchIsNotItsParent) {
  EXPECT_THAT(CodesIn("MST 0314409058-002 nop"), ElementsAre("employer:0314409058002"));
  EXPECT_THAT(CodesIn("0314409058002"), ElementsAre("employer:0314409058002"));
  // 000 is no branch.
  EXPECT_THAT(CodesIn("0314409058-000"), ElementsAre("employer:0314409058"));
  EXPECT_THAT(CodesIn("0314409058 002"), ElementsAre("employer:0314409058"));
}

TEST(FindClues, WhatCannotBeACodeIsPassedOver) {
  // A wrong check digit, a month, an amount, words, and codes longer than any.
  EXPECT_THAT(CodesIn("0100233480"), IsEmpty());
  EXPECT_THAT(CodesIn("nộp tiền BHXH T9 2.944.000 đồng"), IsEmpty());
  EXPECT_THAT(CodesIn("A12345678901234567890"), IsEmpty());
  EXPECT_THAT(CodesIn(""), IsEmpty());
  EXPECT_THAT(CodesIn("\xe1\xbb\x99"), IsEmpty());
}

TEST(FindClues, ACodeComesOnce) {
  EXPECT_THAT(CodesIn("TA0001A TA0001A 0100233488 0100233488"),
              ElementsAre("employer:TA0001A", "employer:0100233488"));
}

TEST(MatchPayer, TheStrongestMeansThatFindsAnyDecides) {
  EXPECT_EQ(Match("TA0001A", "0314409058", "HA0004B").payer, PayerId::Employer(1));
  EXPECT_EQ(Match("", "0314409058", "HA0004B").payer, PayerId::Employer(3));
  EXPECT_EQ(Match("", "", "HA0004B").payer, PayerId::Employer(2));
  EXPECT_EQ(Match("XX9999X", "0314409058", "HA0004B").payer, PayerId::Employer(3));
  EXPECT_EQ(Match("XX9999X", "0100047516", "HA0004B").payer, PayerId::Employer(2));
  // A tax code may stand where a payer's code is asked for.
  EXPECT_EQ(Match("0314409058-002", "", "").payer, PayerId::Employer(4));
}

TEST(MatchPayer, TwoCodesOfOnePayerNameIt) {
  EXPECT_EQ(Match("", "", "TA0001A MST 0100233488").payer, PayerId::Employer(1));
  EXPECT_EQ(Match("", "", "FT240912ABC TA0001A").payer, PayerId::Employer(1));
}

TEST(MatchPayer, TellsWhyThereIsNone) {
  EXPECT_EQ(Match("", "", "nop tien bao hiem").reason, ParkReason::kNoReference);
  EXPECT_EQ(Match("", "", "").reason, ParkReason::kNoReference);
  EXPECT_EQ(Match("", "", "TA0001A HA0004B").reason, ParkReason::kAmbiguous);
  EXPECT_EQ(Match("", "", "TA0001A HA0004B").payer, std::nullopt);
  EXPECT_EQ(Match("XX9999X", "", "").reason, ParkReason::kUnknownPayer);
  EXPECT_EQ(Match("", "", "XX9999X").reason, ParkReason::kUnknownPayer);
  // Codes that cannot be any still name somebody.
  EXPECT_EQ(Match("công ty", "", "").reason, ParkReason::kUnknownPayer);
  EXPECT_EQ(Match("", "0100233480", "").reason, ParkReason::kUnknownPayer);
}

}  // namespace
}  // namespace baophu::contribution
