#include "providers/digitalocean/responses/responses.hpp"

#include <algorithm>

#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::digitalocean {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A list of texts; missing and null are an empty one. Sorted.
Result<std::vector<std::string>> texts_in(JsonView list) {
  std::vector<std::string> texts;
  if (list.absent_or_null()) return texts;
  const auto items = list.items();
  if (!items) return items.error();
  texts.reserve(items->size());
  for (const JsonView item : *items) {
    auto text = item.text();
    if (!text) return text.error();
    texts.push_back(*std::move(text));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// A list of whole numbers as text; missing and null are an empty one. Sorted as text.
Result<std::vector<MachineId>> droplet_ids_in(JsonView list) {
  std::vector<MachineId> ids;
  if (list.absent_or_null()) return ids;
  const auto items = list.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    const auto id = item.integer();
    if (!id) return id.error();
    ids.emplace_back(std::to_string(*id));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<Instant> instant_in(JsonView field) {
  if (field.absent_or_null()) return Instant{};
  const auto text = field.text();
  if (!text) return text.error();
  const auto at = parse_instant(*text);
  return at ? *at : Result<Instant>(field.error("expected a time, got \"" + *text + "\""));
}

MachineStatus status_of(const std::string& word) {
  if (word == "new") return MachineStatus::starting;
  if (word == "active") return MachineStatus::running;
  return word == "off" ? MachineStatus::off : MachineStatus::unknown;
}

/// A region is a slug in some answers and an object in others; null is none.
Result<std::string> region_in(JsonView region) {
  if (region.absent_or_null()) return std::string();
  return region.kind() == JsonKind::object ? region.field("slug").text() : region.text();
}

/// Public images have a slug; others, and retired ones, only their number.
std::string image_in(JsonFields& in) {
  const auto image = in["image"];
  if (image.absent_or_null()) return "";
  auto slug = in.take(image.field("slug").text_or(""));
  if (!slug.empty()) return slug;
  const auto id = image.field("id");
  return id.absent_or_null() ? "" : std::to_string(in.take(id.integer()));
}

Result<Done> read_addresses(JsonView networks, Machine& machine) {
  if (networks.absent_or_null() || networks.field("v4").absent_or_null()) return Done{};
  const auto items = networks.field("v4").items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    const auto address = in.text_or("ip_address", "");
    const auto type = in.text_or("type", "");
    if (in.failed()) return in.error();
    auto& field = type == "public" ? machine.public_address : machine.private_address;
    if (field.empty()) field = address;
  }
  return Done{};
}

/// A value beyond these limits is an error of the other side.
constexpr std::int64_t kMostGib = 1'000'000'000;
constexpr std::int64_t kMostMib = 1'000'000'000;
constexpr std::int64_t kMostVcpus = 1'000'000;
constexpr auto kDearest = Money::dollars(1'000'000);  // A month, and an hour.

Result<int> count_in(JsonView field, std::int64_t least, std::int64_t most) {
  const auto number = field.integer();
  if (!number) return number.error();
  if (*number < least || *number > most)
    return field.error("expected " + std::to_string(least) + " to " + std::to_string(most) + ", got " +
                       std::to_string(*number));
  return static_cast<int>(*number);
}

/// A price that is zero, negative or absurd is rejected.
Result<Money> price_field(JsonView field) {
  const auto price = field.money();
  if (!price) return price.error();
  if (*price <= Money() || *price > kDearest)
    return field.error("expected a price above $0 and up to $1,000,000, got " + format_decimal(*price));
  return *price;
}

Result<Price> price_in(JsonView size) {
  const auto hourly = price_field(size.field("price_hourly"));
  if (!hourly) return hourly.error();
  const auto monthly = price_field(size.field("price_monthly"));
  if (!monthly) return monthly.error();
  return Price{*hourly, *monthly};
}

}  // namespace

Instant created_in(JsonView object) {
  const auto at = instant_in(object.field("created_at"));
  return at ? *at : Instant{};
}

std::string text_or_empty(JsonView field) {
  auto text = field.text();
  return text ? *std::move(text) : std::string();
}

bool same_tag(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool has_tag(const std::vector<std::string>& tags, std::string_view tag) {
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& each) { return same_tag(each, tag); });
}

Result<Machine> machine_in(JsonView droplet) {
  JsonFields in(droplet);
  Machine machine;
  machine.id = MachineId(std::to_string(in.integer("id")));
  machine.name = in.text("name");
  const auto status = in.text("status");
  machine.status = status_of(status);
  if (machine.status == MachineStatus::unknown)
    machine.status_reported = status.empty() ? "without a status" : status;
  machine.busy = in.boolean_or("locked", false);
  machine.size = SizeName(in.text("size_slug"));
  machine.disk_gib = in.take(count_in(in["disk"], 0, kMostGib));
  machine.region = Region(in.take(region_in(in["region"])));
  machine.image = image_in(in);
  machine.created_at = in.take(instant_in(in["created_at"]));
  machine.network = in.text_or("vpc_uuid", "");
  machine.tags = in.take(texts_in(in["tags"]));
  for (auto& volume : in.take(texts_in(in["volume_ids"]))) machine.volumes.emplace_back(std::move(volume));
  in.take(read_addresses(in["networks"], machine));
  if (in.failed()) return in.error();
  const auto owned = read_ownership(machine.tags);
  if (owned.slot) machine.slot = *owned.slot;
  machine.made_by = owned.change;
  return machine;
}

