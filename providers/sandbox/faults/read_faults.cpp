#include "providers/sandbox/faults/read_faults.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>

#include "reconciler/core/base/joined.hpp"

namespace muster::sandbox {

namespace {

const std::vector<std::string> common_fields = {"calls", "nth", "chance", "size", "region", "type", "fault"};
const std::vector<std::string> special_fields = {"for", "by", "status", "keep"};

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::vector<std::string> fault_names() {
  std::vector<std::string> names;
  for (const auto& word : fault_words()) names.emplace_back(word.name);
  return names;
}

/// "12.5%" as millionths.
std::optional<std::int64_t> parse_percent(const std::string& text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || std::string_view(end) != "%" || !(value >= 0) || value > 100)
    return std::nullopt;
  return std::llround(value * 10'000);
}

/// Reads one file and collects its problems.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  void read(const YAML::Node& root, DeclaredFaults& faults) {
    if (!root.IsMap())
      return add_problem(root, "", "this is no fault file", "a mapping with apiVersion, kind and faults");
    check_keys(root, "", {"apiVersion", "kind", "seed", "faults"});
    expect_word(root, "apiVersion", "muster/v1");
    expect_word(root, "kind", "Faults");
    if (const auto seed = root["seed"]) read_seed(seed, faults);
    const auto list = root["faults"];
    if (!list || !list.IsSequence())
      return add_problem(list ? list : root, "faults", "faults is missing or no list", "a list of faults");
    for (std::size_t i = 0; i < list.size(); ++i)
      read_rule(list[i], "faults[" + std::to_string(i) + "]", faults.rules.emplace_back());
  }

  Diagnostics problems;

  void add_problem(const YAML::Mark& mark, const std::string& path, const std::string& summary,
                   const std::string& expected, const std::string& hint = "") {
    problems.push_back({.severity = Severity::error,
                        .at = {file_, mark.line + 1, mark.column + 1},
                        .path = path,
                        .summary = summary,
                        .expected = expected,
                        .hint = hint});
  }

 private:
  void add_problem(const YAML::Node& node, const std::string& path, const std::string& summary,
                   const std::string& expected, const std::string& hint = "") {
    add_problem(node.Mark(), path, summary, expected, hint);
  }

  static std::string hint_for(const std::string& word, const std::vector<std::string>& known) {
    const auto near = nearest_word(word, known);
    return near.empty() ? "" : "did you mean " + near + "?";
  }

  void check_keys(const YAML::Node& map, const std::string& path, const std::vector<std::string>& known) {
    std::vector<std::string> seen;
    for (const auto& entry : map) {
      const auto key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (std::find(known.begin(), known.end(), key) == known.end())
        add_problem(entry.first, path, "unknown field " + quoted(key), "one of " + joined(known),
                    hint_for(key, known));
      if (std::find(seen.begin(), seen.end(), key) != seen.end())
        add_problem(entry.first, path, quoted(key) + " is there twice", "each field once");
      seen.push_back(key);
    }
  }

  void expect_word(const YAML::Node& root, const char* key, const std::string& word) {
    const auto node = root[key];
    if (!node) return add_problem(root, key, std::string(key) + " is missing", word);
    if (!node.IsScalar() || node.Scalar() != word)
      add_problem(node, key, std::string(key) + " is not right", word);
  }

