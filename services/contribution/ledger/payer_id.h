#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_PAYER_ID_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_PAYER_ID_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace baophu::contribution {

// Who owes and pays: an employer, a person or a household of participant's, or
// the suspense account, which holds money whose payer is not known yet. One
// number holds kind and id, so that all ledger tables can be distributed by one
// column. A value type.
class PayerId {
 public:
  enum class Kind { kSuspense = 0, kEmployer = 1, kPerson = 2, kHousehold = 3 };

  constexpr PayerId() = default;

  // Reads `employers/{id}`, `people/{id}` or `households/{id}`; nothing for
  // anything else.
  static std::optional<PayerId> FromName(std::string_view name);

  // For numbers that were made by number(), such as those of a database.
  static constexpr PayerId FromNumber(int64_t number) { return PayerId(number); }
  static constexpr PayerId Employer(int64_t employer_id) {
    return PayerId(employer_id * 4 + static_cast<int64_t>(Kind::kEmployer));
  }

  // Above the number that stands before all payers.
  static constexpr PayerId Suspense() { return PayerId(4); }

  constexpr int64_t number() const { return number_; }
  constexpr Kind kind() const { return static_cast<Kind>(number_ % 4); }
  // Participant's id of the employer, person or household.
  constexpr int64_t id() const { return number_ / 4; }
  constexpr bool is_employer() const { return kind() == Kind::kEmployer; }

  constexpr bool is_suspense() const { return kind() == Kind::kSuspense; }

  // The resource name that FromName reads; `suspense` of the suspense account.
  std::string ToName() const;

  friend constexpr auto operator<=>(PayerId, PayerId) = default;

  template <typename H>
  friend H AbslHashValue(H h, PayerId id) {
    return H::combine(std::move(h), id.number_);
  }

 private:
  explicit constexpr PayerId(int64_t number) : number_(number) {}

  int64_t number_ = 0;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_PAYER_ID_H_
