#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace muster::fuzz {

/// A reader of text from outside, and the property that it keeps for every text: it returns, touches no
/// memory that is not its own, and reads its own writing as the same value.
struct Target {
  std::string name;  ///< Of its program, fuzz_NAME, and of its folder of corpus/.
  void (*run)(std::string_view bytes);
};

/// Thrown where a property does not hold.
class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void expect(bool holds, const std::string& property) {
  if (!holds) throw Broken(property);
}

void read_json(std::string_view bytes);        ///< Any JSON, each value asked for every type.
void read_yaml(std::string_view bytes);        ///< A fleet file: YAML, schema, meaning.
void read_policy(std::string_view bytes);      ///< A policy file, the same way.
void read_plan_file(std::string_view bytes);   ///< A saved plan.
void read_journal(std::string_view bytes);     ///< A line with the kind, then an entry of the journal.
void read_statements(std::string_view bytes);  ///< Signed statements, as they lie beside a plan.
void read_prometheus(std::string_view bytes);  ///< The answer to a query.
void read_node(std::string_view bytes);        ///< A page of a monitor on a machine, and a push of one.
void read_cloud(std::string_view bytes);       ///< Answers of the cloud's API, alone and as a whole look.
void serve_http(std::string_view bytes);       ///< All that a client sends on one connection.

/// Every target; those of the functions above.
const std::vector<Target>& targets();

}  // namespace muster::fuzz
