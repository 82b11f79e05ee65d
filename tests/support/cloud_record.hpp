#pragma once

#include <map>
#include <string>

#include "tests/support/cloud_process.hpp"

namespace muster {

/// How often each kind of request that was to change something has come to a cloud: "POST /v2/droplets".
/// A kind that never came counts 0.
class CloudRecord {
 public:
  explicit CloudRecord(std::map<std::string, std::int64_t> counts) : counts_(std::move(counts)) {}
  std::int64_t at(const std::string& kind) const {
    const auto found = counts_.find(kind);
    return found == counts_.end() ? 0 : found->second;
  }
  std::int64_t all() const;
  /// One kind a line, with its count.
  std::string describe() const;
  friend bool operator==(const CloudRecord&, const CloudRecord&) = default;

 private:
  std::map<std::string, std::int64_t> counts_;
};

/// As the cloud has it now.
CloudRecord record_of(const CloudProcess& cloud);

}  // namespace muster
