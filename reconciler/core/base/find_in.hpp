#pragma once

#include <map>

namespace muster {

/// The object under that key; nullptr when there is none. It lives as long as its entry in the map.
template <class Key, class Object>
const Object* find_in(const std::map<Key, Object>& objects, const Key& key) {
  const auto found = objects.find(key);
  return found == objects.end() ? nullptr : &found->second;
}

}  // namespace muster
