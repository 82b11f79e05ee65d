#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace muster::sandbox {

/// Records in the order of their creation. Look-up by key and by position takes constant time, so that a page
/// of a long list costs only a page. T has a member `id`.
template <class Key, class T>
class Collection {
 public:
  std::size_t size() const { return order_.size(); }
  T& at(std::size_t position) { return *order_[position]; }
  const T& at(std::size_t position) const { return *order_[position]; }

  T* find(const Key& id) {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }
  const T* find(const Key& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

  T& add(T record) {
    order_.push_back(std::make_unique<T>(std::move(record)));
    by_id_[order_.back()->id] = order_.back().get();
    return *order_.back();
  }

  void erase(const Key& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return;
    const T* record = found->second;
    by_id_.erase(found);
    std::erase_if(order_, [record](const auto& kept) { return kept.get() == record; });
  }

  void clear() {
    order_.clear();
    by_id_.clear();
  }

 private:
  std::vector<std::unique_ptr<T>> order_;
  std::unordered_map<Key, T*> by_id_;
};

}  // namespace muster::sandbox
