#pragma once

#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "providers/sandbox/wire/json_value.hpp"

namespace muster::contracts {

using sandbox::JsonValue;

/// The official description of the API (OpenAPI 3.0), held against requests and responses. It knows the
/// keywords that description uses; a fault reads "droplet.size_slug: is missing".
class ApiDescription {
 public:
  explicit ApiDescription(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    auto read = sandbox::parse_json(std::string(std::istreambuf_iterator<char>(stream), {}));
    if (read) root_ = std::move(*read);
  }

  bool is_read() const { return root_.at("paths").is_object(); }

  /// The description's own path for a real one ("/v2/droplets/{droplet_id}"), or "" where it has none with
  /// that method. Fixed words win over placeholders.
  std::string path_of(const std::string& method, const std::string& path) const {
    std::string best;
    for (const auto& [pattern, operations] : root_.at("paths").members) {
      if (!operations.has(lower(method)) || !fits(pattern, path)) continue;
      if (best.empty() || placeholders(pattern) < placeholders(best)) best = pattern;
    }
    return best;
  }

  /// What is wrong with an answer's status and body; empty when nothing is. `body` is null for no body.
  std::vector<std::string> response_faults(const std::string& method, const std::string& path, int status,
                                           const JsonValue& body) const {
    const auto& responses = root_.at("paths").at(path_of(method, path)).at(lower(method)).at("responses");
    const auto& own = responses.at(std::to_string(status));
    if (own.is_null() && status < 400) return {"status " + std::to_string(status) + " is not described"};
    const auto& response = resolved(own.is_null() ? responses.at("default") : own);
    const auto& schema = response.at("content").at("application/json").at("schema");
    if (schema.is_null())
      return body.is_null() ? Faults{} : Faults{"there is a body where none is described"};
    return faults_of(schema, body);
  }

  /// What is wrong with the body of a request; empty when nothing is.
  std::vector<std::string> request_faults(const std::string& method, const std::string& path,
                                          const JsonValue& body) const {
    const auto& request =
        resolved(root_.at("paths").at(path_of(method, path)).at(lower(method)).at("requestBody"));
    const auto& schema = request.at("content").at("application/json").at("schema");
    return schema.is_null() ? Faults{} : faults_of(schema, body);
  }

 private:
  using Faults = std::vector<std::string>;

  static std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  static long placeholders(const std::string& pattern) {
    return std::count(pattern.begin(), pattern.end(), '{');
  }

  static bool fits(const std::string& pattern, const std::string& path) {
    static const std::regex placeholder(R"(\{[^}]*\})");
    return std::regex_match(path, std::regex(std::regex_replace(pattern, placeholder, "[^/]+")));
  }

  const JsonValue& resolved(const JsonValue& schema) const {
    const auto& reference = schema.at("$ref");
    if (!reference.is_text()) return schema;
    const JsonValue* at = &root_;
    std::string rest = reference.string.substr(2);
    while (!rest.empty()) {
      const auto slash = rest.find('/');
      at = &at->at(rest.substr(0, slash));
      rest = slash == std::string::npos ? "" : rest.substr(slash + 1);
    }
    return resolved(*at);
  }

  Faults faults_of(const JsonValue& schema, const JsonValue& value) const {
    Faults faults;
    check(schema, value, "", faults);
    return faults;
  }

  bool may_be_null(const JsonValue& schema_or_reference) const {
    const auto& schema = resolved(schema_or_reference);
    if (schema.at("nullable").flag_or(false)) return true;
    for (const auto* list : {"allOf", "anyOf", "oneOf"})
      for (const auto& part : schema.at(list).items)
        if (may_be_null(part)) return true;
    return false;
  }

  void check(const JsonValue& schema_or_reference, const JsonValue& value, const std::string& where,
             Faults& faults) const {
    // A hole in the description: its list of regions ends before these two were opened.
    const bool of_regions = schema_or_reference.at("$ref").text_or("").ends_with("/region_slug");
    if (of_regions && (value.string == "atl1" || value.string == "ric1")) return;
    const auto& schema = resolved(schema_or_reference);
    if (value.is_null() && may_be_null(schema)) return;
    for (const auto& part : schema.at("allOf").items) check(part, value, where, faults);
    check_alternatives(schema, value, where, faults);
    check_type(schema, value, where, faults);
    check_limits(schema, value, where, faults);
    if (value.is_object()) check_members(schema, value, where, faults);
    if (value.is_list() && schema.has("items"))
      for (std::size_t i = 0; i < value.items.size(); ++i)
        check(schema.at("items"), value.items[i], where + "[" + std::to_string(i) + "]", faults);
  }

