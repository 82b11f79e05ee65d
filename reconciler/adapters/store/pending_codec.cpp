#include "reconciler/adapters/store/pending_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"

namespace muster {
namespace {

Result<PendingPlan> read_one(JsonView item) {
  JsonFields in(item);
  PendingPlan pending;
  pending.plan_json = in.text("plan");
  if (in.failed()) return in.error();
  pending.plan = in.take(read_plan(pending.plan_json, "pending plan"));
  pending.since = in.take(parse_instant(in.text("since")));
  pending.confirmed_at = in.take(parse_instant(in.text("confirmed_at")));
  pending.rejected = in.text_or("rejected", "");
  if (in.failed()) return in.error();
  return pending;
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
