#include "reconciler/cli/views/history/journal_check_views.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

std::string entries(std::int64_t count) {
  return plural(count, "entry", "entries");
}

std::string sentence(const JournalCheck& check) {
  if (check.broken) return fmt::format("entry {}: {}", check.broken->sequence, printable(check.broken->what));
  return fmt::format("{}, each as it was written", entries(check.head.sequence));
}

}  // namespace

std::string journal_check_text(const JournalCheck& check, const Paint& paint) {
  if (check.broken) {
    auto text = paint.red(paint.bold("The journal was tampered with or damaged: ")) + sentence(check) + ".\n";
    return text + fmt::format("The {} before it are intact.\n", entries(check.head.sequence));
  }
  auto text = paint.green(paint.bold("The journal is intact: ")) + sentence(check) + ".\n";
  if (check.head.hash.empty()) return text;
  return text + fmt::format("Head {}\nNote it elsewhere; later: muster history --verify --head {}\n",
                            check.head.hash, check.head.hash);
}

std::string journal_check_markdown(const JournalCheck& check) {
  if (check.broken) return fmt::format("**The journal is broken:** {}.\n", sentence(check));
  return fmt::format("**The journal is intact:** {}. Head `{}`.\n", sentence(check), check.head.hash);
}

std::string journal_check_json(const JournalCheck& check) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("intact").boolean(!check.broken);
  out.key("entries").integer(check.head.sequence).key("head");
  if (check.head.hash.empty()) {
    out.null();
  } else {
    out.text(check.head.hash);
  }
  out.key("broken");
  if (check.broken) {
    out.begin_object().key("entry").integer(check.broken->sequence);
    out.key("says").text(check.broken->what).end_object();
  } else {
    out.null();
  }
  return std::move(out.end_object()).finish();
}

}  // namespace muster
