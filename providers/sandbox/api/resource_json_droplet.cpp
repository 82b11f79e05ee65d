#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

const char* status_of(const Droplet& droplet) {
  switch (droplet.power) {
    case Power::booting:
      return "new";
    case Power::on:
      return "active";
    case Power::off:
      return "off";
  }
  return "new";
}

void show_network(JsonText& out, const std::string& address, const char* netmask, const std::string& gateway,
                  const char* type) {
  out.open_object().text("ip_address", address).text("netmask", netmask).text("gateway", gateway);
  out.text("type", type).close_object();
}

void show_networks(JsonText& out, const Droplet& droplet) {
  out.key("networks").open_object().key("v4").open_list();
  if (droplet.addressed) {
    const auto gateway = droplet.public_address.substr(0, droplet.public_address.rfind('.')) + ".1";
    show_network(out, droplet.private_address, "255.255.240.0", "<nil>", "private");
    show_network(out, droplet.public_address, "255.255.255.0", gateway, "public");
  }
  out.close_list().key("v6").open_list();
  if (droplet.addressed && droplet.ipv6) {
    out.open_object().text("ip_address", "2001:db8::" + std::to_string(droplet.id % 9999));
    out.number("netmask", 64).text("gateway", "2001:db8::1").text("type", "public").close_object();
  }
  out.close_list().close_object();
}

std::vector<std::string> features_of(const Droplet& droplet) {
  std::vector<std::string> features;
  if (droplet.backups) features.emplace_back("backups");
  if (droplet.ipv6) features.emplace_back("ipv6");
  if (droplet.monitoring) features.emplace_back("monitoring");
  features.emplace_back("droplet_agent");
  features.emplace_back("private_networking");
  return features;
}

}  // namespace

void write_json(JsonText& out, const Cloud& cloud, const Droplet& droplet) {
  const auto* size = cloud.catalogue.size(droplet.size);
  out.open_object().number("id", droplet.id).text("name", droplet.name).number("memory", size->memory_mib);
  out.number("vcpus", size->vcpus).number("disk", droplet.disk_gib);
  out.key("disk_info").open_list().open_object().text("type", "local").key("size").open_object();
  out.number("amount", droplet.disk_gib).text("unit", "gib").close_object().close_object().close_list();
  // The API does not show a create as a lock: the real service shows a new droplet unlocked.
  out.flag("locked", droplet.pending_action != 0 && droplet.power != Power::booting);
  out.text("status", status_of(droplet)).text("created_at", api_time(droplet.created_at));
  out.texts("features", features_of(droplet)).key("backup_ids").open_list().close_list();
  out.key("next_backup_window").null().numbers("snapshot_ids", droplet.snapshots);
  if (const auto* image = find_image(cloud, droplet.image)) write_json(out.key("image"), cloud, *image);
  out.texts("volume_ids", droplet.volumes).raw("size", size->json).text("size_slug", size->slug);
  show_networks(out, droplet);
  out.raw("region", cloud.catalogue.region(droplet.region)->json).texts("tags", droplet.tags);
  out.text("vpc_uuid", droplet.vpc).close_object();
}

void write_json(JsonText& out, const Cloud& cloud, const Action& action) {
  const char* status = action.status == ActionStatus::in_progress ? "in-progress"
                       : action.status == ActionStatus::completed ? "completed"
                                                                  : "errored";
  out.open_object().number("id", action.id).text("status", status).text("type", action.type);
  out.text("started_at", api_time(action.started_at)).key("completed_at");
  if (action.completed_at)
    out.text(api_time(*action.completed_at));
  else
    out.null();
  out.key("resource_id");
  if (action.volume.empty())
    out.number(action.droplet);
  else
    out.null();
  out.text("resource_type", action.resource_type);
  out.raw("region", cloud.catalogue.region(action.region)->json)
      .text("region_slug", action.region)
      .close_object();
}

const Image* find_image(const Cloud& cloud, std::int64_t id) {
  for (const auto& image : cloud.catalogue.images)
    if (image.id == id) return &image;
  return cloud.snapshots.find(id);
}

const Image* find_image(const Cloud& cloud, const std::string& slug) {
  for (const auto& image : cloud.catalogue.images)
    if (image.slug == slug) return &image;
  return nullptr;
}

}  // namespace muster::sandbox
