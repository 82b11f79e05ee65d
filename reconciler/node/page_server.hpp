#pragma once

#include <list>
#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/node/page_guest.hpp"

namespace muster::node {

/// Serves one page by HTTP, without a thread or a library of its own: muster-node has few bytes to spare.
/// Up to 32 clients are served side by side; one more makes the one that came first give way. No client is
/// waited for.
class PageServer {
 public:
  /// "127.0.0.1:9101" or "[::1]:9101"; port 0 takes a free one. Fails with `invalid` or `io`.
  static Result<PageServer> listen(const std::string& address);
  PageServer(PageServer&& other) noexcept;
  PageServer& operator=(PageServer&&) = delete;
  ~PageServer();

  /// Readable when `serve` has something to do, be it that a client's time is up.
  int descriptor() const { return events_; }
  int port() const { return port_; }

  /// Does what can be done now without waiting: the page to GET /metrics, "ok" to GET /healthz, a refusal to
  /// anything else.
  void serve(const PageTerms& terms);

 private:
  PageServer() = default;
  using Guests = std::list<PageGuest>;  ///< In the order in which they came.

  Result<Done> watch();
  void accept_all(const PageTerms& terms);
  void move_on(Guests::iterator guest, const PageTerms& terms);
  void let_go(Guests::iterator guest);
  void let_go_of_late();
  void set_timer();

  int socket_ = -1;
  int events_ = -1;  ///< An epoll descriptor: the socket, the timer and the guests.
  int timer_ = -1;   ///< Runs out when the first guest's time is up.
  int port_ = 0;
  Guests guests_;
};

}  // namespace muster::node
