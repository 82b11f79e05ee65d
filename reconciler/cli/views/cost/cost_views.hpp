#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/fleet/bill/itemised_bill.hpp"
#include "reconciler/core/simulate/what_if/project_cost.hpp"

namespace muster {

/// The present bill and the budget, or the cost for other numbers of agents.
struct CostReport {
  FleetName fleet;
  std::string prices_dated;
  Budget budget;
  std::optional<Bill> present;              ///< Without --agents.
  std::vector<CostProjection> projections;  ///< With --agents.
};

/// Notes are wrapped at `width` columns.
std::string cost_text(const CostReport& report, const Paint& paint, std::size_t width = 100);
std::string cost_markdown(const CostReport& report);
/// As in schemas/cost.schema.json.
std::string cost_json(const CostReport& report);

/// "$70.00 of $600.00 a month (11.7%)", with a bar, and a note if the bill is above the warning share.
std::string spend_line(Money spent, const Budget& budget, const Paint& paint);

}  // namespace muster
