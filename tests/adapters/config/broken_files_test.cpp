#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace {

namespace fs = std::filesystem;

const fs::path kBroken = fs::path(MUSTER_SOURCE_DIR) / "tests" / "broken";

/// Beside a broken policy stands a fleet that is right.
const char* const kGoodFleet = R"(apiVersion: muster/v1
kind: Fleet
metadata:
  name: test
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      image: ubuntu-22-04-x64
      sizes: [s-1vcpu-2gb, s-2vcpu-4gb]
      max: 4
)";

std::vector<std::string> names_of_broken() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kBroken)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

LoadedFiles load_broken(const std::string& name, const PriceList& prices) {
  const TemporaryFolder folder;
  if (name.starts_with("policy-")) folder.write("declared/fleet.yaml", kGoodFleet);
  fs::create_directories(folder.path("declared"));
  fs::copy_file(kBroken / (name + ".yaml"), folder.path("declared/" + name + ".yaml"));
  return load_declared(folder.path("declared"), &prices);
}

std::string rendered(const Diagnostics& diagnostics) {
  std::ostringstream text;
  for (const auto& problem : diagnostics) {
    text << to_string(problem.at) << ": " << (problem.severity == Severity::warning ? "warning: " : "")
         << problem.path << (problem.path.empty() ? "" : ": ") << problem.summary << "\n";
    if (!problem.expected.empty()) text << "  expected " << problem.expected << "\n";
    if (!problem.hint.empty()) text << "  hint " << problem.hint << "\n";
  }
  return text.str();
}

}  // namespace

// Beside each tests/broken/NAME.yaml stands NAME.expected. MUSTER_UPDATE_EXPECTED=1 writes them anew: read
// the difference before you commit it.
TEST_CASE("every broken file gets clear, located errors") {
  const bool update = std::getenv("MUSTER_UPDATE_EXPECTED") != nullptr;
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  const auto names = names_of_broken();
  CHECK(names.size() >= 80);
  for (const auto& name : names) {
    DYNAMIC_SECTION(name) {
      const auto declared = load_broken(name, *prices);
      const auto expected_path = kBroken / (name + ".expected");
      if (update) std::ofstream(expected_path) << rendered(declared.diagnostics);
      CHECK(rendered(declared.diagnostics) == text_of(expected_path));
      CHECK(has_errors(declared.diagnostics));
      // Never half read.
      CHECK(declared.fleet == Fleet{});
      CHECK(declared.policies.empty());
      for (const auto& problem : declared.diagnostics) {
        CHECK(problem.at.file == "declared/" + name + ".yaml");
        CHECK_FALSE(problem.summary.empty());
        CHECK(rendered({problem}).find("0123456789abcdef") == std::string::npos);
        // Only what has no place in the text has none in the file.
        const bool whole_file = problem.summary == "the file is empty";
        CHECK((problem.at.line > 0 && problem.at.column > 0) != whole_file);
      }
    }
  }
}

TEST_CASE("the fleet beside the broken policies is not what is wrong") {
  const TemporaryFolder folder;
  folder.write("fleet.yaml", kGoodFleet);
  CHECK(load_declared(folder.path()).diagnostics.empty());
}
