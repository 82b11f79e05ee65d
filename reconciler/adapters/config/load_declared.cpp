#include "reconciler/adapters/config/load_declared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reconciler/adapters/config/check_declared.hpp"
#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/config/load_fleet.hpp"
#include "reconciler/adapters/config/policy/load_policy.hpp"
#include "reconciler/adapters/config/secret_scan.hpp"
#include "reconciler/adapters/schema/check_schema.hpp"
#include "reconciler/adapters/yaml/yaml_position.hpp"

namespace muster {
namespace {

/// Larger than the limit of user data, which the loader reports.
constexpr std::size_t kUserDataFileLimit = 1 << 20;

/// A file and its kind.
struct ParsedFile {
  const DeclaredFile* source;
  YamlFile yaml;
  std::string kind;
};

SourceMark mark_of(const std::string& file, std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_start = before.rfind('\n');
  const auto column = line_start == std::string_view::npos ? offset : offset - line_start - 1;
  return {file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(column) + 1};
}

void report_secrets(const std::string& file, std::string_view text, Diagnostics& problems) {
  for (const auto& secret : secrets_in(text))
    problems.push_back({.severity = Severity::error,
                        .at = mark_of(file, text, secret.offset),
                        .path = "",
                        .summary = fmt::format("this looks like {}", secret.what),
                        .expected = "no keys in declared files: they are in git",
                        .hint = "revoke it, and put the new one into the environment or the vault"});
}

class Loader {
 public:
  Loader(std::string dir, PricesToCheck prices) : dir_(std::move(dir)), prices_(prices) {}

  LoadedFiles load() {
    folder_ = read_declared_folder(dir_);
    declared_.diagnostics = folder_.problems;
    for (const auto& file : folder_.yaml) parse(file);
    load_fleets();
    load_policies();
    report_unused();
    check_meanings();
    finish();
    return std::move(declared_);
  }

 private:
  void add(Diagnostics problems) {
    declared_.diagnostics.insert(declared_.diagnostics.end(), std::make_move_iterator(problems.begin()),
                                 std::make_move_iterator(problems.end()));
  }
  void refuse(SourceMark at, std::string path, std::string summary, std::string expected, std::string hint) {
    add({{Severity::error, std::move(at), std::move(path), std::move(summary), std::move(expected),
          std::move(hint)}});
  }

  void parse(const DeclaredFile& file) {
    auto yaml = parse_yaml(file.text, file.shown);
    const auto* kind = yaml.root.find("kind");
    const bool named = kind != nullptr && kind->is_scalar();
    parsed_.push_back({&file, std::move(yaml), named ? kind->text : ""});
  }

  /// Returns the problems of the text and the schema; problems of loading follow later.
  Diagnostics check(const ParsedFile& file, const char* schema) const {
    auto problems = file.yaml.problems;
    const auto more = check_schema(file.yaml, schema);
    problems.insert(problems.end(), more.begin(), more.end());
    return problems;
  }

  void load_fleets() {
    for (const auto& file : parsed_) {
      if (file.kind != "Fleet") continue;
      auto problems = check(file, "fleet");
      auto fleet = load_fleet(
          file.yaml, [this](const std::string& path) { return read_beside(path); }, problems);
      report_secrets(file.source->shown, file.source->text, problems);
      if (fleets_++ == 0) {
        fleet_is_sound_ = !has_errors(problems);
        declared_.fleet = std::move(fleet);
      } else {
        refuse(fleet.at, "", "there is a second fleet", "one fleet a folder",
               fmt::format("the first is in {}", declared_.fleet.at.file));
      }
      add(std::move(problems));
    }
    const bool unread = std::any_of(parsed_.begin(), parsed_.end(), [](const ParsedFile& file) {
      return file.kind != "Policy";  // One of these may be meant as the fleet; it has its own error.
    });
    if (fleets_ == 0 && !unread && folder_.problems.empty())
      refuse({folder_.shown.empty() ? dir_ : folder_.shown, 0, 0}, "", "no file declares a fleet",
             "one file with kind: Fleet", "muster init writes a starter");
  }

  Result<std::string> read_beside(const std::string& path) {
    auto text = read_inside(dir_, path, kUserDataFileLimit);
    if (text) beside_[path] = *text;
    return text;
  }

