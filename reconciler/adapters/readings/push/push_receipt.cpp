#include "reconciler/adapters/readings/push/push_receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace muster {
namespace {

/// A number and the words after it, up to the next comma.
struct CountedWords {
  std::int64_t number = 0;
  std::string_view words;
};

std::optional<CountedWords> take_part(std::string_view& line) {
  auto text = line.substr(0, line.find(", "));
  line.remove_prefix(std::min(text.size() + 2, line.size()));
  CountedWords part;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), part.number);
  if (problem != std::errc() || part.number < 0 || end == text.data() + text.size() || *end != ' ')
    return std::nullopt;
  part.words = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  return part;
}

constexpr std::string_view kLater = "later than ";

bool take_rest(std::string_view line, PushReceipt& into) {
  while (!line.empty()) {
    const auto part = take_part(line);
    if (!part) return false;
    if (part->words == "refused") {
      into.refused = part->number;
    } else if (part->words.starts_with(kLater)) {
      const auto latest = parse_instant(std::string(part->words.substr(kLater.size())));
      if (!latest) return false;
      into.early = part->number;
      into.latest = *latest;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string to_string(const PushReceipt& receipt) {
  auto text = fmt::format("{} new, {} known already", receipt.fresh, receipt.known);
  if (receipt.refused > 0) text += fmt::format(", {} refused", receipt.refused);
  if (receipt.early > 0 && receipt.latest)
    text += fmt::format(", {} {}{}", receipt.early, kLater, format_instant(*receipt.latest));
  return text;
}

std::optional<PushReceipt> receipt_in(std::string_view answer) {
  auto line = answer.substr(0, answer.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.ends_with(", ")) return std::nullopt;
  const auto fresh = take_part(line);
  const auto known = take_part(line);
  if (!fresh || fresh->words != "new" || !known || known->words != "known already") return std::nullopt;
  PushReceipt receipt;
  receipt.fresh = fresh->number;
  receipt.known = known->number;
  return take_rest(line, receipt) ? std::optional(receipt) : std::nullopt;
}

std::int64_t readings_in(std::string_view push) {
  std::int64_t lines = 0;
  while (!push.empty()) {
    const auto line = push.substr(0, push.find('\n'));
    push.remove_prefix(std::min(line.size() + 1, push.size()));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) ++lines;
  }
  return lines;
}

}  // namespace muster
