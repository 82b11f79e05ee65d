#include "reconciler/adapters/config/load_receivers.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/config/fields/kind_fields.hpp"
#include "reconciler/adapters/http/http_message.hpp"

namespace muster {
namespace {

const std::vector<KindFields>& receiver_kinds() {
  static const std::vector<KindFields> all = {
      {"alertmanager", {"url", "token"}, {{"url", "http://alertmanager:9093"}}},
      {"slack", {"url", "url_secret", "hourly_limit"}, {}},
      {"webhook", {"url", "url_secret", "token", "signing_key", "hourly_limit"}, {}},
      {"email",
       {"server", "encryption", "from", "recipients", "user", "password", "hourly_limit"},
       {{"server", "smtps://mail.example.com:465"},
        {"from", "muster@example.com"},
        {"recipients", "[ops@example.com]"}}},
  };
  return all;
}

void read_url(const DeclaredFields& fields, Receiver& rule) {
  rule.url = fields.text("url");
  rule.url_secret = fields.text("url_secret");
  if (rule.to == "slack" || rule.to == "webhook") {
    if (rule.url.empty() == rule.url_secret.empty())
      fields.report(rule.url.empty() ? "url" : "url_secret",
                    rule.url.empty() ? fmt::format("notifications to {} without an address", rule.to)
                                     : "the address is declared twice",
                    "url or url_secret");
  }
  if (rule.url.empty() || report_bad_url(fields, rule.url)) return;
  if (rule.to == "alertmanager" && rule.url.find_first_of("?#") != std::string::npos) {
    fields.report("url", "an address with a query", "the address of Alertmanager alone");
  } else if (rule.to == "slack" && rule.url.find("hooks.slack.com") != std::string::npos) {
    fields.report("url", "every reader of this file could post to the channel", "url_secret: NAME",
                  "muster vault set NAME stores the address");
  } else if (!rule.token_secret.empty() && !is_safe_for_keys(rule.url)) {
    fields.report("url", "a token would travel over the network in clear text", "https://");
  }
}

void read_mail(const DeclaredFields& fields, Receiver& rule) {
  rule.server = fields.text("server");
  rule.from = fields.text("from");
  for (auto& recipient : fields.texts("recipients")) rule.recipients.push_back(std::move(recipient.text));
  rule.user = fields.text("user");
  rule.password_secret = fields.text("password");
  rule.encrypted = fields.text("encryption", "starttls") != "none";
  if (rule.user.empty() != rule.password_secret.empty())
    fields.report(rule.user.empty() ? "user" : "password", "a user and a password go together",
                  "both, or neither");
  const auto authority = authority_of(rule.server);
  const auto colon = authority.rfind(':');
  const auto port = colon == std::string::npos ? std::string() : authority.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
  if (digits && (std::stoi(port) > 65535 || std::stoi(port) == 0))
    fields.report("server", fmt::format("there is no port {}", port), "a port from 1 to 65535");
  if (rule.server.starts_with("smtps://") && fields.has("encryption"))
    fields.report("encryption", "smtps:// is encrypted from the first byte",
                  "smtp:// with it, or smtps:// alone");
  if (!rule.encrypted && !rule.password_secret.empty() && !is_loopback(authority))
    fields.report("encryption", "a password would travel over the network in clear text", "starttls");
}

AlertSeverity severity_in(const DeclaredFields& fields, AlertSeverity fallback) {
  return kSeverityWords.find(fields.text("at_least")).value_or(fallback);
}

void read_manners(const DeclaredFields& fields, Receiver& rule) {
  const bool machine = rule.to == "alertmanager";
  const bool all = rule.to == "slack" || rule.to == "webhook";
  rule.at_least = severity_in(fields, all ? AlertSeverity::notice : AlertSeverity::warning);
  if (machine && rule.at_least == AlertSeverity::notice)
    fields.report("at_least", "Alertmanager accepts alerts only: a notice neither fires nor ends",
                  "warning or critical");
  rule.repeat_every = fields.duration("repeat_every", machine ? Duration(1min) : rule.repeat_every);
  const auto longest = machine ? Duration(1h) : Duration(std::chrono::days(31));
  if (rule.repeat_every < 10s || rule.repeat_every > longest)
    fields.report("repeat_every",
                  fmt::format("every {} is too {}", format_duration(rule.repeat_every),
                              rule.repeat_every < 10s ? "often" : "seldom"),
                  fmt::format("10s to {}", format_duration(longest)));
  rule.hourly_limit = fields.number("hourly_limit", machine ? 3600 : rule.hourly_limit);
  rule.timeout = fields.duration("timeout", rule.timeout);
  if (rule.timeout < 100ms || rule.timeout > 5min)
    fields.report("timeout", "a timeout that is too short or too long", "100ms to 5m");
}

}  // namespace

Receiver load_receiver(const DeclaredFields& fields) {
  Receiver rule;
  rule.name = fields.text("name");
  rule.to = fields.text("to");
  check_kind_fields(fields, rule.to, receiver_kinds(), "notifications to", "only the field to");
  rule.token_secret = fields.text("token");
  rule.signing_secret = fields.text("signing_key");
  read_url(fields, rule);
  if (rule.to == "email") read_mail(fields, rule);
  read_manners(fields, rule);
  return rule;
}

}  // namespace muster
