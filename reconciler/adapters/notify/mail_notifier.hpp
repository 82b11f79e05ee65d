#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"
#include "reconciler/ports/notifier.hpp"

namespace muster {

/// Sends announcements as mail, one message to all recipients. A rejected recipient does not affect the
/// others; a deferred recipient gets the message alone with the next attempt.
class MailNotifier final : public Notifier {
 public:
  MailNotifier(const Receiver& rule, Secret password, std::string ca_file);

  Result<Receipt> notify(const Notification& notification) override;

 private:
  std::string clean(std::string text) const;

  Receiver rule_;
  Secret password_;
  std::string ca_file_;
  Notification half_told_{};         ///< The message that only some recipients have.
  std::vector<std::string> left_{};  ///< The other recipients.
};

}  // namespace muster
