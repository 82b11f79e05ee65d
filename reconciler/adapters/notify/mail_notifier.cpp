#include "reconciler/adapters/notify/mail_notifier.hpp"

#include "reconciler/adapters/http/mail_transfer.hpp"
#include "reconciler/adapters/notify/mail_message.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/adapters/secrets/without_secret.hpp"

namespace muster {

MailNotifier::MailNotifier(const Receiver& rule, Secret password, std::string ca_file)
    : rule_(rule), password_(std::move(password)), ca_file_(std::move(ca_file)) {}

std::string MailNotifier::clean(std::string text) const {
  const auto& secret = password_.reveal();
  text = without_secret(std::move(text), secret);
  // As sent to the server, which may repeat it.
  if (!secret.empty())
    text = without_secret(std::move(text), std::string(1, '\0') + rule_.user + std::string(1, '\0') + secret);
  text = redacted(std::move(text));
  constexpr std::size_t kLongest = 600;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

Result<Receipt> MailNotifier::notify(const Notification& notification) {
  MailServer server{.url = rule_.server, .encrypted = rule_.encrypted, .user = rule_.user};
  server.password = password_.empty() ? nullptr : &password_.reveal();
  server.timeout = rule_.timeout;
  server.ca_file = ca_file_;
  const bool again = !left_.empty() && half_told_ == notification;
  const auto to = again ? left_ : rule_.recipients;
  const auto sent =
      send_mail(server, rule_.from, to, mail_message(notification, rule_.from, rule_.recipients));
  if (!sent) return Error{sent.error().kind, clean(sent.error().what)};
  Receipt receipt;
  left_.clear();
  for (const auto& one : *sent) {
    receipt.unreached.push_back({one.address, clean(one.reply), one.for_now});
    if (one.for_now) left_.push_back(one.address);
  }
  half_told_ = left_.empty() ? Notification{} : notification;
  return receipt;
}

}  // namespace muster
