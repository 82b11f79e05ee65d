#include <algorithm>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

Response list_sizes(const Call& call) {
  const auto& all = call.cloud.catalogue.sizes;
  return page_of(call, "sizes", all.size(), [&](JsonText& out, std::size_t i) { out.raw(all[i].json); });
}

Response list_regions(const Call& call) {
  const auto& all = call.cloud.catalogue.regions;
  return page_of(call, "regions", all.size(), [&](JsonText& out, std::size_t i) { out.raw(all[i].json); });
}

Response list_images(const Call& call) {
  std::vector<const Image*> chosen;
  if (call.request.asked("type") != "application" && call.request.asked("private") != "true")
    for (const auto& image : call.cloud.catalogue.images) chosen.push_back(&image);
  if (call.request.asked("type").empty())
    for (std::size_t i = 0; i < call.cloud.snapshots.size(); ++i)
      chosen.push_back(&call.cloud.snapshots.at(i));
  if (const auto name = call.request.asked("tag_name"); !name.empty()) {
    const auto* tag = call.cloud.tags.find(name);
    std::erase_if(chosen, [&](const Image* image) {
      return tag == nullptr || std::count(tag->images.begin(), tag->images.end(), image->id) == 0;
    });
  }
  return page_of(call, "images", chosen.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, call.cloud, *chosen[i]); });
}

Response show_image(const Call& call) {
  const auto number = call.number(0);
  const auto* image = number >= 0 ? find_image(call.cloud, number) : find_image(call.cloud, call.parts[0]);
  if (image == nullptr) return not_found();
  return json_response(200, "image", [&](JsonText& out) { write_json(out, call.cloud, *image); });
}

constexpr Route routes[] = {
    {"GET", "/v2/sizes", list_sizes},
    {"GET", "/v2/regions", list_regions},
    {"GET", "/v2/images", list_images},
    {"GET", "/v2/images/*", show_image},
};

}  // namespace

Routes catalogue_routes() {
  return routes;
}

}  // namespace muster::sandbox
