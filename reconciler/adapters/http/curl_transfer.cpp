#include "reconciler/adapters/http/curl_transfer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

constexpr std::size_t kLargestHead = 1u << 20;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  });
}

/// A URL without its query and user part, which may be secret.
std::string_view without_query(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
}

}  // namespace

bool CurlTransfer::take_header(std::string_view line) {
  header_bytes += line.size();
  if (header_bytes > kLargestHead) {
    too_large = true;
    return false;
  }
  if (line.starts_with("HTTP/")) {  // A new head: the earlier one was an interim answer such as 100.
    response.headers.clear();
    return true;
  }
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    response.headers.push_back(
        {std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return true;
}

bool CurlTransfer::take_body(std::string_view bytes) {
  if (bytes.size() > largest_response - std::min(largest_response, response.body.size())) {
    too_large = true;
    return false;
  }
  response.body.append(bytes);
  return true;
}

Result<Done> check_request(const HttpRequest& request) {
  if (!is_token(request.method)) return Error{ErrorKind::invalid, "the HTTP method is not a word"};
  const bool web = request.url.starts_with("http://") || request.url.starts_with("https://");
  const auto authority = authority_of(request.url);
  if (!web || authority.empty() || has_control(request.url) || request.url.find(' ') != std::string::npos)
    return Error{ErrorKind::invalid,
                 fmt::format("\"{}\" is not an http or https address", without_query(request.url))};
  for (const auto& header : request.headers) {
    // The value may be a token: it is not repeated here.
    if (!is_token(header.name) || has_control(header.value))
      return Error{ErrorKind::invalid, "a request header holds characters that may not be sent"};
  }
  if (request.timeout <= 0ms) return Error{ErrorKind::timeout, "no time is left for the request"};
  return Done{};
}

Error transfer_error(const CurlTransfer& transfer, std::string_view why, bool timed_out) {
  const auto& request = transfer.request;
  auto what = fmt::format("{} {}: {}", request.method, without_query(request.url), why);
  if (transfer.times_sent == 0) return {ErrorKind::io, what + " (nothing was sent)"};
  if (!only_reads(request)) return {ErrorKind::unknown_outcome, what + " (it may have been done)"};
  return {timed_out ? ErrorKind::timeout : ErrorKind::io, what};
}

}  // namespace muster
