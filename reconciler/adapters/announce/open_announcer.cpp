#include "reconciler/adapters/announce/open_announcer.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/announce/http_announcer.hpp"
#include "reconciler/adapters/announce/mail_announcer.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/secret_address.hpp"

namespace muster {
namespace {

/// The secret of that name; an empty one for no name.
Result<Secret> named(const std::string& name, const AnnouncerGround& ground) {
  return name.empty() ? Result<Secret>(Secret()) : ground.secret(name);
}

/// Whether it is an address that something secret may be sent to. Never repeated: it may be a secret itself.
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
    auto url = ground.secret(rule.url_secret);
    if (!url) return url.error();
    if (auto checked = check_address(url->reveal(), rule.url_secret); !checked) return checked.error();
    options.url = *std::move(url);
  }
  auto token = named(rule.token_secret, ground);
  if (!token) return token.error();
  options.token = *std::move(token);
  auto key = named(rule.signing_secret, ground);
  if (!key) return key.error();
  options.signing_key = *std::move(key);
  return std::unique_ptr<Announcer>(std::make_unique<HttpAnnouncer>(std::move(options)));
}

Result<std::unique_ptr<Announcer>> open_mail(const AnnounceRule& rule, const AnnouncerGround& ground) {
  auto password = named(rule.password_secret, ground);
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
