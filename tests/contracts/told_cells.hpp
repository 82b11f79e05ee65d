#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "tests/contracts/told_readings.hpp"

namespace muster::test {

/// In what a cell of the matrix differs from what its trouble says.
enum class CellIs {
  impossible,     ///< The trouble cannot happen with this source.
  not_looked_at,  ///< No rule looks at the metric, so a rule for less does not wait for it.
  let_shrink,     ///< The pool may shrink all the same, and the trouble is told.
  not_grown_by    ///< What is left is good and still not enough to grow by; that is told.
};

struct SpecialCell {
  const char* source;            ///< A part of its name; "" for every one.
  std::optional<Metric> metric;  ///< nullopt for every one.
  const char* trouble;           ///< The beginning of its name.
  CellIs is;
  const char* why;
};

const std::vector<std::unique_ptr<ToldReadings>>& told_sources();
const std::vector<SpecialCell>& special_cells();

bool speaks_of(const SpecialCell& cell, const ToldReadings& source, Metric metric, const Trouble& trouble);
/// What the table says of a cell; nullptr when it is like the others of its trouble.
const SpecialCell* special_of(const ToldReadings& source, Metric metric, const Trouble& trouble);

}  // namespace muster::test
