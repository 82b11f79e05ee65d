#include "reconciler/adapters/announce/open_announcer.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/announce/http_announcer.hpp"
#include "reconciler/adapters/announce/mail_announcer.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/secret_address.hpp"

namespace muster {
namespace {

/// The secret for that use; an empty one for no name.
Result<Secret> secret_for(const SecretUse& use, const AnnouncerGround& ground) {
  return use.name.empty() ? Result<Secret>(Secret()) : ground.secret(use);
}

/// Whether a secret may be sent to this address. Messages never contain it, because it may be a secret
/// itself.
Result<Done> check_address(const std::string& url, const std::string& secret_name) {
  if (!may_carry_secret(url))
    return Error{ErrorKind::invalid, fmt::format("the secret \"{}\" is not an https address", secret_name)};
  return Done{};
}

Result<std::unique_ptr<Announcer>> open_http(const AnnounceRule& rule, const AnnouncerGround& ground) {
  HttpAnnouncerOptions options;
  options.style = rule.to == "alertmanager" ? AnnouncementStyle::alertmanager
                  : rule.to == "slack"      ? AnnouncementStyle::slack
                                            : AnnouncementStyle::json;
  options.url = Secret(std::string(rule.url));
  options.url_is_secret = !rule.url_secret.empty();
  options.timeout = rule.timeout;
  options.ca_file = ground.ca_file;
  if (options.url_is_secret) {
    auto url = ground.secret({.name = rule.url_secret, .role = SecretRole::address});
    if (!url) return url.error();
    if (auto checked = check_address(url->reveal(), rule.url_secret); !checked) return checked.error();
    options.url = *std::move(url);
  }
  auto token = secret_for({rule.token_secret, SecretRole::token, origin_of(options.url.reveal())}, ground);
  if (!token) return token.error();
  options.token = *std::move(token);
  auto key = secret_for({.name = rule.signing_secret, .role = SecretRole::signing_key}, ground);
  if (!key) return key.error();
  options.signing_key = *std::move(key);
  return std::unique_ptr<Announcer>(std::make_unique<HttpAnnouncer>(std::move(options)));
}

Result<std::unique_ptr<Announcer>> open_mail(const AnnounceRule& rule, const AnnouncerGround& ground) {
  auto password =
      secret_for({rule.password_secret, SecretRole::mail_password, origin_of(rule.server)}, ground);
  if (!password) return password.error();
  return std::unique_ptr<Announcer>(
      std::make_unique<MailAnnouncer>(rule, *std::move(password), ground.ca_file));
}

}  // namespace

Result<std::unique_ptr<Announcer>> open_announcer(const AnnounceRule& rule, const AnnouncerGround& ground) {
  const auto doing = "announcing to " + rule.name;
  if (rule.to == "alertmanager" || rule.to == "slack" || rule.to == "webhook")
    return open_http(rule, ground).during(doing);
  if (rule.to == "email") return open_mail(rule, ground).during(doing);
  return Error{ErrorKind::invalid, fmt::format("{}: there is no way to announce to \"{}\"", doing, rule.to)};
}

}  // namespace muster
