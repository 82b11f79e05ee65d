// Words of our own making, and ellipses that a reader whose third language is English does not understand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/architecture/source_tree.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path kTop = MUSTER_SOURCE_DIR;

/// Each with its plain form, from the rules of English in .github/CONTRIBUTING.md.
struct BannedWord {
  std::regex word;
  const char* instead;
};

BannedWord banned(const char* words, const char* instead) {
  return {std::regex(std::string("\\b(") + words + ")\\b", std::regex::icase), instead};
}

const std::vector<BannedWord>& banned_words() {
  static const std::vector<BannedWord> all = {
      banned("unless told|unless it says|when not told", "default: X"),
      banned("so many", "at most N, the number of"),
      banned("tells|told", "prints, reports, logs"),
      banned("hears|heeds", "receives"),
      banned("nobody", "name the actor"),
      banned("no more", "no longer, stops"),
      banned("goes|lies|stands", "is removed, is stored, is"),
  };
  return all;
}

/// A line without code in backquotes and without the targets of links.
std::string prose_of(std::string line) {
  static const std::regex code("`[^`]*`");
  static const std::regex target(R"(\]\([^)]*\))");
  return std::regex_replace(std::regex_replace(line, code, ""), target, "]");
}

void check_prose(const std::string& where, const std::string& prose) {
  for (const auto& [word, instead] : banned_words()) {
    std::smatch found;
    if (std::regex_search(prose, found, word))
      FAIL_CHECK(where << " has \"" << found.str() << "\"; write: " << instead << "\n  " << prose);
  }
}

void check_page(const fs::path& page) {
  std::ifstream in(page);
  bool code = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      code = !code;
    } else if (!code) {
      check_prose(fs::relative(page, kTop).string() + ":" + std::to_string(number), prose_of(line));
    }
  }
}

}  // namespace

TEST_CASE("pages use plain words") {
  for (const char* page : {"README.md", "desired-state/README.md"}) check_page(kTop / page);
  for (const char* folder : {"docs", ".github"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kTop / folder))
      if (entry.path().extension() == ".md" && entry.path().filename() != "CONTRIBUTING.md")
        check_page(entry.path());
  }
}

TEST_CASE("the help of commands uses plain words") {
  static const std::regex text(R"re("((?:[^"\\]|\\.)*)")re");
  for (const auto& file : muster::architecture::read_source_tree()) {
    if (!file.path.starts_with("reconciler/cli/commands/") || !file.path.ends_with(".cpp")) continue;
    bool setup = false;
    for (const auto& line : file.lines) {
      if (line.starts_with("void setup_")) setup = true;
      if (line == "}") setup = false;
      if (!setup) continue;
      for (std::sregex_iterator at(line.begin(), line.end(), text), end; at != end; ++at)
        check_prose(file.path, (*at)[1].str());
    }
  }
}
