#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

std::string on(const std::string& type, const std::string& droplet) {
  return R"({"type":")" + type + R"(","droplet_id":)" + droplet + R"(,"region":"nyc3"})";
}

std::string attached_to(Customer& customer, const std::string& volume) {
  const auto reply = customer.ask("GET", "/v2/volumes/" + volume);
  const auto ids = reply.body.at("volume").at("droplet_ids").ids();
  return ids.empty() ? "nobody" : std::to_string(ids.front());
}

}  // namespace

TEST_CASE("a volume is attached, grown, detached and deleted") {
  Customer customer;
  const auto droplet = customer.droplet();
  const auto volume = customer.volume("data-1", 50);

  const auto attach = customer.act_on_volume(volume, on("attach", droplet));
  REQUIRE(attach.status == 202);
  CHECK(attach.body.at("action").at("type").string == "attach_volume");
  CHECK(attach.body.at("action").at("resource_id").is_null());
  CHECK(attach.body.at("action").at("resource_type").string == "backend");
  CHECK(attached_to(customer, volume) == "nobody");
  CHECK(customer.act(droplet, R"({"type":"reboot"})").message() == "Droplet already has a pending event.");
  customer.pass(15s);
  CHECK(attached_to(customer, volume) == droplet);
  CHECK(customer.shown(droplet, "volume_ids").texts() == std::vector<std::string>{volume});

  CHECK(customer.ask("DELETE", "/v2/volumes/" + volume).status == 409);
  REQUIRE(customer.act_on_volume(volume, R"({"type":"resize","size_gigabytes":80})").status == 202);
  customer.pass(15s);
  CHECK(customer.ask("GET", "/v2/volumes/" + volume).body.at("volume").at("size_gigabytes").integer == 80);

  REQUIRE(customer.act_on_volume(volume, on("detach", droplet)).status == 202);
  customer.pass(15s);
  CHECK(attached_to(customer, volume) == "nobody");
  CHECK(customer.ask("DELETE", "/v2/volumes/" + volume).status == 204);
  CHECK(customer.ask("GET", "/v2/volumes/" + volume).status == 404);
}

TEST_CASE("a volume outlives its droplet, which lets go of it late") {
  Customer customer;
  const auto droplet = customer.droplet();
  const auto volume = customer.volume();
  customer.act_on_volume(volume, on("attach", droplet));
  customer.pass(15s);
  REQUIRE(customer.ask("DELETE", "/v2/droplets/" + droplet).status == 204);
  CHECK(customer.ask("DELETE", "/v2/volumes/" + volume).status == 409);
  customer.pass(90s);
  CHECK(attached_to(customer, volume) == "nobody");
  CHECK(customer.ask("DELETE", "/v2/volumes/" + volume).status == 204);
}

TEST_CASE("a snapshot of a volume outlives it until it is deleted") {
  Customer customer;
  const auto volume = customer.volume("data-1", 50);
  const auto under_it = "/v2/volumes/" + volume + "/snapshots";
  const auto taken = customer.ask("POST", under_it, R"({"name":"before","tags":["Kept"]})");
  REQUIRE(taken.status == 201);
  const auto snapshot = taken.body.at("snapshot");
  CHECK(snapshot.at("name").string == "before");
  CHECK(snapshot.at("resource_id").string == volume);
  CHECK(snapshot.at("min_disk_size").integer == 50);
  CHECK(snapshot.at("tags").texts() == std::vector<std::string>{"Kept"});
  CHECK(customer.ask("GET", under_it).body.at("snapshots").items.size() == 1);

  REQUIRE(customer.ask("DELETE", "/v2/volumes/" + volume).status == 204);
  CHECK(customer.ask("GET", under_it).status == 404);
  CHECK(customer.ask("POST", under_it, R"({"name":"after"})").status == 404);
  const auto id = snapshot.at("id").string;
  const auto count = [&](const std::string& type) {
    return customer.ask("GET", "/v2/snapshots?resource_type=" + type).body.at("snapshots").items.size();
  };
  CHECK(count("volume") == 1);
  CHECK(count("droplet") == 0);
  CHECK(customer.ask("GET", "/v2/volumes/snapshots/" + id).status == 200);
  CHECK(customer.ask("GET", "/v2/snapshots/" + id).status == 200);
  CHECK(customer.ask("DELETE", "/v2/snapshots/" + id).status == 204);
  CHECK(customer.ask("DELETE", "/v2/volumes/snapshots/" + id).status == 404);
  CHECK(count("volume") == 0);
}

TEST_CASE("a snapshot wants a name and tags that may be") {
  Customer customer;
  const auto under_it = "/v2/volumes/" + customer.volume() + "/snapshots";
  CHECK(customer.ask("POST", under_it, R"({})").status == 400);
  REQUIRE(customer.ask("POST", under_it, R"({"name":"taken"})").status == 201);
  CHECK(customer.ask("POST", under_it, R"({"name":"taken"})").status == 409);
  CHECK(customer.ask("POST", under_it, R"({"name":"n","tags":["not so"]})").status == 422);
}

