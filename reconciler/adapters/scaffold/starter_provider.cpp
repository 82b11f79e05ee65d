#include "reconciler/adapters/scaffold/starter_provider.hpp"

#include "reconciler/ports/open_provider.hpp"

namespace muster {

std::string starter_provider() {
  return provider_names().front();
}

}  // namespace muster
