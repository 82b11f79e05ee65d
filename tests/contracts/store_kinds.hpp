#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <vector>

#include "reconciler/adapters/store/sqlite_store.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::testing {

// Whose store it is, and when.
inline const FleetName kOurs{"fpai"};
inline const Instant kNoon{std::chrono::hours(24 * 365 * 50 + 12)};

/// A kind of store that muster has, opened fresh in a test's own folder.
struct StoreKind {
  const char* name;
  std::function<std::unique_ptr<Store>(const test::TemporaryFolder&)> open;
};

/// Every kind; all of them keep one contract.
inline const std::vector<StoreKind>& store_kinds() {
  static const auto sqlite = [](const std::string& path) -> std::unique_ptr<Store> {
    auto opened = SqliteStore::open(path);
    REQUIRE(opened.ok());
    return *std::move(opened);
  };
  static const std::vector<StoreKind> all = {
      {"memory", [](const test::TemporaryFolder&) { return std::make_unique<MemoryStore>(); }},
      {"sqlite", [](const test::TemporaryFolder& folder) { return sqlite(folder.path(".muster/state.db")); }},
      {"sqlite in memory", [](const test::TemporaryFolder&) { return sqlite(""); }},
  };
  return all;
}

}  // namespace muster::testing
