#include "services/cli/forecast/forecast_text.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/report/report_words.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

using Align = TextTable::Align;

std::string MonthTextOf(const std::string& month, Language language) {
  const absl::StatusOr<Month> parsed = Month::Parse(month);
  return parsed.ok() ? MonthText(*parsed, language) : month;
}

// What forecasts of invented data are worth.
std::string SampleWorth(Language language) {
  return language == Language::kVietnamese
             ? "Lịch sử của số liệu mẫu là tự tạo: sai số của dự báo chỉ chứng tỏ các bộ phận chạy "
               "đúng với nhau, không nói gì về một địa phương có thật."
             : "A sample's history is invented: how well it is forecast only proves that the parts "
               "work together, and says nothing about a real province.";
}

class ForecastWriter {
 public:
  ForecastWriter(Language language, Month month, Unit unit)
      : language_(language), month_(month), unit_(unit) {}

  std::string Forecast(const pb::Forecast& forecast) {
    Head(forecast.indicator(), forecast.sample_scale());
    Line(absl::StrCat(forecast.area_display_name(), Say(", đến hết ", ", to the end of "),
                      MonthText(month_, language_), ": ", Figure(forecast.value())));
    Line("");
    Months(forecast);
    if (forecast.has_plan()) Plan(forecast.plan());
    Line("");
    Method(forecast);
    if (forecast.has_back_test()) BackTest(forecast.back_test());
    Foot(forecast.sample_scale(), forecast.revisions());
    return std::move(text_);
  }

