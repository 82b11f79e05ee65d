#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace muster {

/// How far a connection has come, as far as it matters for who gives way.
enum class ConnectionState {
  waiting,    ///< No whole request was heard: the client is silent, slow, or about to leave.
  receiving,  ///< The body of an admitted request comes in, or an answer goes out.
  answering,  ///< muster works on its answer: it never gives way.
};

/// The open connections of one listener by the address that they come from. When there are too many, the
/// one that has waited longest gives way to the newcomer. So many silent clients never keep a new one out.
class ConnectionTable {
 public:
  using Id = std::uint64_t;

  /// At most `most` connections, and at most `most_of_one` from one address.
  ConnectionTable(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  Id enter(const std::string& from);
  /// The connection has come so far just now; unknown ids are ignored.
  void note(Id id, ConnectionState standing);
  void leave(Id id);
  std::size_t size() const { return entries_.size(); }

  /// Whether one more may enter from this address.
  bool has_room(const std::string& from) const;
  /// The connection that gives way to one more from this address: one of its own while it has too many, else
  /// one of the address with the most. nullopt when every one of them is being answered.
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
