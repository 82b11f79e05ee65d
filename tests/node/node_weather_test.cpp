// muster-node in weather that only a namespace of its own can make: a /proc that hides processes, a disk
// without room. Where the system grants no such namespace, the tests say so and look at nothing.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/node/spool.hpp"
#include "tests/support/built_programs.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/started_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;
using namespace muster::node;

namespace {

bool can(const std::string& command) {
  if (std::system((command + " > /dev/null 2>&1").c_str()) == 0) return true;
  WARN("not allowed here, and not looked at: " + command);
  return false;
}

/// A program that tells its page's address in the first line of its log.
struct Started {
  test::TemporaryFolder folder;
  std::unique_ptr<StartedProgram> program;

  void start(const std::vector<std::string>& words) {
    program = std::make_unique<StartedProgram>(words, folder.path("log"));
    const bool up = eventually([&] { return !url().empty() || !program->alive(); });
    INFO(text_of(folder.path("log")));
    REQUIRE(up);
    REQUIRE(program->alive());
  }
  std::string url() const {
    const auto log = text_of(folder.path("log"));
    const auto at = log.find("http://");
    const auto end = log.find('\n', at);
    return at == std::string::npos || end == std::string::npos ? "" : log.substr(at, end - at);
  }
  std::string page() const {
    CurlClient client;
    const auto response = send(client, {.url = url()});
    return response && response->status == 200 ? response->body : "";
  }
  double value(const std::string& name) const {
    const auto text = page();
    const auto at = text.find("\n" + name + "{");
    return at == std::string::npos ? -1 : std::strtod(text.c_str() + text.find("} ", at) + 2, nullptr);
  }
};

}  // namespace

TEST_CASE("agents that /proc hides from muster-node are not none") {
  if (::geteuid() != 0 ||
      !can("unshare --mount --pid --fork --kill-child mount -t proc -o hidepid=2 proc /proc")) {
    WARN("not root: not looked at");
    return;
  }
  for (const std::string hidepid : {"2", "1", "4", "0"}) {
    DYNAMIC_SECTION("hidepid=" << hidepid) {
      Started node;
      std::filesystem::permissions(node.folder.path(), std::filesystem::perms(0755));
      std::filesystem::copy_file(kNodeProgram, node.folder.path("muster-node"));
      // The shell stays as the first process: a change of user would end --kill-child for it.
      const auto script =
          "mount -t proc -o hidepid=" + hidepid +
          " proc /proc && (exec -a 'an-agent-of-a-test' sleep 600 &) && setpriv --reuid=65534 "
          "--regid=65534 --clear-groups " +
          node.folder.path("muster-node") +
          " --machine worker/1 --every 1s --listen 127.0.0.1:0 --agents-matching ^an-agent-of-a-test; exit 0";
      // unshare heeds no SIGTERM: it is to end with the shell that started it.
      node.folder.write("inside", script);
      node.start({"bash", "-c",
                  "setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child bash " +
                      node.folder.path("inside") + " & wait"});
      REQUIRE(eventually([&] { return node.value("muster_node_samples_total") >= 2; }));
      const auto log = text_of(node.folder.path("log"));
      INFO(log);
      if (hidepid == "0") {
        CHECK(eventually([&] { return node.value("muster_node_agents") == 1; }));
      } else {
        CHECK(node.page().find("muster_node_agents") == std::string::npos);
        CHECK(log.find("agents cannot be measured: processes of other users are hidden") !=
              std::string::npos);
        CHECK(log.find("gid=") != std::string::npos);
      }
    }
  }
}

TEST_CASE("on a full disk the newest samples are kept, and the oldest give way and are counted") {
  if (!can("unshare -Urm mount -t tmpfs -o size=64k tmpfs /mnt")) return;
  for (const std::string disk : {"size=24k", "size=1m,nr_inodes=8"}) {
    DYNAMIC_SECTION("a disk of " << disk) {
      Started node;
      node.folder.write("token", "a token of some length");
      const auto spool = node.folder.path("spool");
      std::filesystem::create_directory(spool);
      const auto script =
          "mount -t tmpfs -o " + disk + " tmpfs " + spool + " && exec " + kNodeProgram +
          " --machine worker/1 --every 1s --push-every 1s --push-to http://127.0.0.1:9 --token-file " +
          node.folder.path("token") + " --listen 127.0.0.1:0 --spool " + spool;
      node.start({"unshare", "-Urm", "bash", "-c", script});
      REQUIRE(eventually([&] { return node.value("muster_node_dropped_samples_total") >= 3; }));
      const auto inside = "/proc/" + std::to_string(node.program->id()) + "/root" + spool;
      const auto newest = [&] {
        const auto kept = Spool::open(inside, 0);
        if (!kept || kept->waiting().empty()) return Instant{};
        return Spool::taken_at(kept->waiting().back()).value_or(Instant{});
      };
      const auto sampled = [&] { return node.value("muster_node_sampled_timestamp_seconds") * 1000; };
      CHECK(eventually([&] {
        return newest() != Instant{} &&
               sampled() - static_cast<double>(newest().time_since_epoch().count()) < 1500;
      }));
    }
  }
}
