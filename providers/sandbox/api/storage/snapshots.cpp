#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

/// A snapshot as /v2/snapshots shows it; under a droplet its id is a number and it has a type instead.
void show_snapshot(JsonText& out, const Image& image, bool under_droplet) {
  out.open_object().key("id");
  if (under_droplet)
    out.number(image.id).text("type", "snapshot");
  else
    out.text(std::to_string(image.id));
  out.text("name", image.name).text("created_at", api_time(image.created_at)).texts("regions", image.regions);
  out.number("min_disk_size", image.min_disk_gib).raw("size_gigabytes", "2.36");
  if (!under_droplet) {
    out.text("resource_id", std::to_string(image.taken_of)).text("resource_type", "droplet");
    out.key("tags").open_list().close_list();
  }
  out.close_object();
}

Response list(const Call& call) {
  const auto& images = call.cloud.snapshots;
  const auto& of_volumes = call.cloud.volume_snapshots;
  const auto type = call.request.asked("resource_type");
  const auto first = type == "volume" ? 0 : images.size();
  const auto total = first + (type == "droplet" ? 0 : of_volumes.size());
  return page_of(call, "snapshots", total, [&](JsonText& out, std::size_t i) {
    if (i < first)
      show_snapshot(out, images.at(i), false);
    else
      write_json(out, of_volumes.at(i - first));
  });
}

Response show_one_of_volume(const Call& call) {
  const auto* snapshot = call.cloud.volume_snapshots.find(call.parts[0]);
  if (snapshot == nullptr) return not_found();
  return json_response(200, "snapshot", [&](JsonText& out) { write_json(out, *snapshot); });
}

Response show_one(const Call& call) {
  const auto* image = call.cloud.snapshots.find(call.number(0));
  if (image == nullptr) return show_one_of_volume(call);
  return json_response(200, "snapshot", [&](JsonText& out) { show_snapshot(out, *image, false); });
}

Response remove_of_volume(const Call& call) {
  if (call.cloud.volume_snapshots.find(call.parts[0]) == nullptr) return not_found();
  call.cloud.volume_snapshots.erase(std::string(call.parts[0]));
  return done();
}

Response remove(const Call& call) {
  const auto* image = call.cloud.snapshots.find(call.number(0));
  if (image == nullptr) return remove_of_volume(call);
  if (auto* droplet = call.cloud.droplets.find(image->taken_of)) std::erase(droplet->snapshots, image->id);
  call.cloud.snapshots.erase(call.number(0));
  return done();
}

Response list_of_droplet(const Call& call) {
  const auto* droplet = call.cloud.droplets.find(call.number(0));
  if (droplet == nullptr) return not_found();
  return page_of(call, "snapshots", droplet->snapshots.size(), [&](JsonText& out, std::size_t i) {
    show_snapshot(out, *call.cloud.snapshots.find(droplet->snapshots[i]), true);
  });
}

Response list_of_volume(const Call& call) {
  if (call.cloud.volumes.find(call.parts[0]) == nullptr) return not_found();
  std::vector<const VolumeSnapshot*> chosen;
  for (std::size_t i = 0; i < call.cloud.volume_snapshots.size(); ++i) {
    const auto& snapshot = call.cloud.volume_snapshots.at(i);
    if (snapshot.volume == call.parts[0]) chosen.push_back(&snapshot);
  }
  return page_of(call, "snapshots", chosen.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, *chosen[i]); });
}

Response take_of_volume(const Call& call) {
  const auto* volume = call.cloud.volumes.find(call.parts[0]);
  if (volume == nullptr) return not_found();
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  VolumeSnapshot snapshot;
  snapshot.name = call.body.at("name").text_or("");
  if (snapshot.name.empty()) return refuse(400, "name is required");
  for (std::size_t i = 0; i < call.cloud.volume_snapshots.size(); ++i)
    if (call.cloud.volume_snapshots.at(i).name == snapshot.name)
      return refuse(409, "a snapshot with the name " + snapshot.name + " already exists");
  snapshot.tags = call.body.at("tags").texts();
  for (auto& tag : snapshot.tags) {
    if (!TagIndex::is_valid_name(tag)) return unprocessable("Tag " + tag + " contains invalid characters");
    tag = call.cloud.tags.make(tag).name;
  }
  snapshot.id = call.cloud.random.uuid();
  snapshot.volume = volume->id;
  snapshot.region = volume->region;
  snapshot.gib = volume->gib;
  snapshot.created_at = call.now;
  const auto& made = call.cloud.volume_snapshots.add(std::move(snapshot));
  return json_response(201, "snapshot", [&](JsonText& out) { write_json(out, made); });
}

constexpr Route routes[] = {
    {"GET", "/v2/snapshots", list},
    {"GET", "/v2/snapshots/*", show_one},
    {"DELETE", "/v2/snapshots/*", remove},
    {"DELETE", "/v2/images/*", remove},
    {"GET", "/v2/volumes/*/snapshots", list_of_volume},
    {"POST", "/v2/volumes/*/snapshots", take_of_volume},
    {"GET", "/v2/volumes/snapshots/*", show_one_of_volume},
    {"DELETE", "/v2/volumes/snapshots/*", remove_of_volume},
    {"GET", "/v2/droplets/*/snapshots", list_of_droplet},
};

}  // namespace

Routes snapshot_routes() {
  return routes;
}

}  // namespace muster::sandbox
