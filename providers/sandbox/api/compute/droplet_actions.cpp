#include <optional>

#include "providers/sandbox/api/compute/droplet_order.hpp"
#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"
#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

using Refusal = std::optional<Response>;

/// The properties of an action of that name.
struct Kind {
  const char* type;
  Delay delay;
  Refusal (*prepare)(const Call&, Droplet&, Action&);
};

Refusal needs_nothing(const Call&, Droplet&, Action&) {
  return std::nullopt;
}

Refusal needs_on(const Call&, Droplet& droplet, Action&) {
  if (droplet.power != Power::on)
    return unprocessable("Droplet is currently off. Please power it on to run this event.");
  return std::nullopt;
}

Refusal prepare_power_on(const Call&, Droplet& droplet, Action&) {
  if (droplet.power == Power::on) return unprocessable("Droplet is already powered on.");
  return std::nullopt;
}

Refusal prepare_power_off(const Call&, Droplet& droplet, Action&) {
  if (droplet.power == Power::off) return unprocessable("Droplet is already powered off.");
  return std::nullopt;
}

Refusal prepare_resize(const Call& call, Droplet& droplet, Action& action) {
  const auto* size = call.cloud.catalogue.size(call.body.at("size").text_or(""));
  const bool disk = call.body.at("disk").flag_or(false);
  if (size == nullptr) return unprocessable("You specified an invalid size for Droplet resize.");
  if (!is_sold_in(*size, droplet.region)) return unprocessable("Size is not available in this region.");
  if (size->slug == droplet.size && !(disk && size->disk_gib > droplet.disk_gib))
    return unprocessable("The droplet is already set to this size.");
  if (size->disk_gib < droplet.disk_gib)
    return unprocessable("This size is not available because it has a smaller disk.");
  if (droplet.power != Power::off) {
    if (!call.cloud.rules.resize_powers_off)
      return unprocessable("Droplet is currently on. Please power it off to run this event.");
    action.then_on = true;
    droplet.power = Power::off;
    record_power(call.cloud, droplet, call.now);
    note_stretch(call.cloud, droplet, {}, false, call.now);
    share_loads(call.cloud, call.now);
  }
  action.target = size->slug;
  action.grow_disk = disk;
  return std::nullopt;
}

Refusal prepare_rename(const Call& call, Droplet&, Action& action) {
  action.target = call.body.at("name").text_or("");
  if (!is_droplet_name(action.target))
    return unprocessable("Name Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)");
  return std::nullopt;
}

Refusal prepare_rebuild(const Call& call, Droplet& droplet, Action& action) {
  const auto* image = image_meant(call.cloud, call.body.at("image"));
  if (image == nullptr) return unprocessable("You specified an invalid image.");
  if (image->min_disk_gib > droplet.disk_gib)
    return unprocessable("The image is larger than the droplet's disk.");
  action.target = std::to_string(image->id);
  return std::nullopt;
}

Refusal prepare_snapshot(const Call& call, Droplet&, Action& action) {
  action.target = call.body.at("name").text_or("");
  return std::nullopt;
}

constexpr Kind kinds[] = {
    {"power_on", Delay::power_on, prepare_power_on},
    {"power_off", Delay::power_off, prepare_power_off},
    {"shutdown", Delay::shutdown, needs_nothing},
    {"reboot", Delay::reboot, needs_on},
    {"power_cycle", Delay::reboot, needs_on},
    {"password_reset", Delay::setting, needs_nothing},
    {"resize", Delay::resize, prepare_resize},
    {"rename", Delay::setting, prepare_rename},
    {"rebuild", Delay::rebuild, prepare_rebuild},
    {"restore", Delay::rebuild, prepare_rebuild},
    {"snapshot", Delay::snapshot, prepare_snapshot},
    {"enable_ipv6", Delay::setting, needs_nothing},
    {"enable_backups", Delay::setting, needs_nothing},
    {"disable_backups", Delay::setting, needs_nothing},
    {"change_backup_policy", Delay::setting, needs_nothing},
};

/// Starts the action the body names; the refusal when it may not run now.
Refusal start(const Call& call, Droplet& droplet, const Action** started) {
  const auto type = call.body.at("type").text_or("");
  for (const auto& kind : kinds) {
    if (type != kind.type) continue;
    if (droplet.pending_action != 0) return unprocessable("Droplet already has a pending event.");
    Action action;
    action.type = type;
    action.region = droplet.region;
    action.droplet = droplet.id;
    if (auto refusal = kind.prepare(call, droplet, action)) return refusal;
    *started = &begin_action(call.cloud, action, kind.delay, call.now);
    return std::nullopt;
  }
  return unprocessable("The type of action is unknown or missing.");
}

Response act(const Call& call) {
  auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  const Action* action = nullptr;
  if (auto refusal = start(call, *droplet, &action)) return *refusal;
  return json_response(201, "action", [&](JsonText& out) { write_json(out, call.cloud, *action); });
}

Response act_on_tagged(const Call& call) {
  const auto* tag = call.cloud.tags.find(call.request.asked("tag_name"));
  if (tag == nullptr) return not_found();
  std::vector<const Action*> started;
  for (const auto id : std::vector<std::int64_t>(tag->droplets)) {
    const Action* action = nullptr;
    if (auto refusal = start(call, *call.cloud.droplets.find(id), &action)) return *refusal;
    started.push_back(action);
  }
  return json_response(201, "actions", [&](JsonText& out) {
    out.open_list();
    for (const auto* action : started) write_json(out, call.cloud, *action);
    out.close_list();
  });
}

Response list(const Call& call) {
  const auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  const auto& ids = droplet->actions;
  return page_of(call, "actions", ids.size(), [&](JsonText& out, std::size_t i) {
    write_json(out, call.cloud, *call.cloud.actions.find(ids[ids.size() - 1 - i]));
  });
}

Response show_one(const Call& call) {
  const auto* action = call.cloud.actions.find(call.number(1));
  if (action == nullptr || action->droplet != call.number(0)) return not_found();
  return json_response(200, "action", [&](JsonText& out) { write_json(out, call.cloud, *action); });
}

constexpr Route routes[] = {
    {"POST", "/v2/droplets/actions", act_on_tagged},
    {"GET", "/v2/droplets/*/actions", list},
    {"POST", "/v2/droplets/*/actions", act},
    {"GET", "/v2/droplets/*/actions/*", show_one},
};

}  // namespace

Routes droplet_action_routes() {
  return routes;
}

}  // namespace muster::sandbox
