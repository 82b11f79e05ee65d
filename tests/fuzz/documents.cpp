#include <limits>

#include "reconciler/adapters/config/load_fleet.hpp"
#include "reconciler/adapters/config/policy/load_policy.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/adapters/store/journal_codec.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "tests/fuzz/targets.hpp"

namespace muster::fuzz {
namespace {

void ask_for_everything(JsonView view, int depth) {
  (void)view.text();
  (void)view.integer();
  (void)view.number();
  (void)view.boolean();
  (void)view.money();
  (void)view.measure();
  (void)view.decimal();
  (void)view.path();
  (void)view.field("id").field("name").integer_or(1);
  if (depth == 0) return;
  if (const auto items = view.items())
    for (const JsonView item : *items) ask_for_everything(item, depth - 1);
  if (const auto members = view.members())
    for (const auto& [name, value] : *members) ask_for_everything(value, depth - 1);
}

/// Files beside a declared file: one that is there, and all others missing.
Result<std::string> beside(const std::string& path) {
  if (path == "boot.sh") return std::string("#!/bin/sh\n");
  return Error{ErrorKind::not_found, "there is no " + path};
}

}  // namespace

void read_json(std::string_view bytes) {
  const auto document = JsonDocument::parse(std::string(bytes));
  if (document) ask_for_everything(document->root(), 6);
}

void read_yaml(std::string_view bytes) {
  const auto file = parse_yaml(bytes, "fleet.yaml");
  auto problems = file.problems;
  (void)load_fleet(file, beside, problems);
  for (const auto& problem : problems) (void)to_string(problem.at);
}

void read_policy(std::string_view bytes) {
  const auto file = parse_yaml(bytes, "policy.yaml");
  auto problems = file.problems;
  (void)load_policy(file, problems);
}

void read_plan_file(std::string_view bytes) {
  const auto plan = read_plan(std::string(bytes), "plan.json");
  if (!plan) return;
  const auto text = write_plan(*plan);
  expect(text.ok(), "a plan that was read can be written");
  const auto again = read_plan(*text, "plan.json");
  expect(again.ok(), "a plan that was written can be read");
  expect(again->id == plan->id, "a plan that is read again has the same id");
}

void read_journal(std::string_view bytes) {
  const auto end = bytes.find('\n');
  if (end == std::string_view::npos) return;
  const auto body = decode_journal(std::string(bytes.substr(0, end)), std::string(bytes.substr(end + 1)));
  if (!body) return;
  const auto text = encode_journal(*body);
  const auto again = decode_journal(kind_of(*body), text);
  expect(again.ok(), "an entry that was read and written can be read again");
  expect(encode_journal(*again) == text, "an entry that is read again is the same");
}

void read_statements(std::string_view bytes) {
  const auto statements = read_approvals(std::string(bytes), "plan.json.approvals");
  if (!statements) return;
  const auto text = write_approvals(*statements);
  const auto again = read_approvals(text, "plan.json.approvals");
  expect(again.ok(), "statements that were read and written can be read again");
  expect(write_approvals(*again) == text, "statements that are read again are the same");
}

}  // namespace muster::fuzz
