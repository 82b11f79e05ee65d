// The pages add-a-*.md list exactly the files that an extension touches: the toys of this folder declare
// theirs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/extension/toy_registry.hpp"
#include "tests/support/text_of.hpp"

using muster::test::files_of_the_toy_provider;
using muster::test::text_of;

namespace {

namespace fs = std::filesystem;
using Files = std::set<std::string>;

const fs::path kRoot = MUSTER_SOURCE_DIR;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The first cells of the table under "Files": links to files that exist, and names of new ones, in which
/// `<...>` stands for the name of the extension.
Files files_of_page(const std::string& page, const std::string& placeholder, const std::string& name) {
  static const std::regex linked(R"(^\| \[`[^`]+`\]\(([^)]+)\) \|.*)");
  static const std::regex fresh(R"(^\| `([^`]+)` \| new.*)");
  const auto path = kRoot / "docs/how-to" / page;
  std::istringstream lines(text_of(path));
  Files files;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line == "## Files";
    std::smatch match;
    if (!inside) continue;
    if (std::regex_match(line, match, linked)) {
      const auto file = (path.parent_path() / match[1].str()).lexically_normal();
      CHECK(fs::exists(file));
      files.insert(file.lexically_relative(kRoot).string());
    } else if (std::regex_match(line, match, fresh)) {
      const auto file = replaced(match[1].str(), placeholder, name);
      CHECK_FALSE(fs::exists(kRoot / file));
      files.insert(file);
    }
  }
  return files;
}

/// One file of a patch: its hunks as the lines before the change.
struct PatchedFile {
  std::string path;
  bool is_new = false;
  std::vector<std::vector<std::string>> hunks;
};

std::vector<PatchedFile> files_of_patch(const std::string& name) {
  std::istringstream lines(text_of(kRoot / "tests/extension" / name));
  std::vector<PatchedFile> files;
  bool is_new = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--- ")) {
      is_new = line == "--- /dev/null";
    } else if (line.starts_with("+++ b/")) {
      files.push_back({line.substr(6), is_new, {}});
    } else if (line.starts_with("@@ ")) {
      files.back().hunks.emplace_back();
    } else if (!files.empty() && !files.back().hunks.empty() && !line.empty() &&
               (line.front() == ' ' || line.front() == '-')) {
      files.back().hunks.back().push_back(line.substr(1));
    }
  }
  return files;
}

Files touched_by(const std::string& patch) {
  Files files;
  for (const auto& file : files_of_patch(patch)) {
    // The toy's own test has its place here; that of a real extension mirrors the tree.
    if (!file.path.starts_with("tests/extension/")) files.insert(file.path);
  }
  return files;
}

/// Whether these lines stand in the text, one behind the other.
bool stands_in(const std::vector<std::string>& lines, const std::string& text) {
  std::string block;
  for (const auto& line : lines) block += line + "\n";
  return ("\n" + text).find("\n" + block) != std::string::npos;
}

/// The sources of the product that name a word.
Files sources_that_name(const std::string& word) {
  const std::regex whole("\\b" + word + "\\b");
  Files files;
  for (const char* folder : {"reconciler", "providers"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      if (std::regex_search(text_of(entry.path()), whole))
        files.insert(entry.path().lexically_relative(kRoot).string());
    }
  }
  return files;
}

}  // namespace

TEST_CASE("the pages list the files of their toys, and no others") {
  const auto provider = files_of_the_toy_provider();
  CHECK(files_of_page("add-a-provider.md", "<cloud>", "toy") == Files(provider.begin(), provider.end()));
  CHECK(files_of_page("add-a-metric.md", "", "") == touched_by("toy_metric.patch"));
  CHECK(files_of_page("add-a-policy.md", "<kind>", "pinned") == touched_by("toy_policy_kind.patch"));
}

TEST_CASE("the page of resource types lists the sources that name the effect of the smallest type") {
  CHECK(files_of_page("add-a-resource.md", "", "") == sources_that_name("CreateNetwork"));
}

TEST_CASE("the patches of the toys still fit the tree") {
  for (const char* patch : {"toy_metric.patch", "toy_policy_kind.patch"}) {
    const auto files = files_of_patch(patch);
    CHECK(files.size() > 5);
    for (const auto& file : files) {
      INFO(patch << ": " << file.path);
      CHECK(fs::exists(kRoot / file.path) != file.is_new);
      if (file.is_new || !fs::exists(kRoot / file.path)) continue;
      const auto text = text_of(kRoot / file.path);
      for (const auto& hunk : file.hunks) CHECK(stands_in(hunk, text));
    }
  }
}

TEST_CASE("no source of the reconciler and no schema names a cloud, except in examples") {
  // Each file and the number of its lines that may: examples of commands and files, a product that backtests
  // compare with, and a field of a JSON format that is kept.
  const std::map<std::string, int> allowed = {
      {"reconciler/cli/help/command_guide.cpp", 3},
      {"reconciler/cli/commands/setup/vault.cpp", 1},
      {"reconciler/adapters/vault/vault.cpp", 1},
      {"reconciler/adapters/scaffold/scaffold_files.cpp", 3},
      {"reconciler/core/simulate/backtest/scalers/contenders.cpp", 1},
      {"reconciler/cli/views/history/history_json.cpp", 1},
      {"schemas/event.schema.json", 2},
  };
  static const std::regex cloud("digital ?ocean|droplet", std::regex::icase);
  for (const char* folder : {"reconciler", "schemas"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      if (!entry.is_regular_file()) continue;
      const auto path = entry.path().lexically_relative(kRoot).string();
      std::istringstream lines(text_of(entry.path()));
      int named = 0;
      for (std::string line; std::getline(lines, line);) named += std::regex_search(line, cloud) ? 1 : 0;
      const auto may = allowed.find(path);
      INFO(path);
      CHECK(named == (may == allowed.end() ? 0 : may->second));
    }
  }
}
