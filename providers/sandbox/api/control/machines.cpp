#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/simulation/agents.hpp"

namespace muster::sandbox {

namespace {

/// PUT /sandbox/machines/{id}/drain: its agents move away one after the other; without a target they stay.
Response drain(const Call& call) {
  auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  begin_drain(call.cloud, *droplet, call.now);
  return {202, "{}", {}};
}

/// DELETE /sandbox/machines/{id}/drain: it takes agents again.
Response undrain(const Call& call) {
  auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  end_drain(call.cloud, *droplet, call.now);
  return done();
}

/// GET /sandbox/machines/{id}/agents: how many are on it, running or not.
Response show_agents(const Call& call) {
  const auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  JsonText out;
  out.open_object().number("agents", agents_on(call.cloud, droplet->id));
  out.flag("draining", droplet->draining).close_object();
  return json_response(200, out);
}

constexpr Route routes[] = {
    {"PUT", "/sandbox/machines/*/drain", drain},
    {"DELETE", "/sandbox/machines/*/drain", undrain},
    {"GET", "/sandbox/machines/*/agents", show_agents},
};

}  // namespace

Routes machine_routes() {
  return routes;
}

}  // namespace muster::sandbox
