#pragma once

#include <poll.h>

#include <chrono>

namespace muster {

/// Whether something comes true within a time that is only ever used up when it does not. For other programs,
/// whose time no test can move.
template <class Condition>
bool eventually(Condition condition, std::chrono::seconds at_most = std::chrono::seconds(30)) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    ::poll(nullptr, 0, 20);
  }
  return true;
}

}  // namespace muster
