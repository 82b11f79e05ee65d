#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

struct HttpHeader {
  std::string name;
  std::string value;

  friend bool operator==(const HttpHeader&, const HttpHeader&) = default;
};

/// In the order in which they were sent; a name may occur more than once.
using HttpHeaders = std::vector<HttpHeader>;

/// Returns the value of the first header of that name, compared without case.
std::optional<std::string> header_of(const HttpHeaders& headers, std::string_view name);

/// One complete request. Its headers may contain a token, so it must never be logged.
struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< Absolute, http or https, with the query.
  HttpHeaders headers{};
  std::string body{};
  Duration timeout = 30s;  ///< From the start of sending to the last byte of the answer.

  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

/// Whether a request of this method never changes anything and may be repeated: GET or HEAD.
bool only_reads(const HttpRequest& request);

/// The answer with any status: a 404 is a response, not an Error.
struct HttpResponse {
  int status = 0;
  HttpHeaders headers{};
  std::string body{};

  /// Shorthand for header_of(headers, name).
  std::optional<std::string> header(std::string_view name) const { return header_of(headers, name); }

  friend bool operator==(const HttpResponse&, const HttpResponse&) = default;
};

/// Encodes a text for a path segment or a query value: everything except letters, digits and "-._~" as %XX.
std::string percent_encoded(std::string_view text);

/// Returns host and port of an absolute URL: "127.0.0.1:8080" of "http://127.0.0.1:8080/v2"; "" if it has
/// none.
std::string authority_of(std::string_view url);

/// Whether an authority is this machine: localhost, 127.x.y.z or [::1], with or without a port.
bool is_loopback(std::string_view authority);

}  // namespace muster
