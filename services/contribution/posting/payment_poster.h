#ifndef BAOPHU_SERVICES_CONTRIBUTION_POSTING_PAYMENT_POSTER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_POSTING_PAYMENT_POSTER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// What became of one payment.
struct PostedPayment {
  bool unchanged = false;  // The ledger had it, with the same content.
  int64_t revision = 0;    // That holds it.
};

// Enters single payments of employers as they come: those that wait at the same
// time go into the ledger together, as one batch of rows, each with an outcome of
// its own. Thread-safe.
class PaymentPoster {
 public:
  // Called once, on the poster's thread; must not block.
  using Done = std::function<void(const absl::StatusOr<PostedPayment>&)>;

  // All must outlive the poster.
  struct Parts {
    Committer& committer;
    const KeyRing& keys;
    catalogue_store::CatalogueCache& catalogues;
    int64_t max_amount_vnd;
  };

  explicit PaymentPoster(const Parts& parts);
  // Finishes what waits.
  ~PaymentPoster();

  // The views of `input` must stay until `done`. INVALID_ARGUMENT names a field,
  // NOT_FOUND an employer that participant has not told of, ALREADY_EXISTS a
  // reference that the ledger has with another content; RESOURCE_EXHAUSTED when
  // too many wait.
  void Post(PayerId employer, const RowInput& input, Done done);

 private:
  struct Pending {
    PayerId employer;
    RowInput input;
    Done done;
    absl::StatusOr<PostedPayment> outcome = PostedPayment();
  };

  void Loop();
  void PostAll(std::vector<Pending>& batch);
  absl::StatusOr<bool> PostIn(Commit& commit, std::vector<Pending>& batch);

  const Parts parts_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Pending> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_POSTING_PAYMENT_POSTER_H_
