#include "reconciler/cli/console/empty_values.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "reconciler/cli/program.hpp"

using namespace muster;

namespace {

/// The whole program, parsed and not run.
struct Parsed {
  CLI::App app{"muster", "muster"};
  Settings settings;
  CommandHandler chosen;
  std::string refused;

  explicit Parsed(const std::vector<const char*>& words) {
    setup_program(app, settings, chosen);
    std::vector<const char*> all = {"muster"};
    all.insert(all.end(), words.begin(), words.end());
    try {
      app.parse(static_cast<int>(all.size()), all.data());
    } catch (const CLI::ParseError& error) {
      refused = error.what();
    }
  }
};

}  // namespace

TEST_CASE("an empty word is a usage error, wherever a value is taken") {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {"apply", ""},
           {"plan", "-o", ""},
           {"plan", "--against", ""},
           {"--base", "", "plan"},
           {"-C", "", "validate"},
           {"--state", "", "status"},
           {"--vault-passphrase-file", "", "plan"},
           {"reconcile", "--git", ""},
           {"reconcile", "--branch", ""},
           {"reconcile", "--allowed-signers", ""},
           {"reconcile", "--wake-secret", ""},
           {"reconcile", "--listen", ""},
           {"reconcile", "--accept", ""},
           {"approve", "", "--as", "ada"},
           {"approve", "plan.json", "--as", ""},
           {"vault", "set", ""},
           {"init", ""},
       }) {
    const Parsed parsed(words);
    INFO(parsed.refused);
    CHECK_THAT(parsed.refused, Catch::Contains("is empty"));
  }
  CHECK(Parsed({"apply", "plan.json"}).refused.empty());
  CHECK(Parsed({"--sandbox", "plan", "-q"}).refused.empty());
}

TEST_CASE("an empty variable is an error where it names a thing, and unset where it is a word or a number") {
  struct Row {
    const char* variable;
    std::vector<const char*> words;
    bool refused;
  };
  for (const auto& row : {
           Row{"MUSTER_ALLOWED_SIGNERS", {"reconcile"}, true},
           Row{"MUSTER_ALLOWED_SIGNERS", {"reconcile", "--allowed-signers", "keys"}, false},
           Row{"MUSTER_ALLOWED_SIGNERS", {"plan"}, false},
           Row{"MUSTER_WAKE_SECRET", {"reconcile"}, true},
           Row{"MUSTER_GIT", {"reconcile"}, true},
           Row{"MUSTER_BASE", {"plan"}, true},
           Row{"MUSTER_STATE", {"plan"}, false},
           Row{"MUSTER_COLOR", {"plan"}, false},
           Row{"MUSTER_LISTEN", {"reconcile"}, false},
           Row{"MUSTER_INTERVAL", {"reconcile"}, false},
       }) {
    INFO(row.variable);
    ::setenv(row.variable, "", 1);
    const Parsed parsed(row.words);
    CHECK(parsed.refused.empty());
    const auto empty = empty_variable(parsed.app);
    CHECK(empty.has_value() == row.refused);
    if (empty) CHECK_THAT(*empty, Catch::StartsWith(row.variable));
    ::unsetenv(row.variable);
  }
}
