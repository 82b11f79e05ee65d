#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Where a server listens, and what one client may take of it. A deadline is for the whole of its part,
/// however slowly the bytes of it come.
struct HttpServerOptions {
  std::string listen = "127.0.0.1:0";     ///< Address and port; port 0 takes a free one.
  std::string certificate{};              ///< PEM file of the chain; "" for plain HTTP.
  std::string certificate_key{};          ///< PEM file of its key.
  std::size_t largest_head = 8 << 10;     ///< Bytes of request line and headers; more are answered with 431.
  std::size_t most_headers = 100;         ///< More are answered with 431.
  std::size_t largest_body = 1 << 20;     ///< Bytes, however the body is framed; more are answered with 413.
  std::size_t bodies_at_once = 16 << 20;  ///< Bytes of all bodies under way; more are answered with 503.
  std::size_t most_connections = 256;     ///< Above it the one that has waited longest gives way, see below.
  std::size_t most_of_one_address = 128;
  std::size_t threads = 2;  ///< So many requests are handled side by side.
  Duration head_within =
      5s;  ///< From the connection, or the first byte of a later request, to the last header.
  Duration body_within = 30s;                             ///< From the last header to the last byte.
  Duration answer_within = 10s;                           ///< For the client to take the answer.
  Duration idle_at_most = 30s;                            ///< Between two requests of a connection.
  Duration connection_at_most = std::chrono::minutes(5);  ///< No further request of a connection after it.
};

/// The one listener of muster.
///
/// One thread serves all connections, and none of them is waited for: a client that is silent or slow costs
/// nobody else a turn. A request that is late is answered with 408. When there are too many connections, in
/// all or from one address, the one that has waited longest is closed and the newcomer is heard.
class HttpServer {
 public:
  /// Gets method, path with query as `url`, headers and body. Called on several threads at once.
  using Handler = std::function<HttpResponse(const HttpRequest& request)>;
  /// Gets a request without its body, before any of the body is read. Returns the answer when that is all it
  /// takes: refusals, probes. Called on the one thread of the connections, so it never waits.
  using Admit = std::function<std::optional<HttpResponse>(const HttpRequest& head)>;

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
