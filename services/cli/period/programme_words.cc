#include "services/cli/period/programme_words.h"

#include <cstddef>

#include "services/cli/period/period_words.h"

namespace baophu::cli {
namespace {

struct ProgrammeWords {
  std::string_view code;
  const char* vietnamese;
  const char* english;
};

constexpr ProgrammeWords kLevels[] = {
    {"PROVINCE", "tỉnh", "province"},
    {"DISTRICT", "huyện", "district"},
    {"COMMUNE", "xã", "commune"},
    {"POINT", "điểm thu", "point"},
};

constexpr ProgrammeWords kReasons[] = {
    {"NOT_RECORDED", "chưa ghi nhận", "not recorded"},
    {"PLANNED", "chưa thực hiện", "not done yet"},
    {"OVERDUE", "quá hạn", "overdue"},
    {"ENDED", "đã hết hiệu lực", "ended"},
    {"CONTRACT_ENDED", "hợp đồng của tổ chức thu đã hết hạn", "the collector's contract is over"},
    {"AREA_REFORMED", "thực hiện trước khi sắp xếp địa giới", "done before the area was reformed"},
    {"DONE_LATE", "thực hiện sau thời hạn", "done after the deadline"},
};

template <size_t kSize>
std::string FindWords(const ProgrammeWords (&table)[kSize], std::string_view code,
                      Language language) {
  for (const ProgrammeWords& words : table) {
    if (words.code == code) return Say(language, words.vietnamese, words.english);
  }
  return std::string(code);
}

}  // namespace

std::string ProgrammeLevelName(std::string_view level, Language language) {
  return FindWords(kLevels, level, language);
}

std::string MissingReasonName(std::string_view reason, Language language) {
  return FindWords(kReasons, reason, language);
}

}  // namespace baophu::cli
