#include <catch2/catch.hpp>

#include "reconciler/cli/views/history/history_views.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ScalingEvent a_resize() {
  ScalingEvent event;
  event.timestamp = noon() - 1h;
  event.started_at = noon();
  event.completed_at = noon() + 4s;
  event.address = "machine.worker/1";
  event.subject = "worker/1";
  event.action = "resize machine";
  event.from = "s-1vcpu-2gb";
  event.to = "s-2vcpu-2gb";
  event.cost_increase = Money::dollars(6);
  event.outcome = "done";
  event.approved_by = "auto";
  Cause cause;
  cause.rule = "cpu-hot";
  event.trigger = {cause, cause};
  return event;
}

HistoryLayout narrow(std::size_t width) {
  return {Paint(), width};
}

}  // namespace

TEST_CASE("the history is a line a change, under the day on which it began") {
  const auto day = format_instant(noon()).substr(0, 10);
  const auto one = a_resize();
  const auto at = "\n  " + format_instant(noon()).substr(11, 5);
  CHECK(history_lines({one}, narrow(200)) ==
        day + " UTC" + at +
            " resize worker/1 s-1vcpu-2gb → s-2vcpu-2gb +$6.00  done in 4s, cpu-hot, by auto\n");

  auto failed = one;
  failed.action = "create volume";
  failed.subject = "worker/1/data-1";
  failed.from = "";
  failed.to = "50 GiB";
  failed.outcome = "failed";
  failed.detail = "no room\nleft";
  failed.started_at = noon() + 24h;
  failed.completed_at = failed.started_at + 12s;
  failed.cost_increase = Money();
  failed.trigger.clear();
  failed.approved_by = "ada";
  const auto text = history_lines({one, failed}, narrow(200));
  CHECK_THAT(text, Catch::Contains(at + " create volume worker/1/data-1 50 GiB  failed after 12s: "
                                        "no room left, by ada\n"));
  CHECK_THAT(text, Catch::Contains("\n\n" + format_instant(noon() + 24h).substr(0, 10) + " UTC\n"));

  auto open = one;
  open.completed_at.reset();
  open.outcome = "unfinished";
  CHECK_THAT(history_lines({open}, narrow(200)), Catch::Contains("+$6.00  unfinished, cpu-hot"));
}

TEST_CASE("no line of the history is cut within a word") {
  auto event = a_resize();
  event.trigger.front().message = "worker/1 cpu 85.3% > 80% for 6m";
  event.trigger.front().at = {"desired-state/policies/overload.yaml", 10, 7};
  for (const auto& text : {history_lines({event}, narrow(60)), history_text({event}, narrow(60))}) {
    INFO(text);
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      const auto line = text.substr(at, end - at);
      CHECK(columns_of(line) <= 60);
      at = end + 1;
    }
    CHECK_THAT(text, Catch::Contains("s-1vcpu-2gb") && Catch::Contains("cpu-hot"));
  }
  CHECK_THAT(history_text({event}, narrow(60)),
             Catch::Contains("desired-state/policies/overload.yaml:10:7") && Catch::Contains("decided "));
}

TEST_CASE("a history that goes on names each day once") {
  std::string day;
  const auto first = history_line(a_resize(), day, narrow(100));
  const auto second = history_line(a_resize(), day, narrow(100));
  CHECK_THAT(first, Catch::Contains(" UTC\n"));
  CHECK(second.find("UTC") == std::string::npos);
}
