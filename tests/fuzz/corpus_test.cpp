#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/fuzz/targets.hpp"

using namespace muster::fuzz;

TEST_CASE("every text of the fuzzing corpora is read, and the properties of its reader hold") {
  for (const auto& target : targets()) {
    const std::filesystem::path folder = MUSTER_SOURCE_DIR "/tests/fuzz/corpus/" + target.name;
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      std::stringstream text;
      text << stream.rdbuf();
      INFO(entry.path());
      CHECK_NOTHROW(target.run(text.str()));
      ++read;
    }
    INFO(target.name);
    CHECK(read > 0);
  }
}
