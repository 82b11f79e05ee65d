#include <catch2/catch.hpp>

#include "reconciler/adapters/yaml/yaml_position.hpp"

using namespace muster;

TEST_CASE("a path leads to the place of its value") {
  const auto file = parse_yaml("spec:\n  pools:\n    - name: a\n      sizes: [x, yy]\n", "f.yaml");
  struct Row {
    const char* path;
    int line;
    int column;
  };
  for (const auto& row : {
           Row{"", 1, 1},
           Row{"spec", 2, 3},
           Row{"spec.pools[0].name", 3, 13},
           Row{"spec.pools[0].sizes[1]", 4, 18},
           Row{"spec.pools[0].sizes[2]", 4, 14},
           Row{"spec.pools[0].max", 3, 7},
           Row{"spec.pools[7].max", 3, 5},
           Row{"spec.pools[x]", 3, 5},
           Row{"spec.pools[", 3, 5},
           Row{"nothing.at.all", 1, 1},
           Row{"..", 1, 1},
       }) {
    INFO(row.path);
    CHECK(place_of_path(file, row.path) == SourceMark{"f.yaml", row.line, row.column});
  }
}
