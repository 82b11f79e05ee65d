#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/announcement.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Somebody who did not get a message that others at the same place got.
struct Unreached {
  std::string address;
  std::string why;        ///< What was said of it, without final stop; no secrets.
  bool may_pass = false;  ///< Whether it is worth another attempt.

  friend bool operator==(const Unreached&, const Unreached&) = default;
};

/// What came of a message that was taken for at least one.
struct Receipt {
  std::vector<Unreached> unreached{};
};

/// What tells alerts and notices to one place. Every announcer keeps one contract
/// (tests/contracts/announcer_contract_test.cpp).
class Announcer {
 public:
  virtual ~Announcer() = default;

  /// Delivers one message, which is not empty, and returns when the place has taken it; after its rule's
  /// timeout at the latest (a place with several recipients: after so long for each). Nothing here retries:
  /// whoever fails may be asked again with the same message, and the place may then hear it twice. Where some
  /// have it and some do not, the same message again goes to those alone that may still get it.
  ///
  /// Fails with `denied` (key, password), `invalid` (the place does not take such messages), `not_found`,
  /// `rate_limited` with how long to stay away, `timeout`, or `io`. No error tells a secret.
  virtual Result<Receipt> announce(const Announcement& announcement) = 0;
};

}  // namespace muster
