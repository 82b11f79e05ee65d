#include <algorithm>
#include <map>

#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/engine/observe/see_fleet.hpp"
#include "tests/providers/digitalocean/scene.hpp"
#include "tests/support/builders.hpp"

// Every listing of the fleet's objects, in every kind of trouble: which part of it is believed, which changes
// a plan makes then, and which words it has for it.

namespace muster::digitalocean {
namespace {

using Objects = std::vector<std::pair<std::string, std::string>>;  ///< Id and JSON.

const std::map<std::string, std::string> kSingular = {{"droplets", "droplet"},
                                                      {"volumes", "volume"},
                                                      {"load_balancers", "load_balancer"},
                                                      {"firewalls", "firewall"},
                                                      {"vpcs", "vpc"}};

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::string droplet(const std::string& id, int slot, const std::string& status = "active",
                    bool tagged = true) {
  const auto tags = tagged ? R"("muster-fleet:fpai","muster-pool:fpai:worker","muster-lb:fpai:worker:1",)"
                             R"("muster-slot:worker:)" +
                                 std::to_string(slot) + "\""
                           : std::string();
  return R"({"id":)" + id + R"(,"name":"fpai-worker-)" + std::to_string(slot) + R"(","disk":50,"status":")" +
         status +
         R"(","created_at":"2026-11-01T20:00:00Z","size_slug":"s-1vcpu-2gb","region":{"slug":"nyc3"},)" +
         R"("image":{"id":1,"slug":"ubuntu-22-04-x64"},"networks":{"v4":[]},"vpc_uuid":"n1",)" +
         R"("volume_ids":["v)" + std::to_string(slot) + R"("],"tags":[)" + tags + "]}";
}
std::string volume(const std::string& id, int slot, const std::string& on, bool tagged = true) {
  const auto tags = tagged ? R"("muster-fleet:fpai","muster-volume:worker:)" + std::to_string(slot) + ":1\""
                           : std::string();
  return R"({"id":)" + quoted(id) + R"(,"name":"fpai-worker-)" + std::to_string(slot) +
         R"(-data-1","size_gigabytes":10,"region":{"slug":"nyc3"},"created_at":"2026-11-01T20:00:00Z",)" +
         R"("droplet_ids":[)" + on + R"(],"tags":[)" + tags + "]}";
}
std::string balancer(const std::string& id, const std::string& tag, const std::string& status = "active") {
  return R"({"id":)" + quoted(id) +
         R"(,"name":"fpai-worker-lb-1","region":{"slug":"nyc3"},"ip":"192.0.2.1",)" + R"("status":")" +
         status + R"(","created_at":"2026-11-01T20:00:00Z","tag":)" + quoted(tag) +
         R"(,"droplet_ids":[1001,1002],"forwarding_rules":[{"entry_protocol":"http","entry_port":80,)" +
         R"("target_protocol":"http","target_port":8080}],)" +
         R"("health_check":{"protocol":"http","port":8080,"path":"/health"}})";
}
std::string firewall(const std::string& id, bool tagged = true, const std::string& status = "succeeded") {
  return R"({"id":)" + quoted(id) + R"(,"name":"fpai-worker","status":)" + quoted(status) +
         R"(,"created_at":"2026-11-01T20:00:00Z","tags":[)" + (tagged ? R"("muster-pool:fpai:worker")" : "") +
         R"(],"inbound_rules":[{"protocol":"tcp","ports":"22","sources":{"addresses":["10.0.0.0/8"]}}]})";
}
std::string network(const std::string& id, const std::string& range = "10.130.0.0/20") {
  return R"({"id":)" + quoted(id) + R"(,"name":"fpai","region":"nyc3","ip_range":)" + quoted(range) + "}";
}

/// An account of two machines with a volume each, a balancer, a firewall and a network.
struct Account {
  std::map<std::string, Objects> listed = {
      {"droplets", {{"1001", droplet("1001", 1)}, {"1002", droplet("1002", 2)}}},
      {"volumes", {{"v1", volume("v1", 1, "1001")}, {"v2", volume("v2", 2, "1002")}}},
      {"load_balancers", {{"b1", balancer("b1", "muster-lb:fpai:worker:1")}}},
      {"firewalls", {{"f1", firewall("f1")}}},
      {"vpcs", {{"n1", network("n1")}}}};
  std::map<std::string, Objects> unlisted;    ///< There, and told by id alone.
  std::map<std::string, std::int64_t> total;  ///< Where the listing says something else than it has.

