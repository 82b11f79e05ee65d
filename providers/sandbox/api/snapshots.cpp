#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/show.hpp"

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
  const auto& all = call.cloud.snapshots;
  const auto total = call.request.asked("resource_type") == "volume" ? 0 : all.size();
  return page_of(call, "snapshots", total,
                 [&](JsonText& out, std::size_t i) { show_snapshot(out, all.at(i), false); });
}

Response show_one(const Call& call) {
  const auto* image = call.cloud.snapshots.find(call.number(0));
  if (image == nullptr) return not_found();
  return shown(200, "snapshot", [&](JsonText& out) { show_snapshot(out, *image, false); });
}

Response remove(const Call& call) {
  const auto* image = call.cloud.snapshots.find(call.number(0));
  if (image == nullptr) return not_found();
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

constexpr Route routes[] = {
    {"GET", "/v2/snapshots", list},
    {"GET", "/v2/snapshots/*", show_one},
    {"DELETE", "/v2/snapshots/*", remove},
    {"DELETE", "/v2/images/*", remove},
    {"GET", "/v2/droplets/*/snapshots", list_of_droplet},
};

}  // namespace

Routes snapshot_routes() {
  return routes;
}

}  // namespace muster::sandbox
