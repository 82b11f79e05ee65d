#include "tests/architecture/allowed.hpp"

namespace muster::architecture {

const std::set<std::string>& allowed_circles_of_units() {
  static const std::set<std::string> names = {
      "reconciler/cli/commands/adopt reconciler/cli/commands/apply reconciler/cli/commands/approvals "
      "reconciler/cli/commands/approve reconciler/cli/commands/backtest reconciler/cli/commands/cost "
      "reconciler/cli/commands/destroy reconciler/cli/commands/explain reconciler/cli/commands/help "
      "reconciler/cli/commands/history reconciler/cli/commands/init reconciler/cli/commands/keygen "
      "reconciler/cli/commands/node_token reconciler/cli/commands/pending reconciler/cli/commands/plan "
      "reconciler/cli/commands/reconcile reconciler/cli/commands/reject reconciler/cli/commands/release "
      "reconciler/cli/commands/show reconciler/cli/commands/status reconciler/cli/commands/test "
      "reconciler/cli/commands/validate reconciler/cli/commands/vault reconciler/cli/commands/version "
      "reconciler/cli/commands/what_if reconciler/cli/program reconciler/cli/read_imagined "
      "reconciler/cli/run_for_json",
      "reconciler/cli/views/drift_text reconciler/cli/views/plan_text",
      "reconciler/cli/views/pending_json reconciler/cli/views/pending_views",
      "reconciler/core/apply/machine_steps reconciler/core/apply/steps",
      "reconciler/core/decide/agent_count reconciler/core/decide/agent_room "
      "reconciler/core/decide/agents_known reconciler/core/decide/balance reconciler/core/decide/combine "
      "reconciler/core/decide/cross_threshold reconciler/core/decide/decide "
      "reconciler/core/decide/discard_unused reconciler/core/decide/draft reconciler/core/decide/fit_tier "
      "reconciler/core/decide/flapping reconciler/core/decide/follow_forecast "
      "reconciler/core/decide/follow_schedule reconciler/core/decide/give_back "
      "reconciler/core/decide/hold_back reconciler/core/decide/hold_fleet "
      "reconciler/core/decide/keep_learned reconciler/core/decide/keep_spare "
      "reconciler/core/decide/keep_target reconciler/core/decide/other_way "
      "reconciler/core/decide/pool_fullness reconciler/core/decide/pool_load "
      "reconciler/core/decide/pool_view reconciler/core/decide/resizable reconciler/core/decide/shrink_order "
      "reconciler/core/decide/silence reconciler/core/decide/steered reconciler/core/decide/survey "
      "reconciler/core/decide/target_ways reconciler/core/decide/way",
      "reconciler/core/forecast/load_memory reconciler/core/forecast/load_methods",
      "reconciler/core/plan/alternatives reconciler/core/plan/make_plan",
  };
  return names;
}

const std::set<std::string>& allowed_circles_of_folders() {
  static const std::set<std::string> names = {
      "reconciler/cli reconciler/cli/applying reconciler/cli/approving reconciler/cli/commands "
      "reconciler/cli/help reconciler/cli/looping reconciler/cli/reviewing reconciler/cli/secrets "
      "reconciler/cli/views reconciler/cli/watching",
      "reconciler/core/backtest reconciler/core/backtest/scalers",
  };
  return names;
}

const std::set<std::string>& allowed_full_folders() {
  static const std::set<std::string> names = {
      "providers/digitalocean",    "providers/sandbox/api",        "providers/sandbox/cloud",
      "reconciler/adapters/files", "reconciler/adapters/readings", "reconciler/cli",
      "reconciler/cli/commands",   "reconciler/cli/views",         "reconciler/core/decide",
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
      "reconciler/core/alert/loop_alerts.cpp",
      "reconciler/core/alert/money_alerts.cpp",
      "reconciler/core/alert/notices_of.cpp",
      "reconciler/core/alert/ownership_alerts.cpp",
      "reconciler/core/alert/plan_alerts.cpp",
      "reconciler/core/alert/pool_alerts.cpp",
      "reconciler/core/alert/reading_alerts.cpp",
      "reconciler/core/alert/threshold_alerts.cpp",
      "reconciler/core/apply/arrival.cpp",
      "reconciler/core/apply/bindings.cpp",
      "reconciler/core/apply/claim.cpp",
      "reconciler/core/backtest/scalers/clairvoyant.cpp",
      "reconciler/core/backtest/scalers/econ_quantile.cpp",
      "reconciler/core/backtest/scalers/holt_winters.cpp",
      "reconciler/core/backtest/scalers/reactive.cpp",
      "reconciler/core/backtest/scalers/seed_rules.cpp",
      "reconciler/core/backtest/scalers/target_tracking.cpp",
      "reconciler/core/decide/add_declared.cpp",
      "reconciler/core/decide/desire.cpp",
      "reconciler/core/decide/grow_machines.cpp",
      "reconciler/core/decide/keep_in_bounds.cpp",
      "reconciler/core/decide/more_disk.cpp",
      "reconciler/core/decide/shrink_pool.cpp",
      "reconciler/core/decide/spread_agents.cpp",
      "reconciler/core/decide/ways_down.cpp",
      "reconciler/core/decide/ways_exchange.cpp",
      "reconciler/core/decide/ways_up.cpp",
      "reconciler/core/history/recent_changes.cpp",
      "reconciler/core/place/choose_shared_regions.cpp",
      "reconciler/core/place/fill_machines.cpp",
      "reconciler/core/place/keep_in_place.cpp",
      "reconciler/core/place/place_agents.cpp",
      "reconciler/core/plan/attributes.cpp",
      "reconciler/core/plan/causes.cpp",
      "reconciler/core/plan/cost.cpp",
      "reconciler/core/plan/diff.cpp",
      "reconciler/core/plan/diff_machines.cpp",
      "reconciler/core/plan/diff_network.cpp",
      "reconciler/core/plan/diff_volumes.cpp",
      "reconciler/core/plan/digest_effect.cpp",
      "reconciler/core/plan/drift_answers.cpp",
      "reconciler/core/plan/envelope.cpp",
      "reconciler/core/plan/identify.cpp",
      "reconciler/core/plan/judge_reasons.cpp",
      "reconciler/core/plan/judge_refusals.cpp",
      "reconciler/core/plan/order.cpp",
      "reconciler/core/plan/warnings.cpp",
      "reconciler/core/policy/check_empty_pool.cpp",
      "reconciler/core/policy/check_fleet.cpp",
      "reconciler/core/policy/check_readings.cpp",
      "reconciler/core/policy/check_schedule.cpp",
      "reconciler/core/policy/check_target.cpp",
      "reconciler/core/policy/check_threshold.cpp",
      "reconciler/core/policy/check_tiers.cpp",
      "reconciler/core/policy/parse_cron.cpp",
      "reconciler/core/policy/pool_selector.cpp",
      "reconciler/core/rehearsal/rehearse.cpp",
      "reconciler/engine/change_run_claims.cpp",
      "reconciler/engine/change_run_ends.cpp",
      "reconciler/engine/judge_round.cpp",
      "reconciler/engine/reconciler_round.cpp",
  };
  return names;
}

const std::set<std::string>& allowed_type_names_twice() {
  static const std::set<std::string> names = {
      "muster Standing",
  };
  return names;
}

}  // namespace muster::architecture
