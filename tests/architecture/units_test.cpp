// What no compiler sees: circles, rooms that hold too much, sources that nobody can find, names that stand
// twice.
#include <catch2/catch.hpp>
#include <regex>

#include "tests/architecture/allowed.hpp"
#include "tests/architecture/unit_graph.hpp"

using namespace muster::architecture;

namespace {

constexpr std::size_t kMostUnits = 16;

std::string in_a_row(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

/// What is found must be allowed, and what is allowed must be found: the list can only shrink.
void check_against(const std::set<std::string>& found, const std::set<std::string>& allowed) {
  for (const auto& one : found)
    if (!allowed.contains(one)) FAIL_CHECK("not allowed: " << one);
  for (const auto& one : allowed)
    if (!found.contains(one)) FAIL_CHECK("mended: take it off the list: " << one);
}

bool is_product(const SourceFile& file) {
  return !file.path.starts_with("tests/");
}

}  // namespace

TEST_CASE("no units include each other in a circle") {
  std::set<std::string> found;
  for (const auto& circle : circles(unit_graph(read_source_tree()))) found.insert(in_a_row(circle));
  check_against(found, allowed_circles_of_units());
}

TEST_CASE("no folders include each other in a circle") {
  std::set<std::string> found;
  for (const auto& circle : circles(folder_graph(unit_graph(read_source_tree()))))
    found.insert(in_a_row(circle));
  check_against(found, allowed_circles_of_folders());
}

TEST_CASE("no folder holds more than sixteen units") {
  std::map<std::string, std::set<std::string>> units;
  for (const auto& file : read_source_tree())
    if (is_product(file)) units[folder_of(file.path)].insert(unit_of(file.path));
  std::set<std::string> found;
  for (const auto& [folder, inside] : units)
    if (inside.size() > kMostUnits) found.insert(folder);
  check_against(found, allowed_full_folders());
}

TEST_CASE("every source has a header of its own name") {
  std::set<std::string> headers;
  const auto files = read_source_tree();
  for (const auto& file : files)
    if (file.path.ends_with(".hpp")) headers.insert(unit_of(file.path));
  std::set<std::string> found;
  for (const auto& file : files) {
    if (!is_product(file) || !file.path.ends_with(".cpp") || file.path.ends_with("/main.cpp")) continue;
    if (!headers.contains(unit_of(file.path))) found.insert(file.path);
  }
  check_against(found, allowed_sources_without_header());
}

TEST_CASE("no type name stands for two things in one namespace") {
  static const std::regex type(
      R"(^(?:struct|class|enum class|using) (\w+)\s*(?:final\s*)?(?::[^:;{]*)?[{=].*)");
  static const std::regex space(R"(^namespace ([\w:]+) \{)");
  std::map<std::string, std::set<std::string>> homes;
  for (const auto& file : read_source_tree()) {
    if (!is_product(file) || !file.path.ends_with(".hpp")) continue;
    std::vector<std::string> inside;
    std::smatch match;
    for (const auto& line : file.lines) {
      if (std::regex_search(line, match, space)) inside.push_back(match[1]);
      if (line.starts_with("}  // namespace") && !inside.empty()) inside.pop_back();
      if (std::regex_match(line, match, type))
        homes[in_a_row(inside) + " " + match[1].str()].insert(file.path);
    }
  }
  std::set<std::string> found;
  for (const auto& [name, files] : homes)
    if (files.size() > 1) found.insert(name);
  check_against(found, allowed_type_names_twice());
}

TEST_CASE("a circle is found, and only a circle") {
  const Graph graph = {{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}, {"d", {"a", "d2"}}, {"d2", {}}};
  CHECK(circles(graph) == std::vector<std::vector<std::string>>{{"b", "c"}});
  CHECK(circles({{"a", {"b"}}, {"b", {}}}).empty());
}
