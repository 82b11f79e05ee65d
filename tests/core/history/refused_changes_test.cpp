#include "reconciler/core/history/refused_changes.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

const FleetName kRefusedFleet{"fpai"};
const Digest kRefusedUnder{"sha256:1"};

JournalEntry refused_entry(Instant at, const Digest& declared) {
  return {1, at, kRefusedFleet, ChangeRefused{ChangeId("c"), "machine.worker/1", declared, "403: no"}};
}

bool is_refused(const std::vector<JournalEntry>& entries, Instant now,
                const Digest& declared = kRefusedUnder) {
  return !refused_changes(entries, kRefusedFleet, declared, now).empty();
}

}  // namespace

TEST_CASE("a change that the cloud called invalid stays refused while the declared files stay") {
  const std::vector<JournalEntry> entries = {refused_entry(Instant(1h), kRefusedUnder)};
  CHECK(is_refused(entries, Instant(1h)));
  CHECK(is_refused(entries, Instant(1000h)));
  CHECK_FALSE(is_refused(entries, Instant(2h), Digest{"sha256:2"}));
}

TEST_CASE("a denied change is tried again after an hour, then after two, at most after a day") {
  const auto denied = denied_under(kRefusedUnder);
  std::vector<JournalEntry> entries = {refused_entry(Instant(0h), denied)};
  CHECK(is_refused(entries, Instant(59min)));
  CHECK_FALSE(is_refused(entries, Instant(1h)));
  CHECK_FALSE(is_refused(entries, Instant(1min), Digest{"sha256:2"}));
  entries.push_back(refused_entry(Instant(2h), denied));
  CHECK(is_refused(entries, Instant(3h + 59min)));
  CHECK_FALSE(is_refused(entries, Instant(4h)));
  for (int i = 0; i < 9; ++i) entries.push_back(refused_entry(Instant(10h), denied));
  CHECK(is_refused(entries, Instant(33h)));
  CHECK_FALSE(is_refused(entries, Instant(34h)));
  CHECK(refused_changes(entries, kRefusedFleet, kRefusedUnder, Instant(11h))
            .front()
            .why.find("tries it again at") != std::string::npos);
}
