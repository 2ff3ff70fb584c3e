#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_STATED_FIGURE_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_STATED_FIGURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Figures as a caller states them, before anything is read into them. The fields are
// those of figure_check_service.proto, where they are described.
namespace baophu::target {

// A number that a program wrote (kNumber, digits with a decimal point), one that was
// copied from a page (kText), one of more digits than a program keeps (kInexact), or
// something that is no number (kOther).
struct StatedNumber {
  enum class Kind { kNone, kNumber, kText, kInexact, kOther };
  Kind kind = Kind::kNone;
  std::string text;

  bool stated() const { return kind != Kind::kNone; }
};

struct StatedRatio {
  std::string of;
  StatedNumber percent;
  std::optional<int32_t> decimals;
  std::string fraction;
  std::string exactness;
  std::string assigner;
  std::string revision;
};

struct StatedChange {
  std::string vs;
  StatedNumber delta;
  StatedNumber percent;
  std::optional<int32_t> decimals;
  std::string unit;
  std::string exactness;
};

struct StatedFigure {
  std::string id;
  std::string doc;
  std::string as_of;
  std::string place;
  std::string place_code;
  std::string indicator;
  std::string scheme;
  StatedNumber value;
  std::string unit;
  std::string exactness;
  std::vector<StatedNumber> bounds;
  std::vector<StatedRatio> ratios;
  std::vector<StatedChange> changes;
  std::string note;
  std::string assigner;
  std::string revision;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_STATED_FIGURE_H_
