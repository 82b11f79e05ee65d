#pragma once

#include <memory>
#include <string>

#include "reconciler/adapters/http/http_handler.hpp"
#include "reconciler/adapters/http/http_server_options.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The one listener of muster.
///
/// One thread serves all connections and never waits for one of them, so a silent or slow client does not
/// delay others. A late request gets 408. If there are too many connections, in total or from one address,
/// the one that has waited longest is closed for the new one.
class HttpServer {
 public:
  using Handler = HttpHandler;
  using Admit = HttpAdmit;

  /// Fails with `invalid` for an invalid address, and with `io` if it cannot listen or the certificate is
  /// unusable. Without `admit`, every request is handled.
  static Result<std::unique_ptr<HttpServer>> start(const HttpServerOptions& options, Handler handler,
                                                   Admit admit = {});
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Waits for requests that are being handled; their clients have one second to read the answer. Waits for
  /// no other client.
  ~HttpServer();

  std::string url() const;  ///< "http://127.0.0.1:41234"

 private:
  class Listener;
  explicit HttpServer(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace muster
