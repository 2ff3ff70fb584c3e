#include "services/target/figure_check/reading/figure_reader.h"

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/view.h"
#include "services/target/figure_check/numbers/printed_number.h"
#include "services/target/figure_check/reading/places.h"
#include "services/target/figure_check/reading/subject_reader.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

constexpr size_t kMaxIdBytes = 200;
constexpr size_t kMaxTextBytes = 4000;
constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();

const Rational& Hundredth() {
  static const Rational kHundredth = Rational::Of(1, 100);
  return kHundredth;
}

// Numbers of one figure, with errors that name it.
class NumberReader {
 public:
  NumberReader(const StatedFigure& stated, const Vocabulary& vocabulary, Rational careless_units)
      : stated_(stated), vocabulary_(vocabulary), careless_units_(careless_units) {}

  std::string Field(const std::string& name) const {
    return absl::StrCat("figures[", stated_.id, "].", name);
  }
  absl::Status Fault(const std::string& field, const std::string& problem,
                     const std::string& remedy) const {
    return InvalidField(Field(field), problem, remedy);
  }

  absl::StatusOr<Exactness> ReadExactness(const std::string& field, const std::string& text) const {
    if (FoldedText(text).empty()) return Exactness::kUnstated;
    const std::optional<Exactness> exactness = vocabulary_.ReadExactness(text);
    if (exactness.has_value()) return *exactness;
    return Fault(field, "is no word of exactness",
                 absl::StrCat("write one of ", vocabulary_.ExactnessWords()));
  }

  absl::StatusOr<PrintedNumber> Read(const std::string& field, const StatedNumber& number,
                                     PointMeans point) const {
    if (number.kind == StatedNumber::Kind::kOther) {
      return Fault(field, "is no number", "write a number, or one as text such as \"87,09\"");
    }
    if (number.kind == StatedNumber::Kind::kInexact) {
      return Fault(field, "is a number of more than 15 digits, which JSON does not keep",
                   "write it as text, of at most 18 digits");
    }
    const bool text = number.kind == StatedNumber::Kind::kText;
    absl::string_view digits = absl::StripAsciiWhitespace(number.text);
    if (point == PointMeans::kDecimal && absl::ConsumeSuffix(&digits, "%")) {
      digits = absl::StripTrailingAsciiWhitespace(digits);
    }
    const absl::StatusOr<PrintedNumber> read =
        ReadPrintedNumber({digits.data(), digits.size()}, text ? point : PointMeans::kDecimal);
    if (read.ok()) return *read;
    return Fault(field, "is no number of at most 18 digits",
                 "write it like 1395109, \"1.395.109\" or \"87,09\"");
  }

  // A percentage of 1.
  absl::StatusOr<Reading> ReadPercent(const std::string& field, const StatedNumber& number,
                                      std::optional<int32_t> decimals, Exactness exactness) const {
    BAOPHU_ASSIGN(PrintedNumber printed, Read(field, number, PointMeans::kDecimal));
    if (decimals.has_value()) {
      const absl::StatusOr<PrintedNumber> with = WithDecimals(printed, *decimals);
      if (!with.ok()) {
        return InvalidField(Field(field.substr(0, field.rfind('.')) + ".decimals"),
                            "cannot be the decimals of the percentage",
                            "write how many are printed, 0 to 9, or leave it out");
      }
      printed = *with;
    } else {
      // Zeros of a percentage count: 100 % is from 99.5 to 100.5.
      printed.last_significant = printed.last_digit;
    }
    return Of1(ReadingOf(printed, exactness, false, careless_units_));
  }

  static Reading Of1(const Reading& percent) {
    return OnBoth(
        [](const Interval& each) {
          const auto scaled = [](std::optional<Interval::Bound> bound) {
            if (bound.has_value()) bound->at = bound->at * Hundredth();
            return bound;
          };
          return Interval(scaled(each.lower()), scaled(each.upper()));
        },
        percent);
  }

