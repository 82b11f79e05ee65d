#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "reconciler/ports/provider.hpp"

namespace muster {

/// A provider with an empty account behind it.
struct OpenedSubject {
  std::shared_ptr<void> keeps_alive;  ///< Goes after the provider.
  std::unique_ptr<Provider> provider;
};

/// A provider to be held to the contract. What takes time in its cloud passes within a few thousand looks.
struct ContractSubject {
  std::string name;
  std::function<OpenedSubject()> open;  ///< A fresh one each time.
  bool imitates_details = true;         ///< Whether it knows sizes and gives addresses, as clouds do.
};

/// Every provider that muster has, and the fake that the engine is tested with.
std::vector<ContractSubject> contract_subjects();

}  // namespace muster
