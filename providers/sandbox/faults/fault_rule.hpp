#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "providers/sandbox/faults/call_pattern.hpp"
#include "providers/sandbox/faults/occurrence.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

enum class FaultKind {
  latency,
  clock_skew,
  rate_limited,
  server_error,
  sold_out,
  quota,
  pending_event,
  balancer_busy,
  reset_before_effect,
  reset_after_effect,
  error_after_effect,
  truncated_body,
  stale_list,
  action_errors,
  action_hangs,
  never_active,
  vanishes,
};

/// One entry of a fault file: a set of calls and their fault.
struct FaultRule {
  CallPattern calls;
  Occurrence occurrence{};
  std::int64_t chance_ppm = 1'000'000;  ///< Number of calls with the fault, of a million selected calls.
  std::string size{};                   ///< Only calls with this size in the body; "" for any. Likewise:
  std::string region{};
  std::string type{};
  FaultKind kind = FaultKind::latency;
  Duration lasts{};  ///< In the cloud's own time; its meaning depends on the kind.
  Duration by{};
  int status = 500;
  int keep_percent = 50;
};

/// The content of a fault file.
struct DeclaredFaults {
  std::uint64_t seed = 1;
  std::vector<FaultRule> rules;
};

/// The name of a kind of fault and its further fields.
struct FaultWord {
  FaultKind kind;
  const char* name;
  const char* fields;  ///< Fields in addition to those of every rule: " for status ".
  Duration lasts_unless_said{};
};

/// All kinds.
const std::vector<FaultWord>& fault_words();
const char* name_of(FaultKind kind);

}  // namespace muster::sandbox
