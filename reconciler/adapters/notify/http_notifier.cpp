#include "reconciler/adapters/notify/http_notifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "reconciler/adapters/notify/notification_json.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/adapters/secrets/without_secret.hpp"
#include "reconciler/adapters/signing/hmac.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {
namespace {

/// Number of bytes of an answer that are quoted.
constexpr std::size_t kToldOfAnswer = 200;
constexpr Duration kLongestStay = 1h;

std::string body_of(const Notification& notification, NotificationStyle style) {
  switch (style) {
    case NotificationStyle::alertmanager:
      return alertmanager_json(notification);
    case NotificationStyle::slack:
      return slack_json(notification);
    case NotificationStyle::json:
      break;
  }
  return notification_json(notification);
}

CurlOptions client_options(const HttpNotifierOptions& options) {
  CurlOptions client;
  client.connect_timeout = std::min<Duration>(client.connect_timeout, options.timeout);
  client.largest_response = 64 << 10;
  client.ca_file = options.ca_file;
  return client;
}

ErrorKind kind_of(int status) {
  switch (status) {
    case 401:
    case 403:
      return ErrorKind::denied;
    case 404:
    case 410:
      return ErrorKind::not_found;
    case 408:
      return ErrorKind::timeout;
    case 429:
      return ErrorKind::rate_limited;
    default:
      return status >= 500 ? ErrorKind::io : ErrorKind::invalid;
  }
}

std::optional<Duration> stay_away(const HttpResponse& response) {
  const auto text = response.header("Retry-After");
  if (!text) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (problem != std::errc() || end != text->data() + text->size() || seconds < 0) return std::nullopt;
  return std::min<Duration>(std::chrono::seconds(std::min<std::int64_t>(seconds, 86'400)), kLongestStay);
}

/// One line of a server's answer, as far as it is quoted. A part of a secret is secret too: the text must not
/// contain any.
std::string first_words(const std::string& body) {
  auto text = printable(body.substr(0, kToldOfAnswer));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// The part of an address after its host.
std::string path_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto slash = scheme == std::string::npos ? scheme : url.find('/', scheme + 3);
  return slash == std::string::npos ? "" : url.substr(slash);
}

}  // namespace

HttpNotifier::HttpNotifier(HttpNotifierOptions options)
    : options_(std::move(options)), client_(client_options(options_)) {}

HttpRequest HttpNotifier::request_for(const Notification& notification) const {
  HttpRequest request;
  request.method = "POST";
  request.url = options_.url.reveal();
  if (options_.style == NotificationStyle::alertmanager) {
    while (request.url.ends_with('/')) request.url.pop_back();
    request.url += "/api/v2/alerts";
  }
  request.body = body_of(notification, options_.style);
  request.headers = {{"Content-Type", "application/json"}};
  if (!options_.token.empty())
    request.headers.push_back({"Authorization", "Bearer " + options_.token.reveal()});
  if (!options_.signing_key.empty())
    request.headers.push_back(
        {"X-Muster-Signature", "sha256=" + hmac_sha256(options_.signing_key, request.body)});
  request.timeout = options_.timeout;
  return request;
}

Error HttpNotifier::without_secrets(Error error) const {
  if (options_.url_is_secret) {
    error.what = without_secret(std::move(error.what), options_.url.reveal());
    if (const auto path = path_of(options_.url.reveal()); path.size() > 1)
      error.what = without_secret(std::move(error.what), path);
  }
  error.what = without_secret(std::move(error.what), options_.token.reveal());
  error.what = without_secret(std::move(error.what), options_.signing_key.reveal());
  error.what = redacted(std::move(error.what));
  return error;
}

Result<Receipt> HttpNotifier::notify(const Notification& notification) {
  auto response = send(client_, request_for(notification));
  if (!response) {
    auto error = response.error();
    // It may have arrived, and a repetition may arrive twice. That is better than a lost message.
    if (error.kind == ErrorKind::unknown_outcome) error.kind = ErrorKind::io;
    return without_secrets(std::move(error));
  }
  if (response->status >= 200 && response->status < 300) return Receipt{};
  Error error{kind_of(response->status), fmt::format("HTTP {}", response->status)};
  if (const auto said = first_words(without_secrets({error.kind, response->body}).what); !said.empty())
    error.what += ": " + said;
  if (error.kind == ErrorKind::rate_limited) error.retry_after = stay_away(*response);
  return without_secrets(std::move(error));
}

}  // namespace muster
