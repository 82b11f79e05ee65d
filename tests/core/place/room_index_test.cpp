#include <catch2/catch.hpp>
#include <random>

#include "reconciler/core/place/room_index.hpp"

using namespace muster;

TEST_CASE("the first machine with room is the one that a walk finds") {
  std::mt19937 random(3);
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  const auto any = [&] { return Resources{below(8), below(8)}; };
  std::vector<Resources> rooms;
  RoomIndex index({});
  CHECK(index.first_with({0, 0}) == -1);
  for (int step = 0; step < 3000; ++step) {
    if (rooms.size() < 40 && random() % 4 == 0) {
      rooms.push_back(any());
      index.add(rooms.back());
    } else if (!rooms.empty()) {
      const auto at = static_cast<int>(random() % rooms.size());
      auto& room = rooms[static_cast<std::size_t>(at)];
      room = random() % 5 == 0 ? RoomIndex::kClosed : any();
      index.set(at, room);
    }
    const auto wanted = any();
    const int from = static_cast<int>(random() % 40);
    int expected = -1;
    for (int i = from; expected < 0 && i < static_cast<int>(rooms.size()); ++i) {
      if (wanted.fits_in(rooms[static_cast<std::size_t>(i)])) expected = i;
    }
    REQUIRE(index.first_with(wanted, from) == expected);
  }
}
