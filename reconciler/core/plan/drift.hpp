#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What a plan does about something that was changed outside muster.
enum class DriftAnswer {
  puts_back,     ///< A change of the plan makes it what it was.
  changes,       ///< A change of the plan makes it something else.
  keeps,         ///< It stays as it is now.
  needs_person,  ///< It stays as it is now, and somebody should look at it.
};
const char* to_string(DriftAnswer answer);  ///< "put back", "changed", "kept", "needs a person".

/// One attribute that is not what muster left.
struct DriftedAttribute {
  std::string name;                ///< "size", "status", "tags.blue".
  std::optional<std::string> was;  ///< nullopt where it was not there.
  std::optional<std::string> is;   ///< nullopt where it is not there any more.
  DriftAnswer answer = DriftAnswer::keeps;
  std::string says;  ///< What the plan does about it, or why nothing: "resized back".

  friend bool operator==(const DriftedAttribute&, const DriftedAttribute&) = default;
};

/// One object that somebody changed outside muster since muster left it.
struct Drift {
  std::string address;             ///< "machine.worker/1"; of a machine without slot "machine.stray:4711".
  Action action = Action::update;  ///< create: it appeared; destroy: it is gone.
  std::vector<DriftedAttribute> attributes;  ///< Never empty; of what appeared or is gone, what it is.

  friend bool operator==(const Drift&, const Drift&) = default;
};

/// Rule of the causes of changes that are there because something was changed outside muster.
inline constexpr const char* kDriftRule = "changed outside muster";

/// What differs between how muster left things and how they are, sorted by address; answers are not filled in
/// yet. What clouds fill in or change by themselves is left out: addresses, boots under way, the state of a
/// balancer, the spelling of tags, the order of rules. So is what follows from something else that is told:
/// a machine that is gone is in no balancer and holds no volume.
std::vector<Drift> find_drift(const LeftState& left, const ActualState& actual);

}  // namespace muster
