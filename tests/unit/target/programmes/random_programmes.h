#ifndef BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_RANDOM_PROGRAMMES_H_
#define BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_RANDOM_PROGRAMMES_H_

#include <random>
#include <string>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/target/programmes/records/programme.h"

namespace baophu::target {

// A country of one province with a reform in the middle of 2024 or 2025: districts with
// and without communes, areas that end, begin, move to another district or keep their
// code with a new meaning; and programmes in it. All from one seed.
class RandomCountry {
 public:
  explicit RandomCountry(unsigned seed);

  const std::vector<AreaRecord>& records() const { return records_; }
  // Codes that are areas in some month.
  const std::vector<std::string>& codes() const { return codes_; }

  // A record in an area that exists in its month, of CUSTOMER_CONFERENCE (yearly) or
  // THREE_PARTY_AGREEMENT (standing).
  Programme MakeProgramme(const std::string& id);

  int Pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int percent) { return Pick(100) < percent; }
  // A day of 2024 or 2025.
  Day PickDay() { return Day::FromNumber(first_day_.number() + Pick(731)); }

 private:
  void MakeAreas();

  std::mt19937 random_;
  const Day first_day_;
  std::vector<AreaRecord> records_;
  std::vector<std::string> codes_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_RANDOM_PROGRAMMES_H_
