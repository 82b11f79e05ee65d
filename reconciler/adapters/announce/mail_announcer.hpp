#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// Sends announcements as mail, one message to all recipients. A rejected recipient does not affect the
/// others; a deferred recipient gets the message alone with the next attempt.
class MailAnnouncer final : public Announcer {
 public:
  MailAnnouncer(const AnnounceRule& rule, Secret password, std::string ca_file);

  Result<Receipt> announce(const Announcement& announcement) override;

 private:
  std::string clean(std::string text) const;

  AnnounceRule rule_;
  Secret password_;
  std::string ca_file_;
  Announcement half_told_{};         ///< The message that only some recipients have.
  std::vector<std::string> left_{};  ///< The other recipients.
};

}  // namespace muster
