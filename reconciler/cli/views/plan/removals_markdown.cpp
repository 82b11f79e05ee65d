#include "reconciler/cli/views/plan/removals_markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/cli/views/layout/markdown.hpp"

namespace muster {
namespace {

std::string each(const std::vector<PlanSection>& sections) {
  std::string text;
  for (const auto& section : sections) {
    for (const auto& row : section.rows) {
      if (row.action != Action::destroy && row.action != Action::replace) continue;
      text += fmt::format("- {} {} {}{}\n",
                          row.action == Action::replace ? "replaced:" : "destroyed:", as_code(row.label),
                          as_markdown(row.what),
                          row.delta == Money{} ? "" : ", " + format_money_change(row.delta) + "/month");
    }
  }
  return text.empty() ? text : "**Destroyed or replaced:**\n\n" + text + "\n";
}

/// All destroyed objects in short form: ranges of names, by kind and pool.
std::string in_short(const Plan& plan) {
  std::map<std::string, std::vector<std::string>> names;
  for (const auto& change : plan.changes) {
    if (change.action != Action::destroy && change.action != Action::replace) continue;
    names[type_of(change.effect)].push_back(name_of(change.effect));
  }
  std::string text = "**Destroyed or replaced:**\n\n";
  for (const auto& [type, all] : names) {
    std::map<std::string, std::vector<int>> numbers;
    std::string others;
    for (const auto& name : all) {
      const auto slot = parse_slot(name);
      if (slot) {
        numbers[slot->pool.value].push_back(slot->number);
      } else {
        others += " " + as_code(name);
      }
    }
    text += fmt::format("- {} {}:{}", all.size(), as_code(type), others);
    for (auto& [pool, list] : numbers) {
      std::sort(list.begin(), list.end());
      text += " " + as_code(pool + "/" + ranges_of(list, list.size()));
    }
    text += "\n";
  }
  return text + "\n";
}

}  // namespace

std::string gone_markdown(const Plan& plan, const std::vector<PlanSection>& sections, std::size_t room) {
  auto text = each(sections);
  if (text.size() <= room) return text;
  text = in_short(plan);
  if (text.size() <= room) return text;
  return fmt::format(
      "**{} objects are destroyed, more than this comment can name. Do not approve from here: read the whole "
      "list with `muster show`.**\n\n",
      summary_of(plan).destroy);
}

}  // namespace muster
