#include "reconciler/adapters/announce/mail_announcer.hpp"

#include "reconciler/adapters/announce/mail_message.hpp"
#include "reconciler/adapters/http/mail_transfer.hpp"
#include "reconciler/adapters/secrets/scrub.hpp"

namespace muster {

MailAnnouncer::MailAnnouncer(const AnnounceRule& rule, Secret password, std::string ca_file)
    : rule_(rule), password_(std::move(password)), ca_file_(std::move(ca_file)) {}

Result<Done> MailAnnouncer::announce(const Announcement& announcement) {
  MailServer server{.url = rule_.server, .encrypted = rule_.encrypted, .user = rule_.user};
  server.password = password_.empty() ? nullptr : &password_.reveal();
  server.timeout = rule_.timeout;
  server.ca_file = ca_file_;
  auto sent = send_mail(server, rule_.from, rule_.recipients,
                        mail_message(announcement, rule_.from, rule_.recipients));
  if (sent) return sent;
  auto error = sent.error();
  if (!password_.empty()) {
    const auto& secret = password_.reveal();
    for (auto at = error.what.find(secret); at != std::string::npos; at = error.what.find(secret, at))
      error.what.replace(at, secret.size(), "[secret]");
  }
  error.what = scrubbed(std::move(error.what));
  return error;
}

}  // namespace muster
