#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_MERGED_RECORDS_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_MERGED_RECORDS_H_

#include <map>
#include <vector>

#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

// Records of people with their movements and wages, and which of them are one
// person: a merge lets a record count for another one until it is undone.
class MergedRecords {
 public:
  struct Record {
    std::vector<Movement> movements;
    std::vector<Wage> wages;
    int into = -1;  // The record that it is merged into.
  };

  explicit MergedRecords(int count) : records_(static_cast<size_t>(count)) {}

  Record& at(int record) { return records_[static_cast<size_t>(record)]; }

  // False, and nothing happens, where a merge makes no sense.
  bool Merge(int from, int into) {
    if (at(from).into >= 0 || PersonOf(into) == from) return false;
    at(from).into = into;
    return true;
  }
  bool Unmerge(int from) {
    if (at(from).into < 0) return false;
    at(from).into = -1;
    return true;
  }

  // By the record that they count for, everything of each person.
  std::map<int, Record> People() {
    std::map<int, Record> people;
    for (int i = 0; i < static_cast<int>(records_.size()); ++i) {
      Record& person = people[PersonOf(i)];
      person.movements.insert(person.movements.end(), at(i).movements.begin(),
                              at(i).movements.end());
      person.wages.insert(person.wages.end(), at(i).wages.begin(), at(i).wages.end());
    }
    return people;
  }

 private:
  int PersonOf(int record) {
    while (at(record).into >= 0) record = at(record).into;
    return record;
  }

  std::vector<Record> records_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_MERGED_RECORDS_H_
