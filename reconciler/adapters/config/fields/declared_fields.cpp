#include "reconciler/adapters/config/fields/declared_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace muster {
namespace {

const YamlNode kNothing{};

Result<int> parse_number(const std::string& text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, number);
  if (problem == std::errc() && stopped == end) return number;
  return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a whole number", text)};
}

}  // namespace

const YamlNode* DeclaredFields::find(const std::string& key) const {
  return node_->is_map() ? node_->find(key) : nullptr;
}

SourceMark DeclaredFields::at() const {
  return file_->at(*node_);
}

SourceMark DeclaredFields::at(const std::string& key) const {
  const auto* node = find(key);
  return file_->at(node == nullptr || node->line == 0 ? *node_ : *node);
}

DeclaredFields DeclaredFields::map(const std::string& key) const {
  const auto* node = find(key);
  return {*file_, node != nullptr && node->is_map() ? node : &kNothing, path(key), *problems_};
}

std::vector<DeclaredFields> DeclaredFields::maps(const std::string& key) const {
  std::vector<DeclaredFields> maps;
  const auto* node = find(key);
  if (node == nullptr) return maps;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    if (node->items[i].is_map())
      maps.push_back({*file_, &node->items[i], path_with_index(path(key), i), *problems_});
  }
  return maps;
}

std::string DeclaredFields::text(const std::string& key, const std::string& fallback) const {
  const auto* node = find(key);
  return node != nullptr && node->is_scalar() ? node->text : fallback;
}

std::vector<DeclaredText> DeclaredFields::texts(const std::string& key) const {
  std::vector<DeclaredText> texts;
  const auto* node = find(key);
  if (node == nullptr) return texts;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const auto& item = node->items[i];
    if (item.is_scalar()) texts.push_back({item.text, file_->at(item), path_with_index(path(key), i)});
  }
  return texts;
}

bool DeclaredFields::flag(const std::string& key, bool fallback) const {
  const auto word = text(key);
  return word.empty() ? fallback : word == "true";
}

int DeclaredFields::number(const std::string& key, int fallback) const {
  return read<int>(key, parse_number).value_or(fallback);
}

Duration DeclaredFields::duration(const std::string& key, Duration fallback) const {
  return read<Duration>(key, parse_duration).value_or(fallback);
}

void DeclaredFields::report(const std::string& key, std::string summary, std::string expected,
                            std::string hint) const {
  report(DeclaredText{text(key), at(key), path(key)}, std::move(summary), std::move(expected),
         std::move(hint));
}

void DeclaredFields::report(const DeclaredText& item, std::string summary, std::string expected,
                            std::string hint) const {
  const bool known = std::any_of(problems_->begin(), problems_->end(), [&](const Diagnostic& problem) {
    return problem.severity == Severity::error && problem.at == item.at && problem.path == item.path;
  });
  if (known) return;
  problems_->push_back({.severity = Severity::error,
                        .at = item.at,
                        .path = item.path,
                        .summary = std::move(summary),
                        .expected = std::move(expected),
                        .hint = std::move(hint)});
}

void DeclaredFields::take(Diagnostics found) const {
  for (auto& problem : found) {
    if (problem.severity == Severity::error)
      report(DeclaredText{"", problem.at, problem.path}, problem.summary, problem.expected, problem.hint);
    else
      problems_->push_back(std::move(problem));
  }
}

}  // namespace muster
