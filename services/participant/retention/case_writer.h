#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_CASE_WRITER_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_CASE_WRITER_H_

#include <span>
#include <vector>

#include "common/feed/committer.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/retention/rules/case_record.h"

namespace baophu::participant {

// What became of something that was to be recorded.
enum class CaseWrite {
  kWritten,
  kUnchanged,  // It was recorded already, or says what holds.
  // There is no such case, nothing was recorded about one, and no paid period that the next one
  // followed ended then.
  kNoCase,
};

// To be recorded about the case of a record of a person; `key.person` is that record, and
// becomes the person that it counts for. The place in the order of writes is filled in.
struct IncomingAssignment {
  CaseKey key;
  CaseAssignment assignment;
};
struct IncomingContact {
  CaseKey key;
  CaseContact contact;
};

// What something means that was recorded before and is not what holds now.
enum class Repeat {
  kHoldsAgain,  // It is meant to hold again: a call says so.
  kIsKnown,     // Nothing new: a file was sent again.
};

// Records in the order given, and leaves a feed entry for each case whose newest contact is
// another one. All records must exist. Who has gone on in the meantime has no case any more;
// what was done before is recorded all the same, because lists of it come in later.
std::vector<CaseWrite> WriteAssignments(Commit& commit, const Categories& categories,
                                        std::span<IncomingAssignment> incoming, Repeat repeat);
std::vector<CaseWrite> WriteContacts(Commit& commit, const Categories& categories,
                                     std::span<IncomingContact> incoming, Repeat repeat);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_CASE_WRITER_H_
