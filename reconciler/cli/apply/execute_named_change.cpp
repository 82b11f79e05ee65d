#include "reconciler/cli/apply/execute_named_change.hpp"

#include <ostream>

#include "reconciler/cli/apply/approval_prompt.hpp"
#include "reconciler/cli/apply/execute_plan.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/apply/review_plan.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

namespace {

struct Drawn {
  World world;
  Plan plan;
};

Result<Drawn> draw(const NamedPlan& make, Workspace& workspace, Instant now) {
  const auto memory = remembered(workspace);
  if (!memory) return memory.error();
  auto seen = observe({.declared = workspace.declared,
                       .provider = *workspace.cloud.provider,
                       .store = *workspace.store,
                       .now = now,
                       .wall = now,
                       .known = memory->known});
  if (!seen) return seen.error();
  Drawn drawn{std::move(seen->world), {}};
  auto plan = make(decision_inputs_of(drawn.world), now);
  if (!plan) return plan.error();
  drawn.plan = *std::move(plan);
  return drawn;
}

}  // namespace

ExitCode execute_named_change(const NamedPlan& make, const NamedChangeOptions& order, Workspace& workspace,
                              const Settings& settings, Console& console) {
  const auto lock = [&] { return lock_fleet(workspace, order.lock, order.command, console); };
  // Other processes do not wait while a person reads.
  const bool may_ask = console.in_is_terminal && !order.auto_approve;
  if (!may_ask && !lock()) return ExitCode::error;
  const auto now = workspace.clock->now();
  const auto shown = draw(make, workspace, now);
  if (!shown) return print_error(console, shown.error());
  if (settings.format != Format::json) {
    const auto printed = print_plan(shown->plan, settings.format, console);
    if (!printed) return print_error(console, printed.error());
  }
  const auto review = review_named_plan(
      {.plan = shown->plan, .actual = shown->world.actual, .prices = shown->world.prices, .now = now},
      workspace);
  if (!review) return print_error(console, review.error());
  const ConsentOptions terms{.auto_approve = order.auto_approve,
                             .is_sandbox = workspace.is_sandbox,
                             .ask_always = true,
                             .signed_only = workspace.signed_only()};
  const auto consent = obtain_consent(review->verdict, review->approval_result, terms, console);
  if (!consent.by) {
    if (consent.refusal.empty()) {
      console.err << "Nothing was changed.\n";
      return ExitCode::error;  // A person declined: no further approval is needed.
    }
    report_error(console, {ErrorKind::denied, consent.refusal});
    return ExitCode::approval_needed;
  }
  if (may_ask && !lock()) return ExitCode::error;
  const auto fresh = draw(make, workspace, now);
  if (!fresh) return print_error(console, fresh.error());
  if (fresh->plan.changes != shown->plan.changes) {
    console.err
        << "plan is stale: its object has changed since muster printed the plan. Nothing was applied. Run "
           "again: "
        << order.command << '\n';
    return ExitCode::stale;
  }
  return execute_plan(shown->plan, fresh->world.actual, workspace,
                      {.approved_by = *consent.by, .again = order.command, .format = settings.format},
                      console);
}

}  // namespace muster