  std::string Ranking(const pb::RankForecastsResponse& ranking, const std::string& indicator) {
    Head(indicator, ranking.sample_scale());
    Line(absl::StrCat(Say("Từ số liệu đến hết ", "From the data to the end of "),
                      MonthText(month_, language_),
                      Say(", khả năng đạt kế hoạch thấp nhất trước", ", the least likely first")));
    Line("");
    TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
                     Align::kRight, Align::kRight, Align::kLeft});
    table.Add({Say("Địa bàn", "Area"), Say("Hiện nay", "Now"), Say("Cuối năm", "Year end"),
               Say("Thấp", "Low"), Say("Cao", "High"), Say("Kế hoạch", "Plan"),
               Say("Khả năng đạt", "Chance"), Say("Lịch sử", "History")});
    table.AddRule();
    for (const pb::Forecast& each : ranking.forecasts()) {
      table.Add({each.area_display_name(), Number(each.value()), Number(each.year_end().value()),
                 each.year_end().has_low() ? Number(each.year_end().low()) : "-",
                 each.year_end().has_high() ? Number(each.year_end().high()) : "-",
                 each.has_plan() ? Number(each.plan().value()) : "-",
                 each.plan().chance_percent().empty() ? "-" : Percent(each.plan().chance_percent()),
                 HistoryText(each.history())});
    }
    text_ += table.Text();
    Codes(Say("Không có kế hoạch: ", "Without a plan: "), ranking.areas_without_plan());
    Codes(Say("Không có số liệu: ", "Without figures: "), ranking.areas_without_figures());
    Foot(ranking.sample_scale(), ranking.revisions());
    return std::move(text_);
  }

 private:
  std::string Say(const char* vietnamese, const char* english) const {
    return language_ == Language::kVietnamese ? vietnamese : english;
  }
  void Line(std::string_view line) {
    text_.append(line);
    text_ += '\n';
  }
  std::string Number(int64_t number) const { return NumberText(number, language_); }
  std::string Figure(int64_t value) const { return FigureText(value, unit_, language_); }
  std::string Percent(const std::string& percent) const {
    return absl::StrCat(DecimalText(percent, language_), "%");
  }

  void Head(const std::string& indicator, const std::string& sample_scale) {
    Line(absl::StrCat(Say("DỰ BÁO CUỐI NĂM ", "FORECAST FOR THE END OF "), month_.year(), ": ",
                      IndicatorName(indicator, language_)));
    if (!sample_scale.empty()) Line(SampleText(sample_scale, language_));
  }

  void Months(const pb::Forecast& forecast) {
    TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
    table.Add({Say("Đến hết", "To the end of"), Say("Dự báo", "Expected"), Say("Thấp", "Low"),
               Say("Cao", "High")});
    table.AddRule();
    for (const pb::ForecastMonth& month : forecast.months()) {
      table.Add({MonthTextOf(month.month(), language_), Number(month.value()),
                 month.has_low() ? Number(month.low()) : "-",
                 month.has_high() ? Number(month.high()) : "-"});
    }
    text_ += table.Text();
    if (forecast.year_end().has_low()) {
      Line(absl::StrCat(Say("Khoảng từ thấp đến cao chứa khoảng ", "From low to high lie about "),
                        forecast.confidence_percent(),
                        Say("% kết quả, theo ", "% of outcomes, by "), forecast.error_count(),
                        Say(" sai số của các dự báo trước.", " errors of earlier forecasts.")));
    } else {
      Line(Say("Chưa đủ sai số của các dự báo trước để tính khoảng.",
               "There are too few errors of earlier forecasts for an interval."));
    }
  }

  void Plan(const pb::ForecastPlan& plan) {
    const bool commitment = plan.kind() == "COMMITMENT";
    const std::string assigner = AssignerName(plan.assigner(), language_);
    std::string line =
        language_ == Language::kVietnamese
            ? absl::StrCat(commitment ? "Cam kết với " : "Kế hoạch ", assigner,
                           commitment ? "" : " giao", ": ")
            : absl::StrCat(commitment ? "Commitment to " : "Plan of ", assigner, ": ");
    absl::StrAppend(&line, Figure(plan.value()));
    const int64_t difference = plan.difference();
    if (difference < 0) {
      absl::StrAppend(&line, Say(", dự báo thiếu ", ", expected short by "), Figure(-difference));
    } else {
      absl::StrAppend(&line, Say(", dự báo vượt ", ", expected to pass by "), Figure(difference));
    }
    absl::StrAppend(
        &line, plan.chance_percent().empty()
                   ? Say("; chưa đủ số liệu để tính khả năng đạt", "; too little data for a chance")
                   : absl::StrCat(Say("; khả năng đạt ", "; chance of reaching it "),
                                  Percent(plan.chance_percent())));
    Line(line);
  }

  std::string HistoryText(const pb::ForecastHistory& history) const {
    const std::string months = absl::StrCat(history.month_count(), Say(" tháng", " months"));
    switch (history.state()) {
      case pb::FORECAST_HISTORY_STATE_TOO_SHORT:
        return absl::StrCat(months, Say(", quá ngắn", ", too short"));
      case pb::FORECAST_HISTORY_STATE_SHORT:
        return absl::StrCat(months, Say(", ngắn", ", short"));
      default:
        return months;
    }
  }

  void Method(const pb::Forecast& forecast) {
    std::string line = Say("Phương pháp: ", "Method: ");
    if (forecast.method() == pb::FORECAST_METHOD_AIRLINE) {
      absl::StrAppend(&line,
                      Say("mô hình mùa vụ ARIMA (0,1,1)(0,1,1)12 của Box và Jenkins, θ = ",
                          "the seasonal model ARIMA (0,1,1)(0,1,1)12 of Box and Jenkins, θ = "),
                      DecimalText(forecast.theta(), language_),
                      ", Θ = ", DecimalText(forecast.seasonal_theta(), language_));
    } else {
      absl::StrAppend(&line, Say("giữ nguyên mức của tháng cuối, vì chưa có đủ 13 tháng",
                                 "the last month is repeated, for want of 13 months"));
    }
    absl::StrAppend(&line, Say("; từ lịch sử ", "; from a history of "),
                    HistoryText(forecast.history()), Say(", kể từ ", ", since "),
                    MonthTextOf(forecast.history().first_month(), language_), ".");
    Line(line);
  }

  void BackTest(const pb::ForecastBackTest& test) {
    std::string line = absl::StrCat(Say("Kiểm nghiệm ", "Tested by "), test.origin_count(),
                                    Say(" dự báo trước ", " forecasts "), test.months_ahead(),
                                    Say(" tháng trên chính lịch sử này, sai số bình quân ",
                                        " months ahead on this very history, mean error "),
                                    Figure(test.mean_absolute_error()),
                                    Say("; nếu giữ mức tháng cuối ", "; of the last value "),
                                    Figure(test.last_value_mean_absolute_error()));
    if (test.has_same_growth_mean_absolute_error()) {
      absl::StrAppend(&line, Say("; nếu tăng như năm trước ", "; of the same growth as last year "),
                      Figure(test.same_growth_mean_absolute_error()));
    }
    Line(line + ".");
  }

  template <typename List>
  void Codes(const std::string& what, const List& codes) {
    if (!codes.empty()) Line(absl::StrCat(what, absl::StrJoin(codes, ", ")));
  }

  void Foot(const std::string& sample_scale, const type::v1::Revisions& revisions) {
    if (!sample_scale.empty()) Line(SampleWorth(language_));
    Line(absl::StrCat(Say("Số liệu theo các phiên bản dữ liệu", "Figures as of the data revisions"),
                      " participant ", revisions.participant(), ", contribution ",
                      revisions.contribution(), ", target ", revisions.target(), "."));
  }

  const Language language_;
  const Month month_;
  const Unit unit_;
  std::string text_;
};

}  // namespace

std::string ForecastText(const target::v1::Forecast& forecast, Month month, Language language) {
  return ForecastWriter(language, month, UnitOfIndicator(forecast.indicator())).Forecast(forecast);
}

std::string ForecastRankingText(const target::v1::RankForecastsResponse& ranking, Month month,
                                const std::string& indicator, Language language) {
  return ForecastWriter(language, month, UnitOfIndicator(indicator)).Ranking(ranking, indicator);
}

}  // namespace baophu::cli
