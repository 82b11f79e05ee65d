#include "reconciler/core/decide/optimiser/size_table.hpp"

#include <algorithm>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"

namespace muster {
namespace {

SizeRow row_of(const SizeName& name, const AgentRequests& load_targets, const PoolView& view) {
  const auto& prices = view.inputs.prices;
  SizeRow row;
  row.name = name;
  row.monthly = prices.of_size(name).monthly;
  row.agents = agents_fitting(load_targets, name, prices);
  if (const auto* offer = prices.find(name)) {
    row.vcpus = offer->vcpus;
    row.memory_mib = offer->memory_mib;
    if (!offer->listed) row.why_not_made = "its price is no longer in the list";
  }
  if (row.why_not_made.empty()) row.why_not_made = view.ladder.why_not_made(name);
  return row;
}

}  // namespace

SizeTable::SizeTable(const PoolView& view) {
  const auto load_targets = agent_requests(view);
  for (const auto& size : view.pool.ladder) rows_.push_back(row_of(size, load_targets, view));
  ladder_ = count();
  for (const auto& machine : view.machines) {
    for (const auto* size : {&machine.machine->size, &machine.size_to_come()}) {
      if (number(*size) < 0) rows_.push_back(row_of(*size, load_targets, view));
    }
  }
  present_.assign(rows_.size(), 0);
  for (const auto& machine : view.machines) {
    if (!machine.leaving) ++present_[static_cast<std::size_t>(number(machine.size_to_come()))];
  }
}

int SizeTable::number(const SizeName& name) const {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&](const SizeRow& row) { return row.name == name; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

std::int64_t SizeTable::carried(int size, Metric metric) const {
  return capacity_of(row(size).vcpus, row(size).memory_mib, metric);
}

std::vector<bool> SizeTable::at_least(const SizeName& size, const Ladder& ladder) const {
  std::vector<bool> large;
  large.reserve(rows_.size());
  for (const auto& row : rows_) large.push_back(size.empty() || !ladder.less(row.name, size));
  return large;
}

}  // namespace muster
