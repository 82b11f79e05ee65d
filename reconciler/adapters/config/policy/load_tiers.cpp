#include "reconciler/adapters/config/policy/load_tiers.hpp"

#include <utility>

#include "reconciler/adapters/config/fields/declared_units.hpp"

namespace muster {

Tiers load_tiers(const DeclaredFields& spec) {
  Tiers tiers;
  for (const auto& fields : spec.maps("tiers")) {
    TierStep step;
    step.at = fields.at();
    step.up_to = fields.number("up_to", step.up_to);
    step.machines = fields.number("machines", step.machines);
    step.size = SizeName(fields.text("size"));
    step.balancers = fields.number("load_balancers", step.balancers);
    for (const auto& item : fields.texts("volumes")) {
      const auto gib = parse_volume_gib(item.text);
      if (!gib) fields.report(item, gib.error().what, "1GiB to 16TiB");
      step.volumes_gib.push_back(gib ? *gib : 0);
    }
    tiers.steps.push_back(std::move(step));
  }
  if (spec.text("role") == to_string(TierRole::floor)) tiers.role = TierRole::floor;
  tiers.answers_jumps_for = spec.duration("answers_jumps_for", tiers.answers_jumps_for);
  if (tiers.role == TierRole::floor && spec.has("answers_jumps_for"))
    spec.report("answers_jumps_for", "answers_jumps_for beside role: floor", "role: estimate",
                "a floor holds at all times");
  return tiers;
}

}  // namespace muster
