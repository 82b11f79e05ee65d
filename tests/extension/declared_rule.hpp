#pragma once

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::test {

/// A declared fleet of one pool, and one policy with that rule in its spec.
inline LoadedFiles files_with(const std::string& rule) {
  const TemporaryFolder folder;
  folder.write("declared/fleet.yaml",
               "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: fpai }\nspec:\n  provider: toy\n"
               "  regions: [nyc3]\n  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n"
               "      sizes: [s-1vcpu-2gb, s-2vcpu-4gb]\n      max: 4\n");
  folder.write(
      "declared/toy.yaml",
      "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: toy }\nspec:\n  pools: [worker]\n" + rule);
  return load_declared(folder.path("declared"));
}

/// The fleet of tests with that policy alone.
inline Scene scene_with(const std::string& rule) {
  auto files = files_with(rule);
  for (const auto& problem : files.diagnostics) UNSCOPED_INFO(problem.summary);
  REQUIRE(files.ok());
  Scene scene;
  scene.only(std::move(files.policies));
  return scene;
}

/// Ten minutes of recorded readings of worker/1, as lines of a file.
inline void take_lines(Scene& scene, const std::string& metric, int value) {
  std::string lines;
  for (int ago = 20; ago >= 0; --ago) {
    lines += "{\"at\": \"" + format_instant(scene.now - ago * 30s) +
             "\", \"subject\": \"worker/1\", \"metric\": \"" + metric +
             "\", \"value\": " + std::to_string(value) + "}\n";
  }
  std::istringstream stream(lines);
  const auto read = read_readings(stream, "lines.ndjson", ReadingsFormat::ndjson);
  REQUIRE(read.problems.empty());
  for (const auto& reading : read.readings) scene.world.readings.add(reading);
}

}  // namespace muster::test
