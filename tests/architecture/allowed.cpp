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
      "providers/digitalocean",    "providers/sandbox/api",        "providers/sandbox/cloud",
      "reconciler/adapters/files", "reconciler/adapters/readings", "reconciler/cli/views",
      "reconciler/core/fleet",     "reconciler/core/forecast",     "reconciler/core/plan",
      "reconciler/engine",
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
      "reconciler/cli/views/against_figures.cpp",
      "reconciler/cli/views/against_json.cpp",
      "reconciler/cli/views/against_markdown.cpp",
      "reconciler/cli/views/against_text.cpp",
      "reconciler/cli/views/backtest_compare.cpp",
      "reconciler/cli/views/backtest_json.cpp",
      "reconciler/cli/views/backtest_svg.cpp",
      "reconciler/cli/views/backtest_text.cpp",
      "reconciler/cli/views/cost_json.cpp",
      "reconciler/cli/views/cost_markdown.cpp",
      "reconciler/cli/views/cost_text.cpp",
      "reconciler/cli/views/diagnostics_json.cpp",
      "reconciler/cli/views/history_json.cpp",
      "reconciler/cli/views/history_text.cpp",
      "reconciler/cli/views/rehearsal_reports.cpp",
      "reconciler/cli/views/rehearsal_text.cpp",
      "reconciler/cli/views/status_json.cpp",
      "reconciler/cli/views/status_text.cpp",
      "reconciler/core/backtest/scalers/clairvoyant.cpp",
      "reconciler/core/backtest/scalers/econ_quantile.cpp",
      "reconciler/core/backtest/scalers/holt_winters.cpp",
      "reconciler/core/backtest/scalers/reactive.cpp",
      "reconciler/core/backtest/scalers/seed_rules.cpp",
      "reconciler/core/backtest/scalers/target_tracking.cpp",
      "reconciler/engine/change_run_claims.cpp",
      "reconciler/engine/change_run_ends.cpp",
      "reconciler/engine/judge_round.cpp",
      "reconciler/engine/reconciler_round.cpp",
  };
  return names;
}

const std::set<std::string>& allowed_type_names_twice() {
  static const std::set<std::string> names = {

  };
  return names;
}

}  // namespace muster::architecture