  Scene scene{[this](const HttpRequest& request) { return answer(target_of(request)); }};
  Declared declared;

  Account() {
    declared.fleet = test::a_fleet();
    auto& pool = declared.fleet.pools.front();
    pool.min = 2;
    pool.volumes = {VolumeRule{10}};
    pool.balancer = BalancerRule{2, {{"http", 80, "http", 8080}}, {"http", 8080, "/health"}};
    pool.firewall = {{"tcp", "22", {"10.0.0.0/8"}}};
    declared.fleet.network = NetworkSpec{"fpai", Region("nyc3"), "10.130.0.0/20"};
  }

  Result<HttpResponse> answer(const std::string& target) const {
    if (target == "/v2/account") return ok(R"({"account":{"droplet_limit":25,"volume_limit":100}})");
    if (target.starts_with("/v2/tags")) return page_json("tags", "", 0);
    if (target.starts_with("/v2/droplets?per_page=1&")) return page_json("droplets", "", 2);
    for (const auto& [kind, objects] : listed) {
      const auto path = "/v2/" + kind;
      if (target.starts_with(path + "?")) return page_of_kind(kind, objects);
      if (target.starts_with(path + "/")) return one(kind, target.substr(path.size() + 1));
    }
    return Error{ErrorKind::io, "unexpected: " + target};
  }
  HttpResponse page_of_kind(const std::string& kind, const Objects& objects) const {
    std::string all;
    std::int64_t count = 0;
    for (const auto& [id, json] : objects) {
      if (kind == "droplets" && json.find("muster-fleet:fpai") == std::string::npos) continue;
      all += (all.empty() ? "" : ",") + json;
      ++count;
    }
    const auto message = total.find(kind);
    return page_json(kind, all, message == total.end() ? count : message->second);
  }
  HttpResponse one(const std::string& kind, const std::string& id) const {
    for (const auto* objects : {&listed.at(kind), unlisted.contains(kind) ? &unlisted.at(kind) : nullptr}) {
      if (!objects) continue;
      for (const auto& [own, json] : *objects)
        if (own == id) return ok("{\"" + kSingular.at(kind) + "\":" + json + "}");
    }
    return ok(R"({"id":"not_found","message":"The resource you were accessing could not be found."})", 404);
  }

  /// The list comes empty; by id everything is still told.
  void empty(const std::string& kind) { unlisted[kind] = std::exchange(listed[kind], {}); }
  void short_by_one(const std::string& kind) {
    total[kind] = static_cast<std::int64_t>(listed[kind].size()) + 1;
  }
  void replace(const std::string& kind, const std::string& id, const std::string& json) {
    for (auto& [own, object] : listed[kind])
      if (own == id) object = json;
  }
  void withdraw(const std::string& kind) { listed[kind].pop_back(); }

  World look(const KnownObjects& known, const std::optional<LastAppliedState>& left) {
    World world;
    world.fleet = declared.fleet;
    world.prices = test::a_price_list();
    world.capabilities = scene.provider.capabilities();
    auto seen = see_fleet(scene.provider, declared, known, test::noon());
    REQUIRE(seen.ok());
    world.actual = *std::move(seen);
    world.left = left;
    return world;
  }
};

struct Cell {
  std::string kind;
  std::string trouble;
  std::function<void(Account&)> happens;
  bool complete;
  std::vector<std::string> changes;  ///< Addresses, with "~" in front of updates.
  std::string message;               ///< In a warning, a reason or the answer to a drift.
};

std::vector<std::string> changes_of(const Plan& plan) {
  std::vector<std::string> changes;
  for (const auto& change : plan.changes)
    changes.push_back((change.action == Action::update ? "~" : "") + change.address);
  std::sort(changes.begin(), changes.end());
  return changes;
}

std::string words_of(const Plan& plan) {
  std::string all;
  for (const auto& warning : plan.warnings) all += warning + "\n";
  for (const auto& reason : plan.verdict.reasons) all += reason + "\n";
  for (const auto& drift : plan.drift)
    for (const auto& each : drift.attributes)
      all += drift.address + " " + each.name + ": " + each.message + "\n";
  return all;
}

