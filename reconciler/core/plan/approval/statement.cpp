#include "reconciler/core/plan/approval/statement.hpp"

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/overloaded.hpp"

namespace muster {
namespace {

/// Puts any text on one line: reversible, so two different texts stay different.
std::string on_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (c == '\\') {
      line += "\\\\";
    } else if (c == '\n') {
      line += "\\n";
    } else {
      line += c;
    }
  }
  return line;
}

/// Writes "name: value" lines.
class Lines {
 public:
  explicit Lines(const char* title) {
    text_ += title;
    text_ += '\n';
  }
  Lines& add(const char* name, const std::string& value) {
    text_ += name;
    text_ += ": ";
    text_ += on_one_line(value);
    text_ += '\n';
    return *this;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_{};
};

void add_content(Lines& lines, const Statement& statement) {
  std::visit(
      Overloaded{
          [&](const PlanApproval& a) {
            lines.add("plan", a.plan.value).add("until", format_instant(a.until));
          },
          [&](const PlanRejection& r) { lines.add("plan", r.plan.value).add("because", r.because); },
          [&](const StandingApproval& e) {
            for (const auto& pool : e.pools) lines.add("pool", pool.value);
            lines.add("machines", std::to_string(e.machines));
            lines.add("per_hour", format_decimal(e.hourly)).add("until", format_instant(e.until));
          },
          [&](const Revocation& r) { lines.add("envelope", r.standing_approval).add("because", r.because); },
      },
      statement.content);
}

}  // namespace

const char* kind_of(const Statement& statement) {
  return std::visit(Overloaded{
                        [](const PlanApproval&) { return "approval"; },
                        [](const PlanRejection&) { return "rejection"; },
                        [](const StandingApproval&) { return "envelope"; },
                        [](const Revocation&) { return "revocation"; },
                    },
                    statement.content);
}

std::string text_to_sign(const Statement& statement) {
  Lines lines("muster statement 1");
  lines.add("kind", kind_of(statement)).add("fleet", statement.fleet.value);
  lines.add("by", statement.by).add("at", format_instant(statement.at));
  add_content(lines, statement);
  return lines.text();
}

std::string statement_id(const Statement& statement) {
  return digest_of(text_to_sign(statement)).brief();
}

}  // namespace muster
