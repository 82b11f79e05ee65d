#pragma once

#include <memory>
#include <string>

#include "reconciler/adapters/http/http_handler.hpp"
#include "reconciler/adapters/http/http_server_options.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The one listener of muster.
///
/// One thread serves all connections, and none of them is waited for: a client that is silent or slow costs
/// nobody else a turn. A request that is late is answered with 408. When there are too many connections, in
/// all or from one address, the one that has waited longest is closed and the newcomer is heard.
class HttpServer {
 public:
  using Handler = HttpHandler;
  using Admit = HttpAdmit;

  /// Fails with `invalid` for an address that is none, `io` when it cannot be listened on or the certificate
  /// cannot be used. Without `admit`, every request is handled.
  static Result<std::unique_ptr<HttpServer>> start(const HttpServerOptions& options, Handler handler,
                                                   Admit admit = {});
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Waits for requests that are being handled; their clients have a second to take the answer. Waits for no
  /// other client.
  ~HttpServer();

  std::string url() const;  ///< "http://127.0.0.1:41234"

 private:
  class Listener;
  explicit HttpServer(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace muster
