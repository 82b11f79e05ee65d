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
      "providers/sandbox/api/account.cpp",
      "providers/sandbox/api/actions.cpp",
      "providers/sandbox/api/catalogue_pages.cpp",
      "providers/sandbox/api/control.cpp",
      "providers/sandbox/api/droplet_actions.cpp",
      "providers/sandbox/api/droplets.cpp",
      "providers/sandbox/api/firewalls.cpp",
      "providers/sandbox/api/load_balancers.cpp",
      "providers/sandbox/api/machines.cpp",
      "providers/sandbox/api/monitoring.cpp",
      "providers/sandbox/api/records.cpp",
      "providers/sandbox/api/show_droplet.cpp",
      "providers/sandbox/api/show_rest.cpp",
      "providers/sandbox/api/snapshots.cpp",
      "providers/sandbox/api/tags.cpp",
      "providers/sandbox/api/volume_actions.cpp",
      "providers/sandbox/api/volumes.cpp",
      "providers/sandbox/api/vpcs.cpp",
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
      "reconciler/core/backtest/scalers/clairvoyant.cpp",
      "reconciler/core/backtest/scalers/econ_quantile.cpp",
      "reconciler/core/backtest/scalers/holt_winters.cpp",
      "reconciler/core/backtest/scalers/reactive.cpp",
      "reconciler/core/backtest/scalers/seed_rules.cpp",
      "reconciler/core/backtest/scalers/target_tracking.cpp",
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
