#include "reconciler/cli/views/plan/drift_text.hpp"

#include <fmt/format.h>

#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

constexpr const char* kGone = "gone";

/// "s-1vcpu-2gb -> s-2vcpu-4gb"; for an object that appeared only the new value, for a removed one only the
/// old value.
std::string was_and_is(const Drift& drift, const DriftedAttribute& a) {
  if (drift.action == Action::destroy) return a.was.value_or("");
  if (drift.action == Action::create) return a.is.value_or("");
  return fmt::format("{} -> {}", a.was.value_or("none"), a.is.value_or("none"));
}

std::string answer_word(DriftAction answer, const Paint& paint) {
  std::string word = to_string(answer);
  switch (answer) {
    case DriftAction::puts_back:
    case DriftAction::changes:
      return paint.green(word);
    case DriftAction::keeps:
      return paint.dim(word);
    case DriftAction::needs_person:
      return paint.yellow(word);
  }
  return word;
}

std::string answer_text(const DriftedAttribute& a, const Paint& paint) {
  if (a.answer == DriftAction::changes) return a.message;
  return answer_word(a.answer, paint) + ": " + a.message;
}

/// For an object that appeared or was removed, all attributes are on the line of the first one.
std::string whole_object(const Drift& drift) {
  std::string all;
  for (const auto& a : drift.attributes) {
    const auto& value = drift.action == Action::create ? a.is : a.was;
    all += fmt::format("{}{} {}", all.empty() ? "" : ", ", a.name, value.value_or("?"));
  }
  return all;
}

/// "since" of a sentence; the journal may have been left a while ago, so with its date.
std::string since(const Plan& plan) {
  return plan.last_applied_at ? " since " + format_instant(*plan.last_applied_at) : "";
}

std::string lines(const Plan& plan, const Paint& paint) {
  Columns columns({Align::left, Align::left, Align::left, Align::left, Align::left});
  for (const auto& drift : plan.drift) {
    const auto symbol = paint.as(drift.action, symbol_of(drift.action));
    if (drift.action != Action::update) {
      const char* what = drift.action == Action::create ? "appeared" : kGone;
      columns.row({symbol, printable(drift.address), what, printable(whole_object(drift)),
                   printable(answer_text(drift.attributes.front(), Paint(false)))});
      continue;
    }
    bool first = true;
    for (const auto& a : drift.attributes) {
      columns.row({first ? symbol : "", first ? printable(drift.address) : "", printable(a.name),
                   printable(was_and_is(drift, a)), answer_text(a, paint)});
      first = false;
    }
  }
  return columns.text("  ");
}

std::string code(const std::string& text) {
  std::string safe = printable(text);
  for (auto& c : safe) {
    if (c == '`') c = '\'';
    if (c == '|') c = '/';
  }
  return "`" + safe + "`";
}

}  // namespace

std::string drift_text(const Plan& plan, const PlanTextOptions& options) {
  if (plan.drift.empty()) return "";
  return options.paint.bold("Changed outside muster" + since(plan)) + "\n" + lines(plan, options.paint) +
         "\n";
}

std::string drift_markdown(const Plan& plan) {
  if (plan.drift.empty()) return "";
  auto text = fmt::format(
      "**Changed outside muster{}:**\n\n| object | what | was | is | this plan |\n|---|---|---|---|---|\n",
      since(plan));
  constexpr std::size_t kMost = 40;
  std::size_t rows = 0;
  std::size_t all = 0;
  for (const auto& drift : plan.drift) {
    for (const auto& a : drift.attributes) {
      if (++all > kMost) continue;
      ++rows;
      text += fmt::format("| {} | {} | {} | {} | {} |\n", code(drift.address), code(a.name),
                          a.was ? code(*a.was) : "", a.is ? code(*a.is) : kGone,
                          code(answer_text(a, Paint(false))));
    }
  }
  if (all > rows) text += fmt::format("\n{} more: see the plan file with `muster show`.\n", all - rows);
  return text + "\n";
}

std::string refresh_text(const Plan& plan, NextStep next, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text = fmt::format("{}, {}\n\n", paint.bold("Fleet " + plan.fleet.value),
                          paint.dim("as of " + format_instant(plan.made_at)));
  for (const auto& warning : plan.warnings) text += paint.yellow("Warning: ") + printable(warning) + "\n";
  if (!plan.last_applied_at) {
    return text + "There is no last applied state of this fleet, so muster cannot report drift. " +
           "Every apply records this state at its end.\n";
  }
  if (plan.drift.empty())
    return text + paint.bold("No drift.") +
           fmt::format(" Nothing was changed outside muster{}.\n", since(plan));
  text += drift_text(plan, options);
  text += paint.bold(fmt::format("Drift: {}.", plural(std::ssize(plan.drift), "object")));
  if (next == NextStep::taken) return text + "\n";
  return text + " To accept the present values without a change at the cloud: muster apply --refresh-only\n";
}

std::string refresh_markdown(const Plan& plan) {
  auto text = fmt::format("### muster drift of {}: ", code(plan.fleet.value));
  if (!plan.last_applied_at) return text + "the last applied state is unknown\n";
  if (plan.drift.empty()) return text + fmt::format("none{}\n", since(plan));
  return text + fmt::format("{} objects\n\n", plan.drift.size()) + drift_markdown(plan);
}

}  // namespace muster
