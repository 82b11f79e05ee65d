#include "reconciler/core/simulate/replay/project_load.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Reading told(const std::string& subject, Metric metric, double value, Quality quality = Quality::ok) {
  return {noon(), *parse_subject(subject), metric, measure(value), quality};
}

/// What the imagined fleet reports, as "worker/1 cpu 40, ...", sorted.
std::string felt(const Scene& recorded, const Scene& imagined, const std::vector<Reading>& readings,
                 bool* at_limit = nullptr) {
  const RecordedSizes sizes(recorded.world.actual, {});
  CarriedLoad load(recorded.world.actual, sizes, recorded.world.prices);
  std::vector<std::string> lines;
  for (const auto& r : load.readings_of(imagined.world, readings, noon()))
    lines.push_back(to_string(r.subject) + " " + to_string(r.metric) + " " +
                    (r.quality == Quality::ok ? format_measure(r.value) : to_string(r.quality)));
  if (at_limit) *at_limit = load.at_limit();
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : ", ") + line;
  return text;
}

}  // namespace

TEST_CASE("the load of one fleet as another would feel it") {
  struct Row {
    const char* that;
    int recorded;
    const char* size;
    int imagined;
    const char* imagined_size;
    std::vector<Reading> readings;
    const char* expected;
  };
  const std::vector<Row> rows = {
      {"the same machines feel the same, each its own",
       2,
       "s-2vcpu-4gb",
       2,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::cpu, 90), told("worker/2", Metric::cpu, 10)},
       "worker/1 cpu 90, worker/2 cpu 10"},
      {"half as many carry twice as much",
       2,
       "s-2vcpu-4gb",
       1,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::cpu, 30), told("worker/2", Metric::cpu, 10)},
       "worker/1 cpu 40"},
      {"twice as large feels half",
       1,
       "s-2vcpu-4gb",
       1,
       "s-4vcpu-8gb",
       {told("worker/1", Metric::cpu, 80), told("worker/1", Metric::memory, 60)},
       "worker/1 cpu 40, worker/1 memory 30"},
      {"nobody is busier than busy",
       2,
       "s-2vcpu-4gb",
       1,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::cpu, 80), told("worker/2", Metric::cpu, 80)},
       "worker/1 cpu 100"},
      {"agents are whole, and none is lost",
       2,
       "s-2vcpu-4gb",
       3,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::agents, 3), told("worker/2", Metric::agents, 5)},
       "worker/1 agents 3, worker/2 agents 3, worker/3 agents 2"},
      {"agents of the pool stay as many",
       1,
       "s-2vcpu-4gb",
       3,
       "s-2vcpu-4gb",
       {told("worker", Metric::agents, 12)},
       "worker agents 12"},
      {"a machine that did not tell is taken to be like the others",
       2,
       "s-2vcpu-4gb",
       1,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::cpu, 30), told("worker/2", Metric::cpu, 0, Quality::error)},
       "worker/1 cpu 60"},
      {"where all failed nothing is made up",
       2,
       "s-2vcpu-4gb",
       1,
       "s-2vcpu-4gb",
       {told("worker/1", Metric::cpu, 0, Quality::error), told("worker/2", Metric::cpu, 0, Quality::error)},
       "worker/1 cpu error"},
      {"answers come slower from less",
       2,
       "s-2vcpu-4gb",
       1,
       "s-2vcpu-4gb",
       {told("worker", Metric::response_time, 100), told("worker/1", Metric::cpu, 10),
        told("worker/2", Metric::cpu, 10)},
       "worker response_time 200, worker/1 cpu 20"},
      {"what speaks of the whole fleet stays",
       1,
       "s-2vcpu-4gb",
       2,
       "s-2vcpu-4gb",
       {told("fleet", Metric::agents, 7)},
       "fleet agents 7"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene recorded;
      recorded.machines(row.recorded, row.size);
      Scene imagined;
      imagined.machines(row.imagined, row.imagined_size);
      CHECK(felt(recorded, imagined, row.readings) == row.expected);
    }
  }
}

TEST_CASE("a disk that a volume was added to is less full, and a new machine's as empty as the emptiest") {
  Scene recorded;
  recorded.machines(2, "s-2vcpu-4gb");
  Scene imagined;
  imagined.machines(3, "s-2vcpu-4gb").volume("worker/1/data-1", 80);
  const auto text =
      felt(recorded, imagined, {told("worker/1", Metric::disk, 90), told("worker/2", Metric::disk, 40)});
  CHECK(text == "worker/1 disk 45, worker/2 disk 40, worker/3 disk 40");
}

TEST_CASE("a machine at its limit is noticed") {
  Scene two;
  two.machines(2, "s-2vcpu-4gb");
  Scene one;
  one.machines(1, "s-2vcpu-4gb");
  bool at_limit = true;
  felt(two, two, {told("worker/1", Metric::cpu, 60), told("worker/2", Metric::cpu, 60)}, &at_limit);
  CHECK_FALSE(at_limit);
  felt(two, one, {told("worker/1", Metric::cpu, 60), told("worker/2", Metric::cpu, 60)}, &at_limit);
  CHECK(at_limit);
}

TEST_CASE("sizes are known back through what was done") {
  Scene scene;
  scene.machines(1, "s-4vcpu-8gb");
  const Slot slot{PoolName("worker"), 1};
  const auto event = [&](const char* from, const char* to, Duration ago) {
    ScalingEvent e;
    e.subject = "worker/1";
    e.address = "machine.worker/1";
    e.from = from;
    e.to = to;
    e.outcome = "done";
    e.completed_at = noon() - ago;
    return e;
  };
  const RecordedSizes sizes(
      scene.world.actual, {event("s-1vcpu-2gb", "s-2vcpu-4gb", 5h), event("s-2vcpu-4gb", "s-4vcpu-8gb", 1h)});
  CHECK(sizes.at(slot, noon() - 6h, scene.world.fleet).value == "s-1vcpu-2gb");
  CHECK(sizes.at(slot, noon() - 5h, scene.world.fleet).value == "s-2vcpu-4gb");
  CHECK(sizes.at(slot, noon() - 30min, scene.world.fleet).value == "s-4vcpu-8gb");
  CHECK(sizes.at({PoolName("worker"), 9}, noon(), scene.world.fleet).value == "s-1vcpu-2gb");
}
