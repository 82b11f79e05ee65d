#include "reconciler/core/history/pick_events.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ScalingEvent event(const char* subject, const char* type, const char* outcome, Duration ago) {
  ScalingEvent one;
  one.subject = subject;
  one.address = std::string(type) + "." + subject;
  one.outcome = outcome;
  one.started_at = noon() - ago;
  one.timestamp = noon() - 365 * 24h;  // When it was decided does not count: recorded readings are old.
  return one;
}

std::string subjects(const std::vector<ScalingEvent>& events) {
  std::string text;
  for (const auto& one : events) text += (text.empty() ? "" : " ") + one.subject;
  return text;
}

}  // namespace

TEST_CASE("of the history those events are picked that somebody asks for") {
  const std::vector<ScalingEvent> all = {
      event("worker/1", "machine", "done", 3h),       event("worker/1/data-1", "volume", "failed", 2h),
      event("worker/10", "machine", "unknown", 1h),   event("web", "load_balancer", "skipped", 30min),
      event("web/1", "machine", "unfinished", 10min),
  };
  struct Row {
    const char* that;
    EventChoice choice;
    const char* picked;
  };
  for (const auto& row : {
           Row{"all", {}, "worker/1 worker/1/data-1 worker/10 web web/1"},
           Row{"what began since then, that instant with it", {.since = noon() - 1h}, "worker/10 web web/1"},
           Row{"what did not end well, and no longer runs",
               {.failed = true},
               "worker/1/data-1 worker/10 web"},
           Row{"a machine and its volumes, and no other that begins alike",
               {.objects = {"worker/1"}},
               "worker/1 worker/1/data-1"},
           Row{"a pool with all that is in it", {.objects = {"web"}}, "web web/1"},
           Row{"an address alone", {.objects = {"machine.worker/1"}}, "worker/1"},
           Row{"one or the other", {.objects = {"worker/10", "load_balancer.web"}}, "worker/10 web"},
           Row{"all of it together",
               {.since = noon() - 2h, .failed = true, .objects = {"worker"}},
               "worker/1/data-1 worker/10"},
           Row{"nothing of that name", {.objects = {"wrker"}}, ""},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(subjects(pick_events(all, row.choice)) == row.picked);
    }
  }
}

TEST_CASE("an event whose plan cannot be read is found by what its address names") {
  auto one = event("worker/1", "machine", "done", 1h);
  one.subject = one.address;
  CHECK(is_about(one, "worker/1"));
  CHECK(is_about(one, "worker"));
  CHECK(is_about(one, "machine.worker/1"));
  CHECK_FALSE(is_about(one, "worker/2"));
}
