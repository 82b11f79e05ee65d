#include "tests/providers/digitalocean/scene.hpp"

namespace muster::digitalocean {
namespace {

const std::string kTag = R"("muster-fleet:fpai")";

/// An account with machines 1 to `count`; machine 13 is in no listing yet.
ScriptedHttpClient::Handler account(int count) {
  return [count](const HttpRequest& request) -> Result<HttpResponse> {
    const auto target = target_of(request);
    if (target.rfind("/v2/droplets?tag_name", 0) == 0) {
      const int page = std::stoi(target.substr(target.rfind('=') + 1));
      std::string all;
      for (int id = page * 200 - 199; id <= std::min(count, page * 200); ++id)
        all += (all.empty() ? "" : ",") + droplet_json(id == 13 ? 100013 : id, kTag);
      return page_json("droplets", all, count);
    }
    if (target.rfind("/v2/droplets/", 0) == 0) {
      const int id = std::stoi(target.substr(13));
      return id <= count ? ok("{\"droplet\":" + droplet_json(id, kTag) + "}") : ok("{}", 404);
    }
    if (target.rfind("/v2/actions?", 0) == 0)
      return page_json("actions",
                       R"({"id":1,"status":"completed"},{"id":2,"status":"in-progress"},)"
                       R"({"id":3,"status":"errored","type":"resize"})",
                       9000);
    if (target.rfind("/v2/actions/", 0) == 0) return ok(R"({"action":{"id":4,"status":"completed"}})");
    for (const std::string field : {"volumes", "load_balancers", "firewalls"}) {
      if (target.rfind("/v2/" + field, 0) == 0) return page_json(field, "", 0);
    }
    return ok("{}");
  };
}

/// A scene whose provider knows the fleet; what that took is not counted.
struct Watched {
  explicit Watched(int count) : scene(account(count)) {
    Fleet fleet;
    fleet.name = FleetName("fpai");
    REQUIRE(scene.provider.observe(fleet, Instant()).ok());
    asked_before = scene.asked().size();
  }
  std::vector<std::string> asked() const {
    const auto all = scene.asked();
    return {all.begin() + static_cast<std::ptrdiff_t>(asked_before), all.end()};
  }
  Scene scene;
  std::size_t asked_before = 0;
};

}  // namespace

TEST_CASE("a few looks each ask for themselves, many share a listing") {
  struct Row {
    const char* that;
    int fleet;
    int looks;
    std::size_t asked;
  };
  for (const auto& row : {
           Row{"one asks alone", 10, 1, 1},
           Row{"four share one page", 10, 4, 1},
           Row{"a page more is worth it", 250, 4, 2},
           Row{"four are fewer than the pages of a big fleet", 900, 4, 4},
           Row{"many are not", 900, 10, 5},
       }) {
    DYNAMIC_SECTION(row.that) {
      Watched watched(row.fleet);
      for (int id = 1; id <= row.looks; ++id)
        watched.scene.provider.start(static_cast<Ticket>(id),
                                     call::GetMachine{MachineId(std::to_string(id))});
      for (const auto& completion : watched.scene.answers(static_cast<std::size_t>(row.looks))) {
        REQUIRE(completion.reply.ok());
        CHECK(std::get<Machine>(*completion.reply).id == MachineId(std::to_string(completion.ticket)));
      }
      CHECK(watched.asked().size() == row.asked);
    }
  }
}

TEST_CASE("who is not in the listing is asked for alone before it counts as absent") {
  Watched watched(20);
  for (const char* id : {"1", "2", "13", "5000"})
    watched.scene.provider.start(std::stoull(id), call::GetMachine{MachineId(id)});
  std::map<Ticket, Reply> replies;
  for (const auto& completion : watched.scene.answers(4)) {
    REQUIRE(completion.reply.ok());
    replies.emplace(completion.ticket, *completion.reply);
  }
  CHECK(std::get<Machine>(replies.at(13)).id == MachineId("13"));
  CHECK(std::holds_alternative<Absent>(replies.at(5000)));
  const auto asked = watched.asked();
  CHECK(asked.size() == 3);
  CHECK(std::count(asked.begin(), asked.end(), "GET /v2/droplets/13") == 1);
  CHECK(std::count(asked.begin(), asked.end(), "GET /v2/droplets/5000") == 1);
}

TEST_CASE("looks at the same machine each get their answer") {
  Watched watched(20);
  for (Ticket ticket = 1; ticket <= 5; ++ticket)
    watched.scene.provider.start(ticket, call::GetMachine{MachineId("7")});
  for (const auto& completion : watched.scene.answers(5)) CHECK(completion.reply.ok());
  CHECK(watched.asked().size() == 1);
}

TEST_CASE("many actions share the page of the newest") {
  Scene scene(account(0));
  for (Ticket ticket = 1; ticket <= 4; ++ticket)
    scene.provider.start(ticket, call::GetOperation{OperationId(std::to_string(ticket))});
  std::map<Ticket, OperationState::Phase> phases;
  for (const auto& completion : scene.answers(4)) {
    REQUIRE(completion.reply.ok());
    phases[completion.ticket] = std::get<OperationState>(*completion.reply).phase;
  }
  using Phase = OperationState::Phase;
  CHECK(phases[1] == Phase::done);
  CHECK(phases[2] == Phase::running);
  CHECK(phases[3] == Phase::failed);
  CHECK(phases[4] == Phase::done);
  CHECK(scene.asked() ==
        std::vector<std::string>{"GET /v2/actions?per_page=200&page=1", "GET /v2/actions/4"});
}

TEST_CASE("who holds slots is answered out of one listing, by the oldest; of other fleets nothing counts") {
  const auto tags = [](const char* fleet, int slot) {
    return std::string("\"Muster-Fleet:") + fleet + "\",\"muster-slot:worker:" + std::to_string(slot) + "\"";
  };
  const auto machines = [&](bool of_one_slot) {
    return droplet_json(99, tags("fpai", 1)) + "," + droplet_json(100, tags("fpai", 1)) +
           (of_one_slot ? "," + droplet_json(5, tags("shop", 1)) : "");
  };
  Scene scene([&](const HttpRequest& request) -> Result<HttpResponse> {
    const auto target = target_of(request);
    if (target.rfind("/v2/droplets?tag_name=muster-slot", 0) == 0)
      return page_json("droplets", machines(true), 3);
    if (target.rfind("/v2/droplets?tag_name", 0) == 0) return page_json("droplets", machines(false), 2);
    for (const std::string field : {"volumes", "load_balancers", "firewalls"}) {
      if (target.rfind("/v2/" + field, 0) == 0) return page_json(field, "", 0);
    }
    return ok("{}");
  });
  Fleet fleet;
  fleet.name = FleetName("fpai");
  REQUIRE(scene.provider.observe(fleet, Instant()).ok());
  const auto before = scene.asked().size();
  const auto holder = [&](int slot) {
    return call::FindHolder{fleet.name, "muster-slot:worker:" + std::to_string(slot)};
  };

  SECTION("one asks alone") {
    const auto reply = scene.call(holder(1));
    REQUIRE(reply.ok());
    CHECK(std::get<Machine>(*reply).id == MachineId("99"));
  }
  SECTION("forty share a listing") {
    for (int slot = 1; slot <= 40; ++slot) scene.provider.start(static_cast<Ticket>(slot), holder(slot));
    for (const auto& completion : scene.answers(40)) {
      REQUIRE(completion.reply.ok());
      if (completion.ticket == 1)
        CHECK(std::get<Machine>(*completion.reply).id == MachineId("99"));
      else
        CHECK(std::holds_alternative<Absent>(*completion.reply));
    }
  }
  CHECK(scene.asked().size() == before + 1);
}

TEST_CASE("a refused listing answers everybody, one that cannot be read nobody") {
  bool refuse = GENERATE(true, false);
  Watched watched(20);
  Scene& scene = watched.scene;
  scene.http.answer(refuse ? ok(R"({"message":"slow down"})", 429) : ok("<html>"));
  for (Ticket ticket = 1; ticket <= 4; ++ticket)
    scene.provider.start(ticket, call::GetMachine{MachineId(std::to_string(ticket))});
  for (const auto& completion : scene.answers(4)) {
    CHECK(completion.reply.ok() == !refuse);
    if (refuse) CHECK(completion.reply.error().kind == ErrorKind::rate_limited);
  }
  CHECK(watched.asked().size() == (refuse ? 1 : 5));
}

}  // namespace muster::digitalocean
