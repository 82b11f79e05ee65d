#include <algorithm>
#include <functional>
#include <utility>

#include "providers/sandbox/api/compute/droplet_order.hpp"
#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

namespace {

Response show_them(const Call& call, const std::vector<const Droplet*>& droplets) {
  return page_of(call, "droplets", droplets.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, *droplets[i]); });
}

/// Those of the first `total` that lists show.
std::vector<const Droplet*> shown_ones(std::size_t total,
                                       const std::function<const Droplet*(std::size_t)>& at) {
  std::vector<const Droplet*> visible;
  visible.reserve(total);
  for (std::size_t i = 0; i < total; ++i)
    if (const auto* droplet = at(i); !droplet->hidden) visible.push_back(droplet);
  return visible;
}

Response list_tagged(const Call& call, std::string_view tag_name) {
  const auto* tag = call.cloud.tags.find(tag_name);
  const auto total = tag == nullptr ? 0 : tag->droplets.size();
  return show_them(call, shown_ones(total, [&](std::size_t i) {
                     return std::as_const(call.cloud).droplets.find(tag->droplets[i]);
                   }));
}

Response list(const Call& call) {
  const auto tag = call.request.asked("tag_name");
  const auto name = call.request.asked("name");
  if (!tag.empty() && !name.empty()) return unprocessable("name and tag_name cannot be combined");
  if (call.request.asked("type") == "gpus") return show_them(call, {});
  if (!tag.empty()) return list_tagged(call, tag);
  const auto& all = call.cloud.droplets;
  auto visible = shown_ones(all.size(), [&](std::size_t i) { return &std::as_const(all).at(i); });
  if (!name.empty())
    std::erase_if(visible, [&](const Droplet* droplet) { return folded(droplet->name) != folded(name); });
  return show_them(call, visible);
}

Response create(const Call& call) {
  std::vector<DropletOrder> orders;
  if (auto refusal = read_orders(call, orders)) return *refusal;
  std::vector<const Droplet*> made;
  made.reserve(orders.size());
  for (const auto& order : orders) made.push_back(&add_droplet(call.cloud, order, call.now));
  JsonText out;
  out.open_object();
  if (call.body.has("names")) {
    out.key("droplets").open_list();
    for (const auto* droplet : made) write_json(out, call.cloud, *droplet);
    out.close_list();
  } else {
    write_json(out.key("droplet"), call.cloud, *made.front());
  }
  out.key("links").open_object().key("actions").open_list();
  for (const auto* droplet : made) {
    const auto action = std::to_string(droplet->pending_action);
    out.open_object().number("id", droplet->pending_action).text("rel", "create");
    out.text("href", "http://" + std::string(call.request.header("host")) + "/v2/actions/" + action);
    out.close_object();
  }
  out.close_list().close_object().close_object();
  return json_response(202, out);
}

Response show_one(const Call& call) {
  const auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  return json_response(200, "droplet", [&](JsonText& out) { write_json(out, call.cloud, *droplet); });
}

Response remove(const Call& call) {
  const auto id = call.number(0);
  if (call.cloud.droplets.find(id) == nullptr) return not_found();
  remove_droplet(call.cloud, id, call.now);
  return done();
}

Response remove_tagged(const Call& call) {
  const auto name = call.request.asked("tag_name");
  if (name.empty()) return unprocessable("tag_name is required");
  const auto* tag = call.cloud.tags.find(name);
  if (tag == nullptr) return not_found();
  for (const auto id : std::vector<std::int64_t>(tag->droplets)) remove_droplet(call.cloud, id, call.now);
  return done();
}

Response nothing_under(const Call& call, const char* key) {
  if (call.cloud.droplets.find(call.number(0)) == nullptr) return not_found();
  return page_of(call, key, 0, [](JsonText&, std::size_t) {});
}

Response list_backups(const Call& call) {
  return nothing_under(call, "backups");
}
Response list_kernels(const Call& call) {
  return nothing_under(call, "kernels");
}

Response list_neighbors(const Call& call) {
  if (call.cloud.droplets.find(call.number(0)) == nullptr) return not_found();
  return json_response(200, "droplets", [](JsonText& out) { out.open_list().close_list(); });
}

Response list_firewalls(const Call& call) {
  const auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  std::vector<const Firewall*> over;
  for (std::size_t i = 0; i < call.cloud.firewalls.size(); ++i) {
    const auto& firewall = call.cloud.firewalls.at(i);
    const auto names_it = [&](const std::string& tag) {
      return std::find(droplet->tags.begin(), droplet->tags.end(), tag) != droplet->tags.end();
    };
    if (std::count(firewall.droplets.begin(), firewall.droplets.end(), droplet->id) > 0 ||
        std::any_of(firewall.tags.begin(), firewall.tags.end(), names_it))
      over.push_back(&firewall);
  }
  return page_of(call, "firewalls", over.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, *over[i]); });
}

constexpr Route routes[] = {
    {"GET", "/v2/droplets", list},
    {"POST", "/v2/droplets", create},
    {"DELETE", "/v2/droplets", remove_tagged},
    {"GET", "/v2/droplets/*", show_one},
    {"DELETE", "/v2/droplets/*", remove},
    {"GET", "/v2/droplets/*/backups", list_backups},
    {"GET", "/v2/droplets/*/kernels", list_kernels},
    {"GET", "/v2/droplets/*/neighbors", list_neighbors},
    {"GET", "/v2/droplets/*/firewalls", list_firewalls},
};

}  // namespace

Routes droplet_routes() {
  return routes;
}

}  // namespace muster::sandbox
