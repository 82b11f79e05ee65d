#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace muster {

/// The state of a connection, which determines whether it may be closed.
enum class ConnectionState {
  waiting,    ///< No complete request arrived: the client is silent, slow, or about to leave.
  receiving,  ///< The body of an admitted request arrives, or an answer is sent.
  answering,  ///< muster computes its answer: it is never closed.
};

/// The open connections of one listener by client address. If there are too many, the one that has waited
/// longest is closed for the new one. So silent clients never block a new client.
class ConnectionTable {
 public:
  using Id = std::uint64_t;

  /// Permits at most `most` connections, and at most `most_of_one` from one address.
  ConnectionTable(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  Id enter(const std::string& from);
  /// Records the new state of the connection; unknown ids are ignored.
  void note(Id id, ConnectionState standing);
  void leave(Id id);
  std::size_t size() const { return entries_.size(); }

  /// Whether one more connection from this address is permitted.
  bool has_room(const std::string& from) const;
  /// Returns the connection to close for one more from this address: one of its own if it has too many, else
  /// one of the address with the most. nullopt if muster answers all of them.
  std::optional<Id> gives_way_to(const std::string& from) const;

 private:
  struct Entry {
    std::string from;
    ConnectionState standing = ConnectionState::waiting;
    std::uint64_t turn = 0;  ///< Grows with time: the smallest has waited longest.
  };
  std::optional<Id> longest_waiting(const std::string& from) const;
  bool too_many_of(const std::string& from) const;

  std::size_t most_;
  std::size_t most_of_one_;
  std::map<Id, Entry> entries_;
  std::map<std::string, std::size_t> by_address_;
  Id next_id_ = 1;
  std::uint64_t next_turn_ = 1;
};

}  // namespace muster
