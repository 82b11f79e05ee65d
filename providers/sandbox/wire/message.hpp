#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::sandbox {

/// One received request, independent of its transport.
struct Request {
  std::string method;                                        ///< Upper case: "GET".
  std::string path;                                          ///< Decoded, without the query: "/v2/droplets".
  std::vector<std::pair<std::string, std::string>> query;    ///< Decoded, in the given order.
  std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case.
  std::string body;

  /// The header's value; "" if it is absent.
  std::string_view header(std::string_view lower_case_name) const;
  /// The first value of the query key; "" if it is absent.
  std::string_view asked(std::string_view key) const;
};

/// One answer. A 204 has no body.
struct Response {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace muster::sandbox
