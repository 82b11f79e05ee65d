#include "reconciler/adapters/http/connection_table.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("connections of one address are many until the limit, then the one that has waited longest goes") {
  ConnectionTable table(10, 2);
  const auto first = table.enter("a");
  const auto second = table.enter("a");
  CHECK_FALSE(table.has_room("a"));
  CHECK(table.has_room("b"));
  CHECK(table.gives_way_to("a") == first);
  table.note(first, ConnectionState::waiting);  // It has asked something meanwhile, and waits since then.
  CHECK(table.gives_way_to("a") == second);
  table.leave(second);
  CHECK(table.has_room("a"));
  CHECK(table.size() == 1);
}

TEST_CASE("who is slow goes before who is served, and who is answered stays") {
  ConnectionTable table(10, 3);
  const auto answered = table.enter("a");
  const auto served = table.enter("a");
  const auto slow = table.enter("a");
  table.note(answered, ConnectionState::answering);
  table.note(served, ConnectionState::receiving);
  CHECK(table.gives_way_to("a") == slow);
  table.leave(slow);
  const auto another = table.enter("a");
  table.note(another, ConnectionState::answering);
  CHECK(table.gives_way_to("a") == served);
  table.note(served, ConnectionState::answering);
  CHECK_FALSE(table.gives_way_to("a").has_value());
}

TEST_CASE("when all are too many, the address with the most gives way and the others stay") {
  ConnectionTable table(4, 3);
  const auto alone = table.enter("alone");
  const auto first_of_crowd = table.enter("crowd");
  table.enter("crowd");
  table.enter("crowd");
  CHECK_FALSE(table.has_room("newcomer"));
  CHECK(table.gives_way_to("newcomer") == first_of_crowd);
  CHECK(table.gives_way_to("alone") == first_of_crowd);
  table.leave(alone);
  CHECK(table.has_room("newcomer"));
}

TEST_CASE("what left is forgotten, and leaving twice changes nothing") {
  ConnectionTable table(2, 2);
  const auto one = table.enter("a");
  table.leave(one);
  table.leave(one);
  table.note(one, ConnectionState::answering);
  CHECK(table.size() == 0);
  CHECK(table.has_room("a"));
  CHECK_FALSE(table.gives_way_to("a").has_value());
}
