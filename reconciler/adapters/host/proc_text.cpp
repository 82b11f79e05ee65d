#include "reconciler/adapters/host/proc_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "reconciler/adapters/host/take_word.hpp"

namespace muster {
namespace {

std::optional<std::uint64_t> count_in(std::string_view word) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || problem != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

/// Returns the text after the word on the line that begins with it.
std::optional<std::string_view> line_behind(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with(word) && line.size() > word.size() &&
        (line[word.size()] == ' ' || line[word.size()] == '\t'))
      return line.substr(word.size());
  }
  return std::nullopt;
}

Error lacking(std::string_view what) {
  return {ErrorKind::invalid, fmt::format("it contains no {}", what)};
}

std::optional<Measure> share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0 || part > whole) return std::nullopt;
  // Thousandths of a percent; whole numbers of this size have no room for the factor.
  return Measure::milli(static_cast<std::int64_t>(
      static_cast<long double>(part) * 100'000 / static_cast<long double>(whole) + 0.5L));
}

}  // namespace

Result<CpuTimes> cpu_times_in(std::string_view stat) {
  auto line = line_behind(stat, "cpu");
  if (!line) return lacking("line \"cpu\"");
  // user nice system idle iowait irq softirq steal; the guest times after them are included in user and nice.
  std::array<std::uint64_t, 8> ticks{};
  std::size_t known = 0;
  for (auto& value : ticks) {
    const auto number = count_in(take_word(*line));
    if (!number) break;
    value = *number;
    ++known;
  }
  if (known < 4) return lacking("idle time in line \"cpu\"");
  CpuTimes times;
  for (const auto value : ticks) times.all += value;
  times.idle = ticks[3] + ticks[4];
  return times;
}

std::optional<Measure> busy_between(const CpuTimes& before, const CpuTimes& after) {
  if (after.all <= before.all) return std::nullopt;
  const auto all = after.all - before.all;
  // The kernel sometimes corrects idle and iowait slightly downwards.
  const auto idle = after.idle < before.idle ? 0 : after.idle - before.idle;
  if (idle > all || before.idle > after.idle + 100) return std::nullopt;
  return share(all - idle, all);
}

Result<MemoryUse> memory_use_in(std::string_view meminfo) {
  MemoryUse memory;
  for (const auto& [word, into] : {std::pair<std::string_view, std::uint64_t*>{"MemTotal:", &memory.total},
                                   {"MemAvailable:", &memory.available}}) {
    const auto kib = number_behind(meminfo, word);
    if (!kib) return kib.error();
    *into = *kib * 1024;
  }
  return memory;
}

std::optional<Measure> used_share(const MemoryUse& memory) {
  if (memory.available > memory.total) return std::nullopt;
  return share(memory.total - memory.available, memory.total);
}

Result<std::optional<CpuQuota>> cpu_quota_in(std::string_view cpu_max) {
  const auto quota = take_word(cpu_max);
  const auto period = count_in(take_word(cpu_max));
  if (quota == "max") return std::optional<CpuQuota>();
  const auto number = count_in(quota);
  if (!number || !period || *number == 0 || *period == 0) return lacking("quota and period");
  return std::optional(CpuQuota{*number, *period});
}

Result<std::optional<std::uint64_t>> byte_limit_in(std::string_view text) {
  const auto word = take_word(text);
  if (word == "max") return std::optional<std::uint64_t>();
  const auto number = count_in(word);
  if (!number) return lacking("number of bytes");
  return std::optional(*number);
}

Result<std::uint64_t> number_behind(std::string_view text, std::string_view word) {
  auto line = line_behind(text, word);
  const auto number = line ? count_in(take_word(*line)) : std::nullopt;
  if (!number) return lacking(fmt::format("\"{}\" with a number", word));
  return *number;
}

}  // namespace muster
