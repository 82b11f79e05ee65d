#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Which subject of a fleet a label of a time series names: a slot (worker/3), a machine's name
/// (fpai-worker-3), one of its addresses, each also with a port behind it; a pool's name; or "fleet".
class MachineNames {
 public:
  MachineNames(const Fleet& fleet, const ActualState& actual);

  /// nullopt when the label names nothing of this fleet, or two machines at once.
  std::optional<Subject> find(std::string_view label) const;
  /// Whether the label names two machines at once.
  bool is_shared(std::string_view label) const;

 private:
  using Subjects = std::map<std::string, std::optional<Subject>, std::less<>>;  // nullopt: several machines.

  void name(const std::string& text, const Slot& slot);
  Subjects::const_iterator look_up(std::string_view label) const;

  Subjects subjects_;
};

}  // namespace muster
