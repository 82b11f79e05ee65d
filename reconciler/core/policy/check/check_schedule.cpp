#include "reconciler/core/policy/check/check_schedule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/policy/check/check_fleet.hpp"
#include "reconciler/core/policy/check/meant_ladder.hpp"

namespace muster {
namespace {

/// A longer window is one that never closes.
constexpr Duration kLongestWindow = std::chrono::days(366);

class ScheduleCheck {
 public:
  ScheduleCheck(const Fleet& fleet, const Policy& policy, const PriceList* prices)
      : fleet_(fleet), policy_(policy), prices_(prices) {}

  Diagnostics check(const Schedule& schedule) {
    for (std::size_t i = 0; i < schedule.windows.size(); ++i) {
      const auto& window = schedule.windows[i];
      path_ = fmt::format("spec.schedule[{}]", i);
      check_window(window);
      for (const auto& pool : fleet_.pools) {
        if (selects(policy_, pool.name)) check_against(window, pool);
      }
    }
    return std::move(found_);
  }

 private:
  void refuse(const ScheduleWindow& window, const char* field, std::string summary, std::string expected,
              std::string hint = "") {
    found_.push_back({.severity = Severity::error,
                      .at = window.at,
                      .path = path_ + "." + field,
                      .summary = std::move(summary),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
  }

  void check_window(const ScheduleWindow& window) {
    if (window.machines == 0 && window.agents == 0 && !window.spare) {
      refuse(window, "machines", fmt::format("window {} requests nothing", window.name),
             "at least one of machines, agents and spare");
    }
    if (!window.size.empty() && window.machines == 0) {
      refuse(window, "size", fmt::format("window {} has a size, but no number of machines", window.name),
             "machines beside it");
    }
    if (window.lasting && (*window.lasting <= Duration(0) || *window.lasting > kLongestWindow)) {
      refuse(window, "duration", fmt::format("a window of {}", format_duration(*window.lasting)),
             "more than 0s, at most 366d");
    }
  }

  void check_against(const ScheduleWindow& window, const Pool& pool) {
    if (window.machines > pool.max) {
      refuse(window, "machines",
             fmt::format("window {} requests {} machines, pool {} allows {}", window.name, window.machines,
                         pool.name.value, pool.max),
             fmt::format("at most {}", pool.max));
    }
    if (window.size.empty() || on_ladder(window.size, pool, prices_)) return;
    const auto sizes = meant_ladder(pool, prices_);
    refuse(window, "size",
           fmt::format("size \"{}\" is not on the ladder of pool {}", window.size.value, pool.name.value),
           fmt::format("one of {}", fmt::join(sizes, ", ")), perhaps_meant(window.size.value, sizes));
  }

  const Fleet& fleet_;
  const Policy& policy_;
  const PriceList* prices_;
  std::string path_;
  Diagnostics found_;
};

}  // namespace

Diagnostics check_kind(const Schedule& schedule, const CheckInputs& inputs) {
  return ScheduleCheck(inputs.fleet, inputs.policy, inputs.prices).check(schedule);
}

std::vector<LooksAt> looks_of(const Schedule&, const Policy&) {
  return {};
}

}  // namespace muster
