#include "reconciler/cli/complete/completion.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <optional>
#include <set>

#include "reconciler/cli/complete/value_kind.hpp"
#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/help/help_page.hpp"

namespace muster {

namespace {

/// Reads a command line up to the word that is typed, as the parser will.
class CommandLine {
 public:
  explicit CommandLine(const CLI::App& app) : app_(app), command_(&app) {}

  void read(const std::string& word) {
    if (awaits_) return take_value(word);
    if (!only_words_ && word == "--") {
      only_words_ = true;
    } else if (!only_words_ && word.size() > 1 && word.front() == '-') {
      read_flag(word);
    } else if (const auto* command = subcommand(word)) {
      command_ = command;
      words_ += (words_.empty() ? "" : " ") + word;
    } else {
      ++positionals_;
      help_words_.push_back(word);
    }
  }

  const CLI::App& app() const { return app_; }
  const CLI::App& command() const { return *command_; }
  const std::string& command_words() const { return words_; }
  const std::vector<std::string>& help_words() const { return help_words_; }
  const CLI::Option* awaited() const { return awaits_; }
  const GivenFlags& given() const { return given_; }
  bool takes_flags() const { return !only_words_; }
  bool is_given(const CLI::Option& option) const { return seen_.contains(&option); }

  /// The argument at which the typed word stands; nullptr if there is none more.
  const CLI::Option* next_positional() const {
    int before = positionals_;
    for (const auto* option : command_->get_options()) {
      if (!option->get_positional()) continue;
      if (before == 0 || option->get_expected_max() > 1) return option;
      --before;
    }
    return nullptr;
  }

  const CLI::Option* flag(const std::string& name) const {
    for (const auto* from : {command_, &app_}) {
      for (const auto* option : from->get_options()) {
        if (!option->get_positional() && option->check_name(name)) return option;
      }
    }
    return nullptr;
  }

 private:
  const CLI::App* subcommand(const std::string& word) const {
    for (const auto* each : subcommands_of(*command_)) {
      if (each->get_name() == word) return each;
    }
    return nullptr;
  }

  void read_flag(const std::string& word) {
    const auto equals = word.find('=');
    const auto* option = flag(word.substr(0, equals));
    if (!option) return;
    seen_.insert(option);
    if (option->get_expected_max() == 0 || option->get_type_size_max() == 0) {
      note(*option, "true");
    } else if (equals != std::string::npos) {
      note(*option, word.substr(equals + 1));
    } else {
      awaits_ = option;
    }
  }
  void take_value(const std::string& word) {
    note(*awaits_, word);
    awaits_ = nullptr;
  }
  void note(const CLI::Option& option, const std::string& value) {
    if (!option.get_lnames().empty()) given_[option.get_lnames().front()] = value;
  }

  const CLI::App& app_;
  const CLI::App* command_;
  const CLI::Option* awaits_ = nullptr;
  bool only_words_ = false;
  int positionals_ = 0;
  std::string words_;
  std::vector<std::string> help_words_;
  std::set<const CLI::Option*> seen_;
  GivenFlags given_;
};

void keep_matching(std::vector<CompletionItem>& candidates, const std::string& typed) {
  std::erase_if(candidates, [&](const CompletionItem& one) { return !one.word.starts_with(typed); });
}

std::vector<CompletionItem> command_items(const CLI::App& command) {
  std::vector<CompletionItem> found;
  for (const auto* each : subcommands_of(command))
    found.push_back({each->get_name(), each->get_description()});
  return found;
}

std::vector<CompletionItem> flag_items(const CommandLine& line) {
  std::vector<CompletionItem> found;
  std::vector<const CLI::App*> places = {&line.command()};
  if (&line.command() != &line.app()) places.push_back(&line.app());
  for (const auto* place : places) {
    for (const auto* option : place->get_options()) {
      const bool repeats = option->get_expected_max() > 1;
      if (option->get_positional() || option->get_group().empty()) continue;
      if (line.is_given(*option) && !repeats) continue;
      for (const auto& name : option->get_lnames()) found.push_back({"--" + name, option->get_description()});
    }
  }
  // Both places have --help.
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
  found.erase(
      std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.word == b.word; }),
      found.end());
  return found;
}

/// The commands below the words of `muster help`, and the topics.
std::vector<CompletionItem> help_items(const CommandLine& line) {
  const auto* command = &line.app();
  for (const auto& word : line.help_words()) {
    const auto below =
        command->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
    if (below.empty()) return {};
    command = below.front();
  }
  auto found = command_items(*command);
  if (command == &line.app()) {
    for (const auto& topic : help_topics()) found.push_back({topic, "A page about all commands"});
  }
  return found;
}

std::vector<CompletionItem> plain(const std::vector<std::string>& words) {
  std::vector<CompletionItem> found;
  for (const auto& word : words) found.push_back({word});
  return found;
}

/// The values of an option behind `before`, the part of the word that is not the value: "--format=".
CompletionList value_items(const CLI::Option& option, const CommandLine& line, const std::string& typed,
                           const std::string& before, const FleetWords& fleet_words) {
  const auto kind = value_kind_of(option, line.command_words());
  CompletionList found{.candidates = {}, .paths = kind.paths};
  if (!kind.words.empty()) found.candidates = plain(kind.words);
  if (kind.is_command) found.candidates = help_items(line);
  if (kind.fleet_word) found.candidates = fleet_words(*kind.fleet_word, line.given());
  std::string list;  // The earlier parts of a list: "worker,".
  if (kind.is_list) {
    if (const auto comma = typed.rfind(','); comma != std::string::npos) list = typed.substr(0, comma + 1);
  }
  for (auto& one : found.candidates) one.word = list + one.word + kind.suffix;
  keep_matching(found.candidates, typed);
  for (auto& one : found.candidates) one.word.insert(0, before);
  return found;
}

}  // namespace

CompletionList complete(const CLI::App& app, const std::vector<std::string>& words,
                        const FleetWords& fleet_words) {
  CommandLine line(app);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) line.read(words[i]);
  const auto typed = words.empty() ? std::string() : words.back();
  if (line.awaited()) return value_items(*line.awaited(), line, typed, "", fleet_words);
  if (line.takes_flags() && typed.starts_with('-')) {
    const auto equals = typed.find('=');
    if (equals != std::string::npos) {
      const auto* option = line.flag(typed.substr(0, equals));
      if (!option) return {};
      return value_items(*option, line, typed.substr(equals + 1), typed.substr(0, equals + 1), fleet_words);
    }
    CompletionList found{.candidates = flag_items(line)};
    keep_matching(found.candidates, typed);
    return found;
  }
  CompletionList found{.candidates = command_items(line.command())};
  if (!found.candidates.empty()) {
    keep_matching(found.candidates, typed);
    return found;
  }
  const auto* positional = line.next_positional();
  return positional ? value_items(*positional, line, typed, "", fleet_words) : CompletionList{};
}

}  // namespace muster
