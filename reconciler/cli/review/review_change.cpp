#include "reconciler/cli/review/review_change.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cctype>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/git/worktree.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/readings/reading_needs.hpp"
#include "reconciler/cli/review/recorded_days.hpp"
#include "reconciler/cli/session/approval_reasons.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {

namespace {

std::string is_duration(const std::string& text) {
  const auto length = parse_duration(text);
  return length ? std::string() : length.error().what;
}

}  // namespace

void setup_policy_diff(CLI::App& command, PolicyDiffOptions& options) {
  auto* against =
      command
          .add_option(
              "--against", options.ref,
              "Compare these files with a branch or commit: the effect that the change would have had "
              "on recent days and on the bill")
          ->type_name("REF");
  command.add_option("--over", options.over, "With --against: length of history to replay; default: 7d")
      ->type_name("TIME")
      ->check(is_duration)
      ->needs(against);
  // No effect without --against.
  command.add_option("--every", options.every, "With --against: time between two evaluations; default: 5m")
      ->type_name("TIME")
      ->check(is_duration);
}

namespace {

constexpr Duration kLongest = std::chrono::hours(24 * 62);
constexpr std::int64_t kMostLooks = 20'000;
/// The normal value needs a day before the first evaluation.
constexpr Duration kBefore = std::chrono::hours(26);

Result<ReplayOptions> terms_of(const PolicyDiffOptions& options, Instant now) {
  const auto over = parse_duration(options.over);
  if (!over) return over.error().during("--over");
  const auto every = parse_duration(options.every);
  if (!every) return every.error().during("--every");
  if (*over <= Duration(0) || *over > kLongest)
    return Error{ErrorKind::invalid, "--over: expected more than 0s and at most 62d"};
  if (*every < std::chrono::seconds(1) || *every > *over)
    return Error{ErrorKind::invalid, "--every: expected at least 1s and at most --over"};
  if (*over / *every > kMostLooks)
    return Error{ErrorKind::invalid,
                 fmt::format("--every {} over {} gives {} evaluations; expected at most {}", options.every,
                             options.over, *over / *every, kMostLooks)};
  ReplayOptions terms;
  terms.from = now - *over;
  terms.to = now;
  terms.every = *every;
  return terms;
}

/// Returns the present world with the base's files; nullopt if they are invalid.
std::optional<World> world_of_base(const Worktree& folder, const World& today, Console& console,
                                   const std::string& ref) {
  auto files = load_declared(folder.dir());
  if (!files.ok()) {
    const auto wrong = std::count_if(files.diagnostics.begin(), files.diagnostics.end(),
                                     [](const auto& d) { return d.severity == Severity::error; });
    warn(console,
         fmt::format(
             "the declared files of {} have {} mistakes, so muster cannot compare this folder with them", ref,
             wrong));
    return std::nullopt;
  }
  auto world = today;
  world.fleet = std::move(files.fleet);
  world.policies = std::move(files.policies);
  world.commit = folder.commit();
  return world;
}

/// Replays both sides and adds the notes.
void run_days(Review& review, const World& before, const World& after, RecordedDays days,
              const std::vector<ScalingEvent>& events) {
  auto& terms = review.terms;
  std::optional<Instant> first;
  for (const auto& reading : days.readings) {
    if (reading.at < terms.from) continue;
    ++review.readings;
    first = first ? std::min(*first, reading.at) : reading.at;
  }
  if (!first) {
    days.notes.push_back("there are no readings of these days, so muster compares only the present plans");
  } else {
    // Evaluations keep their distance to now, independent of the first reading.
    terms.from = terms.to - (terms.to - *first) / terms.every * terms.every;
    for (const auto* world : {&before, &after}) {
      const auto needs = needs_of(world->policies);
      terms.fine = std::max(terms.fine, needs.fine);
      terms.day.insert(needs.day.begin(), needs.day.end());
      for (const auto& policy : world->policies)
        terms.memory =
            std::max({terms.memory, policy.cooldown_up, policy.cooldown_down, policy.stabilise_down});
      terms.memory = std::max(terms.memory, world->fleet.approval.window);
    }
    const RecordedSizes sizes(after.actual, events);
    review.before = replay(before, days.readings, sizes, terms);
    review.after = replay(after, days.readings, sizes, terms);
  }
  review.notes.insert(review.notes.end(), days.notes.begin(), days.notes.end());
}

/// The fleet, and the pools that only the other one has: their readings are of these days as well.
Fleet with_pools_of(Fleet fleet, const Fleet& other) {
  for (const auto& pool : other.pools)
    if (fleet.find_pool(pool.name) == nullptr) fleet.pools.push_back(pool);
  return fleet;
}

/// The short form of a ref: a full hash is truncated.
std::string shown_ref(const std::string& ref) {
  const bool hash = ref.size() >= 40 && std::all_of(ref.begin(), ref.end(),
                                                    [](unsigned char c) { return std::isxdigit(c) != 0; });
  return hash ? ref.substr(0, 12) : ref;
}

}  // namespace

Result<std::optional<Review>> review_change(Workspace& workspace, const ObservedWorld& look,
                                            const PolicyDiffOptions& options, const Settings& settings,
                                            Console& console) {
  const auto terms = terms_of(options, look.now);
  if (!terms) return terms.error();
  const auto folder = check_out_folder(settings.dir, options.ref);
  if (!folder) return folder.error().during("--against");
  if (!*folder) {
    warn(console, fmt::format("{} has no folder {} yet, so there is nothing to compare with", options.ref,
                              settings.dir));
    return std::optional<Review>();
  }
  const auto before = world_of_base(**folder, look.world, console, options.ref);
  if (!before) return std::optional<Review>();

  auto days = readings_of_days(workspace, settings,
                               {.files = options.files,
                                .fleet = with_pools_of(look.world.fleet, before->fleet),
                                .actual = look.world.actual,
                                .since = terms->from - kBefore,
                                .until = terms->to},
                               console);
  if (!days) return days.error();
  const auto entries = workspace.store->entries_from(terms->from - kBefore);
  if (!entries) return entries.error().during("reading the journal");

  const auto events =
      events_of(*entries, [](const std::string& json) { return read_plan(json, "the journal"); });

  Review review;
  review.fleet = look.world.fleet.name;
  review.base = shown_ref(options.ref);
  review.changed = (*folder)->differing();
  review.terms = *terms;
  review.plan_before = propose(*before, look.now).plan;
  review.plan_after = as_governed(propose(look.world, look.now).plan, workspace);
  run_days(review, *before, look.world, *std::move(days), events);
  return std::optional(std::move(review));
}

}  // namespace muster
