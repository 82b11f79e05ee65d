// All that a tour through the commands leaves on disk: its modes, and whether a secret is in it.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <set>

#include "tests/support/cloud_process.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// The umask of this process, and so of what it starts, until the end of the scope.
class OpenUmask {
 public:
  OpenUmask() : before_(::umask(0)) {}
  OpenUmask(const OpenUmask&) = delete;
  OpenUmask& operator=(const OpenUmask&) = delete;
  ~OpenUmask() { ::umask(before_); }

 private:
  mode_t before_;
};

const std::string kFourAgents =
    R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})";

/// Secrets of every role, none with a shape that a search for secrets would know. Each stands here in the
/// spellings that software is likely to give it.
struct Canary {
  const char* name;
  std::string plain;
  std::vector<std::string> spellings;
};

const std::vector<Canary>& canaries() {
  static const std::vector<Canary> all = {
      {"the cloud's key", "finch-of-the-cloud", {"ZmluY2gtb2YtdGhlLWNsb3Vk"}},
      {"the passphrase of the vault", "wren/of the vault", {"d3Jlbi9vZiB0aGUgdmF1bHQ", "wren%2Fof%20the"}},
      {"the passphrase of a key", "robin/of the key", {"cm9iaW4vb2YgdGhlIGtleQ", "robin%2Fof%20the"}},
      {"a secret in the vault", "siskin/of a chat", {"c2lza2luL29mIGEgY2hhdA", "siskin%2Fof%20a"}},
      {"the secret of /wake", "serin/that wakes", {"c2VyaW4vdGhhdCB3YWtlcw", "serin%2Fthat%20"}},
  };
  return all;
}

/// Names of the canaries that a text holds.
std::set<std::string> canaries_in(const std::string& text) {
  std::set<std::string> found;
  for (const auto& canary : canaries()) {
    bool is_in = text.find(canary.plain) != std::string::npos;
    for (const auto& spelling : canary.spellings) is_in = is_in || text.find(spelling) != std::string::npos;
    if (is_in) found.insert(canary.name);
  }
  return found;
}

/// A fleet on a sandbox, driven through every command that writes something.
class Tour {
 public:
  Tour() : cloud_({"--speed", "2000", "--state", (bench.folder() / "cloud" / "state.json").string()}) {
    bench.copy_reference_fleet();
    bench.write_private("vault-pass", canaries()[1].plain + "\n");
    bench.write_private("key-pass", canaries()[2].plain + "\n");
    bench.write("four.ndjson", kFourAgents);
    environment_ = cloud_.environment();
    environment_["DIGITALOCEAN_API_KEY"] = canaries()[0].plain;
    environment_["MUSTER_VAULT_PASSPHRASE_FILE"] = "vault-pass";
    environment_["XDG_STATE_HOME"] = (bench.folder() / "states").string();
    environment_["XDG_CONFIG_HOME"] = (bench.folder() / "config").string();
    environment_["HOME"] = (bench.folder() / "home").string();
    environment_["MUSTER_STATE"] = "";
  }

  /// Runs one command and keeps all that it said.
  int run(const std::vector<std::string>& words, const std::string& input = "") {
    const auto ran = bench.muster(words, environment_, input);
    std::string line = "muster";
    for (const auto& word : words) line += " " + word;
    said[line] = ran.out + ran.err;
    return ran.code;
  }

  void walk() {
    bench.muster({"init", "-C", "starter"}, environment_);
    CHECK(run({"vault", "set", "chat-hook"}, canaries()[3].plain) == 0);
    CHECK(run({"vault", "set", "wake"}, canaries()[4].plain) == 0);
    CHECK(run({"vault", "list"}) == 0);
    CHECK(run({"keygen", "ada", "--passphrase-file", "key-pass"}) == 0);
    CHECK(run({"plan", "--readings", "four.ndjson", "-o", "plan.json", "--log-level", "trace"}) == 0);
    CHECK(run({"show", "plan.json"}) == 0);
    CHECK(run({"explain", "plan.json"}) == 0);
    run({"approve", "plan.json", "--as", "ada", "--passphrase-file", "key-pass"});
    CHECK(run({"apply", "--readings", "four.ndjson", "--auto-approve", "--log-level", "trace", "--json"}) ==
          0);
    CHECK(run({"status", "--json", "--no-readings"}) == 0);
    CHECK(run({"history", "--json"}) == 0);
    run({"reconcile", "--once", "--auto-approve", "--log-level", "trace"});
    run({"backtest", "--picture", "picture.svg"});
    run({"test", "--junit", "report.xml"});
    run({"node-token", "worker/1"});
    run({"plan", "--json", "--log-level", "trace"});
    // Answers of a cloud that is down, and of one that refuses the key.
    const auto url = environment_["DIGITALOCEAN_API_URL"];
    environment_["DIGITALOCEAN_API_URL"] = "http://127.0.0.1:1/" + canaries()[0].plain;
    CHECK(run({"plan", "--log-level", "trace"}) == 1);
    environment_["DIGITALOCEAN_API_URL"] = url;
  }

  const Workbench bench;
  std::map<std::string, std::string> said;  ///< By the command that said it.

 private:
  CloudProcess cloud_;
  std::map<std::string, std::string> environment_;
};

/// Files that the tour was given, or that are there for others to read.
bool may_be_open(const std::string& name) {
  static const std::vector<std::string> open = {"desired-state", "starter",    "four.ndjson",
                                                "picture.svg",   "report.xml", "plan.json.approvals"};
  for (const auto& one : open)
    if (name.starts_with(one)) return true;
  return name == ".in" || name == ".err";  // The bench's own.
}

}  // namespace

TEST_CASE("under an open umask all that muster writes is its owner's, but reports and signed statements") {
  const OpenUmask open;
  Tour tour;
  tour.walk();
  namespace fs = std::filesystem;
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(tour.bench.folder())) {
    const auto name = fs::relative(entry.path(), tour.bench.folder()).string();
    if (may_be_open(name)) continue;
    names.insert(entry.path().filename());
    const auto mode = entry.status().permissions() & fs::perms::mask;
    INFO(name << " has mode " << std::oct << static_cast<int>(mode));
    const bool closed = (mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
    // XDG's own folders are the user's; those below them are muster's.
    const bool of_the_user = name == "states" || name == "config" || name == "home" || name == "cloud";
    if (!of_the_user) CHECK(closed);
  }
  for (const auto* name : {"state.db", "vault.json", "ada.key", "plan.json", "state.json"}) {
    INFO(name << " was not written: the tour shows nothing of it");
    CHECK(names.contains(name));
  }
}

TEST_CASE("no secret is in what any command says or leaves behind") {
  Tour tour;
  tour.walk();
  for (const auto& [command, text] : tour.said) {
    for (const auto& canary : canaries_in(text)) FAIL_CHECK(command << " tells " << canary);
  }
  namespace fs = std::filesystem;
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(tour.bench.folder())) {
    const auto name = fs::relative(entry.path(), tour.bench.folder()).string();
    if (!entry.is_regular_file() || name == "vault-pass" || name == "key-pass" || name == ".in") continue;
    ++files;
    for (const auto& canary : canaries_in(tour.bench.read(name))) FAIL_CHECK(name << " holds " << canary);
  }
  CHECK(files > 20);
}
