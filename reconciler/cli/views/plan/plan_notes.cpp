#include "reconciler/cli/views/plan/plan_notes.hpp"

#include <set>

namespace muster {

namespace {

/// The fact of a note, without the words that differ between rules: "2 of 3 do not report cpu".
std::string fact_of(const std::string& note) {
  auto fact = note;
  if (const auto machines = fact.find(" machines do not report "); machines != std::string::npos)
    fact.erase(machines, std::string_view(" machines").size());
  const auto colon = fact.find(": ");
  const bool silent = fact.find(" do not report ") < colon;
  return silent ? fact.substr(0, colon) : fact;
}

}  // namespace

std::vector<std::string> notes_of(const Decision& decision) {
  std::vector<std::string> notes;
  std::set<std::string> known;
  for (const auto& note : decision.notes) {
    if (!note.empty() && known.insert(fact_of(note)).second) notes.push_back(note);
  }
  return notes;
}

}  // namespace muster
