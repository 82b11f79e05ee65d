// What no compiler sees: circles, rooms that hold too much, sources that nobody can find, names that stand
// twice.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "tests/architecture/unit_graph.hpp"

using namespace muster::architecture;

namespace {

constexpr std::size_t kMostUnits = 16;

std::string in_a_row(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

/// There are no exceptions: each finding fails the test by its name.
void check_none(const std::set<std::string>& found) {
  for (const auto& one : found) FAIL_CHECK("not allowed: " << one);
}

/// Sources that share a header, by a pattern of their units and the unit of that header.
struct Family {
  std::regex sources;
  std::string header;
};

const std::vector<Family>& families() {
  static const std::vector<Family> all = {
      // The views of one report: a source for each format.
      {std::regex(R"(reconciler/cli/views/(\w+)/\1_\w+)"), "reconciler/cli/views/$1/$1_views"},
      // The endpoints of the sandbox: a source for each resource, all of them routes.
      {std::regex(R"(providers/sandbox/api/\w+/\w+)"), "providers/sandbox/api/route"},
      // The baselines of a backtest: a source for each.
      {std::regex(R"((reconciler/core/simulate/backtest/scalers)/\w+)"), "$1/baselines"},
      // A port that the layer of providers makes.
      {std::regex(R"(providers/registry/(\w+))"), "reconciler/ports/$1"},
  };
  return all;
}

/// Whether a header declares a source: one of its own name, one whose name the source's begins with (a class
/// in several sources), or that of its family.
bool has_header(const std::string& unit, const std::set<std::string>& headers) {
  for (auto name = unit; name.find('/') != std::string::npos;) {
    if (headers.contains(name)) return true;
    const auto end = name.find_last_of("_/");
    if (name[end] == '/') break;
    name.resize(end);
  }
  return std::any_of(families().begin(), families().end(), [&](const Family& family) {
    return std::regex_match(unit, family.sources) &&
           headers.contains(std::regex_replace(unit, family.sources, family.header));
  });
}

bool is_product(const SourceFile& file) {
  return !file.path.starts_with("tests/");
}

}  // namespace

TEST_CASE("no units include each other in a circle") {
  std::set<std::string> found;
  for (const auto& circle : circles(unit_graph(read_source_tree()))) found.insert(in_a_row(circle));
  check_none(found);
}

TEST_CASE("no folders include each other in a circle") {
  std::set<std::string> found;
  for (const auto& circle : circles(folder_graph(unit_graph(read_source_tree()))))
    found.insert(in_a_row(circle));
  check_none(found);
}

TEST_CASE("no folder holds more than sixteen units") {
  std::map<std::string, std::set<std::string>> units;
  for (const auto& file : read_source_tree())
    if (is_product(file)) units[folder_of(file.path)].insert(unit_of(file.path));
  std::set<std::string> found;
  for (const auto& [folder, inside] : units)
    if (inside.size() > kMostUnits) found.insert(folder);
  check_none(found);
}

TEST_CASE("every source has a header of its own name, or shares that of its class or family") {
  std::set<std::string> headers;
  const auto files = read_source_tree();
  for (const auto& file : files)
    if (file.path.ends_with(".hpp")) headers.insert(unit_of(file.path));
  std::set<std::string> found;
  for (const auto& file : files) {
    if (!is_product(file) || !file.path.ends_with(".cpp") || file.path.ends_with("/main.cpp")) continue;
    if (!has_header(unit_of(file.path), headers)) found.insert(file.path);
  }
  check_none(found);
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
  check_none(found);
}

TEST_CASE("a source without a header is found") {
  const std::set<std::string> headers = {"reconciler/engine/apply/change_run",
                                         "reconciler/cli/views/cost/cost_views"};
  CHECK(has_header("reconciler/engine/apply/change_run", headers));
  CHECK(has_header("reconciler/engine/apply/change_run_ends", headers));
  CHECK(has_header("reconciler/cli/views/cost/cost_json", headers));
  CHECK_FALSE(has_header("reconciler/cli/views/cost/bill_json", headers));
  CHECK_FALSE(has_header("reconciler/engine/apply/change_runner", headers));
  CHECK_FALSE(has_header("reconciler/engine/change_run_ends", headers));
}

TEST_CASE("a circle is found, and only a circle") {
  const Graph graph = {{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}, {"d", {"a", "d2"}}, {"d2", {}}};
  CHECK(circles(graph) == std::vector<std::vector<std::string>>{{"b", "c"}});
  CHECK(circles({{"a", {"b"}}, {"b", {}}}).empty());
}
