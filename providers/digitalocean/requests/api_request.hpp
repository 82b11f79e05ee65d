#pragma once

#include <string>

namespace muster::digitalocean {

/// One request to the API, without the address and the token, which the session adds. It contains no secret.
struct ApiRequest {
  std::string method = "GET";
  std::string target;  ///< Path and query, from "/v2/" on.
  std::string body{};  ///< JSON; empty for none.

  friend bool operator==(const ApiRequest&, const ApiRequest&) = default;
};

/// Whether it changes nothing and may be repeated.
inline bool only_looks(const ApiRequest& request) {
  return request.method == "GET";
}

}  // namespace muster::digitalocean
