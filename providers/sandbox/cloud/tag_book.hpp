#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster::sandbox {

/// A tag and what carries it. Its spelling is that of the first time it was ever made.
struct Tag {
  std::string name;
  bool exists = true;                  ///< A deleted tag's spelling is remembered.
  std::vector<std::int64_t> droplets;  ///< Sorted.
  std::vector<std::string> volumes;
  std::vector<std::int64_t> images;
};

/// All tags, compared without regard to case.
class TagBook {
 public:
  /// Makes the tag when it is not there yet.
  Tag& make(std::string_view name);
  Tag* find(std::string_view name);
  const Tag* find(std::string_view name) const;
  /// Those that exist, by name.
  std::vector<const Tag*> all() const;
  /// With the forgotten ones.
  const std::map<std::string, Tag>& remembered() const { return tags_; }
  void restore(Tag tag);

  static bool is_valid_name(std::string_view name);

 private:
  std::map<std::string, Tag> tags_;  ///< By folded name.
};

void insert_sorted(std::vector<std::int64_t>& ids, std::int64_t id);
void erase_sorted(std::vector<std::int64_t>& ids, std::int64_t id);

}  // namespace muster::sandbox
