#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace muster::node {

/// What a page is asked for with. The page is made when somebody asks for it.
struct PageTerms {
  std::function<std::string()> page;
  std::vector<std::string> hosts;  ///< Names that the page is asked for by, besides the usual ones.
};

/// The answer to a request whose head is complete.
std::string answer_to(const std::string& head, const PageTerms& terms);

/// One client of the page, served a bit at a time: nothing here waits. It has five seconds for all of it.
class PageGuest {
 public:
  using Ticks = std::chrono::steady_clock;

  /// Takes the connected socket, which does not block.
  PageGuest(int socket, Ticks::time_point now);
  PageGuest(const PageGuest&) = delete;
  PageGuest& operator=(const PageGuest&) = delete;
  ~PageGuest();

  int socket() const { return socket_; }
  Ticks::time_point until() const { return until_; }
  bool has_answer() const { return !answer_.empty(); }
  /// Reads and writes as far as it goes now. False when the guest is to be let go.
  bool move_on(const PageTerms& terms);
  /// The time is up: says so as far as it goes, when nothing was answered yet.
  void say_late();

 private:
  enum class Stage { reading, writing, leaving };

  bool read(const PageTerms& terms);
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
