#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// Sends announcements as mail, one message to all recipients. One recipient that is refused does not keep it
/// from the others; one that is put off gets it with the next attempt, alone.
class MailAnnouncer final : public Announcer {
 public:
  MailAnnouncer(const AnnounceRule& rule, Secret password, std::string ca_file);

  Result<Receipt> announce(const Announcement& announcement) override;

 private:
  std::string clean(std::string text) const;

  AnnounceRule rule_;
  Secret password_;
  std::string ca_file_;
  Announcement half_told_{};         ///< What some have and others are still to get.
  std::vector<std::string> left_{};  ///< Those.
};

}  // namespace muster
