#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace muster::architecture {

/// One public declaration of a header: a function, a field or a constant.
struct Declaration {
  std::string path;
  std::size_t line = 0;
  std::string text;  ///< On one line, without the body of a function.
  /// The `///` block above it, which neighbours without a blank line share, and its `///<`.
  std::string doc;
};

/// The public declarations of a header, read by its layout: clang-format indents the inside of a class.
std::vector<Declaration> declarations_of(const SourceFile& header);

/// The same for all headers of reconciler/ and providers/.
std::vector<Declaration> product_declarations();

}  // namespace muster::architecture
