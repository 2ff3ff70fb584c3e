#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_SCHEME_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_SCHEME_H_

#include <array>
#include <cstdint>

namespace baophu::participant {

// Numbered as baophu.type.v1.Scheme and in the database.
enum class Scheme : uint8_t {
  kCompulsory = 1,
  kVoluntary = 2,
  kHealth = 3,
  kUnemployment = 4,
  kAny = 5,  // Each person once who is covered by any; never in movements.
};

inline constexpr std::array<Scheme, 4> kMovementSchemes = {Scheme::kCompulsory, Scheme::kVoluntary,
                                                           Scheme::kHealth, Scheme::kUnemployment};

// The schemes that one movement means.
class SchemeSet {
 public:
  constexpr SchemeSet() = default;
  // `bits` as stored: bit n for the scheme numbered n.
  static constexpr SchemeSet FromBits(int64_t bits) {
    SchemeSet set;
    set.bits_ = static_cast<uint8_t>(bits);
    return set;
  }

  constexpr void Add(Scheme scheme) { bits_ |= Bit(scheme); }
  constexpr bool Has(Scheme scheme) const { return (bits_ & Bit(scheme)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int64_t bits() const { return bits_; }

  friend constexpr bool operator==(SchemeSet, SchemeSet) = default;

 private:
  static constexpr uint8_t Bit(Scheme scheme) {
    return static_cast<uint8_t>(1u << static_cast<unsigned>(scheme));
  }

  uint8_t bits_ = 0;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_SCHEME_H_
