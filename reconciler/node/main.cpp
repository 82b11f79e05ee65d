#include "reconciler/node/run_node.hpp"

int main(int argc, char** argv) {
  return muster::node::run_node(argc, argv);
}
