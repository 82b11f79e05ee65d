#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "tests/architecture/source_tree.hpp"

using namespace muster::architecture;

namespace {

/// Which folders a folder may include, besides itself: the picture of docs/explanation/architecture.md, as a
/// table. The first entry whose name is the folder or a parent of it counts.
struct Room {
  std::string folder;
  std::vector<std::string> may_include;
};

const std::vector<Room>& rooms() {
  static const std::string core = "reconciler/core/";
  static const std::vector<Room> all = {
      {core + "base", {}},
      {core + "fleet", {core + "base"}},
      {core + "forecast", {core + "base", core + "fleet", core + "reading"}},
      {core + "simulate/backtest/declared", {"reconciler/core"}},  // The pipeline on recorded loads.
      {core + "simulate/backtest", {core + "base", core + "forecast"}},
      {core + "place", {core + "base", core + "fleet"}},
      {core + "reading", {core + "base", core + "fleet"}},
      {core + "policy", {core + "base", core + "fleet", core + "reading"}},
      {core + "decide",
       {core + "base", core + "fleet", core + "forecast", core + "place", core + "reading", core + "policy"}},
      {core + "plan", {core + "base", core + "fleet", core + "reading", core + "policy", core + "decide"}},
      {core + "apply",
       {core + "base", core + "fleet", core + "reading", core + "policy", core + "decide", core + "plan"}},
      {core + "history",
       {core + "base", core + "fleet", core + "reading", core + "policy", core + "decide", core + "plan",
        core + "apply"}},
      {core + "simulate", {"reconciler/core"}},   // The pipeline on made-up worlds and on days gone by.
      {core + "reconcile", {"reconciler/core"}},  // What a round of the loop is, behind the pipeline.
      {core + "alert", {"reconciler/core"}},      // What rounds say is wrong, and what is told where.
      {"reconciler/core", {"reconciler/core"}},   // world and propose: the pipeline itself.
      {"reconciler/ports", {"reconciler/core"}},
      {"reconciler/engine", {"reconciler/core", "reconciler/ports"}},
      {"reconciler/adapters/http", {core + "base"}},
      {"reconciler/adapters/json", {core + "base"}},
      {"reconciler/adapters", {"reconciler/core", "reconciler/ports", "reconciler/adapters"}},
      {"reconciler/cli",
       {"reconciler/core", "reconciler/ports", "reconciler/engine", "reconciler/adapters", "reconciler/cli"}},
      {"reconciler/node", {"reconciler/core", "reconciler/ports", "reconciler/adapters", "reconciler/node"}},
      // The sandbox shares nothing but the base vocabulary with the client that talks to it.
      {"providers/sandbox", {core + "base"}},
      {"providers/digitalocean", {"reconciler/core", "reconciler/ports", "reconciler/adapters"}},
      {"providers/agents", {"reconciler/core", "reconciler/ports", "reconciler/adapters"}},
      {"providers/around", {"reconciler/core", "reconciler/ports"}},
      {"providers/registry", {"reconciler/core", "reconciler/ports", "reconciler/adapters", "providers"}},
      {"providers", {"reconciler/core", "reconciler/ports", "reconciler/adapters"}},  // Any further cloud.
      {"tests", {"reconciler", "providers", "tests"}},
  };
  return all;
}

bool within(const std::string& folder, const std::string& parent) {
  return folder == parent || folder.rfind(parent + "/", 0) == 0;
}

const Room* room_of(const std::string& folder) {
  for (const auto& room : rooms()) {
    if (within(folder, room.folder)) return &room;
  }
  return nullptr;
}

bool may_include(const std::string& from, const std::string& to) {
  const auto* room = room_of(from);
  if (!room) return false;
  if (within(to, room->folder) && room_of(to) == room) return true;
  return std::any_of(room->may_include.begin(), room->may_include.end(),
                     [&](const std::string& allowed) { return within(to, allowed); });
}

std::string joined(const std::vector<std::string>& lines) {
  std::ostringstream text;
  for (const auto& line : lines) text << "\n  " << line;
  return text.str();
}

}  // namespace

