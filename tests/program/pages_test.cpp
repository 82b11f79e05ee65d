#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> lines_of_file(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return lines_of(text.str());
}

/// A command of a page with its printed lines. Lines are numbered from 0.
struct Shown {
  std::string command;
  std::size_t first = 0;  ///< The first line of what it prints.
  std::vector<std::string> lines;
};

/// The commands of all blocks without a language, in their order: the reader types them one after the other.
std::vector<Shown> shown_in(const std::vector<std::string>& page) {
  std::vector<Shown> all;
  bool inside = false;
  bool ours = false;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const auto& line = page[i];
    if (line.starts_with("```")) {
      ours = !inside && line == "```";
      inside = !inside;
      continue;
    }
    if (!inside || !ours) continue;
    if (line.starts_with("$ ")) {
      all.push_back({line.substr(2), i + 1, {}});
    } else if (!all.empty()) {
      all.back().lines.push_back(line);
    } else {
      ours = false;  // A picture.
    }
  }
  return all;
}

/// Both outputs of a command as a shell in this folder runs it.
std::vector<std::string> typed(const std::string& command, const fs::path& folder) {
  const auto script = "cd '" + folder.string() + "' && exec env -i PATH='" + MUSTER_BINARY_DIR +
                      "/bin:/usr/bin:/bin' MUSTER_STATE=.muster/state.db MUSTER_SANDBOX_SPEED=2000 sh -c '" +
                      command + "' 2>&1";
  std::string text;
  FILE* pipe = popen(script.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  for (std::size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    text.append(buffer, count);
  pclose(pipe);
  return lines_of(text);
}

/// Times that a run took differ from run to run, and so do plans: their machines were made at another time.
std::string without_seconds(const std::string& line) {
  static const std::regex took(R"((\(|Took )[0-9]+m?s?( [0-9]+s)?(\)|\.))");
  static const std::regex plan("plan [0-9a-f]{12}");
  return std::regex_replace(std::regex_replace(line, took, "$1Ns$3"), plan, "plan N");
}

/// Whether the shown lines are what was printed; "  ..." stands for any lines.
bool shows(const std::vector<std::string>& shown, std::size_t i, const std::vector<std::string>& printed,
           std::size_t j) {
  for (; i < shown.size(); ++i, ++j) {
    if (shown[i].find_first_not_of(" .") == std::string::npos && shown[i].ends_with("...")) {
      for (auto next = j; next <= printed.size(); ++next) {
        if (shows(shown, i + 1, printed, next)) return true;
      }
      return false;
    }
    if (j == printed.size() || without_seconds(shown[i]) != without_seconds(printed[j])) return false;
  }
  return j == printed.size();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

}  // namespace

// With MUSTER_GOLDEN=write a page gets the lines that were printed; blocks with "..." are left alone. Read
// the difference before you commit it.
TEST_CASE("a reader who types the commands of a page sees the lines that the page shows") {
  const std::string name = GENERATE("README.md", "docs/tutorial/first-fleet.md");
  const auto file = fs::path(MUSTER_SOURCE_DIR) / name;
  const char* mode = std::getenv("MUSTER_GOLDEN");
  const bool write = mode && std::string(mode) == "write";
  const Workbench bench;
  bench.copy_reference_fleet();
  fs::create_directories(bench.folder() / "docs");
  fs::copy(fs::path(MUSTER_SOURCE_DIR) / "docs" / "demo", bench.folder() / "docs" / "demo");
  auto page = lines_of_file(file);
  const auto tour = shown_in(page);
  CHECK(tour.size() >= 6);
  std::ptrdiff_t moved = 0;
  for (const auto& step : tour) {
    const auto printed = typed(step.command, bench.folder());
    const bool elided = joined(step.lines).find("  ...\n") != std::string::npos;
    // A command that is shown alone is typed for its effect.
    if (!step.lines.empty()) {
      INFO(name << ": $ " << step.command << "\nprinted:\n"
                << joined(printed) << "\nshown:\n"
                << joined(step.lines));
      if (!write || elided) CHECK(shows(step.lines, 0, printed, 0));
    }
    if (!write || elided || step.lines.empty()) continue;
    auto shown = printed;
    const bool gap = step.lines.back().empty();
    if (gap) shown.push_back("");
    const auto at = page.begin() + static_cast<std::ptrdiff_t>(step.first) + moved;
    const auto rest = page.erase(at, at + static_cast<std::ptrdiff_t>(step.lines.size()));
    page.insert(rest, shown.begin(), shown.end());
    moved += static_cast<std::ptrdiff_t>(shown.size()) - static_cast<std::ptrdiff_t>(step.lines.size());
  }
  if (write) std::ofstream(file) << joined(page);
}

TEST_CASE("the shown lines are compared with every printed line") {
  const std::vector<std::string> printed = {"one", "two (3s)", "three"};
  CHECK(shows({"one", "two (14s)", "three"}, 0, printed, 0));
  CHECK(shows({"one", "  ...", "three"}, 0, printed, 0));
  CHECK(shows({"  ..."}, 0, printed, 0));
  CHECK_FALSE(shows({"one", "three"}, 0, printed, 0));
  CHECK_FALSE(shows({"one", "two (3s)"}, 0, printed, 0));
  CHECK_FALSE(shows({"one", "  ...", "four"}, 0, printed, 0));
}
