#include "reconciler/core/place/room_index.hpp"

namespace muster {

RoomIndex::RoomIndex(const std::vector<Resources>& rooms) : size_(static_cast<int>(rooms.size())) {
  while (leaves_ < size_) leaves_ *= 2;
  most_.assign(static_cast<std::size_t>(leaves_) * 2, kClosed);
  std::copy(rooms.begin(), rooms.end(), most_.begin() + leaves_);
  for (auto node = static_cast<std::size_t>(leaves_) - 1; node > 0; --node) {
    most_[node] = most_of(most_[2 * node], most_[2 * node + 1]);
  }
}

int RoomIndex::search(int node, int low, int high, const Resources& wanted, int from) const {
  if (high <= from || !wanted.fits_in(most_[static_cast<std::size_t>(node)])) return -1;
  if (high - low == 1) return low;
  const int middle = low + (high - low) / 2;
  const int left = search(2 * node, low, middle, wanted, from);
  return left >= 0 ? left : search(2 * node + 1, middle, high, wanted, from);
}

int RoomIndex::first_with(const Resources& wanted, int from) const {
  return search(1, 0, leaves_, wanted, from);
}

void RoomIndex::set(int machine, const Resources& room) {
  auto node = static_cast<std::size_t>(leaves_ + machine);
  most_[node] = room;
  for (node /= 2; node > 0; node /= 2) most_[node] = most_of(most_[2 * node], most_[2 * node + 1]);
}

void RoomIndex::add(const Resources& room) {
  if (size_ == leaves_) {
    std::vector<Resources> rooms(most_.begin() + leaves_, most_.begin() + leaves_ + size_);
    rooms.push_back(room);
    *this = RoomIndex(rooms);
    return;
  }
  set(size_++, room);
}

}  // namespace muster