  void load_policies() {
    std::map<std::string, SourceMark> seen;
    for (const auto& file : parsed_) {
      if (file.kind == "Fleet" || beside_.contains(file.source->relative)) continue;
      if (file.kind != "Policy") {
        report_stranger(file);
        continue;
      }
      auto problems = check(file, "policy");
      auto policy = load_policy(file.yaml, problems);
      report_secrets(file.source->shown, file.source->text, problems);
      const auto [first, is_new] = seen.emplace(policy.name.value, policy.at);
      if (!policy.name.empty() && !is_new)
        refuse(place_of_path(file.yaml, "metadata.name"), "metadata.name",
               fmt::format("there is a second policy \"{}\"", policy.name.value), "each name once",
               "the first is in " + first->second.file);
      if (!has_errors(problems)) declared_.policies.push_back(std::move(policy));
      add(std::move(problems));
    }
  }

  /// A file that is neither a fleet nor a policy.
  void report_stranger(const ParsedFile& file) {
    auto problems = file.yaml.problems;
    report_secrets(file.source->shown, file.source->text, problems);
    add(std::move(problems));
    if (!file.yaml.ok()) return;
    const auto* kind = file.yaml.root.find("kind");
    if (file.kind.empty())
      return refuse(file.yaml.at(kind != nullptr ? *kind : file.yaml.root), "kind",
                    "the file declares nothing: it has no kind", "kind: Fleet or kind: Policy",
                    "a file for user_data must be named by user_data_file, a policy test end in _test.yaml");
    const auto nearest = nearest_word(file.kind, {"Fleet", "Policy"});
    refuse(file.yaml.at(*kind), "kind", fmt::format("unknown kind \"{}\"", file.kind), "Fleet or Policy",
           nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
  }

  void report_unused() {
    std::set<std::string> used;
    for (const auto& [path, text] : beside_) {
      used.insert(path);
      report_secrets(folder_.shown.empty() ? path : folder_.shown + "/" + path, text, declared_.diagnostics);
    }
    for (const auto& rule : declared_.fleet.readings) used.insert(rule.path);
    for (const auto& path : folder_.others) {
      if (used.contains(path)) continue;
      add({{Severity::warning,
            {folder_.shown.empty() ? path : folder_.shown + "/" + path, 0, 0},
            "",
            "muster does not read this file",
            "*.yaml files that declare a kind",
            ""}});
    }
  }

  void check_meanings() {
    if (fleets_ == 0 || !fleet_is_sound_) return;  // An incomplete fleet makes valid policies look wrong.
    std::vector<const YamlFile*> files;
    for (const auto& file : parsed_) files.push_back(&file.yaml);
    for (auto& problem : check_declared(declared_.fleet, declared_.policies, prices_, files)) {
      const auto& known = declared_.diagnostics;
      const bool reported = std::any_of(known.begin(), known.end(), [&](const Diagnostic& other) {
        return other.at == problem.at && other.path == problem.path && other.severity == Severity::error;
      });
      if (!reported) declared_.diagnostics.push_back(std::move(problem));
    }
  }

  void finish() {
    Digester content;
    for (const auto& file : parsed_) {
      if (!beside_.contains(file.source->relative)) content.add(file.source->relative).add(file.source->text);
    }
    for (const auto& [path, text] : beside_) content.add("beside").add(path).add(text);
    declared_.fleet.content = content.finish();
    auto& diagnostics = declared_.diagnostics;
    for (auto& problem : diagnostics) {
      problem.summary = without_secrets(std::move(problem.summary));
      problem.hint = without_secrets(std::move(problem.hint));
      problem.path = without_secrets(std::move(problem.path));
    }
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
    if (declared_.ok()) return;
    declared_.fleet = {};
    declared_.policies.clear();
  }

  std::string dir_;
  PricesToCheck prices_;
  DeclaredFolder folder_{};
  std::vector<ParsedFile> parsed_{};
  std::map<std::string, std::string> beside_{};  // Files that the fleet names, by path.
  LoadedFiles declared_{};
  int fleets_ = 0;
  bool fleet_is_sound_ = false;
};

}  // namespace

LoadedFiles load_declared(const std::string& dir, const PriceList* prices) {
  return Loader(dir, {.list = prices}).load();
}

LoadedFiles load_declared_offline(const std::string& dir) {
  return Loader(dir, {.built_in = true}).load();
}

}  // namespace muster
