#include "reconciler/core/base/text/first_few.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

std::string first_few(const std::vector<std::string>& texts, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), most); ++i) list += (i > 0 ? ", " : "") + texts[i];
  if (texts.size() > most) list += fmt::format(" and {} more", texts.size() - most);
  return list;
}

}  // namespace muster
