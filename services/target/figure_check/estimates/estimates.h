#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATES_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATES_H_

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/target/figure_check/estimates/estimate.h"

namespace baophu::target {

// Everything that figures state and imply, by what it is of. Pointers to estimates
// hold as long as this does.
class Estimates {
 public:
  void Add(Estimate estimate);

  const std::deque<Estimate>& all() const { return all_; }
  const std::map<Quantity, std::vector<const Estimate*>>& by_quantity() const {
    return by_quantity_;
  }
  // All of one quantity; none when nothing is known of it.
  const std::vector<const Estimate*>& Of(const Quantity& quantity) const;
  // The narrowest of one quantity, of equal ones the first; null when there is none.
  const Estimate* Best(const Quantity& quantity) const;

 private:
  std::deque<Estimate> all_;
  std::map<Quantity, std::vector<const Estimate*>> by_quantity_;
};

// The quantity that a figure's value is of; nothing when its year is not known and
// matters.
std::optional<Quantity> QuantityOf(const Figure& figure);
// The value of a subject at a time.
Quantity ValueOf(const std::string& place, const Subject& subject, AsOf as_of);
// What a ratio of a figure is of; nothing as above.
std::optional<Quantity> QuantityOf(const RatioBase& base, const std::string& place,
                                   const AsOf& as_of);

// The estimate that a figure is the source of.
Estimate EstimateFrom(const Figure& figure, Quantity quantity, Reading reading,
                      Derivation derivation);

// What the figures state, and what follows from them one step at a time: bases from
// values and ratios, values from bases and ratios where no value is known, remainders to
// plans, earlier values and ratios from changes. Work grows with the number of ratios
// and changes, not with pairs.
Estimates EstimateAll(const std::vector<Figure>& figures);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATES_H_