Result<Volume> volume_in(JsonView view) {
  JsonFields in(view);
  Volume volume;
  volume.id = VolumeId(in.text("id"));
  volume.name = in.text("name");
  volume.size_gib = in.take(count_in(in["size_gigabytes"], 0, kMostGib));
  volume.region = Region(in.take(region_in(in["region"])));
  volume.created_at = in.take(instant_in(in["created_at"]));
  const auto on = in.take(droplet_ids_in(in["droplet_ids"]));
  if (!on.empty()) volume.attached_to = on.front();
  volume.tags = in.take(texts_in(in["tags"]));
  if (in.failed()) return in.error();
  const auto owned = read_ownership(volume.tags);
  if (owned.volume) volume.slot = *owned.volume;
  volume.made_by = owned.change;
  return volume;
}

Result<VolumeSnapshot> snapshot_in(JsonView view) {
  JsonFields in(view);
  VolumeSnapshot snapshot{.id = SnapshotId(in.text("id")),
                          .name = in.text("name"),
                          .of = VolumeId(in.text("resource_id")),
                          .size_gib = static_cast<int>(in.integer("min_disk_size"))};
  if (in.failed()) return in.error();
  return snapshot;
}

Result<Network> network_in(JsonView vpc) {
  JsonFields in(vpc);
  Network network{.id = NetworkId(in.text("id")),
                  .name = in.text("name"),
                  .region = Region(in.take(region_in(in["region"]))),
                  .ip_range = in.text_or("ip_range", "")};
  if (in.failed()) return in.error();
  return network;
}

Result<SizeOffer> size_in(JsonView size) {
  JsonFields in(size);
  SizeOffer offer;
  offer.name = SizeName(in.text("slug"));
  offer.vcpus = in.take(count_in(size.field("vcpus"), 1, kMostVcpus));
  offer.memory_mib = in.take(count_in(size.field("memory"), 1, kMostMib));
  offer.disk_gib = in.take(count_in(size.field("disk"), 0, kMostGib));
  offer.price = in.take(price_in(size));
  offer.available = in.boolean_or("available", true);
  for (auto& region : in.take(texts_in(in["regions"]))) offer.regions.emplace_back(std::move(region));
  if (in.failed()) return in.error();
  return offer;
}

std::optional<SizeOffer> size_of(JsonView droplet) {
  const auto size = droplet.field("size");
  const auto name = droplet.field("size_slug").text();
  auto price = price_in(size);
  if (!name || !price) return std::nullopt;
  // The droplet contains its own sizes; its size object is only for the price.
  const auto reported = [&](const char* what, std::int64_t least, std::int64_t most) {
    const auto own = count_in(droplet.field(what), least, most);
    return own ? own : count_in(size.field(what), least, most);
  };
  const auto vcpus = reported("vcpus", 1, kMostVcpus);
  const auto memory = reported("memory", 1, kMostMib);
  const auto disk = count_in(size.field("disk"), 0, kMostGib);
  if (!vcpus || !memory) return std::nullopt;
  return SizeOffer{.name = SizeName(*name),
                   .vcpus = *vcpus,
                   .memory_mib = *memory,
                   .disk_gib = disk ? *disk : 0,
                   .price = *price,
                   .regions = {},
                   .available = false,
                   .listed = false};
}

std::optional<Machine> odd_machine_in(JsonView droplet) {
  const auto id = droplet.field("id").integer();
  const auto tags = texts_in(droplet.field("tags"));
  auto whole = machine_in(droplet);
  if (!id || *id <= 0 || !tags || whole) return std::nullopt;
  const auto owned = read_ownership(*tags);
  Machine machine;
  machine.id = MachineId(std::to_string(*id));
  machine.name = text_or_empty(droplet.field("name"));
  if (owned.slot) machine.slot = *owned.slot;
  machine.size = SizeName(text_or_empty(droplet.field("size_slug")));
  if (auto region = region_in(droplet.field("region"))) machine.region = Region(*std::move(region));
  machine.status_reported = "reported in a form that cannot be read (" + whole.error().what + ")";
  machine.tags = *tags;
  machine.made_by = owned.change;
  return machine;
}

Result<OperationState> operation_in(JsonView action) {
  JsonFields in(action);
  const auto type = in.text_or("type", "action");
  const auto status = in.text("status");
  if (in.failed()) return in.error();
  using Phase = OperationState::Phase;
  if (status == "in-progress") return OperationState{Phase::running, type + " in progress"};
  if (status == "completed") return OperationState{Phase::done, type + " completed"};
  if (status == "errored") return OperationState{Phase::failed, type + " failed at DigitalOcean"};
  return in["status"].error("expected in-progress, completed or errored, got \"" + status + "\"");
}

Result<std::int64_t> total_in(JsonView body) {
  return body.field("meta").field("total").integer();
}

}  // namespace muster::digitalocean