  // A number in units of `subject`, of which it may be printed in thousands or billions.
  absl::StatusOr<Reading> ReadAmount(const std::string& field, const StatedNumber& number,
                                     const UnitMeaning& unit, const Subject& subject,
                                     Exactness exactness) const {
    BAOPHU_ASSIGN(PrintedNumber printed, Read(field, number, PointMeans::kGroupsOrDecimal));
    BAOPHU_TRY(Scale(field, unit.scale, printed));
    if (subject.whole() && unit.scale == Rational(1) && !printed.value.whole()) {
      return Fault(field, "is a part of one of what is only counted whole",
                   "write a whole number, with its thousands as 495856 or \"495.856\", or the unit "
                   "that it is in");
    }
    const bool full = unit.scale == Rational(1) && printed.last_digit == Rational(1);
    Reading reading = ReadingOf(printed, exactness, full, careless_units_);
    if (subject.whole()) {
      reading = OnBoth([](const Interval& each) { return each.WholeNumbers(); }, reading);
    }
    return reading;
  }

  absl::Status Scale(const std::string& field, Rational scale, PrintedNumber& printed) const {
    printed.value = printed.value * scale;
    printed.last_digit = printed.last_digit * scale;
    printed.last_significant = printed.last_significant * scale;
    if (printed.value.known() && printed.value <= Rational(kLargest) &&
        printed.value >= Rational(-kLargest)) {
      return absl::OkStatus();
    }
    return Fault(field, "does not fit 64 bits in single units", "correct the number or its unit");
  }

 private:
  const StatedFigure& stated_;
  const Vocabulary& vocabulary_;
  const Rational careless_units_;
};

class OneFigureReader {
 public:
  OneFigureReader(const StatedFigure& stated, size_t index, const Vocabulary& vocabulary,
                  Rational careless_units)
      : stated_(stated), vocabulary_(vocabulary), numbers_(stated, vocabulary, careless_units) {
    figure_.index = index;
  }

  absl::StatusOr<Figure> Read() {
    figure_.id = stated_.id;
    figure_.doc = FoldedTextWithRemarks(stated_.doc);
    figure_.place_name = stated_.place;
    figure_.place_code = stated_.place_code;
    figure_.as_of = ReadAsOf(stated_.as_of);
    BAOPHU_TRY(CheckSizes());
    unit_ = vocabulary_.ReadUnit(stated_.unit);
    ReadNames();
    BAOPHU_TRY(ReadValue());
    for (size_t i = 0; i < stated_.ratios.size(); ++i) BAOPHU_TRY(ReadRatio(i));
    for (size_t i = 0; i < stated_.changes.size(); ++i) BAOPHU_TRY(ReadChange(i));
    return std::move(figure_);
  }

 private:
  absl::Status CheckSizes() const {
    if (stated_.ratios.size() > kMaxParts) {
      return numbers_.Fault("ratios", absl::StrCat("has ", stated_.ratios.size(), " of them"),
                            absl::StrCat("write at most ", kMaxParts));
    }
    if (stated_.changes.size() > kMaxParts) {
      return numbers_.Fault("changes", absl::StrCat("has ", stated_.changes.size(), " of them"),
                            absl::StrCat("write at most ", kMaxParts));
    }
    const std::pair<const char*, const std::string*> texts[] = {{"doc", &stated_.doc},
                                                                {"as_of", &stated_.as_of},
                                                                {"place", &stated_.place},
                                                                {"place_code", &stated_.place_code},
                                                                {"indicator", &stated_.indicator},
                                                                {"scheme", &stated_.scheme},
                                                                {"unit", &stated_.unit},
                                                                {"note", &stated_.note},
                                                                {"assigner", &stated_.assigner},
                                                                {"revision", &stated_.revision}};
    for (const auto& [field, text] : texts) {
      if (text->size() > kMaxTextBytes) {
        return numbers_.Fault(field, "is too long",
                              absl::StrCat("write at most ", kMaxTextBytes, " bytes"));
      }
    }
    if (FoldedTextWithRemarks(stated_.indicator).empty()) {
      return numbers_.Fault("indicator", "is empty", "name what the figure is of");
    }
    return absl::OkStatus();
  }

  void ReadNames() {
    NamedFigure named =
        SubjectReader(vocabulary_)
            .ReadFigure(stated_.indicator, stated_.scheme, unit_, figure_.as_of.year);
    figure_.kind = named.kind;
    figure_.subject = std::move(named.subject);
    figure_.base = std::move(named.base);
    if (named.unclear_scheme) figure_.doubts.insert(Doubt::kUnclearScheme);
    CompleteBase(figure_.base, stated_.indicator, stated_.assigner, stated_.revision);
    figure_.revised = vocabulary_.StatesRevision(stated_.note);
    if (!unit_.stated) {
      unit_.unit = figure_.subject.unit;
    }
  }

