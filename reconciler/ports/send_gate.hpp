#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The last word before a request that changes something leaves this process: asked when the connection
/// stands, just before the first byte. Whoever opens a cloud hands it one; whoever leads a fleet guards it.
class SendGate {
 public:
  using Check = std::function<std::optional<Error>()>;

  /// From now on `check` is asked; it gives the reason when nothing may leave. Must not block.
  void guard(Check check) { check_ = std::move(check); }
  /// Everything may leave again.
  void open() { check_ = nullptr; }

  std::optional<Error> refusal() const { return check_ ? check_() : std::nullopt; }

 private:
  Check check_;
};

}  // namespace muster
