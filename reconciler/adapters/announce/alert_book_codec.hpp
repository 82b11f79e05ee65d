#pragma once

#include <string>

#include "reconciler/core/alert/alert_book.hpp"

namespace muster {

/// The book as schemas/alert-book.schema.json has it. The same book gives the same bytes.
std::string to_json(const AlertBook& book);

/// The book again. Fails with `invalid`, saying where, for what is no such book or one of a later version.
Result<AlertBook> alert_book_in(const std::string& json);

}  // namespace muster
