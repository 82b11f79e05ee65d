#include <optional>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

namespace {

using Refusal = std::optional<Response>;

constexpr std::size_t most_per_droplet = 15;
constexpr std::int64_t largest_gib = 16384;

Refusal prepare_attach(const Call& call, const Volume& volume, Action& action) {
  const auto* droplet = call.cloud.droplets.find(call.body.at("droplet_id").id());
  if (droplet == nullptr) return not_found();
  if (droplet->region != volume.region)
    return unprocessable("Volume and droplet must be in the same region.");
  if (volume.droplet == droplet->id) return unprocessable("Volume is already attached to this droplet.");
  if (volume.droplet != 0) return unprocessable("Volume is already attached to a droplet.");
  if (droplet->volumes.size() >= most_per_droplet)
    return unprocessable("A droplet can have at most 15 volumes attached.");
  if (droplet->pending_action != 0) return unprocessable("Droplet already has a pending event.");
  action.droplet = droplet->id;
  return std::nullopt;
}

Refusal prepare_detach(const Call& call, const Volume& volume, Action& action) {
  const auto asked = call.body.at("droplet_id");
  if (volume.droplet == 0 || (!asked.is_null() && asked.id() != volume.droplet))
    return unprocessable("Attachment not found");
  const auto* droplet = call.cloud.droplets.find(volume.droplet);
  if (droplet == nullptr) return unprocessable("Attachment not found");
  if (droplet->pending_action != 0) return unprocessable("Droplet already has a pending event.");
  action.droplet = droplet->id;
  return std::nullopt;
}

Refusal prepare_resize(const Call& call, const Volume& volume, Action& action) {
  const auto gib = call.body.at("size_gigabytes").integer_or(0);
  if (gib <= volume.gib || gib > largest_gib)
    return unprocessable("size_gigabytes must be larger than the volume's size and at most 16384");
  if (volume.droplet != 0) action.droplet = volume.droplet;
  action.gib = gib;
  return std::nullopt;
}

Response act(const Call& call, Volume* volume) {
  if (volume == nullptr) return not_found();
  Action action;
  const auto type = call.body.at("type").text_or("");
  if (type != "attach" && type != "detach" && type != "resize")
    return unprocessable("The type of action is unknown or missing.");
  if (const auto region = call.body.at("region").text_or(volume->region); region != volume->region)
    return unprocessable("The volume is not in this region.");
  if (volume->pending_action != 0) return unprocessable("Volume already has a pending event.");
  const auto refusal = type == "attach"   ? prepare_attach(call, *volume, action)
                       : type == "detach" ? prepare_detach(call, *volume, action)
                                          : prepare_resize(call, *volume, action);
  if (refusal) return *refusal;
  const auto delay = type == "attach" ? Delay::attach : type == "detach" ? Delay::detach : Delay::grow_volume;
  action.type = type + "_volume";
  action.resource_type = "backend";
  action.region = volume->region;
  action.volume = volume->id;
  const auto& started = begin_action(call.cloud, action, delay, call.now);
  return json_response(202, "action", [&](JsonText& out) { write_json(out, call.cloud, started); });
}

Response act_by_id(const Call& call) {
  return act(call, call.cloud.volumes.find(call.parts[0]));
}

Response act_by_name(const Call& call) {
  const auto name = call.body.at("volume_name").text_or("");
  const auto region = call.body.at("region").text_or("");
  for (std::size_t i = 0; i < call.cloud.volumes.size(); ++i) {
    auto& volume = call.cloud.volumes.at(i);
    if (volume.name == name && volume.region == region) return act(call, &volume);
  }
  return not_found();
}

Response list(const Call& call) {
  if (call.cloud.volumes.find(call.parts[0]) == nullptr) return not_found();
  std::vector<const Action*> of_volume;
  const auto& all = call.cloud.actions;
  for (std::size_t i = all.size(); i-- > 0;)
    if (all.at(i).volume == call.parts[0]) of_volume.push_back(&all.at(i));
  return page_of(call, "actions", of_volume.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, *of_volume[i]); });
}

Response show_one(const Call& call) {
  const auto* action = call.cloud.actions.find(call.number(1));
  if (action == nullptr || action->volume != call.parts[0]) return not_found();
  return json_response(200, "action", [&](JsonText& out) { write_json(out, call.cloud, *action); });
}

constexpr Route routes[] = {
    {"POST", "/v2/volumes/actions", act_by_name},
    {"GET", "/v2/volumes/*/actions", list},
    {"POST", "/v2/volumes/*/actions", act_by_id},
    {"GET", "/v2/volumes/*/actions/*", show_one},
};

}  // namespace

Routes volume_action_routes() {
  return routes;
}

}  // namespace muster::sandbox
