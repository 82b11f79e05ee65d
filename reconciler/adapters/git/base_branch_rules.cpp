#include "reconciler/adapters/git/base_branch_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reconciler/adapters/config/load_fleet.hpp"
#include "reconciler/adapters/git/committed_fleets.hpp"
#include "reconciler/adapters/schema/check_schema.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"

namespace muster {
namespace {

using Source = GoverningRules::Source;

/// The text of a path of keys; "" when there is none.
std::string text_at(const YamlNode& root, std::initializer_list<const char*> path) {
  const auto* node = &root;
  for (const auto* key : path) {
    node = node->find(key);
    if (node == nullptr) return "";
  }
  return node->is_scalar() ? node->text : "";
}

/// The fleet of one committed file; nullopt when the file declares something else.
Result<std::optional<Fleet>> fleet_in(const DeclaredFile& file) {
  const auto yaml = parse_yaml(file.text, file.shown);
  const bool is_fleet = text_at(yaml.root, {"kind"}) == "Fleet";
  if (!is_fleet && yaml.ok()) return std::optional<Fleet>();
  auto problems = yaml.problems;
  if (is_fleet) {
    const auto more = check_schema(yaml, "fleet");
    problems.insert(problems.end(), more.begin(), more.end());
  }
  // The content of other files does not affect the approvers.
  const auto nothing = [](const std::string&) { return Result<std::string>(std::string("#")); };
  auto fleet = load_fleet(yaml, nothing, problems);
  const auto wrong = std::find_if(problems.begin(), problems.end(),
                                  [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (wrong == problems.end()) return std::optional(std::move(fleet));
  return Error{ErrorKind::invalid, fmt::format("{}: {}{}{}", to_string(wrong->at), wrong->path,
                                               wrong->path.empty() ? "" : ": ", wrong->summary)};
}

/// Returns the fleet of the base in this folder, under any name.
Result<std::optional<Fleet>> fleet_here(const Repository& at, const BaseBranch& base) {
  const auto files = fleet_files_of(at, base, at.prefix);
  if (!files) return files.error();
  std::optional<Fleet> here;
  for (const auto& file : *files) {
    auto fleet = fleet_in(file);
    if (!fleet) return fleet.error().during("reading the committed approval rules");
    if (!*fleet) continue;
    if (here)
      return Error{ErrorKind::invalid, fmt::format("{} has a second fleet in this folder", base.name)};
    here = **std::move(fleet);
  }
  return here;
}

/// The fleets of this name that the base has anywhere. Files that are no YAML claim no name.
Result<std::vector<Fleet>> fleets_called(const FleetName& name, const Repository& at,
                                         const BaseBranch& base) {
  const auto files = fleet_files_with(at, base, name.value);
  if (!files) return files.error();
  std::vector<Fleet> found;
  for (const auto& file : *files) {
    const auto yaml = parse_yaml(file.text, file.shown);
    if (text_at(yaml.root, {"kind"}) != "Fleet" || text_at(yaml.root, {"metadata", "name"}) != name.value)
      continue;
    auto fleet = fleet_in(file);
    if (!fleet) return fleet.error().during("reading the committed approval rules");
    if (*fleet) found.push_back(**std::move(fleet));
  }
  return found;
}

GoverningRules ungoverned(const Fleet& declared, Source source, const std::string& base, std::string why) {
  GoverningRules rules;
  rules.rules = as_uncommitted(declared.approval);
  rules.source = source;
  rules.base = base;
  rules.why = std::move(why);
  rules.signed_only = source == Source::unknown && !declared.approval.approvers.empty();
  return rules;
}

GoverningRules committed(const Fleet& fleet, const BaseBranch& base) {
  GoverningRules rules;
  rules.rules = fleet.approval;
  rules.source = Source::committed;
  rules.base = base.name;
  return rules;
}

/// The rules that the base of one repository has for a fleet of this name; nullopt when it has none.
Result<std::optional<GoverningRules>> rules_by_name(const Fleet& declared, const Repository& at,
                                                    const BaseBranch& base) {
  if (base.commit.empty()) return std::optional<GoverningRules>();
  const auto found = fleets_called(declared.name, at, base);
  if (!found) return found.error();
  if (found->empty()) return std::optional<GoverningRules>();
  const auto& first = found->front();
  const bool evenly_spread = std::all_of(
      found->begin(), found->end(), [&](const Fleet& fleet) { return fleet.approval == first.approval; });
  if (evenly_spread) return std::optional(committed(first, base));
  return std::optional(ungoverned(
      declared, Source::unknown, base.name,
      fmt::format("{} has {} fleets called {}, none of them in this folder, and their approval rules differ. "
                  "Give each fleet a name of its own",
                  base.name, found->size(), declared.name.value)));
}

/// The rules that the folder's own repository has for the fleet.
Result<GoverningRules> own_rules(const Fleet& declared, const Repository& at, const std::string& wanted) {
  const auto base = find_base(at, wanted);
  if (!base) return base.error();
  if (!base->unknown.empty()) return ungoverned(declared, Source::unknown, "", base->unknown);
  std::optional<Fleet> here;
  if (!base->commit.empty()) {
    auto found = fleet_here(at, *base);
    if (!found) return found.error();
    here = *std::move(found);
  }
  if (here && here->name == declared.name) return committed(*here, *base);
  auto named = rules_by_name(declared, at, *base);
  if (!named) return named.error();
  if (*named) return **std::move(named);
  if (here) return committed(*here, *base);
  return ungoverned(declared, Source::uncommitted, base->name,
                    fmt::format("{} does not contain fleet {} yet, so its approval rules are not reviewed",
                                base->name, declared.name.value));
}

/// The rules that a repository around the folder's own one has for the fleet; nullopt when none has any.
Result<std::optional<GoverningRules>> outer_rules(const Fleet& declared, const Repository& own,
                                                  const std::string& wanted) {
  const auto around = repositories_around(own);
  if (!around) return around.error();
  for (const auto& outer : *around) {
    auto base = find_base(outer, wanted);
    if (!base) base = find_base(outer, "");
    if (!base) return base.error();
    auto rules = rules_by_name(declared, outer, *base);
    if (!rules || *rules) return rules;
    if (own.submodule && !base->unknown.empty())
      return std::optional(ungoverned(declared, Source::unknown, "", base->unknown));
  }
  return std::optional<GoverningRules>();
}

}  // namespace

std::string GoverningRules::described() const {
  switch (source) {
    case Source::committed:
      return "the fleet file at " + base;
    case Source::uncommitted:
      return "the fleet file at " + base + ", where there is none yet";
    case Source::unknown:
      return "the fleet file of the base branch, which is not known";
    case Source::files:
      break;
  }
  return "the fleet file";
}

Result<GoverningRules> governing_rules(const Fleet& declared, const std::string& dir,
                                       const std::string& base) {
  const auto repository = find_repository(dir);
  if (!repository) return repository.error();
  if (!*repository) {
    if (!base.empty())
      return Error{ErrorKind::invalid, fmt::format("--base {}: {} is in no git repository", base, dir)};
    GoverningRules rules;
    rules.rules = declared.approval;
    return rules;
  }
  auto outer = outer_rules(declared, **repository, base);
  if (!outer) return outer.error();
  if (*outer) return **std::move(outer);
  if ((*repository)->submodule)
    return Error{ErrorKind::denied,
                 fmt::format("{} is in a submodule, and the base branch of the repository around it does not "
                             "contain fleet {}. The governing approval rules are unknown. Use a clone of the "
                             "submodule's own repository",
                             dir, declared.name.value)};
  return own_rules(declared, **repository, base);
}

}  // namespace muster