  void check_alternatives(const JsonValue& schema, const JsonValue& value, const std::string& where,
                          Faults& faults) const {
    for (const auto* word : {"oneOf", "anyOf"}) {
      const auto& parts = schema.at(word).items;
      if (parts.empty()) continue;
      Faults first;
      int fitting = 0;
      for (const auto& part : parts) {
        Faults own;
        check(part, value, where, own);
        fitting += own.empty() ? 1 : 0;
        if (first.empty()) first = own;
      }
      if (fitting == 0)
        faults.push_back(where + ": fits no alternative (" + (first.empty() ? "" : first[0]) + ")");
      if (fitting > 1 && word == std::string("oneOf"))
        faults.push_back(where + ": fits several alternatives");
    }
  }

  static void check_type(const JsonValue& schema, const JsonValue& value, const std::string& where,
                         Faults& faults) {
    const auto type = schema.at("type").text_or("");
    const bool right = type.empty() || (type == "string" && value.is_text()) ||
                       (type == "integer" && value.is_integer()) || (type == "number" && value.is_number()) ||
                       (type == "boolean" && value.kind == JsonValue::Kind::boolean) ||
                       (type == "array" && value.is_list()) || (type == "object" && value.is_object());
    if (!right) faults.push_back(where + ": is not of type " + type);
  }

  static void check_limits(const JsonValue& schema, const JsonValue& value, const std::string& where,
                           Faults& faults) {
    const auto number = [&](const char* word) -> std::optional<double> {
      if (!schema.at(word).is_number()) return std::nullopt;
      return schema.at(word).real;
    };
    if (value.is_text()) {
      const auto length = static_cast<double>(value.string.size());
      if (const auto most = number("maxLength"); most && length > *most)
        faults.push_back(where + ": is too long");
      if (const auto least = number("minLength"); least && length < *least)
        faults.push_back(where + ": is too short");
      if (const auto& pattern = schema.at("pattern"); pattern.is_text())
        if (!std::regex_search(value.string, std::regex(pattern.string)))
          faults.push_back(where + ": \"" + value.string + "\" does not match " + pattern.string);
    }
    if (value.is_number()) {
      if (const auto most = number("maximum"); most && value.real > *most)
        faults.push_back(where + ": is too large");
      if (const auto least = number("minimum"); least && value.real < *least)
        faults.push_back(where + ": is too small");
      if (const auto step = number("multipleOf"); step && std::fmod(value.real, *step) != 0)
        faults.push_back(where + ": is no multiple");
    }
    if (value.is_list())
      if (const auto most = number("maxItems"); most && static_cast<double>(value.items.size()) > *most)
        faults.push_back(where + ": has too many items");
    check_enum(schema, value, where, faults);
  }

  static void check_enum(const JsonValue& schema, const JsonValue& value, const std::string& where,
                         Faults& faults) {
    const auto& allowed = schema.at("enum").items;
    for (const auto& one : allowed)
      if (one.kind == value.kind && one.string == value.string && one.real == value.real) return;
    if (!allowed.empty())
      faults.push_back(where + ": \"" + value.string + "\" is not one of those described");
  }

  void check_members(const JsonValue& schema, const JsonValue& value, const std::string& where,
                     Faults& faults) const {
    const auto under = [&](const std::string& name) { return where.empty() ? name : where + "." + name; };
    const auto present = [&](const std::string& name) {
      return std::any_of(value.members.begin(), value.members.end(),
                         [&](const auto& m) { return m.first == name; });
    };
    for (const auto& name : schema.at("required").texts())
      if (!present(name)) faults.push_back(under(name) + ": is missing");
    for (const auto& [name, property] : schema.at("properties").members)
      if (present(name)) check(property, value.at(name), under(name), faults);
  }

  JsonValue root_;
};

}  // namespace muster::contracts
