#include "reconciler/adapters/http/connection_table.hpp"

#include <algorithm>
#include <tuple>

namespace muster {

ConnectionTable::Id ConnectionTable::enter(const std::string& from) {
  const auto id = next_id_++;
  entries_[id] = {from, ConnectionState::waiting, next_turn_++};
  ++by_address_[from];
  return id;
}

void ConnectionTable::note(Id id, ConnectionState standing) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  found->second.standing = standing;
  found->second.turn = next_turn_++;
}

void ConnectionTable::leave(Id id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  const auto counted = by_address_.find(found->second.from);
  if (--counted->second == 0) by_address_.erase(counted);
  entries_.erase(found);
}

bool ConnectionTable::too_many_of(const std::string& from) const {
  const auto found = by_address_.find(from);
  return found != by_address_.end() && found->second >= most_of_one_;
}

bool ConnectionTable::has_room(const std::string& from) const {
  return entries_.size() < most_ && !too_many_of(from);
}

std::optional<ConnectionTable::Id> ConnectionTable::longest_waiting(const std::string& from) const {
  const auto rank = [](const Entry& entry) { return std::tuple(entry.standing, entry.turn); };
  auto best = entries_.end();
  for (auto it = entries_.begin(); it != entries_.end(); ++it) {
    if (it->second.from != from || it->second.standing == ConnectionState::answering) continue;
    if (best == entries_.end() || rank(it->second) < rank(best->second)) best = it;
  }
  return best == entries_.end() ? std::nullopt : std::optional(best->first);
}

std::optional<ConnectionTable::Id> ConnectionTable::gives_way_to(const std::string& from) const {
  if (too_many_of(from)) return longest_waiting(from);
  const auto most = std::max_element(by_address_.begin(), by_address_.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == by_address_.end() ? std::nullopt : longest_waiting(most->first);
}

}  // namespace muster