  // Adds what is said beside the name of a plan or base, which is `name`.
  void CompleteBase(RatioBase& base, const std::string& name, const std::string& assigner,
                    const std::string& revision) const {
    std::string decision;
    const std::string named = vocabulary_.ReadAssigner(assigner, decision);
    if (base.assigner.empty()) base.assigner = named;
    const std::string version = FoldedTextWithRemarks(revision);
    if (!version.empty()) {
      base.revision = version;
    } else if (!decision.empty()) {
      base.revision = decision;
    } else if (vocabulary_.StatesRevision(assigner) || vocabulary_.StatesRevision(name)) {
      base.revision = "revised";
    }
  }

  absl::Status ReadValue() {
    BAOPHU_ASSIGN(const Exactness exactness,
                  numbers_.ReadExactness("exactness", stated_.exactness));
    if (exactness == Exactness::kTarget) TakeAsPlan();
    const bool has_parts = !stated_.ratios.empty() || !stated_.changes.empty();
    if (!stated_.value.stated()) {
      if (exactness == Exactness::kNotPublished ||
          (exactness == Exactness::kUnstated && has_parts)) {
        return absl::OkStatus();
      }
      return numbers_.Fault("value", "is missing",
                            "write a number, or the exactness not_published where only ratios or "
                            "changes are printed");
    }
    if (exactness == Exactness::kNotPublished) {
      return numbers_.Fault("value", "is there, but the exactness is not_published",
                            "leave the value out or correct the exactness");
    }
    if (figure_.subject.unit == CountUnit::kVnd && !unit_.stated &&
        absl::StripAsciiWhitespace(stated_.unit).empty()) {
      return numbers_.Fault("unit", "is missing of an amount", "write đồng, triệu đồng or tỷ đồng");
    }
    if (figure_.kind == Figure::Kind::kRatio || unit_.unit == CountUnit::kPercent ||
        unit_.unit == CountUnit::kPoints) {
      BAOPHU_ASSIGN(const Reading percent,
                    numbers_.ReadPercent("value", stated_.value, std::nullopt, exactness));
      figure_.value = percent;
      return absl::OkStatus();
    }
    BAOPHU_ASSIGN(Reading reading,
                  numbers_.ReadAmount("value", stated_.value, unit_, figure_.subject, exactness));
    BAOPHU_TRY(ApplyBounds(reading));
    if (figure_.subject.whole() && figure_.kind != Figure::Kind::kRemaining) {
      BAOPHU_ASSIGN(const PrintedNumber printed,
                    numbers_.Read("value", stated_.value, PointMeans::kGroupsOrDecimal));
      if (printed.value.sign() < 0) {
        return numbers_.Fault("value", "is below zero", "write what is counted, 0 or more");
      }
      reading = OnBoth([](const Interval& each) { return each.Intersect(Interval::AtLeast(0)); },
                       reading);
    }
    figure_.value = reading;
    return absl::OkStatus();
  }

  // A planned number is no value, whatever its name says: people who are to be covered
  // are a plan of theirs, and other targets are compared with their like by name.
  void TakeAsPlan() {
    if (figure_.kind == Figure::Kind::kPlan || figure_.kind == Figure::Kind::kRemaining) return;
    if (figure_.kind == Figure::Kind::kValue && figure_.subject.indicator != nullptr) {
      figure_.kind = Figure::Kind::kPlan;
      return;
    }
    Subject named;
    named.key = absl::StrCat("target ", FoldedText(stated_.indicator), " | ",
                             FoldedText(stated_.scheme), " | ", unit_.text);
    named.unit = unit_.unit;
    named.unit_text = unit_.text;
    named.name_vi = stated_.indicator;
    named.name_en = stated_.indicator;
    figure_.kind = Figure::Kind::kValue;
    figure_.subject = std::move(named);
  }