constexpr const char* kLied = "the listing is wrong";

std::vector<Cell> cells() {
  std::vector<Cell> all;
  for (const std::string kind : {"droplets", "volumes", "load_balancers", "firewalls", "vpcs"}) {
    all.push_back({kind, "empty", [kind](Account& a) { a.empty(kind); }, false, {}, kLied});
    all.push_back(
        {kind, "short", [kind](Account& a) { a.short_by_one(kind); }, false, {}, "listing " + kind});
    all.push_back({kind,
                   "a total without an end",
                   [kind](Account& a) { a.total[kind] = 900'000; },
                   false,
                   {},
                   "listing " + kind});
    all.push_back(
        {kind, "a total of none", [kind](Account& a) { a.total[kind] = 0; }, false, {}, "listing " + kind});
    all.push_back({kind,
                   "each object told twice",
                   [kind](Account& a) {
                     const auto once = a.listed[kind];
                     a.total[kind] = static_cast<std::int64_t>(once.size());
                     a.listed[kind].insert(a.listed[kind].end(), once.begin(), once.end());
                   },
                   true,
                   {},
                   ""});
  }
  // Of two that claim one place the one that muster left counts, although the other is older by its id.
  all.push_back({"droplets",
                 "a second one of ours",
                 [](Account& a) { a.listed["droplets"].emplace_back("17", droplet("17", 1)); },
                 true,
                 {},
                 "stray machine fpai-worker-1 (id 17"});
  all.push_back({"volumes",
                 "a second one of ours",
                 [](Account& a) { a.listed["volumes"].emplace_back("a", volume("a", 1, "")); },
                 true,
                 {},
                 "stray volume fpai-worker-1-data-1 (id a, 10 GiB) bills $1.00"});
  all.push_back({"load_balancers",
                 "a second one of ours",
                 [](Account& a) {
                   a.listed["load_balancers"].emplace_back("a", balancer("a", "muster-lb:fpai:worker:1"));
                 },
                 true,
                 {},
                 "stray load balancer fpai-worker-lb-1 (id a) bills $12.00"});
  all.push_back({"firewalls",
                 "a second one of ours",
                 [](Account& a) { a.listed["firewalls"].emplace_back("a", firewall("a")); },
                 true,
                 {},
                 "stray firewall fpai-worker (id a)"});
  all.push_back({"vpcs",
                 "a second one of the name",
                 [](Account& a) { a.listed["vpcs"].emplace_back("a", network("a")); },
                 true,
                 {},
                 "stray network fpai (id a"});
  // Somebody else's of the same name: nothing of ours.
  all.push_back(
      {"droplets",
       "a foreign twin",
       [](Account& a) { a.listed["droplets"].emplace_back("17", droplet("17", 1, "active", false)); },
       true,
       {},
       ""});
  all.push_back({"volumes",
                 "a foreign twin",
                 [](Account& a) { a.listed["volumes"].emplace_back("a", volume("a", 1, "", false)); },
                 true,
                 {},
                 ""});
  all.push_back({"load_balancers",
                 "a foreign twin",
                 [](Account& a) { a.listed["load_balancers"].emplace_back("a", balancer("a", "theirs")); },
                 true,
                 {},
                 ""});
  all.push_back({"firewalls",
                 "a foreign twin",
                 [](Account& a) { a.listed["firewalls"].emplace_back("a", firewall("a", false)); },
                 true,
                 {},
                 ""});
  all.push_back({"vpcs",
                 "a foreign twin with other addresses",
                 [](Account& a) { a.listed["vpcs"].emplace_back("a", network("a", "10.99.0.0/20")); },
                 true,
                 {},
                 "stray network fpai (id a, 10.99.0.0/20"});
  // Words that nobody knows.
  all.push_back({"load_balancers",
                 "an unknown word",
                 [](Account& a) {
                   a.replace("load_balancers", "b1", balancer("b1", "muster-lb:fpai:worker:1", "pondering"));
                 },
                 true,
                 {},
                 ""});
  all.push_back({"firewalls",
                 "an unknown word",
                 [](Account& a) { a.replace("firewalls", "f1", firewall("f1", true, "pondering")); },
                 true,
                 {},
                 ""});
  // The tag was taken off.
  all.push_back({"droplets",
                 "without its tags",
                 [](Account& a) { a.replace("droplets", "1002", droplet("1002", 2, "active", false)); },
                 true,
                 {"~machine_tags.worker/2"},
                 "restored"});
  all.push_back({"volumes",
                 "without its tags",
                 [](Account& a) { a.replace("volumes", "v2", volume("v2", 2, "1002", false)); },
                 true,
                 {},
                 "muster adopt volume"});
  all.push_back({"load_balancers",
                 "without its tag",
                 [](Account& a) { a.replace("load_balancers", "b1", balancer("b1", "")); },
                 true,
                 {"~load_balancer.worker/lb-1"},
                 "no longer has its tag"});
  all.push_back({"firewalls",
                 "without its tag",
                 [](Account& a) { a.replace("firewalls", "f1", firewall("f1", false)); },
                 true,
                 {"~firewall.worker"},
                 "no longer has its tag"});
  // Gone: the cloud says so of its id.
  all.push_back(
      {"droplets",
       "withdrawn",
       [](Account& a) {
         a.withdraw("droplets");
         a.replace("volumes", "v2", volume("v2", 2, ""));
       },
       true,
       {"load_balancer_member.worker/lb-1:worker/2", "machine.worker/2", "volume_attachment.worker/2/data-1"},
       "made anew"});
  all.push_back({"volumes",
                 "withdrawn",
                 [](Account& a) { a.withdraw("volumes"); },
                 true,
                 {"volume.worker/2/data-1", "volume_attachment.worker/2/data-1"},
                 "made anew"});
  all.push_back({"load_balancers",
                 "withdrawn",
                 [](Account& a) { a.withdraw("load_balancers"); },
                 true,
                 {"load_balancer.worker/lb-1", "load_balancer_member.worker/lb-1:worker/1",
                  "load_balancer_member.worker/lb-1:worker/2"},
                 "made anew"});
  all.push_back({"firewalls",
                 "withdrawn",
                 [](Account& a) { a.withdraw("firewalls"); },
                 true,
                 {"firewall.worker"},
                 "made anew"});
  all.push_back(
      {"vpcs", "withdrawn", [](Account& a) { a.withdraw("vpcs"); }, true, {"network.fpai"}, "made anew"});
  return all;
}

}  // namespace

