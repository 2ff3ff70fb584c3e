#ifndef BAOPHU_SERVICES_CLI_RETRY_RETRY_H_
#define BAOPHU_SERVICES_CLI_RETRY_RETRY_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace baophu::cli {

// How long to wait before a broken stream is opened again: longer each time,
// until nothing has come through for a given time in all.
class Retry {
 public:
  explicit Retry(absl::Duration longest) : longest_(longest) {}

  // Something came through: the next failure is the first again.
  void Progressed();

  // How long to wait after this failure; nothing when the time is used up, or
  // when the service would refuse the call again.
  std::optional<absl::Duration> NextWait(const absl::Status& failure);

 private:
  static constexpr absl::Duration kFirstWait = absl::Milliseconds(100);

  const absl::Duration longest_;
  absl::Duration waited_;
  absl::Duration wait_ = kFirstWait;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_RETRY_RETRY_H_
