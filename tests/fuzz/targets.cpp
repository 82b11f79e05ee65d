#include "tests/fuzz/targets.hpp"

namespace muster::fuzz {

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      {"json", read_json},
      {"yaml", read_yaml},
      {"policy", read_policy},
      {"plan", read_plan_file},
      {"journal", read_journal},
      {"statement", read_statements},
      {"prometheus", read_prometheus},
      {"node", read_node},
      {"cloud", read_cloud},
      {"http", serve_http},
  };
  return all;
}

}  // namespace muster::fuzz
