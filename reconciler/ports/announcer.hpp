#pragma once

#include <string>

#include "reconciler/core/alert/announcement.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// What tells alerts and notices to one place. Every announcer keeps one contract
/// (tests/contracts/announcer_contract_test.cpp).
class Announcer {
 public:
  virtual ~Announcer() = default;

  /// Delivers one message, which is not empty, and returns when the place has taken it; after its rule's
  /// timeout at the latest. Nothing here retries: whoever fails may be asked again with the same message, and
  /// the place may then hear it twice.
  ///
  /// Fails with `denied` (key, password), `invalid` (the place does not take such messages), `not_found`,
  /// `rate_limited` with how long to stay away, `timeout`, or `io`. No error tells a secret.
  virtual Result<Done> announce(const Announcement& announcement) = 0;
};

}  // namespace muster
