#include "reconciler/adapters/store/lease_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {

std::string encode_holder(const LeaseHolder& holder) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object();
  out.key("host").text(holder.host).key("boot_id").text(holder.boot_id);
  out.key("pid_namespace").text(holder.pid_namespace).key("pid").integer(holder.pid);
  out.key("process_started").integer(holder.process_started).key("command").text(holder.command);
  out.key("plan").text(holder.plan.value).key("operation").text(holder.operation);
  return std::move(out.end_object()).finish();
}

Result<LeaseHolder> decode_holder(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  LeaseHolder holder;
  holder.host = in.text("host");
  holder.boot_id = in.text("boot_id");
  holder.pid_namespace = in.text("pid_namespace");
  holder.pid = in.integer("pid");
  holder.process_started = in.integer("process_started");
  holder.command = in.text("command");
  holder.plan = PlanId(in.text("plan"));
  holder.operation = in.text("operation");
  if (in.failed()) return in.error();
  return holder;
}

}  // namespace muster
