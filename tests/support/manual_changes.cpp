#include "tests/support/manual_changes.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/json/json_writer.hpp"

namespace muster::test {
namespace {

void write(JsonWriter& out, JsonView value) {
  switch (value.kind()) {
    case JsonKind::object: {
      out.begin_object();
      const auto members = value.members();
      for (const auto& [name, member] : *members) {
        out.key(std::string(name));
        write(out, member);
      }
      out.end_object();
      return;
    }
    case JsonKind::array: {
      out.begin_array();
      const auto items = value.items();
      for (const JsonView item : *items) write(out, item);
      out.end_array();
      return;
    }
    case JsonKind::text:
      out.text(*value.text());
      return;
    case JsonKind::number:
      out.decimal(std::string(*value.decimal()));
      return;
    case JsonKind::boolean:
      out.boolean(*value.boolean());
      return;
    default:
      out.null();
  }
}

}  // namespace

std::string compact(JsonView value) {
  JsonWriter out(JsonLayout::compact);
  write(out, value);
  return std::move(out).finish();
}

HttpResponse ManualChanges::ask(const std::string& method, const std::string& target,
                                const std::string& body) const {
  CurlClient client;
  HttpRequest request{method, url_ + target, {{"Authorization", "Bearer by-hand"}}, body};
  if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  constexpr int kPatience = 20'000;
  for (int asked = 0; asked < kPatience; ++asked) {
    const auto response = send(client, request);
    REQUIRE(response.ok());
    if (response->status != 429) return *response;  // Else it was asked faster than a cloud likes it.
  }
  FAIL(method << " " << target << " is still refused as one call too many");
  return {};
}

JsonDocument ManualChanges::get(const std::string& target) const {
  const auto answer = ask("GET", target);
  REQUIRE(answer.status == 200);
  auto document = JsonDocument::parse(answer.body);
  REQUIRE(document.ok());
  return *std::move(document);
}

std::string ManualChanges::droplet(const std::string& name) const {
  const auto document = get("/v2/droplets?per_page=200");
  const auto droplets = document.root().field("droplets").items();
  REQUIRE(droplets.ok());
  for (const JsonView each : *droplets) {
    if (*each.field("name").text() == name) return std::to_string(*each.field("id").integer());
  }
  return "";
}

std::string ManualChanges::tags(const std::string& droplet) const {
  const auto document = get("/v2/droplets/" + droplet);
  const auto tags = document.root().field("droplet").field("tags").items();
  REQUIRE(tags.ok());
  std::string all;
  for (const JsonView tag : *tags) all += *tag.text() + " ";
  return all;
}

/// The cloud is a thousand times faster than a real one: it is asked until it is so, not for ever.
void ManualChanges::await(const std::string& droplet, const char* member, const std::string& value) const {
  for (int asked = 0; asked < 2000; ++asked) {
    const auto document = get("/v2/droplets/" + droplet);
    if (*document.root().field("droplet").field(member).text() == value) return;
  }
  FAIL("droplet " << droplet << " never came to " << member << " " << value);
}

void ManualChanges::power_off(const std::string& droplet) const {
  REQUIRE(ask("POST", "/v2/droplets/" + droplet + "/actions", R"({"type":"power_off"})").status == 201);
  await(droplet, "status", "off");
}

void ManualChanges::rename(const std::string& droplet, const std::string& name) const {
  const auto body = R"({"type":"rename","name":")" + name + R"("})";
  REQUIRE(ask("POST", "/v2/droplets/" + droplet + "/actions", body).status == 201);
  await(droplet, "name", name);
}

void ManualChanges::remove_firewalls() const {
  const auto document = get("/v2/firewalls");
  const auto firewalls = document.root().field("firewalls").items();
  REQUIRE(firewalls.ok());
  for (const JsonView firewall : *firewalls)
    REQUIRE(ask("DELETE", "/v2/firewalls/" + *firewall.field("id").text()).status == 204);
}

std::string ManualChanges::make_droplet(const std::string& name, const std::string& size) const {
  const auto body =
      R"({"name":")" + name + R"(","region":"nyc3","image":"ubuntu-22-04-x64","size":")" + size + "\"}";
  const auto made = ask("POST", "/v2/droplets", body);
  INFO(made.body);
  REQUIRE(made.status == 202);
  const auto document = JsonDocument::parse(made.body);
  REQUIRE(document.ok());
  auto id = std::to_string(*document->root().field("droplet").field("id").integer());
  await(id, "status", "active");
  return id;
}

std::string ManualChanges::make_volume(const std::string& name, int gib) const {
  const auto made =
      ask("POST", "/v2/volumes",
          R"({"name":")" + name + R"(","region":"nyc3","size_gigabytes":)" + std::to_string(gib) + "}");
  REQUIRE(made.status == 201);
  const auto document = JsonDocument::parse(made.body);
  REQUIRE(document.ok());
  return *document->root().field("volume").field("id").text();
}

bool ManualChanges::has_volume(const std::string& id) const {
  return ask("GET", "/v2/volumes/" + id).status == 200;
}

}  // namespace muster::test
