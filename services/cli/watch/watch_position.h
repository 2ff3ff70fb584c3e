#ifndef BAOPHU_SERVICES_CLI_WATCH_WATCH_POSITION_H_
#define BAOPHU_SERVICES_CLI_WATCH_WATCH_POSITION_H_

#include <cstdint>

namespace baophu::cli {

// Where a reader of a change feed stands: after which revision to ask on after
// a broken stream, and which events it has seen of the revision that follows. A
// value type.
class WatchPosition {
 public:
  explicit WatchPosition(int64_t after_revision) : ended_revision_(after_revision) {}

  int64_t after_revision() const { return ended_revision_; }

  // An entry of a revision, by its ordinal from 1. False when it was seen
  // before the stream broke.
  bool TakeEntry(int64_t revision, int64_t ordinal) {
    if (revision < open_revision_ || (revision == open_revision_ && ordinal <= ordinal_)) {
      return false;
    }
    open_revision_ = revision;
    ordinal_ = ordinal;
    return true;
  }

  // The end of a revision, or a mark that all up to it has been sent.
  void TakeEnd(int64_t revision) {
    if (revision > ended_revision_) ended_revision_ = revision;
  }

 private:
  int64_t ended_revision_;
  int64_t open_revision_ = 0;
  int64_t ordinal_ = 0;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_WATCH_WATCH_POSITION_H_
