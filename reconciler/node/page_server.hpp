#pragma once

#include <functional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster::node {

/// Serves one page by HTTP, one connection at a time, without a thread or a library of its own: muster-node
/// has few bytes to spare.
class PageServer {
 public:
  /// "127.0.0.1:9101" or "[::1]:9101"; port 0 takes a free one. Fails with `invalid` or `io`.
  static Result<PageServer> listen(const std::string& address);
  PageServer(PageServer&& other) noexcept;
  PageServer& operator=(PageServer&&) = delete;
  ~PageServer();

  int descriptor() const { return socket_; }  ///< To be polled for a connection.
  int port() const { return port_; }

  /// Answers one waiting connection: the page to GET /metrics, "ok" to GET /healthz, 404 to anything else.
  /// A client that is slow has a second for all of it.
  void serve(const std::function<std::string()>& page) const;

 private:
  PageServer(int socket, int port) : socket_(socket), port_(port) {}
  int socket_;
  int port_;
};

}  // namespace muster::node
