#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <set>
#include <sstream>

#include "reconciler/cli/help/command_guide.hpp"
#include "reconciler/cli/program.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "tests/cli/run_here.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

/// Every command with its words: "plan", "vault set".
void each_command(const CLI::App& app, const std::string& before,
                  const std::function<void(const CLI::App&, const std::string&)>& see) {
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const auto words = before + command->get_name();
    see(*command, words);
    each_command(*command, words + " ", see);
  }
}

struct Program {
  CLI::App app{"", "muster"};
  Settings settings;
  CommandHandler chosen;
  Program() { setup_program(app, settings, chosen); }
};

}  // namespace

TEST_CASE("the version is printed however people ask for it") {
  const auto version = run_here({"version"});
  REQUIRE(version.code == ExitCode::done);
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"--version"}, {"-V"}, {"-q", "--version"}, {"plan", "--version"}, {"--version", "show"}}) {
    INFO(words.front());
    const auto told = run_here(words);
    CHECK(told.code == ExitCode::done);
    CHECK(told.out == version.out);
    CHECK(told.err.empty());
  }
  CHECK(run_here({"--json", "--version"}).out == run_here({"version", "--json"}).out);
}

TEST_CASE("help is there for the program, each command and each topic") {
  const auto whole = run_here({"help"});
  CHECK(whole.code == ExitCode::done);
  CHECK(whole.out == run_here({"--help"}).out);
  CHECK(whole.out == run_here({"-h"}).out);
  CHECK(run_here({"help", "plan"}).out == run_here({"plan", "--help"}).out);
  CHECK(run_here({"help", "vault", "set"}).out == run_here({"vault", "set", "--help"}).out);
  for (const char* group : {"Plan and apply:", "Approve:", "Run:", "Inspect:", "Try out:", "Set up:"})
    CHECK_THAT(whole.out, Catch::Contains(group));
  CHECK_THAT(run_here({"help", "flags"}).out,
             Catch::Contains("--sandbox") && Catch::Contains("-C, --dir DIR"));
  CHECK_THAT(run_here({"help", "variables"}).out,
             Catch::Contains("MUSTER_STATE") && Catch::Contains("NO_COLOR"));
  CHECK_THAT(run_here({"help", "exit-codes"}).out, Catch::Contains("stale"));
  struct Row {
    std::vector<std::string> words;
    const char* message;
  };
  for (const auto& row :
       {Row{{"help", "paln"}, "did you mean plan?"}, Row{{"help", "vault", "lst"}, "did you mean list?"},
        Row{{"help", "variabels"}, "did you mean variables?"},
        Row{{"help", "qqqqqqqq"}, "`muster help` lists the commands"}}) {
    const auto told = run_here(row.words);
    CHECK(told.code == ExitCode::error);
    CHECK(told.out.empty());
    CHECK_THAT(told.err, Catch::StartsWith("error: ") && Catch::Contains(row.message));
  }
}

TEST_CASE("every command stands in a group, with examples that can be typed and a page that is there") {
  Program program;
  std::set<std::string> commands;
  each_command(program.app, "", [&](const CLI::App&, const std::string& words) { commands.insert(words); });
  std::set<std::string> guided;
  for (const auto& group : command_groups()) {
    for (const auto& guide : group.commands) {
      INFO(guide.words);
      CHECK(guided.insert(guide.words).second);
      CHECK(std::filesystem::exists(std::filesystem::path(MUSTER_SOURCE_DIR) / guide.page));
      if (guide.words != "vault") CHECK_FALSE(guide.examples.empty());
      for (const auto& example : guide.examples) {
        INFO(example);
        auto words = split(example, ' ');
        REQUIRE(words.front() == "muster");
        words.erase(words.begin());
        std::reverse(words.begin(), words.end());
        Program typed;
        if (example == "muster --version") {
          CHECK_THROWS_AS(typed.app.parse(words), CLI::CallForVersion);
          continue;
        }
        CHECK_NOTHROW(typed.app.parse(words));
        CHECK(typed.chosen);
      }
    }
  }
  CHECK(guided == commands);
}

TEST_CASE("no page of the help is wider than the terminal, or speaks of the inside") {
  std::vector<std::vector<std::string>> pages = {
      {"help"}, {"help", "flags"}, {"help", "variables"}, {"help", "exit-codes"}};
  Program program;
  each_command(program.app, "", [&](const CLI::App&, const std::string& words) {
    pages.push_back(split(words, ' '));
    pages.back().push_back("--help");
  });
  for (const auto& page : pages) {
    for (const int width : {60, 80, 100, 200}) {
      const auto told = run_here(page, width);
      INFO(width << " columns\n" << told.out);
      REQUIRE(told.code == ExitCode::done);
      for (const auto& line : split(told.out, '\n'))
        CHECK(columns_of(line) <= static_cast<std::size_t>(std::min(width, 100)));
      for (const char* inside : {"muster-without-", ":INT", "INT in", ":FLOAT", "TEXT", "(Env:", "OPTIONS"})
        CHECK(told.out.find(inside) == std::string::npos);
      if (page.back() == "--help") {
        CHECK_THAT(told.out, Catch::Contains("muster " + page.front()));
        CHECK_THAT(told.out, Catch::Contains("muster help flags"));
      }
    }
  }
}

TEST_CASE("a variable means one thing, and none of them acts") {
  Program program;
  std::map<std::string, std::string> meaning;
  const auto see = [&](const CLI::App& command, const std::string& words) {
    for (const auto* option : command.get_options()) {
      const auto variable = option->get_envname();
      if (variable.empty()) continue;
      INFO(words << " " << option->get_name() << " by " << variable);
      const auto known = meaning.emplace(variable, option->get_description()).first;
      CHECK(known->second == option->get_description());
    }
  };
  see(program.app, "");
  each_command(program.app, "", see);
  CHECK(meaning.count("MUSTER_STATE") == 1);
  CHECK(meaning.count("MUSTER_LISTEN") == 1);
  for (const char* verb :
       {"MUSTER_AS", "MUSTER_AGAINST", "MUSTER_AUTO_APPROVE", "MUSTER_RESUME", "MUSTER_OUT", "MUSTER_AT",
        "MUSTER_FILE", "MUSTER_ENVELOPE", "MUSTER_KEY", "MUSTER_UNTIL", "MUSTER_BECAUSE", "MUSTER_ACCEPT",
        "MUSTER_REFRESH_ONLY", "MUSTER_LOCK_TIMEOUT", "MUSTER_ONCE", "MUSTER_FAILED", "MUSTER_AGENTS"})
    CHECK(meaning.count(verb) == 0);
}

TEST_CASE("colours are as --color says") {
  CHECK(run_here({"--color", "always", "help"}).out.find("\x1b[") != std::string::npos);
  CHECK(run_here({"help"}).out.find("\x1b[") == std::string::npos);
  CHECK(run_here({"--color", "never", "help"}).out.find("\x1b[") == std::string::npos);
  CHECK(run_here({"--color=auto", "help"}).out.find("\x1b[") == std::string::npos);
  const auto wrong = run_here({"--color", "sometimes", "help"});
  CHECK(wrong.code == ExitCode::error);
  CHECK_THAT(wrong.err, Catch::Contains("none of auto, always, never"));
}

TEST_CASE("a command that needs a command lists what there is") {
  const auto told = run_here({"vault"});
  CHECK(told.code == ExitCode::error);
  CHECK_THAT(told.err, Catch::Contains("muster vault needs a command: set, bind, get, list, remove, rotate"));
}
