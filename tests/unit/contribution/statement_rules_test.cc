// Which lines of bank statements are taken.

#include "services/contribution/payments/statement_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace baophu::contribution {
namespace {

using ::testing::Pair;

constexpr int64_t kMaxAmountVnd = 10'000'000;
const Day kToday = *Day::Parse("2024-09-30");

AreaCatalogue Catalogue() {
  return AreaCatalogue({{AreaCode::FromTrusted("31"), AreaLevel::kProvince, "", AreaCode(),
                         Month::FromYearMonth(2019, 1), Month::FromYearMonth(2024, 12)}});
}

StatementInput Good() {
  StatementInput input;
  input.source = "VCB";
  input.reference = "FT24/001";
  input.area = "31";
  input.value_date = "2024-09-30";
  input.amount = "2944000";
  input.currency = "VND";
  return input;
}

StatementInput GoodReversal() {
  StatementInput input = Good();
  input.reversal = true;
  input.reverses = "FT24/000";
  return input;
}

std::pair<std::string, std::string> FaultOf(const StatementInput& input) {
  StatementLine line;
  const auto fault = CheckStatementLine(input, Catalogue(), {kMaxAmountVnd, kToday}, line);
  if (!fault.has_value()) return {};
  EXPECT_NE(fault->problem, "");
  EXPECT_NE(fault->remedy, "");
  return {std::string(fault->field), std::string(fault->reason)};
}

template <typename Edit>
std::pair<std::string, std::string> FaultWith(Edit edit, StatementInput input = Good()) {
  edit(input);
  return FaultOf(input);
}

std::pair<std::string, std::string> FaultOfAmount(std::string_view amount) {
  return FaultWith([&](StatementInput& i) { i.amount = amount; });
}

StatementLine Line(const StatementInput& input) {
  StatementLine line;
  const auto fault = CheckStatementLine(input, Catalogue(), {kMaxAmountVnd, kToday}, line);
  EXPECT_FALSE(fault.has_value()) << fault->problem;
  return line;
}

TEST(CheckStatementLine, TakesGoodLines) {
  const StatementLine line = Line(Good());
  EXPECT_EQ(line.row.kind, TransactionKind::kPayment);
  EXPECT_EQ(line.row.external_id, "FT24/001");
  EXPECT_EQ(line.row.amount, Vnd(2'944'000));
  EXPECT_EQ(line.row.day, kToday);
  EXPECT_EQ(line.row.month, kToday.month());
  EXPECT_EQ(Line(GoodReversal()).row.kind, TransactionKind::kReversal);
  EXPECT_EQ(Line(GoodReversal()).reverses, "FT24/000");
  StatementInput penalty = Good();
  penalty.penalty = true;
  EXPECT_EQ(Line(penalty).row.kind, TransactionKind::kPenaltyPayment);
}

TEST(CheckStatementLine, AnAmountIsWholeDong) {
  for (const auto& [text, amount_vnd] : {std::pair<const char*, int64_t>{"1", 1},
                                         {"1.0", 1},
                                         {"2944000.00", 2'944'000},
                                         {"007", 7},
                                         {"10000000", 10'000'000}}) {
    StatementInput input = Good();
    input.amount = text;
    EXPECT_EQ(Line(input).row.amount, Vnd(amount_vnd)) << text;
  }
  for (const char* fraction : {"1.5", "2944000.01", "0.10"}) {
    EXPECT_THAT(FaultOfAmount(fraction), Pair("amount", "FRACTION_OF_DONG")) << fraction;
  }
  // Separators of thousands, in either country's way, are not guessed at.
  for (const char* other : {"", "-", ".", "1.", ".5", "1.000", "2.944.000", "2,944,000", "1e6",
                            " 1", "+1", "1 đồng", "0", "0.00", "-5", "-2944000.00"}) {
    EXPECT_THAT(FaultOfAmount(other), Pair("amount", "INVALID_AMOUNT")) << other;
  }
  for (const char* large :
       {"10000001", "999999999999999999", "9999999999999999999", "99999999999999999999999"}) {
    EXPECT_THAT(FaultOfAmount(large), Pair("amount", "AMOUNT_OVER_LIMIT")) << large;
  }
}

TEST(CheckStatementLine, NamesWhatIsWrong) {
  EXPECT_THAT(FaultWith([](auto& i) { i.source = "a b"; }), Pair("source", "INVALID_SOURCE"));
  EXPECT_THAT(FaultWith([](auto& i) { i.reference = ""; }),
              Pair("reference", "INVALID_EXTERNAL_ID"));
  EXPECT_THAT(FaultWith([](auto& i) { i.currency = "USD"; }), Pair("currency", "OTHER_CURRENCY"));
  EXPECT_THAT(FaultWith([](auto& i) { i.currency = ""; }), Pair("currency", "OTHER_CURRENCY"));
  EXPECT_THAT(FaultWith([](auto& i) { i.value_date = "2024-09-31"; }),
              Pair("value_date", "INVALID_DATE"));
  EXPECT_THAT(FaultWith([](auto& i) { i.value_date = "2024-10-01"; }),
              Pair("value_date", "DATE_IN_FUTURE"));
  EXPECT_THAT(FaultWith([](auto& i) { i.area = "99"; }), Pair("area", "UNKNOWN_AREA"));
  EXPECT_THAT(FaultWith([](auto& i) { i.recorded_nanos = -1; }),
              Pair("recorded_time", "INVALID_TIME"));
  EXPECT_THAT(FaultWith([](auto& i) { i.reverses = "FT24/000"; }),
              Pair("reverses", "NOT_A_REVERSAL"));
  EXPECT_THAT(FaultWith([](auto& i) { i.reverses = ""; }, GoodReversal()),
              Pair("reverses", "MISSING_REVERSED"));
  const std::string long_text(1001, 'x');
  EXPECT_THAT(FaultWith([&](auto& i) { i.text = long_text; }), Pair("text", "INVALID_TEXT"));
  EXPECT_THAT(FaultWith([](auto& i) { i.payer_code = "\xff"; }),
              Pair("payer_code", "INVALID_TEXT"));
}

TEST(CheckStatementLine, ControlCharactersPartWords) {
  StatementInput input = Good();
  input.text = " TA0001A\n nop\tBHXH ";
  EXPECT_EQ(Line(input).text, "TA0001A nop BHXH");
}

TEST(ContentOf, DiffersWhereverLinesDiffer) {
  const std::string good = ContentOf(Line(Good()));
  const auto with = [](auto edit, StatementInput input = Good()) {
    edit(input);
    return ContentOf(Line(input));
  };
  // Written another way, it is the same.
  EXPECT_EQ(good, with([](auto& i) { i.amount = "2944000.00"; }));
  EXPECT_NE(good, with([](auto& i) { i.amount = "2944001"; }));
  EXPECT_NE(good, with([](auto& i) { i.source = "ACB"; }));
  EXPECT_NE(good, with([](auto& i) { i.reference = "FT24/002"; }));
  EXPECT_NE(good, with([](auto& i) { i.value_date = "2024-09-29"; }));
  EXPECT_NE(good, with([](auto& i) { i.payer_code = "x"; }));
  EXPECT_NE(good, with([](auto& i) { i.tax_code = "x"; }));
  EXPECT_NE(good, with([](auto& i) { i.text = "x"; }));
  EXPECT_NE(good, with([](auto& i) { i.penalty = true; }));
  EXPECT_NE(good, with([](auto& i) { i.recorded_seconds = 1; }));
  EXPECT_NE(ContentOf(Line(GoodReversal())),
            with([](auto& i) { i.reverses = "FT24/00x"; }, GoodReversal()));
}

TEST(CheckReversal, BothSidesAgreeAndALineBouncesOnce) {
  LedgerRow reversal;
  reversal.amount = Vnd(5);
  reversal.day = kToday;
  const ReversedPayment payment{Vnd(5), kToday, false, false};
  EXPECT_FALSE(CheckReversal(reversal, payment).has_value());
  const auto reason = [&](std::optional<ReversedPayment> of) {
    return std::string(CheckReversal(reversal, of)->reason);
  };
  EXPECT_EQ(reason(std::nullopt), "UNKNOWN_PAYMENT");
  EXPECT_EQ(reason(ReversedPayment{Vnd(5), kToday, true, false}), "REVERSED_BEFORE");
  EXPECT_EQ(reason(ReversedPayment{Vnd(5), kToday, false, true}), "REFUNDED_BEFORE");
  EXPECT_EQ(reason(ReversedPayment{Vnd(6), kToday, false, false}), "REVERSAL_OF_OTHER_AMOUNT");
  EXPECT_EQ(reason(ReversedPayment{Vnd(5), *Day::Parse("2024-10-01"), false, false}),
            "REVERSAL_TOO_EARLY");
}

}  // namespace
}  // namespace baophu::contribution
