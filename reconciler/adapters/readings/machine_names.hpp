#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Maps a label of a time series to a subject of a fleet. The label is a slot (worker/3), a machine's name
/// (fpai-worker-3) or one of its addresses, each also with a port; a pool's name; or "fleet".
class MachineNames {
 public:
  MachineNames(const Fleet& fleet, const ActualState& actual);

  /// nullopt if the label names nothing of this fleet, or two machines.
  std::optional<Subject> find(std::string_view label) const;
  /// Whether the label names two machines.
  bool is_shared(std::string_view label) const;

 private:
  using Subjects = std::map<std::string, std::optional<Subject>, std::less<>>;  // nullopt: several machines.

  void name(const std::string& text, const Slot& slot);
  Subjects::const_iterator look_up(std::string_view label) const;

  Subjects subjects_;
};

}  // namespace muster
