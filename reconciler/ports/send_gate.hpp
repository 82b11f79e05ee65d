#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Last check before muster sends a request that changes something. It runs after the connection is open,
/// directly before the first byte. The owner of a cloud passes a gate to it; the holder of the lease guards
/// the gate.
class SendGate {
 public:
  using Check = std::function<std::optional<Error>()>;

  /// From now on the gate calls `check`, which returns the reason if nothing may be sent. `check` must not
  /// block.
  void guard(Check check) { check_ = std::move(check); }
  /// Permits every request again.
  void open() { check_ = nullptr; }

  std::optional<Error> refusal() const { return check_ ? check_() : std::nullopt; }

 private:
  Check check_;
};

}  // namespace muster
