#pragma once

#include <fcntl.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/raw_client.hpp"

namespace muster {

/// Clients that wish a listener no good, as many at once as it is told: silent ones, slow ones, half
/// requests, headers and bodies without an end, idle connections. Whoever is shut out comes back at once. One
/// thread drives them all.
class Crowd {
 public:
  Crowd(std::string url, std::size_t size) : url_(std::move(url)), size_(size), thread_([this] { go(); }) {}
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  ~Crowd() {
    stop_ = true;
    thread_.join();
  }

  int connections() const { return connections_; }  ///< So many were made.
  int shut_out() const { return shut_out_; }        ///< So many of them were ended by the server.
  long bytes() const { return bytes_; }             ///< Sent by those without an end.

 private:
  enum class Kind { silent, slow, half, endless_header, endless_chunks, large_body, idle };
  static constexpr int kKinds = 7;

  struct Member {
    RawClient client;
    Kind kind;
  };

  Member newcomer() {
    const auto kind = static_cast<Kind>(connections_ % kKinds);
    ++connections_;
    Member member{RawClient(url_), kind};
    static const std::array<std::string, kKinds> opening = {
        "",
        "POST /wake HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "GET /healthz HTTP/1.1\r\nHost: x\r\n",
        "GET /status HTTP/1.1\r\nHost: x\r\nX-Long: ",
        "POST /v1/readings HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /wake HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n",
        "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n"};
    member.client.send(opening[static_cast<std::size_t>(kind)]);
    ::fcntl(member.client.descriptor(), F_SETFL, O_NONBLOCK);
    return member;
  }

  /// One more piece of what it says. False when the server has ended the connection.
  bool go_on(const Member& member) {
    static const std::string line(16 << 10, 'x');
    static const std::string chunk = "4000\r\n" + line + "\r\n";
    const int socket = member.client.descriptor();
    const auto send = [&](std::string_view text) {
      const auto count = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count > 0) bytes_ += count;
    };
    if (member.kind == Kind::slow) send("a");
    if (member.kind == Kind::endless_header || member.kind == Kind::large_body) send(line);
    if (member.kind == Kind::endless_chunks) send(chunk);
    std::array<char, 4096> heard;
    while (true) {
      const auto got = ::recv(socket, heard.data(), heard.size(), MSG_DONTWAIT);
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK)) return false;
      if (got < 0) return true;
    }
  }

  void go() {
    std::vector<Member> members;
    while (!stop_) {
      // Some come at a time, so that everybody who listens has the CPU now and then.
      for (int i = 0; i < 50 && members.size() < size_; ++i) members.push_back(newcomer());
      for (auto member = members.begin(); member != members.end();) {
        if (go_on(*member)) {
          ++member;
          continue;
        }
        ++shut_out_;
        if (&*member != &members.back()) {
          std::destroy_at(&*member);
          std::construct_at(&*member, std::move(members.back()));
        }
        members.pop_back();
      }
      ::poll(nullptr, 0, 20);
    }
  }

  std::string url_;
  std::size_t size_;
  std::atomic<bool> stop_{false};
  std::atomic<int> connections_{0};
  std::atomic<int> shut_out_{0};
  std::atomic<long> bytes_{0};
  std::thread thread_;
};

}  // namespace muster
