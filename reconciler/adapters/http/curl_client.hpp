#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "reconciler/adapters/http/http_client.hpp"

namespace muster {

struct CurlOptions {
  std::size_t connections_per_host = 8;  ///< Further requests wait in their order.
  Duration connect_timeout = 5s;
  /// Bytes of a body after decompression; a larger body is an error.
  std::size_t largest_response = 64u << 20;
  std::string ca_file{};     ///< PEM file of the trusted authorities; "" for those of the system.
  std::string user_agent{};  ///< "": "muster/<version>".
  /// Called after the connection is open, directly before the first byte of a request that changes something.
  /// Its error ends the request as one that was not sent. It must not block.
  std::function<std::optional<Error>()> apply_limits{};
};

/// HttpClient over libcurl's multi interface: HTTP/1.1 with reused connections and verified TLS. Proxies of
/// the environment apply, except for addresses of this machine.
class CurlClient final : public HttpClient {
 public:
  explicit CurlClient(CurlOptions options = {});
  ~CurlClient() override;

  void start(HttpTicket ticket, HttpRequest request) override;

 protected:
  std::vector<HttpCompletion> poll(Duration at_most) override;

 private:
  class Transfers;
  std::unique_ptr<Transfers> transfers_;
};

}  // namespace muster
