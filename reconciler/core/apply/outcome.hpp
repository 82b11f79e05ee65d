#pragma once

#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

struct Succeeded {
  std::string object_id;        ///< The cloud's id of the created or changed object.
  bool was_already_so = false;  ///< Nothing had to be done: the object was in its target state.
  friend bool operator==(const Succeeded&, const Succeeded&) = default;
};
struct Failed {
  Error error;
  friend bool operator==(const Failed&, const Failed&) = default;
};
/// Not tried, because an earlier change did not succeed.
struct Skipped {
  ChangeId because_of;
  std::string reason;
  friend bool operator==(const Skipped&, const Skipped&) = default;
};
/// The change may have taken effect: the reply was lost, or the cloud accepted it and its end is unknown.
/// Check before another attempt. Until then it counts, in money and in slots.
struct Unknown {
  Error error;
  std::string object_id{};  ///< The cloud's id of the accepted object; empty if the cloud returned none.
  friend bool operator==(const Unknown&, const Unknown&) = default;
};

/// The result of one change.
using Outcome = std::variant<Succeeded, Failed, Skipped, Unknown>;
const char* to_string(const Outcome& outcome);  ///< "done", "failed", "skipped", "unknown".

struct ChangeReport {
  ChangeId change;
  std::string address;
  Outcome outcome;
  Instant started_at;
  Instant finished_at;
};

/// The result of an apply. Partial success is a result, not an error.
struct ApplyReport {
  PlanId plan;
  std::vector<ChangeReport> changes;  ///< All changes of the plan, in the plan's order.
  bool interrupted = false;
  /// Why changes were not started although nothing blocked them, or why the journal does not contain the
  /// whole apply; empty if neither is so.
  std::string stopped_because;

  /// Whether each change succeeded and the journal contains the apply.
  bool all_done() const;
  int count_done() const;
  int count_failed() const;
  int count_skipped() const;
  int count_unknown() const;
};

}  // namespace muster
