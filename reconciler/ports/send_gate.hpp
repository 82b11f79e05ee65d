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
  using Ask = std::function<std::optional<Error>()>;

  /// From now on `ask` is asked; it gives the reason when nothing may leave. Must not block.
  void guard(Ask ask) { ask_ = std::move(ask); }
  /// Everything may leave again.
  void open() { ask_ = nullptr; }

  std::optional<Error> refusal() const { return ask_ ? ask_() : std::nullopt; }

 private:
  Ask ask_;
};

}  // namespace muster
