#include "reconciler/adapters/notify/open_notifier.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/secret_address.hpp"
#include "reconciler/adapters/notify/http_notifier.hpp"
#include "reconciler/adapters/notify/mail_notifier.hpp"

namespace muster {
namespace {

/// The secret for that use; an empty one for no name.
Result<Secret> secret_for(const SecretUse& use, const NotifierDeps& deps) {
  return use.name.empty() ? Result<Secret>(Secret()) : deps.secret(use);
}

/// Whether a secret may be sent to this address. Messages never contain it, because it may be a secret
/// itself.
Result<Done> check_address(const std::string& url, const std::string& secret_name) {
  if (!may_carry_secret(url))
    return Error{ErrorKind::invalid, fmt::format("the secret \"{}\" is not an https address", secret_name)};
  return Done{};
}

Result<std::unique_ptr<Notifier>> open_http(const Receiver& rule, const NotifierDeps& deps) {
  HttpNotifierOptions options;
  options.style = rule.to == "alertmanager" ? NotificationStyle::alertmanager
                  : rule.to == "slack"      ? NotificationStyle::slack
                                            : NotificationStyle::json;
  options.url = Secret(std::string(rule.url));
  options.url_is_secret = !rule.url_secret.empty();
  options.timeout = rule.timeout;
  options.ca_file = deps.ca_file;
  if (options.url_is_secret) {
    auto url = deps.secret({.name = rule.url_secret, .role = SecretRole::address});
    if (!url) return url.error();
    if (auto checked = check_address(url->reveal(), rule.url_secret); !checked) return checked.error();
    options.url = *std::move(url);
  }
  auto token = secret_for({rule.token_secret, SecretRole::token, origin_of(options.url.reveal())}, deps);
  if (!token) return token.error();
  options.token = *std::move(token);
  auto key = secret_for({.name = rule.signing_secret, .role = SecretRole::signing_key}, deps);
  if (!key) return key.error();
  options.signing_key = *std::move(key);
  return std::unique_ptr<Notifier>(std::make_unique<HttpNotifier>(std::move(options)));
}

Result<std::unique_ptr<Notifier>> open_mail(const Receiver& rule, const NotifierDeps& deps) {
  auto password = secret_for({rule.password_secret, SecretRole::mail_password, origin_of(rule.server)}, deps);
  if (!password) return password.error();
  return std::unique_ptr<Notifier>(std::make_unique<MailNotifier>(rule, *std::move(password), deps.ca_file));
}

}  // namespace

Result<std::unique_ptr<Notifier>> open_notifier(const Receiver& rule, const NotifierDeps& deps) {
  const auto doing = "notifying " + rule.name;
  if (rule.to == "alertmanager" || rule.to == "slack" || rule.to == "webhook")
    return open_http(rule, deps).during(doing);
  if (rule.to == "email") return open_mail(rule, deps).during(doing);
  return Error{ErrorKind::invalid, fmt::format("{}: \"{}\" is not a kind of receiver", doing, rule.to)};
}

}  // namespace muster
