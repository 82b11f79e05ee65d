#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

struct HttpServerOptions {
  std::string listen = "127.0.0.1:0";  ///< Address and port; port 0 takes a free one.
  std::string certificate{};           ///< PEM file of the chain; "" for plain HTTP.
  std::string certificate_key{};       ///< PEM file of its key.
  std::size_t largest_body = 1 << 20;  ///< Larger ones are answered with 413.
  std::size_t threads = 4;             ///< So many requests are answered side by side.
  Duration patience = 5s;              ///< So long may a client take to say something.
};

/// The one listener of muster. Requests are handled on threads of its own, several at a time.
class HttpServer {
 public:
  /// Gets method, path with query as `url`, headers and body. Called on several threads at once.
  using Handler = std::function<HttpResponse(const HttpRequest& request)>;

  /// Fails with `invalid` for an address that is none, `io` when it cannot be listened on or the certificate
  /// cannot be used.
  static Result<std::unique_ptr<HttpServer>> start(const HttpServerOptions& options, Handler handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();  ///< Waits for requests that are being handled.

  std::string url() const;  ///< "http://127.0.0.1:41234"

 private:
  class Listener;
  explicit HttpServer(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace muster
