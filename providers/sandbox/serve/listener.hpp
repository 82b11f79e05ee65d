#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "providers/sandbox/serve/connection.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// Accepts connections on 127.0.0.1 and serves each in its own thread.
class Listener {
 public:
  /// Listens on the port (0: a free one); `serve` is called once for each connection, in the connection's
  /// thread. Fails with io.
  static Result<std::unique_ptr<Listener>> open(int port, std::function<void(Connection&)> serve);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }
  /// Ends every connection and waits for their threads. Further calls do nothing.
  void close();

 private:
  struct Guest {
    int socket;
    std::atomic<bool> gone{false};
    std::thread thread;
  };

  Listener(int socket, int port, std::function<void(Connection&)> serve);
  void accept_all();
  void welcome(int socket);
  void see_off_the_gone();

  int socket_;
  int port_;
  std::function<void(Connection&)> serve_;
  std::atomic<bool> closing_{false};
  std::mutex mutex_;
  std::list<Guest> guests_;
  std::thread thread_;
};

}  // namespace muster::sandbox
