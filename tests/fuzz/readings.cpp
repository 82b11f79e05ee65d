#include "reconciler/adapters/readings/page/node_exposition.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"
#include "reconciler/adapters/readings/push/pushed_readings.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/builders.hpp"

namespace muster::fuzz {

void read_prometheus(std::string_view bytes) {
  const auto handle_request = read_prometheus_answer({200, {}, std::string(bytes)}, "instance");
  (void)read_prometheus_answer({503, {}, std::string(bytes)}, "instance");
  if (!handle_request) return;
  for (const auto& series : handle_request->series)
    expect(series.labelled || series.label.empty(), "no label, no text");
}

void read_node(std::string_view bytes) {
  auto page = read_node_exposition(bytes);
  const auto half = read_node_exposition(bytes.substr(0, bytes.size() / 2));
  const auto busy = busy_between(half, page);
  expect(!busy || (*busy >= Measure() && *busy <= Measure::whole(100)),
         "a share of time is 0 to 100 percent");
  leave_unjudged(page, "/data");
  const Slot machine{PoolName("worker"), 1};
  const auto now = test::noon();
  const auto push = read_push(machine, std::string(bytes), now);
  for (const auto& reading : push.good)
    expect(reading.at <= now + std::chrono::hours(1), "no reading from afar");
  PushedReadings pushed{ReadingNeeds{}};
  (void)pushed.take(machine, "mark", push, now);
  std::vector<Reading> readings;
  pushed.append_to(readings, now - std::chrono::hours(1), now);
}

}  // namespace muster::fuzz