TEST_CASE("what may be ordered as a volume") {
  struct Row {
    const char* that;
    const char* body;
    int status;
  };
  for (const auto& row : {
           Row{"the least", R"({"name":"a","region":"nyc3","size_gigabytes":1})", 201},
           Row{"the most", R"({"name":"a","region":"nyc3","size_gigabytes":16384,"filesystem_type":"xfs"})",
               201},
           Row{"more than the most", R"({"name":"a","region":"nyc3","size_gigabytes":16385})", 422},
           Row{"nothing", R"({"name":"a","region":"nyc3","size_gigabytes":0})", 422},
           Row{"the size as a text", R"({"name":"a","region":"nyc3","size_gigabytes":"10"})", 400},
           Row{"no region", R"({"name":"a","size_gigabytes":10})", 422},
           Row{"a closed region", R"({"name":"a","region":"sfo1","size_gigabytes":10})", 422},
           Row{"a name in capitals", R"({"name":"Data","region":"nyc3","size_gigabytes":10})", 422},
           Row{"a name that begins with a digit", R"({"name":"1data","region":"nyc3","size_gigabytes":10})",
               422},
           Row{"an unknown file system",
               R"({"name":"a","region":"nyc3","size_gigabytes":9,"filesystem_type":"ntfs"})", 422},
           Row{"a name that is taken in the region", R"({"name":"taken","region":"nyc3","size_gigabytes":9})",
               409},
           Row{"the same name elsewhere", R"({"name":"taken","region":"ams3","size_gigabytes":9})", 201},
       }) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      customer.volume("taken");
      CHECK(customer.ask("POST", "/v2/volumes", row.body).status == row.status);
    }
  }
  SECTION("the account's limit") {
    Customer customer;
    customer.cloud.rules.volume_limit = 1;
    customer.volume("one");
    const auto reply =
        customer.ask("POST", "/v2/volumes", R"({"name":"two","region":"nyc3","size_gigabytes":1})");
    CHECK(reply.status == 403);
    CHECK_THAT(reply.message(), Catch::Contains("volume limit (1) has been reached"));
  }
}

TEST_CASE("what an action on a volume is refused for") {
  Customer customer;
  const auto droplet = customer.droplet();
  const auto other = customer.droplet("web-2");
  const auto volume = customer.volume();
  const auto far = customer.volume("far", 10, "ams3");

  SECTION("another region") {
    CHECK(customer.act_on_volume(far, R"({"type":"attach","droplet_id":)" + droplet + "}").status == 422);
  }
  SECTION("a droplet that does not exist") {
    CHECK(customer.act_on_volume(volume, on("attach", "1")).status == 404);
  }
  SECTION("detaching what is not attached") {
    CHECK(customer.act_on_volume(volume, on("detach", droplet)).message() == "Attachment not found");
  }
  SECTION("two at a time") {
    customer.act_on_volume(volume, on("attach", droplet));
    CHECK(customer.act_on_volume(volume, on("attach", other)).status == 422);
  }
  SECTION("a second droplet") {
    customer.act_on_volume(volume, on("attach", droplet));
    customer.pass(15s);
    CHECK(customer.act_on_volume(volume, on("attach", other)).status == 422);
    CHECK(customer.act_on_volume(volume, on("detach", other)).message() == "Attachment not found");
  }
  SECTION("growing to what it is") {
    CHECK(customer.act_on_volume(volume, R"({"type":"resize","size_gigabytes":10})").status == 422);
  }
  SECTION("a sixteenth volume") {
    for (int i = 0; i < 15; ++i) {
      REQUIRE(
          customer.act_on_volume(customer.volume("v" + std::to_string(i)), on("attach", droplet)).status ==
          202);
      customer.pass(15s);
    }
    CHECK_THAT(customer.act_on_volume(volume, on("attach", droplet)).message(),
               Catch::Contains("15 volumes"));
  }
}

TEST_CASE("volumes by name and region") {
  Customer customer;
  const auto droplet = customer.droplet();
  customer.volume("data-1", 10);
  customer.volume("data-1", 10, "ams3");
  CHECK(customer.ask("GET", "/v2/volumes?name=data-1").body.at("meta").at("total").integer == 2);
  CHECK(customer.ask("GET", "/v2/volumes?name=data-1&region=ams3").body.at("meta").at("total").integer == 1);
  const auto attach =
      R"({"type":"attach","volume_name":"data-1","region":"nyc3","droplet_id":)" + droplet + "}";
  CHECK(customer.ask("POST", "/v2/volumes/actions", attach).status == 202);
  customer.pass(15s);
  CHECK(customer.ask("DELETE", "/v2/volumes?name=data-1&region=nyc3").status == 409);
  CHECK(customer.ask("DELETE", "/v2/volumes?name=data-1&region=ams3").status == 204);
}

TEST_CASE("a droplet is born with its volumes") {
  Customer customer;
  const auto volume = customer.volume();
  const auto droplet = customer.droplet("web-1", R"(,"volumes":[")" + volume + "\"]");
  CHECK(attached_to(customer, volume) == droplet);
  const auto second =
      customer.ask("POST", "/v2/droplets", Customer::order("web-2", R"(,"volumes":[")" + volume + "\"]"));
  CHECK(second.status == 422);
}

}  // namespace muster::sandbox
