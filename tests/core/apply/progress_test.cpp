#include "reconciler/core/apply/progress.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace muster;

namespace {

const Instant kBegunAt{std::chrono::hours(1)};

Plan plan_with(const std::vector<std::pair<std::string, std::vector<std::string>>>& changes) {
  Plan plan;
  plan.id = PlanId("plan");
  for (const auto& [id, after] : changes) {
    Change change;
    change.id = ChangeId(id);
    change.address = "machine." + id;
    for (const auto& before : after) change.after.emplace_back(before);
    plan.changes.push_back(change);
  }
  return plan;
}

std::string taken(Progress& progress) {
  std::string ids;
  for (const auto* change : progress.take_ready()) ids += change->id.value;
  return ids;
}

std::string endings(const Progress& progress) {
  std::string all;
  for (const auto& change : progress.report().changes) {
    if (!all.empty()) all += ", ";
    all += change.change.value + " " + to_string(change.outcome);
    if (const auto* skipped = std::get_if<Skipped>(&change.outcome))
      all += " by " + skipped->because_of.value;
  }
  return all;
}

void done(Progress& progress, const char* id) {
  progress.record(ChangeId(id), Succeeded{}, kBegunAt, kBegunAt);
}
void failed(Progress& progress, const char* id) {
  progress.record(ChangeId(id), Failed{{ErrorKind::invalid, "no", {}}}, kBegunAt, kBegunAt);
}

}  // namespace

TEST_CASE("an apply's progress hands out what is ready, once") {
  const auto plan = plan_with({{"a", {}}, {"b", {}}, {"c", {"a", "b"}}, {"d", {"c"}}});
  Progress progress(plan);
  CHECK(progress.total() == 4);
  CHECK(taken(progress) == "ab");
  CHECK(taken(progress).empty());
  CHECK(progress.running() == 2);
  done(progress, "b");
  CHECK(taken(progress).empty());
  done(progress, "a");
  CHECK(taken(progress) == "c");
  done(progress, "c");
  CHECK(taken(progress) == "d");
  CHECK_FALSE(progress.finished());
  done(progress, "d");
  CHECK(progress.finished());
  CHECK(progress.report().all_done());
}

TEST_CASE("whatever a failure blocks is skipped with its root cause") {
  struct Row {
    const char* that;
    std::vector<std::pair<std::string, std::vector<std::string>>> changes;
    const char* fails;
    const char* endings;
  };
  for (const auto& row : {
           Row{"what stands alone goes on", {{"a", {}}, {"b", {}}}, "a", "a failed, b done"},
           Row{"a chain is blamed on its head",
               {{"a", {}}, {"b", {"a"}}, {"c", {"b"}}},
               "a",
               "a failed, b skipped by a, c skipped by a"},
           Row{"one of two predecessors is enough",
               {{"a", {}}, {"b", {}}, {"c", {"a", "b"}}},
               "b",
               "a done, b failed, c skipped by b"},
           Row{"what was done before stays done",
               {{"a", {}}, {"b", {"a"}}, {"c", {"b"}}},
               "b",
               "a done, b failed, c skipped by b"},
           Row{"a diamond is skipped once",
               {{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"b", "c"}}},
               "a",
               "a failed, b skipped by a, c skipped by a, d skipped by a"},
           Row{"a predecessor that is not in the plan is nothing to wait for",
               {{"a", {"gone"}}},
               "",
               "a done"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto plan = plan_with(row.changes);
      Progress progress(plan);
      for (auto ready = progress.take_ready(); !ready.empty(); ready = progress.take_ready()) {
        for (const auto* change : ready)
          change->id.value == row.fails ? failed(progress, row.fails)
                                        : done(progress, change->id.value.c_str());
      }
      CHECK(progress.finished());
      CHECK(endings(progress) == row.endings);
    }
  }
}

TEST_CASE("an unknown outcome blocks like a failure") {
  const auto plan = plan_with({{"a", {}}, {"b", {"a"}}});
  Progress progress(plan);
  taken(progress);
  progress.record(ChangeId("a"), Unknown{{ErrorKind::unknown_outcome, "lost", {}}}, kBegunAt, kBegunAt);
  CHECK(endings(progress) == "a unknown, b skipped by a");
  CHECK(progress.report().count_unknown() == 1);
}

