#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// A word that a shell can offer.
struct CompletionItem {
  std::string word;       ///< Replaces the whole word that is typed: "--format=json".
  std::string message{};  ///< Its meaning, without tabs and line breaks; empty if there is none.

  friend bool operator==(const CompletionItem&, const CompletionItem&) = default;
};

/// The candidates for one word of a command line.
struct CompletionList {
  enum class Paths { none, files, folders };

  std::vector<CompletionItem> candidates;  ///< Each starts with the typed text.
  Paths paths = Paths::none;               ///< Paths that the shell itself adds.

  friend bool operator==(const CompletionList&, const CompletionList&) = default;
};

/// The last value of each flag that takes one, by its long name without dashes: {"dir", "fleets/shop"}.
/// A flag without a value is stored as "true".
using GivenFlags = std::map<std::string, std::string>;

/// Kinds of words that only the fleet, its store or its vault can list.
enum class FleetWord { pool, machine, slot, plan, approver, secret, region };

/// Returns the words of one kind. Fails never: it returns no word where it cannot read one.
using FleetWords = std::function<std::vector<CompletionItem>(FleetWord, const GivenFlags&)>;

}  // namespace muster
