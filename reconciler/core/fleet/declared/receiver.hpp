#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The importance of an alert or notice.
enum class AlertSeverity {
  notice,    ///< For information; no reaction is needed.
  warning,   ///< The operator should check it today.
  critical,  ///< The operator should check it now.
};
inline constexpr auto kSeverityWords = enum_words<AlertSeverity>({
    {AlertSeverity::notice, "notice"},
    {AlertSeverity::warning, "warning"},
    {AlertSeverity::critical, "critical"},
});
constexpr const char* to_string(AlertSeverity severity) {
  return kSeverityWords.of(severity);
}

/// One receiver of alerts and notices. The kind determines which fields apply.
struct Receiver {
  std::string name{};  ///< Its name in metrics, events and messages; unique.
  std::string to{};    ///< "alertmanager", "slack", "webhook" or "email".

  std::string url{};         ///< alertmanager, slack, webhook: the address.
  std::string url_secret{};  ///< slack, webhook: name of the secret that holds the address, instead of `url`.
  /// alertmanager, webhook: name of the secret with the bearer token; "" for none.
  std::string token_secret{};
  /// webhook: name of the secret with the key that signs each message; "" for none.
  std::string signing_secret{};

  std::string server{};                   ///< email: "smtps://mail.example:465" or "smtp://mail.example:587".
  std::string from{};                     ///< email: the sender's address.
  std::vector<std::string> recipients{};  ///< email: at least one address.
  std::string user{};                     ///< email: user name for the login; "" for no login.
  std::string password_secret{};          ///< email: name of the secret with the user's password.
  bool encrypted = true;                  ///< email: whether smtp:// requires STARTTLS.

  AlertSeverity at_least = AlertSeverity::warning;  ///< Less severe messages are not sent.
  Duration repeat_every = std::chrono::hours(4);    ///< Time after which an active alert is repeated.
  int hourly_limit = 60;                            ///< Largest number of messages per hour.
  Duration timeout = std::chrono::seconds(10);      ///< Of one attempt to deliver a message.

  friend bool operator==(const Receiver&, const Receiver&) = default;
};

}  // namespace muster
