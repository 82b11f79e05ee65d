#include "reconciler/node/page_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <utility>

namespace muster::node {
namespace {

using Ticks = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(1);
constexpr std::size_t kLargestHead = 8192;

struct Endpoint {
  sockaddr_storage address{};
  socklen_t size = 0;
};

Result<Endpoint> endpoint_of(const std::string& text) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not an address and a port such as 127.0.0.1:9101", text)};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return wrong;
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  if (problem != std::errc() || end != text.data() + text.size()) return wrong;
  auto host = text.substr(0, colon);
  Endpoint endpoint;
  if (host.starts_with('[') && host.ends_with(']')) {
    auto& six = reinterpret_cast<sockaddr_in6&>(endpoint.address);
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    endpoint.size = sizeof six;
    if (::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &six.sin6_addr) != 1) return wrong;
    return endpoint;
  }
  auto& four = reinterpret_cast<sockaddr_in&>(endpoint.address);
  four.sin_family = AF_INET;
  four.sin_port = htons(port);
  endpoint.size = sizeof four;
  if (::inet_pton(AF_INET, host.c_str(), &four.sin_addr) != 1) return wrong;
  return endpoint;
}

/// Waits until the socket can be read or written; false when the time is up.
bool ready(int socket, short events, Ticks::time_point until) {
  pollfd wanted{socket, events, 0};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Ticks::now()).count();
  return left > 0 && ::poll(&wanted, 1, static_cast<int>(left)) > 0;
}

std::string read_head(int socket, Ticks::time_point until) {
  std::string head;
  char chunk[1024];
  while (head.size() < kLargestHead && head.find("\r\n\r\n") == std::string::npos) {
    if (!ready(socket, POLLIN, until)) return "";
    const auto got = ::recv(socket, chunk, sizeof chunk, MSG_DONTWAIT);
    if (got <= 0) return "";
    head.append(chunk, static_cast<std::size_t>(got));
  }
  return head;
}

void write_all(int socket, const std::string& text, Ticks::time_point until) {
  std::size_t sent = 0;
  while (sent < text.size() && ready(socket, POLLOUT, until)) {
    const auto count = ::send(socket, text.data() + sent, text.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

std::string response(const char* status, const char* type, const std::string& body) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                     status, type, body.size(), body);
}

}  // namespace

Result<PageServer> PageServer::listen(const std::string& address) {
  auto endpoint = endpoint_of(address);
  if (!endpoint) return endpoint.error();
  const auto failed = [&address] {
    return Error{ErrorKind::io, fmt::format("listening on {}: {}", address, std::strerror(errno))};
  };
  const int socket = ::socket(endpoint->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return failed();
  PageServer server(socket, 0);
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  auto* place = reinterpret_cast<sockaddr*>(&endpoint->address);
  if (::bind(socket, place, endpoint->size) != 0 || ::listen(socket, 16) != 0) return failed();
  if (::getsockname(socket, place, &endpoint->size) != 0) return failed();
  // The port lies at the same place in both kinds of address.
  server.port_ = ntohs(reinterpret_cast<sockaddr_in&>(endpoint->address).sin_port);
  return server;
}

PageServer::PageServer(PageServer&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), port_(other.port_) {}

PageServer::~PageServer() {
  if (socket_ >= 0) ::close(socket_);
}

void PageServer::serve(const std::function<std::string()>& page) const {
  const int socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (socket < 0) return;
  const auto until = Ticks::now() + kPatience;
  const auto head = read_head(socket, until);
  const std::string_view line = std::string_view(head).substr(0, head.find("\r\n"));
  if (line.starts_with("GET /metrics ") || line.starts_with("GET /metrics?"))
    write_all(socket, response("200 OK", "text/plain; version=0.0.4; charset=utf-8", page()), until);
  else if (line.starts_with("GET /healthz "))
    write_all(socket, response("200 OK", "text/plain", "ok\n"), until);
  else if (!line.empty())
    write_all(socket, response("404 Not Found", "text/plain", "the page is /metrics\n"), until);
  ::close(socket);
}

}  // namespace muster::node
