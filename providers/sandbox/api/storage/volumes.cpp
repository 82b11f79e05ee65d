#include <algorithm>
#include <cctype>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

constexpr std::int64_t largest_gib = 16384;

bool is_volume_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

const Volume* named(const Cloud& cloud, std::string_view name, std::string_view region) {
  for (std::size_t i = 0; i < cloud.volumes.size(); ++i)
    if (cloud.volumes.at(i).name == name && cloud.volumes.at(i).region == region) return &cloud.volumes.at(i);
  return nullptr;
}

Response list(const Call& call) {
  const auto name = call.request.asked("name");
  const auto region = call.request.asked("region");
  std::vector<const Volume*> chosen;
  for (std::size_t i = 0; i < call.cloud.volumes.size(); ++i) {
    const auto& volume = call.cloud.volumes.at(i);
    if ((name.empty() || volume.name == name) && (region.empty() || volume.region == region))
      chosen.push_back(&volume);
  }
  return page_of(call, "volumes", chosen.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, *chosen[i]); });
}

/// Returns why the body must not be executed; nullopt if it may.
std::optional<Response> refusal_of(const Call& call, const Volume& volume) {
  const auto* region = call.cloud.catalogue.region(volume.region);
  const auto longest_label = volume.filesystem == "xfs" ? 12U : 16U;
  if (!is_volume_name(volume.name))
    return unprocessable("name must start with a lower case letter and hold letters, digits and dashes");
  if (volume.gib < 1 || volume.gib > largest_gib)
    return unprocessable("size_gigabytes must be between 1 and 16384");
  if (region == nullptr || !region->open) return unprocessable("region is invalid or does not offer volumes");
  if (!volume.filesystem.empty() && volume.filesystem != "ext4" && volume.filesystem != "xfs")
    return unprocessable("filesystem_type must be ext4 or xfs");
  if (volume.label.size() > longest_label) return unprocessable("filesystem_label is too long");
  for (const auto& tag : volume.tags)
    if (!TagIndex::is_valid_name(tag)) return unprocessable("Tag " + tag + " contains invalid characters");
  if (named(call.cloud, volume.name, volume.region) != nullptr)
    return refuse(409, "a volume with the name " + volume.name + " already exists");
  const auto limit = call.cloud.rules.volume_limit;
  if (call.cloud.volumes.size() >= static_cast<std::size_t>(limit))
    return refuse(403,
                  "failed to create volume: volume limit (" + std::to_string(limit) + ") has been reached");
  return std::nullopt;
}

Response create(const Call& call) {
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  if (!call.body.at("size_gigabytes").is_integer())
    return refuse(400, "size_gigabytes must be a whole number");
  Volume volume;
  volume.name = call.body.at("name").text_or("");
  volume.region = call.body.at("region").text_or("");
  volume.description = call.body.at("description").text_or("");
  volume.gib = call.body.at("size_gigabytes").integer;
  volume.filesystem = call.body.at("filesystem_type").text_or("");
  volume.label = call.body.at("filesystem_label").text_or("");
  volume.created_at = call.now;
  volume.tags = call.body.at("tags").texts();
  if (auto refusal = refusal_of(call, volume)) return *refusal;
  volume.id = call.cloud.random.uuid();
  for (auto& name : volume.tags) {
    auto& tag = call.cloud.tags.make(name);
    name = tag.name;
    tag.volumes.push_back(volume.id);
  }
  const auto& made = call.cloud.volumes.add(std::move(volume));
  return json_response(201, "volume", [&](JsonText& out) { write_json(out, call.cloud, made); });
}

Response show_one(const Call& call) {
  const auto* volume = call.cloud.volumes.find(call.parts[0]);
  if (volume == nullptr) return not_found();
  return json_response(200, "volume", [&](JsonText& out) { write_json(out, call.cloud, *volume); });
}

Response remove_volume(const Call& call, const Volume* volume) {
  if (volume == nullptr) return not_found();
  if (volume->droplet != 0 || volume->pending_action != 0)
    return refuse(409, "failed to delete volume: attached volume cannot be deleted");
  for (const auto& name : volume->tags)
    if (auto* tag = call.cloud.tags.find(name)) std::erase(tag->volumes, volume->id);
  call.cloud.volumes.erase(std::string(volume->id));
  return done();
}

Response remove(const Call& call) {
  return remove_volume(call, call.cloud.volumes.find(call.parts[0]));
}

Response remove_named(const Call& call) {
  return remove_volume(call, named(call.cloud, call.request.asked("name"), call.request.asked("region")));
}

constexpr Route routes[] = {
    {"GET", "/v2/volumes", list},
    {"POST", "/v2/volumes", create},
    {"DELETE", "/v2/volumes", remove_named},
    {"GET", "/v2/volumes/*", show_one},
    {"DELETE", "/v2/volumes/*", remove},
};

}  // namespace

Routes volume_routes() {
  return routes;
}

}  // namespace muster::sandbox
