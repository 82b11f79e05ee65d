#include "reconciler/adapters/store/loop_note_codec.hpp"

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

void write_revision(JsonWriter& out, const char* key, const Revision& revision) {
  out.key(key).begin_object().key("commit").text(revision.commit);
  out.key("declared").text(revision.declared.text).end_object();
}

/// Reads fields one after the other; keeps the first error.
class Fields {
 public:
  explicit Fields(JsonView view) : view_(view) {}
  std::string text(const char* name) { return kept(view_.field(name).text(), std::string()); }
  std::int64_t integer(const char* name) { return kept(view_.field(name).integer(), std::int64_t{0}); }
  bool boolean(const char* name) { return kept(view_.field(name).boolean(), false); }
  Instant instant(const char* name) { return kept(parse_instant(text(name)), Instant{}); }
  Revision revision(const char* name) {
    Fields inside(view_.field(name));
    Revision revision{inside.text("commit"), {inside.text("declared")}};
    if (inside.error && !error) error = inside.error;
    return revision;
  }
  std::optional<Error> error;

 private:
  template <typename T>
  T kept(Result<T> value, T otherwise) {
    if (value) return *std::move(value);
    if (!error) error = value.error();
    return otherwise;
  }
  JsonView view_;
};

}  // namespace

std::string encode_loop_note(const LoopNote& note) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("round").integer(note.round);
  out.key("at").instant(note.at).key("next").instant(note.next);
  write_revision(out, "attempted", note.attempted);
  write_revision(out, "applied", note.applied);
  out.key("conditions").begin_array();
  for (const auto& condition : note.conditions) {
    out.begin_object().key("type").text(condition.type).key("holds").boolean(condition.holds);
    out.key("reason").text(condition.reason).key("says").text(condition.says);
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

Result<LoopNote> decode_loop_note(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  const auto root = document->root();
  Fields fields(root);
  LoopNote note{fields.integer("round"),
                fields.instant("at"),
                fields.instant("next"),
                fields.revision("attempted"),
                fields.revision("applied"),
                {},
                {},
                {}};
  if (fields.error) return *fields.error;
  const auto conditions = root.field("conditions").items();
  const auto running = root.field("running").items();
  const auto past = root.field("past").items();
  if (!conditions) return conditions.error();
  if (!running) return running.error();
  if (!past) return past.error();
  for (const JsonView item : *conditions) {
    Fields one(item);
    note.conditions.push_back(
        {one.text("type"), one.boolean("holds"), one.text("reason"), one.text("says"), one.instant("since")});
    if (one.error) return *one.error;
  }
  for (const JsonView item : *running) {
    auto line = item.text();
    if (!line) return line.error();
    note.running.push_back(*std::move(line));
  }
  for (const JsonView item : *past) {
    Fields one(item);
    note.past.push_back({one.revision("revision"), one.text("outcome"), one.instant("first"),
                         one.instant("last"), one.integer("rounds")});
    if (one.error) return *one.error;
  }
  return note;
}

}  // namespace muster
