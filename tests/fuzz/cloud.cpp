#include "providers/digitalocean/observe/observe.hpp"
#include "providers/digitalocean/observe/prices.hpp"
#include "providers/digitalocean/responses/network_responses.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"

namespace muster::fuzz {
namespace {

void read_object(JsonView object) {
  using namespace digitalocean;
  (void)machine_in(object);
  (void)odd_machine_in(object);
  (void)volume_in(object);
  (void)snapshot_in(object);
  (void)balancer_in(object);
  (void)network_in(object);
  (void)firewall_in(object);
  (void)size_of(object);
  (void)operation_in(object);
  if (const auto size = size_in(object))
    expect(size->price.monthly > Money() && size->price.hourly > Money(), "a size has a price above $0");
}

}  // namespace

void read_cloud(std::string_view bytes) {
  const auto document = JsonDocument::parse(std::string(bytes));
  if (!document) return;
  (void)digitalocean::total_in(document->root());
  if (const auto members = document->root().members()) {
    for (const auto& [name, value] : *members) {
      read_object(value);
      if (const auto items = value.items())
        for (const JsonView item : *items) read_object(item);
    }
  }
  testing::FakeClock clock(test::noon());
  ScriptedHttpClient client([&](const HttpRequest&) { return HttpResponse{200, {}, std::string(bytes)}; });
  digitalocean::Session session(client, clock, Secret("none"), {});
  const auto fleet = test::a_fleet();
  const auto actual = digitalocean::observe(session, fleet, clock.now());
  if (actual) {
    for (const auto& [slot, machine] : actual->machines)
      expect(machine.slot == slot, "a machine stands in its own slot");
  }
  (void)digitalocean::read_prices(session);
}

}  // namespace muster::fuzz
