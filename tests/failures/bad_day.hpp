#pragma once

#include <httplib.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

namespace muster::testing {

/// The items of a document's list.
inline std::vector<JsonView> items_of(const JsonDocument& document, const char* list) {
  const auto items = document.root().field(list).items();
  REQUIRE(items.ok());
  std::vector<JsonView> all;
  for (const JsonView item : *items) all.push_back(item);
  return all;
}

/// A folder with a fleet, and a cloud process in which the given faults strike.
class BadDay {
 public:
  /// `faults` are the entries of a fault file, a line each.
  explicit BadDay(const std::string& faults, int speed = 100) : cloud_(words(faults, speed)) {}

  /// Declares one pool, `web`, of so many machines; `more` are further fields of it.
  void declare(int machines, const std::string& more = "", const std::string& sizes = "s-1vcpu-1gb") const {
    const auto count = std::to_string(machines);
    bench.write("desired-state/fleet.yaml",
                "apiVersion: muster/v1\nkind: Fleet\nmetadata:\n  name: bad\nspec:\n"
                "  provider: digitalocean\n  regions: [nyc3]\n  pools:\n    - name: web\n"
                "      image: ubuntu-22-04-x64\n      sizes: [" +
                    sizes + "]\n      min: " + count + "\n      max: " + count + "\n" + more +
                    "  agents:\n    - name: standard\n      pool: web\n"
                    "      requests: { cpu: 0.1, memory: 100MiB }\n      drain_deadline: 5m\n");
    bench.write("agents.ndjson",
                R"({"at":"2026-11-04T14:05:00Z","subject":"web","metric":"agents","value":10})"
                "\n");
  }
  Ran muster(std::vector<std::string> words) const { return bench.muster(words, cloud_.environment()); }
  Ran apply() const { return muster({"apply", "--readings", "agents.ndjson", "--auto-approve"}); }
  Ran interrupted(const std::string& after, int signal) const {
    return bench.interrupted({"apply", "--readings", "agents.ndjson", "--auto-approve"}, after, signal,
                             cloud_.environment());
  }
  bool nothing_left() const {
    return muster({"plan", "--readings", "agents.ndjson", "--detailed-exitcode"}).code == 0;
  }

  /// One of the sandbox's own pages or, with a token, the API's; read.
  JsonDocument page(const std::string& path) const {
    httplib::Client client(cloud_.url());
    client.set_default_headers({{"Authorization", "Bearer test"}});
    const auto answer = client.Get(path);
    REQUIRE(answer);
    auto document = JsonDocument::parse(answer->body);
    REQUIRE(document.ok());
    return *std::move(document);
  }
  /// "droplets", "volumes", "agents_running_min"... of GET /sandbox/state.
  std::int64_t there_are(const char* what) const {
    const auto state = page("/sandbox/state");
    return *state.root().field(what).integer();
  }
  /// How often the cloud was asked: "POST /v2/droplets".
  std::int64_t asked(const char* what) const {
    const auto record = page("/sandbox/record");
    const auto count = record.root().field("counts").field(what).integer();
    return count ? *count : 0;
  }
  std::map<std::string, std::string> environment() const { return cloud_.environment(); }
  httplib::Client client() const {
    httplib::Client made(cloud_.url());
    made.set_default_headers({{"Authorization", "Bearer test"}});
    return made;
  }

  Workbench bench;

 private:
  std::vector<std::string> words(const std::string& faults, int speed) const {
    bench.write("faults.yaml",
                "apiVersion: muster/v1\nkind: Faults\nfaults: " + (faults.empty() ? "[]\n" : "\n" + faults));
    return {"--speed", std::to_string(speed), "--faults", (bench.folder() / "faults.yaml").string()};
  }

  CloudProcess cloud_;
};

}  // namespace muster::testing
