#pragma once

#include <map>

namespace muster {

/// Returns the object under that key; nullptr if there is none. It is valid as long as its entry in the map.
template <class Key, class Object>
const Object* find_in(const std::map<Key, Object>& objects, const Key& key) {
  const auto found = objects.find(key);
  return found == objects.end() ? nullptr : &found->second;
}

}  // namespace muster
