#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

using Refusal = std::optional<Response>;

/// An IPv4 network: its first address and the number of leading bits.
struct Range {
  std::uint32_t first = 0;
  int bits = 0;
};

std::optional<Range> read_range(std::string_view text) {
  std::array<std::uint32_t, 5> parts{};
  const char* at = text.data();
  const char* end = text.data() + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto read = std::from_chars(at, end, parts[i]);
    if (read.ec != std::errc() || (i < 4 && parts[i] > 255)) return std::nullopt;
    at = read.ptr;
    if (i == 4) break;
    if (at == end || *at != (i == 3 ? '/' : '.')) return std::nullopt;
    ++at;
  }
  if (at != end || parts[4] < 16 || parts[4] > 28) return std::nullopt;
  const auto bits = static_cast<int>(parts[4]);
  const auto address = parts[0] << 24U | parts[1] << 16U | parts[2] << 8U | parts[3];
  return Range{address & ~((1U << (32U - parts[4])) - 1U), bits};
}

bool is_private(const Range& range) {
  return range.first >> 24U == 10 || range.first >> 20U == 0xAC1 || range.first >> 16U == 0xC0A8;
}

bool overlap(const Range& a, const Range& b) {
  const auto shift = static_cast<unsigned>(32 - std::min(a.bits, b.bits));
  return a.first >> shift == b.first >> shift;
}

bool is_vpc_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
  });
}

Refusal check_name(const Call& call, const Vpc& vpc) {
  if (!is_vpc_name(vpc.name)) return unprocessable("name must consist of letters, digits, dashes and dots");
  if (vpc.description.size() > 255) return unprocessable("description is too long");
  for (std::size_t i = 0; i < call.cloud.vpcs.size(); ++i)
    if (call.cloud.vpcs.at(i).name == vpc.name && call.cloud.vpcs.at(i).id != vpc.id)
      return unprocessable("a VPC with this name already exists");
  return std::nullopt;
}

Refusal check_range(const Call& call, const Vpc& vpc) {
  const auto range = read_range(vpc.range);
  if (!range || !is_private(*range)) return unprocessable("ip_range must be a private network of /16 to /28");
  for (std::size_t i = 0; i < call.cloud.vpcs.size(); ++i)
    if (overlap(*range, *read_range(call.cloud.vpcs.at(i).range)))
      return unprocessable("This range/size overlaps with another VPC network in your account");
  return std::nullopt;
}

Response show_it(int status, const Vpc& vpc) {
  return json_response(status, "vpc", [&](JsonText& out) { write_json(out, vpc); });
}

Response list(const Call& call) {
  const auto& all = call.cloud.vpcs;
  return page_of(call, "vpcs", all.size(), [&](JsonText& out, std::size_t i) { write_json(out, all.at(i)); });
}

Response create(const Call& call) {
  if (!call.body.is_object()) return refuse(400, "error parsing request body");
  Vpc vpc;
  vpc.name = call.body.at("name").text_or("");
  vpc.description = call.body.at("description").text_or("");
  vpc.region = call.body.at("region").text_or("");
  vpc.range = call.body.at("ip_range").text_or("");
  vpc.created_at = call.now;
  const auto* region = call.cloud.catalogue.region(vpc.region);
  if (region == nullptr || !region->open) return unprocessable("region is invalid");
  if (auto refusal = check_name(call, vpc)) return *refusal;
  for (int i = 116; vpc.range.empty() && i < 256; ++i) {
    vpc.range = "10." + std::to_string(i) + ".0.0/20";
    if (check_range(call, vpc)) vpc.range.clear();
  }
  if (auto refusal = check_range(call, vpc)) return *refusal;
  vpc.id = call.cloud.random.uuid();
  return show_it(201, call.cloud.vpcs.add(std::move(vpc)));
}

Response show_one(const Call& call) {
  const auto* vpc = call.cloud.vpcs.find(call.parts[0]);
  return vpc == nullptr ? not_found() : show_it(200, *vpc);
}

Response update(const Call& call) {
  auto* vpc = call.cloud.vpcs.find(call.parts[0]);
  if (vpc == nullptr) return not_found();
  auto wanted = *vpc;
  wanted.name = call.body.at("name").text_or(vpc->name);
  wanted.description =
      call.body.at("description").text_or(call.request.method == "PUT" ? "" : vpc->description);
  if (auto refusal = check_name(call, wanted)) return *refusal;
  if (call.body.at("default").flag_or(false)) {
    for (std::size_t i = 0; i < call.cloud.vpcs.size(); ++i)
      if (call.cloud.vpcs.at(i).region == vpc->region) call.cloud.vpcs.at(i).is_default = false;
    wanted.is_default = true;
  }
  *vpc = std::move(wanted);
  return show_it(200, *vpc);
}

/// The names and urns of the members of the network.
std::vector<std::pair<std::string, std::string>> members_of(const Cloud& cloud, const Vpc& vpc) {
  std::vector<std::pair<std::string, std::string>> members;
  for (std::size_t i = 0; i < cloud.droplets.size(); ++i)
    if (const auto& droplet = cloud.droplets.at(i); droplet.vpc == vpc.id)
      members.emplace_back(droplet.name, "do:droplet:" + std::to_string(droplet.id));
  for (std::size_t i = 0; i < cloud.load_balancers.size(); ++i)
    if (const auto& balancer = cloud.load_balancers.at(i); balancer.set.vpc == vpc.id)
      members.emplace_back(balancer.set.name, "do:loadbalancer:" + balancer.id);
  return members;
}

Response remove(const Call& call) {
  const auto* vpc = call.cloud.vpcs.find(call.parts[0]);
  if (vpc == nullptr) return not_found();
  if (vpc->is_default) return refuse(403, "Can not delete default VPCs");
  if (!members_of(call.cloud, *vpc).empty()) return refuse(403, "Can not delete VPC with members");
  call.cloud.vpcs.erase(call.parts[0]);
  return done();
}

Response list_members(const Call& call) {
  const auto* vpc = call.cloud.vpcs.find(call.parts[0]);
  if (vpc == nullptr) return not_found();
  auto members = members_of(call.cloud, *vpc);
  if (const auto type = call.request.asked("resource_type"); !type.empty()) {
    const auto prefix =
        "do:" + (type == "load_balancer" ? std::string("loadbalancer") : std::string(type)) + ":";
    std::erase_if(members, [&](const auto& member) { return !member.second.starts_with(prefix); });
  }
  return page_of(call, "members", members.size(), [&](JsonText& out, std::size_t i) {
    out.open_object().text("name", members[i].first).text("urn", members[i].second);
    out.text("created_at", api_time(vpc->created_at)).close_object();
  });
}

constexpr Route routes[] = {
    {"GET", "/v2/vpcs", list},
    {"POST", "/v2/vpcs", create},
    {"GET", "/v2/vpcs/*", show_one},
    {"PUT", "/v2/vpcs/*", update},
    {"PATCH", "/v2/vpcs/*", update},
    {"DELETE", "/v2/vpcs/*", remove},
    {"GET", "/v2/vpcs/*/members", list_members},
};

}  // namespace

Routes vpc_routes() {
  return routes;
}

}  // namespace muster::sandbox
