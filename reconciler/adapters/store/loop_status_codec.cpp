#include "reconciler/adapters/store/loop_status_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

void write_revision(JsonWriter& out, const char* key, const Revision& revision) {
  out.key(key).begin_object().key("commit").text(revision.commit);
  out.key("declared").text(revision.declared.text).end_object();
}

Instant read_instant(JsonFields& in, const char* name) {
  return in.take(parse_instant(in.text(name)));
}

Result<Revision> read_revision(JsonView view) {
  JsonFields in(view);
  Revision revision{in.text("commit"), {in.text("declared")}};
  if (in.failed()) return in.error();
  return revision;
}

Result<Condition> read_condition(JsonView view) {
  JsonFields in(view);
  Condition condition{.type = in.text("type"),
                      .holds = in.boolean("holds"),
                      .reason = in.text("reason"),
                      .message = in.text("says"),
                      .since = read_instant(in, "since")};
  if (in.failed()) return in.error();
  return condition;
}

Result<PastRounds> read_past(JsonView view) {
  JsonFields in(view);
  PastRounds past{.revision = in.take(read_revision(in["revision"])),
                  .outcome = in.text("outcome"),
                  .first = read_instant(in, "first"),
                  .last = read_instant(in, "last"),
                  .rounds = in.integer("rounds")};
  if (in.failed()) return in.error();
  return past;
}

/// The elements of a list, each as `read` reads it; up to the first that it cannot.
template <class T>
Result<std::vector<T>> read_all(JsonView list, Result<T> (*read)(JsonView)) {
  const auto items = list.items();
  if (!items) return items.error();
  std::vector<T> all;
  for (const JsonView item : *items) {
    auto one = read(item);
    if (!one) return one.error();
    all.push_back(*std::move(one));
  }
  return all;
}

}  // namespace

std::string encode_loop_status(const LoopStatus& note) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("round").integer(note.round);
  out.key("at").instant(note.at).key("next").instant(note.next);
  write_revision(out, "attempted", note.attempted);
  write_revision(out, "applied", note.applied);
  out.key("conditions").begin_array();
  for (const auto& condition : note.conditions) {
    out.begin_object().key("type").text(condition.type).key("holds").boolean(condition.holds);
    out.key("reason").text(condition.reason).key("says").text(condition.message);
    out.key("since").instant(condition.since).end_object();
  }
  out.end_array().key("running").begin_array();
  for (const auto& line : note.running) out.text(line);
  out.end_array().key("past").begin_array();
  for (const auto& past : note.past) {
    out.begin_object();
    write_revision(out, "revision", past.revision);
    out.key("outcome").text(past.outcome).key("first").instant(past.first).key("last").instant(past.last);
    out.key("rounds").integer(past.rounds).end_object();
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

Result<LoopStatus> decode_loop_status(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  LoopStatus note;
  note.round = in.integer("round");
  note.at = read_instant(in, "at");
  note.next = read_instant(in, "next");
  note.attempted = in.take(read_revision(in["attempted"]));
  note.applied = in.take(read_revision(in["applied"]));
  note.conditions = in.take(read_all<Condition>(in["conditions"], &read_condition));
  note.running = in.take(read_all<std::string>(in["running"], [](JsonView line) { return line.text(); }));
  note.past = in.take(read_all<PastRounds>(in["past"], &read_past));
  if (in.failed()) return in.error();
  return note;
}

}  // namespace muster
