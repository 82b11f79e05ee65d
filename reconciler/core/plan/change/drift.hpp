#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// The reaction of a plan to a change outside muster.
enum class DriftAction {
  puts_back,     ///< A change of the plan restores the earlier value.
  changes,       ///< A change of the plan sets another value.
  keeps,         ///< It stays as it is.
  needs_person,  ///< It stays as it is, and a person should check it.
};
/// In plan files and JSON.
inline constexpr auto kDriftActionWords = enum_words<DriftAction>({
    {DriftAction::puts_back, "puts_back"},
    {DriftAction::changes, "changes"},
    {DriftAction::keeps, "keeps"},
    {DriftAction::needs_person, "needs_person"},
});
/// In sentences.
inline constexpr auto kDriftActionTitles = enum_words<DriftAction>({
    {DriftAction::puts_back, "put back"},
    {DriftAction::changes, "changed"},
    {DriftAction::keeps, "kept"},
    {DriftAction::needs_person, "needs a person"},
});
constexpr const char* to_string(DriftAction answer) {
  return kDriftActionTitles.of(answer);
}

/// One attribute that differs from the last applied state.
struct DriftedAttribute {
  std::string name;                ///< "size", "status", "tags.blue".
  std::optional<std::string> was;  ///< nullopt if it did not exist.
  std::optional<std::string> is;   ///< nullopt if it no longer exists.
  DriftAction answer = DriftAction::keeps;
  std::string message;  ///< The reaction of the plan as text, or the reason for none: "resized back".

  friend bool operator==(const DriftedAttribute&, const DriftedAttribute&) = default;
};

/// One object that was changed outside muster since the last apply.
struct Drift {
  std::string address;             ///< "machine.worker/1"; "machine.stray:4711" for a machine without a slot.
  Action action = Action::update;  ///< create: it appeared; destroy: it was removed.
  /// Never empty; for an object that appeared or was removed, its attributes.
  std::vector<DriftedAttribute> attributes;

  friend bool operator==(const Drift&, const Drift&) = default;
};

/// The rule in the causes of changes that react to a change outside muster.
inline constexpr const char* kDriftRule = "changed outside muster";

/// Returns the differences between the last applied and the actual state, sorted by address; `answer` is not
/// set yet. Omitted are values that clouds set or change themselves: addresses, boots in progress, the state
/// of a load balancer, the spelling of tags, the order of rules. Also omitted are consequences of another
/// reported difference: a removed machine is in no load balancer and has no volume.
std::vector<Drift> find_drift(const LastAppliedState& left, const ActualState& actual);

}  // namespace muster
