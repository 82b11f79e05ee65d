#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <string>
#include <utility>

namespace muster {

/// A client that says what the test says, byte by byte: for requests that no well-behaved client sends. What
/// it waits for comes, or the test fails after a time that is only ever used up then.
class RawClient {
 public:
  /// Connects to a server's url(): "http://127.0.0.1:41234".
  explicit RawClient(const std::string& url) {
    const auto colon = url.rfind(':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::uint16_t port = 0;
    std::from_chars(url.data() + colon + 1, url.data() + url.size(), port);
    address.sin_port = htons(port);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_) {}
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool connected() const { return connected_; }
  int descriptor() const { return socket_; }

  /// Whether all of it could be sent.
  bool send(const std::string& text) const {
    std::size_t sent = 0;
    while (sent < text.size()) {
      const auto count = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return false;
      sent += static_cast<std::size_t>(count);
    }
    return true;
  }
  /// Says nothing more.
  void finish() const { ::shutdown(socket_, SHUT_WR); }

  /// All that comes until the server closes the connection.
  std::string read_all() const { return read("", true); }
  /// What comes until `end` is among it.
  std::string read_until(const std::string& end) const { return read(end, false); }
  /// Whether the server has closed the connection, or does within the time that a test waits.
  bool is_closed() const {
    char byte = 0;
    while (arrives()) {
      if (::recv(socket_, &byte, 1, 0) <= 0) return true;
    }
    return false;
  }

 private:
  bool arrives() const {
    constexpr int kPatience = 30'000;
    pollfd wanted{socket_, POLLIN, 0};
    return ::poll(&wanted, 1, kPatience) > 0;
  }
  std::string read(const std::string& end, bool to_the_end) const {
    std::string text;
    char chunk[4096];
    while ((to_the_end || text.find(end) == std::string::npos) && arrives()) {
      const auto got = ::recv(socket_, chunk, sizeof chunk, 0);
      if (got <= 0) return text;
      text.append(chunk, static_cast<std::size_t>(got));
    }
    return text;
  }

  int socket_ = -1;
  bool connected_ = false;
};

/// The status of an answer as it came over the wire; 0 when it is none.
inline int status_of(const std::string& answer) {
  int status = 0;
  if (answer.starts_with("HTTP/1.") && answer.size() > 12)
    std::from_chars(answer.data() + 9, answer.data() + 12, status);
  return status;
}

}  // namespace muster
