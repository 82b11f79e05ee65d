#include "reconciler/cli/print_plan.hpp"

#include <ostream>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/views/plan_text.hpp"

namespace muster {

namespace {

PlanTextOptions options_for(const Console& console) {
  PlanTextOptions options;
  options.paint = Paint(console.colour_out());
  options.width = static_cast<std::size_t>(console.width);
  return options;
}

}  // namespace

Result<Done> print_plan(const Plan& plan, Format format, Console& console) {
  switch (format) {
    case Format::text:
      console.out << plan_text(plan, options_for(console)) << std::flush;
      return Done{};
    case Format::json: {
      const auto text = write_plan(plan);
      if (!text) return text.error();
      console.out << *text << std::flush;
      return Done{};
    }
    case Format::markdown:
      console.out << "```\n" << plan_text(plan) << "```\n" << std::flush;
      return Done{};
  }
  return Done{};
}

}  // namespace muster
