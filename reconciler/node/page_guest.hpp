#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace muster::node {

/// The page and the permitted names. The page is made for each request.
struct PageOptions {
  std::function<std::string()> page;
  std::vector<std::string> hosts;  ///< Names of the page in requests, in addition to the default ones.
};

/// Returns the answer to a request with a complete head.
std::string answer_to(const std::string& head, const PageOptions& terms);

/// One client of the page, served in small steps without waiting. It has five seconds in total.
class PageGuest {
 public:
  using Ticks = std::chrono::steady_clock;

  /// Takes the connected, non-blocking socket.
  PageGuest(int socket, Ticks::time_point now);
  PageGuest(const PageGuest&) = delete;
  PageGuest& operator=(const PageGuest&) = delete;
  ~PageGuest();

  int socket() const { return socket_; }
  Ticks::time_point until() const { return until_; }
  bool has_answer() const { return !answer_.empty(); }
  /// Reads and writes as far as possible without waiting. Returns false if the client must be closed.
  bool move_on(const PageOptions& terms);
  /// Sends a timeout answer as far as possible without waiting, if nothing was answered yet.
  void answer_too_late();

 private:
  enum class Stage { reading, writing, leaving };

  bool read(const PageOptions& terms);
  bool write();
  bool leave();

  int socket_;
  Ticks::time_point until_;
  Stage stage_ = Stage::reading;
  std::string heard_;
  std::string answer_;
  std::size_t sent_ = 0;
  std::size_t thrown_away_ = 0;
};

}  // namespace muster::node
