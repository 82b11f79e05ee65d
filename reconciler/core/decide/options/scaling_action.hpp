#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// The target state of one resource of a shape, with the evidence for it.
struct ResourceTarget {
  ResourceRef part;
  SizeName size;        ///< Of a machine.
  int gib = 0;          ///< Of a volume.
  bool gone = false;    ///< It is removed.
  std::string message;  ///< One sentence; empty: the rule's own message is enough.
  std::vector<Evidence> evidence;
  /// Of a volume that is destroyed with its data; else the volume is kept without a machine.
  std::optional<Discard> discard{};
};

/// A shape that no scale-down may violate.
struct MinimumShape {
  TierStep shape;
  std::string message;  ///< The owner of the minimum: "the tier up to 25 agents".
  AgentRoom room{};     ///< Room for agents that must stay, beside the shape.
};

/// The action that one rule of one policy wants for a pool, as differences: a pool may be very large.
struct ScalingAction {
  const Policy* policy = nullptr;
  Cause cause;  ///< The evidence is that of the rule as a whole.
  Direction direction = Direction::hold;
  std::vector<ResourceTarget> parts;        ///< Empty for hold.
  std::vector<Requirement> requirements{};  ///< Facts that must hold, where machines answer them.
                                            ///< The machines in `parts` are this rule's own answer.
  bool unanswered = false;  ///< No change answers the requirements alone. Beside another rule, one may.
  std::string observed{};   ///< The reason without the answer.
  const Target* prices = nullptr;         ///< The disruption prices of this rule; nullptr: the defaults.
  Money answer_delta{};                   ///< The difference of the own answer to the monthly price.
  Money answer_price{};                   ///< The price of the own answer, disruption included.
  std::string answer_what{};              ///< The own answer as text: "2 x s-1vcpu-2gb more".
  int resizes = 0;                        ///< Machines that the own answer resizes, now and later.
  std::string unsure;                     ///< Why data is insufficient; not empty: blocks every scale-down,
  bool blinds_itself_only = false;        ///< unless no source reports the metric of the rule,
  std::optional<Instant> unsure_until{};  ///< and at most until then.
  std::vector<MinimumShape> minimum_shapes;  ///< Limits for every scale-down.
  const TierStep* step = nullptr;  ///< The tier whose volumes are fitted after the machines are final.
  std::vector<Clamp> clamps;       ///< The cuts that the rule made itself.
  std::vector<Alternative> rejected;
  std::vector<std::string> notes;
  /// Machines that the new ones replace. Once those serve, a scale-down of its own removes them.
  std::vector<Slot> replaces{};
  /// At most one: the action to use instead where this scale-down would be refused.
  std::vector<ScalingAction> alternative;
  /// Removed only in a plan of its own, when nothing else is to be done.
  std::vector<ResourceTarget> deferred;
};

/// The cause that a resource of an action has in a decision.
Cause cause_of(const ScalingAction& action, const ResourceTarget& part);

}  // namespace muster
