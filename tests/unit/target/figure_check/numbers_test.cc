// Exact quotients, intervals that always hold the true number, and printed numbers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "services/target/figure_check/numbers/interval.h"
#include "services/target/figure_check/numbers/printed_number.h"
#include "services/target/figure_check/numbers/rational.h"

namespace baophu::target {
namespace {

constexpr int kRounds = 20'000;

// Random numbers of a property test; the seed is printed when one fails.
class Numbers {
 public:
  Numbers() : seed_(std::random_device()()), engine_(seed_) {}

  int64_t Int(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine_);
  }
  bool Flag() { return Int(0, 1) == 1; }
  Rational Fraction(int64_t most) { return Rational::Of(Int(-most, most), Int(1, 1000)); }
  Rational Amount(int64_t most) { return Rational::Of(Int(0, most), Int(1, 1000)); }
  // An interval that holds `number`.
  Interval Around(Rational number) {
    const auto bound = [&](int side) -> std::optional<Interval::Bound> {
      if (Int(0, 9) == 0) return std::nullopt;
      const Rational away = Amount(1000);
      return Interval::Bound{side < 0 ? number - away : number + away, away.sign() > 0 && Flag()};
    };
    return Interval(bound(-1), bound(1));
  }
  unsigned seed() const { return seed_; }

 private:
  const unsigned seed_;
  std::mt19937_64 engine_;
};

TEST(Rational, IsExactAndInLowestTerms) {
  EXPECT_EQ(Rational::Of(6, -4), Rational::Of(-3, 2));
  EXPECT_EQ(Rational::Of(1, 3) + Rational::Of(1, 6), Rational::Of(1, 2));
  EXPECT_EQ(Rational(7) / Rational::Of(7, 2), Rational(2));
  EXPECT_EQ(Rational::Of(-7, 2).Floor(), Rational(-4));
  EXPECT_EQ(Rational::Of(-7, 2).Ceiling(), Rational(-3));
  EXPECT_EQ(Rational::Of(-7, 3).ToText(2, false), "-2.34");
  EXPECT_EQ(Rational::Of(-7, 3).ToText(2, true), "-2.33");
  EXPECT_EQ(Rational::Of(1, 1000).ToText(6, false), "0.001");
  EXPECT_EQ(Rational(1200).ToText(2, false), "1200");
}

TEST(Rational, WhatDoesNotFitIsNotKnown) {
  const Rational large = Rational::PowerOfTen(18) * Rational::PowerOfTen(18);
  EXPECT_TRUE(large.known());
  EXPECT_FALSE((large * large).known());
  EXPECT_FALSE((Rational(1) / Rational(0)).known());
  EXPECT_FALSE((Rational::Unknown() + 1).known());
}

TEST(Rational, ComparesNumbersWhoseProductsDoNotFit) {
  const Rational::Integer huge = static_cast<Rational::Integer>(1) << 120;
  EXPECT_LT(Rational::Of(huge, huge + 1), Rational::Of(huge + 1, huge + 2));
  EXPECT_GT(Rational::Of(-huge, huge + 1), Rational::Of(-huge - 1, huge + 2));
}

TEST(Rational, ComparesLikeCrossProducts) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Rational a = numbers.Fraction(100);
    const Rational b = numbers.Fraction(100);
    const auto left = a.numerator() * b.denominator();
    const auto right = b.numerator() * a.denominator();
    ASSERT_EQ(a < b, left < right) << "seed " << numbers.seed();
    ASSERT_EQ(a == b, left == right) << "seed " << numbers.seed();
  }
}

