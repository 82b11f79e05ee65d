#include "reconciler/adapters/yaml/yaml_document.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "tests/support/repeated.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// "fleet.yaml:2:3 path: summary" of each problem.
std::vector<std::string> told(const YamlFile& file) {
  std::vector<std::string> lines;
  for (const auto& problem : file.problems)
    lines.push_back(to_string(problem.at) + " " + problem.path + ": " + problem.summary);
  return lines;
}

}  // namespace

TEST_CASE("a YAML file becomes a tree that knows where everything stands") {
  const auto file = parse_yaml(R"(# a comment
kind: Fleet
spec:
  pools:
    - name: "web"   # quoted
      min: 2
      note:
  on: yes
  text: |
    two
    lines
)",
                               "fleet.yaml");
  REQUIRE(file.ok());
  REQUIRE(file.root.is_map());
  CHECK(file.root.find("kind")->text == "Fleet");
  const auto* pools = file.root.find("spec")->find("pools");
  REQUIRE(pools != nullptr);
  REQUIRE(pools->items.size() == 1);
  const auto& pool = pools->items[0];
  CHECK(pool.find("name")->text == "web");
  CHECK_FALSE(pool.find("name")->plain);
  CHECK(pool.find("min")->plain);
  CHECK(pool.find("note")->is_null());
  CHECK(to_string(file.at(*pool.find("min"))) == "fleet.yaml:6:12");
  CHECK(to_string(file.at_key(*pool.entry("min"))) == "fleet.yaml:6:7");
  CHECK(file.root.find("spec")->find("on")->text == "yes");
  CHECK(file.root.find("spec")->find("text")->text == "two\nlines\n");
  CHECK(pool.find("nothing") == nullptr);
}

TEST_CASE("aliases are copies") {
  const auto file = parse_yaml("base: &b {cpu: 2, list: [&x one, *x]}\nsame: *b\nlast: [*x, *b]\n", "f");
  REQUIRE(told(file).empty());
  CHECK(file.root.find("same")->find("cpu")->text == "2");
  CHECK(file.root.find("same")->find("list")->items[1].text == "one");
  CHECK(file.root.find("last")->items[0].text == "one");
  CHECK(file.root.find("last")->items[1].find("cpu")->text == "2");
}

