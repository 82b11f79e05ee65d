#pragma once

#include <string>
#include <vector>

namespace muster::test {

/// The files that a cloud like the toy touches, with the toy's name in the place of the cloud's: those of the
/// product that exist already first.
std::vector<std::string> files_of_the_toy_provider();

}  // namespace muster::test
