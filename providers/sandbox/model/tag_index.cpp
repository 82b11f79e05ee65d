#include "providers/sandbox/model/tag_index.hpp"

#include <algorithm>

#include "providers/sandbox/model/catalogue.hpp"

namespace muster::sandbox {

Tag& TagIndex::make(std::string_view name) {
  auto& tag = tags_[folded(name)];
  if (tag.name.empty()) tag.name = name;
  tag.exists = true;
  return tag;
}

Tag* TagIndex::find(std::string_view name) {
  const auto found = tags_.find(folded(name));
  return found == tags_.end() || !found->second.exists ? nullptr : &found->second;
}

const Tag* TagIndex::find(std::string_view name) const {
  const auto found = tags_.find(folded(name));
  return found == tags_.end() || !found->second.exists ? nullptr : &found->second;
}

std::vector<const Tag*> TagIndex::all() const {
  std::vector<const Tag*> existing;
  for (const auto& [key, tag] : tags_)
    if (tag.exists) existing.push_back(&tag);
  return existing;
}

void TagIndex::restore(Tag tag) {
  auto key = folded(tag.name);
  tags_[std::move(key)] = std::move(tag);
}

bool TagIndex::is_valid_name(std::string_view name) {
  if (name.empty() || name.size() > 255) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ':';
  });
}

void insert_sorted(std::vector<std::int64_t>& ids, std::int64_t id) {
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place == ids.end() || *place != id) ids.insert(place, id);
}

void erase_sorted(std::vector<std::int64_t>& ids, std::int64_t id) {
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place != ids.end() && *place == id) ids.erase(place);
}

}  // namespace muster::sandbox
