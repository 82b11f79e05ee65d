#include <algorithm>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/simulation/agents.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"
#include "providers/sandbox/simulation/load_history.hpp"

namespace muster::sandbox {

namespace {

Response list(const Call& call) {
  const auto all = call.cloud.tags.all();
  return page_of(call, "tags", all.size(), [&](JsonText& out, std::size_t i) { write_json(out, *all[i]); });
}

Response create(const Call& call) {
  const auto name = call.body.at("name").text_or("");
  if (!TagIndex::is_valid_name(name))
    return unprocessable("Tag name may hold letters, digits, colons, dashes and underscores, at most 255");
  const auto& tag = call.cloud.tags.make(name);
  return json_response(201, "tag", [&](JsonText& out) { write_json(out, tag); });
}

Response show_one(const Call& call) {
  const auto* tag = call.cloud.tags.find(call.parts[0]);
  if (tag == nullptr) return not_found();
  return json_response(200, "tag", [&](JsonText& out) { write_json(out, *tag); });
}

void untag_and_share(const Call& call, Droplet& droplet, const std::string& name) {
  untag_droplet(call.cloud, droplet, name);
  note_stretch(call.cloud, droplet, {}, false, call.now);
}

Response remove(const Call& call) {
  auto* tag = call.cloud.tags.find(call.parts[0]);
  if (tag == nullptr) return not_found();
  for (const auto id : std::vector<std::int64_t>(tag->droplets))
    untag_and_share(call, *call.cloud.droplets.find(id), tag->name);
  for (const auto& id : tag->volumes)
    if (auto* volume = call.cloud.volumes.find(id)) std::erase(volume->tags, tag->name);
  for (std::size_t i = 0; i < call.cloud.volume_snapshots.size(); ++i)
    std::erase(call.cloud.volume_snapshots.at(i).tags, tag->name);
  for (std::size_t i = 0; i < call.cloud.firewalls.size(); ++i)
    std::erase(call.cloud.firewalls.at(i).tags, tag->name);
  tag->volumes.clear();
  tag->images.clear();
  tag->exists = false;
  share_loads(call.cloud, call.now);
  return done();
}

/// Adds the tag to one resource or removes it; returns whether the resource exists.
bool change(const Call& call, Tag& tag, const JsonValue& resource, bool adding) {
  const auto type = resource.at("resource_type").text_or("");
  const auto& id = resource.at("resource_id");
  if (type == "droplet") {
    auto* droplet = call.cloud.droplets.find(id.id());
    if (droplet == nullptr) return false;
    if (adding)
      tag_droplet(call.cloud, *droplet, tag.name);
    else
      untag_and_share(call, *droplet, tag.name);
    return true;
  }
  if (type == "volume") {
    auto* volume = call.cloud.volumes.find(id.text_or(""));
    if (volume == nullptr) return false;
    std::erase(volume->tags, tag.name);
    std::erase(tag.volumes, volume->id);
    if (!adding) return true;
    volume->tags.push_back(tag.name);
    tag.volumes.push_back(volume->id);
    return true;
  }
  if (type != "image" || find_image(call.cloud, id.id()) == nullptr) return false;
  erase_sorted(tag.images, id.id());
  if (adding) insert_sorted(tag.images, id.id());
  return true;
}

Response change_all(const Call& call, bool adding) {
  auto* tag = call.cloud.tags.find(call.parts[0]);
  if (tag == nullptr) return not_found();
  const auto& resources = call.body.at("resources").items;
  if (resources.empty()) return unprocessable("resources must name at least one resource");
  for (const auto& resource : resources)
    if (!change(call, *tag, resource, adding)) return not_found();
  accept_agents(call.cloud, call.now);
  return done();
}

Response put_on(const Call& call) {
  return change_all(call, true);
}
Response take_off(const Call& call) {
  return change_all(call, false);
}

constexpr Route routes[] = {
    {"GET", "/v2/tags", list},
    {"POST", "/v2/tags", create},
    {"GET", "/v2/tags/*", show_one},
    {"DELETE", "/v2/tags/*", remove},
    {"POST", "/v2/tags/*/resources", put_on},
    {"DELETE", "/v2/tags/*/resources", take_off},
};

}  // namespace

Routes tag_routes() {
  return routes;
}

}  // namespace muster::sandbox
