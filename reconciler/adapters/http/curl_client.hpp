#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "reconciler/adapters/http/http_client.hpp"

namespace muster {

struct CurlOptions {
  std::size_t connections_per_host = 8;  ///< Further requests wait their turn, first come first served.
  Duration connect_timeout = 5s;
  std::size_t largest_response = 64u << 20;  ///< Bytes of a body after decompression; more is an Error.
  std::string ca_file{};     ///< PEM file of the authorities to trust; "" for those of the system.
  std::string user_agent{};  ///< "" for "muster/<version>".
  /// Asked when the connection stands and the first byte of a request that changes something is about to
  /// leave; its error ends the request as one that was not sent. Must not block.
  std::function<std::optional<Error>()> apply_limits{};
};

/// HttpClient over libcurl's multi interface: HTTP/1.1 with connections kept and reused, TLS verified.
/// Proxies of the environment are honoured, except for addresses of this machine.
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
