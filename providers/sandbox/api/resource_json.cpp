#include "providers/sandbox/api/resource_json.hpp"
#include "providers/sandbox/api/reply.hpp"

namespace muster::sandbox {

void write_json(JsonText& out, const Cloud& cloud, const Volume& volume) {
  out.open_object().text("id", volume.id).text("name", volume.name);
  out.raw("region", cloud.catalogue.region(volume.region)->json);
  out.text("description", volume.description).number("size_gigabytes", volume.gib);
  out.text("created_at", api_time(volume.created_at)).key("droplet_ids").open_list();
  if (volume.droplet != 0) out.number(volume.droplet);
  out.close_list().texts("tags", volume.tags).text("filesystem_type", volume.filesystem);
  out.text("filesystem_label", volume.label).close_object();
}

void write_json(JsonText& out, const VolumeSnapshot& snapshot) {
  out.open_object().text("id", snapshot.id).text("name", snapshot.name);
  out.text("created_at", api_time(snapshot.created_at)).texts("regions", {snapshot.region});
  out.text("resource_id", snapshot.volume).text("resource_type", "volume");
  out.number("min_disk_size", snapshot.gib).number("size_gigabytes", snapshot.gib);
  out.texts("tags", snapshot.tags).close_object();
}

void write_json(JsonText& out, const Vpc& vpc) {
  out.open_object().text("id", vpc.id).text("urn", "do:vpc:" + vpc.id).text("name", vpc.name);
  out.text("description", vpc.description).text("region", vpc.region).text("ip_range", vpc.range);
  out.text("created_at", api_time(vpc.created_at)).flag("default", vpc.is_default).close_object();
}

void write_json(JsonText& out, const SshKey& key) {
  out.open_object().number("id", key.id).text("fingerprint", key.fingerprint);
  out.text("public_key", key.public_key).text("name", key.name).close_object();
}

void write_json(JsonText& out, const Cloud& cloud, const Image& image) {
  out.open_object().number("id", image.id).text("name", image.name).text("distribution", image.distribution);
  out.key("slug");
  if (image.slug.empty())
    out.null();
  else
    out.text(image.slug);
  out.flag("public", image.type == "base").key("regions").open_list();
  for (const auto& region : image.regions) out.text(region);
  if (image.regions.empty())
    for (const auto& region : cloud.catalogue.regions)
      if (region.open) out.text(region.slug);
  out.close_list().text("created_at", api_time(image.created_at)).number("min_disk_size", image.min_disk_gib);
  out.text("type", image.type)
      .raw("size_gigabytes", "2.36")
      .text("description", image.distribution + " " + image.name);
  out.key("tags")
      .open_list()
      .close_list()
      .text("status", "available")
      .text("error_message", "")
      .close_object();
}

void write_json(JsonText& out, const Tag& tag) {
  const auto last = tag.droplets.empty()
                        ? std::string()
                        : "https://api.digitalocean.com/v2/droplets/" + std::to_string(tag.droplets.back());
  const auto count = [&](const char* name, std::size_t many, const std::string& uri) {
    out.key(name).open_object().number("count", static_cast<std::int64_t>(many));
    if (!uri.empty()) out.text("last_tagged_uri", uri);
    out.close_object();
  };
  out.open_object().text("name", tag.name).key("resources").open_object();
  out.number("count",
             static_cast<std::int64_t>(tag.droplets.size() + tag.volumes.size() + tag.images.size()));
  if (!last.empty()) out.text("last_tagged_uri", last);
  count("droplets", tag.droplets.size(), last);
  count("images", tag.images.size(), "");
  count("volumes", tag.volumes.size(), "");
  count("volume_snapshots", 0, "");
  count("databases", 0, "");
  out.close_object().close_object();
}

}  // namespace muster::sandbox
