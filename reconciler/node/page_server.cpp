#include "reconciler/node/page_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <utility>

namespace muster::node {
namespace {

constexpr std::size_t kMostGuests = 32;

struct SocketAddress {
  sockaddr_storage address{};
  socklen_t size = 0;
};

Result<SocketAddress> socket_address_of(const std::string& text) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not an address and a port such as 127.0.0.1:9101", text)};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return wrong;
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  if (problem != std::errc() || end != text.data() + text.size()) return wrong;
  auto host = text.substr(0, colon);
  SocketAddress endpoint;
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

}  // namespace

Result<PageServer> PageServer::listen(const std::string& address) {
  auto endpoint = socket_address_of(address);
  if (!endpoint) return endpoint.error();
  const auto failed = [&address] {
    return Error{ErrorKind::io, fmt::format("listening on {}: {}", address, std::strerror(errno))};
  };
  PageServer server;
  server.socket_ = ::socket(endpoint->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (server.socket_ < 0) return failed();
  const int yes = 1;
  ::setsockopt(server.socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  auto* place = reinterpret_cast<sockaddr*>(&endpoint->address);
  if (::bind(server.socket_, place, endpoint->size) != 0 || ::listen(server.socket_, 128) != 0)
    return failed();
  if (::getsockname(server.socket_, place, &endpoint->size) != 0) return failed();
  // The port has the same offset in both kinds of address.
  server.port_ = ntohs(reinterpret_cast<sockaddr_in&>(endpoint->address).sin_port);
  if (!server.watch()) return failed();
  return server;
}

Result<Done> PageServer::watch() {
  const Error failed{ErrorKind::io, "no descriptors"};
  events_ = ::epoll_create1(EPOLL_CLOEXEC);
  timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  if (events_ < 0 || timer_ < 0) return failed;
  for (const int watched : {socket_, timer_}) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = watched;
    if (::epoll_ctl(events_, EPOLL_CTL_ADD, watched, &event) != 0) return failed;
  }
  return Done{};
}

PageServer::PageServer(PageServer&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      events_(std::exchange(other.events_, -1)),
      timer_(std::exchange(other.timer_, -1)),
      port_(other.port_),
      guests_(std::move(other.guests_)) {}

PageServer::~PageServer() {
  for (const int descriptor : {socket_, events_, timer_})
    if (descriptor >= 0) ::close(descriptor);
}

void PageServer::serve(const PageOptions& terms) {
  std::array<epoll_event, kMostGuests + 2> events;
  const int count = ::epoll_wait(events_, events.data(), static_cast<int>(events.size()), 0);
  bool newcomers = false;
  for (int i = 0; i < count; ++i) {
    const int ready = events[static_cast<std::size_t>(i)].data.fd;
    newcomers = newcomers || ready == socket_;
    const auto guest = std::find_if(guests_.begin(), guests_.end(),
                                    [&](const PageGuest& one) { return one.socket() == ready; });
    if (guest != guests_.end()) move_on(guest, terms);
  }
  let_go_of_late();
  // Last: a new guest may get the number of a socket that was closed above.
  if (newcomers) accept_all(terms);
  set_timer();
}

void PageServer::set_timer() {
  itimerspec next{};
  if (!guests_.empty()) {
    const auto until = guests_.front().until().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(until);
    next.it_value.tv_sec = seconds.count();
    next.it_value.tv_nsec = std::chrono::nanoseconds(until - seconds).count();
  }
  ::timerfd_settime(timer_, TFD_TIMER_ABSTIME, &next, nullptr);
}

void PageServer::accept_all(const PageOptions& terms) {
  // Many clients must not prevent the caller from measuring.
  for (std::size_t i = 0; i < kMostGuests; ++i) {
    const int socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0 && (errno == EMFILE || errno == ENFILE) && !guests_.empty()) {
      let_go(guests_.begin());
      continue;
    }
    if (socket < 0) return;
    if (guests_.size() >= kMostGuests) let_go(guests_.begin());
    guests_.emplace_back(socket, PageGuest::Ticks::now());
    const auto guest = std::prev(guests_.end());
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.fd = socket;
    ::epoll_ctl(events_, EPOLL_CTL_ADD, socket, &event);
    move_on(guest, terms);
  }
}

void PageServer::move_on(Guests::iterator guest, const PageOptions& terms) {
  if (!guest->move_on(terms)) let_go(guest);
}

void PageServer::let_go(Guests::iterator guest) {
  guests_.erase(guest);
}

void PageServer::let_go_of_late() {
  std::uint64_t ran_out = 0;
  [[maybe_unused]] const auto got = ::read(timer_, &ran_out, sizeof ran_out);
  const auto now = PageGuest::Ticks::now();
  while (!guests_.empty() && guests_.front().until() <= now) {
    guests_.front().answer_too_late();
    let_go(guests_.begin());
  }
}

}  // namespace muster::node
