#include "providers/sandbox/serve/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace muster::sandbox {

namespace {

Error failure(const std::string& doing) {
  return {ErrorKind::io, doing + ": " + std::strerror(errno)};
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(int port, std::function<void(Connection&)> serve) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return failure("making a socket");
  const int on = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(socket, 128) != 0 ||
      getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    auto error = failure("listening on 127.0.0.1:" + std::to_string(port));
    ::close(socket);
    return error;
  }
  return std::unique_ptr<Listener>(new Listener(socket, ntohs(address.sin_port), std::move(serve)));
}

Listener::Listener(int socket, int port, std::function<void(Connection&)> serve)
    : socket_(socket), port_(port), serve_(std::move(serve)) {
  thread_ = std::thread([this] { accept_all(); });
}

Listener::~Listener() {
  close();
}

void Listener::accept_all() {
  while (!closing_) {
    const int guest = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (guest >= 0) {
      welcome(guest);
    } else if (!closing_) {
      // Out of descriptors, or the client left while waiting: others may still come.
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

void Listener::welcome(int socket) {
  see_off_the_gone();
  const std::scoped_lock lock(mutex_);
  if (closing_) {
    ::close(socket);
    return;
  }
  auto& guest = guests_.emplace_back();
  guest.socket = socket;
  guest.thread = std::thread([this, &guest] {
    Connection connection(guest.socket);
    serve_(connection);
    // Marked while the socket is still open: `close` must never shut down a reused number.
    const std::scoped_lock marking(mutex_);
    guest.gone = true;
  });
}

void Listener::see_off_the_gone() {
  std::list<Guest> leaving;
  {
    const std::scoped_lock lock(mutex_);
    for (auto at = guests_.begin(); at != guests_.end();) {
      const auto next = std::next(at);
      if (at->gone) leaving.splice(leaving.end(), guests_, at);
      at = next;
    }
  }
  for (auto& guest : leaving) guest.thread.join();
}

void Listener::close() {
  if (closing_.exchange(true)) return;
  shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
  {
    const std::scoped_lock lock(mutex_);
    for (auto& guest : guests_)
      if (!guest.gone) shutdown(guest.socket, SHUT_RDWR);
  }
  for (auto& guest : guests_) guest.thread.join();
  guests_.clear();
}

}  // namespace muster::sandbox