TEST_CASE("after stop nothing is handed out and what runs is waited for") {
  const auto plan = plan_with({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}});
  Progress progress(plan);
  CHECK(taken(progress) == "a");
  progress.stop_starting("interrupted", kBegunAt);
  CHECK_FALSE(progress.finished());
  done(progress, "a");
  CHECK(taken(progress).empty());
  CHECK(progress.finished());
  const auto report = progress.report();
  CHECK(report.count_skipped() == 2);
  CHECK(std::get<Skipped>(report.changes[2].outcome).reason == "interrupted");
}

TEST_CASE("what is told twice, or of strangers, changes nothing") {
  const auto plan = plan_with({{"a", {}}, {"b", {"a"}}});
  Progress progress(plan);
  taken(progress);
  done(progress, "a");
  failed(progress, "a");
  failed(progress, "stranger");
  CHECK(taken(progress) == "b");
  CHECK(progress.report().count_failed() == 0);
}

TEST_CASE("in any plan each change ends once, none starts before what it waits for") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    const int size = 1 + static_cast<int>(random() % 40);
    std::vector<std::pair<std::string, std::vector<std::string>>> changes;
    for (int i = 0; i < size; ++i) {
      std::vector<std::string> after;
      for (int j = 0; j < i; ++j)
        if (random() % 8 == 0) after.push_back(std::to_string(j));
      changes.push_back({std::to_string(i), after});
    }
    const auto plan = plan_with(changes);
    Progress progress(plan);
    std::vector<const Change*> running;
    std::set<ChangeId> succeeded, not_well;
    int handed_out = 0;
    const auto stop_at = random() % 3 == 0 ? static_cast<int>(random() % 20) : -1;
    while (!progress.finished()) {
      for (const auto* change : progress.take_ready()) {
        ++handed_out;
        for (const auto& before : change->after) REQUIRE(succeeded.count(before) == 1);
        running.push_back(change);
      }
      REQUIRE(progress.running() == running.size());
      if (handed_out == stop_at) progress.stop_starting("enough", kBegunAt);
      if (running.empty()) continue;
      const auto pick = random() % running.size();
      const auto* change = running[pick];
      running.erase(running.begin() + static_cast<std::ptrdiff_t>(pick));
      if (random() % 6 == 0) {
        failed(progress, change->id.value.c_str());
        not_well.insert(change->id);
      } else {
        done(progress, change->id.value.c_str());
        succeeded.insert(change->id);
      }
    }
    const auto report = progress.report();
    REQUIRE(report.changes.size() == plan.changes.size());
    REQUIRE(report.count_done() + report.count_failed() + report.count_skipped() == size);
    for (std::size_t i = 0; i < report.changes.size(); ++i) {
      REQUIRE(report.changes[i].change == plan.changes[i].id);
      const auto* skipped = std::get_if<Skipped>(&report.changes[i].outcome);
      // Who is blamed did fail: never another that was skipped itself.
      if (skipped && !skipped->because_of.empty()) REQUIRE(not_well.count(skipped->because_of) == 1);
    }
  }
}

TEST_CASE("a chain of a hundred thousand changes neither overflows nor crawls") {
  std::vector<std::pair<std::string, std::vector<std::string>>> changes = {{"0", {}}};
  for (int i = 1; i < 100'000; ++i) changes.push_back({std::to_string(i), {std::to_string(i - 1)}});
  const auto plan = plan_with(changes);
  Progress progress(plan);
  taken(progress);
  failed(progress, "0");
  CHECK(progress.finished());
  CHECK(progress.report().count_skipped() == 99'999);
}

TEST_CASE("a firewall waits for its load balancers, and is made without one that is not") {
  auto plan = plan_with({{"network", {}},
                         {"balancer", {"network"}},
                         {"firewall", {"balancer"}},
                         {"join", {"balancer"}},
                         {"machine", {"firewall"}}});
  plan.changes[1].effect = CreateBalancer{};
  plan.changes[2].effect = CreateFirewall{};
  Progress progress(plan);
  CHECK(taken(progress) == "network");
  SECTION("it failed") {
    done(progress, "network");
    CHECK(taken(progress) == "balancer");
    failed(progress, "balancer");
  }
  SECTION("it was skipped") {
    failed(progress, "network");
  }
  CHECK(taken(progress) == "firewall");
  done(progress, "firewall");
  CHECK(taken(progress) == "machine");
  done(progress, "machine");
  CHECK(progress.finished());
}
