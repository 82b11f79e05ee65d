#include "providers/digitalocean/responses/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/http/http_date.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/core/base/lower_case.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster::digitalocean {
namespace {

constexpr Duration kLongestStay = std::chrono::hours(1);

/// Whether one of these is in the lower-cased text.
template <std::size_t N>
bool mentions_any(const std::string& text, const std::array<const char*, N>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const char* phrase) { return text.find(phrase) != std::string::npos; });
}

// The `id` of an error varies in practice, and the status is often 403 or 422 for a temporary condition. So
// the messages decide. They are DigitalOcean's own, from public reports.
constexpr std::array kBusy = {
    "pending event",       // A droplet permits one action at a time.
    "processes previous",  // A load balancer: "can't be updated while it processes previous actions".
    "currently being",    "is locked", "in progress", "please try again", "must be detached",
    "currently on",  // "Droplet is currently on. Please power it off to run this event."
};
constexpr std::array kQuota = {
    "exceed your droplet limit",
    "droplet limit",
    "volume limit",
    "exceed your volume",
    "limit has been reached",
    "has reached its maximum",
    "quota",
    "load balancer limit",
    "limit of load balancers",
    "limit for this account",
    "limit exceeded",
    "exceeds your limit",
    "exceeds the limit",
    "exceed the limit",
    "exceed your",
    "over your limit",
    "limit reached",
    "reached the limit",
    "reached your",
    "reached the maximum",
    "maximum number of",
    "maximum amount of",
    "firewall limit",
    "snapshot limit",
    "ip limit",
    "limit increase",
};
// "API rate limit exceeded", "too many requests": temporary.
constexpr std::array kTooFast = {"rate limit", "too many requests"};
// "name exceeds the maximum number of characters": a limit of the text, not of the account.
constexpr std::array kTooLong = {"character", "length", "bytes", "kib", "user data", "user_data"};
constexpr std::array kNoRoom = {
    "too large to fit",
    "is not available in this region",
    "size is not available in",
    "size is currently unavailable",
    "size is unavailable",
    "region is not available",
    "region is currently unavailable",
    "currently restricted",
    "no capacity",
    "out of capacity",
    "insufficient capacity",
    "at capacity",
    "sold out",
};
constexpr std::array kTaken = {"already exists",     "already in use", "already taken",
                               "already been taken", "must be unique", "already attached",
                               "duplicate name",     "not unique",     "already been used"};

bool is_quota(const std::string& text) {
  return mentions_any(text, kQuota) && !mentions_any(text, kTooFast) && !mentions_any(text, kTooLong);
}

ErrorKind kind_of_refusal(int status, const std::string& text) {
  switch (status) {
    case 401:
      return ErrorKind::denied;
    case 403:
      if (mentions_any(text, kBusy)) return ErrorKind::conflict;
      return is_quota(text) ? ErrorKind::quota : ErrorKind::denied;
    case 404:
      return ErrorKind::not_found;
    case 408:
      return ErrorKind::timeout;
    case 409:
    case 412:
    case 423:
      return is_quota(text) ? ErrorKind::quota : ErrorKind::conflict;
    case 429:
      return is_quota(text) ? ErrorKind::quota : ErrorKind::rate_limited;
    default:
      break;
  }
  if (is_quota(text)) return ErrorKind::quota;
  if (mentions_any(text, kNoRoom)) return ErrorKind::unavailable;
  if (mentions_any(text, kBusy) || mentions_any(text, kTaken)) return ErrorKind::conflict;
  return ErrorKind::invalid;
}

std::optional<std::int64_t> whole_header(const HttpResponse& response, const char* name) {
  const auto text = response.header(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (problem != std::errc() || end != text->data() + text->size() || value < 0) return std::nullopt;
  return value;
}

/// One line of printable text, not longer than a line should be.
std::string one_line(std::string text) {
  constexpr std::size_t kLongest = 300;
  text = printable(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  if (text.size() <= kLongest) return text;
  text.resize(kLongest);
  return text += "...";
}

}  // namespace

std::string message_of(const HttpResponse& response) {
  const auto document = JsonDocument::parse(response.body);
  std::string message;
  if (document) {
    if (auto text = document->root().field("message").text()) message = *std::move(text);
    if (const auto id = document->root().field("id").text(); message.empty() && id) message = *id;
  }
  // Something between muster and the API answered, such as a proxy: its page has no useful message.
  if (message.empty()) message = "no explanation given";
  auto line =
      fmt::format("DigitalOcean answered {}: {}", response.status, one_line(redacted(std::move(message))));
  if (const auto request = response.header("x-request-id"); request && response.status >= 500)
    line += fmt::format(" (request {})", one_line(*request));
  return line;
}

std::optional<Duration> retry_after(const HttpResponse& response) {
  const auto bounded = [](Duration length) { return std::clamp(length, Duration(1s), kLongestStay); };
  if (const auto seconds = whole_header(response, "retry-after"))
    return bounded(std::chrono::seconds(std::min<std::int64_t>(*seconds, 3600)));
  const auto reset = whole_header(response, "ratelimit-reset");
  const auto date = response.header("date");
  const auto answered = date ? parse_http_date(*date) : std::nullopt;
  if (!reset || !answered || *reset > 10'000'000'000) return std::nullopt;
  return bounded(Instant(std::chrono::seconds(*reset)) - *answered);
}

Error error_of(const HttpResponse& response, Asked asked) {
  const auto message = message_of(response);
  if (response.status >= 500)
    return {asked == Asked::look ? ErrorKind::io : ErrorKind::unknown_outcome, message};
  if (response.status < 400)
    return {ErrorKind::invalid, message + "; is DIGITALOCEAN_API_URL the address of the API?"};
  const auto kind = kind_of_refusal(response.status, lower_case(message));
  if (kind == ErrorKind::timeout && asked == Asked::effect) return {ErrorKind::unknown_outcome, message};
  if (kind == ErrorKind::rate_limited) return {kind, message, retry_after(response)};
  return {kind, message};
}

bool is_already_done(const Operation& operation, const HttpResponse& response) {
  const auto text = lower_case(message_of(response));
  const auto reported = [&](const char* phrase) { return text.find(phrase) != std::string::npos; };
  if (std::holds_alternative<call::PowerOff>(operation) || std::holds_alternative<call::ShutDown>(operation))
    return response.status == 422 && reported("already powered off");
  if (std::holds_alternative<call::PowerOn>(operation))
    return response.status == 422 && reported("already powered on");
  if (std::holds_alternative<call::ChangeSize>(operation))
    return response.status == 422 && reported("already set to this size");
  if (std::holds_alternative<call::DetachVolume>(operation))
    return response.status == 422 && reported("attachment not found");
  // Neither the tag nor the object exists: nothing is tagged.
  if (std::holds_alternative<call::UntagMachine>(operation) ||
      std::holds_alternative<call::UntagVolume>(operation) ||
      std::holds_alternative<call::LeaveBalancer>(operation))
    return response.status == 404;
  return false;
}

}  // namespace muster::digitalocean
