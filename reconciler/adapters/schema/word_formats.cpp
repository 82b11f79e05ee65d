#include "reconciler/adapters/schema/word_formats.hpp"

#include "reconciler/ports/provider_registry.hpp"

namespace muster {

std::vector<std::string> words_of_format(const std::string& format) {
  const bool of_readings = format == "readings_source";
  if (!of_readings && format != "provider") return {};
  std::vector<std::string> words;
  for (const auto& cloud : provider_registry()) {
    if (!of_readings || cloud.readings) words.emplace_back(cloud.name);
  }
  if (of_readings) words.insert(words.end(), {"prometheus", "node_exporter", "host", "node", "file"});
  return words;
}

}  // namespace muster
