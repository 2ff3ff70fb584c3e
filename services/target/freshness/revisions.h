#ifndef BAOPHU_SERVICES_TARGET_FRESHNESS_REVISIONS_H_
#define BAOPHU_SERVICES_TARGET_FRESHNESS_REVISIONS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace baophu::target {

// The services whose data a report holds.
enum class Source { kParticipant = 0, kContribution = 1, kTarget = 2 };

inline constexpr std::array<Source, 3> kSources = {Source::kParticipant, Source::kContribution,
                                                   Source::kTarget};

constexpr const char* SourceName(Source source) {
  return source == Source::kParticipant    ? "participant"
         : source == Source::kContribution ? "contribution"
                                           : "target's database";
}

// One revision of each service; 0 means none. A value type.
struct Revisions {
  std::array<int64_t, 3> of{};

  int64_t operator[](Source source) const { return of[static_cast<size_t>(source)]; }
  int64_t& operator[](Source source) { return of[static_cast<size_t>(source)]; }

  // Whether each is at least the other's.
  bool Covers(const Revisions& other) const {
    return of[0] >= other.of[0] && of[1] >= other.of[1] && of[2] >= other.of[2];
  }

  static Revisions Max(const Revisions& a, const Revisions& b) {
    return {{std::max(a.of[0], b.of[0]), std::max(a.of[1], b.of[1]), std::max(a.of[2], b.of[2])}};
  }

  friend bool operator==(const Revisions&, const Revisions&) = default;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FRESHNESS_REVISIONS_H_
