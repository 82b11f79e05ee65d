#pragma once

#include <list>
#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/node/page_guest.hpp"

namespace muster::node {

/// Serves one page over HTTP without a thread or a library, because muster-node must need little memory. It
/// serves up to 32 clients in parallel; a further one closes the oldest. It waits for no client.
class PageServer {
 public:
  /// "127.0.0.1:9101" or "[::1]:9101"; port 0 chooses a free one. Fails with `invalid` or `io`.
  static Result<PageServer> listen(const std::string& address);
  PageServer(PageServer&& other) noexcept;
  PageServer& operator=(PageServer&&) = delete;
  ~PageServer();

  /// Readable if `serve` has work, also after a client's time limit.
  int descriptor() const { return events_; }
  int port() const { return port_; }

  /// Does all work that is possible without waiting: the page for GET /metrics, "ok" for GET /healthz, a
  /// refusal for anything else.
  void serve(const PageOptions& terms);

 private:
  PageServer() = default;
  using Guests = std::list<PageGuest>;  ///< In the order of their arrival.

  Result<Done> watch();
  void accept_all(const PageOptions& terms);
  void move_on(Guests::iterator guest, const PageOptions& terms);
  void let_go(Guests::iterator guest);
  void let_go_of_late();
  void set_timer();

  int socket_ = -1;
  int events_ = -1;  ///< An epoll descriptor: the socket, the timer and the clients.
  int timer_ = -1;   ///< Expires at the first client's time limit.
  int port_ = 0;
  Guests guests_;
};

}  // namespace muster::node
