#pragma once

#include "reconciler/core/alert/notification.hpp"
#include "tests/support/builders.hpp"

namespace muster::test {

/// Mail that tells of one drift, on this subject.
inline Notification drift_mail(const char* subject = "worker/1") {
  Notification message{.target = "mail", .fleet = FleetName("fpai"), .at = noon()};
  message.firing = {{.name = AlertName::drift, .subject = subject, .summary = "changed"}};
  return message;
}

}  // namespace muster::test
