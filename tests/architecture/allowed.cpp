#include "tests/architecture/allowed.hpp"

namespace muster::architecture {

const std::set<std::string>& allowed_circles_of_units() {
  static const std::set<std::string> names = {

  };
  return names;
}

const std::set<std::string>& allowed_circles_of_folders() {
  static const std::set<std::string> names = {

  };
  return names;
}

const std::set<std::string>& allowed_full_folders() {
  static const std::set<std::string> names = {
      "providers/digitalocean", "providers/sandbox/api",    "providers/sandbox/cloud",
      "reconciler/core/fleet",  "reconciler/core/forecast", "reconciler/core/plan",
  };
  return names;
}

const std::set<std::string>& allowed_sources_without_header() {
  static const std::set<std::string> names = {
      "providers/open/open_provider.cpp",
      "providers/sandbox/api/account/account.cpp",
      "providers/sandbox/api/compute/actions.cpp",
      "providers/sandbox/api/account/catalogue_pages.cpp",
      "providers/sandbox/api/control/control.cpp",
      "providers/sandbox/api/compute/droplet_actions.cpp",
      "providers/sandbox/api/compute/droplets.cpp",
      "providers/sandbox/api/network/firewalls.cpp",
      "providers/sandbox/api/network/load_balancers.cpp",
      "providers/sandbox/api/control/machines.cpp",
      "providers/sandbox/api/compute/monitoring.cpp",
      "providers/sandbox/api/control/records.cpp",
      "providers/sandbox/api/droplet_json.cpp",
      "providers/sandbox/api/resource_json.cpp",
      "providers/sandbox/api/storage/snapshots.cpp",
      "providers/sandbox/api/account/tags.cpp",
      "providers/sandbox/api/storage/volume_actions.cpp",
      "providers/sandbox/api/storage/volumes.cpp",
      "providers/sandbox/api/network/vpcs.cpp",
      "providers/sandbox/state/read_state.cpp",
      "providers/sandbox/state/write_state.cpp",
      "reconciler/cli/views/backtest/backtest_compare.cpp",
      "reconciler/cli/views/backtest/backtest_json.cpp",
      "reconciler/cli/views/backtest/backtest_svg.cpp",
      "reconciler/cli/views/backtest/backtest_text.cpp",
      "reconciler/cli/views/cost/cost_json.cpp",
      "reconciler/cli/views/cost/cost_markdown.cpp",
      "reconciler/cli/views/cost/cost_text.cpp",
      "reconciler/cli/views/diagnostics/diagnostics_json.cpp",
      "reconciler/cli/views/history/history_json.cpp",
      "reconciler/cli/views/history/history_text.cpp",
      "reconciler/cli/views/policy_diff/policy_diff_figures.cpp",
      "reconciler/cli/views/policy_diff/policy_diff_json.cpp",
      "reconciler/cli/views/policy_diff/policy_diff_markdown.cpp",
      "reconciler/cli/views/policy_diff/policy_diff_text.cpp",
      "reconciler/cli/views/policy_test/policy_test_reports.cpp",
      "reconciler/cli/views/policy_test/policy_test_text.cpp",
      "reconciler/cli/views/status/status_json.cpp",
      "reconciler/cli/views/status/status_text.cpp",
      "reconciler/core/simulate/backtest/scalers/clairvoyant.cpp",
      "reconciler/core/simulate/backtest/scalers/econ_quantile.cpp",
      "reconciler/core/simulate/backtest/scalers/holt_winters.cpp",
      "reconciler/core/simulate/backtest/scalers/reactive.cpp",
      "reconciler/core/simulate/backtest/scalers/seed_rules.cpp",
      "reconciler/core/simulate/backtest/scalers/target_tracking.cpp",
      "reconciler/engine/apply/change_run_claims.cpp",
      "reconciler/engine/apply/change_run_ends.cpp",
      "reconciler/engine/loop/judge_round.cpp",
      "reconciler/engine/loop/reconciler_round.cpp",
  };
  return names;
}

const std::set<std::string>& allowed_type_names_twice() {
  static const std::set<std::string> names = {

  };
  return names;
}

}  // namespace muster::architecture
