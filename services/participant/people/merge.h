#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_MERGE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_MERGE_H_

#include <string_view>

#include "absl/status/status.h"
#include "common/feed/committer.h"
#include "common/identifiers/ids.h"
#include "services/participant/context.h"

namespace baophu::participant {

// NOT_FOUND for the person named in a field.
absl::Status NoSuchPerson(std::string_view field);

// Lets the movements of `from`, and of every record merged into it, count for
// `into` from now on, and counts anew. FAILED_PRECONDITION when `from` is
// merged already or when `into` is merged into `from`.
absl::Status MergeRecords(Commit& commit, const Context& context, PersonId from, PersonId into);

// Undoes the merge of `from`: its movements, and those of records merged into
// it, count for itself again. FAILED_PRECONDITION when it is not merged.
absl::Status UnmergeRecord(Commit& commit, const Context& context, PersonId from);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_MERGE_H_
