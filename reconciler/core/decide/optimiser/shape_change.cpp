#include "reconciler/core/decide/optimiser/shape_change.hpp"

#include <fmt/format.h>

#include <map>

namespace muster {
namespace {

/// "resize worker/1 and 1 more to s-2vcpu-4gb": the machines that get one size.
std::string describe_resizes(const std::vector<const Resize*>& resized, const SizeTable& sizes) {
  const auto first = to_string(resized.front()->machine->machine->slot);
  const auto more = resized.size() > 1 ? fmt::format(" and {} more", resized.size() - 1) : "";
  return fmt::format("resize {}{} to {}", first, more, sizes.row(resized.front()->to).name.value);
}

}  // namespace

std::string describe(const ResizeSet& resizes, const AddSet& adds, const SizeTable& sizes) {
  std::string words;
  const auto say = [&](const std::string& more) { words += (words.empty() ? "" : " and ") + more; };
  std::map<int, std::vector<const Resize*>> by_size;
  for (const auto& resize : resizes.resized) by_size[resize.to].push_back(&resize);
  for (const auto& [to, resized] : by_size) say(describe_resizes(resized, sizes));
  if (resizes.in_several_plans()) words += fmt::format(", {} of them now", resizes.now);
  std::string more;
  for (std::size_t size = 0; size < adds.count.size(); ++size) {
    if (adds.count[size] == 0) continue;
    more += fmt::format("{}{} x {}", more.empty() ? "" : " and ", adds.count[size],
                        sizes.row(static_cast<int>(size)).name.value);
  }
  if (!more.empty()) say(more + " more");
  return words;
}

}  // namespace muster
