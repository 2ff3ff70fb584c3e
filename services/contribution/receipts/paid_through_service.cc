#include "services/contribution/receipts/paid_through_service.h"

namespace baophu::contribution {
namespace {

constexpr int kCoversPerFeedEntry = 500;

}  // namespace

void ToMessage(const PaidCover& cover, bool annulled, v1::PaidCover& message) {
  message.set_cover_id(cover.cover_id);
  message.set_person_id(cover.person_id);
  switch (cover.scheme) {
    case SelfPaidScheme::kVoluntary:
      message.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
      break;
    case SelfPaidScheme::kHouseholdHealth:
      message.add_schemes(type::v1::SCHEME_HEALTH);
      break;
    case SelfPaidScheme::kBusinessOwner:
      message.add_schemes(type::v1::SCHEME_SOCIAL_COMPULSORY);
      message.add_schemes(type::v1::SCHEME_HEALTH);
      break;
  }
  message.set_from_month(cover.from.ToString());
  message.set_through_month(cover.through.ToString());
  message.set_area(cover.area.ToString());
  message.set_category(cover.category);
  message.set_annulled(annulled);
}

void AddPaidThroughEntries(Commit& commit, std::span<const CoverChange> changes) {
  v1::WatchChangesResponse entry;
  const auto flush = [&] {
    if (entry.paid_through().covers_size() == 0) return;
    commit.AddEntry("paid_through", entry.SerializeAsString());
    entry.Clear();
  };
  for (const CoverChange& change : changes) {
    ToMessage(change.cover, change.annulled, *entry.mutable_paid_through()->add_covers());
    if (entry.paid_through().covers_size() >= kCoversPerFeedEntry) flush();
  }
  flush();
}

}  // namespace baophu::contribution
