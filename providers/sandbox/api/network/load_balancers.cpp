#include <algorithm>

#include "providers/sandbox/api/network/load_balancer_request.hpp"
#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

namespace {

constexpr std::size_t most_named = 10;

void work_on(const Call& call, LoadBalancer& balancer, Delay delay) {
  balancer.busy = true;
  const auto takes = on_the_wall(call.cloud, call.cloud.random.delay(delay));
  call.cloud.due.emplace(call.now + takes, Transition{Transition::Kind::load_balancer_ready, balancer.id});
}

Response busy() {
  return refuse(403, "Load Balancer can't be updated while it processes previous actions");
}

Response show_it(const Call& call, int status, const LoadBalancer& balancer) {
  return json_response(status, "load_balancer",
                       [&](JsonText& out) { write_json(out, call.cloud, balancer); });
}

Response list(const Call& call) {
  const auto& all = call.cloud.load_balancers;
  return page_of(call, "load_balancers", all.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, all.at(i)); });
}

Response create(const Call& call) {
  LoadBalancer balancer;
  if (auto refusal = read_load_balancer_request(call, balancer.set)) return *refusal;
  balancer.id = call.cloud.random.uuid();
  balancer.created_at = call.now;
  auto& made = call.cloud.load_balancers.add(std::move(balancer));
  work_on(call, made, Delay::make_load_balancer);
  return show_it(call, 202, made);
}

Response show_one(const Call& call) {
  const auto* balancer = call.cloud.load_balancers.find(call.parts[0]);
  return balancer == nullptr ? not_found() : show_it(call, 200, *balancer);
}

Response replace(const Call& call) {
  auto* balancer = call.cloud.load_balancers.find(call.parts[0]);
  if (balancer == nullptr) return not_found();
  LoadBalancerRequest request;
  if (auto refusal = read_load_balancer_request(call, request)) return *refusal;
  if (request.region != balancer->set.region)
    return unprocessable("The region of a Load Balancer cannot be changed");
  if (request.vpc != balancer->set.vpc) return unprocessable("The VPC of a Load Balancer cannot be changed");
  if (request.network != balancer->set.network)
    return unprocessable("The network of a Load Balancer cannot be changed");
  if (balancer->busy) return busy();
  balancer->set = std::move(request);
  work_on(call, *balancer, Delay::change_load_balancer);
  return show_it(call, 200, *balancer);
}

Response remove(const Call& call) {
  if (call.cloud.load_balancers.find(call.parts[0]) == nullptr) return not_found();
  call.cloud.load_balancers.erase(call.parts[0]);
  return done();
}

Response change_droplets(const Call& call, bool adding) {
  auto* balancer = call.cloud.load_balancers.find(call.parts[0]);
  if (balancer == nullptr) return not_found();
  if (!balancer->set.tag.empty())
    return unprocessable("Droplets of a Load Balancer with a tag are chosen by the tag alone");
  auto members = balancer->set.droplets;
  const auto ids = call.body.at("droplet_ids").ids();
  if (ids.empty()) return unprocessable("droplet_ids must name at least one droplet");
  for (const auto id : ids) {
    if (auto refusal = adding ? refusal_of_member(call, balancer->set.region, id) : std::nullopt)
      return *refusal;
    std::erase(members, id);
    if (adding) members.push_back(id);
  }
  if (members.size() > most_named)
    return unprocessable("Load Balancers take no more than 10 droplets by id; use a tag");
  if (balancer->busy) return busy();
  balancer->set.droplets = std::move(members);
  work_on(call, *balancer, Delay::change_load_balancer);
  return done();
}

Response add_droplets(const Call& call) {
  return change_droplets(call, true);
}
Response remove_droplets(const Call& call) {
  return change_droplets(call, false);
}

Response change_rules(const Call& call, bool adding) {
  auto* balancer = call.cloud.load_balancers.find(call.parts[0]);
  if (balancer == nullptr) return not_found();
  auto rules = balancer->set.rules;
  std::vector<ForwardingRule> named;
  if (auto refusal = read_rules(call.body, named)) return *refusal;
  for (const auto& rule : named) {
    std::erase(rules, rule);
    if (adding) rules.push_back(rule);
  }
  if (rules.empty()) return unprocessable("Load Balancers need at least one forwarding rule");
  if (balancer->busy) return busy();
  balancer->set.rules = std::move(rules);
  work_on(call, *balancer, Delay::change_load_balancer);
  return done();
}

Response add_rules(const Call& call) {
  return change_rules(call, true);
}
Response remove_rules(const Call& call) {
  return change_rules(call, false);
}

constexpr Route routes[] = {
    {"GET", "/v2/load_balancers", list},
    {"POST", "/v2/load_balancers", create},
    {"GET", "/v2/load_balancers/*", show_one},
    {"PUT", "/v2/load_balancers/*", replace},
    {"DELETE", "/v2/load_balancers/*", remove},
    {"POST", "/v2/load_balancers/*/droplets", add_droplets},
    {"DELETE", "/v2/load_balancers/*/droplets", remove_droplets},
    {"POST", "/v2/load_balancers/*/forwarding_rules", add_rules},
    {"DELETE", "/v2/load_balancers/*/forwarding_rules", remove_rules},
};

}  // namespace

Routes load_balancer_routes() {
  return routes;
}

}  // namespace muster::sandbox