TEST_CASE("listings in trouble: nothing is made twice, nothing is destroyed, and the trouble is told") {
  for (const auto& cell : cells()) {
    DYNAMIC_SECTION(cell.kind << ": " << cell.trouble) {
      Account account;
      const auto before = account.look({}, std::nullopt);
      REQUIRE(before.actual.complete());
      CHECK(changes_of(propose(before, test::noon()).plan).empty());
      const auto left = last_applied_after(nullptr, {}, before.actual, 1);
      const auto asked_before = account.scene.http.requests().size();

      cell.happens(account);
      const auto world = account.look(known_in(left.state), left);
      const auto plan = propose(world, test::noon()).plan;
      CAPTURE(words_of(plan), world.actual.gaps);
      CHECK(world.actual.complete() == cell.complete);
      CHECK(changes_of(plan) == cell.changes);
      if (!cell.message.empty()) CHECK_THAT(words_of(plan), Catch::Contains(cell.message));
      CHECK(std::none_of(plan.changes.begin(), plan.changes.end(),
                         [](const Change& change) { return change.action == Action::destroy; }));
      CHECK(account.scene.http.requests().size() - asked_before < 30);
    }
  }
}

TEST_CASE("a network that was renamed is there, and no second one is made") {
  Account account;
  const auto before = account.look({}, std::nullopt);
  const auto left = last_applied_after(nullptr, {}, before.actual, 1);
  account.replace("vpcs", "n1", R"({"id":"n1","name":"ours","region":"nyc3","ip_range":"10.130.0.0/20"})");
  const auto world = account.look(known_in(left.state), left);
  CHECK(world.actual.complete());
  const auto plan = propose(world, test::noon()).plan;
  CHECK(changes_of(plan).empty());
  CHECK_THAT(words_of(plan), Catch::Contains("network.fpai name"));
}

}  // namespace muster::digitalocean
