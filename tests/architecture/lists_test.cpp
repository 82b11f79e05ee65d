// Lists whose items a reader cannot tell apart: many parameters of a function, many fields by position.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "tests/architecture/source_code.hpp"

using namespace muster::architecture;

namespace {

constexpr std::size_t kMostParameters = 5;
constexpr std::size_t kMostPositions = 3;

bool is_product_source(const SourceFile& file) {
  return !file.path.starts_with("tests/");
}

/// "path:line name" of each function of a header with more parameters than a reader can tell apart.
std::vector<std::string> long_parameter_lists(const SourceFile& header) {
  static const std::regex call(R"(\b(\w+)\()");
  static const std::regex parameter(R"(^\s*(?:const\s+)?[\w:]+(?:<[^()]*>)?[\s&*]+\w+\s*(?:=[^=].*)?$)");
  const auto code = code_of(header);
  std::vector<std::string> found;
  for (std::sregex_iterator it(code.begin(), code.end(), call), end; it != end; ++it) {
    const auto open = static_cast<std::size_t>(it->position()) + static_cast<std::size_t>(it->length()) - 1;
    const auto close = end_of_bracket(code, open);
    if (close == std::string::npos) continue;
    const auto items = items_in(code, open, close);
    // A call has values; a declaration has types and names.
    std::string first = items.empty() ? "" : items.front();
    std::replace(first.begin(), first.end(), '\n', ' ');
    if (items.size() > kMostParameters && std::regex_match(first, parameter))
      found.push_back(header.path + ":" + std::to_string(line_at(code, open)) + " " + it->str(1));
  }
  return found;
}

/// Structs without a base class and without a constructor, with four fields and more.
std::set<std::string> large_aggregates(const std::vector<SourceFile>& files) {
  static const std::regex begin(R"(\bstruct (\w+) \{)");
  static const std::regex field(
      R"((?:^|\n)\s*(?:const\s+)?[\w:]+(?:<[^;(]*>)?[\s&*]+\w+(?:\s*=[^;(]*|\{[^;}]*\})?;)");
  std::set<std::string> names, others;
  for (const auto& file : files) {
    const auto code = code_of(file);
    for (std::sregex_iterator it(code.begin(), code.end(), begin), end; it != end; ++it) {
      const auto open = static_cast<std::size_t>(it->position()) + static_cast<std::size_t>(it->length()) - 1;
      const auto close = end_of_bracket(code, open);
      if (close == std::string::npos) continue;
      const auto body = code.substr(open + 1, close - open - 1);
      const auto fields = std::distance(std::sregex_iterator(body.begin(), body.end(), field), {});
      const bool built = std::regex_search(body, std::regex("\\b" + it->str(1) + "\\("));
      (fields > static_cast<std::ptrdiff_t>(kMostPositions) && !built ? names : others).insert(it->str(1));
    }
  }
  // Of two structs of one name only one may be large: a name alone does not tell which is meant.
  for (const auto& name : others) names.erase(name);
  return names;
}

/// "path:line Name" of each list of four items and more by position.
std::vector<std::string> positional_lists(const SourceFile& file, const std::set<std::string>& aggregates) {
  static const std::regex list(R"((\bstruct |\benum class )?\b([A-Z]\w+)(?: \w+)?\{)");
  const auto code = code_of(file);
  std::vector<std::string> found;
  for (std::sregex_iterator it(code.begin(), code.end(), list), end; it != end; ++it) {
    if ((*it)[1].matched || !aggregates.contains(it->str(2))) continue;
    const auto open = static_cast<std::size_t>(it->position()) + static_cast<std::size_t>(it->length()) - 1;
    const auto close = end_of_bracket(code, open);
    if (close == std::string::npos) continue;
    const auto items = items_in(code, open, close);
    const auto first = items.empty() ? std::string::npos : items.front().find_first_not_of(" \n");
    if (items.size() > kMostPositions && items.front()[first] != '.')
      found.push_back(file.path + ":" + std::to_string(line_at(code, open)) + " " + it->str(2));
  }
  return found;
}

SourceFile file_of(std::vector<std::string> lines) {
  SourceFile file;
  file.path = "a.hpp";
  file.lines = std::move(lines);
  return file;
}

}  // namespace

TEST_CASE("no public function has six parameters and more") {
  for (const auto& file : read_source_tree()) {
    if (!is_product_source(file) || !file.path.ends_with(".hpp")) continue;
    for (const auto& one : long_parameter_lists(file))
      FAIL_CHECK(one << " has more than " << kMostParameters << " parameters: pass a struct by name");
  }
}

TEST_CASE("no aggregate of four fields and more is initialised by position") {
  std::vector<SourceFile> product;
  for (auto& file : read_source_tree())
    if (is_product_source(file)) product.push_back(std::move(file));
  const auto aggregates = large_aggregates(product);
  CHECK(aggregates.size() > 100);
  for (const auto& file : product)
    for (const auto& one : positional_lists(file, aggregates)) FAIL_CHECK(one << ": name the fields");
}

TEST_CASE("a long list of parameters is found, and a call is none") {
  CHECK(long_parameter_lists(file_of({"int f(const std::map<int, int>& a, int b = 3, A c, B d,",
                                      "      std::pair<int, int> e, F f = {});  // six"})) ==
        std::vector<std::string>{"a.hpp:1 f"});
  CHECK(long_parameter_lists(file_of({"int f(A a, B b, std::map<int, int> c, D d, E e);"})).empty());
  CHECK(long_parameter_lists(file_of({"int g() { return f(1, 2, 3, 4, 5, 6); }"})).empty());
  CHECK(long_parameter_lists(file_of({"void archive() { state(a_, b_, c_, d_, e_, f_); }"})).empty());
}

TEST_CASE("fields by position are found, and fields by name are none") {
  const auto files =
      std::vector<SourceFile>{file_of({"struct Large {", "  int a = 0;", "  std::map<int, int> b{};",
                                       "  double c;", "  Id d;", "};"}),
                              file_of({"struct Small {", "  int a = 0;", "  Id d;", "};"})};
  const auto aggregates = large_aggregates(files);
  CHECK(aggregates == std::set<std::string>{"Large"});
  CHECK(positional_lists(file_of({"", "return Large{1, {2, 3}, f(4, 5), \"a, b\"};"}), aggregates) ==
        std::vector<std::string>{"a.hpp:2 Large"});
  CHECK(positional_lists(file_of({"const Large one{1, 2, 3, 4};"}), aggregates).size() == 1);
  CHECK(positional_lists(file_of({"Large{.a = 1, .b = 2, .c = 3, .d = 4}"}), aggregates).empty());
  CHECK(positional_lists(file_of({"Large{1, {2, 3}, 4}", "Small{1, 2}"}), aggregates).empty());
}