TEST_CASE("what is wrong is told with its place, and nothing crashes") {
  struct Row {
    const char* that;
    std::string text;
    std::vector<std::string> expected;
  };
  using Told = std::vector<std::string>;
  for (const auto& row : {
           Row{"an empty file", "", Told{"f : the file is empty"}},
           Row{"only comments", "# nothing\n\n", Told{"f : the file is empty"}},
           Row{"only a marker", "---\n", Told{"f : the file is empty"}},
           Row{"a duplicate key", "a: 1\nb:\n  c: 1\n  c: 2\na: 3\n",
               Told{"f:4:3 b.c: the key \"c\" occurs twice", "f:5:1 a: the key \"a\" occurs twice"}},
           Row{"an alias to what was refused", "a: 1\na: &x [1]\nb: *x\n",
               Told{"f:2:1 a: the key \"a\" occurs twice",
                    "f:3:4 b: the alias refers to a part that was refused"}},
           Row{"a merge key", "a: &x {b: 1}\nc:\n  <<: *x\n",
               Told{"f:3:3 c[\"<<\"]: merge keys are not supported"}},
           Row{"two documents", "a: 1\n---\nb: 2\n", Told{"f:2:1 : a second document begins here"}},
           Row{"a tag", "a: !secret x\n", Told{"f:1:4 a: the tag \"!secret\" is not supported"}},
           Row{"a key that is a list", "? [a, b]\n: 1\n", Told{"f:1:3 : a key is a list or a map"}},
           Row{"no key", "a:\n  : 1\n", Told{"f:2:3 a: a key is missing before \":\""}},
           Row{"a cyclic alias", "a: &x\n  b: *x\n",
               Told{"f:2:6 a.b: the alias is inside the value it refers to"}},
           Row{"a cyclic alias in a list", "&x [1, [*x]]",
               Told{"f:1:9 [1][0]: the alias is inside the value it refers to"}},
           Row{"an undefined alias", "a: *x\n",
               Told{"f:1:4 : the alias refers to an anchor that is not defined"}},
           Row{"a tab", "a:\n\tb: 1\n", Told{"f:2:1 : a tab in the indentation"}},
           Row{"a bracket left open", "a: [1, 2\nb: 3\n", Told{"f:2:2 : \"[\" without its \"]\""}},
           Row{"a quote left open", "a: \"x\nb: 1\n", Told{"f:1:4 : a quoted text without its end"}},
           Row{"another quote left open, after an anchor", "a: 'it''s'\nb: &x 'y\nb: 1\n",
               Told{"f:2:4 : a quoted text without its end"}},
           Row{"a quote left open in a line", "a: \"x", Told{"f:1:6 : a quoted text without its end"}},
           Row{"bad indentation", "a:\n  b: 1\n c: 2\n",
               Told{"f:3:2 : the line does not fit the map around it"}},
           Row{"a NUL byte", std::string("a: 1\nb: \0\n", 10), Told{"f:2:4 : a NUL byte"}},
           Row{"a control character", "a: \x1b[0m", Told{"f:1:4 : the control character 0x1b"}},
           Row{"not UTF-8", "a: 1\nb: caf\xe9\n", Told{"f:2:7 : a byte that is not UTF-8 text"}},
           Row{"lists nested without end", repeated("[", 10'000), Told{"f:1:1 : a key is a list or a map"}},
           Row{"lists nested and closed", repeated("[", 10'000) + repeated("]", 10'000),
               Told{"f:1:65 " + repeated("[0]", 64) + ": nested deeper than 64 levels"}},
           Row{"items nested in a line", repeated("- ", 10'000) + "a",
               Told{"f:1:129 " + repeated("[0]", 64) + ": nested deeper than 64 levels"}},
           Row{"too large", repeated("a: 1 # x\n", 200'000),
               Told{"f : the file is larger than 1048576 bytes"}},
           Row{"too many values", "[" + repeated("1,", 150'000) + "1]",
               Told{"f:1:200000 [99999]: the file holds more than 100000 values"}},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto file = parse_yaml(row.text, "f");
      CHECK(told(file) == row.expected);
      CHECK_FALSE(file.ok());
    }
  }
}

TEST_CASE("aliases cannot make a small file large") {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const auto last = "*a" + std::to_string(i - 1);
    laughs +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(last + ", ", 9) + last + "]\n";
  }
  std::string tower = "t0: &t0 [x]\n";
  for (int i = 1; i < 100; ++i)
    tower += "t" + std::to_string(i) + ": &t" + std::to_string(i) + " [*t" + std::to_string(i - 1) + "]\n";
  struct Row {
    const char* that;
    std::string text;
    const char* summary;
  };
  for (const auto& row : {
           Row{"a billion laughs", laughs, "the file holds more than 100000 values"},
           Row{"a long text many times",
               "a: &a " + repeated("x", 500'000) + "\nb: [" + repeated("*a, ", 1000) + "]",
               "aliases copy too much text"},
           Row{"a tower of aliases", tower, "aliases nest deeper than 64 levels"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto file = parse_yaml(row.text, "f");
      REQUIRE(file.problems.size() == 1);
      CHECK(file.problems[0].summary == row.summary);
      CHECK(file.problems[0].at.line > 0);
      CHECK(file.root.is_null());
    }
  }
}

TEST_CASE("files are read whole or not at all") {
  const auto folder = std::filesystem::temp_directory_path() / ("muster-yaml-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto path = (folder / "fleet.yaml").string();
  std::ofstream(path) << "\xef\xbb\xbf"
                      << "kind: Fleet\r\nname: x\r\n";
  const auto file = read_yaml_file(path);
  CHECK(told(file).empty());
  CHECK(file.root.find("kind")->text == "Fleet");
  CHECK(to_string(file.at(*file.root.find("name"))) == path + ":2:7");

  std::filesystem::resize_file(path, 100'000'000);  // Sparse: NULs to the end.
  CHECK(told(read_yaml_file(path)) ==
        std::vector<std::string>{path + " : the file is larger than 1048576 bytes"});
  CHECK(told(read_yaml_file(folder.string())).at(0) ==
        folder.string() + " : the file cannot be read: it is a folder");
  CHECK(told(read_yaml_file(path + "x")).at(0) ==
        path + "x : the file cannot be read: No such file or directory");
  std::filesystem::remove_all(folder);
}

TEST_CASE("paths read like what one would type") {
  CHECK(path_with_index(path_with_key(path_with_key("", "spec"), "pools"), 2) == "spec.pools[2]");
  CHECK(path_with_key("spec", "a.b c") == "spec[\"a.b c\"]");
}
