#include "reconciler/adapters/git/committed_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/files/check_schema.hpp"
#include "reconciler/adapters/files/load_fleet.hpp"
#include "reconciler/adapters/files/yaml_document.hpp"
#include "reconciler/adapters/git/committed_folder.hpp"

namespace muster {
namespace {

/// The fleet of one committed file; nullopt when the file declares something else.
Result<std::optional<Fleet>> fleet_in(const DeclaredFile& file) {
  const auto yaml = parse_yaml(file.text, file.shown);
  const auto* kind = yaml.root.find("kind");
  const bool is_fleet = kind != nullptr && kind->is_scalar() && kind->text == "Fleet";
  if (!is_fleet && yaml.ok()) return std::optional<Fleet>();
  auto problems = yaml.problems;
  if (is_fleet) {
    const auto more = check_schema(yaml, "fleet");
    problems.insert(problems.end(), more.begin(), more.end());
  }
  // What a file beside it holds plays no part in who may approve.
  const auto nothing = [](const std::string&) { return Result<std::string>(std::string("#")); };
  auto fleet = load_fleet(yaml, nothing, problems);
  const auto wrong = std::find_if(problems.begin(), problems.end(),
                                  [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (wrong == problems.end()) return std::optional(std::move(fleet));
  return Error{ErrorKind::invalid, fmt::format("{}: {}{}{}", to_string(wrong->at), wrong->path,
                                               wrong->path.empty() ? "" : ": ", wrong->summary)};
}

}  // namespace

std::string GoverningRules::described() const {
  switch (source) {
    case Source::committed:
      return "the fleet file at " + base;
    case Source::uncommitted:
      return "the fleet file at " + base + ", where there is none yet";
    case Source::files:
      break;
  }
  return "the fleet file";
}

Result<GoverningRules> governing_rules(const Fleet& declared, const std::string& dir,
                                       const std::string& base) {
  using Source = GoverningRules::Source;
  const auto folder = read_committed_folder(dir, base);
  if (!folder) return folder.error();
  if (!*folder) return GoverningRules{declared.approval, Source::files, ""};
  std::optional<Fleet> committed;
  for (const auto& file : (*folder)->yaml) {
    auto fleet = fleet_in(file);
    if (!fleet) return fleet.error().during("reading the committed approval rules");
    if (!*fleet) continue;
    if (committed)
      return Error{ErrorKind::invalid, fmt::format("{} has a second fleet in this folder", (*folder)->base)};
    committed = **std::move(fleet);
  }
  if (!committed)
    return GoverningRules{as_uncommitted(declared.approval), Source::uncommitted, (*folder)->base};
  return GoverningRules{committed->approval, Source::committed, (*folder)->base};
}

}  // namespace muster
