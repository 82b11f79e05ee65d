#pragma once

#include <optional>
#include <string>

#include "providers/sandbox/model/injected_fault.hpp"
#include "providers/sandbox/wire/message.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// The faults of one request, in the order in which they apply. Default: none.
struct Fault {
  std::string name{};                 ///< For the record; "" for none.
  Duration delay{};                   ///< Waited first, in real time.
  bool reset_before = false;          ///< The connection is reset before any effect.
  InjectedFault injected{};           ///< Inside the cloud.
  bool reset_after = false;           ///< The connection is reset after the effect.
  int error_after = 0;                ///< After the effect the answer has this status.
  std::optional<int> keep_percent{};  ///< Share of the body that is sent before the connection ends.
  Duration date_skew{};               ///< Time by which the answer's Date is ahead.
};

/// Chooses the faults: called once for each request, by several threads.
class FaultPlan {
 public:
  virtual ~FaultPlan() = default;
  virtual Fault fault_of(const Request& request, Instant now) = 0;
};

}  // namespace muster::sandbox