TEST_CASE("an include points only left") {
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    for (const auto& include : file.includes) {
      if (!may_include(folder_of(file.path), folder_of(include)))
        wrong.push_back(file.path + " includes " + include);
    }
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("the rule can tell a wrong arrow") {
  CHECK(may_include("reconciler/core/plan", "reconciler/core/decide"));
  CHECK_FALSE(may_include("reconciler/core/decide", "reconciler/core/plan"));
  CHECK_FALSE(may_include("reconciler/core/base", "reconciler/adapters/json"));
  CHECK_FALSE(may_include("reconciler/cli", "providers/digitalocean"));
  CHECK_FALSE(may_include("providers/sandbox", "reconciler/adapters/http"));
  CHECK_FALSE(may_include("reconciler/engine", "providers/registry"));
}

TEST_CASE("every include is written from the root") {
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    for (const auto& include : file.includes) {
      if (include.find('/') == std::string::npos) wrong.push_back(file.path + " includes " + include);
    }
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("the core is pure: no I/O, no clock, no threads, few libraries") {
  // Each outside library has one file, and none of them does I/O.
  const std::map<std::string, std::string> excepted = {
      {"sodium/crypto_hash_sha256.h", "reconciler/core/base/digest.cpp"},
      {"re2/re2.h", "reconciler/core/policy/pool_selector.cpp"},
  };
  const std::set<std::string> forbidden = {"thread",     "mutex",    "atomic",
                                           "future",     "fstream",  "iostream",
                                           "filesystem", "random",   "condition_variable",
                                           "cstdio",     "unistd.h", "ctime",
                                           "regex"};
  const std::vector<std::string> forbidden_words = {"::now(", "getenv(", "std::rand", "thread_local",
                                                    "printf("};
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    if (!within(file.path, "reconciler/core")) continue;
    for (const auto& include : file.system_includes) {
      const auto exception = excepted.find(include);
      if (exception != excepted.end() && exception->second == file.path) continue;
      const bool library = include.find('/') != std::string::npos || include.find(".h") != std::string::npos;
      if ((library && include.rfind("fmt/", 0) != 0) || forbidden.count(include)) {
        wrong.push_back(file.path + " includes <" + include + ">");
      }
    }
    for (const auto& line : file.lines) {
      for (const auto& word : forbidden_words) {
        if (line.find(word) != std::string::npos && line.find("//") == std::string::npos) {
          wrong.push_back(file.path + ": " + line);
        }
      }
    }
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("each outside library is wrapped in one place") {
  // Library → the folders that may include it. Headers of ours never do: they would pull it into everything.
  const std::vector<std::pair<std::string, std::vector<std::string>>> homes = {
      {"rapidjson/",
       {"reconciler/adapters/json", "reconciler/adapters/schema", "providers/sandbox", "tests"}},
      {"yaml-cpp/", {"reconciler/adapters/yaml", "providers/sandbox", "tests"}},
      {"curl/", {"reconciler/adapters/http", "tests"}},
      {"sodium.h", {"reconciler/adapters/signing", "reconciler/adapters/secrets", "tests"}},
      {"httplib.h", {"tests"}},
      {"boost/", {"reconciler/adapters/http", "tests"}},
      {"SQLiteCpp/", {"reconciler/adapters/store", "tests"}},
      {"sqlite3.h", {"reconciler/adapters/store", "tests"}},
      {"spdlog/", {"reconciler/adapters/system", "reconciler/cli", "tests"}},
      {"CLI/", {"reconciler/cli", "reconciler/node", "providers/sandbox", "tests"}},
      {"prometheus/", {"reconciler/adapters/metrics", "tests"}},
      {"catch2/", {"tests"}},
  };
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    for (const auto& include : file.system_includes) {
      for (const auto& [library, folders] : homes) {
        if (include.rfind(library, 0) != 0) continue;
        const bool at_home =
            std::any_of(folders.begin(), folders.end(),
                        [&, where = folder_of(file.path)](const auto& f) { return within(where, f); });
        if (!at_home) wrong.push_back(file.path + " includes <" + include + ">");
      }
    }
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("no file is longer than 400 lines") {
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    if (file.lines.size() > 400)
      wrong.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines");
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("files are named for what they are about") {
  std::vector<std::string> wrong;
  for (const auto& file : read_source_tree()) {
    auto name = file.path.substr(file.path.rfind('/') + 1);
    if (const auto at = name.find("utilisation"); at != std::string::npos) name.erase(at, 11);
    for (const char* vague : {"util", "common", "helper", "manager", "misc", "types."}) {
      if (name.find(vague) != std::string::npos) wrong.push_back(file.path);
    }
  }
  INFO(joined(wrong));
  CHECK(wrong.empty());
}
