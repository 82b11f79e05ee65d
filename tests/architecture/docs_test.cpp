// The pages: every link leads to a file, and every step of the architecture's walks exists.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <sstream>

#include "tests/support/text_of.hpp"

using muster::test::text_of;

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = MUSTER_SOURCE_DIR;

std::vector<fs::path> pages() {
  std::vector<fs::path> found = {kRoot / "README.md", kRoot / "desired-state" / "README.md"};
  for (const char* folder : {"docs", ".github"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder))
      if (entry.path().extension() == ".md") found.push_back(entry.path());
  }
  return found;
}

/// The heading of a page as the anchor that a link names: lower case, blanks as hyphens, no other signs.
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    if (c == ' ' || c == '-') anchor += '-';
    if (c >= 'A' && c <= 'Z') anchor += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') anchor += c;
  }
  return anchor;
}

bool has_anchor(const std::string& page, const std::string& anchor) {
  if (page.find("id=\"" + anchor + "\"") != std::string::npos) return true;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    const auto text = line.find_first_not_of("# ");
    if (line.starts_with("#") && text != std::string::npos && anchor_of(line.substr(text)) == anchor)
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every link of a page leads to a file and a heading that exist") {
  static const std::regex link(R"(\]\(([^)\s#]*)(?:#([^)\s]*))?\))");
  int links = 0;
  for (const auto& page : pages()) {
    const auto text = text_of(page);
    for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at) {
      const auto target = (*at)[1].str();
      if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
      ++links;
      const auto file = target.empty() ? page : (page.parent_path() / target).lexically_normal();
      INFO(fs::relative(page, kRoot).string() << " links to " << at->str());
      CHECK(fs::exists(file));
      if ((*at)[2].matched && file.extension() == ".md") CHECK(has_anchor(text_of(file), (*at)[2].str()));
    }
  }
  CHECK(links > 50);
}

TEST_CASE("every step of the architecture's walks is a file and a function that exist") {
  static const std::regex row(R"(\| [^|]+ \| \[`[^`]+`\]\(([^)]+)\) \| `(\w+)` \|)");
  const auto page = kRoot / "docs/explanation/architecture.md";
  const auto text = text_of(page);
  int steps = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
    ++steps;
    const auto file = (page.parent_path() / (*at)[1].str()).lexically_normal();
    INFO(at->str());
    CHECK(std::regex_search(text_of(file), std::regex("\\b" + (*at)[2].str() + "\\(")));
  }
  CHECK(steps >= 20);
}
