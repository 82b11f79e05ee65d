#include "providers/sandbox/faults/fault_rule.hpp"

#include <algorithm>

namespace muster::sandbox {

const std::vector<FaultWord>& fault_words() {
  using K = FaultKind;
  static const std::vector<FaultWord> words = {
      {K::latency, "latency", " for ", 1s},
      {K::clock_skew, "clock_skew", " by ", {}},
      {K::rate_limited, "rate_limited", " for ", 5s},
      {K::server_error, "server_error", " status ", {}},
      {K::sold_out, "sold_out", " for ", {}},
      {K::quota, "quota", " for ", {}},
      {K::pending_event, "pending_event", " for ", {}},
      {K::balancer_busy, "balancer_busy", " for ", {}},
      {K::reset_before_effect, "reset_before_effect", "", {}},
      {K::reset_after_effect, "reset_after_effect", "", {}},
      {K::error_after_effect, "error_after_effect", " status ", {}},
      {K::truncated_body, "truncated_body", " keep ", {}},
      {K::stale_list, "stale_list", " for ", 10s},
      {K::action_errors, "action_errors", "", {}},
      {K::action_hangs, "action_hangs", " for ", {}},
      {K::never_active, "never_active", " for ", {}},
      {K::vanishes, "vanishes", " for ", 5s},
  };
  return words;
}

const char* name_of(FaultKind kind) {
  const auto& words = fault_words();
  return std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.kind == kind; })->name;
}

}  // namespace muster::sandbox