TEST(Interval, HoldsTheResultForAllNumbersOfItsOperands) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Rational a = numbers.Fraction(100'000);
    const Rational b = numbers.Fraction(100'000);
    const Rational amount = numbers.Amount(100'000);
    const Rational divisor = numbers.Amount(100'000) + Rational::Of(1, 100);
    const Interval of_a = numbers.Around(a);
    const Interval of_b = numbers.Around(b);
    const Interval of_amount = numbers.Around(amount);
    const Interval of_divisor = numbers.Around(divisor);
    ASSERT_TRUE((of_a + of_b).Contains(a + b)) << "seed " << numbers.seed();
    ASSERT_TRUE((of_a - of_b).Contains(a - b)) << "seed " << numbers.seed();
    ASSERT_TRUE(Interval::Product(of_amount, of_b).Contains(amount * b))
        << "seed " << numbers.seed();
    ASSERT_TRUE(Interval::Quotient(of_amount, of_divisor).Contains(amount / divisor))
        << "seed " << numbers.seed();
    ASSERT_TRUE(of_a.Meets(numbers.Around(a))) << "seed " << numbers.seed();
    ASSERT_TRUE(of_a.Intersect(numbers.Around(a)).Contains(a)) << "seed " << numbers.seed();
    ASSERT_TRUE(of_a.NotBelowZero().Contains(a.sign() < 0 ? Rational(0) : a))
        << "seed " << numbers.seed();
    const Rational whole = a.Floor();
    ASSERT_TRUE(numbers.Around(whole).WholeNumbers().Contains(whole)) << "seed " << numbers.seed();
  }
}

TEST(Interval, OpenBoundsDoNotMeet) {
  const Interval open = Interval::Open(1, 2);
  EXPECT_FALSE(open.Contains(1));
  EXPECT_FALSE(open.Meets(Interval::Closed(2, 3)));
  EXPECT_TRUE(Interval::Closed(2, 3).IsAbove(open));
  EXPECT_TRUE(open.WholeNumbers().empty());
  EXPECT_EQ(Interval::Open(1, 4).WholeNumbers().lower()->at, Rational(2));
  EXPECT_TRUE(Interval::AtLeast(5).Meets(Interval()));
}

PrintedNumber Read(const std::string& text, PointMeans point = PointMeans::kGroupsOrDecimal) {
  const auto read = ReadPrintedNumber(text, point);
  EXPECT_TRUE(read.ok()) << text;
  return read.value_or(PrintedNumber());
}

TEST(PrintedNumber, ReadsBothTypographies) {
  EXPECT_EQ(Read("1.395.109").value, Rational(1'395'109));
  EXPECT_EQ(Read("1,395,109").value, Rational(1'395'109));
  EXPECT_EQ(Read("87,09").value, Rational::Of(8709, 100));
  EXPECT_EQ(Read("93.79").value, Rational::Of(9379, 100));
  EXPECT_EQ(Read("12.345").value, Rational(12'345));
  EXPECT_EQ(Read("12.345", PointMeans::kDecimal).value, Rational::Of(12'345, 1000));
  EXPECT_EQ(Read("1.395,109").value, Rational::Of(1'395'109, 1000));
  EXPECT_EQ(Read("1,395.25").value, Rational::Of(139'525, 100));
  EXPECT_EQ(Read(" -0,63 ").value, Rational::Of(-63, 100));
  EXPECT_EQ(Read("0.750").value, Rational::Of(3, 4));
}

TEST(PrintedNumber, KnowsItsDigits) {
  EXPECT_EQ(Read("1920000").last_significant, Rational(10'000));
  EXPECT_EQ(Read("1920000").last_digit, Rational(1));
  EXPECT_EQ(Read("1,920").last_digit, Rational::Of(1, 1000));
  EXPECT_EQ(Read("0").last_significant, Rational(1));
}

TEST(PrintedNumber, RefusesWhatIsNone) {
  for (const char* text : {"", "-", "abc", "1.2.3", "1,2,3", "1.39.109", "12,", ".5", "1e5", "12%",
                           "1234567890123456789", "0,1234567890", "1 000", "0.100.000"}) {
    EXPECT_FALSE(ReadPrintedNumber(text, PointMeans::kGroupsOrDecimal).ok()) << text;
  }
}

TEST(PrintedNumber, DecimalsComplementButNeverHide) {
  EXPECT_EQ(WithDecimals(Read("93.2"), 2)->last_digit, Rational::Of(1, 100));
  EXPECT_FALSE(WithDecimals(Read("93.79"), 1).ok());
  EXPECT_FALSE(WithDecimals(Read("93.79"), 10).ok());
}

// How a true number is printed, by each word.
TEST(Reading, HoldsTheNumberThatWasPrinted) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Rational truth = numbers.Amount(100'000'000);
    const Rational unit = Rational::PowerOfTen(static_cast<int>(numbers.Int(-3, 4)));
    const Rational quotient = truth / unit;
    const auto printed = [&](Rational whole) { return PrintedNumber{whole * unit, unit, unit}; };
    const Rational rounded = (quotient + Rational::Of(1, 2)).Floor();
    const auto holds = [&](Rational whole, Exactness exactness, bool usual) {
      const Reading reading = ReadingOf(printed(whole), exactness, false, 1);
      EXPECT_TRUE(reading.widest.Contains(truth)) << "seed " << numbers.seed();
      EXPECT_TRUE(!usual || reading.usual.Contains(truth)) << "seed " << numbers.seed();
    };
    holds(rounded, Exactness::kExact, true);
    holds(rounded, Exactness::kUnstated, true);
    holds(rounded, Exactness::kRounded, true);
    holds(rounded, Exactness::kAbout, true);
    // Cut or rounded up instead: only the widest interval holds it.
    holds(quotient.Floor(), Exactness::kExact, false);
    holds(quotient.Ceiling(), Exactness::kExact, false);
    holds(quotient.Floor(), Exactness::kAbove, true);
    holds(quotient.Floor(), Exactness::kAtLeast, true);
    holds(quotient.Ceiling(), Exactness::kAtMost, true);
    if (!quotient.whole()) {
      holds(quotient.Ceiling(), Exactness::kNearBelow, true);
      holds(quotient.Ceiling(), Exactness::kUnder, true);
    }
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST(Reading, OfADecreaseGoesByItsMagnitude) {
  const Reading reading = ReadingOf(Read("-500"), Exactness::kAbove, true, 1);
  EXPECT_TRUE(reading.usual.Contains(-500));
  EXPECT_TRUE(reading.usual.Contains(-599));
  EXPECT_FALSE(reading.usual.Contains(-600));
  EXPECT_FALSE(reading.usual.Contains(-499));
}

}  // namespace
}  // namespace baophu::target
