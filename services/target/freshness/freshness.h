#ifndef BAOPHU_SERVICES_TARGET_FRESHNESS_FRESHNESS_H_
#define BAOPHU_SERVICES_TARGET_FRESHNESS_FRESHNESS_H_

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/freshness/revisions.h"
#include "services/target/freshness/touched_map.h"

namespace baophu::target {

// What one entry of a feed touched.
struct Touch {
  bool everything = false;
  AreaCode area;
  Month from;
};

// Whether stored answers are still right, from the feeds of the services that
// they were made of. The followers tell it what they hear; readers ask which
// revisions last touched an area and month. Thread-safe.
//
// A service is "confirmed" while its feed is connected, has sent everything up
// to the revision that the service had when the connection was made, and has
// been heard from lately. Otherwise changes may have happened that are not
// known here.
class Freshness {
 public:
  // A feed sends something at least every second; one that says nothing for so
  // long counts as broken, whatever the connection looks like.
  static constexpr absl::Duration kSilence = absl::Seconds(5);

  // `reach` is how far services had come when answers were stored that may
  // still be there; one that is found behind it has gone back.
  explicit Freshness(const Revisions& reach = {});
  // Ends all waits.
  ~Freshness();

  // ---- for followers ----

  // A connection to a service is about to be made that is now at `revision` and
  // whose feed holds what came after `compacted`. Returns the revision to
  // follow after: where following ended or, when that history is gone or
  // nothing is known yet, `revision` as a new snapshot.
  int64_t Connecting(Source source, int64_t revision, int64_t compacted);
  // All entries of a revision have come, and this is what they touched.
  void Apply(Source source, int64_t revision, const std::vector<Touch>& touches);
  // The service has nothing newer than `revision`.
  void Heard(Source source, int64_t revision);
  // The connection broke. With `history_lost`, the next one begins with a
  // snapshot.
  void Broken(Source source, bool history_lost);

  // ---- for readers ----

  // A service that is not confirmed, and since when (microseconds since
  // 1970-01-01 UTC).
  struct Doubt {
    Source source;
    int64_t since_us;
  };
  // What is known of an area and month at one moment.
  struct View {
    Revisions touched;           // Last revisions that may have changed it.
    Revisions applied;           // Everything up to these is known.
    std::optional<Doubt> doubt;  // The first service that is not confirmed.
    int64_t setback_count = 0;   // See setback_count().

    // Whether an answer made at `made` equals one made at `applied`.
    bool Confirms(const Revisions& made) const { return made.Covers(touched); }
  };
  // `predecessors`: other areas whose figures the area's figures rest on.
  View Look(AreaCode area, Month month, std::span<const AreaCode> predecessors = {}) const;

  Revisions applied() const;
  std::optional<Doubt> doubt() const;

  // The last revision that may have changed the area catalogue.
  int64_t catalogue_revision() const;

  // How often a service turned out to have gone back behind what was applied, or
  // stored before the start: its data is then other data, and all that was stored
  // is void.
  int64_t setback_count() const;

  // Calls `done` once: with OK as soon as `need` is applied, DEADLINE_EXCEEDED
  // after `deadline`, UNAVAILABLE when a service that has not come so far is not
  // confirmed. On this thread when it is known at once, otherwise on a thread that must not be
  // blocked.
  void WaitFor(const Revisions& need, absl::Time deadline,
               std::function<void(const absl::Status&)> done);

  // Waits for the same on this thread, which may be blocked.
  absl::Status Await(const Revisions& need, absl::Time deadline);

 private:
  struct State {
    explicit State(TouchedMap::FirstData first_data)
        : first_data(first_data), touched(first_data, 0) {}

    const TouchedMap::FirstData first_data;
    TouchedMap touched;
    int64_t reach = 0;       // Of answers stored before the start.
    bool started = false;    // A snapshot revision is known.
    bool connected = false;  // Something was heard since Connecting.
    bool history_lost = false;
    int64_t applied = 0;
    int64_t goal = 0;  // What must be applied to be confirmed.
    absl::Time heard;
    absl::Time confirmed;  // When it was last heard of and confirmed.
  };
  struct Waiter {
    Revisions need;
    absl::Time deadline;
    std::function<void(const absl::Status&)> done;
  };

  State& at(Source source) { return states_[static_cast<size_t>(source)]; }
  // Hold mutex_.
  Revisions AppliedLocked() const;
  bool ConfirmedLocked(Source source, absl::Time now) const;
  std::optional<Doubt> DoubtLocked() const;
  void HeardLocked(State& state);
  // The outcome of a wait, or nothing while it goes on.
  std::optional<absl::Status> Judge(const Revisions& need, absl::Time deadline) const;

  void Loop();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::array<State, 3> states_;
  int64_t setback_count_ = 0;
  std::vector<Waiter> waiters_;
  bool stopping_ = false;
  std::thread thread_;
};

// UNAVAILABLE, naming the service that cannot be reached.
absl::Status DoubtStatus(Source source);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FRESHNESS_FRESHNESS_H_
