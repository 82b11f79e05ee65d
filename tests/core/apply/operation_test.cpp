#include "reconciler/core/apply/operation.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <utility>

#include "reconciler/core/apply/outcome.hpp"

using namespace muster;

namespace {

template <std::size_t... I>
std::vector<Operation> one_of_each(std::index_sequence<I...>) {
  return {Operation(std::in_place_index<I>)...};
}

}  // namespace

TEST_CASE("each call has a word of its own and a sentence") {
  const auto all = one_of_each(std::make_index_sequence<std::variant_size_v<Operation>>());
  std::set<std::string> kinds;
  for (const auto& operation : all) {
    kinds.insert(kind_of(operation));
    CHECK_FALSE(describe(operation).empty());
    const std::string kind = kind_of(operation);
    const bool looks = kind.rfind("look_", 0) == 0 || kind.rfind("find_", 0) == 0;
    CHECK(is_look(operation) == looks);
  }
  CHECK(kinds.size() == all.size());
}

TEST_CASE("calls are told in words, without what must stay secret") {
  call::CreateMachine create;
  create.name = "fpai-worker-3";
  create.spec.size = SizeName("s-2vcpu-4gb");
  create.spec.region = Region("nyc3");
  create.spec.user_data = "password: hunter2";
  CHECK(describe(create) == "create machine fpai-worker-3 (s-2vcpu-4gb in nyc3)");
  CHECK(describe(call::ChangeSize{MachineId("7"), SizeName("big")}) == "change size of machine 7 to big");
  CHECK(describe(call::UntagMachine{MachineId("7"), {"a", "b"}}) == "take a, b off machine 7");
  CHECK(describe(call::SnapshotVolume{VolumeId("v"), "n", {}}) == "take snapshot n of volume v");
  CHECK(describe(call::GrowVolume{VolumeId("v"), 100, {}}) == "grow volume v to 100 GiB");
}

TEST_CASE("a report counts its endings") {
  ApplyReport report;
  CHECK(report.all_done());
  const Error error{ErrorKind::io, "x", {}};
  for (const Outcome& outcome :
       {Outcome(Succeeded{}), Outcome(Failed{error}), Outcome(Skipped{}), Outcome(Unknown{error})})
    report.changes.push_back({ChangeId("c"), "a", outcome, {}, {}});
  CHECK_FALSE(report.all_done());
  CHECK(report.count_done() == 1);
  CHECK(report.count_failed() == 1);
  CHECK(report.count_skipped() == 1);
  CHECK(report.count_unknown() == 1);
  CHECK(to_string(report.changes[3].outcome) == std::string("unknown"));
}
