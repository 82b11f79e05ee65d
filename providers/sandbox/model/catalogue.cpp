#include "providers/sandbox/model/catalogue.hpp"

#include <algorithm>

#include "providers/sandbox/wire/json_text.hpp"

namespace muster::sandbox {

namespace {

struct SizeRow {
  const char* slug;
  int vcpus, memory_mib, disk_gib;
  const char* transfer;
  int monthly_dollars;
};

constexpr SizeRow basic[] = {
    {"s-1vcpu-512mb-10gb", 1, 512, 10, "0.5", 4}, {"s-1vcpu-1gb", 1, 1024, 25, "1", 6},
    {"s-1vcpu-2gb", 1, 2048, 50, "2", 12},        {"s-2vcpu-2gb", 2, 2048, 60, "3", 18},
    {"s-2vcpu-4gb", 2, 4096, 80, "4", 24},        {"s-4vcpu-8gb", 4, 8192, 160, "5", 48},
    {"s-8vcpu-16gb", 8, 16384, 320, "6", 96},
};
constexpr SizeRow amd[] = {
    {"s-1vcpu-1gb-amd", 1, 1024, 25, "1", 7},       {"s-1vcpu-2gb-amd", 1, 2048, 50, "2", 14},
    {"s-2vcpu-2gb-amd", 2, 2048, 60, "3", 21},      {"s-2vcpu-4gb-amd", 2, 4096, 80, "4", 28},
    {"s-2vcpu-8gb-amd", 2, 8192, 100, "5", 42},     {"s-4vcpu-8gb-amd", 4, 8192, 160, "5", 56},
    {"s-4vcpu-16gb-amd", 4, 16384, 200, "8", 84},   {"s-8vcpu-16gb-amd", 8, 16384, 320, "6", 112},
    {"s-8vcpu-32gb-amd", 8, 32768, 400, "10", 168},
};
constexpr SizeRow intel[] = {
    {"s-1vcpu-1gb-35gb-intel", 1, 1024, 35, "1", 8},
    {"s-1vcpu-2gb-70gb-intel", 1, 2048, 70, "2", 16},
    {"s-2vcpu-2gb-90gb-intel", 2, 2048, 90, "3", 24},
    {"s-2vcpu-4gb-120gb-intel", 2, 4096, 120, "4", 32},
    {"s-2vcpu-8gb-160gb-intel", 2, 8192, 160, "5", 48},
    {"s-4vcpu-8gb-240gb-intel", 4, 8192, 240, "6", 64},
    {"s-4vcpu-16gb-320gb-intel", 4, 16384, 320, "8", 96},
    {"s-8vcpu-16gb-480gb-intel", 8, 16384, 480, "9", 128},
    {"s-8vcpu-32gb-640gb-intel", 8, 32768, 640, "10", 192},
};

struct RegionRow {
  const char* slug;
  const char* name;
  bool open;
};

constexpr RegionRow places[] = {
    {"nyc1", "New York 1", true},       {"nyc2", "New York 2", false},     {"nyc3", "New York 3", true},
    {"sfo1", "San Francisco 1", false}, {"sfo2", "San Francisco 2", true}, {"sfo3", "San Francisco 3", true},
    {"tor1", "Toronto 1", true},        {"atl1", "Atlanta 1", true},       {"ric1", "Richmond 1", true},
    {"ams2", "Amsterdam 2", false},     {"ams3", "Amsterdam 3", true},     {"fra1", "Frankfurt 1", true},
    {"lon1", "London 1", true},         {"sgp1", "Singapore 1", true},     {"blr1", "Bangalore 1", true},
    {"syd1", "Sydney 1", true},
};

/// The smallest plan is sold in these alone.
constexpr std::string_view smallest_plan_regions[] = {"nyc1", "sfo3", "ams3", "fra1", "sgp1", "syd1"};

bool is_offered(const SizeRow& row, const RegionRow& place, bool premium) {
  if (!place.open) return false;
  if (row.memory_mib == 512)
    return std::find(std::begin(smallest_plan_regions), std::end(smallest_plan_regions), place.slug) !=
           std::end(smallest_plan_regions);
  return !(premium && std::string_view(place.slug) == "sfo2");
}

std::string size_json(const Size& size) {
  JsonText out;
  out.open_object().text("slug", size.slug).number("memory", size.memory_mib).number("vcpus", size.vcpus);
  out.number("disk", size.disk_gib).raw("transfer", size.transfer);
  out.raw("price_monthly", format_decimal(size.price.monthly));
  out.raw("price_hourly", format_decimal(size.price.hourly));
  out.texts("regions", size.regions).flag("available", !size.regions.empty());
  out.text("description", size.description).key("disk_info").open_list().open_object().text("type", "local");
  out.key("size").open_object().number("amount", size.disk_gib).text("unit", "gib").close_object();
  out.close_object().close_list().close_object();
  return out.take();
}

std::string region_json(const RegionRecord& region) {
  JsonText out;
  out.open_object().text("name", region.name).text("slug", region.slug);
  out.texts("features", {"backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer"});
  out.flag("available", region.open).texts("sizes", region.sizes).close_object();
  return out.take();
}

Size sold(const SizeRow& row, const char* description) {
  Size size{.slug = row.slug,
            .description = description,
            .vcpus = row.vcpus,
            .memory_mib = row.memory_mib,
            .disk_gib = row.disk_gib,
            .transfer = row.transfer,
            .price = {},
            .regions = {},
            .json = {}};
  size.price.monthly = Money::dollars(row.monthly_dollars);
  // The hour's price is listed with five digits.
  const auto exact = hourly_of_month(size.price.monthly).in_micros();
  size.price.hourly = Money::micros((exact + 5) / 10 * 10);
  for (const auto& place : places)
    if (is_offered(row, place, description != std::string_view("Basic"))) size.regions.push_back(place.slug);
  size.json = size_json(size);
  return size;
}

Image base_image(std::int64_t id, const char* slug, const char* name, const char* distribution) {
  Image image;
  image.id = id;
  image.slug = slug;
  image.name = name;
  image.distribution = distribution;
  image.min_disk_gib = 7;
  image.created_at = Instant(std::chrono::sys_days(std::chrono::year(2026) / 9 / 14));
  return image;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool is_sold_in(const Size& size, std::string_view region) {
  return std::find(size.regions.begin(), size.regions.end(), region) != size.regions.end();
}

const Size* Catalogue::size(std::string_view slug) const {
  const auto wanted = folded(slug);
  const auto found =
      std::find_if(sizes.begin(), sizes.end(), [&](const Size& s) { return s.slug == wanted; });
  return found == sizes.end() ? nullptr : &*found;
}

const RegionRecord* Catalogue::region(std::string_view slug) const {
  const auto found =
      std::find_if(regions.begin(), regions.end(), [&](const RegionRecord& r) { return r.slug == slug; });
  return found == regions.end() ? nullptr : &*found;
}

const RegionRecord* Catalogue::region_like(std::string_view prefix) const {
  const auto found = std::find_if(regions.begin(), regions.end(), [&](const RegionRecord& r) {
    return r.open && r.slug.compare(0, prefix.size(), prefix) == 0;
  });
  return found == regions.end() ? nullptr : &*found;
}

Catalogue published_catalogue() {
  Catalogue all;
  for (const auto& row : basic) all.sizes.push_back(sold(row, "Basic"));
  for (const auto& row : amd) all.sizes.push_back(sold(row, "Premium AMD"));
  for (const auto& row : intel) all.sizes.push_back(sold(row, "Premium Intel"));
  std::stable_sort(all.sizes.begin(), all.sizes.end(),
                   [](const Size& a, const Size& b) { return a.price.monthly < b.price.monthly; });
  for (const auto& place : places) {
    RegionRecord region{.slug = place.slug, .name = place.name, .open = place.open, .sizes = {}, .json = {}};
    for (const auto& size : all.sizes)
      if (is_sold_in(size, region.slug)) region.sizes.push_back(size.slug);
    region.json = region_json(region);
    all.regions.push_back(std::move(region));
  }
  all.images = {base_image(195932981, "ubuntu-24-04-x64", "24.04 (LTS) x64", "Ubuntu"),
                base_image(195932742, "ubuntu-22-04-x64", "22.04 (LTS) x64", "Ubuntu"),
                base_image(194532115, "debian-12-x64", "12 x64", "Debian"),
                base_image(196104077, "debian-13-x64", "13 x64", "Debian"),
                base_image(193280166, "rockylinux-9-x64", "9 x64", "Rocky Linux"),
                base_image(196551209, "fedora-42-x64", "42 x64", "Fedora")};
  return all;
}

}  // namespace muster::sandbox
