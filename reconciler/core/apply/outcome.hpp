#pragma once

#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

struct Succeeded {
  std::string object_id;        ///< The cloud's id of what was made or changed.
  bool was_already_so = false;  ///< Nothing had to be done: the object was at its target.
  friend bool operator==(const Succeeded&, const Succeeded&) = default;
};
struct Failed {
  Error error;
  friend bool operator==(const Failed&, const Failed&) = default;
};
/// Not tried, because something before it did not succeed.
struct Skipped {
  ChangeId because_of;
  std::string reason;
  friend bool operator==(const Skipped&, const Skipped&) = default;
};
/// It may have been done: the reply was lost, or the cloud accepted it and nobody saw how it ended. Look
/// before trying again. Until then it counts, in money and in slots.
struct Unknown {
  Error error;
  std::string object_id{};  ///< The cloud's id of what it accepted; empty when it told none.
  friend bool operator==(const Unknown&, const Unknown&) = default;
};

/// How one change ended.
using Outcome = std::variant<Succeeded, Failed, Skipped, Unknown>;
const char* to_string(const Outcome& outcome);  ///< "done", "failed", "skipped", "unknown".

struct ChangeReport {
  ChangeId change;
  std::string address;
  Outcome outcome;
  Instant started_at;
  Instant finished_at;
};

/// How an apply ended. Partial success is a result, not an error.
struct ApplyReport {
  PlanId plan;
  std::vector<ChangeReport> changes;  ///< Every change of the plan, in the plan's order.
  bool interrupted = false;
  std::string stopped_because;  ///< Why changes were left out that nothing blocked; empty when none were.

  bool all_done() const;
  int count_done() const;
  int count_failed() const;
  int count_skipped() const;
  int count_unknown() const;
};

}  // namespace muster
