#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "reconciler/cli/views/layout/markdown.hpp"
#include "reconciler/cli/views/plan/removals_markdown.hpp"
#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"

namespace muster {
namespace {

using MarkdownRows = std::vector<std::string>;

std::string table(const std::vector<ReviewFigure>& figures, const Review& review, const char* title) {
  auto text =
      fmt::format("| {} | {} | this change | difference |\n|---|--:|--:|--:|\n", title, as_code(review.base));
  for (const auto& figure : figures) {
    const bool sub = figure.name.starts_with("  ");
    const auto strong = [&](const std::string& cell) {
      return figure.heading && !cell.empty() ? "**" + cell + "**" : cell;
    };
    text += fmt::format("| {}{} | {} | {} | {} |\n", sub ? "– " : "", figure.name.substr(sub ? 2 : 0),
                        figure.before, strong(figure.after), strong(figure.difference));
  }
  return text + "\n";
}

/// The most important facts for a reader.
std::string headline(const Review& review) {
  const auto now = summary_of(review.plan_after);
  auto text =
      fmt::format("**Right now: {} to add, {} to change, {} to destroy, {} a month.", now.add, now.change,
                  now.destroy, format_money_change(review.plan_after.cost.delta().monthly));
  if (review.readings > 0) {
    const auto over = std::chrono::floor<std::chrono::minutes>(review.terms.to - review.terms.from);
    text += fmt::format(" Over the last {}: {} on the bill, {} destroyed instead of {}.",
                        format_duration(over), format_money_change(review.after.spent - review.before.spent),
                        review.after.gone(), review.before.gone());
  }
  return text + "**";
}

std::string head(const Review& review) {
  const auto& plan = review.plan_after;
  auto text = comment_tag(review.fleet) + "\n";
  text +=
      fmt::format("### muster plan for {} against {}\n\n", as_code(review.fleet.value), as_code(review.base));
  MarkdownRows changed;
  for (std::size_t i = 0; i < std::min<std::size_t>(20, review.changed.size()); ++i)
    changed.push_back(as_code(review.changed[i]));
  if (review.changed.size() > changed.size())
    changed.push_back(fmt::format("{} more", review.changed.size() - changed.size()));
  text += fmt::format("They differ in {}.\n\n",
                      changed.empty() ? "nothing" : fmt::format("{}", fmt::join(changed, ", ")));
  text += headline(review) + "\n\n";
  text += fmt::format("**Verdict on its plan right now: {}.**", to_string(plan.verdict.permission));
  constexpr std::size_t kMost = 20;
  for (std::size_t i = 0; i < std::min(kMost, plan.verdict.reasons.size()); ++i)
    text += fmt::format("{}- {}", i == 0 ? "\n\n" : "\n", as_markdown(plan.verdict.reasons[i]));
  if (plan.verdict.reasons.size() > kMost)
    text += fmt::format("\n- and {} more reasons", plan.verdict.reasons.size() - kMost);
  return text + "\n\n";
}

std::string now_table(const Review& review) {
  const auto a = summary_of(review.plan_before);
  const auto b = summary_of(review.plan_after);
  const auto count = [](const char* name, int before, int after) {
    return ReviewFigure{.name = name,
                        .before = std::to_string(before),
                        .after = std::to_string(after),
                        .difference = before == after ? "" : fmt::format("{:+}", after - before),
                        .heading = false};
  };
  const auto before = review.plan_before.cost.after.monthly;
  const auto after = review.plan_after.cost.after.monthly;
  return table({count("to add", a.add, b.add),
                count("to change", a.change, b.change),
                count("to destroy", a.destroy, b.destroy),
                {fmt::format("a month after it, {} now", format_money(review.plan_after.cost.now.monthly)),
                 format_money(before), format_money(after),
                 before == after ? "" : format_money_change(after - before), true}},
               review, "Right now");
}

std::string days_tables(const Review& review) {
  if (review.readings == 0) return "";
  auto text = days_of(review) + ".\n\n" + table(figures_of(review), review, "Replay of these days");
  if (const auto kinds = kinds_of(review); !kinds.empty()) text += table(kinds, review, "Changes by kind");
  const auto parts = review.parts_at();
  return text + (parts ? fmt::format("They first differ at {}.\n\n", format_instant(*parts))
                       : "Over all of this time they do not differ.\n\n");
}

std::vector<const ReplayedChange*> gone_of(const ReplayResult& run) {
  std::vector<const ReplayedChange*> gone;
  for (const auto& change : run.changes)
    if (change.goes) gone.push_back(&change);
  return gone;
}

std::string gone_each(const Review& review) {
  std::set<std::pair<Instant, std::string>> known;
  for (const auto* change : gone_of(review.before)) known.insert({change->at, change->message});
  std::string text;
  for (const auto* change : gone_of(review.after)) {
    const bool both = known.count({change->at, change->message}) > 0;
    text += fmt::format("- {} {}{}{}\n", format_instant(change->at), as_code(change->message),
                        change->because.empty() ? "" : " " + as_markdown(change->because),
                        both ? fmt::format(", with {} too", as_code(review.base)) : "");
  }
  return text;
}

/// One line for each object, with the number of its destroys.
std::string gone_by_object(const Review& review) {
  std::map<std::string, int> times;
  for (const auto* change : gone_of(review.after)) ++times[change->address];
  std::string text;
  for (const auto& [address, count] : times)
    text += "- " + as_code(address) + (count > 1 ? fmt::format(" {} times", count) : "") + "\n";
  return text;
}

/// All of them in the least room: machines as ranges of numbers.
std::string gone_as_ranges(const Review& review) {
  std::map<std::string, std::set<int>> numbers;
  std::set<std::string> others;
  for (const auto* change : gone_of(review.after)) {
    const auto dot = change->address.find('.');
    const auto slot = parse_slot(change->address.substr(dot + 1));
    if (slot) numbers[change->address.substr(0, dot + 1) + slot->pool.value].insert(slot->number);
    if (!slot) others.insert(change->address);
  }
  std::string text;
  for (const auto& [pool, list] : numbers) {
    const std::vector<int> all(list.begin(), list.end());
    text += fmt::format("- {} objects: {}\n", all.size(), as_code(pool + "/" + ranges_of(all, all.size())));
  }
  for (const auto& other : others) text += "- " + as_code(other) + "\n";
  return text;
}

/// In the available room: each with its time, else each object, else ranges.
std::string gone_in_days(const Review& review, std::size_t room) {
  const auto gone = review.after.gone();
  if (review.readings == 0) return "";
  if (gone == 0) return "**This change would have destroyed nothing in these days.**\n\n";
  const auto title = fmt::format("**Destroyed in these days: {} with this change, {} with {}:**\n\n", gone,
                                 review.before.gone(), as_code(review.base));
  for (const auto& list : {gone_each(review), gone_by_object(review), gone_as_ranges(review)})
    if (title.size() + list.size() + 1 <= room) return title + list + "\n";
  return fmt::format(
      "**Destroyed in these days with this change: {} objects, more than fit here. Do not approve "
      "from here: `muster plan --against` in a terminal names all.**\n\n",
      gone);
}

std::string notes_of(const Review& review) {
  std::string text;
  constexpr std::size_t kMost = 10;
  for (std::size_t i = 0; i < std::min(kMost, review.notes.size()); ++i)
    text += "> " + as_markdown(review.notes[i]) + ".\n>\n";
  if (review.notes.size() > kMost) text += fmt::format("> and {} more notes\n", review.notes.size() - kMost);
  return text.empty() ? text : text + "\n";
}

/// One folded block with as many rows as there is room for; the rest is counted. Empty if there is no row or
/// no room for any.
std::string folded(const std::string& title, const MarkdownRows& rows, std::size_t room) {
  if (rows.empty()) return "";
  const auto open = "<details><summary>" + title + "</summary>\n\n```diff\n";
  const std::string close = "```\n\n</details>\n\n";
  constexpr std::size_t kForRest = 120;
  std::string text;
  std::size_t used = open.size() + close.size() + kForRest;
  std::size_t reported = 0;
  while (reported < rows.size() && used + rows[reported].size() + 1 <= room) {
    used += rows[reported].size() + 1;
    text += rows[reported++] + "\n";
  }
  const auto left_out =
      reported == rows.size()
          ? ""
          : fmt::format("{} more do not fit here: run it in a terminal\n", rows.size() - reported);
  const auto whole = open + text + (left_out.empty() ? "" : "# " + left_out) + close;
  return whole.size() <= room ? whole : "";
}

char fence_of(Action action) {
  return action == Action::create ? '+' : action == Action::destroy ? '-' : '!';
}

/// Text in a fence: its content cannot end the fence.
std::string fenced(const std::string& text) {
  auto safe = printable(text);
  std::replace(safe.begin(), safe.end(), '`', '\'');
  return safe;
}

MarkdownRows rows_of(const ReplayResult& run) {
  MarkdownRows rows;
  for (const auto& change : run.changes) {
    rows.push_back(fmt::format("{} {}  {}{}{}", fence_of(change.action), format_instant(change.at),
                               fenced(change.message),
                               change.because.empty() ? "" : "  (" + fenced(change.because) + ")",
                               change.waited ? "  with approval" : ""));
  }
  return rows;
}

MarkdownRows rows_of(const std::vector<PlanSection>& sections) {
  MarkdownRows rows;
  for (const auto& section : sections) {
    for (const auto* cause : section.causes) rows.push_back("# " + fenced(name_of(*cause)));
    for (const auto& row : section.rows)
      rows.push_back(fmt::format("{} {}{}{}", fence_of(row.action), fenced(row.label),
                                 row.what.empty() ? "" : "  ", fenced(row.what)));
  }
  return rows;
}

std::string foot(const Review& review) {
  const auto& plan = review.plan_after;
  return fmt::format(
      "Plan {} as of {}. The replay assumes immediate approvals and immediate changes at the cloud. "
      "It spreads the recorded load over the simulated machines.\n",
      as_code(Digest{plan.id.value}.brief()), format_instant(plan.made_at));
}

}  // namespace

std::string policy_diff_markdown(const Review& review, const PlanMarkdownOptions& options) {
  constexpr std::size_t kForOmissions = 300;
  const auto above = head(review) + now_table(review) + days_tables(review);
  const auto below = foot(review);
  const auto room_beside = [&](const std::string& more) {
    const auto used = above.size() + more.size() + below.size() + kForOmissions;
    return options.most_bytes > used ? options.most_bytes - used : 0;
  };
  const auto sections = sections_of(review.plan_after, 2);
  // The destroys of this moment are complete only if the destroys of the replay have room too.
  const auto least = gone_in_days(review, 0).size() + gone_as_ranges(review).size() + 200;
  const auto room = room_beside("");
  auto text = gone_markdown(review.plan_after, sections, room > least ? room - least : 0);
  if (!text.empty()) text = "Right now: " + text;
  text += gone_in_days(review, room_beside(text));
  if (const auto notes = notes_of(review); notes.size() <= room_beside(text)) text += notes;
  MarkdownRows left_out;
  const auto fold = [&](const std::string& title, const std::string& what, const MarkdownRows& rows) {
    const auto block = folded(title + ": " + what, rows, room_beside(text));
    if (block.empty() && !rows.empty()) left_out.push_back(what);
    text += block;
  };
  const auto changes = [](std::size_t count) {
    return count == 1 ? std::string("1 change") : fmt::format("{} changes", count);
  };
  fold("Right now", changes(review.plan_after.changes.size()), rows_of(sections));
  fold("These days with this change", changes(review.after.changes.size()), rows_of(review.after));
  fold("These days before it", changes(review.before.changes.size()), rows_of(review.before));
  if (!left_out.empty())
    text += fmt::format(
        "Omitted because of the size limit: {}. `muster plan --against` prints "
        "everything.\n\n",
        fmt::join(left_out, ", "));
  return above + text + below;
}

}  // namespace muster
