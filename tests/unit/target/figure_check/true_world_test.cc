// Reports of a world that is true are never said to be inconsistent, however they print
// its numbers; and what is changed in one of them is found.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "services/target/figure_check/reading/figure_reader.h"
#include "services/target/figure_check/rules/figure_check.h"

namespace baophu::target {
namespace {

constexpr int kWorlds = 400;
constexpr int kReports = 4;

// One province and year as it really is, and how reports print it.
class World {
 public:
  World() : seed_(std::random_device()()), engine_(seed_) {
    compulsory_ = Pick(50'000, 900'000);
    voluntary_ = Pick(2'000, 90'000);
    health_ = Pick(400'000, 3'000'000);
    collected_vnd_ = Pick(500'000'000'000, 9'000'000'000'000);
    owed_vnd_ = collected_vnd_ / Pick(15, 80);
    plan_ = Pick(compulsory_ * 8 / 10, compulsory_ * 13 / 10);
    city_plan_ = Pick(compulsory_ * 8 / 10, compulsory_ * 13 / 10);
    population_ = Pick(health_, health_ * 12 / 10);
    labour_force_ = Pick(compulsory_ + voluntary_, 3 * (compulsory_ + voluntary_));
    collection_plan_vnd_ = Pick(collected_vnd_, 2 * collected_vnd_);
  }

  unsigned seed() const { return seed_; }

  // Figures of all reports, one a month from March on.
  std::vector<StatedFigure> Print() {
    for (int report = 0; report < kReports; ++report) {
      month_ = Month::FromYearMonth(2024, 3 + report);
      PrintReport(absl::StrCat("R", report));
      before_ = compulsory_;
      compulsory_ += Pick(-3'000, 4'000);
      voluntary_ += Pick(-100, 400);
      health_ += Pick(-9'000, 9'000);
      collected_vnd_ += Pick(10'000'000'000, 90'000'000'000);
    }
    return std::move(figures_);
  }

 private:
  int64_t Pick(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine_);
  }
  bool Flag() { return Pick(0, 1) == 1; }

  // A day in one of its spellings.
  std::string AsOf() {
    const int month = month_.month_of_year();
    switch (Pick(0, 4)) {
      case 0:
        return Day::LastOf(month_).ToString();
      case 1:
        return month_.ToString();
      case 2:
        return absl::StrCat("hết tháng ", month, "/2024");
      case 3:
        return absl::StrCat(month, " tháng đầu năm 2024");
      default:
        return absl::StrCat("tháng ", month, " năm 2024");
    }
  }

  static StatedNumber Text(const std::string& text) { return {StatedNumber::Kind::kText, text}; }

  // 100 x part / whole with decimals as they are printed; `careless`: cut.
  std::string Percent(int64_t part, int64_t whole, int decimals) {
    __int128 scaled = static_cast<__int128>(part) * 100;
    for (int i = 0; i < decimals; ++i) scaled *= 10;
    const bool cut = Pick(0, 9) == 0;
    auto number = static_cast<int64_t>(cut ? scaled / whole : (2 * scaled + whole) / (2 * whole));
    std::string fraction;
    for (int i = 0; i < decimals; ++i) {
      fraction.insert(0, absl::StrCat(number % 10));
      number /= 10;
    }
    return decimals == 0 ? absl::StrCat(number) : absl::StrCat(number, ",", fraction);
  }

  // A whole number of people as some reports print it.
  void PrintPeople(int64_t number, StatedFigure& figure) {
    figure.unit = "người";
    const int64_t unit = Pick(0, 1) == 0 ? 1000 : 10'000;
    const int64_t floor = number / unit * unit;
    // The words go by the last digit that is no zero, so it must be the one meant.
    const bool words_fit = floor > 0 && floor / unit % 10 != 0;
    const bool next_fits = (floor / unit + 1) % 10 != 0;
    switch (words_fit ? Pick(0, 3) : 0) {
      case 1:
        figure.exactness = "above";
        figure.value = Text(absl::StrCat(floor));
        return;
      case 2:
        if (!next_fits || floor == number) break;
        figure.exactness = "gần";
        figure.value = Text(absl::StrCat(floor + unit));
        return;
      case 3:
        figure.exactness = "about";
        figure.value = Text(absl::StrCat(floor));
        return;
      default:
        break;
    }
    figure.exactness = "exact";
    figure.value = Text(absl::StrCat(number));
  }

  // Rounded to one or no decimal of billions.
  void PrintAmount(int64_t amount_vnd, StatedFigure& figure) {
    figure.unit = "tỷ đồng";
    figure.exactness = Flag() ? "exact" : "rounded";
    const int64_t tenths = (amount_vnd + 50'000'000) / 100'000'000;
    figure.value = Text(absl::StrCat(tenths / 10, ",", tenths % 10));
  }

  StatedFigure& Add(const std::string& doc, const std::string& indicator,
                    const std::string& scheme) {
    StatedFigure& figure = figures_.emplace_back();
    figure.id = absl::StrCat(doc, "-", figures_.size());
    figure.doc = doc;
    figure.as_of = AsOf();
    figure.place = Flag() ? "Tỉnh Sơn Khê" : "tinh Son Khe";
    figure.indicator = indicator;
    figure.scheme = scheme;
    return figure;
  }

  void AddRatio(StatedFigure& figure, const std::string& of, int64_t part, int64_t whole) {
    const auto decimals = static_cast<int>(Pick(0, 2));
    StatedRatio ratio;
    ratio.of = of;
    ratio.percent = Text(Percent(part, whole, decimals));
    if (Flag()) ratio.decimals = decimals;
    figure.ratios.push_back(std::move(ratio));
  }

  void PrintReport(const std::string& doc) {
    StatedFigure& compulsory = Add(doc, "so_nguoi_tham_gia", "BHXH_BB");
    PrintPeople(compulsory_, compulsory);
    AddRatio(compulsory, "ke_hoach_nam_BHXHVN", compulsory_, plan_);
    if (Flag()) AddRatio(compulsory, "ke_hoach_UBND_tinh_giao", compulsory_, city_plan_);
    if (Flag()) AddRatio(compulsory, "LLLD_trong_do_tuoi", compulsory_, labour_force_);
    if (before_ != 0) {
      StatedChange change;
      change.vs = "thang_truoc";
      change.delta = Text(absl::StrCat(compulsory_ - before_));
      compulsory.changes.push_back(std::move(change));
    }
    PrintPeople(voluntary_, Add(doc, "Số người tham gia BHXH tự nguyện", ""));
    StatedFigure& social = Add(doc, "so_nguoi_tham_gia_BHXH", "BHXH");
    PrintPeople(compulsory_ + voluntary_, social);
    AddRatio(social, "LLLĐ", compulsory_ + voluntary_, labour_force_);
    StatedFigure& health = Add(doc, "so_nguoi_tham_gia", "BHYT");
    PrintPeople(health_, health);
    AddRatio(health, "dân số", health_, population_);
    StatedFigure& remaining = Add(doc, "so_nguoi_con_phai_phat_trien", "BHXH_BB");
    remaining.as_of = "31/12/2024";
    remaining.assigner = "BHXH Việt Nam";
    PrintPeople(std::max<int64_t>(plan_ - compulsory_, 0), remaining);
    StatedFigure& collected = Add(doc, "tong_so_thu_BHXH_BHYT_BHTN", "");
    PrintAmount(collected_vnd_, collected);
    AddRatio(collected, "ke_hoach_thu", collected_vnd_, collection_plan_vnd_);
    StatedFigure& owed = Add(doc, "so_tien_cham_dong", "");
    PrintAmount(owed_vnd_, owed);
    const auto decimals = 2;
    owed.ratios.push_back({"so_phai_thu",
                           Text(Percent(owed_vnd_, collected_vnd_ + owed_vnd_, decimals)), decimals,
                           "", "", "", ""});
  }

  const unsigned seed_;
  std::mt19937_64 engine_;
  Month month_;
  int64_t before_ = 0;
  int64_t compulsory_, voluntary_, health_, collected_vnd_, owed_vnd_;
  int64_t plan_, city_plan_, population_, labour_force_, collection_plan_vnd_;
  std::vector<StatedFigure> figures_;
};

const CheckRules& Rules() {
  static const auto* const kCatalogue =
      new IndicatorCatalogue(*IndicatorCatalogue::Load("deploy/config"));
  static const auto* const kRules = new CheckRules(*CheckRules::Load("deploy/config", *kCatalogue));
  return *kRules;
}

FigureCheck Check(const std::vector<StatedFigure>& stated) {
  const auto figures = ReadFigures(stated, Rules().vocabulary(), Rules().careless_units());
  EXPECT_TRUE(figures.ok()) << figures.status();
  return figures.ok() ? CheckFigures(*figures, Rules()) : FigureCheck();
}

int Count(const FigureCheck& check, Verdict verdict) {
  return static_cast<int>(
      std::count_if(check.findings.begin(), check.findings.end(),
                    [&](const Finding& finding) { return finding.verdict == verdict; }));
}

TEST(TrueWorld, IsNeverInconsistent) {
  for (int i = 0; i < kWorlds; ++i) {
    World world;
    const std::vector<StatedFigure> stated = world.Print();
    const FigureCheck check = Check(stated);
    EXPECT_GT(Count(check, Verdict::kConsistent), 20) << "seed " << world.seed();
    for (const Finding& finding : check.findings) {
      ASSERT_NE(finding.verdict, Verdict::kInconsistent)
          << "seed " << world.seed() << " " << RelationText(finding.relation) << " "
          << stated[finding.figures().front()].id << " " << stated[finding.figures().back()].id;
    }
  }
}

TEST(TrueWorld, WithOneNumberChangedIsInconsistent) {
  for (int i = 0; i < kWorlds; ++i) {
    World world;
    std::vector<StatedFigure> stated = world.Print();
    // A population that is a third smaller than the one that the first ratio implies.
    StatedFigure planted;
    planted.id = "planted";
    planted.as_of = "2024";
    planted.place = "Sơn Khê";
    planted.indicator = "Dân số";
    planted.unit = "người";
    planted.exactness = "exact";
    planted.value = {StatedNumber::Kind::kText, "270000"};
    stated.push_back(planted);
    const FigureCheck check = Check(stated);
    ASSERT_GT(Count(check, Verdict::kInconsistent), 0) << "seed " << world.seed();
    for (const Finding& finding : check.findings) {
      if (finding.verdict != Verdict::kInconsistent) break;
      const std::vector<size_t> figures = finding.figures();
      ASSERT_EQ(figures.back(), stated.size() - 1) << "seed " << world.seed();
    }
  }
}

}  // namespace
}  // namespace baophu::target