  // Bounds that the caller has read out of the words take the place of ours.
  absl::Status ApplyBounds(Reading& reading) const {
    if (stated_.bounds.empty()) return absl::OkStatus();
    if (stated_.bounds.size() != 2) {
      return numbers_.Fault("bounds", absl::StrCat("has ", stated_.bounds.size(), " numbers"),
                            "write two, the lower first, null for one that is open");
    }
    std::optional<Interval::Bound> ends[2];
    for (size_t i = 0; i < 2; ++i) {
      const std::string field = absl::StrCat("bounds[", i, "]");
      if (!stated_.bounds[i].stated()) continue;
      BAOPHU_ASSIGN(PrintedNumber printed,
                    numbers_.Read(field, stated_.bounds[i], PointMeans::kGroupsOrDecimal));
      BAOPHU_TRY(numbers_.Scale(field, unit_.scale, printed));
      ends[i] = Interval::Bound{printed.value, false};
    }
    const Interval bounds(ends[0], ends[1]);
    BAOPHU_ASSIGN(PrintedNumber printed,
                  numbers_.Read("value", stated_.value, PointMeans::kGroupsOrDecimal));
    BAOPHU_TRY(numbers_.Scale("value", unit_.scale, printed));
    if (!bounds.Contains(printed.value)) {
      return numbers_.Fault("bounds", "leave the value out",
                            "write bounds that hold it, the lower first");
    }
    reading = {bounds, bounds};
    return absl::OkStatus();
  }

  absl::Status ReadRatio(size_t i) {
    const StatedRatio& stated = stated_.ratios[i];
    const std::string field = absl::StrCat("ratios[", i, "]");
    if (FoldedTextWithRemarks(stated.of).empty()) {
      return numbers_.Fault(field + ".of", "is missing", "name what the ratio is of");
    }
    if (!stated.percent.stated() && stated.fraction.empty()) {
      return numbers_.Fault(field + ".percent", "is missing",
                            "write the percentage, or a fraction such as 583/1280");
    }
    Ratio ratio;
    ratio.of = SubjectReader(vocabulary_).ReadBase(stated.of, figure_.subject, figure_.as_of.year);
    CompleteBase(ratio.of, stated.of, stated.assigner, stated.revision);
    BAOPHU_ASSIGN(const Exactness exactness,
                  numbers_.ReadExactness(field + ".exactness", stated.exactness));
    if (stated.percent.stated()) {
      BAOPHU_ASSIGN(ratio.share, numbers_.ReadPercent(field + ".percent", stated.percent,
                                                      stated.decimals, exactness));
      if (ratio.share->usual.upper().has_value() && ratio.share->usual.upper()->at.sign() < 0) {
        return numbers_.Fault(field + ".percent", "is below zero",
                              "write the ratio, 0 or more; a decrease is a change");
      }
    }
    if (!stated.fraction.empty()) BAOPHU_TRY(ReadFraction(field, stated.fraction, ratio));
    figure_.ratios.push_back(std::move(ratio));
    return absl::OkStatus();
  }

  absl::Status ReadFraction(const std::string& field, const std::string& text, Ratio& ratio) const {
    const std::vector<std::string> sides = absl::StrSplit(text, '/');
    Rational numbers[2];
    for (size_t i = 0; i < 2 && sides.size() == 2; ++i) {
      const absl::StatusOr<PrintedNumber> printed =
          ReadPrintedNumber(sides[i], PointMeans::kGroupsOrDecimal);
      if (printed.ok() && printed->value.sign() >= 0) {
        numbers[i] = printed->value;
      } else {
        numbers[i] = Rational::Unknown();
      }
    }
    if (sides.size() != 2 || !numbers[0].known() || !numbers[1].known() || numbers[1].sign() == 0) {
      return numbers_.Fault(field + ".fraction", "is no fraction",
                            "write two numbers such as 583/1280, the second above zero");
    }
    // In thousands or billions it was rounded, and the percentage says more.
    if (!(unit_.scale == Rational(1))) return absl::OkStatus();
    ratio.numerator = Reading::Point(numbers[0]);
    ratio.denominator = Reading::Point(numbers[1]);
    return absl::OkStatus();
  }

