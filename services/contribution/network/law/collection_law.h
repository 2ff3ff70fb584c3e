#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_LAW_COLLECTION_LAW_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_LAW_COLLECTION_LAW_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"
#include "services/contribution/law/self_paid_law.h"

// The part of the rules that is about the collection network (mạng lưới thu): code lists,
// codes of points, when a member counts as newly won, and commission. Pure.
namespace baophu::contribution {

// How a paid cover stands to what the person had of the scheme before: nothing for long
// enough (vận động mới), less than that (quay lại), or cover up to the month before (tái
// tục).
enum class CoverKind { kWon = 1, kReturned = 2, kContinued = 3 };
inline constexpr std::array kCoverKinds = {CoverKind::kWon, CoverKind::kReturned,
                                           CoverKind::kContinued};
// WON, RETURNED or CONTINUED.
std::string_view CoverKindText(CoverKind kind);

// One part of a point's code.
enum class PointCodePart { kTax, kShort, kProvince, kCommune, kNumber };

// How codes of points are made in a month (đơn vị + tổ chức + hành chính + điểm thu).
struct PointCodeScheme {
  std::string name;  // As CV1804.
  std::vector<PointCodePart> parts;

  friend bool operator==(const PointCodeScheme&, const PointCodeScheme&) = default;
};

// A code with its Vietnamese name.
using NamedCode = std::pair<std::string, std::string>;

// Immutable.
class CollectionLaw {
 public:
  // INVALID_ARGUMENT names a row that cannot be right.
  static absl::StatusOr<CollectionLaw> Build(const std::vector<RuleFile>& files);

  // Lists of codes that a month has. Why a member does not go on is what participant's
  // contacts say: a reason, or else their outcome.
  enum class List { kOrganisationKinds, kVillageRoles, kLapseReasons };
  bool Has(List list, const std::string& code, Month month) const;
  // "A, B, C", for messages.
  std::string CodesText(List list, Month month) const;
  // Empty for a code that the month does not have.
  std::string NameOf(List list, const std::string& code, Month month) const;

  // Null where no scheme holds; FAILED_PRECONDITION is for who asks. Lives as long as this.
  const PointCodeScheme* PointCodes(Month month) const;

  // Months without cover of a scheme after which a member is newly won. Nothing where no
  // row holds: then only who never had any is won.
  std::optional<int32_t> WonAfter(Month month) const;

  // Commission on money paid in a month: rate x money, rounded half up to whole đồng.
  // FAILED_PRECONDITION where no row holds.
  absl::StatusOr<Vnd> CommissionOf(SelfPaidScheme scheme, CoverKind kind, Month month,
                                   Vnd money) const;

  // A hash of the rows that kept facts depend on: with another one they are counted again.
  int64_t facts_version() const;

 private:
  using Names = DatedTable<std::string, std::string>;
  using RateKey = std::pair<SelfPaidScheme, CoverKind>;

  std::vector<const Names*> Of(List list) const;

  Names organisation_kinds_;
  Names village_roles_;
  Names lapse_reasons_;
  Names lapse_outcomes_;
  DatedTable<int, PointCodeScheme> point_codes_;
  DatedTable<int, int64_t> won_after_;
  DatedTable<RateKey, int64_t> rates_bp_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_LAW_COLLECTION_LAW_H_