  void read_seed(const YAML::Node& node, DeclaredFaults& faults) {
    const auto text = node.IsScalar() ? node.Scalar() : "";
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), faults.seed);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size())
      add_problem(node, "seed", quoted(text) + " is no seed", "a whole number from 0 on");
  }

  /// Passes the field's text to `take`, which returns whether it is readable.
  void field(const YAML::Node& rule, const std::string& path, const char* key, const char* expected,
             const std::function<bool(const std::string&)>& take) {
    const auto node = rule[key];
    if (!node) return;
    if (!node.IsScalar())
      return add_problem(node, path + "." + key, std::string(key) + " is not a single value", expected);
    if (!take(node.Scalar()))
      add_problem(node, path + "." + key, quoted(node.Scalar()) + " is not a value of " + key, expected);
  }

  void read_rule(const YAML::Node& node, const std::string& path, FaultRule& rule) {
    if (!node.IsMap()) return add_problem(node, path, "this is no fault", "a mapping with calls and fault");
    auto known = common_fields;
    known.insert(known.end(), special_fields.begin(), special_fields.end());
    check_keys(node, path, known);
    read_calls(node, path, rule);
    if (!node["fault"]) return add_problem(node, path + ".fault", "fault is missing", joined(fault_names()));
    read_kind(node, path, rule);
  }

  void read_calls(const YAML::Node& node, const std::string& path, FaultRule& rule) {
    if (!node["calls"])
      add_problem(node, path + ".calls", "calls is missing", "a method and a path: POST /v2/droplets");
    field(node, path, "calls", "a method (or *) and a path: POST /v2/droplets/*/actions, * /v2/**",
          [&](const std::string& text) {
            const auto pattern = parse_call_pattern(text);
            if (pattern) rule.calls = *pattern;
            return pattern.ok();
          });
    field(node, path, "nth", "a number from 1, a range 1-3 or 4-, or every 5", [&](const std::string& text) {
      const auto occurrence = parse_occurrence(text);
      if (occurrence) rule.occurrence = *occurrence;
      return occurrence.ok();
    });
    field(node, path, "chance", "a percentage: 20%", [&](const std::string& text) {
      const auto chance = parse_percent(text);
      rule.chance_ppm = chance.value_or(0);
      return chance.has_value();
    });
    const auto word = [](std::string& into) {
      return [&into](const std::string& text) { return !(into = text).empty(); };
    };
    field(node, path, "size", "a size's name", word(rule.size));
    field(node, path, "region", "a region's name", word(rule.region));
    field(node, path, "type", "the type of an action: shutdown", word(rule.type));
  }

  void read_kind(const YAML::Node& node, const std::string& path, FaultRule& rule) {
    const auto name = node["fault"].IsScalar() ? node["fault"].Scalar() : "";
    const auto& words = fault_words();
    const auto word = std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.name == name; });
    if (word == words.end())
      return add_problem(node["fault"], path + ".fault", "unknown fault " + quoted(name),
                         "one of " + joined(fault_names()), hint_for(name, fault_names()));
    rule.kind = word->kind;
    rule.lasts = word->lasts_unless_said;
    for (const auto& key : special_fields)
      if (node[key] && std::string(word->fields).find(" " + key + " ") == std::string::npos)
        add_problem(node[key], path + "." + key, "the fault " + name + " does not take " + key,
                    "no such field here");
    read_figures(node, path, rule);
  }

  void read_figures(const YAML::Node& node, const std::string& path, FaultRule& rule) {
    field(node, path, "for", "a time above zero: 500ms, 20s, 3m", [&](const std::string& text) {
      const auto time = parse_duration(text);
      if (time) rule.lasts = *time;
      return time.ok() && rule.lasts > Duration(0);
    });
    field(node, path, "by", "how far ahead, or with - behind: 90s, -2h", [&](const std::string& text) {
      const bool behind = text.starts_with("-");
      const auto time = parse_duration(behind ? text.substr(1) : text);
      if (time) rule.by = behind ? -*time : *time;
      return time.ok();
    });
    field(node, path, "status", "a status from 500 to 599", [&](const std::string& text) {
      const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), rule.status);
      return problem == std::errc() && end == text.data() + text.size() && rule.status >= 500 &&
             rule.status <= 599;
    });
    field(node, path, "keep", "how much of the body is sent: 0% to 99%", [&](const std::string& text) {
      const auto share = parse_percent(text);
      rule.keep_percent = static_cast<int>(share.value_or(1'000'000) / 10'000);
      return rule.keep_percent < 100;
    });
    if (rule.kind == FaultKind::clock_skew && !node["by"])
      add_problem(node, path + ".by", "by is missing", "how far ahead, or with - behind: 90s, -2h");
  }

  std::string file_;
};

}  // namespace

ReadFaults read_faults(const std::string& text, const std::string& file) {
  ReadFaults all;
  Reader reader(file);
  try {
    reader.read(YAML::Load(text), all.faults);
  } catch (const YAML::Exception& problem) {
    reader.add_problem(problem.mark, "", "this is not YAML: " + problem.msg, "");
  }
  all.problems = std::move(reader.problems);
  std::sort(all.problems.begin(), all.problems.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  return all;
}

std::string describe(const Diagnostics& problems) {
  std::string text;
  for (const auto& problem : problems) {
    text += to_string(problem.at) + ": " + problem.summary + "\n";
    if (!problem.expected.empty()) text += "  expected: " + problem.expected + "\n";
    if (!problem.hint.empty()) text += "  " + problem.hint + "\n";
  }
  return text;
}

}  // namespace muster::sandbox
