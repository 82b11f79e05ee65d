#include "reconciler/adapters/config/policy/load_spare.hpp"

namespace muster {

Spare load_spare(const DeclaredFields& spec) {
  return {load_spare_room(spec.map("spare")), spec.at("spare")};
}

SpareRoom load_spare_room(const DeclaredFields& spare) {
  SpareRoom room;
  room.machines = spare.number("machines", 0);
  room.percent = spare.number("percent", 0);
  room.agents = spare.number("agents", 0);
  const int given = (room.machines > 0) + (room.percent > 0) + (room.agents > 0);
  if (given != 1) {
    spare.report("machines", given == 0 ? "no spare capacity is declared" : "several kinds of spare capacity",
                 "exactly one of machines, percent and agents");
  }
  return room;
}

}  // namespace muster
