#ifndef BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_WRITER_H_
#define BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_WRITER_H_

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/feed/committer.h"
#include "services/participant/context.h"
#include "services/participant/self_paid/paid_cover.h"

namespace baophu::participant {

// A period that did not become cover, by its id, and why.
using CoverProblem = std::pair<int64_t, std::string>;

// Writes the movements of these periods that are not there yet, with everything
// that follows from them.
std::vector<CoverProblem> WritePaidCovers(Commit& commit, const Context& context,
                                          std::span<const PaidCover> covers);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_WRITER_H_
