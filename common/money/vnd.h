#ifndef BAOPHU_COMMON_MONEY_VND_H_
#define BAOPHU_COMMON_MONEY_VND_H_

#include <compare>
#include <cstdint>

namespace baophu {

// An amount of Vietnamese đồng, which has no smaller unit in use. Signed:
// debits are above zero, credits below. A value type that does not mix with
// counts.
class Vnd {
 public:
  constexpr Vnd() = default;
  explicit constexpr Vnd(int64_t amount_vnd) : amount_vnd_(amount_vnd) {}

  constexpr int64_t amount_vnd() const { return amount_vnd_; }

  friend constexpr Vnd operator+(Vnd a, Vnd b) { return Vnd(a.amount_vnd_ + b.amount_vnd_); }
  friend constexpr Vnd operator-(Vnd a, Vnd b) { return Vnd(a.amount_vnd_ - b.amount_vnd_); }
  friend constexpr Vnd operator-(Vnd a) { return Vnd(-a.amount_vnd_); }
  Vnd& operator+=(Vnd other) {
    amount_vnd_ += other.amount_vnd_;
    return *this;
  }
  friend constexpr auto operator<=>(Vnd, Vnd) = default;

 private:
  int64_t amount_vnd_ = 0;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONEY_VND_H_
