#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Brings a database forward to the schema that this muster knows, in one transaction; an empty one gets all
/// of it. Fails with unsupported when a newer muster wrote it; `path` is for the words. Throws as SQLiteCpp
/// does.
Result<Done> bring_forward(SQLite::Database& database, const std::string& path);

}  // namespace muster
