#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Migrates a database to the schema of this muster in one transaction; an empty database gets the whole
/// schema. Fails with unsupported if a newer muster wrote it; `path` is for the message. Throws as SQLiteCpp
/// does.
Result<Done> bring_forward(SQLite::Database& database, const std::string& path);

}  // namespace muster
