#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "providers/sandbox/faults/call_pattern.hpp"
#include "providers/sandbox/faults/turn.hpp"
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

/// One entry of a fault file: which calls, and what goes wrong with them.
struct FaultRule {
  CallPattern calls;
  Turn turn{};
  std::int64_t chance_ppm = 1'000'000;  ///< Of a million calls whose turn it is, so many are struck.
  std::string size{};                   ///< Only calls whose body names this size; "" for any. Likewise:
  std::string region{};
  std::string type{};
  FaultKind kind = FaultKind::latency;
  Duration lasts{};  ///< In the cloud's own time; what lasts is told by the kind.
  Duration by{};
  int status = 500;
  int keep_percent = 50;
};

/// What a fault file declares.
struct DeclaredFaults {
  std::uint64_t seed = 1;
  std::vector<FaultRule> rules;
};

/// What a kind of fault is called and what else it takes.
struct FaultWord {
  FaultKind kind;
  const char* name;
  const char* fields;  ///< What it takes beside the fields of every rule: " for status ".
  Duration lasts_unless_said{};
};

/// All kinds.
const std::vector<FaultWord>& fault_words();
const char* name_of(FaultKind kind);

}  // namespace muster::sandbox
