#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// Sends announcements as mail, one message to all recipients.
class MailAnnouncer final : public Announcer {
 public:
  MailAnnouncer(const AnnounceRule& rule, Secret password, std::string ca_file);

  Result<Done> announce(const Announcement& announcement) override;

 private:
  AnnounceRule rule_;
  Secret password_;
  std::string ca_file_;
};

}  // namespace muster
