#include <algorithm>
#include <cctype>

#include "providers/sandbox/api/network/firewall_rules.hpp"
#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

using Refusal = std::optional<Response>;

constexpr std::size_t most_droplets = 10;
constexpr std::size_t most_tags = 5;

bool is_firewall_name(std::string_view name) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  if (name.size() < 2 || name.size() > 255 || !is_word(name.front())) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) { return is_word(c) || c == '.' || c == '-'; });
}

void apply_again(const Call& call, Firewall& firewall) {
  firewall.applied = false;
  const auto takes = on_the_wall(call.cloud, call.cloud.random.delay(Delay::apply_firewall));
  call.cloud.due.emplace(call.now + takes, Transition{Transition::Kind::firewall_applied, firewall.id});
}

Response show_it(const Call& call, int status, const Firewall& firewall) {
  return json_response(status, "firewall", [&](JsonText& out) { write_json(out, call.cloud, firewall); });
}

/// The rules for every new or changed firewall.
Refusal check(const Call& call, const Firewall& firewall) {
  if (!is_firewall_name(firewall.name)) return unprocessable("name is invalid");
  if (firewall.rules.empty()) return unprocessable("firewall must have at least one rule");
  if (firewall.droplets.size() > most_droplets)
    return unprocessable("firewalls can be applied to no more than 10 droplets; use a tag");
  if (firewall.tags.size() > most_tags)
    return unprocessable("firewalls can be applied to no more than 5 tags");
  for (const auto id : firewall.droplets)
    if (call.cloud.droplets.find(id) == nullptr)
      return unprocessable("droplet " + std::to_string(id) + " does not exist");
  if (auto refusal = refusal_of_tags(call, firewall.tags)) return refusal;
  for (std::size_t i = 0; i < call.cloud.firewalls.size(); ++i) {
    const auto& other = call.cloud.firewalls.at(i);
    if (other.id != firewall.id && other.name == firewall.name) return refuse(409, "duplicate name");
  }
  return std::nullopt;
}

Refusal read_firewall(const Call& call, Firewall& firewall) {
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  firewall.name = call.body.at("name").text_or("");
  firewall.droplets = call.body.at("droplet_ids").ids();
  firewall.tags = call.body.at("tags").texts();
  firewall.rules.clear();
  if (auto refusal = read_firewall_rules(call, firewall.rules)) return refusal;
  return check(call, firewall);
}

Response list(const Call& call) {
  const auto& all = call.cloud.firewalls;
  return page_of(call, "firewalls", all.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, all.at(i)); });
}

Response create(const Call& call) {
  Firewall firewall;
  if (auto refusal = read_firewall(call, firewall)) return *refusal;
  firewall.id = call.cloud.random.uuid();
  firewall.created_at = call.now;
  auto& made = call.cloud.firewalls.add(std::move(firewall));
  apply_again(call, made);
  return show_it(call, 202, made);
}

Response show_one(const Call& call) {
  const auto* firewall = call.cloud.firewalls.find(call.parts[0]);
  return firewall == nullptr ? not_found() : show_it(call, 200, *firewall);
}

Response replace(const Call& call) {
  auto* firewall = call.cloud.firewalls.find(call.parts[0]);
  if (firewall == nullptr) return not_found();
  auto wanted = *firewall;
  if (auto refusal = read_firewall(call, wanted)) return *refusal;
  *firewall = std::move(wanted);
  apply_again(call, *firewall);
  return show_it(call, 200, *firewall);
}

Response remove(const Call& call) {
  if (call.cloud.firewalls.find(call.parts[0]) == nullptr) return not_found();
  call.cloud.firewalls.erase(call.parts[0]);
  return done();
}

template <class T>
void add_or_remove(std::vector<T>& all, const std::vector<T>& named, bool adding) {
  for (const auto& one : named) {
    std::erase(all, one);
    if (adding) all.push_back(one);
  }
}

/// Changes the part of the firewall that the path's last word names.
Response change(const Call& call, bool adding) {
  auto* firewall = call.cloud.firewalls.find(call.parts[0]);
  if (firewall == nullptr) return not_found();
  auto wanted = *firewall;
  if (call.request.path.find("/rules") != std::string::npos) {
    std::vector<FirewallRule> named;
    if (auto refusal = read_firewall_rules(call, named)) return *refusal;
    add_or_remove(wanted.rules, named, adding);
  } else {
    add_or_remove(wanted.droplets, call.body.at("droplet_ids").ids(), adding);
    add_or_remove(wanted.tags, call.body.at("tags").texts(), adding);
  }
  if (auto refusal = check(call, wanted)) return *refusal;
  *firewall = std::move(wanted);
  apply_again(call, *firewall);
  return done();
}

Response add(const Call& call) {
  return change(call, true);
}
Response take_away(const Call& call) {
  return change(call, false);
}

constexpr Route routes[] = {
    {"GET", "/v2/firewalls", list},
    {"POST", "/v2/firewalls", create},
    {"GET", "/v2/firewalls/*", show_one},
    {"PUT", "/v2/firewalls/*", replace},
    {"DELETE", "/v2/firewalls/*", remove},
    {"POST", "/v2/firewalls/*/droplets", add},
    {"DELETE", "/v2/firewalls/*/droplets", take_away},
    {"POST", "/v2/firewalls/*/tags", add},
    {"DELETE", "/v2/firewalls/*/tags", take_away},
    {"POST", "/v2/firewalls/*/rules", add},
    {"DELETE", "/v2/firewalls/*/rules", take_away},
};

}  // namespace

Routes firewall_routes() {
  return routes;
}

}  // namespace muster::sandbox
