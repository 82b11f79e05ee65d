#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/rerun/carry_load.hpp"

namespace muster {

/// What is run once more.
struct RerunTerms {
  Instant from;
  Instant to;
  Duration every{0};  ///< From one look to the next.
  /// So far back before each look every reading counts; of the metrics of `day` one in five minutes counts
  /// for a day and two hours.
  Duration fine = std::chrono::minutes(30);
  std::set<Metric> day{};
  Duration memory = std::chrono::hours(26);  ///< So far back what was changed matters.

  friend bool operator==(const RerunTerms&, const RerunTerms&) = default;
};

/// One change that would have been made.
struct RerunChange {
  Instant at;
  std::string address;  ///< "machine.worker/3".
  Action action = Action::update;
  std::string says;     ///< "destroy machine worker/3 s-2vcpu-4gb".
  std::string kind;     ///< "destroy machine".
  std::string because;  ///< "overload / cpu-hot"; empty where no rule asks for it.
  bool goes = false;    ///< Something that bills, holds data or protects is gone afterwards.
  bool waited = false;  ///< A person would have had to say yes.

  friend bool operator==(const RerunChange&, const RerunChange&) = default;
};

/// What one set of declared files would have done with the readings of some days. People are taken to have
/// said yes at once, and the cloud to have done everything at once.
struct Rerun {
  int looks = 0;
  int allowed = 0;                      ///< Looks that came to changes which the rules allow by themselves.
  int needs_approval = 0;               ///< Looks that came to changes for which a person has to say yes.
  int refused = 0;                      ///< Looks that came to changes which may not be made; none was.
  std::map<std::string, int> refusals;  ///< Why, and at how many looks.
  std::vector<RerunChange> changes;     ///< In order of time.
  int most_machines = 0;
  Instant most_at{};
  int machines_at_end = 0;
  Money spent;  ///< By the hour, over all the time.
  Price price_at_end;
  Duration at_limit{0};  ///< How long some machine had its CPU or memory at 90 % or more.

  int decisions() const { return allowed + needs_approval + refused; }
  int gone() const;
  std::map<std::string, int> by_kind() const;

  friend bool operator==(const Rerun&, const Rerun&) = default;
};

/// Runs the pipeline over recorded readings, in order of time, as if it had looked then: the same `propose`
/// that plans. `world` is the one of today, with the declared files that are to be judged; its readings are
/// not looked at. The fleet that it begins with is the one that reported at the beginning.
Rerun rerun(World world, const std::vector<Reading>& recorded, const RecordedSizes& sizes,
            const RerunTerms& terms);

}  // namespace muster
