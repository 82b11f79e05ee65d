#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/notification.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A recipient that did not get a message which other recipients of the same receiver got.
struct Unreached {
  std::string address;
  std::string why;        ///< The reason, without a final stop. It contains no secrets.
  bool may_pass = false;  ///< Whether another attempt can succeed.

  friend bool operator==(const Unreached&, const Unreached&) = default;
};

/// The result of a message that at least one recipient accepted.
struct Receipt {
  std::vector<Unreached> unreached{};
};

/// Sends alerts and notices to one receiver. Every notifier keeps one contract
/// (tests/contracts/notifier_contract_test.cpp).
class Notifier {
 public:
  virtual ~Notifier() = default;

  /// Delivers one non-empty message, and returns when the receiver has accepted it. The time limit is the
  /// timeout of the receiver; with several recipients it applies to each of them. The notifier does not
  /// retry. After a failure the caller may send the same message again, and the receiver may then get it
  /// twice. If only some recipients got the message, the next attempt sends it only to the others.
  ///
  /// Fails with `denied` (key, password), `invalid` (the receiver does not accept such messages),
  /// `not_found`, `rate_limited` with the time to wait, `timeout`, or `io`. No error contains a secret.
  virtual Result<Receipt> notify(const Notification& notification) = 0;
};

}  // namespace muster
