#include "reconciler/adapters/store/pending_codec.hpp"

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

Result<Instant> instant_of(JsonView value) {
  const auto text = value.text();
  if (!text) return text.error();
  return parse_instant(*text);
}

Result<PendingPlan> read_one(JsonView item) {
  PendingPlan pending;
  auto json = item.field("plan").text();
  if (!json) return json.error();
  auto plan = read_plan(*json, "plan that waits");
  if (!plan) return plan.error();
  const auto since = instant_of(item.field("since"));
  if (!since) return since.error();
  const auto confirmed = instant_of(item.field("confirmed_at"));
  if (!confirmed) return confirmed.error();
  auto rejected = item.field("rejected").text_or("");
  if (!rejected) return rejected.error();
  return PendingPlan{*std::move(plan), *std::move(json), *since, *confirmed, *std::move(rejected)};
}

}  // namespace

std::string encode_pending(const std::vector<PendingPlan>& pending) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("pending").begin_array();
  for (const auto& one : pending) {
    out.begin_object().key("plan").text(one.plan_json).key("since").instant(one.since);
    out.key("confirmed_at").instant(one.confirmed_at);
    if (!one.rejected.empty()) out.key("rejected").text(one.rejected);
    out.end_object();
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

Result<std::vector<PendingPlan>> decode_pending(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  const auto items = document->root().field("pending").items();
  if (!items) return items.error();
  std::vector<PendingPlan> all;
  for (const JsonView item : *items) {
    auto one = read_one(item);
    if (!one) return one.error();
    all.push_back(*std::move(one));
  }
  return all;
}

}  // namespace muster
