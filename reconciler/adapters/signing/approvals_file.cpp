#include "reconciler/adapters/signing/approvals_file.hpp"

#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/signing/statement_json.hpp"

namespace muster {
namespace {

constexpr std::size_t kLargestApprovalsFile = std::size_t{1} << 20;
constexpr std::string_view kApprovalsVersion = "1.0";

}  // namespace

std::string approvals_file_of(const std::string& plan_file) {
  return plan_file + ".approvals";
}

std::string write_approvals(const std::vector<SignedStatement>& statements) {
  JsonWriter out;
  out.begin_object().key("format_version").text(kApprovalsVersion).key("approvals").begin_array();
  for (const auto& said : statements) write_statement(out, said);
  out.end_array().end_object();
  return std::move(out).finish();
}

Result<std::vector<SignedStatement>> read_approvals(const std::string& text, const std::string& file) {
  const auto document = JsonDocument::parse(text, {.bytes = kLargestApprovalsFile});
  if (!document) return document.error().during(file);
  if (const auto form = check_json_text("approvals", text); !form)
    return form.error().during(file + " is not a file of approvals");
  if (const auto unique = names_differ(document->root()); !unique) return unique.error().during(file);
  const auto items = document->root().field("approvals").items();
  if (!items) return items.error().during(file);
  std::vector<SignedStatement> statements;
  for (const JsonView item : *items) {
    if (const auto unique = names_differ(item); !unique) return unique.error().during(file);
    auto said = read_statement(item);
    if (!said) return said.error().during(file);
    statements.push_back(*std::move(said));
  }
  return statements;
}

Result<std::vector<SignedStatement>> load_approvals(const std::string& file) {
  const auto text = read_whole_file(file, kLargestApprovalsFile);
  if (!text && text.error().kind == ErrorKind::not_found) return std::vector<SignedStatement>{};
  if (!text) return text.error();
  return read_approvals(*text, file);
}

Result<Done> add_approval(const SignedStatement& said, const std::string& file) {
  auto statements = load_approvals(file);
  if (!statements) return statements.error();
  statements->push_back(said);
  return write_whole_file(write_approvals(*statements), file);
}

}  // namespace muster
