#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// What one part of a shape should become, and what was seen that says so.
struct ResourceTarget {
  ResourceRef part;
  SizeName size;        ///< Of a machine.
  int gib = 0;          ///< Of a volume.
  bool gone = false;    ///< It should not be there any more.
  std::string message;  ///< One sentence; empty when the rule's own says it all.
  std::vector<Evidence> evidence;
  /// Of a volume that goes with its data. Otherwise it is kept without a machine.
  std::optional<Discard> discard{};
};

/// A shape that a pool may not fall short of on its way down.
struct MinimumShape {
  TierStep shape;
  std::string message;  ///< Whose floor it is: "the tier up to 25 agents".
  AgentRoom room{};     ///< Room for agents that must stay, beside the shape.
};

/// What one rule of one policy asks of a pool, as differences: a pool may have very many machines.
struct ScalingAction {
  const Policy* policy = nullptr;
  Cause cause;  ///< The evidence is what the rule as a whole looked at.
  Direction direction = Direction::hold;
  std::vector<ResourceTarget> parts;        ///< Empty for hold.
  std::vector<Requirement> requirements{};  ///< What must hold, where machines answer it. The parts that are
                                            ///< machines are this rule's own answer.
  std::string observed{};                   ///< The reason without the answer.
  const Target* prices = nullptr;           ///< The prices of disruption of this rule; nullptr: the defaults.
  Money answer_delta{};                     ///< The own answer adds so much to the month.
  Money answer_price{};                     ///< The price of the own answer, disruption included.
  std::string answer_what{};                ///< The own answer in words: "2 x s-1vcpu-2gb more".
  int resizes = 0;                          ///< Machines that the own answer resizes, now and later.
  std::string unsure;                     ///< Why nobody can tell; not empty: this holds back every way down,
  bool blinds_itself_only = false;        ///< unless nobody reports what it looks at,
  std::optional<Instant> unsure_until{};  ///< and no longer than until then.
  std::vector<MinimumShape> minimum_shapes;  ///< What no way down may go below.
  const TierStep* step = nullptr;  ///< The tier whose volumes are fitted once the machines are settled.
  std::vector<Clamp> clamps;       ///< What this rule held back by itself.
  std::vector<Alternative> rejected;
  std::vector<std::string> notes;
  /// Machines whose place the parts take: once those serve they go, by a way down of its own.
  std::vector<Slot> replaces{};
  /// One ask at most: what is asked for instead where this way down would come to nothing.
  std::vector<ScalingAction> alternative;
  std::vector<ResourceTarget>
      deferred;  ///< What goes only in a plan of its own, when nothing else is to be done.
};

/// The cause that a part of an ask carries into a decision.
Cause cause_of(const ScalingAction& action, const ResourceTarget& part);

}  // namespace muster