  absl::Status ReadChange(size_t i) {
    const StatedChange& stated = stated_.changes[i];
    const std::string field = absl::StrCat("changes[", i, "]");
    if (FoldedTextWithRemarks(stated.vs).empty()) {
      return numbers_.Fault(field + ".vs", "is missing", "name what the change is against");
    }
    if (!stated.delta.stated() && !stated.percent.stated()) {
      return numbers_.Fault(field + ".delta", "is missing", "write the change, or its percent");
    }
    BAOPHU_ASSIGN(Exactness exactness,
                  numbers_.ReadExactness(field + ".exactness", stated.exactness));
    // Differences are printed in full where nothing else is said.
    if (exactness == Exactness::kUnstated) exactness = Exactness::kExact;
    Change change;
    ReadVersus(stated.vs, change);
    const UnitMeaning unit =
        FoldedText(stated.unit).empty() ? unit_ : vocabulary_.ReadUnit(stated.unit);
    const bool of_ratio =
        figure_.kind == Figure::Kind::kRatio || figure_.subject.unit == CountUnit::kPercent;
    if (stated.delta.stated()) {
      if (unit.unit == CountUnit::kPoints || (unit.unit == CountUnit::kPercent && of_ratio)) {
        BAOPHU_ASSIGN(change.points, numbers_.ReadPercent(field + ".delta", stated.delta,
                                                          stated.decimals, exactness));
        // "Giảm 0,63%" of a ratio is points in most reports, but need not be.
        change.doubtful |= unit.unit == CountUnit::kPercent;
      } else if (unit.unit == CountUnit::kPercent) {
        BAOPHU_ASSIGN(change.growth, numbers_.ReadPercent(field + ".delta", stated.delta,
                                                          stated.decimals, exactness));
      } else if (unit.unit == figure_.subject.unit || !unit.stated) {
        BAOPHU_ASSIGN(change.delta, numbers_.ReadAmount(field + ".delta", stated.delta, unit,
                                                        figure_.subject, exactness));
      }
      // A change in another unit than the figure's tells nothing of it.
    }
    if (stated.percent.stated()) {
      BAOPHU_ASSIGN(change.growth, numbers_.ReadPercent(field + ".percent", stated.percent,
                                                        stated.decimals, Exactness::kExact));
    }
    figure_.changes.push_back(std::move(change));
    return absl::OkStatus();
  }

  void ReadVersus(const std::string& text, Change& change) const {
    int year = 0;
    if (const std::optional<Versus> versus = vocabulary_.ReadVersus(text, year)) {
      change.earlier = Earlier(figure_.as_of, *versus);
      // "The same period of 2021" may be another than that of last year.
      if (year != 0 && change.earlier.has_value() && change.earlier->year != year) {
        change.earlier.reset();
      }
      // An amount that runs from January is more than the month before's by that month
      // alone, or is the month compared with the month; and December's is of a year.
      const bool runs = figure_.subject.indicator == nullptr
                            ? figure_.subject.unit == CountUnit::kVnd
                            : figure_.subject.indicator->period == Period::kYearToDate;
      change.doubtful = runs && *versus != Versus::kSameDayLastYear;
      return;
    }
    AsOf earlier = ReadAsOf(text);
    if (!earlier.day.has_value()) return;
    earlier.span = figure_.as_of.span;
    if (!figure_.as_of.day.has_value() || *earlier.day < *figure_.as_of.day) {
      change.earlier = earlier;
    }
  }

  const StatedFigure& stated_;
  const Vocabulary& vocabulary_;
  NumberReader numbers_;
  UnitMeaning unit_;
  Figure figure_;
};

}  // namespace

absl::StatusOr<std::vector<Figure>> ReadFigures(const std::vector<StatedFigure>& stated,
                                                const Vocabulary& vocabulary,
                                                Rational careless_units) {
  if (stated.empty()) {
    return InvalidField("figures", "is empty", "write at least one figure");
  }
  if (stated.size() > kMaxFigures) {
    return InvalidField("figures", absl::StrCat("has ", stated.size(), " of them"),
                        absl::StrCat("write at most ", kMaxFigures, " in one check"));
  }
  size_t part_count = 0;
  for (const StatedFigure& figure : stated) {
    part_count += figure.ratios.size() + figure.changes.size();
  }
  if (part_count > kMaxAllParts) {
    return InvalidField("figures", absl::StrCat("have ", part_count, " ratios and changes"),
                        absl::StrCat("write at most ", kMaxAllParts, " in one check"));
  }
  std::set<std::string> ids;
  std::vector<Figure> figures;
  for (size_t i = 0; i < stated.size(); ++i) {
    const std::string& id = stated[i].id;
    const std::string field = absl::StrCat("figures[", i, "].id");
    if (id.empty() || id.size() > kMaxIdBytes) {
      return InvalidField(field, id.empty() ? "is empty" : "is too long",
                          "give every figure an id of its own, of at most 200 bytes");
    }
    if (!ids.insert(id).second) {
      return InvalidField(absl::StrCat("figures[", id, "].id"), "comes twice",
                          "give every figure an id of its own");
    }
    BAOPHU_ASSIGN(Figure figure, OneFigureReader(stated[i], i, vocabulary, careless_units).Read());
    figures.push_back(std::move(figure));
  }
  TellPlacesApart(figures);
  return figures;
}

}  // namespace baophu::target
