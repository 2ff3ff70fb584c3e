#ifndef BAOPHU_SERVICES_TARGET_REPORT_CACHE_STORED_REPORT_H_
#define BAOPHU_SERVICES_TARGET_REPORT_CACHE_STORED_REPORT_H_

#include <grpcpp/support/slice.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/keys/key_ring.h"
#include "common/month/month.h"
#include "services/target/freshness/revisions.h"

namespace baophu::target {

// Which report. `setback_count` (see Freshness) keeps apart what was made of
// data that a service has since lost.
struct ReportKey {
  AreaCode area;
  Month month;
  int64_t setback_count = 0;

  friend bool operator==(const ReportKey&, const ReportKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const ReportKey& key) {
    return H::combine(std::move(h), key.area, key.month, key.setback_count);
  }
};

// A finished report: the serialised CoverageReport, which is sent as it is, and
// the revisions that it was made at. Copies share the bytes.
struct StoredReport {
  Revisions revisions;
  grpc::Slice bytes;
  // Other areas whose figures it rests on, because a reform lies between months
  // that it compares: a change of theirs is a change of it. It follows from the
  // area catalogue as of its revisions.
  std::vector<AreaCode> predecessors;
};

// The form in which a report stands in a cache that others may write to: magic,
// lengths, revisions, a keyed hash over these and the name that it stands under,
// the predecessors' codes and the bytes.
std::string EncodeReport(const KeyRing& keys, std::string_view name, const StoredReport& report);

// Nothing unless `value` was made by EncodeReport with this key for this name.
std::optional<StoredReport> DecodeReport(const KeyRing& keys, std::string_view name,
                                         std::string_view value);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPORT_CACHE_STORED_REPORT_H_
