#ifndef BAOPHU_COMMON_MONEY_VND_H_
#define BAOPHU_COMMON_MONEY_VND_H_

#include <compare>
#include <cstdint>
#include <stdexcept>

namespace baophu {

// An amount of Vietnamese đồng, which has no smaller unit in use. Signed:
// debits are above zero, credits below. A value type that does not mix with
// counts.
//
// A sum that int64 does not hold throws std::overflow_error, which a read or
// write of a database turns into OUT_OF_RANGE. Services bound what they take in,
// so that it happens only where stored amounts were tampered with.
class Vnd {
 public:
  constexpr Vnd() = default;
  explicit constexpr Vnd(int64_t amount_vnd) : amount_vnd_(amount_vnd) {}

  constexpr int64_t amount_vnd() const { return amount_vnd_; }

  // Without its sign.
  constexpr Vnd magnitude() const { return amount_vnd_ < 0 ? -*this : *this; }

  friend constexpr Vnd operator+(Vnd a, Vnd b) {
    int64_t sum = 0;
    if (__builtin_add_overflow(a.amount_vnd_, b.amount_vnd_, &sum)) Overflow();
    return Vnd(sum);
  }
  friend constexpr Vnd operator-(Vnd a, Vnd b) {
    int64_t difference = 0;
    if (__builtin_sub_overflow(a.amount_vnd_, b.amount_vnd_, &difference)) Overflow();
    return Vnd(difference);
  }
  friend constexpr Vnd operator-(Vnd a) { return Vnd() - a; }
  constexpr Vnd& operator+=(Vnd other) { return *this = *this + other; }
  friend constexpr auto operator<=>(Vnd, Vnd) = default;

 private:
  [[noreturn]] static void Overflow() {
    throw std::overflow_error("a sum of amounts in đồng is too large");
  }

  int64_t amount_vnd_ = 0;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONEY_VND_H_
