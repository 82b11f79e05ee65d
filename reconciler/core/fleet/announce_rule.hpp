#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// How much something that is announced matters.
enum class AlertSeverity {
  notice,    ///< Good to know; nobody has to do anything.
  warning,   ///< Somebody should look today.
  critical,  ///< Somebody should look now.
};
const char* to_string(AlertSeverity severity);

/// One place that alerts and notices are told to. Which fields count says the kind.
struct AnnounceRule {
  std::string name{};  ///< What it is called in metrics, events and messages; unique.
  std::string to{};    ///< "alertmanager", "slack", "webhook" or "email".

  std::string url{};           ///< alertmanager, slack, webhook: where to.
  std::string url_secret{};    ///< slack, webhook: name of the secret that is the address, instead of `url`.
  std::string token_secret{};  ///< alertmanager, webhook: name of the bearer token; "" for none.
  std::string signing_secret{};  ///< webhook: name of the key that each message is signed with; "" for none.

  std::string server{};                   ///< email: "smtps://mail.example:465" or "smtp://mail.example:587".
  std::string from{};                     ///< email: the sender's address.
  std::vector<std::string> recipients{};  ///< email: at least one address.
  std::string user{};                     ///< email: who logs in; "" for nobody.
  std::string password_secret{};          ///< email: name of the user's password.
  bool encrypted = true;                  ///< email: whether smtp:// demands STARTTLS.

  AlertSeverity at_least = AlertSeverity::warning;  ///< What matters less is not told here.
  Duration repeat_every = std::chrono::hours(4);    ///< What still fires is told again after so long.
  int hourly_limit = 60;                            ///< So many messages an hour at most.
  Duration timeout = std::chrono::seconds(10);      ///< Of one attempt to deliver a message.

  friend bool operator==(const AnnounceRule&, const AnnounceRule&) = default;
};

}  // namespace muster
