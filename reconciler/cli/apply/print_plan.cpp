#include "reconciler/cli/apply/print_plan.hpp"

#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/console/print_paged.hpp"
#include "reconciler/cli/views/plan/drift_text.hpp"
#include "reconciler/cli/views/plan/plan_markdown.hpp"

namespace muster {

PlanTextOptions plan_options(const Console& console) {
  PlanTextOptions options;
  options.paint = Paint(console.colour_out());
  options.width = static_cast<std::size_t>(console.width);
  return options;
}

Result<Done> print_plan(const Plan& plan, Format format, Console& console) {
  switch (format) {
    case Format::text:
      console.out << plan_text(plan, plan_options(console)) << std::flush;
      return Done{};
    case Format::json: {
      const auto text = write_plan(plan);
      if (!text) return text.error();
      console.out << *text << std::flush;
      return Done{};
    }
    case Format::markdown:
      console.out << plan_markdown(plan) << std::flush;
      return Done{};
  }
  return Done{};
}

Result<Done> print_plan_paged(const Plan& plan, const Settings& settings, Console& console) {
  if (settings.format != Format::text) return print_plan(plan, settings.format, console);
  print_paged(console, settings, plan_text(plan, plan_options(console)));
  return Done{};
}

Result<Done> print_refresh(const Plan& plan, Format format, Console& console, NextStep next) {
  switch (format) {
    case Format::text:
      console.out << refresh_text(plan, next, plan_options(console)) << std::flush;
      return Done{};
    case Format::json:
      return print_plan(plan, format, console);
    case Format::markdown:
      console.out << refresh_markdown(plan) << std::flush;
      return Done{};
  }
  return Done{};
}

}  // namespace muster
