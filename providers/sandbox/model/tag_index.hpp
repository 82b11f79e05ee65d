#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster::sandbox {

/// A tag and its resources. Its spelling is that of its first creation.
struct Tag {
  std::string name;
  bool exists = true;                  ///< The spelling of a deleted tag is kept.
  std::vector<std::int64_t> droplets;  ///< Sorted.
  std::vector<std::string> volumes;
  std::vector<std::int64_t> images;
};

/// All tags, compared without case.
class TagIndex {
 public:
  /// Creates the tag if it does not exist.
  Tag& make(std::string_view name);
  Tag* find(std::string_view name);
  const Tag* find(std::string_view name) const;
  /// Returns the existing tags by name.
  std::vector<const Tag*> all() const;
  /// Includes the deleted ones.
  const std::map<std::string, Tag>& remembered() const { return tags_; }
  void restore(Tag tag);

  static bool is_valid_name(std::string_view name);

 private:
  std::map<std::string, Tag> tags_;  ///< By folded name.
};

void insert_sorted(std::vector<std::int64_t>& ids, std::int64_t id);
void erase_sorted(std::vector<std::int64_t>& ids, std::int64_t id);

}  // namespace muster::sandbox
